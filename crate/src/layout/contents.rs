//! The table of contents: the headings of a document with the pages they are on (practice).

use crate::Length;
use crate::document::{Bookmark, Component, Element, Paragraph, Section, Span};

use super::paging;
use super::{Context, words};

/// A heading that is listed.
struct Heading {
    level: u8,
    text: String,
}

/// Marks the headings in `sections` behind the one at `at`, and fills that one with their list.
pub(super) fn fill(context: &Context<'_>, sections: &mut [Section], at: usize) {
    let Some((contents, listed)) = sections.get_mut(at..).and_then(<[Section]>::split_first_mut) else {
        return;
    };
    let mut headings = Vec::new();
    for section in &mut *listed {
        section.elements = joined(std::mem::take(&mut section.elements));
        for element in &mut section.elements {
            if let Element::Paragraph(paragraph) = element {
                headings.extend(marked(context, paragraph, headings.len()));
            }
        }
    }
    let numbers = paging::numbers_of_headings(listed);
    let sheet = &context.sheet;
    let width = contents.page.text_width();
    let title = context.standard.component(Component::MucLuc).text.clone().unwrap_or_default();
    contents.elements = vec![Element::Paragraph(sheet.paragraph(Component::MucLuc, vec![words(title)]))];
    for ((index, heading), number) in headings.iter().enumerate().zip(numbers) {
        contents.elements.push(Element::Paragraph(entry(context, heading, mark(index), number, width)));
    }
}

fn mark(index: usize) -> Bookmark {
    Bookmark::DeMuc(u16::try_from(index + 1).unwrap_or(u16::MAX))
}

/// A label and the title below it as one paragraph of two lines: word processors list one paragraph as one entry.
fn joined(elements: Vec<Element>) -> Vec<Element> {
    let mut joined: Vec<Element> = Vec::with_capacity(elements.len());
    for element in elements {
        match (joined.last_mut(), element) {
            (Some(Element::Paragraph(label)), Element::Paragraph(title)) if belongs(label, &title) => {
                label.format.after = title.format.after;
                label.spans.push(Span::Break);
                label.spans.extend(title.spans);
            }
            (_, element) => joined.push(element),
        }
    }
    joined
}

fn belongs(label: &Paragraph, title: &Paragraph) -> bool {
    matches!(
        (label.component, title.component),
        (Component::PhanChuong, Component::TieuDePhanChuong)
            | (Component::Muc, Component::TieuDeMuc)
            | (Component::PhuLuc, Component::TieuDePhuLuc)
    )
}

/// Sets a bookmark on a heading that is listed. An article without a title is no heading.
fn marked(context: &Context<'_>, paragraph: &mut Paragraph, index: usize) -> Option<Heading> {
    let level = context.standard.contents.level(paragraph.component)?;
    if paragraph.component == Component::Dieu && !paragraph.format.keep_next {
        return None;
    }
    let mut lines = vec![String::new()];
    for span in &mut paragraph.spans {
        match (span, lines.last_mut()) {
            (Span::Text { text, bookmark, .. }, Some(line)) => {
                if line.is_empty() && bookmark.is_none() && lines.len() == 1 {
                    *bookmark = Some(mark(index));
                }
                if let Some(line) = lines.last_mut() {
                    line.push_str(text);
                }
            }
            (Span::Break, _) => lines.push(String::new()),
            _ => {}
        }
    }
    // The title of an appendix is broken into several lines; only the label is set off from it.
    let label = lines.remove(0);
    let title = lines.join(" ");
    let text = if title.is_empty() { label } else { format!("{label}. {title}") };
    Some(Heading { level, text })
}

fn entry(
    context: &Context<'_>,
    heading: &Heading,
    bookmark: Bookmark,
    number: u32,
    width: Length,
) -> Paragraph {
    let rule = &context.standard.contents;
    let component = match heading.level {
        1 => Component::MucLuc1,
        2 => Component::MucLuc2,
        _ => Component::MucLuc3,
    };
    let left = rule.left.get(usize::from(heading.level) - 1).copied().map(Length::mm).unwrap_or_default();
    let sheet = &context.sheet;
    let measure = width - left - Length::mm(rule.right);
    let lines = crate::metrics::wrap(&heading.text, sheet.face(component), sheet.size(component), measure);
    let mut spans = Vec::new();
    for line in lines {
        if !spans.is_empty() {
            spans.push(Span::Break);
        }
        spans.push(words(line));
    }
    spans.push(Span::Leader { to: width });
    spans.push(Span::PageOf { bookmark, number });
    let mut paragraph = sheet.paragraph(component, spans);
    paragraph.format.left = left;
    paragraph
}
