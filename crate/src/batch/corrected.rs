//! The columns that a sheet of rows to be corrected has beside theirs.

use crate::sheet::{Sheet, Table};

/// The column that says why.
pub(super) const REASON: &str = "Lý do";
/// The column with the number the document had among all, as its name shows it: corrected, it keeps number and name.
pub(super) const NUMBER: &str = "STT văn bản gốc";

/// Where a table that was written here has the numbers of its documents.
pub(super) fn numbers(table: &Table) -> Option<usize> {
    table.columns.iter().find(|column| column.label == NUMBER).map(|column| column.index)
}

/// Whether a column of such a table is ours and none of the rows'.
pub(super) fn is_ours(table: &Table, label: &str) -> bool {
    label == NUMBER || (label == REASON && numbers(table).is_some())
}

/// Whether a table says what was wrong with its rows, as one that was written here does, and has lost the numbers.
pub(super) fn has_lost_numbers(table: &Table, sheet: &Sheet) -> bool {
    let Some(reasons) = table.columns.iter().find(|column| column.label == REASON) else { return false };
    let is_ours = |row: &usize| {
        let shown = sheet.cell(*row, reasons.index).shown;
        let told = shown.split_once(": ").map(|(head, _)| head);
        told.is_some_and(|head| table.columns.iter().any(|column| column.label == head))
    };
    numbers(table).is_none() && table.rows.iter().any(is_ours)
}
