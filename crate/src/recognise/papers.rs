//! The papers of a file and the parts of each: cover, letterhead, opening, text, signatures, appendices, what goes with it.

use std::ops::Range;

use crate::document::{Certainty, Component, Evidence, Paper, Zone};
use crate::docx::read::Block;
use crate::to_list::ToList;

use super::line::{Line, Lines};
use super::scene::{Scene, Verdict};
use super::{body, letterhead, opening, sign, terms};

/// The title of an appendix takes at most so many lines.
const MAX_TITLE: usize = 6;

/// What stands beside the text, where somebody drew letterhead or signatures there: text boxes, heads of pages.
pub(super) struct Beside<'s> {
    scene: Scene<'s>,
    /// The block after the letterhead.
    end: usize,
    has_summary: bool,
    has_letterhead: bool,
}

impl<'s> Beside<'s> {
    /// Reads the letterhead there when no other lines have it.
    pub(super) fn letterhead(lines: &'s Lines<'s>, others: &[&Lines<'_>]) -> Beside<'s> {
        let mut scene = Scene::of(lines, &[]);
        let all = lines.of_block.len();
        let last = (0..all).rev().find(|block| letterhead::has_sign(&scene, *block));
        let end = last.map_or(0, |last| last + 1);
        if others.iter().any(|other| letterhead::is_named(&other.all)) || !letterhead::is_named(&lines.all) {
            return Beside { scene, end: 0, has_summary: false, has_letterhead: false };
        }
        letterhead::read_blocks(&mut scene, 0..end);
        let has_summary =
            scene.verdicts.iter().any(|verdict| verdict.component == Some(Component::TrichYeuCongVan));
        Beside { scene, end, has_summary, has_letterhead: true }
    }

    /// Reads the signatures there.
    pub(super) fn signatures(&mut self) {
        let all = self.end..self.scene.lines.of_block.len();
        if let Some(start) = all.clone().find(|block| sign::begins(&self.scene, *block)) {
            sign::read(&mut self.scene, start..all.end);
        }
    }

    /// What is decided; what is neither stands beside the text.
    pub(super) fn verdicts(self) -> Vec<Verdict> {
        let lines = &self.scene.lines.all;
        let verdicts = lines.iter().zip(self.scene.verdicts);
        let decided = verdicts.map(|(line, verdict)| match verdict.component {
            Some(_) => verdict,
            None => letterhead::beside(line),
        });
        decided.to_list()
    }
}

/// Decides about every line.
pub(super) fn read(lines: &Lines<'_>, blocks: &[Block], beside: [&Beside<'_>; 2]) -> Vec<Verdict> {
    let mut scene = Scene::of(lines, blocks);
    let all = blocks.len();
    let mut start = 0;
    let first_head = (0..all).find(|block| letterhead::opens(&scene, *block));
    if let Some(head) = first_head
        && is_cover(&scene, 0..head)
    {
        cover(&mut scene, 0..head);
        start = head;
    }
    let mut further = 0;
    let mut appendices = 0;
    if (start..all).find(|block| scene.first(*block).is_some()).is_some_and(|block| scene.is_appendix(block))
    {
        rest(&mut scene, start..all, &mut appendices, &mut further);
        return scene.verdicts;
    }
    let after = paper(&mut scene, start..all, &beside);
    rest(&mut scene, after..all, &mut appendices, &mut further);
    scene.verdicts
}

/// A paper at the beginning of a range; the block after its signatures.
fn paper(scene: &mut Scene<'_>, range: Range<usize>, beside: &[&Beside<'_>]) -> usize {
    scene.start = scene.range_of_block(range.start).start;
    let head_end = letterhead::read(scene, range.clone());
    scene.is_party |= beside.iter().any(|beside| beside.scene.is_party);
    // What follows with a letterhead of its own is another paper.
    let end = (head_end.max(range.start + 1)..range.end)
        .find(|block| letterhead::opens(scene, *block))
        .unwrap_or(range.end);
    let in_head = |component| {
        let lines = (range.start..head_end).flat_map(|block| scene.range_of_block(block));
        lines.into_iter().any(|at| scene.verdicts.get(at).is_some_and(|one| one.component == Some(component)))
    };
    let has_summary = beside.iter().any(|beside| beside.has_summary) || in_head(Component::TrichYeuCongVan);
    let has_letterhead = beside.iter().any(|beside| beside.has_letterhead)
        || in_head(Component::QuocHieu)
        || in_head(Component::SoKyHieu);
    let is_copy = in_head(Component::HinhThucSao);
    let text =
        if is_copy { head_end } else { opening::read(scene, head_end..end, has_summary, has_letterhead) };
    let signed = sign::find(scene, text..end);
    let (text_end, after) = signed.as_ref().map_or((end, end), |signed| (signed.start, signed.end));
    let text_end = match &signed {
        Some(_) => text_end,
        None => (text..end).find(|block| scene.is_appendix(*block)).unwrap_or(end),
    };
    let text_end = dated(scene, text..text_end);
    body::read(scene, text..text_end);
    match signed {
        Some(signed) => {
            sign::read(scene, signed);
            after
        }
        None => (text..end).find(|block| scene.is_appendix(*block)).unwrap_or(end),
    }
}

/// Place and day right above the signatures, where the letterhead has none; where the text ends then.
fn dated(scene: &mut Scene<'_>, text: Range<usize>) -> usize {
    let last = text.clone().rev().find(|block| scene.first(*block).is_some());
    let Some(block) = last else { return text.end };
    let above = scene.range_of_block(block).start;
    let is_paragraph = matches!(scene.blocks.get(block), Some(Block::Paragraph(_)));
    let is_day = is_paragraph && scene.of_block(block).iter().all(Line::is_place_date);
    if !is_day || scene.has(Component::DiaDanhNgay, above) {
        return text.end;
    }
    for at in scene.range_of_block(block) {
        scene.set(at, Component::DiaDanhNgay, Zone::Letterhead, Certainty::Likely, &[Evidence::Shape]);
    }
    block
}

