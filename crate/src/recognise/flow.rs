//! A paper that somebody laid out in one table, as the paragraphs and tables it is made of.

use std::borrow::Cow;

use crate::document::Component;
use crate::docx::read::{Block, Cell, Row, Table, visit};
use crate::vietnamese::text::key;

use super::line::is_shouted;
use super::printed::Printed;
use super::terms::{begins_as, kind_of};

/// The blocks, with a table around a whole paper taken away: its joined rows are text, each of the others with those beside it
/// a table. The order of the paragraphs is the same.
pub(crate) fn flow(blocks: &[Block]) -> Cow<'_, [Block]> {
    if !blocks.iter().any(|block| matches!(block, Block::Table(table) if is_around(table))) {
        return Cow::Borrowed(blocks);
    }
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) if is_around(table) => apart(table, &mut out),
            _ => out.push(block.clone()),
        }
    }
    Cow::Owned(out)
}

/// A letterhead stands in the table, and text that goes across all of it.
fn is_around(table: &Table) -> bool {
    let goes_on = |row: &Row| joined(row).is_some_and(|cell| !is_blank(cell)) || is_addressed(row);
    table.rows.iter().any(goes_on)
        && (table.rows.len() > 1 || table.columns.len() < 2)
        && (table.rows.iter().any(|row| row.cells.iter().any(has_national_name)) || is_title(table))
}

/// One cell below another, and the first paragraph names a kind: somebody framed a title.
fn is_title(table: &Table) -> bool {
    let mut first = None;
    for cell in table.rows.iter().filter_map(joined) {
        visit(&cell.blocks, None, &mut |paragraph, _| {
            if first.is_none() && !paragraph.is_blank() {
                first = Some(is_shouted(&paragraph.text()) && kind_of(&paragraph.text()).is_some());
            }
        });
    }
    first == Some(true) && table.rows.iter().all(|row| joined(row).is_some())
}

/// Its first words are those that address somebody: a table of its own that another program joined to the one above.
fn is_addressed(row: &Row) -> bool {
    let mut first = None;
    for cell in &row.cells {
        visit(&cell.blocks, None, &mut |paragraph, _| {
            if first.is_none() && !paragraph.is_blank() {
                first = Some(begins_as(&key(&paragraph.text()), Component::KinhGui));
            }
        });
    }
    first == Some(true)
}

/// The cell that is all of a row.
fn joined(row: &Row) -> Option<&Cell> {
    match row.cells.as_slice() {
        [cell] => Some(cell),
        _ => None,
    }
}

fn is_blank(cell: &Cell) -> bool {
    let mut is_blank = true;
    visit(&cell.blocks, None, &mut |paragraph, _| is_blank &= paragraph.is_blank());
    is_blank
}

fn has_national_name(cell: &Cell) -> bool {
    let mut found = false;
    visit(&cell.blocks, None, &mut |paragraph, _| {
        found = found || Printed::get().fixed(&key(&paragraph.text())) == Some(Component::QuocHieu);
    });
    found
}

fn apart(table: &Table, out: &mut Vec<Block>) {
    let mut beside: Vec<Row> = Vec::new();
    let columns = &table.columns;
    let end = |beside: &mut Vec<Row>, out: &mut Vec<Block>| {
        if !beside.is_empty() {
            out.push(Block::Table(Table {
                columns: columns.clone(),
                rows: std::mem::take(beside),
                ..Table::default()
            }));
        }
    };
    for row in &table.rows {
        match joined(row) {
            Some(cell) => {
                end(&mut beside, out);
                out.extend(cell.blocks.iter().cloned());
            }
            None => {
                if is_addressed(row) {
                    end(&mut beside, out);
                }
                beside.push(row.clone());
            }
        }
    }
    end(&mut beside, out);
}
