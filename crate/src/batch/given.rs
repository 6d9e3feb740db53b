//! What somebody says beside a matching: columns, constants, values of a document.

use serde_json::Value;

use super::target;
use super::{Matching, cell};
use crate::template::Questions;

impl Matching {
    /// Matches a column with a field, whatever it was matched with; an empty path leaves the column out. A column that
    /// filled the field so far fills nothing.
    pub fn map(&mut self, label: &str, path: &str) {
        for (_, taken) in self.columns.iter_mut().filter(|(_, taken)| taken == path) {
            taken.clear();
        }
        match self.columns.iter_mut().find(|(known, _)| known == label) {
            Some((_, known)) => path.clone_into(known),
            None => self.columns.push((label.to_owned(), path.to_owned())),
        }
    }

    /// [`Matching::map`] with a field by its path or by what the form calls it.
    pub fn map_named(&mut self, template: &dyn Questions, label: &str, field: &str) {
        let inputs = target::inputs(template);
        self.map(label, target::named(&inputs, field).map_or(field.trim(), |input| &input.path));
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
