//! What the fonts of symbols draw, which is not what Unicode says of their letters.

/// The fonts, a line each: the name, and what each code from [`FIRST`] on draws. The source is named there.
const FONTS: &str = include_str!("symbols.tsv");

/// The first code of a table.
const FIRST: u32 = 0x20;
/// Where fonts of symbols have their codes among the letters for private use.
const PRIVATE: std::ops::RangeInclusive<u32> = 0xF020..=0xF0FF;
/// Where the font draws nothing.
const NOTHING: char = '\u{FFFD}';

/// A font of symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbols(&'static str);

impl Symbols {
    /// The font of a name, if it is one of symbols.
    pub(super) fn of_font(name: &str) -> Option<Symbols> {
        let fonts = FONTS.lines().filter(|line| !line.starts_with('#'));
        let mut fonts = fonts.filter_map(|line| line.split_once('\t'));
        fonts.find(|(font, _)| font.eq_ignore_ascii_case(name.trim())).map(|(_, drawn)| Symbols(drawn))
    }

    /// What the font draws for a letter; `None` for what is not in it.
    pub(super) fn drawn(self, letter: char) -> Option<char> {
        let code = u32::from(letter);
        let code = if PRIVATE.contains(&code) { code - 0xF000 } else { code };
        let at = usize::try_from(code.checked_sub(FIRST)?).ok()?;
        self.0.chars().nth(at).filter(|drawn| *drawn != NOTHING)
    }
}

/// A letter that has no meaning outside a font of symbols.
pub(super) fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}')
}

#[cfg(test)]
mod tests {
    use super::{FIRST, FONTS, Symbols};

    #[test]
    fn every_font_has_a_sign_for_each_code() {
        let fonts: Vec<_> = FONTS.lines().filter_map(|line| line.split_once('\t')).collect::<Vec<_>>();
        assert_eq!(fonts.len(), 5);
        for (name, drawn) in fonts {
            assert_eq!(drawn.chars().count(), 0x100 - FIRST as usize, "{name}");
        }
    }

    #[test]
    fn codes_are_read_with_and_without_their_place_for_private_use() {
        let symbol = Symbols::of_font("Symbol").unwrap();
        assert_eq!((symbol.drawn('b'), symbol.drawn('\u{F062}')), (Some('β'), Some('β')));
        assert_eq!(symbol.drawn('\u{F0B3}'), Some('≥'));
        let wingdings = Symbols::of_font("wingdings").unwrap();
        assert_eq!(wingdings.drawn('o'), Some('☐'));
        assert_eq!(wingdings.drawn('\u{F0FE}'), Some('☑'));
        assert_eq!(wingdings.drawn('ế'), None);
        assert_eq!(Symbols::of_font("Times New Roman"), None);
    }
}
