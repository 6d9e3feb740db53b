//! What stands above the text: national name, issuing body, number, place and date, `V/v`, marks.

use std::ops::Range;

use super::find::number_line;
use crate::Align;
use crate::document::{Certainty, Component, Evidence, Paper, Zone};
use crate::docx::read::Block;
use crate::to_list::ToList;

use crate::vietnamese::text::key;

use super::line::Line;
use super::printed::Printed;
use super::scene::{Scene, Verdict};
use super::terms::{self, summary};
use super::words::{Words, begins, lines_above};

/// A letterhead ends within so many paragraphs and tables.
const WITHIN: usize = 18;

/// A longer line is text.
const LONG: usize = 200;

/// A table with more rows is none of a letterhead.
const MAX_ROWS: usize = 8;

/// Whether a line is of a kind that only a letterhead has.
fn is_sign(line: &Line) -> bool {
    Printed::get().fixed(&line.key).is_some()
        || number_line(&line.text).is_some()
        || summary(&line.text).is_some()
        || line.is_place_date()
}

/// `Số: [ ]/UBND-VP`: what stands where the number will, and the symbol, in a line that begins as the number's does.
pub(crate) fn loose_number(text: &str) -> Option<(&str, &str)> {
    let words = key(text);
    if !terms::begins_as(&words, Component::SoKyHieu) || text.chars().count() > MAX_NUMBER {
        return None;
    }
    let rest = text.split_once([':', ' ']).map_or("", |(_, rest)| rest);
    let (place, symbol) = rest.split_once(['/', '–', '-'])?;
    let symbol = symbol.trim();
    let is_code = symbol.starts_with(char::is_uppercase) && !symbol.contains(char::is_whitespace);
    is_code.then_some((place.trim_matches([' ', ':']), symbol))
}

/// A longer line is no number.
const MAX_NUMBER: usize = 60;

/// Day, month and year in the letterhead, however much of them is open and whatever stands around them.
fn is_loose_date(line: &Line) -> bool {
    let has = |word: &str| line.key.split(' ').any(|one| one == word);
    line.text.chars().count() <= MAX_NUMBER
        && Words::get().day.iter().filter(|word| has(word)).count() + usize::from(line.text.contains('/'))
            >= 2
}

/// The symbol alone, below the label of the number.
fn is_symbol(text: &str) -> bool {
    let code = text.strip_prefix(['/', '-', '–']).map(str::trim);
    code.is_some_and(|code| code.starts_with(char::is_uppercase) && !code.contains(char::is_whitespace))
}

/// `An Bình,` alone, above the day.
fn is_place(line: &Line) -> bool {
    let name = line.text.strip_suffix(',').unwrap_or_default();
    !line.is_shouted && line.text.chars().count() <= MAX_NUMBER && name.starts_with(char::is_uppercase)
}

/// A line in capitals that names a kind of copy (Article 25).
fn is_copy(line: &Line) -> bool {
    line.is_shouted && Printed::get().is_copy(&line.key)
}

/// How many paragraphs with text below a national name show that it begins a letterhead.
const NEAR: usize = 4;

/// Whether a block can only be the beginning of a letterhead: it has the national name or the Party's, or that of a copy.
/// In a paragraph the name may be words of a title: what only a letterhead has stands close by.
pub(super) fn opens(scene: &Scene<'_>, block: usize) -> bool {
    if let Some(Block::Table(table)) = scene.blocks.get(block)
        && table.rows.len() > MAX_ROWS
    {
        return false;
    }
    let is_name = |line: &&Line| Printed::get().fixed(&line.key) == Some(Component::QuocHieu);
    let lines = scene.of_block(block);
    match lines.iter().find(is_name) {
        Some(name) => name.cell.is_some() || is_close_to_signs(scene, block),
        None => lines.iter().any(|line| line.cell.is_some() && is_copy(line)),
    }
}

fn is_close_to_signs(scene: &Scene<'_>, block: usize) -> bool {
    let near = (block..scene.blocks.len()).filter(|at| scene.first(*at).is_some()).take(NEAR);
    let mut lines = near.flat_map(|at| scene.of_block(at));
    lines.any(|line| is_sign(line) && Printed::get().fixed(&line.key) != Some(Component::QuocHieu))
}

