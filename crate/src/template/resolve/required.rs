//! What must be given and is not.

use serde_json::{Map, Value};

use super::Resolver;
use crate::template::field::{Field, Kind, is_blank};
use crate::{FieldPath, Severity};

/// Where in a list or table a sub-field stands, for messages.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    vietnamese: String,
    english: String,
}

impl Context {
    fn row(field: &Field, at: usize) -> Context {
        let row = at + 1;
        let english = if field.label_en.is_empty() { &field.label } else { &field.label_en };
        let (word, word_en) =
            if matches!(field.kind, Kind::Table(_)) { ("dòng", "row") } else { ("mục", "item") };
        Context {
            vietnamese: format!("{word} {row} của «{}»", field.label),
            english: format!("{word_en} {row} of “{english}”"),
        }
    }
}

impl Resolver {
    /// Reports what is required and blank. A group of which nothing is given needs none of its sub-fields.
    pub(super) fn required(&mut self, field: &Field, value: &Value, parent: &FieldPath, context: &Context) {
        let holds_none = !matches!(
            field.kind,
            Kind::Group(_) | Kind::VienDan(_) | Kind::List(_) | Kind::Table(_) | Kind::Signature(_)
        );
        if field.formula().is_some() || (holds_none && (!field.required || !is_blank(value))) {
            return;
        }
        let path = if field.name.is_empty() { parent.clone() } else { parent.join(&field.name) };
        if self.faulty.contains(&path) {
            return;
        }
        if is_blank(value) && field.kind != Kind::Flag {
            if field.required && !self.is_faulty(&path) {
                self.missing(field, &path, context);
            }
            return;
        }
        match (&field.kind, value) {
            (Kind::Group(fields) | Kind::VienDan(fields), Value::Object(record)) => {
                self.required_record(fields.iter(), record, &path, context);
            }
            (Kind::List(item), Value::Array(items)) => {
                for (at, value) in items.iter().enumerate() {
                    let (path, row) = (path.join(at), Context::row(field, at));
                    match (item.kind.record(), value) {
                        (Some(fields), Value::Object(record)) => {
                            self.item(fields.iter(), record, &path, &row);
                        }
                        _ if is_blank(value) => self.blank_item(&path, &row),
                        _ => self.required(item, value, &path, &row),
                    }
                }
            }
            (Kind::Table(table), Value::Array(rows)) => {
                for (at, record) in rows.iter().enumerate() {
                    if let Value::Object(record) = record {
                        self.item(table.fields(), record, &path.join(at), &Context::row(field, at));
                    }
                }
            }
            (Kind::Signature(fields), Value::Array(signers)) => {
                for (at, record) in signers.iter().enumerate() {
                    if let Value::Object(record) = record {
                        self.item(fields.iter(), record, &path.join(at), &Context::row(field, at));
                    }
                }
            }
            _ => {}
        }
    }

    fn item<'f>(
        &mut self,
        fields: impl Iterator<Item = &'f Field> + Clone,
        record: &Map<String, Value>,
        path: &FieldPath,
        row: &Context,
    ) {
        if self.faulty.contains(path) {
            return;
        }
        let given = fields.clone().filter(|field| field.formula().is_none());
        let blank = given.filter_map(|field| record.get(&field.name)).all(is_blank);
        if blank && !fields.clone().any(|field| field.required) {
            self.blank_item(path, row);
        }
        self.required_record(fields, record, path, row);
    }

    fn required_record<'f>(
        &mut self,
        fields: impl Iterator<Item = &'f Field>,
        record: &Map<String, Value>,
        path: &FieldPath,
        context: &Context,
    ) {
        for field in fields {
            if let Some(value) = record.get(&field.name) {
                self.required(field, value, path, context);
            }
        }
    }

    fn blank_item(&mut self, path: &FieldPath, row: &Context) {
        if self.is_faulty(path) {
            return;
        }
        let capital = crate::vietnamese::text::upper_first;
        self.report(
            Severity::Warning,
            "muc-trong",
            path,
            format!("{} để trống; hãy điền hoặc xóa đi.", capital(&row.vietnamese)),
            format!("{} is blank; fill it in or remove it.", capital(&row.english)),
        );
    }

    /// This value or one within it has been reported as unusable.
    fn is_faulty(&self, path: &FieldPath) -> bool {
        self.faulty.contains(path)
            || self.faulty.at_or_after(&path.join("")).is_some_and(|next| {
                next.as_str().strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('.'))
            })
    }

    fn missing(&mut self, field: &Field, path: &FieldPath, context: &Context) {
        let english = if field.label_en.is_empty() { &field.label } else { &field.label_en };
        let (place, place_en) = match context.vietnamese.as_str() {
            "" => Default::default(),
            place => (format!(" ở {place}"), format!(" in {}", context.english)),
        };
        self.report(
            Severity::Error,
            "thieu-truong",
            path,
            format!("Chưa có «{}»{place}; {}.", field.label, advice(&field.help, "hãy điền vào ô này")),
            format!("“{english}” is missing{place_en}; {}.", advice(&field.help_en, "fill it in")),
        );
    }
}

/// The field's own help as the second half of a sentence where it is one short sentence, else `otherwise`.
fn advice(help: &str, otherwise: &str) -> String {
    const LONGEST: usize = 90;
    let help = help.trim().trim_end_matches('.');
    let one_sentence = !help.contains([';', '\n', ':']) && !help.contains(". ");
    let short = (1..=LONGEST).contains(&help.chars().count());
    let instructs = ["Ghi ", "Viết ", "Chọn ", "Điền ", "Give ", "Say ", "Write ", "Choose "];
    if !(one_sentence && short && instructs.iter().any(|verb| help.starts_with(verb))) {
        return otherwise.to_owned();
    }
    let vietnamese = ["Ghi ", "Viết ", "Chọn ", "Điền "].iter().any(|verb| help.starts_with(verb));
    format!("{}{}", if vietnamese { "hãy " } else { "" }, crate::vietnamese::text::lower_first(help))
}
