//! Capitals as Annex II of Decree 30/2020/NĐ-CP asks for them: a check that suggests and never changes.
//!
//! It knows phrases that are always written one way, and is silent about everything else.

use std::ops::Range;
use std::sync::OnceLock;

use crate::government::Government;
use crate::ordered::OrderedMap;
use crate::unicode;
use crate::vietnamese::capitals::{Annex, Rule};
use crate::vietnamese::syllable::is_syllable;
use crate::vietnamese::text::upper_first;

/// Words that would be right with other capitals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Where they stand, in bytes.
    pub range: Range<usize>,
    /// How they would be right.
    pub replacement: String,
    /// The part of Annex II, in Vietnamese.
    pub rule: &'static str,
    /// The same in English.
    pub rule_en: &'static str,
    /// Where it is written.
    pub source: &'static str,
}

/// A phrase as it is right.
#[derive(Debug)]
struct Phrase {
    text: String,
    lower: String,
    rule: usize,
    /// Right within a sentence only: at its beginning another rule asks for a capital.
    inside: bool,
    /// Right in any capitals; nothing within it is a phrase.
    either: bool,
}

struct Phrases {
    annex: &'static Annex,
    /// By their first word, the longest first.
    by_word: OrderedMap<String, Vec<Phrase>>,
}

fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let annex = Annex::second();
        let mut all = Vec::new();
        for (rule, of) in annex.rule.iter().enumerate() {
            let phrase = |text: String, inside| Phrase {
                lower: unicode::lower(&text),
                text,
                rule,
                inside,
                either: false,
            };
            all.extend(
                of.phrases.iter().map(|text| phrase(text.clone(), text.starts_with(char::is_lowercase))),
            );
            all.extend(of.small.iter().map(|text| phrase(text.clone(), true)));
            all.extend(of.either.iter().map(|text| Phrase { either: true, ..phrase(text.clone(), false) }));
            for unit in &of.units {
                let provinces = Government::two_levels().province.iter();
                let names = provinces.flat_map(|one| std::iter::once(&one.name).chain(&one.merged));
                let others = names.filter(|name| name.as_str() != "Hồ Chí Minh");
                all.extend(others.map(|name| phrase(format!("{unit} {name}"), true)));
            }
        }
        let mut by_word: OrderedMap<String, Vec<Phrase>> = OrderedMap::new();
        for phrase in all {
            let first = phrase.lower.split([' ', ',']).next().unwrap_or_default().to_owned();
            let same = by_word.get_or_default(first);
            let at = same.partition_point(|known| known.lower.len() >= phrase.lower.len());
            same.insert(at, phrase);
        }
        Phrases { annex, by_word }
    })
}

impl Phrases {
    fn suggestion(
        &'static self,
        rule: &'static Rule,
        range: Range<usize>,
        replacement: String,
    ) -> Suggestion {
        let Rule { name, name_en, .. } = rule;
        Suggestion { range, replacement, rule: name, rule_en: name_en, source: &self.annex.source }
    }
}

/// What would be right with other capitals, in the order of the text.
///
/// ```
/// use thethuc::check::capitals::suggest;
/// let found = suggest("Theo điều 5, Ủy ban Nhân dân xã phục vụ nhân dân.");
/// let right: Vec<&str> = found.iter().map(|one| one.replacement.as_str()).collect();
/// assert_eq!(right, ["Điều 5", "Ủy ban nhân dân", "Nhân dân"]);
/// ```
pub fn suggest(text: &str) -> Vec<Suggestion> {
    let lower = unicode::lower(text);
    // Offsets in the one are those in the other only while no letter changes its length.
    if lower.len() != text.len() {
        return Vec::new();
    }
    let known = phrases();
    let mut found = Vec::new();
    let mut from = 0;
    for (start, word) in words(&lower) {
        if start < from {
            continue;
        }
        for phrase in known.by_word.get(word).into_iter().flatten() {
            let Some((end, right)) = fits(phrase, text, &lower, start) else { continue };
            from = end;
            if phrase.either {
                break;
            }
            let Some(written) = text.get(start..end) else { break };
            let before = text.get(..start).unwrap_or("");
            let shouted = !written.chars().any(char::is_lowercase);
            let free = phrase.inside && begins_sentence(before);
            if written != right && !shouted && !(free && differ_in_first(written, &right)) {
                found.extend(
                    known.annex.rule.get(phrase.rule).map(|rule| known.suggestion(rule, start..end, right)),
                );
            }
            break;
        }
        if from <= start && begins_small(text, start, word) {
            let right = upper_first(word);
            found.push(known.suggestion(&known.annex.sentence, start..start + word.len(), right));
        }
    }
    found
}

