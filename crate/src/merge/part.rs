//! A part as a row of tokens, with its tags cut out of its texts.
//!
//! ```text
//! <w:p><w:r><w:t>Kính gửi: {{te</w:t></w:r><w:r><w:t>n}}</w:t></w:r></w:p>
//! Open p · Open r · Text "Kính gửi: " Tag 0 · Close r · Close p
//! ```
//!
//! A tag that prints a value stays in the text it begins in. One that opens or closes something stands between two runs:
//! the run around it is cut in two, each with its format.

use std::borrow::Cow;
use std::ops::Range;

use super::blank;
use super::cut::cut;
use super::delimiters::Delimiters;
use super::expression::{Expression, Name};
use super::fields;
use super::gap::Gap;
use super::kind::Kind;
use super::names::Names;
use super::place::{Place, Story};
use super::scan::{Hit, Slip, scan};
use super::tag::{Tag, read};
use super::token::{Body, NONE, Piece, Text, Token, attribute};
use super::written::sibling;
use crate::docx::names::Vocabulary;
use crate::ordered;
use crate::to_list::ToList;
use crate::xml::{Document, Element, Node, Scope, escape_text};

/// A part in tokens.
#[derive(Debug)]
pub(super) struct Part<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    pub(super) tags: Vec<Found>,
    pub(super) slips: Vec<(Slip, Place, String)>,
    /// Tags where none is filled: in codes of fields and names of drawings.
    pub(super) unreached: Vec<(Place, String)>,
}

/// A tag and where it stands.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) tag: Tag,
    pub(super) written: String,
    pub(super) place: Place,
    /// The tag is all there is in its paragraph.
    pub(super) is_alone: bool,
    /// The text it is part of: each text box is one of its own.
    pub(super) flow: usize,
    pub(super) at: usize,
    /// What stood there, where it is a blank.
    pub(super) gap: Option<Gap>,
}

impl<'t> Part<'t> {
    /// Reads a part, with its blanks where these are given names.
    pub(super) fn read(
        document: &'t Document<'t>,
        story: Story,
        delimiters: &Delimiters,
        names: Option<&mut Names>,
    ) -> Part<'t> {
        let mut reader = Reader {
            part: Part { tokens: Vec::new(), tags: Vec::new(), slips: Vec::new(), unreached: Vec::new() },
            scope: Scope::new(Vocabulary::of),
            delimiters: delimiters.clone(),
            story,
            paragraphs: Vec::new(),
            counts: Counts::default(),
            flows: vec![0],
            flow: 0,
            repeated: 0,
            holders: Vec::new(),
            names: names.filter(|_| !matches!(story, Story::Properties | Story::Comments)),
        };
        reader.element(&document.root);
        let Reader { mut part, holders, .. } = reader;
        part.join();
        part.put_fields(&holders);
        let between: Vec<bool> = part
            .tags
            .iter()
            .map(|found| matches!(found.tag, Tag::Open(_) | Tag::Else(_) | Tag::Close(_)))
            .to_list();
        part.tokens = cut(&part.tokens, &between);
        part.join();
        part
    }

    /// Gives each token its parent and partner.
    fn join(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        self.tags.iter_mut().for_each(|found| found.at = NONE);
        for at in 0..self.tokens.len() {
            let closes = matches!(self.tokens.get(at).map(|token| &token.body), Some(Body::Close(..)));
            if closes && let Some(start) = open.pop() {
                if let Some(token) = self.tokens.get_mut(start) {
                    token.partner = at;
                }
                if let Some(token) = self.tokens.get_mut(at) {
                    token.partner = start;
                }
            }
            let parent = open.last().copied().unwrap_or(NONE);
            let Some(token) = self.tokens.get_mut(at) else { continue };
            token.parent = parent;
            match &token.body {
                Body::Open(..) => open.push(at),
                Body::Tag(tag) => {
                    if let Some(found) = self.tags.get_mut(*tag) {
                        found.at = at;
                    }
                }
                Body::Text(text) => {
                    for piece in text.pieces.iter().flatten() {
                        if let Piece::Tag(tag) = piece
                            && let Some(found) = self.tags.get_mut(*tag)
                        {
                            found.at = at;
                        }
                    }
                }
                Body::Close(..) | Body::Whole(..) | Body::Gone => {}
            }
        }
    }

    /// Puts tags in place of fields of Word that print values.
    fn put_fields(&mut self, holders: &[(usize, Place)]) {
        let placed = fields::find(&self.tokens);
        if placed.is_empty() {
            return;
        }
        let mut tokens = Vec::with_capacity(self.tokens.len());
        let mut at = 0;
        for field in placed {
            let before = holders.partition_point(|(open, _)| *open <= field.range.start);
            let Some((_, place)) = before.checked_sub(1).and_then(|before| holders.get(before)) else {
                continue;
            };
            tokens.extend(self.tokens.get(at..field.range.start).unwrap_or_default().iter().cloned());
            at = field.range.end;
            self.tags.push(Found {
                tag: Tag::Field(field.field.clone()),
                written: field.code.clone(),
                place: place.clone(),
                is_alone: false,
                flow: 0,
                at: NONE,
                gap: None,
            });
            tokens.extend(field.tokens(vec![Piece::Tag(self.tags.len() - 1)]));
        }
        tokens.extend(self.tokens.get(at..).unwrap_or_default().iter().cloned());
        self.tokens = tokens;
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        match self.tokens.get(at).map(|token| &token.body) {
            Some(Body::Open(_, kind) | Body::Close(_, kind) | Body::Whole(_, kind)) => *kind,
            Some(Body::Text(text)) => text.kind,
            _ => Kind::Other,
        }
    }

    pub(super) fn parent(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(NONE, |token| token.parent)
    }

    pub(super) fn partner(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(NONE, |token| token.partner)
    }
}

