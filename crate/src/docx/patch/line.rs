//! The lines of a part with the elements they are made of.

use std::ops::Range;

use crate::docx::names::Vocabulary;
use crate::docx::read::Anchor;
use crate::docx::walk::{Place, Visitor, walk};
use crate::pool::Named;
use crate::xml::Element;

/// A paragraph as a reader sees it: tabs are `\t`, line breaks `\n`; deleted text, field codes and fallbacks are not
/// in it. The text of a box inside a paragraph is lines of its own.
#[derive(Debug, Default, Clone)]
pub struct Line {
    /// What it reads.
    pub text: String,
    /// The bookmarks that start in it, with what they are around as far as it is in this paragraph: bytes of its
    /// text.
    pub bookmarks: Vec<(String, Range<usize>)>,
    /// What its text comes from, in document order.
    pub(super) pieces: Vec<Piece>,
    /// The elements of the paragraph, itself the first.
    elements: Range<u32>,
    /// The line whose paragraph this one stands in.
    outer: Option<usize>,
    /// The elements with alternatives it stands in, the outermost first.
    alternatives: Vec<u32>,
}

impl Line {
    /// What the bookmark of this name is around.
    pub fn bookmark(&self, name: &str) -> Option<Range<usize>> {
        self.bookmarks.iter().find(|(known, _)| known == name).map(|(_, range)| range.clone())
    }

    /// Both stand in the same alternatives, be it in the same one or not.
    pub fn alternates(&self, other: &Line) -> bool {
        self.alternatives.iter().any(|one| other.alternatives.contains(one))
    }

    /// The elements its text comes from, in document order.
    pub fn sources(&self) -> impl Iterator<Item = u32> + '_ {
        self.pieces.iter().map(|piece| piece.element)
    }

    /// The line as far as its text comes from elements `is_seen` says yes to: a line that edits go into as well.
    #[must_use]
    pub fn seen(mut self, is_seen: impl Fn(u32) -> bool) -> Line {
        if self.pieces.iter().all(|piece| is_seen(piece.element)) {
            return self;
        }
        let mut text = String::with_capacity(self.text.len());
        // Where each unseen piece stood, and how many bytes are gone up to its end.
        let mut unseen: Vec<(Range<usize>, usize)> = Vec::new();
        let mut gone = 0;
        self.pieces.retain_mut(|piece| {
            let range = piece.range.clone();
            if is_seen(piece.element) {
                text.push_str(self.text.get(range.clone()).unwrap_or_default());
                piece.range = range.start - gone..range.end - gone;
                return true;
            }
            gone += range.len();
            unseen.push((range, gone));
            false
        });
        let moved = |at: usize| {
            let before = unseen.partition_point(|(range, _)| range.start < at).checked_sub(1);
            let Some((range, gone)) = before.and_then(|before| unseen.get(before)) else { return at };
            at - (gone - range.end.saturating_sub(at))
        };
        for (_, range) in &mut self.bookmarks {
            *range = moved(range.start)..moved(range.end);
        }
        self.text = text;
        self
    }

    /// The piece an anchor names, and the bytes of the text that come from the characters it names; all of a tab, a
    /// break or a hyphen. None for what this text does not come from or cannot be written to.
    pub(super) fn stretch(&self, anchor: &Anchor) -> Option<(Kind, Range<usize>)> {
        let at = self.pieces.partition_point(|piece| piece.element < anchor.element);
        let Piece { range, kind, .. } =
            self.pieces.get(at).filter(|piece| piece.element == anchor.element)?;
        let offset = |characters: u32| {
            let text = self.text.get(range.clone())?;
            let mut starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            Some(range.start + starts.nth(characters as usize)?)
        };
        match kind {
            Kind::Text => Some((*kind, offset(anchor.range.start)?..offset(anchor.range.end)?)),
            Kind::Sign => Some((*kind, range.clone())),
            Kind::Fixed => None,
        }
    }
}

/// An element some of a line's text comes from.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its position among all elements of the part, in document order.
    pub(super) element: u32,
    /// The bytes of the line it stands for.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What can be done with a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It holds character data and nothing else.
    Text,
    /// It is a tab, a break or a no-break hyphen, and can be taken out.
    Sign,
    /// It has elements between its characters, against the schema: it can be read and not written.
    Fixed,
}

/// All paragraphs of a part, in the order they begin.
pub fn lines(root: &Element<'_>) -> Vec<Line> {
    read(root, false)
}

/// The same paragraphs as a program sees them that understands none of the alternatives and shows the fallbacks: what is
/// there twice, such as a text box, stands in [`lines`] at one place and here at another. None where nothing has alternatives.
pub fn fallbacks(root: &Element<'_>) -> Vec<Line> {
    if has_alternatives(root) { read(root, true) } else { Vec::new() }
}

fn has_alternatives(element: &Element<'_>) -> bool {
    element.local_name() == "AlternateContent" || element.elements().any(has_alternatives)
}

fn read(root: &Element<'_>, fallbacks: bool) -> Vec<Line> {
    let mut reader = Reader { fallbacks, ..Reader::default() };
    walk(root, &mut reader);
    reader.lines
}

