//! Where in a file the letters of a paragraph stand.

use crate::to_list::ToList;
use std::ops::Range;

use super::format::RunFormatId;
use super::glyph::{Fate, Glyph, is_trim, trim_noting};

/// A part of the file: a place in [`Observed::parts`](super::Observed::parts).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId(pub(super) u32);

impl PartId {
    /// Its place in [`Observed::parts`](super::Observed::parts).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A piece of the text of an element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The part.
    pub part: PartId,
    /// The element by its position among all elements of the part, in document order, the root being 0.
    pub element: u32,
    /// The characters of the character data right inside it, references resolved; none where the element itself is what is
    /// read: a tab, a break, a sign, the mark of a note.
    pub range: Range<u32>,
}

/// Letters of a paragraph that come from one element, one after another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// Which of the paragraph's glyphs.
    pub range: Range<usize>,
    /// What they come from.
    pub anchor: Anchor,
    /// Their look.
    pub format: RunFormatId,
}

/// Where a glyph comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) element: u32,
    pub(super) start: u32,
    /// How many characters it stands for; none where the element is the glyph.
    pub(super) length: u32,
    pub(super) format: RunFormatId,
    /// It stands for these characters together with other glyphs, nobody knows which for which.
    pub(super) shared: bool,
}

impl Source {
    fn end(&self) -> u32 {
        self.start.saturating_add(self.length)
    }

    /// Takes in what follows it in its element.
    pub(super) fn take(&mut self, next: &Source) {
        if self.element == next.element && self.length > 0 && self.end() == next.start {
            self.length = self.length.saturating_add(next.length);
        }
    }
}

/// The runs of glyphs, and the glyphs that stand for several characters with how many more all of them so far stand for.
pub(super) fn runs(sources: &[Source], part: PartId) -> (Vec<Run>, Vec<(usize, u32)>) {
    let mut runs: Vec<Run> = Vec::new();
    let mut wide = Vec::new();
    let mut more = 0_u32;
    let mut before: Option<&Source> = None;
    for (at, source) in sources.iter().enumerate() {
        let goes_on = before.is_some_and(|before| {
            let same = before.element == source.element && before.format == source.format;
            let next =
                if source.shared { before.start == source.start } else { before.end() == source.start };
            same && before.shared == source.shared && next && source.length > 0
        });
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => {
                run.range.end = at + 1;
                run.anchor.range.end = source.end();
            }
            None => runs.push(Run {
                range: at..at + 1,
                anchor: Anchor { part, element: source.element, range: source.start..source.end() },
                format: source.format,
            }),
        }
        if source.length > 1 && !source.shared {
            more = more.saturating_add(source.length - 1);
            wide.push((at, more));
        }
        before = Some(source);
    }
    runs.shrink_to_fit();
    (runs, wide)
}

/// Where a stretch of glyphs stands, element by element.
pub(super) fn anchors(runs: &[Run], wide: &[(usize, u32)], range: &Range<usize>) -> Vec<Anchor> {
    let first = runs.partition_point(|run| run.range.end <= range.start);
    let count = if range.is_empty() { 0 } else { usize::MAX };
    let touched = runs.iter().skip(first).take(count).take_while(|run| run.range.start < range.end);
    touched
        .map(|run| {
            let more = |until: usize| {
                let before = wide.partition_point(|(at, _)| *at < until).checked_sub(1);
                before.and_then(|at| wide.get(at)).map_or(0, |(_, more)| *more)
            };
            let offset = |until: usize| {
                let glyphs = u32::try_from(until - run.range.start).unwrap_or(u32::MAX);
                let more = more(until).saturating_sub(more(run.range.start));
                run.anchor.range.start.saturating_add(glyphs).saturating_add(more)
            };
            let mut anchor = run.anchor.clone();
            // Where glyphs share their characters, and where the element is the glyph, there is nothing to divide.
            if offset(run.range.end) == anchor.range.end {
                let start = offset(range.start.max(run.range.start));
                anchor.range = start..offset(range.end.min(run.range.end));
            }
            anchor
        })
        .to_list()
}

/// Takes white space off as [`glyph::trim`](super::trim) does, and what it came from with it.
pub(super) fn trim(glyphs: &mut Vec<Glyph>, sources: &mut Vec<Source>) {
    if is_trim(glyphs) {
        return;
    }
    let mut kept: Vec<Source> = Vec::with_capacity(sources.len());
    let mut next = sources.drain(..);
    trim_noting(glyphs, &mut |fate| {
        let Some(source) = next.next() else { return };
        match (fate, kept.last_mut()) {
            (Fate::Kept, _) => kept.push(source),
            (Fate::Joined, Some(last)) => last.take(&source),
            (Fate::Instead, Some(last)) => *last = source,
            _ => {}
        }
    });
    drop(next);
    kept.truncate(glyphs.len());
    *sources = kept;
}
