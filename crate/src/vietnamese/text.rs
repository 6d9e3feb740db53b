//! Cleaning what people type and paste, capitals, and text to search in.

use crate::unicode;

/// Where composed Unicode is asked for.
pub(crate) const FONT: &str = "Phụ lục I, Phần I, mục I.4 Nghị định số 30/2020/NĐ-CP";

/// A text made fit for a document, and what had to be done for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The text.
    pub text: String,
    /// Whether letters came in parts (NFD, as files from macOS have them) and were put together.
    pub nfc_changed: bool,
    /// How many characters were dropped that no document can hold: controls and U+FFFE, U+FFFF.
    pub dropped_controls: usize,
}

/// Makes a typed or pasted text fit for a document.
///
/// Letters are composed (NFC), line ends become `\n` (from CRLF, CR and Unicode's line and paragraph separators), tabs
/// become spaces, spaces at the end of a line go, and so do control characters, U+FFFE and U+FFFF, which XML cannot
/// hold, and the invisible U+FEFF and U+200B that copying leaves behind. What is clean comes back as it is, so cleaning
/// twice is cleaning once.
///
/// ```
/// use thethuc::vietnamese::text::clean;
/// let cleaned = clean("Ke\u{302}\u{301} hoạch\u{7}  \r\nnăm");
/// assert_eq!(cleaned.text, "Kế hoạch\nnăm");
/// assert!(cleaned.nfc_changed);
/// assert_eq!(cleaned.dropped_controls, 1);
/// ```
pub fn clean(text: &str) -> Cleaned {
    let mut kept = String::with_capacity(text.len());
    let mut dropped_controls = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' | '\u{2028}' | '\u{2029}' => end_line(&mut kept),
            '\r' => {
                characters.next_if_eq(&'\n');
                end_line(&mut kept);
            }
            '\t' => kept.push(' '),
            '\u{FEFF}' | '\u{200B}' => {}
            '\u{FFFE}' | '\u{FFFF}' => dropped_controls += 1,
            control if control.is_control() => dropped_controls += 1,
            other => kept.push(other),
        }
    }
    trim_line(&mut kept);
    let composed = unicode::composed(&kept);
    let nfc_changed = composed.is_some();
    let kept = composed.unwrap_or(kept);
    Cleaned { text: kept, nfc_changed, dropped_controls }
}

fn end_line(text: &mut String) {
    trim_line(text);
    text.push('\n');
}

fn trim_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
}

/// All letters as capitals: `Ủy ban nhân dân` → `ỦY BAN NHÂN DÂN`.
pub fn upper(text: &str) -> String {
    unicode::upper(text)
}

/// The first letter as a capital: `một triệu` → `Một triệu`. A letter without a capital stays.
pub fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => unicode::upper(first.encode_utf8(&mut [0; 4])) + characters.as_str(),
        None => String::new(),
    }
}

/// The first letter as a small one, for a text that goes on in a sentence: `Ủy ban` → `ủy ban`.
///
/// An abbreviation stays as it is (`UBND tỉnh`): a capital followed by another capital or a digit.
pub fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(_), Some(second)) if second.is_uppercase() || second.is_numeric() => text.to_owned(),
        (Some(first), _) => unicode::lower(first.encode_utf8(&mut [0; 4])) + characters.as_str(),
        (None, _) => String::new(),
    }
}

/// The text to search in or for: small letters without marks, đ as d, so that `ke hoach` finds `Kế hoạch`.
///
/// ```
/// use thethuc::vietnamese::text::fold;
/// assert!(fold("Kế hoạch năm").contains(&fold("ke hoach")));
/// ```
pub fn fold(text: &str) -> String {
    let apart = unicode::lower(&unicode::nfd(text));
    apart
        .chars()
        .filter(|&character| !is_mark(character))
        .map(|character| if character == 'đ' { 'd' } else { character })
        .collect()
}

/// The words of a text alone, folded and parted by one space: `Số: 15/QĐ-UBND` → `so 15 qd ubnd`.
///
/// ```
/// assert_eq!(thethuc::vietnamese::text::key("Độc lập - Tự do"), "doc lap tu do");
/// ```
pub fn key(text: &str) -> String {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len());
    for word in folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// A mark that stands on or under a letter.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

