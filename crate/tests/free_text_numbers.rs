//! Free text in the place of one section is numbered with the sections around it.

use serde_json::{Value, json};
use thethuc::template::section_texts;
use thethuc::{Location, Template, fill, library};

use crate::documents::today;

fn misnumbered(template: &Template, values: &Value) -> Vec<Location> {
    let found = fill(template, values, today()).diagnostics;
    found.into_iter().filter(|one| one.code == "so-thu-tu").map(|one| one.location).collect()
}

#[test]
fn a_section_written_out_as_it_prints_is_no_gap() {
    let mut seen = 0;
    for id in library::ids() {
        let template = library::get(id).unwrap();
        for sample in template.samples() {
            let before = misnumbered(&template, &sample.values);
            for section in section_texts(&template, &sample.values, today()).as_array().unwrap() {
                let mut values = sample.values.clone();
                let free = values.as_object_mut().unwrap().entry("tu_do").or_insert_with(|| json!({}));
                free[section["name"].as_str().unwrap()] = section["text"].clone();
                let after = misnumbered(&template, &values);
                assert_eq!(after, before, "{id} {}: {}", sample.name, section["name"]);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_gap_that_free_text_makes_is_found() {
    let template = library::get("ke-hoach-nam").unwrap();
    let mut values = template.samples()[0].values.clone();
    let sections = section_texts(&template, &values, today());
    let middle = &sections[1];
    let (name, text) = (middle["name"].as_str().unwrap(), middle["text"].as_str().unwrap());
    let number = text.split_once('.').unwrap().0;
    values["tu_do"] = json!({ name: text.replacen(number, "IX", 1) });
    let path = format!("tu_do.{name}");
    assert!(misnumbered(&template, &values).contains(&Location::Field { path: path.as_str().into() }));
}
