//! The text of a line, a title, a cell: bold, italic, line breaks, footnotes.

use super::Inline;
use super::glyph::{Glyph, NOTHING};
use super::source::Origins;
use crate::ordered::OrderedMap;

/// The text of a block; a line end in a literal starts another piece. There is at least one piece; each may be empty.
pub(super) fn pieces(glyphs: &[Glyph], origins: &Origins) -> Vec<Vec<Inline>> {
    if !glyphs.iter().any(|glyph| may_mean_something(*glyph)) {
        let mut run = Run::new(origins);
        for glyph in glyphs.iter().filter(|glyph| **glyph != NOTHING) {
            run.push(glyph.ch, glyph.origin);
        }
        return vec![run.take()];
    }
    let mut tokens = tokens(glyphs);
    let notes = notes(&tokens);
    pair_stars(&mut tokens, &notes);
    emit(&tokens, &notes, origins)
}

/// A first look: most lines are nothing but words.
fn may_mean_something(glyph: Glyph) -> bool {
    if glyph.literal { glyph.ch == '\n' } else { matches!(glyph.ch, '*' | '\\' | '<' | '^') }
}

/// The text of a title or a cell: a line end in a literal is a break, but at the ends nothing.
pub(super) fn single(glyphs: &[Glyph], origins: &Origins) -> Vec<Inline> {
    let mut all = Vec::new();
    let mut breaks = 0;
    for mut piece in pieces(glyphs, origins) {
        if !piece.is_empty() {
            if !all.is_empty() {
                all.extend(std::iter::repeat_n(Inline::Break, breaks));
            }
            breaks = 0;
            all.append(&mut piece);
        }
        breaks += 1;
    }
    all
}

/// Whether there is text, and all of it is bold.
pub(super) fn is_all_bold(text: &[Inline]) -> bool {
    let mut any = false;
    for inline in text {
        if let Inline::Text { bold, .. } = inline {
            if !bold {
                return false;
            }
            any = true;
        }
    }
    any
}

