//! The places of number and date in a document: by their bookmarks, then by how the lines read.

mod attached;
mod numbers;

use std::ops::Range;

use crate::document::{Component, Item, Paper, Zone};
use crate::docx::read::{Observed, Paragraph, PartId};
use crate::docx::values_part::ReadValues;
use crate::library;
use crate::reopen::pieces::Pieces;
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;

use super::sheet::{At, Change, Sheets};
use super::{Place, PlaceKind, is_electronic};
use crate::recognise::find::{self, DatePlace, NumberPlace, Replacement};
use numbers::Numbers;

/// Where in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Number(NumberPlace),
    Date(DatePlace),
    /// What our own bookmark is around, in a line that no longer reads as it did.
    Bare(Range<usize>),
}

/// A target with the line it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) at: At,
    pub(super) target: Target,
}

/// What says that something goes with the document, over one line or several.
#[derive(Debug)]
pub(super) struct Attached {
    pub(super) lines: Vec<At>,
    /// Its number, with a symbol or room for one.
    pub(super) number: Option<Spot>,
    pub(super) date: Option<Spot>,
}

/// All places of a document.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) number: Option<Spot>,
    /// Other lines of the letterhead with a number, or room for one: several bodies issue the document.
    pub(super) further: Vec<Spot>,
    /// Which of them is meant cannot be known.
    pub(super) is_ambiguous: bool,
    pub(super) date: Option<Spot>,
    /// How many places of a date it has that are blank.
    pub(super) blank_dates: usize,
    /// The lines of what goes with it.
    pub(super) attached: Vec<Attached>,
    /// The form has no place and date (form 1.9).
    pub(super) undated: bool,
    /// One reads a number line, and its letters are not those that stand in the file.
    pub(super) is_unreadable: bool,
}

/// What is looked at.
#[derive(Clone, Copy)]
pub(super) struct Scene<'s> {
    pub(super) sheets: &'s Sheets<'s>,
    pub(super) observed: &'s Observed,
    pub(super) pieces: &'s Pieces<'s>,
    pub(super) values: Option<&'s ReadValues>,
}

impl Found {
    /// The places; of several numbers that with the symbol `wanted`, otherwise the one that is open.
    pub(super) fn look(scene: Scene<'_>, wanted: Option<&str>) -> Found {
        let values = scene.values;
        let Numbers { number, further, is_ambiguous, head } = scene.numbers(wanted);
        let symbol = number.as_ref().map(|spot| symbol(spot).to_owned()).unwrap_or_default();
        let attached =
            if values.is_some_and(is_electronic) { Vec::new() } else { scene.attached(number.as_ref()) };
        let template = values.and_then(|read| library::get(&read.template));
        let letterhead = template.as_ref().and_then(|template| template.form.letterhead());
        let undated = letterhead.map_or_else(|| symbol.starts_with("BB-"), |boxes| !boxes.place_date);
        let dates = if number.is_some() && !undated { scene.dates(&head) } else { Vec::new() };
        let is_blank = |spot: &&Spot| matches!(&spot.target, Target::Date(place) if !place.has_day);
        let blank_dates = dates.iter().filter(is_blank).count();
        let date = dates.into_iter().next();
        let reads = |item: &Item| {
            item.paper == Paper::Main
                && item.component == Some(Component::SoKyHieu)
                && find::number_line(&item.text).is_some()
                && scene.at(item).is_none_or(|at| find::number_line(scene.sheets.text(at)).is_none())
        };
        let is_unreadable = number.is_none() && scene.pieces.everywhere().any(reads);
        Found { number, further, is_ambiguous, date, blank_dates, attached, undated, is_unreadable }
    }

    fn spots(&self) -> impl Iterator<Item = &Spot> {
        let attached = self.attached.iter().flat_map(|one| [one.number.as_ref(), one.date.as_ref()]);
        self.number.iter().chain(self.date.iter()).chain(attached.flatten())
    }

    /// The lines that say something else than what is to be written.
    pub(super) fn taken(&self, sheets: &Sheets<'_>, number: &str, day: PartialDate) -> Vec<String> {
        let taken = self.spots().filter(|spot| is_taken(sheets.text(spot.at), &spot.target, number, day));
        let mut taken: Vec<String> = taken.map(|spot| shown(sheets.text(spot.at))).to_list();
        taken.dedup();
        taken
    }

