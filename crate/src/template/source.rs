//! A text file of a template, and places in it.

use crate::{Diagnostic, Location};

/// A file's text under the name its findings carry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    /// The name shown to the user.
    pub(crate) name: &'a str,
    /// Its text, line ends as `\n`.
    pub(crate) text: &'a str,
}

impl Source<'_> {
    /// The place of a byte offset; an offset past the end is the end.
    pub(crate) fn place(&self, offset: usize) -> Location {
        let (line, column) = self.line_column(offset);
        Location::File { file: self.name.to_owned(), line, column }
    }

    /// Line and column, both from 1, the column in characters.
    pub(crate) fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before.get(line_start..).unwrap_or("").chars().count() + 1)
    }

    /// The file as a whole.
    pub(crate) fn whole(&self) -> Location {
        Location::File { file: self.name.to_owned(), line: 0, column: 0 }
    }

    /// A finding of severity error at an offset.
    pub(crate) fn error(
        &self,
        offset: usize,
        code: &'static str,
        message: impl Into<String>,
        english: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, self.place(offset), message, english)
    }
}

/// Finds `word` in `text` where no letter, digit or `_` touches it.
pub(crate) fn find_word(text: &str, word: &str) -> Option<usize> {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_words_do_not_match_inside_others() {
        let source = Source { name: "f", text: "một\nhai ba\n" };
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column("một\nhai ".len()), (2, 5));
        assert_eq!(source.line_column(999), (3, 1));
        assert_eq!(find_word("so_thu so", "so"), Some(7));
        assert_eq!(find_word("so_thu", "so"), None);
    }
}
