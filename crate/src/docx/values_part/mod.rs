//! The values inside a saved document, so that it opens again as the form it came from.
//!
//! They are a custom XML part of the namespace `urn:thethuc:1`:
//!
//! ```xml
//! <thethuc xmlns="urn:thethuc:1" template="…" template-version="1" standard="nd30" preset="13-14-14"
//!          date="2026-11-23" text-sha256="…"><schema>JSON</schema><values>JSON</values></thethuc>
//! ```
//!
//! Word, python-docx and LibreOffice (7.4 measured) keep such a part when they save the file again; it is found by its
//! namespace, wherever it lies. The digest is that of the text a reader sees ([`TextDigest`]), so that a file saved again
//! without a change still counts as unchanged, and one with a word changed does not.

mod text;

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

pub(crate) use text::Story;
pub use text::TextDigest;

use super::names::{FAMILY, VALUES};
use super::package::Package;
use super::remembered::Remembered;
use crate::pool::Pool;
use crate::to_list::ToList;
use crate::xml::{Document, Node, Scope, escape_attribute, is_allowed};
use crate::zip::{Deflated, Recurring};
use crate::{Diagnostic, Location};

/// What is stored beside the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValuesPart<'v> {
    /// The template's id.
    pub template: &'v str,
    /// The template's version.
    pub template_version: u32,
    /// The standard, such as `nd30`.
    pub standard: &'v str,
    /// The preset of sizes, such as `13-14-14`.
    pub preset: &'v str,
    /// The date the document was filled, ISO 8601.
    pub date: &'v str,
    /// The schema of the form's fields.
    pub schema: &'v Arc<Value>,
    /// The values, as given.
    pub values: &'v Value,
}

impl ValuesPart<'_> {
    /// The part, for a document whose visible text has this digest.
    pub fn to_xml(&self, text: &TextDigest) -> Vec<u8> {
        let (before, after) = self.around_schema(text);
        [before, escaped(self.schema), after].concat()
    }

    /// The part, deflated. The schema is most of it and that of every document of a template: it is deflated once.
    pub(super) fn deflated(&self, text: &TextDigest) -> Deflated {
        static SCHEMAS: Remembered<Arc<Value>, Recurring> = Remembered::new();
        let ready = SCHEMAS.of(self.schema, || Recurring::new(escaped(self.schema)));
        let (before, after) = self.around_schema(text);
        ready.between(&before, &after)
    }

    /// What stands before and behind the schema.
    fn around_schema(&self, text: &TextDigest) -> (Vec<u8>, Vec<u8>) {
        let clean = |text: &str| -> String {
            let allowed: String = text.chars().filter(|&character| is_allowed(character)).collect();
            escape_attribute(&allowed).into_owned()
        };
        let before = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <thethuc xmlns=\"{VALUES}\" template=\"{}\" template-version=\"{}\" standard=\"{}\" preset=\"{}\" \
             date=\"{}\" text-sha256=\"{text}\"><schema>",
            clean(self.template),
            self.template_version,
            clean(self.standard),
            clean(self.preset),
            clean(self.date),
        );
        let mut after = "</schema><values>".to_owned();
        push_json(&mut after, self.values);
        after.push_str("</values></thethuc>");
        (before.into_bytes(), after.into_bytes())
    }
}

fn escaped(schema: &Value) -> Vec<u8> {
    let mut text = String::new();
    push_json(&mut text, schema);
    text.into_bytes()
}

