//! A document under reading: its lines, and what is decided about them.

use crate::to_list::ToList;
use std::ops::Range;

use crate::document::{Certainty, Component, Evidence, Paper, Zone};
use crate::docx::read::Block;

use super::line::{Line, Lines};
use super::words::Words;

/// A document under reading: its lines and what is decided about them.
pub(super) struct Scene<'s> {
    pub(super) lines: &'s Lines<'s>,
    pub(super) blocks: &'s [Block],
    pub(super) words: &'static Words,
    /// The paper under reading is one of the Party.
    pub(super) is_party: bool,
    pub(super) paper: Paper,
    /// The first line of that paper.
    pub(super) start: usize,
    pub(super) verdicts: Vec<Verdict>,
}

impl<'s> Scene<'s> {
    pub(super) fn of(lines: &'s Lines<'s>, blocks: &'s [Block]) -> Scene<'s> {
        Scene {
            lines,
            blocks,
            words: Words::get(),
            is_party: false,
            paper: Paper::Main,
            start: 0,
            verdicts: lines.all.iter().map(|_| Verdict::open()).to_list(),
        }
    }

    pub(super) fn line(&self, at: usize) -> Option<&'s Line> {
        self.lines.all.get(at)
    }

    /// The paper under reading has this component above a line.
    pub(super) fn has(&self, component: Component, above: usize) -> bool {
        let verdicts = self.verdicts.get(self.start..above).unwrap_or_default();
        verdicts.iter().any(|one| one.component == Some(component))
    }

    pub(super) fn range_of_block(&self, block: usize) -> Range<usize> {
        self.lines.of_block.get(block).cloned().unwrap_or_default()
    }

    pub(super) fn of_block(&self, block: usize) -> &'s [Line] {
        self.lines.all.get(self.range_of_block(block)).unwrap_or_default()
    }

    pub(super) fn set(
        &mut self,
        line: usize,
        component: Component,
        zone: Zone,
        certainty: Certainty,
        evidence: &'static [Evidence],
    ) {
        let paper = self.paper;
        if let Some(verdict) = self.verdicts.get_mut(line) {
            *verdict = Verdict { component: Some(component), paper, zone, certainty, evidence };
        }
    }

    /// The line is in the zone and no component.
    pub(super) fn leave(&mut self, line: usize, zone: Zone, evidence: &'static [Evidence]) {
        let paper = self.paper;
        if let Some(verdict) = self.verdicts.get_mut(line) {
            *verdict = Verdict { component: None, paper, zone, certainty: Certainty::Guessed, evidence };
        }
    }

    /// A typed rule: the Party's guide asks for some, elsewhere it stands for a drawn one.
    pub(super) fn ornament(&mut self, line: usize, zone: Zone) {
        if self.is_party {
            self.set(line, Component::DauPhanCach, zone, Certainty::Sure, &[Evidence::Shape]);
        } else {
            self.leave(line, zone, &[Evidence::Shape]);
        }
    }

    /// The typed rules of a block.
    pub(super) fn ornaments(&mut self, block: usize, zone: Zone) {
        for at in self.range_of_block(block) {
            if self.line(at).is_some_and(Line::is_ornament) {
                self.ornament(at, zone);
            }
        }
    }

    /// The first line with words in a block.
    pub(super) fn first(&self, block: usize) -> Option<&'s Line> {
        self.of_block(block).iter().find(|line| !line.is_ornament())
    }

    pub(super) fn is_appendix(&self, block: usize) -> bool {
        matches!(self.blocks.get(block), Some(Block::Paragraph(_)))
            && self.first(block).is_some_and(Line::starts_appendix)
    }
}

/// What is decided about a line.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    pub(super) component: Option<Component>,
    pub(super) paper: Paper,
    pub(super) zone: Zone,
    pub(super) certainty: Certainty,
    pub(super) evidence: &'static [Evidence],
}

impl Verdict {
    /// It is one of the signatures or of the recipients.
    pub(super) fn is_signed(&self) -> bool {
        matches!(self.zone, Zone::Signature(_) | Zone::Recipients) && self.component.is_some()
    }

    /// Not decided yet.
    pub(super) fn open() -> Verdict {
        Verdict {
            component: None,
            paper: Paper::Main,
            zone: Zone::Body,
            certainty: Certainty::Guessed,
            evidence: &[],
        }
    }
}
