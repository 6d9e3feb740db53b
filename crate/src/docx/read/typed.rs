//! A paragraph as the conventions of a body have it, and back.

use super::glyph::{Glyph, glyphs, inlines, letters, plain, trim};
use crate::Align;
use crate::markup::{self, Block, Inline, Level};
use crate::to_list::ToList;

/// The block a paragraph is by how it reads: an article, a clause, a point, an item, a heading or plain text.
pub(crate) fn block(mut typed: Vec<Glyph>, align: Option<Align>) -> Block {
    trim(&mut typed);
    let align = match align {
        Some(align @ (Align::Center | Align::Right)) => align,
        _ => Align::Justify,
    };
    let paragraph = |typed: &[Glyph]| Block::Paragraph { align, text: inlines(typed) };
    if align != Align::Justify && !plain(&typed).starts_with("Chương ") && !plain(&typed).starts_with("Phần ")
    {
        return paragraph(&typed);
    }
    let bare: Vec<Glyph> = typed
        .iter()
        .map(|glyph| match glyph {
            Glyph::Letter { letter, .. } => Glyph::Letter { letter: *letter, bold: false, italic: false },
            other => other.clone(),
        })
        .to_list();
    let usual = Block::Paragraph { align: Align::Justify, text: inlines(&bare) };
    let written = markup::write(&[usual]);
    let Some(unescaped) = written.strip_prefix('\\') else { return paragraph(&typed) };
    let mut found = markup::parse(unescaped).blocks.into_iter();
    let (Some(found), None) = (found.next(), found.next()) else { return paragraph(&typed) };
    let Some(label) = label(&found) else { return paragraph(&typed) };
    if lines(&found).first().is_none_or(|(_, line)| plain(line) != plain(&typed)) {
        return paragraph(&typed);
    }
    let after = typed.split_off(label.chars().count().min(typed.len()));
    let (title, titled) = untitled(after);
    match found {
        Block::Article { number, .. } => Block::Article { number, titled, text: inlines(&title) },
        Block::Clause { number, .. } => Block::Clause { number, titled, text: inlines(&title) },
        Block::Point { label, .. } => Block::Point { label, text: inlines(&with_bold_if(title, titled)) },
        Block::Item { mark, .. } => Block::Item { mark, text: inlines(&with_bold_if(title, titled)) },
        Block::Heading { level, number, .. } => Block::Heading { level, number, title: inlines(&title) },
        other => other,
    }
}

/// The text without its bold when all of it is bold.
pub(crate) fn untitled(text: Vec<Glyph>) -> (Vec<Glyph>, bool) {
    let is_light =
        |glyph: &Glyph| matches!(glyph, Glyph::Letter { letter, bold: false, .. } if *letter != ' ');
    let has_text = text.iter().any(|glyph| matches!(glyph, Glyph::Letter { letter, .. } if *letter != ' '));
    let titled = has_text && !text.iter().any(is_light);
    (if titled { with_bold(text, false) } else { text }, titled)
}

fn with_bold_if(text: Vec<Glyph>, bold: bool) -> Vec<Glyph> {
    if bold { with_bold(text, true) } else { text }
}

fn with_bold(text: Vec<Glyph>, bold: bool) -> Vec<Glyph> {
    let changed = text.into_iter().map(|glyph| match glyph {
        Glyph::Letter { letter, italic, .. } => Glyph::Letter { letter, bold, italic },
        other => other,
    });
    changed.to_list()
}

/// What a block writes before its text.
fn label(block: &Block) -> Option<String> {
    match block {
        Block::Heading { level, number, .. } => Some(match level {
            Level::Phan => format!("Phần {number}"),
            Level::Chuong => format!("Chương {number}"),
            Level::Muc => format!("Mục {number}"),
            Level::TieuMuc => format!("Tiểu mục {number}"),
            Level::MucLaMa => format!("{number}."),
        }),
        Block::Article { number, .. } => Some(format!("Điều {number}.")),
        Block::Clause { number, .. } => Some(format!("{number}.")),
        Block::Point { label, .. } => Some(label.clone()),
        Block::Item { mark, .. } => Some(mark.to_string()),
        _ => None,
    }
}

/// Which text of a block a printed line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Label and text.
    Whole,
    /// `Chương I`.
    Head,
    /// The title below it.
    Title,
    /// A cell of a table: row and column.
    Cell(usize, usize),
}

/// The lines a block prints, those without text left out.
pub(crate) fn lines(block: &Block) -> Vec<(Part, Vec<Glyph>)> {
    let labelled = |text: &[Inline]| {
        let mut line: Vec<Glyph> = letters(&label(block).unwrap_or_default(), false, false).to_list();
        line.push(Glyph::Letter { letter: ' ', bold: false, italic: false });
        line.extend(glyphs(text));
        vec![(Part::Whole, line)]
    };
    let mut lines = match block {
        Block::Heading { level: Level::MucLaMa, title, .. } => labelled(title),
        Block::Heading { title, .. } => {
            let mut lines = labelled(&[]);
            lines.iter_mut().for_each(|(part, _)| *part = Part::Head);
            lines.push((Part::Title, glyphs(title)));
            lines
        }
        Block::Article { text, titled, .. } | Block::Clause { text, titled, .. } => {
            let mut lines = labelled(text);
            if *titled {
                lines = lines.into_iter().map(|(part, line)| (part, with_bold(line, true))).to_list();
            }
            lines
        }
        Block::Point { text, .. } | Block::Item { text, .. } => labelled(text),
        Block::Paragraph { text, .. } => vec![(Part::Whole, glyphs(text))],
        Block::Table(table) => {
            let cells = table.rows.iter().enumerate().flat_map(|(row, cells)| {
                cells.iter().enumerate().map(move |(at, cell)| (Part::Cell(row, at), glyphs(&cell.text)))
            });
            cells.to_list()
        }
        Block::PageBreak | Block::Orientation { .. } | Block::Appendix { .. } => Vec::new(),
    };
    lines.iter_mut().for_each(|(_, line)| trim(line));
    lines.retain(|(_, line)| !line.is_empty());
    lines
}