/// The block after the last one with a sign of a letterhead.
fn end(scene: &Scene<'_>, range: &Range<usize>) -> usize {
    let mut end = range.start;
    let mut count = 0;
    for at in range.clone() {
        let lines = scene.of_block(at);
        if lines.iter().all(Line::is_ornament) {
            continue;
        }
        count += 1;
        let is_text = match scene.blocks.get(at) {
            Some(Block::Table(table)) => table.rows.len() > MAX_ROWS,
            _ => lines.iter().any(|line| {
                line.text.chars().count() > LONG
                    || line.is_addressed(scene.words)
                    || line.kind().is_some()
                    || is_sentence(line)
            }),
        };
        let above = || (range.start..end).flat_map(|at| scene.of_block(at));
        let begins_another = end > range.start
            && opens(scene, at)
            && has_number(scene, range.start..end)
            && above().any(|line| Printed::get().fixed(&line.key) == Some(Component::QuocHieu));
        if is_text || begins_another || count > WITHIN {
            break;
        }
        let is_mark = end > range.start && lines.iter().all(|line| line.mark().is_some());
        let above = at.checked_sub(1).filter(|above| end == at && *above >= range.start);
        let goes_on = above.is_some_and(|above| goes_on_abstract(scene, above, at));
        if is_mark
            || goes_on
            || lines.iter().any(|line| is_sign(line) || line.cell.is_some() && is_copy(line))
        {
            end = at + 1;
        }
    }
    end
}

/// A line as a text has them.
fn is_sentence(line: &Line) -> bool {
    !is_sign(line) && !line.is_centered() && !line.is_shouted && line.text.ends_with(['.', ';', ':'])
}

/// A centred paragraph goes on with the abstract in the one above it.
fn goes_on_abstract(scene: &Scene<'_>, above: usize, block: usize) -> bool {
    let is_paragraph = |at: usize| matches!(scene.blocks.get(at), Some(Block::Paragraph(_)));
    let begins =
        scene.of_block(above).last().is_some_and(|line| summary(&line.text).is_some() && line.is_centered());
    is_paragraph(above)
        && is_paragraph(block)
        && begins
        && scene
            .of_block(block)
            .iter()
            .all(|line| line.is_centered() && !line.is_shouted && line.mark().is_none())
}

fn has_number(scene: &Scene<'_>, blocks: Range<usize>) -> bool {
    blocks.into_iter().flat_map(|at| scene.of_block(at)).any(|line| number_line(&line.text).is_some())
}

/// Whether the national name, or the Party's, is among lines.
pub(super) fn is_named(lines: &[Line]) -> bool {
    lines.iter().any(|line| Printed::get().fixed(&line.key) == Some(Component::QuocHieu))
}

/// Whether a block has a line that only a letterhead has.
pub(super) fn has_sign(scene: &Scene<'_>, block: usize) -> bool {
    scene.of_block(block).iter().any(is_sign)
}

/// Reads the letterhead at the beginning of a range of blocks; the block after it.
pub(super) fn read(scene: &mut Scene<'_>, range: Range<usize>) -> usize {
    let end = end(scene, &range);
    read_blocks(scene, range.start..end);
    end
}

/// Reads blocks that are a letterhead.
pub(super) fn read_blocks(scene: &mut Scene<'_>, range: Range<usize>) {
    scene.is_party =
        range.clone().flat_map(|at| scene.of_block(at)).any(|line| Printed::get().is_party(&line.key));
    let mut head = Head::default();
    for at in range {
        let lines = scene.range_of_block(at);
        match scene.blocks.get(at) {
            Some(Block::Table(_)) => {
                let national = national(scene, lines.clone());
                for cell in cells(scene, lines) {
                    head.in_summary = None;
                    let column = cell.first().and_then(|at| scene.line(*at)?.cell).map(|cell| cell.column);
                    let is_national = column.is_some_and(|column| national.contains(&column));
                    head.cell(scene, &cell, Some(is_national));
                }
                head.in_summary = None;
            }
            _ => head.cell(scene, &lines.to_list(), None),
        }
    }
    head.name_issuer(scene);
}

