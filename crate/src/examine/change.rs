//! What puts a finding right.

use std::ops::Range;

use serde::Serialize;

use crate::document::{Item, Place, Story};
use crate::docx::patch::Property;
use crate::docx::read::{Anchor, Glyph, Paragraph, PartId, Run};
use crate::to_list::ToList;

/// What puts a finding right, ready to be shown, and to be carried out by [`mend`](super::mend).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What is done, in Vietnamese: `Đặt cỡ chữ 13.`
    pub message: String,
    /// The same in English.
    pub english: String,
    /// The text as it stands; empty where no letter changes.
    pub before: String,
    /// The text as it will stand.
    pub after: String,
    #[serde(skip)]
    pub(super) steps: Vec<Step>,
}

/// What is done in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Letters get another look.
    Look(Vec<Anchor>, Property),
    /// Other letters stand in their place.
    Text(Vec<Anchor>, String),
    /// A paragraph gets another property.
    Paragraph(PartId, u32, Property),
    /// All letters of a paragraph get another look.
    Letters(PartId, u32, Property),
    /// A section, by its element, gets another property.
    Section(u32, Property),
}

/// The steps that give the letters of a piece another look, those of runs for which `is_meant` says so.
pub(super) fn look(
    item: &Item,
    paragraph: &Paragraph,
    properties: &[Property],
    is_meant: &dyn Fn(&Run) -> bool,
) -> Vec<Step> {
    look_at(&item.place, paragraph, properties, is_meant)
}

/// The same of a place.
pub(super) fn look_at(
    place: &Place,
    paragraph: &Paragraph,
    properties: &[Property],
    is_meant: &dyn Fn(&Run) -> bool,
) -> Vec<Step> {
    if place.story == Story::TextBox {
        return Vec::new();
    }
    let mut anchors = Vec::new();
    for run in paragraph.runs_in(&place.range).filter(|run| is_meant(run)) {
        let range = run.range.start.max(place.range.start)..run.range.end.min(place.range.end);
        if !range.is_empty() {
            anchors.extend(paragraph.anchors(&range));
        }
    }
    if anchors.is_empty() {
        return Vec::new();
    }
    properties.iter().map(|property| Step::Look(anchors.clone(), property.clone())).to_list()
}

/// The step that makes a piece read otherwise, as little of it replaced as can be; none where its letters are not those of
/// the file, or lie where another program would not show the change.
pub(super) fn rewrite(item: &Item, paragraph: &Paragraph, wanted: &str) -> Option<Step> {
    let letters = Letters::of(item, paragraph)?;
    let old: Vec<char> = item.text.chars().skip(letters.label).to_list();
    let new: Vec<char> = wanted.chars().skip(letters.label).to_list();
    if old == new || item.text.chars().zip(wanted.chars()).take(letters.label).any(|(a, b)| a != b) {
        return None;
    }
    let alike = |pair: &(&char, &char)| pair.0 == pair.1;
    let mut front = old.iter().zip(&new).take_while(alike).count();
    let most = old.len().min(new.len()) - front;
    let mut back = old.iter().rev().zip(new.iter().rev()).take(most).take_while(alike).count();
    if old.len() == front + back {
        // Where letters are put in, one beside them is written anew: it says into which run.
        if front > 0 { front -= 1 } else { back = back.checked_sub(1)? }
    }
    let range = letters.glyphs(front..old.len() - back)?;
    let text: String = new.get(front..new.len() - back)?.iter().collect();
    let anchors = paragraph.anchors(&range);
    let is_written = anchors.iter().any(|anchor| !anchor.range.is_empty());
    is_written.then_some(Step::Text(anchors, text))
}

/// Steps that write letters of a piece otherwise, run by run.
pub(super) fn respell(item: &Item, paragraph: &Paragraph, spell: &dyn Fn(&str) -> String) -> Vec<Step> {
    if item.place.story != Story::Main {
        return Vec::new();
    }
    let mut steps = Vec::new();
    for run in paragraph.runs_in(&item.place.range) {
        let range = run.range.start.max(item.place.range.start)..run.range.end.min(item.place.range.end);
        let glyphs = paragraph.glyphs.get(range.clone()).unwrap_or_default();
        let text: String = glyphs.iter().filter_map(letter).collect();
        let new = spell(&text);
        if new != text && text.chars().count() == glyphs.len() {
            steps.push(Step::Text(paragraph.anchors(&range), new));
        }
    }
    steps
}

/// Steps that take glyphs out of a paragraph.
pub(super) fn without(paragraph: &Paragraph, is_meant: impl Fn(char) -> bool) -> Vec<Step> {
    let places = paragraph.glyphs.iter().enumerate();
    let meant = places.filter(|(_, glyph)| letter(glyph).is_some_and(&is_meant));
    meant.map(|(at, _)| Step::Text(paragraph.anchors(&(at..at + 1)), String::new())).to_list()
}

fn letter(glyph: &Glyph) -> Option<char> {
    match glyph {
        Glyph::Letter { letter, .. } => Some(*letter),
        _ => None,
    }
}

/// The letters of the text of a piece, each with its glyph.
struct Letters {
    /// So many letters of the text are the label of a list.
    label: usize,
    /// The glyph of each other letter.
    places: Vec<usize>,
}

impl Letters {
    fn of(item: &Item, paragraph: &Paragraph) -> Option<Letters> {
        if item.place.story != Story::Main {
            return None;
        }
        let start = item.place.range.start;
        let glyphs = paragraph.glyphs.get(item.place.range.clone())?;
        let (mut text, mut places) = (String::new(), Vec::new());
        for (at, glyph) in glyphs.iter().enumerate() {
            if glyph.is_space() {
                if !text.is_empty() && !text.ends_with(' ') {
                    text.push(' ');
                    places.push(start + at);
                }
                continue;
            }
            text.push(letter(glyph)?);
            places.push(start + at);
        }
        if text.ends_with(' ') {
            text.pop();
            places.pop();
        }
        let label = item.text.strip_suffix(text.as_str())?;
        Some(Letters { label: label.chars().count(), places })
    }

    /// The glyphs of letters; at least one.
    fn glyphs(&self, letters: Range<usize>) -> Option<Range<usize>> {
        let first = *self.places.get(letters.start)?;
        let last = *self.places.get(letters.end.checked_sub(1)?)?;
        Some(first..last + 1)
    }
}
