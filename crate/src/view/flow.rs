//! Sections, tables and what stands at the edges of the page.

use super::{Neighbours, Writer, style};
use crate::document::VerticalAlign;
use crate::docx::read::{Block, Cell, OnPages, Row, Section, SectionStart, Table};
use crate::length::decimal;
use crate::ordered::OrderedMap;
use crate::to_list::ToList;

impl<'o> Writer<'o> {
    pub(super) fn sections(&mut self) {
        let observed = self.observed;
        let alone = Section { blocks: 0..observed.blocks.len(), ..Section::default() };
        let sections =
            if observed.sections.is_empty() { vec![&alone] } else { observed.sections.iter().to_list() };
        let mut before: Option<&Section> = None;
        for section in sections {
            if self.shown >= self.most && before.is_some() {
                break;
            }
            let goes_on = before.is_some_and(|before| {
                section.start == SectionStart::Continuous
                    && (before.width, before.height, before.margins)
                        == (section.width, section.height, section.margins)
            });
            if !goes_on {
                if before.is_some() {
                    self.html.push_str("</section>");
                }
                self.open_section(section);
            }
            let blocks = observed.blocks.get(section.blocks.clone()).unwrap_or_default();
            self.blocks(blocks, true);
            before = Some(section);
        }
        if self.shown >= observed.paragraphs().len() {
            self.boxes();
        }
        self.html.push_str("</section>");
    }

    fn open_section(&mut self, section: &Section) {
        let margins = &section.margins;
        let lengths = [
            ("width", section.width),
            ("height", section.height),
            ("top", margins.top),
            ("bottom", margins.bottom),
            ("left", margins.left.map(|left| left + margins.gutter.unwrap_or_default())),
            ("right", margins.right),
            ("header", margins.header),
            ("footer", margins.footer),
        ];
        self.html.push_str("<section class=\"tt-section\"");
        for (name, length) in lengths {
            if let Some(length) = length.filter(|length| length.twips() > 0) {
                self.push(format_args!(" data-{name}-mm=\"{}\"", decimal(length.as_mm())));
            }
        }
        if let Some(first) = section.first_page.filter(|first| *first > 0) {
            self.push(format_args!(" data-page-start=\"{first}\""));
        }
        self.html.push('>');
        let edges = [("header", &section.headers), ("footer", &section.footers)];
        for (name, pages) in edges {
            self.edges(name, pages, section.title_page);
        }
    }

    /// What stands at one edge of the pages of a section: on the first, on those with even numbers, on the others.
    fn edges(&mut self, name: &str, pages: &OnPages, has_first: bool) {
        let observed = self.observed;
        let even = observed.even_and_odd;
        let kinds =
            [("", pages.default, true), ("first-", pages.first, has_first), ("even-", pages.even, even)];
        for (kind, edge, is_used) in kinds {
            let edge = edge.and_then(|at| observed.page_edges.get(at));
            if !is_used || (kind.is_empty() && edge.is_none()) {
                continue;
            }
            self.push(format_args!("<aside class=\"tt-{kind}{name}\">"));
            let paragraphs = edge.map(|edge| edge.paragraphs.as_slice()).unwrap_or_default();
            for paragraph in paragraphs {
                self.paragraph(paragraph, Neighbours::default());
            }
            self.html.push_str("</aside>");
        }
    }

    /// The text of text boxes, whose places are not known.
    fn boxes(&mut self) {
        let mut is_first = true;
        let observed = self.observed;
        for paragraph in observed.boxes.iter().filter(|paragraph| !paragraph.is_blank()) {
            if is_first {
                self.html.push_str("<p class=\"dv-boxes\"><br></p>");
            }
            is_first = false;
            self.paragraph(paragraph, Neighbours { is_boxed: true, ..Neighbours::default() });
            self.notes_of_block();
        }
    }

    fn blocks(&mut self, blocks: &'o [Block], is_top: bool) {
        let style = |at: Option<usize>| match at.and_then(|at| blocks.get(at)) {
            Some(Block::Paragraph(paragraph)) => Some(paragraph.style.as_str()),
            _ => None,
        };
        for (at, block) in blocks.iter().enumerate() {
            if self.shown >= self.most && is_top {
                return;
            }
            match block {
                Block::Paragraph(paragraph) => {
                    self.shown += 1;
                    let own = Some(paragraph.style.as_str());
                    let neighbours = Neighbours {
                        same_before: style(at.checked_sub(1)) == own,
                        same_behind: style(Some(at + 1)) == own,
                        is_boxed: false,
                    };
                    self.paragraph(paragraph, neighbours);
                }
                Block::Table(table) => self.table(table, is_top),
            }
            if is_top {
                self.notes_of_block();
            }
        }
    }

