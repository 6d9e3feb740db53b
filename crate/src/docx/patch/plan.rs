//! Other looks and other letters in a part, as they are or as tracked changes.

use std::borrow::Cow;
use std::ops::Range;

use super::property::{Property, insert, properties, qualified};
use crate::docx::read::Anchor;
use crate::ordered;
use crate::pool::Keyed;
use crate::to_list::ToList;
use crate::xml::{Element, Node, escape_text};

/// Who makes tracked changes, and when.
#[derive(Debug, Clone)]
pub struct Tracking {
    /// The author of the changes.
    pub author: String,
    /// When, as the schema writes it: `2026-11-23T00:00:00Z`.
    pub date: String,
    /// The id of the next change: no other has it or a higher one.
    pub next: u32,
}

/// What is done with letters.
#[derive(Debug, Clone)]
enum Act {
    /// They get another look.
    Look(Property),
    /// Others stand there.
    Text(String),
}

#[derive(Debug, Clone)]
struct Deed {
    range: Range<u32>,
    act: Act,
    /// The comment that says why.
    comment: Option<u32>,
}

/// What becomes of a part. Elements are counted as [`Anchor::element`] counts them.
///
/// Carried out, it leaves every token as it is but those of the runs, paragraphs and sections it names. A run of which
/// only some letters are named is parted.
#[derive(Debug, Default)]
pub struct Plan {
    deeds: Keyed<u32, Vec<Deed>>,
    /// Properties of paragraphs and sections, by their elements.
    properties: Keyed<u32, Vec<Property>>,
    /// Looks of all letters in a paragraph.
    runs: Keyed<u32, Vec<Property>>,
    /// Comments on whole paragraphs.
    comments: Keyed<u32, Vec<u32>>,
}

impl Plan {
    /// Gives letters another look, with the comment of an id at their beginning.
    pub fn look(&mut self, anchors: &[Anchor], property: &Property, mut comment: Option<u32>) {
        for anchor in anchors {
            let act = Act::Look(property.clone());
            self.deed(anchor, Deed { range: anchor.range.clone(), act, comment: comment.take() });
        }
    }

    /// Puts text in place of letters, into the first element of them that holds text. Nothing is done where a part of them is
    /// replaced already.
    pub fn text(&mut self, anchors: &[Anchor], text: &str, mut comment: Option<u32>) {
        let is_free = |anchor: &Anchor| {
            let known = self.deeds.get(&anchor.element).into_iter().flatten();
            let mut texts = known.filter(|deed| matches!(deed.act, Act::Text(_)));
            !texts.any(|deed| deed.range.start < anchor.range.end && anchor.range.start < deed.range.end)
        };
        if !anchors.iter().all(is_free) {
            return;
        }
        let written = anchors.iter().position(|anchor| !anchor.range.is_empty()).unwrap_or_default();
        for (at, anchor) in anchors.iter().enumerate() {
            let act = Act::Text(if at == written { text.to_owned() } else { String::new() });
            self.deed(anchor, Deed { range: anchor.range.clone(), act, comment: comment.take() });
        }
    }

    /// Gives a paragraph or a section, by its element, another property.
    pub fn set(&mut self, element: u32, property: Property) {
        self.properties.entry(&element).push(property);
    }

    /// Gives all letters of a paragraph another look.
    pub fn look_of_paragraph(&mut self, paragraph: u32, property: Property) {
        self.runs.entry(&paragraph).push(property);
    }

    /// Puts a comment on a paragraph.
    pub fn comment(&mut self, paragraph: u32, id: u32) {
        self.comments.entry(&paragraph).push(id);
    }

    fn deed(&mut self, anchor: &Anchor, deed: Deed) {
        self.deeds.entry(&anchor.element).push(deed);
    }

    /// Carries it out on the part it was made for; as tracked changes where somebody tracks them.
    pub fn apply(&self, root: &mut Element<'_>, tracking: Option<&mut Tracking>) {
        let mut work = Work { plan: self, tracking, next: 0, inherited: Vec::new() };
        work.step(root);
    }
}

