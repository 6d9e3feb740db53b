//! The period a report is about.

use chrono::{Datelike, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::government::closing_days::ClosingDays;
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::date::period_name;
use crate::vietnamese::number::from_roman;
use crate::vietnamese::text::key;

/// How long a period is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Span {
    /// Not said.
    #[default]
    #[serde(rename = "")]
    Unknown,
    /// A week.
    #[serde(rename = "tuan")]
    Week,
    /// A month.
    #[serde(rename = "thang")]
    Month,
    /// A quarter.
    #[serde(rename = "quy")]
    Quarter,
    /// The first or the second half of a year.
    #[serde(rename = "sau_thang")]
    HalfYear,
    /// The first nine months.
    #[serde(rename = "chin_thang")]
    NineMonths,
    /// A year.
    #[serde(rename = "nam")]
    Year,
}

/// A period: quarter 1 of 2027.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Period {
    /// How long it is.
    #[serde(rename = "loai")]
    pub span: Span,
    /// Which of the year, from 1; 0 where there is only one.
    #[serde(rename = "so")]
    pub number: u32,
    /// The year; 0 where it is not known.
    #[serde(rename = "nam")]
    pub year: i32,
    /// The first day whose figures count, as `2026-12-15`; empty until somebody confirmed it.
    #[serde(rename = "tu")]
    pub from: String,
    /// The last day whose figures count; empty until somebody confirmed it.
    #[serde(rename = "den")]
    pub until: String,
}

/// The days on which figures begin and end to count, as the decree has them: to be confirmed, never taken unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Where it is written.
    pub source: String,
    /// The decree does not name this period; its days follow from those of the others.
    pub by_analogy: bool,
}

impl Period {
    /// A period of a year; its days are not known yet.
    pub fn new(span: Span, number: u32, year: i32) -> Period {
        Period { span, number, year, ..Period::default() }
    }

    /// What it is called by in values and arguments: `t09-2026`, `q3-2026`, `6t1-2026`, `9t-2026`, `n2026`, `w36-2026`; empty
    /// where it is not known.
    ///
    /// ```
    /// use thethuc::follow::period::{Period, Span};
    /// let period = Period::of_id("q3-2026").expect("a period");
    /// assert_eq!(period, Period::new(Span::Quarter, 3, 2026));
    /// assert_eq!((period.id(), period.name()), ("q3-2026".to_owned(), "quý III năm 2026".to_owned()));
    /// ```
    pub fn id(&self) -> String {
        let (number, year) = (self.number, self.year);
        match self.span {
            _ if year == 0 => String::new(),
            Span::Unknown => String::new(),
            Span::Week => format!("w{number:02}-{year}"),
            Span::Month => format!("t{number:02}-{year}"),
            Span::Quarter => format!("q{number}-{year}"),
            Span::HalfYear => format!("6t{number}-{year}"),
            Span::NineMonths => format!("9t-{year}"),
            Span::Year => format!("n{year}"),
        }
    }

    /// The period of an id; none where it is none.
    pub fn of_id(id: &str) -> Option<Period> {
        let id = unicode::lower(id.trim());
        let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten();
        let period = match id.split_once('-') {
            None => Period::new(Span::Year, 0, year(id.strip_prefix('n')?)?),
            Some(("9t", rest)) => Period::new(Span::NineMonths, 0, year(rest)?),
            Some((own, rest)) => {
                let known =
                    [("6t", Span::HalfYear), ("t", Span::Month), ("q", Span::Quarter), ("w", Span::Week)];
                let (number, span) =
                    known.into_iter().find_map(|(sign, span)| Some((own.strip_prefix(sign)?, span)))?;
                Period::new(span, number.parse().ok()?, year(rest)?)
            }
        };
        period.calendar().map(|_| period)
    }

