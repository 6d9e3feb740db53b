//! The plain-text conventions of a body ⇄ blocks, version 1.
//!
//! A body is what a clerk types: one block a line, numbers and letters at the start of a line saying what it is.
//! [`parse`] reads it, [`write()`] writes it, [`parse_field`] reads the value of one field. Nothing in a text is an
//! error: what is not markup prints as typed.
//!
//! # The grammar
//!
//! EBNF (ISO/IEC 14977). The text is in Unicode NFC. Control characters are dropped first; a tab counts as a space,
//! and `\r` and `\r\n` as a line end.
//!
//! ```text
//! body        = { line, line end } ;
//! line        = { " " }, [ block ], { " " } ;               (* a blank line is no block; it ends a table *)
//! block       = heading | outline | article | clause | point | item
//!             | directive | row | paragraph ;                (* the first that fits *)
//!
//! (* headings: alone on their line; the title is the next line that is not blank, if that is a plain paragraph *)
//! heading     = ( ( "Phần " | "Chương " ), roman | ( "Mục " | "Tiểu mục " ), number ),
//!               [ line end, { line end }, paragraph ] ;
//! outline     = roman up to XXXIX, ".", gap, inline ;        (* "I. Title"; C., D., L., M. stay paragraphs *)
//! article     = "Điều ", number, [ letter, [ letter ] ], ".", [ gap, inline ] ;
//! clause      = number, [ ".", number, [ ".", number ] ], ".", [ gap, inline ] ;
//! point       = ( letter, [ letter ], ")" | "(", number, ")" ), [ gap, inline ] ;
//! item        = ( "-" | "+" ), [ gap, inline ] ;
//! directive   = ( "[[giữa]]" | "[[phải]]" | "[[đoạn]]" ), { " " }, inline
//!             | ( "[[phụ lục]]" | "[[phụ lục ngang]]" ), { " " }, [ inline ]
//!             | "[[trang mới]]" | "[[khổ ngang]]" | "[[khổ dọc]]" ;      (* these three alone on their line *)
//! paragraph   = [ "\" ], inline ;                            (* a "\" at the start of a line: no block starts here *)
//!
//! (* a table is a run of rows without a blank line; the first such separator is the only one *)
//! row         = "|", { cell, "|" } | separator ;
//! cell        = { " " }, [ inline without an unescaped "|" | "<" | "^" ], { " " } ;
//! separator   = "|", { { " " }, [ ":" ], "-", { "-" }, [ ":" ], { " " }, "|" } ;
//!
//! inline      = { "**" | "*" | "***" | "<br>" | "^[", inline, "]" | "\", escaped | any other character } ;
//! escaped     = an ASCII punctuation character | " " ;
//!
//! roman       = a Roman numeral in its usual form, capital letters, below 4000 ;
//! number      = one to three digits, the first not 0 ;
//! letter      = "a"|"b"|"c"|"d"|"đ"|"e"|"g"|"h"|"i"|"k"|"l"|"m"|"n"|"o"|"p"|"q"|"r"|"s"|"t"|"u"|"v"|"x"|"y" ;
//! gap         = " " | no-break space ;
//! ```
//!
//! # What it means
//!
//! * **Starts of lines** count as shown, capitals included; after the number comes the `.` or `)`, then a space, or nothing
//!   more on the line. `Chương II.`, `Điều 3:`, `1.1 Text`, `2026. Text` and `A. Text` are paragraphs.
//! * **Titles.** An article or a clause whose whole text is bold is *titled*: `1. **Mục đích**`. The `titled` flag says so,
//!   and its text is stored without the bold. Titles of headings and appendices are bold anyway: bold around the whole
//!   title means nothing and is not stored.
//! * **`[[đoạn]]`** is a plain paragraph in so many words: for one that follows a heading without a title.
//!   `[[giữa]]`, `[[phải]]`, `[[đoạn]]` with nothing after them are nothing.
//! * **Bold and italic.** `**` switches bold, `*` italic, `***` both; the two may overlap. What switches on stands before a
//!   character, what switches off behind one, not a space. What finds no partner on its line (in its cell, in its
//!   footnote) prints as typed, as do four and more `*`, a `*` between spaces, and `(*)`, `(**)`, `(***)`.
//! * **`<br>`** breaks the line; spaces around it do not count.
//! * **Footnotes**: `^[text]`; square brackets inside come in pairs or escaped, and there is no footnote in a footnote.
//! * **`\`** before ASCII punctuation prints that character as it is; before a space it makes one that counts as a
//!   character. At the very start of a line it may stand before anything. Elsewhere it is a `\`.
//! * **Spaces** at both ends of a text are dropped.
//! * **Tables.** Rows above the separator are the head; the separator may come first (no head) or be absent (no head, all
//!   columns alike). `:--` is left, `:-:` centred, `--:` right, `---` justified; the number of hyphens is the width in
//!   relation to the other columns. A cell holding only `<` is part of its left neighbour, only `^` of the one above;
//!   in the first column, in the first row and in the first row under the head respectively, such a sign is text. Short rows
//!   are filled with empty cells, long ones add columns, both with a finding. No table has more than 63 columns (Word's
//!   limit): the 63rd cell takes the rest of its line. A lone separator, and a row not closed by `|` that no row precedes, are
//!   paragraphs; after a row it is a row. More than 50 000 cells are never filled up: a row of another length then starts a
//!   new table.
//!
//! # Examples
//!
//! ```text
//! Chương I                                   heading; its title is the next line
//! Quy định chung
//! Điều 1. **Phạm vi điều chỉnh**             titled article
//! 1. Kế hoạch này quy định:                  clause
//! a) Việc *rà soát*;                         point, a word in italics
//! đ) Việc báo cáo^[Theo mẫu số 2.].          point with a footnote
//! - Từng quý;                                item
//! [[giữa]] **Hết**                           centred, bold
//!
//! | STT | Nhiệm vụ     | Đơn vị | < |
//! |:-:|------|--|--|
//! | 1 | Lập kế hoạch | Sở A<br>(chủ trì) | Sở B |
//! | 2 | ^            | Sở C              | Sở D |
//!
//! \2. không phải là khoản                    a paragraph that begins with "2."
//! ```
//!
//! ```
//! use thethuc::markup::{self, Block};
//! let parsed = markup::parse("1. **Mục đích**\na) Một;\nb) Hai.");
//! assert!(matches!(&parsed.blocks[0], Block::Clause { number, titled: true, .. } if number == "1"));
//! assert_eq!(markup::write(&parsed.blocks), "1. **Mục đích**\na) Một;\nb) Hai.");
//! ```
//!
//! # Values in a filled template
//!
//! A filled template tells values from its own text by the characters of [`mark`]:
//!
//! * A **literal** prints as typed and never starts a block. A line end in it starts a new paragraph of the same alignment (after
//!   a clause, point, …: a plain one); in a cell, a title or a footnote it is a [`Inline::Break`].
//! * A **body** alone on its line gives blocks of its own. After other text on the line its first line joins that text, if it is
//!   a plain paragraph; text after the body joins its last line if that has text, and is a paragraph otherwise. In a row of a
//!   table the lines of a body are one text with breaks. `*` and brackets of a body never pair with those of the template,
//!   and a heading of the template takes no title out of a body.
//!
//! # Canonical blocks
//!
//! `parse(&write(b)).blocks == b` for all *canonical* blocks, and all blocks that [`parse`] gives for a text without
//! values are canonical. Blocks are canonical when
//!
//! 1. numbers, labels and marks are those of the grammar; a paragraph is `Justify`, `Center` or `Right`;
//! 2. every text (of a block, a cell, a footnote) has no empty [`Inline::Text`], no control character, no origin, no two neighbouring
//!    `Text` of one look, no space at its very beginning or end, and no footnote in a footnote;
//! 3. paragraphs and `MucLaMa` titles are not empty; a titled article or clause has at least one `Text` and none is bold; where
//!    an untitled one, a heading or an appendix has a `Text`, not all of its `Text` are bold;
//! 4. a table has 1 to 63 columns of width ≥ 1, at least one row, `head_rows` ≤ rows, rows of full length, merged cells without text, no `Left` in the first column, no `Up` in the first row or the first under the head.
//!
//! # Limits
//!
//! Reading and writing take time in proportion to the text, whatever it holds, and do not recurse. At most
//! [`MAX_FINDINGS`] findings are given.

