//! Blanks of a form that is filled in by hand: where they stand in a text, what they are called, what they take.
//!
//! ```text
//! Ông (bà): ……………  Sinh ngày … tháng … năm ……  ☐ Nam
//! ```

use std::ops::Range;

use crate::ordered;
use crate::to_list::ToList;
use crate::vietnamese::blanks::{Wanted, Words};
use crate::vietnamese::text::{fold, key};

/// Words of a label at most, where nothing says where it begins.
const MOST_WORDS: usize = 4;

/// Words of a label that ends with a colon.
const MOST_LABELLED: usize = 12;

/// Blanks within blanks: `….. ….`.
const MOST_SPACES: usize = 3;

/// A blank in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blank {
    pub(super) range: Range<usize>,
    /// What the words around it call it; empty where none do.
    pub(super) label: String,
    /// The field it is; given by [`Names`].
    pub(super) name: String,
    pub(super) takes: Takes,
    /// Another labelled blank follows on its line, which is to stay where it is.
    pub(super) is_followed: bool,
}

/// What a blank takes, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Text,
    Digits,
    Number,
    /// `05/11/2026`.
    Date,
    /// `05 tháng 11 năm 2026`, behind `ngày`.
    DateInWords,
    /// `11 năm 2026`, behind `tháng`.
    Month,
    /// A box to be ticked.
    Tick,
    /// Text before a tab that draws a line.
    Led,
}

/// A row of signs that stand for nothing.
#[derive(Debug, Clone)]
struct Dots {
    range: Range<usize>,
    /// It is a pause or the rest of a list as well as a blank.
    is_weak: bool,
}

/// The blanks of the text of a paragraph; `is_led` says that its tabs draw lines.
pub(super) fn find(text: &str, is_led: bool) -> Vec<Blank> {
    let words = Words::get();
    let mut gaps = gaps(text);
    gaps.extend(spaces(text, words));
    ordered::sort_by_key(&mut gaps, |gap| gap.range.start);
    let gaps: Vec<Dots> = sure(text, &gaps, words);
    let mut found: Vec<(Range<usize>, Option<Takes>)> = Vec::new();
    let mut at = 0;
    while let Some(gap) = gaps.get(at) {
        let (range, takes, taken) = joined(text, gaps.get(at..).unwrap_or_default(), words)
            .unwrap_or_else(|| (gap.range.clone(), None, 1));
        found.push((range, takes));
        at += taken;
    }
    if is_led {
        let tabs = text.match_indices('\t').filter(|(tab, _)| is_line(text, *tab));
        let tabs = tabs.map(|(tab, _)| (tab..tab + 1, Some(Takes::Led)));
        found.extend(tabs);
    }
    for mark in &words.boxes {
        found.extend(
            text.match_indices(mark.as_str()).map(|(at, _)| (at..at + mark.len(), Some(Takes::Tick))),
        );
    }
    ordered::sort_by_key(&mut found, |(range, _)| range.start);
    found.dedup_by(|next, before| next.0.start < before.0.end);
    named(text, &found, words)
}

/// What each blank is called and takes.
fn named(text: &str, found: &[(Range<usize>, Option<Takes>)], words: &Words) -> Vec<Blank> {
    let mut blanks = Vec::with_capacity(found.len());
    let mut from = 0;
    for (index, (range, takes)) in found.iter().enumerate() {
        let until = found.get(index + 1).map_or(text.len(), |(next, _)| next.start);
        let before = text.get(from..range.start).unwrap_or_default();
        let behind = text.get(range.end..until).unwrap_or_default();
        from = range.end;
        let label = if *takes == Some(Takes::Tick) {
            following(behind).or_else(|| Some(label(before).0)).unwrap_or_default()
        } else {
            let (own, _) = label(before);
            let is_place = || {
                let behind = behind.trim_start().strip_prefix(',').map(str::trim_start);
                behind.is_some_and(|rest| fold(rest).starts_with(&fold(&words.day)))
            };
            if !key(&own).is_empty() {
                own
            } else if is_place() {
                words.place.clone()
            } else {
                following(behind).unwrap_or_default()
            }
        };
        let takes = takes.unwrap_or_else(|| match words.wanted(&label, behind) {
            Wanted::Text => Takes::Text,
            Wanted::Date => Takes::Date,
            Wanted::Digits => Takes::Digits,
            Wanted::Number => Takes::Number,
        });
        let line = behind.split('\n').next().unwrap_or_default();
        let is_followed = found.get(index + 1).is_some() && line.trim_end().ends_with(':') && line == behind;
        blanks.push(Blank { range: range.clone(), name: name(&label), label, takes, is_followed });
    }
    blanks
}

fn is_space(sign: char) -> bool {
    sign == ' ' || sign == '\u{A0}'
}