/// A plan under way.
struct Work<'p, 't> {
    plan: &'p Plan,
    tracking: Option<&'t mut Tracking>,
    /// The number of the next element.
    next: u32,
    /// The looks of all letters where the walk is.
    inherited: Vec<Property>,
}

/// Letters of a run that have one fate.
#[derive(Clone)]
struct Piece<'a> {
    looks: Vec<Property>,
    kind: Kind,
    content: Vec<Node<'a>>,
    comments: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Stays,
    Goes,
    Comes,
}

impl Work<'_, '_> {
    fn step(&mut self, element: &mut Element<'_>) {
        let at = self.next;
        self.next += 1;
        let depth = self.inherited.len();
        self.inherited.extend(self.plan.runs.get(&at).into_iter().flatten().cloned());
        let mut children = Vec::with_capacity(element.children.len());
        for child in std::mem::take(&mut element.children) {
            match child {
                Node::Element(child) if child.local_name() == "r" => self.run(child, &mut children),
                Node::Element(mut child) => {
                    self.step(&mut child);
                    children.push(Node::Element(child));
                }
                other => children.push(other),
            }
        }
        element.children = children;
        self.inherited.truncate(depth);
        if let Some(set) = self.plan.properties.get(&at) {
            self.set(element, set);
        }
        for id in self.plan.comments.get(&at).into_iter().flatten() {
            let prefix = element.prefix().to_owned();
            element.push(reference(&prefix, *id));
        }
    }

