//! The starter spreadsheet of every template holds its first sample: what a flat sheet cannot hold is listed.

use std::sync::Arc;

use serde_json::Value;
use thethuc::batch::{Batch, Matching};
use thethuc::sheet::flat::{Flat, Held, value_at};
use thethuc::sheet::starter::{KEY, MAIN_SHEET, columns, starter};
use thethuc::sheet::{Content, Sheet, SheetBuilder, table};
use thethuc::vietnamese::text::fold;
use thethuc::{Template, fill, library};

use crate::documents::today;

/// Fields of samples that no column holds, by template and path.
const NOT_HELD: &[(&str, &str)] = &[];

/// Templates whose example row does not make the sample's document: what a flat sheet cannot hold.
const DIFFERENT: &[&str] = &[];

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

/// The sheets of the starter as they are read.
fn sheets(template: &Template) -> Vec<Sheet> {
    let form = columns(template);
    let sample = &template.samples()[0].values;
    let put = |builder: &mut SheetBuilder, column: usize, held: &Held| match held {
        Held::Blank => {}
        Held::Text(text) => builder.push(column, text, Content::Text),
        Held::Number(number) => builder.push(column, number, Content::Number(number)),
        Held::Date(day) => builder.push(column, day, Content::Date(day)),
    };
    let keyed = usize::from(!form.tables.is_empty());
    let mut main = SheetBuilder::new(MAIN_SHEET);
    let fill_row =
        |builder: &mut SheetBuilder, columns: &[Flat<'_>], keyed: usize, values: Option<&Value>| {
            if keyed == 1 {
                builder.push(0, if values.is_some() { "1" } else { KEY }, Content::Text);
            }
            for (at, column) in columns.iter().enumerate() {
                match values {
                    None => builder.push(at + keyed, &column.label, Content::Text),
                    Some(values) => {
                        if let Some(value) = value_at(values, &column.path) {
                            put(builder, at + keyed, &column.cell(value));
                        }
                    }
                }
            }
            builder.end_row();
        };
    fill_row(&mut main, &form.columns, keyed, None);
    fill_row(&mut main, &form.columns, keyed, Some(sample));
    let mut sheets = vec![main.finish()];
    for table in &form.tables {
        let mut builder = SheetBuilder::new(&table.label);
        fill_row(&mut builder, &table.columns, 1, None);
        for row in value_at(sample, &table.path).and_then(Value::as_array).into_iter().flatten() {
            fill_row(&mut builder, &table.columns, 1, Some(row));
        }
        sheets.push(builder.finish());
    }
    sheets
}

#[test]
fn the_columns_match_by_themselves_and_the_example_row_makes_the_samples_document() {
    let (mut unmatched, mut different) = (Vec::new(), Vec::new());
    for id in library::ids() {
        let template = library::get(id).unwrap();
        let form = columns(&template);
        let sheets = sheets(&template);
        let mut matching = Matching::propose(&template, &sheets[0], &table(&sheets[0]).unwrap());
        for column in &form.columns {
            let found = matching.columns.iter().find(|(label, _)| *label == column.label);
            if found.is_none_or(|(_, path)| *path != column.path) {
                unmatched.push(format!("{id}: {} is {:?}", column.path, found));
            }
        }
        matching.group_by.clear();
        let matching = matching.with_second(&template, &sheets);
        let batch = match Batch::new(Arc::clone(&template), Arc::new(sheets), matching, today()) {
            Ok(batch) => batch,
            Err(findings) => {
                different.push(format!("{id}: {}", findings[0]));
                continue;
            }
        };
        let sample = fill(&template, &template.samples()[0].values, today());
        let made = fill(&template, &batch.values(0), today());
        if made.html().body != sample.html().body && !DIFFERENT.contains(&id) {
            let (one, other) = (sample.html().body, made.html().body);
            let at = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
            let from = one.floor_char_boundary(at.saturating_sub(80));
            let cut = |text: &str| text.get(from..).unwrap_or("").chars().take(220).collect::<String>();
            different.push(format!("{id}:\n  {}\n  {}", cut(&one), cut(&other)));
        }
    }
    assert!(unmatched.is_empty(), "no match for\n{}", unmatched.join("\n"));
    assert!(different.is_empty(), "{}", different.join("\n"));
}
