//! On which page a paragraph will be: what a table of contents says before a word processor has laid out the pages.
//!
//! The same rules the preview deals its pages by: lines and rows are slices, a page takes as many as it has room for, and
//! ends where a break is welcome.

use crate::Length;
use crate::document::{Bookmark, Element, Format, LineSpacing, Paragraph, Rule, Section, Span, Table};
use crate::metrics::{self, Face, SINGLE_LINE};
use crate::to_list::ToList;

/// Lines of a paragraph that stay together at the foot and at the head of a page.
const TOGETHER: usize = 2;
/// The paragraph a drawn line is the upper border of.
const RULE: Length = Length::from_twips(20);

/// The smallest thing that goes to a page.
struct Slice {
    height: Length,
    break_before: Break,
    /// Height of the head a table repeats when a page starts here.
    head: Length,
    /// How many listed headings begin here.
    headings: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    Free,
    /// Only when the page has no other place.
    Avoid,
    Force,
}

/// The printed number of the page on which each listed heading is, in their order.
pub(super) fn numbers_of_headings(sections: &[Section]) -> Vec<u32> {
    let mut numbers = Vec::new();
    let mut number = 0;
    for section in sections {
        if let Some(start) = section.page_number.and_then(|rule| rule.start) {
            number = start.saturating_sub(1);
        }
        for headings in pages(section) {
            number += 1;
            numbers.extend(std::iter::repeat_n(number, headings));
        }
    }
    numbers
}

/// How many listed headings each page of a section holds.
fn pages(section: &Section) -> Vec<usize> {
    let room = section.page.text_height();
    let slices = slices(section);
    let mut rest = slices.as_slice();
    let mut pages = Vec::new();
    loop {
        let (page, next) = rest.split_at_checked(page_end(rest, room)).unwrap_or((rest, &[]));
        pages.push(page.iter().map(|slice| slice.headings).sum());
        if next.is_empty() {
            return pages;
        }
        rest = next;
    }
}

/// How many slices the next page takes, at least one.
fn page_end(slices: &[Slice], room: Length) -> usize {
    let mut used = slices.first().map(|slice| slice.head).unwrap_or_default();
    let mut welcome = None;
    for (index, slice) in slices.iter().enumerate() {
        if index > 0 {
            match slice.break_before {
                Break::Force => return index,
                Break::Free => welcome = Some(index),
                Break::Avoid => {}
            }
        }
        used += slice.height;
        if used > room && index > 0 {
            return welcome.unwrap_or(index);
        }
    }
    slices.len()
}

fn slices(section: &Section) -> Vec<Slice> {
    let mut slices = Vec::new();
    let mut kept = true;
    for element in &section.elements {
        let first = slices.len();
        match element {
            Element::Paragraph(paragraph) => of_paragraph(paragraph, section.page.text_width(), &mut slices),
            Element::Rule(rule) => slices.push(whole(rule_height(rule))),
            Element::Table(table) => of_table(table, &mut slices),
        }
        if let Some(slice) = slices.get_mut(first) {
            slice.break_before = match element {
                Element::Paragraph(paragraph) if paragraph.format.page_break_before => Break::Force,
                _ if kept => Break::Avoid,
                _ => Break::Free,
            };
        }
        kept = match element {
            Element::Paragraph(paragraph) => paragraph.format.keep_next,
            Element::Rule(rule) => rule.keep_next,
            Element::Table(_) => false,
        };
    }
    slices
}

fn whole(height: Length) -> Slice {
    Slice { height, break_before: Break::Free, head: Length::ZERO, headings: 0 }
}

fn of_paragraph(paragraph: &Paragraph, width: Length, to: &mut Vec<Slice>) {
    let format = &paragraph.format;
    let lines = lines(paragraph, width);
    let each = line(format);
    let listed = |span: &&Span| matches!(span, Span::Text { bookmark: Some(Bookmark::DeMuc(_)), .. });
    for index in 0..lines {
        let mut slice = whole(each);
        if index == 0 {
            slice.height += format.before;
            slice.headings = paragraph.spans.iter().filter(listed).count();
        }
        if index + 1 == lines {
            slice.height += format.after + notes(paragraph, width);
        }
        let parts_few = index < TOGETHER || lines - index < TOGETHER;
        if format.keep_lines || (format.widow_control && parts_few) {
            slice.break_before = Break::Avoid;
        }
        to.push(slice);
    }
}

