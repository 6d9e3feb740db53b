use std::borrow::Cow;

use super::Element;

/// The namespaces in force while walking down a tree.
///
/// `K` is what a namespace means to the walker; `classify` tells it from the URI, once a declaration.
///
/// ```
/// use thethuc::xml::{Document, Scope};
/// let document = Document::parse(b"<a xmlns='urn:a' xmlns:x='urn:x'><x:b y='1'/></a>")?;
/// let mut scope = Scope::new(|uri| uri.to_owned());
/// scope.enter(&document.root);
/// assert_eq!(scope.of_element("a").as_deref(), Some("urn:a"));
/// assert_eq!(scope.of_element("x:b").as_deref(), Some("urn:x"));
/// assert_eq!(scope.of_attribute("y"), None);
/// scope.leave();
/// assert_eq!(scope.of_element("x:b"), None);
/// # Ok::<(), thethuc::xml::XmlError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scope<'t, K, F = fn(&str) -> K> {
    classify: F,
    bindings: Vec<(&'t str, Option<K>)>,
    marks: Vec<usize>,
}

impl<'t, K: Clone, F: Fn(&str) -> K> Scope<'t, K, F> {
    /// No namespace in force.
    pub fn new(classify: F) -> Self {
        Scope { classify, bindings: Vec::new(), marks: Vec::new() }
    }

    /// Takes up what the element declares.
    pub fn enter(&mut self, element: &'t Element<'_>) {
        self.marks.push(self.bindings.len());
        if !element.attribute_source().contains("xmlns") {
            return;
        }
        for attribute in element.attributes() {
            if let Some(prefix) = attribute.declares() {
                let uri: Cow<'_, str> = attribute.value();
                let meaning = if uri.is_empty() { None } else { Some((self.classify)(&uri)) };
                self.bindings.push((prefix, meaning));
            }
        }
    }

    /// Drops what the element entered last declared.
    pub fn leave(&mut self) {
        self.bindings.truncate(self.marks.pop().unwrap_or(0));
    }

    /// The namespace of an element of this qualified name.
    pub fn of_element(&self, name: &str) -> Option<K> {
        self.of_prefix(name.split_once(':').map_or("", |(prefix, _)| prefix))
    }

    /// The namespace of an attribute of this qualified name; none without a prefix.
    pub fn of_attribute(&self, name: &str) -> Option<K> {
        self.of_prefix(name.split_once(':')?.0)
    }

    /// The namespace bound to a prefix; `""` is the default namespace.
    pub fn of_prefix(&self, prefix: &str) -> Option<K> {
        self.bindings.iter().rev().find(|(bound, _)| *bound == prefix)?.1.clone()
    }
}
