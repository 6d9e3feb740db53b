//! Other text in a part, where it stands.

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

use super::line::{Kind, Line, Piece, line_of};
use crate::docx::read::Anchor;
use crate::ordered::{self, OrderedMap};
use crate::to_list::ToList;
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
    unwrapped: Vec<u32>,
    joined: Vec<u32>,
    /// Runs of which nothing is left go as well.
    drops_runs: bool,
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
    let mut ordered: Vec<(usize, &Edit)> = edits.iter().enumerate().to_list();
    // From the end of a line to its beginning, so that places before an edit keep their offsets.
    ordered::sort_by_key(&mut ordered, |(at, edit)| {
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

    /// What both do; where both give an element other text, this one does.
    #[must_use]
    pub fn and(mut self, other: Patch) -> Patch {
        for (element, text) in other.texts.iter() {
            if self.texts.get(element).is_none() {
                self.texts.insert(*element, text.clone());
            }
        }
        self.removed.extend(other.removed);
        self.unwrapped.extend(other.unwrapped);
        self.joined.extend(other.joined);
        self.drops_runs |= other.drops_runs;
        self
    }

    /// It, and runs it leaves nothing of go with what was in them.
    #[must_use]
    pub fn without_empty_runs(mut self) -> Patch {
        self.drops_runs = true;
        self
    }

    /// Takes an element out, with what is in it.
    pub fn remove(&mut self, element: u32) {
        self.removed.push(element);
    }

    /// Puts what is in an element in its place.
    pub fn unwrap(&mut self, element: u32) {
        self.unwrapped.push(element);
    }

    /// Takes away the end of a paragraph: what is in it begins the next one beside it, and stays where there is none.
    pub fn join(&mut self, paragraph: u32) {
        self.joined.push(paragraph);
    }

    /// It changes nothing.
    pub fn is_empty(&self) -> bool {
        self.texts.iter().next().is_none()
            && [&self.removed, &self.unwrapped, &self.joined].into_iter().all(Vec::is_empty)
    }

    /// The elements it gives other text.
    pub fn written(&self) -> impl Iterator<Item = u32> + '_ {
        self.texts.iter().map(|(element, _)| *element)
    }

    /// Carries it out on the part it was made for. An element whose text is edited gets it as one piece of character
    /// data; no other token changes.
    pub fn apply(mut self, root: &mut Element<'_>) {
        for list in [&mut self.removed, &mut self.unwrapped, &mut self.joined] {
            ordered::sort(list);
        }
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
        let mut fates: Vec<Fate> = Vec::new();
        for child in &mut element.children {
            let fate = match child {
                Node::Element(child) => {
                    let fate = self.fate(*next);
                    let had_content = self.drops_runs && has_content(child);
                    self.step(child, next);
                    if had_content && !has_content(child) { Fate::Goes } else { fate }
                }
                _ => Fate::Stays,
            };
            fates.push(fate);
        }
        if fates.iter().all(|fate| *fate == Fate::Stays) {
            return;
        }
        let mut children = Rest::default();
        for (child, fate) in std::mem::take(&mut element.children).into_iter().zip(fates) {
            children.take(child, fate);
        }
        element.children = children.finish();
    }

    fn fate(&self, element: u32) -> Fate {
        let is_in = |list: &Vec<u32>| list.binary_search(&element).is_ok();
        match element {
            _ if is_in(&self.removed) => Fate::Goes,
            _ if is_in(&self.unwrapped) => Fate::Opens,
            _ if is_in(&self.joined) => Fate::Joins,
            _ => Fate::Stays,
        }
    }
}

/// It is a run with something in it.
fn has_content(element: &Element<'_>) -> bool {
    element.local_name() == "r" && element.elements().any(|child| child.local_name() != "rPr")
}

/// What becomes of a child of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
    Opens,
    Joins,
}

/// The children of an element that are left.
#[derive(Default)]
struct Rest<'a> {
    nodes: Vec<Node<'a>>,
    /// A paragraph without an end, and the content of all such before the next one.
    ending: Option<(Element<'a>, Vec<Node<'a>>)>,
}

impl<'a> Rest<'a> {
    fn take(&mut self, node: Node<'a>, fate: Fate) {
        match (node, fate) {
            (_, Fate::Goes) => {}
            (Node::Element(element), Fate::Opens) => self.nodes.extend(element.children),
            (Node::Element(mut paragraph), Fate::Joins) => {
                let (own, content) = parted(std::mem::take(&mut paragraph.children));
                paragraph.children = own;
                let before = self.ending.take().map(|(_, before)| before);
                let mut all = before.unwrap_or_default();
                all.extend(content);
                self.ending = Some((paragraph, all));
            }
            (Node::Element(mut next), _) => {
                if next.local_name() == "p"
                    && let Some((_, before)) = self.ending.take()
                {
                    let (own, content) = parted(std::mem::take(&mut next.children));
                    next.children = own.into_iter().chain(before).chain(content).to_list();
                } else if matches!(next.local_name(), "tbl" | "sdt" | "sectPr") {
                    self.close();
                }
                self.nodes.push(Node::Element(next));
            }
            (node, _) => self.nodes.push(node),
        }
    }

    /// No paragraph is next.
    fn close(&mut self) {
        if let Some((mut paragraph, content)) = self.ending.take() {
            paragraph.children.extend(content);
            self.nodes.push(Node::Element(paragraph));
        }
    }

    fn finish(mut self) -> Vec<Node<'a>> {
        self.close();
        self.nodes
    }
}

/// The properties of a paragraph, and what is in it.
fn parted(children: Vec<Node<'_>>) -> (Vec<Node<'_>>, Vec<Node<'_>>) {
    children
        .into_iter()
        .partition(|node| matches!(node, Node::Element(element) if element.local_name() == "pPr"))
}
