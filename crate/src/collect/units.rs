//! Names of units, compared as people write them.

use crate::joined::Joined;
use crate::unicode;
use crate::vietnamese::text::{fold, tones_behind};

/// What is written in full and short.
const SHORT: [(&str, &str); 5] = [
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("thành phố", "tp"),
    ("thị trấn", "tt"),
    ("phường", "p"),
];

/// Whether two names are of the same unit: capitals, punctuation, on which vowel the tone stands and the usual
/// abbreviations do not matter, nor does the `UBND` before the name of a commune. Marks count, unless one of the names is
/// typed without any.
///
/// ```
/// use thethuc::collect::same_unit;
/// assert!(same_unit("Ủy ban nhân dân xã An Bình", "UBND XÃ AN BÌNH"));
/// assert!(same_unit("xã An Bình", "UBND xã An Bình"));
/// assert!(same_unit("xã Tân Hòa", "xã Tân Hoà") && same_unit("xã Tân Hòa", "xa tan hoa"));
/// assert!(!same_unit("xã Tân Hòa", "xã Tân Hoa"));
/// assert!(!same_unit("xã An Bình", "xã An Bình Tây"));
/// ```
pub fn same_unit(one: &str, other: &str) -> bool {
    let (one, other) = (Name::new(one), Name::new(other));
    one.exact == other.exact || (one.plain == other.plain && (one.is_plain() || other.is_plain()))
}

/// What is left of a name when the way it is written does not count.
pub(crate) struct Name {
    /// With its marks.
    pub(crate) exact: String,
    /// Without.
    pub(crate) plain: String,
}

impl Name {
    pub(crate) fn new(name: &str) -> Self {
        let exact = SHORT.iter().fold(with_marks(name), |words, (full, short)| {
            let short = with_marks(short);
            // Typed without marks it is short for the same.
            replaced(&replaced(&words, &with_marks(full), &short), &spaced(&fold(full)), &short)
        });
        let plain: String = fold(name).chars().map(letter_or_space).collect();
        let plain = SHORT.iter().fold(spaced(&plain), |words, (full, short)| {
            replaced(&words, &spaced(&fold(full)), &spaced(&fold(short)))
        });
        let own = |words: &str| {
            let words = words.trim();
            words.strip_prefix("ubnd ").unwrap_or(words).to_owned()
        };
        Name { exact: own(&exact), plain: own(&plain) }
    }

    /// It was typed without marks.
    pub(crate) fn is_plain(&self) -> bool {
        self.exact == self.plain
    }
}

/// The words in small letters, hoà and hòa alike.
fn with_marks(text: &str) -> String {
    let composed = unicode::composed(text);
    let plain: String = composed.as_deref().unwrap_or(text).chars().map(letter_or_space).collect();
    spaced(&tones_behind(&plain))
}

/// With every `full` short; two that stand side by side share a space.
fn replaced(words: &str, full: &str, short: &str) -> String {
    words.replace(full, short).replace(full, short)
}

fn letter_or_space(letter: char) -> char {
    if letter.is_alphanumeric() { letter } else { ' ' }
}

/// The words with one space before and behind each.
fn spaced(text: &str) -> String {
    format!(" {} ", text.split_whitespace().joined(" "))
}
