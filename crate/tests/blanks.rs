//! Blanks of forms: where they are found in lines of offices (`blanks.tsv`: a line, then names and kinds), and in our own
//! samples with dots in place of what somebody filled in.

use std::path::Path;
use std::{fs, mem};

use serde_json::{Map, Value, json};
use thethuc::batch::inputs;
use thethuc::docx::package::Package;
use thethuc::merge::{Delimiters, WordKind, WordTemplate};
use thethuc::template::{Kind, Template};
use thethuc::xml::{Document as Xml, Element};
use thethuc::{Document, docx, fill, library};

use crate::documents::today;
use crate::merge::{body_lines, word_file};

fn read(file: &[u8]) -> WordTemplate<'_> {
    WordTemplate::read_with_blanks(file, &Delimiters::default()).unwrap()
}

fn kind(kind: WordKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn blanks_are_named_and_typed_by_the_words_around_them() {
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/blanks.tsv")).unwrap();
    let mut wrong = String::new();
    for line in table.lines() {
        let (line, wanted) = line.split_once('\t').unwrap();
        let file = word_file(line);
        let fields = read(&file).fields();
        let found: Vec<String> =
            fields.iter().map(|field| format!("{} {}", field.name, kind(field.kind))).collect();
        let found = found.join(", ");
        if found != wanted {
            wrong += &format!("{line}\n  wanted {wanted}\n  found  {found}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_blank_without_a_value_stays_and_is_told() {
    let file = word_file("Họ và tên: …………\nGiới tính: ☐ Nam ☐ Nữ\nSố CCCD: ______");
    let merged = read(&file).fill(&json!({ "nam": true, "so_cccd": "tám" })).unwrap();
    assert_eq!(
        body_lines(&merged.bytes).replace(" xml:space=\"preserve\"", ""),
        "Họ và tên: …………\nGiới tính: ☒ Nam ☐ Nữ\nSố CCCD: tám\n"
    );
    let told: Vec<&str> = merged.findings.iter().map(|finding| &*finding.code).collect();
    assert_eq!(told, ["thieu-gia-tri", "gia-tri-sai-kieu"]);
}

#[test]
fn a_filled_line_stays_in_its_place() {
    let file = word_file(
        "Họ và tên: ………………………… Giới tính: …………\nTại Hà Nội, ngày … tháng … năm ……\nTừ ngày: …/…/……",
    );
    let values =
        json!({ "ho_va_ten": "Lê An", "gioi_tinh": "Nam", "ngay": "2026-04-05", "tu_ngay": "5/4/2026" });
    let merged = read(&file).fill(&values).unwrap();
    assert_eq!(merged.findings, []);
    let lines = body_lines(&merged.bytes);
    assert_eq!(
        lines,
        "Họ và tên: Lê An………………… Giới tính: Nam\nTại Hà Nội, ngày 05 tháng 4 năm 2026\nTừ ngày: 05/4/2026\n"
    );
}

#[test]
fn a_tab_that_draws_a_line_keeps_drawing_it() {
    let led = "<w:p><w:pPr><w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9000\"/></w:tabs></w:pPr><w:r><w:t>Địa chỉ:</w:t></w:r><w:r><w:tab/></w:r></w:p>";
    let file = word_file(led);
    let merged = read(&file).fill(&json!({ "dia_chi": "Tân Phú" })).unwrap();
    assert_eq!(merged.findings, []);
    let lines = body_lines(&merged.bytes);
    assert!(lines.contains(">Tân Phú</w:t><w:tab/>"), "{lines}");
}

/// Dots in place of every text that came from a field the template asks for once, and what these take.
fn with_dots(value: &mut Value, wanted: &impl Fn(&str) -> Option<Asked>, asked: &mut Vec<Asked>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| with_dots(item, wanted, asked)),
        Value::Object(object) => {
            let path = object.get("origin").and_then(Value::as_str).map(str::to_owned);
            if object.get("type") == Some(&json!("footnote")) {
                return;
            }
            let text = object.get("text").and_then(Value::as_str).unwrap_or_default();
            if let Some(of) = path.and_then(|path| wanted(&path)).filter(|_| !text.trim().is_empty()) {
                let dots = if of == Asked::Date { open_day(text) } else { "‥‥".to_owned() };
                let digits = text.chars().all(|sign| sign.is_ascii_digit());
                asked.push(if digits { Asked::Digits } else { of });
                object.insert("text".to_owned(), json!(dots));
                return;
            }
            object.values_mut().for_each(|value| with_dots(value, wanted, asked));
        }
        _ => {}
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Text,
    Digits,
    Number,
    Date,
}

fn asked(template: &Template, path: &str) -> Option<Asked> {
    let like = |path: &str| {
        let steps = path.split('.').map(|step| if step.parse::<u16>().is_ok() { "0" } else { step });
        steps.collect::<Vec<_>>().join(".")
    };
    let inputs = inputs(template);
    let input = inputs.iter().find(|input| input.path == like(path) && input.rows.is_empty())?;
    match &input.field.kind {
        Kind::Line | Kind::Text | Kind::Choice(_) => Some(Asked::Text),
        Kind::Number(_) | Kind::Money(_) => Some(Asked::Number),
        Kind::Date(_) => Some(Asked::Date),
        _ => None,
    }
}

/// The text of a body, with a line for each paragraph and behind each break.
fn text(file: &[u8]) -> String {
    fn add(element: &Element<'_>, text: &mut String) {
        match element.name() {
            "w:t" => text.push_str(&element.text()),
            "w:br" | "w:tab" => text.push('\n'),
            name => {
                element.elements().for_each(|child| add(child, text));
                text.push_str(if name == "w:p" { "\n" } else { "" });
            }
        }
    }
    let package = Package::open(file).unwrap();
    let source = package.read("word/document.xml").unwrap().unwrap();
    let mut text = String::new();
    add(&Xml::parse(&source).unwrap().root, &mut text);
    text
}

/// The blanks of a text, each with how many of the texts taken out it stands for: none for one that was there before.
fn blanks_of(text: &str) -> Vec<usize> {
    let mut text = text.replace('\u{A0}', " ");
    for day in ["⋯⋯ tháng ⋯⋯ năm ⋯⋯", "⋯⋯/⋯⋯/⋯⋯", "⋯⋯ năm ⋯⋯", "⋯⋯"] {
        text = text.replace(day, "†");
    }
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['…', '‥', '†']) {
        rest = &rest[at..];
        let first = rest.chars().next().unwrap();
        let joins = |sign: char| sign == first || (first == '‥' && matches!(sign, '/' | ' '));
        let end = if first == '†' {
            first.len_utf8()
        } else {
            rest.find(|sign| !joins(sign)).unwrap_or(rest.len())
        };
        found.push(match first {
            '…' => 0,
            '†' => 1,
            _ => rest[..end].matches("‥‥").count(),
        });
        rest = &rest[end..];
    }
    found
}

/// A day as a clerk leaves it open.
fn open_day(text: &str) -> String {
    let mut open = String::new();
    for sign in text.chars() {
        if !sign.is_ascii_digit() {
            open.push(sign);
        } else if !open.ends_with('⋯') {
            open.push('⋯');
        }
    }
    open.replace('⋯', "⋯⋯")
}

#[test]
fn dots_in_our_samples_are_found_and_typed() {
    let (mut all, mut places, mut kinds, mut strays) = (0, 0, 0, 0);
    let mut told = String::new();
    for id in library::ids() {
        let template = library::get(id).unwrap();
        let filled = fill(&template, &template.samples()[0].values, today());
        let mut value = serde_json::to_value(&filled.document).unwrap();
        let standard = template.form.standard();
        let before = docx::write(&filled.document, standard, None).unwrap();
        // Some forms are left open in part.
        let is_open = |place: &str| place.contains('…') || place.contains("ngày tháng năm");
        for field in read(&before).fields().iter().filter(|field| !is_open(&field.place)) {
            strays += 1;
            told += &format!("{id}: stray {} {} {}\n", field.name, kind(field.kind), field.place);
        }
        let mut wanted = Vec::new();
        with_dots(&mut value, &|path| asked(&template, path), &mut wanted);
        let document: Document = serde_json::from_value(mem::take(&mut value)).unwrap();
        let file = docx::write(&document, standard, None).unwrap();
        let form = read(&file);
        let fields = form.fields();
        let values: Map<String, Value> =
            fields.iter().map(|field| (field.name.clone(), json!(format!("⟦{}⟧", field.name)))).collect();
        let merged = form.fill(&Value::Object(values)).unwrap();
        all += wanted.len();
        let (open, now) = (text(&file), text(&merged.bytes));
        let missed: usize = blanks_of(&now).into_iter().sum();
        places += wanted.len() - missed.min(wanted.len());
        let blanks = blanks_of(&open);
        if blanks.len() != fields.len() {
            told += &format!("{id}: {} blanks, {} fields\n", blanks.len(), fields.len());
            continue;
        }
        let mut wanted = wanted.into_iter();
        for (count, field) in blanks.into_iter().zip(&fields) {
            let of: Vec<Asked> = wanted.by_ref().take(count).collect();
            let right = match of.as_slice() {
                [Asked::Number | Asked::Digits] => matches!(field.kind, WordKind::Number | WordKind::Digits),
                [Asked::Date] => field.kind == WordKind::Date,
                _ => field.kind == WordKind::Text,
            };
            kinds += if right { of.len() } else { 0 };
            if !right {
                told += &format!("{id}: {of:?} as {} {} {}\n", field.name, kind(field.kind), field.place);
            }
        }
    }
    let told =
        format!("{all} blanks, {places} found, {kinds} of the right kind, {strays} where none was\n{told}");
    assert!(places * 100 >= all * 95 && kinds * 100 >= all * 90 && strays == 0, "{told}");
}
