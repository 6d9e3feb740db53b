//! Tracked changes, accepted.

use crate::docx::patch::Patch;
use crate::docx::walk::{Place, Visitor, walk};
use crate::xml::Element;

/// What accepts all tracked changes of a part; none where cells of a table were put in, taken out or merged, which nothing
/// but a word processor can do.
pub(super) fn patch(root: &Element<'_>) -> Option<Patch> {
    let mut reader = Reader::default();
    walk(root, &mut reader);
    (!reader.is_unsure).then_some(reader.patch)
}

/// What an element is to the changes within it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    ParagraphProperties,
    RunProperties,
    RowProperties,
    ListProperties,
    Other,
}

#[derive(Default)]
struct Reader {
    patch: Patch,
    elements: u32,
    /// The elements under way.
    open: Vec<(Kind, u32)>,
    /// The tables under way: their element, their rows so far, and those of them that go.
    tables: Vec<(u32, usize, usize)>,
    is_unsure: bool,
}

impl Reader {
    fn within(&self, depth: usize) -> Option<(Kind, u32)> {
        self.open.iter().rev().nth(depth).copied()
    }

    /// A change that takes something out: the end of a paragraph, a row, or what is in it.
    fn gone(&mut self, element: u32) {
        match (self.within(0), self.within(1), self.within(2)) {
            (Some((Kind::RunProperties, _)), Some((Kind::ParagraphProperties, _)), Some((_, paragraph))) => {
                self.patch.join(paragraph);
            }
            (Some((Kind::RowProperties, _)), Some((_, row)), _) => {
                self.patch.remove(row);
                if let Some((_, _, gone)) = self.tables.last_mut() {
                    *gone += 1;
                }
            }
            _ => {}
        }
        self.patch.remove(element);
    }

    /// A change that put something in: the mark goes, what is in it stays.
    fn come(&mut self, element: u32) {
        match self.within(0) {
            Some((Kind::RunProperties | Kind::RowProperties | Kind::ListProperties, _)) => {
                self.patch.remove(element);
            }
            _ => self.patch.unwrap(element),
        }
    }
}

impl Visitor for Reader {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let element = self.elements;
        self.elements += 1;
        let word = place.word();
        match word {
            "del" | "moveFrom" => self.gone(element),
            "ins" | "moveTo" => self.come(element),
            "cellDel" | "cellIns" | "cellMerge" => self.is_unsure = true,
            "tbl" => self.tables.push((element, 0, 0)),
            "tr" => {
                if let Some((_, rows, _)) = self.tables.last_mut() {
                    *rows += 1;
                }
            }
            _ if word.ends_with("Change") || is_range(word) => self.patch.remove(element),
            _ => {}
        }
        let kind = match word {
            "pPr" => Kind::ParagraphProperties,
            "rPr" => Kind::RunProperties,
            "trPr" => Kind::RowProperties,
            "numPr" => Kind::ListProperties,
            _ => Kind::Other,
        };
        self.open.push((kind, element));
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        self.open.pop();
        if place.word() == "tbl"
            && let Some((table, rows, gone)) = self.tables.pop()
            && rows > 0
            && gone == rows
        {
            self.patch.remove(table);
        }
    }
}

/// The beginning or the end of what was moved, or of elements that came or went.
fn is_range(word: &str) -> bool {
    let range = word.strip_suffix("RangeStart").or_else(|| word.strip_suffix("RangeEnd"));
    matches!(
        range,
        Some(
            "moveFrom" | "moveTo" | "customXmlIns" | "customXmlDel" | "customXmlMoveFrom" | "customXmlMoveTo"
        )
    )
}
