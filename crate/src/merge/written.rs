//! Elements as they are written beside those that are there.

use crate::xml::{Element, Node};

/// What stands behind the underline among the properties of a run (ECMA-376-1, CT_RPr).
const BEHIND_UNDERLINE: [&str; 13] = [
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
    "rPrChange",
];

/// The properties of a run with a dotted line under it.
pub(super) fn underlined(properties: Option<&Element<'_>>, text: &Element<'_>) -> String {
    let (name, value) = (sibling(text, "u"), sibling(text, "val"));
    let whole = sibling(text, "rPr");
    let mut properties = properties.cloned().unwrap_or_else(|| Element::new(&whole));
    properties.retain_elements(|child| child.local_name() != "u");
    let behind = |node: &Node<'_>| {
        node.as_element().is_some_and(|child| BEHIND_UNDERLINE.contains(&child.local_name()))
    };
    let at = properties.children.iter().position(behind).unwrap_or(properties.children.len());
    properties.insert(at, Element::new(&name).with_attribute(&value, "dotted"));
    written(&Node::Element(properties))
}

/// A name with the prefix of another element.
pub(super) fn sibling(element: &Element<'_>, local: &str) -> String {
    let prefix = element.prefix();
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}

/// The element without what is in it.
pub(super) fn bare<'e>(element: &'e Element<'_>) -> Element<'e> {
    let mut bare = Element::new(element.name());
    for attribute in element.attributes() {
        bare.set_attribute(attribute.name, &attribute.value());
    }
    bare
}

pub(super) fn start(element: &Element<'_>) -> String {
    let mut out = Vec::new();
    element.write_start(&mut out);
    String::from_utf8(out).unwrap_or_default()
}

pub(super) fn written(node: &Node<'_>) -> String {
    let mut out = Vec::new();
    node.write(&mut out);
    String::from_utf8(out).unwrap_or_default()
}
