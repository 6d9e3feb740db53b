//! Tables of figures as they were typed in the form: which rows count, and what the document prints of its sums.

use serde_json::{Map, Value};

use super::lines::Line;
use super::wholes::{Judged, Whole};
use super::{figures, rates, roles};
use crate::document::Span;
use crate::fill::Filled;
use crate::template::field::is_blank;
use crate::template::formula::Of;
use crate::template::{Kind, decimal};
use crate::to_list::ToList;
use crate::vietnamese::sums::{is_rate, is_unit_head};
use crate::{Diagnostic, Template};

/// Whether a form has a table with figures in it.
pub(super) fn has_figures(template: &Template, given: &Value) -> bool {
    let mut tables = template.fields.iter().filter_map(|field| match &field.kind {
        Kind::Table(table) => Some((field, table)),
        _ => None,
    });
    tables.any(|(field, table)| {
        let is_filled = given.get(&field.name).is_some_and(|rows| !is_blank(rows));
        is_filled
            && table.fields().any(|column| column.kind.numeric().is_some() && column.formula().is_none())
    })
}

/// Which rows of the tables of the values are figures, and which hold what others add up to.
#[derive(Default)]
pub(super) struct RowsThatCount {
    /// Of the tables that have others too: the path, and whether each row counts.
    pub(super) counted: Vec<(String, Vec<bool>)>,
    /// The tables with a row that adds up all others.
    pub(super) added_up: Vec<String>,
    pub(super) wholes: Vec<Whole>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Judges the tables that are not read from the text, as it is done there.
pub(super) fn rows_that_count(
    template: &Template,
    values: &Map<String, Value>,
    tables: &figures::Tables,
    name: &str,
) -> RowsThatCount {
    let mut found = RowsThatCount::default();
    for field in &template.fields {
        let Kind::Table(table) = &field.kind else { continue };
        let is_read = tables.changed.iter().any(|changed| changed.path == field.name);
        let Some(rows) = values.get(&field.name).and_then(Value::as_array).filter(|_| !is_read) else {
            continue;
        };
        let added = table.fields().filter(|column| {
            column.kind.numeric().is_some() && column.formula().is_none() && !rates::is_share(column)
        });
        let text = |row: &Value, column: Option<&crate::template::Field>| {
            let text = column.and_then(|column| row.get(&column.name)).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        // What has no name is called by what else is said of it.
        let label = |row: &Value| {
            let mut texts = table.fields().filter(|column| matches!(column.kind, Kind::Line | Kind::Text));
            texts.find_map(|column| Some(text(row, Some(column))).filter(|text| !text.trim().is_empty()))
        };
        let label = |row: &Value| label(row).unwrap_or_default();
        let line = |(at, row): (usize, &Value)| {
            let label = label(row);
            let unit = text(row, table.fields().find(|column| is_unit_head(&column.label)));
            let is_rate = !unit.is_empty() && is_rate(&label, &unit);
            let figures = || added.clone().map(|column| row.get(&column.name).and_then(decimal)).to_list();
            Line {
                number: (at + 1).to_string(),
                label,
                figures: if is_rate { Vec::new() } else { figures() },
                ..Line::default()
            }
        };
        let lines = rows.iter().enumerate().map(line).to_list();
        let judged = roles::roles(&lines, tables.added_up.contains(&field.name));
        let called = |at: usize, row: &Value| figures::Called(at + 1, label(row));
        let about = Judged { path: &field.name, table, roles: &judged, root: values };
        let row = |at: usize| rows.get(at).map(|row| (label(row), row));
        let told =
            |at: usize, role| Some(figures::role_told(name, &field.label, &called(at, rows.get(at)?), role));
        found.wholes.extend(about.wholes(row, told));
        if judged.adds {
            found.added_up.push(field.name.clone());
        }
        for ((at, row), role) in rows.iter().enumerate().zip(&judged.each) {
            if *role != roles::Role::Own {
                found.findings.push(figures::role_told(name, &field.label, &called(at, row), *role));
            }
            let has_figures = lines.get(at).is_some_and(|line| line.figures.iter().any(Option::is_some));
            if has_figures && rows.iter().take(at).any(|other| is_same(table, other, row)) {
                found.findings.push(figures::twice_told(name, &field.label, &called(at, row)));
            }
        }
        let counted: Vec<bool> = judged.each.into_iter().map(roles::Role::counts).to_list();
        if counted.contains(&false) {
            found.counted.push((field.name.clone(), counted));
        }
    }
    found
}

/// Whether two rows say the same in all that is given.
fn is_same(table: &crate::template::Table, one: &Value, other: &Value) -> bool {
    let given = table.fields().filter(|column| column.formula().is_none());
    given.map(|column| &column.name).all(|name| one.get(name) == other.get(name))
}

/// Leaves the rows that count.
pub(super) fn keep(rows: Option<&mut Value>, counted: &[bool]) {
    let rows = rows.and_then(Value::as_array_mut).filter(|rows| rows.len() == counted.len());
    let mut counted = counted.iter();
    if let Some(rows) = rows {
        rows.retain(|_| counted.next().copied().unwrap_or(true));
    }
}

/// Leaves out the sums of tables that the document does not print: it does not add those rows up.
pub(super) fn leave_unprinted(template: &Template, filled: &mut Filled<'_>) {
    let mut sums: Vec<&str> = Vec::new();
    // What follows from a sum may stand before it.
    for _ in 0..2 {
        for field in &template.fields {
            let references = || field.formula().into_iter().flat_map(|formula| formula.references());
            let is_sum = references()
                .any(|reference| reference.of == Of::Sum || sums.iter().any(|sum| *sum == reference.name));
            if is_sum && !sums.contains(&field.name.as_str()) {
                sums.push(&field.name);
            }
        }
    }
    filled.document.visit_spans(&mut |span| {
        if let Span::Text { origin: Some(origin), .. } = span {
            sums.retain(|sum| *sum != origin.as_str());
        }
    });
    for sum in sums {
        filled.resolved.values.remove(sum);
    }
}
