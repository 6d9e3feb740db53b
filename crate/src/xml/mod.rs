//! The one XML layer: a lossless token tree, read with quick-xml.
//!
//! [`Document::parse`] keeps every byte of its source: names with their prefixes, the space inside tags, the kind of
//! quotes, references, CDATA, comments, processing instructions, and whether an element was written `<a/>` or
//! `<a></a>`. [`Document::write`] gives those bytes back, so a part that was not touched does not change, and one that
//! was touched changes only there. The tree borrows from the source: an element costs one allocation when it has
//! children and none when it has not.
//!
//! What it refuses: anything ill-formed, document type declarations (so there are no entities to expand), encodings
//! other than UTF-8, and trees deeper than [`MAX_DEPTH`] or elements with more than [`MAX_ATTRIBUTES`] attributes. An
//! [`XmlError`] says what and where; nothing panics.
//!
//! ```
//! use thethuc::xml::{Document, Element};
//! let source = br#"<w:p xmlns:w='urn:w'><w:r ><w:t>S&#7889; 1 &amp; 2</w:t></w:r></w:p>"#;
//! let mut document = Document::parse(source)?;
//! assert_eq!(document.to_bytes(), source);
//! assert_eq!(document.root.text(), "Số 1 & 2");
//! document.root.push(Element::new("w:r").with_attribute("w:rsid", "\"0\""));
//! assert!(document.to_bytes().ends_with(br#"<w:r w:rsid="&quot;0&quot;"/></w:p>"#));
//! # Ok::<(), thethuc::xml::XmlError>(())
//! ```

mod attribute;
mod element;
mod error;
mod escape;
mod parse;
mod scope;

use std::borrow::Cow;

pub use attribute::{Attribute, Attributes};
pub use element::{Element, Elements};
pub use error::{Problem, XmlError};
pub use escape::{escape_attribute, escape_text, unescape};
pub(crate) use escape::{is_allowed, resolve};
pub use scope::Scope;

/// How deep elements may nest; the deepest real documents stay below 60.
pub const MAX_DEPTH: usize = 256;

/// How many attributes one element may have.
pub const MAX_ATTRIBUTES: usize = 256;

/// How many tags, texts and comments one part may have: each takes some 100 bytes as long as it is read.
pub const MAX_PIECES: usize = 4_000_000;

/// The longest start tag that is read, in bytes.
pub const MAX_TAG: usize = 1 << 24;

/// A piece of content. Each kind but `Element` holds its source exactly as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node<'a> {
    /// An element with all it contains.
    Element(Element<'a>),
    /// Character data, references not resolved: `a &amp; b`. [`unescape`] resolves them.
    Text(Cow<'a, str>),
    /// A CDATA section without its delimiters.
    CData(Cow<'a, str>),
    /// A comment without its delimiters.
    Comment(Cow<'a, str>),
    /// A processing instruction, or the XML declaration, without its delimiters.
    Instruction(Cow<'a, str>),
}

impl<'a> Node<'a> {
    /// Character data saying `text`.
    pub fn text(text: &'a str) -> Self {
        Node::Text(escape_text(text))
    }

    /// The element, if it is one.
    pub fn as_element(&self) -> Option<&Element<'a>> {
        if let Node::Element(element) = self { Some(element) } else { None }
    }

    /// The element to be changed, if it is one.
    pub fn as_element_mut(&mut self) -> Option<&mut Element<'a>> {
        if let Node::Element(element) = self { Some(element) } else { None }
    }

    /// It is character data of white space only.
    pub fn is_blank(&self) -> bool {
        matches!(self, Node::Text(text) if text.bytes().all(|byte| byte.is_ascii_whitespace()))
    }

    /// Appends it as XML.
    pub fn write(&self, out: &mut Vec<u8>) {
        let (open, content, close) = match self {
            Node::Element(element) => return element.write(out),
            Node::Text(text) => ("", text, ""),
            Node::CData(text) => ("<![CDATA[", text, "]]>"),
            Node::Comment(text) => ("<!--", text, "-->"),
            Node::Instruction(text) => ("<?", text, "?>"),
        };
        out.extend_from_slice(open.as_bytes());
        out.extend_from_slice(content.as_bytes());
        out.extend_from_slice(close.as_bytes());
    }
}

impl<'a> From<Element<'a>> for Node<'a> {
    fn from(element: Element<'a>) -> Self {
        Node::Element(element)
    }
}

/// A part: its root element and what stands before and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'a> {
    /// The source began with a byte order mark.
    pub byte_order_mark: bool,
    /// Declaration, comments, instructions and white space before the root.
    pub prolog: Vec<Node<'a>>,
    /// The root element.
    pub root: Element<'a>,
    /// Comments, instructions and white space after the root.
    pub epilog: Vec<Node<'a>>,
}

impl<'a> Document<'a> {
    /// Reads a part.
    ///
    /// # Errors
    /// The first thing that makes the source unacceptable, with its place.
    pub fn parse(source: &'a [u8]) -> Result<Self, XmlError> {
        parse::document(source)
    }

    /// A part of this root under the declaration OPC parts have.
    pub fn new(root: Element<'a>) -> Self {
        let declaration = Node::Instruction(Cow::Borrowed(DECLARATION));
        Document { byte_order_mark: false, prolog: vec![declaration], root, epilog: Vec::new() }
    }

    /// Appends it as XML; the source's very bytes when nothing was changed.
    pub fn write(&self, out: &mut Vec<u8>) {
        if self.byte_order_mark {
            out.extend_from_slice("\u{FEFF}".as_bytes());
        }
        self.prolog.iter().for_each(|node| node.write(out));
        self.root.write(out);
        self.epilog.iter().for_each(|node| node.write(out));
    }

    /// It as XML.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }
}

const DECLARATION: &str = r#"xml version="1.0" encoding="UTF-8" standalone="yes""#;
