//! A matching put to use: where each column stands, what it fills, and which rows make which document.

use super::merged::Merged;
use super::roles::{self, Role};
use super::target::{self, Input};
use super::unusable::{doubtful, unusable};
use super::{Batch, Matching, Problem, cell, keys, words};
use crate::joined::Joined;
use crate::ordered;
use crate::pool::{Named, Pool};
use crate::sheet::{Cell, Content, Sheet, Table, TableColumn, place, table, table_at};
use crate::template::{Field, Kind, Questions};
use crate::vietnamese::grouping::{Habit, Reading};
use crate::vietnamese::text::fold;
use crate::vietnamese::{lists, number};
use crate::{Diagnostic, FieldPath, Location};
use serde_json::Value;

/// The most items a path may name by position.
const FARTHEST_ITEM: usize = 99;

/// The code of a cell whose document takes another row's.
pub(super) const DIFFERS: &str = "khac-nhau-trong-nhom";

/// A column that fills something.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its place on the sheet.
    pub(super) index: usize,
    /// Which part of a line about somebody it is.
    pub(super) part: u8,
    /// The columns whose texts follow its own in one line, and their parts: position and unit behind a name.
    pub(super) also: Vec<(usize, u8)>,
    /// What its head says.
    pub(super) label: String,
    /// What it fills.
    pub(super) path: String,
    /// The part of the path below the item of a list.
    pub(super) within: String,
    pub(super) field: Field,
    pub(super) rows: Rows,
    /// No column before it fills the same table or list.
    pub(super) first_of_rows: bool,
    /// How it writes its figures.
    pub(super) habit: Habit,
    /// What its words mean, where they are no choice by themselves.
    pub(super) words: Vec<(String, String)>,
}

/// What one row of the sheet is to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rows {
    /// The document, or a part of it.
    Document,
    /// A row or item of the table or list of this path.
    Item(String),
}

impl Column {
    /// The places of all columns that fill it.
    pub(super) fn indices(&self) -> impl Iterator<Item = usize> {
        self.parts().map(|(index, _)| index)
    }

    /// The same with the part each is.
    pub(super) fn parts(&self) -> impl Iterator<Item = (usize, u8)> {
        std::iter::once((self.index, self.part)).chain(self.also.iter().copied())
    }

    /// Takes in a column that is another part of the same; false when it is none.
    fn joins(&mut self, input: &Input<'_>, index: usize, part: u8) -> bool {
        if !self.parts().all(|(_, other)| roles::join(input.parts, part, other)) {
            return false;
        }
        let mut parts: Vec<(u8, usize)> = self.parts().map(|(index, part)| (part, index)).collect();
        parts.push((part, index));
        ordered::sort(&mut parts);
        let mut parts = parts.into_iter();
        if let Some((part, index)) = parts.next() {
            (self.part, self.index) = (part, index);
        }
        self.also = parts.map(|(part, index)| (index, part)).collect();
        true
    }

    /// What its columns say together, where it has several; each cell as its place gives it.
    pub(super) fn joined<'c>(&self, cell: impl Fn(usize) -> Option<Cell<'c>>) -> Value {
        let text = |index: usize| {
            let cell = cell(index).filter(|cell| cell.content != Content::Error);
            cell.map(|cell| cell.shown.split_whitespace().joined(" ")).unwrap_or_default()
        };
        let parts: Vec<(u8, String)> = self.parts().map(|(index, part)| (part, text(index))).collect();
        let line = roles::line(&parts);
        match self.field.kind {
            _ if line.is_empty() => Value::Null,
            Kind::List(_) => Value::Array(vec![Value::from(line)]),
            _ => Value::from(line),
        }
    }

    /// One of its cells, or the choice that its word was said to mean.
    pub(super) fn meant<'c>(&'c self, cell: Cell<'c>) -> Cell<'c> {
        if self.words.is_empty() {
            return cell;
        }
        // Most cells have the word as it was first met; only others have to be compared as keys.
        let as_written = self.words.iter().find(|(word, _)| word == cell.shown.trim());
        let said = as_written.or_else(|| {
            let wanted = keys::key(cell.shown);
            self.words.iter().find(|(word, _)| keys::key(word) == wanted)
        });
        said.map_or(cell, |(_, choice)| Cell { shown: choice, content: Content::Text })
    }

    /// The same finding for a word that is neither yes nor no, with what would be.
    pub(super) fn unclear(&self, cell: Cell<'_>, found: &Diagnostic) -> Option<Diagnostic> {
        let (label, shown) = (&self.label, cell.shown.trim());
        (self.field.kind == Kind::Flag && found.severity == crate::Severity::Error && !shown.is_empty()).then(|| {
            Diagnostic::error(
                "khong-ro-co-khong",
                found.location.clone(),
                format!("«{shown}» không rõ là có hay không; hãy ghi Có (hoặc x) hay Không (hoặc để trống), hoặc cho biết chữ ấy nghĩa là gì: --word \"{label}:{shown}=Không\"."),
                format!("“{shown}” is neither yes nor no; write Có (or x) or Không (or nothing), or say what it means: --word \"{label}:{shown}=Không\"."),
            )
        })
    }

    /// What keeps one of its cells from being used.
    fn unusable(&self, cell: Cell<'_>) -> Option<Diagnostic> {
        unusable(&self.path, cell).or_else(|| doubtful(&self.path, &self.field, self.habit, cell))
    }

    /// Which of the document's rows a value of this path comes from, if from this column.
    pub(super) fn row_of(&self, path: &str) -> Option<usize> {
        match &self.rows {
            Rows::Document => is_within(path, &self.path).then_some(0),
            Rows::Item(list) => {
                let rest = path.strip_prefix(list.as_str())?.strip_prefix('.')?;
                let (at, rest) = rest.split_once('.').unwrap_or((rest, ""));
                is_within(rest, &self.within).then(|| at.parse().ok())?
            }
        }
    }
}

