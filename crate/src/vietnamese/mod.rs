//! What is Vietnamese about Vietnamese office writing: dates, numbers, numbers in words, capitals, citations, the order
//! of the alphabet.
//!
//! Everything here is a pure function of its arguments. What a user can get wrong comes back as an error value that
//! says it in one Vietnamese sentence ([`std::fmt::Display`]) and in one English sentence (`english`).

pub mod alphabet;
pub(crate) mod blanks;
pub(crate) mod capitals;
pub mod citation;
pub(crate) mod clock;
pub(crate) mod compounds;
pub mod date;
pub(crate) mod deadlines;
pub mod grouping;
mod iso_date;
pub mod legacy;
pub(crate) mod lists;
mod loose_date;
pub(crate) mod money;
pub(crate) mod natures;
pub mod number;
pub(crate) mod receipts;
pub mod spaces;
pub(crate) mod summaries;
pub(crate) mod sums;
pub(crate) mod syllable;
pub(crate) mod tasks;
pub mod text;
pub mod words;

pub use citation::{CitedDocument, Joining};
pub use date::{DateError, PartialDate};
pub(crate) use iso_date::iso_day;
pub use text::Cleaned;
pub use words::Region;
