//! The schema's sequences, read once from `sequences.txt`.

use std::sync::OnceLock;

use crate::ordered::OrderedMap;

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
    static TABLE: OnceLock<OrderedMap<String, Sequence>> = OnceLock::new();
    TABLE.get_or_init(|| read(crate::packed::text("sequences.txt"))).get(parent)
}

fn read(text: &str) -> OrderedMap<String, Sequence> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .map(|(parent, children)| {
            let place = |child: &str| Place {
                name: format!("w:{}", child.trim_end_matches(['*', '?'])),
                repeats: child.ends_with('*'),
                dropped_when_empty: child.ends_with('?'),
            };
            let places = children.split_ascii_whitespace().map(place).collect();
            (format!("w:{parent}"), Sequence { places })
        })
        .collect()
}