/// The columns of a table with the national name or place and day, beside which the issuing body stands.
fn national(scene: &Scene<'_>, lines: Range<usize>) -> Vec<usize> {
    let lines = scene.lines.all.get(lines).unwrap_or_default();
    let columns = |is_one: fn(&Line) -> bool| -> Vec<usize> {
        lines.iter().filter(|line| is_one(line)).filter_map(|line| Some(line.cell?.column)).to_list()
    };
    let numbered = columns(|line| number_line(&line.text).is_some());
    let mut national = columns(|line| Printed::get().fixed(&line.key).is_some() || line.is_place_date());
    national.retain(|column| !numbered.contains(column));
    national
}

/// The lines of each cell of a table, row by row.
fn cells(scene: &Scene<'_>, lines: Range<usize>) -> Vec<Vec<usize>> {
    let mut cells: Vec<Vec<usize>> = Vec::new();
    let mut here = None;
    for at in lines {
        let cell = scene.line(at).and_then(|line| line.cell).map(|cell| (cell.row, cell.column));
        if cells.is_empty() || cell != here {
            cells.push(Vec::new());
            here = cell;
        }
        if let Some(last) = cells.last_mut() {
            last.push(at);
        }
    }
    cells
}

#[derive(Default)]
struct Head {
    numbered: bool,
    /// The line of the number has no symbol yet.
    is_open: bool,
    summed: bool,
    dated: bool,
    /// The line above is one of the abstract, and stands so.
    in_summary: Option<Option<Align>>,
    /// The lines above the number that name the issuing bodies.
    issuer: Vec<usize>,
}

impl Head {
    /// Takes the lines of a paragraph, or of a cell: whether its column is that of the national name.
    fn cell(&mut self, scene: &mut Scene<'_>, lines: &[usize], column: Option<bool>) {
        let is_cell = column.is_some();
        let named = || lines.iter().filter_map(|at| scene.line(*at));
        let is_national =
            column == Some(true) || is_cell && named().any(|line| Printed::get().fixed(&line.key).is_some());
        for &at in lines {
            let Some(line) = scene.line(at).cloned() else { continue };
            if line.is_ornament() {
                scene.ornament(at, Zone::Letterhead);
                continue;
            }
            let goes_on = self.in_summary.is_some_and(|align| is_cell || align == line.align);
            if goes_on && !is_sign(&line) && !line.is_shouted {
                scene.set(
                    at,
                    Component::TrichYeuCongVan,
                    Zone::Letterhead,
                    Certainty::Sure,
                    &[Evidence::Order],
                );
                continue;
            }
            self.in_summary = self.line(scene, at, &line, is_national, is_cell).then_some(line.align);
        }
    }

    /// Takes a line; whether it is the beginning of an abstract.
    fn line(
        &mut self,
        scene: &mut Scene<'_>,
        at: usize,
        line: &Line,
        is_national: bool,
        is_cell: bool,
    ) -> bool {
        use Certainty::{Likely, Sure};
        use Evidence::{Capitals, Cell, Look, Order, Shape, Words};
        let words = scene.words;
        let mut set =
            |component, certainty, evidence| scene.set(at, component, Zone::Letterhead, certainty, evidence);
        let text = line.text.as_str();
        if let Some(component) = Printed::get().fixed(&line.key) {
            set(component, Sure, &[Words]);
        } else if is_copy(line) && is_cell {
            set(Component::HinhThucSao, Sure, &[Words, Cell]);
        } else if !self.numbered
            && (number_line(text).is_some()
                || terms::is_label(&line.key, Component::SoKyHieu)
                || loose_number(text).is_some())
        {
            self.numbered = true;
            self.is_open = terms::is_label(&line.key, Component::SoKyHieu);
            set(Component::SoKyHieu, Sure, &[Words, Shape]);
        } else if self.is_open && is_symbol(text) {
            self.is_open = false;
            set(Component::SoKyHieu, Likely, &[Shape, Order]);
        } else if !self.summed && summary(text).is_some() {
            self.summed = true;
            set(Component::TrichYeuCongVan, Sure, &[Words]);
            return true;
        } else if is_cell && !is_national && self.numbered && !self.summed && line.begins(&words.summary) {
            self.summed = true;
            set(Component::TrichYeuCongVan, Sure, &[Words, Cell]);
            return true;
        } else if let Some(component) = line.mark() {
            set(component, Sure, &[Words]);
        } else if !self.dated && line.is_place_date() {
            self.dated = true;
            set(Component::DiaDanhNgay, Sure, &[Shape]);
        } else if !self.dated && is_national && is_place(line) {
            set(Component::DiaDanhNgay, Likely, &[Shape, Cell]);
        } else if !self.dated && is_national && is_loose_date(line) {
            self.dated = true;
            set(Component::DiaDanhNgay, Likely, &[Words]);
        } else if is_cell && !line.is_shouted && line.text.contains(':') && is_contact(line) {
            set(Component::LienHe, Likely, &[Words]);
        } else if !is_national && (line.is_shouted || is_cell) && !self.numbered && !self.summed {
            self.issuer.push(at);
            let certainty = if line.is_shouted { Sure } else { Likely };
            set(
                Component::CoQuanBanHanh,
                certainty,
                if is_cell { &[Capitals, Cell] } else { &[Capitals, Order] },
            );
        } else {
            scene.leave(at, Zone::Letterhead, &[Look]);
        }
        false
    }

