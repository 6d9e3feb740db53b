//! A matching put to use: where each column stands, what it fills, and which rows make which document.

use std::collections::BTreeMap;

use super::target::{self, Input};
use super::{Batch, Matching, Problem};
use crate::sheet::{Content, Sheet, Table, place, table, table_at};
use crate::template::{Field, Kind};
use crate::{Diagnostic, FieldPath, Location, Template};

/// The most items a path may name by position.
const FARTHEST_ITEM: usize = 99;

/// A column that fills something.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its place on the sheet.
    pub(super) index: usize,
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

    /// Rows with the same key, in the order in which keys appear first.
    fn grouped(keys: Vec<(String, usize)>) -> Documents {
        let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (key, row) in keys {
            let at = *by_key.entry(key).or_insert(groups.len());
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
    main_key: usize,
    pub(super) columns: Vec<Column>,
    by_key: BTreeMap<String, Vec<usize>>,
}

impl SecondBound {
    /// The key of a document.
    pub(super) fn key_of(&self, sheet: &Sheet, rows: &[usize]) -> String {
        rows.first().map_or_else(String::new, |&row| target::key(sheet.cell(row, self.main_key).shown))
    }

    /// The rows with a key.
    pub(super) fn rows_of(&self, key: &str) -> &[usize] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}

/// A matching in use.
#[derive(Debug)]
pub(super) struct Bound {
    main: usize,
    pub(super) columns: Vec<Column>,
    pub(super) documents: Documents,
    pub(super) second: Vec<SecondBound>,
    grouped: bool,
}

impl Bound {
    pub(super) fn sheet<'s>(&self, sheets: &'s [Sheet]) -> &'s Sheet {
        static NONE: std::sync::LazyLock<Sheet> = std::sync::LazyLock::new(Sheet::default);
        sheets.get(self.main).unwrap_or(&NONE)
    }

    /// Cells that hold the error of a formula, and cells that differ where all rows of a document should say the same.
    pub(super) fn cells(&self, batch: &Batch, document: usize) -> Vec<Problem> {
        let sheet = batch.sheet();
        let rows = batch.rows(document);
        let mut problems = Vec::new();
        let mut tell = |sheet: &Sheet, row: usize, column: &Column, diagnostic: Diagnostic| {
            problems.push(Problem {
                sheet: sheet.name().to_owned(),
                row: row + 1,
                place: place(row, column.index),
                header: column.label.clone(),
                diagnostic,
            });
        };
        for column in &self.columns {
            let mut first = None;
            for &row in rows {
                let cell = sheet.cell(row, column.index);
                if cell.content == Content::Error {
                    tell(sheet, row, column, formula(column, cell.shown));
                } else if column.rows == Rows::Document && self.grouped && !cell.is_blank() {
                    let shown = *first.get_or_insert(cell.shown);
                    if shown != cell.shown {
                        tell(sheet, row, column, differs(column, shown));
                    }
                }
            }
        }
        for second in &self.second {
            let Some(other) = batch.sheets.get(second.sheet) else { continue };
            for &row in second.rows_of(&second.key_of(sheet, rows)) {
                for column in &second.columns {
                    let cell = other.cell(row, column.index);
                    if cell.content == Content::Error {
                        tell(other, row, column, formula(column, cell.shown));
                    }
                }
            }
        }
        problems
    }
}

fn formula(column: &Column, shown: &str) -> Diagnostic {
    Diagnostic::error(
        "o-loi-cong-thuc",
        Location::Field { path: FieldPath::from(column.path.as_str()) },
        format!("Ô này là một công thức bị lỗi ({shown}); hãy sửa công thức hoặc gõ giá trị vào ô."),
        format!("This cell is a formula that went wrong ({shown}); mend the formula or type the value."),
    )
}

fn differs(column: &Column, first: &str) -> Diagnostic {
    Diagnostic::warning(
        "khac-nhau-trong-nhom",
        Location::Field { path: FieldPath::from(column.path.as_str()) },
        format!("Các dòng của cùng một văn bản ghi khác nhau ở cột này; văn bản lấy giá trị đầu «{first}»."),
        format!("The rows of one document differ in this column; the document takes the first, “{first}”."),
    )
}

/// What [`bind`] found.
pub(super) struct Found {
    pub(super) table: Table,
    pub(super) bound: Bound,
    pub(super) notes: Vec<Diagnostic>,
}

