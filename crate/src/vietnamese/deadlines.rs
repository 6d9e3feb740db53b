//! Until when, as documents say it (`deadlines.toml`): the words, and what they mean beyond doubt.

use std::ops::Range;
use std::sync::OnceLock;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::clock;
use super::number::from_roman;
use crate::standard::read::{self, record};
use crate::to_list::ToList;
use crate::{packed, unicode};

/// How often something comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rhythm {
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// What the words of a deadline mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The last day that is in time. `year_said` is false where the year was taken from the day of issue.
    Day { last: NaiveDate, year_said: bool },
    /// A day without a year, and nobody knows the day of issue; or a day there is none of.
    Unclear,
    /// In every period, how often is not said where there is none.
    Every(Option<Rhythm>),
    /// All the time.
    Always,
    /// When somebody asks.
    OnRequest,
}

/// A deadline in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// Where its words stand in the text, in bytes.
    pub(crate) place: Range<usize>,
    /// What they mean.
    pub(crate) meaning: Meaning,
}

/// A day that comes back in every period, as `ngày 20 của tháng cuối quý`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EveryDay {
    /// The day of the month, from 1.
    pub(crate) day: u32,
    /// In the month after the period, not in its last.
    pub(crate) is_after: bool,
    /// The day itself is too late.
    pub(crate) is_before: bool,
}

#[derive(Debug)]
struct Words {
    before: Vec<String>,
    until: Vec<String>,
    no_deadline: Vec<String>,
    always: Vec<String>,
    on_request: Vec<String>,
    periodic: Vec<String>,
    week: Vec<String>,
    month: Vec<String>,
    quarter: Vec<String>,
    half_year: Vec<String>,
    year: Vec<String>,
    end: Vec<String>,
    vague: Vec<String>,
    last_month: Vec<String>,
    next_month: Vec<String>,
}

record!(Words {
    before,
    until,
    no_deadline,
    always,
    on_request,
    periodic,
    week,
    month,
    quarter,
    half_year,
    year,
    end,
    vague,
    last_month,
    next_month
});

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/deadlines.json");
            read::all(&table).expect("the table is well formed")
        })
    }
}

/// A word of a text: in small letters without the signs around it, and where it stands.
struct Token {
    word: String,
    from: usize,
    until: usize,
    /// A sign that ends a clause stands behind it.
    ends: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut from = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_whitespace(), from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                from = None;
                let raw = text.get(start..at).unwrap_or_default();
                let inner = raw.trim_start_matches(['(', '“', '"', '«', '[']);
                let word = inner.trim_end_matches([',', ';', '.', ':', ')', '”', '"', '»', ']']);
                let start = start + (raw.len() - inner.len());
                let ends = word.len() < inner.len() && !inner.ends_with(',');
                found.push(Token {
                    word: unicode::lower(unicode::composed(word).as_deref().unwrap_or(word)),
                    from: start,
                    until: start + word.len(),
                    ends,
                });
            }
            _ => {}
        }
    }
    found
}

/// The length in words of the longest of these phrases that begins here.
fn longest(phrases: &[String], tokens: &[Token]) -> Option<usize> {
    let begins = |phrase: &&String| {
        let words = phrase.split(' ');
        let count = words.clone().count();
        let same = |(word, token): (&str, &Token)| word.trim_end_matches(',') == token.word;
        (tokens.len() >= count && words.zip(tokens).all(same)).then_some(count)
    };
    phrases.iter().filter_map(|phrase| begins(&phrase)).max()
}

