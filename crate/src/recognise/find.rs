//! Where number and date stand in a line, whoever wrote it and however much of them is there already.

use std::ops::Range;

use crate::vietnamese::PartialDate;
use crate::vietnamese::number::document_number;

/// `Số: 15/QĐ-UBND`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NumberPlace {
    /// Between the label and what follows the number.
    pub(crate) gap: Range<usize>,
    /// The symbol after the stroke.
    pub(crate) symbol: String,
    /// The number there now; `""` while it is open.
    pub(crate) written: String,
}

/// `ngày 05 tháng 01 năm 2026`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DatePlace {
    /// From `ngày` to the end of the year.
    pub(crate) whole: Range<usize>,
    day: Range<usize>,
    month: Range<usize>,
    year: Range<usize>,
    /// The day there now, if it is.
    pub(crate) has_day: bool,
}

/// One replacement in a line.
pub(crate) type Replacement = (Range<usize>, String);

/// What stands where a number, a day, a month or a year is still to be written.
fn is_gap(character: char) -> bool {
    matches!(
        character,
        ' ' | '•' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\t' | '.' | '…' | '_' | '⋯'
    )
}

/// The same word composed and decomposed: files of other programs have both.
const NUMBER: [&str; 3] = ["Số", "SỐ", "So\u{302}\u{301}"];
const NUMBER_IN_LINE: [&str; 2] = ["số", "so\u{302}\u{301}"];
const DAY: [&str; 3] = ["ngày", "Ngày", "nga\u{300}y"];
const MONTH: [&str; 2] = ["tháng", "tha\u{301}ng"];
const YEAR: [&str; 2] = ["năm", "na\u{306}m"];
/// How the line under the heading of an appendix begins.
const ATTACHED: [&str; 2] = ["Kèm theo", "Ke\u{300}m theo"];

fn after_word(text: &str, from: usize, words: &[&str]) -> Option<usize> {
    let rest = text.get(from..)?;
    words.iter().find(|word| rest.starts_with(**word)).map(|word| from + word.len())
}

/// The first of these words from `from` on: where it starts and ends.
fn find_word(text: &str, from: usize, words: &[&str]) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let found = words.iter().filter_map(|word| Some((rest.find(word)? + from, word.len()))).min()?;
    Some((found.0, found.0 + found.1))
}

fn skip(text: &str, from: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.find(|character| !wanted(character)).unwrap_or(rest.len())
}

/// The number line of a letterhead: it begins the paragraph, or what follows a tab or a line break in it.
pub(crate) fn number_line(text: &str) -> Option<NumberPlace> {
    starts(text).find_map(|start| {
        let label = after_word(text, skip(text, start, |c| c == ' ' || c == '\u{A0}'), &NUMBER)?;
        let colon = skip(text, label, |c| c == ' ');
        number_after(text, if text.get(colon..)?.starts_with(':') { colon + 1 } else { label })
    })
}

/// Where a line, or a part of it after a tab, begins.
fn starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(0).chain(text.match_indices(['\t', '\n']).map(|(at, _)| at + 1))
}

/// The number in a line that says it goes with the document; nothing when the line says no such thing.
pub(crate) fn attached_number(text: &str) -> Option<NumberPlace> {
    let mut from = attached_start(text)?;
    loop {
        let (_, end) = find_word(text, from, &NUMBER_IN_LINE)?;
        let label = if text.get(end..)?.starts_with(':') { end + 1 } else { end };
        if let Some(place) = number_after(text, label) {
            return Some(place);
        }
        from = end;
    }
}

/// Where `(Kèm theo` or `(Ban hành kèm theo` ends.
pub(crate) fn attached_start(text: &str) -> Option<usize> {
    let open = skip(text, 0, |c| is_gap(c) || c == '\n');
    let inside = text.get(open..)?.strip_prefix('(')?;
    let from = text.len() - inside.len();
    let small: [&str; 2] = ["kèm theo", "ke\u{300}m theo"];
    after_word(text, from, &ATTACHED).or_else(|| {
        let head = after_word(text, from, &["Ban hành ", "Ban ha\u{300}nh "])?;
        after_word(text, head, &small)
    })
}

fn number_after(text: &str, label: usize) -> Option<NumberPlace> {
    let digits_from = skip(text, label, is_gap);
    let digits_to = skip(text, digits_from, |c| c.is_ascii_digit());
    let numbered = digits_to > digits_from;
    // `15a`, as offices write a number they had to put between two others.
    let letter_to = skip(text, digits_to, |c| numbered && c.is_ascii_lowercase());
    let end = skip(text, letter_to, is_gap);
    let separator = text.get(end..)?.chars().next().filter(|c| matches!(c, '/' | '-'))?;
    let symbol_from = skip(text, end + 1, |c| c == ' ' && separator == '/');
    let symbol_to = skip(text, symbol_from, |c| !c.is_whitespace() && !matches!(c, ')' | ',' | ';'));
    let symbol = text.get(symbol_from..symbol_to)?;
    let is_symbol =
        symbol.chars().any(char::is_alphabetic) || (!symbol.is_empty() && symbol.chars().all(is_gap));
    is_symbol.then(|| NumberPlace {
        gap: label..end,
        symbol: symbol.to_owned(),
        written: text.get(digits_from..letter_to).unwrap_or_default().to_owned(),
    })
}

