//! Templates as folders: each folder in `tests/template` is one, with values, what they print, and what is found.
//!
//! A folder holds a template, and for every `NAME.values.json` a `NAME.expected.txt`: the filled body with its control
//! characters made readable (`⟦path│text⟧` is a literal value, `⟦path┃text⟧` the value of a body field, `~` a no-break
//! space), a line `---`, and the findings. A folder with `lint.expected.txt` is a broken template and holds what `lint`
//! finds. `UPDATE=1` writes the expected files anew: read the difference before committing it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use thethuc::check::lint;
use thethuc::markup::{self, mark};
use thethuc::template::{MAX_ITEMS, Resolved, Template, TemplateFiles, library, render, section_texts};
use thethuc::vietnamese::PartialDate;
use thethuc::{FieldPath, resolve};

use crate::documents::today;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/template")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .map_or(Vec::new(), |entries| entries.map(|entry| entry.unwrap().path()).collect());
    entries.sort();
    entries
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

fn read(folder: &Path) -> TemplateFiles {
    let mut files = BTreeMap::new();
    for file in ["template.toml", "body.hbs"] {
        if let Ok(text) = fs::read_to_string(folder.join(file)) {
            files.insert(file.to_owned(), text);
        }
    }
    for sample in sorted(&folder.join("samples")) {
        files.insert(format!("samples/{}", name(&sample)), fs::read_to_string(&sample).unwrap());
    }
    TemplateFiles { name: name(folder).to_owned(), files }
}

fn load(folder: &str) -> Template {
    Template::load(&read(&root().join(folder))).unwrap()
}

fn readable(tagged: &str) -> String {
    let mut text = String::new();
    let mut separator = '│';
    for c in tagged.chars() {
        match c {
            mark::LITERAL | mark::BODY => {
                separator = if c == mark::BODY { '┃' } else { '│' };
                text.push('⟦');
            }
            mark::SEP => text.push(separator),
            mark::END => text.push('⟧'),
            '\u{A0}' => text.push('~'),
            c if c.is_control() && c != '\n' => panic!("control character {c:?} in {tagged:?}"),
            c => text.push(c),
        }
    }
    text
}

