//! The same document for preview and print: HTML with sizes in pt and mm.
//!
//! The flow is not cut into pages; the attributes say where it may be: `data-keep-next`, `data-keep-lines`,
//! `data-break-before`, `data-keep-together`. Every piece that came from a field carries `data-field`. Notes stand in an
//! `aside` after the block that refers to them and belong to the foot of its page. In a table of contents `data-page-of`
//! marks the number of the page on which the piece with that `data-heading` is, as far as it is known here.

mod style;

use std::fmt::Write as _;

use crate::document::{
    Bookmark, Cell, Component, Document, Element, Paragraph, Rule, Section, Span, Table, TableRole,
    VerticalMerge,
};
use crate::length::decimal;

/// The document as an HTML fragment and the style sheet that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html {
    /// `<div class="tt-document">…</div>`
    pub body: String,
    /// One class a component, sizes in pt, lengths in mm.
    pub css: String,
    standing_alone: String,
}

impl Html {
    /// A page of its own, for a file: fragment and style sheet, no script, nothing loaded.
    pub fn into_page(self, title: &str) -> String {
        format!(
            "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n{}\n</body>\n</html>\n",
            escaped(title),
            self.css,
            self.standing_alone,
            self.body
        )
    }
}

/// Writes a document as HTML.
///
/// User text is escaped; the fragment holds no script, no link and nothing that loads.
pub fn write(document: &Document) -> Html {
    let mut writer = Writer { html: String::new(), notes: Vec::new(), noted: 0, document };
    writer.html.push_str("<div class=\"tt-document\" lang=\"vi\">");
    for section in &document.sections {
        writer.section(section);
    }
    writer.html.push_str("</div>");
    Html { body: writer.html, css: style::sheet(document), standing_alone: style::standing_alone(document) }
}

struct Writer<'d> {
    html: String,
    /// Notes referred to in the block being written.
    notes: Vec<&'d [Span]>,
    /// How many notes have been numbered.
    noted: usize,
    document: &'d Document,
}

impl<'d> Writer<'d> {
    fn section(&mut self, section: &'d Section) {
        let page = &section.page;
        let lengths = [
            ("width", page.width),
            ("height", page.height),
            ("top", page.top),
            ("bottom", page.bottom),
            ("left", page.left),
            ("right", page.right),
            ("header", page.header),
            ("footer", page.footer),
        ];
        self.push(format_args!("<section class=\"tt-section\" data-landscape=\"{}\"", page.landscape));
        for (name, length) in lengths {
            self.push(format_args!(" data-{name}-mm=\"{}\"", decimal(length.as_mm())));
        }
        if let Some(number) = section.page_number {
            self.html.push_str(" data-page-number=\"true\"");
            if let Some(start) = number.start {
                self.push(format_args!(" data-page-start=\"{start}\""));
            }
            if number.hidden_on_first {
                self.html.push_str(" data-page-hidden-first=\"true\"");
            }
        }
        self.html.push('>');
        for (class, elements) in
            [("tt-first-header", &section.first_header), ("tt-first-footer", &section.first_footer)]
        {
            if !elements.is_empty() {
                self.push(format_args!("<aside class=\"{class}\">"));
                elements.iter().for_each(|element| self.element(element));
                self.html.push_str("</aside>");
            }
        }
        for element in &section.elements {
            self.element(element);
            self.notes_of_block();
        }
        self.html.push_str("</section>");
    }

    fn element(&mut self, element: &'d Element) {
        match element {
            Element::Paragraph(paragraph) => self.paragraph(paragraph),
            Element::Rule(rule) => self.rule(rule),
            Element::Table(table) => self.table(table),
        }
    }

    fn paragraph(&mut self, paragraph: &'d Paragraph) {
        let format = &paragraph.format;
        let id = paragraph.component.id();
        self.push(format_args!(
            "<p class=\"tt-{}\" data-component=\"{id}\"",
            style::class(paragraph.component)
        ));
        self.flag("data-keep-next", format.keep_next);
        self.flag("data-keep-lines", format.keep_lines);
        self.flag("data-break-before", format.page_break_before);
        let own = self.document.styles.iter().find(|style| style.component == paragraph.component);
        let declarations = style::difference(format, own.map(|style| &style.format));
        if !declarations.is_empty() {
            self.push(format_args!(" style=\"{declarations}\""));
        }
        self.html.push('>');
        let (above, led) = led_line(&paragraph.spans);
        self.spans(above, format.bold, format.italic);
        if !led.is_empty() {
            self.html.push_str("<span class=\"tt-led\"><span>");
            self.spans(led, format.bold, format.italic);
            self.html.push_str("</span>");
        }
        if paragraph.spans.is_empty() {
            self.html.push_str("<br>");
        }
        self.html.push_str("</p>");
    }

