//! Zips: reading what somebody offers, which may be anything, and writing.
//!
//! ```text
//! bytes ─ Archive::open, within Limits ─▶ entries ─ read, stream ─▶ their content
//! content ─ Deflated, DeflatedStream ─▶ Builder ─▶ bytes of a whole archive
//! files, one after the other ─ Zip ─▶ bytes to be written at once
//! ```
//!
//! What is written names no machine and no time: the same content gives the same bytes.

mod build;
mod deflate;
mod error;
mod limit;
mod read;
mod stream;
mod write;

pub(crate) use build::Builder;
pub use build::Content;
pub(crate) use deflate::Recurring;
pub use deflate::{Deflated, DeflatedStream};
pub use error::ZipError;
pub use limit::{Limits, MAX_ENTRIES, MAX_INFLATED, MAX_RATIO};
pub use read::{Archive, Entry};
pub use stream::EntryStream;
pub use write::Zip;