/// The path is another, or leads to something in it.
fn is_within(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) || other.is_empty()
}

/// Which rows make which document: the rows of all, and where each document's end.
#[derive(Debug, Default)]
pub(super) struct Documents {
    rows: Vec<usize>,
    ends: Vec<usize>,
}

impl Documents {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn rows(&self, document: usize) -> &[usize] {
        let start = document.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let (Some(start), Some(&end)) = (start, self.ends.get(document)) else { return &[] };
        self.rows.get(start..end).unwrap_or_default()
    }

    /// Rows with the same key, in the order in which keys appear first; a row without one is alone.
    fn grouped(keys: Vec<(Option<String>, usize)>) -> Documents {
        let mut by_key: Named<Option<usize>> = Named::default();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (key, row) in keys {
            let at = key.map_or(groups.len(), |key| *by_key.entry(key.as_str()).get_or_insert(groups.len()));
            match groups.get_mut(at) {
                Some(group) => group.push(row),
                None => groups.push(vec![row]),
            }
        }
        let mut documents = Documents::default();
        for group in groups {
            documents.rows.extend(group);
            documents.ends.push(documents.rows.len());
        }
        documents
    }
}

/// A second sheet, bound.
#[derive(Debug)]
pub(super) struct SecondBound {
    pub(super) sheet: usize,
    pub(super) table: Table,
    pub(super) merged: Merged,
    /// Its column with the key.
    pub(super) key: usize,
    /// The column of the first sheet with the same key.
    pub(super) main_key: usize,
    pub(super) columns: Vec<Column>,
    by_key: Named<Vec<usize>>,
}

impl SecondBound {
    /// The key of a document.
    pub(super) fn key_of(&self, sheet: &Sheet, merged: &Merged, rows: &[usize]) -> String {
        let shown = |&row: &usize| keys::key(merged.cell(sheet, row, self.main_key).shown);
        rows.first().map(shown).unwrap_or_default()
    }

    /// The rows with a key.
    pub(super) fn rows_of(&self, key: &str) -> &[usize] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}

/// A matching in use.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) main: usize,
    pub(super) merged: Merged,
    pub(super) columns: Vec<Column>,
    pub(super) documents: Documents,
    pub(super) second: Vec<SecondBound>,
    /// The columns that say which rows are one document; none when each is one.
    pub(super) key: Vec<usize>,
}

