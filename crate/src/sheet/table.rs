//! The table on a sheet: where its head is, which rows are data, and what else stands around it.

use std::ops::Range;

use super::head::Heads;
use super::{Content, Sheet, column_name, place};
use crate::vietnamese::text::{fold, is_total};
use crate::{Diagnostic, Location, Severity};

/// The most rows of a head that somebody says how tall it is.
const TALLEST: usize = 20;

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
    /// The head once more, for another page.
    Head,
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
    let heads = Heads::of(sheet);
    match heads.find() {
        Some(head) => Ok(table_below(sheet, &heads, head)),
        None => Err(problem(
            sheet,
            "khong-thay-bang",
            "Không thấy dòng tiêu đề của bảng; hãy cho biết tiêu đề ở dòng nào, hoặc ghi tên các cột trên một dòng.",
            "No head of a table was found; say in which row it is, or name the columns in one row.",
        )),
    }
}

/// The table whose head begins at a row counted from 0 and has its last row before `end`, which is found out when absent or
/// not below the first.
pub fn table_at(sheet: &Sheet, row: usize, end: Option<usize>) -> Table {
    let heads = Heads::of(sheet);
    let end = end
        .filter(|&end| end > row)
        .map(|end| end.min(sheet.rows()).clamp(row + 1, row.saturating_add(TALLEST)));
    let head = row..end.unwrap_or_else(|| heads.last(row) + 1);
    table_below(sheet, &heads, head)
}

fn table_below(sheet: &Sheet, heads: &Heads<'_>, head: Range<usize>) -> Table {
    let mut table = Table { columns: columns(sheet, heads, &head), ..Table::default() };
    let last = head.end.saturating_sub(1);
    // Rows with data, each with how many cells it has and whether a blank row or a total stands before it.
    let mut rows: Vec<(usize, usize, bool)> = Vec::new();
    let mut apart = false;
    for row in head.end..sheet.rows() {
        let cells = cells(sheet, row).count();
        let why = if cells == 0 {
            apart |= !rows.is_empty();
            continue;
        } else if rows.is_empty() && is_column_numbers(sheet, row) {
            Aside::ColumnNumbers
        } else if cells > 1 && is_head_again(sheet, row, last) {
            Aside::Head
        } else if is_total_row(sheet, row) {
            apart = true;
            Aside::Total
        } else {
            rows.push((row, cells, std::mem::take(&mut apart)));
            continue;
        };
        table.aside.push((row, why));
    }
    let below = rows_below(sheet, &rows, table.columns.len());
    table.aside.extend(rows.drain(below..).map(|(row, ..)| (row, Aside::Below)));
    table.aside.sort_unstable_by_key(|(row, _)| *row);
    table.rows = rows.into_iter().map(|(row, ..)| row).collect();
    table.head = head;
    table
}

/// The cells of a row that show something.
fn cells(sheet: &Sheet, row: usize) -> impl Iterator<Item = (usize, super::Cell<'_>)> {
    sheet.row(row).filter(|(_, cell)| !cell.is_blank())
}

/// Where among the rows notes and signatures begin: sparse rows at the end, from one on that says so or stands apart.
fn rows_below(sheet: &Sheet, rows: &[(usize, usize, bool)], columns: usize) -> usize {
    let run = |most: usize| {
        let from = rows.iter().rposition(|&(_, cells, _)| cells > most).map_or(0, |last| last + 1);
        rows.iter().enumerate().skip(from.max(1))
    };
    let says_so = run((columns / 2).max(1)).find(|(_, (row, ..))| is_note(sheet, *row));
    // Few cells alone may be data of a narrow table.
    let stands_apart = run(columns / 3).find(|(_, (.., apart))| *apart);
    let firsts = [says_so, stands_apart].into_iter().flatten().map(|(at, _)| at);
    firsts.min().unwrap_or(rows.len())
}

fn columns(sheet: &Sheet, heads: &Heads<'_>, head: &Range<usize>) -> Vec<TableColumn> {
    let mut used = vec![false; sheet.columns()];
    for row in head.end..sheet.rows() {
        for (column, _) in cells(sheet, row) {
            used.get_mut(column).into_iter().for_each(|used| *used = true);
        }
    }
    let mut columns: Vec<TableColumn> = Vec::new();
    for (index, used) in used.into_iter().enumerate() {
        let mut parts: Vec<String> = Vec::new();
        for row in head.clone() {
            let part = words(heads.label(row, index, head.end));
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
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

/// A text in one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `(1) (2) (3)`, `1 2 3` or `A B 1 2`: at least three, each one more than the one before.
fn is_column_numbers(sheet: &Sheet, row: usize) -> bool {
    let mut wanted = 1;
    let mut letters = 0;
    let mut count = 0;
    for (_, cell) in cells(sheet, row) {
        let text = cell.shown.trim().trim_start_matches('(').trim_end_matches(')');
        // `(6)=(5)/(4)` counts as 6.
        let text = text.split([')', '=']).next().unwrap_or(text).trim();
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

/// All that the row shows stands in the same column of the head's last row.
fn is_head_again(sheet: &Sheet, row: usize, head: usize) -> bool {
    cells(sheet, row).all(|(column, cell)| sheet.cell(head, column).shown.trim() == cell.shown.trim())
}

fn is_total_row(sheet: &Sheet, row: usize) -> bool {
    let first = cells(sheet, row).find(|(_, cell)| cell.content == Content::Text);
    first.is_some_and(|(_, cell)| is_total(cell.shown))
}

/// A note or a signature: what stands below tables says so by its first words.
fn is_note(sheet: &Sheet, row: usize) -> bool {
    const WORDS: [&str; 15] = [
        "ghi chu",
        "*",
        "(*",
        "nguoi lap",
        "lap bieu",
        "thu truong",
        "ke toan",
        "chu tich",
        "giam doc",
        "tm.",
        "kt.",
        "tl.",
        "noi nhan",
        "xac nhan",
        "nguoi ky",
    ];
    let Some((_, cell)) = cells(sheet, row).next() else { return false };
    let text = fold(cell.shown);
    let text = text.trim();
    let is_dated =
        || text.split_once("ngay").is_some_and(|(_, rest)| rest.contains("thang") && rest.contains("nam"));
    WORDS.iter().any(|word| text.starts_with(word)) || is_dated()
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
                Aside::ColumnNumbers | Aside::Head => continue,
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
    fn a_head_ends_where_somebody_says() {
        let sheet = sheet(
            &[
                &["Đơn vị", "Xếp loại", "", "Ghi chú"],
                &["", "Tốt", "Khá"],
                &["Xã A", "x", "", "muộn"],
                &["Xã B", "", "x", "sớm"],
            ],
            &[],
        );
        assert_eq!(table(&sheet).unwrap().head, 0..2);
        assert_eq!(table_at(&sheet, 0, None).head, 0..2);
        let shorter = table_at(&sheet, 0, Some(1));
        assert_eq!((shorter.head, shorter.rows), (0..1, vec![1, 2, 3]));
        assert_eq!(shorter.columns[1].label, "Xếp loại");
        assert_eq!(table_at(&sheet, 0, Some(3)).rows, [3]);
        for end in [0, 1] {
            assert_eq!(table_at(&sheet, 1, Some(end)).head, table_at(&sheet, 1, None).head);
        }
        assert_eq!(table_at(&sheet, 2, Some(usize::MAX)).head, 2..4);
        assert_eq!(table_at(&sheet, 9, Some(usize::MAX)).head, 9..10);
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
