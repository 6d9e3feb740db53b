//! Which rows that were read count.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::super::super::lines::Line;
use super::super::super::rates;
use super::super::super::roles::{Role, roles};
use super::super::super::wholes::Judged;
use super::super::text::words;
use super::{Called, Reader, Row, Told, is_added};
use crate::Diagnostic;
use crate::template::decimal;
use crate::to_list::ToList;
use crate::vietnamese::sums::{is_rate, summed};

impl Reader<'_, '_> {
    /// The figures of a row that can be added up.
    fn figures(&self, record: &Map<String, Value>) -> Vec<Option<Decimal>> {
        let added =
            (0..self.layout.columns.len()).filter_map(|at| self.field(at)).filter(|field| is_added(field));
        added.map(|field| record.get(&field.name).and_then(decimal)).to_list()
    }

    /// Which rows count; what the others are is told.
    pub(super) fn judge(
        &mut self,
        rows: &[Row<'_>],
        has_total: bool,
        about: &dyn Fn(&Called, Role) -> Diagnostic,
    ) -> Vec<bool> {
        let counter =
            (0..self.layout.columns.len()).find(|at| self.field(*at).is_some_and(rates::is_counter));
        let number = |row: &Row<'_>| counter.map(|at| row.text(at)).unwrap_or_default();
        let unit = self.unit();
        // Where the total of the form is gone, a last row without a number may be that total under another name.
        let is_gone =
            !has_total && self.printed.below().iter().any(|row| words(row).and_then(summed).is_some());
        let figures = |row: &Row<'_>| self.figures(&row.record).iter().any(Option::is_some);
        let last = rows.iter().rposition(figures).filter(|_| is_gone && counter.is_some());
        let label = |row: &Row<'_>| {
            let label = self.named().map(|at| row.text(at)).filter(|label| !label.is_empty());
            label.or_else(|| words(row.cells).map(str::to_owned)).unwrap_or_default()
        };
        let line = |(at, row): (usize, &Row<'_>)| {
            let unit = unit.map(|unit| row.text(unit)).unwrap_or_default();
            let is_rate = !unit.is_empty() && is_rate(&label(row), &unit);
            Line {
                number: counter.map_or_else(|| (at + 1).to_string(), |at| row.text(at)),
                label: label(row),
                figures: if is_rate { Vec::new() } else { self.figures(&row.record) },
                is_below: row.is_below,
                is_for_total: last == Some(at) && row.is_new && number(row).is_empty(),
            }
        };
        let found = roles(&rows.iter().enumerate().map(line).to_list(), has_total || self.printed.adds());
        let records: Vec<Value> = rows.iter().map(|row| Value::Object(row.record.clone())).to_list();
        let row = |at: usize| Some((label(rows.get(at)?), records.get(at)?));
        let told = |at: usize, role| Some(about(&rows.get(at)?.called, role));
        let (path, table) = (&self.printed.field.name, self.printed.table);
        self.read.wholes = Judged { path, table, roles: &found, root: self.root }.wholes(row, told);
        self.read.adds = found.adds;
        for (row, role) in rows.iter().zip(&found.each).filter(|(_, role)| **role != Role::Own) {
            self.read.told.push(Told::Role(row.called.clone(), *role));
            if !role.counts() {
                self.lose(row.cells);
            }
        }
        found.each.into_iter().map(Role::counts).to_list()
    }
}