fn number(word: &str) -> Option<u32> {
    (word.len() <= 4 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}

/// A day or a period: its first day, its last, how many words it takes, and whether its year is said.
struct Span {
    first: NaiveDate,
    last: NaiveDate,
    length: usize,
    year_said: bool,
}

/// What is named behind the word that says until when.
enum Named {
    Span(Span),
    /// It is a day or a period, which one is not clear; so many words.
    Unclear(usize),
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The months from the first to the last of a year, from 1.
fn months(year: i32, first: u32, last: u32) -> Option<(NaiveDate, NaiveDate)> {
    let from = day(year, first, 1)?;
    let until = day(year, last, 1)?.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?;
    Some((from, until))
}

/// `15/12/2026`, `15/12`, `15 tháng 12 năm 2026`, with the words of a year behind a day without one.
fn named_day(tokens: &[Token], issued: Option<NaiveDate>) -> Option<Named> {
    let first = tokens.first()?;
    let parts: Vec<&str> = first.word.split(['/', '-', '.']).filter(|part| !part.is_empty()).to_list();
    let word = |at: usize| tokens.get(at).map(|token| token.word.as_str());
    let year_at = |at: usize| match (word(at), word(at + 1).and_then(number)) {
        (Some("năm"), Some(year)) if year > 1900 => Some(year),
        _ => None,
    };
    let (number_of_day, month, year, length) = match parts.as_slice() {
        [one, two, three] => (number(one)?, number(two)?, Some(number(three)?), 1),
        [one, two] if number(two).is_some_and(|month| month <= 12) => {
            let year = if first.ends { None } else { year_at(1) };
            (number(one)?, number(two)?, year, if year.is_some() { 3 } else { 1 })
        }
        [one] if word(1) == Some("tháng") => {
            let month = word(2)?;
            match month.split_once('/') {
                Some((month, year)) => (number(one)?, number(month)?, Some(number(year)?), 3),
                None => {
                    let year = year_at(3);
                    (number(one)?, number(month)?, year, if year.is_some() { 5 } else { 3 })
                }
            }
        }
        _ => return None,
    };
    let found = match (year, issued) {
        (Some(year), _) => day(i32::try_from(year).ok()?, month, number_of_day).map(|found| (found, true)),
        // The first such day from the day of issue on.
        (None, Some(issued)) => [issued.year(), issued.year() + 1]
            .into_iter()
            .filter_map(|year| day(year, month, number_of_day))
            .find(|found| *found >= issued)
            .map(|found| (found, false)),
        (None, None) => None,
    };
    Some(match found {
        Some((found, year_said)) => Named::Span(Span { first: found, last: found, length, year_said }),
        None => Named::Unclear(length),
    })
}

/// `quý IV/2026`, `tháng 12 năm 2026`, `6 tháng đầu năm 2027`, `năm 2026`, `tháng 12` of the year in which it ends after the
/// day of issue.
fn named_period(tokens: &[Token], issued: Option<NaiveDate>) -> Option<Named> {
    let word = |at: usize| tokens.get(at).map(|token| token.word.as_str());
    let year_of =
        |text: &str| number(text).filter(|year| *year > 1900).and_then(|year| i32::try_from(year).ok());
    // The number of the period and the year behind it, `IV/2026`, `IV năm 2026`, `12-2026`.
    let numbered = |at: usize| -> Option<(String, Option<i32>, usize)> {
        let own = word(at)?;
        if let Some((own, year)) = own.split_once(['/', '-']) {
            return Some((own.to_owned(), Some(year_of(year)?), at + 1));
        }
        let year = if word(at + 1) == Some("năm") { word(at + 2).and_then(year_of) } else { None };
        // `tháng 11 năm nay` says a year, which one is for people to say.
        let other = year.is_none() && word(at + 1) == Some("năm");
        (!other).then(|| (own.to_owned(), year, if year.is_some() { at + 3 } else { at + 1 }))
    };
    // The months of the year that is said, or of the first that is not over on the day of issue.
    let within = |year: Option<i32>, first: u32, last: u32| match (year, issued) {
        (Some(year), _) => months(year, first, last),
        (None, Some(issued)) => [issued.year(), issued.year() + 1]
            .into_iter()
            .find_map(|year| months(year, first, last).filter(|(_, last)| *last >= issued)),
        (None, None) => None,
    };
    let mut year_said = true;
    let (span, length) = match word(0)? {
        "quý" => {
            let (own, year, length) = numbered(1)?;
            let quarter = number(&own).or_else(|| from_roman(&unicode::upper(&own)))?;
            let last = quarter.checked_mul(3).filter(|last| (3..=12).contains(last))?;
            year_said = year.is_some();
            (within(year, last - 2, last), length)
        }
        "tháng" => {
            let (own, year, length) = numbered(1)?;
            let month = number(&own)?;
            year_said = year.is_some();
            (within(year, month, month), length)
        }
        "năm" => (months(year_of(word(1)?)?, 1, 12), 2),
        count if word(1) == Some("tháng") && matches!(word(2), Some("đầu" | "cuối")) => {
            let count = number(count).filter(|count| (1..12).contains(count))?;
            let (year, length) = match (word(3)?, word(4).and_then(year_of)) {
                ("năm", Some(year)) => (year, 5),
                _ => return Some(Named::Unclear(3)),
            };
            let is_first = word(2) == Some("đầu");
            let (first, last) = if is_first { (1, count) } else { (13 - count, 12) };
            (months(year, first, last), length)
        }
        _ => return None,
    };
    Some(match span {
        Some((first, last)) => Named::Span(Span { first, last, length, year_said }),
        None => Named::Unclear(length),
    })
}

/// The deadlines a text names, in its order. `issued` is the day of the document, which a day without a year follows.
pub(crate) fn said(text: &str, issued: Option<NaiveDate>) -> Vec<Said> {
    let words = Words::get();
    let tokens = tokens(text);
    let mut found: Vec<Said> = Vec::new();
    let mut at = 0;
    let place = |from: usize, length: usize| {
        let (first, last) = (tokens.get(from)?, tokens.get(from + length.checked_sub(1)?)?);
        Some(first.from..last.until)
    };
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let step = match at_word(words, &tokens, at, rest, issued) {
            Some((meaning, length)) => {
                found.extend(place(at, length).map(|place| Said { place, meaning }));
                length
            }
            None => 1,
        };
        at += step.max(1);
    }
    let says_how_often = found.iter().any(|said| matches!(said.meaning, Meaning::Every(Some(_))));
    found.retain(|said| !says_how_often || said.meaning != Meaning::Every(None));
    found
}

/// What the words that begin here mean, and how many they are.
fn at_word(
    words: &Words,
    tokens: &[Token],
    at: usize,
    rest: &[Token],
    issued: Option<NaiveDate>,
) -> Option<(Meaning, usize)> {
    let rhythms = [
        (&words.week, Rhythm::Week),
        (&words.month, Rhythm::Month),
        (&words.quarter, Rhythm::Quarter),
        (&words.half_year, Rhythm::HalfYear),
        (&words.year, Rhythm::Year),
    ];
    let every = rhythms
        .into_iter()
        .find_map(|(phrases, rhythm)| Some((Meaning::Every(Some(rhythm)), longest(phrases, rest)?)));
    let plain = || {
        let always = longest(&words.always, rest).map(|length| (Meaning::Always, length));
        let asked = || longest(&words.on_request, rest).map(|length| (Meaning::OnRequest, length));
        let often = || longest(&words.periodic, rest).map(|length| (Meaning::Every(None), length));
        always.or_else(asked).or_else(often)
    };
    if let Some(known) = every.or_else(plain) {
        return Some(known);
    }
    let (before, until) = (longest(&words.before, rest), longest(&words.until, rest));
    let is_before = before > until;
    let begin = before.max(until);
    let is_other = |length: usize| {
        at.checked_sub(length)
            .and_then(|from| tokens.get(from..at))
            .is_some_and(|behind| longest(&words.no_deadline, behind) == Some(length))
    };
    match begin {
        Some(_) if (1..=3).any(is_other) => None,
        Some(length) => {
            let behind = rest.get(length..).unwrap_or_default();
            // Before an hour of a day is on that day.
            let hour = clock::length(behind.iter().map(|token| token.word.as_str()));
            let is_before = is_before && hour == 0;
            named(words, rest, length + hour, issued).map(|(named, length)| (meant(named, is_before), length))
        }
        // A cell that says nothing else.
        None if at == 0 => {
            let named = named_period(rest, issued).or_else(|| named_day(rest, issued))?;
            let length = match &named {
                Named::Span(span) => span.length,
                Named::Unclear(length) => *length,
            };
            (length == rest.len()).then(|| (meant(named, false), length))
        }
        None => None,
    }
}

/// What is named behind the words that say until when, `behind` of them, and how many words that are in all.
fn named(words: &Words, rest: &[Token], behind: usize, issued: Option<NaiveDate>) -> Option<(Named, usize)> {
    let skip = |at: usize, word: &str| at + usize::from(rest.get(at).is_some_and(|token| token.word == word));
    let at = skip(behind, "ngày");
    let from = |at: usize| rest.get(at..).unwrap_or_default();
    if let Some(named) = named_day(from(at), issued) {
        let length = match &named {
            Named::Span(span) => span.length,
            Named::Unclear(length) => *length,
        };
        return Some((named, at + length));
    }
    let vague = longest(&words.vague, from(at));
    let at = at + vague.or_else(|| longest(&words.end, from(at))).unwrap_or(0);
    let named = named_period(from(at), issued)?;
    match named {
        Named::Span(span) if vague.is_none() => {
            let length = at + span.length;
            Some((Named::Span(span), length))
        }
        Named::Span(Span { length, .. }) | Named::Unclear(length) => {
            Some((Named::Unclear(length), at + length))
        }
    }
}

fn meant(named: Named, is_before: bool) -> Meaning {
    match named {
        Named::Span(span) if is_before => match span.first.pred_opt() {
            Some(last) => Meaning::Day { last, year_said: span.year_said },
            None => Meaning::Unclear,
        },
        Named::Span(span) => Meaning::Day { last: span.last, year_said: span.year_said },
        Named::Unclear(_) => Meaning::Unclear,
    }
}

/// The day of each period these words name: `trước ngày 20 của tháng cuối quý`, `ngày 25 hằng tháng`.
pub(crate) fn every_day(text: &str) -> Option<EveryDay> {
    let words = Words::get();
    let tokens = tokens(text);
    let has = |phrases: &[String]| {
        (0..tokens.len()).any(|at| tokens.get(at..).and_then(|rest| longest(phrases, rest)).is_some())
    };
    let at = tokens.iter().position(|token| token.word == "ngày")?;
    let day =
        tokens.get(at + 1).and_then(|token| number(&token.word)).filter(|day| (1..=31).contains(day))?;
    let is_after = has(&words.next_month);
    if !is_after && !has(&words.last_month) && !has(&words.month) {
        return None;
    }
    let before = tokens.get(..=at).unwrap_or_default();
    let is_before = (0..before.len()).any(|from| {
        let rest = before.get(from..).unwrap_or_default();
        longest(&words.before, rest) > longest(&words.until, rest)
    });
    Some(EveryDay { day, is_after, is_before })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_well_formed() {
        assert!(!Words::get().before.is_empty());
    }

    #[test]
    fn a_day_of_every_period_is_known() {
        let day = |text: &str| every_day(text).map(|day| (day.day, day.is_after, day.is_before));
        assert_eq!(day("trước ngày 20 của tháng cuối quý"), Some((20, false, true)));
        assert_eq!(day("chậm nhất ngày 05 tháng sau"), Some((5, true, false)));
        assert_eq!(day("ngày 25 hằng tháng"), Some((25, false, false)));
        assert_eq!(day("trước ngày 15/12/2026"), None);
    }
}
