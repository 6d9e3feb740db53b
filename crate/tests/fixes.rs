//! What puts findings right: each fix, set into the form, takes its finding away.

use serde_json::{Value, json};
use thethuc::{Diagnostic, fill, library};

use crate::documents::today;

fn findings(values: &Value) -> Vec<Diagnostic> {
    fill(&library::get("cong-van").unwrap(), values, today()).diagnostics
}

fn letter() -> Value {
    library::get("cong-van").unwrap().samples()[0].values.clone()
}

fn set(values: &mut Value, path: &str, text: &str) {
    let at = path.split('.').fold(values, |value, step| match step.parse::<usize>() {
        Ok(index) => &mut value[index],
        Err(_) => &mut value[step],
    });
    *at = text.into();
}

#[test]
fn each_slip_is_put_right_by_its_fix() {
    for (path, slip, code, right) in [
        ("trich_yeu", "thực hiện điều 5", "viet-hoa", "thực hiện Điều 5"),
        ("trich_yeu", "phục vụ nhân dân theo điều 5", "viet-hoa", "phục vụ Nhân dân theo Điều 5"),
        (
            "kinh_gui.0",
            "Céng hßa x· héi chñ nghÜa ViÖt Nam",
            "bang-ma-cu",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        ("kinh_gui.0", "UBND các huyện, thị xã, thành phố", "cap-huyen", "UBND các xã, phường"),
        ("trich_yeu", "kế  hoạch , phương án", "khoang-trang", "kế hoạch, phương án"),
        ("trich_yeu", "ke\u{302}\u{301} hoa\u{323}ch", "chuan-hoa-nfc", "kế hoạch"),
        ("trich_yeu", "kế\u{7} hoạch", "ky-tu-dieu-khien", "kế hoạch"),
        ("ngay", "5/4/26", "ngay-sai", "2026-04-05"),
        ("ngay", "mùng 5 tháng tư năm 2026", "ngay-sai", "2026-04-05"),
        ("noi_dung", "1. Một.\n3. Hai.", "so-thu-tu", "1. Một.\n2. Hai."),
    ] {
        let mut values = letter();
        set(&mut values, path, slip);
        let found = findings(&values);
        let finding =
            found.iter().find(|one| one.code == code).unwrap_or_else(|| panic!("{slip}: {found:?}"));
        let fix = finding.fix.as_ref().unwrap_or_else(|| panic!("{slip}"));
        assert_eq!((fix.path.as_str(), fix.value.as_str()), (path, right), "{slip}");
        assert!(!fix.label.is_empty() && !fix.label_en.is_empty());
        set(&mut values, fix.path.as_str(), &fix.value);
        assert!(findings(&values).iter().all(|one| one.code != code), "{slip}");
    }
}

#[test]
fn several_capitals_are_put_right_together_or_one_by_one() {
    let mut values = letter();
    set(&mut values, "trich_yeu", "phục vụ nhân dân theo điều 5");
    let found = findings(&values);
    let finding = found.iter().find(|one| one.code == "viet-hoa").unwrap();
    let fix = finding.fix.as_ref().unwrap();
    let parts: Vec<&str> = fix.parts.iter().map(|part| part.value.as_str()).collect();
    assert_eq!(parts, ["phục vụ Nhân dân theo điều 5", "phục vụ nhân dân theo Điều 5"]);
    assert!(finding.article.as_deref().unwrap().starts_with("Phụ lục II Nghị định số 30/2020/NĐ-CP"));
}

#[test]
fn what_is_in_doubt_or_not_in_the_form_has_no_fix() {
    for (path, slip, code) in [
        ("kinh_gui.0", "UBND huyện Tam Nông", "cap-huyen"),
        ("kinh_gui.0", "UBND các huyện Tam Nông, Thanh Thủy", "cap-huyen"),
        ("ngay", "cuối tháng", "ngay-sai"),
    ] {
        let mut values = letter();
        set(&mut values, path, slip);
        let found = findings(&values);
        let finding = found.iter().find(|one| one.code == code).unwrap_or_else(|| panic!("{slip}"));
        assert_eq!(finding.fix, None, "{slip}");
    }
    let mut values = letter();
    values["kinh_gui"] = "UBND các huyện".into();
    assert!(
        findings(&values).iter().all(|one| one.fix.is_none()),
        "the form holds one text, not the item of a list"
    );
}

#[test]
fn the_samples_need_no_spaces_left_out() {
    for id in library::ids() {
        let template = library::get(id).unwrap();
        for sample in template.samples() {
            let found = fill(&template, &sample.values, today()).diagnostics;
            assert!(found.iter().all(|one| one.code != "khoang-trang"), "{id} {}: {found:?}", sample.name);
        }
    }
}

#[test]
fn findings_without_more_are_written_as_before() {
    let plain = Diagnostic::warning("ma", thethuc::Location::Document, "câu", "sentence");
    let expected = json!({"severity": "warning", "code": "ma", "location": {"type": "document"}, "message": "câu", "english": "sentence"});
    assert_eq!(serde_json::to_value(&plain).unwrap(), expected);
}