/// The place among `lines` of the innermost paragraph an element of the part stands in, itself included; found in
/// O(log n). None for what stands in no paragraph.
pub fn line_of(lines: &[Line], element: u32) -> Option<usize> {
    let mut at = lines.partition_point(|line| line.elements.start <= element).checked_sub(1)?;
    // Paragraphs nest and do not overlap: one that holds the element holds the last that begins before it, too.
    while element >= lines.get(at)?.elements.end {
        at = lines.get(at)?.outer?;
    }
    Some(at)
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    /// The fallbacks are read, not what they stand for.
    fallbacks: bool,
    /// The elements with alternatives under way.
    alternatives: Vec<u32>,
    /// Positions in `lines` of the paragraphs under way: one inside another is in a text box.
    open: Vec<usize>,
    /// How many elements there were.
    elements: u32,
    /// How deep inside of what no reader sees.
    hidden: usize,
    /// The element whose character data is text.
    text_of: Option<(u32, Kind)>,
    /// Bookmarks under way by their ids: name, line, offset.
    marks: Named<Option<(String, usize, usize)>>,
}

impl Reader {
    fn line(&mut self) -> Option<&mut Line> {
        let at = *self.open.last()?;
        self.lines.get_mut(at)
    }

    fn push(&mut self, element: u32, text: &str, kind: Kind) {
        if self.hidden > 0 {
            return;
        }
        let Some(line) = self.line() else { return };
        let start = line.text.len();
        line.text.push_str(text);
        let end = line.text.len();
        match line.pieces.last_mut() {
            Some(last) if last.element == element => last.range.end = end,
            _ => line.pieces.push(Piece { element, range: start..end, kind }),
        }
    }

    fn end_bookmark(&mut self, id: &str) {
        let Some((name, line, start)) = self.marks.get_mut(id).and_then(Option::take) else { return };
        let here = self.open.last() == Some(&line);
        if let Some(line) = self.lines.get_mut(line) {
            let end = line.text.len();
            let range = if here || end >= start { start..end } else { start..start };
            line.bookmarks.push((name, range));
        }
    }
}

fn is_hidden(place: &Place<'_, '_, '_>, fallbacks: bool) -> bool {
    match place.vocabulary {
        Some(Vocabulary::Compatibility) => {
            place.element.local_name() == if fallbacks { "Choice" } else { "Fallback" }
        }
        _ => matches!(
            place.word(),
            "pPr"
                | "rPr"
                | "tblPr"
                | "tblGrid"
                | "trPr"
                | "tcPr"
                | "sectPr"
                | "sdtPr"
                | "del"
                | "moveFrom"
                | "instrText"
                | "delText"
        ),
    }
}

fn is_alternatives(place: &Place<'_, '_, '_>) -> bool {
    place.vocabulary == Some(Vocabulary::Compatibility) && place.element.local_name() == "AlternateContent"
}

impl Visitor for Reader {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let element = self.elements;
        self.elements += 1;
        if is_hidden(place, self.fallbacks) {
            self.hidden += 1;
        }
        if is_alternatives(place) {
            self.alternatives.push(element);
        }
        match place.word() {
            "p" => {
                let outer = self.open.last().copied();
                self.open.push(self.lines.len());
                let elements = element..self.elements;
                let alternatives = self.alternatives.clone();
                self.lines.push(Line { elements, outer, alternatives, ..Line::default() });
            }
            "t" => {
                let is_plain = place.element.elements().next().is_none();
                let kind = if is_plain { Kind::Text } else { Kind::Fixed };
                self.text_of = Some((element, kind));
                self.push(element, "", kind);
            }
            "tab" | "ptab" => self.push(element, "\t", Kind::Sign),
            "br" | "cr" => self.push(element, "\n", Kind::Sign),
            "noBreakHyphen" => self.push(element, "-", Kind::Sign),
            "bookmarkStart" => {
                let id = place.word_attribute("id").unwrap_or_default().into_owned();
                let name = place.word_attribute("name").unwrap_or_default().into_owned();
                // One that stands between paragraphs is around the beginning of the next.
                let line = self.open.last().copied().unwrap_or(self.lines.len());
                let start = self.lines.get(line).map_or(0, |line| line.text.len());
                self.marks.entry(id.as_str()).get_or_insert((name, line, start));
            }
            "bookmarkEnd" => {
                let id = place.word_attribute("id").unwrap_or_default().into_owned();
                self.end_bookmark(&id);
            }
            _ => {}
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        if is_hidden(place, self.fallbacks) {
            self.hidden = self.hidden.saturating_sub(1);
        }
        if is_alternatives(place) {
            self.alternatives.pop();
        }
        match place.word() {
            "p" => {
                let end = self.elements;
                if let Some(line) = self.line() {
                    line.elements.end = end;
                    line.text.shrink_to_fit();
                    line.pieces.shrink_to_fit();
                }
                self.open.pop();
            }
            "t" => self.text_of = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((element, kind)) = self.text_of {
            self.push(element, text, kind);
        }
    }
}
