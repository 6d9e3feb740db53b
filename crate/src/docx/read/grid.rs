//! A table of a document as the conventions of a body have it.

use super::glyph::inlines;
use super::typed::untitled;
use super::{Block, Table, cell_text};
use crate::Align;
use crate::markup::{BodyCell, BodyColumn, BodyTable, CellMerge, Inline};
use crate::to_list::ToList;

/// The most columns a typed table has.
const MAX_COLUMNS: usize = 63;

/// The table with every cell in its column; text of tables within cells stands in the cell, that of columns beyond the last a
/// typed table has in the last.
pub(crate) fn body_table(table: &Table) -> Option<BodyTable> {
    let cells_of = |row: &super::Row| row.cells.iter().map(|cell| cell.span.max(1)).sum::<usize>();
    let count = table.rows.iter().map(cells_of).max().unwrap_or_default().min(MAX_COLUMNS);
    if count == 0 {
        return None;
    }
    let head_rows = head_rows(table);
    let mut rows: Vec<Vec<BodyCell>> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let mut cells: Vec<BodyCell> = Vec::new();
        for cell in &row.cells {
            let above_can_take = at > 0 && at != head_rows;
            let glyphs = cell_text(&cell.blocks);
            let glyphs = if at < head_rows { untitled(glyphs).0 } else { glyphs };
            let merge = if cell.continues && above_can_take && glyphs.is_empty() {
                CellMerge::Up
            } else {
                CellMerge::None
            };
            cells.push(BodyCell { text: inlines(&glyphs), merge });
            for _ in 1..cell.span {
                let merge = if merge == CellMerge::Up { CellMerge::Up } else { CellMerge::Left };
                cells.push(BodyCell { text: Vec::new(), merge });
            }
        }
        let more = cells.split_off(count.min(cells.len()));
        if let Some(last) = cells.last_mut() {
            for cell in more.into_iter().filter(|cell| !cell.text.is_empty()) {
                last.merge = CellMerge::None;
                if !last.text.is_empty() {
                    last.text.push(Inline::Break);
                }
                last.text.extend(cell.text);
            }
        }
        cells.resize_with(count, BodyCell::default);
        rows.push(cells);
    }
    let columns =
        (0..count).map(|at| BodyColumn { align: align_of(table, at, head_rows), width: width(table, at) });
    Some(BodyTable { columns: columns.to_list(), head_rows, rows })
}

/// How many rows are the head of a table: those marked as such, otherwise a first row that is bold.
pub(crate) fn head_rows(table: &Table) -> usize {
    let marked = table.rows.iter().take_while(|row| row.is_head).count();
    let looks_like_head = table.rows.len() > 1
        && table
            .rows
            .first()
            .is_some_and(|row| row.cells.len() > 1 && row.cells.iter().all(is_bold_or_blank));
    if marked > 0 { marked } else { usize::from(looks_like_head) }
}

fn is_bold_or_blank(cell: &super::Cell) -> bool {
    cell.blocks.iter().all(|block| match block {
        Block::Paragraph(paragraph) => paragraph.is_blank() || paragraph.is_bold(),
        Block::Table(_) => false,
    })
}

/// How most cells of a column are aligned.
fn align_of(table: &Table, column: usize, head_rows: usize) -> Align {
    let mut counts = [(Align::Justify, 0_usize), (Align::Left, 0), (Align::Center, 0), (Align::Right, 0)];
    for row in table.rows.iter().skip(head_rows) {
        let Some(cell) = row.cells.get(column).filter(|cell| cell.span == 1) else { continue };
        for block in &cell.blocks {
            let Block::Paragraph(paragraph) = block else { continue };
            let align = paragraph.align.unwrap_or_default();
            let counted = counts.iter_mut().filter(|(known, _)| *known == align && !paragraph.is_blank());
            counted.for_each(|(_, count)| *count += 1);
        }
    }
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| *count > 0)
        .map_or(Align::Justify, |(align, _)| *align)
}

/// The width of a column in hyphens: twenty for the whole table.
fn width(table: &Table, column: usize) -> u16 {
    let all: u32 = table.columns.iter().fold(0, |sum, width| sum.saturating_add(*width));
    let Some(own) = table.columns.get(column) else { return 1 };
    let share = u64::from(*own) * 20 / u64::from(all.max(1));
    u16::try_from(share).unwrap_or(1).clamp(1, 20)
}
