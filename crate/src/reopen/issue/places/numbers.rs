//! The number of a document, and the lines it stands among.

use std::ops::Range;

use crate::document::Paper;
use crate::recognise::find::{self, NumberPlace};
use crate::standard::Standard;
use crate::to_list::ToList;

use super::super::sheet::At;
use super::{Head, Scene, Spot, Target, squeezed, symbol};

/// The number of a document, and the lines it stands among.
pub(super) struct Numbers {
    pub(super) number: Option<Spot>,
    pub(super) further: Vec<Spot>,
    pub(super) is_ambiguous: bool,
    pub(super) head: Head,
}

impl Scene<'_> {
    pub(super) fn numbers(self, wanted: Option<&str>) -> Numbers {
        let marked = self.marked_number();
        let (all, head) = self.number_lines();
        let mut all = all;
        if let Some(marked) = &marked
            && !all.iter().any(|spot| spot.at == marked.at)
        {
            all = vec![marked.clone()];
        }
        let head = if marked.is_some() && all.len() == 1 { Head::Anywhere } else { head };
        let is_wanted = |spot: &&Spot| wanted.is_none_or(|wanted| squeezed(symbol(spot)) == squeezed(wanted));
        let is_open =
            |spot: &&Spot| matches!(&spot.target, Target::Number(place) if place.written.is_empty());
        let fitting: Vec<&Spot> = all.iter().filter(is_wanted).to_list();
        let open: Vec<&Spot> = fitting.iter().copied().filter(is_open).to_list();
        let (number, is_ambiguous) = match (fitting.as_slice(), open.as_slice()) {
            ([one], _) => (Some(*one), false),
            // The same symbol with a number already: which of them is meant?
            (all, [one]) => {
                let is_twin = |other: &&Spot| {
                    other.target != one.target && squeezed(symbol(other)) == squeezed(symbol(one))
                };
                (Some(*one), all.iter().any(is_twin))
            }
            ([first, ..], _) => (Some(*first), true),
            ([], _) => (None, false),
        };
        let number = number.cloned();
        let is_other = |spot: &Spot| number.as_ref() != Some(spot);
        let mut further: Vec<Spot> = all.iter().filter(|spot| is_other(spot)).cloned().to_list();
        // The same line once more in a box or at the head of the pages.
        let edges = (0..self.observed.page_edges.len()).map(Head::Edge);
        for head in std::iter::once(Head::Boxes).chain(edges) {
            let same = |spot: &Spot| {
                number.as_ref().is_some_and(|own| symbol(own) == symbol(spot)) && is_other(spot)
            };
            let more: Vec<Spot> = self.open_or_not(head).into_iter().filter(same).to_list();
            further.extend(more.into_iter().filter(|spot| !all.contains(spot)));
        }
        Numbers { number, further, is_ambiguous, head }
    }

    fn marked_number(self) -> Option<Spot> {
        self.sheets.all().find_map(|(at, line)| {
            let range = line.bookmark("so").filter(|_| !line.text.is_empty())?;
            let read = find::number_line(&line.text).map(Target::Number);
            let bare = || line.text.get(range.clone()).is_some_and(find::is_open_or_number);
            let target = read.or_else(|| bare().then(|| Target::Bare(range.clone())))?;
            Some(Spot { at, target })
        })
    }

    /// The lines of the letterhead with a number or room for one.
    fn number_lines(self) -> (Vec<Spot>, Head) {
        let in_text: Vec<(Spot, Paper)> = self
            .letterhead()
            .filter(|(block, _, _)| self.is_letterhead(*block))
            .flat_map(|(_, item, at)| self.number_spots(at).into_iter().map(|spot| (spot, item.paper)))
            .to_list();
        let copies = &Standard::nd30().copy;
        let is_copy = |(spot, _): &&(Spot, Paper)| {
            copies
                .iter()
                .filter_map(|kind| kind.symbol.as_deref())
                .any(|kind| symbol(spot).strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')))
        };
        // What stands behind the document itself has numbers of its own, but for what certifies a copy.
        let is_main = |(_, paper): &&(Spot, Paper)| *paper == Paper::Main;
        if let Some((_, paper)) = in_text.iter().find(is_copy).or_else(|| in_text.iter().find(is_main)) {
            let paper = *paper;
            let of_paper = in_text.into_iter().filter(|(_, of)| *of == paper).map(|(spot, _)| spot);
            return (of_paper.to_list(), Head::Text(paper));
        }
        let boxed = self.open_or_not(Head::Boxes);
        if !boxed.is_empty() {
            return (boxed, Head::Boxes);
        }
        // A letterhead in several heads of pages has a number in each.
        let edges = (0..self.observed.page_edges.len()).map(Head::Edge);
        let dated = edges.filter(|head| {
            self.lines_beside(*head).into_iter().any(|at| self.date_spots(at, false).next().is_some())
        });
        let all: Vec<(Head, Vec<Spot>)> = dated.map(|head| (head, self.open_or_not(head))).to_list();
        let head = all.iter().find(|(_, spots)| !spots.is_empty()).map_or(Head::Anywhere, |(head, _)| *head);
        (all.into_iter().flat_map(|(_, spots)| spots).to_list(), head)
    }

    /// The numbers beside the text, or room for them.
    fn open_or_not(self, head: Head) -> Vec<Spot> {
        self.lines_beside(head).into_iter().flat_map(|at| self.number_spots(at)).to_list()
    }

    /// The numbers of a line; where the symbol stands in the line below, with that.
    fn number_spots(self, at: At) -> Vec<Spot> {
        let places = find::number_lines(self.sheets.text(at));
        let spots: Vec<Spot> = places.map(|place| Spot { at, target: Target::Number(place) }).to_list();
        if spots.is_empty() { self.parted_spot(at).into_iter().to_list() } else { spots }
    }

    /// A number whose symbol stands in the line below.
    fn parted_spot(self, at: At) -> Option<Spot> {
        let text = self.sheets.text(at);
        let label = find::number_label(text)?;
        let is_blank = |at: At, room: &Range<usize>| {
            self.sheets.text(at).get(room.clone()).is_none_or(|room| room.trim().is_empty())
        };
        let below = self.sheets.below(at).next();
        let second = below.and_then(|below| Some((below, find::symbol_line(self.sheets.text(below))?)));
        let (at, place) = match second {
            Some((below, place)) if !is_blank(below, &place.gap) => {
                // Room on both lines: nobody knows which is meant.
                if !is_blank(at, &label.gap) {
                    return None;
                }
                (below, place)
            }
            Some((_, place)) => (at, NumberPlace { symbol: place.symbol, ..label }),
            None => (at, label),
        };
        Some(Spot { at, target: Target::Number(place) })
    }
}
