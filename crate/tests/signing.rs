//! Who signs, for whom: each line of `signing/<form>.jsonl` is a signer, perhaps an authority line, what prints above the
//! name with the field a click leads to, and the findings.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use thethuc::document::{Component, Span};
use thethuc::{Template, TemplateFiles, fill};

use crate::documents::today;

/// A form of each standard, and its cases.
const FORMS: [(&str, &str); 2] = [
    ("co-ten-loai", include_str!("signing/co-ten-loai.jsonl")),
    ("dang-co-ten-loai", include_str!("signing/dang-co-ten-loai.jsonl")),
];

fn template(form: &str) -> Template {
    let manifest = include_str!("signing/template.toml").replace("FORM", form);
    let files = BTreeMap::from([
        ("template.toml".to_owned(), manifest),
        ("body.hbs".to_owned(), include_str!("signing/body.hbs").to_owned()),
    ]);
    Template::load(&TemplateFiles { name: "signing".to_owned(), files }).unwrap()
}

fn cases(cases: &str) -> Vec<Value> {
    cases.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_lines_follow_from_who_signs_for_whom() {
    for (form, given) in FORMS {
        let template = template(form);
        for case in cases(given) {
            let mut values = json!({
                "co_quan": [{ "ten": "Sở", "viet_tat": "S" }], "dia_danh": "Huế", "trich_yeu": "về", "noi_nhan": ["a"],
                "tham_quyen_ban_hanh": case["authority"], "chu_ky": [{ "ho_ten": "Lê A" }],
            });
            for (name, value) in case["signer"].as_object().unwrap() {
                values["chu_ky"][0][name] = value.clone();
            }
            let filled = fill(&template, &values, today());
            let mut lines = Vec::new();
            filled.document.visit_paragraphs(&mut |paragraph| {
                if matches!(paragraph.component, Component::QuyenHanChucVu | Component::ChucVu) {
                    let text: String = paragraph.spans.iter().map(text).collect();
                    let origin = paragraph.spans.iter().find_map(origin).unwrap();
                    let field = origin.strip_prefix("chu_ky.0.").unwrap();
                    let weight = if paragraph.format.bold { "" } else { ", light" };
                    lines.push(format!("{field}{weight}: {text}"));
                }
            });
            assert_eq!(json!(lines), case["lines"], "{form}: {case}");
            let found: Vec<String> = filled
                .diagnostics
                .iter()
                .map(|finding| format!("{} {}", finding.location, finding.code))
                .collect();
            let expected = if case["findings"].is_null() { json!([]) } else { case["findings"].clone() };
            assert_eq!(json!(found), expected, "{form}: {case}");
        }
    }
}

fn text(span: &Span) -> String {
    match span {
        Span::Text { text, .. } => text.clone(),
        Span::Break => " ".to_owned(),
        Span::Footnote { .. } | Span::Leader { .. } | Span::PageOf { .. } => String::new(),
    }
}

fn origin(span: &Span) -> Option<&str> {
    match span {
        Span::Text { origin, .. } => origin.as_ref().map(thethuc::FieldPath::as_str),
        _ => None,
    }
}

#[test]
fn every_way_of_signing_has_a_case_and_fields_that_complete_it() {
    for (form, given) in FORMS {
        let template = template(form);
        let ways = &template.form.standard().signing;
        let schema = template.schema();
        let parts = &schema["properties"]["chu_ky"]["items"]["properties"];
        let options = parts["cach_ky"]["oneOf"].as_array().unwrap();
        assert_eq!(options.len(), ways.len() + 1, "and the blank one");
        for (way, option) in ways.iter().zip(options.iter().skip(1)) {
            assert!(
                cases(given).iter().any(|case| case["signer"]["cach_ky"] == way.id.as_str()),
                "{}",
                way.id
            );
            assert_eq!(option["const"], way.id.as_str());
            assert!(option["description"].as_str().unwrap().contains(&way.source));
            for (_, name) in way.parts() {
                assert!(parts[name].is_object(), "{}: {name}", way.id);
                assert!(option["x-needs"].as_array().unwrap().contains(&json!(name)));
            }
        }
    }
}

#[test]
fn examples_are_those_of_the_standard() {
    for (form, example) in [("co-ten-loai", "TM. Ủy ban nhân dân"), ("dang-co-ten-loai", "T/M Ban Thường vụ")]
    {
        let schema = template(form).schema();
        let parts = &schema["properties"]["chu_ky"]["items"]["properties"];
        assert_eq!(parts["quyen_han"]["items"]["x-placeholder"], example);
    }
}
