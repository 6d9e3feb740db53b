//! A form as columns: every field a cell can hold, under a label of its own, and the tables that need a sheet of theirs.

use crate::joined::Joined;
use crate::to_list::ToList;
use serde_json::Value;

use crate::template::field::is_blank;
use crate::template::{Field, Kind, Questions, Table};
use crate::vietnamese::text::fold;
use crate::vietnamese::{CitedDocument, PartialDate};

/// What separates the labels on the way to a field.
pub const STEP: &str = " / ";
/// What a cell says for a flag.
pub const YES: &str = "Có";
/// What a cell says for a flag that is not set.
pub const NO: &str = "Không";

/// A field as a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Number,
    Date,
    Flag,
    Choice,
    /// Items on lines.
    Lines,
}

/// A column: a field a cell can hold.
#[derive(Debug, Clone)]
pub struct Flat<'t> {
    /// Where its value is: `trich_yeu`, `chu_ky.0.ho_ten`; in a table the name of the column alone.
    pub path: String,
    /// What stands above it, unique among the columns of a sheet: `Người ký / Họ tên`.
    pub label: String,
    /// The field.
    pub field: &'t Field,
    /// It has to be filled in: the field is required, and so is every group it stands in.
    pub required: bool,
    /// It is computed and takes no input.
    pub computed: bool,
    shape: Shape,
}

/// A table or a list of records: a sheet of its own.
#[derive(Debug, Clone)]
pub struct FlatTable<'t> {
    /// The field: `bieu`, `nhiem_vu`.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// The field.
    pub field: &'t Field,
    /// Its columns.
    pub columns: Vec<Flat<'t>>,
}

/// A form, flat.
#[derive(Debug, Clone, Default)]
pub struct Form<'t> {
    /// The fields that fit into one row, in the order of the form.
    pub columns: Vec<Flat<'t>>,
    /// The others.
    pub tables: Vec<FlatTable<'t>>,
    /// What neither a cell nor a sheet of plain columns can hold, such as lists within lists, by path.
    pub left_out: Vec<String>,
}

/// The form of a template as columns. Signers and issuing bodies have columns for as many as there are in any of these
/// values, one at least.
///
/// ```
/// use thethuc::{library, sheet::flat};
/// let letter = library::get("giay-moi").expect("a built-in template");
/// let form = flat::form(&letter, &[]);
/// assert!(form.columns.iter().any(|column| column.path == "chu_ky.0.ho_ten"));
/// ```
pub fn form<'t>(template: &'t dyn Questions, values: &[&Value]) -> Form<'t> {
    let mut form = Form::default();
    for field in template.fields() {
        let given: Vec<&Value> = values.iter().filter_map(|values| values.get(&field.name)).to_list();
        flatten(field, &field.name, &field.label, field.required, &given, &mut form);
    }
    unique(&mut form.columns);
    form
}

fn flatten<'t>(
    field: &'t Field,
    path: &str,
    label: &str,
    required: bool,
    given: &[&Value],
    form: &mut Form<'t>,
) {
    let mut record = |fields: &'t [Field], path: &str, label: &str, given: &[&Value]| {
        for inner in fields {
            let given: Vec<&Value> = given.iter().filter_map(|value| value.get(&inner.name)).to_list();
            let label = format!("{label}{STEP}{}", inner.label);
            let path = format!("{path}.{}", inner.name);
            flatten(inner, &path, &label, required && inner.required, &given, form);
        }
    };
    match &field.kind {
        Kind::Group(fields) | Kind::VienDan(fields) => record(fields, path, label, given),
        Kind::Signature(fields) => numbered(fields, path, label, given, &mut record),
        Kind::List(item) => match item.kind.record() {
            Some(fields) if field.shared && field.name == "co_quan" => {
                numbered(fields, path, label, given, &mut record);
            }
            Some(_) if !matches!(item.kind, Kind::VienDan(_)) => sheet(field, path, label, form),
            _ => single(field, path, label, required, form),
        },
        Kind::Table(_) => sheet(field, path, label, form),
        _ => single(field, path, label, required, form),
    }
}

