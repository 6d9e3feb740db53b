//! The order of the Vietnamese alphabet.

use crate::unicode;
use std::cmp::Ordering;

use super::text::is_mark;

/// The letters in their order, with f, j, w and z where foreign words need them.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// The place of a text in the order of the alphabet; build it once to sort many.
///
/// First the letters count (a ă â b c d đ e ê …), after spaces, signs and digits; among equal letters the tones, in the
/// order ngang, huyền, hỏi, ngã, sắc, nặng; then small before capital. Keys of different texts are never equal.
///
/// ```
/// use thethuc::vietnamese::alphabet::SortKey;
/// let mut places = ["Đà Nẵng", "Điện Biên", "An Giang", "Đắk Lắk", "Cà Mau"];
/// places.sort_by_cached_key(|place| SortKey::new(place));
/// assert_eq!(places, ["An Giang", "Cà Mau", "Đà Nẵng", "Đắk Lắk", "Điện Biên"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    letters: Vec<u32>,
    tones: Vec<u8>,
    capitals: Vec<bool>,
    text: String,
}

impl SortKey {
    /// The key of a text, in whatever normalization it comes.
    pub fn new(text: &str) -> SortKey {
        let mut key =
            SortKey { letters: Vec::new(), tones: Vec::new(), capitals: Vec::new(), text: text.to_owned() };
        for character in unicode::nfd(text).chars() {
            match tone(character) {
                Some(tone) => {
                    if let Some(last) = key.tones.last_mut() {
                        *last = tone;
                    }
                }
                None if is_mark(character) => {
                    let changed = key.letters.last().copied().and_then(|letter| with_mark(letter, character));
                    if let (Some(changed), Some(last)) = (changed, key.letters.last_mut()) {
                        *last = changed;
                    }
                }
                None => {
                    let small = unicode::lower(character.encode_utf8(&mut [0; 4]));
                    key.letters.push(weight(small.chars().next().unwrap_or(character)));
                    key.tones.push(0);
                    key.capitals.push(character.is_uppercase());
                }
            }
        }
        key
    }
}

/// Compares two texts by the Vietnamese alphabet, see [`SortKey`].
pub fn compare(one: &str, other: &str) -> Ordering {
    SortKey::new(one).cmp(&SortKey::new(other))
}

/// Where letters begin among weights: above every sign and digit of ASCII, below every other script.
const FIRST_LETTER: u32 = 0x80;

fn weight(small: char) -> u32 {
    let rank = LETTERS.chars().position(|letter| letter == small);
    match rank {
        Some(rank) => FIRST_LETTER + rank as u32,
        None if small.is_ascii() => u32::from(small),
        None if small.is_alphanumeric() => u32::from(small) + 0x100,
        // A no-break space sorts as a space, other signs before the digits.
        None if small.is_whitespace() => u32::from(' '),
        None => u32::from('!'),
    }
}

/// The weight of the letter that a breve, circumflex or horn makes of another.
fn with_mark(letter: u32, mark: char) -> Option<u32> {
    let base = LETTERS.chars().nth(letter.checked_sub(FIRST_LETTER)? as usize)?;
    let marked = match (base, mark) {
        ('a', '\u{306}') => 'ă',
        ('a', '\u{302}') => 'â',
        ('e', '\u{302}') => 'ê',
        ('o', '\u{302}') => 'ô',
        ('o', '\u{31B}') => 'ơ',
        ('u', '\u{31B}') => 'ư',
        _ => return None,
    };
    Some(weight(marked))
}

/// The rank of a tone mark; ngang, which has none, is 0.
fn tone(mark: char) -> Option<u8> {
    match mark {
        '\u{300}' => Some(1),
        '\u{309}' => Some(2),
        '\u{303}' => Some(3),
        '\u{301}' => Some(4),
        '\u{323}' => Some(5),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_stand_in_the_order_of_the_alphabet() {
        let ordered = [
            "",
            "05",
            "2026",
            "a",
            "A",
            "à",
            "ả",
            "ã",
            "á",
            "ạ",
            "An",
            "an ninh",
            "anh",
            "ă",
            "ằ",
            "â",
            "ậ",
            "b",
            "ba",
            "bà",
            "bà con",
            "ban",
            "bàn",
            "băn",
            "c",
            "chi",
            "d",
            "dân",
            "đ",
            "đá",
            "Đà Nẵng",
            "Đắk Lắk",
            "e",
            "em",
            "ê",
            "ếch",
            "g",
            "o",
            "ong",
            "ô",
            "ông",
            "ơ",
            "p",
            "t",
            "u",
            "ư",
            "ừ",
            "v",
            "x",
            "y",
            "z",
            "文",
        ];
        let mut sorted = ordered;
        sorted.reverse();
        crate::ordered::sort_by(&mut sorted, |one, other| compare(one, other));
        assert_eq!(sorted, ordered);
    }

    #[test]
    fn composed_and_decomposed_letters_stand_together() {
        assert_eq!(compare("Kế", "ke\u{302}\u{301}t"), Ordering::Less);
        assert_eq!(compare("ke\u{302}\u{301}", "kế toán"), Ordering::Less);
        assert_eq!(compare("kê", "ke\u{302}\u{301}"), Ordering::Less);
    }

    proptest! {
        #[test]
        fn only_the_same_text_compares_equal(one in any::<String>(), other in any::<String>()) {
            prop_assert_eq!(compare(&one, &other), compare(&other, &one).reverse());
            prop_assert_eq!(compare(&one, &other).is_eq(), one == other);
        }
    }
}
