//! Where a date stands.

use std::ops::Range;

use super::number::number_line;
use super::{
    Replacement, after_word, dashes_end, filled, find_word, is_gap, is_stand_in, is_unseen, next, skip,
};
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;

/// The same word composed and decomposed: files of other programs have both.
const DAY: [&str; 4] = ["ngày", "Ngày", "NGÀY", "nga\u{300}y"];
const MONTH: [&str; 4] = ["tháng", "Tháng", "THÁNG", "tha\u{301}ng"];
const YEAR: [&str; 4] = ["năm", "Năm", "NĂM", "na\u{306}m"];

/// `ngày 05 tháng 01 năm 2026`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DatePlace {
    /// From `ngày` to the end of the year.
    pub(crate) whole: Range<usize>,
    day: Range<usize>,
    month: Range<usize>,
    year: Range<usize>,
    /// Strokes stand between its parts, not words.
    slashed: bool,
    /// The day there now, if it is.
    pub(crate) has_day: bool,
}

/// The first date of the text from `from` on.
pub(crate) fn date(text: &str, from: usize) -> Option<DatePlace> {
    let mut from = from;
    loop {
        let (start, after_day) = find_word(text, from, &DAY)?;
        let found = in_words(text, start, after_day).or_else(|| in_strokes(text, start, after_day));
        if found.is_some() {
            return found;
        }
        from = after_day;
    }
}

/// The dates of a line.
pub(crate) fn dates(text: &str) -> impl Iterator<Item = DatePlace> + '_ {
    let named = std::iter::successors(date(text, 0), |place| date(text, place.whole.end));
    named.chain(unnamed(text))
}

/// A date in strokes at the end of a line without its word: `An Bình,    /    /2026`.
pub(crate) fn unnamed(text: &str) -> Option<DatePlace> {
    if text.len() > MAX_LINE || find_word(text, 0, &DAY).is_some() {
        return None;
    }
    let start = text.rfind(',').map_or(0, |at| at + 1);
    let found = in_strokes(text, start, start)?;
    let is_century = |year: &str| year.chars().filter(char::is_ascii_digit).count() > 1;
    let mut words = text.get(..start)?.trim_end_matches(',').split_whitespace();
    let is_named =
        words.clone().count() <= MAX_WORDS && words.all(|word| word.starts_with(char::is_uppercase));
    (is_named && text.get(found.year.clone()).is_some_and(is_century)).then_some(found)
}

fn in_words(text: &str, start: usize, after_day: usize) -> Option<DatePlace> {
    let (day, month_word) = part(text, after_day)?;
    let after_month = after_word(text, month_word, &MONTH)?;
    let (month, year_word) = part(text, after_month)?;
    let after_year = after_word(text, year_word, &YEAR)?;
    let (year, _) = part(text, after_year)?;
    let year = trimmed_year(text, year);
    let whole = start..year.end;
    Some(DatePlace { whole, has_day: digits(text, &day).is_some(), day, month, year, slashed: false })
}

/// `ngày …/3/2026`.
fn in_strokes(text: &str, start: usize, after_day: usize) -> Option<DatePlace> {
    let stroke = |at: usize| (next(text, at) == Some('/')).then_some(at + 1);
    let day = after_day..part_end(text, after_day);
    let month = stroke(day.end)?;
    let month = month..part_end(text, month);
    let year = stroke(month.end)?;
    let year = trimmed_year(text, year..part_end(text, year));
    let all = text.get(year.clone())?.chars().filter(char::is_ascii_digit).count();
    let is_year = all != 1 && all != 3 && !year.is_empty() && next(text, year.end) != Some('/');
    let has_day = digits(text, &day).is_some();
    is_year.then_some(DatePlace { whole: start..year.end, has_day, day, month, year, slashed: true })
}

/// The room of a number after its word, and where the next word begins; line breaks around it stay out of it.
fn part(text: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let inner = skip(text, from, &|c| c == '\n');
    let end = part_end(text, inner);
    let next = skip(text, end, &|c| c == '\n');
    // A break before the number leaves only what stands after it.
    Some((inner..end, if next > end { skip(text, next, &|c| c == ' ') } else { next }))
}

/// Where the room of a day, a month or a year ends: blanks and dots with figures among them, `xx`, `20xx`, `[  ]`.
fn part_end(text: &str, from: usize) -> usize {
    let blank = skip(text, from, &|c| is_gap(c) || c == '[');
    let blank = dashes_end(text, blank).unwrap_or(blank);
    let number = skip(text, blank, &|c| c.is_ascii_digit());
    let stand_in = skip(text, number, &is_stand_in);
    let number = if next(text, stand_in).is_some_and(char::is_alphanumeric) { number } else { stand_in };
    skip(text, number, &|c| is_gap(c) || c == ']')
}

/// What follows a whole year belongs to the sentence, as does the blank after it.
fn trimmed_year(text: &str, year: Range<usize>) -> Range<usize> {
    let room = text.get(year.clone()).unwrap_or_default();
    let last = room.rfind(|c: char| c.is_ascii_digit() || is_stand_in(c)).map(|at| at + 1);
    match last {
        Some(last) if room.chars().filter(|c| c.is_ascii_digit() || is_stand_in(*c)).count() >= 4 => {
            year.start..year.start + last
        }
        _ => year,
    }
}