/// JSON that XML holds as it is: what XML cannot hold, gives a meaning or may change is escaped the JSON way. Outside
/// strings JSON has none of it.
fn push_json(out: &mut String, value: &Value) {
    for character in value.to_string().chars() {
        match character {
            '<' | '>' | '&' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
}

/// The values of a saved document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReadValues {
    /// The template's id.
    pub template: String,
    /// The template's version.
    pub template_version: u32,
    /// The standard.
    pub standard: String,
    /// The preset of sizes.
    pub preset: String,
    /// The date the document was filled, ISO 8601.
    pub date: String,
    /// The schema the form's fields had.
    pub schema: Value,
    /// The values, as they were given.
    pub values: Value,
    /// The text is still the one that was filled in.
    pub unchanged: bool,
}

/// Reads the values out of a document.
///
/// # Errors
/// `khong-co-gia-tri` when it has none, `gia-tri-ban-moi` when a later version of Thể Thức wrote them,
/// `gia-tri-hong` when they are damaged, and what makes the file unreadable (see [`super::package::PackageError`]).
pub fn read_values(docx: &[u8]) -> Result<ReadValues, Diagnostic> {
    let package = Package::open(docx)?;
    let main = package.main_document()?;
    let name = part_name(&package, &main)?;
    let xml = package.read(&name)?.unwrap_or_default();
    let part = Document::parse(&xml).map_err(|_| damaged(&name))?;
    read(&part, &name, &TextDigest::of_package(&package, &main)?)
}

/// The name of the part with the values.
///
/// # Errors
/// `khong-co-gia-tri` when there is none, `gia-tri-ban-moi` when only a later version could read it.
pub(crate) fn part_name(package: &Package<'_>, main: &str) -> Result<String, Diagnostic> {
    let mut later = false;
    for name in candidates(package, main)? {
        let Some(xml) = package.read(&name)? else { continue };
        let Ok(part) = Document::parse(&xml) else { continue };
        let mut scope = Scope::new(str::to_owned);
        scope.enter(&part.root);
        match scope.of_element(part.root.name()).as_deref() {
            Some(VALUES) => return Ok(name),
            Some(other) if other.starts_with(FAMILY) => later = true,
            _ => {}
        }
    }
    Err(if later {
        Diagnostic::error(
            "gia-tri-ban-moi",
            Location::Document,
            "Văn bản này do một phiên bản Thể Thức mới hơn lưu; hãy mở bằng phiên bản mới.",
            "A later version of Thể Thức saved this document; open it with that version.",
        )
    } else {
        Diagnostic::error(
            "khong-co-gia-tri",
            Location::Document,
            "Văn bản này không kèm dữ liệu đã nhập; chỉ mở lại được văn bản do Thể Thức lưu cùng dữ liệu.",
            "This document holds no values; only one that Thể Thức saved with its values can be opened again.",
        )
    })
}

/// The parts with values, of whatever version.
///
/// # Errors
/// When the relationships of the document are unreadable.
pub(crate) fn all_parts(package: &Package<'_>, main: &str) -> Result<Vec<String>, Diagnostic> {
    let is_one = |name: &String| {
        let xml = package.read(name).ok().flatten().unwrap_or_default();
        let Ok(part) = Document::parse(&xml) else { return false };
        let mut scope = Scope::new(str::to_owned);
        scope.enter(&part.root);
        scope.of_element(part.root.name()).is_some_and(|namespace| namespace.starts_with(FAMILY))
    };
    Ok(candidates(package, main)?.into_iter().filter(is_one).to_list())
}

/// The part with other values, and with another digest where one is given; everything else stays as it is.
pub(crate) fn with_values(xml: &[u8], values: &Value, text: Option<&TextDigest>) -> Option<Vec<u8>> {
    let mut part = Document::parse(xml).ok()?;
    if let Some(text) = text {
        part.root.set_attribute("text-sha256", &text.to_string());
    }
    let mut json = String::new();
    push_json(&mut json, values);
    let place = part.root.elements_mut().find(|child| child.local_name() == "values")?;
    place.children = vec![Node::Text(json.into())];
    Some(part.to_bytes())
}

/// The parts the values may be in: first those the document is related to, then any that lies where custom XML lies.
fn candidates(package: &Package<'_>, main: &str) -> Result<Vec<String>, Diagnostic> {
    let related = package.relations(main)?.into_iter().filter(|relation| relation.role() == "customXml");
    let mut names: Vec<String> = related.map(|relation| relation.target).to_list();
    let lying = package.parts().iter().map(|part| &part.name);
    names.extend(
        lying
            .filter(|name| name.to_ascii_lowercase().starts_with("customxml/") && !name.ends_with(".rels"))
            .cloned(),
    );
    // A part many relationships lead to is read once.
    let mut known: Pool<String> = Pool::default();
    names.retain(|name| known.insert(name.to_ascii_lowercase().as_str()));
    Ok(names)
}

fn read(part: &Document<'_>, name: &str, text: &TextDigest) -> Result<ReadValues, Diagnostic> {
    let damaged = || damaged(name);
    let field = |name: &str| part.root.attribute(name).map(|value| value.into_owned()).ok_or_else(damaged);
    let json = |name: &str| {
        let text = part.root.elements().find(|child| child.local_name() == name).map(|child| child.text());
        text.and_then(|text| serde_json::from_str::<Value>(&text).ok()).ok_or_else(damaged)
    };
    Ok(ReadValues {
        template: field("template")?,
        template_version: field("template-version")?.parse().map_err(|_| damaged())?,
        standard: field("standard")?,
        preset: field("preset")?,
        date: field("date")?,
        schema: json("schema")?,
        values: json("values")?,
        unchanged: field("text-sha256")? == text.to_string(),
    })
}

fn damaged(name: &str) -> Diagnostic {
    Diagnostic::error(
        "gia-tri-hong",
        Location::File { file: name.to_owned(), line: 0, column: 0 },
        "Dữ liệu kèm theo văn bản bị hỏng; hãy nhập lại, hoặc lấy bản đã lưu trước đó.",
        "The values in this document are damaged; fill in the form again, or take an earlier copy.",
    )
}
