//! The table on a sheet: where its head is, which rows are data, and what else stands around it.

use std::ops::Range;

use super::{Content, Sheet, column_name, place};
use crate::vietnamese::text::fold;
use crate::{Diagnostic, Location, Severity};

/// How far down the head of a table is looked for.
const FARTHEST_HEAD: usize = 40;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// Its place on the sheet, from 0.
    pub index: usize,
    /// What its head says, the parts of one with several rows joined: `Quý I / Kế hoạch`. Never empty, and no two alike.
    pub label: String,
}

/// Why a row below the head is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// Numbers of columns: `(1) (2) (3)`.
    ColumnNumbers,
    /// A row that adds up the others.
    Total,
    /// Notes or signatures below the table.
    Below,
}

/// A table found on a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows of its head, from 0.
    pub head: Range<usize>,
    /// Its columns from left to right.
    pub columns: Vec<TableColumn>,
    /// The rows with data, from 0.
    pub rows: Vec<usize>,
    /// The other rows below the head that are not blank.
    pub aside: Vec<(usize, Aside)>,
}

/// Finds the table of a sheet: titles above it, heads of several rows, numbers of columns, totals and signatures are
/// told from data.
///
/// # Errors
/// `trang-trong` when the sheet is blank, `khong-thay-bang` when nothing on it looks like a table with a head.
///
/// ```
/// use thethuc::sheet::{Content, SheetBuilder, table};
/// let mut sheet = SheetBuilder::new("Danh sách");
/// for row in [&["DANH SÁCH KHÁCH MỜI"][..], &[], &["TT", "Họ và tên"], &["1", "Bà Lê Thị Hạnh"]] {
///     for (column, text) in row.iter().enumerate() {
///         sheet.push(column, text, Content::Text);
///     }
///     sheet.end_row();
/// }
/// let sheet = sheet.finish();
/// let table = table(&sheet)?;
/// assert_eq!((table.head, table.rows), (2..3, vec![3]));
/// assert_eq!(table.columns[1].label, "Họ và tên");
/// # Ok::<(), thethuc::Diagnostic>(())
/// ```
pub fn table(sheet: &Sheet) -> Result<Table, Diagnostic> {
    if sheet.rows() == 0 {
        return Err(problem(
            sheet,
            "trang-trong",
            "Trang này không có gì; hãy chọn trang khác.",
            "This sheet is blank; choose another one.",
        ));
    }
    let rows = sheet.rows().min(FARTHEST_HEAD);
    let widths: Vec<usize> = (0..rows).map(|row| width(sheet, row)).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let enough = if widest <= 1 { 1 } else { (widest * 3).div_ceil(5).max(2) };
    let head =
        (0..rows).find(|&row| widths.get(row).is_some_and(|&width| width >= enough) && is_head(sheet, row));
    match head {
        Some(head) => Ok(table_at(sheet, head)),
        None => Err(problem(
            sheet,
            "khong-thay-bang",
            "Không thấy dòng tiêu đề của bảng; hãy cho biết tiêu đề ở dòng nào, hoặc ghi tên các cột trên một dòng.",
            "No head of a table was found; say in which row it is, or name the columns in one row.",
        )),
    }
}

/// The table whose head begins at a row counted from 0.
pub fn table_at(sheet: &Sheet, row: usize) -> Table {
    let head = row..head_end(sheet, row);
    let columns = columns(sheet, &head);
    let mut table = Table { head: head.clone(), columns, ..Table::default() };
    let mut ended = false;
    for row in head.end..sheet.rows() {
        let cells = sheet.row(row).filter(|(_, cell)| !cell.is_blank()).count();
        if cells == 0 {
            ended |= !table.rows.is_empty();
            continue;
        }
        let why = if table.rows.is_empty() && is_column_numbers(sheet, row) {
            Some(Aside::ColumnNumbers)
        } else if is_total(sheet, row) {
            ended = true;
            Some(Aside::Total)
        } else if ended && table.columns.len() > 2 && cells * 3 <= table.columns.len() {
            Some(Aside::Below)
        } else {
            None
        };
        match why {
            Some(why) => table.aside.push((row, why)),
            None => table.rows.push(row),
        }
    }
    table
}