/// Appendices, and papers that go with the first.
fn rest(scene: &mut Scene<'_>, range: Range<usize>, appendices: &mut u16, further: &mut u16) {
    let mut at = range.start;
    while at < range.end {
        let here = at;
        at += 1;
        let Some(first) = scene.first(here) else {
            scene.ornaments(here, Zone::Body);
            continue;
        };
        let begins_paper = letterhead::opens(scene, here)
            || first.kind().is_some() && first.is_centered() && scene.says_attached(here);
        if begins_paper {
            scene.paper = Paper::Further(*further);
            *further += 1;
            at = paper(scene, here..range.end, &[]).max(at);
        } else {
            if !scene.is_appendix(here) && *appendices == 0 && !first.starts_page && scene.confirmed(here) {
                continue;
            }
            let end = (at..range.end)
                .find(|block| scene.is_appendix(*block) || letterhead::opens(scene, *block))
                .unwrap_or(range.end);
            scene.paper = Paper::Appendix(*appendices);
            *appendices += 1;
            appendix(scene, here..end);
            at = end;
        }
    }
}

impl Scene<'_> {
    /// A line close below says what the paper goes with.
    fn says_attached(&self, block: usize) -> bool {
        (block..self.blocks.len())
            .filter_map(|at| self.first(at))
            .take(MAX_TITLE)
            .any(|line| line.is_attached(self.words))
    }

    /// A line below the signatures in which somebody confirms the paper; whether it is one.
    fn confirmed(&mut self, block: usize) -> bool {
        let is_one = self.first(block).is_some_and(|line| line.begins(&self.words.confirmation));
        if is_one {
            for at in self.range_of_block(block) {
                self.set(at, Component::XacNhan, Zone::Signature(0), Certainty::Sure, &[Evidence::Words]);
            }
        }
        is_one
    }
}

/// Label, title, what it goes with, text.
fn appendix(scene: &mut Scene<'_>, range: Range<usize>) {
    use Certainty::{Likely, Sure};
    use Evidence::{Look, Order, Words};
    let mut from = range.start;
    let mut count = 0;
    let mut is_labelled = false;
    for block in range.clone() {
        if !matches!(scene.blocks.get(block), Some(Block::Paragraph(_))) {
            break;
        }
        let lines = scene.of_block(block);
        if lines.iter().all(Line::is_ornament) {
            scene.ornaments(block, Zone::Opening);
            continue;
        }
        let is_attached = lines.first().is_some_and(|line| line.is_attached(scene.words));
        let is_title = |line: &Line| line.is_centered() && (line.bold || line.is_shouted);
        let starts = !is_labelled && scene.is_appendix(block);
        if !starts
            && !is_attached
            && (!lines.iter().all(is_title)
                || count + lines.len() > MAX_TITLE
                || body::is_numbered(scene, block))
        {
            break;
        }
        for at in scene.range_of_block(block) {
            if starts {
                scene.set(at, Component::PhuLuc, Zone::Opening, Sure, &[Words]);
            } else if is_attached {
                scene.set(at, Component::KemTheo, Zone::Opening, Sure, &[Words]);
            } else {
                count += 1;
                let certainty = if is_labelled { Sure } else { Likely };
                scene.set(at, Component::TieuDePhuLuc, Zone::Opening, certainty, &[Look, Order]);
            }
        }
        is_labelled |= starts;
        from = block + 1;
        if is_attached && count > 0 {
            break;
        }
    }
    body::read(scene, from..range.end);
}

/// What stands before a letterhead is a cover when it names a kind.
fn is_cover(scene: &Scene<'_>, range: Range<usize>) -> bool {
    range.filter_map(|block| scene.first(block)).any(|line| line.kind().is_some() && line.is_centered())
}

fn cover(scene: &mut Scene<'_>, range: Range<usize>) {
    use Certainty::{Likely, Sure};
    use Evidence::{Capitals, Look, Order, Shape, Words};
    let mut named = false;
    let mut in_contents = false;
    for block in range {
        if in_contents {
            body::contents(scene, scene.range_of_block(block));
            continue;
        }
        for at in scene.range_of_block(block) {
            let Some(line) = scene.line(at).cloned() else { continue };
            let zone = Zone::Cover;
            if line.is_ornament() {
                scene.ornament(at, zone);
            } else if terms::is_label(&line.key, Component::MucLuc) {
                in_contents = true;
                scene.set(at, Component::MucLuc, Zone::Contents, Sure, &[Words]);
            } else if !named && line.kind().is_some() {
                named = true;
                scene.set(at, Component::BiaTenLoai, zone, Sure, &[Words, Capitals]);
            } else if !named && line.is_shouted {
                let component = if line.bold { Component::BiaCoQuan } else { Component::BiaChuQuan };
                scene.set(at, component, zone, Sure, &[Capitals, Order]);
            } else if named
                && line.italic
                && line.key.split(' ').any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
            {
                scene.set(at, Component::BiaThoiGian, zone, Sure, &[Shape, Look]);
            } else if named && line.bold {
                scene.set(at, Component::BiaTrichYeu, zone, Sure, &[Look, Order]);
            } else if named && line.is_centered() {
                scene.set(at, Component::BiaTrichYeu, zone, Likely, &[Order]);
            } else {
                scene.leave(at, zone, &[Order]);
            }
        }
    }
}
