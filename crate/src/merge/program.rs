//! A part made ready to be written: what stays as it is, what is printed, and what prints how often.

use super::block::Block;
use super::expression::Name;
use super::kind::Kind;
use super::part::Part;
use super::step::{Branch, Container, Frame, Print, Repeat, Source, Step, copied, numbered, raw, stood};
use super::tag::{Sort, Tag};
use super::token::{Body, NONE, Piece, Text, attribute};
use super::written::{bare, sibling, start, underlined, written};
use crate::ordered;
use crate::to_list::ToList;
use crate::xml::{Element, Node};

/// The steps that write a part.
pub(super) fn build(part: &Part<'_>, blocks: &[Block]) -> Vec<Step> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); blocks.len() + 1];
    for (index, block) in blocks.iter().enumerate() {
        if block.shape.is_void {
            continue;
        }
        if let Some(list) = children.get_mut(block.parent.map_or(0, |parent| parent + 1)) {
            list.push(index);
        }
    }
    for list in &mut children {
        ordered::sort_by_key(list, |index| blocks.get(*index).map_or(0, |block| block.shape.outer.start));
    }
    let mut moving = Vec::with_capacity(part.tokens.len() + 1);
    let mut count = 0_u32;
    for token in &part.tokens {
        moving.push(count);
        count += u32::from(match &token.body {
            Body::Tag(_) => true,
            Body::Text(text) => text.pieces.is_some(),
            _ => false,
        });
    }
    moving.push(count);
    let has_fields = part.tags.iter().any(|found| matches!(found.tag, Tag::Field(_)));
    let (ends, lifted) = lift(part, blocks);
    let builder = Builder { part, blocks, children, moving, has_fields, ends, lifted };
    let mut cursor = Cursor { list: builder.children.first().map_or(&[], Vec::as_slice), next: 0 };
    builder.steps(0, part.tokens.len(), &mut cursor, false)
}

/// Ends of ranges to be written before the blocks they are in.
fn lift(part: &Part<'_>, blocks: &[Block]) -> (Vec<Vec<usize>>, Vec<bool>) {
    // What a range is, with its number, and the tokens of its ends.
    let mut marks: Vec<(usize, String)> = Vec::new();
    for (at, token) in part.tokens.iter().enumerate() {
        if let Body::Whole(Node::Element(element), Kind::Mark) = &token.body {
            let of = element.local_name().trim_end_matches("Start").trim_end_matches("End");
            marks.push((at, format!("{of} {}", attribute(element, "id").unwrap_or_default())));
        }
    }
    let mut ranges: Vec<(&str, usize)> = marks.iter().map(|(at, key)| (key.as_str(), *at)).to_list();
    ordered::sort(&mut ranges);
    let mut ends = vec![Vec::new(); blocks.len()];
    let mut lifted = vec![false; if marks.is_empty() { 0 } else { part.tokens.len() }];
    for (block, list) in blocks.iter().zip(&mut ends) {
        for body in block.shape.bodies.iter().filter(|_| !block.shape.is_void) {
            let first = marks.partition_point(|(at, _)| *at < body.start);
            let inside = marks.iter().skip(first).take_while(|(at, _)| *at < body.end);
            for (at, key) in inside {
                let from = ranges.partition_point(|(of, _)| *of < key.as_str());
                let is_cut = ranges
                    .iter()
                    .skip(from)
                    .take_while(|(of, _)| *of == key.as_str())
                    .any(|(_, other)| !body.contains(other));
                if let Some(is_lifted) = lifted.get_mut(*at).filter(|is_lifted| is_cut && !**is_lifted) {
                    *is_lifted = true;
                    list.push(*at);
                }
            }
        }
    }
    (ends, lifted)
}

/// Word takes it for damage when its last is no paragraph: a cell, a text box, a header, a note; the body ends otherwise.
fn ends_with_paragraph(element: &Element<'_>, kind: Kind) -> bool {
    kind.holds_blocks() && element.local_name() != "body"
}

struct Builder<'b, 't> {
    part: &'b Part<'t>,
    blocks: &'b [Block],
    /// The blocks in each block, those in none first.
    children: Vec<Vec<usize>>,
    /// How many tokens that print something there are before each.
    moving: Vec<u32>,
    /// Fields of Word are among its tags.
    has_fields: bool,
    /// Ends of ranges whose other end is not in the block they are in, by block: they stand before it, so that each is
    /// there once whatever is printed. And of each token whether it is one.
    ends: Vec<Vec<usize>>,
    lifted: Vec<bool>,
}

/// The blocks still to come.
struct Cursor<'b> {
    list: &'b [usize],
    next: usize,
}

