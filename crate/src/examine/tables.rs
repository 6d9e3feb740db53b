//! Rows of sums that are not what the rows of their table add up to.

use rust_decimal::Decimal;

use super::found::Found;
use super::subject::Subject;
use crate::document::{Place, Story};
use crate::docx::read::{Block, Table, head_rows, paragraphs_of};
use crate::joined::Joined;
use crate::vietnamese::number;
use crate::vietnamese::sums::{Summed, is_part, is_share, is_unit_head, summed};

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let mut from = 0;
    for block in &subject.observed.blocks {
        if let Block::Table(table) = block {
            sums(table, from, found);
        }
        from += paragraphs_of(std::slice::from_ref(block)).len();
    }
}

/// A cell: the grid column it begins at, its text, the number of its first paragraph.
struct Cell {
    column: usize,
    text: String,
    paragraph: usize,
}

fn rows(table: &Table, from: usize) -> Vec<Vec<Cell>> {
    let mut paragraph = from;
    let mut all = Vec::new();
    for row in &table.rows {
        let mut column = 0;
        let mut cells = Vec::new();
        for cell in &row.cells {
            let inside = paragraphs_of(&cell.blocks);
            cells.push(Cell { column, text: inside.iter().map(|one| one.text()).joined(" "), paragraph });
            column += cell.span.max(1);
            paragraph += inside.len();
        }
        all.push(cells);
    }
    all
}

/// So many rows are added up at least.
const MIN_ROWS: usize = 2;

/// A wider table is none somebody reads.
const MAX_COLUMNS: usize = 64;

/// A table with one row of a sum, at its end or right below its head, whose other rows are neither parts nor sections: what
/// is added up in it is beyond doubt.
fn sums(table: &Table, from: usize, found: &mut Found) {
    let all = rows(table, from);
    let head = head_rows(table).max(1);
    let (heads, rows) = all.split_at(head.min(all.len()));
    // Below the heads their numbers may stand: `1`, `2`, `3`.
    let numbers = rows.first().is_some_and(|row| {
        let counts = |(at, cell): (usize, &Cell)| {
            number::parse(&cell.text).is_ok_and(|one| one == Decimal::from(at + 1))
        };
        row.len() > MIN_ROWS && row.iter().enumerate().all(counts)
    });
    let rows = rows.get(usize::from(numbers)..).unwrap_or_default();
    let label = |row: &[Cell]| {
        row.iter().find(|cell| cell.text.chars().any(char::is_alphabetic)).map(|cell| cell.text.clone())
    };
    let is_sum = |row: &&Vec<Cell>| label(row).is_some_and(|label| summed(&label).is_some());
    let sums: Vec<&Vec<Cell>> = rows.iter().filter(is_sum).collect();
    let [sum] = sums.as_slice() else { return };
    let is_whole = label(sum).is_some_and(|label| summed(&label) == Some(Summed::Rows));
    let is_at = |row: Option<&Vec<Cell>>| row.is_some_and(|row| std::ptr::eq(row, *sum));
    let others: Vec<&Vec<Cell>> = rows.iter().filter(|row| !is_at(Some(*row))).collect();
    let is_plain = |row: &&Vec<Cell>| {
        let first = row.first().map_or("", |cell| cell.text.as_str());
        let is_section = !first.is_empty() && first.bytes().all(|byte| b"IVXLCABDEG.".contains(&byte));
        !is_section && first.matches('.').count() < 2 && !label(row).is_some_and(|label| is_part(&label))
    };
    let has_units = heads.iter().flatten().any(|cell| is_unit_head(&cell.text));
    if !is_whole
        || has_units
        || others.len() < MIN_ROWS
        || sum.len() > MAX_COLUMNS
        || !(is_at(rows.first()) || is_at(rows.last()))
        || !others.iter().all(is_plain)
    {
        return;
    }
    for cell in sum.iter() {
        let named = |head: &&Cell| head.column <= cell.column;
        let heads = heads.iter().filter_map(|row| row.iter().rfind(named));
        if heads.clone().any(|head| is_share(&head.text)) {
            continue;
        }
        let Ok(total) = number::parse(&cell.text) else { continue };
        let parts = others.iter().map(|row| {
            let text = row.iter().find(|one| one.column == cell.column).map_or("", |one| one.text.trim());
            if text.is_empty() || matches!(text, "-" | "–" | "—") {
                Some(Decimal::ZERO)
            } else {
                number::parse(text).ok()
            }
        });
        let Some(parts) = parts.collect::<Option<Vec<Decimal>>>() else { continue };
        if parts.iter().filter(|part| !part.is_zero()).count() < MIN_ROWS {
            continue;
        }
        let Some(right) = parts.iter().try_fold(Decimal::ZERO, |all, part| all.checked_add(*part)) else {
            continue;
        };
        // Figures that were rounded each by itself.
        let places = parts.iter().chain([&total]).map(Decimal::scale).max().unwrap_or_default();
        let is_rounded = places > 0 && (right - total).abs() <= Decimal::new(parts.len() as i64, places);
        if right != total && !is_rounded {
            let place = Place {
                story: Story::Main,
                paragraph: cell.paragraph,
                range: 0..cell.text.chars().count(),
                cell: None,
            };
            found.paragraph("tong-bang", place, &cell.text, &cell.text, &number::format(right, None));
        }
    }
}
