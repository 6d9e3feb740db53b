//! The text of a document in the conventions of a body.

use crate::Align;
use crate::docx::read::{Block, Glyph, Paragraph, body_table, glyphs, inlines, plain, typed};
use crate::markup::{self, Level};
use crate::vietnamese::text::clean;

use crate::recognise::line::is_ornament;

/// A longer line below a heading is no title.
const MAX_TITLE: usize = 200;

/// The blocks as typed text; entries of a table of contents are given to `contents`.
pub(super) fn text(blocks: &[Block], end_mark: bool, contents: &mut Vec<String>) -> String {
    let mut out: Vec<markup::Block> = Vec::new();
    for block in blocks {
        match block {
            Block::Table(table) => out.extend(body_table(table).map(markup::Block::Table)),
            Block::Paragraph(paragraph) if paragraph.is_contents => contents.push(paragraph.text()),
            Block::Paragraph(paragraph) => paragraphs(paragraph, &mut out),
        }
    }
    if end_mark && let Some(last) = out.last_mut() {
        without_end_mark(last);
    }
    clean(&markup::write(&out)).text
}

fn paragraphs(paragraph: &Paragraph, out: &mut Vec<markup::Block>) {
    if is_ornament(&paragraph.text()) {
        return;
    }
    let glyphs = paragraph.labelled();
    let is_centered = paragraph.align == Some(Align::Center);
    if let (true, Some(markup::Block::Heading { title, level, .. })) = (is_centered, out.last_mut())
        && title.is_empty()
        && *level != Level::MucLaMa
        && glyphs.len() <= MAX_TITLE
        && !matches!(typed::block(glyphs.clone(), paragraph.align), markup::Block::Heading { .. })
    {
        *title = inlines(&typed::untitled(glyphs).0);
        return;
    }
    // `Chương I` and its title, parted by a line break.
    if let Some(cut) = glyphs.iter().position(|glyph| *glyph == Glyph::Break) {
        let (head, title) = glyphs.split_at(cut);
        if let markup::Block::Heading { level, number, title: none } =
            typed::block(head.to_vec(), paragraph.align)
            && none.is_empty()
        {
            let title = inlines(&typed::untitled(title.to_vec()).0);
            out.push(markup::Block::Heading { level, number, title });
            return;
        }
    }
    out.push(typed::block(glyphs, paragraph.align));
}

/// The form writes `./.` itself.
fn without_end_mark(block: &mut markup::Block) {
    let text = match block {
        markup::Block::Paragraph { text, .. }
        | markup::Block::Article { text, .. }
        | markup::Block::Clause { text, .. }
        | markup::Block::Point { text, .. }
        | markup::Block::Item { text, .. } => text,
        _ => return,
    };
    let mut typed = glyphs(text);
    if plain(&typed).ends_with("./.") {
        typed.truncate(typed.len().saturating_sub(2));
        *text = inlines(&typed);
    }
}
