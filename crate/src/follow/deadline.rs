//! Until when: deadlines as documents say them, and the days they mean.
//!
//! ```
//! use thethuc::follow::deadline::find;
//! use thethuc::follow::record::Due;
//! let issued = "2026-03-21".parse().expect("a date");
//! let sentence = "Sở Nội vụ báo cáo trước ngày 15/12/2026.";
//! let (place, deadline) = find(sentence, issued).remove(0);
//! assert_eq!((deadline.kind, deadline.date.as_str()), (Due::Day, "2026-12-14"));
//! assert_eq!(&sentence[place], "trước ngày 15/12/2026");
//! ```

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};

use super::period::{Period, Span};
use super::record::{Deadline, Due};
use crate::government::days_off::day_off;
use crate::joined::Joined;
use crate::to_list::ToList;
use crate::vietnamese::deadlines::{EveryDay, Meaning, Rhythm, every_day, said};
use crate::vietnamese::{PartialDate, iso_day};
use crate::{Diagnostic, Location, Severity};

/// The deadlines a text names, in its order, and where their words stand in it. `issued` is the day of the document: a day
/// without a year is the first such day from then on, which [`doubts`] tells. What is not clear has no date.
pub fn find(text: &str, issued: PartialDate) -> Vec<(Range<usize>, Deadline)> {
    let found = said(text, first_day(issued)).into_iter();
    found
        .map(|said| {
            let words = text.get(said.place.clone()).unwrap_or_default();
            (said.place, meant(words, said.meaning))
        })
        .to_list()
}

fn first_day(date: PartialDate) -> Option<NaiveDate> {
    let year = date.year()?;
    NaiveDate::from_ymd_opt(year, date.month().unwrap_or(1), date.day().unwrap_or(1))
}

fn meant(words: &str, meaning: Meaning) -> Deadline {
    let words = words.split_whitespace().joined(" ");
    let of = |kind: Due| Deadline { kind, words, ..Deadline::default() };
    match meaning {
        Meaning::Day { last, .. } => Deadline { date: last.to_string(), ..of(Due::Day) },
        Meaning::Unclear => of(Due::Day),
        Meaning::Every(rhythm) => Deadline { every: rhythm.map_or(Span::Unknown, span), ..of(Due::Periodic) },
        Meaning::Always => of(Due::Always),
        Meaning::OnRequest => of(Due::OnRequest),
    }
}

fn span(rhythm: Rhythm) -> Span {
    match rhythm {
        Rhythm::Week => Span::Week,
        Rhythm::Month => Span::Month,
        Rhythm::Quarter => Span::Quarter,
        Rhythm::HalfYear => Span::HalfYear,
        Rhythm::Year => Span::Year,
    }
}

impl Deadline {
    /// The last day that is in time, where it is one day for all time.
    pub fn day(&self) -> Option<NaiveDate> {
        (self.kind == Due::Day).then(|| iso_day(&self.date)).flatten()
    }

    /// The last day that is in time for what is due about a period: the one day there is, or the day its words name in every
    /// period (`trước ngày 20 của tháng cuối quý`). None where the words name none: it has to be asked.
    pub fn day_of(&self, period: &Period) -> Option<NaiveDate> {
        if let Some(day) = self.day() {
            return Some(day);
        }
        let EveryDay { day, is_after, is_before } = every_day(&self.words)?;
        let (_, end) = period.calendar()?;
        let month = end.with_day(1)?.checked_add_months(Months::new(u32::from(is_after)))?;
        let last = month.checked_add_months(Months::new(1))?.pred_opt()?;
        // The 31st of a month without one is its last day.
        let named = month.with_day(day).unwrap_or(last);
        if is_before { named.pred_opt() } else { Some(named) }
    }

    /// It never runs out: `thường xuyên`, `khi có yêu cầu`.
    pub fn never_ends(&self) -> bool {
        matches!(self.kind, Due::Always | Due::OnRequest)
    }
}

/// What has to be asked or known about a deadline before anybody is held to it; `of` says whose it is, as `Nhiệm vụ 2.a`.
pub fn doubts(deadline: &Deadline, of: &str, place: &Location) -> Vec<Diagnostic> {
    let words = &deadline.words;
    let mut found = Vec::new();
    match deadline.kind {
        Due::Day if deadline.date.is_empty() => found.push(Diagnostic::warning(
            "han-chua-ro",
            place.clone(),
            format!("{of}: chưa rõ «{words}» là ngày nào; hãy ghi ngày đến hạn."),
            format!("{of}: which day «{words}» is is not clear; write the day it is due."),
        )),
        Due::Periodic if deadline.every == Span::Unknown => found.push(Diagnostic::warning(
            "ky-chua-ro",
            place.clone(),
            format!("{of}: «{words}» chưa nói báo cáo mấy kỳ, vào ngày nào; hãy chọn kỳ và hạn gửi."),
            format!("{of}: «{words}» does not say how often and when; choose the period and the day."),
        )),
        _ => {}
    }
    let Some(day) = deadline.day() else { return found };
    let shown = PartialDate::from(day).slashed();
    let without_year = said(words, None).iter().any(|said| said.meaning == Meaning::Unclear);
    if without_year && !words.is_empty() {
        found.push(Diagnostic::new(
            Severity::Info,
            "han-doan-nam",
            place.clone(),
            format!("{of}: «{words}» không ghi năm; tạm hiểu là {shown}, tính từ ngày văn bản. Hãy xem lại."),
            format!(
                "{of}: «{words}» names no year; taken as {shown}, from the day of the document. Look at it."
            ),
        ));
    }
    if let Some(off) = day_off(day) {
        found.push(Diagnostic::new(
            Severity::Info,
            "han-ngay-nghi",
            place.clone(),
            format!("{of}: ngày đến hạn {shown} là {off}; hạn vẫn giữ như văn bản ghi."),
            format!("{of}: the day it is due, {shown}, is a day off ({off}); the deadline stays as written."),
        ));
    }
    found
}

/// Whether a day is within so many days from another on, that day among them.
pub(super) fn is_within(day: NaiveDate, from: NaiveDate, days: i64) -> bool {
    (0..=days).contains(&(day.num_days_from_ce() - from.num_days_from_ce()).into())
}
