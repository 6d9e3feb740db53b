//! Fields of Word that print values: MERGEFIELD, and IF and NEXT around them.

use super::part::Token;

/// A field of Word that prints a value.
#[derive(Debug, Clone)]
pub(super) struct MergeField {}

/// Takes the fields out of a row of tokens.
pub(super) fn find(_tokens: &mut [Token<'_>]) -> Vec<MergeField> {
    Vec::new()
}
