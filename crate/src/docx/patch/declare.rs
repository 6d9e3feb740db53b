//! Content types and relationships of new parts, put into what declares those of the others.

use crate::docx::names::{CONTENT_TYPES, PACKAGE_RELATION};
use crate::docx::package::{ContentTypes, PackageError, relative_target};
use crate::xml::{Document, Element, Scope};

/// A relationship that is not there yet.
#[derive(Debug)]
pub(super) struct NewRelation {
    pub(super) source: String,
    pub(super) id: String,
    pub(super) kind: String,
    /// The name of the part.
    pub(super) target: String,
}

/// The part of this name that holds relationships, without those `leads_away` says of their targets and with more of
/// them at its end; a new one when there is none yet.
pub(super) fn relations<'r>(
    name: &str,
    known: Option<&[u8]>,
    added: impl Iterator<Item = &'r NewRelation>,
    leads_away: impl Fn(&str) -> bool,
) -> Result<Vec<u8>, PackageError> {
    let mut document = match known {
        Some(xml) => parse(name, xml)?,
        None => Document::new(Element::new("Relationships").with_attribute("xmlns", PACKAGE_RELATION)),
    };
    let tag = tag(name, &document.root, PACKAGE_RELATION, "Relationship")?;
    document.root.retain_elements(|relation| {
        let is_inside = relation.attribute("TargetMode").as_deref() != Some("External");
        !(is_inside && relation.attribute("Target").is_some_and(|target| leads_away(&target)))
    });
    for relation in added {
        let target = relative_target(&relation.source, &relation.target);
        let attributes = [("Id", relation.id.as_str()), ("Type", &relation.kind), ("Target", &target)];
        document.root.push(element(&tag, attributes));
    }
    Ok(document.to_bytes())
}

/// The content types, without those of parts that are gone and with those of more parts at their end; `is_used` says of
/// an extension that parts have it which were there before.
pub(super) fn content_types(
    name: &str,
    known: &[u8],
    added: &[(String, String)],
    is_used: impl Fn(&str) -> bool,
    is_removed: impl Fn(&str) -> bool,
) -> Result<Vec<u8>, PackageError> {
    let mut document = parse(name, known)?;
    let by_extension = tag(name, &document.root, CONTENT_TYPES, "Default")?;
    let by_name = tag(name, &document.root, CONTENT_TYPES, "Override")?;
    document.root.retain_elements(|element| {
        let part_name = element.attribute("PartName").filter(|_| element.name() == by_name);
        !part_name.is_some_and(|known| is_removed(known.trim_start_matches('/')))
    });
    for (part, kind) in added {
        let types = ContentTypes::of_root(&document.root);
        if types.of(part) == Some(kind) {
            continue;
        }
        let left_over = |element: &&mut Element<'_>| {
            let part_name = element.attribute("PartName").filter(|_| element.name() == by_name);
            part_name.is_some_and(|known| known.trim_start_matches('/').eq_ignore_ascii_case(part))
        };
        if let Some(element) = document.root.elements_mut().find(left_over) {
            element.set_attribute("ContentType", kind);
            continue;
        }
        let free = extension(part).filter(|extension| !types.has_default(extension) && !is_used(extension));
        document.root.push(match free {
            Some(extension) => element(&by_extension, [("Extension", extension), ("ContentType", kind)]),
            None => element(&by_name, [("PartName", &format!("/{part}")), ("ContentType", kind)]),
        });
    }
    Ok(document.to_bytes())
}

/// What follows the last dot of the last step of a name.
pub(super) fn extension(name: &str) -> Option<&str> {
    Some(name.rsplit('/').next()?.rsplit_once('.')?.1)
}

fn parse<'x>(name: &str, xml: &'x [u8]) -> Result<Document<'x>, PackageError> {
    Document::parse(xml).map_err(|error| PackageError::Xml { part: name.to_owned(), error })
}

/// The name of a child as the root spells names of the namespace, which has to be its own.
fn tag(part: &str, root: &Element<'_>, namespace: &str, local: &str) -> Result<String, PackageError> {
    let mut scope = Scope::new(|uri| uri == namespace);
    scope.enter(root);
    if scope.of_element(root.name()) != Some(true) {
        return Err(PackageError::damaged(part));
    }
    let prefix = root.prefix();
    Ok(if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") })
}

fn element<'e, const N: usize>(name: &str, attributes: [(&str, &str); N]) -> Element<'e> {
    let mut element = Element::new("");
    element.rename(name);
    for (name, value) in attributes {
        element.set_attribute(name, value);
    }
    element
}