impl<'b, 't> Builder<'b, 't> {
    fn moves(&self, from: usize, to: usize) -> bool {
        let at = |index: usize| self.moving.get(index).or(self.moving.last()).copied().unwrap_or(0);
        at(to) > at(from)
    }

    fn block(&self, cursor: &Cursor<'_>, ahead: usize) -> Option<&'b Block> {
        self.blocks.get(*cursor.list.get(cursor.next + ahead)?)
    }

    fn steps(&self, from: usize, to: usize, cursor: &mut Cursor<'b>, in_loop: bool) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = from;
        while at < to {
            while self.block(cursor, 0).is_some_and(|block| block.shape.outer.start < at) {
                cursor.next += 1;
            }
            if let Some(block) = self.block(cursor, 0)
                && block.shape.outer.start == at
            {
                let index = cursor.list.get(cursor.next).copied().unwrap_or(0);
                cursor.next += 1;
                self.repeat(block, index, in_loop, &mut steps);
                if block.shape.outer.end > at {
                    at = block.shape.outer.end;
                    continue;
                }
            }
            let Some(token) = self.part.tokens.get(at) else { break };
            match &token.body {
                Body::Open(element, kind) if self.contains(at, *kind, to, cursor) => {
                    let mut open = Vec::new();
                    self.token(at, in_loop, &mut open);
                    let mut close = Vec::new();
                    element.write_end(&mut close);
                    let before = cursor.next;
                    let asks = if *kind == Kind::Row && self.has_fields {
                        self.asks(at, token.partner)
                    } else {
                        Vec::new()
                    };
                    let section =
                        if *kind == Kind::Story { self.section(element, token.partner) } else { None };
                    let (end, last) = match &section {
                        Some(_) => (token.partner - 1, token.partner - 1..token.partner),
                        None => (token.partner, 0..0),
                    };
                    let copies = in_loop || section.is_some() || !asks.is_empty();
                    let inner = self.steps(at + 1, end, cursor, copies);
                    let mut behind = Vec::new();
                    last.for_each(|at| self.token(at, false, &mut behind));
                    steps.push(Step::Container(Box::new(Container {
                        kind: *kind,
                        open,
                        steps: inner,
                        close: String::from_utf8(close).unwrap_or_default(),
                        paragraph: ends_with_paragraph(element, *kind)
                            .then(|| format!("<{}/>", sibling(element, "p"))),
                        may_go: *kind == Kind::Paragraph && cursor.next > before && !self.ends_section(at),
                        asks,
                        section,
                        behind,
                    })));
                    at = token.partner + 1;
                }
                Body::Open(_, kind) if token.partner < to && !self.moves(at, token.partner) => {
                    for inner in at..=token.partner {
                        self.token(inner, in_loop, &mut steps);
                    }
                    if matches!(kind, Kind::Paragraph | Kind::Table | Kind::Row) {
                        stood(&mut steps, *kind);
                    }
                    at = token.partner + 1;
                }
                _ => {
                    self.token(at, in_loop, &mut steps);
                    if let Body::Close(_, kind @ (Kind::Paragraph | Kind::Table | Kind::Row))
                    | Body::Whole(_, kind @ (Kind::Paragraph | Kind::Table | Kind::Row)) = &token.body
                    {
                        stood(&mut steps, *kind);
                    }
                    at += 1;
                }
            }
        }
        steps
    }

    /// It is an element that is looked after as a whole: something is printed in it, and no block begins in it that ends
    /// elsewhere.
    fn contains(&self, at: usize, kind: Kind, to: usize, cursor: &Cursor<'_>) -> bool {
        let end = self.part.partner(at);
        let looked_after = matches!(
            kind,
            Kind::Cell | Kind::TextBox | Kind::Story | Kind::Table | Kind::Row | Kind::Paragraph
        );
        if !looked_after || end == NONE || end >= to || !self.moves(at, end) {
            return false;
        }
        kind != Kind::Paragraph
            || (0..)
                .map_while(|ahead| self.block(cursor, ahead))
                .take_while(|block| block.shape.outer.start < end)
                .all(|block| block.shape.outer.end <= end)
    }

    fn ends_section(&self, paragraph: usize) -> bool {
        match self.part.tokens.get(paragraph + 1).map(|token| &token.body) {
            Some(Body::Whole(Node::Element(properties), Kind::ParagraphProperties)) => {
                properties.elements().any(|child| child.local_name() == "sectPr")
            }
            _ => false,
        }
    }

    /// What fields of Word among tokens ask for.
    fn asks(&self, from: usize, to: usize) -> Vec<Name> {
        let pieces =
            self.part.tokens.get(from..to).unwrap_or_default().iter().filter_map(|token| match &token.body {
                Body::Text(text) => text.pieces.as_ref(),
                _ => None,
            });
        let mut names = Vec::new();
        for piece in pieces.flatten() {
            if let Piece::Tag(tag) = piece
                && let Some(Tag::Field(field)) = self.part.tags.get(*tag).map(|found| &found.tag)
            {
                field.names(&mut names);
            }
        }
        names.into_iter().cloned().to_list()
    }

    /// What parts the records of a body that has fields of Word: a paragraph with a break, or one that ends a section like
    /// the last.
    fn section(&self, element: &Element<'_>, close: usize) -> Option<Vec<(&'static str, String)>> {
        let Some(Body::Whole(Node::Element(last), Kind::Properties)) =
            self.part.tokens.get(close.checked_sub(1)?).map(|token| &token.body)
        else {
            return None;
        };
        if !self.has_fields || element.local_name() != "body" || last.local_name() != "sectPr" {
            return None;
        }
        let named = |local: &str| sibling(element, local);
        let [p, r, br, properties, kind, value] = ["p", "r", "br", "pPr", "type", "val"].map(named);
        let broken =
            |of: &str| format!("<{p}><{r}><{br} {kind_of}=\"{of}\"/></{r}></{p}>", kind_of = named("type"));
        let ended = |of: &str| {
            let mut section = last.clone();
            section.retain_elements(|child| child.local_name() != "type");
            let behind = |node: &Node<'_>| {
                node.as_element().is_some_and(|child| {
                    !matches!(
                        child.local_name(),
                        "headerReference" | "footerReference" | "footnotePr" | "endnotePr"
                    )
                })
            };
            let at = section.children.iter().position(behind).unwrap_or(section.children.len());
            section.insert(at, Element::new(&kind).with_attribute(&value, of));
            format!("<{p}><{properties}>{}</{properties}></{p}>", written(&Node::Element(section)))
        };
        Some(vec![
            ("page_break", broken("page")),
            ("column_break", broken("column")),
            ("textWrapping_break", broken("textWrapping")),
            ("nextPage_section", ended("nextPage")),
            ("continuous_section", ended("continuous")),
            ("oddPage_section", ended("oddPage")),
            ("evenPage_section", ended("evenPage")),
            ("nextColumn_section", ended("nextColumn")),
        ])
    }

