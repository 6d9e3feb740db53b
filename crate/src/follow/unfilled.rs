//! Report forms that come back as they were sent.

use serde_json::Value;

use super::documents::followed;
use super::marks::{NOTHING, rows_of};
use crate::sheet::flat::{self, FlatTable};
use crate::template::Follow;
use crate::vietnamese::natures::{Nature, nature};
use crate::{Template, markup};

/// Whether a form holds nothing but what the office that gave the tasks put into it: no result, no figure of the period, no
/// text, and not that there is nothing to report.
pub(super) fn is_unfilled(template: &Template, values: &Value) -> bool {
    let Some(follow) = followed(template, "") else { return false };
    let form = flat::form(template, &[]);
    let is_table = |name: &str| form.tables.iter().any(|table| table.path == name);
    let by_unit = template.fields.iter().filter(|field| {
        !field.shared
            && field.default.is_none()
            && !is_table(&field.name)
            && follow.fields().all(|name| name != field.name)
    });
    let nothing = values.get(NOTHING) != Some(&Value::Bool(true));
    nothing
        && by_unit.map(|field| values.get(&field.name)).all(|value| value.is_none_or(is_blank))
        && form.tables.iter().all(|table| is_blank_table(table, follow, values))
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => markup::parse(text).blocks.is_empty() || text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

/// No cell of a table is filled that is for the unit to fill.
fn is_blank_table(table: &FlatTable<'_>, follow: &Follow, values: &Value) -> bool {
    let given = follow.columns(&table.path);
    let counts =
        |label: &str| matches!(nature(label), Some(Nature::Arising | Nature::Cumulative | Nature::AtMoment));
    let has_figures = table.columns.iter().any(|column| counts(&column.label));
    let own = table.columns.iter().filter(|column| match &given {
        _ if column.computed => false,
        Some(given) => !given.contains(&column.path.as_str()),
        // What is counted and the plan may come with the form.
        None => !has_figures || counts(&column.label),
    });
    own.into_iter()
        .all(|column| rows_of(values, &table.path).all(|row| row.get(&column.path).is_none_or(is_blank)))
}