impl Bound {
    pub(super) fn sheet<'s>(&self, sheets: &'s [Sheet]) -> &'s Sheet {
        static NONE: std::sync::LazyLock<Sheet> = std::sync::LazyLock::new(Sheet::default);
        sheets.get(self.main).unwrap_or(&NONE)
    }

    /// The second sheets, each with the rows that are of a document.
    pub(super) fn second_rows<'b>(
        &'b self,
        sheets: &'b [Sheet],
        rows: &'b [usize],
    ) -> impl Iterator<Item = (&'b SecondBound, &'b Sheet, &'b [usize])> {
        self.second.iter().filter_map(move |second| {
            let key = second.key_of(self.sheet(sheets), &self.merged, rows);
            Some((second, sheets.get(second.sheet)?, second.rows_of(&key)))
        })
    }

    /// Why the documents would not be what anybody wants: nothing of the sheet is in them, all are the same, or they name nobody
    /// of the list.
    fn useless(
        &self,
        inputs: &[Input<'_>],
        template: &dyn Questions,
        sheet: &Sheet,
        table: &Table,
        matching: &Matching,
    ) -> Option<Diagnostic> {
        let head = at(sheet, table.head.start, 0);
        if self.columns.is_empty() && self.second.iter().all(|second| second.columns.is_empty()) {
            return Some(nothing_matches(head, inputs, template, table));
        }
        let said = |label: &str| matching.columns.iter().any(|(known, _)| known == label);
        let roles = roles::of(sheet, table);
        let role = |index: usize| roles.iter().find(|role| role.index == index);
        let named = |index: usize| role(index).is_some_and(Role::names_somebody);
        let is_named = |column: &&TableColumn| named(column.index) && !said(&column.label);
        let given = |path: &str| self.columns.iter().any(|column| is_within(&column.path, path));
        let names = |column: &Column| column.indices().any(named);
        let is_about = template.row().map_or_else(|| self.columns.iter().any(names), given);
        if let Some(column) = table.columns.iter().find(is_named).filter(|_| !is_about) {
            return Some(about_nobody(head, inputs, template, &column.label));
        }
        if let Some(column) = self.unnamed(&roles, table).filter(|column| !said(&column.label)) {
            return Some(about_nothing(head, inputs, template, &column.label));
        }
        let differs = |column: &Column| {
            column.indices().any(|index| {
                let mut shown =
                    table.rows.iter().map(|&row| self.merged.cell(sheet, row, index).shown.trim());
                let first = shown.next();
                shown.any(|shown| Some(shown) != first)
            })
        };
        let same = self.documents.len() > 1 && self.second.is_empty() && !self.columns.iter().any(differs);
        same.then(|| all_the_same(head, self.documents.len(), inputs, template, table, &self.columns))
    }

    /// The column that names what the rows are about, where nothing that names a row is used, and what is used is like it in
    /// many lists.
    fn unnamed<'t>(&self, roles: &[Role], table: &'t Table) -> Option<&'t TableColumn> {
        let used = |role: &&Role| {
            self.columns.iter().any(|column| column.indices().any(|index| index == role.index))
        };
        let names = |role: &Role| role.names_somebody() || lists::thing(&role.label).is_some();
        if !self.second.is_empty() || roles.iter().filter(used).any(names) {
            return None;
        }
        let role = roles.iter().find(|role| names(role))?;
        table.columns.iter().find(|column| column.index == role.index)
    }

    /// The row blank where rows are told apart, of a document that is no more than it.
    fn keyless(&self, sheet: &Sheet, row: usize) -> bool {
        !self.key.is_empty() && self.key.iter().all(|&index| self.merged.cell(sheet, row, index).is_blank())
    }

    /// Cells that hold the error of a formula, and cells that differ where all rows of a document should say the same.
    pub(super) fn cells(&self, batch: &Batch, document: usize) -> Vec<Problem> {
        let sheet = batch.sheet();
        let rows = batch.rows(document);
        let mut problems = Vec::new();
        let mut tell =
            |sheet: &Sheet, row: usize, (column, index): (&Column, usize), diagnostic: Diagnostic| {
                problems.push(Problem {
                    sheet: sheet.name().to_owned(),
                    row: row + 1,
                    place: place(row, index),
                    header: column.label.clone(),
                    diagnostic,
                });
            };
        for (column, index) in
            self.columns.iter().flat_map(|column| column.indices().map(move |index| (column, index)))
        {
            let mut first = None;
            for row in standing(&self.merged, rows, index) {
                let cell = sheet.cell(row, index);
                if let Some(why) = column.unusable(cell) {
                    tell(sheet, row, (column, index), why);
                } else if column.rows == Rows::Document && !cell.is_blank() {
                    let shown = *first.get_or_insert(cell.shown);
                    if shown != cell.shown {
                        tell(sheet, row, (column, index), differs(column, shown));
                    }
                }
            }
        }
        for (column, row) in self.columns.iter().flat_map(|column| rows.iter().map(move |&row| (column, row)))
        {
            let blank = |index: usize| self.merged.cell(sheet, row, index).is_blank();
            let parts: Vec<(u8, bool)> = column.parts().map(|(index, part)| (part, blank(index))).collect();
            if roles::is_half(&parts)
                && let Some(index) = column.indices().find(|&index| blank(index))
            {
                tell(sheet, row, (column, index), half_a_name(column));
            }
        }
        for (second, other, rows) in self.second_rows(&batch.sheets, rows) {
            for column in &second.columns {
                for row in standing(&second.merged, rows, column.index) {
                    let cell = other.cell(row, column.index);
                    if let Some(why) = column.unusable(cell) {
                        tell(other, row, (column, column.index), why);
                    }
                }
            }
        }
        for &index in &self.key {
            let head = batch.table().columns.iter().find(|column| column.index == index);
            let header = head.map(|column| column.label.clone()).unwrap_or_default();
            let fills = |column: &Column| column.indices().any(|known| known == index);
            if self.columns.iter().any(fills) {
                continue;
            }
            for row in standing(&self.merged, rows, index) {
                if let Some(diagnostic) = unusable("", sheet.cell(row, index)) {
                    problems.push(Problem {
                        sheet: sheet.name().to_owned(),
                        row: row + 1,
                        place: place(row, index),
                        header: header.clone(),
                        diagnostic,
                    });
                }
            }
        }
        if let (Some(&row), Some(&index)) = (rows.first(), self.key.first())
            && self.keyless(sheet, row)
        {
            let head = batch.table().columns.iter().find(|column| column.index == index);
            problems.insert(
                0,
                Problem {
                    sheet: sheet.name().to_owned(),
                    row: row + 1,
                    place: place(row, index),
                    header: head.map(|column| column.label.clone()).unwrap_or_default(),
                    diagnostic: no_key(at(sheet, row, index)),
                },
            );
        }
        problems
    }
}

/// The labels of these columns, as many as anybody reads.
pub(super) fn listed(labels: &mut dyn Iterator<Item = &str>, open: &str, close: &str) -> String {
    const MOST: usize = 8;
    let mut labels = labels.map(|label| format!("{open}{label}{close}"));
    let mut shown = labels.by_ref().take(MOST).joined(", ");
    if labels.next().is_some() {
        shown += "…";
    }
    shown
}

