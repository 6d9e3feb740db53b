//! What is found in a form comes in one order: what its fields say, in the order of the form and with who signs among them;
//! what was met while the document was made; whom it cannot address; what its words would be better as.

use serde_json::json;
use thethuc::{Diagnostic, fill, library, resolve};

use crate::documents::today;

fn told(findings: &[Diagnostic]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.location, finding.code)).collect()
}

#[test]
fn findings_of_every_kind_stand_in_their_order() {
    let letter = library::get("cong-van").unwrap();
    let values = json!({
        "la": 1, "ngay": "32/13/2026", "trich_yeu": "kế hoạch  theo điều 5", "kinh_gui": ["UBND các huyện"],
        "noi_dung": "1. Một.\n3. Hai phục vụ nhân dân.",
        "chu_ky": [{ "ho_ten": "TS. Lê A", "la": 1, "cach_ky": "khong-co" }, { "quyen_han": "TM. Ủy ban" }],
        "hinh_thuc": "x", "trinh_bay": { "gian_dong": 9, "co_chu": 99 }, "tu_do": { "x": "y" },
        "lien_he": "Céng hßa x· héi chñ nghÜa ViÖt Nam",
    });
    let of_values = [
        "co_quan thieu-truong",
        "ky_hieu thieu-truong",
        "dia_danh thieu-truong",
        "ngay ngay-sai",
        "chu_ky.0.la truong-la",
        "chu_ky.0.cach_ky lua-chon-sai",
        "chu_ky.1.ho_ten thieu-truong",
        "chu_ky.0.ho_ten hoc-ham-hoc-vi",
        "hinh_thuc lua-chon-sai",
        "trinh_bay.co_chu ngoai-khoang",
        "trinh_bay.gian_dong ngoai-khoang",
        "la truong-la",
        "tu_do truong-la",
    ];
    let of_making =
        ["noi_dung so-thu-tu", "trinh_bay.gian_dong ngoai-khoang", "trinh_bay.co_chu ngoai-khoang"];
    let of_words = [
        "kinh_gui.0 cap-huyen",
        "trich_yeu viet-hoa",
        "trich_yeu khoang-trang",
        "noi_dung viet-hoa",
        "lien_he bang-ma-cu",
    ];
    assert_eq!(told(&resolve(&letter, &values, today()).diagnostics), of_values);
    let filled = fill(&letter, &values, today());
    assert_eq!(told(&filled.diagnostics), [&of_values[..], &of_making, &of_words].concat());
    assert_eq!(filled.resolved.diagnostics, [], "all of them are in one list");
    let right = filled.diagnostics.iter().find(|finding| finding.code == "so-thu-tu").unwrap();
    assert_eq!(right.fix.as_ref().unwrap().value, "1. Một.\n2. Hai phục vụ nhân dân.");
}