    /// Which lines are the body above the issuing one. What is bold is the name; without anything bold the first of several
    /// lines is the body above, unless the second only goes on with a place.
    fn name_issuer(&self, scene: &mut Scene<'_>) {
        let lines: Vec<Line> = self.issuer.iter().filter_map(|at| scene.line(*at).cloned()).to_list();
        let has_bold = lines.iter().any(|line| line.bold);
        let has_light = lines.iter().any(|line| !line.bold);
        let said: Vec<&str> = lines.iter().map(|line| line.key.as_str()).to_list();
        let above = lines_above(&said);
        for (order, (at, line)) in self.issuer.iter().zip(&lines).enumerate() {
            let is_unit = |line: &Line| begins(&line.key, &scene.words.unit);
            let next_is_unit = || lines.get(1).is_some_and(is_unit);
            let goes_on =
                scene.words.of_unit.contains(&line.key) && lines.get(order + 1).is_some_and(is_unit);
            let is_name = match (has_bold, has_light) {
                _ if order < above && line.bold => false,
                _ if goes_on => lines.get(order + 1).is_some_and(|next| next.bold || !has_bold),
                // What stands below the name in other letters goes on with it.
                (true, true) => line.bold || !lines.iter().skip(order).any(|line| line.bold),
                (true, false) => true,
                // `ỦY BAN NHÂN DÂN`, `XÃ AN BÌNH` and the office below.
                (false, _) if next_is_unit() => lines.len() == 2 || order > 1,
                (false, _) => lines.len() == 1 || order > 0,
            };
            if !is_name {
                let certainty = if has_bold { Certainty::Sure } else { Certainty::Likely };
                let why: &[Evidence] =
                    if has_bold { &[Evidence::Look, Evidence::Order] } else { &[Evidence::Order] };
                scene.set(*at, Component::CoQuanChuQuan, Zone::Letterhead, certainty, why);
            }
        }
    }
}

/// A line that says where somebody is to be found.
fn is_contact(line: &Line) -> bool {
    line.key.split(' ').count() > 1
        && Words::get().contact.iter().any(|word| {
            line.key.match_indices(word.as_str()).any(|(at, _)| {
                let end = at + word.len();
                (at == 0 || line.key.as_bytes().get(at - 1) == Some(&b' '))
                    && line.key.as_bytes().get(end).is_none_or(|next| *next == b' ')
            })
        })
}

/// What stands at the edges of the page or in a text box.
pub(super) fn beside(line: &Line) -> Verdict {
    let component = line.mark().or_else(|| is_contact(line).then_some(Component::LienHe));
    Verdict {
        component,
        paper: Paper::Main,
        zone: Zone::Beside,
        certainty: if component.is_some() { Certainty::Sure } else { Certainty::Guessed },
        evidence: if component.is_some() { &[Evidence::Words] } else { &[] },
    }
}
