//! `| … |` lines ⇄ tables.

use super::glyph::{Glyph, trim};
use super::inline;
use super::source::{Line, Origins};
use super::{BodyCell, BodyColumn, BodyTable, CellMerge};
use crate::Align;
use crate::to_list::ToList;

/// Word opens no table with more.
pub(super) const MOST_COLUMNS: usize = 63;

/// How many missing cells one reading fills up: a guard against a few wide rows over a million short ones.
pub(super) const MOST_FILLED: usize = 50_000;

/// What a run of rows became.
pub(super) enum Part {
    Table(BodyTable, Oddities),
    /// A separator without rows: not a table.
    Text(Line),
}

/// What was odd about a table. Rows are counted from 1, the separator left out.
#[derive(Default)]
pub(super) struct Oddities {
    /// Rows with fewer cells than the table has columns.
    pub(super) short: Vec<usize>,
    /// The first row with more cells than the separator, with its cells and the separator's.
    pub(super) long: Option<(usize, usize, usize)>,
    /// The first row with a merged cell that has no neighbour to be merged into.
    pub(super) loose: Option<usize>,
}

/// Reads a run of rows; `fillable` is how many missing cells may still be filled up.
pub(super) fn read(lines: Vec<Line>, origins: &Origins, fillable: &mut usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut group = Group::default();
    for line in lines {
        let cells = split(&line.glyphs).len();
        let separator = group.separator.is_none().then(|| separator(&line.glyphs)).flatten();
        let rows = group.lines.len() + usize::from(separator.is_none());
        let known = group.cells + if separator.is_none() { cells } else { 0 };
        if rows * group.width.max(cells) > known + *fillable && !group.is_empty() {
            std::mem::take(&mut group).finish(origins, fillable, &mut parts);
        }
        group.width = group.width.max(cells);
        match separator {
            Some(columns) => {
                group.separator = Some(Separator { head_rows: group.lines.len(), columns, line });
            }
            None => {
                group.cells += cells;
                group.lines.push(line);
            }
        }
    }
    group.finish(origins, fillable, &mut parts);
    parts
}

struct Separator {
    head_rows: usize,
    columns: Vec<BodyColumn>,
    line: Line,
}

#[derive(Default)]
struct Group {
    lines: Vec<Line>,
    separator: Option<Separator>,
    /// The most cells of a row.
    width: usize,
    /// The cells of all rows.
    cells: usize,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.separator.is_none()
    }

    fn finish(self, origins: &Origins, fillable: &mut usize, parts: &mut Vec<Part>) {
        let Group { lines, separator, width, cells } = self;
        let (head_rows, mut columns) = match separator {
            Some(separator) if lines.is_empty() => return parts.push(Part::Text(separator.line)),
            Some(separator) => (separator.head_rows, separator.columns),
            None => (0, Vec::new()),
        };
        let width = width.max(1);
        *fillable = fillable.saturating_sub((lines.len() * width).saturating_sub(cells));

        let mut odd = Oddities::default();
        let declared = columns.len();
        let added = BodyColumn { align: Align::Justify, width: mean_width(&columns) };
        columns.resize(width, added);
        let rows = lines.iter().enumerate().map(|(index, line)| {
            let typed = split(&line.glyphs);
            if typed.len() < width {
                odd.short.push(index + 1);
            }
            if declared > 0 && typed.len() > declared && odd.long.is_none() {
                odd.long = Some((index + 1, typed.len(), declared));
            }
            let top = index == 0 || index == head_rows;
            let mut row = Vec::with_capacity(width);
            for (column, cell) in typed.into_iter().enumerate() {
                let merge = merge_sign(cell);
                let loose = match merge {
                    CellMerge::None => false,
                    CellMerge::Left => column == 0,
                    CellMerge::Up => top,
                };
                if loose {
                    odd.loose.get_or_insert(index + 1);
                }
                row.push(match merge {
                    CellMerge::Left | CellMerge::Up if !loose => BodyCell { text: Vec::new(), merge },
                    _ => BodyCell { text: inline::single(cell, origins), merge: CellMerge::None },
                });
            }
            row.resize_with(width, BodyCell::default);
            row
        });
        let rows = rows.to_list();
        parts.push(Part::Table(BodyTable { columns, head_rows, rows }, odd));
    }
}