/// The fields of as many records as are given, one at least.
fn numbered<'t>(
    fields: &'t [Field],
    path: &str,
    label: &str,
    given: &[&Value],
    record: &mut impl FnMut(&'t [Field], &str, &str, &[&Value]),
) {
    let count = given.iter().filter_map(|value| value.as_array()).map(Vec::len).max().unwrap_or(1).max(1);
    for at in 0..count {
        let label = if at == 0 { label.to_owned() } else { format!("{label} {}", at + 1) };
        let given: Vec<&Value> = given.iter().filter_map(|value| value.get(at)).to_list();
        record(fields, &format!("{path}.{at}"), &label, &given);
    }
}

fn single<'t>(field: &'t Field, path: &str, label: &str, required: bool, form: &mut Form<'t>) {
    match column(field, path, label, required) {
        Some(column) => form.columns.push(column),
        None => form.left_out.push(path.to_owned()),
    }
}

fn sheet<'t>(field: &'t Field, path: &str, label: &str, form: &mut Form<'t>) {
    let fields: Vec<&'t Field> = match &field.kind {
        Kind::Table(table) => Table::fields(table).to_list(),
        Kind::List(item) => item.kind.record().into_iter().flatten().to_list(),
        _ => Vec::new(),
    };
    let mut columns = Vec::new();
    for inner in fields {
        match column(inner, &inner.name, &inner.label, inner.required) {
            Some(column) => columns.push(column),
            None => match inner.kind.record() {
                Some(parts) => columns.extend(parts.iter().filter_map(|part| {
                    let path = format!("{}.{}", inner.name, part.name);
                    column(part, &path, &format!("{}{STEP}{}", inner.label, part.label), false)
                })),
                None => form.left_out.push(format!("{path}.{}", inner.name)),
            },
        }
    }
    unique(&mut columns);
    form.tables.push(FlatTable { path: path.to_owned(), label: label.to_owned(), field, columns });
}

fn column<'t>(field: &'t Field, path: &str, label: &str, required: bool) -> Option<Flat<'t>> {
    let shape = match &field.kind {
        Kind::Line | Kind::Text | Kind::Body => Shape::Text,
        Kind::Number(_) | Kind::Money(_) => Shape::Number,
        Kind::Date(_) => Shape::Date,
        Kind::Flag => Shape::Flag,
        Kind::Choice(_) => Shape::Choice,
        Kind::List(item) => match item.kind {
            Kind::List(_) | Kind::Table(_) | Kind::Group(_) | Kind::Signature(_) => return None,
            _ => Shape::Lines,
        },
        _ => return None,
    };
    let computed = field.formula().is_some();
    Some(Flat { path: path.to_owned(), label: label.to_owned(), field, required, computed, shape })
}

