//! How a number of a list is written (ECMA-376-1, 17.18.59).

use super::symbols::{Symbols, is_private};
use crate::vietnamese::number::roman;
use crate::vietnamese::text::upper_first;
use crate::vietnamese::words::{Region, in_words};

/// How English counts: a number, its word, and that of its place in a row.
const ENGLISH: &str = include_str!("english.tsv");

/// What becomes of a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    Known(String),
    /// Nobody knows the format here.
    Unknown,
}

/// A count in a format, with words of a language; Word has English ones where no language is named.
pub(super) fn written(format: &str, count: u32, language: &str) -> Written {
    let figures = || count.to_string();
    let enclosed = |first: char| enclosed(first, count).map_or_else(figures, String::from);
    let is_vietnamese = language == "vi" || language.starts_with("vi-");
    let is_english = language.is_empty() || language == "en" || language.starts_with("en-");
    let vietnamese = || in_words(count.into(), Region::North);
    Written::Known(match format {
        "none" => String::new(),
        "" | "decimal" | "decimalHalfWidth" => figures(),
        "decimalZero" => format!("{count:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed('①'),
        "decimalEnclosedParen" => enclosed('⑴'),
        "decimalEnclosedFullstop" => enclosed('⒈'),
        "decimalFullWidth" | "decimalFullWidth2" => figures().chars().map(full_width).collect(),
        "numberInDash" => format!("- {count} -"),
        "hex" => format!("{count:X}"),
        "lowerLetter" => letters(count, b'a'),
        "upperLetter" => letters(count, b'A'),
        "lowerRoman" => roman(count).map_or_else(figures, |numeral| numeral.to_ascii_lowercase()),
        "upperRoman" => roman(count).unwrap_or_else(figures),
        "chicago" => chicago(count),
        "vietnameseCounting" => vietnamese(),
        "cardinalText" if is_vietnamese => upper_first(&vietnamese()),
        "cardinalText" if is_english => english(count, false).unwrap_or_else(figures),
        "ordinalText" if is_english => english(count, true).unwrap_or_else(figures),
        "ordinal" if is_english => format!("{count}{}", ending(count)),
        // Such as "001, 002, 003, ...".
        own if own.starts_with('0') => {
            let width = own.bytes().take_while(u8::is_ascii_digit).count().min(MOST_FIGURES);
            format!("{count:0width$}")
        }
        _ => return Written::Unknown,
    })
}

/// Word fills up to so many figures.
const MOST_FIGURES: usize = 5;

/// Signs at the head of a line that say something of it: boxes to tick, ticks, crosses.
const TELLING: &str = "☐☑☒□▢◻❏❐❑❒✓✔✕✖✗✘🗴🗵🗶🗷🗸🗹";

/// What a bullet is read as: a dash or, for what stands below one, a plus; signs that say something stay.
pub(super) fn bullet(sign: &str, symbols: Option<Symbols>) -> String {
    let mut letters = sign.trim().chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return sign.trim().to_owned() };
    let drawn = symbols.and_then(|symbols| symbols.drawn(letter));
    match drawn.unwrap_or(letter) {
        '+' | '○' | '◦' => "+".to_owned(),
        'o' if drawn.is_none() => "+".to_owned(),
        sign if TELLING.contains(sign) || sign.is_alphanumeric() && !is_private(sign) => sign.to_string(),
        _ => "-".to_owned(),
    }
}

/// ① … ⑳ and the like.
fn enclosed(first: char, count: u32) -> Option<char> {
    if (1..=20).contains(&count) { char::from_u32(u32::from(first) + count - 1) } else { None }
}

/// １ for 1.
fn full_width(figure: char) -> char {
    let offset = figure.to_digit(10).unwrap_or_default();
    char::from_u32(u32::from('０') + offset).unwrap_or(figure)
}

/// Nobody counts further with signs that are repeated.
const LONGEST: u32 = 8;

/// a … z, aa, bb, …
fn letters(count: u32, first: u8) -> String {
    const ALPHABET: u32 = 26;
    let Some(count) = count.checked_sub(1) else { return String::new() };
    let letter =
        u8::try_from(count % ALPHABET).map_or('a', |offset| char::from(first.saturating_add(offset)));
    let times = (count / ALPHABET + 1).min(LONGEST);
    (0..times).map(|_| letter).collect()
}

