//! Which sheet of a workbook the rows are on, where nobody says.

use super::matching::Matching;
use crate::sheet::{Sheet, table};
use crate::template::Questions;

/// The first sheet on the screen whose table has rows and a column that fills something, else the first whose table has rows,
/// else the first: a cover or a page of notes before the list is none.
pub fn likely_sheet(template: &dyn Questions, sheets: &[Sheet]) -> usize {
    let mut with_rows = None;
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| !sheet.is_hidden()) {
        let Some(table) = table(sheet).ok().filter(|table| !table.rows.is_empty()) else { continue };
        let matching = Matching::propose(template, sheet, &table);
        if matching.columns.iter().any(|(_, path)| !path.is_empty()) {
            return at;
        }
        with_rows = with_rows.or(Some(at));
    }
    with_rows.unwrap_or(0)
}
