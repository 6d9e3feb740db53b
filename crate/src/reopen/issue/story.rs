//! The lines of a part with the tokens they are made of, so that letters are changed where they stand and nothing else.

use std::ops::Range;

use crate::docx::names::Vocabulary;
use crate::docx::walk::{Place, Visitor, walk};
use crate::ordered::OrderedMap;
use crate::xml::{Element, Node, escape_text};

/// A paragraph as a reader sees it: tabs are `\t`, line breaks `\n`; deleted text, field codes and fallbacks are not in it.
#[derive(Debug, Default, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    /// The bookmarks that start in it, with what they are around as far as it is in this paragraph.
    pub(super) bookmarks: Vec<(String, Range<usize>)>,
    /// The table row it stands in, and the cell.
    pub(super) row: Option<usize>,
    pub(super) cell: Option<usize>,
    pieces: Vec<Piece>,
}

impl Line {
    /// There is nothing to read in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// What the bookmark of this name is around.
    pub(super) fn bookmark(&self, name: &str) -> Option<Range<usize>> {
        self.bookmarks.iter().find(|(known, _)| known == name).map(|(_, range)| range.clone())
    }

    /// Its text without the white space of its layout.
    pub(super) fn words(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// An element some of a line's text comes from.
#[derive(Debug, Clone)]
struct Piece {
    /// Its position among all elements of the part, in document order.
    element: usize,
    range: Range<usize>,
    /// It holds character data; otherwise it is a tab or a break.
    is_text: bool,
}

/// Other text in place of a part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) line: usize,
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// All paragraphs of a part, in the order they begin.
pub(super) fn lines(root: &Element<'_>) -> Vec<Line> {
    let mut reader = Reader::default();
    walk(root, &mut reader);
    reader.lines
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    /// Positions in `lines` of the paragraphs under way: one inside another is in a text box.
    open: Vec<usize>,
    elements: usize,
    /// How deep inside of what no reader sees.
    hidden: usize,
    /// The element whose character data is text, and where its piece of the line begins.
    text_of: Option<usize>,
    rows: Vec<usize>,
    cells: Vec<usize>,
    /// Bookmarks under way: id, name, line, offset.
    marks: Vec<(String, String, usize, usize)>,
}

impl Reader {
    fn line(&mut self) -> Option<&mut Line> {
        let at = *self.open.last()?;
        self.lines.get_mut(at)
    }

    fn push(&mut self, element: usize, text: &str, is_text: bool) {
        if self.hidden > 0 {
            return;
        }
        let Some(line) = self.line() else { return };
        let start = line.text.len();
        line.text.push_str(text);
        let end = line.text.len();
        match line.pieces.last_mut() {
            Some(last) if last.element == element => last.range.end = end,
            _ => line.pieces.push(Piece { element, range: start..end, is_text }),
        }
    }

    fn end_bookmark(&mut self, id: &str) {
        let Some(at) = self.marks.iter().position(|(known, ..)| known == id) else { return };
        let (_, name, line, start) = self.marks.remove(at);
        let here = self.open.last() == Some(&line);
        if let Some(line) = self.lines.get_mut(line) {
            let end = line.text.len();
            let range = if here || end >= start { start..end } else { start..start };
            line.bookmarks.push((name, range));
        }
    }
}

fn is_hidden(place: &Place<'_, '_, '_>) -> bool {
    match place.vocabulary {
        Some(Vocabulary::Compatibility) => place.element.local_name() == "Fallback",
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

impl Visitor for Reader {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let element = self.elements;
        self.elements += 1;
        if is_hidden(place) {
            self.hidden += 1;
        }
        match place.word() {
            "p" => {
                self.open.push(self.lines.len());
                let (row, cell) = (self.rows.last().copied(), self.cells.last().copied());
                self.lines.push(Line { row, cell, ..Line::default() });
            }
            "tr" => self.rows.push(element),
            "tc" => self.cells.push(element),
            "t" => {
                self.text_of = Some(element);
                self.push(element, "", true);
            }
            "tab" | "ptab" => self.push(element, "\t", false),
            "br" | "cr" => self.push(element, "\n", false),
            "noBreakHyphen" => self.push(element, "-", false),
            "bookmarkStart" => {
                let id = place.word_attribute("id").unwrap_or_default().into_owned();
                let name = place.word_attribute("name").unwrap_or_default().into_owned();
                // One that stands between paragraphs is around the beginning of the next.
                let line = self.open.last().copied().unwrap_or(self.lines.len());
                let start = self.lines.get(line).map_or(0, |line| line.text.len());
                self.marks.push((id, name, line, start));
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
        if is_hidden(place) {
            self.hidden = self.hidden.saturating_sub(1);
        }
        match place.word() {
            "p" => drop(self.open.pop()),
            "tr" => drop(self.rows.pop()),
            "tc" => drop(self.cells.pop()),
            "t" => self.text_of = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(element) = self.text_of {
            self.push(element, text, true);
        }
    }
}

/// What becomes of the elements of a part, by their position.
#[derive(Debug, Default)]
pub(super) struct Patch {
    texts: OrderedMap<usize, String>,
    removed: Vec<usize>,
}

/// What edits do to the elements; `None` when one of them meets no element with text.
pub(super) fn patch(lines: &[Line], edits: &[Edit]) -> Option<Patch> {
    let mut patch = Patch::default();
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    // From the end of a line to its beginning, so that places before an edit keep their offsets.
    ordered.sort_by_key(|edit| (edit.line, std::cmp::Reverse(edit.range.start)));
    for edit in ordered {
        let line = lines.get(edit.line)?;
        let touches =
            |piece: &&Piece| piece.range.start < edit.range.end && edit.range.start < piece.range.end;
        let texts = || line.pieces.iter().filter(|piece| piece.is_text);
        let target = texts()
            .find(touches)
            .or_else(|| texts().rev().find(|piece| piece.range.end == edit.range.start))
            .or_else(|| texts().find(|piece| piece.range.start == edit.range.start))?;
        for piece in line.pieces.iter().filter(|piece| touches(piece) || piece.element == target.element) {
            if !piece.is_text {
                patch.removed.push(piece.element);
                continue;
            }
            if patch.texts.get(&piece.element).is_none() {
                patch.texts.insert(piece.element, line.text.get(piece.range.clone())?.to_owned());
            }
            let text = patch.texts.get_mut(&piece.element)?;
            let from = edit.range.start.clamp(piece.range.start, piece.range.end) - piece.range.start;
            let to = edit.range.end.clamp(piece.range.start, piece.range.end) - piece.range.start;
            let new = if piece.element == target.element { edit.text.as_str() } else { "" };
            text.replace_range(from..to.max(from), new);
        }
    }
    Some(patch)
}

impl Patch {
    /// Carries it out on the part it was made for.
    pub(super) fn apply(self, root: &mut Element<'_>) {
        self.step(root, &mut 0);
    }

    fn step(&self, element: &mut Element<'_>, next: &mut usize) {
        let at = *next;
        *next += 1;
        if let Some(text) = self.texts.get(&at) {
            for child in element.elements() {
                *next += count(child);
            }
            element.children = vec![Node::Text(escape_text(text).into_owned().into())];
            if text.trim() != text.as_str() {
                element.set_attribute("xml:space", "preserve");
            }
            return;
        }
        let mut gone = Vec::new();
        for (index, child) in element.children.iter_mut().enumerate() {
            if let Node::Element(child) = child {
                if self.removed.contains(next) {
                    gone.push(index);
                }
                self.step(child, next);
            }
        }
        for index in gone.into_iter().rev() {
            element.children.remove(index);
        }
    }
}

fn count(element: &Element<'_>) -> usize {
    1 + element.elements().map(count).sum::<usize>()
}
