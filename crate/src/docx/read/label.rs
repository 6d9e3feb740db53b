//! How a number of a list is written (ECMA-376-1, 17.18.59).

use crate::vietnamese::number::roman;

/// A count in a format; `sign` is what a bullet is drawn with.
pub(super) fn written(format: &str, count: u32, sign: &str) -> String {
    match format {
        "none" => String::new(),
        "bullet" => if matches!(sign.trim(), "+" | "o") { "+" } else { "-" }.to_owned(),
        "decimalZero" => format!("{count:02}"),
        "decimalEnclosedCircle" => circled(count).map_or_else(|| count.to_string(), String::from),
        "lowerLetter" => letters(count, b'a'),
        "upperLetter" => letters(count, b'A'),
        "lowerRoman" => {
            roman(count).map(|numeral| numeral.to_ascii_lowercase()).unwrap_or_else(|| count.to_string())
        }
        "upperRoman" => roman(count).unwrap_or_else(|| count.to_string()),
        _ => count.to_string(),
    }
}

/// ① … ⑳
fn circled(count: u32) -> Option<char> {
    if (1..=20).contains(&count) { char::from_u32(u32::from('①') + count - 1) } else { None }
}

/// a … z, aa, bb, …
fn letters(count: u32, first: u8) -> String {
    const ALPHABET: u32 = 26;
    /// Nobody counts further.
    const LONGEST: u32 = 8;
    let Some(count) = count.checked_sub(1) else { return String::new() };
    let letter =
        u8::try_from(count % ALPHABET).map_or('a', |offset| char::from(first.saturating_add(offset)));
    let times = (count / ALPHABET + 1).min(LONGEST);
    (0..times).map(|_| letter).collect()
}
