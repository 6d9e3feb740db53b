//! Whether a word can be a Vietnamese syllable: which letters stand at its beginning, in its middle and at its end.

use crate::unicode;

const INITIALS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];
const FINALS: &[&str] = &["ch", "ng", "nh", "c", "m", "n", "p", "t", ""];
/// Vowels with nothing behind them, and those a consonant may follow.
const OPEN: &str = " a e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu oa oe oi ôi ơi ua uê ui uơ uy ưa ưi ưu iêu oai oao \
    oay oeo uây uôi uya uyu ươi ươu yêu ";
const CLOSED: &str = " a ă â e ê i o ô ơ u ư y iê oa oă oe oo uâ uê uô uy ươ yê uyê ";

/// Whether a word, in whatever capitals, is built like a Vietnamese syllable with at most one tone.
pub(crate) fn is_syllable(word: &str) -> bool {
    let mut tones = 0;
    let mut letters = String::new();
    for character in unicode::nfd(&unicode::lower(word)).chars() {
        match character {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones += 1,
            other => letters.push(other),
        }
    }
    let letters = unicode::composed(&letters).unwrap_or(letters);
    let built = INITIALS.iter().filter_map(|initial| letters.strip_prefix(initial)).any(|rest| {
        FINALS.iter().filter_map(|end| rest.strip_suffix(end)).any(|nucleus| {
            let vowels = if nucleus.len() == rest.len() { OPEN } else { CLOSED };
            !nucleus.is_empty() && vowels.contains(&format!(" {nucleus} "))
        })
    });
    built && tones <= 1
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_are_told_from_other_words() {
        for word in ["nghiêng", "Ủy", "gì", "quyết", "ĐƯỜNG", "xoong", "yêu", "khuya", "a", "giữa"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["été", "façon", "Strasse", "ộtộ", "làà", "x", "thẳngg", "aung", "iê", "", "12", "w"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
