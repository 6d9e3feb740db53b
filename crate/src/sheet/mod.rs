//! Spreadsheets as somebody sees them: rows of cells, each with what it shows.
//!
//! What a cell shows is what counts. A code `007`, a citizen's number of twelve digits, `05/4/2026`, `95%` and `1.234,5`
//! stay what they are on the screen; beside the text a cell knows the number or the day that is shown, so that a field
//! for numbers or dates need not guess.

mod grid;
mod table;

pub use grid::{Cell, Content, Sheet, SheetBuilder, column_name, place};
pub use table::{Aside, Table, TableColumn, table, table_at};
