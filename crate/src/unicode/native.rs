//! Unicode by the tables of the standard library and of `unicode-normalization`.
//!
//! The latter gives the tables of both. Its iterators are not used: they choose between canonical and
//! compatibility forms at run time, which would put 75 KB of compatibility tables nobody asks for into the module.

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};
use unicode_normalization::{IsNormalized, is_nfc_quick};

pub(crate) fn upper(text: &str) -> String {
    text.to_uppercase()
}

pub(crate) fn lower(text: &str) -> String {
    text.to_lowercase()
}

pub(crate) fn nfd(text: &str) -> String {
    decomposed(text).into_iter().map(|(character, _)| character).collect()
}

pub(crate) fn nfc(text: &str) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut starter: Option<char> = None;
    // What stands behind the starter and could not be joined with it.
    let mut behind = String::new();
    let mut last_class = 0;
    for (character, class) in decomposed(text) {
        let Some(first) = starter else {
            if class == 0 {
                starter = Some(character);
            } else {
                out.push(character);
            }
            continue;
        };
        let reachable = behind.is_empty() || last_class < class;
        if let Some(joined) = compose(first, character).filter(|_| reachable) {
            starter = Some(joined);
        } else if class == 0 {
            out.push(first);
            out.push_str(&behind);
            behind.clear();
            starter = Some(character);
        } else {
            behind.push(character);
            last_class = class;
        }
    }
    out.extend(starter);
    out.push_str(&behind);
    out
}

/// The characters taken apart, each with its combining class, in canonical order.
fn decomposed(text: &str) -> Vec<(char, u8)> {
    let mut all = Vec::with_capacity(text.len());
    let mut marks = Vec::new();
    for character in text.chars() {
        decompose_canonical(character, |part| match canonical_combining_class(part) {
            0 => {
                in_order(&mut marks, &mut all);
                all.push((part, 0));
            }
            class => marks.push((part, class)),
        });
    }
    in_order(&mut marks, &mut all);
    all
}

/// Moves a run of marks over, sorted by class, those of one class as they stood. There are few classes, so that one pass
/// over the run for each is linear, however long somebody makes it.
fn in_order(marks: &mut Vec<(char, u8)>, to: &mut Vec<(char, u8)>) {
    let mut done = 0;
    while let Some(class) = marks.iter().map(|(_, class)| *class).filter(|class| *class > done).min() {
        to.extend(marks.iter().filter(|(_, of)| *of == class));
        done = class;
    }
    marks.clear();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_character_is_composed_and_taken_apart_as_unicode_says() {
        for character in ('\0'..=char::MAX).filter(|character| !character.is_ascii()) {
            for text in [character.to_string(), format!("e{character}\u{301}\u{323}\u{302}")] {
                assert_eq!(nfc(&text), text.nfc().collect::<String>(), "{character:?}");
                assert_eq!(nfd(&text), text.nfd().collect::<String>(), "{character:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_composed_and_taken_apart_as_unicode_says(
            text in "([aeouêơđ가ᄀ]|[\u{300}-\u{345}]|[\u{1161}-\u{1175}]|[\u{11A8}-\u{11C2}]|\\PC){0,12}",
        ) {
            prop_assert_eq!(nfc(&text), text.nfc().collect::<String>());
            prop_assert_eq!(nfd(&text), text.nfd().collect::<String>());
            let changed = super::super::composed(&text);
            prop_assert_eq!(changed.is_some(), !unicode_normalization::is_nfc(&text));
        }
    }
}