fn mean_width(columns: &[BodyColumn]) -> u16 {
    let sum: usize = columns.iter().map(|column| usize::from(column.width)).sum();
    u16::try_from(sum.checked_div(columns.len()).unwrap_or(1)).unwrap_or(1).max(1)
}

fn merge_sign(cell: &[Glyph]) -> CellMerge {
    match cell {
        [sign] if sign.plain() == Some('<') => CellMerge::Left,
        [sign] if sign.plain() == Some('^') => CellMerge::Up,
        _ => CellMerge::None,
    }
}

/// The cells of a row, without the blanks around them; the last of the most possible takes the rest of the line.
fn split(row: &[Glyph]) -> Vec<&[Glyph]> {
    let mut rest = match trim(row) {
        [first, rest @ ..] if first.plain() == Some('|') => rest,
        rest => rest,
    };
    let mut cells = Vec::new();
    while !rest.is_empty() {
        let (cell, after) = match next_bar(rest) {
            Some(at) if cells.len() + 1 < MOST_COLUMNS || at + 1 == rest.len() => {
                (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default())
            }
            Some(_) => (without_last_bar(rest), [].as_slice()),
            None => (rest, [].as_slice()),
        };
        cells.push(trim(cell));
        rest = after;
    }
    cells
}

fn next_bar(glyphs: &[Glyph]) -> Option<usize> {
    let mut at = 0;
    while let Some(glyph) = glyphs.get(at) {
        if glyph.plain() == Some('|') {
            return Some(at);
        }
        let escapes = glyphs.get(at + 1).is_some_and(|next| next.is_escaped_by(*glyph));
        at += if escapes { 2 } else { 1 };
    }
    None
}

/// The rest of an overlong row, without the `|` at its end.
fn without_last_bar(glyphs: &[Glyph]) -> &[Glyph] {
    let mut last = None;
    let mut at = 0;
    while let Some(bar) = glyphs.get(at..).and_then(next_bar) {
        last = Some(at + bar);
        at += bar + 1;
    }
    match last {
        Some(last) if last + 1 == glyphs.len() => glyphs.get(..last).unwrap_or_default(),
        _ => glyphs,
    }
}

/// The columns, if the row is a separator.
fn separator(row: &[Glyph]) -> Option<Vec<BodyColumn>> {
    let cells = split(row);
    if cells.is_empty() {
        return None;
    }
    cells.into_iter().map(separator_cell).collect()
}

fn separator_cell(cell: &[Glyph]) -> Option<BodyColumn> {
    let (left, cell) = match cell {
        [first, rest @ ..] if first.plain() == Some(':') => (true, rest),
        _ => (false, cell),
    };
    let (right, cell) = match cell {
        [rest @ .., last] if last.plain() == Some(':') => (true, rest),
        _ => (false, cell),
    };
    let hyphens = !cell.is_empty() && cell.iter().all(|glyph| glyph.plain() == Some('-'));
    hyphens.then(|| BodyColumn {
        align: match (left, right) {
            (false, false) => Align::Justify,
            (true, false) => Align::Left,
            (true, true) => Align::Center,
            (false, true) => Align::Right,
        },
        width: u16::try_from(cell.len()).unwrap_or(u16::MAX),
    })
}

/// Whether a cell so written could be taken for one of a separator.
pub(super) fn looks_like_separator(cell: &str) -> bool {
    let hyphens = cell.strip_prefix(':').unwrap_or(cell);
    let hyphens = hyphens.strip_suffix(':').unwrap_or(hyphens);
    !hyphens.is_empty() && hyphens.bytes().all(|byte| byte == b'-')
}

/// The separator's cell of a column.
pub(super) fn separator_of(column: BodyColumn) -> String {
    let hyphens = "-".repeat(usize::from(column.width.max(1)));
    match column.align {
        Align::Justify => hyphens,
        Align::Left => format!(":{hyphens}"),
        Align::Center => format!(":{hyphens}:"),
        Align::Right => format!("{hyphens}:"),
    }
}
