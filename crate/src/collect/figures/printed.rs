//! The tables of a form as they were printed.

use super::text::{Spot, flat, words};
use crate::document::{self, Element, Span};
use crate::template::{Field, Kind, Table, Template};
use crate::to_list::ToList;
use crate::vietnamese::sums::{Summed, summed};

/// A table as printed, its cells as text.
pub(super) struct Printed<'t> {
    pub(super) field: &'t Field,
    pub(super) table: &'t Table,
    /// For each cell of a row the column of the form.
    pub(super) columns: Vec<Option<&'t Field>>,
    pub(super) rows: Vec<Vec<Spot>>,
    /// Where the rows of the form begin and end.
    pub(super) first: usize,
    pub(super) end: usize,
}

impl<'t> Printed<'t> {
    /// The rows above those of the form.
    pub(super) fn head(&self) -> &[Vec<Spot>] {
        self.rows.get(..self.first).unwrap_or_default()
    }

    /// The rows of the form.
    pub(super) fn own(&self) -> &[Vec<Spot>] {
        self.rows.get(self.first..self.end).unwrap_or_default()
    }

    /// The rows below them.
    pub(super) fn below(&self) -> &[Vec<Spot>] {
        self.rows.get(self.end..).unwrap_or_default()
    }

    /// Whether a row below them adds them up.
    pub(super) fn adds(&self) -> bool {
        self.below().iter().any(|row| words(row).and_then(summed) == Some(Summed::Rows))
    }

    /// The table of a field, none where it prints none.
    pub(super) fn of(template: &'t Template, table: &document::Table) -> Option<Printed<'t>> {
        let mut origins: Vec<(usize, usize, &str)> = Vec::new();
        let rows = texts(table, |row, cell, path| origins.push((row, cell, path)));
        let in_table = |path: &str| -> Option<(&'t Field, &'t Table, &'t Field)> {
            let mut steps = path.split('.');
            let field = template.field(steps.next()?)?;
            let Kind::Table(table) = &field.kind else { return None };
            steps.next()?.parse::<usize>().ok()?;
            Some((field, table, &table.column(steps.next()?)?.field))
        };
        let (field, table) =
            origins.iter().find_map(|(_, _, path)| in_table(path)).map(|(field, table, _)| (field, table))?;
        let own = |path: &str| in_table(path).filter(|(other, ..)| other.name == field.name);
        let of_form: Vec<usize> =
            origins.iter().filter(|(_, _, path)| own(path).is_some()).map(|(row, ..)| *row).to_list();
        let (first, last) = (*of_form.iter().min()?, *of_form.iter().max()?);
        let width = rows.get(first)?.len();
        let by_order = width == table.columns.len();
        let columns = (0..width).map(|cell| {
            let named = origins.iter().filter(|(_, at, _)| *at == cell).find_map(|(_, _, path)| own(path));
            let in_order = || table.columns.get(cell).filter(|_| by_order).map(|column| &column.field);
            named.map(|(_, _, column)| column).or_else(in_order)
        });
        Some(Printed { field, table, columns: columns.to_list(), rows, first, end: last + 1 })
    }
}

/// The texts of the cells of a table, and of each piece that comes from a field row, cell and path.
pub(super) fn texts<'d>(
    table: &'d document::Table,
    mut origin_at: impl FnMut(usize, usize, &'d str),
) -> Vec<Vec<Spot>> {
    let mut rows = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let mut texts: Vec<Spot> = Vec::new();
        for cell in &cells.cells {
            let mut text = String::new();
            for element in &cell.elements {
                let Element::Paragraph(paragraph) = element else { continue };
                for span in &paragraph.spans {
                    match span {
                        Span::Text { text: words, origin, .. } => {
                            text.push_str(words);
                            if let Some(path) = origin {
                                origin_at(row, texts.len(), path.as_str());
                            }
                        }
                        _ => text.push(' '),
                    }
                }
                text.push(' ');
            }
            texts.push(Spot::of(&flat(&text), cell.columns));
        }
        rows.push(texts);
    }
    rows
}
