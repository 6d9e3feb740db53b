//! Names of units, compared as people write them.

use crate::ordered::OrderedSet;
use crate::vietnamese::text::fold;

/// What is written short and in full.
const SHORT: [(&str, &str); 5] = [
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("thanh pho", "tp"),
    ("thi tran", "tt"),
    ("phuong", "p"),
];

/// Whether two names are of the same unit: marks, capitals, punctuation and the usual abbreviations do not matter, nor does
/// the `UBND` before the name of a commune.
///
/// ```
/// use thethuc::collect::same_unit;
/// assert!(same_unit("Ủy ban nhân dân xã An Bình", "UBND XÃ AN BÌNH"));
/// assert!(same_unit("xã An Bình", "UBND xã An Bình"));
/// assert!(!same_unit("xã An Bình", "xã An Bình Tây"));
/// ```
pub fn same_unit(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// What is left of a name when the way it is written does not count.
pub(super) fn key(name: &str) -> String {
    let plain: String =
        fold(name).chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let mut words = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    for (full, short) in SHORT {
        words = words.replace(&format!(" {full} "), &format!(" {short} "));
    }
    let words = words.trim();
    words.strip_prefix("ubnd ").unwrap_or(words).to_owned()
}

/// The expected units that none of the others is.
pub(super) fn missing<'u>(expected: &[String], sent: impl Iterator<Item = &'u str>) -> Vec<String> {
    let sent: OrderedSet<String> = sent.map(key).collect();
    let is_missing = |unit: &&String| !unit.trim().is_empty() && !sent.contains(&key(unit));
    expected.iter().filter(is_missing).cloned().collect()
}
