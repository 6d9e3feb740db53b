//! From the parts docx-rs builds to parts that are valid against the schema, and small.
//!
//! docx-rs 0.4.22 writes children in an order of its own, attributes that do not exist, empty property elements, a
//! paragraph id for everything, and a dozen namespaces nobody uses. Always done, by [`tidy`]:
//!
//! * children in the schema's sequence, from the table in `sequences.txt`; what may not stand there goes, of what may
//!   stand once the first stays;
//! * `w:type` of `w:gridCol`, paragraph ids, revision ids, `w:dirty="false"` and needless `xml:space` go;
//! * empty property elements and runs without content go, and so does the mark's `w:rPr` where a style forbids it;
//! * namespaces that are not used go, and so does the space in `<w:b />`.
//!
//! What docx-rs has no way to say, the writer asks for: language, default and custom styles ([`styles`]), footnotes with
//! their marks ([`footnotes`]).

mod notes;
mod sequences;
mod tidy;

pub use notes::footnotes;
pub use tidy::tidy;
pub(crate) use tidy::tidy_under;

use crate::unicode;
use crate::xml::{Document, Element};

/// Changes the property child of that name, made when it is missing.
fn edit<'a>(element: &mut Element<'a>, name: &'static str, change: impl FnOnce(&mut Element<'a>)) {
    if element.child(name).is_none() {
        element.insert(0, Element::new(name));
    }
    if let Some(child) = element.child_mut(name) {
        change(child);
    }
}

/// What docx-rs cannot say about styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StyleSheet<'s> {
    /// The language of all text, such as `vi-VN`.
    pub language: &'s str,
    /// The id of the paragraph style that paragraphs without a style have.
    pub default_paragraph: &'s str,
}

/// Makes `styles.xml` valid: language of the defaults, one default paragraph style, `w:customStyle` on each style whose
/// name is not one of Word's own. docx-rs adds an empty style `Normal` in front; it goes when another has the same id,
/// or when another is the default and nothing is based on `Normal`.
pub fn styles(part: &mut Document<'_>, sheet: &StyleSheet<'_>) {
    let language = Element::new("w:lang").with_attribute("w:val", sheet.language);
    edit(&mut part.root, "w:docDefaults", |defaults| {
        edit(defaults, "w:rPrDefault", |default| {
            edit(default, "w:rPr", |run| {
                run.retain_elements(|child| child.name() != "w:lang");
                run.push(language);
            });
        });
    });
    drop_needless_normal(&mut part.root, sheet.default_paragraph);
    for style in part.root.elements_mut().filter(|child| child.name() == "w:style") {
        style.remove_attribute("w:default");
        let is_paragraph = style.attribute("w:type").is_none_or(|kind| kind == "paragraph");
        if is_paragraph && style.attribute("w:styleId").as_deref() == Some(sheet.default_paragraph) {
            style.set_attribute("w:default", "1");
        }
        let name = style.child("w:name").and_then(|name| name.attribute("w:val")).unwrap_or_default();
        if !is_built_in(&name) {
            style.set_attribute("w:customStyle", "1");
        }
    }
    tidy(part);
}

fn drop_needless_normal(styles: &mut Element<'_>, default: &str) {
    let has_id = |style: &Element<'_>, id: &str| style.attribute("w:styleId").as_deref() == Some(id);
    let refers = |style: &Element<'_>| {
        ["w:basedOn", "w:next", "w:link"].iter().any(|&name| {
            style.child(name).and_then(|link| link.attribute("w:val")).as_deref() == Some("Normal")
        })
    };
    let normals = styles.elements().filter(|style| has_id(style, "Normal")).count();
    let wanted = default == "Normal" || styles.elements().any(refers);
    let mut surplus = if wanted { normals.saturating_sub(1) } else { normals.min(1) };
    styles.retain_elements(|style| {
        let drop = surplus > 0 && has_id(style, "Normal");
        surplus -= usize::from(drop);
        !drop
    });
}

/// Word has a style of that name itself (ECMA-376-1, 17.7.4.9); only those that a document of ours may use.
fn is_built_in(name: &str) -> bool {
    const NAMES: [&str; 13] = [
        "normal",
        "title",
        "subtitle",
        "header",
        "footer",
        "page number",
        "footnote text",
        "footnote reference",
        "caption",
        "table grid",
        "normal table",
        "default paragraph font",
        "no list",
    ];
    let name = unicode::lower(name);
    NAMES.contains(&name.as_str())
        || name.strip_prefix("heading ").is_some_and(|level| level.parse::<u8>().is_ok())
}

/// The place of a child among those its parent may have, both by their local names.
pub(in crate::docx) fn rank(parent: &str, child: &str) -> Option<usize> {
    let sequence = sequences::of(&format!("w:{parent}"))?;
    sequence.place(&format!("w:{child}")).map(|(at, _)| at)
}
