//! Rows of sums that are not what the rows of their table add up to.

use rust_decimal::Decimal;

use super::found::Found;
use super::subject::Subject;
use crate::document::{Place, Story};
use crate::docx::read::{Block, Table, head_rows, paragraphs_of};
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
            let text = inside.first().map(|one| one.text()).unwrap_or_default();
            cells.push(Cell { column, text, paragraph });
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

/// A table with one row of a sum, at its end or right below its head, whose other rows are no parts: what is added up in it, its
/// sections or all the rows, is beyond doubt.
fn sums(table: &Table, from: usize, found: &mut Found) {
    let all = rows(table, from);
    let (heads, rows) = all.split_at(head_rows(table).max(1).min(all.len()));
    let mut sum: Option<&[Cell]> = None;
    let mut others: Vec<&[Cell]> = Vec::new();
    let mut sections: Vec<&[Cell]> = Vec::new();
    let mut is_above = false;
    for row in rows {
        let label = row.iter().find(|cell| cell.text.contains(char::is_alphabetic));
        let label = label.map_or("", |cell| cell.text.as_str());
        let first = row.first().map_or("", |cell| cell.text.as_str());
        // Roman numbers and letters part off sections, `1.1.1` is a part, and below the heads their numbers may stand.
        let is_section = !first.is_empty() && first.bytes().all(|byte| b"IVXLCABDEG.".contains(&byte));
        let is_number = label.is_empty() && first == "1";
        match summed(label) {
            Some(Summed::Rows) if sum.is_none() => {
                (sum, is_above) = (Some(row.as_slice()), others.is_empty() && sections.is_empty());
            }
            None if is_number && others.is_empty() => {}
            None if is_section && (sum.is_none() || is_above) => sections.push(row),
            None if !is_section
                && first.matches('.').count() < 2
                && !is_part(label)
                && (sum.is_none() || is_above) =>
            {
                others.push(row);
            }
            _ => return,
        }
    }
    let has_units = heads.iter().flatten().any(|cell| is_unit_head(&cell.text));
    let Some(sum) = sum.filter(|sum| !has_units && sum.len() <= MAX_COLUMNS) else { return };
    for cell in sum {
        let is_shared = heads.iter().any(|row| {
            let head = row.iter().rfind(|head| head.column <= cell.column);
            head.is_some_and(|head| is_share(&head.text))
        });
        let Some(total) = thousandths(&cell.text).filter(|_| !is_shared) else { continue };
        let Some(summands) = summands(cell.column, &sections, &others) else { continue };
        if let Some((right, slack)) = added(cell.column, summands, total.1)
            && right.abs_diff(total.0) > slack
        {
            let range = 0..cell.text.chars().count();
            let place = Place { story: Story::Main, paragraph: cell.paragraph, range, cell: None };
            let right = number::format(Decimal::new(right, PLACES).normalize(), None);
            found.paragraph("tong-bang", place, &cell.text, &cell.text, &right);
        }
    }
}

/// The rows that a column's sum is of: the sections, where each has a figure of its own, or the rows, where none has; none where
/// only some have.
fn summands<'r, 'c>(
    column: usize,
    sections: &'r [&'c [Cell]],
    others: &'r [&'c [Cell]],
) -> Option<&'r [&'c [Cell]]> {
    let is_filled =
        |row: &&&[Cell]| row.iter().any(|cell| cell.column == column && !cell.text.trim().is_empty());
    match sections.iter().filter(is_filled).count() {
        0 => Some(others),
        filled => (filled == sections.len()).then_some(sections),
    }
}

/// Figures have so many places behind the comma at most.
const PLACES: u32 = 3;

/// A figure in thousandths, and whether it has a fraction.
fn thousandths(text: &str) -> Option<(i64, bool)> {
    let figure = number::parse(text).ok()?;
    let factor = 10_i64.checked_pow(PLACES.checked_sub(figure.scale())?)?;
    Some((i64::try_from(figure.mantissa()).ok()?.checked_mul(factor)?, figure.scale() > 0))
}

/// What the figures of a column add up to, and what their sum may differ by, as each may be rounded by itself; none where
/// something else stands among them, or too few.
fn added(column: usize, rows: &[&[Cell]], has_fraction: bool) -> Option<(i64, u64)> {
    let (mut sum, mut count, mut is_rounded) = (0_i64, 0, has_fraction);
    for row in rows {
        let text = row.iter().find(|cell| cell.column == column).map_or("", |cell| cell.text.trim());
        if !matches!(text, "" | "-" | "–" | "—") {
            let (figure, has_fraction) = thousandths(text)?;
            sum = sum.checked_add(figure)?;
            is_rounded |= has_fraction;
            count += 1;
        }
    }
    let slack = if is_rounded { u64::try_from(count).ok()?.checked_mul(TENTH)? } else { 0 };
    (count >= MIN_ROWS).then_some((sum, slack))
}

/// Half of a tenth, in thousandths.
const TENTH: u64 = 50;