/// Rows of dots and underscores, those with few spaces between them as one.
fn gaps(text: &str) -> Vec<Dots> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let ends = [(text.len(), '\n')];
    for (at, sign) in text.char_indices().chain(ends) {
        let weight = match sign {
            '…' | '⋯' => 3,
            '‥' => 2,
            '.' | '_' => 1,
            _ => 0,
        };
        match (&mut open, weight) {
            (None, 0) => {}
            (None, weight) => open = Some((at, weight)),
            (Some((_, all)), weight) if weight > 0 => *all += weight,
            (Some((start, all)), _) => {
                if *all >= 3 {
                    found.push((*start..at, *all));
                }
                open = None;
            }
        }
    }
    let mut gaps: Vec<Dots> = Vec::new();
    for (range, weight) in found {
        let is_weak = weight <= 3;
        let joins = gaps.last().is_some_and(|last| {
            let between = text.get(last.range.end..range.start).unwrap_or_default();
            between.chars().count() <= MOST_SPACES && between.chars().all(is_space)
        });
        match gaps.last_mut().filter(|_| joins) {
            Some(last) => {
                last.range.end = range.end;
                last.is_weak = false;
            }
            None => gaps.push(Dots { range, is_weak }),
        }
    }
    gaps
}

/// Spaces left open within `ngày      tháng      năm`.
fn spaces(text: &str, words: &Words) -> Vec<Dots> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(day) = ending(text, from, &words.day) {
        from = day;
        let Some((first, month)) = open_until(text, day, &words.month) else { continue };
        let Some((second, year)) = open_until(text, month, &words.year) else { continue };
        found.push(Dots { range: first, is_weak: false });
        found.push(Dots { range: second, is_weak: false });
        from = year;
    }
    found
}

/// Where the next of a word ends.
fn ending(text: &str, from: usize, word: &str) -> Option<usize> {
    let at = text.get(from..)?.find(word)?;
    Some(from + at + word.len())
}

/// Nothing but spaces, three at least, until a word: what is between the outermost, and where the word ends.
fn open_until(text: &str, from: usize, word: &str) -> Option<(Range<usize>, usize)> {
    let rest = text.get(from..)?;
    let next = rest.find(|sign: char| !is_space(sign))?;
    let spaces = rest.get(..next)?;
    if spaces.chars().count() < 3 || !rest.get(next..)?.starts_with(word) {
        return None;
    }
    let first = spaces.chars().next()?.len_utf8();
    let last = spaces.chars().next_back()?.len_utf8();
    Some((from + first..from + next - last, from + next + word.len()))
}

/// Those that are blanks, whatever else three dots may be.
fn sure(text: &str, gaps: &[Dots], words: &Words) -> Vec<Dots> {
    let is_sure = |(index, gap): &(usize, &Dots)| {
        let before = text.get(..gap.range.start).unwrap_or_default();
        let behind = text.get(gap.range.end..).unwrap_or_default();
        if words.goes_on(before) || is_contents(before, behind) {
            return false;
        }
        let last = before.trim_end_matches(is_space).chars().next_back();
        if !gap.is_weak {
            return true;
        }
        let touches = |other: Option<&Dots>, is_next: bool| {
            other.is_some_and(|other| {
                let between = if is_next {
                    text.get(gap.range.end..other.range.start)
                } else {
                    text.get(other.range.end..gap.range.start)
                };
                between.is_some_and(|between| between.trim() == "/")
            })
        };
        let word = before.trim_end_matches(is_space).rsplit(|sign: char| !sign.is_alphanumeric()).next();
        let is_apart = before.ends_with(is_space);
        last == Some(':')
            || (is_apart && word.is_some_and(|word| words.leads(word)))
            || behind.starts_with('/')
            || touches(gaps.get(index + 1), true)
            || index.checked_sub(1).is_some_and(|index| touches(gaps.get(index), false))
    };
    gaps.iter().enumerate().filter(is_sure).map(|(_, gap)| gap.clone()).to_list()
}

/// Dots that lead to the number of a page.
fn is_contents(before: &str, behind: &str) -> bool {
    let line = behind.split('\n').next().unwrap_or_default().trim();
    let is_number = !line.is_empty() && line.len() <= 4 && line.bytes().all(|byte| byte.is_ascii_digit());
    let before = before.trim_end();
    is_number && !before.is_empty() && !before.ends_with([':', '/'])
}

/// A tab that draws a line to write on: behind words, and not to the number of a page.
fn is_line(text: &str, tab: usize) -> bool {
    let before = text.get(..tab).unwrap_or_default();
    let behind = text.get(tab + 1..).unwrap_or_default();
    let label = before.rsplit(['\n', '\t']).next().unwrap_or_default();
    label.chars().any(char::is_alphabetic) && !is_contents("", behind)
}