impl NumberPlace {
    /// What writes `number` there; nothing when it stands there already.
    pub(crate) fn write(&self, text: &str, number: &str) -> Option<Replacement> {
        if document_number(&self.written) == number && !self.written.is_empty() {
            return None;
        }
        Some(filled(text, self.gap.clone(), number, false))
    }
}

/// The first date of the text from `from` on.
pub(crate) fn date(text: &str, from: usize) -> Option<DatePlace> {
    let (start, after_day) = find_word(text, from, &DAY)?;
    let here = || {
        let (day, month_word) = part(text, after_day)?;
        let after_month = after_word(text, month_word, &MONTH)?;
        let (month, year_word) = part(text, after_month)?;
        let after_year = after_word(text, year_word, &YEAR)?;
        let (year, _) = part(text, after_year)?;
        let year = trimmed_year(text, year);
        Some(DatePlace { whole: start..year.end, has_day: digits(text, &day).is_some(), day, month, year })
    };
    here().or_else(|| date(text, after_day))
}

/// The room of a number after its word, and where the next word begins; line breaks around it stay out of it.
fn part(text: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let inner = skip(text, from, |c| c == '\n');
    let blank = skip(text, inner, is_gap);
    let number = skip(text, blank, |c| c.is_ascii_digit());
    let end = skip(text, number, is_gap);
    let next = skip(text, end, |c| c == '\n');
    // A break before the number leaves only what stands after it.
    Some((inner..end, if next > end { skip(text, next, |c| c == ' ') } else { next }))
}

