//! A package with parts changed, parts added and parts taken out.

use std::borrow::Cow;

use super::declare::{self, NewRelation};
use crate::docx::package::{CONTENT_TYPES_PART, Package, PackageError, relations_part, resolve};
use crate::to_list::ToList;
use crate::xml::is_allowed;
use crate::zip::ZipError;

/// A part that is not there yet.
#[derive(Debug, Clone)]
pub struct Addition<'n, 'c> {
    /// Its name, as `word/comments.xml`; [`Changes::free_name`] finds one.
    pub name: &'n str,
    /// What it is: a media type.
    pub content_type: &'n str,
    /// What is in it.
    pub content: Cow<'c, [u8]>,
    /// The part that leads to it, there already or added before; `""` for the package itself.
    pub source: &'n str,
    /// What it is to its source: a URI, of the same family as those the source has (transitional or strict).
    pub relation: &'n str,
}

/// What is to be different in a package. Nothing is written before [`Changes::finish`], which writes all or nothing.
#[derive(Debug)]
pub struct Changes<'p> {
    package: &'p Package<'p>,
    /// Content by name: changed parts, and new ones in the order they were added.
    parts: Vec<(String, Cow<'p, [u8]>)>,
    /// New parts and their content types.
    types: Vec<(String, String)>,
    relations: Vec<NewRelation>,
    /// The names of parts that go.
    removed: Vec<String>,
}

impl<'p> Changes<'p> {
    /// No change so far.
    pub fn new(package: &'p Package<'p>) -> Self {
        Changes { package, parts: Vec::new(), types: Vec::new(), relations: Vec::new(), removed: Vec::new() }
    }

    /// Takes a part out that was there, with the relationships it has and those that lead to it. What refers to those in
    /// the text of other parts is up to the caller.
    ///
    /// # Errors
    /// [`ZipError::Damaged`] when there is none of this name, whatever its case; [`ZipError::Name`] for content types
    /// and relationships.
    pub fn remove(&mut self, name: &str) -> Result<(), PackageError> {
        if is_bookkeeping(name) {
            return Err(ZipError::Name(name.to_owned()).into());
        }
        let name = self.part(name)?;
        self.parts.retain(|(known, _)| *known != name);
        let own = relations_part(&name);
        if self.package.contains(&own) {
            self.removed.push(own);
        }
        self.removed.push(name);
        Ok(())
    }

