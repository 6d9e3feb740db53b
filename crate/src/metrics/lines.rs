//! Where the lines of a text break.

use super::{EM, Face, advance};
use crate::Length;
use crate::to_list::ToList;

/// The lines `text` takes in a measure of `max`, filled from the first line on.
///
/// A line breaks at spaces (which go away there) and after a hyphen or dash inside a word, never at a no-break space or
/// a no-break hyphen; a word longer than the measure stands on a line of its own and is not cut. `\n` always breaks.
/// There is at least one line, which is empty for empty text.
///
/// ```
/// use thethuc::Length;
/// use thethuc::metrics::{Face, wrap};
/// let lines = wrap("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", Face::Bold, Length::pt(12.0), Length::mm(65.0));
/// assert_eq!(lines, ["PHÒNG KINH TẾ, HẠ TẦNG VÀ", "ĐÔ THỊ"]);
/// ```
pub fn wrap(text: &str, face: Face, size: Length, max: Length) -> Vec<String> {
    let measure = Measure::new(size, max);
    text.split('\n')
        .flat_map(|line| {
            let pieces = pieces(line, face);
            let breaks = fill(&pieces, measure);
            cut(line, &pieces, &breaks)
        })
        .to_list()
}

/// How many lines text of several faces takes, the first in a measure of its own; breaks as in [`wrap`].
///
/// ```
/// use thethuc::Length;
/// use thethuc::metrics::{Face, count};
/// let runs = [("Điều 1. ", Face::Bold), ("Ban hành kèm theo Quyết định này", Face::Regular)];
/// assert_eq!(count(&runs, Length::pt(14.0), Length::mm(50.0), Length::mm(60.0)), 2);
/// ```
pub fn count(runs: &[(&str, Face)], size: Length, first: Length, rest: Length) -> usize {
    let letters: Vec<(char, Face)> =
        runs.iter().flat_map(|(text, face)| text.chars().map(move |letter| (letter, *face))).to_list();
    let mut measure = Measure::new(size, first);
    let mut lines = 0;
    for line in letters.split(|(letter, _)| *letter == '\n') {
        let mut begin = None;
        lines += 1;
        for piece in pieces_of(line.iter().copied()) {
            match begin {
                Some(begin) if measure.takes(piece.end - begin) => {}
                Some(_) => {
                    lines += 1;
                    begin = Some(piece.begin);
                    measure = Measure::new(size, rest);
                }
                None => begin = Some(piece.begin),
            }
        }
        measure = Measure::new(size, rest);
    }
    lines
}

/// The lines `text` takes in a measure of `max`: as few as [`wrap`] makes, of lengths as equal as can be, the last at
/// least half the longest where possible.
///
/// Among the ways to do that, those win that neither break a word at its hyphen nor begin a line with a dash.
/// What lies between two `\n` is balanced on its own.
///
/// ```
/// use thethuc::Length;
/// use thethuc::metrics::{Face, balance};
/// let lines = balance("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", Face::Bold, Length::pt(12.0), Length::mm(65.0));
/// assert_eq!(lines, ["PHÒNG KINH TẾ, HẠ", "TẦNG VÀ ĐÔ THỊ"]);
/// ```
pub fn balance(text: &str, face: Face, size: Length, max: Length) -> Vec<String> {
    let measure = Measure::new(size, max);
    text.split('\n')
        .flat_map(|line| {
            let pieces = pieces(line, face);
            let breaks = even_out(&pieces, measure);
            cut(line, &pieces, &breaks)
        })
        .to_list()
}

/// The width of a line in font units, at the size in question.
#[derive(Clone, Copy)]
struct Measure(i64);

impl Measure {
    fn new(size: Length, max: Length) -> Self {
        Measure(i64::from(max.twips()) * EM / i64::from(size.twips()).max(1))
    }

    fn takes(self, width: i64) -> bool {
        width <= self.0
    }
}

