//! Dates as offices write them, whole or with parts left to be written in by hand.

use crate::to_list::ToList;
use crate::unicode;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::number::{pad2, roman};

/// The place left for a day, month or year that is written in by hand: it neither breaks nor shrinks.
const GAP: &str = "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}";

/// A date of which the day, the month or all may be left open.
///
/// A draft carries the year alone, and the clerk writes day and month in when the document is issued (Decree
/// 30/2020/NĐ-CP, Article 15).
///
/// ```
/// use thethuc::vietnamese::PartialDate;
/// let date: PartialDate = "5/1/2026".parse()?;
/// assert_eq!(date.to_string(), "2026-01-05");
/// assert_eq!(date.in_words_line(), "ngày 05 tháng 01 năm 2026");
/// assert_eq!(date.slashed(), "05/01/2026");
/// # Ok::<(), thethuc::vietnamese::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Nothing is known.
    #[default]
    None,
    /// The year alone.
    Year(i32),
    /// Year and month, the month from 1.
    YearMonth(i32, u32),
    /// A day.
    Full(NaiveDate),
}

impl PartialDate {
    /// Whether nothing is known.
    pub fn is_none(self) -> bool {
        self == PartialDate::None
    }

    /// The year, where known.
    pub fn year(self) -> Option<i32> {
        match self {
            PartialDate::None => None,
            PartialDate::Year(year) | PartialDate::YearMonth(year, _) => Some(year),
            PartialDate::Full(date) => Some(date.year()),
        }
    }

    /// The month from 1, where known.
    pub fn month(self) -> Option<u32> {
        match self {
            PartialDate::None | PartialDate::Year(_) => None,
            PartialDate::YearMonth(_, month) => Some(month),
            PartialDate::Full(date) => Some(date.month()),
        }
    }

    /// The day of the month from 1, where known.
    pub fn day(self) -> Option<u32> {
        self.full().map(|date| date.day())
    }

    /// The day, where all of it is known.
    pub fn full(self) -> Option<NaiveDate> {
        match self {
            PartialDate::Full(date) => Some(date),
            _ => None,
        }
    }

    /// `ngày 05 tháng 01 năm 2026`, as beside the place of issue: days below 10 and the months 1 and 2 carry a 0
    /// (Annex I, Part I, II.4). A part that is not known is a gap of no-break spaces.
    ///
    /// ```
    /// use thethuc::vietnamese::PartialDate;
    /// let line = PartialDate::Year(2026).in_words_line().replace('\u{A0}', "_");
    /// assert_eq!(line, "ngày______tháng______năm 2026");
    /// ```
    pub fn in_words_line(self) -> String {
        let part = |name: &str, number: Option<String>| match number {
            Some(number) => format!("{name} {number}"),
            None => format!("{name}{GAP}"),
        };
        let line = [
            part("ngày", self.day().map(day_number)),
            part("tháng", self.month().map(month_number)),
            part("năm", self.year().map(|year| year.to_string())),
        ];
        // A gap already separates; a written number needs its space.
        line.into_iter()
            .reduce(
                |before, next| if before.ends_with('\u{A0}') { before + &next } else { before + " " + &next },
            )
            .unwrap_or_default()
    }

    /// The known parts written out, without gaps: `ngày 16 tháng 6 năm 2025`, `tháng 6 năm 2025`, `năm 2025`, nothing.
    pub fn in_words(self) -> String {
        match self {
            PartialDate::None => String::new(),
            PartialDate::Year(year) => format!("năm {year}"),
            PartialDate::YearMonth(year, month) => format!("tháng {} năm {year}", month_number(month)),
            PartialDate::Full(_) => self.in_words_line(),
        }
    }

    /// `05/01/2026`, `08/7/2022`, `21/3/2023`, padded by the same rule as [`PartialDate::in_words_line`]; what is not
    /// known is left out: `3/2023`, `2023`, nothing.
    pub fn slashed(self) -> String {
        match self {
            PartialDate::None => String::new(),
            PartialDate::Year(year) => year.to_string(),
            PartialDate::YearMonth(year, month) => format!("{}/{year}", month_number(month)),
            PartialDate::Full(date) => {
                format!("{}/{}/{}", day_number(date.day()), month_number(date.month()), date.year())
            }
        }
    }

    /// `tháng 4 năm 2026`; a part that is not known is a gap of no-break spaces.
    pub fn month_year(self) -> String {
        match (self.year(), self.month()) {
            (Some(year), Some(month)) => format!("tháng {} năm {year}", month_number(month)),
            (Some(year), None) => format!("tháng{GAP}năm {year}"),
            (None, _) => format!("tháng{GAP}năm{GAP}"),
        }
    }

