//! Two files of one unit: what they say otherwise.

use rust_decimal::Decimal;
use serde_json::Value;

use super::sums::{label_column, rows};
use crate::Template;
use crate::sheet::flat::{self, Flat, FlatTable, STEP, value_at};
use crate::template::decimal;
use crate::to_list::ToList;
use crate::vietnamese::number::format;
use crate::vietnamese::text::fold;

/// How the values of two files differ.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Nowhere.
    None,
    /// Not in their figures.
    Words,
    /// In these figures, each with its place and what the files say.
    Figures(Vec<String>),
}

/// What the second says otherwise than the first.
pub(super) fn difference(template: &Template, first: &Value, second: &Value) -> Difference {
    if first == second {
        return Difference::None;
    }
    let form = flat::form(template, &[first, second]);
    let mut found = Vec::new();
    for column in form.columns.iter().filter(|column| is_given(column)) {
        compare(&column.label, column, Some(first), Some(second), &mut found);
    }
    for table in &form.tables {
        in_table(table, first, second, &mut found);
    }
    if found.is_empty() { Difference::Words } else { Difference::Figures(found) }
}

fn is_given(column: &Flat<'_>) -> bool {
    column.field.kind.numeric().is_some() && !column.computed
}

/// Rows are compared by their labels, and by their place where they have none.
fn in_table(table: &FlatTable<'_>, first: &Value, second: &Value, found: &mut Vec<String>) {
    let named = label_column(table);
    let label = |row: &Value| {
        let label = named.and_then(|named| value_at(row, &named.path)).and_then(Value::as_str);
        label.unwrap_or_default().trim().to_owned()
    };
    let ours: Vec<&Value> = rows(first, &table.path).to_list();
    let mut theirs: Vec<Option<&Value>> = rows(second, &table.path).map(Some).to_list();
    let place = |at: usize, label: &str| {
        let name = if label.is_empty() { format!("dòng {}", at + 1) } else { format!("«{label}»") };
        format!("{}{STEP}{name}", table.label)
    };
    let given = || table.columns.iter().filter(|column| is_given(column));
    for (at, row) in ours.iter().enumerate() {
        let own = label(row);
        let same = |other: &&mut Option<&Value>| other.is_some_and(|other| fold(&label(other)) == fold(&own));
        let twin = theirs.iter_mut().find(same).and_then(Option::take);
        for column in given() {
            let place = format!("{}{STEP}{}", place(at, &own), column.label);
            compare(&place, column, Some(row), twin, found);
        }
    }
    for (at, row) in theirs.iter().enumerate().filter_map(|(at, row)| Some((at, (*row)?))) {
        for column in given() {
            let place = format!("{}{STEP}{}", place(at, &label(row)), column.label);
            compare(&place, column, None, Some(row), found);
        }
    }
}

fn compare(
    place: &str,
    column: &Flat<'_>,
    first: Option<&Value>,
    second: Option<&Value>,
    found: &mut Vec<String>,
) {
    let number =
        |values: Option<&Value>| values.and_then(|values| value_at(values, &column.path)).and_then(decimal);
    let shown =
        |number: Option<Decimal>| number.map_or_else(|| "trống".to_owned(), |number| format(number, None));
    let (first, second) = (number(first), number(second));
    if first != second {
        found.push(format!("{place}: {} và {}", shown(first), shown(second)));
    }
}
