//! A second sheet, whose rows go into the tables of the documents of the first.

use super::column::{Column, Rows, columns, index_of};
use super::documents::Documents;
use super::keys;
use super::merged::Merged;
use super::refusals::{at, no_column, sheet_named};
use super::remarks;
use super::roles;
use super::target::Input;
use crate::Diagnostic;
use crate::ordered;
use crate::pool::{Named, Pool};
use crate::sheet::{Sheet, Table, table};
use crate::template::Questions;
use crate::to_list::ToList;

/// A second sheet, bound.
#[derive(Debug)]
pub(super) struct SecondBound {
    pub(super) sheet: usize,
    pub(super) table: Table,
    pub(super) merged: Merged,
    /// Its column with the key.
    pub(super) key: usize,
    /// The column of the first sheet with the same key.
    pub(super) main_key: usize,
    pub(super) columns: Vec<Column>,
    by_key: Named<Vec<usize>>,
}

impl SecondBound {
    /// The key of a document.
    pub(super) fn key_of(&self, sheet: &Sheet, merged: &Merged, rows: &[usize]) -> String {
        let shown = |&row: &usize| keys::key(merged.cell(sheet, row, self.main_key).shown);
        rows.first().map(shown).unwrap_or_default()
    }

    /// The rows with a key.
    pub(super) fn rows_of(&self, key: &str) -> &[usize] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn second(
    (template, inputs, decimal): (&dyn Questions, &[Input<'_>], Option<char>),
    sheets: &[Sheet],
    wanted: &super::Second,
    (main_table, main_sheet, main_merged): (&Table, &Sheet, &Merged),
    documents: &Documents,
    notes: &mut Vec<Diagnostic>,
    faults: &mut Vec<Diagnostic>,
) -> Option<SecondBound> {
    let at_sheet = sheet_named(sheets, &wanted.sheet).map_err(|finding| faults.push(finding)).ok()?;
    let sheet = sheets.get(at_sheet)?;
    let found = table(sheet).map_err(|finding| faults.push(finding)).ok()?;
    let roles = roles::of(sheet, &found);
    let of = (&found, sheet, roles.as_slice());
    let mut columns = columns(template, inputs, of, &wanted.columns, |_, _| false, faults);
    remarks::learn_habits(&mut columns, sheet, &found, decimal);
    for column in columns.iter().filter(|column| column.rows == Rows::Document) {
        faults.push(Diagnostic::error(
            "trang-hai-ngoai-bang",
            at(sheet, found.head.start, column.index),
            format!(
                "Trang thứ hai chỉ điền được vào bảng; «{}» không thuộc bảng nào, hãy bỏ khớp cột này.",
                column.label
            ),
            format!("The second sheet fills tables only; “{}” is in none, unmatch it.", column.label),
        ));
    }
    remarks::learn_amounts(&mut columns, sheet, &found, notes, faults);
    let Some(key) = index_of(&found, &wanted.key) else {
        faults.push(no_column(sheet, &found, &wanted.key));
        return None;
    };
    let Some(main_key) = index_of(main_table, &wanted.main_key) else {
        faults.push(no_column(main_sheet, main_table, &wanted.main_key));
        return None;
    };
    let merged = Merged::below(sheet, found.head.end);
    notes.extend(remarks::all(sheet, &merged, &found, &columns));
    let mut by_key: Named<Vec<usize>> = Named::default();
    for &row in &found.rows {
        by_key.entry(keys::key(merged.cell(sheet, row, key).shown).as_str()).push(row);
    }
    let bound = SecondBound { sheet: at_sheet, table: found, merged, key, main_key, columns, by_key };
    let mut used: Pool<String> = Pool::default();
    for document in 0..documents.len() {
        used.insert(bound.key_of(main_sheet, main_merged, documents.rows(document)).as_str());
    }
    let mut orphans: Vec<_> =
        bound.by_key.iter().filter(|(known, _)| !used.contains(known.as_str())).to_list();
    ordered::sort(&mut orphans);
    for (orphan, rows) in orphans {
        let row = rows.first().copied().unwrap_or(0);
        let shown = if orphan.is_empty() { "" } else { bound.merged.cell(sheet, row, key).shown };
        notes.push(Diagnostic::warning(
            "dong-khong-chu",
            at(sheet, row, key),
            format!(
                "Không có văn bản nào mang «{shown}» nên {} dòng không được dùng; hãy kiểm tra cột khóa.",
                rows.len()
            ),
            format!("No document has the key “{shown}”, so {} rows are not used; check the key.", rows.len()),
        ));
    }
    Some(bound)
}
