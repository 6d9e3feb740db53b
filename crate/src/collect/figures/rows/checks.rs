//! What is told of rows that were read: what says the same twice, and what the document itself computes otherwise.

use crate::to_list::ToList;
use rust_decimal::Decimal;

use super::super::super::rates;
use super::super::number::plain;
use super::super::printed::Printed;
use super::super::text::{aligned, first, flat, places};
use super::{Reader, Row, Told, is_added};
use crate::template::decimal;
use crate::vietnamese::text::fold;

impl Reader<'_, '_> {
    /// Tells of rows that were called otherwise, where none came or went, and of those that count something else.
    pub(super) fn find_renamed(&mut self, rows: &[Row<'_>]) {
        let is_merged = |row: &Row<'_>| row.cells.iter().any(|cell| cell.height > 1 || cell.above.is_some());
        let named = self.named().filter(|_| rows.len() == self.before.len());
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| !is_merged(row)) {
            for column in [named, self.unit()].into_iter().flatten() {
                let is_name = Some(column) == named;
                let own = row.text(column);
                let was =
                    self.printed_text(if is_name { Some(at) } else { row.twin }, column).unwrap_or_default();
                let is_gone = || rows.iter().all(|row| fold(&row.text(column)) != fold(was));
                let is_other = !is_name || is_gone() || (row.is_new && !own.is_empty());
                if is_other && !was.is_empty() && fold(&own) != fold(was) {
                    let label = self.field(column).map(|field| field.label.clone()).unwrap_or_default();
                    let told = Told::Renamed { row: row.called.clone(), column: label, was: was.to_owned() };
                    self.read.told.push(told);
                }
            }
        }
    }

    /// Tells of rows that say the same as another.
    pub(super) fn find_copies(&mut self, rows: &[Row<'_>]) {
        for (at, row) in rows.iter().enumerate() {
            let said = |row: &Row<'_>| -> Vec<String> {
                let given = (0..self.layout.columns.len()).filter(|column| self.is_given(*column));
                given.map(|column| row.text(column)).to_list()
            };
            let own = said(row);
            let is_nothing = own.iter().filter(|text| plain(text).is_some()).count() == 0;
            if !is_nothing && rows.iter().take(at).any(|other| said(other) == own) {
                self.read.told.push(Told::Twice(row.called.clone()));
            }
        }
    }

    /// Tells where the total row of the form no longer shows the sums it did.
    pub(super) fn check_total(&mut self, total: &Row<'_>, rows: &[Row<'_>]) {
        let known = self.printed.below().iter().find(|known| first(known) == first(total.cells));
        let Some(known) =
            known.and_then(|row| aligned(row, &whole(self.printed)).map(|columns| (row, columns)))
        else {
            return;
        };
        for at in 0..self.layout.columns.len() {
            let Some(field) = self.field(at).filter(|field| is_added(field)) else { continue };
            let Some(place) = self.layout.columns.get(at).and_then(|column| column.printed) else { continue };
            let before = self.before.iter().filter_map(|row| plain(&row.get(place)?.text)).sum::<Decimal>();
            let is_place = |columns: &Vec<usize>| columns.as_slice() == [place];
            let printed = known.1.iter().position(is_place).and_then(|at| known.0.get(at));
            let was_sum = printed.is_some_and(|cell| plain(&cell.text) == Some(before));
            let shown = total.text(at);
            let sum =
                rows.iter().filter_map(|row| row.record.get(&field.name).and_then(decimal)).sum::<Decimal>();
            if was_sum && !shown.is_empty() && plain(&shown) != Some(sum) {
                self.read.told.push(Told::Total {
                    row: total.called.clone(),
                    column: field.label.clone(),
                    shown,
                    sum: crate::vietnamese::number::format(sum, None),
                });
            }
        }
    }

    /// Tells where what is computed in a row is not what its formula gives for the figures that stand beside it.
    pub(super) fn check_computed(&mut self, row: &Row<'_>) {
        let columns = 0..self.layout.columns.len();
        let as_printed = |at: usize| self.printed_text(row.twin, at) == Some(flat(&row.text(at)).as_str());
        let is_figure = |at: &usize| self.is_given(*at) && self.field(*at).is_some_and(is_added);
        let is_edited = columns.clone().filter(is_figure).any(|at| !as_printed(at));
        let mut cells = Vec::new();
        for at in columns {
            let Some(field) = self.field(at).filter(|field| field.formula().is_some()) else { continue };
            let shown = flat(&row.text(at));
            if rates::is_counter(field) || shown.is_empty() || (as_printed(at) && !is_edited) {
                continue;
            }
            let computed = rates::computed(field, &row.record, self.root);
            let is_same = plain(&shown).zip(computed).is_some_and(|(shown, computed)| {
                rates::rounded(computed, shown.scale()) == shown || rates::shown(field, computed) == shown
            });
            // Where a figure is missing that is told already.
            let is_unknown = as_printed(at) && computed.is_none();
            if !is_same && !is_unknown {
                cells.push((field.label.clone(), shown));
            }
        }
        if !cells.is_empty() {
            self.read.told.push(Told::Computed(row.called.clone(), cells));
        }
    }
}

/// The grid of the table as printed.
fn whole(printed: &Printed<'_>) -> Vec<std::ops::Range<usize>> {
    let row = printed.own().iter().find(|row| row.len() == printed.columns.len());
    row.map(|row| places(row)).unwrap_or_default()
}
