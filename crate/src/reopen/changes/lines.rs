//! The lines of a filled document with the fields they come from, and those of the same document as it is now.

use super::align::Compared;
use crate::FieldPath;
use crate::document::{Component, Document, Element, Paragraph, Span};
use crate::docx::read::{self, Glyph, Observed, letters, plain};
use crate::to_list::ToList;

/// A line as the form prints it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    /// For each glyph the field it comes from, by its position in `fields`.
    pub(super) origins: Vec<Option<usize>>,
    pub(super) fields: Vec<FieldPath>,
    pub(super) text: String,
    pub(super) component: Component,
    pub(super) cell: Option<usize>,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// It stands at the head or the foot of the page.
    pub(super) is_edge: bool,
}

impl Line {
    fn of(paragraph: &Paragraph, cell: Option<usize>, is_edge: bool) -> Option<Line> {
        let mut line = Line {
            glyphs: Vec::new(),
            origins: Vec::new(),
            fields: Vec::new(),
            text: String::new(),
            component: paragraph.component,
            cell,
            bold: paragraph.format.bold,
            italic: paragraph.format.italic,
            is_edge,
        };
        line.spans(&paragraph.spans);
        line.text = plain(&line.glyphs);
        (!line.text.is_empty()).then_some(line)
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text { text, bold, italic, origin, .. } => {
                    let field = origin.as_ref().map(|origin| self.field(origin));
                    for glyph in letters(text, *bold, *italic) {
                        self.push(glyph, field);
                    }
                }
                Span::Break => {
                    let before = self.origins.last().copied().flatten();
                    self.push(Glyph::Break, before);
                }
                Span::Footnote { spans } => {
                    let mut note = Line { glyphs: Vec::new(), origins: Vec::new(), ..self.clone() };
                    note.spans(spans);
                    let field = note.origins.first().copied().flatten();
                    self.fields = note.fields;
                    self.push(Glyph::Note(note.glyphs), field);
                }
                Span::Leader { .. } => {
                    self.push(Glyph::Letter { letter: ' ', bold: false, italic: false }, None);
                }
                Span::PageOf { number, .. } => {
                    for glyph in letters(&number.to_string(), false, false) {
                        self.push(glyph, None);
                    }
                }
            }
        }
    }

    fn field(&mut self, path: &FieldPath) -> usize {
        self.fields.iter().position(|known| known == path).unwrap_or_else(|| {
            self.fields.push(path.clone());
            self.fields.len() - 1
        })
    }

    fn push(&mut self, glyph: Glyph, field: Option<usize>) {
        // White space of the layout is one space.
        if glyph.is_space() && self.glyphs.last().is_none_or(Glyph::is_space) {
            return;
        }
        self.glyphs.push(glyph);
        self.origins.push(field);
    }

    /// The fields it prints, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &FieldPath> {
        self.fields.iter()
    }
}

/// The lines of a document as the form prints it; a table of contents follows from the rest and is left out.
pub(super) fn printed(document: &Document) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut edges: Vec<Line> = Vec::new();
    for section in &document.sections {
        elements(&section.elements, None, &mut lines);
        for element in section.first_header.iter().chain(&section.first_footer) {
            if let Element::Paragraph(paragraph) = element
                && let Some(line) = Line::of(paragraph, None, true)
                && !edges.iter().any(|known| known.text == line.text)
            {
                edges.push(line);
            }
        }
    }
    lines.extend(edges);
    lines
}

fn elements(list: &[Element], cell: Option<usize>, lines: &mut Vec<Line>) {
    for element in list {
        match element {
            Element::Paragraph(paragraph) if is_contents(paragraph.component) => {}
            Element::Paragraph(paragraph) => lines.extend(Line::of(paragraph, cell, false)),
            Element::Rule(_) => {}
            Element::Table(table) => {
                for row in &table.rows {
                    for (at, cell) in row.cells.iter().enumerate() {
                        elements(&cell.elements, Some(at), lines);
                    }
                }
            }
        }
    }
}

fn is_contents(component: Component) -> bool {
    matches!(component, Component::MucLuc1 | Component::MucLuc2 | Component::MucLuc3)
}

/// A line as it is now.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) text: String,
    pub(super) paragraph: read::Paragraph,
    pub(super) cell: Option<usize>,
    /// The table it stands in, by its position among all of the text.
    pub(super) table: Option<usize>,
}

/// The lines of a document as it is now.
pub(super) fn seen(observed: &Observed) -> Vec<Seen> {
    let mut lines = Vec::new();
    let mut push = |paragraph: &read::Paragraph, cell, table| {
        if paragraph.is_blank() || paragraph.is_contents {
            return;
        }
        let glyphs = paragraph.labelled();
        lines.push(Seen { text: plain(&glyphs), glyphs, paragraph: paragraph.clone(), cell, table });
    };
    for (at, block) in observed.blocks.iter().enumerate() {
        let table = matches!(block, read::Block::Table(_)).then_some(at);
        read::visit(std::slice::from_ref(block), None, &mut |paragraph, cell| push(paragraph, cell, table));
    }
    for paragraph in observed.edges.iter().chain(&observed.boxes) {
        push(paragraph, None, None);
    }
    lines
}

pub(super) fn compared(lines: &[Line]) -> Vec<Compared<'_>> {
    lines.iter().map(|line| Compared { text: &line.text, cell: line.cell }).to_list()
}

pub(super) fn compared_seen(lines: &[Seen]) -> Vec<Compared<'_>> {
    lines.iter().map(|line| Compared { text: &line.text, cell: line.cell }).to_list()
}

/// How much of two lines is the same at their beginning and at their end.
pub(super) fn common(one: &[Glyph], other: &[Glyph]) -> (usize, usize) {
    let start = one.iter().zip(other).take_while(|(one, other)| one.reads_as(other)).count();
    let rest = one.len().min(other.len()) - start;
    let ends = one.iter().rev().zip(other.iter().rev()).take(rest);
    (start, ends.take_while(|(one, other)| one.reads_as(other)).count())
}
