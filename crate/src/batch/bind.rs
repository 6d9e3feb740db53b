//! A matching put to use: where each column stands, what it fills, and which rows make which document.

use super::column::{Column, columns, index_of};
use super::documents::Documents;
use super::merged::Merged;
use super::refusals::{
    about_nobody, about_nothing, all_the_same, at, no_column, no_list, no_sheet, nothing_matches, sheet_named,
};
use super::roles::{self, Role};
use super::second::{SecondBound, second};
use super::target::{self, Input, is_within};
use super::{Matching, added_twice, choices, keys, remarks, words};
use crate::Diagnostic;
use crate::sheet::{Sheet, Table, TableColumn, table, table_at};
use crate::template::Questions;
use crate::to_list::ToList;
use crate::vietnamese::lists;

/// A matching in use.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) main: usize,
    pub(super) merged: Merged,
    pub(super) columns: Vec<Column>,
    pub(super) documents: Documents,
    pub(super) second: Vec<SecondBound>,
    /// The columns that say which rows are one document; none when each is one.
    pub(super) key: Vec<usize>,
}

impl Bound {
    pub(super) fn sheet<'s>(&self, sheets: &'s [Sheet]) -> &'s Sheet {
        static NONE: std::sync::LazyLock<Sheet> = std::sync::LazyLock::new(Sheet::default);
        sheets.get(self.main).unwrap_or(&NONE)
    }

    /// The second sheets, each with the rows that are of a document.
    pub(super) fn second_rows<'b>(
        &'b self,
        sheets: &'b [Sheet],
        rows: &'b [usize],
    ) -> impl Iterator<Item = (&'b SecondBound, &'b Sheet, &'b [usize])> {
        self.second.iter().filter_map(move |second| {
            let key = second.key_of(self.sheet(sheets), &self.merged, rows);
            Some((second, sheets.get(second.sheet)?, second.rows_of(&key)))
        })
    }

    /// Why the documents would not be what anybody wants: nothing of the sheet is in them, all are the same, or they name nobody
    /// of the list.
    fn useless(
        &self,
        inputs: &[Input<'_>],
        template: &dyn Questions,
        sheet: &Sheet,
        table: &Table,
        matching: &Matching,
    ) -> Option<Diagnostic> {
        let head = at(sheet, table.head.start, 0);
        if self.columns.is_empty() && self.second.iter().all(|second| second.columns.is_empty()) {
            return Some(nothing_matches(head, inputs, template, table));
        }
        let said = |label: &str| matching.columns.iter().any(|(known, _)| known == label);
        let roles = roles::of(sheet, table);
        let role = |index: usize| roles.iter().find(|role| role.index == index);
        let named = |index: usize| role(index).is_some_and(Role::names_somebody);
        let is_named = |column: &&TableColumn| named(column.index) && !said(&column.label);
        let given = |path: &str| self.columns.iter().any(|column| is_within(&column.path, path));
        let names = |column: &Column| column.indices().any(named);
        let is_about = template.row().map_or_else(|| self.columns.iter().any(names), given);
        if let Some(column) = table.columns.iter().find(is_named).filter(|_| !is_about) {
            return Some(about_nobody(head, inputs, template, &column.label));
        }
        if let Some(column) = self.unnamed(&roles, table).filter(|column| !said(&column.label)) {
            return Some(about_nothing(head, inputs, template, &column.label));
        }
        let differs = |column: &Column| {
            column.indices().any(|index| {
                let mut shown =
                    table.rows.iter().map(|&row| self.merged.cell(sheet, row, index).shown.trim());
                let first = shown.next();
                shown.any(|shown| Some(shown) != first)
            })
        };
        let used = |known: &TableColumn| {
            self.columns.iter().any(|column| column.indices().any(|index| index == known.index))
        };
        let same = self.documents.len() > 1 && self.second.is_empty() && !self.columns.iter().any(differs);
        same.then(|| all_the_same(head, self.documents.len(), inputs, template, table, &used))
    }

    /// The column that names what the rows are about, where nothing that names a row is used, and what is used is like it in
    /// many lists.
    fn unnamed<'t>(&self, roles: &[Role], table: &'t Table) -> Option<&'t TableColumn> {
        let used = |role: &&Role| {
            self.columns.iter().any(|column| column.indices().any(|index| index == role.index))
        };
        let names = |role: &Role| role.names_somebody() || lists::thing(&role.label).is_some();
        if !self.second.is_empty() || roles.iter().filter(used).any(names) {
            return None;
        }
        let role = roles.iter().find(|role| names(role))?;
        table.columns.iter().find(|column| column.index == role.index)
    }
}

