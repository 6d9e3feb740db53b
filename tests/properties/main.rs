//! What holds whatever people type.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use thethuc::docx::package::Package;
use thethuc::docx::read_values;
use thethuc::{fill, library};
use thethuc_tests::places::visible_texts;
use thethuc_tests::product::today;
use thethuc_tests::samples::{self, Sample};
use unicode_normalization::UnicodeNormalization;

static SAMPLES: LazyLock<Vec<Sample>> =
    LazyLock::new(|| samples::shipped().unwrap_or_else(|error| panic!("no samples: {error:#}")));

/// The first sample of each template: short, so that many cases run.
fn first_samples() -> Vec<&'static Sample> {
    let mut first: BTreeMap<&str, &Sample> = BTreeMap::new();
    for sample in SAMPLES.iter() {
        first.entry(&sample.template).or_insert(sample);
    }
    first.into_values().collect()
}

/// The places of every string, in order: JSON pointers.
fn strings(value: &Value) -> Vec<String> {
    fn walk(value: &Value, pointer: &str, found: &mut Vec<String>) {
        match value {
            Value::String(_) => found.push(pointer.to_owned()),
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| walk(item, &format!("{pointer}/{index}"), found));
            }
            Value::Object(members) => {
                members.iter().for_each(|(name, member)| walk(member, &format!("{pointer}/{name}"), found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}

/// The document, written twice; every part read by a parser that is not ours.
fn written(sample: &str, values: &Value) -> Vec<u8> {
    let template = library::get(sample).unwrap_or_else(|| panic!("no template {sample}"));
    let write = || {
        let filled = fill(&template, values, today());
        filled.docx(true).unwrap_or_else(|finding| panic!("not written: {finding}")).remove(0).bytes
    };
    let bytes = write();
    assert_eq!(bytes, write(), "the second file differs from the first");
    well_formed(&bytes);
    bytes
}

fn well_formed(docx: &[u8]) {
    let package = Package::open(docx).unwrap_or_else(|error| panic!("the package does not open: {error:?}"));
    let mut parts = 0;
    for part in package.parts() {
        if !part.name.ends_with(".xml") && !part.name.ends_with(".rels") {
            continue;
        }
        parts += 1;
        let content =
            package.read(&part.name).ok().flatten().unwrap_or_else(|| panic!("{} does not open", part.name));
        let text = std::str::from_utf8(&content).unwrap_or_else(|error| panic!("{}: {error}", part.name));
        let forbidden = |ch: char| {
            (ch < ' ' && !matches!(ch, '\t' | '\n' | '\r')) || matches!(ch, '\u{fffe}' | '\u{ffff}')
        };
        assert!(!text.chars().any(forbidden), "{} has a character XML cannot hold", part.name);
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0_i64;
        loop {
            match reader
                .read_event()
                .unwrap_or_else(|error| panic!("{} is not well-formed: {error}", part.name))
            {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{} is cut short", part.name);
    }
    assert!(parts >= 4, "only {parts} parts");
}

/// Strings that break programs: template code, markup, XML, bidirectional and invisible characters, lone marks.
fn nasty() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "{{so}}",
        "{{{so}}}",
        "{{#each kinh_gui}}",
        "\\{{x}}",
        "**đậm**",
        "*nghiêng*",
        "| a | b |",
        "|---|",
        "^[chú thích]",
        "<w:p>",
        "</w:t>",
        "&amp;",
        "&#0;",
        "]]>",
        "<!--",
        "1. mục",
        "a) điểm",
        "- gạch",
        "Điều 1.",
        "[[trang mới]]",
        "[[phụ lục]] X",
        "[[",
        "\\",
        "<br>",
        "\u{0}",
        "\u{1}",
        "\u{b}",
        "\u{1f}",
        "\u{7f}",
        "\u{85}",
        "\u{fffe}",
        "\u{ffff}",
        "\u{feff}",
        "\u{202e}abc\u{202c}",
        "\u{200b}",
        "\u{2028}",
        "\u{301}",
        "e\u{302}\u{301}",
        "đ\u{323}",
        "😀👨‍👩‍👧",
        "\u{10ffff}",
        "\r\n",
        "\r",
        "\t",
        "\n\n\n",
        " ",
        "\u{a0}",
        "undefined",
        "null",
        "NaN",
        "-",
        ".",
        ";",
        ":",
        "./.",
        "I.",
        "Phần I",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ẩẫậẳẵặểễệổỗộởỡợửữự",
        "dài-không-có-khoảng-trắng-dài-không-có-khoảng-trắng",
    ]);
    let any = prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter);
    prop::collection::vec(prop_oneof![3 => known.prop_map(str::to_owned), 2 => any, 1 => "[ -~]{0,20}"], 1..6)
        .prop_map(|parts| parts.concat())
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        nasty().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-z_]{1,8}", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Takes a value away: a member, or an item of a list.
fn remove(values: &mut Value, pointer: &str) {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return };
    match values.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(last);
        }
        Some(Value::Array(items)) => {
            if let Some(index) = last.parse().ok().filter(|index: &usize| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// On every run, and by `--deep`.
const CASES: [u32; 2] = [160, 1_600];

fn config() -> ProptestConfig {
    let [usual, deep] = CASES;
    let cases = if samples::deep() { deep } else { usual };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_in_any_fields_makes_a_well_formed_file_twice_the_same(
        sample in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), nasty()), 1..5),
    ) {
        let samples = first_samples();
        let sample = sample.get(&samples);
        let places = strings(&sample.values);
        let mut values = sample.values.clone();
        for (place, text) in changes {
            if let Some(value) = values.pointer_mut(place.get(&places).as_str()) {
                *value = Value::from(text);
            }
        }
        let bytes = written(&sample.template, &values);
        let read = read_values(&bytes).unwrap_or_else(|finding| panic!("its values do not come back: {finding}"));
        prop_assert_eq!(read.values, values);
        prop_assert!(read.unchanged, "a fresh file counts as changed");
    }

    #[test]
    fn values_of_any_type_in_any_fields_are_findings_and_never_a_panic(
        sample in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), anything()), 1..4),
    ) {
        let samples = first_samples();
        let sample = sample.get(&samples);
        let mut places: Vec<String> = strings(&sample.values);
        places.extend(sample.values.as_object().into_iter().flatten().map(|(name, _)| format!("/{name}")));
        let mut values = sample.values.clone();
        for (place, change) in changes {
            if let Some(value) = values.pointer_mut(place.get(&places).as_str()) {
                *value = change;
            }
        }
        written(&sample.template, &values);
    }

    #[test]
    fn any_fields_may_be_absent(
        sample in any::<Index>(),
        gone in prop::collection::vec(any::<Index>(), 0..30),
        whole in prop::collection::vec(any::<Index>(), 0..12),
    ) {
        let samples = first_samples();
        let sample = sample.get(&samples);
        let mut values = sample.values.clone();
        let names: Vec<String> = values.as_object().into_iter().flatten().map(|(name, _)| format!("/{name}")).collect();
        for name in whole {
            remove(&mut values, name.get(&names).as_str());
        }
        for place in gone {
            let places = strings(&values);
            if !places.is_empty() {
                remove(&mut values, place.get(&places).as_str());
            }
        }
        let template = library::get(&sample.template).unwrap_or_else(|| panic!("no template"));
        let document = fill(&template, &values, today()).document;
        let text = visible_texts(&document).concat();
        for leak in ["undefined", "null", "NaN", "{{", "}}"] {
            prop_assert!(!text.contains(leak), "the document shows {leak}");
        }
        written(&sample.template, &values);
    }

    #[test]
    fn a_value_prints_as_typed(sample in any::<Index>(), text in nasty()) {
        let mut samples = first_samples();
        samples.retain(|sample| sample.values["chu_ky"].is_array());
        let sample = sample.get(&samples);
        let mut values = sample.values.clone();
        values["chu_ky"][0]["ho_ten"] = Value::from(text.clone());
        let template = library::get(&sample.template).unwrap_or_else(|| panic!("no template"));
        let filled = fill(&template, &values, today());
        let squeeze = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).collect::<String>();
        // What cleaning may change is its own business; what it leaves must be on the page, letter for letter.
        let cleaned = filled.resolved.values.get("chu_ky").and_then(|list| list[0]["ho_ten"].as_str()).unwrap_or_default();
        let plain: String = cleaned.chars().filter(|ch| !ch.is_control()).collect();
        prop_assert_eq!(&plain.replace('\n', ""), &cleaned.replace('\n', ""), "control characters are left");
        let wanted = squeeze(cleaned);
        let shown = squeeze(&visible_texts(&filled.document).concat());
        prop_assert!(shown.contains(&wanted), "{:?} is not shown", wanted);
        // A mark may join a letter once what stood between them is gone.
        let letters = |text: &str| text.nfd().filter(char::is_ascii_graphic).collect::<String>();
        prop_assert_eq!(letters(cleaned), letters(&text), "cleaning lost letters");
    }
}

