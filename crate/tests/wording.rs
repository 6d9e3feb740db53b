//! What filling says about the words of values: capitals are suggestions, text in old fonts and bodies of districts are
//! warnings, and none of them makes a document unfit to be sent.

use serde_json::json;
use thethuc::{Severity, fill, library};

use crate::documents::today;

#[test]
fn findings_about_words_say_where_and_what_and_are_no_errors() {
    let letter = library::get("cong-van-trien-khai").unwrap();
    let mut values = letter.samples().first().unwrap().values.clone();
    values["ngay"] = json!("2026-11-20");
    values["kinh_gui"] =
        json!(["ủy ban nhân dân các xã", "UBND huyện Thanh Ba", "C¸c phßng, ban chuyªn m«n"]);
    let filled = fill(&letter, &values, today());
    let mut found: Vec<_> = filled
        .diagnostics
        .iter()
        .map(|finding| (finding.location.to_string(), finding.severity, finding.code.as_ref()))
        .collect();
    found.sort();
    let expected = [
        ("kinh_gui.0".to_owned(), Severity::Info, "viet-hoa"),
        ("kinh_gui.1".to_owned(), Severity::Warning, "cap-huyen"),
        ("kinh_gui.2".to_owned(), Severity::Warning, "bang-ma-cu"),
    ];
    assert_eq!(found, expected);
    assert!(!filled.has_errors());
    let says = |sentence: &str| filled.diagnostics.iter().any(|finding| finding.message.contains(sentence));
    assert!(says("«ủy ban nhân dân» → «Ủy ban nhân dân»"));
    assert!(says("«UBND huyện Thanh Ba»"));
    assert!(says("«Các phòng, ban chuyên môn»"));
}

#[test]
fn a_cited_document_keeps_its_words() {
    let letter = library::get("cong-van-trien-khai").unwrap();
    let mut values = letter.samples().first().unwrap().values.clone();
    values["van_ban_chi_dao"]["co_quan"] = json!("ủy ban nhân dân huyện Thanh Ba");
    let filled = fill(&letter, &values, today());
    assert_eq!(filled.diagnostics, []);
}
