//! Days that contradict each other: a day of the week and its date, a deadline before the day of issue, one document with two dates.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::found::Found;
use super::rule::Table;
use super::subject::{Subject, day_in};
use crate::document::{Component, Item, Role};
use crate::pool::Named;
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::date::padded;

/// A date stands within so many letters behind the word that announces it.
const NEAR: usize = 12;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let mut cited: Named<(String, NaiveDate)> = Named::default();
    for item in &subject.reading.items {
        let text = unicode::lower(&item.text);
        weekdays(item, &text, found);
        impossible(item, &text, found);
        if let Some(issued) = subject.date.filter(|_| !subject.is_one_of(&Table::get().words.looks_back)) {
            deadlines(item, &text, issued, found);
        }
        twice(item, &mut cited, found);
    }
}

/// `thứ Sáu, ngày 15/12/2026`.
fn weekdays(item: &Item, text: &str, found: &mut Found) {
    for (at, names) in Table::get().words.weekdays.iter().enumerate() {
        for name in names {
            for (start, _) in text.match_indices(name.as_str()) {
                let end = start + name.len();
                let is_word = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                let before = text.get(..start).and_then(|before| before.chars().next_back());
                let behind = text.get(end..).unwrap_or_default();
                if !is_word(before) || !is_word(behind.chars().next()) || !is_weekday(item, text, start..end)
                {
                    continue;
                }
                let Some((date, written)) = date_near(head(behind, 4 * NEAR)) else { continue };
                let real = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
                if real != at {
                    let right = Table::get().words.weekdays.get(real).and_then(|names| names.first());
                    let seen = format!("{name}, {written}");
                    found.at("thu-ngay", item, &seen, right.map_or("", String::as_str));
                }
            }
        }
    }
}

/// `31/02/2026`, `ngày 31 tháng 11`: no such day.
fn impossible(item: &Item, text: &str, found: &mut Found) {
    let mut last = ' ';
    for (at, here) in text.char_indices() {
        let begins =
            here.is_ascii_digit() && !last.is_ascii_digit() && !matches!(last, '/' | '-' | '.' | ',');
        last = here;
        if !begins {
            continue;
        }
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        let is_named = before.trim_end().ends_with("ngày");
        let Some((day, month, year, length)) = day_at(behind, is_named) else { continue };
        // A day without a year may be one of a leap year.
        if NaiveDate::from_ymd_opt(year.unwrap_or(LEAP), month, day).is_none() {
            found.at("ngay-khong-co", item, behind.get(..length).unwrap_or_default(), "");
        }
    }
}

const LEAP: i32 = 2024;

/// Day, month and year a text begins with, whether or not there is such a day, and how long they are written; `is_named`: it
/// stands behind `ngày`.
fn day_at(text: &str, is_named: bool) -> Option<(u32, u32, Option<i32>, usize)> {
    let (mut numbers, mut signs) = ([0_u32; 3], [""; 2]);
    let (mut count, mut end) = (0, 0);
    for number in &mut numbers {
        let rest = text.get(end..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let most = if count == 2 { 4 } else { 2 };
        if digits == 0 || digits > most {
            return None;
        }
        *number = rest.get(..digits)?.parse().ok()?;
        count += 1;
        end += digits;
        let behind = text.get(end..)?;
        let Some(slot) = signs.get_mut(count - 1) else { break };
        let is_number = |sign: &&&str| {
            behind
                .strip_prefix(**sign)
                .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))
        };
        let Some(sign) = ["/", "-", ".", " tháng ", " năm "].iter().find(is_number) else { break };
        (*slot, end) = (sign, end + sign.len());
    }
    let mut behind = text.get(end..)?.chars();
    let next = behind.next().unwrap_or(' ');
    let goes_on = matches!(next, '/' | '-') && behind.next().is_some_and(char::is_alphanumeric);
    let [day, month, year] = numbers;
    let year = i32::try_from(year).ok().filter(|_| count == 3);
    let is_day = match (signs, year) {
        ([" tháng ", " năm "], Some(_)) | ([" tháng ", ""], None) | (["/", ""], None) => is_named,
        ([sign, other], Some(year)) => {
            sign == other && YEARS.contains(&year) && (sign == "/" || is_named && sign.len() == 1)
        }
        _ => false,
    };
    (is_day && !next.is_alphanumeric() && !goes_on).then_some((day, month, year, end))
}

/// Other figures are no year of a day in such a document.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// It is no ordinal, as in `kỳ họp thứ ba`: it has a capital or a figure, or stands where a day does.
fn is_weekday(item: &Item, text: &str, name: Range<usize>) -> bool {
    let written = item.text.get(name.clone()).filter(|_| item.text.len() == text.len()).unwrap_or_default();
    let last = written.rsplit(' ').next().unwrap_or_default();
    let before = text.get(..name.start).unwrap_or_default().trim_end();
    let word = before.rsplit(' ').next().unwrap_or_default();
    !last.starts_with(char::is_lowercase)
        || before.is_empty()
        || before.ends_with(['(', ':', ','])
        || Table::get().words.before_weekday.iter().any(|one| one == word)
}

