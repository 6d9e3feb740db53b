//! A matching in words, for who has to see that it is the right one.

use super::column::{Column, Rows};
use super::refusals::{at, listed};
use super::{Batch, inputs, roles, target, words};
use crate::diagnostic::value_at;
use crate::joined::Joined;
use crate::sheet::starter::GUIDE_SHEET;
use crate::sheet::write::LISTS;
use crate::sheet::{Sheet, Table, place, table};
use crate::template::Kind;
use crate::template::field::is_blank;
use crate::to_list::ToList;
use crate::vietnamese::lists;
use crate::{Diagnostic, Location, Severity};

impl Batch {
    /// What each column fills, or that it fills nothing, and which rows are one document.
    pub fn matched(&self) -> Vec<Diagnostic> {
        let bound = &self.bound;
        let mut keys = bound.key.clone();
        keys.extend(bound.second.iter().map(|second| second.main_key));
        let mut told = self.columns(self.sheet(), &self.table, &bound.columns, &keys);
        for second in &bound.second {
            let Some(sheet) = self.sheets.get(second.sheet) else { continue };
            told.extend(self.columns(sheet, &second.table, &second.columns, &[second.key]));
        }
        let labels = |open: &str, close: &str| {
            let label = |index: &usize| {
                let column = self.table.columns.iter().find(|column| column.index == *index);
                column.map(|column| format!("{open}{}{close}", column.label))
            };
            bound.key.iter().filter_map(label).joined(", ")
        };
        let (message, english) = if self.matching.one {
            let rows = self.table.rows.len();
            (
                format!("Mọi dòng vào một văn bản: một văn bản, {rows} dòng."),
                format!("All rows are one document: one document, {rows} rows."),
            )
        } else if bound.key.is_empty() {
            ("Mỗi dòng là một văn bản.".to_owned(), "Each row is a document.".to_owned())
        } else {
            (
                format!("Các dòng giống nhau ở {} là một văn bản.", labels("«", "»")),
                format!("Rows with the same {} are one document.", labels("“", "”")),
            )
        };
        told.push(info("gop-dong", self.sheet(), message, english));
        told
    }

    /// What the rows say of somebody else in each document while the common values say the rest of them alike: each column
    /// that does.
    pub(super) fn of_another(&self) -> Vec<Diagnostic> {
        let (sheet, table, given) = (self.sheet(), &self.table, &self.matching);
        let mut told: Vec<(&str, Diagnostic)> = Vec::new();
        for column in self.bound.columns.iter().filter(|column| column.rows == Rows::Document) {
            let Some((name, _)) = column.path.split_once('.') else { continue };
            let Some((group, Kind::Group(parts))) = self.maker.field(name).map(|field| (field, &field.kind))
            else {
                continue;
            };
            let varies = column.indices().any(|index| self.bound.merged.varies(sheet, &table.rows, index));
            if self.len() < 2 || !varies || told.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let common = parts.iter().filter(|part| {
                let path = format!("{name}.{}", part.name);
                let filled = self.bound.columns.iter().any(|column| column.path == path);
                let value = value_at(&given.constants, &path);
                !filled && !given.agreed.contains(&path) && value.is_some_and(|value| !is_blank(value))
            });
            let labels: Vec<&str> = common.map(|part| part.label.as_str()).to_list();
            let Some(first) = labels.first() else { continue };
            let of = |open: &str, close: &str| {
                labels.iter().map(|label| format!("{open}{label}{close}")).joined(", ")
            };
            let (label, group) = (&column.label, &group.label);
            told.push((name, Diagnostic::error(
                "chung-cua-nguoi-khac",
                at(sheet, table.head.start, column.index),
                format!("Cột «{label}» đổi «{group}» theo từng dòng, nhưng {} của «{group}» lấy từ giá trị chung nên giống nhau ở mọi văn bản. Hãy thêm cột cho các mục này, xóa chúng khỏi giá trị chung, hoặc nếu đúng là chung thì ghi rõ (--const \"{group} / {first}=…\").", of("«", "»")),
                format!("The column “{label}” makes “{group}” another in each row, but {} of “{group}” are common values, the same in every document. Add columns for them, take them out of the common values, or say that they are common (--const \"{group} / {first}=…\").", of("“", "”")),
            )));
        }
        told.into_iter().map(|(_, finding)| finding).to_list()
    }

    /// The sheets of the workbook that nothing comes from though they have a table with rows, and how many rows: not the guide
    /// of a workbook made here, and not its hidden lists.
    pub fn other_sheets(&self) -> Vec<(&str, usize)> {
        let bound = &self.bound;
        let is_used = |at: usize| at == bound.main || bound.second.iter().any(|second| second.sheet == at);
        let is_lists = |sheet: &Sheet| sheet.is_hidden() && sheet.name() == LISTS;
        let others = self
            .sheets
            .iter()
            .enumerate()
            .filter(|(at, sheet)| !is_used(*at) && sheet.name() != GUIDE_SHEET && !is_lists(sheet));
        let rows = others.filter_map(|(_, sheet)| Some((sheet.name(), table(sheet).ok()?.rows.len())));
        rows.filter(|(_, rows)| *rows > 0).to_list()
    }

