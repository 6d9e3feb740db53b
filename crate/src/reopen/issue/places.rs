//! The places of number and date in a document: by their bookmarks, then by how the lines read.

use std::ops::Range;

use crate::document::{Component, Paper};
use crate::docx::values_part::ReadValues;
use crate::reopen::pieces::Pieces;
use crate::standard::Standard;
use crate::vietnamese::PartialDate;
use crate::{Diagnostic, Location, library};

use super::{Place, PlaceKind, Spot, edits_of, is_electronic};
use crate::docx::patch::{self, Edit, Line};
use crate::recognise::find::{self, DatePlace, NumberPlace, Replacement};

/// Where in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Number(NumberPlace),
    Date(DatePlace),
    /// What our own bookmark is around, in a line that no longer reads as it did.
    Bare(Range<usize>),
}

/// All places of a document.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) number: Option<Spot>,
    pub(super) date: Option<Spot>,
    /// Number and date of each line of what goes with it.
    pub(super) attached: Vec<(Spot, Option<Spot>)>,
    /// The form has no place and date (form 1.9).
    undated: bool,
}

impl Found {
    pub(super) fn look(lines: &[Line], pieces: &Pieces<'_>, values: Option<&ReadValues>) -> Found {
        let number = number(lines, pieces);
        let symbol = number.as_ref().map(|spot| symbol(spot).to_owned()).unwrap_or_default();
        let attached = if values.is_some_and(is_electronic) {
            Vec::new()
        } else {
            attached(lines, pieces, number.as_ref(), &symbol)
        };
        let template = values.and_then(|read| library::get(&read.template));
        let letterhead = template.as_ref().and_then(|template| template.form.letterhead());
        let undated = letterhead.map_or_else(|| symbol.starts_with("BB-"), |boxes| !boxes.place_date);
        let date = number.as_ref().filter(|_| !undated).and_then(|(at, _)| date(lines, pieces, *at));
        Found { number, date, attached, undated }
    }