/// What columns can be matched with: first what a row is about, then what every document needs.
fn matchable(inputs: &[Input<'_>], template: &dyn Questions) -> Vec<String> {
    let about = |input: &&Input<'_>| template.row().is_some_and(|row| is_within(&input.path, row));
    let needed = |input: &&Input<'_>| !about(input) && input.required && !input.field.shared;
    let both = inputs.iter().filter(about).chain(inputs.iter().filter(needed));
    let mut both: Vec<&Input<'_>> = both.collect();
    if both.is_empty() {
        let own = |input: &&Input<'_>| {
            let first = input.path.split('.').next().unwrap_or_default();
            template.field(first).is_none_or(|field| !field.shared)
        };
        both.extend(inputs.iter().filter(own));
    }
    both.into_iter().map(|input| format!("{} ({})", input.label, input.path)).collect()
}

fn nothing_matches(
    at: Location,
    inputs: &[Input<'_>],
    template: &dyn Questions,
    table: &Table,
) -> Diagnostic {
    let fields = matchable(inputs, template);
    let fields = |open, close| listed(&mut fields.iter().map(String::as_str), open, close);
    let heads =
        |open, close| listed(&mut table.columns.iter().map(|column| column.label.as_str()), open, close);
    Diagnostic::error(
        "khong-cot-nao-khop",
        at,
        format!(
            "Không cột nào của bảng khớp với mẫu nên không có gì để điền. Bảng có {}; mẫu nhận {}. Hãy khớp cột (--map \"Cột=trường\") hoặc chọn mẫu khác.",
            heads("«", "»"),
            fields("", "")
        ),
        format!(
            "No column of the table matches the template, so there is nothing to fill in. The table has {}; the template takes {}. Match columns (--map \"Column=field\") or choose another template.",
            heads("“", "”"),
            fields("", "")
        ),
    )
}

fn about_nobody(at: Location, inputs: &[Input<'_>], template: &dyn Questions, head: &str) -> Diagnostic {
    let Some(row) = template.row() else {
        return Diagnostic::error(
            "danh-sach-khong-ai-nhan",
            at,
            format!(
                "Bảng là danh sách có cột «{head}» nhưng mẫu không có chỗ cho ai trong danh sách, nên văn bản không nói về họ. Hãy chọn mẫu khác, khớp cột ấy với một trường (--map \"{head}=trường\"), hoặc ghi rõ bỏ cột ấy (--map \"{head}=\")."
            ),
            format!(
                "The table is a list with a column “{head}”, but the template has no place for anybody of the list. Choose another template, match that column with a field (--map \"{head}=field\"), or leave it out by name (--map \"{head}=\")."
            ),
        );
    };
    let within = || inputs.iter().filter(|input| is_within(&input.path, row));
    let input = within().find(|input| input.path == row).or_else(|| within().find(|input| input.required));
    let (label, row) =
        input.or_else(|| within().next()).map_or((row, row), |input| (&input.label, &input.path));
    Diagnostic::error(
        "danh-sach-khong-ai-nhan",
        at,
        format!(
            "Bảng là danh sách có cột «{head}» nhưng không cột nào khớp với «{label}» ({row}), nên văn bản không nói về ai trong danh sách. Hãy khớp một cột với trường ấy (--map \"{head}={row}\"), hoặc ghi rõ bỏ cột ấy (--map \"{head}=\")."
        ),
        format!(
            "The table is a list with a column “{head}”, but no column is matched with “{label}” ({row}), so no document is about anybody of the list. Match a column with that field (--map \"{head}={row}\"), or leave the column out by name (--map \"{head}=\")."
        ),
    )
}

fn about_nothing(at: Location, inputs: &[Input<'_>], template: &dyn Questions, head: &str) -> Diagnostic {
    let fields = matchable(inputs, template);
    let fields = listed(&mut fields.iter().map(String::as_str), "", "");
    Diagnostic::error(
        "danh-sach-khong-ai-nhan",
        at,
        format!(
            "Cột «{head}» gọi tên từng dòng của bảng nhưng không khớp với trường nào, nên văn bản không nói dòng ấy là gì. Mẫu nhận {fields}. Hãy khớp cột ấy (--map \"{head}=trường\"), ghi rõ bỏ nó (--map \"{head}=\"), hoặc chọn mẫu khác."
        ),
        format!(
            "The column “{head}” names each row of the table but is matched with no field, so no document says what its row is. The template takes {fields}. Match that column (--map \"{head}=field\"), leave it out by name (--map \"{head}=\"), or choose another template."
        ),
    )
}

fn all_the_same(
    at: Location,
    count: usize,
    inputs: &[Input<'_>],
    template: &dyn Questions,
    table: &Table,
    columns: &[Column],
) -> Diagnostic {
    let used = |column: &&TableColumn| {
        columns.iter().any(|filling| filling.indices().any(|index| index == column.index))
    };
    let unused = |open, close| {
        let labels = table.columns.iter().filter(|column| !used(column));
        listed(&mut labels.map(|column| column.label.as_str()), open, close)
    };
    let (mut unused, mut unused_english) = (unused("«", "»"), unused("“", "”"));
    if !unused.is_empty() {
        (unused, unused_english) = (format!("; chưa dùng {unused}"), format!("; {unused_english} are not"));
    }
    let fields = matchable(inputs, template);
    let fields = listed(&mut fields.iter().map(String::as_str), "", "");
    Diagnostic::error(
        "van-ban-giong-nhau",
        at,
        format!(
            "{count} văn bản sẽ giống hệt nhau vì không cột nào khác nhau giữa các dòng được dùng{unused}. Hãy sửa các dòng ghi lặp, khớp cột (--map \"Cột=trường\"; mẫu nhận {fields}), hoặc gộp các dòng vào một văn bản (--one)."
        ),
        format!(
            "{count} documents would be the same, because no column that differs from row to row is used{unused_english}. Mend rows that repeat, match columns (--map \"Column=field\"; the template takes {fields}), or make all rows one document (--one)."
        ),
    )
}

/// The rows in which that stands what a column shows in these, each once.
fn standing(merged: &Merged, rows: &[usize], column: usize) -> Vec<usize> {
    let mut standing: Vec<usize> = rows.iter().map(|&row| merged.row(row, column)).collect();
    standing.dedup();
    standing
}

fn no_key(at: Location) -> Diagnostic {
    Diagnostic::error(
        "dong-khong-khoa",
        at,
        "Dòng này để trống cột dùng để gộp nên không vào văn bản nào; hãy ghi giá trị của cột ấy.",
        "This row is blank in the column that groups rows, so it is in no document; fill it in.",
    )
}

fn differs(column: &Column, first: &str) -> Diagnostic {
    Diagnostic::warning(
        DIFFERS,
        Location::Field { path: FieldPath::from(column.path.as_str()) },
        format!("Các dòng của cùng một văn bản ghi khác nhau ở cột này; văn bản lấy giá trị đầu «{first}»."),
        format!("The rows of one document differ in this column; the document takes the first, “{first}”."),
    )
}

fn half_a_name(column: &Column) -> Diagnostic {
    Diagnostic::error(
        "ten-mot-nua",
        Location::Field { path: FieldPath::from(column.path.as_str()) },
        "Họ và tên ghi ở nhiều cột mà dòng này để trống một cột, nên tên chỉ có một nửa; hãy ghi đủ.",
        "The name stands in several columns and this row leaves one blank, so it is half a name; fill it in.",
    )
}

/// What [`bind`] found.
pub(super) struct Found {
    pub(super) table: Table,
    pub(super) bound: Bound,
    pub(super) notes: Vec<Diagnostic>,
}

pub(super) fn bind(
    template: &dyn Questions,
    sheets: &[Sheet],
    matching: &Matching,
) -> Result<Found, Vec<Diagnostic>> {
    let inputs = target::inputs(template);
    let mut faults = Vec::new();
    let main = sheet_named(sheets, &matching.sheet).map_err(|finding| vec![finding])?;
    let Some(sheet) = sheets.get(main) else { return Err(vec![no_sheet(&matching.sheet, sheets)]) };
    let found = match matching.header_row {
        Some(row) => Ok(table_at(sheet, row - 1, matching.header_last)),
        None => table(sheet),
    };
    let table = found.map_err(|finding| vec![finding])?;
    faults.extend(no_list(sheet, &matching.rows_into, &inputs));
    let key: Vec<usize> = matching.group_by.iter().filter_map(|label| index_of(&table, label)).collect();
    let merged = Merged::below(sheet, table.head.end);
    let documents = if matching.one && !table.rows.is_empty() {
        Documents { ends: vec![table.rows.len()], rows: table.rows.clone() }
    } else if key.is_empty() {
        Documents { ends: (1..=table.rows.len()).collect(), rows: table.rows.clone() }
    } else {
        let key_of = |row: usize| {
            let parts: Vec<String> =
                key.iter().map(|&index| keys::key(merged.cell(sheet, row, index).shown)).collect();
            parts.iter().any(|part| !part.is_empty()).then(|| parts.join("\u{1F}"))
        };
        Documents::grouped(table.rows.iter().map(|&row| (key_of(row), row)).collect())
    };
    let varies =
        |index: usize| (0..documents.len()).any(|at| merged.varies(sheet, documents.rows(at), index));
    let of_list = |path: &str, index: usize| match matching.rows_into.as_str() {
        "" => varies(index),
        list => list == path,
    };
    let roles = roles::of(sheet, &table);
    let of = (&table, sheet, roles.as_slice());
    let mut columns = columns(template, &inputs, of, &matching.columns, of_list, &mut faults);
    let unknown = matching.group_by.iter().filter(|label| index_of(&table, label).is_none());
    faults.extend(unknown.map(|label| no_column(sheet, &table, label)));
    learn_habits(&mut columns, sheet, &table, matching.decimal);
    for column in &mut columns {
        let words =
            words::of_column(&column.field, sheet, &table, column.index, matching.said(&column.label));
        column.words = words.into_iter().filter_map(|word| Some((word.word, word.choice?))).collect();
    }
    let mut notes = table.notes(sheet);
    notes.extend(figures(sheet, &merged, &table, &columns));
    notes.extend(hidden_columns(sheet, &table, &columns));
    notes.extend(thousands(sheet, &table, &columns));
    if documents.len() == 0 && faults.is_empty() {
        faults.push(Diagnostic::error(
            "khong-co-dong",
            at(sheet, table.head.end, 0),
            "Bảng không có dòng dữ liệu nào; hãy điền ít nhất một dòng dưới tiêu đề.",
            "The table has no row of data; fill in at least one below its head.",
        ));
    }
    let mut bound_second = Vec::new();
    for wanted in &matching.second {
        let of = (&table, sheet, &merged);
        bound_second.extend(second(
            (template, &inputs, matching.decimal),
            sheets,
            wanted,
            of,
            &documents,
            &mut notes,
            &mut faults,
        ));
    }
    let second = bound_second;
    let bound = Bound { main, merged, columns, documents, second, key };
    if faults.is_empty() {
        faults.extend(bound.useless(&inputs, template, sheet, &table, matching));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Found { table, bound, notes })
}

fn columns(
    template: &dyn Questions,
    inputs: &[Input<'_>],
    (table, sheet, roles): (&Table, &Sheet, &[Role]),
    wanted: &[(String, String)],
    is_of_rows: impl Fn(&str, usize) -> bool,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let parts_of = |path: &str| {
        let path = path.to_owned();
        let of_path = wanted.iter().filter(move |(_, known)| *known == path);
        of_path.filter_map(|(label, _)| index_of(table, label))
    };
    for (label, path) in wanted.iter().filter(|(_, path)| !path.is_empty()) {
        let Some(index) = index_of(table, label) else {
            faults.push(no_column(sheet, table, label));
            continue;
        };
        let far = path.split('.').filter_map(|step| step.parse::<usize>().ok()).any(|at| at > FARTHEST_ITEM);
        let Some(input) = target::find(inputs, path).filter(|_| !far) else {
            faults.push(no_field(sheet, label, path, inputs, template));
            continue;
        };
        let part = roles::part_of(roles, index);
        if let Some(other) = columns.iter_mut().find(|column| column.path == *path) {
            if other.joins(input, index, part) {
                continue;
            }
            faults.push(Diagnostic::error(
                "hai-cot-mot-truong",
                at(sheet, table.head.start, index),
                format!(
                    "Hai cột «{}» và «{label}» cùng điền vào «{}»; hãy bỏ khớp một cột.",
                    other.label, input.label
                ),
                format!(
                    "The columns “{}” and “{label}” both fill “{path}”; unmatch one of them.",
                    other.label
                ),
            ));
            continue;
        }
        let list = match &input.field.kind {
            Kind::List(_) if parts_of(path).any(|index| is_of_rows(path, index)) => path.clone(),
            _ => input.rows.clone(),
        };
        let within = path.strip_prefix(list.as_str()).unwrap_or(path).trim_start_matches('.').to_owned();
        let rows = if list.is_empty() { Rows::Document } else { Rows::Item(list) };
        let field = match (&input.field.kind, &rows) {
            (Kind::List(item), Rows::Item(_)) if within.is_empty() => (**item).clone(),
            _ => input.field.clone(),
        };
        let first_of_rows = rows != Rows::Document && !columns.iter().any(|column| column.rows == rows);
        columns.push(Column {
            index,
            part,
            also: Vec::new(),
            label: label.clone(),
            path: path.clone(),
            within,
            field,
            rows,
            first_of_rows,
            habit: Habit::default(),
            words: Vec::new(),
        });
    }
    columns
}

/// How each column of figures writes those that are text: as somebody says, or as its cells tell.
fn learn_habits(columns: &mut [Column], sheet: &Sheet, table: &Table, decimal: Option<char>) {
    let said = decimal.and_then(Habit::with_decimal);
    for column in columns.iter_mut().filter(|column| column.field.kind.numeric().is_some()) {
        let told = || cell::habit(texts(sheet, table, column.index).map(|(_, text)| text));
        column.habit = said.unwrap_or_else(told);
    }
}

/// The texts of a column in the rows of data, by row.
fn texts<'s>(sheet: &'s Sheet, table: &'s Table, index: usize) -> impl Iterator<Item = (usize, &'s str)> {
    let cells = table.rows.iter().map(move |&row| (row, sheet.cell(row, index)));
    cells.filter(|(_, cell)| cell.content == Content::Text).map(|(row, cell)| (row, cell.shown.trim()))
}

/// Texts that mean thousands because their field takes no three decimals: one finding for each column.
fn thousands<'b>(
    sheet: &'b Sheet,
    table: &'b Table,
    columns: &'b [Column],
) -> impl Iterator<Item = Diagnostic> + 'b {
    columns.iter().filter(|column| column.field.kind.numeric().is_some()).filter_map(|column| {
        let index = column.index;
        let mut read = texts(sheet, table, index).filter_map(|(row, text)| {
            match cell::figure(text, &column.field, column.habit)? {
                Ok(Reading::Thousands(number)) => Some((row, text, number)),
                _ => None,
            }
        });
        let (row, text, number) = read.next()?;
        let cells: Vec<String> = std::iter::once(row).chain(read.map(|(row, ..)| row)).map(|row| place(row, index)).collect();
        let cells = listed(&mut cells.iter().map(String::as_str), "", "");
        let (label, number) = (&column.label, number::format(number, None));
        Some(Diagnostic::warning(
            "so-hang-nghin",
            at(sheet, row, index),
            format!("Cột «{label}» ghi số bằng chữ; dấu trước đúng ba chữ số được hiểu là ngăn hàng nghìn («{text}» là {number}) vì trường này không có ba chữ số lẻ: {cells}."),
            format!("The column “{label}” has figures as text; the sign before exactly three digits is taken for thousands (“{text}” is {number}), because the field takes no three decimals: {cells}."),
        ))
    })
}

/// Figures in cells merged over rows of a table, which its sums count once for each row: one for each column.
fn figures<'b>(
    sheet: &'b Sheet,
    merged: &'b Merged,
    table: &'b Table,
    columns: &'b [Column],
) -> impl Iterator<Item = Diagnostic> + 'b {
    let counted = |column: &&Column| {
        column.rows != Rows::Document && matches!(column.field.kind, Kind::Number(_) | Kind::Money(_))
    };
    columns.iter().filter(counted).filter_map(|column| {
        let over = |&&row: &&usize| {
            let first = merged.row(row, column.index);
            first < row && !sheet.cell(first, column.index).is_blank()
        };
        let row = table.rows.iter().find(over)?;
        let label = &column.label;
        Some(Diagnostic::warning(
            "so-trong-o-gop",
            at(sheet, merged.row(*row, column.index), column.index),
            format!("Ô số của cột «{label}» được gộp qua nhiều dòng nên dòng nào cũng tính số ấy; nếu đó là số chung thì hãy bỏ gộp và chỉ ghi ở một dòng."),
            format!("A figure in the column “{label}” is merged over several rows and counts in each; if it is one for all of them, unmerge it and keep it in one row."),
        ))
    })
}