    /// The period a text names alone, as [`Period::name`] writes it and as people do: `Quý III/2026`, `tháng 9 năm 2026`.
    pub fn of_name(name: &str) -> Option<Period> {
        let folded = key(name);
        let words: Vec<&str> = folded.split(' ').filter(|word| *word != "nam").to_list();
        let number = |text: &str| text.parse::<u32>().ok().or_else(|| from_roman(&unicode::upper(text)));
        let (own, year) = words.split_at_checked(words.len().checked_sub(1)?)?;
        let year = year.first().filter(|year| year.len() == 4)?.parse().ok()?;
        let of = |span, number| Some(Period::new(span, number, year));
        let period = match own {
            [] => of(Span::Year, 0),
            ["quy", quarter] => of(Span::Quarter, number(quarter)?),
            ["tuan", week] => of(Span::Week, number(week)?),
            ["thang", month] => of(Span::Month, month.parse().ok()?),
            ["6" | "06" | "sau", "thang", "dau"] => of(Span::HalfYear, 1),
            ["6" | "06" | "sau", "thang", "cuoi"] => of(Span::HalfYear, 2),
            ["9" | "09" | "chin", "thang"] | ["9" | "09" | "chin", "thang", "dau"] => of(Span::NineMonths, 0),
            _ => None,
        }?;
        period.calendar().map(|_| period)
    }

    /// The same span of time, whichever days somebody confirmed for it.
    pub fn is_same(&self, other: &Period) -> bool {
        (self.span, self.number, self.year) == (other.span, other.number, other.year)
    }

    /// Its months, the first and the last from 1; none for a week and for what is not known.
    fn months(&self) -> Option<(u32, u32)> {
        let of = |length: u32| {
            let last = self.number.checked_mul(length).filter(|last| (length..=12).contains(last))?;
            Some((last + 1 - length, last))
        };
        match self.span {
            Span::Unknown | Span::Week => None,
            Span::Month => of(1),
            Span::Quarter => of(3),
            Span::HalfYear => of(6),
            Span::NineMonths => Some((1, 9)),
            Span::Year => Some((1, 12)),
        }
    }

    /// Its first and last day by the calendar; none where it is not known or there is none of that number.
    pub fn calendar(&self) -> Option<(NaiveDate, NaiveDate)> {
        if self.span == Span::Week {
            let day = |day| NaiveDate::from_isoywd_opt(self.year, self.number, day);
            return Some((day(Weekday::Mon)?, day(Weekday::Sun)?));
        }
        let (first, last) = self.months().filter(|_| self.year > 0)?;
        let begin = |month| NaiveDate::from_ymd_opt(self.year, month, 1);
        Some((begin(first)?, begin(last)?.checked_add_months(Months::new(1))?.pred_opt()?))
    }

    /// On which days its data close by Decree 09/2019/NĐ-CP, Article 12, until the office says otherwise; none for a week.
    ///
    /// ```
    /// use thethuc::follow::period::Period;
    /// let closing = Period::of_id("q1-2027").and_then(|period| period.closing()).expect("days");
    /// assert_eq!((closing.from.to_string(), closing.until.to_string()), ("2026-12-15".into(), "2027-03-14".into()));
    /// ```
    pub fn closing(&self) -> Option<Closing> {
        let days = ClosingDays::get();
        self.months()?;
        let (first, last) = self.calendar()?;
        let from = first.checked_sub_months(Months::new(1))?.with_day(days.first_day)?;
        let until = last.with_day(days.last_day)?;
        let span = serde_json::to_value(self.span).unwrap_or_default();
        let by_analogy = days.by_analogy.iter().any(|known| span == known.as_str());
        Some(Closing { from, until, source: days.source.clone(), by_analogy })
    }

    /// What it is called in a sentence: `quý III năm 2026`; empty where it is not known.
    pub fn name(&self) -> String {
        let name = match self.span {
            Span::Week => self.calendar().map(|_| format!("tuần {} năm {}", self.number, self.year)),
            _ => self.months().and_then(|(first, last)| period_name(first, last, self.year)),
        };
        name.unwrap_or_default()
    }

    /// The period of the same length before it in its year; none for the first.
    pub fn before(&self) -> Option<Period> {
        let number = self.number.checked_sub(1).filter(|number| *number > 0)?;
        Some(Period::new(self.span, number, self.year))
    }

    /// The same period of the year before.
    pub fn last_year(&self) -> Period {
        Period::new(self.span, self.number, self.year - 1)
    }
}
