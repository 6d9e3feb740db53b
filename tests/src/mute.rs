//! A document that says nothing about itself any more: no values inside, no styles, no bookmarks that speak; how it looks
//! stays, written out on every paragraph and run.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow};
use thethuc::docx::package::Package;
use thethuc::xml::{Document, Element, Node};

/// Takes out what tells what its pieces are.
pub fn mute(docx: &[u8]) -> Result<Vec<u8>> {
    let package = Package::open(docx).map_err(|error| anyhow!("{error}"))?;
    let read = |name: &str| -> Result<Vec<u8>> {
        Ok(package
            .read(name)
            .map_err(|error| anyhow!("{error}"))?
            .with_context(|| format!("no {name}"))?
            .into_owned())
    };
    let sheet = read("word/styles.xml")?;
    let sheet = Document::parse(&sheet)?;
    let styles = Styles::read(&sheet.root);
    let mut changed = vec![("word/styles.xml".to_owned(), bare(&sheet))];
    for part in package.parts().iter().map(|part| part.name.clone()) {
        let is_story = ["word/document", "word/header", "word/footer", "word/footnotes"];
        if is_story.iter().any(|begin| part.starts_with(begin)) && part.ends_with(".xml") {
            let xml = read(&part)?;
            let mut story = Document::parse(&xml)?;
            styles.write_out(&mut story.root, &mut 0);
            changed.push((part, story.to_bytes()));
        } else if part.starts_with("customXml/item") && !part.contains("Props") {
            changed.push((part, b"<gone/>".to_vec()));
        }
    }
    let changed: Vec<(&str, &[u8])> =
        changed.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    package.with_parts(&changed).map_err(|error| anyhow!("{error}"))
}

/// The style sheet with its defaults and one nameless style.
fn bare(sheet: &Document<'_>) -> Vec<u8> {
    let mut bare = sheet.clone();
    bare.root.retain_elements(|element| element.name() == "w:docDefaults");
    let name = Element::new("w:name").with_attribute("w:val", "x");
    let style = Element::new("w:style")
        .with_attribute("w:type", "paragraph")
        .with_attribute("w:default", "1")
        .with_attribute("w:styleId", "x")
        .with_child(name);
    bare.root.push(style);
    bare.to_bytes()
}

#[derive(Default)]
struct Styles<'s> {
    by_id: HashMap<String, &'s Element<'s>>,
    usual: String,
}

impl<'s> Styles<'s> {
    fn read(root: &'s Element<'s>) -> Styles<'s> {
        let mut styles = Styles::default();
        for style in root.elements().filter(|element| element.name() == "w:style") {
            let id = style.attribute("w:styleId").unwrap_or_default().into_owned();
            let is_usual = style.attribute("w:default").is_some_and(|value| value == "1");
            if is_usual && style.attribute("w:type").is_some_and(|kind| kind == "paragraph") {
                styles.usual.clone_from(&id);
            }
            styles.by_id.insert(id, style);
        }
        styles
    }

    /// The properties a style gives, its own before those of what it builds on.
    fn given(&self, id: &str, properties: &str) -> Vec<&'s Element<'s>> {
        let mut given = Vec::new();
        let mut next = Some(id.to_owned());
        while let Some(style) = next.take().and_then(|id| self.by_id.get(&id)) {
            given.extend(style.child(properties).into_iter().flat_map(Element::elements));
            next =
                style.child("w:basedOn").and_then(|base| base.attribute("w:val")).map(|id| id.into_owned());
        }
        given
    }

    fn write_out(&self, element: &mut Element<'s>, marks: &mut usize) {
        for child in element.elements_mut() {
            self.write_out(child, marks);
        }
        match element.name() {
            "w:bookmarkStart" => {
                *marks += 1;
                element.set_attribute("w:name", &format!("m{marks}"));
            }
            "w:p" => self.paragraph(element),
            _ => {}
        }
    }

    fn paragraph(&self, paragraph: &mut Element<'s>) {
        let id = style(paragraph, "w:pPr", "w:pStyle").unwrap_or_else(|| self.usual.clone());
        add(paragraph, "w:pPr", &self.given(&id, "w:pPr"));
        let look = self.given(&id, "w:rPr");
        self.runs(paragraph, &look);
    }

    fn runs(&self, within: &mut Element<'s>, look: &[&'s Element<'s>]) {
        for child in within.elements_mut() {
            if child.name() == "w:r" {
                let own = style(child, "w:rPr", "w:rStyle");
                let mut all = own.map(|id| self.given(&id, "w:rPr")).unwrap_or_default();
                all.extend_from_slice(look);
                add(child, "w:rPr", &all);
            } else if !matches!(child.name(), "w:pPr" | "w:p") {
                self.runs(child, look);
            }
        }
    }
}

/// Takes the name of the style out.
fn style(element: &mut Element<'_>, properties: &str, name: &str) -> Option<String> {
    let properties = element.child_mut(properties)?;
    let id = properties.child(name)?.attribute("w:val")?.into_owned();
    properties.retain_elements(|child| child.name() != name);
    Some(id)
}

/// Adds properties that are not given yet, attribute by attribute where an element has several.
fn add<'s>(element: &mut Element<'s>, properties: &'static str, given: &[&Element<'s>]) {
    if element.child(properties).is_none() {
        element.insert(0, Element::new(properties));
    }
    let Some(properties) = element.child_mut(properties) else { return };
    for one in given {
        match properties.child_mut(one.name()) {
            None => {
                // The properties of the paragraph mark come last.
                let last = properties.children.iter().position(|node| {
                    node.as_element().is_some_and(|child| matches!(child.name(), "w:rPr" | "w:sectPr"))
                });
                let at = last.unwrap_or(properties.children.len());
                properties.insert(at, Node::Element((*one).clone()));
            }
            Some(own) => {
                for attribute in one.attributes() {
                    if own.attribute(attribute.name).is_none() {
                        own.set_attribute(attribute.name, &attribute.value());
                    }
                }
            }
        }
    }
}
