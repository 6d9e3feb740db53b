//! What a document says once its look is left out: the text of its paragraphs alone has to carry it.

use super::anchor::Run;
use super::aside::{Aside, AsideKind};
use super::format::Formats;
use super::glyph::{Glyph, plain, trim};
use super::raised::raise;
use super::{Block, Observed, Paragraph, Vertical, noted};

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
        let mut notes: Vec<(Vec<Glyph>, Vec<Glyph>)> = Vec::new();
        for note in &mut self.notes {
            if note.paragraphs.iter().flat_map(|paragraph| &paragraph.runs).all(|run| is_plain(run, &formats))
            {
                continue;
            }
            let before = noted(note.paragraphs.iter());
            note.paragraphs.iter_mut().for_each(|paragraph| said(paragraph, &formats, &mut asides));
            notes.push((before, noted(note.paragraphs.iter())));
        }
        if !notes.is_empty() {
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
fn renote(list: &mut [Block], notes: &[(Vec<Glyph>, Vec<Glyph>)]) {
    for block in list {
        match block {
            Block::Paragraph(paragraph) => {
                for glyph in &mut paragraph.glyphs {
                    let Glyph::Note(text) = glyph else { continue };
                    if let Some((_, new)) = notes.iter().find(|(old, _)| old == text) {
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
    format.vertical.value == Vertical::Baseline && !format.strike.value && !format.double_strike.value
}

fn said(paragraph: &mut Paragraph, formats: &Formats, asides: &mut Vec<Aside>) {
    if paragraph.runs.iter().all(|run| is_plain(run, formats)) {
        return;
    }
    raise_runs(paragraph, formats, asides);
    strike_runs(paragraph, formats, asides);
}

fn raise_runs(paragraph: &mut Paragraph, formats: &Formats, asides: &mut Vec<Aside>) {
    let mut before = None;
    let mut unchanged = String::new();
    for run in &paragraph.runs {
        let vertical = formats.run(run.format).vertical.value;
        let Some(glyphs) = paragraph.glyphs.get_mut(run.range.clone()) else { continue };
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