    /// The quarter, 1 to 4, where the month is known.
    pub fn quarter(self) -> Option<u32> {
        self.month().map(|month| month.div_ceil(3))
    }

    /// `quý II năm 2026`; a part that is not known is a gap of no-break spaces.
    pub fn quarter_year(self) -> String {
        let quarter = self.quarter().and_then(quarter_name);
        match (self.year(), quarter) {
            (Some(year), Some(quarter)) => format!("{quarter} năm {year}"),
            (Some(year), None) => format!("quý{GAP}năm {year}"),
            (None, _) => format!("quý{GAP}năm{GAP}"),
        }
    }
}

/// What whole months of a year are called in reports, the first and the last from 1: `tháng 01 năm 2026`, `quý III năm
/// 2026`, `6 tháng đầu năm 2026`, `6 tháng cuối năm 2026`, `năm 2026`; none for months that do not exist or go back.
///
/// ```
/// use thethuc::vietnamese::date::period_name;
/// assert_eq!(period_name(1, 6, 2026).as_deref(), Some("6 tháng đầu năm 2026"));
/// assert_eq!(period_name(7, 9, 2026).as_deref(), Some("quý III năm 2026"));
/// ```
pub fn period_name(first: u32, last: u32, year: i32) -> Option<String> {
    if first < 1 || last > 12 || last < first {
        return None;
    }
    let quarter = quarter_name(last.div_ceil(3)).filter(|_| last.is_multiple_of(3) && last - first == 2);
    let name = match (first, last, quarter) {
        (1, 12, _) => return Some(format!("năm {year}")),
        (7, 12, _) => "6 tháng cuối".to_owned(),
        (_, _, Some(quarter)) => quarter,
        _ if first == last => format!("tháng {}", month_number(first)),
        (1, months, _) => format!("{months} tháng đầu"),
        _ => format!("từ tháng {} đến tháng {}", month_number(first), month_number(last)),
    };
    Some(format!("{name} năm {year}"))
}

/// `quý I` to `quý IV`; nothing for other numbers.
pub fn quarter_name(quarter: u32) -> Option<String> {
    (1..=4).contains(&quarter).then(|| roman(quarter).map(|number| format!("quý {number}"))).flatten()
}

/// The day of a date line: two digits below 10.
fn day_number(day: u32) -> String {
    pad2(day.into())
}

/// `05/01/2026`, `08/07/2022`: day and month of two digits each.
pub(crate) fn padded(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// The month of a date line: two digits for 1 and 2 only.
fn month_number(month: u32) -> String {
    if month < 3 { pad2(month.into()) } else { month.to_string() }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        PartialDate::Full(date)
    }
}

/// ISO 8601, as values are stored: `2026-04-05`, `2026-04`, `2026`, nothing.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::None => Ok(()),
            PartialDate::Year(year) => write!(f, "{year:04}"),
            PartialDate::YearMonth(year, month) => write!(f, "{year:04}-{month:02}"),
            PartialDate::Full(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
        }
    }
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// It is not written like one.
    Unreadable(String),
    /// It names a month that does not exist.
    NoSuchMonth(u32),
    /// It names a day its month does not have.
    NoSuchDay {
        /// The day.
        day: u32,
        /// The month, 1 to 12.
        month: u32,
        /// The year.
        year: i32,
    },
}

impl DateError {
    /// What is wrong and what to do, in English.
    pub fn english(&self) -> String {
        match self {
            DateError::Unreadable(text) => {
                format!("“{text}” is not a date; write it like 5/4/2026, 4/2026 or 2026.")
            }
            DateError::NoSuchMonth(month) => format!("There is no month {month}; correct the month."),
            DateError::NoSuchDay { day, month, year } => {
                format!("There is no {day}/{month}/{year}; correct the day.")
            }
        }
    }
}

/// What is wrong and what to do, in Vietnamese.
impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Unreadable(text) => {
                write!(f, "“{text}” không phải là ngày tháng; hãy ghi như 5/4/2026, 4/2026 hoặc 2026.")
            }
            DateError::NoSuchMonth(month) => write!(f, "Không có tháng {month}; hãy sửa lại tháng."),
            DateError::NoSuchDay { day, month, year } => {
                write!(f, "Không có ngày {day}/{month}/{year}; hãy sửa lại ngày.")
            }
        }
    }
}

impl std::error::Error for DateError {}