pub(super) fn bind(
    template: &Template,
    sheets: &[Sheet],
    matching: &Matching,
) -> Result<Found, Vec<Diagnostic>> {
    let inputs = target::inputs(template);
    let mut faults = Vec::new();
    let main = sheet_named(sheets, &matching.sheet).map_err(|finding| vec![finding])?;
    let Some(sheet) = sheets.get(main) else { return Err(vec![no_sheet(&matching.sheet)]) };
    let found = match matching.header_row {
        Some(row) => Ok(table_at(sheet, row - 1, matching.header_last)),
        None => table(sheet),
    };
    let table = found.map_err(|finding| vec![finding])?;
    let columns = columns(&inputs, &table, sheet, &matching.columns, &matching.rows_into, &mut faults);
    let mut keys = Vec::new();
    for label in &matching.group_by {
        match index_of(&table, label) {
            Some(index) => keys.push(index),
            None => faults.push(no_column(sheet, label)),
        }
    }
    let mut notes = table.notes(sheet);
    let documents = if keys.is_empty() {
        Documents { ends: (1..=table.rows.len()).collect(), rows: table.rows.clone() }
    } else {
        let mut keyed = Vec::with_capacity(table.rows.len());
        for &row in &table.rows {
            let parts: Vec<String> =
                keys.iter().map(|&index| target::key(sheet.cell(row, index).shown)).collect();
            if parts.iter().all(String::is_empty) {
                notes.push(Diagnostic::warning(
                    "dong-khong-khoa",
                    at(sheet, row, keys.first().copied().unwrap_or(0)),
                    "Dòng này để trống cột dùng để gộp nên không vào văn bản nào; hãy ghi giá trị của cột ấy.",
                    "This row is blank in the column that groups rows, so it is in no document; fill it in.",
                ));
            } else {
                keyed.push((parts.join("\u{1F}"), row));
            }
        }
        Documents::grouped(keyed)
    };
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
        let of = (&table, sheet);
        bound_second.extend(second(&inputs, sheets, wanted, of, &documents, &mut notes, &mut faults));
    }
    let second = bound_second;
    if !faults.is_empty() {
        return Err(faults);
    }
    let grouped = !matching.group_by.is_empty();
    Ok(Found { table, bound: Bound { main, columns, documents, second, grouped }, notes })
}

fn columns(
    inputs: &[Input<'_>],
    table: &Table,
    sheet: &Sheet,
    wanted: &[(String, String)],
    rows_into: &str,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (label, path) in wanted.iter().filter(|(_, path)| !path.is_empty()) {
        let Some(index) = index_of(table, label) else {
            faults.push(no_column(sheet, label));
            continue;
        };
        let far = path.split('.').filter_map(|step| step.parse::<usize>().ok()).any(|at| at > FARTHEST_ITEM);
        let Some(input) = target::find(inputs, path).filter(|_| !far) else {
            faults.push(no_field(sheet, label, path));
            continue;
        };
        if let Some(other) = columns.iter().find(|column| column.path == *path) {
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
            Kind::List(_) if path == rows_into => path.clone(),
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
            label: label.clone(),
            path: path.clone(),
            within,
            field,
            rows,
            first_of_rows,
        });
    }
    columns
}

fn second(
    inputs: &[Input<'_>],
    sheets: &[Sheet],
    wanted: &super::Second,
    (main_table, main_sheet): (&Table, &Sheet),
    documents: &Documents,
    notes: &mut Vec<Diagnostic>,
    faults: &mut Vec<Diagnostic>,
) -> Option<SecondBound> {
    let at_sheet = sheet_named(sheets, &wanted.sheet).map_err(|finding| faults.push(finding)).ok()?;
    let sheet = sheets.get(at_sheet)?;
    let found = table(sheet).map_err(|finding| faults.push(finding)).ok()?;
    let columns = columns(inputs, &found, sheet, &wanted.columns, "", faults);
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
        faults.push(no_column(sheet, &wanted.key));
        return None;
    };
    let Some(main_key) = index_of(main_table, &wanted.main_key) else {
        faults.push(no_column(main_sheet, &wanted.main_key));
        return None;
    };
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &row in &found.rows {
        by_key.entry(target::key(sheet.cell(row, key).shown)).or_default().push(row);
    }
    let bound = SecondBound { sheet: at_sheet, main_key, columns, by_key };
    let used: std::collections::BTreeSet<String> =
        (0..documents.len()).map(|document| bound.key_of(main_sheet, documents.rows(document))).collect();
    for (orphan, rows) in bound.by_key.iter().filter(|(known, _)| !used.contains(*known)) {
        let row = rows.first().copied().unwrap_or(0);
        let shown = if orphan.is_empty() { "" } else { sheet.cell(row, key).shown };
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
    let exact = table.columns.iter().find(|column| column.label == label);
    let like = || table.columns.iter().find(|column| target::key(&column.label) == target::key(label));
    exact.or_else(like).map(|column| column.index)
}

fn sheet_named(sheets: &[Sheet], name: &str) -> Result<usize, Diagnostic> {
    let found = sheets.iter().position(|sheet| sheet.name() == name || name.is_empty());
    found.ok_or_else(|| no_sheet(name))
}

pub(super) fn at(sheet: &Sheet, row: usize, column: usize) -> Location {
    Location::File { file: format!("{}!{}", sheet.name(), place(row, column)), line: 0, column: 0 }
}

fn no_sheet(name: &str) -> Diagnostic {
    Diagnostic::error(
        "khong-co-trang",
        Location::File { file: name.to_owned(), line: 0, column: 0 },
        format!("Bảng tính không có trang «{name}»; hãy chọn lại trang."),
        format!("The workbook has no sheet “{name}”; choose another one."),
    )
}

fn no_column(sheet: &Sheet, label: &str) -> Diagnostic {
    Diagnostic::error(
        "khong-co-cot",
        Location::File { file: sheet.name().to_owned(), line: 0, column: 0 },
        format!("Trang này không có cột «{label}»; hãy khớp cột lại."),
        format!("This sheet has no column “{label}”; match the columns again."),
    )
}

fn no_field(sheet: &Sheet, label: &str, path: &str) -> Diagnostic {
    Diagnostic::error(
        "khong-co-truong",
        Location::File { file: sheet.name().to_owned(), line: 0, column: 0 },
        format!("Cột «{label}» được khớp với «{path}» nhưng mẫu không có trường ấy; hãy khớp cột lại."),
        format!(
            "The column “{label}” is matched with “{path}”, which the template does not have; match it again."
        ),
    )
}
