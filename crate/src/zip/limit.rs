//! What a zip may be at most.

/// The most entries a zip may have.
pub const MAX_ENTRIES: usize = 4096;
/// The most bytes all entries may have together.
pub const MAX_INFLATED: u64 = 64 << 20;
/// How many times larger than its compressed form an entry may be, once it is larger than a megabyte. Real parts with
/// large tables reach about 60.
pub const MAX_RATIO: u64 = 250;

/// What a zip may be at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all entries together.
    pub inflated: u64,
    /// How many times larger than its compressed form an entry may be, once it is larger than a megabyte.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { inflated: MAX_INFLATED, ratio: MAX_RATIO }
    }
}

/// Less may grow as it likes.
const RATIO_FREE: u64 = 1 << 20;

/// Content grows more than it may.
pub(super) fn is_steep(size: u64, packed: u64, ratio: u64) -> bool {
    size > RATIO_FREE && size / ratio > packed
}
