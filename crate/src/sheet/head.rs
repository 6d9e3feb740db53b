//! The head of a table: which rows name its columns.

use std::ops::Range;

use super::{Cell, Content, Sheet};
use crate::ordered;
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Head, is_placeholder};
use crate::vietnamese::text::fold;

/// How far down the head of a table is looked for.
const FARTHEST: usize = 40;
/// The most rows a head has.
const TALLEST: usize = 5;
/// The most columns and merged cells that are looked at; more are no table anybody names.
const MOST_COLUMNS: usize = 1024;
const MOST_MERGED: usize = 4096;
/// A name is no longer than so many letters.
const LONGEST_NAME: usize = 120;

/// What a row has in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Blank,
    /// Something in this column alone.
    Single,
    /// Part of a cell over several columns.
    Wide,
    /// Part of a cell over several rows that began above.
    Tall,
}

/// The rows where heads stand, and the merged cells there.
pub(super) struct Heads<'s> {
    sheet: &'s Sheet,
    merged: Vec<[usize; 4]>,
    columns: usize,
}

impl<'s> Heads<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Self {
        let near = |range: &&[usize; 4]| range[0] < FARTHEST + TALLEST;
        let merged = sheet.merged().iter().filter(near).take(MOST_MERGED).copied().to_list();
        Heads { sheet, merged, columns: sheet.columns().min(MOST_COLUMNS) }
    }

    /// The rows of the head of the first table.
    pub(super) fn find(&self) -> Option<Range<usize>> {
        let rows = self.sheet.rows().min(FARTHEST);
        let marks: Vec<Vec<Mark>> = (0..rows).map(|row| self.marks(row)).to_list();
        let count = |row: usize, wanted: &[Mark]| {
            marks.get(row).map_or(0, |marks| marks.iter().filter(|mark| wanted.contains(mark)).count())
        };
        let widest = (0..rows).map(|row| count(row, &[Mark::Single, Mark::Tall])).max()?;
        let enough = if widest <= 1 { 1 } else { (widest * 3).div_ceil(5).max(2) };
        let names_most = |&row: &usize| {
            let named = count(row, &[Mark::Single, Mark::Tall]) >= enough;
            let grouped = count(row, &[Mark::Single, Mark::Tall, Mark::Wide]) >= enough
                && count(row, &[Mark::Single]) > 0
                && self.is_below(row, row + 1);
            (named || grouped) && self.has_names(row) && !self.is_letterhead(row)
        };
        let named = |row: &usize| !self.is_placeholder(*row);
        let row = (0..rows).filter(names_most).find(named).or_else(|| (0..rows).find(names_most))?;
        let first = self.first(row);
        Some(first..self.last(row) + 1)
    }

    /// The last row of a head that begins at, or goes on in, a row.
    pub(super) fn last(&self, row: usize) -> usize {
        let mut last = row;
        while last < row + TALLEST {
            let begun = self
                .merged
                .iter()
                .filter(|range| (row..=last).contains(&range[0]) && range[2] < row + TALLEST);
            let lowest = begun.map(|range| range[2]).max().unwrap_or(last);
            if lowest > last {
                last = lowest;
            } else if self.is_below(last, last + 1) {
                last += 1;
            } else {
                break;
            }
        }
        last.min(self.sheet.rows().saturating_sub(1)).max(row)
    }

    /// The first row of the head that has its columns' names in a row.
    fn first(&self, row: usize) -> usize {
        let mut first = row;
        while first + TALLEST > row {
            let above = self.merged.iter().filter(|range| range[0] < first && range[2] >= first);
            match above.map(|range| range[0]).min() {
                Some(top) if top + TALLEST > row => first = top,
                _ if first > 0 && self.is_above(first - 1) => first -= 1,
                _ => break,
            }
        }
        first
    }

    /// What a row of the head says above a column; `end` is the row behind the head.
    pub(super) fn label(&self, row: usize, column: usize, end: usize) -> &'s str {
        if let Some(range) = self.covering(row, column) {
            return self.sheet.cell(range[0], range[1]).shown;
        }
        let shown = self.sheet.cell(row, column).shown;
        if !shown.trim().is_empty() || row + 1 >= end {
            return shown;
        }
        // A group that is not merged: its name stands above the first of its columns.
        for left in (0..=column).rev() {
            if self.covering(row, left).is_some() || self.sheet.cell(row + 1, left).is_blank() {
                break;
            }
            let name = self.sheet.cell(row, left).shown;
            if !name.trim().is_empty() {
                return name;
            }
        }
        shown
    }

    fn covering(&self, row: usize, column: usize) -> Option<[usize; 4]> {
        let covers = |range: &&[usize; 4]| {
            (range[0]..=range[2]).contains(&row) && (range[1]..=range[3]).contains(&column)
        };
        self.merged.iter().find(covers).copied()
    }

    fn marks(&self, row: usize) -> Vec<Mark> {
        let mark = |column: usize| match self.covering(row, column) {
            Some(range) if self.sheet.cell(range[0], range[1]).is_blank() => Mark::Blank,
            Some(range) if range[3] > range[1] && self.is_one_column(range) => {
                if range[1] == column {
                    Mark::Single
                } else {
                    Mark::Blank
                }
            }
            Some(range) if range[3] > range[1] && self.is_of_a_name(range) => Mark::Single,
            Some(range) if range[3] > range[1] => Mark::Wide,
            Some(range) if range[0] < row => Mark::Tall,
            Some(_) => Mark::Single,
            None if self.sheet.cell(row, column).is_blank() => Mark::Blank,
            None => Mark::Single,
        };
        (0..self.columns).map(mark).to_list()
    }

    /// A cell as wide as the one below it, or above it: columns of the sheet that are one of the table.
    fn is_one_column(&self, range: [usize; 4]) -> bool {
        let same = |row: usize| {
            self.covering(row, range[1]).is_some_and(|other| (other[1], other[3]) == (range[1], range[3]))
        };
        same(range[2] + 1) || range[0].checked_sub(1).is_some_and(same)
    }

    /// The head of a name over the two columns it stands in, which have no heads of their own.
    fn is_of_a_name(&self, range: [usize; 4]) -> bool {
        let head = |row: usize, column: usize| lists::head(self.sheet.cell(row, column).shown);
        let below = (range[1]..=range[3]).any(|column| head(range[2] + 1, column).is_some());
        range[3] == range[1] + 1 && head(range[0], range[1]) == Some(Head::Person) && !below
    }

    fn cells(&self, row: usize) -> impl Iterator<Item = Cell<'s>> {
        self.sheet.row(row).map(|(_, cell)| cell).filter(|cell| !cell.is_blank())
    }

    /// Names stand in a head, or years, not figures and not sentences.
    fn has_names(&self, row: usize) -> bool {
        let is_name = |cell: &Cell<'_>| match cell.content {
            Content::Text => cell.shown.chars().count() <= LONGEST_NAME,
            _ => false,
        };
        let is_year = |cell: &Cell<'_>| matches!(cell.content, Content::Number(plain) if plain.len() == 4 && (plain.starts_with("19") || plain.starts_with("20")));
        let all = self.cells(row).count();
        let names = self.cells(row).filter(is_name).count();
        let years = self.cells(row).filter(is_year).count();
        // Of names with a year one may be a row of data: years come in twos.
        let years = if years > 1 { years } else { 0 };
        names > 0 && (names + years) * 5 >= all * 4
    }

    /// Names that a program gave because nobody did: `Column1`, `Column2`.
    fn is_placeholder(&self, row: usize) -> bool {
        self.cells(row).all(|cell| is_placeholder(cell.shown))
    }

    /// The rows in which one cell over at least half of so many columns, and more than two, is all there is; sorted.
    pub(super) fn wide(&self, columns: usize) -> Vec<usize> {
        let over =
            |range: &&[usize; 4]| range[3] - range[1] + 1 > (columns / 2).max(2) && range[0] == range[2];
        let alone = |row: &usize| {
            let shown = self.sheet.row(*row).filter(|(_, cell)| !cell.is_blank());
            shown.count() <= 2
        };
        let mut rows: Vec<usize> =
            self.sheet.merged().iter().filter(over).map(|range| range[0]).filter(alone).to_list();
        ordered::sort(&mut rows);
        rows.dedup();
        rows
    }

    /// The two columns at the top of a Vietnamese document.
    fn is_letterhead(&self, row: usize) -> bool {
        self.cells(row).any(|cell| {
            let text = fold(cell.shown);
            text.contains("cong hoa xa hoi")
                || text.contains("doc lap - tu do")
                || text.contains("dang cong san")
        })
    }

    /// A row names columns of groups that the row above names: it has nothing where that names columns already.
    fn is_below(&self, above: usize, row: usize) -> bool {
        if row >= self.sheet.rows() || self.cells(row).any(|cell| cell.content != Content::Text) {
            return false;
        }
        let (above, marks) = (self.marks(above), self.marks(row));
        let at = |marks: &[Mark], column: usize| marks.get(column).copied().unwrap_or(Mark::Blank);
        let mut under = 0;
        let mut beside = 0;
        let mut in_group = false;
        for column in 0..self.columns {
            let named = at(&marks, column) == Mark::Single;
            match at(&above, column) {
                Mark::Wide if named => under += 1,
                Mark::Single | Mark::Tall if !named => beside += 1,
                // The first column of a group that is not merged.
                Mark::Single
                    if at(&above, column + 1) == Mark::Blank && at(&marks, column + 1) == Mark::Single =>
                {
                    under += 1;
                    in_group = true;
                    continue;
                }
                Mark::Blank if named && in_group => {
                    under += 1;
                    continue;
                }
                Mark::Single | Mark::Tall => return false,
                Mark::Blank if named => return false,
                Mark::Blank | Mark::Wide => {}
            }
            in_group = false;
        }
        under > 1 && beside > 0
    }

    /// A row names groups of the columns below it.
    fn is_above(&self, row: usize) -> bool {
        let marks = self.marks(row);
        let wide = marks.iter().filter(|mark| **mark == Mark::Wide).count();
        let cells = self.cells(row).count();
        wide > 0 && cells > 1 && self.has_names(row) && !self.is_letterhead(row)
    }
}
