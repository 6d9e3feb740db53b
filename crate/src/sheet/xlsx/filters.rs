//! Rows that are not on the screen: hidden by hand, or left out by a filter of the sheet or of a table on it.

use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::super::Hidden;
use super::super::filling::Filling;
use super::super::xml::{Events, attribute};
use super::{Book, parse_range};
use crate::Diagnostic;
use crate::decimal::decimal;
use crate::ordered;

/// The rows that are hidden, and the filters in use, as a sheet tells them.
#[derive(Debug, Default)]
pub(super) struct Filters {
    rows: Vec<usize>,
    /// The rows below the head of each filter that leaves something out.
    filtered: Vec<(usize, usize)>,
    /// The range of the filter under way.
    under_way: Option<[usize; 4]>,
    /// The sheet says that it is filtered.
    is_filtered: bool,
    /// It has a filter of its own, in use or not.
    has_filter: bool,
}

impl Filters {
    /// A row that begins.
    pub(super) fn row(&mut self, row: usize, tag: &BytesStart<'_>) {
        // Programs that keep no 0 leave the word alone that the height is somebody's.
        let is_flat = || match attribute(tag, "ht") {
            Some(height) => decimal(height).is_some_and(|height| height < Decimal::ONE),
            None => is_set(tag, "customHeight"),
        };
        if is_set(tag, "hidden") || is_flat() {
            self.rows.push(row);
        }
    }

    /// What else says something of filters, in a sheet or in a table.
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "sheetPr" => self.is_filtered = is_set(tag, "filterMode"),
                "autoFilter" => {
                    self.has_filter = true;
                    self.under_way = attribute(tag, "ref").and_then(parse_range);
                }
                "filterColumn" => {
                    if let Some([top, _, bottom, _]) = self.under_way {
                        self.filtered.push((top + 1, bottom));
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "autoFilter" => {
                if let Some([top, _, bottom, _]) = self.under_way.take().filter(|_| self.is_filtered) {
                    self.filtered.push((top + 1, bottom));
                }
            }
            _ => {}
        }
    }

    /// All of the sheet is read: what its tables filter counts too, and the rows are told.
    pub(super) fn finish(
        mut self,
        book: &Book<'_>,
        part: &str,
        filling: &mut Filling<'_>,
    ) -> Result<(), Diagnostic> {
        // A filter with criteria elsewhere on the sheet leaves nothing but this word.
        if self.is_filtered && !self.has_filter {
            self.filtered.push((0, usize::MAX));
        }
        self.is_filtered = false;
        for relation in book.package.relations(part).unwrap_or_default() {
            if relation.role() == "table"
                && let Some(mut events) = Events::of(book.package.zip(), &relation.target, filling.file())?
            {
                while let Some(event) = events.next()? {
                    self.take(&event);
                    if let Event::Start(tag) = &event {
                        totals(tag).into_iter().flatten().for_each(|row| filling.total(row));
                    }
                }
            }
        }
        ordered::sort(&mut self.rows);
        for &row in &self.rows {
            let by_filter = self.filtered.iter().any(|&(first, last)| (first..=last).contains(&row));
            filling.hide(row, row, if by_filter { Hidden::ByFilter } else { Hidden::ByHand });
        }
        Ok(())
    }
}

/// The rows at the end of a table that hold its totals, from 0.
fn totals(tag: &BytesStart<'_>) -> Option<std::ops::RangeInclusive<usize>> {
    /// A table has one.
    const MOST: usize = 9;
    let count = attribute(tag, "totalsRowCount").filter(|_| tag.local_name().as_ref() == "table")?;
    let count = count.parse::<usize>().ok()?.min(MOST);
    let [_, _, bottom, _] = attribute(tag, "ref").and_then(parse_range)?;
    Some((bottom + 1).saturating_sub(count)..=bottom).filter(|_| count > 0)
}

fn is_set(tag: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(tag, name), Some("1" | "true"))
}

/// The columns that a `col` hides, from 0.
pub(super) fn hidden_columns(tag: &BytesStart<'_>) -> Option<(usize, usize)> {
    let number = |name: &str| attribute(tag, name)?.parse::<usize>().ok()?.checked_sub(1);
    let no_width = attribute(tag, "width").and_then(decimal).is_some_and(|width| width.is_zero());
    (is_set(tag, "hidden") || no_width).then(|| number("min").zip(number("max")))?
}