fn compare(path: &Path, actual: &str) {
    if crate::updating() {
        fs::write(path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(actual, expected, "{}", path.display());
}

fn lines(findings: &[thethuc::Diagnostic]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

#[test]
fn every_folder_prints_and_reports_what_it_should() {
    for folder in sorted(&root()).iter().filter(|path| path.is_dir()) {
        let files = read(folder);
        let findings = lines(&lint(&files));
        let lint = folder.join("lint.expected.txt");
        if lint.exists() {
            assert!(!findings.is_empty(), "{}", folder.display());
            compare(&lint, &findings);
            continue;
        }
        assert_eq!(findings, "", "{}", folder.display());
        let template = Template::load(&files).unwrap();
        for path in sorted(folder) {
            let Some(case) = path.to_str().unwrap().strip_suffix(".values.json") else { continue };
            let values: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let resolved = resolve(&template, &values, today());
            let text = readable(&render(&template, &resolved).unwrap());
            let expected = format!("{case}.expected.txt");
            compare(Path::new(&expected), &format!("{text}\n---\n{}", lines(&resolved.diagnostics)));
        }
    }
}

fn values(extra: &Value) -> Value {
    let mut values = json!({
        "co_quan": [{ "ten": "Sở Y tế\ntỉnh A", "viet_tat": "SYT" }], "don_vi_soan": "VP", "dia_danh": "Huế",
        "trich_yeu": "thử", "noi_nhan": ["Như trên", "Lưu trữ"], "chu_ky": [{ "ho_ten": "Lê A" }], "dong": "d",
        "noi_dung": "n",
    });
    for (key, value) in extra.as_object().unwrap() {
        values[key] = value.clone();
    }
    values
}

fn codes(resolved: &Resolved) -> Vec<(String, String)> {
    let found = resolved.diagnostics.iter();
    found.map(|finding| (finding.location.to_string(), finding.code.to_string())).collect()
}

#[test]
fn resolved_values_are_complete_and_typed() {
    let template = load("moi-kieu");
    let given = values(
        &json!({ "khi": "5/1/2026", "so_luong": "12,50", "gap": true, "noi": "Huế", "doan": "a\n\nb" }),
    );
    let resolved = resolve(&template, &given, today());
    assert_eq!(codes(&resolved), []);
    for field in &template.fields {
        assert!(resolved.values.contains_key(&field.name), "{}", field.name);
    }
    assert_eq!(resolved.text("ky_hieu"), "KH-SYT");
    assert_eq!(resolved.text("luu"), "VT, VP");
    assert_eq!(resolved.text("khi"), "2026-01-05");
    assert_eq!(resolved.date("ngay"), PartialDate::Year(2026), "only the year of today is known");
    assert_eq!(resolved.date("khi"), PartialDate::Full(NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()));
    assert_eq!(resolved.number("so_luong").unwrap().to_string(), "12.5");
    assert_eq!(resolved.number("kinh_phi"), None);
    assert!(resolved.flag("gap") && !resolved.flag("chu_ky.0.ho_ten") && !resolved.flag("khong.co"));
    assert_eq!(resolved.lines("noi"), ["Huế"]);
    assert_eq!(resolved.lines("co_quan.0.ten"), ["Sở Y tế", "tỉnh A"]);
    assert_eq!(resolved.lines("doan"), ["a", "b"]);
    let pieces = [(FieldPath::from("noi_nhan.0"), "Như trên"), (FieldPath::from("noi_nhan.1"), "Lưu trữ")];
    assert_eq!(resolved.pieces("noi_nhan"), pieces);
    assert_eq!(resolved.list("chu_ky").len(), 1);
    assert!(resolved.is_blank("nguoi") && resolved.is_blank("khong.co") && !resolved.is_blank("dong"));
}

#[test]
fn resolving_what_was_resolved_changes_nothing() {
    for (folder, case) in [("moi-kieu", "day-du"), ("cong-thuc", "tinh"), ("cong-van-thu", "hat-giong")] {
        let template = load(folder);
        let text = fs::read_to_string(root().join(folder).join(format!("{case}.values.json"))).unwrap();
        let once = resolve(&template, &serde_json::from_str(&text).unwrap(), today());
        let twice = resolve(&template, &Value::Object(once.values.clone()), today());
        assert_eq!(once.values, twice.values, "{folder}");
    }
}

#[test]
fn defaults_fill_what_is_absent_and_what_must_not_be_blank() {
    let letter = load("cong-van-thu");
    let with = |extra: Value| resolve(&letter, &values(&extra), today());
    assert_eq!(with(json!({})).text("ky_hieu"), "SYT-VP");
    assert_eq!(with(json!({ "don_vi_soan": "" })).text("ky_hieu"), "SYT");
    assert_eq!(with(json!({ "don_vi_soan": "" })).text("luu"), "VT");
    assert_eq!(with(json!({ "ky_hieu": "" })).text("ky_hieu"), "SYT-VP", "a blank symbol is no symbol");
    assert_eq!(with(json!({ "ky_hieu": "UBND-A" })).text("ky_hieu"), "UBND-A");
    assert_eq!(with(json!({ "hinh_thuc": null })).text("hinh_thuc"), "giay");
    assert_eq!(with(json!({ "ngay": "" })).date("ngay"), PartialDate::None, "blank on purpose stays blank");
    let ending = with(json!({ "tac_gia": "UBND tỉnh", "ket_thuc": "" }));
    assert!(ending.text("ket_thuc").starts_with("UBND tỉnh yêu cầu"));
}

#[test]
fn lists_beyond_the_limit_are_cut_and_reported() {
    let template = load("moi-kieu");
    let resolved = resolve(&template, &values(&json!({ "noi": vec!["x"; MAX_ITEMS + 1] })), today());
    assert_eq!(resolved.list("noi").len(), MAX_ITEMS);
    assert_eq!(codes(&resolved), [("noi".to_owned(), "qua-nhieu".to_owned())]);
}

#[test]
fn values_that_are_no_object_are_reported_and_count_as_none() {
    let template = load("moi-kieu");
    for given in [json!([]), json!("x"), json!(3)] {
        let resolved = resolve(&template, &given, today());
        assert!(codes(&resolved).contains(&(String::new(), "sai-kieu".to_owned())), "{given}");
        assert!(resolved.text("dong").is_empty());
    }
}

#[test]
fn deeply_nested_values_do_no_harm() {
    let template = load("moi-kieu");
    let mut nested = json!("x");
    for _ in 0..120 {
        nested = json!([{ "ten": nested }]);
    }
    let resolved = resolve(&template, &values(&json!({ "nguoi": nested, "co_quan": nested })), today());
    assert!(resolved.has_errors());
    assert!(render(&template, &resolved).is_ok());
}

#[test]
fn a_missing_file_is_named() {
    let findings = lint(&TemplateFiles { name: "mau".to_owned(), files: BTreeMap::new() });
    let found: Vec<String> = findings.iter().map(|f| format!("{} {}", f.location, f.code)).collect();
    assert_eq!(found, ["mau/body.hbs thieu-tep", "mau/template.toml thieu-tep"]);
}

#[test]
fn files_of_other_systems_load_alike() {
    let mut files = read(&root().join("cong-van-thu"));
    for text in files.files.values_mut() {
        *text = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    }
    files.name = r"C:\mau\cong-van-thu".to_owned();
    assert_eq!(lines(&lint(&files)), "");
}

#[test]
fn templates_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Template>();
    shared::<Resolved>();
}

#[test]
fn the_schema_says_how_to_show_and_check_every_field() {
    let template = load("moi-kieu");
    let schema = template.schema();
    compare(&root().join("moi-kieu/schema.expected.json"), &format!("{schema:#}\n"));
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let fields: Vec<String> = template.fields.iter().map(|field| field.name.clone()).collect();
    assert_eq!(names(&schema["properties"])[1..], fields, "in the order of the form, after phien_ban");
    let grouped: Vec<&str> = schema["x-groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["fields"].as_array().unwrap())
        .map(|name| name.as_str().unwrap())
        .collect();
    assert_eq!(grouped.len(), fields.len(), "every field is in one group");
    assert_eq!(schema["properties"]["kinh_phi"]["type"], json!(["number", "string"]));
    assert_eq!(schema["properties"]["bang_viec"]["x-columns"], json!(["tt", "viec", "xong", "tien"]));
    assert_eq!(schema["properties"]["bang_viec"]["items"]["properties"]["tt"]["x-computed"], json!(true));
    assert!(schema["properties"]["ket"].get("default").is_none(), "Handlebars is no default a form can show");
}

#[test]
fn what_a_standard_fixes_is_no_question_of_the_form() {
    let offered = |id: &str| {
        let schema = thethuc::library::get(id).unwrap().schema();
        let parts = schema["properties"]["trinh_bay"]["properties"].as_object().unwrap().clone();
        let bounds = |part: &Value| format!("{}–{}", part["x-min"], part["x-max"]);
        parts.iter().map(|(name, part)| format!("{name} {}", bounds(part))).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        offered("cong-van"),
        "co_chu_dau null–null, co_chu 13–14, le_tren 20–25, le_duoi 20–25, le_trai 30–35, le_phai 15–20, \
         thut 10–12.7, cach_doan 6–36, gian_dong 1–1.5"
    );
    assert_eq!(offered("dang-cong-van"), "co_chu 14–15, cach_doan 6–36, gian_dong 18–22");
}

/// What stands in `⟦path│text⟧`, and the text around it.
fn literals(tagged: &str) -> (Vec<(String, String)>, String) {
    let (mut found, mut around) = (Vec::new(), String::new());
    for part in tagged.split(mark::END) {
        let (before, value) = part.split_once([mark::LITERAL, mark::BODY]).unwrap_or((part, ""));
        around.push_str(before);
        if let Some((path, text)) = value.split_once(mark::SEP) {
            found.push((path.to_owned(), text.to_owned()));
        }
    }
    (found, around)
}

proptest! {
    #[test]
    fn no_value_reaches_the_text_of_the_template(text in "\\PC{1,40}") {
        prop_assume!(!text.trim().is_empty());
        let template = load("cong-van-thu");
        let plain = resolve(&template, &values(&json!({ "nhiem_vu": [{ "don_vi": "x", "cau_dan": "x" }] })), today());
        let given = resolve(&template, &values(&json!({ "nhiem_vu": [{ "don_vi": text, "cau_dan": text }] })), today());
        let (expected, (found, around)) =
            (literals(&render(&template, &plain).unwrap()), literals(&render(&template, &given).unwrap()));
        prop_assert_eq!(around, expected.1);
        let paths = |found: &[(String, String)]| found.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
        // A text of nothing but what cleaning takes away leaves no value behind.
        if !given.is_blank("nhiem_vu.0.don_vi") {
            prop_assert_eq!(paths(&found), paths(&expected.0));
            prop_assert_eq!(&found[2].1, given.text("nhiem_vu.0.don_vi"));
        }
    }

    #[test]
    fn any_text_can_be_linted(body in "(\\{\\{[#/^>*&!~]{0,2}(if|else|each|so|\\.\\./|this|\"| |\\(|\\)|\\||=|as|kinh_gui){0,6}\\}{0,3}|x|\n){0,12}") {
        let mut files = read(&root().join("hong-mau"));
        files.files.insert("body.hbs".to_owned(), body);
        lint(&files);
    }
}

#[test]
fn sections_turned_into_free_text_print_what_they_printed() {
    let printed = |template: &Template, values: &Value| {
        let resolved = resolve(template, values, today());
        assert_eq!(lines(&resolved.diagnostics), "", "{}", template.id);
        markup::write(&markup::parse(&render(template, &resolved).unwrap()).blocks)
    };
    for template in library::ids().filter_map(library::get) {
        for sample in template.samples() {
            let mut free = sample.values.clone();
            let texts = section_texts(&template, &sample.values, today());
            for (section, text) in template.sections().iter().zip(texts.as_array().unwrap()) {
                assert_ne!(text["text"], "", "{} {}", template.id, section.name);
                for field in &section.fields {
                    free.as_object_mut().unwrap().remove(field);
                }
                free["tu_do"][&section.name] = text["text"].clone();
            }
            assert_eq!(printed(&template, &free), printed(&template, &sample.values), "{}", template.id);
            let texts = |values: &Value| section_texts(&template, values, today());
            assert_eq!(texts(&free), texts(&sample.values), "{}: free text stays as it is", template.id);
        }
    }
}

#[test]
fn the_form_asks_for_free_text_behind_the_templates_own_fields() {
    let template = load("viet-tu-do");
    let schema = template.schema();
    let group = &schema["properties"]["tu_do"];
    assert_eq!(
        schema["x-groups"].as_array().unwrap().iter().filter(|g| g["name"] == "Viết tự do").count(),
        1
    );
    assert_eq!(
        (&group["x-kind"], &group["properties"]["kinh_phi"]["x-kind"]),
        (&json!("group"), &json!("body"))
    );
    assert_eq!(group["properties"]["kinh_phi"]["title"], "Kinh phí");
    assert_eq!(group["properties"]["kinh_phi"]["x-label-en"], "Funding");
    assert_eq!(group["properties"]["kinh_phi"]["x-replaces"], json!(["don_gia", "tien"]));
    assert_eq!(group["properties"]["ket_luan"]["x-replaces"], json!(["ly_do", "ket_luan"]));
    assert_eq!(group["properties"]["bang"]["x-replaces"], json!([]));
    let required = schema["required"].as_array().unwrap();
    assert!(required.contains(&json!("chung")) && !required.contains(&json!("don_gia")));
    let place = |name| template.fields.iter().position(|field| field.name == name).unwrap();
    assert!(place("hai_noi") < place("tu_do") && place("tu_do") < place("noi_nhan"));
    assert!(load("khoi").field("tu_do").is_none(), "no section, no field");
}

#[test]
fn the_forms_that_ship_can_be_read_in_english() {
    fn unnamed(place: &str, property: &Value, missing: &mut Vec<String>) {
        for (words, english) in [("title", "x-label-en"), ("description", "x-help-en")] {
            if property[words].as_str().is_some_and(|words| !words.is_empty())
                && property[english].as_str().is_none_or(str::is_empty)
            {
                missing.push(format!("{place}: {english}"));
            }
        }
        let parts = [&property["properties"], &property["items"]["properties"]];
        for (name, part) in parts.into_iter().filter_map(Value::as_object).flatten() {
            unnamed(&format!("{place}.{name}"), part, missing);
        }
    }
    let mut missing = Vec::new();
    for id in thethuc::library::ids() {
        let schema = thethuc::library::get(id).unwrap().schema();
        for group in schema["x-groups"].as_array().unwrap() {
            if group["name_en"] == "" && group["name"] != "" {
                missing.push(format!("{id}: {}", group["name"]));
            }
        }
        for (name, property) in schema["properties"].as_object().unwrap() {
            unnamed(&format!("{id}.{name}"), property, &mut missing);
        }
    }
    missing.sort();
    missing.dedup();
    assert_eq!(missing, Vec::<String>::new());
}
