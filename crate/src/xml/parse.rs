//! Source → tree. quick-xml cuts the source into tokens and matches end tags; what it leaves unchecked is checked here.

use crate::to_list::ToList;
use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::escape::{bad_character, bad_reference, is_qualified_name};
use super::{Document, Element, MAX_DEPTH, MAX_PIECES, MAX_TAG, Node, Problem, XmlError, attribute};

/// A start tag whose end tag is still to come.
struct Open<'a> {
    tag: &'a str,
    name_length: usize,
    first_child: usize,
}

pub(super) fn document(source: &[u8]) -> Result<Document<'_>, XmlError> {
    let text = std::str::from_utf8(source)
        .map_err(|error| XmlError::at(Problem::Encoding, source, error.valid_up_to()))?;
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let fail = |problem: Problem, offset: usize| XmlError::at(problem, source, skipped + offset);
    // The tokenizer would swallow a second mark and lose count.
    if body.starts_with('\u{FEFF}') {
        return Err(fail(Problem::Root, 0));
    }
    if let Some((problem, at)) = bad_character(body) {
        return Err(fail(problem, at));
    }
    Parser { body, nodes: Vec::new(), open: Vec::new(), text_from: None, root: None, prolog: Vec::new() }
        .run()
        .map(|(prolog, root, epilog)| Document { byte_order_mark: skipped > 0, prolog, root, epilog })
        .map_err(|(problem, at)| fail(problem, at))
}

struct Parser<'a> {
    body: &'a str,
    /// Finished nodes; those of an open element start at its `first_child`.
    nodes: Vec<Node<'a>>,
    open: Vec<Open<'a>>,
    /// Where the run of text and references under way began.
    text_from: Option<usize>,
    root: Option<Element<'a>>,
    prolog: Vec<Node<'a>>,
}

type Fault = (Problem, usize);

/// So many children keep the memory they were gathered in.
const LONG: usize = 1 << 12;

