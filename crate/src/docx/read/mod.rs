//! Reading any `.docx`: what a reader sees, in order, whoever made the file.
//!
//! Tracked changes count as accepted, what is hidden or cannot be text is named in [`Observed::unread`], letters of TCVN3 and VNI
//! fonts become Unicode, and lists that Word numbers carry the label Word shows.
//!
//! Of every run of letters it is known where in the file it stands ([`Run::anchor`]), how it looks and who says so
//! ([`Formats`]): nothing of that changes what is read.
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

mod anchor;
mod aside;
mod drawn;
mod format;
mod glyph;
mod grid;
mod label;
mod measure;
mod numbering;
mod observe;
mod origin;
mod property;
mod raised;
mod recode;
mod revision;
mod said;
mod section;
mod story;
mod styles;
mod symbols;
mod tab;
mod table;
mod table_style;
mod theme;
pub(crate) mod typed;
mod white;

use std::ops::Range;

use crate::document::VerticalAlign;
use crate::to_list::ToList;
use crate::{Align, Length};

pub use anchor::{Anchor, PartId, Run};
pub use aside::{Aside, AsideKind};
pub use drawn::{DrawnLine, LineKind};
pub use format::{
    Border, Color, Font, Formats, LineDistance, List, ParagraphFormat, ParagraphFormatId, RunFormat,
    RunFormatId, Stroke, Underline, Vertical,
};
pub use glyph::Glyph;
pub(crate) use glyph::{glyphs, inlines, letters, plain, trim};
pub(crate) use grid::{body_table, head_rows};
pub use observe::observe;
pub use origin::{Origin, Traced};
pub use revision::{Revision, RevisionKind};
pub use section::{Margins, OnPages, Section, SectionStart};
pub use tab::{Leader, Tab, TabKind};
pub use white::White;

/// The most paragraphs a document may have.
pub const MAX_PARAGRAPHS: usize = 100_000;

/// The most letters a document may have, those of its edges and notes with them.
pub const MAX_LETTERS: usize = 4_000_000;

/// The most letters of notes a document may have, each as often as the text refers to it: what is read copies them.
pub const MAX_NOTED: usize = 2_000_000;
/// The most letters of a paragraph that are quoted with a remark on it: every remark has them.
pub const MAX_QUOTED: usize = 1_000;
/// The longest label of a list: Word has no longer ones, and every paragraph of the list has it.
pub const MAX_LABEL: usize = 255;

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
    /// The elements whose text is hidden, part by part, counted as in [`Anchor`].
    pub hidden: Vec<(PartId, u32)>,
    /// The sections; every block is in one.
    pub sections: Vec<Section>,
    /// Pages with even numbers have headers and footers of their own.
    pub even_and_odd: bool,
    /// The headers and footers, each once.
    pub page_edges: Vec<PageEdge>,
    /// The footnotes and endnotes.
    pub notes: Vec<Note>,
    /// The lines somebody sees that are no letters.
    pub lines: Vec<DrawnLine>,
    /// The pictures and objects somebody sees in its place.
    pub pictures: Vec<Picture>,
    /// What was changed while changes were tracked.
    pub revisions: Vec<Revision>,
    /// The formats of letters and paragraphs.
    pub formats: Formats,
    /// The names of the parts paragraphs stand in, the main one first.
    pub parts: Vec<String>,
}

/// A picture, a drawing or an object that is no text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Picture {
    /// The paragraph it belongs to.
    pub paragraph: Option<ParagraphId>,
    /// The part it stands in.
    pub part: PartId,
    /// Width and height, as far as the file says them.
    pub size: Option<(Length, Length)>,
}

/// A header or a footer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageEdge {
    /// The part it stands in.
    pub part: PartId,
    /// It is a footer.
    pub is_footer: bool,
    /// Its paragraphs from top to bottom, then those of its text boxes.
    pub paragraphs: Vec<Paragraph>,
}

/// A footnote or an endnote.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Note {
    /// The part it stands in.
    pub part: PartId,
    /// Its id among those of its kind.
    pub id: String,
    /// It stands at the end of the document.
    pub is_endnote: bool,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph among all of a document. Those of the main story are numbered from 0 as they are read: from top to bottom, a
/// table row by row and cell by cell. Those of text boxes, notes, headers and footers come after them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphId(pub u32);

