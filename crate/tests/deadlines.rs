//! Deadlines as documents say them (`deadlines.tsv`), the days that are asked and told about them, and periods.

use thethuc::Location;
use thethuc::follow::deadline::{doubts, find};
use thethuc::follow::period::Period;
use thethuc::follow::record::{Deadline, Due};

fn shown(deadline: &Deadline) -> String {
    let value = serde_json::to_value(deadline).unwrap();
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let when = match deadline.kind {
        Due::Day => text("ngay"),
        Due::Periodic => text("ky"),
        _ => return format!("{} «{}»", text("loai"), deadline.words),
    };
    let when = if when.is_empty() { "?".to_owned() } else { when };
    format!("{} {when} «{}»", text("loai"), deadline.words)
}

#[test]
fn deadlines_mean_the_days_they_say() {
    let mut wrong = Vec::new();
    for line in include_str!("deadlines.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split('\t');
        let [text, issued, expected] = [(); 3].map(|()| parts.next().unwrap_or_default());
        let found = find(text, issued.parse().unwrap());
        for (place, deadline) in &found {
            assert_eq!(text[place.clone()], deadline.words);
        }
        let found: Vec<String> = found.iter().map(|(_, deadline)| shown(deadline)).collect();
        if found.join(" | ") != expected {
            wrong.push(format!("{text}: {} instead of {expected}", found.join(" | ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_doubtful_about_a_deadline_is_asked_and_days_off_are_told() {
    for (text, expected) in [
        ("trước ngày 15/12/2026", &[][..]),
        ("trước ngày 13/12/2026", &["han-ngay-nghi"]),
        ("trong ngày 01/5/2026", &["han-ngay-nghi"]),
        ("trước ngày 15/12", &["han-doan-nam"]),
        ("đầu quý IV/2026", &[]),
        ("trong giữa tháng 11/2026", &["han-chua-ro"]),
        ("báo cáo định kỳ", &["ky-chua-ro"]),
        ("hằng quý", &[]),
        ("thường xuyên", &[]),
    ] {
        let found = find(text, "2026-03-21".parse().unwrap());
        let told: Vec<_> = found
            .iter()
            .flat_map(|(_, deadline)| doubts(deadline, "Nhiệm vụ 3", &Location::Document))
            .map(|finding| finding.code)
            .collect();
        assert_eq!(told, expected, "{text}");
    }
}

#[test]
fn a_day_of_every_period_is_one_of_each() {
    let day = |words: &str, period: &str| {
        let deadline = Deadline { kind: Due::Periodic, words: words.into(), ..Deadline::default() };
        deadline.day_of(&Period::of_id(period).unwrap()).map(|day| day.to_string())
    };
    assert_eq!(day("trước ngày 20 của tháng cuối quý", "q3-2026").as_deref(), Some("2026-09-19"));
    assert_eq!(day("chậm nhất ngày 05 tháng sau", "t12-2026").as_deref(), Some("2027-01-05"));
    assert_eq!(day("ngày 31 hằng tháng", "t02-2027").as_deref(), Some("2027-02-28"));
    assert_eq!(day("định kỳ", "q3-2026"), None);
}

#[test]
fn periods_have_the_days_of_the_decree() {
    for (id, name, from, until, by_analogy) in [
        ("t01-2027", "tháng 01 năm 2027", "2026-12-15", "2027-01-14", false),
        ("q4-2026", "quý IV năm 2026", "2026-09-15", "2026-12-14", false),
        ("6t1-2026", "6 tháng đầu năm 2026", "2025-12-15", "2026-06-14", false),
        ("6t2-2026", "6 tháng cuối năm 2026", "2026-06-15", "2026-12-14", false),
        ("9t-2026", "9 tháng đầu năm 2026", "2025-12-15", "2026-09-14", true),
        ("n2026", "năm 2026", "2025-12-15", "2026-12-14", false),
    ] {
        let period = Period::of_id(id).unwrap();
        let closing = period.closing().unwrap();
        let days = (closing.from.to_string(), closing.until.to_string(), closing.by_analogy);
        assert_eq!(days, (from.to_owned(), until.to_owned(), by_analogy), "{id}");
        assert_eq!((period.id().as_str(), period.name().as_str()), (id, name));
        assert_eq!(Period::of_name(name), Some(period), "{name}");
    }
    assert_eq!(Period::of_name("Quý III/2026").map(|period| period.id()).as_deref(), Some("q3-2026"));
    for id in ["", "q5-2026", "t13-2026", "6t3-2026", "2026", "q3", "q0-2026"] {
        assert_eq!(Period::of_id(id), None, "{id}");
    }
}
