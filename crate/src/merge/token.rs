//! The tokens a part is made of.

use std::borrow::Cow;

use super::kind::Kind;
use crate::xml::{Element, Node};

/// No token.
pub(super) const NONE: usize = usize::MAX;

/// A piece of a part.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    pub(super) body: Body<'t>,
    /// The token that opens what this is in.
    pub(super) parent: usize,
    /// Of one that opens the one that closes, and the other way round.
    pub(super) partner: usize,
}

#[derive(Debug, Clone)]
pub(super) enum Body<'t> {
    Open(&'t Element<'t>, Kind),
    Close(&'t Element<'t>, Kind),
    /// Something with all it contains.
    Whole(&'t Node<'t>, Kind),
    Text(Text<'t>),
    /// A tag that opens, divides or closes.
    Tag(usize),
    Gone,
}

/// The text of an element.
#[derive(Debug, Clone)]
pub(super) struct Text<'t> {
    /// The element; none where it is a token of its own.
    pub(super) element: Option<Cow<'t, Element<'t>>>,
    pub(super) kind: Kind,
    /// `None` while nothing of it is changed.
    pub(super) pieces: Option<Vec<Piece>>,
}

#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Text as XML.
    Written(String),
    /// The tag whose value prints here.
    Tag(usize),
}

/// The value of an attribute of an element, whatever its prefix.
pub(super) fn attribute<'e>(element: &'e Element<'_>, local: &str) -> Option<Cow<'e, str>> {
    let named = |name: &str| name.rsplit_once(':').map_or(name, |(_, local)| local) == local;
    element.attributes().find(|attribute| named(attribute.name)).map(|attribute| attribute.value())
}
