//! What is left of the making of a document: words that stand for others, marks, remarks, changes, hidden text, names.

use super::change;
use super::found::Found;
use super::rule::Table;
use super::subject::Subject;
use crate::document::{Place, Story};
use crate::docx::patch::Property;
use crate::docx::read::{AsideKind, Paragraph, Run};
use crate::vietnamese::text::key;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    for (at, paragraph) in subject.paragraphs.iter().enumerate() {
        let place =
            || Place { story: Story::Main, paragraph: at, range: 0..paragraph.glyphs.len(), cell: None };
        let text = paragraph.text();
        if let Some(filler) = filler(&text) {
            found.paragraph("cho-dien", place(), &text, &filler, "");
        }
        if let Some(color) = highlighted(subject, paragraph) {
            let gone = Property::gone("highlight");
            let is_meant = |run: &Run| !subject.observed.formats.run(run.format).highlight.value.is_empty();
            let steps = change::look_at(&place(), paragraph, &[gone], is_meant);
            found.paragraph("to-mau", place(), &text, &color, "").mends("", steps);
        }
    }
    let observed = subject.observed;
    let told = [
        ("binh-luan", observed.comments.len()),
        ("theo-doi", observed.revisions.len()),
        ("chu-an", observed.unread.hidden.len()),
    ];
    for (code, count) in told.into_iter().filter(|(_, count)| *count > 0) {
        found.whole(code, None, &count.to_string(), "");
    }
    let parts = observed.unread.asides.iter().filter(|aside| aside.kind == AsideKind::Part);
    for part in parts {
        found.whole("phan-hong", None, &part.text, "");
    }
    if !subject.names.is_empty() {
        found.whole("tac-gia", None, &subject.names.join(", "), "");
    }
}

/// What stands in a text for another that is not written yet.
fn filler(text: &str) -> Option<String> {
    let between = |open: &str, close: &str| {
        let start = text.find(open)?;
        let end = text.get(start..)?.find(close)?;
        text.get(start..start + end + close.len()).map(str::to_owned)
    };
    if let Some(tag) = between("{{", "}}") {
        return Some(tag);
    }
    let open = between("[", "]").filter(|tag| {
        let inside = tag.trim_matches(['[', ']']).trim();
        inside.chars().all(|c| matches!(c, '.' | '…' | '_' | ' ')) && !inside.is_empty()
    });
    if open.is_some() {
        return open;
    }
    let words = key(text);
    Table::get().words.filler.iter().find(|word| words.contains(word.as_str())).cloned()
}

fn highlighted(subject: &Subject<'_>, paragraph: &Paragraph) -> Option<String> {
    paragraph.runs.iter().find_map(|run| {
        let glyphs = paragraph.glyphs.get(run.range.clone())?;
        let color = subject.observed.formats.run(run.format).highlight.value;
        let is_marked = !color.is_empty() && color != "none" && !glyphs.iter().all(|glyph| glyph.is_space());
        is_marked.then(|| color.to_owned())
    })
}