/// What follows a whole year belongs to the sentence, as does the blank after it.
fn trimmed_year(text: &str, year: Range<usize>) -> Range<usize> {
    let room = text.get(year.clone()).unwrap_or_default();
    let last = room.rfind(|c: char| c.is_ascii_digit()).map(|at| at + 1);
    match last {
        Some(last) if room.chars().filter(char::is_ascii_digit).count() >= 4 => year.start..year.start + last,
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

    /// Whether that very date stands there.
    pub(crate) fn is(&self, text: &str, date: PartialDate) -> bool {
        let year = date.year().and_then(|year| u32::try_from(year).ok());
        digits(text, &self.day) == date.day()
            && digits(text, &self.month) == date.month()
            && digits(text, &self.year) == year
    }

    /// What writes the date there: only the parts that differ.
    pub(crate) fn write(&self, text: &str, date: PartialDate) -> Vec<Replacement> {
        let line = date.in_words_line();
        let numbers: Vec<&str> = line.split(' ').skip(1).step_by(2).collect();
        let parts = [&self.day, &self.month, &self.year];
        let replacements = parts.into_iter().zip(numbers).enumerate().filter_map(|(at, (range, number))| {
            let there = text.get(range.clone())?.trim_matches(is_gap);
            let goes_on = if at < 2 {
                !text.get(range.end..)?.starts_with('\n')
            } else {
                text.get(range.end..)?.chars().next().is_some_and(char::is_alphanumeric)
            };
            (there != number).then(|| filled(text, range.clone(), number, goes_on))
        });
        replacements.collect()
    }

    /// It is the place and date of a letterhead: `An Bình, ngày …` by itself in its line, or in what a tab parts off.
    pub(crate) fn is_place_date(&self, text: &str) -> bool {
        let before = text.get(..self.whole.start).unwrap_or_default();
        let line = before.rsplit(['\t', '\n']).next().unwrap_or_default().trim_end();
        let place = line.strip_suffix(',').unwrap_or_default().trim();
        let after = text.get(self.whole.end..).unwrap_or_default();
        let rest = after.split(['\t', '\n']).next().unwrap_or_default();
        let named =
            place.chars().any(char::is_alphabetic) || (!place.is_empty() && place.chars().all(is_gap));
        named && !place.contains(':') && place.chars().count() <= 60 && rest.trim().is_empty()
    }
}

/// The gap with the number in it; one blank on either side stays where there is one, and is set where there is none.
fn filled(text: &str, gap: Range<usize>, number: &str, goes_on: bool) -> Replacement {
    let room = text.get(gap.clone()).unwrap_or_default();
    let lead = usize::from(room.starts_with(' '));
    let rest = room.get(lead..).unwrap_or_default();
    let trail = usize::from(goes_on && rest.ends_with(' '));
    let before = if lead == 0 { " " } else { "" };
    let after = if goes_on && trail == 0 { " " } else { "" };
    (gap.start + lead..gap.end - trail, format!("{before}{number}{after}"))
}

/// Whether nothing but a gap or a number stands there.
pub(crate) fn is_open_or_number(text: &str) -> bool {
    text.chars().all(|character| is_gap(character) || character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str, mut replacements: Vec<Replacement>) -> String {
        let mut text = text.to_owned();
        replacements.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, new) in replacements {
            text.replace_range(range, &new);
        }
        text
    }

    #[test]
    fn numbers_are_found_however_the_line_is_written() {
        for (line, number, after, symbol) in [
            ("Số:        /QĐ-UBND", "", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số:/QĐ-UBND", "", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: \u{A0}\u{A0}\u{A0}/UBND-VX", "", "Số: 05/UBND-VX", "UBND-VX"),
            ("Số : ……/KH-SNV", "", "Số : 05/KH-SNV", "KH-SNV"),
            ("SỐ: ....../TB-UBND", "", "SỐ: 05/TB-UBND", "TB-UBND"),
            ("Số:\t/BC-UBND", "", "Số: 05/BC-UBND", "BC-UBND"),
            ("Số: 12 /QĐ-UBND", "12", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: 12a/QĐ-UBND", "12a", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số      -NQ/ĐU", "", "Số 05-NQ/ĐU", "NQ/ĐU"),
            ("Số:      /2026/QĐ-UBND", "", "Số: 05/2026/QĐ-UBND", "2026/QĐ-UBND"),
            ("So\u{302}\u{301}:    /QĐ-UBND", "", "So\u{302}\u{301}: 05/QĐ-UBND", "QĐ-UBND"),
            ("UBND XÃ\nSố:      /GM-UBND\tAn Bình", "", "UBND XÃ\nSố: 05/GM-UBND\tAn Bình", "GM-UBND"),
        ] {
            let place = number_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((place.written.as_str(), place.symbol.as_str()), (number, symbol), "{line}");
            assert_eq!(replaced(line, place.write(line, "05").into_iter().collect()), after, "{line}");
        }
        for line in [
            "Số: 7, ngày 5/4/2026",
            "Số lượng: 5/10 người",
            "Theo Số: 12/QĐ-UBND",
            "Số điện thoại: 024/3",
            "Số:",
            "",
        ] {
            assert_eq!(number_line(line), None, "{line}");
        }
        let same = number_line("Số: 5/QĐ-UBND").unwrap();
        assert_eq!(same.write("Số: 5/QĐ-UBND", "05"), None);
    }

    #[test]
    fn dates_are_completed_part_by_part() {
        let day = "2026-01-05".parse().unwrap();
        for (line, after) in [
            ("An Bình, ngày      tháng      năm 2026", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày tháng năm 2026", "An Bình, ngày 05 tháng 01 năm 2026"),
            (
                "An Bình, ngày\u{A0}\u{A0}tháng\u{A0}\u{A0}năm\u{A0}\u{A0}",
                "An Bình, ngày 05 tháng 01 năm 2026",
            ),
            ("An Bình, ngày ... tháng ... năm 20...", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày …… tháng 12 năm 2025", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("Hà Nội,ngày   tháng 01 năm 2026", "Hà Nội,ngày 05 tháng 01 năm 2026"),
            ("…, ngày     tháng     năm     ", "…, ngày 05 tháng 01 năm 2026"),
        ] {
            let place = date(line, 0).unwrap_or_else(|| panic!("{line}"));
            assert!(place.is_place_date(line), "{line}");
            assert_eq!(replaced(line, place.write(line, day)), after, "{line}");
        }
        let done = "An Bình, ngày 05 tháng 01 năm 2026";
        let place = date(done, 0).unwrap();
        assert!(place.has_day && place.is(done, day) && place.write(done, day).is_empty());
        assert!(
            !date("Căn cứ, ngày 05 tháng 01 năm 2026 của Bộ", 0)
                .unwrap()
                .is_place_date("Căn cứ, ngày 05 tháng 01 năm 2026 của Bộ")
        );
        assert_eq!(date("ngày mai, ngày kia", 0), None);
    }

    #[test]
    fn what_goes_with_the_document_says_so() {
        let day = "2026-11-25".parse().unwrap();
        for (line, after) in [
            (
                "(Kèm theo Quyết định số      /QĐ-UBND ngày    tháng    năm 2026 của UBND xã)",
                "(Kèm theo Quyết định số 05/QĐ-UBND ngày 25 tháng 11 năm 2026 của UBND xã)",
            ),
            (
                "(Ban hành kèm theo Quyết định số…/QĐ-UBND\nngày…tháng…năm… của UBND xã)",
                "(Ban hành kèm theo Quyết định số 05/QĐ-UBND\nngày 25 tháng 11 năm 2026 của UBND xã)",
            ),
            (
                "(Kèm theo Kế hoạch số\u{A0}\u{A0}/KH-UBND ngày\u{A0}\u{A0}tháng\u{A0}\u{A0}năm\u{A0}\u{A0}\u{A0}của UBND)",
                "(Kèm theo Kế hoạch số 05/KH-UBND ngày 25 tháng 11 năm 2026 của UBND)",
            ),
        ] {
            let number = attached_number(line).unwrap_or_else(|| panic!("{line}"));
            let mut all: Vec<Replacement> = number.write(line, "05").into_iter().collect();
            all.extend(date(line, number.gap.end).unwrap().write(line, day));
            assert_eq!(replaced(line, all), after, "{line}");
        }
        assert_eq!(attached_number("Kèm theo Quyết định số 5/QĐ-UBND"), None);
    }
}
