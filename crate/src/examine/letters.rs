//! Signs among the letters that nobody sees.

use super::found::Found;
use super::subject::Subject;
use crate::document::{Place, Story};
use crate::docx::read::{Glyph, Paragraph};

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    for (at, paragraph) in subject.paragraphs.iter().enumerate() {
        let place =
            || Place { story: Story::Main, paragraph: at, range: 0..paragraph.glyphs.len(), cell: None };
        if has(paragraph, |letter| matches!(letter, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')) {
            found.paragraph("ky-tu-an", place(), &paragraph.text(), &paragraph.text(), "");
        }
    }
}

fn has(paragraph: &Paragraph, wanted: impl Fn(char) -> bool) -> bool {
    paragraph.glyphs.iter().any(|glyph| matches!(glyph, Glyph::Letter { letter, .. } if wanted(*letter)))
}
