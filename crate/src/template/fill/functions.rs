//! The functions a template may call: `{{ngay_thang ngay}}`, `{{#if (eq ky "quy")}}`.

use std::cmp::Ordering;

use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, ScopedJson};
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use super::show::plain;
use crate::template::field::is_blank;
use crate::template::resolve::resolved::decimal;
use crate::vietnamese::citation::{CitedDocument, Joining};
use crate::vietnamese::words::{Region, decimal_in_words, money_in_words};
use crate::vietnamese::{PartialDate, number, text};

/// What a parameter has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// A field of any kind, or anything computed.
    Any,
    /// Something that prints as text.
    Text,
    /// A number, or the position in a loop.
    Number,
    /// A date field.
    Date,
    /// A list of things that print as text.
    List,
    /// A cited document.
    VienDan,
    /// A text written in the template.
    Literal,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// Text made from a value: literal, with the origin of its first field.
    Text,
    /// A number the template itself made: plain text of the template.
    Machine,
    /// Yes or no, for conditions.
    Answer,
}

/// A function.
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) parameters: &'static [Expect],
    /// How many of them may be left out.
    pub(super) optional: usize,
    /// The last parameter may be repeated.
    pub(super) repeats: bool,
    /// A named argument it takes.
    pub(super) named: Option<&'static str>,
    pub(super) gives: Gives,
    run: fn(&Arguments<'_, '_>) -> Value,
}

use Expect::{Any, Date, List, Literal, Number, Text, VienDan};

const fn function(
    name: &'static str,
    parameters: &'static [Expect],
    gives: Gives,
    run: fn(&Arguments<'_, '_>) -> Value,
) -> Function {
    Function { name, parameters, optional: 0, repeats: false, named: None, gives, run }
}

/// Everything a template may call in an expression.
pub(super) const FUNCTIONS: &[Function] = &[
    function("ngay_thang", &[Date], Gives::Text, |a| a.date(PartialDate::in_words_line)),
    function("ngay_so", &[Date], Gives::Text, |a| a.date(PartialDate::slashed)),
    function("thang_nam", &[Date], Gives::Text, |a| a.date(PartialDate::month_year)),
    function("nam", &[Date], Gives::Text, |a| {
        a.date(|date| date.year().map(|year| year.to_string()).unwrap_or_default())
    }),
    function("so2", &[Number], Gives::Text, |a| {
        let padded = a.integer(0).filter(|number| (0..100).contains(number)).map(number::pad2);
        Value::String(padded.unwrap_or_else(|| a.figures(0, None)))
    }),
    Function {
        optional: 1,
        ..function("so", &[Number, Literal], Gives::Text, |a| {
            let decimals = a.integer(1).and_then(|digits| u32::try_from(digits).ok());
            Value::String(a.figures(0, decimals))
        })
    },
    function("bang_chu", &[Number], Gives::Text, |a| a.number(|n| decimal_in_words(n, Region::North))),
    function("tien_chu", &[Number], Gives::Text, |a| a.number(|n| money_in_words(n, Region::North))),
    Function {
        optional: 2,
        ..function("noi", &[List, Literal, Literal], Gives::Text, |a| Value::String(join(a)))
    },
    Function {
        named: Some("noi"),
        ..function("vien_dan", &[VienDan], Gives::Text, |a| {
            let joining = match a.helper.hash_get("noi").map(|word| word.value()) {
                Some(Value::String(word)) if word == "về việc" => Joining::VeViec,
                _ => Joining::Ve,
            };
            Value::String(CitedDocument::from_value(a.value(0)).full(joining))
        })
    },
    function("vien_dan_tat", &[VienDan], Gives::Text, |a| {
        Value::String(CitedDocument::from_value(a.value(0)).short())
    }),
    function("thuong_dau", &[Text], Gives::Text, |a| a.text(text::lower_first)),
    function("hoa_dau", &[Text], Gives::Text, |a| a.text(text::upper_first)),
    function("hoa", &[Text], Gives::Text, |a| a.text(text::upper)),
    function("stt", &[Number], Gives::Machine, |a| {
        a.integer(0).map_or(Value::Null, |at| Value::from(at + 1))
    }),
    function("la_ma", &[Number], Gives::Machine, |a| a.label(number::roman)),
    function("chu_cai", &[Number], Gives::Machine, |a| a.label(number::letter)),
    function("co", &[Any], Gives::Answer, |a| Value::Bool(!is_blank(a.value(0)))),
    function("not", &[Any], Gives::Answer, |a| Value::Bool(is_blank(a.value(0)))),
    Function {
        repeats: true,
        ..function("and", &[Any], Gives::Answer, |a| Value::Bool(a.answers().all(|yes| yes)))
    },
    Function {
        repeats: true,
        ..function("or", &[Any], Gives::Answer, |a| Value::Bool(a.answers().any(|yes| yes)))
    },
    function("eq", &[Any, Any], Gives::Answer, |a| Value::Bool(equal(a.value(0), a.value(1)))),
    function("ne", &[Any, Any], Gives::Answer, |a| Value::Bool(!equal(a.value(0), a.value(1)))),
    function("gt", &[Any, Any], Gives::Answer, |a| a.compare(Ordering::Greater)),
    function("lt", &[Any, Any], Gives::Answer, |a| a.compare(Ordering::Less)),
];

/// The function of that name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// What a function is called with.
struct Arguments<'h, 'rc> {
    helper: &'h Helper<'rc>,
}

impl Arguments<'_, '_> {
    fn value(&self, at: usize) -> &Value {
        self.helper.param(at).map_or(&Value::Null, |param| param.value())
    }

    fn date(&self, print: fn(PartialDate) -> String) -> Value {
        Value::String(print(self.value(0).as_str().unwrap_or("").parse().unwrap_or_default()))
    }

    fn integer(&self, at: usize) -> Option<i64> {
        decimal(self.value(at)).filter(|number| number.fract().is_zero()).and_then(|number| number.to_i64())
    }

    fn number(&self, print: fn(rust_decimal::Decimal) -> String) -> Value {
        Value::String(decimal(self.value(0)).map_or_else(|| plain(self.value(0)), print))
    }

    fn figures(&self, at: usize, decimals: Option<u32>) -> String {
        let value = self.value(at);
        decimal(value).map_or_else(|| plain(value), |value| number::format(value, decimals))
    }

    fn text(&self, change: fn(&str) -> String) -> Value {
        Value::String(change(&plain(self.value(0))))
    }

    fn label(&self, label: fn(u32) -> Option<String>) -> Value {
        let number = self.integer(0).and_then(|number| u32::try_from(number).ok());
        Value::String(number.and_then(label).unwrap_or_default())
    }

    fn answers(&self) -> impl Iterator<Item = bool> {
        self.helper.params().iter().map(|param| !is_blank(param.value()))
    }

    fn compare(&self, wanted: Ordering) -> Value {
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

fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(_), _) | (_, Value::Number(_)) => {
            decimal(left).zip(decimal(right)).is_some_and(|(left, right)| left == right)
        }
        _ => left == right || (is_blank(left) && is_blank(right)),
    }
}

fn join(arguments: &Arguments<'_, '_>) -> String {
    let items: Vec<&str> = arguments
        .value(0)
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let between = arguments.value(1).as_str().unwrap_or(", ");
    let last = arguments.value(2).as_str().unwrap_or(between);
    match items.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{}{last}{end}", rest.join(between)),
        Some((only, _)) => (*only).to_owned(),
        None => String::new(),
    }
}

impl HelperDef for &'static Function {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived((self.run)(&Arguments { helper })))
    }
}
