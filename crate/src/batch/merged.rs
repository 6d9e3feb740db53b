//! Cells merged over several rows: what they show counts in each of these rows.

use crate::ordered;
use crate::pool::Keyed;
use crate::sheet::{Cell, Sheet};

/// Where what a cell shows stands, for the rows of data of a sheet.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// The first and last row of each such cell, by its leftmost column, from above.
    by_column: Keyed<usize, Vec<(usize, usize)>>,
}

impl Merged {
    /// Those that begin in a row or below it: what is merged above is titles and heads.
    pub(super) fn below(sheet: &Sheet, row: usize) -> Merged {
        let mut merged = Merged::default();
        for &[first, column, last, _] in sheet.merged() {
            if first >= row && last > first {
                merged.by_column.entry(&column).push((first, last));
            }
        }
        merged.by_column.things_mut().for_each(|ranges| ordered::sort(ranges));
        merged
    }

    /// The row in which that stands what a cell shows.
    pub(super) fn row(&self, row: usize, column: usize) -> usize {
        let ranges = self.by_column.get(&column).map_or(&[][..], Vec::as_slice);
        let before = ranges.partition_point(|&(first, _)| first <= row).checked_sub(1);
        let over = before.and_then(|at| ranges.get(at)).filter(|&&(_, last)| last >= row);
        over.map_or(row, |&(first, _)| first)
    }

    /// What a cell shows.
    pub(super) fn cell<'s>(&self, sheet: &'s Sheet, row: usize, column: usize) -> Cell<'s> {
        sheet.cell(self.row(row, column), column)
    }

    /// Whether the cells of a column say different things in some of the rows; blank ones say nothing.
    pub(super) fn varies(&self, sheet: &Sheet, rows: &[usize], column: usize) -> bool {
        let mut said = rows.iter().map(|&row| self.cell(sheet, row, column)).filter(|cell| !cell.is_blank());
        let first = said.next().map(|cell| cell.shown.trim());
        said.any(|cell| Some(cell.shown.trim()) != first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Content, SheetBuilder};

    #[test]
    fn a_merged_cell_shows_in_all_its_rows_and_in_no_other() {
        let mut sheet = SheetBuilder::new("S");
        for text in ["Xã", "A", "", "", "B"] {
            sheet.push(0, text, if text.is_empty() { Content::Blank } else { Content::Text });
            sheet.push(1, "x", Content::Text);
            sheet.end_row();
        }
        sheet.merge([1, 0, 3, 0]);
        sheet.merge([4, 0, 4, 1]);
        let sheet = sheet.finish();
        let shown = |merged: &Merged| {
            (0..5).map(|row| merged.cell(&sheet, row, 0).shown.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shown(&Merged::below(&sheet, 1)), ["Xã", "A", "A", "A", "B"]);
        assert_eq!(shown(&Merged::below(&sheet, 2)), ["Xã", "A", "", "", "B"]);
        assert_eq!(Merged::below(&sheet, 1).row(3, 1), 3);
    }
}
