//! Spreadsheets as somebody sees them: rows of cells, each with what it shows.
//!
//! What a cell shows is what counts. A code `007`, a citizen's number of twelve digits, `05/4/2026`, `95%` and `1.234,5`
//! stay what they are on the screen; beside the text a cell knows the number or the day that is shown, so that a field
//! for numbers or dates need not guess.

mod csv;
mod encoding;
mod filling;
pub mod flat;
mod format;
mod grid;
mod head;
mod lines;
mod looks;
mod ods;
mod problem;
mod rows;
pub mod starter;
mod tab;
mod table;
mod unusable;
mod workbook;
pub mod write;
mod xls;
mod xlsx;
mod xml;

pub use csv::ReadOptions;
pub use encoding::Encoding;
pub(crate) use filling::TOO_LONG;
pub use grid::{Cell, Content, Hidden, HiddenRows, Sheet, SheetBuilder, Struck, column_name, place};
pub use rows::Aside;
pub use starter::starter;
pub use table::{Table, TableColumn, table, table_at};
pub(crate) use unusable::{
    KEPT_FROM_SIGHT, has_lost_digits, has_lost_letters, is_too_narrow, is_uncalculated,
};
pub use workbook::Workbook;
