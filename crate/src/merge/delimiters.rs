//! What tags stand between.

use crate::{Diagnostic, Location};

/// What tags stand between; `{{` and `}}` unless somebody says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delimiters {
    start: String,
    end: String,
}

impl Default for Delimiters {
    fn default() -> Self {
        Delimiters { start: "{{".to_owned(), end: "}}".to_owned() }
    }
}

impl Delimiters {
    /// These, as they are typed in the document.
    ///
    /// # Errors
    /// When one is blank or has a space in it.
    pub fn new(start: &str, end: &str) -> Result<Self, Diagnostic> {
        let usable = |mark: &str| !mark.is_empty() && !mark.contains(char::is_whitespace);
        if usable(start) && usable(end) {
            return Ok(Delimiters { start: start.to_owned(), end: end.to_owned() });
        }
        Err(Diagnostic::error(
            "dau-the-sai",
            Location::Document,
            "Dấu mở và dấu đóng của thẻ phải là chữ hay dấu, không có khoảng trắng; ví dụ { và }.",
            "What opens and closes tags must be signs without spaces, such as { and }.",
        ))
    }

    /// What opens a tag.
    pub fn start(&self) -> &str {
        &self.start
    }

    /// What closes a tag.
    pub fn end(&self) -> &str {
        &self.end
    }

    /// These are `{{` and `}}`, beside which `{% %}` and `{# #}` are tags too.
    pub(super) fn are_usual(&self) -> bool {
        self.start == "{{" && self.end == "}}"
    }

    /// What a tag as `=<% %>=` changes them to; `None` where it names no two.
    pub(super) fn changed(inner: &str) -> Option<Delimiters> {
        let marks = inner.strip_prefix('=')?.strip_suffix('=')?;
        let mut marks = marks.split_whitespace();
        let (start, end) = (marks.next()?, marks.next()?);
        if marks.next().is_some() {
            return None;
        }
        Delimiters::new(start, end).ok()
    }
}
