//! The resolved document: which component, which text, which size, and the field each piece came from.
//!
//! A [`Document`] owns everything a writer needs and knows neither OOXML nor HTML. Every size, indent and length in it
//! is final: writers translate, they never decide. The standard's table and the values made it, see [`crate::layout`].

mod component;
mod reading;

pub use component::Component;
pub use reading::{Certainty, Evidence, Item, Paper, Part, Place, Reading, Role, Story, Zone};

use serde::{Deserialize, Serialize};

use crate::{FieldPath, Length};

/// A document ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What the file says about itself.
    pub properties: Properties,
    /// The style of every component that occurs, in the order of [`Component`].
    pub styles: Vec<Style>,
    /// The sections, one after another, each starting on a new page; never empty.
    pub sections: Vec<Section>,
}

/// Title and subject, for the file's properties; never who or which machine made it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    /// Kind name and abstract, or the abstract of a công văn.
    pub title: String,
    /// Number and symbol.
    pub subject: String,
}

/// A named paragraph style: a component of the standard and the format all its paragraphs share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// The component it is for.
    pub component: Component,
    /// Its Vietnamese name, as the style list of an editor shows it.
    pub name: String,
    /// Depth in the outline, from 0; `None` for what is no heading.
    pub outline: Option<u8>,
    /// The format of its paragraphs.
    pub format: Format,
}

/// A run of pages of one shape.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Paper and margins.
    pub page: Page,
    /// The page number; `None` leaves the pages unnumbered.
    pub page_number: Option<PageNumber>,
    /// What stands above the type area of the first page of the section (box 11).
    pub first_header: Vec<Element>,
    /// What stands at the foot of the first page of the section, under the type area (box 13).
    pub first_footer: Vec<Element>,
    /// The content, from top to bottom.
    pub elements: Vec<Element>,
}

/// Paper and margins (Annex I, Part I).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Width of the sheet as it is read.
    pub width: Length,
    /// Height of the sheet as it is read.
    pub height: Length,
    /// Wider than high.
    pub landscape: bool,
    /// Top margin.
    pub top: Length,
    /// Bottom margin.
    pub bottom: Length,
    /// Left margin.
    pub left: Length,
    /// Right margin.
    pub right: Length,
    /// From the upper edge of the sheet to the page number.
    pub header: Length,
    /// From the lower edge of the sheet to the lower edge of the first page's foot.
    pub footer: Length,
}

impl Page {
    /// The width text may take.
    pub fn text_width(&self) -> Length {
        self.width - self.left - self.right
    }

    /// The height text may take.
    pub fn text_height(&self) -> Length {
        self.height - self.top - self.bottom
    }
}

/// How the pages of a section are numbered: Arabic, centred in the top margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageNumber {
    /// The number of the section's first page; `None` goes on from the section before.
    pub start: Option<u32>,
    /// The first page of the section shows none.
    pub hidden_on_first: bool,
}

/// A piece of a section or of a table cell. A table never holds a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Element {
    /// Text.
    Paragraph(Paragraph),
    /// A drawn line.
    Rule(Rule),
    /// A table, with or without borders.
    Table(Table),
}

/// A paragraph of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is; names its style.
    pub component: Component,
    /// Its format, complete; mostly equal to its style's.
    pub format: Format,
    /// Its text.
    pub spans: Vec<Span>,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// Size of the type.
    pub size: Length,
    /// Bold unless a span says otherwise.
    pub bold: bool,
    /// Italic unless a span says otherwise.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Colour of text and frame.
    pub color: Color,
    /// Alignment.
    pub align: Align,
    /// Indent of the first line beyond `left`; negative hangs.
    pub first_line: Length,
    /// Indent on the left.
    pub left: Length,
    /// Indent on the right.
    pub right: Length,
    /// Space above.
    pub before: Length,
    /// Space below.
    pub after: Length,
    /// Distance of its lines.
    pub line: LineSpacing,
    /// Stays on the page of the next paragraph.
    pub keep_next: bool,
    /// Never breaks across pages.
    pub keep_lines: bool,
    /// A page break never parts a single line of it from the others (`w:widowControl`, ECMA-376-1, 17.3.1.44).
    pub widow_control: bool,
    /// Starts a page.
    pub page_break_before: bool,
    /// A single-line frame around it.
    pub frame: Option<Frame>,
}

/// A single line around a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// From the line to the text, above and below.
    pub distance: Length,
    /// Thickness.
    pub weight: Length,
}

/// Black, or the bright red of urgency marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Color {
    /// Black.
    #[default]
    Black,
    /// Bright red (urgency marks, Annex I, Part I, III.2.b).
    Red,
}

/// Alignment of a paragraph or of a table column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Flush left.
    #[default]
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Both edges.
    Justify,
}