/// What is in a document and cannot be read as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    /// Pictures, drawings and embedded objects.
    pub pictures: usize,
    /// Whole files put into the document.
    pub files: usize,
    /// Texts that are hidden.
    pub hidden: Vec<String>,
    /// Texts that are no part of what the paragraphs say, and what was read otherwise than it is shown.
    pub asides: Vec<Aside>,
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
    /// Which it is.
    pub number: ParagraphId,
    /// The part it stands in.
    pub part: PartId,
    /// The spaces among its glyphs that stand for a tab or for so many blanks that what follows stands elsewhere in the line.
    pub gaps: Vec<usize>,
    /// All white space of it that is more than a blank between two words.
    pub whites: Vec<White>,
    /// Its element, counted as in [`Anchor`]; of paragraphs that became one, the last.
    pub element: u32,
    /// Where its glyphs come from, and how they look: each glyph is in one run.
    pub runs: Vec<Run>,
    /// The glyphs that stand for several characters, and how many more all of them so far stand for.
    pub(crate) wide: Vec<(usize, u32)>,
    /// How it stands, and who says so.
    pub format: ParagraphFormatId,
    /// The look of the mark at its end, which is that of an empty paragraph.
    pub mark: RunFormatId,
    /// It is the number of the page, and its look.
    pub page_number: Option<RunFormatId>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The widths of its columns, in no fixed unit.
    pub columns: Vec<u32>,
    /// How far it stands in from the left.
    pub indent: Length,
    /// Where it stands; `None` where nothing says so.
    pub align: Option<Align>,
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
    /// The lines around it.
    pub borders: CellBorders,
    /// What is left free at its left and right.
    pub margins: [Length; 2],
    /// Where its text stands in a higher row.
    pub vertical: VerticalAlign,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// The lines around a cell, those of the table between its cells among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellBorders {
    /// Above.
    pub top: Border,
    /// Below.
    pub bottom: Border,
    /// On the left.
    pub left: Border,
    /// On the right.
    pub right: Border,
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

impl Observed {
    /// The paragraphs of the main story, each at its number.
    pub fn paragraphs(&self) -> Vec<&Paragraph> {
        paragraphs_of(&self.blocks)
    }

    /// All paragraphs there are: those of the main story, of text boxes, of notes, of headers and footers.
    pub fn everything(&self) -> Vec<&Paragraph> {
        let mut all = self.paragraphs();
        all.extend(&self.boxes);
        all.extend(self.notes.iter().flat_map(|note| &note.paragraphs));
        all.extend(self.page_edges.iter().flat_map(|edge| &edge.paragraphs));
        all
    }

    /// The name of a part.
    pub fn part(&self, part: PartId) -> &str {
        self.parts.get(part.index()).map_or("", String::as_str)
    }
}

impl Paragraph {
    /// Where a stretch of its glyphs stands in the file, element by element. Where glyphs share their characters, as those of
    /// some old fonts do, it is all they share.
    pub fn anchors(&self, range: &Range<usize>) -> Vec<Anchor> {
        anchor::anchors(&self.runs, &self.wide, range)
    }

    /// The runs of a stretch of its glyphs.
    pub(crate) fn runs_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Run> {
        let first = self.runs.partition_point(|run| run.range.end <= range.start);
        let end = range.end;
        self.runs.iter().skip(first).take_while(move |run| run.range.start < end)
    }

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
        letters(&label, false, false).chain(self.glyphs.iter().cloned()).to_list()
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
    visit_one: &mut dyn FnMut(&'b Paragraph, Option<usize>),
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

/// The text of a note, its paragraphs parted by breaks.
fn noted<'p>(paragraphs: impl Iterator<Item = &'p Paragraph>) -> Vec<Glyph> {
    let mut glyphs = together(paragraphs);
    glyphs.retain(|glyph| !matches!(glyph, Glyph::Note(_)));
    glyphs
}

/// The text of a cell, its paragraphs parted by breaks.
fn cell_text(blocks: &[Block]) -> Vec<Glyph> {
    together(paragraphs_of(blocks).into_iter())
}

/// The paragraphs of blocks, those of tables too.
pub(crate) fn paragraphs_of(blocks: &[Block]) -> Vec<&Paragraph> {
    let mut all = Vec::new();
    visit(blocks, None, &mut |paragraph, _| all.push(paragraph));
    all
}

/// The text of paragraphs, parted by breaks.
fn together<'p>(paragraphs: impl Iterator<Item = &'p Paragraph>) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    for paragraph in paragraphs.filter(|paragraph| !paragraph.is_blank()) {
        if !glyphs.is_empty() {
            glyphs.push(Glyph::Break);
        }
        glyphs.extend(paragraph.labelled());
    }
    trim(&mut glyphs);
    glyphs
}