/// Reads a date as it is stored (`2026-04-05`, `2026-04`, `2026`) or as people type it: `5/4/2026`, `05-4-2026`,
/// `5.4.2026`, `4/2026`, `ngày 5 tháng 4 năm 2026`, `tháng 4 năm 2026`. The year has four digits. Blank text is
/// [`PartialDate::None`].
impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let unreadable = || DateError::Unreadable(text.to_owned());
        let (day, month, year) = match *parts(text).ok_or_else(unreadable)? {
            [] => return Ok(PartialDate::None),
            [year] => (None, None, year),
            [first, second] if first.len() == 4 => (None, Some(second), first),
            [month, year] => (None, Some(month), year),
            [first, second, third] if first.len() == 4 => (Some(third), Some(second), first),
            [day, month, year] => (Some(day), Some(month), year),
            _ => return Err(unreadable()),
        };
        let number = |part: &str| match part.len() {
            1 | 2 => part.parse::<u32>().map_err(|_| unreadable()),
            _ => Err(unreadable()),
        };
        let year = match year.parse::<i32>() {
            Ok(number) if year.len() == 4 && number >= 1000 => number,
            _ => return Err(unreadable()),
        };
        let month = month.map(number).transpose()?;
        let day = day.map(number).transpose()?;
        match (month, day) {
            (Some(month), _) if !(1..=12).contains(&month) => Err(DateError::NoSuchMonth(month)),
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day)
                .map(PartialDate::Full)
                .ok_or(DateError::NoSuchDay { day, month, year }),
            (Some(month), None) => Ok(PartialDate::YearMonth(year, month)),
            (None, _) => Ok(PartialDate::Year(year)),
        }
    }
}

/// The numbers of a date in the order they stand; `None` when anything else stands between them.
fn parts(text: &str) -> Option<Box<[&str]>> {
    if text.is_empty() {
        return Some(Box::default());
    }
    if let Some(parts) = written_out(text) {
        return Some(parts);
    }
    let separator = ['/', '-', '.'].into_iter().find(|&separator| text.contains(separator));
    let parts: Box<[&str]> = match separator {
        Some(separator) => text.split(separator).map(str::trim).collect(),
        None => Box::new([text]),
    };
    parts.iter().all(|part| is_number(part)).then_some(parts)
}

