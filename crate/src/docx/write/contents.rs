//! The table of contents: one field around all its entries, so that word processors can renew it.

use docx_rs::{FieldCharType, InstrText, Paragraph, ParagraphChild, Run};

use super::paragraph::field;

/// An entry; the field begins in the first and ends in the last.
pub(super) fn entry(mut entry: Paragraph, first: bool, last: bool) -> Paragraph {
    if first {
        // What Word writes for contents by outline: three levels, links, no page numbers on the web, the level of any style.
        let code = InstrText::Unsupported("TOC \\o \"1-3\" \\h \\z \\u".to_owned());
        let opening = field(code, None).into_iter().map(|run| ParagraphChild::Run(Box::new(run)));
        entry.children.splice(..0, opening);
    }
    if last {
        entry = entry.add_run(Run::new().add_field_char(FieldCharType::End, false));
    }
    entry
}