    /// [`Batch::other_sheets`] in words, if there are any.
    pub fn other_sheets_told(&self) -> Option<Diagnostic> {
        let others = self.other_sheets();
        let of = |open: &str, close: &str, rows_of: &str, hidden: &str| {
            let is_hidden =
                |name: &str| self.sheets.iter().any(|sheet| sheet.name() == name && sheet.is_hidden());
            let each = others.iter().map(|(name, rows)| {
                let hidden = if is_hidden(name) { hidden } else { "" };
                format!("{open}{name}{close} ({hidden}{rows} {rows_of})")
            });
            each.joined(", ")
        };
        let name = self.sheet().name();
        let location = Location::File { file: name.to_owned(), line: 0, column: 0 };
        (!others.is_empty()).then(|| {
            Diagnostic::warning(
                "trang-khac",
                location,
                format!("Chỉ lấy trang «{name}»; các trang khác cũng có dữ liệu: {}. Hãy chọn trang (--sheet \"{name}\" nếu đúng là trang này).", of("«", "»", "dòng", "trang ẩn, ")),
                format!("Only sheet “{name}” is taken; others have data as well: {}. Choose one (--sheet \"{name}\" if it is this one).", of("“", "”", "rows", "hidden, ")),
            )
        })
    }

    fn columns(&self, sheet: &Sheet, table: &Table, filling: &[Column], keys: &[usize]) -> Vec<Diagnostic> {
        let inputs = inputs(&*self.maker);
        let unused: Vec<usize> = self.unused().iter().map(|column| column.index).to_list();
        let unused = if std::ptr::eq(sheet, self.sheet()) { unused } else { Vec::new() };
        let told = table.columns.iter().map(|column| {
            let label = &column.label;
            let filled = filling.iter().find(|filling| filling.indices().any(|index| index == column.index));
            let (message, english) = match filled {
                Some(filled) => {
                    let input = target::find(&inputs, &filled.path).map(|input| input.label.as_str());
                    let input = input.unwrap_or(&filled.path);
                    let (behind, behind_english) = behind(table, filled, column.index);
                    (format!("«{label}» → {input}{behind}"), format!("“{label}” → {input}{behind_english}"))
                }
                None if keys.contains(&column.index) => {
                    (format!("«{label}»: chỉ dùng làm khóa"), format!("“{label}”: a key only"))
                }
                None if lists::is_counter(label) && unused.contains(&column.index) => {
                    let rows = self.words_in_counter(column.index);
                    let cells: Vec<String> = rows.iter().map(|&row| {
                        format!("{} «{}»", place(row, column.index), sheet.cell(row, column.index).shown.trim())
                    }).to_list();
                    let cells = listed(&mut cells.iter().map(String::as_str), "", "");
                    (
                        format!("«{label}» có chữ không phải số thứ tự, không vào văn bản nào: {cells}; hãy chuyển chữ ấy sang đúng cột, hoặc bỏ cột này (--map \"{label}=\")"),
                        format!("“{label}” has words that are no numbers and are in no document: {cells}; move them to their column, or leave this one out (--map \"{label}=\")"),
                    )
                }
                None if lists::is_counter(label) => {
                    (format!("«{label}»: số thứ tự của các dòng"), format!("“{label}”: numbers of the rows"))
                }
                None => (format!("«{label}»: không dùng"), format!("“{label}”: not used")),
            };
            if filled.is_none() && unused.contains(&column.index) {
                let place = at(sheet, table.head.start, column.index);
                return Diagnostic::warning("cot-khong-dung", place, message, english);
            }
            let meant = |open: &str, close: &str| {
                let words = filled.map(|filled| filled.words.as_slice()).unwrap_or_default().iter();
                let choice = |choice| filled.map_or(choice, |filled| words::shown(&filled.field, choice));
                words.map(|(word, of)| format!("; {open}{word}{close} = {}", choice(of))).collect::<String>()
            };
            info("khop-cot", sheet, message + &meant("«", "»"), english + &meant("“", "”"))
        });
        told.to_list()
    }
}

/// What a part of a name in several columns stands behind.
fn behind(table: &Table, filled: &Column, index: usize) -> (String, String) {
    let parts: Vec<(usize, u8)> = filled.parts().to_list();
    let pairs = parts.iter().zip(parts.iter().skip(1));
    let mut before = pairs.filter(|(_, (at, part))| *at == index && roles::of_name(*part));
    let label = before.next().and_then(|((before, _), _)| {
        let column = table.columns.iter().find(|column| column.index == *before)?;
        Some(column.label.as_str())
    });
    label.map_or_else(Default::default, |label| {
        (format!(" (nối sau «{label}»)"), format!(" (behind “{label}”)"))
    })
}

fn info(code: &'static str, sheet: &Sheet, message: String, english: String) -> Diagnostic {
    let location = Location::File { file: sheet.name().to_owned(), line: 0, column: 0 };
    Diagnostic::new(Severity::Info, code, location, message, english)
}
