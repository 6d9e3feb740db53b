//! Typed text as spans.

use crate::document::Span;
use crate::markup::Inline;
use crate::to_list::ToList;
use crate::unicode;

/// The spans of a typed line.
pub(super) fn inlines(text: &[Inline]) -> Vec<Span> {
    text.iter()
        .map(|inline| match inline {
            Inline::Text { text, bold, italic, origin } => Span::Text {
                text: text.clone(),
                bold: *bold,
                italic: *italic,
                origin: origin.clone(),
                bookmark: None,
            },
            Inline::Break => Span::Break,
            Inline::Footnote { text } => Span::Footnote { spans: inlines(text) },
        })
        .to_list()
}

/// All letters as capitals.
pub(super) fn capitals(mut spans: Vec<Span>) -> Vec<Span> {
    for span in &mut spans {
        if let Span::Text { text, .. } = span {
            *text = unicode::upper(text);
        }
    }
    spans
}
