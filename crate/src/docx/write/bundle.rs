//! Many documents in one file, for printing.

use crate::to_list::ToList;
use std::mem;

use docx_rs::{DocumentChild, Paragraph};

use crate::document::{Component, Document, Style};
use crate::docx::names::{RELATION, WORD};
use crate::docx::package::{self, Parts};
use crate::standard::Standard;
use crate::xml::XmlError;
use crate::zip::{Content, DeflatedStream};
use crate::{Diagnostic, Location};

use super::pieces::Pieces;
use super::section::PageParts;
use super::serialize::{Body, Written};
use super::{Writer, assemble, style_id, unwritten};

/// Documents one after another in one DOCX: each starts on a new page with page numbers and notes of its own.
///
/// It holds no document but the last one, only what they are deflated to; what they have in common, styles and headers,
/// stands in the file once. It carries no values: each document by itself does.
///
/// ```
/// use chrono::NaiveDate;
/// use thethuc::docx::{Bundle, lint};
/// use thethuc::{fill, library};
///
/// let invitation = library::get("giay-moi").expect("a built-in template");
/// let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
/// let mut bundle = Bundle::new(invitation.form.standard());
/// for guest in ["Bà Lê Thị Hạnh", "Ông Đỗ Văn Nam"] {
///     let filled = fill(&invitation, &serde_json::json!({ "nguoi_duoc_moi": [guest] }), today);
///     bundle.add(&filled.document)?;
/// }
/// let bytes = bundle.finish("Giấy mời")?;
/// assert_eq!(lint::lint(&bytes), []);
/// # Ok::<(), thethuc::Diagnostic>(())
/// ```
pub struct Bundle<'s> {
    standard: &'s Standard,
    /// A style of every component met so far.
    styles: Vec<Style>,
    page_parts: PageParts,
    notes: Vec<Written>,
    pieces: Pieces,
    next_bookmark: usize,
    documents: usize,
    body: DeflatedStream,
    /// The document before, which is not written until it is known whether it is the last.
    waiting: Option<Waiting>,
}

struct Waiting {
    tree: docx_rs::Document,
    head_rows: Vec<usize>,
    /// Its notes count from 1 again.
    renumbers_notes: bool,
}

impl std::fmt::Debug for Bundle<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bundle").field("documents", &self.documents).finish_non_exhaustive()
    }
}

impl<'s> Bundle<'s> {
    /// The most bytes the text of all documents may take before it is deflated. Word opens no larger file.
    pub const MOST: u64 = 512 << 20;

    /// No documents yet; all are to be of this standard.
    pub fn new(standard: &'s Standard) -> Self {
        let mut body = DeflatedStream::default();
        body.push(
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
                 <w:document xmlns:r=\"{RELATION}\" xmlns:w=\"{WORD}\"><w:body>"
            )
            .as_bytes(),
        );
        Bundle {
            standard,
            styles: Vec::new(),
            page_parts: PageParts::default(),
            notes: Vec::new(),
            pieces: Pieces::default(),
            next_bookmark: 1,
            documents: 0,
            body,
            waiting: None,
        }
    }

    /// How many documents it has.
    pub fn len(&self) -> usize {
        self.documents
    }

    /// It has no document yet.
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// Puts a document behind the others. One whose sizes are not those of the first keeps its own.
    ///
    /// # Errors
    /// `tap-qua-lon` when the file would be larger than [`Bundle::MOST`]: the documents so far can still be finished.
    pub fn add(&mut self, document: &Document) -> Result<(), Diagnostic> {
        if self.body.size() > Self::MOST {
            return Err(Diagnostic::error(
                "tap-qua-lon",
                Location::Document,
                format!(
                    "Tệp gộp đã có {} văn bản và lớn hơn mức Word mở được; hãy chia thành nhiều tệp.",
                    self.documents
                ),
                format!(
                    "The file has {} documents already and is larger than Word can open; make several files.",
                    self.documents
                ),
            ));
        }
        for style in &document.styles {
            if !self.styles.iter().any(|known| known.component == style.component) {
                self.styles.push(style.clone());
            }
        }
        let mut writer = Writer::new(document);
        writer.styles = self.styles.iter().map(|style| (style.component, &style.format)).collect();
        writer.next_bookmark = self.next_bookmark;
        writer.notes_before = self.notes.len();
        writer.copy = self.documents;
        writer.pieces = mem::take(&mut self.pieces);
        let tree = assemble::body(&mut writer, document, &mut self.page_parts).map_err(unwritten)?;
        let notes = assemble::notes(&mut writer).map_err(unwritten)?;
        self.next_bookmark = writer.next_bookmark;
        self.pieces = writer.pieces;
        let next = Waiting {
            tree,
            head_rows: assemble::head_rows(&document.sections),
            renumbers_notes: self.documents > 0 && !notes.is_empty(),
        };
        self.notes.extend(notes);
        self.documents += 1;
        if let Some(mut before) = self.waiting.replace(next) {
            end_section(&mut before.tree);
            self.write(&before, false).map_err(unwritten)?;
        }
        Ok(())
    }

    /// The file, with this title among its properties.
    ///
    /// # Errors
    /// Only what [`Bundle::add`] would have said of the last document.
    pub fn finish(mut self, title: &str) -> Result<Vec<u8>, Diagnostic> {
        if let Some(last) = self.waiting.take() {
            self.write(&last, true).map_err(unwritten)?;
        }
        self.body.push(b"</w:body></w:document>");
        self.packed(title).map_err(unwritten)
    }

    /// Deflates the text of a document; only the last keeps its section beside its paragraphs.
    fn write(&mut self, document: &Waiting, last: bool) -> Result<(), XmlError> {
        let body = Body { document: &document.tree, head_rows: &document.head_rows };
        self.body.push(&body.content(&mut self.pieces, document.renumbers_notes, last)?);
        Ok(())
    }

    fn packed(self, title: &str) -> Result<Vec<u8>, XmlError> {
        let common = Document { styles: self.styles, ..Document::default() };
        let styles = assemble::styles(&common, self.standard)?;
        let (headers, footers) = assemble::edges(&self.page_parts);
        let footnotes = assemble::footnotes(&self.notes)?;
        Ok(package::write(&Parts {
            document: Content::from(&self.body.finish()),
            styles: Content::from(styles.as_ref()),
            headers: headers.iter().map(|part| Content::from(part.as_ref())).to_list(),
            footers: footers.iter().map(|part| Content::from(part.as_ref())).to_list(),
            footnotes: footnotes.map(Content::from),
            title,
            subject: "",
            values: None,
        }))
    }
}

/// Puts the section of a document into its last paragraph, so that something can follow.
fn end_section(document: &mut docx_rs::Document) {
    let property = mem::take(&mut document.section_property);
    match document.children.last_mut() {
        Some(DocumentChild::Paragraph(last)) if last.property.section_property.is_none() => {
            last.property.section_property = Some(property);
        }
        _ => {
            let end = Paragraph::new().style(&style_id(Component::KeNgang)).section_property(property);
            document.children.push(DocumentChild::Paragraph(Box::new(end)));
        }
    }
}
