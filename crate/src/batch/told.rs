//! A matching in words, for who has to see that it is the right one.

use super::bind::{Column, at, listed};
use super::{Batch, inputs, target};
use crate::sheet::starter::GUIDE_SHEET;
use crate::sheet::write::LISTS;
use crate::sheet::{Sheet, Table, place, table};
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
            bound.key.iter().filter_map(label).collect::<Vec<_>>().join(", ")
        };
        let (message, english) = if self.matching.one {
            ("Mọi dòng vào một văn bản.".to_owned(), "All rows are one document.".to_owned())
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
        rows.filter(|(_, rows)| *rows > 0).collect()
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
            each.collect::<Vec<_>>().join(", ")
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
        let unused: Vec<usize> = self.unused().iter().map(|column| column.index).collect();
        let unused = if std::ptr::eq(sheet, self.sheet()) { unused } else { Vec::new() };
        let told = table.columns.iter().map(|column| {
            let label = &column.label;
            let filled = filling.iter().find(|filling| filling.indices().any(|index| index == column.index));
            let (message, english) = match filled {
                Some(filled) => {
                    let input = target::find(&inputs, &filled.path).map(|input| input.label.as_str());
                    let input = input.unwrap_or(&filled.path);
                    (format!("«{label}» → {input}"), format!("“{label}” → {input}"))
                }
                None if keys.contains(&column.index) => {
                    (format!("«{label}»: chỉ dùng làm khóa"), format!("“{label}”: a key only"))
                }
                None if lists::is_counter(label) && unused.contains(&column.index) => {
                    let rows = self.words_in_counter(column.index);
                    let cells: Vec<String> = rows.iter().map(|&row| {
                        format!("{} «{}»", place(row, column.index), sheet.cell(row, column.index).shown.trim())
                    }).collect();
                    let cells = listed(cells.iter().map(String::as_str), "", "");
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
                words.map(|(word, choice)| format!("; {open}{word}{close} = {choice}")).collect::<String>()
            };
            info("khop-cot", sheet, message + &meant("«", "»"), english + &meant("“", "”"))
        });
        told.collect()
    }
}

fn info(code: &'static str, sheet: &Sheet, message: String, english: String) -> Diagnostic {
    let location = Location::File { file: sheet.name().to_owned(), line: 0, column: 0 };
    Diagnostic::new(Severity::Info, code, location, message, english)
}