/// How many columns the cells of a row take; a title over the whole width takes one.
fn width(sheet: &Sheet, row: usize) -> usize {
    let mut width = 0;
    for (column, cell) in sheet.row(row) {
        if cell.is_blank() {
            continue;
        }
        let merged = sheet.merged().iter().find(|range| range[0] == row && range[1] == column);
        let spans = merged.map_or(1, |range| range[3] - range[1] + 1);
        width += if spans * 10 > sheet.columns() * 7 { 1 } else { spans };
    }
    width
}

/// Names stand in a head, not figures, and no two rows of one column are named by a sentence.
fn is_head(sheet: &Sheet, row: usize) -> bool {
    let cells = || sheet.row(row).filter(|(_, cell)| !cell.is_blank());
    let names =
        cells().filter(|(_, cell)| cell.content == Content::Text && cell.shown.chars().count() <= 120);
    names.count() * 5 >= cells().count() * 4
}

/// The row after the head: merged cells say how many rows it has.
fn head_end(sheet: &Sheet, row: usize) -> usize {
    let begin_here = || sheet.merged().iter().filter(move |range| range[0] == row);
    let lowest = begin_here().map(|range| range[2]).max().unwrap_or(row);
    let across = begin_here().any(|range| range[3] > range[1] && range[2] == row);
    let lowest = if across && lowest == row { row + 1 } else { lowest };
    // A heading that is one cell high over columns with names of their own.
    lowest.min(row + 3).min(sheet.rows().saturating_sub(1)) + 1
}

