//! The fields of a form and their kinds.

use rust_decimal::Decimal;
use serde_json::Value;

use super::formula::Formula;
use crate::Align;

/// A field of the form, or a sub-field, or the item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its key in the values: ASCII snake_case; empty for the item of a list.
    pub name: String,
    /// What the form calls it, in Vietnamese; never empty.
    pub label: String,
    /// The same in English, or empty.
    pub label_en: String,
    /// What it holds.
    pub kind: Kind,
    /// Leaving it blank is an error.
    pub required: bool,
    /// One sentence that helps to fill it in, or empty.
    pub help: String,
    /// The same in English, or empty.
    pub help_en: String,
    /// The section of the form it stands in, or empty.
    pub group: String,
    /// The same in English, or empty: the first field of a section that has it speaks for all.
    pub group_en: String,
    /// What it holds when nothing is given; a text may be Handlebars over earlier fields.
    pub default: Option<Value>,
    /// What an empty input shows in grey, or empty.
    pub placeholder: String,
    /// It comes from the shared fields of the form, not from the template.
    pub shared: bool,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Several lines of text, printed as typed.
    Text,
    /// A day, or with [`Partial`] a month or a year: `2026-04-05`, `2026-04`, `2026`.
    Date(Partial),
    /// A decimal number.
    Number(Numeric),
    /// An amount of money in whole đồng unless the unit says otherwise.
    Money(Numeric),
    /// One of several values.
    Choice(Vec<Choice>),
    /// Yes or no.
    Flag,
    /// Any number of items of one kind.
    List(Box<Field>),
    /// Named sub-fields.
    Group(Vec<Field>),
    /// Rows of typed columns.
    Table(Table),
    /// Text in the conventions of [`crate::markup`].
    Body,
    /// The signers, each with the sub-fields given here.
    Signature(Vec<Field>),
    /// A cited document with the sub-fields given here.
    VienDan(Vec<Field>),
}

/// What a date may leave out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Partial {
    /// Nothing: a sentence that counts from a day needs the day.
    #[default]
    No,
    /// The day, or day and month: what is known is printed, `tháng 6 năm 2026`.
    Known,
    /// The same, and what is left out is printed as gaps to be written in by hand, `ngày      tháng 6 năm 2026`, as
    /// beside the place of issue (Annex I, Part I, II.4).
    Blanks,
}

impl Partial {
    /// The word `template.toml` uses for it; none where nothing may be left out.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Partial::No => None,
            Partial::Known => Some("known"),
            Partial::Blanks => Some("blanks"),
        }
    }
}

/// What is particular to numbers and money.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numeric {
    /// The unit the form shows behind the input, or empty.
    pub unit: String,
    /// Digits after the comma when printed; as given when absent.
    pub decimals: Option<u32>,
    /// The value is computed and takes no input.
    pub formula: Option<Formula>,
    /// Smallest sensible value.
    pub min: Option<Decimal>,
    /// Largest sensible value.
    pub max: Option<Decimal>,
}

/// One value of a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown and printed.
    pub label: String,
    /// The same in English, or empty.
    pub label_en: String,
    /// The rule behind it, in one sentence, or empty.
    pub help: String,
    /// The same in English, or empty.
    pub help_en: String,
    /// The fields beside this one that are needed when it is chosen.
    pub needs: Vec<String>,
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// At least one.
    pub columns: Vec<Column>,
    /// The words that start the total row; empty when there is none.
    pub total_label: String,
    /// What the form calls one row, or empty.
    pub row_label: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name, label, kind.
    pub field: Field,
    /// Width in relation to the other columns, from 1.
    pub width: u16,
    /// How its cells are aligned.
    pub align: Align,
    /// `Some(true)`: summed in the total row; `Some(false)`: blank there; `None`: blank, unless the column is
    /// computed, then its formula is applied to the totals.
    pub total: Option<bool>,
}

impl Kind {
    /// The word `template.toml` uses for it.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Line => "line",
            Kind::Text => "text",
            Kind::Date(_) => "date",
            Kind::Number(_) => "number",
            Kind::Money(_) => "money",
            Kind::Choice(_) => "choice",
            Kind::Flag => "flag",
            Kind::List(_) => "list",
            Kind::Group(_) => "group",
            Kind::Table(_) => "table",
            Kind::Body => "body",
            Kind::Signature(_) => "signature",
            Kind::VienDan(_) => "vien_dan",
        }
    }

    /// Number or money, with what is particular to it.
    pub fn numeric(&self) -> Option<&Numeric> {
        match self {
            Kind::Number(numeric) | Kind::Money(numeric) => Some(numeric),
            _ => None,
        }
    }

    /// The sub-fields of one record of this kind: of the group, the cited document, one signer.
    pub fn record(&self) -> Option<&[Field]> {
        match self {
            Kind::Group(fields) | Kind::VienDan(fields) => Some(fields),
            _ => None,
        }
    }
}

impl Field {
    /// The formula of a computed field.
    pub fn formula(&self) -> Option<&Formula> {
        self.kind.numeric().and_then(|numeric| numeric.formula.as_ref())
    }

    /// The value of the field when it is blank: `""`, `[]`, `{}` with blank sub-fields, `false`, or `null` for numbers.
    pub fn blank(&self) -> Value {
        match &self.kind {
            Kind::Line | Kind::Text | Kind::Body | Kind::Date(_) | Kind::Choice(_) => {
                Value::String(String::new())
            }
            Kind::Number(_) | Kind::Money(_) => Value::Null,
            Kind::Flag => Value::Bool(false),
            Kind::List(_) | Kind::Table(_) | Kind::Signature(_) => Value::Array(Vec::new()),
            Kind::Group(fields) | Kind::VienDan(fields) => blank_record(fields.iter()),
        }
    }
}

impl Table {
    /// The fields of one row.
    pub fn fields(&self) -> impl Iterator<Item = &Field> + Clone {
        self.columns.iter().map(|column| &column.field)
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field.name == name)
    }
}

/// A record whose every field is blank.
pub(crate) fn blank_record<'a>(fields: impl Iterator<Item = &'a Field>) -> Value {
    Value::Object(fields.map(|field| (field.name.clone(), field.blank())).collect())
}

/// Nothing was given: an empty text, no item that holds anything, no sub-value that does; a number is never blank.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) | Value::Number(_) => false,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
    }
}