    fn repeat(&self, block: &Block, index: usize, in_loop: bool, steps: &mut Vec<Step>) {
        let Some(opening) = block.opening(self.part) else { return };
        let in_loop = in_loop || matches!(opening.sort, Sort::Section | Sort::Each(_));
        let mut cursor = Cursor { list: self.children.get(index + 1).map_or(&[], Vec::as_slice), next: 0 };
        let mut branches = Vec::new();
        for (body, tag) in block.shape.bodies.iter().zip(&block.tags) {
            let condition = match self.part.tags.get(*tag).map(|found| &found.tag) {
                Some(Tag::Else(condition)) => condition.clone(),
                _ => None,
            };
            branches
                .push(Branch { condition, steps: self.steps(body.start, body.end, &mut cursor, in_loop) });
        }
        let mut otherwise = Vec::new();
        for at in block.shape.seam.iter().cloned().flatten() {
            self.token(at, false, &mut otherwise);
        }
        for at in self.ends.get(index).into_iter().flatten() {
            if let Some(Body::Whole(node, _)) = self.part.tokens.get(*at).map(|token| &token.body) {
                raw(steps, &written(node), false);
            }
        }
        for at in &block.shape.marks.0 {
            self.token(*at, false, steps);
        }
        let tag = block.tags.first().copied().unwrap_or(0);
        steps.push(Step::Block(Box::new(Repeat { tag, opening: opening.clone(), branches, otherwise })));
        for at in &block.shape.marks.1 {
            self.token(*at, false, steps);
        }
    }

