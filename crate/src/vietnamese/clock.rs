//! Times of day in a text (`clock.toml`): `07 giờ 30 phút - 07 giờ 45 phút`.

use std::sync::OnceLock;

use crate::packed;
use crate::standard::read::{self, record};

#[derive(Debug)]
struct Words {
    hour: String,
    minute: String,
    until: Vec<String>,
    between: Vec<String>,
}

record!(Words { hour, minute, until, between });

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/clock.json");
            read::all(&table).expect("the table is well formed")
        })
    }
}

/// Whether a text may name a time.
pub(crate) fn may_tell(text: &str) -> bool {
    text.contains(Words::get().hour.as_str())
}

/// How many of these words, in small letters, are a time of day they begin with: one of `17h30`, four of `17 giờ 30 phút`.
pub(crate) fn length<'w>(mut words: impl Iterator<Item = &'w str>) -> usize {
    let known = Words::get();
    let is_number =
        |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let Some(first) = words.next() else { return 0 };
    let parts = known.between.iter().find_map(|sign| first.split_once(sign.as_str()));
    if let Some((hours, minutes)) = parts {
        let minutes = minutes.trim_end_matches('\'');
        return usize::from(is_number(hours) && (minutes.is_empty() || is_number(minutes)));
    }
    if !is_number(first) || words.next() != Some(known.hour.as_str()) {
        return 0;
    }
    match (words.next().is_some_and(is_number), words.next()) {
        (true, Some(word)) if word == known.minute => 4,
        (true, _) => 3,
        (false, _) => 2,
    }
}

/// The text with no-break spaces within its times, and between a time and the dash behind it.
pub(crate) fn bound(text: &str) -> String {
    let words = Words::get();
    let mut bound = String::with_capacity(text.len());
    let mut before = Piece::Other;
    for (at, word) in text.split(' ').enumerate() {
        let piece = before.followed_by(word, words);
        if at > 0 {
            bound.push(if piece.goes_on() { '\u{a0}' } else { ' ' });
        }
        bound.push_str(word);
        before = piece;
    }
    bound
}

/// What a word is in a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// `07`, which may become a time.
    Number,
    Hour,
    /// `30` behind the hour.
    Minutes,
    Minute,
    Until,
    Other,
}

impl Piece {
    fn followed_by(self, word: &str, words: &Words) -> Piece {
        let is_number = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Piece::Number if word == words.hour => Piece::Hour,
            Piece::Hour if is_number => Piece::Minutes,
            Piece::Minutes if word.trim_end_matches([',', '.', ';', ':']) == words.minute => Piece::Minute,
            Piece::Hour | Piece::Minutes | Piece::Minute if words.until.iter().any(|until| until == word) => {
                Piece::Until
            }
            _ if is_number => Piece::Number,
            _ => Piece::Other,
        }
    }

    /// Whether it belongs to the word before it.
    fn goes_on(self) -> bool {
        matches!(self, Piece::Hour | Piece::Minutes | Piece::Minute | Piece::Until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stay_whole_and_lines_end_with_the_dash() {
        for (text, expected) in [
            ("07 giờ 30 - 07 giờ 45", "07_giờ_30_- 07_giờ_45"),
            ("07 giờ 30 phút - 07 giờ 45 phút", "07_giờ_30_phút_- 07_giờ_45_phút"),
            ("Từ 8 giờ đến 9 giờ 30 phút, ngày 5", "Từ 8_giờ đến 9_giờ_30_phút, ngày 5"),
            ("trong 24 giờ 2 lần", "trong 24_giờ_2 lần"),
            ("giờ 30 phút", "giờ 30 phút"),
            ("07:30 - 08:00", "07:30 - 08:00"),
            ("", ""),
        ] {
            assert_eq!(bound(text).replace('\u{a0}', "_"), expected, "{text}");
        }
    }
}
