//! The letters of a paragraph with their look.

use crate::markup::Inline;

/// A letter, or what stands among letters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// A letter, a sign, a space.
    Letter {
        /// Which.
        letter: char,
        /// It is bold.
        bold: bool,
        /// It is italic.
        italic: bool,
    },
    /// The line ends here.
    Break,
    /// The mark of a footnote, with its text.
    Note(Vec<Glyph>),
}

impl Glyph {
    /// White space.
    pub fn is_space(&self) -> bool {
        match self {
            Glyph::Letter { letter, .. } => letter.is_whitespace(),
            Glyph::Break => true,
            Glyph::Note(_) => false,
        }
    }

    /// It reads as the other does, whatever its look.
    pub(crate) fn reads_as(&self, other: &Glyph) -> bool {
        match (self, other) {
            (Glyph::Note(one), Glyph::Note(other)) => plain(one) == plain(other),
            (Glyph::Letter { letter: one, .. }, Glyph::Letter { letter: other, .. }) if one == other => true,
            _ => self.is_space() && other.is_space(),
        }
    }
}

/// Takes the white space off both ends, and of several spaces all but one.
pub(crate) fn trim(glyphs: &mut Vec<Glyph>) {
    if is_trim(glyphs) {
        return;
    }
    trim_noting(glyphs, &mut |_| {});
}

/// There is no white space to take off.
pub(super) fn is_trim(glyphs: &[Glyph]) -> bool {
    let mut after_space = true;
    let each = glyphs.iter().all(|glyph| {
        let is_space = glyph.is_space();
        let stays = match glyph {
            Glyph::Letter { letter, .. } if is_space => *letter == ' ' && !after_space,
            _ => !(is_space && after_space),
        };
        after_space = is_space;
        stays
    });
    each && (glyphs.is_empty() || !after_space)
}

/// So many blanks in a row put what follows elsewhere in the line.
const WIDE: usize = 4;

/// How many glyphs with something to read stand before each white space that puts what follows elsewhere in the line.
pub(super) fn before_gaps(glyphs: &[Glyph]) -> Vec<usize> {
    let mut gaps = Vec::new();
    let mut read = 0;
    for stretch in glyphs.chunk_by(|one, other| one.is_space() == other.is_space()) {
        if !stretch.first().is_some_and(Glyph::is_space) {
            read += stretch.len();
        } else if !stretch.contains(&Glyph::Break)
            && (stretch.len() >= WIDE
                || stretch.iter().any(|glyph| matches!(glyph, Glyph::Letter { letter: '\t', .. })))
        {
            gaps.push(read);
        }
    }
    gaps
}

/// Where those stand once white space was taken off.
pub(super) fn gaps(glyphs: &[Glyph], before: &[usize]) -> Vec<usize> {
    let mut gaps = Vec::new();
    let mut before = before.iter().filter(|read| **read > 0).peekable();
    let mut read = 0;
    for (at, glyph) in glyphs.iter().enumerate() {
        if before.peek().is_none() {
            break;
        }
        if !glyph.is_space() {
            read += 1;
        } else if before.next_if(|gap| **gap == read).is_some() {
            gaps.push(at);
        }
    }
    gaps
}

/// What becomes of a glyph where white space is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays.
    Kept,
    /// The space before stands for it too.
    Joined,
    /// It stands in place of the space before.
    Instead,
    /// It is gone.
    Dropped,
}

/// Takes white space off as [`trim`] does, and tells what becomes of each glyph in turn; those at the end are kept until
/// all are told.
pub(super) fn trim_noting(glyphs: &mut Vec<Glyph>, note: &mut dyn FnMut(Fate)) {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs.drain(..) {
        if glyph.is_space() {
            match kept.last_mut() {
                None => {
                    note(Fate::Dropped);
                    continue;
                }
                Some(last) if last.is_space() => {
                    if glyph == Glyph::Break {
                        *last = glyph;
                        note(Fate::Instead);
                    } else {
                        note(Fate::Joined);
                    }
                    continue;
                }
                Some(_) => {}
            }
        }
        note(Fate::Kept);
        kept.push(match glyph {
            Glyph::Letter { letter, bold, italic } if letter.is_whitespace() => {
                Glyph::Letter { letter: ' ', bold, italic }
            }
            other => other,
        });
    }
    while kept.last().is_some_and(Glyph::is_space) {
        kept.pop();
    }
    *glyphs = kept;
}

/// Their text in one line, a footnote as the conventions write it.
pub(crate) fn plain(glyphs: &[Glyph]) -> String {
    let mut text = String::new();
    for glyph in glyphs {
        match glyph {
            _ if glyph.is_space() => {
                if !text.is_empty() && !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            Glyph::Letter { letter, .. } => text.push(*letter),
            Glyph::Note(note) => {
                text.push_str("^[");
                text.push_str(&plain(note));
                text.push(']');
            }
            Glyph::Break => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The glyphs of typed text.
pub(crate) fn glyphs(inlines: &[Inline]) -> Vec<Glyph> {
    let mut glyphs = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text { text, bold, italic, .. } => glyphs.extend(letters(text, *bold, *italic)),
            Inline::Break => glyphs.push(Glyph::Break),
            Inline::Footnote { text } => glyphs.push(Glyph::Note(self::glyphs(text))),
        }
    }
    glyphs
}

/// The letters of a text in one look.
pub(crate) fn letters(text: &str, bold: bool, italic: bool) -> impl Iterator<Item = Glyph> {
    text.chars().map(move |letter| Glyph::Letter { letter, bold, italic })
}

/// Glyphs as typed text: canonical, with the look of a space that of the letter before it.
pub(crate) fn inlines(glyphs: &[Glyph]) -> Vec<Inline> {
    let mut trimmed = glyphs.to_vec();
    trim(&mut trimmed);
    let mut out: Vec<Inline> = Vec::new();
    for glyph in trimmed {
        match glyph {
            Glyph::Letter { letter, bold, italic } => match out.last_mut() {
                Some(Inline::Text { text, bold: b, italic: i, .. })
                    if (*b, *i) == (bold, italic) || letter == ' ' =>
                {
                    text.push(letter);
                }
                _ => out.push(Inline::Text { text: letter.into(), bold, italic, origin: None }),
            },
            Glyph::Break => out.push(Inline::Break),
            Glyph::Note(note) => {
                let text = inlines(&note);
                if !text.is_empty() {
                    out.push(Inline::Footnote { text });
                }
            }
        }
    }
    out
}
