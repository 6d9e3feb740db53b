//! How a line starts.

use super::Level;
use super::glyph::Glyph;
use crate::Align;
use crate::vietnamese::number::{LETTERS, from_roman};

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    /// No start: a paragraph, or the title of a heading.
    Plain,
    /// A paragraph that is never a title.
    Explicit,
    Aligned(Align),
    /// `Phần`, `Chương`, `Mục`, `Tiểu mục`.
    Heading(Level, String),
    /// `I. Title`
    Outline(String),
    Article(String),
    Clause(String),
    Point(String),
    Item(char),
    /// Starts with `|`; `closed`: ends with one, too.
    Row {
        closed: bool,
    },
    PageBreak,
    Orientation {
        landscape: bool,
    },
    Appendix {
        landscape: bool,
    },
}

impl Kind {
    /// Text may be added at the end of such a line without making it something else.
    pub(super) fn takes_text(&self) -> bool {
        !matches!(
            self,
            Kind::Blank | Kind::Heading(..) | Kind::Row { .. } | Kind::PageBreak | Kind::Orientation { .. }
        )
    }
}

/// What a line is, and where its text begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) kind: Kind,
    /// Index of the first glyph of the text.
    pub(super) from: usize,
}

impl Start {
    pub(super) const PLAIN: Start = Start { kind: Kind::Plain, from: 0 };
}

/// The start of a line without blanks at its ends.
pub(super) fn of(line: &[Glyph]) -> Start {
    let Some(first) = line.first() else {
        return Start { kind: Kind::Blank, from: 0 };
    };
    let cursor = Cursor { line, at: 0 };
    let found = match first.plain() {
        Some('|') => Some(Start { kind: Kind::Row { closed: is_closed(line) }, from: 0 }),
        Some('[') => directive(cursor),
        Some('-' | '+') => item(cursor),
        Some('0'..='9') => clause(cursor),
        Some('I' | 'V' | 'X') => outline(cursor),
        Some('P' | 'C' | 'M' | 'T') => heading(cursor),
        Some('Đ') => article(cursor),
        Some('\\') => Some(Start { kind: Kind::Plain, from: usize::from(starts_with_line_escape(line)) }),
        Some(_) => point(cursor),
        None => None,
    };
    found.unwrap_or(Start::PLAIN)
}

/// A `\` before a character that it does not escape elsewhere.
fn starts_with_line_escape(line: &[Glyph]) -> bool {
    matches!(line, [backslash, next, ..] if next.plain().is_some() && !next.is_escaped_by(*backslash))
}

fn is_closed(line: &[Glyph]) -> bool {
    let [_, inner @ .., last] = line else { return false };
    let backslashes = inner.iter().rev().take_while(|glyph| glyph.plain() == Some('\\')).count();
    last.plain() == Some('|') && backslashes % 2 == 0
}

#[derive(Clone, Copy)]
struct Cursor<'a> {
    line: &'a [Glyph],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.line.get(self.at)?.plain()
    }

    fn eat(&mut self, word: &str) -> Option<()> {
        for expected in word.chars() {
            if self.peek() != Some(expected) {
                return None;
            }
            self.at += 1;
        }
        Some(())
    }

    fn take(&mut self, most: usize, fits: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        for _ in 0..most {
            match self.peek() {
                Some(ch) if fits(ch) => taken.push(ch),
                _ => break,
            }
            self.at += 1;
        }
        taken
    }

    /// One to three digits, the first not 0.
    fn number(&mut self) -> Option<String> {
        let digits = self.take(4, |ch| ch.is_ascii_digit());
        (matches!(digits.len(), 1..=3) && !digits.starts_with('0')).then_some(digits)
    }

    fn roman(&mut self) -> Option<String> {
        // The longest numeral below 4000 is MMMDCCCLXXXVIII.
        let numeral = self.take(15, |ch| "IVXLCDM".contains(ch));
        from_roman(&numeral).map(|_| numeral)
    }

    fn letters(&mut self) -> String {
        self.take(2, |ch| LETTERS.contains(&ch))
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.line.len()
    }

    /// The line ends here, or the text comes after a space.
    fn text(self, kind: Kind) -> Option<Start> {
        match self.peek() {
            Some(' ' | '\u{a0}') => Some(Start { kind, from: self.at + 1 }),
            _ if self.is_at_end() => Some(Start { kind, from: self.at }),
            _ => None,
        }
    }

    fn alone(self, kind: Kind) -> Option<Start> {
        self.is_at_end().then_some(Start { kind, from: self.at })
    }
}

fn heading(mut cursor: Cursor) -> Option<Start> {
    for (word, level) in [
        ("Phần ", Level::Phan),
        ("Chương ", Level::Chuong),
        ("Mục ", Level::Muc),
        ("Tiểu mục ", Level::TieuMuc),
    ] {
        let mut after = cursor;
        if after.eat(word).is_some() {
            cursor = after;
            let number = if level <= Level::Chuong { cursor.roman() } else { cursor.number() }?;
            return cursor.alone(Kind::Heading(level, number));
        }
    }
    None
}

fn outline(mut cursor: Cursor) -> Option<Start> {
    let numeral = cursor.roman().filter(|numeral| !numeral.contains(['L', 'C', 'D', 'M']))?;
    cursor.eat(".")?;
    cursor.text(Kind::Outline(numeral))
}

fn article(mut cursor: Cursor) -> Option<Start> {
    cursor.eat("Điều ")?;
    let number = cursor.number()? + &cursor.letters();
    cursor.eat(".")?;
    cursor.text(Kind::Article(number))
}

fn clause(mut cursor: Cursor) -> Option<Start> {
    let mut number = cursor.number()?;
    cursor.eat(".")?;
    for _ in 0..2 {
        if !cursor.peek().is_some_and(|ch| ch.is_ascii_digit()) {
            break;
        }
        number.push('.');
        number.push_str(&cursor.number()?);
        cursor.eat(".")?;
    }
    cursor.text(Kind::Clause(number))
}

fn point(mut cursor: Cursor) -> Option<Start> {
    let label = if cursor.eat("(").is_some() {
        format!("({})", cursor.number()?)
    } else {
        let letters = cursor.letters();
        if letters.is_empty() {
            return None;
        }
        letters + ")"
    };
    cursor.eat(")")?;
    cursor.text(Kind::Point(label))
}

fn item(mut cursor: Cursor) -> Option<Start> {
    let mark = cursor.peek()?;
    cursor.at += 1;
    cursor.text(Kind::Item(mark))
}

fn directive(mut cursor: Cursor) -> Option<Start> {
    cursor.eat("[[")?;
    let name = cursor.take(16, |ch| ch != ']');
    cursor.eat("]]")?;
    let from = cursor.at;
    let text = |kind| Some(Start { kind, from });
    match name.as_str() {
        "giữa" => text(Kind::Aligned(Align::Center)),
        "phải" => text(Kind::Aligned(Align::Right)),
        "đoạn" => text(Kind::Explicit),
        "phụ lục" => text(Kind::Appendix { landscape: false }),
        "phụ lục ngang" => text(Kind::Appendix { landscape: true }),
        "trang mới" => cursor.alone(Kind::PageBreak),
        "khổ ngang" => cursor.alone(Kind::Orientation { landscape: true }),
        "khổ dọc" => cursor.alone(Kind::Orientation { landscape: false }),
        _ => None,
    }
}
