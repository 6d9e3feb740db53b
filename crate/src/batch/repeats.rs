//! Documents that say the same, because their rows do.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::Batch;
use super::refusals::{at, listed};
use crate::Diagnostic;
use crate::ordered;
use crate::to_list::ToList;

impl Batch {
    /// The rows that give a document another row has given already.
    pub(super) fn repeated(&self) -> Option<Diagnostic> {
        let (sheet, merged) = (self.sheet(), &self.bound.merged);
        if self.len() < 2 || self.bound.columns.is_empty() || !self.bound.second.is_empty() {
            return None;
        }
        let said = (0..self.len()).filter_map(|document| {
            let [row] = self.rows(document) else { return None };
            let mut hasher = DefaultHasher::new();
            for index in self.bound.columns.iter().flat_map(|column| column.indices()) {
                merged.cell(sheet, *row, index).shown.trim().hash(&mut hasher);
            }
            Some((hasher.finish(), *row))
        });
        let mut said: Vec<(u64, usize)> = said.to_list();
        ordered::sort(&mut said);
        let mut again: Vec<(usize, usize)> = Vec::new();
        let mut first = None;
        for (hash, row) in said {
            match first {
                Some((known, before)) if known == hash => again.push((row, before)),
                _ => first = Some((hash, row)),
            }
        }
        ordered::sort(&mut again);
        let (row, _) = *again.first()?;
        let named: Vec<String> =
            again.iter().map(|(row, before)| format!("{} = {}", row + 1, before + 1)).to_list();
        let named = listed(&mut named.iter().map(String::as_str), "", "");
        let count = again.len();
        Some(Diagnostic::warning(
            "dong-lap",
            at(sheet, row, 0),
            format!(
                "{count} dòng ghi giống hệt dòng khác ({named}) nên có văn bản giống hệt nhau; nếu ghi lặp thì hãy xóa bớt."
            ),
            format!(
                "{count} rows say what another says ({named}), so documents are the same; delete those that repeat."
            ),
        ))
    }
}
