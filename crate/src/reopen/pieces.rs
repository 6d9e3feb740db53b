//! A document with what its pieces are, block by block.

use std::ops::Range;

use crate::document::{Component, Item, Paper, Reading, Story, Zone};
use crate::docx::read::{Block, Glyph, Observed, Paragraph, plain, visit};
use crate::joined::Joined;
use crate::recognise::line::is_ornament;
use crate::to_list::ToList;
use crate::vietnamese::text::clean;

/// Blocks, and the items in each.
pub(in crate::reopen) struct Pieces<'d> {
    pub(in crate::reopen) blocks: &'d [Block],
    /// Those of the text itself.
    items: &'d [Item],
    paragraphs: Vec<&'d Paragraph>,
    /// The items of each block.
    of_block: Vec<Range<usize>>,
    /// The items beside the text, and the paragraphs of the edges of pages and of text boxes, where they are asked for too.
    beside: &'d [Item],
    edges: &'d [Paragraph],
    boxes: &'d [Paragraph],
    has_notes: bool,
}

impl<'d> Pieces<'d> {
    pub(in crate::reopen) fn of(blocks: &'d [Block], reading: &'d Reading) -> Pieces<'d> {
        let main = reading.items.iter().take_while(|item| item.place.story == Story::Main).count();
        let items = reading.items.get(..main).unwrap_or_default();
        let mut paragraphs = Vec::new();
        let mut of_block = Vec::new();
        let mut at = 0;
        for block in blocks {
            visit(std::slice::from_ref(block), None, &mut |paragraph, _| paragraphs.push(paragraph));
            let start = at;
            while items.get(at).is_some_and(|item| item.place.paragraph < paragraphs.len()) {
                at += 1;
            }
            of_block.push(start..at);
        }
        Pieces { blocks, items, paragraphs, of_block, beside: &[], edges: &[], boxes: &[], has_notes: true }
    }

    /// The same, with no footnotes in its lines.
    pub(in crate::reopen) fn without_notes(self) -> Pieces<'d> {
        Pieces { has_notes: false, ..self }
    }

    /// The same with what edges of pages and text boxes have of letterhead and signatures.
    pub(in crate::reopen) fn with_beside(self, observed: &'d Observed, reading: &'d Reading) -> Pieces<'d> {
        let beside = reading.items.get(self.items.len()..).unwrap_or_default();
        Pieces { beside, edges: &observed.edges, boxes: &observed.boxes, ..self }
    }

    /// The items of a block.
    pub(in crate::reopen) fn of_block(&self, block: usize) -> &'d [Item] {
        let range = self.of_block.get(block).cloned().unwrap_or_default();
        self.items.get(range).unwrap_or_default()
    }

    /// The items of the document itself that are in a zone.
    pub(in crate::reopen) fn of_zone(&self, wanted: fn(Zone) -> bool) -> impl Iterator<Item = &'d Item> {
        let beside = self.beside.iter().filter(|item| item.zone != Zone::Beside);
        self.items.iter().chain(beside).filter(move |item| item.paper == Paper::Main && wanted(item.zone))
    }

    /// The items of the document itself that are a component.
    pub(in crate::reopen) fn all(&self, component: Component) -> impl Iterator<Item = &'d Item> {
        self.of_zone(|_| true).filter(move |item| item.component == Some(component))
    }

    /// All items of the text itself.
    pub(in crate::reopen) fn everywhere(&self) -> impl Iterator<Item = &'d Item> {
        self.items.iter()
    }

    /// The element of the main part an item begins in, by its position (see [`crate::docx::read::Anchor`]).
    pub(in crate::reopen) fn element(&self, item: &Item) -> Option<u32> {
        let paragraph = self.paragraphs.get(item.place.paragraph)?;
        let at = item.place.range.start;
        Some(paragraph.runs_in(&(at..at + 1)).next()?.anchor.element)
    }

    /// The lines of an item, those a line break parts each by itself.
    pub(in crate::reopen) fn lines(&self, item: &Item) -> Vec<String> {
        let paragraph = match item.place.story {
            Story::TextBox => self.boxes.get(item.place.paragraph),
            Story::Edge => self.edges.get(item.place.paragraph),
            Story::Main => self.paragraphs.get(item.place.paragraph).copied(),
        };
        let Some(paragraph) = paragraph else { return Vec::new() };
        let mut glyphs = paragraph.glyphs.get(item.place.range.clone()).unwrap_or_default().to_vec();
        glyphs.retain(|glyph| self.has_notes || !matches!(glyph, Glyph::Note(_)));
        let mut lines: Vec<String> =
            glyphs.split(|glyph| *glyph == Glyph::Break).map(|part| clean(&plain(part)).text).to_list();
        if item.place.range.start == 0
            && !paragraph.label.is_empty()
            && let Some(first) = lines.first_mut()
        {
            *first = format!("{} {first}", paragraph.label).trim_end().to_owned();
        }
        lines.retain(|line| !line.is_empty() && !is_ornament(line));
        lines
    }

    /// The lines of several items below one another.
    pub(in crate::reopen) fn text(&self, items: &[&Item]) -> String {
        items.iter().flat_map(|item| self.lines(item)).joined("\n")
    }
}
