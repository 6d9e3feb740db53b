//! The schema's sequences, read once from `sequences.txt`.

use std::sync::OnceLock;

/// One place in a sequence.
pub(super) struct Place {
    /// The child's name, prefix and all.
    pub(super) name: String,
    /// It may stand more than once.
    pub(super) repeats: bool,
    /// It goes when nothing is in it.
    pub(super) dropped_when_empty: bool,
}

/// The children that may stand in a parent, in order.
pub(super) struct Sequence {
    parent: String,
    places: Vec<Place>,
}

impl Sequence {
    /// Where a child of this name stands, if it may stand here.
    pub(super) fn place(&self, name: &str) -> Option<(usize, &Place)> {
        self.places.iter().enumerate().find(|(_, place)| place.name == name)
    }
}

/// The sequence for children of `parent`, if its order is fixed.
pub(super) fn of(parent: &str) -> Option<&'static Sequence> {
    static TABLE: OnceLock<Vec<Sequence>> = OnceLock::new();
    let table = TABLE.get_or_init(|| read(crate::packed::text("sequences.txt")));
    let found = table.binary_search_by(|sequence| sequence.parent.as_str().cmp(parent)).ok()?;
    table.get(found)
}

fn read(text: &str) -> Vec<Sequence> {
    let mut table: Vec<Sequence> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .map(|(parent, children)| Sequence {
            parent: format!("w:{parent}"),
            places: children
                .split_ascii_whitespace()
                .map(|child| Place {
                    name: format!("w:{}", child.trim_end_matches(['*', '?'])),
                    repeats: child.ends_with('*'),
                    dropped_when_empty: child.ends_with('?'),
                })
                .collect(),
        })
        .collect();
    table.sort_by(|a, b| a.parent.cmp(&b.parent));
    table
}
