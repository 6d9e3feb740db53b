//! Tables of the body: column widths from the text they hold, merges, repeated heads.

use crate::Length;
use crate::document::{
    Align, Cell, Component, Element, Paragraph, Row, Span, Table, TableRole, VerticalAlign, VerticalMerge,
};
use crate::markup::{BodyCell, BodyTable, CellMerge};
use crate::metrics::{self, Face};
use crate::to_list::ToList;
use crate::vietnamese::clock;

use super::Context;
use super::sheet::Sheet;
use super::spans::inlines;

/// Lays out a typed table over the whole width, below the standard's distance from the text above.
pub(super) fn data_table(context: &Context<'_>, table: &BodyTable, width: Length) -> Vec<Element> {
    let rule = &context.standard.table;
    let sheet = &context.sheet;
    let padding = Length::mm(rule.padding);
    let mut cells = laid_out(sheet, table);
    let mut extents = Extents::of(sheet, table, &cells, padding);
    if let Some(bound) = times_bound(&cells) {
        let whole = Extents::of(sheet, table, &bound, padding);
        if whole.fit(width) {
            (cells, extents) = (bound, whole);
        }
    }
    let columns = column_widths(table, &extents, width);
    let rows = cells
        .into_iter()
        .enumerate()
        .map(|(index, cells)| {
            let head = index < table.head_rows;
            let longest = lines_of(sheet, &cells, &columns, padding);
            let cells = cells.into_iter().map(|cell| cell.finish(head)).to_list();
            Row { keep_together: longest <= rule.unbroken_lines, cells }
        })
        .to_list();
    vec![
        sheet.spacer(Length::pt(rule.before), true),
        Element::Table(Table {
            role: TableRole::Data,
            columns,
            padding,
            border: Some(Length::pt(rule.border)),
            head_rows: table.head_rows,
            rows,
        }),
    ]
}

/// A cell with its first column.
#[derive(Clone)]
struct Placed {
    column: usize,
    span: usize,
    merge: VerticalMerge,
    paragraph: Paragraph,
}

impl Placed {
    fn finish(mut self, head: bool) -> Cell {
        self.paragraph.format.keep_next |= head;
        let vertical = if head || self.merge != VerticalMerge::None {
            VerticalAlign::Center
        } else {
            VerticalAlign::Top
        };
        Cell {
            columns: self.span,
            merge: self.merge,
            vertical,
            elements: vec![Element::Paragraph(self.paragraph)],
        }
    }
}

fn laid_out(sheet: &Sheet<'_>, table: &BodyTable) -> Vec<Vec<Placed>> {
    table
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let head = index < table.head_rows;
            let mut placed: Vec<Placed> = Vec::with_capacity(row.len());
            for (column, cell) in row.iter().enumerate() {
                match placed.last_mut() {
                    Some(left) if cell.merge == CellMerge::Left => left.span += 1,
                    _ => placed.push(Placed {
                        column,
                        span: 1,
                        merge: vertical_merge(table, index, column),
                        paragraph: cell_paragraph(sheet, table, cell, column, head),
                    }),
                }
            }
            placed
        })
        .to_list()
}

fn vertical_merge(table: &BodyTable, row: usize, column: usize) -> VerticalMerge {
    let merge_of =
        |row: usize| table.rows.get(row).and_then(|cells| cells.get(column)).map(|cell| cell.merge);
    // A merge never crosses from the head, which is repeated, into the rows below it.
    let crosses = row == table.head_rows;
    if merge_of(row) == Some(CellMerge::Up) && row > 0 && !crosses {
        VerticalMerge::Continue
    } else if merge_of(row + 1) == Some(CellMerge::Up) && row + 1 != table.head_rows {
        VerticalMerge::Start
    } else {
        VerticalMerge::None
    }
}

fn cell_paragraph(
    sheet: &Sheet<'_>,
    table: &BodyTable,
    cell: &BodyCell,
    column: usize,
    head: bool,
) -> Paragraph {
    let component = if head { Component::TieuDeBang } else { Component::NoiDungBang };
    let mut paragraph = sheet.paragraph(component, inlines(&cell.text));
    if !head {
        paragraph.format.align = match table.columns.get(column).map(|column| column.align) {
            Some(Align::Center) => Align::Center,
            Some(Align::Right) => Align::Right,
            // Narrow columns set flush to both edges tear holes into their lines.
            Some(Align::Left | Align::Justify) | None => Align::Left,
        };
    }
    paragraph
}

