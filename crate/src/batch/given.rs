//! What somebody says beside a matching: columns, constants, values of a document.

use serde_json::Value;

use super::merged::Merged;
use super::{Matching, cell, roles, target};
use crate::sheet::{Sheet, Table, TableColumn};
use crate::template::Questions;

impl Matching {
    /// Matches a column with a field, whatever it was matched with; an empty path leaves the column out. A column that
    /// filled the field so far fills nothing.
    pub fn map(&mut self, label: &str, path: &str) {
        for (_, taken) in self.columns.iter_mut().filter(|(_, taken)| taken == path) {
            taken.clear();
        }
        self.map_one(label, path);
    }

    /// [`Matching::map`] with a field by its path or by what the form calls it, for a table: columns that are other parts of
    /// the field go on filling it, and those that filled it instead fill nothing, which nobody chose.
    pub fn map_named(
        &mut self,
        template: &dyn Questions,
        (sheet, table): (&Sheet, &Table),
        label: &str,
        field: &str,
    ) {
        let inputs = target::inputs(template);
        let input = target::named(&inputs, field);
        let path = input.map_or(field.trim(), |input| &input.path);
        let roles = roles::of(sheet, table);
        let part = |label: &str| {
            let index = target::column(table, label).map(|column| column.index);
            index.map(|index| roles::part_of(&roles, index))
        };
        let label = target::column(table, label).map_or(label, |column| &column.label);
        let joins = |other: &str| {
            let parts = part(label).zip(part(other));
            parts.zip(input).is_some_and(|((one, other), input)| roles::join(input.parts, one, other))
        };
        self.columns
            .retain(|(known, taken)| known == label || path.is_empty() || taken != path || joins(known));
        // What differs from row to row and is none of a table's makes documents.
        let column =
            target::column(table, label).filter(|_| input.is_some_and(|input| input.rows.is_empty()));
        let varies = |column: &TableColumn| {
            Merged::below(sheet, table.head.end).varies(sheet, &table.rows, column.index)
        };
        self.one &= !column.is_some_and(|column| table.rows.len() < 2 || varies(column));
        self.map_one(label, path);
    }

    fn map_one(&mut self, label: &str, path: &str) {
        match self.columns.iter_mut().find(|(known, _)| known == label) {
            Some((_, known)) => path.clone_into(known),
            None => self.columns.push((label.to_owned(), path.to_owned())),
        }
    }

    /// Says which list the rows of a document are the items of, by its path or by what the form calls it.
    pub fn rows_into_named(&mut self, template: &dyn Questions, field: &str) {
        let inputs = target::inputs(template);
        let path = target::named(&inputs, field).map_or(field.trim(), |input| &input.path);
        path.clone_into(&mut self.rows_into);
    }

    /// Lays values over the constants, record by record; lists are taken whole.
    pub fn lay_over(&mut self, values: &Value) {
        cell::overlay(&mut self.constants, values);
    }

    /// Lays values under the constants: they count where nothing was said.
    pub fn lay_under(&mut self, values: &Value) {
        let over = std::mem::replace(&mut self.constants, values.clone());
        cell::overlay(&mut self.constants, &over);
    }

    /// Gives a field of every document a value.
    pub fn set(&mut self, path: &str, value: Value) {
        cell::put(&mut self.constants, path, value);
    }
}
