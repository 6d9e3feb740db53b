//! An address with a commune that is of another kind on the day of the document gets a finding, with a correction where the
//! commune itself changed (`communes.tsv`).

use serde_json::json;
use thethuc::{fill, library};

use crate::documents::today;

#[test]
fn communes_are_called_what_they_are_on_the_day_of_the_document() {
    let template = library::get("cong-van").unwrap();
    let cases: Vec<_> = include_str!("communes.tsv").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(cases.len() >= 20);
    for case in cases {
        let [date, body, text, right] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("{case}") };
        let values = json!({ "ngay": date, "co_quan": [{ "ten": body }], "kinh_gui": [text] });
        let filled = fill(&template, &values, today());
        let found: Vec<_> = filled.diagnostics.iter().filter(|finding| finding.code == "cap-xa").collect();
        let said: Vec<&str> =
            found.iter().map(|finding| finding.fix.as_ref().map_or("?", |fix| fix.value.as_str())).collect();
        let expected: Vec<&str> = Some(right).filter(|right| !right.is_empty()).into_iter().collect();
        assert_eq!(said, expected, "{case}: {found:?}");
    }
}
