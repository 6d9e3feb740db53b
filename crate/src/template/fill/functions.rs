//! What the functions of [`super::calls`] work with.

use std::cmp::Ordering;

use handlebars::Helper;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use super::show::plain;
use super::writing::Printing;
use crate::template::field::is_blank;
use crate::template::resolve::resolved::decimal;
use crate::to_list::ToList;
use crate::vietnamese::{PartialDate, number};

/// What a function is called with.
pub(super) struct Arguments<'h, 'rc> {
    pub(super) helper: &'h Helper<'rc>,
    pub(super) printing: &'h Printing,
}

impl Arguments<'_, '_> {
    pub(super) fn value(&self, at: usize) -> &Value {
        self.helper.param(at).map_or(&Value::Null, |param| param.value())
    }

    pub(super) fn date(&self, print: fn(PartialDate) -> String) -> Value {
        Value::String(print(self.value(0).as_str().unwrap_or("").parse().unwrap_or_default()))
    }

    pub(super) fn integer(&self, at: usize) -> Option<i64> {
        decimal(self.value(at)).filter(|number| number.fract().is_zero()).and_then(|number| number.to_i64())
    }

    pub(super) fn number(&self, print: fn(rust_decimal::Decimal) -> String) -> Value {
        Value::String(decimal(self.value(0)).map_or_else(|| plain(self.value(0)), print))
    }

    pub(super) fn figures(&self, at: usize, decimals: Option<u32>) -> String {
        let value = self.value(at);
        decimal(value).map_or_else(|| plain(value), |value| number::format(value, decimals))
    }

    pub(super) fn text(&self, change: fn(&str) -> String) -> Value {
        Value::String(change(&plain(self.value(0))))
    }

    pub(super) fn label(&self, label: fn(u32) -> Option<String>) -> Value {
        let number = self.integer(0).and_then(|number| u32::try_from(number).ok());
        Value::String(number.and_then(label).unwrap_or_default())
    }

    pub(super) fn answers(&self) -> impl Iterator<Item = bool> {
        self.helper.params().iter().map(|param| !is_blank(param.value()))
    }

    pub(super) fn compare(&self, wanted: Ordering) -> Value {
        let (left, right) = (self.value(0), self.value(1));
        let order = match (decimal(left), decimal(right)) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            // ISO dates, the only texts worth comparing, sort as text.
            _ if is_blank(left) || is_blank(right) => None,
            _ => left.as_str().zip(right.as_str()).map(|(left, right)| left.cmp(right)),
        };
        Value::Bool(order == Some(wanted))
    }
}

pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(_), _) | (_, Value::Number(_)) => {
            decimal(left).zip(decimal(right)).is_some_and(|(left, right)| left == right)
        }
        _ => left == right || (is_blank(left) && is_blank(right)),
    }
}

pub(super) fn join(arguments: &Arguments<'_, '_>) -> String {
    let items: Vec<&str> = arguments
        .value(0)
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(Value::as_str)
        .to_list();
    let between = arguments.value(1).as_str().unwrap_or(", ");
    let last = arguments.value(2).as_str().unwrap_or(between);
    match items.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{}{last}{end}", rest.join(between)),
        Some((only, _)) => (*only).to_owned(),
        None => String::new(),
    }
}
