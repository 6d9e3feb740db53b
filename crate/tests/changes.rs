//! Edits of a document made here are found, and taken over they give the edited text back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use chrono::NaiveDate;
use serde_json::Value;
use thethuc::docx::changes::{ChangeKind, changes, take_over};
use thethuc::docx::package::Package;
use thethuc::docx::read::{Block, observe};
use thethuc::docx::xml::{Document, Element, Node, escape_text};
use thethuc::{fill, library};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn filled(template: &str, values: &Value) -> Vec<u8> {
    let template = library::get(template).unwrap();
    fill(&template, values, today()).docx(true).unwrap().remove(0).bytes
}

fn sample(template: &str) -> Value {
    library::get(template).unwrap().samples()[0].values.clone()
}

/// The texts of all paragraphs, without the marks at their ends.
fn texts(bytes: &[u8]) -> Vec<String> {
    fn step(blocks: &[Block], texts: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) if !paragraph.is_contents => {
                    texts.push(paragraph.text().trim_end_matches([';', '.', '/', ',']).to_owned());
                }
                Block::Paragraph(_) => {}
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        step(&cell.blocks, texts);
                    }
                }
            }
        }
    }
    let mut texts = Vec::new();
    step(&observe(bytes).unwrap().blocks, &mut texts);
    texts.retain(|text| !text.is_empty());
    texts
}

/// What to do with a paragraph.
#[derive(Debug, Clone)]
enum Edit {
    /// Its first piece of text that has the one has the other in its place.
    Replace(String, String),
    Append(String),
    Remove,
    /// A copy of it with this text follows.
    Add(String),
}

/// Edits the paragraph with this text, as an editor would.
fn edited(bytes: &[u8], paragraph: &str, edit: &Edit) -> Vec<u8> {
    let package = Package::open(bytes).unwrap();
    let xml = package.read("word/document.xml").unwrap().unwrap();
    let mut document = Document::parse(&xml).unwrap();
    assert!(step(&mut document.root, paragraph, edit), "no paragraph says {paragraph}");
    package.with_parts(&[("word/document.xml", &document.to_bytes())]).unwrap()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn step(element: &mut Element<'_>, paragraph: &str, edit: &Edit) -> bool {
    let is_it = |node: &Node<'_>| {
        node.as_element().is_some_and(|child| child.name() == "w:p" && flat(&words(child)) == flat(paragraph))
    };
    if let Some(at) = element.children.iter().position(is_it) {
        match edit {
            Edit::Remove => drop(element.children.remove(at)),
            Edit::Add(text) => {
                let mut copy = element.children[at].as_element().unwrap().clone();
                let mut first = true;
                each_text(&mut copy, &mut |old| {
                    let new = if first { text.clone() } else { String::new() };
                    first = false;
                    let _ = old;
                    Some(new)
                });
                element.children.insert(at + 1, copy.into());
            }
            Edit::Replace(from, to) => {
                let child = element.children[at].as_element_mut().unwrap();
                let mut done = false;
                each_text(child, &mut |old| {
                    let new = old.contains(from.as_str()).then(|| old.replacen(from.as_str(), to, 1));
                    done |= new.is_some();
                    new
                });
                assert!(done, "{paragraph} has no {from}");
            }
            Edit::Append(text) => {
                let child = element.children[at].as_element_mut().unwrap();
                let mut all = Vec::new();
                each_text(child, &mut |old| {
                    all.push(old.to_owned());
                    None
                });
                let mut at = 0;
                each_text(child, &mut |old| {
                    at += 1;
                    (at == all.len()).then(|| format!("{old}{text}"))
                });
            }
        }
        return true;
    }
    element.elements_mut().any(|child| step(child, paragraph, edit))
}

fn words(element: &Element<'_>) -> String {
    match element.name() {
        "w:t" => element.text(),
        "w:br" | "w:tab" => " ".to_owned(),
        _ => element.elements().map(words).collect(),
    }
}

fn each_text(element: &mut Element<'_>, change: &mut impl FnMut(&str) -> Option<String>) {
    if element.name() == "w:t" {
        if let Some(new) = change(&element.text()) {
            element.children = vec![Node::Text(escape_text(&new).into_owned().into())];
            element.set_attribute("xml:space", "preserve");
        }
        return;
    }
    element.elements_mut().for_each(|child| each_text(child, change));
}

/// All changes of an edited file taken over give its text back.
fn taken_over(template: &str, bytes: &[u8]) -> Value {
    let found = changes(bytes).unwrap();
    let all: Vec<usize> = (0..found.changes.len()).collect();
    let taken = take_over(bytes, &all).unwrap();
    assert_eq!(taken.left, Vec::<usize>::new(), "{:#?}", found.changes);
    assert_eq!(texts(&filled(template, &taken.values)), texts(bytes));
    taken.values
}

#[test]
fn nothing_is_found_where_nothing_was_edited() {
    for id in library::ids() {
        for sample in library::get(id).unwrap().samples() {
            let found = changes(&filled(id, &sample.values)).unwrap();
            assert_eq!(found.changes, [], "{id} {}", sample.name);
        }
    }
}

#[test]
fn each_edit_of_a_letter_is_found_with_its_field_and_taken_over() {
    let file = filled("cong-van", &sample("cong-van"));
    let replace = |from: &str, to: &str| Edit::Replace(from.into(), to.into());
    for (paragraph, edit, kind, field) in [
        ("- Trưởng các thôn.", replace("Trưởng", "Bí thư, Trưởng"), ChangeKind::Changed, "kinh_gui.1"),
        ("2. Các trường học", replace("trường học", "trường trung học"), ChangeKind::Changed, "noi_dung"),
        ("2. Các trường học", Edit::Append(" trên địa bàn".into()), ChangeKind::Changed, "noi_dung"),
        ("2. Các trường học", Edit::Add("Nội dung thêm vào.".into()), ChangeKind::Added, "noi_dung"),
        ("2. Các trường học", Edit::Remove, ChangeKind::Removed, "noi_dung"),
        ("- Đoàn Thanh niên xã (để p/h);", Edit::Remove, ChangeKind::Removed, "noi_nhan"),
        ("- Như trên;", Edit::Add("- Công an xã;".into()), ChangeKind::Added, "noi_nhan"),
        ("Phùng Thị Lan", replace("Lan", "Liên"), ChangeKind::Changed, "chu_ky.0.ho_ten"),
    ] {
        let now = edited(&file, paragraph, &edit);
        let found = changes(&now).unwrap();
        assert_eq!(found.changes.len(), 1, "{paragraph} {edit:?}: {:#?}", found.changes);
        assert_eq!(found.changes[0].kind, kind, "{paragraph} {edit:?}");
        assert_eq!(
            found.changes[0].field.as_ref().map(|field| field.as_str()),
            Some(field),
            "{paragraph} {edit:?}"
        );
        taken_over("cong-van", &now);
    }
}

#[test]
fn what_the_template_fixes_is_found_and_cannot_be_taken_over() {
    let values = sample("cong-van");
    let now = edited(
        &filled("cong-van", &values),
        "Độc lập - Tự do - Hạnh phúc",
        &Edit::Replace("lập".into(), "Lập".into()),
    );
    let found = changes(&now).unwrap();
    assert_eq!(found.changes.len(), 1);
    assert_eq!(found.changes[0].field, None);
    let taken = take_over(&now, &[0]).unwrap();
    assert_eq!((taken.values, taken.left), (values, vec![0]));
}