    fn spans(&mut self, spans: &'d [Span], bold: bool, italic: bool) {
        for span in spans {
            match span {
                Span::Text { text, bold: own_bold, italic: own_italic, origin, bookmark } => {
                    let heading = match bookmark {
                        Some(Bookmark::DeMuc(index)) => Some(index),
                        _ => None,
                    };
                    let mut look = String::new();
                    if *own_bold != bold {
                        look.push_str(if *own_bold { " tt-bold" } else { " tt-light" });
                    }
                    if *own_italic != italic {
                        look.push_str(if *own_italic { " tt-italic" } else { " tt-upright" });
                    }
                    let plain = origin.is_none() && look.is_empty() && heading.is_none();
                    if !plain {
                        self.html.push_str("<span");
                        if !look.is_empty() {
                            self.push(format_args!(" class=\"{}\"", look.trim_start()));
                        }
                        if let Some(origin) = origin {
                            self.push(format_args!(" data-field=\"{}\"", escaped(origin.as_str())));
                        }
                        if let Some(index) = heading {
                            self.push(format_args!(" data-heading=\"{index}\""));
                        }
                        self.html.push('>');
                    }
                    self.html.push_str(&escaped(text));
                    if !plain {
                        self.html.push_str("</span>");
                    }
                }
                Span::Break => self.html.push_str("<br>"),
                Span::Leader { .. } => self.html.push_str("</span><span class=\"tt-leader\"></span>"),
                Span::PageOf { bookmark, number } => match bookmark {
                    Bookmark::DeMuc(index) => {
                        self.push(format_args!("<span data-page-of=\"{index}\">{number}</span>"));
                    }
                    _ => self.push(format_args!("{number}")),
                },
                Span::Footnote { spans } => {
                    self.notes.push(spans);
                    let number = self.noted + self.notes.len();
                    self.push(format_args!("<sup class=\"tt-note\" data-note=\"{number}\">{number}</sup>"));
                }
            }
        }
    }

    fn notes_of_block(&mut self) {
        let format = self
            .document
            .styles
            .iter()
            .find(|style| style.component == Component::ChuThich)
            .map(|style| style.format);
        for spans in std::mem::take(&mut self.notes) {
            self.noted += 1;
            let number = self.noted;
            self.push(format_args!(
                "<aside class=\"tt-footnote tt-chu-thich\" data-note=\"{number}\"><sup>{number}</sup> "
            ));
            self.spans(
                spans,
                format.is_some_and(|format| format.bold),
                format.is_some_and(|format| format.italic),
            );
            self.html.push_str("</aside>");
        }
    }

    fn rule(&mut self, rule: &Rule) {
        self.html.push_str("<div class=\"tt-rule\"");
        self.flag("data-keep-next", rule.keep_next);
        self.push(format_args!(" style=\"{}\"></div>", style::rule(rule)));
    }

    fn table(&mut self, table: &'d Table) {
        let role = match table.role {
            TableRole::Letterhead => "letterhead",
            TableRole::Signature => "signature",
            TableRole::Data => "data",
        };
        self.push(format_args!("<table class=\"tt-table tt-{role}\""));
        self.flag("data-keep-together", table.role != TableRole::Data);
        self.push(format_args!(" style=\"{}\"><colgroup>", style::table(table)));
        for column in &table.columns {
            self.push(format_args!("<col style=\"width:{}mm\">", decimal(column.as_mm())));
        }
        self.html.push_str("</colgroup>");
        let (head, rest) = table.rows.split_at_checked(table.head_rows).unwrap_or((&[], &table.rows));
        for (tag, first, rows) in [("thead", 0, head), ("tbody", head.len(), rest)] {
            if rows.is_empty() {
                continue;
            }
            self.push(format_args!("<{tag}>"));
            for (offset, row) in rows.iter().enumerate() {
                self.html.push_str("<tr");
                self.flag("data-keep-together", row.keep_together);
                self.html.push('>');
                let mut column = 0;
                for cell in &row.cells {
                    self.cell(table, cell, first + offset, column, tag == "thead");
                    column += cell.columns;
                }
                self.html.push_str("</tr>");
            }
            self.push(format_args!("</{tag}>"));
        }
        self.html.push_str("</table>");
    }

    fn cell(&mut self, table: &'d Table, cell: &'d Cell, row: usize, column: usize, head: bool) {
        if cell.merge == VerticalMerge::Continue {
            return;
        }
        let tag = if head { "th" } else { "td" };
        self.push(format_args!("<{tag}"));
        if cell.columns > 1 {
            self.push(format_args!(" colspan=\"{}\"", cell.columns));
        }
        if cell.merge == VerticalMerge::Start {
            self.push(format_args!(" rowspan=\"{}\"", rows_merged(table, row, column)));
        }
        let declarations = style::cell(table.padding, cell.vertical);
        self.push(format_args!(" style=\"{declarations}\">"));
        cell.elements.iter().for_each(|element| self.element(element));
        self.push(format_args!("</{tag}>"));
    }

    fn flag(&mut self, name: &str, set: bool) {
        if set {
            self.push(format_args!(" {name}=\"true\""));
        }
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.html.write_fmt(text);
    }
}

/// The lines of an entry of the contents above the one with the leader, and that line; other text has no such line.
fn led_line(spans: &[Span]) -> (&[Span], &[Span]) {
    let Some(leader) = spans.iter().position(|span| matches!(span, Span::Leader { .. })) else {
        return (spans, &[]);
    };
    let before = spans.get(..leader).unwrap_or_default();
    let start = before.iter().rposition(|span| matches!(span, Span::Break)).map_or(0, |at| at + 1);
    let above = spans.get(..start.saturating_sub(1)).unwrap_or_default();
    (above, spans.get(start..).unwrap_or_default())
}

/// How many rows the merge that starts at a cell takes.
fn rows_merged(table: &Table, row: usize, column: usize) -> usize {
    let continues = |row: &crate::document::Row| {
        let mut at = 0;
        row.cells.iter().any(|cell| {
            let here = at == column && cell.merge == VerticalMerge::Continue;
            at += cell.columns;
            here
        })
    };
    1 + table.rows.iter().skip(row + 1).take_while(|row| continues(row)).count()
}

/// Text as HTML shows it unchanged, in content and in quoted attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
