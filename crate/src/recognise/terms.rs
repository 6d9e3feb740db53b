//! What a text says by its words alone: kind, mark, capacity, `Kính gửi`, `V/v`, `Nơi nhận`, `Phụ lục`.

use crate::document::Component;
use crate::vietnamese::text::key;

use super::printed::{Printed, after};
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
    let fits = Printed::get().kinds.iter().filter(|(name, _)| after(words, name).is_some());
    let (_, name) = fits.max_by_key(|(name, _)| name.len())?;
    let count = name.split(' ').count();
    // `QUYẾT ĐỊNH:` is the order of a decision.
    let rest = text.splitn(count + 1, ' ').nth(count).unwrap_or_default();
    (!text.ends_with(':')).then_some(Kind { name, rest })
}

/// What follows `V/v`.
pub(crate) fn summary(text: &str) -> Option<&str> {
    let text = text.strip_prefix('(').unwrap_or(text);
    let mark = text.get(..3).filter(|mark| mark.eq_ignore_ascii_case("v/v"))?;
    Some(text.get(mark.len()..)?.trim_start_matches([':', ' ']))
}

/// Where the abstract begins behind `V/v`, or `Về việc` as the Party writes it.
pub(super) fn announced(text: &str) -> usize {
    if let Some(rest) = summary(text) {
        return text.len() - rest.len();
    }
    let words = &Words::get().summary;
    let mut ends = text.match_indices(' ').map(|(at, _)| at + 1).take(MAX_ANNOUNCED);
    ends.find(|at| text.get(..*at).is_some_and(|begin| words.contains(&key(begin)))).unwrap_or_default()
}

/// An abstract is announced by so many words at most.
const MAX_ANNOUNCED: usize = 3;

/// The mark a text is, and nothing else: its component, its name in the standard's table, and what follows it.
pub(crate) fn mark<'w>(text: &str, words: &'w str) -> Option<(Component, &'static str, &'w str)> {
    let rounds = &Words::get().draft_round;
    Printed::get().marks.iter().find_map(|mark| {
        let rest = after(words, &mark.words)?;
        let is_round = mark.component == Component::DauDuThao
            && begins(rest, rounds)
            && text.chars().count() <= MAX_MARK;
        (rest.is_empty() || is_round).then_some((mark.component, mark.id, rest))
    })
}

/// Whether a line is what a paper of the Party has in place of the national name.
pub(crate) fn is_party(line: &str) -> bool {
    Printed::get().is_party(&key(line))
}

/// A text that says as what somebody signs.
pub(super) fn is_capacity(text: &str) -> bool {
    let words = Words::get();
    let key = key(text);
    text.chars().count() <= MAX_POSITION
        && (words.capacity(text).is_some()
            || begins(&key, &words.position)
            || begins(&key, &words.role)
            || is_position_by_end(&key))
}

/// Short words that end as the name of a position does.
fn is_position_by_end(key: &str) -> bool {
    let ends = |end: &String| {
        key.strip_suffix(end.as_str()).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    };
    key.split(' ').count() <= MAX_POSITION_WORDS && Words::get().position_end.iter().any(ends)
}

/// A position known by its end alone has at most so many words.
const MAX_POSITION_WORDS: usize = 5;

/// Whether words begin with what the decree prints as this component.
pub(crate) fn begins_as(words: &str, component: Component) -> bool {
    Printed::get().after_label(words, component).is_some()
}

/// Whether words are what the decree prints as this component, and nothing else.
pub(super) fn is_label(words: &str, component: Component) -> bool {
    Printed::get().after_label(words, component).is_some_and(str::is_empty)
}

/// `Nơi nhận:`, alone or before the first recipient.
pub(super) fn is_recipients(text: &str, words: &str) -> bool {
    let rest = Printed::get().after_label(words, Component::NoiNhan);
    rest.is_some_and(|rest| {
        let label = words.len() - rest.len();
        rest.is_empty() || text.chars().take(label + MAX_MARKS).any(|c| c == ':')
    })
}

/// So many signs may stand before and within a label.
const MAX_MARKS: usize = 4;

/// What follows `Phụ lục`.
pub(super) fn after_appendix(words: &str) -> Option<&str> {
    after(words, &Printed::get().appendix)
}

/// A number of one word, Arabic or Roman.
pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || "ivxlcIVXLC".contains(c))
}
