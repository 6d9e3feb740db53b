//! Numbering anew, and the references it breaks (`renumber.tsv`).

use proptest::prelude::*;
use thethuc::markup::{parse, renumber};

fn misnumbered(body: &str) -> bool {
    parse(body).diagnostics.iter().any(|finding| finding.code == "so-thu-tu")
}

#[test]
fn each_body_is_numbered_and_its_broken_references_are_listed() {
    for case in include_str!("renumber.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut parts = case.split('\t');
        let mut part = || parts.next().unwrap_or_default().replace('⏎', "\n");
        let (body, numbered, references) = (part(), part(), part());
        let result = renumber(&body);
        assert_eq!(result.body, numbered, "{case}");
        let listed: Vec<String> = result
            .references
            .iter()
            .map(|one| {
                let becomes = one.becomes.as_deref().unwrap_or("∅");
                let unsure = if one.unsure { " ?" } else { "" };
                format!("{}: {} → {becomes}{unsure}", one.line, one.text)
            })
            .collect();
        assert_eq!(listed.join(" | "), references, "{case}");
        for one in &result.references {
            let line = numbered.lines().nth(one.line - 1).unwrap_or_default();
            let at_column: String = line.chars().skip(one.column - 1).collect();
            assert!(at_column.starts_with(&one.text), "{case}: {one:?}");
        }
    }
}

#[test]
fn a_change_says_how_the_line_began_and_begins() {
    let result = renumber("Chương I\nMột\nChương III\nHai\nĐiều 1. A\n2. B\nb) C");
    let changes: Vec<String> =
        result.changes.iter().map(|one| format!("{}: {} → {}", one.line, one.before, one.after)).collect();
    assert_eq!(changes, ["3: Chương III → Chương II", "6: 2. → 1.", "7: b) → a)"]);
}

proptest! {
    /// What has no gap stays, what has one has none afterwards, and doing it twice is doing it once.
    #[test]
    fn numbers_are_in_order_afterwards(lines in proptest::collection::vec(
        prop_oneof![
            "(Phần|Chương) (I|II|III|IV|V|C)",
            "(Mục|Tiểu mục) [1-9]",
            "(I|II|III|IV|V)\\. [a-z]{1,4}",
            "Điều [1-9][0-9]?(a|b)?\\. Theo (khoản [1-4] |điểm [a-đ] khoản [1-4] )?Điều ([1-9]|này)\\.",
            "[1-9]\\. x",
            "[1-9]\\.[1-9]\\. x",
            "[abcdđe]\\) x",
            "\\([1-9]\\) x",
            "(- x|lời văn|\\|a\\|b\\||\\[\\[phụ lục\\]\\] x|)",
        ], 0..40)) {
        let body = lines.join("\n");
        let result = renumber(&body);
        prop_assert!(!misnumbered(&result.body), "{}", result.body);
        prop_assert_eq!(&renumber(&result.body).body, &result.body);
        if !misnumbered(&body) {
            prop_assert_eq!(&result.body, &body);
        }
        prop_assert_eq!(result.body.lines().count(), body.lines().count());
    }

    #[test]
    fn any_text_is_read(body in "\\PC{0,200}") {
        let _ = renumber(&body);
    }
}