    /// Whether all that is needed is there, and free.
    pub(super) fn check(
        &self,
        lines: &[Line],
        number: &str,
        day: PartialDate,
        replace: bool,
    ) -> Result<(), Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        if self.number.is_none() && self.attached.is_empty() {
            wrong.push(Diagnostic::error(
                "khong-thay-cho-so",
                Location::Document,
                "Không thấy chỗ ghi số; văn bản cần có dòng như «Số:      /QĐ-UBND» ở phần đầu.",
                "There is no place for the number; the document needs a line like “Số:      /QĐ-UBND” at its head.",
            ));
        } else if self.number.is_some() && self.date.is_none() && !self.undated {
            wrong.push(Diagnostic::error(
                "khong-thay-cho-ngay",
                Location::Document,
                "Không thấy chỗ ghi ngày ban hành; văn bản cần có dòng như «An Bình, ngày … tháng … năm …» ở phần đầu.",
                "There is no place for the day of issue; the document needs a line like “An Bình, ngày … tháng … năm …” \
                 at its head.",
            ));
        }
        for ((at, _), _) in self.attached.iter().filter(|(_, date)| date.is_none()) {
            if lines.get(*at).is_some_and(|line| line.text.contains("ngày")) {
                wrong.push(Diagnostic::error(
                    "khong-thay-cho-ngay",
                    Location::Document,
                    format!(
                        "Không thấy chỗ ghi ngày trong dòng «{}»; hãy sửa dòng đó thành «… ngày … tháng … năm …».",
                        shown(lines, *at)
                    ),
                    format!(
                        "There is no place for the date in the line “{}”; make it read “… ngày … tháng … năm …”.",
                        shown(lines, *at)
                    ),
                ));
            }
        }
        if !replace {
            let taken: Vec<String> = self
                .spots()
                .filter(|spot| is_taken(lines, spot, number, day))
                .map(|(at, _)| shown(lines, *at))
                .collect();
            let mut taken = taken;
            taken.dedup();
            if !taken.is_empty() {
                let list = taken.join("», «");
                wrong.push(Diagnostic::error(
                    "da-co-so",
                    Location::Document,
                    format!("Văn bản đã có số hoặc ngày: «{list}»; chỉ ghi đè khi chắc chắn số, ngày đó sai."),
                    format!("The document has a number or date already: “{list}”; replace it only when it is wrong."),
                ));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    fn spots(&self) -> impl Iterator<Item = &Spot> {
        let attached = self.attached.iter().flat_map(|(number, date)| [Some(number), date.as_ref()]);
        self.number.iter().chain(self.date.iter()).chain(attached.flatten())
    }

    pub(super) fn edits(&self, lines: &[Line], number: &str, day: PartialDate) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut write = |(at, target): &Spot, bare: &str| {
            let text = lines.get(*at).map(|line| line.text.as_str()).unwrap_or_default();
            let replacements: Vec<Replacement> = match target {
                Target::Number(place) => place.write(text, number).into_iter().collect(),
                Target::Date(place) => place.write(text, day),
                Target::Bare(range) => vec![(range.clone(), bare.to_owned())],
            };
            edits.extend(edits_of(*at, replacements));
        };
        let date_line = day.in_words_line();
        let numbers = self.number.iter().chain(self.attached.iter().map(|(spot, _)| spot));
        numbers.for_each(|spot| write(spot, number));
        let dates = self.date.iter().chain(self.attached.iter().filter_map(|(_, spot)| spot.as_ref()));
        dates.for_each(|spot| write(spot, &date_line));
        edits
    }

    /// The lines with their text before and after, in the order of the document.
    pub(super) fn places(&self, before: &[Line], after: &[Line]) -> Vec<Place> {
        let attached = self.attached.iter().map(|((at, _), _)| (PlaceKind::Attached, *at));
        let own = [(PlaceKind::Number, &self.number), (PlaceKind::Date, &self.date)];
        let own = own.into_iter().filter_map(|(kind, spot)| Some((kind, spot.as_ref()?.0)));
        own.chain(attached)
            .map(|(kind, at)| Place { kind, before: shown(before, at), after: shown(after, at) })
            .collect()
    }
}

/// The symbol after a number.
pub(super) fn symbol((_, target): &Spot) -> &str {
    if let Target::Number(place) = target { &place.symbol } else { "" }
}

/// The line with `…` for the room left in it.
fn shown(lines: &[Line], at: usize) -> String {
    let text = lines.get(at).map(|line| line.text.as_str()).unwrap_or_default();
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
fn is_taken(lines: &[Line], (at, target): &Spot, number: &str, day: PartialDate) -> bool {
    let Some(line) = lines.get(*at) else { return false };
    match target {
        Target::Number(place) => !place.written.is_empty() && place.write(&line.text, number).is_some(),
        Target::Date(place) => place.has_day && !place.is(&line.text, day),
        Target::Bare(range) => line
            .text
            .get(range.clone())
            .unwrap_or_default()
            .chars()
            .any(|character| character.is_ascii_digit()),
    }
}

/// The lines that are a component, in their order, and the paper each belongs to.
fn of<'p>(
    lines: &'p [Line],
    pieces: &'p Pieces<'_>,
    component: Component,
) -> impl Iterator<Item = (usize, &'p Line, Paper)> {
    let mut before = None;
    let items = pieces.everywhere().filter(move |item| item.component == Some(component));
    let at = items.filter_map(|item| Some((patch::line_of(lines, pieces.element(item)?)?, item.paper)));
    let each = at.filter(move |(at, _)| before.replace(*at) != Some(*at));
    each.filter_map(|(at, paper)| Some((at, lines.get(at)?, paper)))
}

fn number(lines: &[Line], pieces: &Pieces<'_>) -> Option<Spot> {
    let marked = lines.iter().enumerate().find_map(|(at, line)| {
        let range = line.bookmark("so")?;
        let read = find::number_line(&line.text).map(Target::Number);
        let bare = || line.text.get(range.clone()).is_some_and(find::is_open_or_number);
        Some((at, read.or_else(|| bare().then(|| Target::Bare(range.clone())))?))
    });
    let read =
        |(at, line, _): (usize, &Line, Paper)| Some((at, Target::Number(find::number_line(&line.text)?)));
    let copies = &Standard::nd30().copy;
    let is_copy = |spot: &Spot| {
        copies
            .iter()
            .filter_map(|kind| kind.symbol.as_deref())
            .any(|kind| symbol(spot).strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')))
    };
    let all = || of(lines, pieces, Component::SoKyHieu).filter_map(read);
    marked.or_else(|| all().find(is_copy)).or_else(|| all().next())
}

/// The date of the paper whose number stands in a line.
fn date(lines: &[Line], pieces: &Pieces<'_>, number: usize) -> Option<Spot> {
    let marked = lines.iter().enumerate().find_map(|(at, line)| {
        let range = line.bookmark("ngay")?;
        let place = find::date(&line.text, 0)
            .filter(|place| place.is_place_date(&line.text))
            .or_else(|| find::date(&line.text, range.start));
        let bare = || line.text.get(range.clone()).is_some_and(find::is_open_or_number);
        let target = place.map(Target::Date).or_else(|| bare().then(|| Target::Bare(range.clone())))?;
        Some((at, target))
    });
    let read = |(at, line, _): (usize, &Line, Paper)| {
        let mut from = 0;
        while let Some(place) = find::date(&line.text, from) {
            if place.is_place_date(&line.text) {
                return Some((at, Target::Date(place)));
            }
            from = place.whole.end;
        }
        None
    };
    let numbers = || of(lines, pieces, Component::SoKyHieu);
    let paper = numbers().find(|(at, ..)| *at == number).map(|(_, _, paper)| paper);
    let dates = || of(lines, pieces, Component::DiaDanhNgay);
    let own = || dates().filter(|(_, _, one)| Some(*one) == paper).find_map(read);
    marked.or_else(own).or_else(|| if paper.is_none() { dates().find_map(read) } else { None })
}

/// The lines of appendices and attached documents that name this very document.
fn attached(
    lines: &[Line],
    pieces: &Pieces<'_>,
    number: Option<&Spot>,
    symbol: &str,
) -> Vec<(Spot, Option<Spot>)> {
    let open = number.is_some_and(|(_, target)| match target {
        Target::Number(place) => place.written.is_empty(),
        _ => false,
    });
    let read = |(at, line, _): (usize, &Line, Paper)| {
        let marked = |stem: &str| {
            line.bookmarks.iter().find(|(name, _)| name.starts_with(stem)).map(|(_, range)| range.clone())
        };
        let (mark, date_mark) = (marked("kem_theo_so_"), marked("kem_theo_ngay_"));
        let is_open =
            |range: &Range<usize>| line.text.get(range.clone()).is_some_and(find::is_open_or_number);
        let written = match find::attached_number(&line.text) {
            Some(place) => {
                let own = symbol.is_empty()
                    || place.symbol == symbol
                    || place.symbol.chars().all(|c| !c.is_alphabetic());
                let others = mark.is_none() && (!own || (open && !place.written.is_empty()));
                (!others).then_some(Target::Number(place))?
            }
            None => Target::Bare(mark.filter(is_open)?),
        };
        let from = match &written {
            Target::Number(place) => place.gap.end,
            Target::Bare(range) | Target::Date(DatePlace { whole: range, .. }) => range.end,
        };
        let day = find::date(&line.text, from).map(Target::Date);
        let day = day.or_else(|| date_mark.filter(is_open).map(Target::Bare));
        Some(((at, written), day.map(|day| (at, day))))
    };
    of(lines, pieces, Component::KemTheo).filter_map(read).collect()
}
