//! The text: headings, articles, clauses, points, items, tables, plain paragraphs.

use crate::to_list::ToList;
use std::ops::Range;

use crate::Align;
use crate::document::{Certainty, Component, Evidence, Zone};
use crate::docx::read::{Block, Glyph, Paragraph, head_rows, letters, typed};
use crate::joined::Joined;
use crate::markup::{self, Level};

use super::line::Line;
use super::scene::Scene;
use super::terms;

/// A longer line below a heading is no title.
const MAX_TITLE: usize = 200;

/// Decides about the lines of the text.
pub(super) fn read(scene: &mut Scene<'_>, range: Range<usize>) {
    use Certainty::Sure;
    use Evidence::{Cell, Look, Order, Shape};
    // The heading above that has no title yet.
    let mut untitled = None;
    for block in range {
        let lines = scene.range_of_block(block);
        if scene.of_block(block).iter().all(Line::is_ornament) {
            scene.ornaments(block, Zone::Body);
            continue;
        }
        match scene.blocks.get(block) {
            Some(Block::Table(table)) => {
                untitled = None;
                let head = head_rows(table);
                for at in lines {
                    let is_head =
                        scene.line(at).and_then(|line| line.cell).is_some_and(|cell| cell.row < head);
                    let component = if is_head { Component::TieuDeBang } else { Component::NoiDungBang };
                    scene.set(at, component, Zone::Body, Sure, &[Cell]);
                }
            }
            Some(Block::Paragraph(paragraph)) => {
                let title = untitled.take().filter(|_| is_title_below(paragraph));
                if paragraph.is_contents {
                    contents(scene, lines);
                    continue;
                }
                let is_attached =
                    scene.first(block).is_some_and(|line| line.is_attached(scene.words) && line.is_aside());
                let found = match title {
                    _ if is_attached => Found::from(Component::KemTheo),
                    Some(heading) => Found { component: title_of(heading), is_untitled: false },
                    None => kind(paragraph),
                };
                if found.is_untitled {
                    untitled = Some(found.component);
                }
                let why: &[Evidence] = match found.component {
                    Component::ThanVanBan => &[Order],
                    Component::GiuaDong => &[Look],
                    Component::TieuDePhanChuong | Component::TieuDeMuc => &[Look, Order],
                    _ => &[Shape],
                };
                for at in lines {
                    scene.set(at, found.component, Zone::Body, Sure, why);
                }
            }
            None => {}
        }
    }
}

/// An entry of a table of contents, by what it lists.
pub(super) fn contents(scene: &mut Scene<'_>, lines: Range<usize>) {
    let Some(first) = scene.line(lines.start) else { return };
    let read = |text: &str| typed::block(letters(text, false, false).to_list(), None);
    let label = first.text.split(' ').take(2).joined(" ");
    let heads = match read(label.trim_end_matches(['.', ':'])) {
        markup::Block::Heading { level, .. } => matches!(level, Level::Phan | Level::Chuong),
        _ => terms::after_appendix(&first.key).is_some(),
    };
    let component = match read(&first.text) {
        _ if heads => Component::MucLuc1,
        markup::Block::Article { .. } => Component::MucLuc3,
        _ => Component::MucLuc2,
    };
    for at in lines {
        scene.set(at, component, Zone::Contents, Certainty::Sure, &[Evidence::Shape]);
    }
}

/// A block that is a heading, an article, a clause, a point or an item, wherever in the line it stands.
pub(super) fn is_numbered(scene: &Scene<'_>, block: usize) -> bool {
    let Some(Block::Paragraph(paragraph)) = scene.blocks.get(block) else { return false };
    !matches!(typed::block(paragraph.labelled(), None), markup::Block::Paragraph { .. })
        || !matches!(kind(paragraph).component, Component::ThanVanBan | Component::GiuaDong)
}

/// A block that is a paragraph and nothing else.
pub(super) fn is_plain(scene: &Scene<'_>, block: usize) -> bool {
    matches!(scene.blocks.get(block), Some(Block::Paragraph(paragraph)) if kind(paragraph).component == Component::ThanVanBan)
}

/// A block that is an article.
pub(super) fn is_article(scene: &Scene<'_>, block: usize) -> bool {
    matches!(scene.blocks.get(block), Some(Block::Paragraph(paragraph)) if kind(paragraph).component == Component::Dieu)
}

struct Found {
    component: Component,
    /// A heading whose title stands below it.
    is_untitled: bool,
}

impl From<Component> for Found {
    fn from(component: Component) -> Found {
        Found { component, is_untitled: false }
    }
}

fn title_of(heading: Component) -> Component {
    if heading == Component::Muc { Component::TieuDeMuc } else { Component::TieuDePhanChuong }
}

fn is_title_below(paragraph: &Paragraph) -> bool {
    paragraph.align == Some(Align::Center)
        && paragraph.glyphs.len() <= MAX_TITLE
        && !matches!(kind(paragraph).component, Component::PhanChuong | Component::Muc)
}

/// What a paragraph of the text is by how it reads.
fn kind(paragraph: &Paragraph) -> Found {
    let glyphs = paragraph.labelled();
    // A heading may be centred, an article or a clause is not.
    let first = glyphs.split(|glyph| *glyph == Glyph::Break).next().unwrap_or_default();
    if let markup::Block::Heading { level, title, .. } = typed::block(first.to_vec(), None)
        && (level != Level::MucLaMa || paragraph.align != Some(Align::Center))
    {
        let component = match level {
            Level::Phan | Level::Chuong => Component::PhanChuong,
            Level::Muc | Level::TieuMuc => Component::Muc,
            Level::MucLaMa => Component::MucLaMa,
        };
        let is_whole = first.len() == glyphs.len();
        return Found { component, is_untitled: level != Level::MucLaMa && title.is_empty() && is_whole };
    }
    match typed::block(glyphs, paragraph.align) {
        markup::Block::Article { .. } => Component::Dieu.into(),
        markup::Block::Clause { titled: true, .. } => Component::KhoanTieuDe.into(),
        markup::Block::Clause { .. } => Component::Khoan.into(),
        markup::Block::Point { .. } => Component::Diem.into(),
        markup::Block::Item { .. } => Component::GachDauDong.into(),
        markup::Block::Paragraph { align: Align::Center, .. } => Component::GiuaDong.into(),
        _ => Component::ThanVanBan.into(),
    }
}
