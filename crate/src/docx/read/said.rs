//! What a document says once its look is left out: the text of its paragraphs alone has to carry it.

use super::anchor::Run;
use super::aside::{Aside, AsideKind};
use super::format::Formats;
use super::glyph::{Glyph, plain, trim};
use super::raised::raise;
use super::{Block, Observed, Paragraph, Vertical, noted};
use crate::Length;
use crate::pool::Keyed;

impl Observed {
    /// The document for whoever reads letters without their look: raised and lowered figures are the signs Unicode has for them
    /// ("10⁶"), and what is struck through is no text any more. What changes by that is in [`Unread::asides`].
    ///
    /// [`Unread::asides`]: super::Unread::asides
    #[must_use]
    pub fn said(mut self) -> Observed {
        let formats = std::mem::take(&mut self.formats);
        let mut asides = Vec::new();
        blocks(&mut self.blocks, &formats, &mut asides);
        for paragraph in &mut self.boxes {
            said(paragraph, &formats, &mut asides);
        }
        let mut notes: Keyed<Vec<Glyph>, Vec<Glyph>> = Keyed::default();
        let mut are_notes = false;
        for note in &mut self.notes {
            if note.paragraphs.iter().flat_map(|paragraph| &paragraph.runs).all(|run| is_plain(run, &formats))
            {
                continue;
            }
            let before = noted(note.paragraphs.iter());
            note.paragraphs.iter_mut().for_each(|paragraph| said(paragraph, &formats, &mut asides));
            notes.insert(&before, noted(note.paragraphs.iter()));
            are_notes = true;
        }
        if are_notes {
            renote(&mut self.blocks, &notes);
        }
        let mut again = Vec::new();
        for edge in &mut self.page_edges {
            edge.paragraphs.iter_mut().for_each(|paragraph| said(paragraph, &formats, &mut asides));
        }
        // The same paragraphs once more.
        for edge in &mut self.edges {
            said(edge, &formats, &mut again);
        }
        self.unread.asides.extend(asides);
        self.formats = formats;
        self
    }
}

fn blocks(list: &mut [Block], formats: &Formats, asides: &mut Vec<Aside>) {
    for block in list {
        match block {
            Block::Paragraph(paragraph) => said(paragraph, formats, asides),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| blocks(&mut cell.blocks, formats, asides));
            }
        }
    }
}

/// Puts notes that changed in place of what they were.
fn renote(list: &mut [Block], notes: &Keyed<Vec<Glyph>, Vec<Glyph>>) {
    for block in list {
        match block {
            Block::Paragraph(paragraph) => {
                for glyph in &mut paragraph.glyphs {
                    let Glyph::Note(text) = glyph else { continue };
                    if let Some(new) = notes.get(text) {
                        text.clone_from(new);
                    }
                }
            }
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| renote(&mut cell.blocks, notes));
            }
        }
    }
}

/// A run says no more than its letters.
fn is_plain(run: &Run, formats: &Formats) -> bool {
    let format = formats.run(run.format);
    format.vertical.value == Vertical::Baseline
        && format.raised.value == Length::ZERO
        && !format.strike.value
        && !format.double_strike.value
}

/// Letters this much higher or lower than most of their paragraph stand as an exponent or an index does; Word offers 3 points.
const RAISED: Length = Length::from_twips(40);

/// How high most letters of a paragraph stand.
fn line_of(paragraph: &Paragraph, formats: &Formats) -> Length {
    let mut heights: Vec<(Length, usize)> = Vec::new();
    for run in &paragraph.runs {
        let height = formats.run(run.format).raised.value;
        match heights.iter_mut().take(MAX_HEIGHTS).find(|(known, _)| *known == height) {
            Some((_, count)) => *count += run.range.len(),
            None => heights.push((height, run.range.len())),
        }
    }
    heights.into_iter().max_by_key(|(_, count)| *count).map_or(Length::ZERO, |(height, _)| height)
}

