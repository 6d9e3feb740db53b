use super::unusable::is_error_word;
use super::{Content, Hidden, Sheet, SheetBuilder, Struck, place, problem};
use crate::Diagnostic;

/// The most rows a sheet of any program has.
pub(super) const MOST_ROWS: usize = 1_048_576;
/// The most columns.
pub(super) const MOST_COLUMNS: usize = 16_384;
/// The most cells that are read, blank ones not counted.
pub(super) const MOST_CELLS: usize = 10_000_000;
/// The most bytes of text in one cell.
pub(super) const MOST_CELL: usize = 1 << 20;
/// What stands for a longer one, as an error of its row.
pub(crate) const TOO_LONG: &str = "dài hơn 1 MB";
const MOST_MERGED: usize = 200_000;

/// A sheet under way: cells come in reading order, and none is lost without a word.
#[derive(Debug)]
pub(super) struct Filling<'n> {
    builder: SheetBuilder,
    file: &'n str,
    name: &'n str,
    cells: usize,
    merged: usize,
    last: Option<(usize, usize)>,
}

impl<'n> Filling<'n> {
    pub(super) fn new(file: &'n str, name: &'n str) -> Self {
        Filling { builder: SheetBuilder::new(name), file, name, cells: 0, merged: 0, last: None }
    }

    pub(super) fn cell(
        &mut self,
        row: usize,
        column: usize,
        shown: &str,
        content: Content<'_>,
    ) -> Result<(), Diagnostic> {
        if shown.is_empty() || content == Content::Blank {
            return Ok(());
        }
        let in_order = self.last.is_none_or(|last| (row, column) > last);
        if !in_order || row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(problem::damaged(self.file, &self.place(row, column)));
        }
        let (shown, content) = match content {
            _ if shown.len() > MOST_CELL => (TOO_LONG, Content::Error),
            Content::Text if is_error_word(shown) => (shown.trim(), Content::Error),
            content => (shown, content),
        };
        self.last = Some((row, column));
        while self.builder.next_row() < row {
            self.builder.end_row();
        }
        self.builder.push(column, shown, content);
        self.cells += 1;
        if self.builder.is_full() || self.cells > MOST_CELLS {
            return Err(problem::too_many_cells(self.file, self.name));
        }
        Ok(())
    }

    /// Text of this cell is struck through; it says nothing of one that was blank.
    pub(super) fn strike(&mut self, row: usize, column: usize, struck: Struck) {
        if self.last == Some((row, column)) {
            self.builder.strike(struck);
        }
    }

    /// The format of this cell cuts thousands off.
    pub(super) fn scale(&mut self, row: usize, column: usize) {
        if self.last == Some((row, column)) {
            self.builder.scale();
        }
    }

    /// Cells that are one, unless the range makes no sense.
    pub(super) fn merge(&mut self, range: [usize; 4]) {
        let [top, left, bottom, right] = range;
        let makes_sense = top <= bottom && left <= right && bottom < MOST_ROWS && right < MOST_COLUMNS;
        if makes_sense && (top, left) != (bottom, right) && self.merged < MOST_MERGED {
            self.merged += 1;
            self.builder.merge(range);
        }
    }

    /// Rows that are hidden.
    pub(super) fn hide(&mut self, first: usize, last: usize, hidden: Hidden) {
        let last = last.min(MOST_ROWS);
        if first <= last {
            self.builder.hide(first, last, hidden);
        }
    }

    /// A row that a table says is its totals.
    pub(super) fn total(&mut self, row: usize) {
        self.builder.total(row);
    }

    /// Columns that are hidden.
    pub(super) fn hide_columns(&mut self, first: usize, last: usize) {
        let last = last.min(MOST_COLUMNS);
        if first <= last {
            self.builder.hide_columns(first, last);
        }
    }

    pub(super) fn file(&self) -> &'n str {
        self.file
    }

    /// Where a cell is, for who looks for it: the sheet and the cell.
    pub(super) fn place(&self, row: usize, column: usize) -> String {
        format!("{}, {}", self.name, place(row, column))
    }

    pub(super) fn finish(self) -> Sheet {
        self.builder.finish()
    }
}