/// The first two words of a text that begins with a capital, where neither says for sure that it is a name.
pub(crate) fn doubtful_begin(text: &str) -> Option<(&str, &str)> {
    let mut words = text.split(' ');
    let (first, second) = (words.next()?, words.next()?);
    let mut letters = first.chars();
    let is_large = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    let is_name = second.starts_with(char::is_uppercase) || begins_with_phrase(text);
    (is_large && !is_name).then_some((first, second))
}

/// Whether a text begins with a phrase in the capitals Annex II asks for.
fn begins_with_phrase(text: &str) -> bool {
    let lower = unicode::lower(text);
    let Some((start, word)) = words(&lower).next().filter(|_| lower.len() == text.len()) else {
        return false;
    };
    let mut known = phrases().by_word.get(word).into_iter().flatten().filter(|phrase| !phrase.either);
    known.any(|phrase| {
        fits(phrase, text, &lower, start).is_some_and(|(end, right)| {
            text.get(start..end) == Some(&right) && right.starts_with(char::is_uppercase)
        })
    })
}

/// Whether a phrase stands at a place whatever its capitals: where it ends, and how it is right.
fn fits(phrase: &Phrase, text: &str, lower: &str, start: usize) -> Option<(usize, String)> {
    let open = phrase.lower.find('{').unwrap_or(phrase.lower.len());
    if !lower.get(start..)?.starts_with(phrase.lower.get(..open)?) {
        return None;
    }
    let mut at = start;
    let mut right = String::new();
    for (number, piece) in phrase.lower.split_inclusive(' ').enumerate() {
        let rest = lower.get(at..)?;
        let length = match piece.trim_end() {
            "{number}" => rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len()),
            "{letter}" => rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
            word => rest.starts_with(word).then_some(word.len())?,
        };
        let written = text.get(at..at + length)?;
        match piece.trim_end() {
            "{number}" if is_number(written) => right.push_str(written),
            "{letter}" if written.chars().count() == 1 => right.push_str(written),
            "{number}" | "{letter}" => return None,
            _ => right.push_str(phrase.text.split(' ').nth(number)?),
        }
        at += length;
        if piece.ends_with(' ') {
            lower.get(at..)?.strip_prefix(' ')?;
            right.push(' ');
            at += 1;
        }
    }
    let touched = lower.get(at..)?.starts_with(char::is_alphanumeric);
    (!touched).then_some((at, right))
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().all(|c| c.is_ascii_digit());
    !text.is_empty() && (digits || text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L')))
}

/// Where each word begins, and the word.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let start = at;
        // One separator follows each word; its length is that of the character there.
        at += word.len()
            + text.get(at + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

/// A capital may stand here for the sentence's sake: at its start, behind a number or mark of a list, or a quotation mark.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '*', '“', '"', '(', '-', '+']);
    before.is_empty() || before.ends_with(['.', '?', '!', '\n', ':', ')', '|'])
}

/// Whether a word in small letters stands behind the end of a sentence. The words on both sides are syllables, so that the
/// full stop is none of an abbreviation or an address.
fn begins_small(text: &str, start: usize, word: &str) -> bool {
    let Some(sentence) = text.get(..start).and_then(|before| before.strip_suffix(' ')) else { return false };
    let Some(sentence) = sentence.trim_end().strip_suffix(['.', '?', '!']) else { return false };
    let last = sentence.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    let is_small = |word: &str| word.chars().all(char::is_lowercase) && is_syllable(word);
    text.get(start..).is_some_and(|rest| rest.starts_with(word))
        && last.len() > 1
        && is_small(last)
        && is_small(word)
}

/// The texts are the same but for their first letter.
fn differ_in_first(one: &str, other: &str) -> bool {
    let rest = |text: &str| text.chars().skip(1).collect::<String>();
    rest(one) == rest(other)
}
