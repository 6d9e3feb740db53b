//! Which rows of a sheet make which document.

use crate::pool::Named;
use crate::to_list::ToList;

/// Which rows make which document: the rows of all, and where each document's end.
#[derive(Debug, Default)]
pub(super) struct Documents {
    rows: Vec<usize>,
    ends: Vec<usize>,
}

impl Documents {
    /// All rows in one document.
    pub(super) fn one(rows: &[usize]) -> Documents {
        Documents { ends: vec![rows.len()], rows: rows.to_vec() }
    }

    /// A document a row.
    pub(super) fn each(rows: &[usize]) -> Documents {
        Documents { ends: (1..=rows.len()).to_list(), rows: rows.to_vec() }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn rows(&self, document: usize) -> &[usize] {
        let start = document.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let (Some(start), Some(&end)) = (start, self.ends.get(document)) else { return &[] };
        self.rows.get(start..end).unwrap_or_default()
    }

    /// Rows with the same key, in the order in which keys appear first; a row without one is alone.
    pub(super) fn grouped(keys: Vec<(Option<String>, usize)>) -> Documents {
        let mut by_key: Named<Option<usize>> = Named::default();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (key, row) in keys {
            let at = key.map_or(groups.len(), |key| *by_key.entry(key.as_str()).get_or_insert(groups.len()));
            match groups.get_mut(at) {
                Some(group) => group.push(row),
                None => groups.push(vec![row]),
            }
        }
        let mut documents = Documents::default();
        for group in groups {
            documents.rows.extend(group);
            documents.ends.push(documents.rows.len());
        }
        documents
    }
}
