//! Blocks → text.

use super::glyph::glyphs;
use super::start::{self, Kind};
use super::table::{looks_like_separator, separator_of};
use super::{Block, BodyCell, BodyColumn, BodyTable, CellMerge, Inline, Level};
use crate::Align;

/// The blocks, one a line; no line end after the last.
pub(super) fn blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        let mut lines = String::new();
        block_lines(&mut lines, block, before);
        if lines.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        if let (Some(Block::Table(_)), Block::Table(_)) = (before, block) {
            out.push('\n');
        }
        out.push_str(&lines);
        before = Some(block);
    }
    out
}

fn block_lines(out: &mut String, block: &Block, before: Option<&Block>) {
    match block {
        Block::Heading { level: Level::MucLaMa, number, title } => {
            start_with(out, &format!("{number}."), &text(title, Place::Line));
        }
        Block::Heading { level, number, title } => {
            let word = match level {
                Level::Phan => "Phần",
                Level::Chuong => "Chương",
                Level::Muc => "Mục",
                Level::TieuMuc | Level::MucLaMa => "Tiểu mục",
            };
            out.push_str(word);
            out.push(' ');
            out.push_str(number);
            let title = text(title, Place::Line);
            if !title.is_empty() {
                out.push('\n');
                plain_line(out, &title);
            }
        }
        Block::Article { number, titled, text } => {
            start_with(out, &format!("Điều {number}."), &maybe_title(text, *titled));
        }
        Block::Clause { number, titled, text } => {
            start_with(out, &format!("{number}."), &maybe_title(text, *titled));
        }
        Block::Point { label, text: words } => start_with(out, label, &text(words, Place::Line)),
        Block::Item { mark, text: words } => start_with(out, &mark.to_string(), &text(words, Place::Line)),
        Block::Paragraph { align, text: words } => {
            let words = text(words, Place::Line);
            if words.is_empty() {
                return;
            }
            let after_bare_heading = matches!(
                before,
                Some(Block::Heading { level, title, .. }) if *level != Level::MucLaMa && title.is_empty()
            );
            match align {
                Align::Center => start_with(out, "[[giữa]]", &words),
                Align::Right => start_with(out, "[[phải]]", &words),
                Align::Left | Align::Justify if after_bare_heading => start_with(out, "[[đoạn]]", &words),
                Align::Left | Align::Justify => plain_line(out, &words),
            }
        }
        Block::Table(body) => table(out, body),
        Block::PageBreak => out.push_str("[[trang mới]]"),
        Block::Orientation { landscape: true } => out.push_str("[[khổ ngang]]"),
        Block::Orientation { landscape: false } => out.push_str("[[khổ dọc]]"),
        Block::Appendix { landscape, title } => {
            let start = if *landscape { "[[phụ lục ngang]]" } else { "[[phụ lục]]" };
            start_with(out, start, &text(title, Place::Line));
        }
    }
}

fn start_with(out: &mut String, start: &str, text: &str) {
    out.push_str(start);
    if !text.is_empty() {
        out.push(' ');
        out.push_str(text);
    }
}

/// A line that must not start a block.
fn plain_line(out: &mut String, line: &str) {
    if start::of(&glyphs(line)).kind != Kind::Plain {
        out.push('\\');
    }
    out.push_str(line);
}

fn table(out: &mut String, table: &BodyTable) {
    let usual = BodyColumn { align: Align::Justify, width: 1 };
    let separated = table.head_rows > 0 || table.columns.iter().any(|column| *column != usual);
    for (index, row) in table.rows.iter().enumerate() {
        if separated && index == table.head_rows {
            separator(out, &table.columns);
        }
        let may_pass_for_separator = !separated || index < table.head_rows;
        if !out.is_empty() {
            out.push('\n');
        }
        out.push('|');
        for cell in row {
            out.push(' ');
            let text = cell_text(cell);
            if may_pass_for_separator && looks_like_separator(&text) {
                out.push('\\');
            }
            out.push_str(&text);
            out.push_str(" |");
        }
    }
    if separated && table.head_rows >= table.rows.len() {
        separator(out, &table.columns);
    }
}

fn separator(out: &mut String, columns: &[BodyColumn]) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push('|');
    for column in columns {
        out.push_str(&separator_of(*column));
        out.push('|');
    }
}