/// No paragraph has letters at more heights.
const MAX_HEIGHTS: usize = 32;

fn said(paragraph: &mut Paragraph, formats: &Formats, asides: &mut Vec<Aside>) {
    if paragraph.runs.iter().all(|run| is_plain(run, formats)) {
        return;
    }
    raise_runs(paragraph, formats, asides);
    strike_runs(paragraph, formats, asides);
}

fn raise_runs(paragraph: &mut Paragraph, formats: &Formats, asides: &mut Vec<Aside>) {
    let mut before: Option<char> = None;
    let mut unchanged = String::new();
    let line = line_of(paragraph, formats);
    for run in &paragraph.runs {
        let look = formats.run(run.format);
        let (vertical, height) = (look.vertical.value, look.raised.value - line);
        let Some(glyphs) = paragraph.glyphs.get_mut(run.range.clone()) else { continue };
        let is_behind = before.is_some_and(|before| before.is_alphanumeric() || before == ')');
        if vertical == Vertical::Baseline && is_behind && (height >= RAISED || height <= -RAISED) {
            // What is no sign Unicode has raised is as often lifted for its rule or its seal.
            let place = if height > Length::ZERO { Vertical::Superscript } else { Vertical::Subscript };
            raise(before, glyphs, place);
        }
        if vertical != Vertical::Baseline {
            unchanged.push_str(&raise(before, glyphs, vertical).unwrap_or_default());
        } else if !unchanged.is_empty() {
            asides.push(Aside { kind: AsideKind::Raised, text: std::mem::take(&mut unchanged) });
        }
        before = match glyphs.last() {
            Some(Glyph::Letter { letter, .. }) => Some(*letter),
            _ => None,
        };
    }
    if !unchanged.is_empty() {
        asides.push(Aside { kind: AsideKind::Raised, text: unchanged });
    }
}

fn strike_runs(paragraph: &mut Paragraph, formats: &Formats, asides: &mut Vec<Aside>) {
    let is_struck = |run: &Run| {
        let format = formats.run(run.format);
        format.strike.value || format.double_strike.value
    };
    if !paragraph.runs.iter().any(is_struck) {
        return;
    }
    let old = std::mem::take(&mut paragraph.glyphs);
    let mut struck: Vec<Glyph> = Vec::new();
    let mut runs = Vec::with_capacity(paragraph.runs.len());
    let mut gone = 0;
    let mut moved = Vec::with_capacity(paragraph.wide.len());
    let mut gaps = std::mem::take(&mut paragraph.gaps).into_iter().peekable();
    let (mut all, mut more) = (0, 0);
    let mut wide = std::mem::take(&mut paragraph.wide).into_iter().peekable();
    for run in std::mem::take(&mut paragraph.runs) {
        let glyphs = old.get(run.range.clone()).unwrap_or_default();
        let is_struck = is_struck(&run);
        while let Some((at, up_to)) = wide.next_if(|(at, _)| *at < run.range.end) {
            if !is_struck {
                more += up_to - all;
                moved.push((at - gone, more));
            }
            all = up_to;
        }
        while let Some(gap) = gaps.next_if(|gap| *gap < run.range.end) {
            if !is_struck {
                paragraph.gaps.push(gap - gone);
            }
        }
        if is_struck {
            struck.extend_from_slice(glyphs);
            gone += run.range.len();
            continue;
        }
        tell(&mut struck, asides);
        paragraph.glyphs.extend_from_slice(glyphs);
        runs.push(Run { range: run.range.start - gone..run.range.end - gone, ..run });
    }
    tell(&mut struck, asides);
    (paragraph.runs, paragraph.wide) = (runs, moved);
}

fn tell(struck: &mut Vec<Glyph>, asides: &mut Vec<Aside>) {
    trim(struck);
    if !struck.is_empty() {
        asides.push(Aside { kind: AsideKind::Struck, text: plain(struck) });
    }
    struck.clear();
}
