use crate::ordered;
use crate::to_list::ToList;

use std::borrow::Cow;
use std::ops::Range;

use super::escape::{bad_reference, is_qualified_name};
use super::{MAX_ATTRIBUTES, Problem, unescape};

/// An attribute as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// Its name with the prefix.
    pub name: &'t str,
    /// Its value between the quotes, references not resolved.
    pub raw: &'t str,
}

impl<'t> Attribute<'t> {
    /// Its value, references resolved and each line break or tab a blank (XML 1.0, 3.3.3).
    pub fn value(&self) -> Cow<'t, str> {
        if self.raw.contains(['\t', '\n', '\r']) {
            let flat = self.raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
            return Cow::Owned(unescape(&flat).into_owned());
        }
        unescape(self.raw)
    }

    /// The prefix that this attribute binds to a namespace: `""` for `xmlns`, `w` for `xmlns:w`.
    pub fn declares(&self) -> Option<&'t str> {
        let rest = self.name.strip_prefix("xmlns")?;
        if rest.is_empty() { Some("") } else { rest.strip_prefix(':') }
    }
}

/// The attributes of an element, in order.
#[derive(Debug, Clone)]
pub struct Attributes<'t> {
    rest: &'t str,
}

impl<'t> Attributes<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Attributes { rest: source }
    }
}

impl<'t> Iterator for Attributes<'t> {
    type Item = Attribute<'t>;

    fn next(&mut self) -> Option<Attribute<'t>> {
        let start = self.rest.trim_ascii_start();
        let equals = start.bytes().position(|byte| byte == b'=')?;
        let (name, after) = (start.get(..equals)?, start.get(equals + 1..)?.trim_ascii_start());
        let quote = *after.as_bytes().first()?;
        let length = after.bytes().skip(1).position(|byte| byte == quote)?;
        self.rest = after.get(length + 2..)?;
        Some(Attribute { name: name.trim_ascii_end(), raw: after.get(1..=length)? })
    }
}

/// Where an attribute stands in the source of its element's attributes.
pub(super) struct Place {
    /// From the space before it to its closing quote.
    pub(super) whole: Range<usize>,
    /// Between its quotes.
    pub(super) value: Range<usize>,
}

pub(super) fn place(source: &str, name: &str) -> Option<Place> {
    let mut attributes = Attributes::new(source);
    loop {
        let start = source.len() - attributes.rest.len();
        let attribute = attributes.next()?;
        let end = source.len() - attributes.rest.len();
        if attribute.name == name {
            return Some(Place { whole: start..end, value: end - 1 - attribute.raw.len()..end - 1 });
        }
    }
}

/// Up to so many attributes, comparing each with those before it beats sorting them.
const FEW: usize = 8;

/// Checks what stands in a start tag after the name; an error is what and at which byte.
pub(super) fn check(source: &str) -> Result<(), (Problem, usize)> {
    let bytes = source.as_bytes();
    let mut names = [""; FEW];
    let mut at = 0;
    let mut count = 0;
    loop {
        let here = skip(bytes, at, is_space);
        if here == bytes.len() {
            return if count > FEW { check_unique(source) } else { Ok(()) };
        }
        let wrong = (Problem::Attribute, here);
        if here == at {
            return Err(wrong);
        }
        let name_end = skip(bytes, here, |byte| byte != b'=' && !is_space(byte));
        let equals = skip(bytes, name_end, is_space);
        if bytes.get(equals) != Some(&b'=') {
            return Err(wrong);
        }
        let name = source.get(here..name_end).unwrap_or_default();
        if !is_qualified_name(name) {
            return Err((Problem::Name, here));
        }
        let opening = skip(bytes, equals + 1, is_space);
        let Some(&quote @ (b'"' | b'\'')) = bytes.get(opening) else { return Err(wrong) };
        let mut has_reference = false;
        let closing = skip(bytes, opening + 1, |byte| {
            has_reference |= byte == b'&';
            byte != quote && byte != b'<'
        });
        match bytes.get(closing) {
            Some(b'<') => return Err((Problem::Attribute, closing)),
            None => return Err(wrong),
            Some(_) => {}
        }
        if has_reference && let Some(found) = source.get(opening + 1..closing).and_then(bad_reference) {
            return Err((Problem::Reference, opening + 1 + found));
        }
        count += 1;
        if count > MAX_ATTRIBUTES {
            return Err((Problem::Tag, here));
        }
        if let Some((place, before)) = names.get_mut(..count).and_then(<[&str]>::split_last_mut) {
            if before.contains(&name) {
                return Err((Problem::DuplicateAttribute(name.to_owned()), here));
            }
            *place = name;
        }
        at = closing + 1;
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The first place from `from` on whose byte is not wanted.
#[inline]
fn skip(bytes: &[u8], from: usize, mut wanted: impl FnMut(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|&byte| !wanted(byte)).unwrap_or(rest.len())
}

fn check_unique(source: &str) -> Result<(), (Problem, usize)> {
    let mut names: Vec<&str> = Attributes::new(source).map(|attribute| attribute.name).to_list();
    ordered::sort(&mut names);
    let twice = names.windows(2).find_map(|pair| match pair {
        [first, second] if first == second => Some((*first).to_owned()),
        _ => None,
    });
    twice.map_or(Ok(()), |name| Err((Problem::DuplicateAttribute(name), 0)))
}