fn columns(sheet: &Sheet, head: &Range<usize>) -> Vec<TableColumn> {
    let mut columns: Vec<TableColumn> = Vec::new();
    for index in 0..sheet.columns() {
        let mut parts: Vec<String> = Vec::new();
        for row in head.clone() {
            let part = words(shown_at(sheet, row, index));
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        let used = (head.end..sheet.rows()).any(|row| !sheet.cell(row, index).is_blank());
        if parts.is_empty() && !used {
            continue;
        }
        let name = if parts.is_empty() { format!("Cột {}", column_name(index)) } else { parts.join(" / ") };
        let alike = |label: &str| columns.iter().any(|column| column.label == label);
        let label = (2..).map(|number| format!("{name} ({number})")).find(|label| !alike(label));
        let label = if alike(&name) { label.unwrap_or(name) } else { name };
        columns.push(TableColumn { index, label });
    }
    columns
}

/// What a cell shows, or the merged cell it is part of.
fn shown_at(sheet: &Sheet, row: usize, column: usize) -> &str {
    let of =
        |range: &&[usize; 4]| (range[0]..=range[2]).contains(&row) && (range[1]..=range[3]).contains(&column);
    match sheet.merged().iter().find(of) {
        Some(range) => sheet.cell(range[0], range[1]).shown,
        None => sheet.cell(row, column).shown,
    }
}

/// A text in one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `(1) (2) (3)`, `1 2 3` or `A B 1 2`: at least three, each one more than the one before.
fn is_column_numbers(sheet: &Sheet, row: usize) -> bool {
    let mut wanted = 1;
    let mut letters = 0;
    let mut count = 0;
    for (_, cell) in sheet.row(row).filter(|(_, cell)| !cell.is_blank()) {
        let text = cell.shown.trim().trim_start_matches('(').trim_end_matches(')');
        // `(6)=(5)/(4)` counts as 6.
        let text = text.split([')', '=']).next().unwrap_or(text);
        let mut characters = text.chars();
        match (characters.next(), characters.next(), text.parse::<usize>()) {
            (_, _, Ok(number)) if number == wanted => wanted += 1,
            (Some('A'..='Z'), None, _) if wanted == 1 => letters += 1,
            _ => return false,
        }
        count += 1;
    }
    count >= 3 && letters < count
}

fn is_total(sheet: &Sheet, row: usize) -> bool {
    let first = sheet.row(row).find(|(_, cell)| cell.content == Content::Text && !cell.is_blank());
    first.is_some_and(|(_, cell)| {
        let text = fold(cell.shown);
        let text = text.trim().trim_end_matches([':', '.']);
        matches!(text, "cong" | "tong" | "tong cong" | "tong so" | "cong chung" | "tong cong chung")
    })
}

fn problem(sheet: &Sheet, code: &'static str, message: &str, english: &str) -> Diagnostic {
    let location = Location::File { file: sheet.name().to_owned(), line: 0, column: 0 };
    Diagnostic::error(code, location, message.to_owned(), english.to_owned())
}

impl Table {
    /// What was left aside, for who wonders where a row is.
    pub fn notes(&self, sheet: &Sheet) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        for (row, why) in &self.aside {
            let (message, english) = match why {
                Aside::ColumnNumbers => continue,
                Aside::Total => (
                    "Dòng cộng của bảng không được coi là dữ liệu; máy tự cộng.",
                    "The total row of the table is no data; sums are computed.",
                ),
                Aside::Below => (
                    "Dòng dưới bảng không được coi là dữ liệu; nếu là dữ liệu thì chuyển lên liền các dòng trên.",
                    "A row below the table is no data; if it is, move it up to the others.",
                ),
            };
            let place =
                Location::File { file: format!("{}!{}", sheet.name(), place(*row, 0)), line: 0, column: 0 };
            notes.push(Diagnostic::new(Severity::Info, "dong-bo-qua", place, message, english));
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::super::SheetBuilder;
    use super::*;

    fn sheet(rows: &[&[&str]], merged: &[[usize; 4]]) -> Sheet {
        let mut builder = SheetBuilder::new("S");
        for row in rows {
            for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                match text.parse::<f64>() {
                    Ok(_) => builder.push(column, text, Content::Number(text)),
                    Err(_) => builder.push(column, text, Content::Text),
                }
            }
            builder.end_row();
        }
        merged.iter().for_each(|range| builder.merge(*range));
        builder.finish()
    }

    #[test]
    fn titles_merged_heads_column_numbers_totals_and_signatures_are_told_from_data() {
        let sheet = sheet(
            &[
                &["BIỂU TỔNG HỢP NĂM 2026"],
                &[],
                &["TT", "Đơn vị", "Quý I", "", "Ghi chú"],
                &["", "", "Kế hoạch", "Thực hiện"],
                &["(1)", "(2)", "(3)", "(4)", "(5)"],
                &["1", "Xã A", "10", "9"],
                &[],
                &["2", "Xã B", "20", "19", "muộn"],
                &["", "Tổng cộng", "30", "28"],
                &[],
                &["", "", "", "NGƯỜI LẬP BIỂU"],
            ],
            &[[0, 0, 0, 4], [2, 0, 3, 0], [2, 1, 3, 1], [2, 2, 2, 3], [2, 4, 3, 4]],
        );
        let found = table(&sheet).unwrap();
        assert_eq!(found.head, 2..4);
        let labels: Vec<_> = found.columns.iter().map(|column| column.label.as_str()).collect();
        assert_eq!(labels, ["TT", "Đơn vị", "Quý I / Kế hoạch", "Quý I / Thực hiện", "Ghi chú"]);
        assert_eq!(found.rows, [5, 7]);
        assert_eq!(found.aside, [(4, Aside::ColumnNumbers), (8, Aside::Total), (10, Aside::Below)]);
        assert_eq!(found.notes(&sheet).len(), 2);
    }

    #[test]
    fn columns_without_names_and_with_the_same_are_told_apart() {
        let sheet = sheet(&[&["Tên", "Tên", "", "Mã"], &["a", "b", "c", "d"]], &[]);
        let labels: Vec<_> = table(&sheet).unwrap().columns.into_iter().map(|column| column.label).collect();
        assert_eq!(labels, ["Tên", "Tên (2)", "Cột C", "Mã"]);
    }

    #[test]
    fn a_sheet_without_a_table_is_refused_in_words() {
        assert_eq!(table(&sheet(&[], &[])).unwrap_err().code, "trang-trong");
        assert_eq!(table(&sheet(&[&["1", "2"], &["3", "4"]], &[])).unwrap_err().code, "khong-thay-bang");
    }
}
