//! Capitals are suggested where Annex II asks for them (`capitals.tsv`), and nowhere in the samples that ship.

use proptest::prelude::*;
use serde_json::Value;
use thethuc::check::capitals::suggest;
use thethuc::library;

#[test]
fn capitals_are_suggested_where_the_annex_asks_for_them() {
    for case in include_str!("capitals.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (text, wanted) = case.split_once('\t').unwrap();
        let found = suggest(text);
        let right: Vec<&str> = found.iter().map(|one| one.replacement.as_str()).collect();
        assert_eq!(right.join("|"), wanted, "{text}");
        for one in found {
            assert_eq!(text[one.range.clone()].to_lowercase(), one.replacement.to_lowercase());
        }
    }
}

#[test]
fn what_is_suggested_is_right() {
    for case in include_str!("capitals.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (text, _) = case.split_once('\t').unwrap();
        let mut corrected = text.to_owned();
        for one in suggest(text).into_iter().rev() {
            corrected.replace_range(one.range, &one.replacement);
        }
        assert_eq!(suggest(&corrected), [], "{corrected}");
    }
}

#[test]
fn the_samples_give_no_suggestion() {
    fn texts(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => {
                found.extend(suggest(text).into_iter().map(|one| format!("{}: {text}", one.replacement)));
            }
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for template in library::ids().filter_map(library::get) {
        for sample in template.samples() {
            texts(&sample.values, &mut found);
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(Điều |khoản |ủy ban nhân dân|tỉnh |Phú Thọ|[0-9IVX]|İ|ẞ|\\. |\\PC){0,12}") {
        let mut end = 0;
        for one in suggest(&text) {
            prop_assert!(one.range.start >= end);
            prop_assert!(text.get(one.range.clone()).is_some());
            end = one.range.end;
        }
    }
}