/// Several gaps that are one blank: how far, what it takes, how many they are.
fn joined(text: &str, gaps: &[Dots], words: &Words) -> Option<(Range<usize>, Option<Takes>, usize)> {
    let first = gaps.first()?;
    let between = |index: usize| {
        let (one, next) = (gaps.get(index)?, gaps.get(index + 1)?);
        Some(text.get(one.range.end..next.range.start)?.trim())
    };
    let last = |index: usize| gaps.get(index).map(|gap| gap.range.end);
    let is = |written: Option<&str>, word: &str| written.is_some_and(|written| fold(written) == fold(word));
    let before = text.get(..first.range.start).unwrap_or_default().trim_end();
    let ends_with = |word: &str| {
        before.rsplit(|sign: char| !sign.is_alphanumeric()).next().is_some_and(|last| is(Some(last), word))
    };
    // `2026` behind the word for the year.
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start_matches(is_space).len();
        let rest = rest.get(spaces..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (digits == 4).then_some(from + spaces + digits)
    };
    let year_of = |index: usize| -> Option<(usize, usize)> {
        // `năm 20……` is open as well.
        let open = between(index)
            .map(|between| between.trim_end_matches(|sign: char| sign.is_ascii_digit()).trim_end());
        if is(open, &words.year) {
            return Some((last(index + 1)?, index + 2));
        }
        let end = last(index)?;
        let rest = text.get(end..)?;
        let start = end + (rest.len() - rest.trim_start().len());
        let word = text.get(start..)?.get(..words.year.len())?;
        is(Some(word), &words.year).then_some(())?;
        let behind = start + words.year.len();
        let is_last = || {
            text.get(behind..)
                .unwrap_or_default()
                .split('\n')
                .next()
                .is_some_and(|rest| rest.trim().is_empty())
        };
        digits(behind).or_else(|| is_last().then_some(behind)).map(|end| (end, index + 1))
    };
    if ends_with(&words.day) && is(between(0), &words.month) {
        let (end, taken) = year_of(1)?;
        return Some((first.range.start..end, Some(Takes::DateInWords), taken));
    }
    if ends_with(&words.month) {
        let (end, taken) = year_of(0)?;
        return Some((first.range.start..end, Some(Takes::Month), taken));
    }
    let slash = |index: usize| between(index).is_some_and(|between| matches!(between, "/" | "/20"));
    if slash(0) && slash(1) {
        return Some((first.range.start..last(2)?, Some(Takes::Date), 3));
    }
    if slash(0) {
        return Some((first.range.start..last(1)?, Some(Takes::Text), 2));
    }
    None
}

/// What stands before a blank as its label, and whether a colon says so.
fn label(before: &str) -> (String, bool) {
    let line = before.rsplit(['\n', '\t', ';']).next().unwrap_or_default().trim();
    let labelled = line.strip_suffix(':').map(str::trim_end);
    let mut rest = labelled.unwrap_or(line);
    let most = if labelled.is_some() { MOST_LABELLED } else { MOST_WORDS };
    if labelled.is_none() {
        rest = rest.rsplit(',').next().unwrap_or_default();
    }
    rest = rest.rsplit(". ").next().unwrap_or_default().trim();
    if let Some((_, inside)) = rest.rsplit_once('(').filter(|(_, inside)| !inside.contains(')')) {
        rest = inside;
    }
    rest = rest.trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '(');
    // What counts the line: `1.`, `a)`, `(2)`.
    if let Some((number, behind)) = rest.split_once([' ', '\u{A0}']) {
        let bare = number.trim_matches(['(', ')', '.', '-']);
        let counts = bare.len() < number.len()
            && (bare.chars().all(|sign| sign.is_ascii_digit()) || bare.chars().count() == 1);
        if counts {
            rest = behind.trim_start();
        }
    }
    let words: Vec<&str> = rest.split_whitespace().to_list();
    let from = words.len().saturating_sub(most);
    let label = words.get(from..).unwrap_or_default().join(" ");
    (
        label.trim_end_matches(|sign: char| !sign.is_alphanumeric() && sign != ')').to_owned(),
        labelled.is_some(),
    )
}

/// The first words behind a blank, as its name.
fn following(behind: &str) -> Option<String> {
    let line = behind.trim_start_matches(is_space);
    let end = line.find(['\n', '\t', ';', ',', '.', ':', '…', '_']).unwrap_or(line.len());
    let wide = line.find("  ").unwrap_or(line.len());
    let words: Vec<&str> = line.get(..end.min(wide))?.split_whitespace().take(MOST_WORDS).to_list();
    let words = words.join(" ");
    (!key(&words).is_empty()).then_some(words)
}

/// The name of a field that words call so: `Ông (bà)` is `ong_ba`.
fn name(label: &str) -> String {
    let mut name = key(label).replace(' ', "_");
    name.retain(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    if name.is_empty() {
        return "cho_trong".to_owned();
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert_str(0, "o_");
    }
    while name.len() > MOST_NAME {
        let end = name.rfind('_').unwrap_or(MOST_NAME);
        name.truncate(end);
    }
    name
}

/// The longest name of a field.
const MOST_NAME: usize = 40;
