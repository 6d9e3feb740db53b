//! The lines of paragraphs, for telling by how they read what they are.

use crate::Align;
use crate::docx::read::{Block, Glyph, Paragraph, plain, visit};
use crate::vietnamese::text::{clean, fold, upper};

/// What a reader sees as one line: a paragraph, or what a line break parts off.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) centered: bool,
}

impl Line {
    fn of(glyphs: &[Glyph], paragraph: &Paragraph) -> Option<Line> {
        let text = clean(&plain(glyphs)).text;
        let part = Paragraph { glyphs: glyphs.to_vec(), ..Paragraph::default() };
        (!text.is_empty()).then(|| Line {
            text,
            bold: part.is_bold(),
            italic: part.is_italic(),
            centered: paragraph.align == Some(Align::Center),
        })
    }

    /// The same look with other text; nothing when there is none.
    pub(super) fn with(&self, text: &str) -> Option<Line> {
        let text = text.trim();
        (!text.is_empty()).then(|| Line { text: text.to_owned(), ..self.clone() })
    }

    /// Its words without marks on the letters and without signs between them.
    pub(super) fn key(&self) -> String {
        key(&self.text)
    }

    /// All its letters are capitals.
    pub(super) fn is_shouted(&self) -> bool {
        self.text.chars().any(char::is_alphabetic) && upper(&self.text) == self.text
    }

    /// It is a rule somebody typed.
    pub(super) fn is_ornament(&self) -> bool {
        self.text.chars().all(|c| matches!(c, '-' | '_' | '*' | '=' | '~' | '–' | '—' | ' '))
    }

    /// All of it stands between parentheses.
    pub(super) fn is_aside(&self) -> bool {
        self.text.starts_with('(') && self.text.ends_with(')')
    }
}

/// The words of a text, folded and parted by one space.
pub(super) fn key(text: &str) -> String {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The lines of a paragraph.
pub(super) fn of_paragraph(paragraph: &Paragraph) -> Vec<Line> {
    let glyphs = paragraph.labelled();
    glyphs.split(|glyph| *glyph == Glyph::Break).filter_map(|part| Line::of(part, paragraph)).collect()
}

/// The lines of a paragraph, or of all cells of a table.
pub(super) fn of_blocks(blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    visit(blocks, None, &mut |paragraph, _| lines.extend(of_paragraph(paragraph)));
    lines
}

/// There is something to read in it.
pub(super) fn has_text(block: &Block) -> bool {
    of_blocks(std::slice::from_ref(block)).iter().any(|line| !line.is_ornament())
}

/// The text of an item without the marks of its list.
pub(super) fn item(text: &str) -> &str {
    text.trim_start_matches(BULLETS).trim_end_matches([';', '.', ',', ' '])
}

/// It begins as an item of a list does.
pub(super) fn is_item(text: &str) -> bool {
    text.starts_with(['-', '+', '•', '*', '–', '—', '·'])
}

const BULLETS: [char; 8] = ['-', '+', '•', '*', '–', '—', '·', ' '];
