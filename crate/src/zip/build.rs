//! An archive that is made in memory, as a whole.

use std::borrow::Cow;

use super::deflate::Deflated;
use super::write::{Method, Packed, Zip};

/// What is to be packed: bytes, or bytes deflated once and packed often.
#[derive(Debug, Clone)]
pub enum Content<'c> {
    /// The content itself.
    Plain(Cow<'c, [u8]>),
    /// The content, deflated.
    Deflated(&'c Deflated),
}

impl From<Vec<u8>> for Content<'_> {
    fn from(content: Vec<u8>) -> Self {
        Content::Plain(Cow::Owned(content))
    }
}

impl<'c> From<&'c [u8]> for Content<'c> {
    fn from(content: &'c [u8]) -> Self {
        Content::Plain(Cow::Borrowed(content))
    }
}

impl<'c> From<&'c Deflated> for Content<'c> {
    fn from(content: &'c Deflated) -> Self {
        Content::Deflated(content)
    }
}

/// An archive under way: entries in the order they are added, every date 1980-01-01.
#[derive(Debug)]
pub(crate) struct Builder {
    out: Vec<u8>,
    zip: Zip,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Builder { out: Vec::with_capacity(16 * 1024), zip: Zip::default() }
    }

    /// An archive of these entries.
    pub(crate) fn of(entries: &[(String, Deflated)]) -> Vec<u8> {
        let mut archive = Builder::new();
        for (name, content) in entries {
            archive.add_deflated(name, content);
        }
        archive.finish()
    }

    pub(crate) fn add(&mut self, name: &str, content: &Content<'_>) {
        match content {
            Content::Deflated(deflated) => self.add_deflated(name, deflated),
            Content::Plain(plain) => self.add_deflated(name, &Deflated::new(plain)),
        }
    }

    pub(crate) fn add_deflated(&mut self, name: &str, content: &Deflated) {
        let Deflated { crc, size, bytes } = content;
        self.add_packed(name, &Packed { method: Method::Deflate, crc: *crc, size: *size, bytes });
    }

    /// Content as it lies in another archive, or as we deflated it.
    pub(super) fn add_packed(&mut self, name: &str, content: &Packed<'_>) {
        self.zip.put(name, content, &mut self.out);
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.out.extend(self.zip.finish(""));
        self.out
    }
}
