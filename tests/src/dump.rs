//! A document as readable text: one line a paragraph, to be compared and read in a review.

use std::fmt::Write;

use thethuc::document::{Cell, Document, Element, Span, Table, VerticalMerge};

use crate::rules::name;

/// The component in brackets, then the text; tables row by row; drawn rules as a row of dashes.
pub fn document(document: &Document) -> String {
    let mut out = String::new();
    let mut notes = 0;
    let _ = writeln!(out, "title: {}\nsubject: {}", document.properties.title, document.properties.subject);
    for (number, section) in document.sections.iter().enumerate() {
        let page = &section.page;
        let _ = writeln!(
            out,
            "\n=== section {}: {:.0} × {:.0} mm, margins {:.1} {:.1} {:.1} {:.1} mm, numbering {} ===",
            number + 1,
            page.width.as_mm(),
            page.height.as_mm(),
            page.top.as_mm(),
            page.right.as_mm(),
            page.bottom.as_mm(),
            page.left.as_mm(),
            match &section.page_number {
                None => "none".to_owned(),
                Some(number) => format!(
                    "{}{}",
                    number.start.map_or("goes on".to_owned(), |start| format!("from {start}")),
                    if number.hidden_on_first { ", hidden on the first page" } else { "" }
                ),
            }
        );
        for part in &section.elements {
            element(&mut out, part, &mut notes);
        }
        for part in &section.first_footer {
            out.push_str("foot: ");
            element(&mut out, part, &mut notes);
        }
    }
    out
}

fn element(out: &mut String, element: &Element, notes: &mut usize) {
    match element {
        Element::Paragraph(paragraph) => {
            let _ = writeln!(out, "[{}] {}", name(paragraph.component), spans(&paragraph.spans, notes));
        }
        Element::Rule(_) => out.push_str("————\n"),
        Element::Table(content) => table(out, content, notes),
    }
}

fn table(out: &mut String, table: &Table, notes: &mut usize) {
    let widths: Vec<String> = table.columns.iter().map(|width| format!("{:.1}", width.as_mm())).collect();
    let _ = writeln!(out, "┌ {:?} table, columns {} mm", table.role, widths.join(" + "));
    for (number, row) in table.rows.iter().enumerate() {
        for (at, content) in row.cells.iter().enumerate() {
            let edge = if at == 0 { "│" } else { "┆" };
            let text = cell(content, notes);
            for line in text.lines().chain(text.is_empty().then_some("")) {
                let _ = writeln!(out, "{edge} {line}");
            }
        }
        if number + 1 == table.head_rows {
            out.push_str("╞═══\n");
        } else if number + 1 < table.rows.len() {
            out.push_str("├───\n");
        }
    }
    out.push_str("└\n");
}

fn cell(cell: &Cell, notes: &mut usize) -> String {
    if cell.merge == VerticalMerge::Continue {
        return "^".to_owned();
    }
    let mut text = String::new();
    if cell.columns > 1 {
        let _ = write!(text, "<{} columns> ", cell.columns);
    }
    for part in &cell.elements {
        element(&mut text, part, notes);
    }
    text
}

/// Bold and italic as in a body, blanks that must not break as `·`, footnotes in place.
fn spans(spans: &[Span], notes: &mut usize) -> String {
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text { text, bookmark, .. } => {
                let text = text.replace('\u{a0}', "·");
                match bookmark {
                    Some(bookmark) => {
                        let _ = write!(out, "{{{bookmark:?}: {text}}}");
                    }
                    None => out.push_str(&text),
                }
            }
            Span::Break => out.push('↵'),
            Span::Leader { .. } => out.push_str(" … "),
            Span::PageOf { number, .. } => {
                let _ = write!(out, "{number}");
            }
            Span::Footnote { spans: note } => {
                *notes += 1;
                let number = *notes;
                let text = self::spans(note, notes);
                let _ = write!(out, "^{number}[{text}]");
            }
        }
    }
    out
}
