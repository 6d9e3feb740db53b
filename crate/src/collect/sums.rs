//! Sums of the columns with figures.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{Collector, Sum};
use crate::sheet::flat::{Flat, FlatTable, value_at};
use crate::template::{Kind, decimal};
use crate::vietnamese::text::fold;

/// What is added up of a column: nothing where a cell was no number, or too large.
#[derive(Debug, Clone, Default)]
pub(super) struct Adding {
    sum: Option<Decimal>,
}

impl Adding {
    pub(super) fn add(&mut self, value: Option<&Value>) {
        if let Some(number) = value.and_then(decimal) {
            self.sum = self.sum.unwrap_or_default().checked_add(number).or(self.sum);
        }
    }

    /// In plain decimal; none when nothing was added.
    pub(super) fn plain(&self) -> Option<String> {
        self.sum.map(|sum| sum.normalize().to_string())
    }
}

/// Whether a column is one to be added up: numbers that are given, and computed ones whose total is their sum.
pub(super) fn is_summed(table: &FlatTable<'_>, column: &Flat<'_>) -> bool {
    if column.field.kind.numeric().is_none() {
        return false;
    }
    let declared = match &table.field.kind {
        Kind::Table(table) => table.column(&column.path).and_then(|column| column.total),
        _ => None,
    };
    declared.unwrap_or(!column.computed)
}

/// The rows of a table with one label, added up.
pub(super) struct Labelled {
    pub(super) label: String,
    /// In how many documents it stands.
    pub(super) units: usize,
    pub(super) sums: Vec<Adding>,
}

/// The first column of text: what the rows of a table are called.
pub(super) fn label_column<'f, 't>(table: &'f FlatTable<'t>) -> Option<&'f Flat<'t>> {
    table.columns.iter().find(|column| matches!(column.field.kind, Kind::Line | Kind::Text))
}

/// The rows of a table over all documents that count, by their labels; none unless some label stands in several.
pub(super) fn by_label(collector: &Collector, id: &str, table: &FlatTable<'_>) -> Vec<Labelled> {
    let Some(named) = label_column(table) else { return Vec::new() };
    let summed: Vec<&Flat<'_>> = table.columns.iter().filter(|column| is_summed(table, column)).collect();
    let mut found: Vec<Labelled> = Vec::new();
    let mut known = crate::ordered::OrderedMap::<String, usize>::new();
    for (_, values) in collector.of_template(id).filter(|(file, _)| file.counted) {
        for row in rows(&values, &table.path) {
            let label = value_at(row, &named.path).and_then(Value::as_str).unwrap_or_default().trim();
            let at = match known.get(&fold(label)) {
                Some(at) => *at,
                None => {
                    found.push(Labelled {
                        label: label.to_owned(),
                        units: 0,
                        sums: vec![Adding::default(); summed.len()],
                    });
                    known.insert(fold(label), found.len() - 1);
                    found.len() - 1
                }
            };
            let Some(entry) = found.get_mut(at) else { continue };
            entry.units += 1;
            for (sum, column) in entry.sums.iter_mut().zip(&summed) {
                sum.add(value_at(row, &column.path));
            }
        }
    }
    if summed.is_empty() || found.iter().all(|entry| entry.units < 2) {
        found.clear();
    }
    found
}

/// The rows of a table.
pub(super) fn rows<'v>(values: &'v Value, path: &str) -> impl Iterator<Item = &'v Value> {
    value_at(values, path).and_then(Value::as_array).into_iter().flatten()
}

/// The totals of every table with figures.
pub(super) fn of(collector: &Collector) -> Vec<Sum> {
    let mut found = Vec::new();
    for template in collector.templates() {
        let form = crate::sheet::flat::form(&template, &[]);
        for table in &form.tables {
            let summed: Vec<&Flat<'_>> =
                table.columns.iter().filter(|column| is_summed(table, column)).collect();
            let mut sums = vec![Adding::default(); summed.len()];
            for (_, values) in collector.of_template(&template.id).filter(|(file, _)| file.counted) {
                for row in rows(&values, &table.path) {
                    for (sum, column) in sums.iter_mut().zip(&summed) {
                        sum.add(value_at(row, &column.path));
                    }
                }
            }
            let totals: Map<String, Value> = summed
                .iter()
                .zip(&sums)
                .filter_map(|(column, sum)| Some((column.path.clone(), Value::String(sum.plain()?))))
                .collect();
            if !totals.is_empty() {
                found.push(Sum {
                    template: template.id.clone(),
                    table: table.path.clone(),
                    label: table.label.clone(),
                    totals,
                });
            }
        }
    }
    found
}
