//! The text of a body or of a filled template as lines of glyphs.

use super::glyph::{Glyph, NOTHING, trim, trim_end};
use super::mark;
use super::start::{self, Kind, Start};
use crate::FieldPath;
use crate::ordered::OrderedMap;
use crate::to_list::ToList;

/// A line, and how it starts.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) start: Start,
    pub(super) glyphs: Vec<Glyph>,
    /// The body it came from; 0 for text outside of any.
    pub(super) body: u32,
}

impl Line {
    /// What follows the start of the line.
    pub(super) fn content(&self) -> &[Glyph] {
        self.glyphs.get(self.start.from..).unwrap_or_default()
    }
}

/// The fields that occur, by number; 0 is none.
#[derive(Debug, Default)]
pub(super) struct Origins {
    paths: Vec<FieldPath>,
    numbers: OrderedMap<String, u32>,
}

impl Origins {
    /// The path of a number.
    pub(super) fn path(&self, origin: u32) -> Option<&FieldPath> {
        self.paths.get(usize::try_from(origin).ok()?.checked_sub(1)?)
    }

    fn number(&mut self, path: &str) -> u32 {
        if let Some(&number) = self.numbers.get(path) {
            return number;
        }
        self.paths.push(FieldPath::from(path));
        let number = u32::try_from(self.paths.len()).unwrap_or(u32::MAX);
        self.numbers.insert(path.to_owned(), number);
        number
    }
}

/// Lines and where their characters came from.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) lines: Vec<Line>,
    pub(super) origins: Origins,
}

/// Reads a text with values in it. A value that is not complete is text.
pub(super) fn tagged(text: &str) -> Source {
    let mut reader = Reader::default();
    let mut rest = text;
    while let Some((before, mark, after)) = split_at_mark(rest) {
        reader.template(before);
        rest = match (mark, value(after)) {
            (mark::LITERAL, Some((path, value, tail))) => {
                reader.literal(path, value);
                tail
            }
            (mark::BODY, Some((path, value, tail))) => {
                reader.body(path, value);
                tail
            }
            _ => after,
        };
    }
    reader.template(rest);
    reader.finish()
}

/// Reads the value of a body field.
pub(super) fn field(text: &str, path: &FieldPath) -> Source {
    let mut reader = Reader::default();
    reader.body(path.as_str(), text);
    reader.finish()
}

fn split_at_mark(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find([mark::LITERAL, mark::BODY, mark::SEP, mark::END])?;
    let mut from = text.get(at..)?.chars();
    let mark = from.next()?;
    Some((text.get(..at)?, mark, from.as_str()))
}

/// Path, text, and what follows. It looks no further than the second mark, so that hostile marks cost no more than others.
fn value(after: &str) -> Option<(&str, &str, &str)> {
    let (path, separator, rest) = split_at_mark(after)?;
    let (value, end, tail) = split_at_mark(rest)?;
    (separator == mark::SEP && end == mark::END && !path.contains('\n')).then_some((path, value, tail))
}

/// The characters that can print, and `\n` for every kind of line end.
fn printable(text: &str) -> impl Iterator<Item = char> {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        loop {
            match chars.next()? {
                '\r' if chars.peek() == Some(&'\n') => {}
                '\r' | '\n' => return Some('\n'),
                '\t' => return Some(' '),
                ch if ch.is_control() => {}
                ch => return Some(ch),
            }
        }
    })
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    origins: Origins,
    /// The line being read.
    glyphs: Vec<Glyph>,
    /// How it starts, once that is settled: text that joins it from elsewhere must not change it.
    start: Option<Start>,
    /// The body it began in.
    body: u32,
}

impl Reader {
    fn template(&mut self, text: &str) {
        for ch in printable(text) {
            if ch == '\n' {
                self.end_line();
            } else {
                self.put(Glyph { ch, origin: 0, literal: false });
            }
        }
    }

    fn literal(&mut self, path: &str, text: &str) {
        let origin = self.origins.number(path);
        self.put(NOTHING);
        for ch in printable(text) {
            self.put(Glyph { ch, origin, literal: true });
        }
    }

    fn body(&mut self, path: &str, text: &str) {
        let origin = self.origins.number(path);
        if self.in_row() {
            return self.body_in_row(origin, text);
        }
        let mut lines: Vec<Vec<Glyph>> = vec![Vec::new()];
        for ch in printable(text) {
            match lines.last_mut() {
                Some(line) if ch != '\n' => line.push(Glyph { ch, origin, literal: false }),
                _ => lines.push(Vec::new()),
            }
        }
        let blank = |line: &[Glyph]| trim(line).is_empty();
        while lines.last().is_some_and(|line| blank(line)) {
            lines.pop();
        }
        let mut lines = lines.into_iter().skip_while(|line| blank(line)).map(|line| trim(&line).to_vec());
        let Some(first) = lines.next() else {
            return self.put(NOTHING);
        };
        self.first_of_body(first, origin);
        for line in lines {
            self.end_line();
            if line.is_empty() {
                self.end_line();
            } else {
                self.begin(line, origin);
            }
        }
    }

    /// The first line of a body joins what stands before it, if both are text.
    fn first_of_body(&mut self, first: Vec<Glyph>, origin: u32) {
        if self.start.is_none() {
            if trim(&self.glyphs).is_empty() {
                return self.begin(first, origin);
            }
            self.glyphs = self.glyphs.iter().copied().skip_while(|glyph| glyph.is_blank()).to_list();
        }
        let joins = start::of(&first);
        let before = self.start.take().unwrap_or_else(|| {
            let start = start::of(trim_end(&self.glyphs));
            if joins.kind == Kind::Plain && !start.kind.takes_text() { Start::PLAIN } else { start }
        });
        let takes = before.kind.takes_text();
        self.start = Some(before);
        if joins.kind == Kind::Plain && takes {
            self.glyphs.extend(first.into_iter().skip(joins.from));
        } else {
            self.end_line();
            self.begin(first, origin);
        }
    }

    fn in_row(&self) -> bool {
        self.start.is_none() && trim(&self.glyphs).first().is_some_and(|glyph| glyph.plain() == Some('|'))
    }

    fn body_in_row(&mut self, origin: u32, text: &str) {
        self.put(NOTHING);
        for ch in printable(text.trim_matches([' ', '\t', '\r', '\n'])) {
            self.put(Glyph { ch, origin, literal: ch == '\n' || ch == '|' });
        }
    }

    fn put(&mut self, glyph: Glyph) {
        if self.start.as_ref().is_some_and(|start| !start.kind.takes_text()) {
            if glyph.is_blank() {
                return;
            }
            self.end_line();
            self.start = Some(Start { kind: Kind::Explicit, from: 0 });
        }
        self.glyphs.push(glyph);
    }

    fn begin(&mut self, glyphs: Vec<Glyph>, body: u32) {
        self.start = Some(start::of(&glyphs));
        self.glyphs = glyphs;
        self.body = body;
    }

    fn end_line(&mut self) {
        let mut glyphs = std::mem::take(&mut self.glyphs);
        let body = std::mem::take(&mut self.body);
        let start = self.start.take().unwrap_or_else(|| {
            let trimmed = trim(&glyphs);
            if trimmed.len() < glyphs.len() {
                glyphs = trimmed.to_vec();
            }
            start::of(&glyphs)
        });
        self.lines.push(Line { start, glyphs, body });
    }

    fn finish(mut self) -> Source {
        self.end_line();
        Source { lines: self.lines, origins: self.origins }
    }
}
