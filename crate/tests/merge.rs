//! An office's own Word files: what their tags become (`merge/`), and that nothing else changes.
//!
//! Each file: the body, a paragraph a line with `¦` between runs, or XML that begins with `<`; behind `--- header` and so on
//! parts of the same kind; behind `--- marks` other delimiters; behind `--- values` values as JSON; behind `--- filled` what
//! comes out, in the same way, and what is told.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use thethuc::docx::lint::lint;
use thethuc::docx::package::Package;
use thethuc::library;
use thethuc::merge::{Delimiters, WordTemplate};
use thethuc::xml::{Document, Element, Node};

use crate::documents::files;
use crate::docx::zip::zip;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml""#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Lines as XML: a paragraph each.
fn paragraphs(lines: &str) -> String {
    let run = |text: &str| {
        let escaped = thethuc::xml::escape_text(text);
        format!(r#"<w:r><w:t xml:space="preserve">{escaped}</w:t></w:r>"#)
    };
    let line = |line: &str| match line {
        "" => "<w:p/>".to_owned(),
        _ if line.trim_start().starts_with('<') => line.trim_start().to_owned(),
        _ => format!("<w:p>{}</w:p>", line.split('¦').map(run).collect::<String>()),
    };
    lines.lines().map(line).collect()
}

/// XML as lines: a paragraph that is nothing but plain runs as its text, everything else as it is.
fn lines(root: &Element<'_>) -> String {
    let plain = |element: &Element<'_>| {
        let run = |run: &Element<'_>| {
            let text =
                run.elements().next().filter(|text| text.name() == "w:t" && run.children.len() == 1)?;
            (run.name() == "w:r" && run.attributes().next().is_none()).then(|| text.text())
        };
        let is_plain = element.name() == "w:p" && element.attributes().next().is_none();
        let runs: Option<Vec<String>> = element.elements().map(run).collect();
        runs.filter(|_| is_plain).map(|runs| runs.join("¦"))
    };
    let mut out = String::new();
    for element in root.elements() {
        match plain(element) {
            Some(text) => out += &text.replace('\u{A0}', "␣"),
            None => {
                let mut xml = Vec::new();
                element.write(&mut xml);
                out += &String::from_utf8(xml).unwrap().replace('\u{A0}', "␣");
            }
        }
        out.push('\n');
    }
    out
}

