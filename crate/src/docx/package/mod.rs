//! The package of a DOCX: which parts, what they are, and how they relate (ECMA-376-2).
//!
//! [`write()`] makes everything but the text: content types, relationships, settings, font table, properties, the places
//! of headers, footers, notes and values. It names no person and no machine, and the same parts give the same bytes.
//! [`Package::open`] reads any file somebody offers as a DOCX, and is on its guard.

mod error;
mod fixed;
mod open;
mod relation;
mod utf16;

use std::sync::Arc;

pub use error::PackageError;
pub use open::Package;
pub use relation::{ContentTypes, Relation};
pub(in crate::docx) use relation::{relations_part, relative_target, resolve};

use super::remembered::Remembered;
use crate::zip::{Builder, Content, Deflated};

/// The part that says what the others are.
pub(in crate::docx) const CONTENT_TYPES_PART: &str = "[Content_Types].xml";

/// The parts of a document, ready to be packed.
#[derive(Debug)]
pub struct Parts<'p> {
    /// `word/document.xml`. It refers to headers and footers by [`header_id`] and [`footer_id`].
    pub document: Content<'p>,
    /// `word/styles.xml`.
    pub styles: Content<'p>,
    /// `word/header1.xml`, `word/header2.xml`, …
    pub headers: Vec<Content<'p>>,
    /// `word/footer1.xml`, `word/footer2.xml`, …
    pub footers: Vec<Content<'p>>,
    /// `word/footnotes.xml`, as [`super::canonical::footnotes`] makes it.
    pub footnotes: Option<Content<'p>>,
    /// Title of the document; none when blank.
    pub title: &'p str,
    /// Subject of the document; none when blank.
    pub subject: &'p str,
    /// `customXml/item1.xml`, the values part.
    pub values: Option<Content<'p>>,
}

/// The relationship id of the header at `index`, counted from 0.
pub fn header_id(index: usize) -> String {
    format!("rIdH{}", index + 1)
}

/// The relationship id of the footer at `index`, counted from 0.
pub fn footer_id(index: usize) -> String {
    format!("rIdF{}", index + 1)
}

/// What content types and relationships depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    headers: usize,
    footers: usize,
    footnotes: bool,
    values: bool,
}

/// The parts that are the same in every document of a shape.
#[derive(Debug)]
struct Frame {
    content_types: Deflated,
    root_relations: Deflated,
    document_relations: Deflated,
    settings: Deflated,
    font_table: Deflated,
    item_relations: Deflated,
    item_properties: Deflated,
}

impl Frame {
    fn new(shape: Shape) -> Self {
        let deflated = |xml: String| Deflated::new(xml.as_bytes());
        Frame {
            content_types: deflated(fixed::content_types(shape)),
            root_relations: deflated(fixed::root_relations()),
            document_relations: deflated(fixed::document_relations(shape)),
            settings: deflated(fixed::settings(shape.footnotes)),
            font_table: deflated(fixed::font_table()),
            item_relations: deflated(fixed::item_relations()),
            item_properties: deflated(fixed::item_properties()),
        }
    }

    fn of(shape: Shape) -> Arc<Frame> {
        static FRAMES: Remembered<Shape, Frame> = Remembered::new();
        FRAMES.of(&shape, || Frame::new(shape))
    }
}

/// Title and subject, which all letters of a batch may have in common.
fn properties(title: &str, subject: &str) -> Arc<Deflated> {
    static PROPERTIES: Remembered<Vec<u8>, Deflated> = Remembered::new();
    let xml = fixed::core_properties(title, subject);
    PROPERTIES.of(xml.as_slice(), || Deflated::new(&xml))
}

/// Packs a document: parts in a fixed order, content types first, every date 1980-01-01, everything deflated.
///
/// Title and subject lose what XML cannot hold; the other parts must be well-formed already.
pub fn write(parts: &Parts<'_>) -> Vec<u8> {
    let frame = Frame::of(Shape {
        headers: parts.headers.len(),
        footers: parts.footers.len(),
        footnotes: parts.footnotes.is_some(),
        values: parts.values.is_some(),
    });
    let mut archive = Builder::new();
    archive.add_deflated(CONTENT_TYPES_PART, &frame.content_types);
    archive.add_deflated("_rels/.rels", &frame.root_relations);
    archive.add("word/document.xml", &parts.document);
    archive.add_deflated("word/_rels/document.xml.rels", &frame.document_relations);
    archive.add("word/styles.xml", &parts.styles);
    archive.add_deflated("word/settings.xml", &frame.settings);
    archive.add_deflated("word/fontTable.xml", &frame.font_table);
    if let Some(footnotes) = &parts.footnotes {
        archive.add("word/footnotes.xml", footnotes);
    }
    for (header, number) in parts.headers.iter().zip(1..) {
        archive.add(&format!("word/header{number}.xml"), header);
    }
    for (footer, number) in parts.footers.iter().zip(1..) {
        archive.add(&format!("word/footer{number}.xml"), footer);
    }
    archive.add_deflated("docProps/core.xml", &properties(parts.title, parts.subject));
    if let Some(values) = &parts.values {
        archive.add("customXml/item1.xml", values);
        archive.add_deflated("customXml/_rels/item1.xml.rels", &frame.item_relations);
        archive.add_deflated("customXml/itemProps1.xml", &frame.item_properties);
    }
    archive.finish()
}
