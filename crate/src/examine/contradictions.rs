//! What a document says twice, and not alike: figures and their words, a name, a cited document, a sum.

use chrono::NaiveDate;

use super::days::date_at;
use super::found::Found;
use super::rule::Table;
use super::subject::{Subject, day_in};
use crate::document::{Certainty, Component, Item, Paper, Zone};
use crate::recognise::find;
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::CitedDocument;
use crate::vietnamese::date::padded;
use crate::vietnamese::number;
use crate::vietnamese::text::key;
use crate::vietnamese::words::{Region, from_words, in_words};
use rust_decimal::Decimal;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    for item in &subject.reading.items {
        figures(item, found);
    }
    names(subject, found);
    if let Some(issued) = subject.date {
        later(subject, issued, found);
    }
    numbers(subject, found);
    own(subject, found);
    attached(subject, found);
}

/// What a document says of its own number in its head.
fn own(subject: &Subject<'_>, found: &mut Found) {
    let head = |item: &&Item| {
        item.paper == Paper::Main && matches!(item.zone, Zone::Letterhead | Zone::Opening | Zone::Beside)
    };
    let lines = subject.reading.items.iter().filter(head);
    let mut numbers = lines.filter_map(|item| Some((item, find::number_line(&item.text)?)));
    let Some((_, first)) = numbers.next() else { return };
    // The year in a symbol is that of another series, not of another document.
    let bare = |symbol: &str| {
        let rest = symbol.split_once('/').filter(|(year, _)| year.bytes().all(|byte| byte.is_ascii_digit()));
        rest.map_or(symbol, |(_, rest)| rest).to_owned()
    };
    for (item, other) in numbers {
        if bare(&other.symbol) == bare(&first.symbol)
            && (&other.symbol, &other.written) != (&first.symbol, &first.written)
            && !other.written.is_empty()
        {
            found.at("hai-so-hieu", item, &whole(&other), &whole(&first));
        }
    }
}

fn whole(place: &find::NumberPlace) -> String {
    format!("{}/{}", place.written, place.symbol)
}

/// `(Kèm theo Quyết định số 15/QĐ-UBND ngày …)` names the document it goes with.
fn attached(subject: &Subject<'_>, found: &mut Found) {
    let Some(own) = subject.own_number().filter(|own| !own.written.is_empty()) else { return };
    let lines = subject.reading.all(Component::KemTheo).filter(|item| item.paper != Paper::Main);
    for item in lines {
        let text = item.text.as_str();
        let Some(from) = find::attached_start(text) else { continue };
        let Some(place) = find::cited_number(text, from) else { continue };
        let kind = subject.kind.unwrap_or(LETTER);
        let is_own = place.symbol == own.symbol
            || key(text.get(from..place.gap.start).unwrap_or_default()).starts_with(&key(kind));
        let kind_of = |symbol: &str| symbol.split('-').next().map(str::to_owned);
        let is_other = place.written != own.written
            || place.symbol != own.symbol && kind_of(&place.symbol) == kind_of(&own.symbol);
        if is_own && is_other && !place.written.is_empty() && !find::is_open(&place.symbol) {
            found.at("kem-theo-so", item, &whole(&place), &whole(&own));
            continue;
        }
        let day = find::date(text, place.end).and_then(|day| text.get(day.whole));
        if let Some((day, issued)) = day.zip(subject.date)
            && is_own
            && day_in(day).is_some_and(|day| day != issued)
        {
            found.at("kem-theo-so", item, day, &padded(issued));
        }
    }
}

/// What has no name of a kind is one.
const LETTER: &str = "Công văn";

/// `1.500.000 đồng (Một triệu năm trăm nghìn đồng)`.
fn figures(item: &Item, found: &mut Found) {
    for (open, _) in item.text.match_indices('(') {
        let start = item.text.floor_char_boundary(open.saturating_sub(MAX_FIGURE));
        let end = item.text.floor_char_boundary(open.saturating_add(MAX_SPOKEN));
        let before = item.text.get(start..open).unwrap_or_default().trim_end();
        let inside = item.text.get(open + 1..end).and_then(|rest| rest.split_once(')'));
        let Some((inside, _)) = inside else { continue };
        let Some((written, unit)) = figure_before(before) else { continue };
        let Ok(value) = number::parse(written) else { continue };
        let Some(spoken) = spoken(inside, unit) else { continue };
        if value != Decimal::from(spoken) {
            let right = value.to_string().parse::<i128>().map(|whole| in_words(whole, Region::North));
            let wanted = right.unwrap_or_else(|_| written.to_owned());
            found.at("so-chu", item, &format!("{written} {unit}({inside})"), &wanted);
        }
    }
}

/// No figure with its unit, and no number in words, takes more bytes.
const MAX_FIGURE: usize = 200;
const MAX_SPOKEN: usize = 1_000;

