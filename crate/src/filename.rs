//! Names of files made from values: safe on every system, readable in a list.

use serde_json::Value;

use crate::vietnamese::PartialDate;
use crate::vietnamese::text::fold;

/// Longest name before its ending: short enough for paths on old file shares.
pub(crate) const LENGTH: usize = 96;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Letters and digits without marks, case kept, hyphens between them: `QĐ-UBND` is `QD-UBND`.
pub(crate) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let mut small = [0; 4];
        let folded = fold(character.encode_utf8(&mut small));
        let upper = character.is_uppercase();
        let mut letters = folded.chars().filter(char::is_ascii_alphanumeric).peekable();
        if letters.peek().is_none() {
            // A mark by itself belongs to the letter before.
            let mark = folded.is_empty();
            if !mark && !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
            continue;
        }
        out.extend(letters.map(|letter| if upper { letter.to_ascii_uppercase() } else { letter }));
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// A name of at most [`LENGTH`] characters that Windows takes as the name of a file.
pub(crate) fn safe(name: &str) -> String {
    let mut name = ascii(name);
    name.truncate(LENGTH);
    name.truncate(name.trim_end_matches('-').len());
    let small = name.to_ascii_lowercase();
    let port = small.strip_prefix("com").or(small.strip_prefix("lpt"));
    let is_port =
        port.is_some_and(|number| number.len() == 1 && number.chars().all(|digit| digit.is_ascii_digit()));
    if RESERVED.contains(&small.as_str()) || is_port { format!("tep-{name}") } else { name }
}

/// A value as part of a name; a day is written `5-4-2026`, what has no text is blank.
pub(crate) fn part(value: &Value) -> String {
    match value {
        Value::String(text) => match iso(text) {
            Some(date) => ascii(&date.slashed()),
            None => ascii(text),
        },
        Value::Number(number) => ascii(&number.to_string()),
        Value::Array(items) => items.first().map(part).unwrap_or_default(),
        _ => String::new(),
    }
}

fn iso(text: &str) -> Option<PartialDate> {
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('-');
    let looks = parts.next().is_some_and(|year| digits(year, 4)) && parts.all(|part| digits(part, 2));
    if looks { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_short_and_no_device() {
        for (text, name) in [
            ("Nguyễn Văn Ấn – Sở Nội vụ", "Nguyen-Van-An-So-Noi-vu"),
            ("Ủy ban\u{309} xã Đồng/Tâm", "Uy-ban-xa-Dong-Tam"),
            ("../../etc", "etc"),
            ("CON", "tep-CON"),
            ("com1", "tep-com1"),
            ("...", ""),
            ("QyĐ 12.", "QyD-12"),
        ] {
            assert_eq!(safe(text), name, "{text}");
        }
        assert_eq!(safe(&"dài ".repeat(60)).len(), 95);
        assert_eq!(part(&serde_json::json!("2026-04-05")), "05-4-2026");
    }
}
