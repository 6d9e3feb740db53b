//! The columns that a sheet of rows to be corrected has beside theirs.

use crate::sheet::Table;

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
