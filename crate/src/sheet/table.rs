//! The table on a sheet: where its head is, which rows are data, and what else stands around it.

use std::ops::Range;

use super::head::Heads;
use super::rows::{self, Aside, Candidate, Judge, cells};
use super::{Hidden, HiddenRows, Sheet, Struck, column_name, place};
use crate::joined::Joined;
use crate::ordered;
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Head, is_note};
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
    let counter = table.columns.iter().find(|column| lists::head(&column.label) == Some(Head::Counter));
    let counter = counter.map(|column| column.index);
    let mut wide = heads.wide(table.columns.len());
    // Where most rows are so, their cells are merged for another reason.
    wide.retain(|row| *row >= head.end);
    if wide.len() * 2 > sheet.rows().saturating_sub(head.end) {
        wide.clear();
    }
    let judge = Judge::new(sheet, counter, table.columns.len());
    let mut rows: Vec<Candidate> = Vec::new();
    let mut apart = false;
    let mut other = false;
    for row in head.end..sheet.rows() {
        let count = cells(sheet, row).count();
        let says_so = || cells(sheet, row).next().is_some_and(|(_, cell)| is_note(cell.shown));
        let before = table.aside.last().copied().filter(|(before, _)| before + 1 == row);
        let why = if count == 0 {
            apart |= !rows.is_empty();
            continue;
        } else if let Some(why) = left_out(sheet, row) {
            why
        } else if other
            || (is_after_blank(sheet, row)
                && !rows.is_empty()
                && rows::begins_another(sheet, row)
                && !rows::is_head_again(sheet, row, last))
        {
            other = true;
            Aside::OtherTable
        } else if (rows.is_empty() || before.is_some_and(|(_, why)| why == Aside::Head))
            && judge.is_column_marks(row)
        {
            Aside::ColumnNumbers
        } else if count > 1 && rows::is_head_again(sheet, row, last) {
            Aside::Head
        } else if judge.is_numbered(row) {
            Aside::Numbered
        } else if sheet.is_total(row) || judge.is_total(row, &rows) {
            apart = true;
            Aside::Total
        } else if before.is_some_and(|(_, why)| judge.is_part_below(row, why)) {
            Aside::Part
        } else if wide.binary_search(&row).is_ok() {
            apart |= says_so();
            if says_so() { Aside::Below } else { Aside::Section }
        } else if let Some(why) = judge.alone(row, &rows) {
            apart |= why == Aside::Below;
            why
        } else {
            // Notes right below a table say so, and have less in them than a row.
            let above = rows.last().map_or(0, |above: &Candidate| cells(sheet, above.row).count());
            let apart = std::mem::take(&mut apart) || (count < above && says_so());
            rows.push(Candidate { row, apart });
            continue;
        };
        table.aside.push((row, why));
    }
    let below = rows_below(sheet, &rows);
    table.aside.extend(rows.drain(below..).map(|candidate| (candidate.row, Aside::Below)));
    // What heads no rows is no heading.
    let end = rows.last().map(|last| last.row);
    for (row, why) in table.aside.iter_mut().filter(|(_, why)| matches!(why, Aside::Section | Aside::Unsure))
    {
        if end.is_some_and(|end| *row > end) {
            *why = Aside::Below;
        }
    }
    judge.by_place(&mut rows, &mut table.aside);
    ordered::sort_by_key(&mut table.aside, |(row, _)| *row);
    table.rows = rows.into_iter().map(|candidate| candidate.row).to_list();
    table.head = head;
    table
}

fn is_after_blank(sheet: &Sheet, row: usize) -> bool {
    row.checked_sub(1).is_some_and(|above| cells(sheet, above).next().is_none())
}

/// Why a row that is hidden is no data.
fn left_out(sheet: &Sheet, row: usize) -> Option<Aside> {
    let mut said = cells(sheet, row).filter(|(_, cell)| cell.shown.contains(char::is_alphabetic)).peekable();
    if said.peek().is_some() && said.all(|(column, _)| sheet.struck(row, column) == Some(Struck::Whole)) {
        return Some(Aside::Struck);
    }
    let choice = sheet.hidden_rows();
    sheet.hidden(row).filter(|&hidden| choice.skips(hidden))?;
    Some(if choice == HiddenRows::Unasked { Aside::Filtered } else { Aside::Hidden })
}

