//! Reading any `.docx`: what a reader sees, in order, whoever made the file.
//!
//! Tracked changes count as accepted, what is hidden or cannot be text is named in [`Observed::unread`], letters of TCVN3 and VNI
//! fonts become Unicode, and lists that Word numbers carry the label Word shows.
//!
//! ```
//! use thethuc::docx::read::{Block, observe};
//! use thethuc::{fill, library};
//!
//! let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! let values = &plan.samples().first().expect("its example").values;
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let file = fill(&plan, values, today).docx(true).expect("a DOCX").remove(0);
//!
//! let observed = observe(&file.bytes).expect("a document");
//! assert!(matches!(&observed.blocks[0], Block::Table(letterhead) if letterhead.rows[0].cells.len() == 2));
//! ```

mod glyph;
mod grid;
mod label;
mod numbering;
mod recode;
mod story;
mod styles;
pub(crate) mod typed;

use crate::{Align, Diagnostic, Location};

use super::package::{Package, PackageError};
use crate::xml::Document;

pub use glyph::Glyph;
pub(crate) use glyph::{glyphs, inlines, letters, plain, trim};
pub(crate) use grid::body_table;

use numbering::Numbering;
use story::{Sheets, Story};
use styles::Styles;

/// The most paragraphs a document may have.
pub const MAX_PARAGRAPHS: usize = 100_000;

/// A document as somebody finds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observed {
    /// Paragraphs and tables from top to bottom.
    pub blocks: Vec<Block>,
    /// The paragraphs with text of headers and footers, each once, page numbers left out.
    pub edges: Vec<Paragraph>,
    /// The paragraphs of text boxes.
    pub boxes: Vec<Paragraph>,
    /// What reviewers wrote beside the text.
    pub comments: Vec<Comment>,
    /// What is there and is not text.
    pub unread: Unread,
}

/// What is in a document and cannot be read as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    /// Pictures, drawings and embedded objects.
    pub pictures: usize,
    /// Whole files put into the document.
    pub files: usize,
    /// Texts that are hidden.
    pub hidden: Vec<String>,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Text.
    Paragraph(Paragraph),
    /// Rows of cells.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Its text.
    pub glyphs: Vec<Glyph>,
    /// What an automatic list writes before it.
    pub label: String,
    /// The name of its style.
    pub style: String,
    /// How it is aligned; `None` where nothing says so.
    pub align: Option<Align>,
    /// Its level among the headings, from 0.
    pub outline: Option<u8>,
    /// It starts a page.
    pub page_break: bool,
    /// It is an entry of a table of contents.
    pub is_contents: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The widths of its columns, in no fixed unit.
    pub columns: Vec<u32>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// It is repeated on every page.
    pub is_head: bool,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// How many columns it takes, at least one.
    pub span: usize,
    /// It goes on the cell above.
    pub continues: bool,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// What a reviewer wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Comment {
    /// Who.
    pub author: String,
    /// The remark.
    pub text: String,
    /// The paragraph it stands at.
    pub paragraph: String,
}

impl Paragraph {
    /// Its text with the label of its list, without the white space of its layout.
    pub fn text(&self) -> String {
        let text = plain(&self.glyphs);
        if self.label.is_empty() { text } else { format!("{} {text}", self.label).trim_end().to_owned() }
    }

    /// Its glyphs with the label of its list.
    pub(crate) fn labelled(&self) -> Vec<Glyph> {
        if self.label.is_empty() {
            return self.glyphs.clone();
        }
        let label = format!("{} ", self.label);
        letters(&label, false, false).chain(self.glyphs.iter().cloned()).collect()
    }

    /// There is nothing to read in it.
    pub fn is_blank(&self) -> bool {
        self.label.is_empty() && self.glyphs.iter().all(Glyph::is_space)
    }

    /// All its letters are bold.
    pub fn is_bold(&self) -> bool {
        let mut letters = self.glyphs.iter().filter(|glyph| !glyph.is_space()).peekable();
        letters.peek().is_some() && letters.all(|glyph| matches!(glyph, Glyph::Letter { bold: true, .. }))
    }

    /// All its letters are italic.
    pub fn is_italic(&self) -> bool {
        let mut letters = self.glyphs.iter().filter(|glyph| !glyph.is_space()).peekable();
        letters.peek().is_some() && letters.all(|glyph| matches!(glyph, Glyph::Letter { italic: true, .. }))
    }
}

/// Calls `visit` for every paragraph of the blocks, with the column of the innermost cell it stands in.
pub(crate) fn visit<'b>(
    blocks: &'b [Block],
    cell: Option<usize>,
    visit_one: &mut impl FnMut(&'b Paragraph, Option<usize>),
) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => visit_one(paragraph, cell),
            Block::Table(table) => {
                for row in &table.rows {
                    for (at, cell) in row.cells.iter().enumerate() {
                        visit(&cell.blocks, Some(at), visit_one);
                    }
                }
            }
        }
    }
}

