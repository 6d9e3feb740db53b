//! The DOCX layer through its public surface: hand-written XML, real output of docx-rs, files other programs saved.

// clippy.toml lets test functions fail loudly; the functions they share may too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bundle;
mod canonical;
mod lint;
mod package;
mod sample;
mod values;
mod xml;
mod zip;
