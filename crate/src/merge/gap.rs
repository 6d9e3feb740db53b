//! Values into blanks.

use serde_json::Value;

use super::blank::{Blank, Takes};
use super::filter::plain;
use super::scope::is_yes;
use crate::Length;
use crate::metrics::{Face, width};
use crate::vietnamese::PartialDate;
use crate::vietnamese::blanks::Words;

impl Takes {
    /// What it takes, in Vietnamese and in English.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Takes::Text | Takes::Led => ("chữ", "text"),
            Takes::Digits => ("dãy chữ số", "row of digits"),
            Takes::Number => ("số", "number"),
            Takes::Date | Takes::DateInWords => ("ngày đủ ngày, tháng, năm", "full date"),
            Takes::Month => ("tháng và năm", "month with its year"),
            Takes::Tick => ("có hay không", "yes or no"),
        }
    }
}

/// What a blank was, and how what is filled in is written.
#[derive(Debug, Clone)]
pub(super) struct Gap {
    pub(super) written: String,
    pub(super) takes: Takes,
    is_followed: bool,
}

impl Gap {
    pub(super) fn new(blank: &Blank, written: String) -> Gap {
        Gap { written, takes: blank.takes, is_followed: blank.is_followed }
    }

    /// A value as it stands in the blank, and whether it is what the blank takes.
    pub(super) fn shown(&self, value: &Value) -> (String, bool) {
        let text = plain(value).unwrap_or_default();
        let day = || text.parse::<PartialDate>().ok().or_else(|| PartialDate::guess(&text));
        let full = || day().filter(|day| day.full().is_some());
        let (shown, fits) = match self.takes {
            Takes::Tick if is_yes(value) => (Words::get().ticked.clone(), true),
            Takes::Tick => (self.written.clone(), true),
            Takes::Date => match day() {
                Some(day) if !day.is_none() => (day.slashed(), true),
                _ => (text, false),
            },
            Takes::DateInWords => match full() {
                Some(day) => (behind(&day.in_words(), &Words::get().day), true),
                None => (text, false),
            },
            Takes::Month => match day().filter(|day| day.month().is_some()) {
                Some(day) => (behind(&day.in_words(), &Words::get().month), true),
                None => (text, false),
            },
            Takes::Digits => {
                let fits = text.chars().all(|sign| sign.is_ascii_digit() || " .-+()/".contains(sign));
                (text, fits)
            }
            Takes::Number => {
                let fits = text.chars().any(|sign| sign.is_ascii_digit());
                (text, fits)
            }
            Takes::Text => (text, true),
            Takes::Led => (text + "\t", true),
        };
        (if self.is_followed { self.drawn_out(shown) } else { shown }, fits)
    }

    /// With as many signs of the blank behind it as have room, so that what follows stays in its place.
    fn drawn_out(&self, mut shown: String) -> String {
        let wide = |text: &str| i64::from(width(text, Face::Regular, Length::pt(14.0)).twips());
        let Some(sign) = self.written.chars().next_back().filter(|sign| !sign.is_whitespace()) else {
            return shown;
        };
        let room = wide(&self.written) - wide(&shown);
        let count = room.checked_div(wide(&sign.to_string())).unwrap_or(0);
        shown.extend(std::iter::repeat_n(sign, usize::try_from(count).unwrap_or(0)));
        shown
    }
}

/// What stands behind a word.
fn behind(text: &str, word: &str) -> String {
    text.split_once(word).map_or(text, |(_, rest)| rest).trim_start().to_owned()
}