mod glyph;
mod inline;
mod numbering;
mod parse;
#[cfg(any(target_arch = "wasm32", test))]
mod read;
mod renumber;
mod source;
mod start;
mod table;
mod write;

use serde::{Deserialize, Serialize};

pub use renumber::{Change, Reference, Renumbered, renumber};

use crate::{Align, Diagnostic, FieldPath};

/// A block of a body, as its text says it; numbers and labels stay as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Block {
    /// `Phần I`, `Chương II`, `Mục 1`, `Tiểu mục 1` (title on the next line), or `I. Title` on one line.
    Heading {
        /// Which.
        level: Level,
        /// `I`, `2`.
        number: String,
        /// The title; may be empty for all but `MucLaMa`.
        title: Vec<Inline>,
    },
    /// `Điều 3. …`
    Article {
        /// `3`, `3a`.
        number: String,
        /// The text is a title: written `Điều 3. **Title**`.
        titled: bool,
        /// Title or text.
        text: Vec<Inline>,
    },
    /// A khoản: `1. …`, `1.1. …`, `1.1.1. …`
    Clause {
        /// `1`, `1.1`, `1.1.1`.
        number: String,
        /// The text is a title: written `1. **Title**`.
        titled: bool,
        /// Title or text.
        text: Vec<Inline>,
    },
    /// A điểm: `a) …`, `đ) …`, `(1) …`
    Point {
        /// As typed: `a)`, `(1)`.
        label: String,
        /// The text.
        text: Vec<Inline>,
    },
    /// `- …` or `+ …`
    Item {
        /// `-` or `+`.
        mark: char,
        /// The text.
        text: Vec<Inline>,
    },
    /// Any other line. `[[giữa]] …` centres it, `[[phải]] …` sets it flush right.
    Paragraph {
        /// `Justify`, `Center` or `Right`.
        align: Align,
        /// The text.
        text: Vec<Inline>,
    },
    /// `| … |` lines.
    Table(BodyTable),
    /// `[[trang mới]]`
    PageBreak,
    /// `[[khổ ngang]]` or `[[khổ dọc]]`: from here on the page lies or stands, on a new page.
    Orientation {
        /// It lies.
        landscape: bool,
    },
    /// `[[phụ lục]] Title` or `[[phụ lục ngang]] Title`: an appendix starts; the blocks up to the next one are its content.
    Appendix {
        /// Its pages lie.
        landscape: bool,
        /// Its title.
        title: Vec<Inline>,
    },
}

