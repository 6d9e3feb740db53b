//! Letters above and below the line as the signs Unicode has for them.

use super::Vertical;
use super::glyph::{Glyph, plain};

/// Letters on the line, and the same above and below it; a blank where Unicode has none.
const ON_LINE: &str = "0123456789+-=()−";
const ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻";
const BELOW: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋";

/// The sign of Unicode for a letter in this place; `None` where there is none.
pub(super) fn sign(letter: char, vertical: Vertical) -> Option<char> {
    let at = ON_LINE.chars().position(|known| known == letter);
    match vertical {
        Vertical::Baseline => Some(letter),
        Vertical::Superscript => at.and_then(|at| ABOVE.chars().nth(at)),
        Vertical::Subscript => at.and_then(|at| BELOW.chars().nth(at)),
    }
}

/// A text in this place; `None` where one of its letters has no sign for it.
pub(super) fn signs(text: &str, vertical: Vertical) -> Option<String> {
    let space = |letter: char| letter.is_whitespace().then_some(letter);
    text.chars().map(|letter| space(letter).or_else(|| sign(letter, vertical))).collect()
}

/// Puts glyphs in their place where there are signs for all of them; otherwise their text, which stays as it is. What is raised
/// behind a figure as an "o" is a degree.
pub(super) fn raise(before: Option<char>, glyphs: &mut [Glyph], vertical: Vertical) -> Option<String> {
    let text = plain(glyphs);
    let is_degree = vertical == Vertical::Superscript
        && matches!(text.as_str(), "o" | "O")
        && before.is_some_and(|before| before.is_ascii_digit());
    let in_place = |letter: char| match sign(letter, vertical) {
        _ if is_degree && !letter.is_whitespace() => Some('°'),
        Some(sign) => Some(sign),
        None => (letter.is_whitespace() || is_raised_already(letter)).then_some(letter),
    };
    let mut letters = glyphs.iter().filter_map(|glyph| match glyph {
        Glyph::Letter { letter, .. } => Some(*letter),
        _ => None,
    });
    if !letters.all(|letter| in_place(letter).is_some()) {
        return Some(text);
    }
    for glyph in glyphs {
        if let Glyph::Letter { letter, .. } = glyph {
            *letter = in_place(*letter).unwrap_or(*letter);
        }
    }
    None
}

/// Its own shape stands above the line.
fn is_raised_already(letter: char) -> bool {
    matches!(letter, '°' | 'º' | 'ª' | '*' | '\'' | '"' | '′' | '″' | '’' | '”' | '®' | '™' | '©')
        || ABOVE.contains(letter)
        || BELOW.contains(letter)
}
