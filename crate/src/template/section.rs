//! Sections of a body that free text can take the place of: `{{#muc ket_qua nhan="Kết quả"}} … {{/muc}}`.

use chrono::NaiveDate;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::field::Field;
use super::resolve::resolve;
use super::{Resolved, Template};
use crate::markup;
use crate::ordered::{OrderedMap, OrderedSet};

/// The group field with one body for every section.
pub(crate) const FREE_TEXT: &str = "tu_do";

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

/// A section with the text it prints; one flat object when serialized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionText<'t> {
    /// The section.
    pub section: &'t Section,
    /// What it prints, in the conventions of [`crate::markup`].
    pub text: String,
}

impl Serialize for SectionText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Section { name, label, label_en, fields } = self.section;
        let mut object = serializer.serialize_struct("SectionText", 5)?;
        object.serialize_field("name", name)?;
        object.serialize_field("label", label)?;
        object.serialize_field("label_en", label_en)?;
        object.serialize_field("fields", fields)?;
        object.serialize_field("text", &self.text)?;
        object.end()
    }
}

/// Who needs a top-level field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum User {
    /// The body outside of sections.
    Body,
    /// The section of that name.
    Section(String),
    /// The formula or the default of the top-level field of that name.
    Field(String),
}

/// The top-level fields named in a template, and who names them.
pub(crate) type Uses = OrderedMap<String, OrderedSet<User>>;

/// The template's own fields nothing needs but these sections, directly or by formulas and defaults.
pub(crate) fn needed_only_by(sections: &[&str], fields: &[Field], uses: &Uses) -> Vec<String> {
    let mut own: Vec<&str> =
        fields.iter().filter(|field| !field.shared).map(|field| field.name.as_str()).collect();
    loop {
        let kept: Vec<&str> = own
            .iter()
            .copied()
            .filter(|name| {
                uses.get(*name).is_some_and(|users| {
                    users.iter().all(|user| match user {
                        User::Body => false,
                        User::Section(section) => sections.contains(&section.as_str()),
                        User::Field(field) => own.contains(&field.as_str()),
                    })
                })
            })
            .collect();
        if kept.len() == own.len() {
            return kept.into_iter().map(str::to_owned).collect();
        }
        own = kept;
    }
}

/// The text every section of a template prints with these values: the free text where some is given, else what its
/// block prints, from which free text can start.
pub fn section_texts<'t>(template: &'t Template, values: &Value, today: NaiveDate) -> Vec<SectionText<'t>> {
    if template.sections.is_empty() {
        return Vec::new();
    }
    let resolved = resolve(template, values, today);
    template.sections.iter().map(|section| text(template, section, &resolved)).collect()
}

fn text<'t>(template: &'t Template, section: &'t Section, resolved: &Resolved) -> SectionText<'t> {
    let free = resolved.text(&format!("{FREE_TEXT}.{}", section.name));
    let text = if free.trim().is_empty() {
        let filled = template.program.section(&section.name, resolved);
        markup::write(&markup::parse(&filled).blocks)
    } else {
        free.to_owned()
    };
    SectionText { section, text }
}
