//! All parts of a document, put in the schema's order and packed.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::document::{Component, Document, Element, Section, Span, Style};
use crate::docx::canonical::{self, StyleSheet};
use crate::docx::package::{self, Deflated, PartData, Parts};
use crate::docx::values_part::{TextDigest, ValuesPart};
use crate::docx::xml::{self, XmlError};
use crate::standard::Standard;

use super::paragraph::NOTE_MARK_STYLE;
use super::section::PageParts;
use super::{Writer, serialize, style_id};

/// How many parts that recur from document to document are kept ready.
const MOST_REMEMBERED: usize = 32;

/// Writes a document as DOCX, with the values it was made from when given.
///
/// The same document gives the same bytes, whatever was written before.
///
/// # Errors
/// When docx-rs builds a part that is not well-formed; no document leads there.
pub fn write(
    document: &Document,
    standard: &Standard,
    values: Option<&ValuesPart<'_>>,
) -> Result<Vec<u8>, XmlError> {
    let mut writer = Writer::new(document);
    let mut page_parts = PageParts::default();
    let built = serialize::document(&body(&mut writer, document, &mut page_parts));
    let mut part = xml::Document::parse(&built)?;
    canonical::document(&mut part, &head_rows(&document.sections));

    let notes = notes(&mut writer);
    let footnotes = if notes.is_empty() {
        None
    } else {
        Some(canonical::footnotes(notes.iter().map(Vec::as_slice), Some(NOTE_MARK_STYLE))?)
    };
    let styles = styles(document, standard)?;
    let mut headers = Vec::new();
    let mut footers = Vec::new();
    for part in &page_parts.parts {
        let to = if part.is_header { &mut headers } else { &mut footers };
        to.push(page_part(&part.xml)?);
    }
    let values = match values {
        Some(values) => {
            let edges = page_parts.parts.iter().map(|part| part.xml.as_slice());
            Some(values.deflated(&TextDigest::of_xml(&part, footnotes.as_deref(), edges)?))
        }
        None => None,
    };
    Ok(package::write(&Parts {
        document: PartData::from(part.to_bytes()),
        styles: PartData::from(styles.as_ref()),
        headers: headers.iter().map(|part| PartData::from(part.as_ref())).collect(),
        footers: footers.iter().map(|part| PartData::from(part.as_ref())).collect(),
        footnotes: footnotes.as_deref().map(PartData::from),
        title: &document.properties.title,
        subject: &document.properties.subject,
        values: values.as_ref().map(PartData::from),
    }))
}

/// The sections one after another; each but the last ends in a paragraph that carries its properties.
pub(super) fn body<'d>(
    writer: &mut Writer<'d>,
    document: &'d Document,
    page_parts: &mut PageParts,
) -> docx_rs::Document {
    let mut written = docx_rs::Document::new();
    let count = document.sections.len();
    for (index, section) in document.sections.iter().enumerate() {
        writer.elements(&section.elements, &mut written.children);
        let property = writer.section(section, page_parts);
        if index + 1 == count {
            written.section_property = property;
        } else if let Some(docx_rs::DocumentChild::Paragraph(last)) = written.children.last_mut() {
            last.property.section_property = Some(property);
        } else {
            let end =
                docx_rs::Paragraph::new().style(&style_id(Component::KeNgang)).section_property(property);
            written.children.push(docx_rs::DocumentChild::Paragraph(Box::new(end)));
        }
    }
    written
}

/// For each table in reading order, how many of its rows repeat.
pub(super) fn head_rows(sections: &[Section]) -> Vec<usize> {
    sections
        .iter()
        .flat_map(|section| &section.elements)
        .filter_map(|element| match element {
            Element::Table(table) => Some(table.head_rows),
            Element::Paragraph(_) | Element::Rule(_) => None,
        })
        .collect()
}

pub(super) fn notes(writer: &mut Writer<'_>) -> Vec<Vec<u8>> {
    let spans: Vec<&[Span]> = std::mem::take(&mut writer.notes);
    spans.into_iter().map(|spans| serialize::paragraph(&writer.note(spans))).collect()
}

/// The styles of a document, deflated; documents that look alike share them.
pub(super) fn styles(document: &Document, standard: &Standard) -> Result<Arc<Deflated>, XmlError> {
    static KNOWN: Remembered<Vec<Style>> = OnceLock::new();
    remembered(&KNOWN, &document.styles, || {
        let built = super::styles::styles(document, &standard.font);
        let mut part = xml::Document::parse(&built)?;
        let sheet = StyleSheet { language: &standard.language, default_paragraph: "Normal" };
        canonical::styles(&mut part, &sheet);
        Ok(Deflated::new(&part.to_bytes()))
    })
}

pub(super) fn page_part(built: &Vec<u8>) -> Result<Arc<Deflated>, XmlError> {
    static KNOWN: Remembered<Vec<u8>> = OnceLock::new();
    remembered(&KNOWN, built, || {
        let mut part = xml::Document::parse(built)?;
        canonical::tidy(&mut part);
        Ok(Deflated::new(&part.to_bytes()))
    })
}

/// Parts by what they are made from, the oldest first.
type Remembered<S> = OnceLock<Mutex<Vec<(S, Arc<Deflated>)>>>;

/// A part made once from its source. What is remembered depends on the source alone, so it cannot be seen from outside.
fn remembered<S: PartialEq + Clone>(
    known: &Remembered<S>,
    source: &S,
    make: impl FnOnce() -> Result<Deflated, XmlError>,
) -> Result<Arc<Deflated>, XmlError> {
    let mut known = known.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, part)) = known.iter().find(|(of, _)| of == source) {
        return Ok(Arc::clone(part));
    }
    let part = Arc::new(make()?);
    if known.len() == MOST_REMEMBERED {
        known.remove(0);
    }
    known.push((source.clone(), Arc::clone(&part)));
    Ok(part)
}
