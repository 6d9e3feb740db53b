//! The parts docx-rs must not write, as text.

use std::fmt::Write as _;

use super::{Shape, footer_id, header_id};
use crate::docx::names::{
    CONTENT_TYPES, CORE_PROPERTIES_RELATION, CUSTOM_PROPERTIES, PACKAGE_RELATION, RELATION, VALUES, WORD,
};
use crate::xml::{escape_text, is_allowed};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// Any GUID serves, as long as no other item of the document has it; a fixed one keeps the bytes the same.
const ITEM_ID: &str = "{7468E574-68E1-7563-8001-000000000001}";

pub(super) fn content_types(shape: Shape) -> String {
    let mut xml = format!(
        "{DECLARATION}<Types xmlns=\"{CONTENT_TYPES}\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    let mut part = |name: &str, kind: &str| {
        // Writing to a string cannot fail.
        let _ = write!(xml, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    };
    part("word/document.xml", &format!("{WORD_TYPE}document.main+xml"));
    part("word/styles.xml", &format!("{WORD_TYPE}styles+xml"));
    part("word/settings.xml", &format!("{WORD_TYPE}settings+xml"));
    part("word/fontTable.xml", &format!("{WORD_TYPE}fontTable+xml"));
    if shape.footnotes {
        part("word/footnotes.xml", &format!("{WORD_TYPE}footnotes+xml"));
    }
    for number in 1..=shape.headers {
        part(&format!("word/header{number}.xml"), &format!("{WORD_TYPE}header+xml"));
    }
    for number in 1..=shape.footers {
        part(&format!("word/footer{number}.xml"), &format!("{WORD_TYPE}footer+xml"));
    }
    part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    if shape.values {
        part(
            "customXml/itemProps1.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        );
    }
    xml.push_str("</Types>");
    xml
}

fn relations(list: &[(String, String, String)]) -> String {
    let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATION}\">");
    for (id, kind, target) in list {
        let _ = write!(xml, "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
    }
    xml.push_str("</Relationships>");
    xml
}

fn relation(id: &str, kind: &str, target: &str) -> (String, String, String) {
    (id.to_owned(), format!("{RELATION}/{kind}"), target.to_owned())
}

pub(super) fn root_relations() -> String {
    relations(&[
        relation("rId1", "officeDocument", "word/document.xml"),
        ("rId2".to_owned(), CORE_PROPERTIES_RELATION.to_owned(), "docProps/core.xml".to_owned()),
    ])
}

pub(super) fn document_relations(shape: Shape) -> String {
    let mut list = vec![
        relation("rId1", "styles", "styles.xml"),
        relation("rId2", "settings", "settings.xml"),
        relation("rId3", "fontTable", "fontTable.xml"),
    ];
    if shape.footnotes {
        list.push(relation("rId4", "footnotes", "footnotes.xml"));
    }
    if shape.values {
        list.push(relation("rId5", "customXml", "../customXml/item1.xml"));
    }
    list.extend(
        (0..shape.headers).map(|at| relation(&header_id(at), "header", &format!("header{}.xml", at + 1))),
    );
    list.extend(
        (0..shape.footers).map(|at| relation(&footer_id(at), "footer", &format!("footer{}.xml", at + 1))),
    );
    relations(&list)
}

pub(super) fn item_relations() -> String {
    relations(&[relation("rId1", "customXmlProps", "itemProps1.xml")])
}

pub(super) fn item_properties() -> String {
    format!(
        "{DECLARATION}<ds:datastoreItem ds:itemID=\"{ITEM_ID}\" xmlns:ds=\"{CUSTOM_PROPERTIES}\">\
         <ds:schemaRefs><ds:schemaRef ds:uri=\"{VALUES}\"/></ds:schemaRefs></ds:datastoreItem>"
    )
}

/// Word 2013 and later without compatibility mode; comma and semicolon as Vietnamese writes numbers and lists.
pub(super) fn settings(footnotes: bool) -> String {
    let separators = if footnotes {
        "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>"
    } else {
        ""
    };
    let mut compatibility = String::new();
    for (name, value) in [
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
        ("useWord2013TrackBottomHyphenation", 0),
    ] {
        let _ = write!(
            compatibility,
            "<w:compatSetting w:name=\"{name}\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"{value}\"/>"
        );
    }
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{WORD}\"><w:defaultTabStop w:val=\"567\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/>{separators}<w:compat>{compatibility}</w:compat>\
         <w:themeFontLang w:val=\"vi-VN\"/><w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/></w:settings>"
    )
}

/// The font of Decree 30/2020/NĐ-CP, Annex I, Part I, I.4, so that a machine without it takes a serif of the same widths.
pub(super) fn font_table() -> String {
    format!(
        "{DECLARATION}<w:fonts xmlns:w=\"{WORD}\"><w:font w:name=\"Times New Roman\">\
         <w:panose1 w:val=\"02020603050405020304\"/><w:charset w:val=\"00\"/><w:family w:val=\"roman\"/>\
         <w:pitch w:val=\"variable\"/></w:font></w:fonts>"
    )
}

/// Title, subject and language; no author, no date, no program.
pub(super) fn core_properties(title: &str, subject: &str) -> Vec<u8> {
    let field = |name: &str, text: &str| {
        let clean: String =
            text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|&c| is_allowed(c)).collect();
        let clean = clean.trim();
        if clean.is_empty() {
            String::new()
        } else {
            format!("<dc:{name}>{}</dc:{name}>", escape_text(clean))
        }
    };
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{}{}<dc:language>vi-VN</dc:language></cp:coreProperties>",
        field("title", title),
        field("subject", subject),
    )
    .into_bytes()
}