/// The columns that are hidden and fill something all the same: one finding for them all.
fn hidden_columns(sheet: &Sheet, table: &Table, columns: &[Column]) -> Option<Diagnostic> {
    let mut hidden: Vec<usize> = columns.iter().flat_map(Column::indices).collect();
    hidden.retain(|&index| sheet.is_column_hidden(index));
    ordered::sort(&mut hidden);
    let first = *hidden.first()?;
    let labels = table.columns.iter().filter(|column| hidden.binary_search(&column.index).is_ok());
    let labels: Vec<&str> = labels.map(|column| column.label.as_str()).collect();
    let of = |open, close| listed(&mut labels.iter().copied(), open, close);
    Some(Diagnostic::warning(
        "cot-an",
        at(sheet, table.head.start, first),
        format!(
            "Cột bị ẩn trên bảng tính nhưng vẫn được dùng: {}; muốn bỏ thì bỏ khớp cột (--map \"Cột=\").",
            of("«", "»")
        ),
        format!(
            "Columns hidden in the spreadsheet and used all the same: {}; unmatch those you do not want (--map \"Column=\").",
            of("“", "”")
        ),
    ))
}

fn second(
    (template, inputs, decimal): (&dyn Questions, &[Input<'_>], Option<char>),
    sheets: &[Sheet],
    wanted: &super::Second,
    (main_table, main_sheet, main_merged): (&Table, &Sheet, &Merged),
    documents: &Documents,
    notes: &mut Vec<Diagnostic>,
    faults: &mut Vec<Diagnostic>,
) -> Option<SecondBound> {
    let at_sheet = sheet_named(sheets, &wanted.sheet).map_err(|finding| faults.push(finding)).ok()?;
    let sheet = sheets.get(at_sheet)?;
    let found = table(sheet).map_err(|finding| faults.push(finding)).ok()?;
    let roles = roles::of(sheet, &found);
    let of = (&found, sheet, roles.as_slice());
    let mut columns = columns(template, inputs, of, &wanted.columns, |_, _| false, faults);
    learn_habits(&mut columns, sheet, &found, decimal);
    for column in columns.iter().filter(|column| column.rows == Rows::Document) {
        faults.push(Diagnostic::error(
            "trang-hai-ngoai-bang",
            at(sheet, found.head.start, column.index),
            format!(
                "Trang thứ hai chỉ điền được vào bảng; «{}» không thuộc bảng nào, hãy bỏ khớp cột này.",
                column.label
            ),
            format!("The second sheet fills tables only; “{}” is in none, unmatch it.", column.label),
        ));
    }
    let Some(key) = index_of(&found, &wanted.key) else {
        faults.push(no_column(sheet, &found, &wanted.key));
        return None;
    };
    let Some(main_key) = index_of(main_table, &wanted.main_key) else {
        faults.push(no_column(main_sheet, main_table, &wanted.main_key));
        return None;
    };
    let merged = Merged::below(sheet, found.head.end);
    notes.extend(found.notes(sheet));
    notes.extend(figures(sheet, &merged, &found, &columns));
    notes.extend(hidden_columns(sheet, &found, &columns));
    notes.extend(thousands(sheet, &found, &columns));
    let mut by_key: Named<Vec<usize>> = Named::default();
    for &row in &found.rows {
        by_key.entry(keys::key(merged.cell(sheet, row, key).shown).as_str()).push(row);
    }
    let bound = SecondBound { sheet: at_sheet, table: found, merged, key, main_key, columns, by_key };
    let mut used: Pool<String> = Pool::default();
    for document in 0..documents.len() {
        used.insert(bound.key_of(main_sheet, main_merged, documents.rows(document)).as_str());
    }
    let mut orphans: Vec<_> =
        bound.by_key.iter().filter(|(known, _)| !used.contains(known.as_str())).collect();
    ordered::sort(&mut orphans);
    for (orphan, rows) in orphans {
        let row = rows.first().copied().unwrap_or(0);
        let shown = if orphan.is_empty() { "" } else { bound.merged.cell(sheet, row, key).shown };
        notes.push(Diagnostic::warning(
            "dong-khong-chu",
            at(sheet, row, key),
            format!(
                "Không có văn bản nào mang «{shown}» nên {} dòng không được dùng; hãy kiểm tra cột khóa.",
                rows.len()
            ),
            format!("No document has the key “{shown}”, so {} rows are not used; check the key.", rows.len()),
        ));
    }
    Some(bound)
}

fn index_of(table: &Table, label: &str) -> Option<usize> {
    target::column(table, label).map(|column| column.index)
}

fn sheet_named(sheets: &[Sheet], name: &str) -> Result<usize, Diagnostic> {
    let found = sheets.iter().position(|sheet| sheet.name() == name || name.is_empty());
    found.ok_or_else(|| no_sheet(name, sheets))
}

pub(super) fn at(sheet: &Sheet, row: usize, column: usize) -> Location {
    Location::File { file: format!("{}!{}", sheet.name(), place(row, column)), line: 0, column: 0 }
}

fn no_sheet(name: &str, sheets: &[Sheet]) -> Diagnostic {
    let known = |open, close| listed(&mut sheets.iter().map(Sheet::name), open, close);
    Diagnostic::error(
        "khong-co-trang",
        Location::File { file: name.to_owned(), line: 0, column: 0 },
        format!("Bảng tính không có trang «{name}»; hãy chọn một trong các trang: {}.", known("«", "»")),
        format!("The workbook has no sheet “{name}”; choose one of: {}.", known("“", "”")),
    )
}

pub(super) fn no_column(sheet: &Sheet, table: &Table, label: &str) -> Diagnostic {
    let known =
        |open, close| listed(&mut table.columns.iter().map(|column| column.label.as_str()), open, close);
    Diagnostic::error(
        "khong-co-cot",
        Location::File { file: sheet.name().to_owned(), line: 0, column: 0 },
        format!("Trang này không có cột «{label}»; hãy ghi một trong các cột: {}.", known("«", "»")),
        format!("This sheet has no column “{label}”; name one of: {}.", known("“", "”")),
    )
}

/// Fields that are named because they are called likewise.
const MOST_LIKELY: usize = 3;

/// What a column could be matched with instead of what the template does not have: what is called likewise, then what
/// matters most.
pub(super) fn likely(inputs: &[Input<'_>], template: &dyn Questions, wanted: &str) -> String {
    let words_of = |text: &str| -> Vec<String> {
        let words = fold(text);
        let words = words.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let words = words_of(wanted);
    let mut like: Vec<(usize, usize, String)> = Vec::new();
    for input in inputs {
        let label = words_of(&input.label);
        let shared = words.iter().filter(|word| label.contains(word)).count();
        if shared > 0 {
            let name = format!("{} ({})", input.label, input.path);
            like.push((words.len() - shared, label.len() - shared.min(label.len()), name));
        }
    }
    ordered::sort(&mut like);
    let mut likely: Vec<String> = like.into_iter().map(|(.., name)| name).take(MOST_LIKELY).collect();
    for other in matchable(inputs, template) {
        if !likely.contains(&other) {
            likely.push(other);
        }
    }
    listed(&mut likely.iter().map(String::as_str), "", "")
}

fn no_field(
    sheet: &Sheet,
    label: &str,
    path: &str,
    inputs: &[Input<'_>],
    template: &dyn Questions,
) -> Diagnostic {
    let several: Vec<&str> = target::called(inputs, path).map(|input| input.path.as_str()).collect();
    let location = Location::File { file: sheet.name().to_owned(), line: 0, column: 0 };
    if several.len() > 1 {
        let several = several.join(", ");
        return Diagnostic::error(
            "khong-co-truong",
            location,
            format!(
                "Cột «{label}» được khớp với «{path}» nhưng mẫu có nhiều trường tên ấy; hãy ghi một trong: {several}."
            ),
            format!(
                "The column “{label}” is matched with “{path}”, which several fields are called; write one of: {several}."
            ),
        );
    }
    let likely = likely(inputs, template, path);
    Diagnostic::error(
        "khong-co-truong",
        location,
        format!(
            "Cột «{label}» được khớp với «{path}» nhưng mẫu không có trường ấy; các trường có thể ghi: {likely}."
        ),
        format!(
            "The column “{label}” is matched with “{path}”, which the template does not have; it has: {likely}."
        ),
    )
}

/// Why the rows cannot be the items of what was named for them.
fn no_list(sheet: &Sheet, path: &str, inputs: &[Input<'_>]) -> Option<Diagnostic> {
    let tables = target::tables(inputs);
    if path.is_empty() || tables.iter().any(|(known, _)| known == path) {
        return None;
    }
    let lists: Vec<String> = tables.iter().map(|(path, label)| format!("{label} ({path})")).collect();
    let lists = listed(&mut lists.iter().map(String::as_str), "", "");
    Some(Diagnostic::error(
        "khong-co-danh-sach",
        Location::File { file: sheet.name().to_owned(), line: 0, column: 0 },
        format!(
            "Mẫu không có bảng hay danh sách «{path}» để đưa các dòng vào (--rows-into); các bảng, danh sách có thể ghi: {lists}."
        ),
        format!("The template has no table or list “{path}” for the rows (--rows-into); it has: {lists}."),
    ))
}