fn cell_text(cell: &BodyCell) -> String {
    match cell.merge {
        CellMerge::Left => "<".to_owned(),
        CellMerge::Up => "^".to_owned(),
        CellMerge::None => {
            let text = text(&cell.text, Place::Cell);
            if text == "<" || text == "^" { format!("\\{text}") } else { text }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Cell,
}

fn maybe_title(words: &[Inline], titled: bool) -> String {
    let mut pieces = pieces(words);
    if titled {
        for piece in &mut pieces {
            if let Piece::Text(_, look) = piece {
                look.bold = true;
            }
        }
        pieces = merge(pieces);
    }
    let mut out = String::new();
    write_pieces(&mut out, &pieces, Place::Line, false);
    out
}

fn text(words: &[Inline], place: Place) -> String {
    let mut out = String::new();
    write_pieces(&mut out, &pieces(words), place, false);
    out
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    bold: bool,
    italic: bool,
}

impl Look {
    /// The stars that switch from this look to another.
    fn switch(self, to: Look) -> &'static str {
        match (self.bold != to.bold, self.italic != to.italic) {
            (false, false) => "",
            (false, true) => "*",
            (true, false) => "**",
            (true, true) => "***",
        }
    }

    fn is_within(self, other: Look) -> bool {
        self.and(other) == self
    }

    fn and(self, other: Look) -> Look {
        Look { bold: self.bold && other.bold, italic: self.italic && other.italic }
    }
}

/// A piece of a text in canonical form: no control character, no two texts of one look beside each other.
enum Piece {
    Text(String, Look),
    Break,
    Note(Vec<Piece>),
}

fn pieces(words: &[Inline]) -> Vec<Piece> {
    let mut all = Vec::new();
    for inline in words {
        match inline {
            Inline::Footnote { text } => {
                let mut note = Vec::new();
                flat(&mut note, text);
                all.push(Piece::Note(merge(note)));
            }
            other => flat(&mut all, std::slice::from_ref(other)),
        }
    }
    merge(all)
}

/// The texts and breaks, also of footnotes inside, which cannot be written as such.
fn flat(all: &mut Vec<Piece>, words: &[Inline]) {
    let mut stack: Vec<std::slice::Iter<Inline>> = vec![words.iter()];
    while let Some(words) = stack.last_mut() {
        match words.next() {
            None => {
                stack.pop();
            }
            Some(Inline::Break) => all.push(Piece::Break),
            Some(Inline::Footnote { text }) => stack.push(text.iter()),
            Some(Inline::Text { text, bold, italic, .. }) => {
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 {
                        all.push(Piece::Break);
                    }
                    let line = line.chars().filter(|ch| !ch.is_control()).collect();
                    all.push(Piece::Text(line, Look { bold: *bold, italic: *italic }));
                }
            }
        }
    }
}

fn merge(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (merged.last_mut(), piece) {
            (_, Piece::Text(text, _)) if text.is_empty() => {}
            (Some(Piece::Text(before, look)), Piece::Text(text, other)) if *look == other => {
                before.push_str(&text);
            }
            (_, piece) => merged.push(piece),
        }
    }
    merged
}

fn write_pieces(out: &mut String, pieces: &[Piece], place: Place, in_note: bool) {
    let mut look = Look::default();
    // A space must be escaped beside a line break, behind stars that open and before stars that close.
    let mut after_mark = false;
    let next_looks = next_looks(pieces);
    for (index, (piece, next_look)) in pieces.iter().zip(next_looks).enumerate() {
        match piece {
            Piece::Text(text, own) => {
                after_mark |= !own.is_within(look);
                switch(out, look, *own, text.chars().next());
                look = *own;
                let before_mark = match pieces.get(index + 1) {
                    Some(Piece::Break) => true,
                    Some(Piece::Text(_, other)) => !look.is_within(*other),
                    Some(Piece::Note(_)) | None => !look.is_within(next_look),
                };
                write_text(out, text, Around { after_mark, before_mark, place, in_note });
                after_mark = false;
            }
            Piece::Break | Piece::Note(_) => {
                // Stars close where the text ends that they enclose, and open where one begins.
                let kept = look.and(next_look);
                switch(out, look, kept, None);
                look = kept;
                if let Piece::Note(note) = piece {
                    out.push_str("^[");
                    // A footnote holds no other: this goes no deeper.
                    write_pieces(out, note, place, true);
                    out.push(']');
                    after_mark = false;
                } else {
                    out.push_str("<br>");
                    after_mark = true;
                }
            }
        }
    }
    switch(out, look, Look::default(), None);
}

/// For each piece the look of the next text behind it, past breaks and footnotes; at the end none.
fn next_looks(pieces: &[Piece]) -> Vec<Look> {
    let mut looks = Vec::with_capacity(pieces.len());
    let mut next = Look::default();
    for piece in pieces.iter().rev() {
        looks.push(next);
        if let Piece::Text(_, look) = piece {
            next = *look;
        }
    }
    looks.reverse();
    looks
}

/// Writes the stars between two looks.
fn switch(out: &mut String, from: Look, to: Look, next: Option<char>) {
    let stars = from.switch(to);
    if !stars.is_empty() && next == Some(')') && out.ends_with('(') {
        // "(*)" prints as typed.
        out.pop();
        out.push_str("\\(");
    }
    out.push_str(stars);
}

#[derive(Clone, Copy)]
struct Around {
    after_mark: bool,
    before_mark: bool,
    place: Place,
    in_note: bool,
}

fn write_text(out: &mut String, text: &str, around: Around) {
    for (at, ch) in text.char_indices() {
        let rest = text.get(at + ch.len_utf8()..).unwrap_or_default();
        let escaped = match ch {
            '\\' | '*' => true,
            '<' => rest.starts_with("br>"),
            '^' => rest.starts_with('['),
            '[' | ']' => around.in_note,
            '|' => around.place == Place::Cell,
            ' ' => (at == 0 && around.after_mark) || (rest.is_empty() && around.before_mark),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(ch);
    }
}
