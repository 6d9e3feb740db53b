//! What is to be said of columns that are used: how they write figures, merged cells that count several times, hidden ones.

use super::column::{Column, Rows};
use super::merged::Merged;
use super::refusals::{at, listed};
use super::{amounts, cell};
use crate::Diagnostic;
use crate::ordered;
use crate::sheet::{Content, Sheet, Table, place};
use crate::template::Kind;
use crate::to_list::ToList;
use crate::vietnamese::grouping::{Habit, Reading};
use crate::vietnamese::money::{self, Unit};
use crate::vietnamese::number;
use rust_decimal::Decimal;

/// Everything that is to be said of the columns of a table.
pub(super) fn all(sheet: &Sheet, merged: &Merged, table: &Table, columns: &[Column]) -> Vec<Diagnostic> {
    let mut notes = table.notes(sheet);
    notes.extend(figures(sheet, merged, table, columns));
    notes.extend(hidden_columns(sheet, table, columns));
    notes.extend(read_so(sheet, table, columns));
    notes
}

/// How each column of figures writes those that are text: as somebody says, or as its cells tell.
pub(super) fn learn_habits(columns: &mut [Column], sheet: &Sheet, table: &Table, decimal: Option<char>) {
    let said = decimal.and_then(Habit::with_decimal);
    for column in columns.iter_mut().filter(|column| column.field.kind.numeric().is_some()) {
        let told = || cell::habit(texts(sheet, table, column.index).map(|(_, text)| text));
        column.habit = said.unwrap_or_else(told);
    }
}

/// Learns for each column of money by what its figures are to be multiplied, as its head says or the line above the table;
/// tells it, and refuses what is in the money of another country.
pub(super) fn learn_amounts(
    columns: &mut [Column],
    sheet: &Sheet,
    table: &Table,
    notes: &mut Vec<Diagnostic>,
    faults: &mut Vec<Diagnostic>,
) {
    let above =
        (0..table.head.start).flat_map(|row| sheet.row(row)).find_map(|(_, cell)| money::said(cell.shown));
    for column in columns {
        let Some(own) = amounts::of_field(&column.field) else { continue };
        let told = at(sheet, table.head.start, column.index);
        let (label, field) = (&column.label, &column.field.label);
        let unit = money::of_head(label).or(above);
        column.unit_told = unit.is_some();
        match unit {
            Some(Unit::Dong(count)) if count != own => {
                let Some(factor) = count.checked_div(own) else { continue };
                column.factor = Some(factor);
                let (by, english) = amounts::times(factor);
                notes.push(Diagnostic::warning(
                    "doi-don-vi-tien",
                    told,
                    format!("Cột «{label}» ghi theo đơn vị tiền khác với «{field}» nên mỗi số được {by}; nếu số đã theo đơn vị của mẫu thì sửa tên cột."),
                    format!("The column “{label}” counts money otherwise than “{field}”, so each figure is {english}; if they are in the unit of the form already, mend the name of the column."),
                ));
            }
            Some(Unit::Foreign) => faults.push(Diagnostic::error(
                "ngoai-te",
                told,
                format!("Cột «{label}» ghi bằng ngoại tệ mà «{field}» là tiền đồng; hãy đổi ra đồng, hoặc bỏ khớp cột này (--map \"{label}=\")."),
                format!("The column “{label}” is in the money of another country, “{field}” in đồng; convert it, or leave the column out (--map \"{label}=\")."),
            )),
            Some(Unit::Other) => faults.push(Diagnostic::error(
                "khong-phai-tien",
                told,
                format!("Cột «{label}» không ghi số tiền mà «{field}» là tiền đồng; hãy ghi số tiền, hoặc bỏ khớp cột này (--map \"{label}=\")."),
                format!("The column “{label}” has no amounts of money, and “{field}” is in đồng; write amounts, or leave the column out (--map \"{label}=\")."),
            )),
            _ => {}
        }
    }
}

/// The texts of a column in the rows of data, by row.
fn texts<'s>(sheet: &'s Sheet, table: &'s Table, index: usize) -> impl Iterator<Item = (usize, &'s str)> {
    let cells = table.rows.iter().map(move |&row| (row, sheet.cell(row, index)));
    cells.filter(|(_, cell)| cell.content == Content::Text).map(|(row, cell)| (row, cell.shown.trim()))
}

/// Texts that mean thousands because their field takes no three decimals, or one number though spaces part it: one finding for
/// each column and kind.
fn read_so<'b>(sheet: &'b Sheet, table: &'b Table, columns: &'b [Column]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for column in columns.iter().filter(|column| column.field.kind.numeric().is_some()) {
        let index = column.index;
        let (mut thousands, mut spaced) = (Vec::new(), Vec::new());
        for (row, text) in texts(sheet, table, index) {
            match cell::figure(text, &column.field, column.habit) {
                Some(Ok(Reading::Thousands(number))) => thousands.push((row, text, number)),
                Some(Ok(Reading::Spaced(number))) => spaced.push((row, text, number)),
                _ => {}
            }
        }
        let label = &column.label;
        let said = |read: &[(usize, &str, Decimal)]| {
            let (row, text, number) = *read.first()?;
            let cells: Vec<String> = read.iter().map(|(row, ..)| place(*row, index)).to_list();
            let cells = listed(&mut cells.iter().map(String::as_str), "", "");
            Some((at(sheet, row, index), text.to_owned(), number::format(number, None), cells))
        };
        found.extend(said(&thousands).map(|(at, text, number, cells)| Diagnostic::warning(
            "so-hang-nghin",
            at,
            format!("Cột «{label}» ghi số bằng chữ; dấu trước đúng ba chữ số được hiểu là ngăn hàng nghìn («{text}» là {number}) vì trường này không có ba chữ số lẻ: {cells}."),
            format!("The column “{label}” has figures as text; the sign before exactly three digits is taken for thousands (“{text}” is {number}), because the field takes no three decimals: {cells}."),
        )));
        found.extend(said(&spaced).map(|(at, text, number, cells)| Diagnostic::warning(
            "so-co-dau-cach",
            at,
            format!("Cột «{label}» có số viết cách được hiểu là một số («{text}» là {number}): {cells}; nếu là nhiều số thì hãy tách ra."),
            format!("The column “{label}” has figures with spaces, each read as one number (“{text}” is {number}): {cells}; if they are several, part them."),
        )));
    }
    found
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
    let mut hidden: Vec<usize> = columns.iter().flat_map(Column::indices).to_list();
    hidden.retain(|&index| sheet.is_column_hidden(index));
    ordered::sort(&mut hidden);
    let first = *hidden.first()?;
    let labels = table.columns.iter().filter(|column| hidden.binary_search(&column.index).is_ok());
    let labels: Vec<&str> = labels.map(|column| column.label.as_str()).to_list();
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
