//! Where in a document something stands, as somebody who looks at it would say.

use crate::joined::Joined;
use std::fmt::Write as _;
use std::sync::Arc;

/// Letters of a paragraph that a finding quotes at most.
const QUOTED: usize = 60;

/// What a part is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    Body,
    Header,
    Footer,
    Footnotes,
    Endnotes,
    Comments,
    Properties,
}

impl Story {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Story::Body => ("", ""),
            Story::Header => ("đầu trang", "header"),
            Story::Footer => ("chân trang", "footer"),
            Story::Footnotes => ("chú thích cuối trang", "footnotes"),
            Story::Endnotes => ("chú thích cuối văn bản", "endnotes"),
            Story::Comments => ("nhận xét", "comments"),
            Story::Properties => ("thuộc tính của tệp", "properties of the file"),
        }
    }
}

/// A paragraph; tables, rows, cells and paragraphs are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) story: Story,
    /// Table, row and cell, where it is in one.
    pub(super) cell: Option<(u32, u32, u32)>,
    pub(super) paragraph: u32,
    pub(super) in_box: bool,
    /// In what older programs show instead: told nowhere, for it repeats what was told.
    pub(super) is_repeated: bool,
    pub(super) text: Arc<str>,
}

impl Place {
    /// In Vietnamese and in English: `bảng 2, hàng 3, ô 1: «…»`.
    pub(super) fn words(&self) -> (String, String) {
        let (story, english_story) = self.story.words();
        let mut words = (story.to_owned(), english_story.to_owned());
        let mut add = |vietnamese: String, english: String| {
            for (to, piece) in [(&mut words.0, vietnamese), (&mut words.1, english)] {
                if !to.is_empty() {
                    to.push_str(", ");
                }
                to.push_str(&piece);
            }
        };
        match self.cell {
            Some((table, row, cell)) => {
                add(
                    format!("bảng {table}, hàng {row}, ô {cell}"),
                    format!("table {table}, row {row}, cell {cell}"),
                );
            }
            None if self.in_box => add("khung chữ".to_owned(), "text box".to_owned()),
            None if self.story == Story::Properties => {}
            None => add(format!("đoạn {}", self.paragraph), format!("paragraph {}", self.paragraph)),
        }
        let quoted = quoted(&self.text);
        if !quoted.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(words.0, ": «{quoted}»");
            let _ = write!(words.1, ": “{quoted}”");
        }
        words
    }
}

/// A text short enough to be quoted, on one line.
pub(super) fn quoted(text: &str) -> String {
    // No more of it is looked at than is shown.
    let beginning =
        text.char_indices().nth(QUOTED * 8).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    let flat = beginning.split_whitespace().joined(" ");
    match flat.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", flat.get(..end).unwrap_or_default()),
        None => flat,
    }
}
