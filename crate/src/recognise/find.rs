//! Where number and date stand in a line, whoever wrote it and however much of them is there already.

use std::ops::Range;

use crate::vietnamese::PartialDate;
use crate::vietnamese::number::document_number;

/// `Số: 15/QĐ-UBND`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NumberPlace {
    /// Between the label and what follows the number.
    pub(crate) gap: Range<usize>,
    /// The symbol after the stroke; what stands for it while it is open.
    pub(crate) symbol: String,
    /// Where the symbol ends.
    pub(crate) end: usize,
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
    /// Strokes stand between its parts, not words.
    slashed: bool,
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

/// What is typed where somebody else is to write.
fn is_stand_in(character: char) -> bool {
    matches!(character, 'x' | 'X')
}

/// What parts number and symbol; the dashes are those of the Party.
fn is_separator(character: char) -> bool {
    character == '/' || is_dash(character)
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑' | '–' | '—' | '−')
}

/// The same word composed and decomposed: files of other programs have both.
const NUMBER: [&str; 3] = ["Số", "SỐ", "So\u{302}\u{301}"];
const NUMBER_IN_LINE: [&str; 2] = ["số", "so\u{302}\u{301}"];
const DAY: [&str; 4] = ["ngày", "Ngày", "NGÀY", "nga\u{300}y"];
const MONTH: [&str; 3] = ["tháng", "THÁNG", "tha\u{301}ng"];
const YEAR: [&str; 3] = ["năm", "NĂM", "na\u{306}m"];
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

fn next(text: &str, from: usize) -> Option<char> {
    text.get(from..)?.chars().next()
}

/// The number line of a letterhead: it begins the paragraph, or what follows a tab or a line break in it.
pub(crate) fn number_line(text: &str) -> Option<NumberPlace> {
    starts(text).find_map(|start| {
        let label = label(text, start)?;
        let place = number_after(text, label)?;
        // `Số/KH` heads a column.
        let is_headed = text.get(..label).is_some_and(|before| before.ends_with([':', '.']));
        let has_room = !place.gap.is_empty();
        // Words behind the symbol make it no number line: `Số/Ký hiệu`, `Số 5/QĐ-UBND của …`.
        let rest = text.get(place.end..)?.split(['\t', '\n']).next().unwrap_or_default();
        let goes_on = rest.trim_start().starts_with(char::is_lowercase);
        ((is_headed || has_room) && !goes_on).then_some(place)
    })
}

/// Whether a line has the label of a number line, with room behind it or nothing: its symbol may stand below.
pub(crate) fn number_label(text: &str) -> Option<NumberPlace> {
    starts(text).find_map(|start| {
        let from =
            label(text, start).filter(|at| text.get(..*at).is_some_and(|before| before.ends_with(':')))?;
        let room = room(text, from)?;
        let rest = text.get(room.end..)?;
        rest.trim().is_empty().then(|| NumberPlace {
            gap: from..room.end,
            symbol: String::new(),
            end: room.end,
            written: text.get(room.number).unwrap_or_default().to_owned(),
        })
    })
}

/// A line below its label: `/QĐ-UBND`, `…/QĐ-UBND`.
pub(crate) fn symbol_line(text: &str) -> Option<NumberPlace> {
    let place = number_after(text, skip(text, 0, |c| c == '\n'))?;
    (is_symbol(&place.symbol) && text.get(place.end..)?.trim().is_empty()).then_some(place)
}

/// Where the label of a number line that begins at `start` ends: `Số:`, `số :`, `Số.`.
fn label(text: &str, start: usize) -> Option<usize> {
    let from = skip(text, start, |c| c == ' ' || c == '\u{A0}');
    let colon = |label: usize| {
        let colon = skip(text, label, |c| c == ' ');
        text.get(colon..).filter(|rest| rest.starts_with(':')).map(|_| colon + 1)
    };
    if let Some(word) = after_word(text, from, &NUMBER_IN_LINE) {
        return colon(word);
    }
    let word = after_word(text, from, &NUMBER)?;
    let is_dot =
        next(text, word) == Some('.') && next(text, word + 1).is_some_and(|c| c == ' ' || c == '\u{A0}');
    Some(colon(word).unwrap_or(if is_dot { word + 1 } else { word }))
}