/// `ngày 5 tháng 4 năm 2026` and what remains of it from the left.
fn written_out(text: &str) -> Option<Box<[&str]>> {
    let words: Vec<&str> = text.split_whitespace().to_list();
    let names: Vec<String> = words.iter().step_by(2).map(|name| unicode::lower(name)).to_list();
    let numbers: Box<[&str]> = words.iter().skip(1).step_by(2).copied().collect();
    let whole = ["ngày", "tháng", "năm"];
    let expected = whole.get(whole.len().checked_sub(numbers.len())?..)?;
    (!numbers.is_empty() && names == expected && numbers.iter().all(|part| is_number(part)))
        .then_some(numbers)
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn full(year: i32, month: u32, day: u32) -> PartialDate {
        PartialDate::Full(NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("", PartialDate::None),
            ("  ", PartialDate::None),
            ("2026", PartialDate::Year(2026)),
            ("năm 2026", PartialDate::Year(2026)),
            ("2026-04", PartialDate::YearMonth(2026, 4)),
            ("2026-4", PartialDate::YearMonth(2026, 4)),
            ("4/2026", PartialDate::YearMonth(2026, 4)),
            ("tháng 4 năm 2026", PartialDate::YearMonth(2026, 4)),
            ("2026-04-05", full(2026, 4, 5)),
            ("5/4/2026", full(2026, 4, 5)),
            ("05/4/2026", full(2026, 4, 5)),
            (" 05 / 04 / 2026 ", full(2026, 4, 5)),
            ("5-4-2026", full(2026, 4, 5)),
            ("5.4.2026", full(2026, 4, 5)),
            ("Ngày 05 tháng 4 năm 2026", full(2026, 4, 5)),
            ("29/2/2024", full(2024, 2, 29)),
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        let unreadable = |text: &str| DateError::Unreadable(text.to_owned());
        for (text, expected) in [
            ("31/4/2026", DateError::NoSuchDay { day: 31, month: 4, year: 2026 }),
            ("2025-02-29", DateError::NoSuchDay { day: 29, month: 2, year: 2025 }),
            ("0/4/2026", DateError::NoSuchDay { day: 0, month: 4, year: 2026 }),
            ("4/13/2026", DateError::NoSuchMonth(13)),
            ("2026-00", DateError::NoSuchMonth(0)),
            ("5/4/26", unreadable("5/4/26")),
            ("5/4", unreadable("5/4")),
            ("26", unreadable("26")),
            ("02026", unreadable("02026")),
            ("0026", unreadable("0026")),
            ("2026-04-05-06", unreadable("2026-04-05-06")),
            ("2026-04-", unreadable("2026-04-")),
            ("5/4-2026", unreadable("5/4-2026")),
            ("hôm nay", unreadable("hôm nay")),
            ("ngày tháng năm 2026", unreadable("ngày tháng năm 2026")),
            ("ngày 5 năm 2026", unreadable("ngày 5 năm 2026")),
            ("２０２６", unreadable("２０２６")),
        ] {
            assert_eq!(text.parse::<PartialDate>(), Err(expected), "{text:?}");
        }
        let error = "31/4/2026".parse::<PartialDate>().unwrap_err();
        assert_eq!(error.to_string(), "Không có ngày 31/4/2026; hãy sửa lại ngày.");
        assert_eq!(error.english(), "There is no 31/4/2026; correct the day.");
    }

    /// ISO; beside the place; written out; slashed; month and year; quarter and year. `_` is a no-break space.
    #[test]
    fn dates_are_printed_by_the_rule_of_the_decree() {
        for (iso, line, words, slashed, month, quarter) in [
            (
                "2026-01-05",
                "ngày 05 tháng 01 năm 2026",
                "ngày 05 tháng 01 năm 2026",
                "05/01/2026",
                "tháng 01 năm 2026",
                "quý I năm 2026",
            ),
            (
                "2022-07-08",
                "ngày 08 tháng 7 năm 2022",
                "ngày 08 tháng 7 năm 2022",
                "08/7/2022",
                "tháng 7 năm 2022",
                "quý III năm 2022",
            ),
            (
                "2023-03-21",
                "ngày 21 tháng 3 năm 2023",
                "ngày 21 tháng 3 năm 2023",
                "21/3/2023",
                "tháng 3 năm 2023",
                "quý I năm 2023",
            ),
            (
                "2025-12-10",
                "ngày 10 tháng 12 năm 2025",
                "ngày 10 tháng 12 năm 2025",
                "10/12/2025",
                "tháng 12 năm 2025",
                "quý IV năm 2025",
            ),
            (
                "2026-02",
                "ngày______tháng 02 năm 2026",
                "tháng 02 năm 2026",
                "02/2026",
                "tháng 02 năm 2026",
                "quý I năm 2026",
            ),
            (
                "2026",
                "ngày______tháng______năm 2026",
                "năm 2026",
                "2026",
                "tháng______năm 2026",
                "quý______năm 2026",
            ),
            ("", "ngày______tháng______năm______", "", "", "tháng______năm______", "quý______năm______"),
        ] {
            let date: PartialDate = iso.parse().unwrap();
            let plain = |text: String| text.replace('\u{A0}', "_");
            assert_eq!(date.to_string(), iso);
            assert_eq!(plain(date.in_words_line()), line, "{iso}");
            assert_eq!(plain(date.in_words()), words, "{iso}");
            assert_eq!(plain(date.slashed()), slashed, "{iso}");
            assert_eq!(plain(date.month_year()), month, "{iso}");
            assert_eq!(plain(date.quarter_year()), quarter, "{iso}");
        }
    }

    #[test]
    fn quarters_have_names_and_others_have_none() {
        let names: Vec<_> = (0..=5).map(quarter_name).to_list();
        let expected = [None, Some("quý I"), Some("quý II"), Some("quý III"), Some("quý IV"), None];
        assert_eq!(names.iter().map(Option::as_deref).to_list(), expected);
    }

    #[test]
    fn periods_have_the_names_offices_give_them() {
        for (first, last, expected) in [
            (1, 1, Some("tháng 01 năm 2026")),
            (9, 9, Some("tháng 9 năm 2026")),
            (1, 3, Some("quý I năm 2026")),
            (10, 12, Some("quý IV năm 2026")),
            (2, 4, Some("từ tháng 02 đến tháng 4 năm 2026")),
            (1, 2, Some("2 tháng đầu năm 2026")),
            (1, 6, Some("6 tháng đầu năm 2026")),
            (1, 9, Some("9 tháng đầu năm 2026")),
            (7, 12, Some("6 tháng cuối năm 2026")),
            (1, 12, Some("năm 2026")),
            (0, 3, None),
            (4, 13, None),
            (6, 5, None),
        ] {
            assert_eq!(period_name(first, last, 2026).as_deref(), expected, "{first}–{last}");
        }
    }

    proptest! {
        #[test]
        fn every_printed_date_is_read_back(days in 365_243..3_652_059i32) {
            let date = PartialDate::Full(NaiveDate::from_num_days_from_ce_opt(days).unwrap());
            prop_assert_eq!(date.to_string().parse(), Ok(date));
            prop_assert_eq!(date.slashed().parse(), Ok(date));
            prop_assert_eq!(date.in_words().parse(), Ok(date));
        }

        #[test]
        fn no_text_makes_it_fail(text in "[0-9/. -]{0,12}|\\PC{0,20}") {
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert_eq!(date.to_string().parse(), Ok(date));
            }
        }
    }
}