    /// Sets properties of a paragraph or a section.
    fn set(&mut self, element: &mut Element<'_>, all: &[Property]) {
        if element.local_name() == "sectPr" {
            let old = element.clone();
            all.iter().for_each(|property| property.set(element));
            let base = |child: &Element<'_>| {
                !matches!(child.local_name(), "headerReference" | "footerReference" | "sectPrChange")
            };
            self.remember(element, old, base);
            return;
        }
        let had = element.elements().find(|child| child.local_name() == "pPr").cloned();
        let Some(own) = properties(element, "pPr") else { return };
        all.iter().for_each(|property| property.set(own));
        let mut old = had.unwrap_or_else(|| Element::new(""));
        old.rename(&qualified(own.prefix(), "pPr"));
        self.remember(own, old, |child| !matches!(child.local_name(), "rPr" | "sectPr" | "pPrChange"));
    }

    /// Where changes are tracked, notes what properties were before; what is noted already stays.
    fn remember<'a>(
        &mut self,
        properties: &mut Element<'a>,
        mut old: Element<'a>,
        is_kept: impl Fn(&Element<'_>) -> bool,
    ) {
        let local = properties.local_name().to_owned();
        let name = format!("{local}Change");
        if self.tracking.is_none() || properties.elements().any(|child| child.local_name() == name) {
            return;
        }
        old.retain_elements(is_kept);
        let Some(mut change) = self.mark(properties.prefix(), &name) else { return };
        change.push(old);
        insert(properties, &local, change);
    }

    /// An element that says who changed something, and when.
    fn mark<'a>(&mut self, prefix: &str, local: &str) -> Option<Element<'a>> {
        let tracking = self.tracking.as_deref_mut()?;
        let mut mark = Element::new("");
        mark.rename(&qualified(prefix, local));
        mark.set_attribute(&qualified(prefix, "id"), &tracking.next.to_string());
        mark.set_attribute(&qualified(prefix, "author"), &tracking.author);
        mark.set_attribute(&qualified(prefix, "date"), &tracking.date);
        tracking.next = tracking.next.saturating_add(1);
        Some(mark)
    }

    /// A run, parted where only some of its letters are meant.
    fn run<'a>(&mut self, mut run: Element<'a>, into: &mut Vec<Node<'a>>) {
        self.next += 1;
        let mut children: Vec<(u32, Node<'a>)> = Vec::with_capacity(run.children.len());
        for child in std::mem::take(&mut run.children) {
            let at = self.next;
            children.push(match child {
                Node::Element(mut child) => {
                    self.step(&mut child);
                    (at, Node::Element(child))
                }
                other => (u32::MAX, other),
            });
        }
        let is_touched = |(at, _): &(u32, Node<'a>)| self.plan.deeds.get(at).is_some();
        if self.inherited.is_empty() && !children.iter().any(is_touched) {
            run.children = children.into_iter().map(|(_, child)| child).to_list();
            into.push(Node::Element(run));
            return;
        }
        let mut own = None;
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        for (at, child) in children {
            match child {
                Node::Element(child) if child.local_name() == "rPr" && own.is_none() => own = Some(child),
                Node::Element(child) if self.plan.deeds.get(&at).is_some() => {
                    let deeds = self.plan.deeds.get(&at).into_iter().flatten();
                    let parts = self.parted(&child, &deeds.to_list());
                    parts.into_iter().for_each(|piece| add(&mut pieces, piece));
                }
                child => add(&mut pieces, self.piece(Kind::Stays, child)),
            }
        }
        for piece in pieces {
            self.write(&run, own.as_ref(), piece, into);
        }
    }

    fn piece<'a>(&self, kind: Kind, node: Node<'a>) -> Piece<'a> {
        Piece { looks: self.inherited.clone(), kind, content: vec![node], comments: Vec::new() }
    }

    /// Parts an element of a run by what is done with its letters.
    fn parted<'a>(&self, child: &Element<'a>, deeds: &[&Deed]) -> Vec<Piece<'a>> {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let is_text = child.local_name() == "t" && child.elements().next().is_none();
        let letters: Vec<char> = if is_text { child.text().chars().to_list() } else { Vec::new() };
        let end = u32::try_from(letters.len()).unwrap_or(u32::MAX);
        if !is_text {
            let goes = deeds.iter().any(|deed| matches!(deed.act, Act::Text(_)));
            let mut piece =
                self.piece(if goes { Kind::Goes } else { Kind::Stays }, Node::Element(child.clone()));
            for deed in deeds {
                if let Act::Look(property) = &deed.act {
                    piece.looks.push(property.clone());
                }
                piece.comments.extend(deed.comment);
            }
            if !(goes && self.tracking.is_none()) {
                pieces.push(piece);
            }
            return pieces;
        }
        let mut cuts: Vec<u32> =
            deeds.iter().flat_map(|deed| [deed.range.start.min(end), deed.range.end.min(end)]).to_list();
        cuts.extend([0, end]);
        ordered::sort(&mut cuts);
        cuts.dedup();
        for (from, until) in cuts.iter().zip(cuts.iter().skip(1)) {
            let here = deeds.iter().filter(|deed| deed.range.start <= *from && *until <= deed.range.end);
            let mut piece = Piece {
                looks: self.inherited.clone(),
                kind: Kind::Stays,
                content: Vec::new(),
                comments: Vec::new(),
            };
            let mut comes = None;
            for deed in here {
                match &deed.act {
                    Act::Look(property) => piece.looks.push(property.clone()),
                    Act::Text(text) => {
                        piece.kind = Kind::Goes;
                        comes = comes.or(Some(text).filter(|_| deed.range.start == *from));
                    }
                }
                if deed.range.start == *from {
                    piece.comments.extend(deed.comment);
                }
            }
            let stretch = letters.get(*from as usize..*until as usize).unwrap_or_default();
            let text: String = stretch.iter().collect();
            let new = comes.filter(|text| !text.is_empty());
            let new = new.map(|text| Piece {
                kind: if self.tracking.is_some() { Kind::Comes } else { Kind::Stays },
                content: vec![Node::Element(texted(child, text, false))],
                ..piece.clone()
            });
            if piece.kind == Kind::Stays || self.tracking.is_some() {
                let gone = piece.kind == Kind::Goes;
                piece.content = vec![Node::Element(texted(child, &text, gone))];
                if new.is_some() {
                    piece.comments.clear();
                }
                join(&mut pieces, piece);
            }
            if let Some(new) = new {
                join(&mut pieces, new);
            }
        }
        let texts = pieces.iter_mut().flat_map(|piece| &mut piece.content);
        texts.filter_map(Node::as_element_mut).for_each(keep_spaces);
        pieces
    }

    /// Writes a piece as a run of its own.
    fn write<'a>(
        &mut self,
        run: &Element<'a>,
        own: Option<&Element<'a>>,
        piece: Piece<'a>,
        into: &mut Vec<Node<'a>>,
    ) {
        let prefix = run.prefix().to_owned();
        let mut written = run.clone();
        written.children = own.cloned().map(Node::Element).into_iter().to_list();
        written.children.extend(piece.content);
        if !piece.looks.is_empty()
            && let Some(own_now) = properties(&mut written, "rPr")
        {
            piece.looks.iter().for_each(|look| look.set(own_now));
            let mut old = own.cloned().unwrap_or_else(|| Element::new(""));
            old.rename(&qualified(&prefix, "rPr"));
            self.remember(own_now, old, |child| child.local_name() != "rPrChange");
        }
        for id in &piece.comments {
            into.push(range(&prefix, "commentRangeStart", *id).into());
        }
        let mark = match piece.kind {
            Kind::Stays => None,
            Kind::Goes => self.mark(&prefix, "del"),
            Kind::Comes => self.mark(&prefix, "ins"),
        };
        into.push(Node::Element(match mark {
            Some(mark) => mark.with_child(written),
            None => written,
        }));
        for id in &piece.comments {
            into.push(range(&prefix, "commentRangeEnd", *id).into());
            into.push(reference(&prefix, *id).into());
        }
    }
}

