//! What may be made of a value before it prints: a closed list.

use crate::decimal;
use crate::joined::Joined;
use crate::to_list::ToList;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::vietnamese::words::{Region, decimal_in_words, money_in_words};
use crate::vietnamese::{PartialDate, number, text};

/// What is made of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    Upper,
    Lower,
    UpperFirst,
    Trim,
    Default,
    Join,
    Length,
    First,
    Last,
    Round,
    Number,
    Words,
    Money,
    Date,
    DateInWords,
    /// The value as it is: what asks other programs for markup, or against it, means nothing here.
    Same,
}

/// Names of filters: those of this program, and those people know from Jinja.
const NAMES: [(&str, Filter); 24] = [
    ("hoa", Filter::Upper),
    ("upper", Filter::Upper),
    ("thuong", Filter::Lower),
    ("lower", Filter::Lower),
    ("hoa_dau", Filter::UpperFirst),
    ("capitalize", Filter::UpperFirst),
    ("trim", Filter::Trim),
    ("mac_dinh", Filter::Default),
    ("default", Filter::Default),
    ("noi", Filter::Join),
    ("join", Filter::Join),
    ("dem", Filter::Length),
    ("length", Filter::Length),
    ("count", Filter::Length),
    ("first", Filter::First),
    ("last", Filter::Last),
    ("round", Filter::Round),
    ("so", Filter::Number),
    ("bang_chu", Filter::Words),
    ("tien_bang_chu", Filter::Money),
    ("ngay", Filter::Date),
    ("e", Filter::Same),
    ("escape", Filter::Same),
    ("safe", Filter::Same),
];

impl Filter {
    pub(super) fn find(name: &str) -> Option<Filter> {
        if name == "ngay_thang_nam" {
            return Some(Filter::DateInWords);
        }
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, filter)| *filter)
    }

    /// The names there are, for somebody who wrote another.
    pub(super) fn known() -> String {
        NAMES.iter().map(|(name, _)| *name).chain(["ngay_thang_nam"]).joined(", ")
    }

    /// It needs no value to give one.
    pub(super) fn fills_in(self) -> bool {
        self == Filter::Default
    }

    /// What it makes of a value; the value itself where it can make nothing of it.
    pub(super) fn of(self, value: &Value, given: &[Value]) -> Value {
        match self {
            Filter::Upper => in_text(value, text::upper),
            Filter::Lower => in_text(value, crate::unicode::lower),
            Filter::UpperFirst => in_text(value, text::upper_first),
            Filter::Trim => in_text(value, |text| text.trim().to_owned()),
            Filter::Default => match (value, given.first()) {
                (Value::Null, Some(given)) => given.clone(),
                (Value::String(text), Some(given)) if text.is_empty() => given.clone(),
                _ => value.clone(),
            },
            Filter::Join => {
                let Value::Array(items) = value else { return value.clone() };
                let between = given.first().and_then(Value::as_str).unwrap_or(", ");
                let texts: Vec<String> = items.iter().filter_map(plain).to_list();
                Value::String(texts.join(between))
            }
            Filter::Length => match value {
                Value::Array(items) => Value::from(items.len()),
                Value::Object(fields) => Value::from(fields.len()),
                Value::String(text) => Value::from(text.chars().count()),
                _ => value.clone(),
            },
            Filter::First | Filter::Last => {
                let Value::Array(items) = value else { return value.clone() };
                let item = if self == Filter::First { items.first() } else { items.last() };
                item.cloned().unwrap_or(Value::Null)
            }
            Filter::Round => {
                let digits = given.first().and_then(decimal).and_then(|digits| u32::try_from(digits).ok());
                in_number(value, |number| number.round_dp(digits.unwrap_or(0)).to_string())
            }
            Filter::Number => {
                let digits = given.first().and_then(decimal).and_then(|digits| u32::try_from(digits).ok());
                in_number(value, |amount| number::format(amount, digits))
            }
            Filter::Words => in_number(value, |number| decimal_in_words(number, Region::North)),
            Filter::Money => in_number(value, |number| money_in_words(number, Region::North)),
            Filter::Same => value.clone(),
            Filter::Date => in_date(value, PartialDate::slashed),
            Filter::DateInWords => in_date(value, PartialDate::in_words),
        }
    }
}

fn in_text(value: &Value, make: impl Fn(&str) -> String) -> Value {
    plain(value).map_or_else(|| value.clone(), |text| Value::String(make(&text)))
}

fn in_number(value: &Value, make: impl Fn(Decimal) -> String) -> Value {
    decimal(value).map_or_else(|| value.clone(), |number| Value::String(make(number)))
}

fn in_date(value: &Value, make: impl Fn(PartialDate) -> String) -> Value {
    let date = value.as_str().and_then(|text| text.parse::<PartialDate>().ok());
    date.map_or_else(|| value.clone(), |date| Value::String(make(date)))
}

/// A value as it prints; none for lists, groups and what is not there.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(answer) => Some(answer.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A number, also one given as a text.
pub(super) fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => decimal::decimal(&number.to_string()),
        Value::String(text) => {
            let text = text.trim();
            text.parse().ok().or_else(|| number::parse(text).ok())
        }
        _ => None,
    }
}
