//! Letters as Unicode composes them, whatever font they were typed for.

use std::ops::Range;

use super::anchor::Source;
use super::glyph::{Glyph, letters, plain};
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

/// The glyphs in Unicode, with what each comes from. `drawn` is in the order of the glyphs.
pub(super) fn recoded(
    glyphs: Vec<Glyph>,
    sources: Vec<Source>,
    drawn: &[Drawn],
) -> (Vec<Glyph>, Vec<Source>) {
    let text = plain(&glyphs);
    let guessed = if drawn.is_empty() { legacy::detect(&text) } else { None };
    if drawn.is_empty() && guessed.is_none() && unicode::composed(&text).is_none() {
        return (glyphs, sources);
    }
    let mut drawn = drawn.iter().peekable();
    let mut out = Out { glyphs: Vec::with_capacity(glyphs.len()), sources: Vec::with_capacity(glyphs.len()) };
    let mut run = String::new();
    let mut stretch: &[Source] = &[];
    let mut look = None;
    for (at, glyph) in glyphs.into_iter().enumerate() {
        while drawn.next_if(|drawn| drawn.range.end <= at).is_some() {}
        let here = match &glyph {
            Glyph::Letter { bold, italic, .. } => {
                let drawn = drawn.peek().filter(|drawn| drawn.range.contains(&at));
                let encoding = match drawn {
                    Some(drawn) => Some((drawn.encoding, drawn.capitals)),
                    None => guessed.map(|encoding| (encoding, false)),
                };
                Some((*bold, *italic, encoding))
            }
            _ => None,
        };
        if here != look {
            out.finish(&mut run, stretch, look);
            stretch = sources.get(at..at).unwrap_or_default();
            look = here;
        }
        match glyph {
            Glyph::Letter { letter, .. } => {
                run.push(letter);
                stretch = sources.get(at - stretch.len()..=at).unwrap_or_default();
            }
            other => {
                out.glyphs.push(other);
                out.sources.extend(sources.get(at));
                stretch = &[];
            }
        }
    }
    out.finish(&mut run, stretch, look);
    (out.glyphs, out.sources)
}

type Look = (bool, bool, Option<(Encoding, bool)>);

struct Out {
    glyphs: Vec<Glyph>,
    sources: Vec<Source>,
}

impl Out {
    fn finish(&mut self, run: &mut String, sources: &[Source], look: Option<Look>) {
        let Some((bold, italic, encoding)) = look else { return };
        let western = run.chars().all(|letter| letter <= '\u{FF}' || !letter.is_alphabetic());
        let encoding = encoding.filter(|_| western);
        let changed = encoding.map(|(encoding, capitals)| {
            let text = legacy::to_unicode(run, encoding);
            if capitals { upper(&text) } else { text }
        });
        let composed = unicode::composed(changed.as_deref().unwrap_or(run));
        let text = composed.as_deref().or(changed.as_deref()).unwrap_or(run);
        let start = self.glyphs.len();
        self.glyphs.extend(letters(text, bold, italic));
        let count = self.glyphs.len() - start;
        if count == sources.len() {
            self.sources.extend_from_slice(sources);
        } else {
            let is_vni = matches!(encoding, Some((Encoding::Vni, _)));
            let of_letters = joined(run, sources, is_vni);
            if of_letters.len() == count {
                self.sources.extend(of_letters);
            } else {
                self.sources.extend(shared(sources, count));
            }
        }
        run.clear();
    }
}

/// What letters come from when marks that follow them are part of them.
fn joined(run: &str, sources: &[Source], is_vni: bool) -> Vec<Source> {
    let mut joined: Vec<Source> = Vec::with_capacity(sources.len());
    let mut base = None;
    for (letter, source) in run.chars().zip(sources) {
        let is_mark = matches!(letter, '\u{300}'..='\u{36F}')
            || base.is_some_and(|base| is_vni && is_vni_pair(base, letter));
        match joined.last_mut().filter(|_| is_mark) {
            Some(last) => {
                last.take(source);
                base = None;
            }
            None => {
                joined.push(*source);
                base = Some(letter);
            }
        }
    }
    joined
}

fn is_vni_pair(letter: char, mark: char) -> bool {
    let pair: String = [letter, mark].into_iter().collect();
    !pair.is_ascii() && legacy::to_unicode(&pair, Encoding::Vni).chars().nth(1).is_none()
}

/// So many glyphs that come from all of these together: each from about its place, and all that its element has.
fn shared(sources: &[Source], count: usize) -> impl Iterator<Item = Source> {
    let mut whole: Vec<Source> = sources.to_vec();
    let mut start = 0;
    while let Some(first) = whole.get(start).copied() {
        let rest = sources.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|source| source.element == first.element).count();
        let end = rest.get(length - 1).map_or(first.start, |last| last.start.saturating_add(last.length));
        let all = Source { length: end.saturating_sub(first.start), shared: true, ..first };
        whole.iter_mut().skip(start).take(length).for_each(|source| *source = all);
        start += length;
    }
    (0..count).filter_map(move |at| whole.get(at * whole.len() / count).copied())
}