#[derive(Debug, Default, Clone)]
struct Counts {
    tables: u32,
    paragraphs: u32,
    /// Table, row, cell of each table around.
    around: Vec<(u32, u32, u32)>,
    boxes: u32,
}

/// A paragraph under way.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    /// Texts and signs: where they begin in `text`, and their tokens.
    pieces: Vec<(usize, usize)>,
    holds_objects: bool,
    holds_fields: bool,
    /// The token that opens it.
    open: usize,
    place: Option<Place>,
    /// Its tabs draw lines.
    is_led: bool,
}

struct Reader<'t, 'n> {
    part: Part<'t>,
    scope: Scope<'t, Vocabulary>,
    delimiters: Delimiters,
    story: Story,
    paragraphs: Vec<Lines>,
    counts: Counts,
    /// Texts under way: one in a text box is another.
    flows: Vec<usize>,
    flow: usize,
    /// How deep inside of what older programs show.
    repeated: usize,
    /// Paragraphs with fields of Word: the tokens that open them, in order, and where they are.
    holders: Vec<(usize, Place)>,
    /// The names of blanks; none where blanks are text.
    names: Option<&'n mut Names>,
}

impl<'t> Reader<'t, '_> {
    fn push(&mut self, body: Body<'t>) -> usize {
        self.part.tokens.push(Token { body, parent: NONE, partner: NONE });
        self.part.tokens.len() - 1
    }

    fn node(&mut self, node: &'t Node<'t>) {
        match node {
            Node::Element(element) => self.element_of(node, element),
            Node::Text(_) | Node::CData(_) | Node::Comment(_) | Node::Instruction(_) => {
                self.push(Body::Whole(node, Kind::Quiet));
            }
        }
    }

    fn element_of(&mut self, node: &'t Node<'t>, element: &'t Element<'t>) {
        self.scope.enter(element);
        let vocabulary = self.scope.of_element(element.name());
        self.scope.leave();
        let mut kind = Kind::of(vocabulary, element.local_name());
        if self.story == Story::Properties
            && !element.children.is_empty()
            && element.elements().next().is_none()
        {
            kind = Kind::Leaf;
        }
        if kind == Kind::Fallback {
            self.repeated += 1;
        }
        self.look_for_unreached(element, kind);
        match kind {
            Kind::Text | Kind::DrawnText if element.elements().next().is_none() => {
                let at =
                    self.push(Body::Text(Text { element: Some(Cow::Borrowed(element)), kind, pieces: None }));
                self.letters(at, &element.text());
            }
            Kind::Leaf => self.leaf(element),
            _ if kind.is_closed() || element.children.is_empty() => {
                let at = self.push(Body::Whole(node, kind));
                if let Some(sign) = kind.sign() {
                    self.letters(at, sign);
                }
                if kind.is_seen()
                    && let Some(lines) = self.paragraphs.last_mut()
                {
                    lines.holds_objects = true;
                    lines.holds_fields |= kind == Kind::FieldCharacter;
                }
            }
            _ => self.element(element),
        }
        if kind == Kind::Fallback {
            self.repeated -= 1;
        }
    }

    /// Keeps tags that stand where nothing is filled, to be told of.
    fn look_for_unreached(&mut self, element: &Element<'_>, kind: Kind) {
        let (start, end) = (self.delimiters.start(), self.delimiters.end());
        let holds = |text: &str| {
            text.find(start)
                .is_some_and(|at| text.get(at + start.len()..).is_some_and(|rest| rest.contains(end)))
        };
        let found = match kind {
            Kind::FieldCode => Some(element.text()).filter(|text| holds(text)),
            Kind::DrawingName | Kind::SimpleField => element
                .attributes()
                .map(|attribute| attribute.value().into_owned())
                .find(|value| holds(value)),
            _ => None,
        };
        if let Some(text) = found
            && let Some(place) = self.paragraphs.last().and_then(|lines| lines.place.clone())
            && !place.is_repeated
        {
            self.part.unreached.push((place, text));
        }
    }

    fn letters(&mut self, token: usize, text: &str) {
        if let Some(lines) = self.paragraphs.last_mut() {
            lines.pieces.push((lines.text.len(), token));
            lines.text.push_str(text);
        }
    }

    fn leaf(&mut self, element: &'t Element<'t>) {
        self.push(Body::Open(element, Kind::Leaf));
        self.begin_paragraph();
        let at = self.push(Body::Text(Text { element: None, kind: Kind::Leaf, pieces: None }));
        self.letters(at, &element.text());
        self.end_paragraph();
        let changed = matches!(self.part.tokens.get(at).map(|token| &token.body), Some(Body::Text(text)) if text.pieces.is_some());
        if !changed {
            self.part.tokens.truncate(at);
            for child in &element.children {
                self.push(Body::Whole(child, Kind::Quiet));
            }
        }
        self.push(Body::Close(element, Kind::Leaf));
    }

    /// An element that other elements are looked for in.
    fn element(&mut self, element: &'t Element<'t>) {
        self.scope.enter(element);
        let kind = Kind::of(self.scope.of_element(element.name()), element.local_name());
        self.push(Body::Open(element, kind));
        if kind.is_seen()
            && let Some(lines) = self.paragraphs.last_mut()
        {
            lines.holds_objects = true;
            lines.holds_fields |= kind == Kind::SimpleField;
        }
        match kind {
            Kind::Paragraph | Kind::DrawnParagraph => {
                self.begin_paragraph();
                if let Some(lines) = self.paragraphs.last_mut() {
                    lines.is_led = is_led(element);
                }
            }
            Kind::Table => {
                self.counts.tables += u32::from(self.counts.around.is_empty());
                self.counts.around.push((self.counts.tables, 0, 0));
            }
            Kind::Row => {
                if let Some((_, row, cell)) = self.counts.around.last_mut() {
                    (*row, *cell) = (*row + 1, 0);
                }
            }
            Kind::Cell => {
                if let Some((_, _, cell)) = self.counts.around.last_mut() {
                    *cell += 1;
                }
            }
            Kind::TextBox => {
                if let Some(lines) = self.paragraphs.last_mut() {
                    lines.holds_objects = true;
                }
                self.counts.boxes += 1;
                self.flow += 1;
                self.flows.push(self.flow);
            }
            _ => {}
        }
        for child in &element.children {
            self.node(child);
        }
        match kind {
            Kind::Paragraph | Kind::DrawnParagraph => self.end_paragraph(),
            Kind::Table => {
                self.counts.around.pop();
            }
            Kind::TextBox => {
                self.counts.boxes -= 1;
                self.flows.pop();
            }
            _ => {}
        }
        self.push(Body::Close(element, kind));
        self.scope.leave();
    }

    fn begin_paragraph(&mut self) {
        if self.paragraphs.is_empty() {
            self.counts.paragraphs += 1;
        }
        let place = Place {
            story: self.story,
            cell: self.counts.around.first().copied(),
            paragraph: self.counts.paragraphs,
            in_box: self.counts.boxes > 0,
            is_repeated: self.repeated > 0,
            text: "".into(),
        };
        let open = self.part.tokens.len().saturating_sub(1);
        self.paragraphs.push(Lines { place: Some(place), open, ..Lines::default() });
    }

    fn end_paragraph(&mut self) {
        let Some(Lines { text, pieces, holds_objects, holds_fields, open, place: Some(place), is_led }) =
            self.paragraphs.pop()
        else {
            return;
        };
        let place = Place { text: text.as_str().into(), ..place };
        if holds_fields {
            let at = self.holders.partition_point(|(known, _)| *known < open);
            self.holders.insert(at, (open, place.clone()));
        }
        let (hits, slips) = scan(&text, &mut self.delimiters);
        let mut blanks = Vec::new();
        if let Some(names) = self.names.as_deref_mut().filter(|_| slips.is_empty()) {
            blanks = blank::find(&text, is_led && !holds_fields);
            blanks.retain(|blank| {
                let is_over =
                    |hit: &Hit| hit.whole.start < blank.range.end && blank.range.start < hit.whole.end;
                !hits.iter().any(is_over)
            });
            names.give(&place, &text, &mut blanks);
        }
        if hits.is_empty() && slips.is_empty() && blanks.is_empty() {
            return;
        }
        for (slip, range) in slips {
            self.part.slips.push((slip, place.clone(), text.get(range).unwrap_or_default().to_owned()));
        }
        let flow = self.flows.last().copied().unwrap_or_default();
        let first = self.part.tags.len();
        let mut spots: Vec<(Range<usize>, Found)> = Vec::with_capacity(hits.len() + blanks.len());
        for hit in &hits {
            let rest = [text.get(..hit.whole.start), text.get(hit.whole.end..)];
            let is_alone = hits.len() == 1
                && !holds_objects
                && rest.into_iter().flatten().all(|rest| rest.trim().is_empty());
            let found = Found {
                tag: read(text.get(hit.inner.clone()).unwrap_or_default(), hit.form),
                written: text.get(hit.whole.clone()).unwrap_or_default().to_owned(),
                place: place.clone(),
                is_alone,
                flow,
                at: NONE,
                gap: None,
            };
            spots.push((hit.whole.clone(), found));
        }
        for blank in blanks {
            let written = text.get(blank.range.clone()).unwrap_or_default().to_owned();
            let found = Found {
                tag: Tag::Value(Expression::Name(Name::new(&blank.name))),
                written: if blank.label.is_empty() { written.clone() } else { blank.label.clone() },
                place: place.clone(),
                is_alone: false,
                flow,
                at: NONE,
                gap: Some(Gap::new(&blank, written)),
            };
            spots.push((blank.range, found));
        }
        ordered::sort_by_key(&mut spots, |(range, _)| range.start);
        let (spots, found): (Vec<Range<usize>>, Vec<Found>) = spots.into_iter().unzip();
        self.part.tags.extend(found);
        let mut hits = spots.iter().zip(first..).peekable();
        for (index, &(start, token)) in pieces.iter().enumerate() {
            let end = pieces.get(index + 1).map_or(text.len(), |(next, _)| *next);
            let mut cut: Vec<Piece> = Vec::new();
            let mut at = start;
            let mut touched = false;
            let write = |cut: &mut Vec<Piece>, from: usize, to: usize| {
                if let Some(piece) = text.get(from..to).filter(|piece| !piece.is_empty()) {
                    cut.push(Piece::Written(escape_text(piece).into_owned()));
                }
            };
            while let Some((hit, tag)) = hits.peek().filter(|(hit, _)| hit.start < end) {
                touched = true;
                if hit.start >= start {
                    write(&mut cut, at, hit.start);
                    cut.push(Piece::Tag(*tag));
                }
                at = hit.end.min(end).max(start);
                if hit.end > end {
                    break;
                }
                hits.next();
            }
            write(&mut cut, at, end);
            let Some(token) = self.part.tokens.get_mut(token).filter(|_| touched) else { continue };
            match &mut token.body {
                Body::Text(text) => text.pieces = Some(cut),
                // A tab that a blank begins with gives way to a text.
                Body::Whole(Node::Element(tab), Kind::Tab)
                    if cut.iter().any(|piece| matches!(piece, Piece::Tag(_))) =>
                {
                    let mut element = Element::new("");
                    element.rename(&sibling(tab, "t"));
                    let element = Some(Cow::Owned(element));
                    token.body = Body::Text(Text { element, kind: Kind::Text, pieces: Some(cut) });
                }
                // A break or a tab within a tag.
                body => *body = Body::Gone,
            }
        }
    }
}

/// All tab stops of a paragraph draw lines up to them.
fn is_led(paragraph: &Element<'_>) -> bool {
    let child = |of: &Element<'_>, local: &str| -> Option<usize> {
        of.elements().position(|element| element.local_name() == local)
    };
    let Some(properties) = child(paragraph, "pPr").and_then(|at| paragraph.elements().nth(at)) else {
        return false;
    };
    let Some(tabs) = child(properties, "tabs").and_then(|at| properties.elements().nth(at)) else {
        return false;
    };
    let mut stops = tabs
        .elements()
        .filter(|stop| attribute(stop, "val").is_none_or(|kind| !matches!(&*kind, "clear" | "bar")))
        .peekable();
    let draws = |stop: &Element<'_>| attribute(stop, "leader").is_some_and(|leader| leader != "none");
    stops.peek().is_some() && stops.all(draws)
}
