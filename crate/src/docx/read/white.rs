//! White space of more than one blank: it puts what follows it elsewhere in the line, and a paragraph keeps one space of it.

use super::glyph::Glyph;

/// White space that was joined into one space, or taken off the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct White {
    /// Which of the paragraph's glyphs is left of it, or follows it at the beginning of the paragraph.
    pub at: usize,
    /// How many tabs are in it.
    pub tabs: u32,
    /// How many blanks.
    pub blanks: u32,
}

/// The white space of a text before any of it is taken off; `at` counts the glyphs with something to read before it.
pub(super) fn before(glyphs: &[Glyph]) -> Vec<White> {
    let mut found = Vec::new();
    let mut read = 0;
    for stretch in glyphs.chunk_by(|one, other| one.is_space() == other.is_space()) {
        if !stretch.first().is_some_and(Glyph::is_space) {
            read += stretch.len();
            continue;
        }
        let after_break = stretch.iter().rposition(|glyph| *glyph == Glyph::Break).map_or(0, |at| at + 1);
        let mut white = White { at: read, tabs: 0, blanks: 0 };
        for glyph in stretch.get(after_break..).unwrap_or_default() {
            match glyph {
                Glyph::Letter { letter: '\t', .. } => white.tabs += 1,
                _ => white.blanks += 1,
            }
        }
        let is_usual = read > 0 && after_break == 0 && white.tabs == 0 && white.blanks == 1;
        if !is_usual && white.tabs + white.blanks > 0 {
            found.push(white);
        }
    }
    found
}

/// The same once white space was taken off.
pub(super) fn among(glyphs: &[Glyph], before: &[White]) -> Vec<White> {
    let mut found = Vec::new();
    let mut before = before.iter().peekable();
    let mut read = 0;
    for (at, glyph) in glyphs.iter().enumerate() {
        if before.peek().is_none() {
            break;
        }
        if let Some(white) = before.next_if(|white| white.at == read && (glyph.is_space() || read == 0)) {
            found.push(White { at, ..*white });
        }
        if !glyph.is_space() {
            read += 1;
        }
    }
    found
}