#[test]
fn every_string_of_every_sample_may_hold_template_code_markup_and_xml() {
    for sample in first_samples() {
        for text in ["{{so}} **x** | y | <w:p> 1. z", "1. {{{tac_gia}}}", "\u{0}\u{1}\u{1f}a"] {
            for place in strings(&sample.values) {
                let mut values = sample.values.clone();
                if let Some(value) = values.pointer_mut(&place) {
                    *value = Value::from(text);
                }
                let template = library::get(&sample.template).unwrap_or_else(|| panic!("no template"));
                let shown = visible_texts(&fill(&template, &values, today()).document).concat();
                assert!(!shown.contains("undefined"), "{place} shows undefined");
                assert!(!shown.chars().any(char::is_control), "{place} leaks a control character");
            }
        }
    }
}

#[test]
fn the_hundredth_document_of_a_process_is_the_first() {
    let sample = first_samples().remove(0);
    let first = written(&sample.template, &sample.values);
    for _ in 0..100 {
        assert_eq!(written(&sample.template, &sample.values), first);
    }
}

#[test]
fn values_that_are_no_object_are_a_finding() {
    for sample in first_samples() {
        for values in [Value::Null, Value::from(3), Value::from("x"), serde_json::json!([1])] {
            let template = library::get(&sample.template).unwrap_or_else(|| panic!("no template"));
            assert!(fill(&template, &values, today()).has_errors(), "{values} is no form");
            written(&sample.template, &values);
        }
    }
}
