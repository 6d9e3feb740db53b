//! Values ready to be printed.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::decimal;
use crate::diagnostic::value_at;
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::{Diagnostic, FieldPath, Severity};

/// Cleaned, completed and computed values, and everything that was found on the way.
///
/// `values` holds every declared field: a blank text, date or choice is `""`, a blank number `null`, a blank list or
/// table `[]`, a blank group an object of blanks. Dates are ISO 8601, whole or partial. A number given is a JSON number
/// (a string in plain decimal notation where JSON would lose digits); a computed one is such a string, unrounded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// The values.
    pub values: Map<String, Value>,
    /// All findings, in the order of the form.
    pub diagnostics: Vec<Diagnostic>,
    /// The total rows, by the path of their table: an object with the value of each column that has one.
    pub totals: Map<String, Value>,
}

impl Resolved {
    /// The value at a dotted path, list positions from 0: `chu_ky.0.ho_ten`.
    pub fn get(&self, path: &str) -> Option<&Value> {
        match path.split_once('.') {
            Some((first, rest)) => value_at(self.values.get(first)?, rest),
            None => self.values.get(path),
        }
    }

    /// The text at a path; `""` when there is none.
    pub fn text(&self, path: &str) -> &str {
        self.get(path).and_then(Value::as_str).unwrap_or("")
    }

    /// Nothing is given at this path, see [`Resolved`].
    pub fn is_blank(&self, path: &str) -> bool {
        self.get(path).is_none_or(crate::template::field::is_blank)
    }

    /// The lines at a path: the items of a list of texts, or the lines of a text. Blank ones are left out.
    pub fn lines(&self, path: &str) -> Vec<&str> {
        self.pieces(path).into_iter().map(|(_, text)| text).to_list()
    }

    /// The lines at a path, each with the path of the value it came from.
    pub fn pieces(&self, path: &str) -> Vec<(FieldPath, &str)> {
        let lines = |path: FieldPath, text| {
            let lines = str::lines(text).filter(|line| !line.trim().is_empty());
            lines.map(|line| (path.clone(), line)).to_list()
        };
        match self.get(path) {
            Some(Value::String(text)) => lines(FieldPath::from(path), text),
            Some(Value::Array(items)) => items
                .iter()
                .enumerate()
                .filter_map(|(at, item)| Some((FieldPath::from(path).join(at), item.as_str()?)))
                .flat_map(|(path, text)| lines(path, text))
                .to_list(),
            _ => Vec::new(),
        }
    }

    /// Every text with its path, but those of cited documents, whose words are not the writer's.
    pub fn texts(&self) -> Vec<(FieldPath, &str)> {
        fn gather<'v>(path: &FieldPath, value: &'v Value, texts: &mut Vec<(FieldPath, &'v str)>) {
            match value {
                Value::String(text) => texts.push((path.clone(), text)),
                Value::Array(items) => {
                    for (at, item) in items.iter().enumerate() {
                        gather(&path.join(at), item, texts);
                    }
                }
                Value::Object(fields) if fields.contains_key("nguyen_van") => {}
                Value::Object(fields) => {
                    for (name, value) in fields {
                        gather(&path.join(name), value, texts);
                    }
                }
                _ => {}
            }
        }
        let mut texts = Vec::new();
        for (name, value) in &self.values {
            gather(&FieldPath::from(name.as_str()), value, &mut texts);
        }
        texts
    }

    /// Whether a flag is set.
    pub fn flag(&self, path: &str) -> bool {
        self.get(path).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The number at a path; `None` when blank.
    pub fn number(&self, path: &str) -> Option<Decimal> {
        self.get(path).and_then(decimal)
    }

    /// The date at a path; [`PartialDate::None`] when blank.
    pub fn date(&self, path: &str) -> PartialDate {
        self.text(path).parse().unwrap_or_default()
    }

    /// The items of a list, table or signature; empty when blank.
    pub fn list(&self, path: &str) -> &[Value] {
        self.get(path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The number of a column in the total row of the table at `path`; `None` when that cell is blank.
    pub fn total(&self, path: &str, column: &str) -> Option<Decimal> {
        self.totals.get(path)?.get(column).and_then(decimal)
    }

    /// Whether a finding says that the document is not fit to be sent.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// The number in a resolved value: a JSON number or a text in plain decimal notation.
pub(crate) fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => decimal::decimal(&number.to_string()),
        Value::String(text) => Decimal::from_str(text).ok(),
        _ => None,
    }
}

/// A number given, as JSON: a JSON number where that keeps every digit, else a text in plain decimal notation.
pub(crate) fn number_value(number: Decimal) -> Value {
    let number = number.normalize();
    let text = number.to_string();
    if let Ok(integer) = text.parse::<i64>() {
        return Value::from(integer);
    }
    // The parser of JSON is there anyway; that of the standard library brings tables of its own.
    match serde_json::from_str(&text) {
        Ok(value) if decimal(&value) == Some(number) => value,
        _ => Value::String(text),
    }
}

/// A computed number, as JSON.
pub(super) fn computed_value(number: Decimal) -> Value {
    Value::String(number.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_every_digit() {
        for text in ["0", "-12", "0.1", "1234.5", "12345678901234567.891", "79228162514264337593543950335"] {
            let number = Decimal::from_str(text).unwrap();
            assert_eq!(decimal(&number_value(number)), Some(number), "{text}");
            assert_eq!(decimal(&computed_value(number)), Some(number), "{text}");
        }
        assert!(number_value(Decimal::from_str("85.5").unwrap()).is_number());
    }
}