/// Where among the rows notes and signatures begin: what stands apart from the others at the end, and does not fill the
/// columns that all of them fill.
fn rows_below(sheet: &Sheet, rows: &[Candidate]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let block = 1 + rows.iter().skip(1).take_while(|candidate| !candidate.apart).count();
    let mut filled: Vec<usize> = cells(sheet, first.row).map(|(column, _)| column).to_list();
    for candidate in rows.iter().take(block).skip(1) {
        filled.retain(|&column| !sheet.cell(candidate.row, column).is_blank());
    }
    let fits = |candidate: &Candidate| {
        let all = filled.iter().all(|&column| !sheet.cell(candidate.row, column).is_blank());
        // In a list of one column everything fills it.
        let says_otherwise =
            || cells(sheet, candidate.row).next().is_some_and(|(_, cell)| is_note(cell.shown));
        all && !(filled.len() < 2 && says_otherwise())
    };
    let end = rows.iter().rposition(fits).map_or(0, |last| last + 1).max(block);
    let apart = rows.iter().skip(end).position(|candidate| candidate.apart);
    apart.map_or(rows.len(), |at| end + at)
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
    text.split_whitespace().joined(" ")
}

fn problem(sheet: &Sheet, code: &'static str, message: &str, english: &str) -> Diagnostic {
    let location = Location::File { file: sheet.name().to_owned(), line: 0, column: 0 };
    Diagnostic::error(code, location, message.to_owned(), english.to_owned())
}

impl Table {
    /// What was left aside, for who wonders where a row is: one finding a kind, at the first of its rows, that names the
    /// rows. What may be data after all is a warning.
    pub fn notes(&self, sheet: &Sheet) -> Vec<Diagnostic> {
        let mut kinds: Vec<Aside> = self.aside.iter().map(|(_, why)| *why).to_list();
        ordered::sort(&mut kinds);
        kinds.dedup();
        let told = kinds.into_iter().filter_map(|kind| {
            let rows = self.aside.iter().filter(|(_, why)| *why == kind).map(|(row, _)| *row).to_list();
            let (severity, message, english) = kind.told();
            let told = told_of_rows(sheet, "dong-bo-qua", severity, rows, message, english)?;
            Some(if matches!(kind, Aside::Uncounted | Aside::Unsure) {
                self.quoted(sheet, kind, told)
            } else {
                told
            })
        });
        let mut told: Vec<Diagnostic> = told.to_list();
        if sheet.hidden_rows() == HiddenRows::Unasked {
            told.extend(told_of_rows(
                sheet,
                "dong-an",
                Severity::Warning,
                self.hidden(sheet, Hidden::ByHand),
                "bị ẩn trên bảng tính nhưng vẫn được lấy; muốn bỏ thì chọn bỏ dòng ẩn (dòng lệnh: --hidden skip).",
                "hidden in the spreadsheet and taken all the same; to leave them out, choose so (command line: --hidden skip).",
            ));
        }
        told
    }

    /// A finding about rows of a kind with what they say.
    fn quoted(&self, sheet: &Sheet, kind: Aside, told: Diagnostic) -> Diagnostic {
        const MOST: usize = 5;
        let rows = || self.aside.iter().filter(|(_, why)| *why == kind);
        let text = |row: usize| cells(sheet, row).map(|(_, cell)| words(cell.shown)).joined(" | ");
        let of = |open: &str, close: &str| {
            let texts = rows().take(MOST).map(|(row, _)| format!("{open}{}{close}", text(*row)));
            texts.joined(", ") + if rows().count() > MOST { "…" } else { "" }
        };
        Diagnostic {
            message: format!("{} {}", told.message, of("«", "»")),
            english: format!("{} {}", told.english, of("“", "”")),
            ..told
        }
    }

    /// The rows, from 0, that are data or would be and are hidden so.
    pub fn hidden(&self, sheet: &Sheet, how: Hidden) -> Vec<usize> {
        let left_out = self.aside.iter().filter(|(_, why)| matches!(why, Aside::Filtered | Aside::Hidden));
        let mut rows: Vec<usize> = self.rows.iter().copied().chain(left_out.map(|(row, _)| *row)).to_list();
        rows.retain(|&row| sheet.hidden(row) == Some(how));
        ordered::sort(&mut rows);
        rows
    }
}

/// A finding about rows counted from 0, at the first of them; none when there are none.
fn told_of_rows(
    sheet: &Sheet,
    code: &'static str,
    severity: Severity,
    rows: Vec<usize>,
    message: &str,
    english: &str,
) -> Option<Diagnostic> {
    let first = *rows.first()?;
    let rows: Vec<usize> = rows.into_iter().map(|row| row + 1).to_list();
    let location =
        Location::File { file: format!("{}!{}", sheet.name(), place(first, 0)), line: 0, column: 0 };
    let (subject, subject_english) = if rows.len() > 1 { ("Các dòng", "Rows") } else { ("Dòng", "Row") };
    let (all, all_english) = match rows.len() {
        ..6 => (String::new(), String::new()),
        count => (format!("cả {count} dòng "), format!("all {count} ")),
    };
    let listed = listed(&rows);
    Some(Diagnostic::new(
        severity,
        code,
        location,
        format!("{subject} {listed}: {all}{message}"),
        format!("{subject_english} {listed}: {all_english}{english}"),
    ))
}