/// Distance of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineSpacing {
    /// A multiple of the font's own distance, in hundredths: 100 is single.
    Multiple(u16),
    /// Exactly this distance.
    Exactly(Length),
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Span {
    /// Text in one look.
    Text {
        /// The text; no line break, tab or control character.
        text: String,
        /// Bold.
        bold: bool,
        /// Italic.
        italic: bool,
        /// The field it came from; `None` for words of the template or the form.
        origin: Option<FieldPath>,
        /// The name of the bookmark around it.
        bookmark: Option<Bookmark>,
    },
    /// A line break inside the paragraph.
    Break,
    /// A footnote; its mark stands here, its number is its position in the document.
    Footnote {
        /// The text of the note.
        spans: Vec<Span>,
    },
    /// A row of dots up to a stop, flush right against which stands what follows on the line.
    Leader {
        /// Where the stop is, from the left edge of the paragraph's column.
        to: Length,
    },
    /// The number of the page a bookmark is on: a paragraph with one is an entry of the table of contents and leads there.
    PageOf {
        /// The bookmark.
        bookmark: Bookmark,
        /// The number as far as it is known without the program that lays out the pages.
        number: u32,
    },
}

/// Places that are filled in after signing, found again by bookmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bookmark {
    /// The number.
    So,
    /// Day, month and year.
    Ngay,
    /// The number in the `(Kèm theo …)` of an appendix, counted from 1, or of a promulgated document, 0.
    KemTheo(u16),
    /// The date in the `(Kèm theo …)` of an appendix, counted from 1, or of a promulgated document, 0.
    KemTheoNgay(u16),
    /// A heading that the table of contents lists, counted from 1.
    DeMuc(u16),
}

/// A drawn solid line, as a paragraph of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Indent from the left edge of what it stands in.
    pub left: Length,
    /// Indent from the right edge of what it stands in.
    pub right: Length,
    /// Space above the line.
    pub before: Length,
    /// Space below the line.
    pub after: Length,
    /// Thickness.
    pub weight: Length,
    /// Stays on the page of the next paragraph.
    pub keep_next: bool,
}

/// A table of fixed column widths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it is for.
    pub role: TableRole,
    /// Width of each column; their sum is the width of the table.
    pub columns: Vec<Length>,
    /// Space between a cell's edge and its text, left and right.
    pub padding: Length,
    /// Thickness of the lines around and between cells; `None` draws none.
    pub border: Option<Length>,
    /// How many rows are repeated on every page.
    pub head_rows: usize,
    /// The rows; each fills all columns.
    pub rows: Vec<Row>,
}

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableRole {
    /// Boxes 1 to 5b and 10b, without borders.
    Letterhead,
    /// Boxes 7 and 9b, without borders.
    Signature,
    /// Rows and columns of the body, with single borders.
    Data,
}

/// A row of a table; it never breaks across pages when `keep_together`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The row stays on one page.
    pub keep_together: bool,
    /// The cells from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// How many columns it takes, at least 1.
    pub columns: usize,
    /// Its part in a vertical merge.
    pub merge: VerticalMerge,
    /// Where its content stands when the row is higher.
    pub vertical: VerticalAlign,
    /// Paragraphs and rules; never empty, never a table.
    pub elements: Vec<Element>,
}

/// A cell's part in a merge over several rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerticalMerge {
    /// Not merged.
    #[default]
    None,
    /// The first row of the merge, which holds the content.
    Start,
    /// A later row of the merge; its content does not print.
    Continue,
}

/// Where a cell's content stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerticalAlign {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Center,
    /// At the bottom.
    Bottom,
}

impl Span {
    /// Upright regular text with the field it came from.
    pub fn text(text: impl Into<String>, origin: Option<FieldPath>) -> Span {
        Span::Text { text: text.into(), bold: false, italic: false, origin, bookmark: None }
    }
}

impl Document {
    /// Calls `visit` for every paragraph of text, in reading order, those in tables and at head and foot included.
    pub fn visit_paragraphs<'d>(&'d self, visit: &mut dyn FnMut(&'d Paragraph)) {
        for section in &self.sections {
            for elements in [&section.first_header, &section.elements, &section.first_footer] {
                visit_elements(elements, visit);
            }
        }
    }

    /// Calls `visit` for every span, in reading order, those of footnotes after their mark.
    pub fn visit_spans<'d>(&'d self, visit: &mut dyn FnMut(&'d Span)) {
        self.visit_paragraphs(&mut |paragraph| {
            for span in &paragraph.spans {
                visit(span);
                if let Span::Footnote { spans } = span {
                    spans.iter().for_each(&mut *visit);
                }
            }
        });
    }
}

fn visit_elements<'d>(elements: &'d [Element], visit: &mut dyn FnMut(&'d Paragraph)) {
    for element in elements {
        match element {
            Element::Paragraph(paragraph) => visit(paragraph),
            Element::Rule(_) => {}
            Element::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    visit_elements(&cell.elements, visit);
                }
            }
        }
    }
}
