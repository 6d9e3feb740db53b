//! Marks: a draft's round, urgency, how far a document may go.

use serde_json::{Value, json};

use crate::standard::Standard;
use crate::vietnamese::PartialDate;
use crate::vietnamese::text::key;

use super::{Draft, Where};

/// Puts a line that is a mark into its field; any other line is left over.
pub(super) fn put(draft: &mut Draft, line: &str, at: Where) {
    match mark(line) {
        Some((field, value)) => draft.put(field, value, line, at),
        None => draft.leave(line.to_owned(), at),
    }
}

/// `DỰ THẢO LẦN 2 (05/4/2026)`, `HỎA TỐC`, `LƯU HÀNH NỘI BỘ`: field and value.
fn mark(line: &str) -> Option<(&'static str, Value)> {
    let words = key(line);
    if let Some(rest) = words.strip_prefix("du thao lan ") {
        let mut numbers = rest.split(' ');
        let round: u32 = numbers.next()?.parse().ok()?;
        let day: Vec<&str> = numbers.filter(|word| *word != "ngay").collect();
        let day: PartialDate = if day.is_empty() { PartialDate::None } else { day.join("/").parse().ok()? };
        return Some(("du_thao", json!({ "lan": round, "ngay": day.to_string() })));
    }
    let names = [
        ("do_khan", ["khan", "thuong_khan", "hoa_toc"].as_slice()),
        ("luu_hanh", ["xem_xong_tra_lai", "luu_hanh_noi_bo"].as_slice()),
    ];
    let standard = Standard::nd30();
    names.into_iter().find_map(|(field, names)| {
        let name = names
            .iter()
            .find(|name| standard.marks.get(**name).is_some_and(|rule| key(&rule.text) == words))?;
        Some((field, json!(name)))
    })
}