/// A stretch of text that is never cut: a word, or the part of a word up to its hyphen.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// The bytes of the line it takes.
    from: usize,
    to: usize,
    /// Where it begins and ends when the whole line is set in one, in font units.
    begin: i64,
    end: i64,
    /// Whether a line would rather not begin here: inside a word, or with a dash.
    unwelcome: bool,
}

/// The pieces of a line, spaces left out.
fn pieces(line: &str, face: Face) -> Vec<Piece> {
    pieces_of(line.chars().map(|character| (character, face)))
}

fn pieces_of(line: impl IntoIterator<Item = (char, Face)>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Option<Piece> = None;
    let mut at = 0;
    let mut next_from = 0;
    let mut characters = line.into_iter().peekable();
    while let Some((character, face)) = characters.next() {
        let from = next_from;
        next_from += character.len_utf8();
        let advance = advance(character, face);
        if is_space(character) {
            pieces.extend(open.take());
            at += advance;
            continue;
        }
        let after_hyphen = pieces.last().is_some_and(|before| before.to == from);
        let mut piece = open.take().unwrap_or(Piece {
            from,
            to: from,
            begin: at,
            end: at,
            unwelcome: after_hyphen || is_dash(character),
        });
        at += advance;
        piece.to = from + character.len_utf8();
        piece.end = at;
        let inside_word = piece.to > piece.from + character.len_utf8()
            && characters.peek().is_some_and(|&(next, _)| next.is_alphanumeric());
        if is_dash(character) && inside_word {
            pieces.push(piece);
        } else {
            open = Some(piece);
        }
    }
    pieces.extend(open);
    pieces
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200B}')
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '–' | '—')
}

/// The number of pieces before each line's end, lines filled from the first on.
fn fill(pieces: &[Piece], measure: Measure) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut begin = None;
    for (index, piece) in pieces.iter().enumerate() {
        match begin {
            Some(begin) if measure.takes(piece.end - begin) => {}
            Some(_) => {
                breaks.push(index);
                begin = Some(piece.begin);
            }
            None => begin = Some(piece.begin),
        }
    }
    breaks.push(pieces.len());
    breaks
}

/// What a way to break costs, the weightiest first: lines, unwelcome breaks, raggedness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    lines: usize,
    unwelcome: usize,
    ragged: i128,
}

/// The cheapest way to break the pieces before a place: what it costs and where its last line begins.
#[derive(Clone, Copy)]
struct Way {
    cost: Cost,
    from: usize,
}

/// The number of pieces before each line's end, as few lines as can be, evenly long.
fn even_out(pieces: &[Piece], measure: Measure) -> Vec<usize> {
    let ways = cheapest(pieces, measure, measure);
    let breaks = trace(&ways);
    let Some(fewest) = ways.last().map(|way| way.cost.lines) else { return breaks };
    if fewest < 2 || last_is_long_enough(pieces, &breaks) {
        return breaks;
    }
    let mut best: Option<(Cost, Vec<usize>)> = None;
    for from in (1..pieces.len()).rev() {
        let Some(last) = line_width(pieces, from, pieces.len()) else { break };
        if !measure.takes(last) {
            break;
        }
        let longest = Measure(measure.0.min(last.saturating_mul(2)));
        let Some(before) = pieces.get(..from) else { break };
        let ways = cheapest(before, longest, measure);
        let Some(way) = ways.last() else { break };
        let Some(cost) = extended(way.cost, pieces, from, last, measure) else { break };
        let mut breaks = trace(&ways);
        breaks.push(pieces.len());
        let better = best.as_ref().is_none_or(|(known, _)| cost < *known);
        if better && cost.lines == fewest && last_is_long_enough(pieces, &breaks) {
            best = Some((cost, breaks));
        }
    }
    best.map_or(breaks, |(_, breaks)| breaks)
}