    /// What writes number and date.
    pub(super) fn changes(&self, sheets: &Sheets<'_>, number: &str, day: PartialDate) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        let date_line = day.in_words_line();
        let mut write = |spot: &Spot, bare: &str| {
            let text = sheets.text(spot.at);
            let replacements: Vec<Replacement> = match &spot.target {
                Target::Number(place) => place.write(text, number).into_iter().to_list(),
                Target::Date(place) => place.write(text, day),
                Target::Bare(range) => vec![(range.clone(), bare.to_owned())],
            };
            changes.extend(replacements.into_iter().map(|(range, text)| (spot.at, range, text)));
        };
        self.number.iter().for_each(|spot| write(spot, number));
        self.date.iter().for_each(|spot| write(spot, &date_line));
        for one in &self.attached {
            one.number.iter().for_each(|spot| write(spot, number));
            one.date.iter().for_each(|spot| write(spot, &date_line));
        }
        let own = self.number.as_ref().map(symbol).unwrap_or_default();
        for spot in self.attached.iter().filter_map(|one| one.number.as_ref()) {
            if let Target::Number(place) = &spot.target
                && find::is_open(&place.symbol)
                && !own.is_empty()
            {
                changes.push((spot.at, place.end - place.symbol.len()..place.end, own.to_owned()));
            }
        }
        changes
    }

    /// The lines with their text before and after, in the order of the document.
    pub(super) fn places(&self, sheets: &Sheets<'_>, changes: &[Change]) -> Vec<Place> {
        let place = |kind, at: At| Place {
            kind,
            before: shown(sheets.text(at)),
            after: shown(&sheets.changed(at, changes)),
        };
        let own = [(PlaceKind::Number, &self.number), (PlaceKind::Date, &self.date)];
        let own = own.into_iter().filter_map(|(kind, spot)| Some((kind, spot.as_ref()?.at)));
        let attached = self.attached.iter().flat_map(|one| {
            let mut lines: Vec<At> =
                [&one.number, &one.date].into_iter().flatten().map(|spot| spot.at).to_list();
            lines.dedup();
            lines.into_iter().map(|at| (PlaceKind::Attached, at))
        });
        own.chain(attached).map(|(kind, at)| place(kind, at)).to_list()
    }

    /// The symbols that may be meant.
    pub(super) fn symbols(&self) -> Vec<String> {
        self.number.iter().chain(&self.further).map(|spot| symbol(spot).to_owned()).to_list()
    }
}

/// The symbol after a number.
pub(super) fn symbol(spot: &Spot) -> &str {
    if let Target::Number(place) = &spot.target { &place.symbol } else { "" }
}

/// The line with `…` for the room left in it.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(from) = rest.find(char::is_whitespace) {
        let (before, after) = rest.split_at_checked(from).unwrap_or((rest, ""));
        let next = after.trim_start();
        let room = after.get(..after.len() - next.len()).map_or(0, |room| room.chars().count());
        out.push_str(before);
        out.push_str(match (room, next.starts_with('/')) {
            (1, _) => " ",
            (_, true) => " …",
            (_, false) => " … ",
        });
        rest = next;
    }
    out.push_str(rest);
    out
}

/// Something else stands there than what is to be written.
fn is_taken(text: &str, target: &Target, number: &str, day: PartialDate) -> bool {
    match target {
        Target::Number(place) => !place.written.is_empty() && place.write(text, number).is_some(),
        Target::Date(place) => place.is_another(text, day),
        Target::Bare(range) => {
            text.get(range.clone()).unwrap_or_default().chars().any(|character| character.is_ascii_digit())
        }
    }
}

/// Where a letterhead stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    /// In the text, on this paper.
    Text(Paper),
    /// Somewhere in the text.
    Anywhere,
    /// In text boxes.
    Boxes,
    /// In this head of pages.
    Edge(usize),
}

impl<'s> Scene<'s> {
    /// The paper whose number was found.
    pub(super) fn paper(self, found: &Found) -> Paper {
        let mut items = self.pieces.everywhere();
        let own = found.number.as_ref().and_then(|spot| items.find(|item| self.at(item) == Some(spot.at)));
        own.map_or(Paper::Main, |item| item.paper)
    }

