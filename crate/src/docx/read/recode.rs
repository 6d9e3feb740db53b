//! Letters as Unicode composes them, whatever font they were typed for.

use std::ops::Range;

use super::glyph::{Glyph, letters};
use crate::unicode;
use crate::vietnamese::legacy::{self, Encoding};
use crate::vietnamese::text::upper;

/// Glyphs of a paragraph that a font draws otherwise than Unicode says.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) range: Range<usize>,
    pub(super) encoding: Encoding,
    /// The font has capitals in the places of small letters.
    pub(super) capitals: bool,
}

pub(super) use crate::vietnamese::legacy::of_font;

/// The glyphs in Unicode.
pub(super) fn recoded(glyphs: Vec<Glyph>, drawn: &[Drawn]) -> Vec<Glyph> {
    let mut out = Vec::with_capacity(glyphs.len());
    let guessed = if drawn.is_empty() { legacy::detect(&super::plain(&glyphs)) } else { None };
    let of = |at: usize| match drawn.iter().find(|drawn| drawn.range.contains(&at)) {
        Some(drawn) => Some((drawn.encoding, drawn.capitals)),
        None => guessed.map(|encoding| (encoding, false)),
    };
    let mut run = String::new();
    let mut look = None;
    for (at, glyph) in glyphs.into_iter().enumerate() {
        let here = match &glyph {
            Glyph::Letter { bold, italic, .. } => Some((*bold, *italic, of(at))),
            _ => None,
        };
        if here != look {
            finish(&mut out, &mut run, look);
            look = here;
        }
        match glyph {
            Glyph::Letter { letter, .. } => run.push(letter),
            other => out.push(other),
        }
    }
    finish(&mut out, &mut run, look);
    out
}

type Look = (bool, bool, Option<(Encoding, bool)>);

fn finish(out: &mut Vec<Glyph>, run: &mut String, look: Option<Look>) {
    let Some((bold, italic, encoding)) = look else { return };
    let western = run.chars().all(|letter| letter <= '\u{FF}' || !letter.is_alphabetic());
    let text = match encoding.filter(|_| western) {
        Some((encoding, capitals)) => {
            let text = legacy::to_unicode(run, encoding);
            if capitals { upper(&text) } else { text }
        }
        None => std::mem::take(run),
    };
    out.extend(letters(unicode::composed(&text).as_deref().unwrap_or(&text), bold, italic));
    run.clear();
}
