//! The crate through its public surface: one program, so that it is linked once.
//!
//! Tests are data where they can be: a file beside a test, or in its folder, is a case. `UPDATE=1` writes what cases
//! expect anew: read the difference before committing it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod abolished;
mod batch;
mod blanks;
mod boundaries;
mod breaks;
mod capitals;
mod changes;
mod check;
mod citations;
mod collect;
mod communes;
mod deadlines;
mod documents;
mod docx;
mod examine;
mod fixes;
mod floors;
mod follow;
mod free_text_numbers;
mod heads;
mod hostile;
mod import;
mod issue;
mod kinds;
mod legacy;
mod letters;
mod lists;
mod markup;
mod markup_properties;
mod matter;
mod mend;
mod merge;
mod observed;
mod opened;
mod outside;
mod provinces;
mod ranges;
mod recognise;
mod renumber;
mod returned;
mod sheets;
mod signing;
mod sources;
mod starter;
mod tables;
mod template;
mod view;
mod wording;
mod work;

/// Whether the files of cases are written anew.
fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|wish| wish == "1")
}