impl Aside {
    fn told(self) -> (Severity, &'static str, &'static str) {
        match self {
            Aside::ColumnNumbers => (
                Severity::Info,
                "số thứ tự của các cột, không phải dữ liệu.",
                "numbers of the columns, no data.",
            ),
            Aside::Head => {
                (Severity::Info, "tiêu đề lặp lại, không phải dữ liệu.", "the head once more, no data.")
            }
            Aside::Section => (
                Severity::Info,
                "tên mục của các dòng bên dưới, không phải dữ liệu.",
                "the heading of the rows below, no data.",
            ),
            Aside::Total => (
                Severity::Info,
                "dòng cộng, không phải dữ liệu; máy tự cộng.",
                "a sum of others, no data; sums are computed.",
            ),
            Aside::Part => (
                Severity::Info,
                "một phần của các dòng trên (trong đó), không tính thêm lần nữa.",
                "a part of the rows above, not counted once more.",
            ),
            Aside::Uncounted => (
                Severity::Warning,
                "chỉ có chữ ở cột số thứ tự nên không vào văn bản nào; hãy chuyển chữ ấy sang đúng cột, hoặc xóa đi:",
                "only words in the column that numbers the rows, so in no document; move them to their column, or delete them:",
            ),
            Aside::Unsure => (
                Severity::Warning,
                "không rõ là tên mục, dòng cộng, phần «trong đó» hay dữ liệu nên không lấy; là dữ liệu thì ghi số thứ tự cho dòng, là tên mục thì ghi I, II:",
                "it is unclear whether it is a heading, a sum, a part of the row above or data, so not taken; number the row if it is data, with I, II if it is a heading:",
            ),
            Aside::Numbered => (
                Severity::Info,
                "chỉ có số thứ tự, còn lại để trống nên bỏ qua.",
                "numbered and otherwise blank, left out.",
            ),
            Aside::Filtered => (
                Severity::Warning,
                "đang bị bộ lọc ẩn đi nên không lấy; muốn lấy thì bỏ lọc rồi lưu lại, hoặc chọn lấy dòng ẩn (dòng lệnh: --hidden take); cố ý bỏ thì chọn bỏ (--hidden skip).",
                "left out by a filter and not taken; to take them remove the filter and save, or choose so (command line: --hidden take); if they are meant to be left out, say so (--hidden skip).",
            ),
            Aside::OtherTable => (
                Severity::Warning,
                "là bảng khác bên dưới, có tiêu đề riêng, nên không lấy; hãy đưa sang trang riêng, hoặc chuyển các dòng lên bảng trên.",
                "another table below, with a head of its own, not taken; move it to a sheet of its own, or its rows up to the first.",
            ),
            Aside::Struck => (
                Severity::Warning,
                "bị gạch bỏ nên không lấy; muốn lấy thì bỏ gạch rồi lưu lại, bỏ hẳn thì xóa dòng.",
                "struck through and not taken; to take them remove the line and save, to be rid of them delete the rows.",
            ),
            Aside::Hidden => {
                (Severity::Info, "bị ẩn nên bỏ, như đã chọn.", "hidden and left out, as chosen.")
            }
            Aside::Below => (
                Severity::Warning,
                "đứng tách dưới bảng và không khớp các cột nên coi là ghi chú, chữ ký; nếu là dữ liệu thì chuyển lên liền các dòng trên.",
                "apart below the table and like none of its rows, taken for notes; if it is data, move it up to the others.",
            ),
        }
    }
}

