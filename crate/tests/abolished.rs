//! Documents that address a body of the abolished level get a finding, those that cite one do not (`abolished.tsv`).

use serde_json::{Value, json};
use thethuc::{fill, library};

use crate::documents::today;

#[test]
fn bodies_of_the_abolished_level_are_found_where_they_are_addressed() {
    let template = library::get("cong-van").unwrap();
    let cases: Vec<_> = include_str!("abolished.tsv").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(cases.len() >= 30);
    for case in cases {
        let [date, field, text, body] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("{case}") };
        let listed = field != "noi_dung";
        let value = if listed { json!([text]) } else { json!(text) };
        let filled = fill(&template, &json!({ "ngay": date, field: value }), today());
        let findings = filled.diagnostics.iter().filter(|finding| finding.code == "cap-huyen");
        let found: Vec<Value> = findings.map(|finding| serde_json::to_value(finding).unwrap()).collect();
        assert_eq!(found.len(), usize::from(!body.is_empty()), "{case}");
        for finding in found {
            assert!(finding["message"].as_str().unwrap().contains(&format!("«{body}»")), "{case}: {finding}");
            let path = if listed { format!("{field}.0") } else { field.to_owned() };
            assert!(finding.to_string().contains(&path), "{case}: {finding}");
        }
    }
}

#[test]
fn cited_documents_keep_the_names_of_their_time() {
    let template = library::get("ke-hoach-nam").unwrap();
    let basis = json!({ "ten_loai": "Quyết định", "so_ky_hieu": "12/QĐ-UBND", "ngay": "2023-04-05", "co_quan": "UBND huyện Thanh Sơn" });
    let filled = fill(&template, &json!({ "can_cu": [basis] }), today());
    assert!(filled.diagnostics.iter().all(|finding| finding.code != "cap-huyen"));
}
