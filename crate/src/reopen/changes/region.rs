//! A run of lines that one text in the conventions of a body prints: a body field, or a section in free text.

use super::explain::loose;
use super::lines::{Line, Seen, common};
use crate::docx::read::typed::{self, Part};
use crate::docx::read::{self, Glyph, body_table, inlines, plain};
use crate::markup::{self, Block};
use crate::to_list::ToList;
use crate::vietnamese::text::upper;
use crate::{Align, FieldPath};

/// A text and the lines it prints.
#[derive(Debug)]
pub(super) struct Region {
    pub(super) path: FieldPath,
    pub(super) label: (String, String),
    blocks: Vec<Block>,
    /// Block and part of each line.
    places: Vec<(usize, Part)>,
    sources: Vec<Vec<Glyph>>,
    /// The first of its lines among all of the document.
    pub(super) first: usize,
}

/// What becomes of a line of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// A line of its own reads like a line seen.
    Replace(usize, usize),
    Remove(usize),
    /// A line seen stands before its line of this number, or after its last.
    Insert(usize, usize),
    /// The table that begins with this line is the one a line seen stands in.
    Table(usize, usize),
    /// The table a line seen stands in stands before its line of this number, or after its last.
    NewTable(usize, usize),
}

impl Change {
    /// The line of the region it is at.
    fn line(&self) -> usize {
        match self {
            Change::Replace(line, _)
            | Change::Remove(line)
            | Change::Insert(line, _)
            | Change::Table(line, _)
            | Change::NewTable(line, _) => *line,
        }
    }

    fn is_insertion(&self) -> bool {
        matches!(self, Change::Insert(..) | Change::NewTable(..))
    }

    /// It takes over all lines of a table together.
    pub(super) fn is_of_table(&self) -> bool {
        matches!(self, Change::Table(..) | Change::NewTable(..))
    }

    /// What it puts in.
    fn inserted(&self, seen: &[Seen], observed: &read::Observed) -> Option<Block> {
        match self {
            Change::Insert(_, new) => {
                let new = seen.get(*new)?;
                Some(typed::block(new.glyphs.clone(), new.paragraph.align))
            }
            Change::NewTable(_, new) => table_of(*new, seen, observed).map(Block::Table),
            _ => None,
        }
    }
}

/// The table a line seen stands in.
fn table_of(line: usize, seen: &[Seen], observed: &read::Observed) -> Option<markup::BodyTable> {
    let read::Block::Table(table) = observed.blocks.get(seen.get(line)?.table?)? else { return None };
    body_table(table)
}