impl<'a> Parser<'a> {
    fn run(mut self) -> Result<(Vec<Node<'a>>, Element<'a>, Vec<Node<'a>>), Fault> {
        let mut reader = Reader::from_str(self.body);
        reader.config_mut().check_comments = true;
        let mut start = 0;
        let mut pieces = 0;
        loop {
            pieces += 1;
            if pieces > MAX_PIECES {
                return Err((Problem::Pieces, start));
            }
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    return Err((Problem::Structure(error.to_string()), position(reader.error_position())));
                }
            };
            let end = position(reader.buffer_position());
            if matches!(event, Event::Text(_) | Event::GeneralRef(_)) {
                self.text_from.get_or_insert(start);
                start = end;
                continue;
            }
            self.flush_text(start)?;
            match event {
                Event::Start(tag) => self.start_tag(start, end, 1, tag.name().as_ref().len())?,
                Event::Empty(tag) => {
                    let tag_length = tag.name().as_ref().len();
                    let source = self.tag_source(start, end, 2, tag_length)?;
                    self.check_depth(start)?;
                    self.finish(element(source, tag_length, true, "", Vec::new()), start)?;
                }
                Event::End(tag) => self.end_tag(start, end, tag.name().as_ref().len())?,
                Event::CData(_) => {
                    if self.open.is_empty() {
                        return Err((Problem::Root, start));
                    }
                    self.nodes.push(Node::CData(Cow::Borrowed(self.between(start, end, 9, 3))));
                }
                Event::Comment(_) => {
                    self.nodes.push(Node::Comment(Cow::Borrowed(self.between(start, end, 4, 3))));
                }
                Event::PI(_) => {
                    let content = self.between(start, end, 2, 2);
                    let target = content.split_ascii_whitespace().next().unwrap_or_default();
                    if !is_qualified_name(target) || content.starts_with(|c: char| c.is_ascii_whitespace()) {
                        return Err((Problem::Name, start));
                    }
                    if target.eq_ignore_ascii_case("xml") {
                        return Err((Problem::Declaration, start));
                    }
                    self.nodes.push(Node::Instruction(Cow::Borrowed(content)));
                }
                Event::Decl(_) => self.declaration(start, end)?,
                Event::DocType(_) => return Err((Problem::DocumentType, start)),
                Event::Eof => return self.end(start),
                Event::Text(_) | Event::GeneralRef(_) => {}
            }
            start = end;
        }
    }

    fn between(&self, start: usize, end: usize, before: usize, after: usize) -> &'a str {
        self.body.get(start + before..end.saturating_sub(after)).unwrap_or_default()
    }

    fn flush_text(&mut self, end: usize) -> Result<(), Fault> {
        let Some(start) = self.text_from.take() else { return Ok(()) };
        let raw = self.body.get(start..end).unwrap_or_default();
        if raw.is_empty() {
            return Ok(());
        }
        if let Some(at) = bad_reference(raw) {
            return Err((Problem::Reference, start + at));
        }
        if raw.as_bytes().contains(&b']')
            && let Some(at) = raw.find("]]>")
        {
            return Err((Problem::Structure("]]> in text".to_owned()), start + at));
        }
        if self.open.is_empty() && !raw.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            return Err((Problem::Root, start));
        }
        self.nodes.push(Node::Text(Cow::Borrowed(raw)));
        Ok(())
    }

    fn check_depth(&self, at: usize) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH { Err((Problem::Depth, at)) } else { Ok(()) }
    }

    fn tag_source(
        &self,
        start: usize,
        end: usize,
        close: usize,
        name_length: usize,
    ) -> Result<&'a str, Fault> {
        let source = self.between(start, end, 1, close);
        if source.len() > MAX_TAG {
            return Err((Problem::Tag, start));
        }
        let (name, attributes) = source.split_at_checked(name_length).unwrap_or((source, ""));
        if !is_qualified_name(name) {
            return Err((Problem::Name, start));
        }
        if !attributes.is_empty() {
            attribute::check(attributes).map_err(|(problem, at)| (problem, start + 1 + name_length + at))?;
        }
        Ok(source)
    }

    fn start_tag(&mut self, start: usize, end: usize, close: usize, name_length: usize) -> Result<(), Fault> {
        let tag = self.tag_source(start, end, close, name_length)?;
        self.check_depth(start)?;
        if self.open.is_empty() && self.root.is_some() {
            return Err((Problem::Root, start));
        }
        if self.open.is_empty() {
            self.prolog = std::mem::take(&mut self.nodes);
        }
        self.open.push(Open { tag, name_length, first_child: self.nodes.len() });
        Ok(())
    }

    fn end_tag(&mut self, start: usize, end: usize, name_length: usize) -> Result<(), Fault> {
        let end_space = self.between(start, end, 2 + name_length, 1);
        let Some(open) = self.open.pop() else {
            return Err((Problem::Structure("end tag without start tag".to_owned()), start));
        };
        if !end_space.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            return Err((Problem::Name, start));
        }
        let children = self.children(open.first_child);
        let finished = element(open.tag, open.name_length, false, end_space, children);
        if self.open.is_empty() {
            self.root = Some(finished);
        } else {
            self.nodes.push(Node::Element(finished));
        }
        Ok(())
    }

    /// The finished nodes from one on.
    fn children(&mut self, first: usize) -> Vec<Node<'a>> {
        let first = first.min(self.nodes.len());
        if self.nodes.len() - first < LONG {
            return self.nodes.split_off(first);
        }
        let before = self.nodes.drain(..first).to_list();
        let mut children = std::mem::replace(&mut self.nodes, before);
        children.shrink_to_fit();
        children
    }

    fn finish(&mut self, finished: Element<'a>, at: usize) -> Result<(), Fault> {
        if !self.open.is_empty() {
            self.nodes.push(Node::Element(finished));
        } else if self.root.is_none() {
            self.prolog = std::mem::take(&mut self.nodes);
            self.root = Some(finished);
        } else {
            return Err((Problem::Root, at));
        }
        Ok(())
    }

    fn declaration(&mut self, start: usize, end: usize) -> Result<(), Fault> {
        if start != 0 {
            return Err((Problem::Declaration, start));
        }
        let content = self.between(start, end, 2, 2);
        let fields = content.get(3..).unwrap_or_default();
        attribute::check(fields).map_err(|(problem, at)| (problem, start + 5 + at))?;
        let mut fields = attribute::Attributes::new(fields).peekable();
        if fields.next_if(|field| field.name == "version").is_none_or(|field| field.raw != "1.0") {
            return Err((Problem::Declaration, start));
        }
        if let Some(encoding) = fields.next_if(|field| field.name == "encoding")
            && !encoding.raw.eq_ignore_ascii_case("utf-8")
            && !(encoding.raw.eq_ignore_ascii_case("us-ascii") && self.body.is_ascii())
        {
            return Err((Problem::Encoding, start));
        }
        let standalone = fields.next_if(|field| field.name == "standalone");
        if standalone.is_some_and(|field| !matches!(field.raw, "yes" | "no")) || fields.next().is_some() {
            return Err((Problem::Declaration, start));
        }
        self.nodes.push(Node::Instruction(Cow::Borrowed(content)));
        Ok(())
    }

    fn end(self, at: usize) -> Result<(Vec<Node<'a>>, Element<'a>, Vec<Node<'a>>), Fault> {
        if let Some(open) = self.open.last() {
            let name = open.tag.get(..open.name_length).unwrap_or_default();
            return Err((Problem::Structure(format!("<{name}> is not closed")), at));
        }
        match self.root {
            Some(root) => Ok((self.prolog, root, self.nodes)),
            None => Err((Problem::Root, at)),
        }
    }
}

fn element<'a>(
    tag: &'a str,
    name_length: usize,
    self_closing: bool,
    end_space: &'a str,
    children: Vec<Node<'a>>,
) -> Element<'a> {
    let name_length = u32::try_from(name_length).unwrap_or(u32::MAX);
    Element { tag: Cow::Borrowed(tag), name_length, self_closing, end_space, children }
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