/// Where a line, or a part of it after a tab, begins.
fn starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(0).chain(text.match_indices(['\t', '\n']).map(|(at, _)| at + 1))
}

/// The number of a document that a line names from `from` on: `Quyết định số 5/QĐ-UBND`.
pub(crate) fn cited_number(text: &str, from: usize) -> Option<NumberPlace> {
    let mut from = from;
    loop {
        let (_, end) = find_word(text, from, &NUMBER_IN_LINE)?;
        let label = if text.get(end..)?.starts_with(':') { end + 1 } else { end };
        if let Some(place) = number_after(text, label) {
            return Some(place);
        }
        from = end;
    }
}

/// Whether a line from `from` on has room for a number and no symbol: `Quyết định số       ngày`.
pub(crate) fn has_open_number(text: &str, from: usize) -> bool {
    let mut from = from;
    while let Some((_, end)) = find_word(text, from, &NUMBER_IN_LINE) {
        let gap = text.get(end..skip(text, end, is_gap)).unwrap_or_default();
        if gap.chars().count() > 1 || gap.contains('…') {
            return true;
        }
        from = end;
    }
    false
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

/// Room for a number: where it ends, and the number in it.
struct Room {
    end: usize,
    number: Range<usize>,
}

/// What a number may be written into: blanks and dots, `[   ]`, `xx`, a number.
fn room(text: &str, from: usize) -> Option<Room> {
    let start = skip(text, from, is_gap);
    let closing = match next(text, start) {
        Some('[') => Some(']'),
        Some('(') => Some(')'),
        _ => None,
    };
    let start = if closing.is_some() { skip(text, start + 1, is_gap) } else { start };
    let digits = skip(text, start, |c| c.is_ascii_digit());
    // `15a`, as offices write a number they had to put between two others.
    let number = skip(text, digits, |c| digits > start && c.is_ascii_lowercase());
    let stand_in = if number > start { number } else { skip(text, start, is_stand_in) };
    let after = skip(text, stand_in, is_gap);
    let end = match closing {
        Some(sign) => skip(text, after + text.get(after..)?.strip_prefix(sign).map(|_| 1)?, is_gap),
        None => after,
    };
    Some(Room { end, number: start..number })
}

fn number_after(text: &str, label: usize) -> Option<NumberPlace> {
    let mut from = label;
    let mut found = room(text, label)?;
    let mut at = found.end;
    if next(text, at) == Some('\n') {
        // The symbol may stand below its number, or number and symbol below their label.
        let below = skip(text, at, |c| c == '\n');
        let second = room(text, below)?;
        at = second.end;
        let is_blank = |room: Range<usize>| text.get(room).is_some_and(|room| room.trim().is_empty());
        match (is_blank(from..found.end), is_blank(below..at)) {
            (_, true) => {}
            (true, false) => (from, found) = (below, second),
            (false, false) => return None,
        }
    }
    let separator = next(text, at).filter(|sign| is_separator(*sign))?;
    let (symbol, end) = symbol_after(text, at, separator)?;
    (is_symbol(&symbol) || is_open(&symbol)).then(|| NumberPlace {
        gap: from..found.end,
        symbol,
        end,
        written: text.get(found.number).unwrap_or_default().to_owned(),
    })
}

/// The symbol behind a separator, and where it ends: `QĐ-UBND`, `QĐ - UBND`.
fn symbol_after(text: &str, at: usize, separator: char) -> Option<(String, usize)> {
    let behind = at + separator.len_utf8();
    let word_end = |from: usize| skip(text, from, |c| !c.is_whitespace() && !matches!(c, ')' | ',' | ';'));
    let from = skip(text, behind, |c| c == ' ');
    let mut end = word_end(from);
    // Behind a dash the Party writes kind and body with a stroke between them; `07 - 05`, `12-Nguyễn Huệ` are none.
    let word = text.get(from..end)?;
    if separator != '/' && !word.contains('/') && (from > behind || word.contains(char::is_lowercase)) {
        return None;
    }
    loop {
        let sign = skip(text, end, |c| c == ' ');
        let next_from = if sign > end && text.get(from..end)?.ends_with(is_separator) {
            sign
        } else if next(text, sign).is_some_and(is_separator) {
            skip(text, skip(text, sign, is_separator), |c| c == ' ')
        } else {
            break;
        };
        let next_end = word_end(next_from);
        let word = text.get(next_from..next_end)?;
        if word.is_empty() || !word.starts_with(char::is_uppercase) || word.chars().any(char::is_lowercase) {
            break;
        }
        end = next_end;
    }
    Some((text.get(from..end)?.to_owned(), end))
}

/// It is a symbol: its letters begin with a capital, as those of `ký hiệu` do not.
fn is_symbol(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// A symbol, or a part of it, is still to be written.
pub(crate) fn is_open(symbol: &str) -> bool {
    symbol.chars().all(|c| is_gap(c) || is_separator(c))
        || symbol.contains(['…', '_', '⋯', '•', '[', ']'])
        || symbol.contains("..")
        || symbol.ends_with(is_separator)
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
    let inner = skip(text, from, |c| c == '\n');
    let end = part_end(text, inner);
    let next = skip(text, end, |c| c == '\n');
    // A break before the number leaves only what stands after it.
    Some((inner..end, if next > end { skip(text, next, |c| c == ' ') } else { next }))
}

/// Where the room of a day, a month or a year ends: blanks and dots with figures among them, `xx`, `20xx`, `[  ]`.
fn part_end(text: &str, from: usize) -> usize {
    let blank = skip(text, from, |c| is_gap(c) || c == '[');
    let number = skip(text, blank, |c| c.is_ascii_digit());
    let stand_in = skip(text, number, is_stand_in);
    let number = if next(text, stand_in).is_some_and(char::is_alphanumeric) { number } else { stand_in };
    skip(text, number, |c| is_gap(c) || c == ']')
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
        let numbers: Vec<&str> = line.split(' ').skip(1).step_by(2).collect();
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
        replacements.collect()
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

    /// It is a date by itself in its line, where the place stands above it or nowhere.
    pub(crate) fn is_bare_date(&self, text: &str) -> bool {
        self.alone(text).is_some_and(|before| before.trim_matches([',', ' ']).is_empty())
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
        let before = before.get(start + number..)?.trim();
        let after = text.get(self.whole.end..)?.split(['\t', '\n']).next()?.trim();
        let (before, after) = match (before.strip_prefix('('), after.strip_suffix(')')) {
            (Some(before), Some(after)) => (before, after),
            _ => (before, after),
        };
        after.trim_end_matches(['.', ' ']).is_empty().then_some(before)
    }
}

/// A longer line, in bytes, is none of a letterhead.
const MAX_LINE: usize = 1_000;

/// No place of issue has a longer name.
const MAX_PLACE: usize = 60;

/// The gap with the number in it; one blank on either side stays where there is one, and is set where there is none.
fn filled(text: &str, gap: Range<usize>, number: &str, goes_on: bool) -> Replacement {
    let room = text.get(gap.clone()).unwrap_or_default();
    let lead = usize::from(room.starts_with(' '));
    let rest = room.get(lead..).unwrap_or_default();
    let trail = usize::from(goes_on && rest.ends_with(' '));
    let begins = text.get(..gap.start).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    let before = if lead == 0 && !begins { " " } else { "" };
    let after = if goes_on && trail == 0 { " " } else { "" };
    (gap.start + lead..gap.end - trail, format!("{before}{number}{after}"))
}

/// Whether nothing but a gap or a number stands there.
pub(crate) fn is_open_or_number(text: &str) -> bool {
    text.chars().all(|character| is_gap(character) || is_stand_in(character) || character.is_ascii_digit())
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
            ("Số: 12/QĐ - UBND", "12", "Số: 05/QĐ - UBND", "QĐ - UBND"),
            ("Số: 12/CV- THCS An Bình, ngày 5", "12", "Số: 05/CV- THCS An Bình, ngày 5", "CV- THCS"),
            ("Số: 12a/QĐ-UBND", "12a", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số      -NQ/ĐU", "", "Số 05-NQ/ĐU", "NQ/ĐU"),
            ("Số:      /2026/QĐ-UBND", "", "Số: 05/2026/QĐ-UBND", "2026/QĐ-UBND"),
            ("So\u{302}\u{301}:    /QĐ-UBND", "", "So\u{302}\u{301}: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: [   ]/QĐ-UBND", "", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: xx/QĐ-UBND", "", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số:      / QĐ - UBND", "", "Số: 05/ QĐ - UBND", "QĐ - UBND"),
            ("Số      –CV/ĐU", "", "Số 05–CV/ĐU", "CV/ĐU"),
            ("Số:\n/QĐ-UBND", "", "Số: 05\n/QĐ-UBND", "QĐ-UBND"),
            ("Số:\n……/QĐ-UBND", "", "Số:\n05/QĐ-UBND", "QĐ-UBND"),
            ("số:     /QĐ-TTg", "", "số: 05/QĐ-TTg", "QĐ-TTg"),
            ("Số.      /QĐ-UBND", "", "Số. 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: ...../.....", "", "Số: 05/.....", "....."),
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
            "Số/ký hiệu",
            "Số/Ký hiệu",
            "SỐ/KÝ HIỆU",
            "Số/KH",
            "Số …/ký hiệu",
            "Số: 15/QĐ-UBND của Ủy ban nhân dân xã",
            "Số 12-Nguyễn Huệ",
            "số     /QĐ-UBND",
            "Số: ....\n..../QĐ-UBND",
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
            ("An Bình, ngày    /    /2026", "An Bình, ngày 05/01/2026"),
            ("An Bình, ngày …/3/2025", "An Bình, ngày 05/01/2026"),
            ("An Bình, ngày xx tháng xx năm 20xx", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày [  ] tháng [  ] năm 2026", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày    tháng    năm 2026.", "An Bình, ngày 05 tháng 01 năm 2026."),
            ("(An Bình, ngày    tháng    năm 2026)", "(An Bình, ngày 05 tháng 01 năm 2026)"),
            ("An Bình ngày    tháng    năm 2026", "An Bình ngày 05 tháng 01 năm 2026"),
            (
                "Số:    /UBND-VP     An Bình, ngày   tháng   năm 2026",
                "Số:    /UBND-VP     An Bình, ngày 05 tháng 01 năm 2026",
            ),
        ] {
            let place = date(line, 0).unwrap_or_else(|| panic!("{line}"));
            assert!(place.is_place_date(line), "{line}");
            assert_eq!(replaced(line, place.write(line, day)), after, "{line}");
        }
        let done = "An Bình, ngày 05 tháng 01 năm 2026";
        let place = date(done, 0).unwrap();
        assert!(place.has_day && !place.is_another(done, day) && place.write(done, day).is_empty());
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
                "(Kèm theo Quyết định số      /QĐ-UBND ngày    /   /2026 của UBND xã)",
                "(Kèm theo Quyết định số 05/QĐ-UBND ngày 25/11/2026 của UBND xã)",
            ),
            (
                "(Kèm theo Kế hoạch số\u{A0}\u{A0}/KH-UBND ngày\u{A0}\u{A0}tháng\u{A0}\u{A0}năm\u{A0}\u{A0}\u{A0}của UBND)",
                "(Kèm theo Kế hoạch số 05/KH-UBND ngày 25 tháng 11 năm 2026 của UBND)",
            ),
        ] {
            let number = attached_start(line)
                .and_then(|from| cited_number(line, from))
                .unwrap_or_else(|| panic!("{line}"));
            let mut all: Vec<Replacement> = number.write(line, "05").into_iter().collect();
            all.extend(date(line, number.gap.end).unwrap().write(line, day));
            assert_eq!(replaced(line, all), after, "{line}");
        }
        assert_eq!(attached_start("Kèm theo Quyết định số 5/QĐ-UBND"), None);
    }
}
