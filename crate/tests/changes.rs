//! Edits of a document made here are found, and taken over they give the edited text back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
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
#[ignore]
fn explore() {
    let only = std::env::var("ONLY").ok();
    for id in library::ids() {
        if only.as_ref().is_some_and(|only| only != id) {
            continue;
        }
        let values = sample(id);
        let bytes = filled(id, &values);
        let all = texts(&bytes);
        let mut counts = [[0usize; 3]; 3];
        for text in &all {
            let found_text =
                ["", ".", ";", "./.", ",", "/"].iter().map(|end| format!("{text}{end}")).find(|whole| {
                    let package = Package::open(&bytes).unwrap();
                    let xml = package.read("word/document.xml").unwrap().unwrap();
                    let mut document = Document::parse(&xml).unwrap();
                    step(&mut document.root, whole, &Edit::Append(String::new()))
                });
            let Some(whole) = found_text else {
                println!("{id}: cannot find {text}");
                continue;
            };
            let word = text
                .split(' ')
                .rev()
                .find(|word| word.chars().count() > 2)
                .unwrap_or("x")
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_owned();
            let edits = [
                Edit::Replace(word.clone(), format!("{word} bổ sung")),
                Edit::Remove,
                Edit::Add("Nội dung mới thêm vào".into()),
            ];
            for (kind, edit) in edits.iter().enumerate() {
                let package_ok = std::panic::catch_unwind(|| edited(&bytes, &whole, edit));
                let Ok(now) = package_ok else { continue };
                let found = changes(&now).unwrap();
                counts[kind][0] += 1;
                if found.changes.len() != 1 {
                    println!("{id} {edit:?} {whole}: {} changes", found.changes.len());
                    continue;
                }
                let change = &found.changes[0];
                if let Some(field) = &change.field {
                    counts[kind][1] += 1;
                    if field.as_str().starts_with("tu_do") {
                        counts[kind][2] += 1;
                        println!("  FREE {id} {edit:?} {whole}");
                    }
                    let taken = take_over(&now, &[0]).unwrap();
                    if texts(&filled(id, &taken.values)) != texts(&now) {
                        println!("{id} WRONG {edit:?} {whole}\n{:#?}", change);
                    }
                } else {
                    println!("  no {id} {edit:?} [{}] {whole}", change.place);
                }
            }
        }
        println!("{id}: changed {:?} removed {:?} added {:?}", counts[0], counts[1], counts[2]);
    }
}
