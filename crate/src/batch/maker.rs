//! What makes files of values.

use crate::to_list::ToList;
use std::fmt;

use chrono::NaiveDate;
use serde_json::Value;

use crate::check::resolve;
use crate::fill::fill_unread;
use crate::template::Questions;
use crate::{Diagnostic, Document, File, Template};

/// A form, and what makes files of the values somebody gives it.
pub trait Maker: Questions {
    /// Everything that is wrong with values.
    fn check(&self, values: &Value, today: NaiveDate) -> Vec<Diagnostic>;

    /// The files of values: the document first, then what goes with it. With `keep` the document carries the values where
    /// the maker can put them.
    ///
    /// # Errors
    /// A finding when a file cannot be written.
    fn make(&self, values: &Value, today: NaiveDate, keep: bool) -> Result<Vec<File>, Diagnostic>;

    /// The same before it is written, to be printed together; none where it is only ever a file.
    fn documents(&self, _values: &Value, _today: NaiveDate) -> Option<Vec<Document>> {
        None
    }
}

// Not by a supertrait: whoever makes one up would take the words of every field of a template into the module.
impl fmt::Debug for dyn Maker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Maker").finish_non_exhaustive()
    }
}

impl Maker for Template {
    fn check(&self, values: &Value, today: NaiveDate) -> Vec<Diagnostic> {
        resolve(self, values, today).diagnostics
    }

    fn make(&self, values: &Value, today: NaiveDate, keep: bool) -> Result<Vec<File>, Diagnostic> {
        fill_unread(self, values, today).docx(keep)
    }

    fn documents(&self, values: &Value, today: NaiveDate) -> Option<Vec<Document>> {
        Some(fill_unread(self, values, today).into_documents().to_list())
    }
}