/// The headings above Điều.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// `Phần`, Roman.
    Phan,
    /// `Chương`, Roman.
    Chuong,
    /// `Mục`, Arabic.
    Muc,
    /// `Tiểu mục`, Arabic.
    TieuMuc,
    /// `I.` of the outline style, Roman, title on the same line.
    MucLaMa,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Inline {
    /// Text in one look. Never empty; two neighbours never have the same look and origin.
    Text {
        /// The text: no control character.
        text: String,
        /// `**…**`
        #[serde(default)]
        bold: bool,
        /// `*…*`
        #[serde(default)]
        italic: bool,
        /// The field it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<FieldPath>,
    },
    /// `<br>`
    Break,
    /// `^[…]`
    Footnote {
        /// The text of the note: no footnote inside.
        text: Vec<Inline>,
    },
}

/// A table as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyTable {
    /// Alignment and relative width of each column; at least one column.
    pub columns: Vec<BodyColumn>,
    /// How many rows stand above the `|---|` line.
    pub head_rows: usize,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<BodyCell>>,
}

/// A column of a typed table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyColumn {
    /// From the colons of `|:--|:-:|--:|`; `Justify` when there are none.
    pub align: Align,
    /// The number of hyphens, from 1: the width in relation to the other columns.
    pub width: u16,
}

/// A cell of a typed table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyCell {
    /// Its text; empty when merged.
    pub text: Vec<Inline>,
    /// A cell holding only `<` or `^`.
    #[serde(default)]
    pub merge: CellMerge,
}

/// Into which neighbour a cell is merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellMerge {
    /// Into none.
    #[default]
    None,
    /// Into the cell on its left: `<`.
    Left,
    /// Into the cell above: `^`.
    Up,
}

/// Blocks and what was odd about their text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// Findings, such as a gap in the numbers typed.
    pub diagnostics: Vec<Diagnostic>,
}

/// The control characters by which a filled template tells literal values from its own text.
///
/// `LITERAL path SEP text END` is a value: its text is never read as markup. `BODY path SEP text END` is the value of a
/// `body` field: its text is read as markup, its spans get `path` as origin. They do not nest.
pub mod mark {
    /// Starts a literal value.
    pub const LITERAL: char = '\u{1}';
    /// Starts the value of a body field.
    pub const BODY: char = '\u{4}';
    /// Stands between path and text.
    pub const SEP: char = '\u{2}';
    /// Ends a value.
    pub const END: char = '\u{3}';
}

/// The group of fields whose bodies are free text in the place of sections of a template.
pub(crate) const FREE_TEXT: &str = "tu_do";

/// The most findings one reading gives; more would help nobody.
pub const MAX_FINDINGS: usize = 100;

/// Reads a body, or a filled template with values between the characters of [`mark`].
///
/// Findings are warnings, at the body field they are in, else at the document as a whole:
/// `so-thu-tu` (a typed number is not the next one), `bang-thieu-o` and `bang-thua-o` (a row has too few or too many cells),
/// `o-gop-sai` (a cell merged into none).
///
/// ```
/// let parsed = thethuc::markup::parse("a) Một;\nb) Hai;\nd) Ba.");
/// assert_eq!(parsed.diagnostics[0].code, "so-thu-tu");
/// ```
pub fn parse(text: &str) -> Parsed {
    parse::assemble(source::tagged(text))
}

/// Reads the value of a body field; every span gets `path` as its origin, and so does every finding.
///
/// The text holds no values of its own: the characters of [`mark`] are dropped like all control characters.
pub fn parse_field(text: &str, path: &FieldPath) -> Parsed {
    parse::assemble(source::field(text, path))
}

/// Writes blocks as text that [`parse`] reads as the same blocks, if they are canonical (see the module).
///
/// Of other blocks no letter is lost, but they may come back in canonical form or as paragraphs. Origins are not written.
pub fn write(blocks: &[Block]) -> String {
    write::blocks(blocks)
}
