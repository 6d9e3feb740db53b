//! How a value prints when a template names its field.

use serde_json::Value;

use crate::Align;
use crate::template::field::{Column, Field, Kind, is_blank};
use crate::template::resolve::resolved::decimal;
use crate::to_list::ToList;
use crate::vietnamese::citation::CitedDocument;
use crate::vietnamese::{PartialDate, number};

/// A computed number that says nothing about its digits prints at most this many behind the comma.
const COMPUTED_DECIMALS: u32 = 2;

/// How to print a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Show {
    Text,
    Body,
    Date,
    Number {
        decimals: Option<u32>,
        computed: bool,
    },
    Choice(Vec<(String, String)>),
    Flag,
    VienDan,
    List(Box<Show>),
    Table(Vec<ShowColumn>, String),
    /// Not printable as a whole.
    Nothing,
    /// Made by the template itself: markup, without origin.
    Machine,
}

/// A column of a table that prints itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ShowColumn {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) show: Show,
    pub(super) required: bool,
    pub(super) width: u16,
    pub(super) align: Align,
}

impl Show {
    /// How a field prints.
    pub(super) fn of(field: &Field) -> Show {
        match &field.kind {
            Kind::Line | Kind::Text => Show::Text,
            Kind::Body => Show::Body,
            Kind::Date(_) => Show::Date,
            Kind::Number(numeric) | Kind::Money(numeric) => {
                Show::Number { decimals: numeric.decimals, computed: numeric.formula.is_some() }
            }
            Kind::Choice(choices) => {
                Show::Choice(choices.iter().map(|c| (c.value.clone(), c.label.clone())).to_list())
            }
            Kind::Flag => Show::Flag,
            Kind::VienDan(_) => Show::VienDan,
            Kind::List(item) => match Show::of(item) {
                Show::Nothing => Show::Nothing,
                item => Show::List(Box::new(item)),
            },
            Kind::Table(table) => {
                Show::Table(table.columns.iter().map(ShowColumn::of).to_list(), table.total_label.clone())
            }
            Kind::Group(_) | Kind::Signature(_) => Show::Nothing,
        }
    }

    /// The text of a value; empty when it is blank.
    pub(super) fn text(&self, value: &Value) -> String {
        match self {
            Show::Text | Show::Body | Show::Machine => plain(value),
            Show::Date => value.as_str().unwrap_or("").parse::<PartialDate>().unwrap_or_default().slashed(),
            Show::Number { decimals, computed } => match decimal(value) {
                Some(number) if decimals.is_none() && *computed => {
                    number::format(crate::template::formula::round(number, COMPUTED_DECIMALS), None)
                }
                Some(number) => number::format(number, *decimals),
                None => plain(value),
            },
            Show::Choice(labels) => {
                let value = value.as_str().unwrap_or("");
                // The label of the empty value is what the form says when nothing is chosen.
                let label = labels.iter().find(|(stored, _)| !stored.is_empty() && stored == value);
                label.map(|(_, label)| label.clone()).unwrap_or_default()
            }
            Show::VienDan => CitedDocument::from_value(value).full(),
            Show::List(_) => self.items(value).join(", "),
            Show::Flag | Show::Nothing | Show::Table(..) => String::new(),
        }
    }

    /// The texts of the items of a list, blank ones left out.
    pub(super) fn items(&self, value: &Value) -> Vec<String> {
        let Show::List(item) = self else { return vec![self.text(value)] };
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        items.iter().filter(|value| !is_blank(value)).map(|value| item.text(value)).to_list()
    }
}

impl ShowColumn {
    fn of(column: &Column) -> ShowColumn {
        ShowColumn {
            name: column.field.name.clone(),
            label: column.field.label.clone(),
            show: Show::of(&column.field),
            required: column.field.required,
            width: column.width,
            align: column.align,
        }
    }
}

/// A text or number as it is.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
