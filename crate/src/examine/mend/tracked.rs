//! The comments that go with tracked changes.

use chrono::NaiveDate;

use super::parse;
use crate::Diagnostic;
use crate::docx::names::WORD;
use crate::docx::package::Package;
use crate::docx::patch::{Addition, Changes, Tracking};
use crate::docx::read::Observed;
use crate::examine::Finding;
use crate::xml::{Document, Element};

/// Who makes the changes.
const AUTHOR: &str = "Thể Thức";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Comments to be written, and who tracks changes.
pub(super) struct Notes {
    pub(super) tracking: Tracking,
    /// Ids and texts.
    comments: Vec<(u32, String)>,
    next: u32,
}

impl Notes {
    pub(super) fn new(
        package: &Package<'_>,
        observed: &Observed,
        day: NaiveDate,
    ) -> Result<Notes, Diagnostic> {
        let mut highest = 0;
        for name in observed.parts.iter().chain(part_of(package, observed)?.as_ref()) {
            if let Some(xml) = package.read(name)? {
                highest = highest.max(highest_id(&parse(name, &xml)?.root));
            }
        }
        let next = highest.saturating_add(1);
        let date = format!("{day}T00:00:00Z");
        Ok(Notes { tracking: Tracking { author: AUTHOR.to_owned(), date, next }, comments: Vec::new(), next })
    }

    /// A comment that says why something is changed.
    pub(super) fn comment(&mut self, finding: &Finding) -> u32 {
        let id = self.next;
        self.next = self.next.saturating_add(1);
        self.comments.push((id, format!("{}: {}", finding.rule.source, finding.message)));
        id
    }

    /// Puts the comments among those there are.
    pub(super) fn write<'p>(
        self,
        package: &'p Package<'p>,
        observed: &Observed,
        changes: &mut Changes<'p>,
    ) -> Result<(), Diagnostic> {
        if self.comments.is_empty() {
            return Ok(());
        }
        let known = part_of(package, observed)?;
        let xml = match &known {
            Some(name) => package.read(name)?,
            None => None,
        };
        let mut document = match (&known, &xml) {
            (Some(name), Some(xml)) => parse(name, xml)?,
            _ => Document::new(Element::new("w:comments").with_attribute("xmlns:w", WORD)),
        };
        let prefix = document.root.prefix().to_owned();
        let named =
            |local: &str| if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") };
        let element = |local: &str| {
            let mut element = Element::new("");
            element.rename(&named(local));
            element
        };
        for (id, text) in &self.comments {
            let words = element("t").with_attribute("xml:space", "preserve").with_text(text);
            let paragraph = element("p").with_child(element("r").with_child(words));
            let mut comment = element("comment").with_child(paragraph);
            comment.set_attribute(&named("id"), &id.to_string());
            comment.set_attribute(&named("author"), &self.tracking.author);
            comment.set_attribute(&named("date"), &self.tracking.date);
            comment.set_attribute(&named("initials"), "TT");
            document.root.push(comment);
        }
        let content = document.to_bytes();
        match known {
            Some(name) => changes.set(&name, content)?,
            None => {
                let main = observed.parts.first().map(String::as_str).unwrap_or_default();
                let own = package.relations(main)?;
                let family = own.first().and_then(|one| Some(one.kind.rsplit_once('/')?.0.to_owned()));
                let family = family.filter(|family| family.ends_with("/relationships"));
                let family = family.unwrap_or_else(|| crate::docx::names::RELATION.to_owned());
                let name = changes.free_name("word/comments", "xml");
                changes.add(Addition {
                    name: &name,
                    content_type: COMMENTS,
                    content: content.into(),
                    source: main,
                    relation: &format!("{family}/comments"),
                })?;
            }
        }
        Ok(())
    }
}

/// The part with comments.
fn part_of(package: &Package<'_>, observed: &Observed) -> Result<Option<String>, Diagnostic> {
    let main = observed.parts.first().map(String::as_str).unwrap_or_default();
    let mut relations = package.relations(main)?.into_iter();
    Ok(relations.find(|one| one.role() == "comments" && !one.external).map(|one| one.target))
}

/// The highest number any element is known by.
fn highest_id(element: &Element<'_>) -> u32 {
    let own = element
        .attributes()
        .filter(|one| one.name == "w:id" || one.name.ends_with(":id") || one.name == "id");
    let own = own.filter_map(|one| one.value().parse::<u32>().ok()).filter(|id| *id < u32::MAX / 2).max();
    element.elements().map(highest_id).fold(own.unwrap_or(0), u32::max)
}
