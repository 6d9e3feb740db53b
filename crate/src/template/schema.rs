//! The JSON Schema of a form.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Template;
use super::field::{Field, Kind, Numeric, Partial};
use super::resolve::{FILLED, constant};
use super::uses::{needed_only_by, user};
use crate::Align;
use crate::forms::group_in_english;
use crate::markup::FREE_TEXT;
use crate::to_list::ToList;

/// A date as it is stored, whole or with what it may leave out.
const DATE: &str = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$";
const PARTIAL_DATE: &str = "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$";

impl Template {
    /// The form's schema without the words around it: what a later version needs to understand stored values.
    pub fn structure(&self) -> &Arc<Value> {
        self.structure.get_or_init(|| Arc::new(structure(self.schema())))
    }

    /// The form as a JSON Schema (draft 2020-12): every field in the order of the form, with the extensions `x-…` that
    /// say how to show it, and `x-groups`, the sections of the form. `x-filled` marks what is filled from other fields
    /// while it is blank; `x-replaces` of a free text names the fields that are not needed while it is given.
    ///
    /// `required` names the fields that must be given; those with a default are not in it, `x-required` marks all that
    /// must not be blank in the end.
    pub fn schema(&self) -> Value {
        let groups = self.groups();
        let mut properties = Map::new();
        properties.insert("phien_ban".to_owned(), json!({ "const": 1, "x-kind": "version" }));
        properties.extend(self.fields.iter().map(|field| (field.name.clone(), property(field))));
        let mut users = Vec::new();
        for section in &self.sections {
            users.push(user(&section.name));
            if let Some(text) =
                properties.get_mut(FREE_TEXT).and_then(|group| group["properties"].get_mut(&section.name))
            {
                text["x-replaces"] = json!(section.fields);
            }
        }
        // What free text may stand for need not be given.
        let replaceable = needed_only_by(&users, &self.fields, &self.uses);
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("urn:thethuc:template:{}:{}", self.id, self.version),
            "title": self.title,
            "description": self.description,
            "type": "object",
            "properties": properties,
            "required": required(self.fields.iter().filter(|field| !replaceable.contains(&field.name))),
            "x-groups": groups,
            "additionalProperties": false,
        })
    }
}

impl Template {
    /// The sections of the form, in the order of their first fields.
    fn groups(&self) -> Vec<Value> {
        let mut groups: Vec<(&str, Vec<&Field>)> = Vec::new();
        for field in &self.fields {
            match groups.iter_mut().find(|(name, _)| *name == field.group) {
                Some((_, fields)) => fields.push(field),
                None => groups.push((&field.group, vec![field])),
            }
        }
        let group = |(name, fields): (&str, Vec<&Field>)| {
            let own = fields.iter().map(|field| field.group_en.as_str()).find(|english| !english.is_empty());
            let english = own.or_else(|| group_in_english(name)).unwrap_or_default();
            let fields: Vec<&str> = fields.iter().map(|field| field.name.as_str()).to_list();
            json!({ "name": name, "name_en": english, "fields": fields })
        };
        groups.into_iter().map(group).to_list()
    }
}

fn required<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<&'f str> {
    fields.filter(|field| must_be_given(field)).map(|field| field.name.as_str()).to_list()
}

fn must_be_given(field: &Field) -> bool {
    let completes_itself = field.shared && matches!(field.name.as_str(), "ky_hieu" | "luu");
    field.required && field.default.is_none() && field.formula().is_none() && !completes_itself
}

fn property(field: &Field) -> Value {
    let mut property = Map::new();
    let mut set = |key: &str, value: Value| property.insert(key.to_owned(), value);
    set("title", json!(field.label));
    if !field.help.is_empty() {
        set("description", json!(field.help));
    }
    for (key, value) in shape(field) {
        set(&key, value);
    }
    if let Some(default) = field.default.as_ref().filter(|default| usable_default(field, default)) {
        set("default", default.clone());
    }
    set("x-kind", json!(field.kind.name()));
    let texts = [
        ("x-group", &field.group),
        ("x-label-en", &field.label_en),
        ("x-help-en", &field.help_en),
        ("x-placeholder", &field.placeholder),
    ];
    for (key, text) in texts {
        if !text.is_empty() {
            set(key, json!(text));
        }
    }
    if let Some(numeric) = field.kind.numeric() {
        for (key, value) in numeric_extensions(numeric) {
            set(&key, value);
        }
    }
    if let Kind::Date(partial) = field.kind
        && let Some(word) = partial.name()
    {
        set("x-partial", json!(word));
    }
    if filled(field) {
        set("x-filled", json!(true));
    }
    if field.required {
        set("x-required", json!(true));
    }
    Value::Object(property)
}

/// Left blank it is filled from other fields: by a default that is Handlebars, or as the standard has it.
fn filled(field: &Field) -> bool {
    let by_default = field.default.as_ref().is_some_and(|default| !constant(field, default));
    by_default || field.shared && FILLED.contains(&field.name.as_str())
}

/// A default that is a value itself: neither Handlebars nor a word for a date.
fn usable_default(field: &Field, default: &Value) -> bool {
    let word = matches!(field.kind, Kind::Date(_)) && default.as_str().is_some_and(|text| text.contains('_'));
    constant(field, default) && !word
}