fn digits(text: &str, range: &Range<usize>) -> Option<u32> {
    let room = text.get(range.clone())?;
    let digits: String = room.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

impl DatePlace {
    /// The date there now, as far as it is.
    pub(crate) fn written(&self, text: &str) -> String {
        let part =
            |range: &Range<usize>| digits(text, range).map_or_else(String::new, |number| number.to_string());
        [part(&self.day), part(&self.month), part(&self.year)].join("/")
    }

    /// Whether another date stands there: a day is written, and some part of it is not that of the date.
    pub(crate) fn is_another(&self, text: &str, date: PartialDate) -> bool {
        self.has_day && self.compared(text, date).contains(&Some(false))
    }

    /// Whether day, month and year are those of the date, as far as they are written.
    fn compared(&self, text: &str, date: PartialDate) -> [Option<bool>; 3] {
        let year = date.year().and_then(|year| u32::try_from(year).ok());
        let whole = |range: &Range<usize>| {
            let stands_in = text.get(range.clone()).is_some_and(|room| room.contains(is_stand_in));
            digits(text, range).filter(|_| !stands_in)
        };
        // `20…` is the beginning of a year.
        let there = whole(&self.year).filter(|year| *year > 99);
        [
            whole(&self.day).map(|day| Some(day) == date.day()),
            whole(&self.month).map(|month| Some(month) == date.month()),
            there.map(|there| Some(there) == year),
        ]
    }

    /// What writes the date there: only the parts that differ.
    pub(crate) fn write(&self, text: &str, date: PartialDate) -> Vec<Replacement> {
        let line = date.in_words_line();
        let numbers: Vec<&str> = line.split(' ').skip(1).step_by(2).to_list();
        let parts = [&self.day, &self.month, &self.year];
        let replacements = parts.into_iter().zip(numbers).enumerate().filter_map(|(at, (range, number))| {
            let there = text.get(range.clone())?.trim_matches(is_gap);
            let before_word = next(text, range.end).is_some_and(char::is_alphanumeric);
            let goes_on = before_word || at < 2 && !self.slashed && next(text, range.end) != Some('\n');
            (there != number).then(|| match (self.slashed, at) {
                (true, 1 | 2) => (range.clone(), format!("{number}{}", if goes_on { " " } else { "" })),
                _ => filled(text, range.clone(), number, goes_on),
            })
        });
        replacements.to_list()
    }

    /// It is the place and date of a letterhead: `An Bình, ngày …` by itself in its line, or in what a tab or a number parts off.
    pub(crate) fn is_place_date(&self, text: &str) -> bool {
        let Some(before) = self.alone(text) else { return false };
        let place = before.trim_end_matches(',').trim();
        let has_comma = before.ends_with(',');
        let mut words = place.split_whitespace();
        let named = place.chars().any(char::is_alphabetic)
            && (has_comma
                || place.contains(' ') && words.all(|word| word.starts_with(|c: char| c.is_uppercase())));
        let open = has_comma && !place.is_empty() && place.chars().all(is_gap);
        (named || open) && !place.contains(':') && place.chars().count() <= MAX_PLACE
    }

    /// It is a date by itself in its line, where the place stands above it or nowhere, or is one word without a comma: only a
    /// letterhead around it tells it from a sentence.
    pub(crate) fn is_bare_date(&self, text: &str) -> bool {
        self.alone(text).is_some_and(|before| {
            let before = before.trim_matches([',', ' ']);
            before.is_empty()
                || before.starts_with(char::is_uppercase) && before.chars().all(char::is_alphabetic)
        })
    }

    /// What stands before it in its line, when nothing stands behind it.
    fn alone<'t>(&self, text: &'t str) -> Option<&'t str> {
        if text.len() > MAX_LINE {
            return None;
        }
        let before = text.get(..self.whole.start)?;
        let start = before.rfind(['\t', '\n']).map_or(0, |at| at + 1);
        // A number line may stand left of it.
        let number = number_line(before.get(start..)?).map_or(0, |number| number.end);
        let is_blank = |c: char| c.is_whitespace() || is_unseen(c);
        let before = before.get(start + number..)?.trim_matches(is_blank);
        let after = text.get(self.whole.end..)?.split(['\t', '\n']).next()?.trim_matches(is_blank);
        let (before, after) = match (before.strip_prefix('('), after.strip_suffix(')')) {
            (Some(before), Some(after)) => (before, after),
            _ => (before, after),
        };
        after.trim_end_matches(['.', ' ']).is_empty().then_some(before)
    }
}

/// A longer line, in bytes, is none of a letterhead.
const MAX_LINE: usize = 1_000;

/// The name of a place before a date without its word has at most so many words.
const MAX_WORDS: usize = 5;

/// No place of issue has a longer name.
const MAX_PLACE: usize = 60;
