//! Sections of a body that free text can take the place of: `{{#muc ket_qua nhan="Kết quả"}} … {{/muc}}`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Template;
use super::resolve::resolve;
use crate::markup::{self, FREE_TEXT};

/// A part of the body that is replaced when `tu_do.<name>` holds text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name, ASCII snake_case, unique in the template.
    pub name: String,
    /// What the form calls it, in Vietnamese.
    pub label: String,
    /// The same in English, or empty.
    pub label_en: String,
    /// The template's own fields that are printed nowhere else, in the order of the form: they need not be filled in
    /// while free text stands in the section's place.
    pub fields: Vec<String>,
}

impl Section {
    /// The section with the text it prints now, as JSON in one flat object.
    fn with_text(&self, text: &str) -> Value {
        json!({
            "name": self.name, "label": self.label, "label_en": self.label_en, "fields": self.fields, "text": text,
        })
    }
}

/// The sections of a template, each an object with `name`, `label`, `label_en`, `fields` (see [`Section`]) and `text`: what
/// it prints with these values, in the conventions of [`crate::markup`]. That is the free text where some is given,
/// else what its block prints, from which free text can start.
pub fn section_texts(template: &Template, values: &Value, today: NaiveDate) -> Value {
    let resolved = resolve(template, values, today);
    let mut texts = Vec::new();
    for section in &template.sections {
        let free = resolved.text(&format!("{FREE_TEXT}.{}", section.name));
        texts.push(if free.trim().is_empty() {
            let filled = template.program.section(&section.name, &resolved);
            section.with_text(&markup::write(&markup::parse(&filled).blocks))
        } else {
            section.with_text(free)
        });
    }
    Value::Array(texts)
}
