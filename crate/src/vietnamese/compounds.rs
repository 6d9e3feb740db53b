//! Words of several syllables (`compounds.toml`): where a line had better not break.

use std::ops::Range;
use std::sync::OnceLock;

use super::text::tones_behind;
use crate::joined::Joined;
use crate::ordered;
use crate::packed;
use crate::standard::read::{self, record};
use crate::to_list::ToList;

#[derive(Debug)]
struct Words {
    bodies: Vec<String>,
    fields: Vec<String>,
    positions: Vec<String>,
    documents: Vec<String>,
}

record!(Words { bodies, fields, positions, documents });

/// Compounds to be found in texts.
#[derive(Debug)]
pub(crate) struct Compounds {
    /// As they are compared, in order.
    known: Vec<String>,
    /// The most words one has.
    longest: usize,
}

impl Compounds {
    /// Those of the language, and names of a kind.
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub(crate) fn with<'n>(names: impl Iterator<Item = &'n str>) -> Compounds {
        static WORDS: OnceLock<Words> = OnceLock::new();
        let words = WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/compounds.json");
            read::all(&table).expect("the table is well formed")
        });
        let of_language = [&words.bodies, &words.fields, &words.positions, &words.documents];
        let of_language = of_language.into_iter().flatten().map(String::as_str);
        let mut known: Vec<String> = of_language.chain(names).map(tones_behind).to_list();
        ordered::sort(&mut known);
        known.dedup();
        let longest = known.iter().map(|one| one.split(' ').count()).max().unwrap_or(0);
        Compounds { known, longest }
    }

    /// The bytes of each compound in a line, from left to right, of those that begin alike the longest that `fits`.
    pub(crate) fn find(&self, line: &str, fits: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
        let compared = tones_behind(line);
        let words: Vec<Range<usize>> = words(line).to_list();
        let keys: Vec<&str> = compared.split(' ').to_list();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let length = (2..=self.longest.min(words.len() - at)).rev().find(|length| {
                let key = keys.get(at..at + length).and_then(|keys| self.key(keys));
                key.is_some_and(|key| self.known.binary_search(&key).is_ok())
                    && span(&words, at, *length).is_some_and(|place| line.get(place).is_some_and(&fits))
            });
            found.extend(length.and_then(|length| span(&words, at, length)));
            at += length.unwrap_or(1);
        }
        found
    }

    /// Words as one text to be compared, signs around them left out; none where one stands between them.
    fn key(&self, words: &[&str]) -> Option<String> {
        let (first, rest) = words.split_first()?;
        let (last, between) = rest.split_last()?;
        let is_sign = |c: char| !c.is_alphanumeric() && !('\u{300}'..='\u{36F}').contains(&c);
        let first = first.trim_start_matches(is_sign);
        let last = last.trim_end_matches(is_sign);
        let all = || std::iter::once(&first).chain(between).chain([&last]);
        (!all().any(|word| word.is_empty() || word.contains(is_sign))).then(|| all().copied().joined(" "))
    }
}

/// The bytes of the words of a line that are parted by single spaces.
fn words(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    line.split(' ').map(move |word| {
        let begin = at;
        at += word.len() + 1;
        begin..begin + word.len()
    })
}

fn span(words: &[Range<usize>], at: usize, length: usize) -> Option<Range<usize>> {
    Some(words.get(at)?.start..words.get(at + length - 1)?.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<&str> {
        let compounds = Compounds::with(["Phú Thọ"].into_iter());
        compounds.find(line, |_| true).into_iter().map(|place| &line[place]).to_list()
    }

    #[test]
    fn a_few_hundred_compounds_are_known() {
        let known = Compounds::with(std::iter::empty()).known;
        assert!((400..1000).contains(&known.len()), "{}", known.len());
    }

    #[test]
    fn compounds_are_found_in_any_capitals_wherever_the_tone_stands() {
        for (line, expected) in [
            ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", vec!["VĂN HÓA,", "THỂ THAO", "DU LỊCH"]),
            ("Sở văn hoá và thể thao", vec!["văn hoá", "thể thao"]),
            ("Ủy ban nhân dân tỉnh Phú Thọ", vec!["Ủy ban nhân dân", "Phú Thọ"]),
            ("UỶ BAN NHÂN DÂN", vec!["UỶ BAN NHÂN DÂN"]),
            ("trung học phổ thông (Văn thư)", vec!["trung học phổ thông", "(Văn thư)"]),
            ("kinh, tế", vec![]),
            ("kinh  tế", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(found(line), expected, "{line}");
        }
    }

    #[test]
    fn the_longest_that_fits_counts() {
        let compounds = Compounds::with(std::iter::empty());
        let line = "Ủy ban nhân dân";
        let places = compounds.find(line, |text| text.chars().count() < 10);
        let texts: Vec<&str> = places.into_iter().map(|place| &line[place]).to_list();
        assert_eq!(texts, ["Ủy ban", "nhân dân"]);
    }
}