/// *, †, ‡, §, **, ††, …
fn chicago(count: u32) -> String {
    const SIGNS: [char; 4] = ['*', '†', '‡', '§'];
    let Some(count) = count.checked_sub(1) else { return String::new() };
    let (times, at) = (count / 4 + 1, count % 4);
    let sign = SIGNS.into_iter().nth(at as usize);
    sign.into_iter().flat_map(|sign| (0..times.min(LONGEST)).map(move |_| sign)).collect()
}

/// st, nd, rd, th
fn ending(count: u32) -> &'static str {
    match (count % 100, count % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// A number up to 99 in English, or its place in a row.
fn english(count: u32, is_place: bool) -> Option<String> {
    let word = |wanted: u32, is_place: bool| {
        let mut lines = ENGLISH.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'));
        let mut line =
            lines.find(|line| line.clone().next().and_then(|number| number.parse().ok()) == Some(wanted))?;
        line.nth(if is_place { 2 } else { 1 })
    };
    let small = match word(count, is_place) {
        Some(word) => word.to_owned(),
        None if count < 100 => {
            format!("{}-{}", word(count - count % 10, false)?, word(count % 10, is_place)?)
        }
        None => return None,
    };
    Some(upper_first(&small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_their_format_says() {
        for (format, language, expected) in [
            ("decimal", "", ["1", "2", "4", "11", "21", "112"]),
            ("decimalZero", "", ["01", "02", "04", "11", "21", "112"]),
            ("001, 002, 003, ...", "", ["001", "002", "004", "011", "021", "112"]),
            ("decimalEnclosedCircle", "", ["①", "②", "④", "⑪", "21", "112"]),
            ("decimalEnclosedParen", "", ["⑴", "⑵", "⑷", "⑾", "21", "112"]),
            ("decimalEnclosedFullstop", "", ["⒈", "⒉", "⒋", "⒒", "21", "112"]),
            ("decimalFullWidth", "", ["１", "２", "４", "１１", "２１", "１１２"]),
            ("numberInDash", "", ["- 1 -", "- 2 -", "- 4 -", "- 11 -", "- 21 -", "- 112 -"]),
            ("hex", "", ["1", "2", "4", "B", "15", "70"]),
            ("lowerLetter", "vi-VN", ["a", "b", "d", "k", "u", "hhhhh"]),
            ("upperRoman", "vi-VN", ["I", "II", "IV", "XI", "XXI", "CXII"]),
            ("chicago", "", ["*", "†", "§", "‡‡‡", "******", "§§§§§§§§"]),
            ("ordinal", "", ["1st", "2nd", "4th", "11th", "21st", "112th"]),
            ("ordinalText", "en-US", ["First", "Second", "Fourth", "Eleventh", "Twenty-first", "112"]),
            ("cardinalText", "en-GB", ["One", "Two", "Four", "Eleven", "Twenty-one", "112"]),
            ("cardinalText", "vi-VN", ["Một", "Hai", "Bốn", "Mười một", "Hai mươi mốt", "Một trăm mười hai"]),
            (
                "vietnameseCounting",
                "",
                ["một", "hai", "bốn", "mười một", "hai mươi mốt", "một trăm mười hai"],
            ),
            ("none", "", [""; 6]),
        ] {
            for (count, expected) in [1, 2, 4, 11, 21, 112].into_iter().zip(expected) {
                assert_eq!(written(format, count, language), Written::Known(expected.to_owned()), "{format}");
            }
        }
        for (format, language) in [("ordinal", "vi-VN"), ("ordinalText", "fr-FR"), ("thaiLetters", "")] {
            assert_eq!(written(format, 1, language), Written::Unknown, "{format}");
        }
    }

    #[test]
    fn bullets_are_dashes_unless_they_say_something() {
        let wingdings = Symbols::of_font("Wingdings");
        for (sign, symbols, expected) in [
            ("•", None, "-"),
            ("-", None, "-"),
            ("\u{F0B7}", None, "-"),
            ("\u{F0B7}", Symbols::of_font("Symbol"), "-"),
            ("\u{F0A7}", wingdings, "-"),
            ("\u{F0D8}", wingdings, "-"),
            ("o", None, "+"),
            ("+", None, "+"),
            ("o", wingdings, "☐"),
            ("\u{F0A8}", wingdings, "☐"),
            ("\u{F0FE}", wingdings, "☑"),
            ("\u{F0FC}", wingdings, "✓"),
            ("☐", None, "☐"),
            ("", None, ""),
            ("Ghi chú:", None, "Ghi chú:"),
        ] {
            assert_eq!(bullet(sign, symbols), expected, "{sign:?}");
        }
    }
}
