//! How wide tabs and blanks are: they end where the stops of the paragraph say.

use crate::Length;
use crate::docx::read::{Formats, Glyph, Leader, Paragraph, Tab, TabKind};
use crate::metrics::{Face, width};
use crate::unicode;

/// White space of a paragraph on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Space {
    /// As [`White::at`](crate::docx::read::White::at).
    pub(super) at: usize,
    pub(super) width: Length,
    /// What fills it.
    pub(super) leader: Option<&'static str>,
}

/// The white space of a paragraph, and how wide the label of its list is with what follows it.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    pub(super) label: Length,
    pub(super) within: Vec<Space>,
}

/// Where a tab ends that no stop is for: every half an inch.
const EVERY: i32 = 720;
/// A line is not longer; what is behind it has gone to the next line, where nobody knows where it is.
const LINE: i32 = 12_000;
/// So many stretches of white space of a paragraph are worked out.
const MAX_SPACES: usize = 64;
/// What stands for white space in a line nobody knows the place in.
const UNKNOWN: Length = Length::from_twips(240);

/// The stops of a paragraph and how far its text has come.
struct Line {
    stops: Vec<Tab>,
    left: i32,
    hangs: bool,
    at: i32,
}

impl Line {
    /// Where the next tab ends with a text of this width behind it, and what fills it.
    fn next(&self, behind: i32) -> (i32, Leader) {
        let stop = self.stops.iter().find(|stop| stop.kind != TabKind::Bar && stop.at.twips() > self.at);
        let hanging = (self.hangs && self.left > self.at).then_some(self.left);
        match stop {
            Some(stop) if hanging.is_none_or(|left| stop.at.twips() <= left) => {
                let end = match stop.kind {
                    TabKind::Center => stop.at.twips() - behind / 2,
                    TabKind::Right | TabKind::Decimal => stop.at.twips() - behind,
                    _ => stop.at.twips(),
                };
                (end.max(self.at), stop.leader)
            }
            _ => (hanging.unwrap_or(self.at.div_euclid(EVERY) * EVERY + EVERY), Leader::None),
        }
    }
}

pub(super) fn spaces(paragraph: &Paragraph, formats: &Formats) -> Spaces {
    if paragraph.label.is_empty() && paragraph.whites.is_empty() {
        return Spaces::default();
    }
    let format = formats.paragraph(paragraph.format);
    let (left, first) = (format.left.value.twips(), format.first_line.value.twips());
    let start = left.saturating_add(first);
    let mut line = Line { stops: format.tabs.value, left, hangs: first < 0, at: start };
    let mut spaces = Spaces::default();
    if !paragraph.label.is_empty() {
        let look = formats.run(paragraph.runs.first().map_or(paragraph.mark, |run| run.format));
        let face = Face::of(look.bold.value, look.italic.value);
        line.at = line.at.saturating_add(width(&paragraph.label, face, look.size.value).twips());
        line.at = line.next(0).0;
        spaces.label = Length::from_twips(line.at.saturating_sub(start));
    }
    let mut from = 0;
    for (count, white) in paragraph.whites.iter().enumerate() {
        if count >= MAX_SPACES {
            spaces.within.push(Space { at: white.at, width: UNKNOWN, leader: None });
            continue;
        }
        line.at = match last_break(paragraph, from, white.at) {
            Some(at) => line.left.saturating_add(wide(paragraph, formats, at + 1, white.at)),
            None => line.at.saturating_add(wide(paragraph, formats, from, white.at)),
        };
        let is_break = matches!(paragraph.glyphs.get(white.at), Some(Glyph::Break));
        if is_break {
            line.at = line.left;
        }
        from = white.at + usize::from(paragraph.glyphs.get(white.at).is_some_and(Glyph::is_space));
        let before = line.at;
        let mut leader = Leader::None;
        for tab in (1..=white.tabs.min(64)).rev() {
            let behind = if tab == 1 { wide(paragraph, formats, from, end_of(paragraph, from)) } else { 0 };
            (line.at, leader) = line.next(behind);
        }
        let size = formats.run(format_at(paragraph, white.at)).size.value;
        let blank = width(" ", Face::Regular, size).twips();
        let blanks = i32::try_from(white.blanks.min(400)).unwrap_or_default();
        line.at = line.at.saturating_add(blank.saturating_mul(blanks));
        let lost = before > LINE || line.at > LINE;
        let span = if lost { UNKNOWN } else { Length::from_twips(line.at.saturating_sub(before)) };
        let leader = match leader {
            Leader::None => None,
            Leader::Dots => Some("dots"),
            Leader::Hyphens | Leader::Underscores => Some("ruled"),
        };
        spaces.within.push(Space { at: white.at, width: span, leader });
    }
    spaces
}

fn last_break(paragraph: &Paragraph, from: usize, to: usize) -> Option<usize> {
    let between = paragraph.glyphs.get(from..to)?;
    between.iter().rposition(|glyph| *glyph == Glyph::Break).map(|at| from + at)
}

/// Where the text ends that a tab before it moves: at the next tab or break.
fn end_of(paragraph: &Paragraph, from: usize) -> usize {
    let tab = paragraph.whites.iter().find(|white| white.at > from && white.tabs > 0).map(|white| white.at);
    let behind = paragraph.glyphs.get(from..).unwrap_or_default();
    let line = behind.iter().position(|glyph| *glyph == Glyph::Break).map(|at| from + at);
    tab.unwrap_or(usize::MAX).min(line.unwrap_or(usize::MAX)).min(paragraph.glyphs.len())
}

fn format_at(paragraph: &Paragraph, at: usize) -> crate::docx::read::RunFormatId {
    paragraph.runs_in(&(at..at + 1)).next().map_or(paragraph.mark, |run| run.format)
}

/// How wide glyphs are in one line.
fn wide(paragraph: &Paragraph, formats: &Formats, from: usize, to: usize) -> i32 {
    let first = paragraph.runs.partition_point(|run| run.range.end <= from);
    let mut sum = 0_i32;
    for run in paragraph.runs.iter().skip(first).take_while(|run| run.range.start < to) {
        let look = formats.run(run.format);
        let glyphs = paragraph.glyphs.get(run.range.start.max(from)..run.range.end.min(to));
        let mut text = String::new();
        for glyph in glyphs.unwrap_or_default() {
            if let Glyph::Letter { letter, .. } = glyph {
                text.push(*letter);
            }
        }
        let text = if look.capitals.value { unicode::upper(&text) } else { text };
        let face = Face::of(look.bold.value, look.italic.value);
        sum = sum.saturating_add(width(&text, face, look.size.value).twips());
    }
    sum
}
