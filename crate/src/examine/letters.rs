//! Signs among the letters that nobody sees.

use super::change;
use super::found::Found;
use super::subject::Subject;
use crate::document::{Place, Story};
use crate::docx::read::{Glyph, Paragraph};

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    for (at, paragraph) in subject.paragraphs.iter().enumerate() {
        let place =
            || Place { story: Story::Main, paragraph: at, range: 0..paragraph.glyphs.len(), cell: None };
        if has(paragraph, is_invisible) {
            let steps = change::without(paragraph, is_invisible);
            let text = paragraph.text();
            let after: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
            found.paragraph("ky-tu-an", place(), &text, &text, "").respells(&text, &after, steps);
        }
    }
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn has(paragraph: &Paragraph, wanted: impl Fn(char) -> bool) -> bool {
    paragraph.glyphs.iter().any(|glyph| matches!(glyph, Glyph::Letter { letter, .. } if wanted(*letter)))
}
