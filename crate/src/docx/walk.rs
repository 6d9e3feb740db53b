//! Walking a part with its namespaces resolved, whatever prefixes its writer chose.

use std::borrow::Cow;

use super::names::Vocabulary;
use crate::xml::{Element, Node, Scope, unescape};

/// An element with its namespace.
pub(crate) struct Place<'w, 't, 'a> {
    /// The element.
    pub(crate) element: &'t Element<'a>,
    /// Its namespace.
    pub(crate) vocabulary: Option<Vocabulary>,
    scope: &'w Scope<'t, Vocabulary>,
}

impl<'t> Place<'_, 't, '_> {
    /// Its local name when it is WordprocessingML, otherwise `""`.
    pub(crate) fn word(&self) -> &'t str {
        if self.vocabulary == Some(Vocabulary::Word) { self.element.local_name() } else { "" }
    }

    /// The value of an attribute of this namespace and local name.
    pub(crate) fn attribute(&self, vocabulary: Vocabulary, local: &str) -> Option<Cow<'t, str>> {
        let found = self.element.attributes().find(|attribute| {
            attribute.name.split_once(':').is_some_and(|(_, name)| name == local)
                && self.scope.of_attribute(attribute.name) == Some(vocabulary)
        });
        found.map(|attribute| attribute.value())
    }

    /// It is of namespaces that are known, as far as its `Requires` says so (ECMA-376-3, 10.2.2).
    pub(crate) fn is_understood(&self) -> bool {
        let required = self.element.attribute("Requires").unwrap_or_default();
        required
            .split_whitespace()
            .all(|prefix| self.scope.of_prefix(prefix).is_some_and(|known| known != Vocabulary::Other))
    }

    /// The value of `w:val` or another attribute of WordprocessingML.
    pub(crate) fn word_attribute(&self, local: &str) -> Option<Cow<'t, str>> {
        self.attribute(Vocabulary::Word, local)
    }
}

/// Somebody who is told of everything in a part, in document order.
pub(crate) trait Visitor {
    /// An element begins; `false` leaves out what is in it, and its [`Visitor::leave`].
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool;
    /// An element ends.
    fn leave(&mut self, place: &Place<'_, '_, '_>);
    /// Character data, references resolved.
    fn text(&mut self, _text: &str) {}
}

/// Walks the tree under `root`. The parser bounds its depth.
pub(crate) fn walk(root: &Element<'_>, visitor: &mut dyn Visitor) {
    step(root, &mut Scope::new(Vocabulary::of), visitor);
}

fn step<'t>(element: &'t Element<'_>, scope: &mut Scope<'t, Vocabulary>, visitor: &mut dyn Visitor) {
    scope.enter(element);
    let vocabulary = scope.of_element(element.name());
    if visitor.enter(&Place { element, vocabulary, scope }) {
        for child in &element.children {
            match child {
                Node::Element(child) => step(child, scope, visitor),
                Node::Text(raw) => visitor.text(&unescape(raw)),
                Node::CData(raw) => visitor.text(raw),
                Node::Comment(_) | Node::Instruction(_) => {}
            }
        }
        visitor.leave(&Place { element, vocabulary, scope });
    }
    scope.leave();
}
