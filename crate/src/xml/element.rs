use std::borrow::Cow;
use std::slice;

use super::attribute::{self, Attributes};
use super::{Node, escape_attribute, escape_text, unescape};
use crate::to_list::ToList;

/// An element: its tag as written, and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element<'a> {
    /// Name and attributes, as they stand between `<` and `>` or `/>`.
    pub(super) tag: Cow<'a, str>,
    /// Length of the name at the start of `tag`.
    pub(super) name_length: u32,
    /// Written `<a/>` while it has no children.
    pub(super) self_closing: bool,
    /// The space before `>` in the end tag.
    pub(super) end_space: &'a str,
    /// The content, in order.
    pub children: Vec<Node<'a>>,
}

impl<'a> Element<'a> {
    /// An element without attributes and content. `name` must be a qualified name.
    pub fn new(name: &'a str) -> Self {
        Element {
            tag: Cow::Borrowed(name),
            name_length: u32::try_from(name.len()).unwrap_or(u32::MAX),
            self_closing: true,
            end_space: "",
            children: Vec::new(),
        }
    }

    /// It, with an attribute more.
    #[must_use]
    pub fn with_attribute(mut self, name: &str, value: &str) -> Self {
        self.set_attribute(name, value);
        self
    }

    /// It, with one more child.
    #[must_use]
    pub fn with_child(mut self, child: impl Into<Node<'a>>) -> Self {
        self.children.push(child.into());
        self
    }

    /// It, with more text.
    #[must_use]
    pub fn with_text(mut self, text: &'a str) -> Self {
        self.children.push(Node::Text(escape_text(text)));
        self
    }

    /// The name with the prefix, as written.
    pub fn name(&self) -> &str {
        self.tag.get(..self.name_length as usize).unwrap_or(&self.tag)
    }

    /// The prefix; `""` without one.
    pub fn prefix(&self) -> &str {
        self.name().split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The name without the prefix.
    pub fn local_name(&self) -> &str {
        let name = self.name();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// Gives it another name. `name` must be a qualified name.
    pub fn rename(&mut self, name: &str) {
        self.tag = Cow::Owned(format!("{name}{}", self.attribute_source()));
        self.name_length = u32::try_from(name.len()).unwrap_or(u32::MAX);
    }

    pub(super) fn attribute_source(&self) -> &str {
        self.tag.get(self.name_length as usize..).unwrap_or_default()
    }

    /// The attributes, in order, namespace declarations among them.
    pub fn attributes(&self) -> Attributes<'_> {
        Attributes::new(self.attribute_source())
    }

    /// The value of the attribute written with this name, prefix included.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes().find(|attribute| attribute.name == name).map(|attribute| attribute.value())
    }

    /// Gives an attribute a value, in place when it is there, otherwise after the last. `name` must be a qualified name;
    /// what XML cannot hold in `value` must be gone.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        let escaped = escape_attribute(value);
        let found = attribute::place(self.attribute_source(), name);
        let offset = self.name_length as usize;
        let tag = self.tag.to_mut();
        match found {
            Some(place) => {
                tag.replace_range(offset + place.value.start..offset + place.value.end, &escaped);
            }
            None => {
                tag.truncate(tag.trim_ascii_end().len());
                tag.extend([" ", name, "=\"", &escaped, "\""]);
            }
        }
    }

    /// Takes an attribute away, with the space before it; says whether it was there.
    pub fn remove_attribute(&mut self, name: &str) -> bool {
        let Some(place) = attribute::place(self.attribute_source(), name) else { return false };
        let offset = self.name_length as usize;
        self.tag.to_mut().replace_range(offset + place.whole.start..offset + place.whole.end, "");
        true
    }

    /// Takes away the attributes for which `keep` says no.
    pub fn retain_attributes(&mut self, keep: impl Fn(&attribute::Attribute<'_>) -> bool) {
        let dropped: Vec<String> = self
            .attributes()
            .filter(|attribute| !keep(attribute))
            .map(|attribute| attribute.name.to_owned())
            .to_list();
        for name in dropped {
            self.remove_attribute(&name);
        }
    }

    /// Writes it as short as can be: `<a />` and `<a></a>` become `<a/>`.
    pub fn tighten(&mut self) {
        self.end_space = "";
        self.self_closing = true;
        match &mut self.tag {
            Cow::Borrowed(tag) => *tag = tag.trim_ascii_end(),
            Cow::Owned(tag) => tag.truncate(tag.trim_ascii_end().len()),
        }
    }

    /// Its child elements, in order.
    pub fn elements(&self) -> Elements<'_, 'a> {
        Elements { nodes: self.children.iter() }
    }

    /// Its child elements to be changed, in order.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element<'a>> {
        self.children.iter_mut().filter_map(Node::as_element_mut)
    }

    /// Its first child element written with this name.
    pub fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name() == name)
    }

    /// Its first child element written with this name, to be changed.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut Element<'a>> {
        self.elements_mut().find(|element| element.name() == name)
    }

    /// Adds a child after the last.
    pub fn push(&mut self, child: impl Into<Node<'a>>) {
        self.children.push(child.into());
    }

    /// Adds a child before the one at `index`; after the last when there are not so many.
    pub fn insert(&mut self, index: usize, child: impl Into<Node<'a>>) {
        self.children.insert(index.min(self.children.len()), child.into());
    }

    /// Takes away the child elements for which `keep` says no; other nodes stay.
    pub fn retain_elements(&mut self, mut keep: impl FnMut(&Element<'a>) -> bool) {
        self.children.retain(|node| node.as_element().is_none_or(&mut keep));
    }

    /// The character data of it and everything in it, references resolved.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.collect_text(&mut text);
        text
    }

    fn collect_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.collect_text(out),
                Node::Text(raw) => out.push_str(&unescape(raw)),
                Node::CData(raw) => out.push_str(raw),
                Node::Comment(_) | Node::Instruction(_) => {}
            }
        }
    }

    /// Appends it as XML.
    pub fn write(&self, out: &mut Vec<u8>) {
        if self.self_closing && self.children.is_empty() {
            out.push(b'<');
            out.extend_from_slice(self.tag.as_bytes());
            out.extend_from_slice(b"/>");
            return;
        }
        self.write_start(out);
        for child in &self.children {
            child.write(out);
        }
        self.write_end(out);
    }

    /// Appends its start tag, also where it would be written without one of its own.
    pub fn write_start(&self, out: &mut Vec<u8>) {
        out.push(b'<');
        out.extend_from_slice(self.tag.as_bytes());
        out.push(b'>');
    }

    /// Appends its end tag.
    pub fn write_end(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</");
        out.extend_from_slice(self.name().as_bytes());
        out.extend_from_slice(self.end_space.as_bytes());
        out.push(b'>');
    }
}

/// The child elements of an element.
#[derive(Debug, Clone)]
pub struct Elements<'t, 'a> {
    nodes: slice::Iter<'t, Node<'a>>,
}

impl<'t, 'a> Iterator for Elements<'t, 'a> {
    type Item = &'t Element<'a>;

    fn next(&mut self) -> Option<&'t Element<'a>> {
        self.nodes.by_ref().find_map(Node::as_element)
    }
}

impl DoubleEndedIterator for Elements<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.nodes.by_ref().rev().find_map(Node::as_element)
    }
}