/// The date that stands right behind a word: `, ngày 15/12/2026`, ` (15/12/2026)`, ` ngày 15 tháng 12 năm 2026`.
fn date_near(text: &str) -> Option<(NaiveDate, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let between = text.get(..start)?;
    let is_near = between.chars().count() <= NEAR && !between.contains(['.', ';', ':']);
    let joins = between.trim_matches(|c: char| !c.is_alphabetic());
    if !is_near || !(joins.is_empty() || joins == "ngày") {
        return None;
    }
    date_at(text.get(start..)?)
}

/// The date a text begins with.
pub(super) fn date_at(text: &str) -> Option<(NaiveDate, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '/').unwrap_or(text.len());
    let slashed = text.get(..end)?;
    if slashed.matches('/').count() == 2 {
        return Some((day_in(slashed)?, slashed));
    }
    // Written out: day, `tháng`, month, `năm`, year.
    let mut words = text.split_inclusive(' ');
    let mut length = 0;
    for wanted in [None, Some("tháng"), None, Some("năm"), None] {
        let word = words.next()?;
        let bare = word.trim_end();
        let fits = match wanted {
            Some(wanted) => bare == wanted,
            None => bare.starts_with(|c: char| c.is_ascii_digit()),
        };
        if !fits {
            return None;
        }
        length += word.len();
    }
    let written = text.get(..length)?.trim_end().trim_end_matches(|c: char| !c.is_ascii_digit());
    Some((day_in(written)?, written))
}

/// What is said of what is over.
const DONE: &str = "đã";

/// So many words before a deadline say what it is for.
const CLAUSE: usize = 40;

/// `chậm nhất ngày 15/12/2026` in a document of later; `trước ngày …` where somebody is to do something by then.
fn deadlines(item: &Item, text: &str, issued: NaiveDate, found: &mut Found) {
    let words = &Table::get().words;
    let strict = words.deadline.iter().map(|word| (word, true));
    for (word, is_plain) in strict.chain(words.before_day.iter().map(|word| (word, false))) {
        for (start, _) in text.match_indices(word.as_str()) {
            let before = text.get(..start).unwrap_or_default().rsplit(' ').take(CLAUSE);
            let clause: Vec<&str> = before.take_while(|word| !word.ends_with(['.', ';'])).to_list();
            let asks = is_plain || clause.iter().any(|word| words.task.iter().any(|task| task == word));
            if !asks || clause.contains(&DONE) {
                continue;
            }
            let behind = head(text.get(start + word.len()..).unwrap_or_default(), 4 * NEAR);
            let behind = behind.split(['.', ';']).next().unwrap_or_default();
            let mut starts = behind.char_indices().zip(std::iter::once(' ').chain(behind.chars()));
            let date = starts.find_map(|((at, here), last)| {
                let begins = here.is_ascii_digit() && !last.is_ascii_digit() && last != '/';
                date_at(behind.get(at..).filter(|_| begins)?)
            });
            let Some((date, written)) = date else { continue };
            if date < issued {
                found.at("han-truoc-ngay", item, written, &padded(issued));
                return;
            }
        }
    }
}

/// The first letters of a text.
fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// `30/2020/NĐ-CP ngày 05/3/2020`: a number with its year is one document's alone.
fn twice(item: &Item, cited: &mut Named<(String, NaiveDate)>, found: &mut Found) {
    if item.component == Some(Component::DiaDanhNgay) || item.part(Role::So).is_some() {
        return;
    }
    const DAY: &str = " ngày ";
    for (at, _) in item.text.match_indices(DAY) {
        let before = item.text.get(..at).unwrap_or_default();
        let symbol = before.rsplit(' ').next().unwrap_or_default();
        if !names_year(symbol) {
            continue;
        }
        let behind = item.text.get(at + DAY.len()..).unwrap_or_default();
        let Some((date, written)) = date_at(behind) else { continue };
        match cited.get(symbol) {
            Some((first, other)) if *other != date => {
                found.at("hai-ngay", item, &format!("{symbol} ngày {written}"), first);
            }
            Some(_) => {}
            None => {
                cited.insert(symbol, (written.to_owned(), date));
            }
        }
    }
}

/// `30/2020/NĐ-CP`
fn names_year(symbol: &str) -> bool {
    let parts: Vec<&str> = symbol.split('/').to_list();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [number, year, kind] => is_number(number) && year.len() == 4 && is_number(year) && kind.contains('-'),
        _ => false,
    }
}
