//! Characters that know whether they may be markup, and which field they came from.

use crate::to_list::ToList;

/// A character of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) ch: char,
    /// The number of the field it came from; 0 is none.
    pub(super) origin: u32,
    /// Never markup.
    pub(super) literal: bool,
}

/// Stands where an empty value stood: without it the stars of `**{{x}}**` would run together.
pub(super) const NOTHING: Glyph = Glyph { ch: '\0', origin: 0, literal: true };

impl Glyph {
    /// The character, if it may be markup.
    pub(super) fn plain(self) -> Option<char> {
        (!self.literal).then_some(self.ch)
    }

    /// A space that does not count, or nothing.
    pub(super) fn is_blank(self) -> bool {
        self.plain() == Some(' ') || self == NOTHING
    }

    /// Whether a `\` before this glyph takes its meaning away.
    pub(super) fn is_escaped_by(self, backslash: Glyph) -> bool {
        backslash.plain() == Some('\\')
            && backslash.origin == self.origin
            && self.plain().is_some_and(|ch| ch == ' ' || ch.is_ascii_punctuation())
    }
}

/// The glyphs of a text that holds no values, as the writer needs them to see how a line would start.
pub(super) fn glyphs(text: &str) -> Vec<Glyph> {
    text.chars().map(|ch| Glyph { ch, origin: 0, literal: false }).to_list()
}

/// Without the blanks at both ends.
pub(super) fn trim(mut glyphs: &[Glyph]) -> &[Glyph] {
    while let [first, rest @ ..] = glyphs
        && first.is_blank()
    {
        glyphs = rest;
    }
    trim_end(glyphs)
}

/// Without the blanks at the end.
pub(super) fn trim_end(mut glyphs: &[Glyph]) -> &[Glyph] {
    while let [rest @ .., last] = glyphs
        && last.is_blank()
    {
        glyphs = rest;
    }
    glyphs
}