impl Region {
    /// The region of a text among the printed lines; `None` when it is not printed as it stands.
    pub(super) fn find(
        path: &FieldPath,
        label: (String, String),
        text: &str,
        lines: &[Line],
        from: usize,
        must_print: bool,
    ) -> Option<Region> {
        let blocks = markup::parse(text).blocks;
        let mut places = Vec::new();
        let mut sources = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            for (part, glyphs) in typed::lines(block) {
                places.push((at, part));
                sources.push(glyphs);
            }
        }
        let texts: Vec<String> = sources.iter().map(|line| upper(loose(&plain(line)))).to_list();
        let (first_text, last) = (texts.first()?, texts.len() - 1);
        let fits = |start: usize| {
            let own = lines.get(start..start + texts.len())?;
            let agree = own.iter().zip(&texts).enumerate().all(|(at, (line, text))| {
                let printed = upper(loose(&line.text));
                printed == *text
                    || (must_print && at == 0 && printed.ends_with(text.as_str()))
                    || (must_print && at == last && printed.starts_with(text.as_str()))
            });
            let prints = !must_print || own.iter().any(|line| line.fields.contains(path));
            (agree && prints).then_some(start)
        };
        let first = (from..lines.len()).find_map(|start| {
            let line = lines.get(start)?;
            if !upper(&line.text).contains(first_text.as_str()) {
                return None;
            }
            fits(start)
        })?;
        Some(Region { path: path.clone(), label, blocks, places, sources, first })
    }

    /// The position of a line of the document among its own.
    pub(super) fn own(&self, line: usize) -> Option<usize> {
        line.checked_sub(self.first).filter(|at| *at < self.places.len())
    }

    pub(super) fn end(&self) -> usize {
        self.first + self.places.len()
    }

    /// The line is in a table.
    pub(super) fn is_cell(&self, own: usize) -> bool {
        matches!(self.places.get(own), Some((_, Part::Cell(..))))
    }

    /// The block a line is of.
    pub(super) fn block(&self, own: usize) -> Option<usize> {
        self.places.get(own).map(|(block, _)| *block)
    }

    /// The first line of the block a line is of.
    pub(super) fn first_of_block(&self, own: usize) -> usize {
        let block = self.block(own);
        self.places.partition_point(|(at, _)| Some(*at) < block)
    }

    /// The text with the changes in it.
    pub(super) fn with(
        &self,
        changes: &[&Change],
        lines: &[Line],
        seen: &[Seen],
        observed: &read::Observed,
    ) -> String {
        let mut out: Vec<Block> = Vec::new();
        let mut at_line: Vec<Vec<&Change>> = vec![Vec::new(); self.places.len() + 1];
        for change in changes {
            if let Some(own) = at_line.get_mut(change.line()) {
                own.push(change);
            }
        }
        let changes_of =
            |lines: std::ops::Range<usize>| at_line.get(lines).into_iter().flatten().flatten().copied();
        let inserted = |before: usize, out: &mut Vec<Block>| {
            for change in changes_of(before..before + 1) {
                out.extend(change.inserted(seen, observed));
            }
        };
        let mut own = 0;
        for (at, block) in self.blocks.iter().enumerate() {
            let of_block = self.places.get(own..).unwrap_or_default();
            let count = of_block.iter().take_while(|(known, _)| *known == at).count();
            if count > 0 {
                inserted(own, &mut out);
            }
            let changed: Vec<&Change> = changes_of(own..own + count)
                .filter(|change| change.line() > own || !change.is_insertion())
                .to_list();
            if changed.is_empty() {
                out.push(block.clone());
            } else {
                self.changed(block, &changed, lines, seen, observed, &mut out);
            }
            own += count;
        }
        inserted(own, &mut out);
        markup::write(&out)
    }

    fn changed(
        &self,
        block: &Block,
        changes: &[&Change],
        lines: &[Line],
        seen: &[Seen],
        observed: &read::Observed,
        out: &mut Vec<Block>,
    ) {
        let other = changes.iter().find_map(|change| match change {
            Change::Table(_, new) => table_of(*new, seen, observed),
            _ => None,
        });
        if let (Block::Table(old), Some(mut new)) = (block, other) {
            if new.columns.len() == old.columns.len() {
                new.columns.clone_from(&old.columns);
                new.head_rows = old.head_rows.min(new.rows.len());
            }
            out.push(Block::Table(new));
            return;
        }
        let mut block = Some(block.clone());
        let mut below: Vec<Block> = Vec::new();
        for change in changes {
            match change {
                Change::Replace(line, new) => {
                    let (Some((_, part)), Some(new)) = (self.places.get(*line), seen.get(*new)) else {
                        continue;
                    };
                    let glyphs = self.merged(*line, lines, new);
                    match (part, &mut block) {
                        (Part::Cell(row, column), Some(Block::Table(table))) => {
                            if let Some(cell) = table.rows.get_mut(*row).and_then(|row| row.get_mut(*column))
                            {
                                cell.text = inlines(&glyphs);
                            }
                        }
                        (Part::Title, Some(Block::Heading { title, .. })) => *title = inlines(&glyphs),
                        (Part::Head, Some(Block::Heading { title, level, number })) => {
                            match typed::block(glyphs, None) {
                                Block::Heading { level: other, number: new, .. } => {
                                    (*level, *number) = (other, new);
                                }
                                other => {
                                    let text = std::mem::take(title);
                                    below.push(Block::Paragraph { align: Align::Center, text });
                                    block = Some(other);
                                }
                            }
                        }
                        _ => {
                            let align = self
                                .blocks
                                .get(self.places.get(*line).map_or(0, |(at, _)| *at))
                                .and_then(align_of);
                            block = Some(typed::block(glyphs, align));
                        }
                    }
                }
                Change::Remove(line) => match (self.places.get(*line).map(|(_, part)| *part), &mut block) {
                    (Some(Part::Cell(row, column)), Some(Block::Table(table))) => {
                        if let Some(cell) = table.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
                            cell.text.clear();
                        }
                    }
                    (Some(Part::Title), Some(Block::Heading { title, .. })) => title.clear(),
                    (Some(Part::Head), Some(Block::Heading { title, .. })) => {
                        let text = std::mem::take(title);
                        block = (!text.is_empty()).then_some(Block::Paragraph { align: Align::Center, text });
                    }
                    _ => block = None,
                },
                Change::Insert(..) | Change::NewTable(..) => below.extend(change.inserted(seen, observed)),
                Change::Table(..) => {}
            }
        }
        out.extend(block);
        out.extend(below);
    }

    /// A line as it is now, with the look of the old one where it still reads as that does.
    fn merged(&self, own: usize, lines: &[Line], new: &Seen) -> Vec<Glyph> {
        let (Some(source), Some(line)) = (self.sources.get(own), lines.get(self.first + own)) else {
            return new.glyphs.clone();
        };
        let titled = matches!(
            self.places.get(own).and_then(|(at, _)| self.blocks.get(*at)),
            Some(Block::Article { titled: true, .. } | Block::Clause { titled: true, .. })
        );
        // The end mark of a document is the machine's.
        let mut theirs = new.glyphs.clone();
        if plain(&theirs).ends_with("./.") && !plain(source).ends_with("./.") {
            theirs.truncate(theirs.len().saturating_sub(2));
        }
        let (start, end) = common(source, &theirs);
        let middle = theirs.get(start..theirs.len() - end).unwrap_or_default();
        let plainer = middle.iter().map(|glyph| match glyph {
            Glyph::Letter { letter, bold, italic } => Glyph::Letter {
                letter: *letter,
                bold: *bold && (titled || !line.bold),
                italic: *italic && !line.italic,
            },
            other => other.clone(),
        });
        let mut merged: Vec<Glyph> = source.get(..start).unwrap_or_default().to_vec();
        merged.extend(plainer);
        merged.extend_from_slice(source.get(source.len() - end..).unwrap_or_default());
        merged
    }
}

fn align_of(block: &Block) -> Option<Align> {
    if let Block::Paragraph { align, .. } = block { Some(*align) } else { None }
}