impl Piece<'_> {
    /// Another right behind it goes into the same run.
    fn goes_on(&self, next: &Piece<'_>) -> bool {
        self.kind == next.kind
            && self.looks == next.looks
            && self.comments.is_empty()
            && next.comments.is_empty()
    }
}

/// Adds a piece, to the last one where both have one fate.
fn add<'a>(pieces: &mut Vec<Piece<'a>>, piece: Piece<'a>) {
    match pieces.last_mut().filter(|last| last.goes_on(&piece)) {
        Some(last) => last.content.extend(piece.content),
        None => pieces.push(piece),
    }
}

/// The same for pieces of one element: their text becomes one element again.
fn join<'a>(pieces: &mut Vec<Piece<'a>>, piece: Piece<'a>) {
    let last = pieces.last_mut().filter(|last| last.goes_on(&piece));
    let content = last.and_then(|last| last.content.last_mut()).and_then(Node::as_element_mut);
    match (content, piece.content.first().and_then(Node::as_element)) {
        (Some(content), Some(more)) => {
            let text = content.text() + &more.text();
            set_text(content, &text);
        }
        _ => pieces.push(piece),
    }
}

/// An element of text like another, with other text.
fn texted<'a>(like: &Element<'a>, text: &str, is_deleted: bool) -> Element<'a> {
    let mut element = like.clone();
    if is_deleted {
        let name = qualified(like.prefix(), "delText");
        element.rename(&name);
    }
    if like.text() != text || is_deleted {
        set_text(&mut element, text);
    }
    element
}

fn set_text(element: &mut Element<'_>, text: &str) {
    element.children = vec![Node::Text(Cow::Owned(escape_text(text).into_owned()))];
}

/// Spaces at either end of a text count only where its element says so.
fn keep_spaces(element: &mut Element<'_>) {
    let text = element.text();
    if text.trim() != text && element.attribute("xml:space").is_none() {
        element.set_attribute("xml:space", "preserve");
    }
}

fn range<'a>(prefix: &str, local: &str, id: u32) -> Element<'a> {
    let mut element = Element::new("");
    element.rename(&qualified(prefix, local));
    element.set_attribute(&qualified(prefix, "id"), &id.to_string());
    element
}

/// The run that shows a comment.
fn reference<'a>(prefix: &str, id: u32) -> Element<'a> {
    let mut run = Element::new("");
    run.rename(&qualified(prefix, "r"));
    run.with_child(range(prefix, "commentReference", id))
}
