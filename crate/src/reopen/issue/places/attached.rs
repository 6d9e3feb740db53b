//! The lines of what goes with a document.

use std::ops::Range;

use crate::document::{Component, Item, Zone};
use crate::docx::patch::Line;
use crate::joined::Joined;
use crate::recognise::find::{self, DatePlace, NumberPlace};
use crate::to_list::ToList;
use crate::vietnamese::number::document_number;
use crate::vietnamese::text::key;

use super::super::sheet::At;
use super::{Attached, Scene, Spot, Target, squeezed};

impl Scene<'_> {
    /// The lines of appendices and attached documents that name this very document.
    pub(super) fn attached(self, number: Option<&Spot>) -> Vec<Attached> {
        let own = match number.map(|spot| &spot.target) {
            Some(Target::Number(place)) => Some(place),
            _ => None,
        };
        let items = self.pieces.everywhere().filter(|item| item.component == Some(Component::KemTheo));
        let mut lines: Vec<At> = items.filter_map(|item| self.at(item)).to_list();
        lines.dedup();
        lines.into_iter().filter_map(|at| self.attached_at(at, own)).to_list()
    }

    fn attached_at(self, at: At, of: Option<&NumberPlace>) -> Option<Attached> {
        let own = self.sheets.line(at)?;
        let mut lines = vec![at];
        if !own.text.contains(')') {
            let below = self.sheets.below(at).take(MAX_ATTACHED_LINES);
            let texts: Vec<(At, bool)> = below.map(|at| (at, self.sheets.text(at).contains(')'))).to_list();
            let goes_on = |at: At| self.sheets.text(at).trim_start().starts_with(char::is_lowercase);
            let end = texts.iter().position(|(at, closes)| *closes || !goes_on(*at));
            let closing =
                end.filter(|end| texts.get(*end).is_some_and(|(at, closes)| *closes && goes_on(*at)));
            if let Some(end) = closing {
                lines.extend(texts.iter().take(end + 1).map(|(at, _)| *at));
            }
        }
        let start =
            |line: &At| if *line == at { find::attached_start(self.sheets.text(at)) } else { Some(0) };
        let read = lines.iter().find_map(|line| {
            let place = find::cited_number(self.sheets.text(*line), start(line)?)?;
            Some((*line, place))
        });
        let (mark, date_mark) = (marked(own, "kem_theo_so_"), marked(own, "kem_theo_ngay_"));
        let bare = |range: &Range<usize>| own.text.get(range.clone()).is_some_and(find::is_open_or_number);
        let number = match read {
            Some((line, place)) => {
                // One with a number already is that of this document when its number is the same.
                let is_own = of.is_none_or(|own| {
                    let same =
                        squeezed(&place.symbol) == squeezed(&own.symbol) || find::is_open(&place.symbol);
                    let numbered = place.written.is_empty()
                        || document_number(&place.written) == document_number(&own.written);
                    same && numbered && !self.is_of_another(&lines)
                });
                if mark.is_none() && !is_own {
                    return None;
                }
                Some(Spot { at: line, target: Target::Number(place) })
            }
            None => mark.filter(bare).map(|range| Spot { at, target: Target::Bare(range) }),
        };
        if number.is_none() {
            let is_open = |line: &At| {
                start(line).is_some_and(|from| find::has_open_number(self.sheets.text(*line), from))
            };
            return lines.iter().any(is_open).then_some(Attached { lines, number: None, date: None });
        }
        let from = number.as_ref().map_or((at, 0), |spot| match &spot.target {
            Target::Number(place) => (spot.at, place.gap.end),
            Target::Bare(range) | Target::Date(DatePlace { whole: range, .. }) => (spot.at, range.end),
        });
        let behind = lines.iter().skip_while(|line| **line != from.0);
        let date = behind
            .filter_map(|line| {
                let start = if *line == from.0 { from.1 } else { 0 };
                let place = find::date(self.sheets.text(*line), start)?;
                Some(Spot { at: *line, target: Target::Date(place) })
            })
            .next();
        let date = date.or_else(|| {
            let range = date_mark.filter(bare)?;
            Some(Spot { at, target: Target::Bare(range) })
        });
        Some(Attached { lines, number, date })
    }
}

/// What stands before the body that issued what something goes with.
const OF: &str = " của ";

impl Scene<'_> {
    /// The lines name another body as that which issued it: its last two words are not those of the letterhead.
    fn is_of_another(self, lines: &[At]) -> bool {
        let text = lines.iter().map(|at| self.sheets.text(*at)).joined(" ");
        let Some((_, named)) = text.split(')').next().unwrap_or_default().rsplit_once(OF) else {
            return false;
        };
        let is_body = |item: &&Item| item.component == Some(Component::CoQuanBanHanh);
        let own = self.pieces.of_zone(|zone| zone == Zone::Letterhead).filter(is_body);
        let own = key(&own.map(|item| item.text.as_str()).joined(" "));
        let words: Vec<&str> = own.split(' ').to_list();
        // `UBND`, as sentences have it.
        let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
        let named = key(named);
        let mut last = named.rsplit(' ').take(2);
        !own.is_empty() && !last.all(|word| words.contains(&word) || initials.contains(word))
    }
}

/// What goes with a document says so in at most so many lines more.
const MAX_ATTACHED_LINES: usize = 3;

fn marked(line: &Line, stem: &str) -> Option<Range<usize>> {
    line.bookmarks.iter().find(|(name, _)| name.starts_with(stem)).map(|(_, range)| range.clone())
}
