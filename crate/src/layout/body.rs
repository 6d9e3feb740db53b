//! Box 6: the blocks of a body as paragraphs and tables.

use crate::document::{Align, Component, Element, Paragraph, Section, Span};
use crate::markup::{Block, Inline, Level};

use super::data_table::data_table;
use super::sheet::Sheet;
use super::spans::{capitals, inlines};
use super::{Context, Flow, words};

/// Lays out the blocks of a body one after another; `end_mark` closes its last text.
pub(super) fn blocks(
    context: &Context<'_>,
    blocks: &[Block],
    end_mark: Option<&str>,
    flow: &mut Flow<'_, '_>,
) {
    let mut break_before = false;
    let last_text =
        end_mark.and(blocks.iter().rposition(|block| !matches!(block, Block::Orientation { .. })));
    for (index, block) in blocks.iter().enumerate() {
        let end_mark = end_mark.filter(|_| last_text == Some(index));
        let mut elements = match block {
            Block::PageBreak => {
                break_before = true;
                continue;
            }
            Block::Orientation { landscape } => {
                flow.turn(*landscape);
                continue;
            }
            Block::Appendix { .. } => continue,
            Block::Table(table) => {
                let width = flow.last().map(|section| section.page.text_width()).unwrap_or_default();
                data_table(context, table, width)
            }
            _ => text_block(&context.sheet, block, end_mark),
        };
        if std::mem::take(&mut break_before)
            && let Some(Element::Paragraph(first)) = elements.first_mut()
        {
            first.format.page_break_before = true;
        }
        flow.extend(elements);
    }
}

fn text_block(sheet: &Sheet<'_>, block: &Block, end_mark: Option<&str>) -> Vec<Element> {
    let close = |mut spans: Vec<Span>| {
        if let Some(mark) = end_mark {
            close(&mut spans, mark);
        }
        spans
    };
    let labelled = |component: Component, label: String, bold_label: bool, text: &[Inline]| {
        let mut spans = vec![words(label)];
        if bold_label {
            embolden(&mut spans);
        }
        spans.extend(inlines(text));
        vec![Element::Paragraph(sheet.paragraph(component, close(spans)))]
    };
    match block {
        Block::Heading { level: Level::MucLaMa, number, title } => {
            let mut spans = vec![words(format!("{number}. "))];
            spans.extend(capitals(inlines(title)));
            vec![Element::Paragraph(sheet.paragraph(Component::MucLaMa, spans))]
        }
        Block::Heading { level, number, title } => {
            let (label, head, below) = match level {
                Level::Phan => ("Phần", Component::PhanChuong, Component::TieuDePhanChuong),
                Level::Chuong => ("Chương", Component::PhanChuong, Component::TieuDePhanChuong),
                Level::Muc => ("Mục", Component::Muc, Component::TieuDeMuc),
                Level::TieuMuc | Level::MucLaMa => ("Tiểu mục", Component::Muc, Component::TieuDeMuc),
            };
            let mut elements =
                vec![Element::Paragraph(sheet.paragraph(head, vec![words(format!("{label} {number}"))]))];
            if !title.is_empty() {
                elements.push(Element::Paragraph(sheet.paragraph(below, capitals(inlines(title)))));
            }
            elements
        }
        Block::Article { number, titled, text } => {
            let mut spans = vec![words(format!("Điều {number}. "))];
            embolden(&mut spans);
            let mut rest = inlines(text);
            if *titled {
                embolden(&mut rest);
            }
            spans.extend(rest);
            let mut paragraph = sheet.paragraph(Component::Dieu, close(spans));
            paragraph.format.keep_next = *titled;
            vec![Element::Paragraph(paragraph)]
        }
        Block::Clause { number, titled, text } => {
            let component = if *titled { Component::KhoanTieuDe } else { Component::Khoan };
            labelled(component, format!("{number}. "), false, text)
        }
        Block::Point { label, text } => labelled(Component::Diem, format!("{label} "), false, text),
        Block::Item { mark, text } => labelled(Component::GachDauDong, format!("{mark} "), false, text),
        Block::Paragraph { align: Align::Center, text } => {
            vec![Element::Paragraph(sheet.paragraph(Component::GiuaDong, close(inlines(text))))]
        }
        Block::Paragraph { align, text } => {
            let mut paragraph = sheet.paragraph(Component::ThanVanBan, close(inlines(text)));
            if *align == Align::Right {
                paragraph.format.align = Align::Right;
            }
            vec![Element::Paragraph(paragraph)]
        }
        Block::Table(_) | Block::PageBreak | Block::Orientation { .. } | Block::Appendix { .. } => Vec::new(),
    }
}

fn embolden(spans: &mut [Span]) {
    for span in spans {
        if let Span::Text { bold, .. } = span {
            *bold = true;
        }
    }
}

/// Sets the end mark in place of the stop the text ends with.
fn close(spans: &mut Vec<Span>, mark: &str) {
    let last = spans.iter_mut().rev().find_map(|span| match span {
        Span::Text { text, bold, italic, .. } => Some((text, *bold, *italic)),
        _ => None,
    });
    let Some((text, bold, italic)) = last else { return };
    let kept = text.trim_end_matches(['.', ';', '/', ' ']).len();
    text.truncate(kept);
    spans.push(Span::Text { text: mark.to_owned(), bold, italic, origin: None, bookmark: None });
}

/// Makes the last lines of the body stay on the page of the signature block.
pub(super) fn stay_with_signature(context: &Context<'_>, section: Option<&mut Section>) {
    let Some(section) = section else { return };
    let measure = section.page.text_width();
    let mut lines = 0;
    for element in section.elements.iter_mut().rev() {
        if lines >= context.standard.signature.body_lines {
            break;
        }
        match element {
            Element::Paragraph(paragraph) => {
                lines += context.sheet.lines(paragraph, measure);
                paragraph.format.keep_next = true;
            }
            Element::Rule(rule) => rule.keep_next = true,
            Element::Table(table) => {
                for row in table.rows.iter_mut().rev().take(context.standard.signature.body_lines) {
                    lines += 1;
                    row.cells.iter_mut().flat_map(|cell| cell.elements.iter_mut()).for_each(keep_next);
                }
            }
        }
    }
}

/// Makes a paragraph stay on the page of the next.
pub(super) fn keep_next(element: &mut Element) {
    if let Element::Paragraph(Paragraph { format, .. }) = element {
        format.keep_next = true;
    }
}
