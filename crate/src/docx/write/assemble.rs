//! All parts of a document, put in the schema's order and packed.

use std::sync::Arc;

use crate::document::{Component, Document, Element, Section, Span, Style};
use crate::docx::canonical::{self, StyleSheet};
use crate::docx::package::{self, Parts};
use crate::docx::remembered::Remembered;
use crate::docx::values_part::{TextDigest, ValuesPart};
use crate::standard::Standard;
use crate::to_list::ToList;
use crate::xml::{self, XmlError};
use crate::zip::{Content, Deflated};

use super::paragraph::NOTE_MARK_STYLE;
use super::section::PageParts;
use super::serialize::{self, Body, Written};
use super::{Writer, style_id};

/// Writes a document as DOCX, with the values it was made from when given.
///
/// The same document gives the same bytes, whatever was written before.
///
/// # Errors
/// When docx-rs builds something that is not well-formed; no document leads there.
pub fn write(
    document: &Document,
    standard: &Standard,
    values: Option<&ValuesPart<'_>>,
) -> Result<Vec<u8>, XmlError> {
    let mut writer = Writer::new(document);
    let mut page_parts = PageParts::default();
    let tree = body(&mut writer, document, &mut page_parts)?;
    let body = Body { document: &tree, head_rows: &head_rows(&document.sections) };
    let part = body.part(&mut writer.pieces)?;

    let notes = notes(&mut writer)?;
    let styles = styles(document, standard)?;
    let (headers, footers) = edges(&page_parts);
    let values = values.map(|values| {
        let note = |id: &str| notes.get(id.parse::<usize>().ok()?.checked_sub(1)?);
        let text = TextDigest::of_stories(
            &part.story,
            |id| note(id).map(|note| note.story.lines.as_slice()),
            page_parts.parts.iter().map(|part| &part.written.story),
        );
        values.deflated(&text)
    });
    Ok(package::write(&Parts {
        document: Content::from(part.xml),
        styles: Content::from(styles.as_ref()),
        headers: headers.iter().map(|part| Content::from(part.as_ref())).to_list(),
        footers: footers.iter().map(|part| Content::from(part.as_ref())).to_list(),
        footnotes: footnotes(&notes)?.map(Content::from),
        title: &document.properties.title,
        subject: &document.properties.subject,
        values: values.as_ref().map(Content::from),
    }))
}

/// The sections one after another; each but the last ends in a paragraph that carries its properties.
pub(super) fn body<'d>(
    writer: &mut Writer<'d>,
    document: &'d Document,
    page_parts: &mut PageParts,
) -> Result<docx_rs::Document, XmlError> {
    let mut written = docx_rs::Document::new();
    let count = document.sections.len();
    for (index, section) in document.sections.iter().enumerate() {
        writer.elements(&section.elements, &mut written.children);
        let property = writer.section(section, page_parts)?;
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
    Ok(written)
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
        .to_list()
}

pub(super) fn notes(writer: &mut Writer<'_>) -> Result<Vec<Written>, XmlError> {
    let spans: Vec<&[Span]> = std::mem::take(&mut writer.notes);
    spans
        .into_iter()
        .map(|spans| {
            let note = writer.note(spans);
            serialize::paragraph(&mut writer.pieces, &note)
        })
        .collect()
}

/// `footnotes.xml`, when there are any.
pub(super) fn footnotes(notes: &[Written]) -> Result<Option<Vec<u8>>, XmlError> {
    if notes.is_empty() {
        return Ok(None);
    }
    let notes = notes.iter().map(|note| note.xml.as_slice());
    canonical::footnotes(notes, Some(NOTE_MARK_STYLE)).map(Some)
}

/// The styles of a document, deflated; documents that look alike share them.
pub(super) fn styles(document: &Document, standard: &Standard) -> Result<Arc<Deflated>, XmlError> {
    static STYLES: Remembered<Vec<Style>, Deflated> = Remembered::new();
    STYLES.try_of(document.styles.as_slice(), || {
        let built = super::styles::styles(document, &standard.font)?;
        let mut part = xml::Document::parse(&built)?;
        let sheet = StyleSheet { language: &standard.language, default_paragraph: "Normal" };
        canonical::styles(&mut part, &sheet);
        Ok(Deflated::new(&part.to_bytes()))
    })
}

/// The headers and the footers, deflated.
pub(super) fn edges(page_parts: &PageParts) -> (Vec<Arc<Deflated>>, Vec<Arc<Deflated>>) {
    let mut headers = Vec::new();
    let mut footers = Vec::new();
    for part in &page_parts.parts {
        let to = if part.is_header { &mut headers } else { &mut footers };
        to.push(page_part(&part.written.xml));
    }
    (headers, footers)
}

fn page_part(xml: &[u8]) -> Arc<Deflated> {
    static PARTS: Remembered<Vec<u8>, Deflated> = Remembered::new();
    PARTS.of(xml, || Deflated::new(xml))
}