/// Reads a document.
///
/// # Errors
/// What makes the file unreadable (see [`PackageError`]), and `tep-qua-lon` for more than [`MAX_PARAGRAPHS`] paragraphs. A part
/// that is missing or damaged but for the main one counts as empty.
pub fn observe(docx: &[u8]) -> Result<Observed, Diagnostic> {
    let package = Package::open(docx)?;
    let main = package.main_document()?;
    let relations = package.relations(&main).unwrap_or_default();
    let related = |role: &'static str| {
        relations.iter().filter(move |relation| relation.role() == role && !relation.external)
    };
    let part = |role: &'static str| {
        let name = &related(role).next()?.target;
        package.read(name).ok().flatten()
    };
    let (styles, numbering) = (part("styles"), part("numbering"));
    let styles = styles.as_deref().and_then(|xml| Document::parse(xml).ok());
    let styles = styles.map(|xml| Styles::read(&xml.root)).unwrap_or_default();
    let numbering = numbering.as_deref().and_then(|xml| Document::parse(xml).ok());
    let numbering = numbering.map(|xml| Numbering::read(&xml.root)).unwrap_or_default();
    let mut sheets = Sheets { styles, numbering, ..Sheets::default() };
    let read =
        |xml: &[u8], sheets: &Sheets| Document::parse(xml).ok().map(|xml| Story::read(&xml.root, sheets));

    for role in ["footnotes", "endnotes"] {
        if let Some(story) = part(role).and_then(|xml| read(&xml, &sheets)) {
            let kind = role.trim_end_matches('s');
            sheets
                .notes
                .extend(story.notes.into_iter().map(|(id, blocks)| ((kind.to_owned(), id), noted(&blocks))));
        }
    }
    let remarks = part("comments").and_then(|xml| read(&xml, &sheets)).unwrap_or_default();

    let xml = package.read(&main)?.unwrap_or_default();
    let document = Document::parse(&xml).map_err(|error| PackageError::Xml { part: main.clone(), error })?;
    let story = Story::read(&document.root, &sheets);
    if story.too_long {
        return Err(too_long());
    }
    let mut observed = Observed { blocks: story.blocks, unread: story.unread, ..Observed::default() };
    collect(&story.boxes, &mut observed.boxes);
    for (id, blocks) in &remarks.notes {
        let of = |list: &[(String, String)]| {
            list.iter().find(|(known, _)| known == id).map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let (author, paragraph) = (of(&remarks.authors), of(&story.remarks));
        observed.comments.push(Comment { author, text: plain(&noted(blocks)), paragraph });
    }
    let mut edges = Vec::new();
    for relation in related("header").chain(related("footer")) {
        let Some(xml) = package.read(&relation.target).ok().flatten() else { continue };
        let Some(story) = read(&xml, &sheets) else { continue };
        collect(&story.blocks, &mut edges);
        collect(&story.boxes, &mut edges);
        observed.unread.pictures += story.unread.pictures;
    }
    for edge in edges {
        if !observed.edges.iter().any(|known| known.text() == edge.text()) {
            observed.edges.push(edge);
        }
    }
    Ok(observed)
}

fn collect(blocks: &[Block], into: &mut Vec<Paragraph>) {
    visit(blocks, None, &mut |paragraph, _| {
        if !paragraph.is_blank() {
            into.push(paragraph.clone());
        }
    });
}

/// The text of a note, its paragraphs parted by breaks.
fn noted(blocks: &[Block]) -> Vec<Glyph> {
    let mut glyphs = cell_text(blocks);
    glyphs.retain(|glyph| !matches!(glyph, Glyph::Note(_)));
    glyphs
}

/// The text of a cell, its paragraphs parted by breaks.
fn cell_text(blocks: &[Block]) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    visit(blocks, None, &mut |paragraph, _| {
        if paragraph.is_blank() {
            return;
        }
        if !glyphs.is_empty() {
            glyphs.push(Glyph::Break);
        }
        glyphs.extend(paragraph.labelled());
    });
    trim(&mut glyphs);
    glyphs
}

fn too_long() -> Diagnostic {
    Diagnostic::error(
        "tep-qua-lon",
        Location::Document,
        format!("Văn bản có hơn {MAX_PARAGRAPHS} đoạn nên không mở được; hãy tách thành nhiều tệp."),
        format!("The document has more than {MAX_PARAGRAPHS} paragraphs; split it into several files."),
    )
}