/// What [`bind`] found.
pub(super) struct Found {
    pub(super) table: Table,
    pub(super) bound: Bound,
    pub(super) notes: Vec<Diagnostic>,
}

pub(super) fn bind(
    template: &dyn Questions,
    sheets: &[Sheet],
    matching: &Matching,
) -> Result<Found, Vec<Diagnostic>> {
    let inputs = target::inputs(template);
    let mut faults = Vec::new();
    let main = sheet_named(sheets, &matching.sheet).map_err(|finding| vec![finding])?;
    let Some(sheet) = sheets.get(main) else { return Err(vec![no_sheet(&matching.sheet, sheets)]) };
    let found = match matching.header_row {
        Some(row) => Ok(table_at(sheet, row - 1, matching.header_last)),
        None => table(sheet),
    };
    let table = found.map_err(|finding| vec![finding])?;
    faults.extend(no_list(sheet, &matching.rows_into, &inputs));
    let key: Vec<usize> = matching.group_by.iter().filter_map(|label| index_of(&table, label)).to_list();
    let merged = Merged::below(sheet, table.head.end);
    let documents = if matching.one && !table.rows.is_empty() {
        Documents::one(&table.rows)
    } else if key.is_empty() {
        Documents::each(&table.rows)
    } else {
        let key_of = |row: usize| {
            let parts: Vec<String> =
                key.iter().map(|&index| keys::key(merged.cell(sheet, row, index).shown)).to_list();
            parts.iter().any(|part| !part.is_empty()).then(|| parts.join("\u{1F}"))
        };
        Documents::grouped(table.rows.iter().map(|&row| (key_of(row), row)).to_list())
    };
    let varies =
        |index: usize| (0..documents.len()).any(|at| merged.varies(sheet, documents.rows(at), index));
    let of_list = |path: &str, index: usize| match matching.rows_into.as_str() {
        "" => varies(index),
        list => list == path,
    };
    let roles = roles::of(sheet, &table);
    let of = (&table, sheet, roles.as_slice());
    let mut columns = columns(template, &inputs, of, &matching.columns, of_list, &mut faults);
    let unknown = matching.group_by.iter().filter(|label| index_of(&table, label).is_none());
    faults.extend(unknown.map(|label| no_column(sheet, &table, label)));
    remarks::learn_habits(&mut columns, sheet, &table, matching.decimal);
    for column in &mut columns {
        let words =
            words::of_column(&column.field, sheet, &table, column.index, matching.said(&column.label));
        column.words = words.into_iter().filter_map(|word| Some((word.word, word.choice?))).to_list();
    }
    let mut money = Vec::new();
    remarks::learn_amounts(&mut columns, sheet, &table, &mut money, &mut faults);
    choices::learn_addressed(&mut columns, &inputs);
    let mut notes = remarks::all(sheet, &merged, &table, &columns);
    notes.extend(added_twice::told(sheet, &table, &columns));
    notes.append(&mut money);
    if documents.len() == 0 && faults.is_empty() {
        faults.push(Diagnostic::error(
            "khong-co-dong",
            at(sheet, table.head.end, 0),
            "Bảng không có dòng dữ liệu nào; hãy điền ít nhất một dòng dưới tiêu đề.",
            "The table has no row of data; fill in at least one below its head.",
        ));
    }
    let mut bound_second = Vec::new();
    for wanted in &matching.second {
        let of = (&table, sheet, &merged);
        bound_second.extend(second(
            (template, &inputs, matching.decimal),
            sheets,
            wanted,
            of,
            &documents,
            &mut notes,
            &mut faults,
        ));
    }
    let second = bound_second;
    let bound = Bound { main, merged, columns, documents, second, key };
    if faults.is_empty() {
        faults.extend(bound.useless(&inputs, template, sheet, &table, matching));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Found { table, bound, notes })
}
