//! What is left of the making of a document: words that stand for others, marks, remarks, changes, hidden text, names.

use super::change;
use super::found::Found;
use super::rule::Table;
use super::subject::{Subject, is_text};
use crate::document::{Component, Paper, Place, Story, Zone};
use crate::docx::patch::Property;
use crate::docx::read::{AsideKind, Paragraph, Run};
use crate::vietnamese::blanks;
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
            let gone = [Property::gone("highlight"), Property::gone("shd")];
            let is_meant = |run: &Run| color_behind(subject, run).is_some();
            let steps = change::look_at(&place(), paragraph, &gone, &is_meant);
            found.paragraph("to-mau", place(), &text, &color, "").mends("", steps);
        }
    }
    let is_by_hand = subject.kind.is_none() || subject.is_one_of(&Table::get().words.by_hand);
    if subject.is_letter() || !is_by_hand {
        dotted(subject, found);
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
        let color = color_behind(subject, run).filter(|_| !glyphs.iter().all(|glyph| glyph.is_space()));
        color.map(str::to_owned)
    })
}

/// The colour a run is marked with.
fn color_behind<'s>(subject: &Subject<'s>, run: &Run) -> Option<&'s str> {
    let format = subject.observed.formats.run(run.format);
    [format.highlight.value, format.shade.value]
        .into_iter()
        .find(|color| !color.is_empty() && *color != "none")
}

/// Rows of dots in the text, which is no form: of that a third and more has some.
fn dotted(subject: &Subject<'_>, found: &mut Found) {
    let (mut texts, mut gaps) = (0, Vec::new());
    for item in &subject.reading.items {
        let is_head = item.paper == Paper::Main
            && item.place.story == Story::Main
            && (item.zone == Zone::Opening && item.component != Some(Component::KemTheo)
                || item.component == Some(Component::TrichYeuCongVan));
        if is_head || is_text(item) {
            texts += 1;
            gaps.extend(blank_in(&item.text).map(|gap| (item, gap)));
        }
    }
    let others = gaps.iter().skip(1).map(|(item, _)| item.place.clone());
    if let Some((first, gap)) = gaps.first().filter(|_| gaps.len() * 3 < texts) {
        found.at("cho-cham", first, gap, "").also(others);
    }
}

/// So many letters before a blank say where it is.
const BEFORE: usize = 24;

/// Dots that are room for words, with what stands before them; within quotes they are what is left out.
fn blank_in(text: &str) -> Option<String> {
    let is_dot = |sign: char| matches!(sign, '.' | '…' | '⋯');
    let (mut from, mut quotes) = (0, 0_usize);
    loop {
        let start = from + text.get(from..)?.find(|sign| is_dot(sign) || sign == '_')?;
        for sign in text.get(from..start)?.chars() {
            match sign {
                '“' | '«' => quotes += 1,
                '”' | '»' => quotes = quotes.saturating_sub(1),
                _ => {}
            }
        }
        let rest = text.get(start..)?;
        let length = rest.find(|sign| !is_dot(sign) && sign != '_').unwrap_or(rest.len());
        let row = rest.get(..length)?;
        from = start + length;
        let before = text.get(..start)?;
        let dots: usize = row.chars().map(|sign| if matches!(sign, '.' | '_') { 1 } else { 3 }).sum();
        let last = before.split_whitespace().next_back().unwrap_or_default();
        let words = blanks::Words::get();
        let is_room = dots > 3 || dots == 3 && words.leads(last);
        let is_rule = start == 0 && length == text.len() && row.starts_with('_');
        if is_room && !is_rule && quotes == 0 && !words.goes_on(before) {
            let words = before.char_indices().rev().take(BEFORE).last().map_or(start, |(at, _)| at);
            let seen = text.get(words..from)?;
            let whole = seen.split_once(' ').filter(|_| words > 0).map_or(seen, |(_, rest)| rest);
            return Some(whole.trim_start().to_owned());
        }
    }
}
