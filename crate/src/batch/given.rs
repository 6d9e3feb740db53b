//! What somebody says beside a matching: columns, constants, values of a document.

use serde_json::Value;

use super::merged::Merged;
use super::{Matching, cell, refusals, roles, target, words};
use crate::sheet::{Sheet, Table, TableColumn};
use crate::template::{Kind, Questions};
use crate::to_list::ToList;
use crate::{Diagnostic, Location};

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

    /// [`Matching::word`] for a column of a table.
    ///
    /// # Errors
    /// `khong-co-cot` when the table has no such column, `chu-khong-dung` when it fills no choice.
    pub fn word_named(
        &mut self,
        template: &dyn Questions,
        (sheet, table): (&Sheet, &Table),
        (label, word, choice): (&str, &str, &str),
    ) -> Result<(), Diagnostic> {
        let column = target::column(table, label).ok_or_else(|| refusals::no_column(sheet, table, label))?;
        let inputs = target::inputs(template);
        let path = self.columns.iter().find(|(known, _)| *known == column.label).map(|(_, path)| path);
        let input = path.and_then(|path| target::find(&inputs, path));
        if !input.is_some_and(|input| words::takes_words(input.field)) {
            return Err(wrong(
                "chu-khong-dung",
                "--word",
                format!(
                    "Cột «{label}» không điền vào trường có lựa chọn nào nên không cần nói «{word}» nghĩa là gì; hãy khớp cột ấy (--map \"{label}=trường\") hoặc bỏ --word này."
                ),
                format!(
                    "The column “{label}” fills no field with choices, so “{word}” need not be explained; match it (--map \"{label}=field\") or drop this --word."
                ),
            ));
        }
        let label = column.label.clone();
        self.word(template, &label, word, choice);
        Ok(())
    }

    /// Says which table or list has the rows of a document for its own, by its path or by what the form calls it.
    pub fn rows_into_named(&mut self, template: &dyn Questions, field: &str) {
        let inputs = target::inputs(template);
        let tables = target::tables(&inputs);
        let wanted = target::key(field);
        let called =
            tables.iter().filter(|(path, label)| path == field.trim() || target::key(label) == wanted);
        let called: Vec<&str> = called.map(|(path, _)| path.as_str()).to_list();
        self.rows_into = match called.as_slice() {
            [only] => (*only).to_owned(),
            _ => field.trim().to_owned(),
        };
    }

    /// Gives a field of every document a value, by its path or by what the form calls it.
    ///
    /// # Errors
    /// `khong-co-truong` when the template has no such field outside its tables, `gia-tri-khong-dung` when a column fills it.
    pub fn set_named(
        &mut self,
        template: &dyn Questions,
        field: &str,
        value: &str,
    ) -> Result<(), Diagnostic> {
        let inputs = target::inputs(template);
        let input = target::named(&inputs, field).or_else(|| target::find(&inputs, field.trim()));
        let Some(input) = input.filter(|input| input.rows.is_empty()) else {
            let likely = refusals::likely(&inputs, template, field);
            return Err(wrong(
                "khong-co-truong",
                "--const",
                format!(
                    "Mẫu không có trường «{field}» để ghi giá trị chung; các trường có thể ghi: {likely}."
                ),
                format!("The template has no field “{field}” for a common value; it has: {likely}."),
            ));
        };
        let path = target::find(&inputs, field.trim()).map_or(input.path.as_str(), |_| field.trim());
        if let Some((label, _)) = self.columns.iter().find(|(_, filled)| filled == path) {
            return Err(wrong(
                "gia-tri-khong-dung",
                "--const",
                format!(
                    "«{}» đã do cột «{label}» điền nên giá trị chung không được dùng; hãy bỏ --const này, hoặc bỏ cột ấy (--map \"{label}=\").",
                    input.label
                ),
                format!(
                    "“{}” is filled by the column “{label}”, so the common value is not used; drop this --const, or the column (--map \"{label}=\").",
                    input.label
                ),
            ));
        }
        let meant = words::means(input.field, value);
        let value = match (&input.field.kind, meant) {
            (Kind::Flag, Some(meant)) => Value::Bool(meant == words::YES),
            (_, Some(meant)) => Value::from(meant),
            (_, None) => Value::from(value),
        };
        self.agreed.push(path.to_owned());
        self.set(path, value);
        Ok(())
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

fn wrong(code: &'static str, option: &str, message: String, english: String) -> Diagnostic {
    let location = Location::File { file: option.to_owned(), line: 0, column: 0 };
    Diagnostic::error(code, location, message, english)
}
