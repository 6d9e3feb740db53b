//! Documents of several templates in one file.

use serde_json::json;
use thethuc::docx::lint::lint;
use thethuc::docx::package::Package;
use thethuc::docx::{Bundle, write};
use thethuc::xml::{Document, Element};
use thethuc::{fill, library};

use crate::documents::today;

fn bundled(of: &[(&str, serde_json::Value)]) -> Vec<u8> {
    let mut bundle = Bundle::new(thethuc::standard::Standard::nd30());
    for (id, change) in of {
        let template = library::get(id).unwrap();
        let mut values = template.samples()[0].values.clone();
        values.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        bundle.add(&fill(&template, &values, today()).document).unwrap();
    }
    assert_eq!(bundle.len(), of.len());
    bundle.finish("Tập văn bản").unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(Package::open(bytes).unwrap().read(name).unwrap().unwrap().into_owned()).unwrap()
}

fn every<'e>(element: &'e Element<'e>, name: &str, found: &mut Vec<&'e Element<'e>>) {
    for child in element.elements() {
        if child.name() == name {
            found.push(child);
        }
        every(child, name, found);
    }
}

#[test]
fn one_document_is_the_document() {
    let template = library::get("ke-hoach-nam").unwrap();
    let filled = fill(&template, &template.samples()[0].values, today());
    let alone = write(&filled.document, template.form.standard(), None).unwrap();
    let bundle = bundled(&[("ke-hoach-nam", json!({}))]);
    let body = |bytes: &[u8]| part(bytes, "word/document.xml").split_once("<w:body>").unwrap().1.to_owned();
    assert_eq!(body(&bundle), body(&alone));
}

#[test]
fn names_and_notes_of_one_document_do_not_meet_those_of_another() {
    let note = json!({ "noi_dung": "Một^[Chú thích một].\nHai^[Chú thích hai]." });
    let bytes = bundled(&[
        ("cong-van", note.clone()),
        ("de-an", json!({})),
        ("cong-van", note),
        ("de-an", json!({})),
    ]);
    assert_eq!(lint(&bytes), []);
    let xml = part(&bytes, "word/document.xml");
    let document = Document::parse(xml.as_bytes()).unwrap();
    let mut marks = Vec::new();
    every(&document.root, "w:bookmarkStart", &mut marks);
    let mut names: Vec<_> = marks.iter().map(|mark| mark.attribute("w:name").unwrap().into_owned()).collect();
    assert!(names.contains(&"so".to_owned()) && names.contains(&"so_3".to_owned()));
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "each bookmark has a name of its own");
    let mut references = Vec::new();
    every(&document.root, "w:footnoteReference", &mut references);
    let ids: Vec<_> = references.iter().map(|mark| mark.attribute("w:id").unwrap().into_owned()).collect();
    assert_eq!(ids, ["1", "2", "3", "4"]);
    assert_eq!(xml.matches("<w:numRestart w:val=\"eachSect\"/>").count(), 1);
}

#[test]
fn each_document_begins_a_page_and_counts_from_one() {
    let bytes = bundled(&[
        ("giay-moi", json!({})),
        ("giay-moi", json!({ "lien_he": "Số 1" })),
        ("ke-hoach-nam", json!({})),
    ]);
    assert_eq!(lint(&bytes), []);
    let xml = part(&bytes, "word/document.xml");
    let document = Document::parse(xml.as_bytes()).unwrap();
    let mut sections = Vec::new();
    every(&document.root, "w:sectPr", &mut sections);
    for section in sections.iter().take(3) {
        let kind = section.child("w:type").and_then(|kind| kind.attribute("w:val"));
        assert!(kind.is_none_or(|kind| kind == "nextPage"));
        let start = section.child("w:pgNumType").and_then(|number| number.attribute("w:start"));
        assert_eq!(start.as_deref(), Some("1"));
    }
    // The first has no foot of its own and must not take the second's.
    assert!(sections[2].elements().any(|child| child.name() == "w:footerReference"));
}

#[test]
fn nothing_added_is_still_a_file_somebody_can_open() {
    let bytes = Bundle::new(thethuc::standard::Standard::nd30()).finish("").unwrap();
    assert!(Package::open(&bytes).unwrap().main_document().is_ok());
}

#[test]
fn only_the_head_rows_of_a_table_repeat() {
    let table = |body: &str| json!({ "noi_dung": format!("Một.\n\n{body}\n\nHai.\n\n| A | B |\n|---|---|\n| C | D |") });
    for (body, expected) in [
        (
            "| A | B |\n| C | D |\n|---|---|\n| E | F |\n| G | H |",
            vec![vec![true, true, false, false], vec![true, false]],
        ),
        ("| A | B |", vec![vec![false], vec![true, false]]),
    ] {
        let bytes = bundled(&[("cong-van", table(body))]);
        let xml = part(&bytes, "word/document.xml");
        let document = Document::parse(xml.as_bytes()).unwrap();
        let mut tables = Vec::new();
        every(&document.root, "w:tbl", &mut tables);
        let repeats =
            |row: &Element<'_>| row.child("w:trPr").is_some_and(|row| row.child("w:tblHeader").is_some());
        let repeated: Vec<Vec<bool>> = tables
            .iter()
            .map(|table| table.elements().filter(|row| row.name() == "w:tr").map(repeats).collect())
            .collect();
        assert!(expected.iter().all(|rows| repeated.contains(rows)), "{repeated:?}");
        assert_eq!(
            repeated.iter().flatten().filter(|repeats| **repeats).count(),
            expected.iter().flatten().filter(|repeats| **repeats).count()
        );
    }
}
