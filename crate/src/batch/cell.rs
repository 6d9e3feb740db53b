//! What a cell means to a field.

use crate::to_list::ToList;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::sheet::{Cell, Content};
use crate::template::{Field, Kind, number_value};
use crate::vietnamese::grouping::{self, Habit, Reading};
use crate::vietnamese::lists;
use crate::vietnamese::number::NumberError;

/// The value a cell gives a field, in a column that writes figures so. What the field cannot take stays as it is shown:
/// filling says what is wrong with it.
pub(super) fn value(cell: Cell<'_>, field: &Field, habit: Habit) -> Value {
    let shown = cell.shown.trim();
    match (&field.kind, cell.content) {
        (Kind::Number(_) | Kind::Money(_), Content::Number(plain)) => {
            Decimal::from_str(plain).map_or_else(|_| Value::from(shown), number_value)
        }
        (Kind::Number(_) | Kind::Money(_), Content::Text) => match figure(shown, field, habit) {
            Some(Ok(Reading::Number(number) | Reading::Thousands(number) | Reading::Spaced(number))) => {
                number_value(number)
            }
            _ => Value::from(parted(shown).0),
        },
        (Kind::Date(_), Content::Text) => Value::from(without_time(shown)),
        (Kind::Date(_), Content::Date(iso)) => Value::from(iso.split('T').next().unwrap_or(iso)),
        (Kind::Flag, Content::Flag(flag)) => Value::Bool(flag),
        (Kind::Flag, _) => flag(shown),
        (Kind::List(item), _) => Value::Array(items(shown).map(|text| one(text, item)).to_list()),
        (Kind::VienDan(_), _) => Value::from(shown),
        _ => Value::from(shown),
    }
}

/// What a text in a column of figures means to a field for numbers; none for other fields.
pub(super) fn figure(shown: &str, field: &Field, habit: Habit) -> Option<Result<Reading, NumberError>> {
    let numeric = field.kind.numeric()?;
    let (figures, unit) = parted(shown);
    let whole = grouping::is_dong(unit) || grouping::is_dong(&numeric.unit);
    Some(grouping::read(figures, habit, numeric.decimals.or(whole.then_some(0))))
}

/// How a column writes the figures in these texts.
pub(super) fn habit<'t>(texts: impl Iterator<Item = &'t str>) -> Habit {
    Habit::of(texts.map(|text| parted(text.trim()).0))
}

/// A number in a text, and the unit that a cell with a number in it would only show.
fn parted(shown: &str) -> (&str, &str) {
    let end = shown.rfind(|last: char| last.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, unit) = shown.split_at_checked(end).unwrap_or((shown, ""));
    if !number.is_empty() && (unit.trim() == "%" || grouping::is_dong(unit)) {
        (number, unit)
    } else {
        (shown, "")
    }
}

/// A day in a text, without the time that some programs write behind every day.
fn without_time(shown: &str) -> &str {
    match shown.split_once([' ', 'T']) {
        Some((day, time))
            if day.contains(['/', '-', '.'])
                && time.contains(':')
                && time.chars().all(|one| one.is_ascii_digit() || ":.".contains(one)) =>
        {
            day
        }
        _ => shown,
    }
}

/// An item of a list from a text of its own.
fn one(text: &str, item: &Field) -> Value {
    if item.kind == Kind::Flag { flag(text) } else { Value::from(text) }
}

/// A cell holds an item a line, or several with semicolons between them.
fn items(shown: &str) -> impl Iterator<Item = &str> {
    let by_line = shown.contains('\n');
    let parts = shown.split(if by_line { '\n' } else { ';' });
    parts
        .map(|part| part.trim().trim_start_matches("- ").trim_end_matches(';').trim())
        .filter(|part| part.contains(char::is_alphanumeric))
}

/// What people write for yes and no; other words stay, to be told.
fn flag(shown: &str) -> Value {
    if shown.is_empty() {
        return Value::Bool(false);
    }
    lists::answer(shown).map_or_else(|| Value::from(shown), Value::Bool)
}

/// Puts a value where a path leads; positions make lists, names make records. What stands in the way goes.
pub(super) fn put(values: &mut Value, path: &str, value: Value) {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let place = match step.parse::<usize>() {
        Ok(at) => {
            if !values.is_array() {
                *values = Value::Array(Vec::new());
            }
            let Value::Array(items) = values else { return };
            while items.len() <= at {
                items.push(Value::Object(Map::new()));
            }
            items.get_mut(at)
        }
        Err(_) => {
            if !values.is_object() {
                *values = Value::Object(Map::new());
            }
            let Value::Object(fields) = values else { return };
            Some(fields.entry(step).or_insert(Value::Null))
        }
    };
    match (place, rest) {
        (Some(place), Some(rest)) => put(place, rest, value),
        (Some(place), None) => *place = value,
        (None, _) => {}
    }
}

/// Lays values over others, record by record; lists are taken whole.
pub(super) fn overlay(under: &mut Value, over: &Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (name, value) in over {
                overlay(under.entry(name.as_str()).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over.clone(),
    }
}
