//! Properties of letters, paragraphs and sections, set where their schema wants them.

use crate::docx::canonical;
use crate::xml::{Element, Node};

/// What a property is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The local name of its element: `sz`.
    name: &'static str,
    /// The attributes it gets, by their local names; those without a value go, others stay.
    attributes: Vec<(&'static str, Option<String>)>,
    /// It goes.
    is_gone: bool,
}

impl Property {
    /// The property of this name, as it is until something is set.
    pub fn new(name: &'static str) -> Property {
        Property { name, attributes: Vec::new(), is_gone: false }
    }

    /// None of this name.
    pub fn gone(name: &'static str) -> Property {
        Property { is_gone: true, ..Property::new(name) }
    }

    /// A property that is on or off.
    pub fn switch(name: &'static str, is_on: bool) -> Property {
        let property = Property::new(name);
        if is_on { property.without("val") } else { property.with("val", "0") }
    }

    /// It, with an attribute of this value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Property {
        self.attributes.push((name, Some(value.into())));
        self
    }

    /// It, without an attribute.
    #[must_use]
    pub fn without(mut self, name: &'static str) -> Property {
        self.attributes.push((name, None));
        self
    }

    /// The local name of its element.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Sets it among properties, in the schema's order; `properties` is `rPr`, `pPr` or `sectPr`.
    pub fn set(&self, properties: &mut Element<'_>) {
        let prefix = properties.prefix().to_owned();
        if self.is_gone {
            properties.retain_elements(|child| child.local_name() != self.name);
            return;
        }
        if !properties.elements().any(|child| child.local_name() == self.name) {
            let parent = properties.local_name().to_owned();
            let mut child = Element::new("");
            child.rename(&qualified(&prefix, self.name));
            insert(properties, &parent, child);
        }
        let Some(child) = properties.elements_mut().find(|child| child.local_name() == self.name) else {
            return;
        };
        for (name, value) in &self.attributes {
            let name = qualified(&prefix, name);
            match value {
                Some(value) => child.set_attribute(&name, value),
                None => {
                    child.remove_attribute(&name);
                }
            }
        }
    }
}

/// A name with the prefix of the elements around it.
pub(super) fn qualified(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}

/// Puts a child where the schema of its parent, known by its local name, wants it.
pub(super) fn insert<'a>(properties: &mut Element<'a>, parent: &str, child: Element<'a>) {
    let rank = |name: &str| canonical::rank(parent, name).unwrap_or(usize::MAX);
    let own = rank(child.local_name());
    let is_behind =
        |node: &Node<'_>| node.as_element().is_some_and(|element| rank(element.local_name()) > own);
    let at = properties.children.iter().position(is_behind).unwrap_or(properties.children.len());
    properties.insert(at, child);
}

/// The properties of an element by their local name, made where its schema wants them when they are missing: first in runs and
/// paragraphs.
pub(crate) fn properties<'e, 'a>(element: &'e mut Element<'a>, name: &str) -> Option<&'e mut Element<'a>> {
    if !element.elements().any(|child| child.local_name() == name) {
        let mut made = Element::new("");
        made.rename(&qualified(element.prefix(), name));
        if canonical::rank(element.local_name(), name).is_some() {
            let parent = element.local_name().to_owned();
            insert(element, &parent, made);
        } else {
            element.insert(0, made);
        }
    }
    element.elements_mut().find(|child| child.local_name() == name)
}
