//! An address with a province or city that is of the other kind on the day of the document gets a finding with a
//! correction, a citation does not (`provinces.tsv`).

use serde_json::json;
use thethuc::{fill, library};

use crate::documents::today;

#[test]
fn addresses_go_by_the_day_of_the_document() {
    let template = library::get("cong-van").unwrap();
    let cases: Vec<_> = include_str!("provinces.tsv").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(cases.len() >= 10);
    for case in cases {
        let [date, text, right] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("{case}") };
        let filled = fill(&template, &json!({ "ngay": date, "kinh_gui": [text] }), today());
        let found: Vec<_> = filled.diagnostics.iter().filter(|finding| finding.code == "cap-tinh").collect();
        let corrected: Vec<&str> =
            found.iter().filter_map(|finding| finding.fix.as_ref()).map(|fix| fix.value.as_str()).collect();
        let expected: Vec<&str> = Some(right).filter(|right| !right.is_empty()).into_iter().collect();
        assert_eq!(corrected, expected, "{case}: {found:?}");
        assert_eq!(found.len(), expected.len(), "{case}");
    }
}