    /// One token as it stands.
    fn token(&self, at: usize, in_loop: bool, steps: &mut Vec<Step>) {
        let Some(token) = self.part.tokens.get(at) else { return };
        match &token.body {
            Body::Open(element, kind) => {
                let first = start(element);
                if in_loop && matches!(kind, Kind::Paragraph | Kind::Row) {
                    let mut again = bare(element);
                    again.retain_attributes(|attribute| {
                        !attribute.name.ends_with(":paraId") && !attribute.name.ends_with(":textId")
                    });
                    copied(steps, first, start(&again));
                } else if in_loop && *kind == Kind::DrawingName {
                    numbered(steps, element, false);
                } else {
                    raw(steps, &first, kind.is_seen());
                }
            }
            Body::Close(element, _) => {
                let mut out = Vec::new();
                element.write_end(&mut out);
                raw(steps, &String::from_utf8(out).unwrap_or_default(), false);
            }
            Body::Whole(node, kind) => match (kind, node) {
                (Kind::Mark, _) if self.lifted.get(at).copied().unwrap_or(false) => {}
                (Kind::Mark | Kind::CommentSign, _) if in_loop => copied(steps, written(node), String::new()),
                (Kind::DrawingName, Node::Element(element)) if in_loop => numbered(steps, element, true),
                (Kind::ControlProperties, Node::Element(element)) => {
                    // What is filled in is no placeholder any more.
                    let control = token.parent;
                    let mut first = element.clone();
                    if self.moves(control, self.part.partner(control)) {
                        first.retain_elements(|child| child.local_name() != "showingPlcHdr");
                    }
                    let mut again = first.clone();
                    again.retain_elements(|child| child.local_name() != "id");
                    let (first, again) = (written(&Node::Element(first)), written(&Node::Element(again)));
                    if in_loop { copied(steps, first, again) } else { raw(steps, &first, false) }
                }
                (Kind::Paragraph, Node::Element(element)) if in_loop => {
                    let mut again = element.clone();
                    again.retain_attributes(|attribute| {
                        !attribute.name.ends_with(":paraId") && !attribute.name.ends_with(":textId")
                    });
                    copied(steps, written(node), written(&Node::Element(again)));
                }
                _ => raw(steps, &written(node), kind.is_seen()),
            },
            Body::Text(text) => self.text(at, text, steps),
            Body::Tag(_) | Body::Gone => {}
        }
    }

    fn text(&self, at: usize, text: &Text<'t>, steps: &mut Vec<Step>) {
        let Some(pieces) = &text.pieces else {
            if let Some(element) = text.element.as_deref() {
                let mut out = Vec::new();
                element.write(&mut out);
                let seen = !element.text().trim().is_empty();
                raw(steps, &String::from_utf8(out).unwrap_or_default(), seen);
            }
            return;
        };
        let opened = text.element.as_deref().map(|element| {
            let mut opened = bare(element);
            if text.kind == Kind::Text {
                opened.set_attribute("xml:space", "preserve");
            }
            start(&opened)
        });
        raw(steps, opened.as_deref().unwrap_or_default(), false);
        for piece in pieces {
            match piece {
                Piece::Written(text) => raw(steps, text, !text.trim().is_empty()),
                Piece::Tag(tag) => {
                    let of = match self.part.tags.get(*tag).map(|found| &found.tag) {
                        Some(Tag::Value(of) | Tag::Paragraph(of)) => Source::Expression(of.clone()),
                        Some(Tag::Odd(name)) => Source::Name(name.clone()),
                        Some(Tag::Field(field)) => Source::Field(field.clone()),
                        _ => continue,
                    };
                    let gap = self.part.tags.get(*tag).and_then(|found| found.gap.clone());
                    let frame = self.frame(at, text, opened.as_deref().unwrap_or_default());
                    steps.push(Step::Value(Box::new(Print { tag: *tag, of, frame, gap })));
                }
            }
        }
        if let Some(element) = text.element.as_deref() {
            raw(steps, &format!("</{}>", element.name()), false);
        }
    }

    /// How breaks and blanks are written within a text: in runs like the one it is in.
    fn frame(&self, at: usize, text: &Text<'_>, opened: &str) -> Frame {
        let plain = Frame { line: "\n".to_owned(), tab: "\t".to_owned(), ..Frame::default() };
        let (Some(element), run) = (text.element.as_deref(), self.part.parent(at)) else { return plain };
        let Some(Body::Open(run_element, Kind::Run)) = self.part.tokens.get(run).map(|token| &token.body)
        else {
            return plain;
        };
        let properties = match self.part.tokens.get(run + 1).map(|token| &token.body) {
            Some(Body::Whole(Node::Element(properties), Kind::RunProperties)) => Some(properties),
            _ => None,
        };
        let format =
            properties.map(|properties| written(&Node::Element(properties.clone()))).unwrap_or_default();
        let (run_start, run_end) = (start(run_element), format!("</{}>", run_element.name()));
        let text_end = format!("</{}>", element.name());
        if text.kind == Kind::DrawnText {
            let line = format!("{text_end}{run_end}<{}/>{run_start}{format}{opened}", sibling(element, "br"));
            return Frame { line, tab: "\t".to_owned(), ..Frame::default() };
        }
        let dotted = underlined(properties, element);
        Frame {
            line: format!("{text_end}<{}/>{opened}", sibling(element, "br")),
            tab: format!("{text_end}<{}/>{opened}", sibling(element, "tab")),
            blank: (
                format!("{text_end}{run_end}{run_start}{dotted}{opened}"),
                format!("{text_end}{run_end}{run_start}{format}{opened}"),
            ),
        }
    }
}
