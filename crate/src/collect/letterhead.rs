//! Whose letterhead a returned document has.

use super::units::same_unit;
use crate::document::Component;
use crate::docx::read::observe;
use crate::joined::Joined;
use crate::recognise;
use crate::to_list::ToList;
use crate::unicode::lower;
use crate::vietnamese::text::upper_first;

/// The issuing body a document shows, where it is another than `kept`, the one of its values; none where it shows the same or
/// none.
pub(crate) fn unit(docx: &[u8], kept: &str) -> Option<String> {
    let observed = observe(docx).ok()?;
    let reading = recognise::read(&observed);
    let body = |item: &&crate::document::Item| item.component == Some(Component::CoQuanBanHanh);
    let shown: Vec<&str> =
        reading.items.iter().filter(body).flat_map(|item| item.text.split_whitespace()).to_list();
    let whole = shown.join(" ");
    if whole.is_empty() || same_unit(&whole, kept) {
        return None;
    }
    if whole.chars().any(char::is_lowercase) {
        return Some(whole);
    }
    Some(in_small_letters(&shown, kept))
}

/// A name in capitals as it is written in a sentence: as the known name is written where they agree, and elsewhere every word
/// with a capital, as the names of places are.
fn in_small_letters(words: &[&str], known: &str) -> String {
    let mut known = known.split_whitespace();
    let written = words.iter().map(|word| {
        let small = lower(word);
        match known.next() {
            Some(same) if lower(same) == small => same.to_owned(),
            _ => upper_first(&small),
        }
    });
    written.joined(" ")
}
