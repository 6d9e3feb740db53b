//! The tables of a document as they stand in its text.

use std::ops::Range;

use crate::docx::read::{Block, Cell, Formats, Observed, Paragraph, Row, Vertical, plain};
use crate::joined::Joined;
use crate::to_list::ToList;

/// A cell with its place in the grid.
#[derive(Debug, Clone, Default)]
pub(super) struct Spot {
    pub(super) text: String,
    /// What stands apart in it: its paragraphs, of which Word makes one of each cell it merges, their lines, what tabs part.
    pub(super) parts: Vec<String>,
    pub(super) span: usize,
    /// How many rows it is merged over.
    pub(super) height: usize,
    /// What the cell above says that it goes on.
    pub(super) above: Option<String>,
    /// What is struck out in it where nothing else stands there: it is no text of the cell.
    pub(super) struck: String,
}

impl Spot {
    /// One that holds this text.
    pub(super) fn of(text: &str, span: usize) -> Spot {
        Spot { text: flat(text), span: span.max(1), height: 1, ..Spot::default() }
    }
}

/// The pieces of a cell, and whether any of them stands, or is struck out.
#[derive(Default)]
struct Pieces {
    parts: Vec<String>,
    stands: bool,
    is_struck: bool,
}

/// A table of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub(super) rows: Vec<Vec<Spot>>,
    /// It stands below another one with nothing between them.
    pub(super) follows: bool,
}

/// All tables, those within cells behind the one they stand in.
pub(super) fn tables(observed: &Observed) -> Vec<Seen> {
    let mut found = Vec::new();
    gather(&observed.blocks, &observed.formats, &mut found);
    found
}

fn gather(blocks: &[Block], formats: &Formats, found: &mut Vec<Seen>) {
    let mut follows = false;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => follows &= paragraph.is_blank(),
            Block::Table(table) => {
                found.push(Seen { rows: rows(&table.rows, formats), follows });
                follows = true;
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| gather(&cell.blocks, formats, found));
            }
        }
    }
}

/// The rows, with what is merged over several of them in the first alone.
fn rows(rows: &[Row], formats: &Formats) -> Vec<Vec<Spot>> {
    let mut found: Vec<Vec<Spot>> = Vec::new();
    for row in rows {
        let mut spots: Vec<Spot> = row.cells.iter().map(|cell| spot(cell, formats)).to_list();
        let places = places(&spots);
        for ((cell, spot), place) in row.cells.iter().zip(&mut spots).zip(places) {
            if cell.continues
                && let Some(above) = begins_above(&mut found, place.start)
            {
                above.height += 1;
                let text = above.text.clone();
                *spot = Spot { above: Some(text), ..Spot::of("", spot.span) };
            }
        }
        found.push(spots);
    }
    found
}

/// The cell that those merged below it go on.
fn begins_above(rows: &mut [Vec<Spot>], column: usize) -> Option<&mut Spot> {
    for row in rows.iter_mut().rev() {
        let at = places(row).iter().position(|place| place.start == column)?;
        let spot = row.get_mut(at)?;
        if spot.above.is_none() {
            return Some(spot);
        }
    }
    None
}

fn spot(cell: &Cell, formats: &Formats) -> Spot {
    let mut pieces = Pieces::default();
    pieces.gather(&cell.blocks, formats);
    let Pieces { parts, stands, is_struck } = pieces;
    let (span, text) = (cell.span, parts.join(" "));
    if is_struck && !stands {
        return Spot { struck: text, ..Spot::of("", span) };
    }
    Spot { text, parts, ..Spot::of("", span) }
}

/// The paragraphs that stand in no table, without those that are struck out.
pub(super) fn paragraphs(observed: &Observed) -> impl Iterator<Item = String> {
    observed.blocks.iter().filter_map(|block| {
        let Block::Paragraph(paragraph) = block else { return None };
        let mut pieces = Pieces::default();
        pieces.lines(paragraph, &observed.formats);
        pieces.stands.then(|| pieces.parts.join(" "))
    })
}

