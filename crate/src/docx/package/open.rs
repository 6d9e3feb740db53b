//! Reading a file somebody offers as a DOCX. It may be anything.

use std::borrow::Cow;

use super::relation::{relations_part, source_of};
use super::utf16::in_utf8;
use super::{CONTENT_TYPES_PART, ContentTypes, PackageError, Relation};
use crate::zip::{Archive, Entry};

/// A package opened for reading; parts are inflated when they are asked for.
#[derive(Debug)]
pub struct Package<'a>(Archive<'a>);

impl<'a> From<Archive<'a>> for Package<'a> {
    fn from(zip: Archive<'a>) -> Self {
        Package(zip)
    }
}

impl<'a> Package<'a> {
    /// Opens a package and checks what can be checked without inflating, see [`Archive::open`].
    ///
    /// # Errors
    /// What makes it unreadable or unsafe to read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PackageError> {
        Ok(Package(Archive::open(bytes)?))
    }

    /// The zip it is in.
    pub fn zip(&self) -> &Archive<'a> {
        &self.0
    }

    /// The parts, in the order of the zip.
    pub fn parts(&self) -> &[Entry] {
        self.0.entries()
    }

    /// There is a part of this name, whatever its case.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The content of a part, of one that is XML in UTF-16 what it is in UTF-8; `None` when there is none of this name, whatever
    /// its case.
    ///
    /// # Errors
    /// When it is not what the zip says it is.
    pub fn read(&self, name: &str) -> Result<Option<Cow<'_, [u8]>>, PackageError> {
        Ok(self.0.read(name)?.map(|content| in_utf8(name, content)))
    }

    /// The package with other content in some parts; every other part is taken over as it lies in the zip. Parts that
    /// are not there yet come at the end; what declares them is up to the caller, see
    /// [`Changes`](crate::docx::patch::Changes).
    ///
    /// # Errors
    /// See [`Archive::with`].
    pub fn with_parts(&self, changed: &[(&str, &[u8])]) -> Result<Vec<u8>, PackageError> {
        Ok(self.0.with(changed)?)
    }

    /// The same, and without the parts of these names; what leads to them is up to the caller.
    ///
    /// # Errors
    /// See [`Archive::with`].
    pub fn without_parts(
        &self,
        removed: &[&str],
        changed: &[(&str, &[u8])],
    ) -> Result<Vec<u8>, PackageError> {
        Ok(self.0.without(removed, changed)?)
    }

    /// Who has relationships: the names of parts, and `""` for the package.
    pub fn sources(&self) -> impl Iterator<Item = String> + '_ {
        self.parts().iter().filter_map(|part| source_of(&part.name))
    }

    /// It carries a digital signature (ECMA-376-2, 13): a relationship says so, wherever the part with it lies.
    pub fn is_signed(&self) -> bool {
        const SIGNATURE: &str = "/digital-signature/";
        self.sources().any(|source| {
            let relations = self.relations(&source).unwrap_or_default();
            relations.iter().any(|relation| relation.kind.contains(SIGNATURE))
        })
    }

    /// The relationships of a part; those of the package for `""`. None when it has no such part.
    ///
    /// # Errors
    /// When the part with the relationships is unreadable.
    pub fn relations(&self, source: &str) -> Result<Vec<Relation>, PackageError> {
        match self.read(&relations_part(source))? {
            Some(xml) => Relation::read_all(source, &xml),
            None => Ok(Vec::new()),
        }
    }

    /// What the package says its parts are.
    ///
    /// # Errors
    /// [`PackageError::NotWord`] when it does not say, or when that part is unreadable.
    pub fn content_types(&self) -> Result<ContentTypes, PackageError> {
        let xml = self.read(CONTENT_TYPES_PART)?.ok_or(PackageError::NotWord)?;
        ContentTypes::read(CONTENT_TYPES_PART, &xml)
    }

    /// The name of the main document part, by the relationship that leads there.
    ///
    /// # Errors
    /// [`PackageError::NotWord`] when there is none, or it is not WordprocessingML.
    pub fn main_document(&self) -> Result<String, PackageError> {
        let main = self.relations("")?.into_iter().find(|relation| relation.role() == "officeDocument");
        let name = main.map(|relation| relation.target).filter(|name| self.contains(name));
        let name = name.ok_or(PackageError::NotWord)?;
        let is_word = |kind: &str| kind.contains("wordprocessingml") || kind.contains("ms-word");
        if self.content_types()?.of(&name).is_some_and(is_word) {
            Ok(name)
        } else {
            Err(PackageError::NotWord)
        }
    }
}
