//! The starter spreadsheet of every template holds its first sample: what a flat sheet cannot hold is listed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use serde_json::Value;
use thethuc::library;
use thethuc::sheet::flat::{Flat, value_at};
use thethuc::sheet::starter::{columns, starter};
use thethuc::vietnamese::text::fold;

/// Fields of samples that no column holds, by template and path.
const NOT_HELD: &[(&str, &str)] = &[];

/// The paths of a value that hold something.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    let join = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(value, &join(name), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| leaves(value, &join(&at.to_string()), found));
        }
        Value::Null | Value::Bool(false) => {}
        Value::String(text) if text.trim().is_empty() => {}
        _ => found.push(path.to_owned()),
    }
}

/// Whether the path is that of a column, or of an item in its cell.
fn in_column(path: &str, column: &Flat<'_>) -> bool {
    path == column.path || path.strip_prefix(&column.path).is_some_and(|rest| rest.starts_with('.'))
}

#[test]
fn every_value_of_the_first_sample_has_a_column() {
    let mut missing = Vec::new();
    for id in library::ids() {
        let template = library::get(id).unwrap();
        let form = columns(&template);
        let sample = &template.samples()[0].values;
        let mut paths = Vec::new();
        leaves(sample, "", &mut paths);
        for path in paths.iter().filter(|path| *path != "phien_ban") {
            let flat = form.columns.iter().any(|column| in_column(path, column));
            let in_table = form.tables.iter().any(|table| {
                let inner = path.strip_prefix(&table.path).and_then(|rest| rest.strip_prefix('.'));
                let inner = inner.and_then(|rest| rest.split_once('.')).map(|(_, column)| column);
                inner.is_some_and(|inner| table.columns.iter().any(|column| in_column(inner, column)))
            });
            if !flat && !in_table && !NOT_HELD.contains(&(id, path.as_str())) {
                missing.push(format!("{id}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "no column holds\n{}", missing.join("\n"));
}

#[test]
fn labels_differ_on_each_sheet_and_cells_say_what_the_sample_says() {
    for id in library::ids() {
        let template = library::get(id).unwrap();
        let form = columns(&template);
        let sample = &template.samples()[0].values;
        let sheets = [&form.columns].into_iter().chain(form.tables.iter().map(|table| &table.columns));
        for columns in sheets {
            let mut labels: Vec<String> = columns.iter().map(|column| fold(&column.label)).collect();
            let count = labels.len();
            labels.sort();
            labels.dedup();
            assert_eq!(labels.len(), count, "{id}: two columns of one name");
        }
        for column in &form.columns {
            assert!(!column.computed, "{id}: {} is computed", column.path);
            let Some(Value::String(text)) = value_at(sample, &column.path) else { continue };
            if matches!(column.field.kind.name(), "line" | "text" | "body") {
                assert_eq!(column.cell(&Value::String(text.clone())).text(), text, "{id}: {}", column.path);
            }
        }
    }
}

#[test]
fn the_same_template_gives_the_same_bytes() {
    for id in library::ids() {
        let template = library::get(id).unwrap();
        assert_eq!(starter(&template), starter(&template), "{id}");
    }
}