impl Pieces {
    fn gather(&mut self, blocks: &[Block], formats: &Formats) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.lines(paragraph, formats),
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| self.gather(&cell.blocks, formats));
                }
            }
        }
    }

    /// What of a paragraph stands apart: its lines, what tabs part, what is struck out. What is raised behind a figure is no digit
    /// of it.
    fn lines(&mut self, paragraph: &Paragraph, formats: &Formats) {
        let Pieces { parts, stands, is_struck: any_struck } = self;
        let mut line = format!("{} ", paragraph.label);
        let mut was_struck = false;
        for run in &paragraph.runs {
            let format = formats.run(run.format);
            let is_struck = format.strike.value || format.double_strike.value;
            let glyphs = paragraph.glyphs.get(run.range.clone()).unwrap_or_default();
            if is_struck != was_struck {
                parts.push(flat(&std::mem::take(&mut line)));
                was_struck = is_struck;
            }
            let is_raised =
                format.vertical.value != Vertical::Baseline || format.raised.value > crate::Length::ZERO;
            if is_raised && line.ends_with(|last: char| last.is_ascii_digit()) {
                line.push('^');
            }
            let says = !plain(glyphs).trim().is_empty();
            *any_struck |= says && is_struck;
            *stands |= says && !is_struck;
            for glyph in glyphs {
                let is_tab = plain_letter(glyph) == Some('\t');
                if is_tab || matches!(glyph, crate::docx::read::Glyph::Break) {
                    parts.push(flat(&std::mem::take(&mut line)));
                } else if let Some(letter) = plain_letter(glyph) {
                    line.push(letter);
                } else {
                    line.push_str(&plain(std::slice::from_ref(glyph)));
                }
            }
        }
        parts.push(flat(&line));
        parts.retain(|part| !part.is_empty());
    }
}

fn plain_letter(glyph: &crate::docx::read::Glyph) -> Option<char> {
    match glyph {
        crate::docx::read::Glyph::Letter { letter, .. } => Some(*letter),
        _ => None,
    }
}

/// The words with one space between them.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().joined(" ")
}

/// Whether two rows read alike.
pub(super) fn alike(one: &[Spot], other: &[Spot]) -> bool {
    one.iter().map(|cell| &cell.text).eq(other.iter().map(|cell| &cell.text))
}

/// The first text of a row.
pub(super) fn first(row: &[Spot]) -> Option<&str> {
    row.iter().map(|cell| cell.text.as_str()).find(|text| !text.is_empty())
}

/// The first text of a row that has letters.
pub(super) fn words(row: &[Spot]) -> Option<&str> {
    row.iter().map(|cell| cell.text.as_str()).find(|text| text.chars().any(char::is_alphabetic))
}

/// The columns of the grid that each cell takes.
pub(super) fn places(row: &[Spot]) -> Vec<Range<usize>> {
    let mut at = 0;
    let place = |cell: &Spot| {
        let start = at;
        at += cell.span;
        start..at
    };
    row.iter().map(place).to_list()
}

fn within(one: &Range<usize>, other: &Range<usize>) -> bool {
    other.start <= one.start && one.end <= other.end
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// For each cell of a row the columns it stands in; none when a cell stands in a part of several.
pub(super) fn aligned(row: &[Spot], columns: &[Range<usize>]) -> Option<Vec<Vec<usize>>> {
    let cells = places(row);
    // A border that was moved in one row moves the grid of all.
    if cells.len() == columns.len() && cells.iter().zip(columns).all(|(cell, column)| overlap(cell, column)) {
        return Some((0..cells.len()).map(|at| vec![at]).to_list());
    }
    if cells.last()?.end != columns.last()?.end {
        return None;
    }
    let of_cell = |cell: &Range<usize>| {
        let touched = || columns.iter().enumerate().filter(|(_, column)| overlap(cell, column));
        let fits = touched().all(|(_, column)| within(cell, column) || within(column, cell));
        fits.then(|| touched().map(|(at, _)| at).to_list())
    };
    cells.iter().map(of_cell).collect()
}