/// The figure a text ends with, with the word behind it.
fn figure_before(text: &str) -> Option<(&str, &str)> {
    let is_figure = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && word.ends_with(|c: char| c.is_ascii_digit())
    };
    let last = text.rsplit(' ').next()?;
    if is_figure(last) {
        return Some((last, ""));
    }
    let rest = text.strip_suffix(last)?.trim_end();
    let figure = rest.rsplit(' ').next()?;
    is_figure(figure).then_some((figure, last))
}

/// The number words say, the same unit behind them as behind the figures.
fn spoken(words: &str, unit: &str) -> Option<i128> {
    let words = words.trim().trim_end_matches(['.', '/', ';']);
    let announced = Table::get().words.in_words.iter().find_map(|begin| {
        let rest = words.get(..begin.len()).filter(|head| unicode::lower(head) == *begin);
        rest.and_then(|_| words.get(begin.len()..))
    });
    let words = announced.unwrap_or(words).trim_start_matches([':', ' ']);
    let small = unicode::lower(words);
    let small = Table::get()
        .words
        .even
        .iter()
        .fold(small.as_str(), |text, word| text.strip_suffix(word.as_str()).unwrap_or(text).trim_end());
    let bare = match small.strip_suffix(&unicode::lower(unit)) {
        Some(bare) if !unit.is_empty() => bare.trim_end(),
        _ if unit.is_empty() || announced.is_some() => small,
        _ => return None,
    };
    from_words(bare).ok()
}

/// The signer's name, written otherwise elsewhere.
fn names(subject: &Subject<'_>, found: &mut Found) {
    let signers: Vec<&Item> =
        subject.sure(Component::HoTen).filter(|item| item.text.split(' ').count() >= SYLLABLES).to_list();
    for signer in signers {
        let (name, count) = (key(&signer.text), signer.text.split(' ').count());
        for item in subject.reading.items.iter().filter(|item| item.component != Some(Component::HoTen)) {
            if !key(&item.text).contains(&name) {
                continue;
            }
            let words: Vec<&str> = item.text.split(' ').to_list();
            let other = words.windows(count).map(|words| words.join(" ")).find(|other| {
                let bare = other.trim_matches(|c: char| !c.is_alphanumeric());
                key(bare) == name
                    && unicode::lower(bare) != unicode::lower(&signer.text)
                    && bare.split(' ').all(|word| word.starts_with(char::is_uppercase))
            });
            if let Some(other) = other {
                let bare = other.trim_matches(|c: char| !c.is_alphanumeric());
                found.at("ten-hai-cach", item, bare, &signer.text);
                break;
            }
        }
    }
}

/// A shorter name is many people's.
const SYLLABLES: usize = 3;

/// A ground of later than the document.
fn later(subject: &Subject<'_>, issued: NaiveDate, found: &mut Found) {
    let grounds = subject.main(Component::CanCu).filter(|item| item.certainty != Certainty::Guessed);
    for item in grounds {
        for (at, word) in item.text.match_indices("ngày ") {
            let before = item.text.get(..at).unwrap_or_default().trim_end();
            let behind = item.text.get(at + word.len()..).unwrap_or_default();
            let Some((date, written)) = date_at(behind) else { continue };
            // What takes effect later is issued before.
            if date > issued && !before.ends_with("từ") {
                found.at("can-cu-sau-ngay", item, written, &padded(issued));
                break;
            }
        }
    }
}

/// The abstract of a cited document says so much that no other has it.
const TELLING: usize = 20;

/// One document cited with two numbers.
fn numbers(subject: &Subject<'_>, found: &mut Found) {
    let mut known: Vec<CitedDocument> = Vec::new();
    for item in subject.main(Component::CanCu).filter(|item| item.paper == Paper::Main) {
        let rest = item.text.split_once(' ').and_then(|(_, rest)| rest.split_once(' ')).map(|(_, rest)| rest);
        let cited = CitedDocument::parse(rest.unwrap_or_default().trim_end_matches([';', '.']));
        if cited.trich_yeu.chars().count() >= TELLING && !cited.so_ky_hieu.is_empty() {
            known.push(cited);
        }
    }
    for cited in known {
        for item in &subject.reading.items {
            let Some((before, behind)) = item.text.split_once(cited.trich_yeu.as_str()) else { continue };
            let kind = format!("{} ", cited.ten_loai);
            let Some((_, before)) = before.rsplit_once(kind.as_str()) else { continue };
            let number = before.split_once("số ").map(|(_, rest)| rest);
            let number = number.or_else(|| behind.strip_prefix(" số ")).unwrap_or_default();
            let number = number.split([' ', ',', ';', ')']).next().unwrap_or_default().trim_end_matches('.');
            let suffix = |number: &str| number.split_once('/').map(|(_, suffix)| suffix.to_owned());
            if number.is_empty() || number == cited.so_ky_hieu || suffix(number) != suffix(&cited.so_ky_hieu)
            {
                continue;
            }
            let day = cited.ngay.full();
            let other = before.split_once("ngày ").and_then(|(_, rest)| date_at(rest)).map(|(date, _)| date);
            if day.is_some() && day == other {
                found.at("hai-so", item, number, &cited.so_ky_hieu);
                break;
            }
        }
    }
}