    /// Gives a part that is there, or was added, other content.
    ///
    /// # Errors
    /// [`ZipError::Damaged`] when there is none of this name, whatever its case; [`ZipError::Name`] for content types
    /// and relationships, which follow from what is added.
    pub fn set(&mut self, name: &str, content: impl Into<Cow<'p, [u8]>>) -> Result<(), PackageError> {
        if is_bookkeeping(name) {
            return Err(ZipError::Name(name.to_owned()).into());
        }
        let name = self.part(name)?;
        let content = content.into();
        match self.parts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = content,
            None => self.parts.push((name, content)),
        }
        Ok(())
    }

    /// Adds a part with the relationship that leads to it, and gives the id of that, which clashes with none its
    /// source has.
    ///
    /// Its content type is declared where the package does not say it already: for its extension when no part had
    /// that so far, otherwise for the part alone.
    ///
    /// # Errors
    /// [`ZipError::Name`] for a name no part may have (ASCII letters, digits and `-._~` between slashes; no
    /// relationships), [`ZipError::Duplicate`] for one that is taken, whatever its case, and the errors of
    /// [`Changes::relate`].
    pub fn add(&mut self, part: Addition<'_, 'p>) -> Result<String, PackageError> {
        let Addition { name, content_type, content, source, relation } = part;
        if !is_part_name(name) || is_bookkeeping(name) {
            return Err(ZipError::Name(name.to_owned()).into());
        }
        if self.spelling(name).is_some() {
            return Err(ZipError::Duplicate(name.to_owned()).into());
        }
        if !content_type.chars().all(is_allowed) {
            return Err(PackageError::damaged(name));
        }
        let source = self.source(source)?;
        let id = self.lead(source, relation, name.to_owned())?;
        self.parts.push((name.to_owned(), content));
        self.types.push((name.to_owned(), content_type.to_owned()));
        Ok(id)
    }

    /// Adds a relationship with a part that is there or was added, and gives its id.
    ///
    /// # Errors
    /// [`ZipError::Damaged`] when there is no source or no target of this name, or the kind has characters XML cannot
    /// hold; what makes the relationships of the source unreadable.
    pub fn relate(&mut self, source: &str, kind: &str, target: &str) -> Result<String, PackageError> {
        let (source, target) = (self.source(source)?, self.part(target)?);
        self.lead(source, kind, target)
    }

    /// The first of `stem1.extension`, `stem2.extension`, … that no part has: `word/header`, `xml`.
    pub fn free_name(&self, stem: &str, extension: &str) -> String {
        let named = |number: usize| format!("{stem}{number}.{extension}");
        let mut number = 1;
        while self.spelling(&named(number)).is_some() {
            number += 1;
        }
        named(number)
    }

    /// The package with the changes.
    ///
    /// # Errors
    /// When content types or relationships cannot be read, an entry cannot be taken over, or there are more entries
    /// than [`MAX_ENTRIES`](crate::zip::MAX_ENTRIES).
    pub fn finish(self) -> Result<Vec<u8>, PackageError> {
        let Changes { package, mut parts, mut types, relations, removed } = self;
        let mut sources: Vec<String> = Vec::new();
        let is_removed = |name: &str| removed.iter().any(|gone| gone.eq_ignore_ascii_case(name));
        if !removed.is_empty() {
            for source in package.sources().filter(|source| !is_removed(source)) {
                let leads = package.relations(&source)?;
                if leads.iter().any(|relation| !relation.external && is_removed(&relation.target)) {
                    sources.push(source);
                }
            }
        }
        for relation in &relations {
            if !sources.contains(&relation.source) {
                sources.push(relation.source.clone());
            }
        }
        for source in sources {
            let name = relations_part(&source);
            let known = package.read(&name)?;
            let added = relations.iter().filter(|relation| relation.source == source);
            let leads_away = |target: &str| is_removed(&resolve(&source, target));
            let xml = declare::relations(&name, known.as_deref(), added, leads_away)?;
            if known.is_none() {
                types.push((name.clone(), RELATIONS.to_owned()));
            }
            parts.push((name, xml.into()));
        }
        if !types.is_empty() || !removed.is_empty() {
            let known = package.read(CONTENT_TYPES_PART)?.ok_or(PackageError::NotWord)?;
            let is_used = |extension: &str| {
                let of =
                    |name: &str| declare::extension(name).is_some_and(|e| e.eq_ignore_ascii_case(extension));
                package.parts().iter().any(|part| of(&part.name))
            };
            let xml = declare::content_types(CONTENT_TYPES_PART, &known, &types, is_used, is_removed)?;
            if xml != *known {
                parts.push((CONTENT_TYPES_PART.to_owned(), xml.into()));
            }
        }
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, content)| (name.as_str(), &**content)).to_list();
        let removed: Vec<&str> = removed.iter().map(String::as_str).to_list();
        package.without_parts(&removed, &parts)
    }

    /// The name of a part as the package spells it.
    fn spelling(&self, name: &str) -> Option<&str> {
        let there = self.package.parts().iter().map(|part| part.name.as_str());
        let added = self.parts.iter().map(|(name, _)| name.as_str());
        there.chain(added).find(|known| known.eq_ignore_ascii_case(name))
    }

    fn part(&self, name: &str) -> Result<String, PackageError> {
        self.spelling(name).map(str::to_owned).ok_or_else(|| PackageError::damaged(name))
    }

    fn source(&self, name: &str) -> Result<String, PackageError> {
        if name.is_empty() { Ok(String::new()) } else { self.part(name) }
    }

    fn lead(&mut self, source: String, kind: &str, target: String) -> Result<String, PackageError> {
        if !kind.chars().all(is_allowed) {
            return Err(PackageError::damaged(target));
        }
        let known = self.package.relations(&source)?;
        let added = self.relations.iter().filter(|relation| relation.source == source);
        let taken: Vec<&str> = known
            .iter()
            .map(|relation| relation.id.as_str())
            .chain(added.map(|relation| relation.id.as_str()))
            .to_list();
        let mut number = taken.len() + 1;
        let mut id = format!("rId{number}");
        while taken.iter().any(|known| known.eq_ignore_ascii_case(&id)) {
            number += 1;
            id = format!("rId{number}");
        }
        self.relations.push(NewRelation { source, id: id.clone(), kind: kind.to_owned(), target });
        Ok(id)
    }
}

/// The content type of parts with relationships.
const RELATIONS: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// It says what the parts are, or how they relate.
fn is_bookkeeping(name: &str) -> bool {
    let relations = declare::extension(name).is_some_and(|found| found.eq_ignore_ascii_case("rels"));
    relations || name.eq_ignore_ascii_case(CONTENT_TYPES_PART)
}

/// Any program takes it for the name of a part (ECMA-376-2, 6.2.2.2).
fn is_part_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.split('/').all(|step| !step.is_empty() && !step.ends_with('.') && step.bytes().all(is_plain))
}