    /// The items of letterheads, block by block, with the line each begins in, every line once.
    fn letterhead(self) -> impl Iterator<Item = (usize, &'s Item, At)> {
        let blocks = 0..self.pieces.blocks.len();
        let items =
            blocks.flat_map(move |block| self.pieces.of_block(block).iter().map(move |item| (block, item)));
        let wanted = items
            .filter(|(_, item)| item.zone == Zone::Letterhead || item.component == Some(Component::SoKyHieu));
        let mut before = None;
        wanted.filter_map(move |(block, item)| {
            let at = self.at(item)?;
            (before.replace(at) != Some(at)).then_some((block, item, at))
        })
    }

    fn at(self, item: &Item) -> Option<At> {
        self.sheets.of_element(PartId::default(), self.pieces.element(item)?)
    }

    /// A table is one of a letterhead when something stands in it that only a letterhead has beside a number.
    fn is_letterhead(self, block: usize) -> bool {
        let items = self.pieces.of_block(block);
        let is_sign = |item: &Item| {
            matches!(
                item.component,
                Some(
                    Component::QuocHieu
                        | Component::TieuNgu
                        | Component::DiaDanhNgay
                        | Component::HinhThucSao
                        | Component::TrichYeuCongVan
                )
            )
        };
        items.first().is_none_or(|item| item.place.cell.is_none())
            || items.iter().any(|item| {
                is_sign(item) || self.at(item).is_some_and(|at| self.date_spots(at, true).next().is_some())
            })
    }

    fn lines_beside(self, head: Head) -> Vec<At> {
        let paragraphs: &[Paragraph] = match head {
            Head::Boxes => &self.observed.boxes,
            Head::Edge(edge) => self
                .observed
                .page_edges
                .get(edge)
                .filter(|edge| !edge.is_footer)
                .map(|edge| edge.paragraphs.as_slice())
                .unwrap_or_default(),
            _ => &[],
        };
        let mut lines: Vec<At> =
            paragraphs.iter().filter_map(|paragraph| self.sheets.of_paragraph(paragraph)).to_list();
        lines.dedup();
        lines
    }

    /// The dates of a line that are place and date, or a date alone.
    fn date_spots(self, at: At, bare: bool) -> impl Iterator<Item = Spot> {
        let text = self.sheets.text(at);
        find::dates(text)
            .filter(move |place| place.is_place_date(text) || bare && place.is_bare_date(text))
            .map(move |place| Spot { at, target: Target::Date(place) })
    }

    /// The dates of the paper whose number stands in a letterhead, the one that is meant first.
    fn dates(self, head: &Head) -> Vec<Spot> {
        let marked = || {
            self.sheets.all().find_map(|(at, line)| {
                let range = line.bookmark("ngay").filter(|_| !line.text.is_empty())?;
                let place = find::date(&line.text, 0)
                    .filter(|place| place.is_place_date(&line.text))
                    .or_else(|| find::date(&line.text, range.start));
                let bare = || line.text.get(range.clone()).is_some_and(find::is_open_or_number);
                let target =
                    place.map(Target::Date).or_else(|| bare().then(|| Target::Bare(range.clone())))?;
                Some(Spot { at, target })
            })
        };
        let in_text = || -> Vec<At> {
            let of_head = self.letterhead().filter(|(_, item, _)| match head {
                Head::Text(paper) => item.paper == *paper,
                _ => true,
            });
            of_head.map(|(_, _, at)| at).to_list()
        };
        let own = || match head {
            Head::Text(_) | Head::Anywhere => in_text(),
            beside => self.lines_beside(*beside),
        };
        let placed = |lines: &[At], bare: bool| -> Vec<Spot> {
            lines.iter().flat_map(|at| self.date_spots(*at, bare)).to_list()
        };
        if let Some(marked) = marked() {
            return vec![marked];
        }
        let own = own();
        let elsewhere = || match head {
            Head::Text(_) | Head::Anywhere => self.lines_beside(Head::Boxes),
            _ => in_text(),
        };
        let tries: [&dyn Fn() -> Vec<Spot>; 3] =
            [&|| placed(&own, false), &|| placed(&own, true), &|| placed(&elsewhere(), false)];
        tries.into_iter().map(|dates| dates()).find(|dates| !dates.is_empty()).unwrap_or_default()
    }
}

/// A symbol without blanks, its dashes alike.
fn squeezed(symbol: &str) -> String {
    let dash = |c: char| if matches!(c, '‐' | '‑' | '–' | '—' | '−') { '-' } else { c };
    symbol.chars().filter(|c| !c.is_whitespace()).map(dash).collect()
}