/// `3, 5–9, 12`: rows in runs, no more runs than anybody reads.
fn listed(rows: &[usize]) -> String {
    const MOST: usize = 12;
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }
    let shown = |(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    let mut listed = runs.iter().take(MOST).map(shown).joined(", ");
    if runs.len() > MOST {
        listed += "…";
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::super::{Content, SheetBuilder};
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
        let labels: Vec<_> = found.columns.iter().map(|column| column.label.as_str()).to_list();
        assert_eq!(labels, ["TT", "Đơn vị", "Quý I / Kế hoạch", "Quý I / Thực hiện", "Ghi chú"]);
        assert_eq!(found.rows, [5, 7]);
        assert_eq!(found.aside, [(4, Aside::ColumnNumbers), (8, Aside::Total), (10, Aside::Below)]);
        assert_eq!(found.notes(&sheet).len(), 3);
    }

    #[test]
    fn one_cell_over_two_columns_heads_both_or_is_one_column() {
        let rows: &[&[&str]] = &[
            &["Họ và tên", "", "Chức vụ"],
            &["Nguyễn Văn", "An", "Giám đốc"],
            &["Trần Thị", "Bình", "Phó Giám đốc"],
        ];
        let labels =
            |found: &Table| found.columns.iter().map(|column| column.label.clone()).to_list().join(" | ");
        let found = table(&sheet(rows, &[[0, 0, 0, 1]])).unwrap();
        assert_eq!(
            (found.rows.clone(), labels(&found)),
            (vec![1, 2], "Họ và tên | Họ và tên (2) | Chức vụ".into())
        );
        let narrow: &[&[&str]] = &[&["Họ và tên", ""], &["Nguyễn Văn", "An"], &["Trần Thị", "Bình"]];
        let found = table(&sheet(narrow, &[[0, 0, 0, 1]])).unwrap();
        assert_eq!((found.rows.clone(), found.columns.len()), (vec![1, 2], 2));
        let pieces: &[&[&str]] = &[
            &["TT", "Họ và tên", "", "Chức vụ"],
            &["", "Họ đệm", "Tên", ""],
            &["1", "Nguyễn Văn", "An", "Giám đốc"],
        ];
        let merged = [[0, 0, 1, 0], [0, 1, 0, 2], [0, 3, 1, 3]];
        let found = table(&sheet(pieces, &merged)).unwrap();
        assert_eq!((found.head, found.rows), (0..2, vec![2]));
        let wide: &[&[&str]] = &[&["Đơn vị"], &["Sở Y tế"], &["Sở Tài chính"]];
        let found = table(&sheet(wide, &[[0, 0, 0, 1], [1, 0, 1, 1], [2, 0, 2, 1]])).unwrap();
        assert_eq!(found.rows, [1, 2]);
    }

    #[test]
    fn hidden_rows_are_left_out_or_taken_as_somebody_says_and_told() {
        let mut builder = SheetBuilder::new("S");
        for row in [["Tên", "Mã"], ["a", "1"], ["b", "2"], ["c", "3"], ["d", "x"]] {
            row.iter().enumerate().for_each(|(column, text)| builder.push(column, text, Content::Text));
            builder.end_row();
        }
        builder.hide(2, 2, Hidden::ByFilter);
        builder.hide(3, 3, Hidden::ByHand);
        let mut sheet = builder.finish();
        let found = |sheet: &Sheet| {
            let table = table(sheet).unwrap();
            let codes: Vec<_> = table.notes(sheet).into_iter().map(|note| note.code.into_owned()).to_list();
            (table.rows, codes.join(" "))
        };
        assert_eq!(found(&sheet), (vec![1, 2, 3, 4], String::new()));
        sheet.set_hidden_rows(HiddenRows::Unasked);
        assert_eq!(found(&sheet), (vec![1, 3, 4], "dong-bo-qua dong-an".to_owned()));
        sheet.set_hidden_rows(HiddenRows::Skip);
        assert_eq!(found(&sheet), (vec![1, 4], "dong-bo-qua".to_owned()));
        sheet.set_hidden_rows(HiddenRows::Take);
        assert_eq!(found(&sheet), (vec![1, 2, 3, 4], String::new()));
    }

    #[test]
    fn rows_struck_through_are_left_out_and_told() {
        let mut builder = SheetBuilder::new("S");
        for (row, struck) in
            [(["Tên", "Mã"], false), (["a", "1"], false), (["b", "2"], true), (["c", "x"], false)]
        {
            for (column, text) in row.iter().enumerate() {
                builder.push(column, text, Content::Text);
                if struck && column == 0 {
                    builder.strike(Struck::Whole);
                }
            }
            builder.end_row();
        }
        let sheet = builder.finish();
        let found = table(&sheet).unwrap();
        assert_eq!((found.rows.clone(), found.aside.clone()), (vec![1, 3], vec![(2, Aside::Struck)]));
        assert!(found.notes(&sheet)[0].message.contains("bị gạch bỏ"));
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
        let labels: Vec<_> = table(&sheet).unwrap().columns.into_iter().map(|column| column.label).to_list();
        assert_eq!(labels, ["Tên", "Tên (2)", "Cột C", "Mã"]);
    }

    #[test]
    fn a_sheet_without_a_table_is_refused_in_words() {
        assert_eq!(table(&sheet(&[], &[])).unwrap_err().code, "trang-trong");
        assert_eq!(table(&sheet(&[&["1", "2"], &["3", "4"]], &[])).unwrap_err().code, "khong-thay-bang");
    }
}
