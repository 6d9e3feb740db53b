//! Marks: a draft's round, urgency, how far a document may go.

use serde_json::{Value, json};

use crate::document::Component;
use crate::recognise::terms::mark;
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::vietnamese::text::key;

use super::{Draft, Where};

/// Puts a line that is a mark into its field; any other line is left over.
pub(super) fn put(draft: &mut Draft, line: &str, at: Where) {
    match field(line) {
        Some((field, value)) => draft.put(field, value, line, at),
        None => draft.leave(line.to_owned(), at),
    }
}

/// `DỰ THẢO LẦN 2 (05/4/2026)`, `HỎA TỐC`, `LƯU HÀNH NỘI BỘ`: field and value.
fn field(line: &str) -> Option<(&'static str, Value)> {
    let words = key(line);
    let (component, id, rest) = mark(line, &words)?;
    match component {
        Component::DauKhan => Some(("do_khan", json!(id))),
        Component::DauLuuHanh => Some(("luu_hanh", json!(id))),
        _ => {
            let mut numbers = rest.split(' ').skip(1);
            let round: u32 = numbers.next()?.parse().ok()?;
            let day: Vec<&str> = numbers.filter(|word| *word != "ngay").to_list();
            let day: PartialDate =
                if day.is_empty() { PartialDate::None } else { day.join("/").parse().ok()? };
            Some(("du_thao", json!({ "lan": round, "ngay": day.to_string() })))
        }
    }
}