/// For each number of pieces the cheapest way to break them into lines of at most `limit`; raggedness is counted
/// against the whole measure, so that ways with different limits compare.
fn cheapest(pieces: &[Piece], limit: Measure, measure: Measure) -> Vec<Way> {
    let mut ways: Vec<Way> = vec![Way { cost: Cost { lines: 0, unwelcome: 0, ragged: 0 }, from: 0 }];
    for to in 1..=pieces.len() {
        let mut best: Option<Way> = None;
        for from in (0..to).rev() {
            let Some(width) = line_width(pieces, from, to) else { break };
            if !limit.takes(width) && from + 1 < to {
                break;
            }
            let before = ways.get(from).map(|way| way.cost);
            let Some(cost) = before.and_then(|cost| extended(cost, pieces, from, width, measure)) else {
                break;
            };
            if best.is_none_or(|known| cost < known.cost) {
                best = Some(Way { cost, from });
            }
        }
        ways.extend(best);
    }
    ways
}

/// The cost of a way with one more line, which begins at the piece `from`.
fn extended(cost: Cost, pieces: &[Piece], from: usize, width: i64, measure: Measure) -> Option<Cost> {
    let begins_badly = from > 0 && pieces.get(from)?.unwelcome;
    let missing = i128::from(measure.0 - width);
    Some(Cost {
        lines: cost.lines + 1,
        unwelcome: cost.unwelcome + usize::from(begins_badly),
        ragged: cost.ragged + missing * missing,
    })
}

fn trace(ways: &[Way]) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut to = ways.len().saturating_sub(1);
    while to > 0 {
        breaks.push(to);
        to = ways.get(to).map_or(0, |way| way.from);
    }
    breaks.reverse();
    if breaks.is_empty() {
        breaks.push(0);
    }
    breaks
}

fn line_width(pieces: &[Piece], from: usize, to: usize) -> Option<i64> {
    Some(pieces.get(to.checked_sub(1)?)?.end - pieces.get(from)?.begin)
}

fn last_is_long_enough(pieces: &[Piece], breaks: &[usize]) -> bool {
    let mut from = 0;
    let mut longest = 0;
    let mut last = 0;
    for &to in breaks {
        last = line_width(pieces, from, to).unwrap_or(0);
        longest = longest.max(last);
        from = to;
    }
    last * 2 >= longest
}

