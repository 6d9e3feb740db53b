//! Templates: what one says about itself, its form, its samples, and filling it.
//!
//! A template is a folder of text files (`templates/README.md` says how to write one). [`Template::load`] checks all of
//! it, [`crate::resolve`] makes values ready, [`render`] fills the body, [`library`] holds the built-in ones.

pub mod field;
mod fill;
mod follow;
pub mod formula;
pub mod library;
mod load;
mod manifest;
mod opened;
mod outside;
mod questions;
mod resolve;
mod schema;
mod section;
pub(crate) mod signing;
mod source;
mod uses;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

pub use self::field::{Choice, Column, Field, Kind, Numeric, Table};
pub use self::follow::Follow;
pub(crate) use self::load::{Known, SAMPLES, read, shown, text_of};
pub use self::manifest::follow::Each;
pub use self::opened::{MAX_OPENED, Opened, open_all};
pub use self::outside::{MAX_FILE, MAX_SAMPLES};
pub use self::questions::Questions;
pub use self::resolve::MAX_ITEMS;
pub use self::resolve::resolved::Resolved;
pub(crate) use self::resolve::resolved::{decimal, number_value};
pub(crate) use self::resolve::{by_form, resolve};
pub use self::section::{Section, section_texts};
pub(crate) use self::source::Source;
use crate::Diagnostic;
use crate::forms::Form;

/// The files of a template as somebody found them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateFiles {
    /// The folder, as it is shown in findings; its last part has to be the template's id.
    pub name: String,
    /// Path within the folder, with `/`, and text: `template.toml`, `body.hbs`, `samples/1-….json`.
    pub files: BTreeMap<String, String>,
}

/// A template without fault, ready to be filled.
#[derive(Debug)]
pub struct Template {
    /// Its name, kebab-case, that of its folder.
    pub id: String,
    /// What it is called, in Vietnamese.
    pub title: String,
    /// The same in English, or empty.
    pub title_en: String,
    /// What it is for, in one sentence, or empty.
    pub description: String,
    /// The same in English, or empty.
    pub description_en: String,
    /// Which parts are printed in which order.
    pub form: Form,
    /// The abbreviation of its kind (Decree 30/2020/NĐ-CP, Annex III.I); none for a công văn.
    pub kind: Option<String>,
    /// The name of its kind as printed; none for a công văn, nor where a field `ten_loai` has it.
    pub kind_name: Option<String>,
    /// Where it stands in a list of templates, or empty.
    pub group: String,
    /// Counts up when its fields change.
    pub version: u32,
    /// The field that a row of a list is about: the guest, the person, the unit; none where a row is about nobody.
    pub row: Option<String>,
    /// The shared fields in the order of the form, then its own.
    pub fields: Vec<Field>,
    /// What it takes from the record of a matter, where it follows other documents.
    pub follows: Vec<Follow>,
    samples: Vec<Sample>,
    sections: Vec<Section>,
    uses: uses::Uses,
    structure: OnceLock<Arc<Value>>,
    plan: resolve::compute::Plan,
    program: fill::Program,
    body_name: String,
    fingerprint: String,
}

/// A filled form.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The file's name without folder and ending: `1-ngan`.
    pub name: String,
    /// The values.
    pub values: Value,
}

impl Template {
    /// Takes in a template.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once, with file, line and column; see [`crate::check::lint`].
    pub fn load(files: &TemplateFiles) -> Result<Template, Vec<Diagnostic>> {
        let (template, findings) = load::load(files);
        match template {
            Some(template) if findings.is_empty() => Ok(template),
            _ => Err(findings),
        }
    }

    /// SHA-256 of what it was loaded from, samples left out, in hexadecimal digits: templates that have the same one fill
    /// alike.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The samples in the order of their file names.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// The parts of the body that free text can take the place of, in the order of the body.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Whether there is a field of that name that must be filled in.
    pub(crate) fn requires(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.required)
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Fills the body of a template: text in the conventions of [`crate::markup`], each value between the marks of
/// [`crate::markup::mark`] with the path of its field.
///
/// Values are literal, only those of kind `body` are markup. A blank required field prints a visible blank, a blank
/// optional one nothing, and a line on which nothing but blanks stood is left out.
///
/// # Errors
/// Only for a fault of the template that its checks did not see, with its place.
pub fn render(template: &Template, resolved: &Resolved) -> Result<String, Vec<Diagnostic>> {
    template.program.body(resolved, &template.body_name)
}
