//! Any `.docx` to look at, as it was read: HTML and a style sheet in the shape [`crate::html`] has them, for the same pages.
//!
//! Text, tables, lists, notes, headers, footers, formats and drawn lines are those of the file; where a page ends is for who shows
//! it to measure, and only about where Word ends it. A picture is a box of its size, and text boxes stand behind the text. Nothing
//! of the file is in the HTML but text and numbers: no link, no script, nothing that loads.
//!
//! A paragraph carries its number (`data-p`) and its element (`data-at`, `part.element`), a stretch of letters the element and
//! the characters of it that it is (`data-run`, `part.element.start.end`), see [`Anchor`](crate::docx::read::Anchor).
//!
//! ```
//! use thethuc::{docx::read::observe, fill, library, view};
//!
//! let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! let values = &plan.samples().first().expect("its example").values;
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let file = fill(&plan, values, today).docx(true).expect("a DOCX").remove(0);
//!
//! let observed = observe(&file.bytes).expect("a document");
//! let view = view::write(&observed, &[], 1000);
//! assert!(view.html.contains("<table") && view.rest == 0);
//! ```

mod flow;
mod paragraph;
mod style;
mod white;

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use style::Sheet;

use crate::docx::read::{DrawnLine, LineKind, Observed, Paragraph, ParagraphId, Picture};
use crate::joined::Joined;
use crate::pool::{Keyed, Named};
use crate::to_list::ToList;

/// A document to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct View {
    /// Sections with their blocks.
    pub html: String,
    /// The formats that occur, a class each.
    pub css: String,
    /// How many paragraphs of the main text are shown.
    pub shown: usize,
    /// How many more there are.
    pub rest: usize,
}

/// A place that can be pointed out: what shows it carries `data-marks` with the ids, parted by spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its id, which is not empty.
    pub id: usize,
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The glyphs of it; all of it where there are none.
    pub range: Range<usize>,
}

/// Writes a document with the places pointed out, up to the paragraph `most` of its text; a table row is shown whole.
///
/// Work and length grow with what is shown, and with how many places, notes, pictures and lines the document has.
pub fn write(observed: &Observed, marks: &[Mark], most: usize) -> View {
    let mut writer = Writer {
        observed,
        html: String::new(),
        sheet: Sheet::new(&observed.formats),
        marks: by_paragraph(marks, |mark| Some(mark.paragraph)),
        pictures: by_paragraph(&observed.pictures, |picture| picture.paragraph),
        lines: by_paragraph(&observed.lines, |line| {
            line.paragraph.filter(|_| line.kind == LineKind::Drawing)
        }),
        notes: Named::default(),
        noted: Vec::new(),
        count: 0,
        shown: 0,
        most,
    };
    for (at, note) in observed.notes.iter().enumerate().rev() {
        let texts: Vec<String> = note.paragraphs.iter().map(Paragraph::text).to_list();
        let text = texts.iter().filter(|text| !text.is_empty()).cloned().joined(" ");
        writer.notes.entry(text.as_str()).push(at);
    }
    writer.sections();
    let rest = observed.paragraphs().len().saturating_sub(writer.shown);
    View { css: writer.sheet.css(), html: writer.html, shown: writer.shown, rest }
}

/// What stands around a paragraph.
#[derive(Debug, Clone, Copy, Default)]
struct Neighbours {
    /// The paragraph before it has its style.
    same_before: bool,
    /// The paragraph behind it has its style.
    same_behind: bool,
    /// It is in a text box.
    is_boxed: bool,
}

struct Writer<'o> {
    observed: &'o Observed,
    html: String,
    sheet: Sheet<'o>,
    /// The places pointed out, by paragraph.
    marks: Keyed<ParagraphId, Vec<&'o Mark>>,
    pictures: Keyed<ParagraphId, Vec<&'o Picture>>,
    lines: Keyed<ParagraphId, Vec<&'o DrawnLine>>,
    /// The notes that no mark has been seen of yet, by their text.
    notes: Named<Vec<usize>>,
    /// The notes of the block being written: their texts.
    noted: Vec<(usize, String)>,
    /// How many notes have been numbered.
    count: usize,
    shown: usize,
    most: usize,
}

fn by_paragraph<T>(all: &[T], paragraph: impl Fn(&T) -> Option<ParagraphId>) -> Keyed<ParagraphId, Vec<&T>> {
    let mut found: Keyed<ParagraphId, Vec<&T>> = Keyed::default();
    for one in all {
        if let Some(id) = paragraph(one) {
            found.entry(&id).push(one);
        }
    }
    found
}

impl Writer<'_> {
    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.html.write_fmt(text);
    }
}
