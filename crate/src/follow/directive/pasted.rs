//! Pasted text as paragraphs and tables.

use crate::docx::read::{Block, Cell, Paragraph, ParagraphId, Row, Table, letters};
use crate::to_list::ToList;
use crate::vietnamese::text::clean;

/// Tabs a line has at least that is a row of a table.
const TABS: usize = 2;

/// Each line a paragraph; lines with tabs in them, one after another, a table.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut count = 0;
    let mut paragraph = |line: &str| {
        let number = ParagraphId(count);
        count = count.saturating_add(1);
        let glyphs = letters(clean(line).text.trim(), false, false).to_list();
        Block::Paragraph(Paragraph { glyphs, number, ..Paragraph::default() })
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut in_table = false;
    for line in text.lines() {
        let is_row = line.matches('\t').count() >= TABS;
        if line.trim().is_empty() {
            in_table = false;
        } else if is_row {
            let cells: Vec<Cell> = line
                .split('\t')
                .map(|cell| Cell { span: 1, blocks: vec![paragraph(cell)], ..Cell::default() })
                .to_list();
            let columns = vec![1; cells.len()];
            let row = Row { is_head: !in_table, cells };
            match blocks.last_mut() {
                Some(Block::Table(table)) if in_table => table.rows.push(row),
                _ => blocks.push(Block::Table(Table { columns, rows: vec![row], ..Table::default() })),
            }
            in_table = true;
        } else {
            in_table = false;
            blocks.push(paragraph(line));
        }
    }
    blocks
}
