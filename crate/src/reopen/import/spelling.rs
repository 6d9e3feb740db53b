//! Names that a document has in capitals, as they are written in a sentence.

use crate::check::capitals::suggest;
use crate::pool::Named;
use crate::recognise::line::is_shouted;
use crate::recognise::words::Words;
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::text::upper_first;

/// How many lines of a document are searched for a name.
const MAX_LINES: usize = 2000;

/// How many pairs of words of them, and of one pair how many places.
const MAX_PAIRS: usize = 100_000;
const MAX_PLACES: usize = 64;

/// A text of more words is no name, and stays as it is.
const MAX_SENTENCE: usize = 200;

/// The longest name searched for, in words.
const MAX_WORDS: usize = 10;

/// How the rest of a document writes names.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// The words of its lines, small and as they are.
    lines: Vec<(Vec<String>, Vec<String>)>,
    /// Where two words, with a space between them, stand beside one another: line and word.
    pairs: Named<Vec<(usize, usize)>>,
}

impl Spelling {
    pub(super) fn of<'t>(lines: impl IntoIterator<Item = &'t str>) -> Spelling {
        let ordinary = lines.into_iter().filter(|line| !is_shouted(line)).take(MAX_LINES);
        let words = |text: &str| -> Vec<String> {
            tokens(text).into_iter().map(|(_, word)| word.to_owned()).to_list()
        };
        let lines: Vec<_> = ordinary.map(|line| (words(&unicode::lower(line)), words(line))).to_list();
        let mut pairs: Named<Vec<(usize, usize)>> = Named::default();
        let all = lines.iter().enumerate().flat_map(|(line, (small, _))| {
            small.windows(2).enumerate().map(move |(at, words)| (words, (line, at)))
        });
        for (words, place) in all.take(MAX_PAIRS) {
            let [first, second] = words else { continue };
            let places = pairs.entry(format!("{first} {second}").as_str());
            if places.len() < MAX_PLACES {
                places.push(place);
            }
        }
        Spelling { lines, pairs }
    }

    /// The text as in a sentence; as it is when that cannot be known.
    pub(super) fn sentence(&self, shouted: &str) -> String {
        let is_long = shouted.split_whitespace().nth(MAX_SENTENCE).is_some();
        if is_long || !shouted.chars().any(char::is_alphabetic) || shouted.chars().any(char::is_lowercase) {
            return shouted.to_owned();
        }
        self.known(shouted).unwrap_or_else(|| shouted.to_owned())
    }

    fn known(&self, shouted: &str) -> Option<String> {
        let mut text = unicode::lower(shouted);
        let words: Vec<(usize, String)> =
            tokens(&text).into_iter().map(|(at, word)| (at, word.to_owned())).to_list();
        let mut is_known = vec![false; words.len()];
        let put = |text: &mut String, first: usize, written: &[String], is_known: &mut Vec<bool>| {
            for (offset, new) in written.iter().enumerate() {
                let Some((at, old)) = words.get(first + offset) else { continue };
                // Small and capital letters of the alphabet have the same length.
                if new.len() == old.len() && text.is_char_boundary(*at) {
                    text.replace_range(*at..at + old.len(), new);
                    if let Some(known) = is_known.get_mut(first + offset) {
                        *known = true;
                    }
                }
            }
        };
        for found in suggest(&text) {
            let first = words.iter().position(|(at, _)| *at == found.range.start);
            let written: Vec<String> =
                tokens(&found.replacement).into_iter().map(|(_, word)| word.to_owned()).to_list();
            if let Some(first) = first {
                put(&mut text, first, &written, &mut is_known);
            }
        }
        let mut at = 0;
        while at < words.len() {
            let longest = (2..=MAX_WORDS.min(words.len() - at)).rev().find_map(|length| {
                let sought: Vec<&str> =
                    words.get(at..at + length)?.iter().map(|(_, word)| word.as_str()).to_list();
                self.written(&sought)
            });
            let Some(written) = longest else {
                at += 1;
                continue;
            };
            put(&mut text, at, &written, &mut is_known);
            at += written.len();
        }
        // What follows the last word of a unit is its name.
        let words_of = Words::get();
        let is_unit = |text: &str| words_of.named_unit.iter().any(|unit| unit == text);
        let mut named = false;
        for (at, (_, word)) in words.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |(_, word)| word.as_str());
            let two = format!("{before} {word}");
            let ends_unit = is_unit(word) || is_unit(&two);
            let known = is_known.get(at).copied().unwrap_or_default();
            if ends_unit
                || known
                || words_of.position_word.iter().any(|known| known == word)
                || word.parse::<u32>().is_ok()
            {
                named = ends_unit;
                put(&mut text, at, &[], &mut is_known);
                if let (Some(place), false) = (is_known.get_mut(at), known) {
                    *place = true;
                }
            } else if named {
                put(&mut text, at, &[upper_first(word)], &mut is_known);
            }
        }
        is_known.iter().all(|known| *known).then(|| upper_first(&text))
    }

    /// How these words are written where they stand in a sentence.
    fn written(&self, words: &[&str]) -> Option<Vec<String>> {
        let [first, second, ..] = words else { return None };
        for (line, at) in self.pairs.get(format!("{first} {second}").as_str())? {
            let (small, written) = self.lines.get(*line)?;
            let Some(found) = small.get(*at..at + words.len()) else { continue };
            if found.iter().zip(words).all(|(one, other)| one == other) {
                return written.get(*at..at + words.len()).map(<[String]>::to_vec);
            }
        }
        None
    }
}

/// The words of a text with where they begin.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.extend(text.get(from..at).map(|word| (from, word)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_the_capitals_of_a_sentence() {
        let spelling =
            Spelling::of(["An Bình, ngày 05 tháng 01 năm 2026", "Theo đề nghị của Phòng Văn hóa - Xã hội."]);
        for (shouted, expected) in [
            ("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "Ủy ban nhân dân xã An Bình"),
            ("ỦY BAN NHÂN DÂN\nPHƯỜNG GÒ SỎI", "Ủy ban nhân dân\nphường Gò Sỏi"),
            ("PHÒNG VĂN HÓA - XÃ HỘI", "Phòng Văn hóa - Xã hội"),
            ("PHÓ CHỦ TỊCH", "Phó chủ tịch"),
            ("TRƯỜNG MẦM NON HOA HỒNG", "TRƯỜNG MẦM NON HOA HỒNG"),
            ("Chánh Văn phòng", "Chánh Văn phòng"),
        ] {
            assert_eq!(spelling.sentence(shouted), expected);
        }
    }
}