/// Gives columns of one name the name of their field too.
fn unique(columns: &mut [Flat<'_>]) {
    let labels: Vec<String> = columns.iter().map(|column| fold(&column.label)).to_list();
    for (at, column) in columns.iter_mut().enumerate() {
        let is_other = |(other, label): (usize, &String)| other != at && Some(label) == labels.get(at);
        if labels.iter().enumerate().any(is_other) {
            column.label = format!("{} ({})", column.label, column.path);
        }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number in plain decimal.
    Number(String),
    /// A whole day, ISO 8601.
    Date(String),
}

impl Held {
    /// As what is written into a sheet.
    pub fn entry(&self) -> super::write::Entry<'_> {
        use super::write::Entry;
        match self {
            Held::Blank => Entry::Blank,
            Held::Text(text) => Entry::Text(text),
            Held::Number(number) => Entry::Number(number),
            Held::Date(day) => Entry::Date(day),
        }
    }

    /// As text; empty for a blank cell.
    pub fn text(&self) -> &str {
        match self {
            Held::Blank => "",
            Held::Text(text) | Held::Number(text) | Held::Date(text) => text,
        }
    }
}

impl Flat<'_> {
    /// The cell for a value of the field.
    pub fn cell(&self, value: &Value) -> Held {
        match (self.shape, value) {
            (Shape::Flag, Value::Bool(set)) => Held::Text(if *set { YES } else { NO }.to_owned()),
            (_, value) if is_blank(value) => Held::Blank,
            (Shape::Number, Value::Number(number)) => Held::Number(plain(&number.to_string())),
            (Shape::Number, Value::String(text)) => Held::Number(text.trim().to_owned()),
            (Shape::Date, Value::String(text)) => match text.trim().parse::<PartialDate>() {
                Ok(PartialDate::Full(day)) => Held::Date(day.to_string()),
                Ok(part) => Held::Text(part.slashed()),
                Err(_) => Held::Text(text.clone()),
            },
            (Shape::Choice, Value::String(chosen)) => {
                let Kind::Choice(choices) = &self.field.kind else { return Held::Text(chosen.clone()) };
                let label = choices.iter().find(|choice| choice.value == *chosen);
                Held::Text(label.map_or(chosen, |choice| &choice.label).clone())
            }
            (Shape::Lines, Value::Array(items)) => {
                let is_basis = self.field.shared && self.field.name == "can_cu";
                let items = items.iter().map(|one| item(one, is_basis)).joined("\n");
                Held::Text(items)
            }
            (_, Value::String(text)) => Held::Text(text.clone()),
            (_, other) => Held::Text(other.to_string()),
        }
    }

    /// The values of a drop-down, as cells show them.
    pub fn choices(&self) -> Vec<String> {
        match &self.field.kind {
            Kind::Choice(choices) => choices.iter().map(|choice| choice.label.clone()).to_list(),
            Kind::Flag => vec![YES.to_owned(), NO.to_owned()],
            _ => Vec::new(),
        }
    }

    /// The head of its column.
    pub fn head(&self) -> super::write::Head {
        use super::write::{Head, HeadKind};
        let (kind, width) = match (self.shape, &self.field.kind) {
            (Shape::Number, _) => (HeadKind::Number, 0),
            (Shape::Date, _) => (HeadKind::Date, 0),
            (Shape::Lines, _) | (_, Kind::Text | Kind::Body) => (HeadKind::Text, 45),
            _ => (HeadKind::Text, 0),
        };
        let note = String::new();
        Head {
            label: self.label.clone(),
            kind,
            choices: self.choices(),
            note,
            width,
            required: self.required,
        }
    }

    /// How it is to be filled in, in one sentence.
    pub fn way(&self) -> &'static str {
        match (self.shape, &self.field.kind) {
            (Shape::Number, _) => "Số.",
            (Shape::Date, _) => "Ngày, dạng 05/4/2026; được ghi thiếu: 4/2026, 2026.",
            (Shape::Flag, _) => "Có hoặc Không.",
            (Shape::Choice, _) => "Chọn trong danh sách.",
            (Shape::Lines, _) => "Nhiều mục, mỗi mục một dòng trong ô (Alt+Enter để xuống dòng).",
            (_, Kind::Text | Kind::Body) => "Chữ, được ghi nhiều dòng (Alt+Enter để xuống dòng).",
            _ => "Chữ, một dòng.",
        }
    }
}

fn item(value: &Value, is_basis: bool) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(_) if is_basis => CitedDocument::from_value(value).basis_line(),
        Value::Object(_) => CitedDocument::from_value(value).full(),
        other => other.to_string(),
    }
}

/// A number without an exponent.
fn plain(number: &str) -> String {
    let scientific =
        rust_decimal::Decimal::from_scientific(number).ok().filter(|_| number.contains(['e', 'E']));
    scientific.map_or_else(|| number.to_owned(), |number| number.normalize().to_string())
}

/// The value at a dotted path.
pub fn value_at<'v>(values: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(values, |value, step| match value {
        Value::Object(fields) => fields.get(step),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}