fn numeric_extensions(numeric: &Numeric) -> Map<String, Value> {
    let mut extensions = Map::new();
    if !numeric.unit.is_empty() {
        extensions.insert("x-unit".to_owned(), json!(numeric.unit));
    }
    if let Some(decimals) = numeric.decimals {
        extensions.insert("x-decimals".to_owned(), json!(decimals));
    }
    for (key, bound) in [("x-min", numeric.min), ("x-max", numeric.max)] {
        if let Some(bound) = bound {
            extensions.insert(key.to_owned(), super::resolve::resolved::number_value(bound));
        }
    }
    if let Some(formula) = &numeric.formula {
        extensions.insert("x-formula".to_owned(), json!(formula.source()));
        extensions.insert("x-computed".to_owned(), json!(true));
    }
    extensions
}

fn object<'f>(fields: impl Iterator<Item = &'f Field> + Clone) -> Map<String, Value> {
    let properties: Map<String, Value> =
        fields.clone().map(|field| (field.name.clone(), property(field))).collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    let required = required(fields);
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

/// Type and structure.
fn shape(field: &Field) -> Map<String, Value> {
    let shape = match &field.kind {
        Kind::Line | Kind::Text | Kind::Body => json!({ "type": "string" }),
        Kind::Date(Partial::No) => json!({ "type": "string", "pattern": DATE }),
        Kind::Date(_) => json!({ "type": "string", "pattern": PARTIAL_DATE }),
        Kind::Number(_) | Kind::Money(_) => json!({ "type": ["number", "string"] }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Choice(choices) => {
            let options: Vec<Value> = choices
                .iter()
                .map(|choice| {
                    let mut option =
                        json!({ "const": choice.value, "title": choice.label, "x-label-en": choice.label_en });
                    if let Some(option) = option.as_object_mut().filter(|_| !choice.help.is_empty()) {
                        option.insert("description".to_owned(), json!(choice.help));
                        option.insert("x-help-en".to_owned(), json!(choice.help_en));
                        option.insert("x-needs".to_owned(), json!(choice.needs));
                    }
                    option
                })
                .to_list();
            json!({ "oneOf": options })
        }
        Kind::List(item) => {
            let mut items = property(item);
            if let Some(items) = items.as_object_mut().filter(|_| item.label.is_empty()) {
                items.remove("title");
            }
            let mut list = json!({ "type": "array", "items": items });
            if let Some(list) = list.as_object_mut().filter(|_| !item.label.is_empty()) {
                list.insert("x-item-label".to_owned(), json!(item.label));
            }
            list
        }
        // An optional group may be left blank as a whole, so its own required parts bind only once something is given.
        Kind::Group(fields) => {
            let mut group = object(fields.iter());
            let item = field.name.is_empty();
            if !field.required && !item {
                group.remove("required");
            }
            Value::Object(group)
        }
        Kind::VienDan(fields) => {
            let mut cited = object(fields.iter());
            cited.insert("type".to_owned(), json!(["object", "string"]));
            Value::Object(cited)
        }
        Kind::Signature(fields) => json!({ "type": "array", "items": object(fields.iter()) }),
        Kind::Table(table) => {
            let mut row = object(table.fields());
            if let Some(Value::Object(properties)) = row.get_mut("properties") {
                for column in &table.columns {
                    let Some(Value::Object(cell)) = properties.get_mut(&column.field.name) else { continue };
                    cell.insert("x-width".to_owned(), json!(column.width));
                    cell.insert("x-align".to_owned(), json!(align(column.align)));
                    if let Some(total) = column.total {
                        cell.insert("x-total".to_owned(), json!(total));
                    }
                }
            }
            let columns: Vec<&str> = table.fields().map(|field| field.name.as_str()).to_list();
            let mut shape = json!({ "type": "array", "items": row, "x-columns": columns });
            if let Some(shape) = shape.as_object_mut() {
                for (key, text) in [("x-total-label", &table.total_label), ("x-item-label", &table.row_label)]
                {
                    if !text.is_empty() {
                        shape.insert(key.to_owned(), json!(text));
                    }
                }
            }
            shape
        }
    };
    match shape {
        Value::Object(shape) => shape,
        _ => Map::new(),
    }
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    }
}

/// What a later version needs to understand the values: names, types and formulas, without the words around a form.
fn structure(schema: Value) -> Value {
    const WORDS: [&str; 11] = [
        "$schema",
        "description",
        "default",
        "pattern",
        "x-group",
        "x-groups",
        "x-help-en",
        "x-label-en",
        "x-needs",
        "x-placeholder",
        "x-replaces",
    ];
    match schema {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(key, _)| !WORDS.contains(&key.as_str()))
                .map(|(key, value)| {
                    // Below `properties` the keys are field names.
                    let value = match (key.as_str(), value) {
                        ("properties", Value::Object(fields)) => Value::Object(
                            fields.into_iter().map(|(name, field)| (name, structure(field))).collect(),
                        ),
                        (_, value) => structure(value),
                    };
                    (key, value)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(structure).to_list()),
        other => other,
    }
}
