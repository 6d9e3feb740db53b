//! `[[follow]]`: what a template takes from the record of a matter, as written.

use std::sync::OnceLock;

use super::fields::Fields;
use super::reader::Reader;
use super::tree::{Node, Placed, Table};
use super::{Spots, compiled, shared};
use crate::forms;
use crate::template::field::{Field, Kind};
use crate::template::source::Source;
use crate::to_list::ToList;

/// For what there is one document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Each {
    /// For the matter.
    #[default]
    One,
    /// For each unit that has a task.
    Unit,
    /// For each task.
    Task,
}

impl Each {
    /// The word of the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Each::One => "one",
            Each::Unit => "unit",
            Each::Task => "task",
        }
    }

    fn named(name: &str) -> Option<Each> {
        [Each::One, Each::Unit, Each::Task].into_iter().find(|each| each.name() == name)
    }
}

/// A `[[follow]]` as written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    /// The templates, kinds of documents or `*` it follows.
    pub(crate) from: Vec<String>,
    /// How many documents there are.
    pub(crate) each: Each,
    /// What its fields take.
    pub(crate) fields: Vec<(String, Made)>,
}

/// How a value is made, with places in the file.
#[derive(Debug, Clone)]
pub(crate) enum Made {
    /// A text with expressions, and where it starts.
    Text(String, usize),
    /// Yes or no.
    Flag(bool),
    /// Several values.
    List(Vec<Made>),
    /// Named values.
    Table(Vec<(String, Made)>),
    /// A value for each entry of a list of the record; where the name of the list stands.
    Each(String, usize, Box<Made>),
}

/// The word before which a list of the record stands.
const EACH: &str = "each";
/// What stands for the whole entry where it is no table.
const ITEM: &str = "item";

/// The fields of the record as templates see it.
pub(crate) fn matter() -> &'static [Field] {
    static MATTER: OnceLock<Vec<Field>> = OnceLock::new();
    MATTER.get_or_init(|| {
        let (mut reader, root) = compiled(Source { name: "forms/matter.json", text: forms::matter() });
        let mut spots = Spots::new();
        let builtin = &shared().builtin;
        Fields { reader: &mut reader, builtin, spots: &mut spots, shared: false }.list(&root, "field", "", 0)
    })
}

/// Reads what a manifest says of what it follows; `fields` are the template's own.
pub(super) fn read(reader: &mut Reader<'_>, root: &Table, fields: &[Field]) -> Vec<Written> {
    let mut all = Vec::new();
    for (table, offset) in reader.tables(root, "follow") {
        reader.known_keys(table, &["from", "each", "fields"]);
        let mut written = Written::default();
        for from in texts(reader, table, "from") {
            written.from.push(from);
        }
        if let Some(each) = reader.required(table, "each", offset) {
            match Each::named(&each.text) {
                Some(known) => written.each = known,
                None => reader.error(
                    each.start,
                    "theo-sau-sai",
                    format!("«each = \"{}\"» không có; chọn một trong: one, unit, task.", each.text),
                    format!("There is no “each = \"{}\"”; choose one of: one, unit, task.", each.text),
                ),
            }
        }
        if let Some((named, _)) = reader.table(table, "fields") {
            written.fields = entries(reader, named, fields, true);
        }
        all.push(written);
    }
    all
}

fn texts(reader: &mut Reader<'_>, table: &Table, key: &str) -> Vec<String> {
    let Some(value) = table.get(key) else { return vec!["*".to_owned()] };
    let Node::List(items) = &value.node else {
        reader.error(
            value.start,
            "kieu-khoa",
            format!("Khóa «{key}» phải là một dãy chữ, như [\"cong-van-trien-khai\"]; hãy sửa lại."),
            format!("The key “{key}” must be a list of strings, as [\"cong-van-trien-khai\"]."),
        );
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items {
        match &item.node {
            Node::Text(text) => found.push(text.clone()),
            _ => reader.error(
                item.start,
                "kieu-khoa",
                format!("Trong «{key}» chỉ ghi chữ trong ngoặc kép; hãy sửa lại."),
                format!("“{key}” holds strings only."),
            ),
        }
    }
    found
}

/// The values of named fields; each name has to be one of the fields, and none of those computed.
fn entries(reader: &mut Reader<'_>, table: &Table, fields: &[Field], may_each: bool) -> Vec<(String, Made)> {
    let mut found = Vec::new();
    for (key, value) in table.0.iter().filter(|(key, _)| key.name != EACH) {
        let Some(field) = fields.iter().find(|field| field.name == key.name && field.formula().is_none())
        else {
            let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).to_list();
            reader.error(
                key.start,
                "theo-sau-truong-la",
                format!("Mẫu không có trường «{}» để điền; các trường: {}.", key.name, known.join(", ")),
                format!(
                    "The template has no field “{}” to fill; the fields are {}.",
                    key.name,
                    known.join(", ")
                ),
            );
            continue;
        };
        if let Some(made) = made(reader, value, field, may_each) {
            found.push((key.name.clone(), made));
        }
    }
    found
}

fn made(reader: &mut Reader<'_>, value: &Placed, field: &Field, may_each: bool) -> Option<Made> {
    match &value.node {
        Node::Text(text) => Some(Made::Text(text.clone(), value.start)),
        Node::List(items) => {
            let mut found = Vec::new();
            for item in items {
                found.extend(made(reader, item, field, false));
            }
            Some(Made::List(found))
        }
        Node::Table(table) => {
            let inner = parts(field);
            let Some(each) = table.get(EACH) else {
                return Some(Made::Table(entries(reader, table, &inner, false)));
            };
            let Node::Text(list) = &each.node else {
                return wrong(
                    reader,
                    each,
                    "«each» phải là tên một danh sách của hồ sơ",
                    "“each” names a list of the record",
                );
            };
            if !may_each {
                return wrong(
                    reader,
                    each,
                    "«each» không lồng trong «each» khác",
                    "“each” does not stand within another",
                );
            }
            let item = match table.get(ITEM) {
                Some(item) => made(reader, item, field, false)?,
                None => Made::Table(entries(reader, table, &inner, false)),
            };
            Some(Made::Each(list.clone(), each.start, Box::new(item)))
        }
        Node::Flag(flag) => Some(Made::Flag(*flag)),
        Node::Number(_) => {
            wrong(reader, value, "giá trị phải đặt trong ngoặc kép", "the value must be a string")
        }
    }
}

fn wrong(reader: &mut Reader<'_>, value: &Placed, why: &str, english: &str) -> Option<Made> {
    reader.error(
        value.start,
        "theo-sau-sai",
        format!("Ở phần [[follow]] {why}; hãy sửa lại."),
        format!("In [[follow]] {english}; mend it."),
    );
    None
}

/// The named parts of a field, or of one of its entries.
fn parts(field: &Field) -> Vec<Field> {
    match &field.kind {
        Kind::Group(fields) | Kind::VienDan(fields) | Kind::Signature(fields) => fields.clone(),
        Kind::Table(table) => table.fields().cloned().to_list(),
        Kind::List(item) => parts(item),
        _ => Vec::new(),
    }
}