    fn table(&mut self, table: &'o Table, is_top: bool) {
        let width: u64 = table.columns.iter().map(|column| u64::from(*column)).sum();
        let is_fixed = width > 0 && table.columns.iter().all(|column| *column > 0);
        self.html.push_str("<table class=\"dv-table\"");
        let margin = style::table_margin(table, table.rows.first().and_then(|row| row.cells.first()));
        self.push(format_args!(" style=\"{margin}"));
        if is_fixed {
            self.push(format_args!(";table-layout:fixed;width:{}pt", twips(width)));
        }
        self.html.push_str("\">");
        if is_fixed {
            self.html.push_str("<colgroup>");
            for column in &table.columns {
                self.push(format_args!("<col style=\"width:{}pt\">", twips(u64::from(*column))));
            }
            self.html.push_str("</colgroup>");
        }
        let head = table.rows.iter().take_while(|row| row.is_head).count();
        let head = if head == table.rows.len() { 0 } else { head };
        let merged = merges(table);
        for (tag, rows) in [("thead", 0..head), ("tbody", head..table.rows.len())] {
            if rows.is_empty() {
                continue;
            }
            self.push(format_args!("<{tag}>"));
            for at in rows {
                if is_top && self.shown >= self.most {
                    break;
                }
                if let (Some(row), Some(merged)) = (table.rows.get(at), merged.get(at)) {
                    self.row(row, merged);
                }
            }
            self.push(format_args!("</{tag}>"));
        }
        self.html.push_str("</table>");
    }

    fn row(&mut self, row: &'o Row, merged: &[usize]) {
        self.html.push_str("<tr>");
        for (cell, rows) in row.cells.iter().zip(merged) {
            if *rows == 0 {
                // Nothing of it is seen, but its paragraphs have been passed.
                self.shown += crate::docx::read::paragraphs_of(&cell.blocks).len();
                continue;
            }
            self.cell(cell, *rows);
        }
        self.html.push_str("</tr>");
    }

    fn cell(&mut self, cell: &'o Cell, rows: usize) {
        self.html.push_str("<td");
        if cell.span > 1 {
            self.push(format_args!(" colspan=\"{}\"", cell.span));
        }
        if rows > 1 {
            self.push(format_args!(" rowspan=\"{rows}\""));
        }
        let vertical = match cell.vertical {
            VerticalAlign::Top => "top",
            VerticalAlign::Center => "middle",
            VerticalAlign::Bottom => "bottom",
        };
        self.push(format_args!(" style=\"vertical-align:{vertical};{}\">", style::cell(cell)));
        self.blocks(&cell.blocks, false);
        self.html.push_str("</td>");
    }

    /// The notes that the block just written refers to.
    fn notes_of_block(&mut self) {
        for (number, text) in std::mem::take(&mut self.noted) {
            self.push(format_args!(
                "<aside class=\"tt-footnote\" data-note=\"{number}\"><sup>{number}</sup> "
            ));
            self.html.push_str(&text);
            self.html.push_str("</aside>");
        }
    }
}

/// For each cell of each row how many rows it takes; none where the cell above takes its place.
fn merges(table: &Table) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = table.rows.iter().map(|row| vec![1; row.cells.len()]).to_list();
    // The cells that may go on in the next row, by the column they begin at: row, place in it, width.
    let mut open: OrderedMap<usize, (usize, usize, usize)> = OrderedMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        let mut next = OrderedMap::new();
        let mut column = 0;
        for (place, cell) in row.cells.iter().enumerate() {
            let span = cell.span.max(1);
            let above = open.get(&column).filter(|(_, _, width)| cell.continues && *width == span).copied();
            match above {
                Some(start) => {
                    if let Some(count) = rows.get_mut(start.0).and_then(|row| row.get_mut(start.1)) {
                        *count += 1;
                    }
                    if let Some(count) = rows.get_mut(at).and_then(|row| row.get_mut(place)) {
                        *count = 0;
                    }
                    next.insert(column, start);
                }
                None => {
                    next.insert(column, (at, place, span));
                }
            }
            column += span;
        }
        open = next;
    }
    rows
}

fn twips(length: u64) -> String {
    decimal(u32::try_from(length).map_or(0.0, f64::from) / 20.0)
}
