//! Dates written in ways that are no date yet, and what they mean beyond doubt.

use super::date::PartialDate;
use super::words::from_words;
use crate::to_list::ToList;
use crate::unicode;

/// Words that stand between the numbers of a date.
const WORDS: [&str; 8] = ["ngày", "mùng", "mồng", "hôm", "tháng", "thg", "th", "năm"];

impl PartialDate {
    /// The date that a text which is no date can only mean: `5/4/26`, `5 tháng 4, 2026`, `mùng năm tháng tư năm 2026`. The
    /// year of two digits is one of this century.
    ///
    /// ```
    /// use thethuc::vietnamese::PartialDate;
    /// let meant = |text| PartialDate::guess(text).map(|date| date.to_string());
    /// assert_eq!(meant("5/4/26").as_deref(), Some("2026-04-05"));
    /// assert_eq!(meant("mùng năm tháng tư năm 2026").as_deref(), Some("2026-04-05"));
    /// assert_eq!(meant("cuối tháng"), None);
    /// ```
    pub fn guess(text: &str) -> Option<PartialDate> {
        let text = unicode::lower(text.trim().trim_end_matches('.'));
        let date = in_numbers(&text).or_else(|| in_words(&text))?;
        (date != PartialDate::None).then_some(date)
    }
}

fn in_numbers(text: &str) -> Option<PartialDate> {
    let letters = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if !letters.into_iter().all(|word| WORDS.contains(&word)) {
        return None;
    }
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).to_list();
    match numbers.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month}-{day}").parse().ok(),
        [day, month, year] if year.len() == 2 => format!("{day}/{month}/20{year}").parse().ok(),
        [day, month, year] => format!("{day}/{month}/{year}").parse().ok(),
        [month, year] if year.len() == 4 => format!("{month}/{year}").parse().ok(),
        _ => None,
    }
}

fn in_words(text: &str) -> Option<PartialDate> {
    let words: Vec<&str> = text.split([' ', ',', '\u{A0}']).filter(|word| !word.is_empty()).to_list();
    let month_at = words.iter().position(|word| *word == "tháng")?;
    let (day, rest) = words.split_at_checked(month_at)?;
    let rest = rest.get(1..)?;
    // "năm" is five as well as year: the month takes one word or two, and then comes the year.
    let year_at = [1, 2]
        .into_iter()
        .find(|at| rest.get(*at) == Some(&"năm") && number(rest.get(..*at).unwrap_or_default()).is_some())?;
    let (month, year) = (number(rest.get(..year_at)?)?, number(rest.get(year_at + 1..)?)?);
    let day: Vec<&str> =
        day.iter().copied().filter(|word| !matches!(*word, "ngày" | "mùng" | "mồng" | "hôm")).to_list();
    match day.as_slice() {
        [] => format!("{month}/{year}").parse().ok(),
        day => format!("{}/{month}/{year}", number(day)?).parse().ok(),
    }
}

fn number(words: &[&str]) -> Option<u32> {
    match words {
        ["tư"] => Some(4),
        [digits] if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
        words => from_words(&words.join(" ")).ok().and_then(|number| u32::try_from(number).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_only_be_one_date_is_known() {
        for (text, expected) in [
            ("5/4/26", "2026-04-05"),
            ("05.4.26", "2026-04-05"),
            ("5 / 4 - 2026", "2026-04-05"),
            ("5 tháng 4, 2026", "2026-04-05"),
            ("ngày 5-4-2026", "2026-04-05"),
            ("ngày 5 tháng 4 năm 2026.", "2026-04-05"),
            ("mùng 5 tháng 4 năm 2026", "2026-04-05"),
            ("ngày năm tháng năm năm hai nghìn không trăm hai mươi sáu", "2026-05-05"),
            ("ngày mười lăm tháng mười một năm 2026", "2026-11-15"),
            ("Tháng tư năm 2026", "2026-04"),
            ("2026 - 4 - 5", "2026-04-05"),
        ] {
            assert_eq!(
                PartialDate::guess(text).map(|date| date.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in [
            "",
            "30/2/26",
            "5/4",
            "5",
            "hôm nay",
            "quý I năm 2026",
            "5/13/2026",
            "1 2 3 4",
            "tháng giêng năm 2026",
        ] {
            assert_eq!(PartialDate::guess(text), None, "{text}");
        }
    }
}
