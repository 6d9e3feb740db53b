//! Where the number of a document stands.

use std::ops::Range;

use super::{
    Replacement, after_word, dashes_end, filled, find_word, is_dash, is_gap, is_stand_in, is_unseen, next,
    skip,
};
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

/// What parts number and symbol; the dashes are those of the Party.
fn is_separator(character: char) -> bool {
    character == '/' || is_dash(character)
}

/// The same word composed and decomposed: files of other programs have both.
const NUMBER: [&str; 3] = ["Số", "SỐ", "So\u{302}\u{301}"];
const NUMBER_IN_LINE: [&str; 2] = ["số", "so\u{302}\u{301}"];
/// How the line under the heading of an appendix begins.
const ATTACHED: [&str; 2] = ["Kèm theo", "Ke\u{300}m theo"];

/// The number line of a letterhead: it begins the paragraph, or what follows a tab or a line break in it.
pub(crate) fn number_line(text: &str) -> Option<NumberPlace> {
    number_lines(text).next()
}

/// All number lines in a paragraph: several bodies may have theirs beside one another.
pub(crate) fn number_lines(text: &str) -> impl Iterator<Item = NumberPlace> + '_ {
    starts(text).flat_map(move |start| {
        let first = number_at(text, start);
        // Behind one a sign or blanks may part off the next.
        std::iter::successors(first, move |before| {
            let from = skip(text, before.end, &|c| matches!(c, ';' | ',' | ' ' | '\u{A0}'));
            if from > before.end { number_at(text, from) } else { None }
        })
    })
}

fn number_at(text: &str, start: usize) -> Option<NumberPlace> {
    let label = label(text, start)?;
    let place = number_after(text, label)?;
    // `Số/KH` heads a column.
    let is_headed = text.get(..label).is_some_and(|before| before.ends_with([':', '.']));
    let has_room = !place.gap.is_empty();
    // Words behind the symbol make it no number line: `Số/Ký hiệu`, `Số 5/QĐ-UBND của …`.
    let rest = text.get(place.end..)?.split(['\t', '\n']).next().unwrap_or_default();
    let goes_on = rest.trim_start().starts_with(char::is_lowercase);
    ((is_headed || has_room) && !goes_on).then_some(place)
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
    let place = number_after(text, skip(text, 0, &|c| c == '\n'))?;
    (is_symbol(&place.symbol) && text.get(place.end..)?.trim().is_empty()).then_some(place)
}

/// Where the label of a number line that begins at `start` ends: `Số:`, `số :`, `Số.`.
fn label(text: &str, start: usize) -> Option<usize> {
    let from = skip(text, start, &is_blank);
    let colon = |label: usize| {
        let colon = skip(text, label, &is_blank);
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

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}') || is_unseen(character)
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
        let end = skip(text, end, &|c| c == ':');
        let gap = text.get(end..skip(text, end, &is_gap)).unwrap_or_default();
        if gap.chars().count() > 1 || gap.contains('…') {
            return true;
        }
        from = end;
    }
    false
}

/// Where `(Kèm theo` or `(Ban hành kèm theo` ends.
pub(crate) fn attached_start(text: &str) -> Option<usize> {
    let open = skip(text, 0, &|c| is_gap(c) || c == '\n');
    let inside = text.get(open..)?.strip_prefix('(')?;
    let from = text.len() - inside.len();
    let small: [&str; 2] = ["kèm theo", "ke\u{300}m theo"];
    after_word(text, from, &ATTACHED).or_else(|| {
        let head = after_word(text, from, &["Ban hành ", "Ban ha\u{300}nh "])?;
        after_word(text, head, &small)
    })
}

/// Where the words end that say that something goes with a document, wherever they stand in a line.
pub(crate) fn attached_words(text: &str) -> Option<usize> {
    let attached = ["èm theo", "e\u{300}m theo", "ính kèm", "i\u{301}nh ke\u{300}m"];
    find_word(text, 0, &attached).map(|(_, end)| end)
}

/// Room for a number: where it ends, and the number in it.
struct Room {
    end: usize,
    number: Range<usize>,
}

/// What a number may be written into: blanks and dots, `[   ]`, `xx`, a number.
fn room(text: &str, from: usize) -> Option<Room> {
    if let Some(end) = dashes_before_stroke(text, from) {
        return Some(Room { end, number: end..end });
    }
    let start = skip(text, from, &is_gap);
    let closing = match next(text, start) {
        Some('[') => Some(']'),
        Some('(') => Some(')'),
        _ => None,
    };
    let start = if closing.is_some() { skip(text, start + 1, &is_gap) } else { start };
    let digits = skip(text, start, &|c| c.is_ascii_digit());
    // `15a`, as offices write a number they had to put between two others.
    let number = skip(text, digits, &|c| digits > start && c.is_ascii_lowercase());
    let stand_in = if number > start { number } else { skip(text, start, &is_stand_in) };
    let after = skip(text, stand_in, &is_gap);
    let end = match closing {
        Some(sign) => skip(text, after + text.get(after..)?.strip_prefix(sign).map(|_| 1)?, &is_gap),
        None => after,
    };
    Some(Room { end, number: start..number })
}

/// Where dashes end that stand before a stroke, where a number is to be: `- - - /QĐ-UBND`.
fn dashes_before_stroke(text: &str, from: usize) -> Option<usize> {
    dashes_end(text, from).filter(|end| next(text, *end) == Some('/'))
}

fn number_after(text: &str, label: usize) -> Option<NumberPlace> {
    let mut from = label;
    let mut found = room(text, label)?;
    let mut at = found.end;
    if next(text, at) == Some('\n') {
        // The symbol may stand below its number, or number and symbol below their label.
        let below = skip(text, at, &|c| c == '\n');
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
    let word_end = |from: usize| skip(text, from, &|c| !c.is_whitespace() && !matches!(c, ')' | ',' | ';'));
    let from = skip(text, behind, &is_blank);
    let mut end = word_end(from);
    // Behind a dash the Party writes kind and body with a stroke between them; `07 - 05`, `12-Nguyễn Huệ` are none.
    let word = text.get(from..end)?;
    if separator != '/' && !word.contains('/') && (from > behind || word.contains(char::is_lowercase)) {
        return None;
    }
    loop {
        let sign = skip(text, end, &is_blank);
        let next_from = if sign > end && text.get(from..end)?.ends_with(is_separator) {
            sign
        } else if next(text, sign).is_some_and(is_separator) {
            skip(text, skip(text, sign, &is_separator), &is_blank)
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
    Some((text.get(from..end)?.replace(is_unseen, ""), end))
}

/// It is a symbol: its letters begin with a capital, as those of `ký hiệu` do not.
fn is_symbol(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// A symbol, or a part of it, is still to be written: `QĐ-…`, `-UBND`, `XX-UBND`, `?-UBND`.
pub(crate) fn is_open(symbol: &str) -> bool {
    let is_blank = |part: &str| part.chars().all(is_gap);
    let stands_in = |part: &str| part.chars().count() > 1 && part.chars().all(is_stand_in);
    let parts = || symbol.split(is_separator).map(str::trim);
    symbol.contains(['…', '_', '⋯', '•', '[', ']', '?'])
        || symbol.contains("..")
        || parts().next().is_none_or(is_blank)
        || parts().next_back().is_none_or(is_blank)
        || parts().any(stands_in)
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