/// The text of each line.
fn cut(line: &str, pieces: &[Piece], breaks: &[usize]) -> Vec<String> {
    let mut from = 0;
    breaks
        .iter()
        .map(|&to| {
            let first = pieces.get(from).map_or(0, |piece| piece.from);
            let end = to.checked_sub(1).and_then(|last| pieces.get(last)).map_or(0, |piece| piece.to);
            from = to;
            line.get(first..end).unwrap_or_default().to_owned()
        })
        .to_list()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::width;
    use proptest::prelude::*;

    const SIZE: fn() -> Length = || Length::pt(14.0);
    const ABSTRACT: &str = "V/v triển khai thực hiện Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ \
                            về tăng cường công tác truyền thông chính sách";

    fn widths(lines: &[String], face: Face) -> Vec<i32> {
        lines.iter().map(|line| width(line, face, SIZE()).twips()).to_list()
    }

    #[test]
    fn breaks_stand_where_they_may() {
        for (text, millimetres, expected) in [
            ("một hai ba", 100.0, vec!["một hai ba"]),
            ("một hai ba", 15.0, vec!["một hai", "ba"]),
            ("một hai ba", 1.0, vec!["một", "hai", "ba"]),
            ("một\u{a0}hai ba", 1.0, vec!["một\u{a0}hai", "ba"]),
            ("giai đoạn 2022-2027", 1.0, vec!["giai", "đoạn", "2022-", "2027"]),
            ("số -5", 1.0, vec!["số", "-5"]),
            ("kinh tế - xã hội", 1.0, vec!["kinh", "tế", "-", "xã", "hội"]),
            ("07/CT\u{2011}TTg", 1.0, vec!["07/CT\u{2011}TTg"]),
            ("một  hai   ba", 100.0, vec!["một  hai   ba"]),
            ("  một hai  ", 100.0, vec!["một hai"]),
            ("Ủy ban nhân dân\ntỉnh Phú Thọ", 100.0, vec!["Ủy ban nhân dân", "tỉnh Phú Thọ"]),
            ("một\n\nhai\n", 100.0, vec!["một", "", "hai", ""]),
            ("", 100.0, vec![""]),
            ("   ", 100.0, vec![""]),
        ] {
            let max = Length::mm(millimetres);
            assert_eq!(wrap(text, Face::Regular, SIZE(), max), expected, "wrap {text:?}");
            if !text.contains('-') {
                assert_eq!(
                    balance(text, Face::Regular, SIZE(), max).len(),
                    expected.len(),
                    "balance {text:?}"
                );
            }
        }
    }

    #[test]
    fn a_balanced_abstract_has_lines_of_like_length() {
        let max = Length::mm(78.0);
        let greedy = wrap(ABSTRACT, Face::Regular, SIZE(), max);
        let even = balance(ABSTRACT, Face::Regular, SIZE(), max);
        assert_eq!(even.len(), greedy.len());
        let spread = |lines: &[String]| {
            let widths = widths(lines, Face::Regular);
            widths.iter().max().unwrap() - widths.iter().min().unwrap()
        };
        assert!(spread(&even) <= spread(&greedy), "{even:?} {greedy:?}");
        assert!(even.iter().any(|line| line.contains("07/CT-TTg")), "{even:?}");
    }

    #[test]
    fn the_last_line_is_not_a_remnant_where_the_words_allow() {
        let text = "Về việc kiện toàn Ban Chỉ đạo cải cách hành chính";
        for millimetres in 40..110 {
            let lines = balance(text, Face::Bold, SIZE(), Length::mm(f64::from(millimetres)));
            let widths = widths(&lines, Face::Bold);
            assert!(widths[widths.len() - 1] * 2 >= *widths.iter().max().unwrap(), "{lines:?}");
        }
    }

    #[test]
    fn a_line_rather_does_not_begin_with_a_dash() {
        let text = "phát triển kinh tế - xã hội năm 2026";
        for millimetres in 42..70 {
            let lines = balance(text, Face::Bold, SIZE(), Length::mm(f64::from(millimetres)));
            assert!(lines.iter().all(|line| !line.starts_with('-')), "{millimetres} mm: {lines:?}");
        }
        let narrow = balance(text, Face::Bold, SIZE(), Length::mm(38.0));
        assert_eq!(narrow, ["phát triển kinh tế", "- xã hội năm 2026"], "no third line for the dash's sake");
    }

    #[test]
    fn thousands_of_words_are_balanced_without_delay() {
        let text = "cộng hòa xã hội chủ nghĩa Việt Nam ".repeat(1000);
        let max = Length::mm(160.0);
        let lines = balance(&text, Face::Regular, SIZE(), max);
        assert_eq!(lines.len(), wrap(&text, Face::Regular, SIZE(), max).len());
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_the_measure_and_no_word_is_lost(
            text in "[a-zđơừ \u{a0}\n,-]{0,120}", millimetres in 0.0..170.0f64,
        ) {
            let max = Length::mm(millimetres);
            let greedy = wrap(&text, Face::Italic, SIZE(), max);
            let even = balance(&text, Face::Italic, SIZE(), max);
            prop_assert_eq!(greedy.len(), even.len());
            let bare = |text: &str| text.replace([' ', '\n'], "");
            for lines in [&greedy, &even] {
                prop_assert_eq!(bare(&lines.concat()), bare(&text));
                for line in lines {
                    let fits = width(line, Face::Italic, SIZE()).twips() <= max.twips() + 1;
                    prop_assert!(fits || pieces(line, Face::Italic).len() == 1, "{:?}", line);
                }
            }
        }

        #[test]
        fn no_text_makes_it_fail(text in any::<String>(), twips in any::<i32>(), size in any::<i32>()) {
            let (size, max) = (Length::from_twips(size), Length::from_twips(twips));
            let lines = wrap(&text, Face::Bold, size, max);
            prop_assert_eq!(lines.len(), balance(&text, Face::Bold, size, max).len());
            width(&text, Face::Bold, size);
        }
    }
}