/// The text in small letters and taken apart, each tone behind the vowels of its syllable: for comparing, since `hoà` and
/// `hòa` are one word.
pub(crate) fn tones_behind(text: &str) -> String {
    let apart = unicode::nfd(&unicode::lower(text));
    let mut behind = String::with_capacity(apart.len());
    let mut tones = String::new();
    for character in apart.chars() {
        if is_tone(character) {
            tones.push(character);
            continue;
        }
        if !matches!(character, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') && !is_shape(character) {
            behind.push_str(&std::mem::take(&mut tones));
        }
        behind.push(character);
    }
    behind + &tones
}

fn is_tone(character: char) -> bool {
    matches!(character, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// The mark of ă, â or ơ.
fn is_shape(character: char) -> bool {
    matches!(character, '\u{302}' | '\u{306}' | '\u{31B}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pasted_text_becomes_clean() {
        for (text, expected, nfc_changed, dropped_controls) in [
            ("Kế hoạch", "Kế hoạch", false, 0),
            ("Ke\u{302}\u{301} hoa\u{323}ch", "Kế hoạch", true, 0),
            ("Đươ\u{300}ng", "Đường", true, 0),
            ("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn", false, 0),
            ("một\u{2028}hai\u{2029}ba", "một\nhai\nba", false, 0),
            ("một\t\thai", "một  hai", false, 0),
            ("một \t\nhai  ", "một\nhai", false, 0),
            ("  một", "  một", false, 0),
            ("một\u{A0}", "một\u{A0}", false, 0),
            ("\u{FEFF}một\u{200B}hai", "mộthai", false, 0),
            ("a\u{0}b\u{1F}c\u{7F}d\u{85}e\u{B}f", "abcdef", false, 5),
            ("a\u{FFFE}b\u{FFFF}c", "abc", false, 2),
            ("một \u{1}\nhai", "một\nhai", false, 1),
            ("{{x}} ** | <w:p> 1. 😀", "{{x}} ** | <w:p> 1. 😀", false, 0),
            ("", "", false, 0),
        ] {
            let expected = Cleaned { text: expected.to_owned(), nfc_changed, dropped_controls };
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }

    #[test]
    fn capitals_are_those_of_vietnamese() {
        for (text, expected) in [
            ("Ủy ban nhân dân", "ỦY BAN NHÂN DÂN"),
            ("đường đ", "ĐƯỜNG Đ"),
            ("ngữ nghĩa ỹ ợ ẵ", "NGỮ NGHĨA Ỹ Ợ Ẵ"),
            ("Straße", "STRASSE"),
            ("07/CT-TTg", "07/CT-TTG"),
        ] {
            assert_eq!(upper(text), expected);
        }
    }

    #[test]
    fn first_letters_change_their_case() {
        for (text, expected) in
            [("đề nghị", "Đề nghị"), ("ý kiến", "Ý kiến"), ("", ""), ("1 người", "1 người")]
        {
            assert_eq!(upper_first(text), expected);
        }
        for (text, expected) in [
            ("Ủy ban nhân dân", "ủy ban nhân dân"),
            ("Đề nghị", "đề nghị"),
            ("Ý kiến", "ý kiến"),
            ("UBND tỉnh", "UBND tỉnh"),
            ("A2", "A2"),
            ("Ô", "ô"),
            ("", ""),
        ] {
            assert_eq!(lower_first(text), expected);
        }
    }

    #[test]
    fn folded_text_has_no_marks() {
        for (text, expected) in [
            ("Kế hoạch", "ke hoach"),
            ("ĐƯỜNG ĐIỆN BIÊN PHỦ", "duong dien bien phu"),
            ("ương ừ ẵ ợ ỹ", "uong u a o y"),
            ("Ke\u{302}\u{301}", "ke"),
            ("07/CT-TTg", "07/ct-ttg"),
        ] {
            assert_eq!(fold(text), expected);
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = clean(&text).text;
            let twice = clean(&once);
            prop_assert_eq!(&twice, &Cleaned { text: once.clone(), ..Cleaned::default() });
            prop_assert!(!once.chars().any(|character| character.is_control() && character != '\n'));
        }

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