/// The room the footnotes of a paragraph take, all counted where it ends.
fn notes(paragraph: &Paragraph, width: Length) -> Length {
    let notes = paragraph.spans.iter().filter_map(|span| match span {
        Span::Footnote { spans } => Some(spans),
        _ => None,
    });
    // A note stands in smaller type, four fifths of the text's.
    let size = paragraph.format.size.scale(0.8);
    notes.map(|spans| line_of(size).scale(count(spans, size, width, width) as f64)).sum()
}

fn of_table(table: &Table, to: &mut Vec<Slice>) {
    let border = table.border.unwrap_or_default();
    let mut head = Length::ZERO;
    let mut joined = 0_usize;
    for (index, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        let mut cells = Vec::new();
        let mut keep_next = false;
        for cell in &row.cells {
            let columns: Length = table.columns.iter().skip(column).take(cell.columns).copied().sum();
            column += cell.columns;
            if cell.merge == crate::document::VerticalMerge::Continue {
                joined = joined.max(1);
                continue;
            }
            let mut slices = Vec::new();
            for element in &cell.elements {
                match element {
                    Element::Paragraph(paragraph) => {
                        keep_next |= paragraph.format.keep_next;
                        of_paragraph(paragraph, columns - table.padding * 2, &mut slices);
                    }
                    Element::Rule(rule) => slices.push(whole(rule_height(rule))),
                    Element::Table(_) => {}
                }
            }
            cells.push(slices);
        }
        let total = |slices: &[Slice]| slices.iter().map(|slice| slice.height).sum::<Length>();
        let Some(mut tallest) = cells.into_iter().max_by_key(|slices| total(slices)) else { continue };
        if row.keep_together || index < table.head_rows {
            tallest = vec![whole(total(&tallest))];
        }
        if let Some(first) = tallest.first_mut() {
            first.height += border;
            first.break_before = if index == 0 || joined > 0 { Break::Avoid } else { Break::Free };
        }
        joined = usize::from(keep_next);
        if index < table.head_rows {
            head += total(&tallest);
        } else {
            tallest.iter_mut().for_each(|slice| slice.head = head);
        }
        to.extend(tallest);
    }
}

/// The height of a paragraph with its distances, in a column of this width.
pub(super) fn height(paragraph: &Paragraph, width: Length) -> Length {
    let format = &paragraph.format;
    line(format).scale(lines(paragraph, width) as f64) + format.before + format.after
}

pub(super) fn rule_height(rule: &Rule) -> Length {
    rule.before + RULE + rule.after
}

fn line(format: &Format) -> Length {
    match format.line {
        LineSpacing::Exactly(distance) => distance,
        LineSpacing::Multiple(hundredths) => line_of(format.size).scale(f64::from(hundredths) / 100.0),
    }
}

fn line_of(size: Length) -> Length {
    size.scale(SINGLE_LINE)
}

fn lines(paragraph: &Paragraph, width: Length) -> usize {
    let format = &paragraph.format;
    let rest = width - format.left - format.right;
    count(&paragraph.spans, format.size, rest - format.first_line, rest)
}

fn count(spans: &[Span], size: Length, first: Length, rest: Length) -> usize {
    let runs: Vec<(&str, Face)> = spans
        .iter()
        .filter_map(|span| match span {
            Span::Text { text, bold, italic, .. } => Some((text.as_str(), Face::of(*bold, *italic))),
            Span::Break => Some(("\n", Face::Regular)),
            Span::Footnote { .. } | Span::Leader { .. } | Span::PageOf { .. } => None,
        })
        .to_list();
    metrics::count(&runs, size, first, rest)
}
