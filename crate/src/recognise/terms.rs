//! What a text says by its words alone: kind, mark, capacity, `Kính gửi`, `V/v`, `Nơi nhận`, `Phụ lục`.

use crate::document::Component;
use crate::standard::Standard;
use crate::vietnamese::text::key;

use super::words::{Words, begins};

/// A longer text names no position.
pub(super) const MAX_POSITION: usize = 120;

/// A longer text is no mark.
const MAX_MARK: usize = 60;

/// The name of a kind in a line of capitals, and the rest of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kind<'t> {
    pub(crate) name: &'static str,
    pub(crate) rest: &'t str,
}

/// The kind a text names, in capitals or not.
pub(crate) fn kind_of(text: &str) -> Option<Kind<'_>> {
    kind_in(text, &key(text))
}

pub(super) fn kind_in<'t>(text: &'t str, words: &str) -> Option<Kind<'t>> {
    let standard = Standard::nd30();
    let names = standard
        .kind
        .iter()
        .chain(&standard.copy)
        .map(|kind| kind.name.split(" (").next().unwrap_or_default());
    let fits = names.filter(|name| {
        let name = key(name);
        words == name || words.strip_prefix(&name).is_some_and(|rest| rest.starts_with(' '))
    });
    let name = fits.max_by_key(|name| name.len())?;
    let count = name.split(' ').count();
    // `QUYẾT ĐỊNH:` is the order of a decision.
    let rest = text.splitn(count + 1, ' ').nth(count).unwrap_or_default();
    (!text.ends_with(':')).then_some(Kind { name, rest })
}

/// What follows `V/v`.
pub(crate) fn summary(text: &str) -> Option<&str> {
    let mark = text.get(..3).filter(|mark| mark.eq_ignore_ascii_case("v/v"))?;
    Some(text.get(mark.len()..)?.trim_start_matches([':', ' ']))
}

/// Where the abstract begins behind `V/v`, or `Về việc` as the Party writes it.
pub(super) fn announced(text: &str) -> usize {
    if let Some(rest) = summary(text) {
        return text.len() - rest.len();
    }
    let two = text.match_indices(' ').nth(1).map_or(0, |(at, _)| at + 1);
    if text.get(..two).is_some_and(|begin| key(begin) == "ve viec") { two } else { 0 }
}

/// A text that is a mark and nothing else.
pub(super) fn mark(text: &str, words: &str) -> Option<Component> {
    const URGENCY: [&str; 3] = ["khan", "thuong_khan", "hoa_toc"];
    const CIRCULATION: [&str; 2] = ["xem_xong_tra_lai", "luu_hanh_noi_bo"];
    let marks = &Standard::nd30().marks;
    let reads = |id: &str| marks.get(id).is_some_and(|rule| key(&rule.text) == words);
    let is_draft = || {
        let draft = marks.get("du_thao").map(|rule| key(&rule.text)).unwrap_or_default();
        words.strip_prefix(&draft).is_some_and(|rest| rest.is_empty() || rest.starts_with(" lan "))
    };
    if URGENCY.into_iter().any(reads) {
        Some(Component::DauKhan)
    } else if CIRCULATION.into_iter().any(reads) {
        Some(Component::DauLuuHanh)
    } else if text.chars().count() <= MAX_MARK && is_draft() {
        Some(Component::DauDuThao)
    } else {
        None
    }
}

/// A text that says as what somebody signs.
pub(super) fn is_capacity(text: &str) -> bool {
    let words = Words::get();
    let key = key(text);
    text.chars().count() <= MAX_POSITION
        && (words.capacity(text).is_some() || begins(&key, &words.position) || begins(&key, &words.role))
}

/// Whether words begin with what the decree prints as this component.
pub(super) fn begins_as(words: &str, component: Component) -> bool {
    let text = Standard::nd30().component(component).text.as_deref().map(key).unwrap_or_default();
    words.strip_prefix(&text).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// `Nơi nhận:`, alone or before the first recipient.
pub(super) fn is_recipients(text: &str, words: &str) -> bool {
    let label = Standard::nd30().component(Component::NoiNhan).text.as_deref().unwrap_or_default();
    let length = label.chars().count();
    begins_as(words, Component::NoiNhan)
        && (words == key(label) || text.chars().take(length + MAX_MARKS).any(|c| c == ':'))
}

/// So many signs may stand before and within a label.
const MAX_MARKS: usize = 4;

/// What follows `Phụ lục`.
pub(super) fn after_appendix(words: &str) -> Option<&str> {
    let label = key(&Standard::nd30().appendix.label);
    words.strip_prefix(&label).filter(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// A number of one word, Arabic or Roman.
pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || "ivxlcIVXLC".contains(c))
}
