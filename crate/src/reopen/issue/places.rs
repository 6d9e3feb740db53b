//! The places of number and date in a document: by their bookmarks, then by how the lines read.

use std::ops::Range;

use crate::document::{Component, Item, Paper, Zone};
use crate::docx::patch::Line;
use crate::docx::read::{Observed, Paragraph, PartId};
use crate::docx::values_part::ReadValues;
use crate::joined::Joined;
use crate::library;
use crate::reopen::pieces::Pieces;
use crate::standard::Standard;
use crate::vietnamese::PartialDate;
use crate::vietnamese::number::document_number;
use crate::vietnamese::text::key;

use super::sheet::{At, Change, Sheets};
use super::{Place, PlaceKind, is_electronic};
use crate::recognise::find::{self, DatePlace, NumberPlace, Replacement};

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
        let mut taken: Vec<String> = taken.map(|spot| shown(sheets.text(spot.at))).collect();
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
                Target::Number(place) => place.write(text, number).into_iter().collect(),
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
                [&one.number, &one.date].into_iter().flatten().map(|spot| spot.at).collect();
            lines.dedup();
            lines.into_iter().map(|at| (PlaceKind::Attached, at))
        });
        own.chain(attached).map(|(kind, at)| place(kind, at)).collect()
    }

    /// The symbols that may be meant.
    pub(super) fn symbols(&self) -> Vec<String> {
        self.number.iter().chain(&self.further).map(|spot| symbol(spot).to_owned()).collect()
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
        let room = after.chars().count() - next.chars().count();
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

/// The number of a document, and the lines it stands among.
struct Numbers {
    number: Option<Spot>,
    further: Vec<Spot>,
    is_ambiguous: bool,
    head: Head,
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
    fn numbers(self, wanted: Option<&str>) -> Numbers {
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
        let fitting: Vec<&Spot> = all.iter().filter(is_wanted).collect();
        let open: Vec<&Spot> = fitting.iter().copied().filter(is_open).collect();
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
        let mut further: Vec<Spot> = all.iter().filter(|spot| is_other(spot)).cloned().collect();
        // The same line once more in a box or at the head of the pages.
        let edges = (0..self.observed.page_edges.len()).map(Head::Edge);
        for head in std::iter::once(Head::Boxes).chain(edges) {
            let same = |spot: &Spot| {
                number.as_ref().is_some_and(|own| symbol(own) == symbol(spot)) && is_other(spot)
            };
            let more: Vec<Spot> = self.open_or_not(head).into_iter().filter(same).collect();
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
            .collect();
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
            return (of_paper.collect(), Head::Text(paper));
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
        let all: Vec<(Head, Vec<Spot>)> = dated.map(|head| (head, self.open_or_not(head))).collect();
        let head = all.iter().find(|(_, spots)| !spots.is_empty()).map_or(Head::Anywhere, |(head, _)| *head);
        (all.into_iter().flat_map(|(_, spots)| spots).collect(), head)
    }

    /// The numbers beside the text, or room for them.
    fn open_or_not(self, head: Head) -> Vec<Spot> {
        self.lines_beside(head).into_iter().flat_map(|at| self.number_spots(at)).collect()
    }

    /// The numbers of a line; where the symbol stands in the line below, with that.
    fn number_spots(self, at: At) -> Vec<Spot> {
        let places = find::number_lines(self.sheets.text(at));
        let spots: Vec<Spot> = places.map(|place| Spot { at, target: Target::Number(place) }).collect();
        if spots.is_empty() { self.parted_spot(at).into_iter().collect() } else { spots }
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
            paragraphs.iter().filter_map(|paragraph| self.sheets.of_paragraph(paragraph)).collect();
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
            of_head.map(|(_, _, at)| at).collect()
        };
        let own = || match head {
            Head::Text(_) | Head::Anywhere => in_text(),
            beside => self.lines_beside(*beside),
        };
        let placed = |lines: &[At], bare: bool| -> Vec<Spot> {
            lines.iter().flat_map(|at| self.date_spots(*at, bare)).collect()
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

    /// The lines of appendices and attached documents that name this very document.
    fn attached(self, number: Option<&Spot>) -> Vec<Attached> {
        let own = match number.map(|spot| &spot.target) {
            Some(Target::Number(place)) => Some(place),
            _ => None,
        };
        let items = self.pieces.everywhere().filter(|item| item.component == Some(Component::KemTheo));
        let mut lines: Vec<At> = items.filter_map(|item| self.at(item)).collect();
        lines.dedup();
        lines.into_iter().filter_map(|at| self.attached_at(at, own)).collect()
    }

    fn attached_at(self, at: At, of: Option<&NumberPlace>) -> Option<Attached> {
        let own = self.sheets.line(at)?;
        let mut lines = vec![at];
        if !own.text.contains(')') {
            let below = self.sheets.below(at).take(MAX_ATTACHED_LINES);
            let texts: Vec<(At, bool)> = below.map(|at| (at, self.sheets.text(at).contains(')'))).collect();
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
        let words: Vec<&str> = own.split(' ').collect();
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

/// A symbol without blanks, its dashes alike.
fn squeezed(symbol: &str) -> String {
    let dash = |c: char| if matches!(c, '‐' | '‑' | '–' | '—' | '−') { '-' } else { c };
    symbol.chars().filter(|c| !c.is_whitespace()).map(dash).collect()
}