/// Takes the bold away.
pub(super) fn unbold(text: &mut [Inline]) {
    for inline in text {
        if let Inline::Text { bold, .. } = inline {
            *bold = false;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Toggle {
    /// No partner: prints as typed.
    Typed,
    On,
    Off,
}

#[derive(Debug, Clone, Copy)]
enum Token {
    /// `plain`: neither escaped nor literal.
    Char {
        ch: char,
        origin: u32,
        plain: bool,
    },
    Stars {
        count: usize,
        origin: u32,
        bold: Toggle,
        italic: Toggle,
    },
    /// `^[`
    Note {
        origin: u32,
    },
    Break,
    /// A line end in a literal.
    LineEnd,
}

impl Token {
    fn is_plain(self, expected: char) -> bool {
        matches!(self, Token::Char { ch, plain: true, .. } if ch == expected)
    }
}

fn tokens(glyphs: &[Glyph]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(glyphs.len());
    let mut rest = glyphs;
    while let [first, after @ ..] = rest {
        rest = after;
        let origin = first.origin;
        match (first.plain(), after) {
            (Some('\\'), [next, tail @ ..]) if next.is_escaped_by(*first) => {
                tokens.push(Token::Char { ch: next.ch, origin, plain: false });
                rest = tail;
            }
            (Some('*'), _) => {
                let more =
                    after.iter().take_while(|glyph| glyph.plain() == Some('*') && glyph.origin == origin);
                let more = more.count();
                rest = after.get(more..).unwrap_or_default();
                tokens.push(Token::Stars {
                    count: more + 1,
                    origin,
                    bold: Toggle::Typed,
                    italic: Toggle::Typed,
                });
            }
            (Some('^'), [next, tail @ ..]) if next.plain() == Some('[') && next.origin == origin => {
                tokens.push(Token::Note { origin });
                rest = tail;
            }
            (Some('<'), [b, r, end, tail @ ..])
                if [b.plain(), r.plain(), end.plain()] == [Some('b'), Some('r'), Some('>')] =>
            {
                while tokens.last().is_some_and(|token| token.is_plain(' ')) {
                    tokens.pop();
                }
                tokens.push(Token::Break);
                rest = tail;
                while let [space, tail @ ..] = rest
                    && space.plain() == Some(' ')
                {
                    rest = tail;
                }
            }
            (None, _) if first.ch == '\n' => tokens.push(Token::LineEnd),
            (plain, _) => tokens.push(Token::Char { ch: first.ch, origin, plain: plain.is_some() }),
        }
    }
    tokens
}

/// The footnotes: index of `^[` → index of its `]`. None holds another.
fn notes(tokens: &[Token]) -> OrderedMap<usize, usize> {
    let mut open: OrderedMap<u32, Vec<(usize, bool)>> = OrderedMap::new();
    let mut pairs = OrderedMap::new();
    for (index, token) in tokens.iter().enumerate() {
        match *token {
            Token::Note { origin } => open.get_or_default(origin).push((index, true)),
            Token::Char { ch: '[', origin, plain: true } => {
                open.get_or_default(origin).push((index, false));
            }
            Token::Char { ch: ']', origin, plain: true } => {
                if let Some((start, true)) = open.get_mut(&origin).and_then(Vec::pop) {
                    pairs.insert(start, index);
                }
            }
            _ => {}
        }
    }
    let mut end = 0;
    pairs.retain(|&start, close| {
        let outermost = start >= end;
        if outermost {
            end = *close;
        }
        outermost
    });
    pairs
}

/// Finds the partner of each run of stars: in its own footnote or outside of all, and typed by the same hand.
fn pair_stars(tokens: &mut [Token], notes: &OrderedMap<usize, usize>) {
    // (footnote, origin) → where bold and italic were switched on.
    let mut open: OrderedMap<(usize, u32), [Option<usize>; 2]> = OrderedMap::new();
    let mut note: Option<(usize, usize)> = None;
    for index in 0..tokens.len() {
        if note.is_some_and(|(_, end)| index >= end) {
            note = None;
        }
        if note.is_none() {
            note = notes.get(&index).map(|&end| (index, end));
        }
        let Some(&Token::Stars { count: count @ 1..=3, origin, .. }) = tokens.get(index) else { continue };
        let before = index.checked_sub(1).filter(|&at| note.is_none_or(|(start, _)| at > start));
        let before = before.and_then(|at| tokens.get(at));
        let after = tokens.get(index + 1).filter(|_| note.is_none_or(|(_, end)| index + 1 < end));
        let is_note_mark =
            before.is_some_and(|token| token.is_plain('(')) && after.is_some_and(|token| token.is_plain(')'));
        if is_note_mark {
            continue;
        }
        let can_close = before.is_some_and(|token| !token.is_plain(' '));
        let can_open = after.is_some_and(|token| !token.is_plain(' '));
        let scope = open.get_or_default((note.map_or(0, |(start, _)| start + 1), origin));
        for (partner, which) in scope.iter_mut().zip([Which::Bold, Which::Italic]) {
            if !which.is_in(count) {
                continue;
            }
            match *partner {
                Some(start) if can_close => {
                    which.set(tokens, start, Toggle::On);
                    which.set(tokens, index, Toggle::Off);
                    *partner = None;
                }
                None if can_open => *partner = Some(index),
                _ => {}
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Which {
    Bold,
    Italic,
}

impl Which {
    fn is_in(self, stars: usize) -> bool {
        match self {
            Which::Bold => stars == 2 || stars == 3,
            Which::Italic => stars == 1 || stars == 3,
        }
    }

    fn set(self, tokens: &mut [Token], index: usize, toggle: Toggle) {
        if let Some(Token::Stars { bold, italic, .. }) = tokens.get_mut(index) {
            match self {
                Which::Bold => *bold = toggle,
                Which::Italic => *italic = toggle,
            }
        }
    }
}

/// How many hands have switched bold and italic on; the template may do so around a body that does so itself.
#[derive(Default)]
struct Look {
    bold: usize,
    italic: usize,
}

impl Look {
    fn turn(depth: &mut usize, toggle: Toggle) {
        match toggle {
            Toggle::Typed => {}
            Toggle::On => *depth += 1,
            Toggle::Off => *depth = depth.saturating_sub(1),
        }
    }
}

struct Run<'a> {
    origins: &'a Origins,
    look: Look,
    inlines: Vec<Inline>,
    /// The origin of the last of `inlines`.
    origin: u32,
}

impl<'a> Run<'a> {
    fn new(origins: &'a Origins) -> Self {
        Run { origins, look: Look::default(), inlines: Vec::new(), origin: 0 }
    }

    fn push(&mut self, ch: char, from: u32) {
        let look = (self.look.bold > 0, self.look.italic > 0);
        match self.inlines.last_mut() {
            Some(Inline::Text { text, bold, italic, .. })
                if self.origin == from && look == (*bold, *italic) =>
            {
                text.push(ch);
            }
            _ => {
                self.inlines.push(Inline::Text {
                    text: String::from(ch),
                    bold: look.0,
                    italic: look.1,
                    origin: self.origins.path(from).cloned(),
                });
                self.origin = from;
            }
        }
    }

    fn stars(&mut self, count: usize, origin: u32, bold: Toggle, italic: Toggle) {
        let typed = match (bold, italic) {
            (Toggle::Typed, Toggle::Typed) => count,
            (Toggle::Typed, _) if count == 3 => 2,
            (_, Toggle::Typed) if count == 3 => 1,
            _ => 0,
        };
        // A star left over stands outside of what the others enclose.
        let closes = bold == Toggle::Off || italic == Toggle::Off;
        if closes {
            Look::turn(&mut self.look.bold, bold);
            Look::turn(&mut self.look.italic, italic);
        }
        for _ in 0..typed {
            self.push('*', origin);
        }
        if !closes {
            Look::turn(&mut self.look.bold, bold);
            Look::turn(&mut self.look.italic, italic);
        }
    }

    fn take(&mut self) -> Vec<Inline> {
        trim(std::mem::take(&mut self.inlines))
    }
}

fn emit(tokens: &[Token], notes: &OrderedMap<usize, usize>, origins: &Origins) -> Vec<Vec<Inline>> {
    let mut pieces = Vec::new();
    let mut outer = Run::new(origins);
    let mut note: Option<(usize, Run)> = None;
    for (index, token) in tokens.iter().enumerate() {
        if let Some((_, mut run)) = note.take_if(|(end, _)| *end == index) {
            outer.inlines.push(Inline::Footnote { text: run.take() });
            continue;
        }
        if let (None, Some(&end)) = (&note, notes.get(&index)) {
            note = Some((end, Run::new(origins)));
            continue;
        }
        let in_note = note.is_some();
        let run = note.as_mut().map_or(&mut outer, |(_, run)| run);
        match *token {
            Token::Char { ch, .. } if ch == NOTHING.ch => {}
            Token::Char { ch, origin, .. } => run.push(ch, origin),
            Token::Stars { count, origin, bold, italic } => run.stars(count, origin, bold, italic),
            Token::Note { origin } => {
                run.push('^', origin);
                run.push('[', origin);
            }
            Token::Break => run.inlines.push(Inline::Break),
            Token::LineEnd if in_note => run.inlines.push(Inline::Break),
            Token::LineEnd => pieces.push(run.take()),
        }
    }
    pieces.push(outer.take());
    pieces
}

/// Without spaces at both ends.
fn trim(mut inlines: Vec<Inline>) -> Vec<Inline> {
    let mut blank = 0;
    for inline in &mut inlines {
        let Inline::Text { text, .. } = inline else { break };
        let spaces = text.len() - text.trim_start_matches(' ').len();
        text.drain(..spaces);
        if !text.is_empty() {
            break;
        }
        blank += 1;
    }
    inlines.drain(..blank);
    while let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if !text.is_empty() {
            break;
        }
        inlines.pop();
    }
    inlines
}
