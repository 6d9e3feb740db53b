//! Other text in a part, where it stands.

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

use super::line::{Kind, Line, Piece, line_of};
use crate::docx::read::Anchor;
use crate::ordered::OrderedMap;
use crate::xml::{Element, Node, escape_text, is_allowed};

/// Other text in place of a part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The line: its place among [`lines`](super::lines).
    pub line: usize,
    /// What is replaced, in bytes of [`Line::text`]; nothing, where text is put in.
    pub range: Range<usize>,
    /// What stands there afterwards: characters XML can hold, no tabs and no breaks, which are elements.
    pub text: String,
}

/// Why edits cannot be carried out. None of them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditError {
    /// The place of the edit among those given.
    pub edit: usize,
    /// What is wrong with it.
    pub reason: Unwritable,
}

/// What is wrong with an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unwritable {
    /// There is no such line, or no such range in it: it is backwards, beyond the end or cuts a character.
    Place,
    /// It replaces what another one replaces.
    Overlap,
    /// Its text has this character, which XML or an element with text cannot hold.
    Character(char),
    /// No element with text is in its range or touches it, or one that is has elements in its text.
    NoText,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "edit {}: ", self.edit)?;
        match self.reason {
            Unwritable::Place => f.write_str("there is no such place"),
            Unwritable::Overlap => f.write_str("another edit replaces the same text"),
            Unwritable::Character(character) => {
                write!(f, "no text can hold the character U+{:04X}", u32::from(character))
            }
            Unwritable::NoText => f.write_str("there is no element to write the text into"),
        }
    }
}

impl std::error::Error for EditError {}

/// The edits that put `text` in place of what the anchors name, all of the part `lines` are of; an anchor of no
/// characters in an element with text is where text is put in. What stands between the anchors, such as hidden text,
/// stays.
///
/// `None` when there is no anchor, or one names what is no text of a line: a sign, the mark of a note, a formula.
pub fn edits(lines: &[Line], anchors: &[Anchor], text: &str) -> Option<Vec<Edit>> {
    let found = anchors.iter().map(|anchor| {
        let line = line_of(lines, anchor.element)?;
        let (kind, range) = lines.get(line)?.stretch(anchor)?;
        Some((kind, Edit { line, range, text: String::new() }))
    });
    let (kinds, mut edits): (Vec<Kind>, Vec<Edit>) = found.collect::<Option<Vec<_>>>()?.into_iter().unzip();
    let written = kinds.iter().position(|kind| *kind == Kind::Text).unwrap_or(0);
    text.clone_into(&mut edits.get_mut(written)?.text);
    Some(edits)
}

/// What becomes of the elements of a part, by their position.
#[derive(Debug, Default)]
pub struct Patch {
    texts: OrderedMap<u32, String>,
    /// In order.
    removed: Vec<u32>,
}

/// What edits do to the elements of the part `lines` are of.
///
/// An edit goes into the first element with text in its range; where there is none, into the one that ends where the
/// range begins, or else begins there. The other elements in the range lose their part of it, tabs and breaks go.
/// Edits are given in any order; of those that put text in at one place the first given comes first.
///
/// # Errors
/// The first edit that cannot be carried out, from top to bottom, and from the end of a line to its beginning.
pub fn patch(lines: &[Line], edits: &[Edit]) -> Result<Patch, EditError> {
    let mut patch = Patch::default();
    let mut ordered: Vec<(usize, &Edit)> = edits.iter().enumerate().collect();
    // From the end of a line to its beginning, so that places before an edit keep their offsets.
    ordered.sort_by_key(|(at, edit)| {
        (edit.line, Reverse(edit.range.start), Reverse(edit.range.end), Reverse(*at))
    });
    let mut behind: Option<&Edit> = None;
    for (at, edit) in ordered {
        let fail = |reason| EditError { edit: at, reason };
        if behind.is_some_and(|behind| behind.line == edit.line && edit.range.end > behind.range.start) {
            return Err(fail(Unwritable::Overlap));
        }
        behind = Some(edit);
        patch.edit(lines, edit).map_err(fail)?;
    }
    patch.removed.sort_unstable();
    Ok(patch)
}

impl Patch {
    fn edit(&mut self, lines: &[Line], edit: &Edit) -> Result<(), Unwritable> {
        let refused = |character: &char| matches!(character, '\t' | '\n' | '\r') || !is_allowed(*character);
        if let Some(character) = edit.text.chars().find(refused) {
            return Err(Unwritable::Character(character));
        }
        let line = lines.get(edit.line).ok_or(Unwritable::Place)?;
        if line.text.get(edit.range.clone()).is_none() {
            return Err(Unwritable::Place);
        }
        let touches =
            |piece: &&Piece| piece.range.start < edit.range.end && edit.range.start < piece.range.end;
        let texts = || line.pieces.iter().filter(|piece| piece.kind == Kind::Text);
        let target = texts()
            .find(touches)
            .or_else(|| texts().rev().find(|piece| piece.range.end == edit.range.start))
            .or_else(|| texts().find(|piece| piece.range.start == edit.range.start))
            .ok_or(Unwritable::NoText)?
            .element;
        for piece in line.pieces.iter().filter(|piece| touches(piece) || piece.element == target) {
            match piece.kind {
                Kind::Fixed => return Err(Unwritable::NoText),
                Kind::Sign => self.removed.push(piece.element),
                Kind::Text => {
                    let new = if piece.element == target { edit.text.as_str() } else { "" };
                    self.replace(line, piece, &edit.range, new).ok_or(Unwritable::Place)?;
                }
            }
        }
        Ok(())
    }

    /// Puts text in place of what a range takes from an element. Ranges come from the end of its line to the
    /// beginning.
    fn replace(&mut self, line: &Line, piece: &Piece, range: &Range<usize>, new: &str) -> Option<()> {
        if self.texts.get(&piece.element).is_none() {
            self.texts.insert(piece.element, line.text.get(piece.range.clone())?.to_owned());
        }
        let text = self.texts.get_mut(&piece.element)?;
        let from = range.start.clamp(piece.range.start, piece.range.end) - piece.range.start;
        let to = range.end.clamp(piece.range.start, piece.range.end) - piece.range.start;
        text.replace_range(from..to.max(from), new);
        Some(())
    }

    /// Carries it out on the part it was made for. An element whose text is edited gets it as one piece of character
    /// data; no other token changes.
    pub fn apply(self, root: &mut Element<'_>) {
        self.step(root, &mut 0);
    }

    fn step(&self, element: &mut Element<'_>, next: &mut u32) {
        let at = *next;
        *next += 1;
        if let Some(text) = self.texts.get(&at) {
            element.children = vec![Node::Text(escape_text(text).into_owned().into())];
            if text.trim() != text.as_str() {
                element.set_attribute("xml:space", "preserve");
            }
            return;
        }
        let mut gone = Vec::new();
        for (index, child) in element.children.iter_mut().enumerate() {
            if let Node::Element(child) = child {
                if self.removed.binary_search(next).is_ok() {
                    gone.push(index);
                }
                self.step(child, next);
            }
        }
        for index in gone.into_iter().rev() {
            element.children.remove(index);
        }
    }
}
