//! Values of options, and what is wrong with them.

use std::fmt;
use std::num::NonZeroUsize;

/// What is wrong with a value, and what could be given: a part of a sentence in Vietnamese.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrong(pub(super) &'static str);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Wrong {}

/// A number of something.
pub(super) fn count(text: &str) -> Result<NonZeroUsize, Wrong> {
    text.trim().parse().map_err(|_| Wrong("cần một số nguyên từ 1 trở lên"))
}

/// What parts columns.
pub(super) fn mark(text: &str) -> Result<char, Wrong> {
    let mut characters = match text {
        "\\t" | "tab" => "\t",
        text => text,
    }
    .chars();
    match (characters.next(), characters.next()) {
        (Some(mark), None) => Ok(mark),
        _ => Err(Wrong("cần đúng một dấu, ví dụ \";\" hoặc tab")),
    }
}

/// What stands before decimals.
pub(super) fn decimal(text: &str) -> Result<char, Wrong> {
    match text {
        "," => Ok(','),
        "." => Ok('.'),
        _ => Err(Wrong("cần dấu phẩy hoặc dấu chấm")),
    }
}