/// A file with this body and these other parts.
fn package(body: &str, others: &[(&str, String)]) -> Vec<u8> {
    let of = |part: &str| match part {
        "core" => (
            "docProps/core.xml".to_owned(),
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
        _ => (format!("word/{part}.xml"), format!("{CONTENT}.{part}+xml")),
    };
    let mut types = String::new();
    let mut relations = String::new();
    let mut parts = vec![(
        "word/document.xml".to_owned(),
        format!("<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>").into_bytes(),
    )];
    for (part, content) in others {
        let (name, kind) = of(part);
        let _ = write!(types, r#"<Override PartName="/{name}" ContentType="{kind}"/>"#);
        let _ = write!(relations, r#"<Relationship Id="{part}" Type="{OFFICE}/{part}" Target="/{name}"/>"#);
        let root = match *part {
            "header" => "w:hdr",
            "footer" => "w:ftr",
            other => &format!("w:{other}"),
        };
        let xml = if *part == "core" {
            content.clone()
        } else {
            format!("<{root} {NAMESPACES}>{content}</{root}>")
        };
        parts.push((name, xml.into_bytes()));
    }
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{CONTENT}.document.main+xml"/>{types}</Types>"#
    );
    let relations = |of: &str| {
        format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{of}</Relationships>"#)
            .into_bytes()
    };
    let root = format!(r#"<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>"#);
    parts.insert(0, ("[Content_Types].xml".to_owned(), types.into_bytes()));
    parts.push(("_rels/.rels".to_owned(), relations(&root)));
    parts.push(("word/_rels/document.xml.rels".to_owned(), relations(&relations_of(others))));
    zip(&parts)
}

/// A Word file of these lines.
pub(crate) fn word_file(lines: &str) -> Vec<u8> {
    package(&paragraphs(lines), &[])
}

/// The body of a Word file in lines.
pub(crate) fn body_lines(file: &[u8]) -> String {
    let package = Package::open(file).unwrap();
    let source = package.read("word/document.xml").unwrap().unwrap();
    let document = Document::parse(&source).unwrap();
    lines(document.root.child("w:body").unwrap()).trim_end_matches("<w:sectPr/>\n").to_owned()
}

fn relations_of(others: &[(&str, String)]) -> String {
    let relation =
        |part: &str| format!(r#"<Relationship Id="{part}" Type="{OFFICE}/{part}" Target="{part}.xml"/>"#);
    others.iter().filter(|(part, _)| *part != "core").map(|(part, _)| relation(part)).collect()
}

fn filled(case: &str) -> String {
    let mut sections = case.split("\n--- ");
    let body = sections.next().unwrap();
    // The first line says what the case is about.
    let body = body.split_once('\n').map_or("", |(_, body)| body);
    let (mut others, mut values, mut marks) = (Vec::new(), Value::Null, Delimiters::default());
    for section in sections {
        let (head, content) = section.split_once('\n').unwrap_or((section, ""));
        match head {
            "filled" => {}
            "values" => values = serde_json::from_str(content).unwrap(),
            "marks" => {
                let (start, end) = content.trim().split_once(' ').unwrap();
                marks = Delimiters::new(start, end).unwrap();
            }
            "core" => others.push((head, content.trim().to_owned())),
            part => others.push((part, paragraphs(content))),
        }
    }
    let file = package(&paragraphs(body), &others);
    let outcome = WordTemplate::read(&file, &marks).and_then(|template| template.fill(&values));
    let mut out = String::new();
    let findings = match outcome {
        Err(findings) => {
            out += "refused\n";
            findings
        }
        Ok(merged) => {
            let package = Package::open(&merged.bytes).unwrap();
            for part in package
                .parts()
                .iter()
                .filter(|part| !part.name.contains("rels") && !part.name.starts_with('['))
            {
                let source = package.read(&part.name).unwrap().unwrap();
                let document = Document::parse(&source).unwrap();
                let root = document.root.child("w:body").unwrap_or(&document.root);
                if part.name != "word/document.xml" {
                    let _ = writeln!(out, "{}:", part.name);
                }
                out += lines(root).trim_end_matches("<w:sectPr/>\n");
            }
            merged.findings
        }
    };
    for finding in findings {
        let _ = writeln!(out, "! {finding}");
    }
    out
}

#[test]
fn tags_become_what_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/merge");
    let mut wrong = String::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (case, wanted) = text.split_once("--- filled\n").unwrap_or((&text, ""));
        let found = filled(case.trim_end_matches('\n'));
        count += 1;
        if crate::updating() {
            fs::write(&path, format!("{}\n--- filled\n{found}", case.trim_end_matches('\n'))).unwrap();
        } else if found != wanted {
            let _ = write!(wrong, "\n{}:\n{found}instead of\n{wanted}", path.display());
        }
    }
    assert!(wrong.is_empty() && count > 0, "{wrong}");
}

/// Every text of a part, for which a tag may stand.
fn texts<'e, 'a>(element: &'e mut Element<'a>, into: &mut Vec<&'e mut Element<'a>>) {
    for child in element.elements_mut() {
        if child.name() == "w:t" { into.push(child) } else { texts(child, into) }
    }
}

fn without_space(xml: &[u8]) -> String {
    String::from_utf8(xml.to_vec()).unwrap().replace(r#" xml:space="preserve""#, "")
}

#[test]
fn a_document_without_tags_is_given_back_as_it_is() {
    for id in library::ids() {
        for sample in library::get(id).unwrap().samples() {
            for file in files(id, &sample.values, true) {
                let template = WordTemplate::read(&file, &Delimiters::default()).unwrap();
                let merged = template.fill(&json!({})).unwrap();
                assert!(merged.bytes == file && merged.findings.is_empty(), "{id} {}", sample.name);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A text of a document in a tag, given back as the value, is the document: so nothing else has changed.
    #[test]
    fn a_tag_changes_nothing_but_its_text(which: prop::sample::Index, text: prop::sample::Index, cut: prop::sample::Index) {
        let ids: Vec<&str> = library::ids().collect();
        let id = ids[which.index(ids.len())];
        let file = files(id, &library::get(id).unwrap().samples()[0].values, true).remove(0);
        let package = Package::open(&file).unwrap();
        let source = package.read("word/document.xml").unwrap().unwrap();
        let mut document = Document::parse(&source).unwrap();
        let mut all = Vec::new();
        texts(&mut document.root, &mut all);
        let index = text.index(all.len());
        let chosen = &mut all[index];
        let whole = chosen.text();
        let at = whole.char_indices().map(|(at, _)| at).chain([whole.len()]).collect::<Vec<_>>();
        let (before, value) = whole.split_at(at[cut.index(at.len())]);
        prop_assume!(!value.is_empty());
        let tagged = format!("{before}{{{{ô chữ}}}}");
        chosen.children = vec![Node::text(&tagged)];
        let tagged = package.with_parts(&[("word/document.xml", &document.to_bytes())]).unwrap();

        let template = WordTemplate::read(&tagged, &Delimiters::default()).unwrap();
        let merged = template.fill(&json!({ "ô chữ": value })).unwrap();
        prop_assert_eq!(&merged.findings, &[]);
        let now = Package::open(&merged.bytes).unwrap();
        prop_assert_eq!(package.parts().len(), now.parts().len());
        for part in package.parts() {
            let (was, is) = (package.read(&part.name).unwrap().unwrap(), now.read(&part.name).unwrap().unwrap());
            if part.name == "word/document.xml" {
                prop_assert_eq!(without_space(&was), without_space(&is));
            } else {
                prop_assert!(was == is, "{} has changed", part.name);
            }
        }
        prop_assert_eq!(lint(&merged.bytes), lint(&file));
    }

    /// What stands in a file never stops the reading of it, and a value never becomes a tag or markup.
    #[test]
    fn any_text_and_any_value_are_survived(text in "[{}#/^%.a |<>&\"“-]{0,40}", value in "[{}#/^%.a|<>&\"\\n\\t]{0,20}") {
        let file = package(&paragraphs(&format!("{text}\n{{{{a}}}}")), &[]);
        let Ok(template) = WordTemplate::read(&file, &Delimiters::default()) else { return Ok(()) };
        let Ok(merged) = template.fill(&json!({ "a": value })) else { return Ok(()) };
        let package = Package::open(&merged.bytes).unwrap();
        let source = package.read("word/document.xml").unwrap().unwrap();
        let document = Document::parse(&source).unwrap();
        let last = document.root.child("w:body").unwrap().elements().rfind(|element| element.name() == "w:p").unwrap();
        let flat: String = value.chars().filter(|sign| !matches!(sign, '\n' | '\t')).collect();
        prop_assert_eq!(last.text(), flat);
    }
}

#[test]
fn a_table_of_many_rows_is_filled_in_one_pass() {
    let row = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{#ds}}{{stt}}</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>{{ten}}{{/ds}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let file = package(row, &[]);
    let template = WordTemplate::read(&file, &Delimiters::default()).unwrap();
    let items: Vec<Value> = (0..10_000).map(|stt| json!({ "stt": stt, "ten": "Nguyễn Văn A" })).collect();
    let merged = template.fill(&json!({ "ds": items })).unwrap();
    assert_eq!(merged.findings, []);
    let package = Package::open(&merged.bytes).unwrap();
    let source = package.read("word/document.xml").unwrap().unwrap();
    let document = Document::parse(&source).unwrap();
    let table = document.root.child("w:body").and_then(|body| body.child("w:tbl")).unwrap();
    assert_eq!(table.elements().count(), 10_000);
}