/// The cells with their times of day each in one piece, where there are any.
fn times_bound(rows: &[Vec<Placed>]) -> Option<Vec<Vec<Placed>>> {
    let is_time = |span: &Span| matches!(span, Span::Text { text, .. } if clock::may_tell(text));
    rows.iter().flatten().flat_map(|cell| &cell.paragraph.spans).find(|span| is_time(span))?;
    let mut rows = rows.to_vec();
    for span in rows.iter_mut().flatten().flat_map(|cell| &mut cell.paragraph.spans) {
        if let Span::Text { text, .. } = span {
            *text = clock::bound(text);
        }
    }
    Some(rows)
}

/// What each column needs.
struct Extents {
    /// For its longest word.
    least: Vec<Length>,
    /// For its longest line.
    wanted: Vec<Length>,
}

impl Extents {
    fn of(sheet: &Sheet<'_>, table: &BodyTable, rows: &[Vec<Placed>], padding: Length) -> Extents {
        let count = table.columns.len().max(1);
        // What the rules on both sides of a column take from it, with room for rounding.
        let border = Length::pt(sheet.standard.table.border * 2.0);
        let mut least = vec![padding * 2; count];
        let mut wanted = vec![padding * 2; count];
        for cell in rows.iter().flatten().filter(|cell| cell.span == 1) {
            let (word, line) = extents(&cell.paragraph);
            if let (Some(least), Some(wanted)) = (least.get_mut(cell.column), wanted.get_mut(cell.column)) {
                *least = (*least).max(word + padding * 2 + border);
                *wanted = (*wanted).max(line + padding * 2 + border);
            }
        }
        Extents { least, wanted }
    }

    /// Whether every column can have room for its longest word.
    fn fit(&self, width: Length) -> bool {
        self.least.iter().copied().sum::<Length>() <= width
    }
}

/// Typed widths are kept in proportion; without them each column gets room for its longest word first, and what is
/// left by the length of its text. No column is narrower than its longest word while the width allows.
fn column_widths(table: &BodyTable, extents: &Extents, width: Length) -> Vec<Length> {
    let typed: Vec<u16> = table.columns.iter().map(|column| column.width.max(1)).to_list();
    let chosen = typed.windows(2).any(|pair| pair.first() != pair.last());
    let weights: Vec<f64> = if chosen {
        typed.iter().map(|width| f64::from(*width)).to_list()
    } else {
        // The square root keeps a column of long text from starving the others.
        extents.wanted.iter().map(|wanted| f64::from(wanted.twips()).sqrt()).to_list()
    };
    share(width, &extents.least, &weights)
}

/// Shares `width` by weight, giving each at least its least while that can be had.
fn share(width: Length, least: &[Length], weights: &[f64]) -> Vec<Length> {
    let mut fixed = vec![false; least.len()];
    let mut shares = vec![Length::ZERO; least.len()];
    loop {
        let taken: Length =
            shares.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(share, _)| *share).sum();
        let weight: f64 =
            weights.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(weight, _)| *weight).sum();
        let free = f64::from((width - taken).max(Length::ZERO).twips());
        let mut again = false;
        for (((share, fixed), least), own) in shares.iter_mut().zip(&mut fixed).zip(least).zip(weights) {
            if *fixed {
                continue;
            }
            *share = Length::from_twips((free * own / weight.max(f64::MIN_POSITIVE)) as i32);
            if *share < *least {
                *share = *least;
                *fixed = true;
                again = true;
            }
        }
        if !again || fixed.iter().all(|fixed| *fixed) {
            break;
        }
    }
    let total: Length = shares.iter().copied().sum();
    if total > width {
        let factor = width.as_pt() / total.as_pt();
        for share in &mut shares {
            *share = share.scale(factor);
        }
    }
    let rest = width - shares.iter().copied().sum();
    if let Some(widest) = shares.iter_mut().max() {
        *widest += rest;
    }
    shares
}

/// The length of the longest word and of the longest line of a paragraph.
fn extents(paragraph: &Paragraph) -> (Length, Length) {
    let (mut word, mut line, mut current) = (Length::ZERO, Length::ZERO, Length::ZERO);
    for span in &paragraph.spans {
        match span {
            Span::Text { text, bold, italic, .. } => {
                let face = Face::of(*bold, *italic);
                for piece in text.split(' ') {
                    word = word.max(metrics::width(piece, face, paragraph.format.size));
                }
                current += metrics::width(text, face, paragraph.format.size);
            }
            Span::Break => current = Length::ZERO,
            Span::Footnote { .. } | Span::Leader { .. } | Span::PageOf { .. } => {}
        }
        line = line.max(current);
    }
    (word, line)
}

fn lines_of(sheet: &Sheet<'_>, cells: &[Placed], columns: &[Length], padding: Length) -> usize {
    cells
        .iter()
        .map(|cell| {
            let width: Length = columns.iter().skip(cell.column).take(cell.span).copied().sum();
            sheet.lines(&cell.paragraph, width - padding * 2)
        })
        .max()
        .unwrap_or(0)
}
