//! The inputs of a form that a column can fill.

use crate::joined::Joined;
use crate::sheet::flat::STEP;
use crate::sheet::starter::{self, KEY};
use crate::sheet::{Table, TableColumn};
use crate::template::{Field, Kind, Questions};
use crate::to_list::ToList;
use crate::vietnamese::text::fold;

/// An input of a form, as a column of a sheet fills it.
#[derive(Debug, Clone)]
pub struct Input<'t> {
    /// Where it is: `trich_yeu`, `chu_ky.0.ho_ten`; of a row of a table or list `bieu.ke_hoach`.
    pub path: String,
    /// What the form calls it, from the outside in: `Người ký / Họ và tên`.
    pub label: String,
    /// The field that says what it holds.
    pub field: &'t Field,
    /// The table or list of which every row of a sheet gives one row or item; empty for an input of the document.
    pub rows: String,
    /// A document without it is not fit to be sent.
    pub required: bool,
    /// It takes several columns that are different parts of one line: name, position, unit; see [`super::part`].
    pub parts: bool,
}

/// All inputs of a template in the order of its form; what is computed is none.
///
/// ```
/// use thethuc::{batch, library};
/// let report = library::get("bao-cao-dinh-ky").expect("a built-in template");
/// let inputs = batch::inputs(&report);
/// let plan = inputs.iter().find(|input| input.path == "bieu.ke_hoach").expect("a column of its table");
/// assert_eq!((plan.rows.as_str(), plan.label.as_str()), ("bieu", "Số liệu theo đơn vị / Kế hoạch năm"));
/// ```
pub fn inputs(template: &dyn Questions) -> Vec<Input<'_>> {
    let mut inputs = Vec::new();
    for field in template.fields() {
        of(field, "", "", "", true, &mut inputs);
    }
    inputs
}

/// The input of a path, or the only one that the form calls so.
pub(super) fn named<'i, 't>(inputs: &'i [Input<'t>], name: &str) -> Option<&'i Input<'t>> {
    let name = name.trim();
    if let Some(known) = inputs.iter().find(|input| input.path == name) {
        return Some(known);
    }
    let mut found = called(inputs, name);
    match (found.next(), found.next()) {
        (Some(only), None) if find(inputs, name).is_none() => Some(only),
        _ => None,
    }
}

/// The inputs that the form calls so; marks, case and signs do not count.
pub(super) fn called<'i, 't>(inputs: &'i [Input<'t>], name: &str) -> impl Iterator<Item = &'i Input<'t>> {
    let wanted = key(name);
    inputs.iter().filter(move |input| {
        !wanted.is_empty() && (key(&input.label) == wanted || key(&input.field.label) == wanted)
    })
}

fn of<'t>(field: &'t Field, parent: &str, above: &str, rows: &str, needed: bool, to: &mut Vec<Input<'t>>) {
    if field.formula().is_some() {
        return;
    }
    let path = join(parent, &field.name);
    let label = if above.is_empty() { field.label.clone() } else { format!("{above} / {}", field.label) };
    let needed = needed && field.required;
    let own = |to: &mut Vec<Input<'t>>| {
        to.push(Input {
            path: path.clone(),
            label: label.clone(),
            field,
            rows: rows.to_owned(),
            required: needed,
            parts: takes_parts(field),
        });
    };
    match &field.kind {
        Kind::Group(fields) => {
            fields.iter().for_each(|sub| of(sub, &path, &label, rows, needed, to));
        }
        Kind::VienDan(fields) => {
            own(to);
            fields.iter().for_each(|sub| of(sub, &path, &label, rows, false, to));
        }
        Kind::Signature(fields) => first(fields, &path, &label, needed, to),
        Kind::Table(table) if rows.is_empty() => {
            table.fields().for_each(|sub| of(sub, &path, &label, &path, needed, to));
        }
        Kind::List(item) => match item.kind.record() {
            None => own(to),
            Some(fields) => {
                if matches!(item.kind, Kind::VienDan(_)) {
                    own(to);
                }
                if rows.is_empty() {
                    fields.iter().for_each(|sub| of(sub, &path, &label, &path, needed, to));
                    first(fields, &path, &label, needed, to);
                }
            }
        },
        _ => own(to),
    }
}

/// The sub-fields of the first item.
fn first<'t>(fields: &'t [Field], path: &str, label: &str, needed: bool, to: &mut Vec<Input<'t>>) {
    fields.iter().for_each(|sub| of(sub, &join(path, "0"), label, "", needed, to));
}

fn join(parent: &str, step: &str) -> String {
    if parent.is_empty() { step.to_owned() } else { format!("{parent}.{step}") }
}

/// Whether several columns go into a field, each in its part: name, position and unit of somebody in one line.
pub(super) fn takes_parts(field: &Field) -> bool {
    matches!(&field.kind, Kind::List(item) if item.kind == Kind::Line)
}

/// The tables and lists that rows of a sheet can go into, each with what the form calls it.
pub(super) fn tables(inputs: &[Input<'_>]) -> Vec<(String, String)> {
    let mut tables: Vec<(String, String)> = Vec::new();
    for input in inputs {
        let table = match &input.field.kind {
            Kind::List(_) if input.rows.is_empty() => (input.path.clone(), input.label.clone()),
            _ if input.rows.is_empty() => continue,
            _ => {
                let below = input.path.matches('.').count() - input.rows.matches('.').count();
                let steps: Vec<&str> = input.label.split(STEP).to_list();
                let label = steps.get(..steps.len().saturating_sub(below)).unwrap_or_default();
                (input.rows.clone(), label.join(STEP))
            }
        };
        if !tables.iter().any(|(path, _)| *path == table.0) {
            tables.push(table);
        }
    }
    tables
}

/// What is left of a label when marks, case and signs do not count; for what cells hold there is [`super::keys::key`].
pub(super) fn key(text: &str) -> String {
    fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The column that is called so; marks, case and signs do not count where none is called just so.
pub(super) fn column<'t>(table: &'t Table, label: &str) -> Option<&'t TableColumn> {
    let exact = table.columns.iter().find(|column| column.label == label);
    exact.or_else(|| table.columns.iter().find(|column| key(&column.label) == key(label)))
}

/// The input a path names; `chu_ky.1.ho_ten` is like `chu_ky.0.ho_ten`.
pub(super) fn find<'i, 't>(inputs: &'i [Input<'t>], path: &str) -> Option<&'i Input<'t>> {
    let like = |path: &str| {
        let step = |step: &str| if step.parse::<u16>().is_ok() { "0".to_owned() } else { step.to_owned() };
        path.split('.').map(step).joined(".")
    };
    let wanted = like(path);
    inputs
        .iter()
        .find(|input| input.path == path)
        .or_else(|| inputs.iter().find(|input| input.path == wanted))
}

/// For each of these labels the path it has in the starter of the template; `""` for the column of keys, none where the label is
/// another.
pub(super) fn of_starter(template: &dyn Questions, labels: &[&str]) -> Vec<Option<String>> {
    let form = starter::columns(template);
    let path = |label: &&str| {
        let wanted = key(label);
        if wanted == key(KEY) {
            return Some(String::new());
        }
        form.columns.iter().find(|column| key(&column.label) == wanted).map(|column| column.path.clone())
    };
    labels.iter().map(path).to_list()
}

/// The path is another, or leads to something in it.
pub(super) fn is_within(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) || other.is_empty()
}
