//! What comes back about a matter and could be counted for what it is not.

use serde_json::{Value, json};
use thethuc::docx::package::Package;
use thethuc::follow::Gathered;
use thethuc::follow::documents::{followed, values};
use thethuc::follow::held::Held;
use thethuc::follow::history::{Event, EventKind, Received};
use thethuc::follow::period::Period;
use thethuc::follow::record::{Matter, Task, Unit};
use thethuc::follow::take::{Outcome, Taken, Taker, Taking};
use thethuc::follow::view::{Subject, View};
use thethuc::library;
use thethuc::sheet::{ReadOptions, Workbook};

use crate::documents::document;
use crate::work::cheaper;

const REPORT: &str = thethuc::follow::REPORT;

fn matter() -> Matter {
    let mut matter: Matter = serde_json::from_str(include_str!("matter/nam-2026.json")).unwrap();
    matter.period = Period::of_id("q1-2026").unwrap();
    matter
}

/// The form as it is sent to a unit.
fn form(matter: &Matter, unit: usize) -> Value {
    let template = library::get(REPORT).unwrap();
    let follow = followed(&template, "").unwrap();
    Value::Object(values(&View::of(matter), follow, Subject::Unit(&matter.units[unit])))
}

fn take(matter: &mut Matter, files: &[(&str, Vec<u8>)]) -> Vec<Taken> {
    let mut taker = Taker::new(matter, Taking::default());
    for (name, bytes) in files {
        taker.add(name, bytes);
    }
    taker.files()
}

/// What a unit does with the form, and what the form then is.
#[test]
fn a_form_that_comes_back_as_it_was_sent_is_no_report() {
    let plan = json!([{ "ten": "Tin, bài", "don_vi_tinh": "tin", "ke_hoach": 200, "cung_ky": 62 }]);
    for (what, change, outcome) in [
        ("untouched", json!({}), Outcome::Unfilled),
        (
            "numbered and signed",
            json!({ "so": "12", "chu_ky": [{ "ho_ten": "Lê Thị Thu Hằng" }] }),
            Outcome::Unfilled,
        ),
        ("with the plan of the office", json!({ "chi_tieu": plan }), Outcome::Unfilled),
        (
            "blank rows",
            json!({ "chi_tieu": [{ "ten": "" }], "kien_nghi": " \n", "khong_phat_sinh": false }),
            Outcome::Unfilled,
        ),
        ("nothing to report", json!({ "khong_phat_sinh": true }), Outcome::Taken),
        ("a proposal", json!({ "kien_nghi": "Bổ sung kinh phí." }), Outcome::Taken),
        (
            "a figure that is nought",
            json!({ "chi_tieu": [{ "ten": "Tin, bài", "ky_nay": 0 }] }),
            Outcome::Taken,
        ),
        ("a result", json!({ "nhiem_vu.0.ket_qua": "02 hội nghị" }), Outcome::Taken),
        ("a share that is nought", json!({ "nhiem_vu.0.ty_le": 0 }), Outcome::Taken),
    ] {
        let mut matter = matter();
        let mut values = form(&matter, 0);
        for (name, value) in change.as_object().unwrap() {
            match name.strip_prefix("nhiem_vu.0.") {
                Some(column) => values["nhiem_vu"][0][column] = value.clone(),
                None => values[name] = value.clone(),
            }
        }
        let name = matter.units[0].name.clone();
        let taken = take(&mut matter, &[("bieu.docx", document(REPORT, &values))]);
        assert_eq!(taken[0].outcome, outcome, "{what}: {taken:#?}");
        let is_report = outcome == Outcome::Taken;
        assert_eq!(matter.received.len(), usize::from(is_report), "{what}");
        let told = taken[0].diagnostics.iter().any(|found| found.code == "mau-chua-dien");
        assert_eq!(told, !is_report, "{what}");
        let period = matter.period.clone();
        let gathered = Gathered::of(&matter, &period, None, "2026-03-25".parse().unwrap(), None, taken);
        let report = gathered.report();
        assert_eq!(report.missing.contains(&name), !is_report, "{what}");
        assert_eq!(report.unfilled, if is_report { vec![] } else { vec![name.clone()] }, "{what}");
        let sent = gathered.summary()["so_da_gui"].clone();
        assert_eq!(sent, json!(usize::from(is_report)), "{what}");
    }
}

#[test]
fn a_form_filled_in_with_word_is_a_report() {
    let mut matter = matter();
    let values = form(&matter, 0);
    let file = document(REPORT, &values);
    let package = Package::open(&file).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().to_vec()).unwrap();
    let text = values["nhiem_vu"][0]["noi_dung"].as_str().unwrap();
    let typed = xml.replacen(text, &format!("{text}: đã tổ chức 02 hội nghị"), 1);
    assert_ne!(typed, xml);
    let file = package.with_parts(&[("word/document.xml", typed.as_bytes())]).unwrap();
    let taken = take(&mut matter, &[("bieu.docx", file)]);
    assert_eq!(taken[0].outcome, Outcome::Taken, "{taken:#?}");
}

/// Two units of one name: a report is of the one whose mark it carries, and of none where it carries none of theirs.
#[test]
fn two_units_of_one_name_are_told_and_kept_apart_by_their_marks() {
    let mut matter = matter();
    let [one, other] = [3, 7].map(|at| matter.units[at].mark.clone());
    matter.units[7].name = format!("{} ", matter.units[3].name.to_uppercase());
    let name = matter.units[3].name.clone();
    let told = |found: &[thethuc::Diagnostic]| -> Vec<String> {
        let twins = found.iter().filter(|found| found.code == "don-vi-cung-ten");
        twins.map(|found| found.message.clone()).collect()
    };
    let doubts = told(&thethuc::follow::grid::doubts(&matter));
    assert_eq!(doubts.len(), 1, "{doubts:?}");
    for said in [&one, &other, &"4 («".to_owned(), &"8 («".to_owned()] {
        assert!(doubts[0].contains(said), "{said}: {}", doubts[0]);
    }
    let mut values = [3, 7].map(|unit| form(&matter, unit));
    values.iter_mut().for_each(|values| values["khong_phat_sinh"] = json!(true));
    let mut unmarked = values[0].clone();
    unmarked["ma_don_vi"] = json!("");
    let files = [
        ("mot.docx", document(REPORT, &values[0])),
        ("hai.docx", document(REPORT, &values[1])),
        ("khong-ma.docx", document(REPORT, &unmarked)),
    ];
    let taken = take(&mut matter, &files);
    let outcomes: Vec<Outcome> = taken.iter().map(|file| file.outcome).collect();
    assert_eq!(outcomes, [Outcome::Taken, Outcome::Taken, Outcome::UnknownUnit], "{taken:#?}");
    let units: Vec<&String> = matter.received.iter().map(|report| &report.unit).collect();
    assert_eq!(units, [&one, &other]);
    let of_none = told(&taken[2].diagnostics);
    assert!(of_none.len() == 1 && of_none[0].contains(&one) && of_none[0].contains(&other), "{of_none:?}");
    let period = matter.period.clone();
    let report = Gathered::of(&matter, &period, None, "2026-03-25".parse().unwrap(), None, taken).report();
    assert_eq!(told(&report.diagnostics).len(), 1);
    assert!(!report.missing.contains(&name), "{:?}", report.missing);

    matter.units[7].name = "Sở khác".to_owned();
    matter.units[7].mark = matter.units[3].mark.clone();
    let found = thethuc::follow::grid::doubts(&matter);
    assert!(found.iter().any(|found| found.code == "don-vi-cung-ma"), "{found:#?}");
}

#[test]
fn rows_of_a_list_that_name_one_unit_twice_are_known() {
    let list = [
        ("Phòng Kinh tế", "Các phòng"),
        ("Sở Nội vụ", "Các sở"),
        ("PHÒNG KINH TẾ", "các phòng"),
        ("Sở Nội vụ", "Các cơ quan"),
        ("UBND xã Tân Hòa", ""),
        ("xã Tân Hoà", ""),
        ("xã Tân Hoa", ""),
    ];
    let list = list.map(|(name, group)| (name.to_owned(), group.to_owned()));
    assert_eq!(thethuc::follow::roster::twice(&list), [(0, 2), (4, 5)]);
}

/// A year of so many units: each has the tasks of all, sent a report of two quarters and had every task accepted.
fn of_units(units: usize) -> Matter {
    let mut matter = matter();
    let (unit, task) = (matter.units[0].clone(), matter.tasks[0].clone());
    let marks: Vec<String> = (0..units).map(|at| format!("xa-{:05}", at * 7919 % 100_003)).collect();
    let named = |mark: &String| Unit { mark: mark.clone(), name: mark.clone(), ..unit.clone() };
    matter.units = marks.iter().map(named).collect();
    let tasks = ["1", "2", "3"].map(|mark| Task { mark: mark.into(), leads: marks.clone(), ..task.clone() });
    matter.tasks = tasks.into();
    let values = |mark: &String, period: &str| {
        json!({
            "ma_ho_so": matter.mark, "ma_don_vi": mark, "ma_ky": period,
            "nhiem_vu": [{ "ma": "1", "ket_qua": "xong", "ty_le": 100 }, { "ma": "2", "ty_le": 50 }],
            "chi_tieu": [{ "ten": "Tin, bài", "ky_nay": 1, "luy_ke": 1 }, { "ten": format!("Riêng {mark}"), "ky_nay": 2, "luy_ke": 2 }],
        })
    };
    matter.received = ["q1-2026", "q2-2026"]
        .iter()
        .flat_map(|period| marks.iter().map(move |mark| (mark, *period)))
        .map(|(mark, period)| Received {
            unit: mark.clone(),
            period: Period::of_id(period).unwrap(),
            template: REPORT.to_owned(),
            values: Held::of(&values(mark, period)),
            ..Received::default()
        })
        .collect();
    let accepted = |(task, unit): (&Task, &String)| Event {
        task: task.mark.clone(),
        unit: unit.clone(),
        kind: EventKind::Accepted,
        date: "2026-06-01".into(),
        ..Event::default()
    };
    let pairs = matter.tasks.iter().flat_map(|task| marks.iter().map(move |mark| (task, mark)));
    matter.events = pairs.map(accepted).collect();
    matter
}

#[test]
fn what_is_gathered_costs_as_much_more_as_there_are_more_units() {
    let time = |units: usize| {
        let matter = of_units(units);
        let period = Period::of_id("q2-2026").unwrap();
        let taken = cheaper(|| {
            let day = "2026-06-25".parse().unwrap();
            let gathered = Gathered::of(&matter, &period, None, day, Some(&matter), Vec::new());
            assert_eq!(gathered.report().missing, [""; 0]);
            assert!(!gathered.workbook().is_empty() && gathered.summary()["so_don_vi"] == units);
        });
        taken.as_secs_f64()
    };
    let (few, many) = (time(100), time(800));
    println!("100 units {few:.3} s, 800 units {many:.3} s");
    assert!(many < few * 8.0 * 2.0, "100 units {few} s, 800 units {many} s");
}

/// What the units call an indicator, what is added up of it, and what is told of the names.
#[test]
fn names_of_indicators_are_compared_with_their_marks_first() {
    type Row<'a> = (&'a str, Option<u32>);
    type Case<'a> = (&'a str, &'a [&'a [&'a str]], &'a [Row<'a>], &'a [&'a str]);
    let cases: [Case<'_>; 6] = [
        ("alike", &[&["Hội nghị"], &["HỘI NGHỊ"], &["Hội  nghị:"]], &[("Hội nghị", Some(3))], &[]),
        ("where the tone stands", &[&["Văn hoá"], &["Văn hóa"]], &[("Văn hoá", Some(2))], &[]),
        (
            "typed without marks",
            &[&["hoi nghi"], &["Hội nghị"]],
            &[("Hội nghị", Some(2))],
            &["chi-tieu-khong-dau"],
        ),
        (
            "other marks",
            &[&["Số hộ bán"], &["Số hộ bạn"]],
            &[("Số hộ bán", Some(1)), ("Số hộ bạn", Some(1))],
            &["chi-tieu-khac-dau"],
        ),
        (
            "two in a form",
            &[&["Số hộ bán", "Số hộ bạn"], &["Số hộ bạn"]],
            &[("Số hộ bán", Some(1)), ("Số hộ bạn", Some(2))],
            &[],
        ),
        (
            "two in a form, one without marks",
            &[&["Hội nghị", "Hoi nghi"], &["Hoi nghi"]],
            &[("Hội nghị", Some(1)), ("Hoi nghi", Some(2))],
            &[],
        ),
    ];
    for (what, units, rows, codes) in cases {
        let mut matter = matter();
        let files: Vec<(String, Vec<u8>)> = units
            .iter()
            .enumerate()
            .map(|(unit, labels)| {
                let mut values = form(&matter, unit);
                let row =
                    |label: &&str| json!({ "ten": label, "don_vi_tinh": "cuộc", "ky_nay": 1, "luy_ke": 1 });
                values["chi_tieu"] = labels.iter().map(row).collect();
                (format!("{unit}.docx"), document(REPORT, &values))
            })
            .collect();
        let files: Vec<(&str, Vec<u8>)> =
            files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        let taken = take(&mut matter, &files);
        let period = matter.period.clone();
        let gathered = Gathered::of(&matter, &period, None, "2026-03-25".parse().unwrap(), None, taken);
        let told: Vec<String> = gathered
            .report()
            .diagnostics
            .iter()
            .map(|found| found.code.to_string())
            .filter(|code| code.starts_with("chi-tieu-"))
            .collect();
        assert_eq!(told, codes, "{what}");
        let workbook = gathered.workbook();
        let book = Workbook::open("a.xlsx", &workbook, &ReadOptions::default()).unwrap();
        let at = book.sheets().iter().position(|sheet| sheet == "Số phát sinh các kỳ").unwrap();
        let sheet = book.read(at).unwrap();
        let shown: Vec<Row<'_>> = (1..sheet.rows())
            .map(|row| (sheet.cell(row, 1).shown, sheet.cell(row, 4).shown.parse().ok()))
            .collect();
        assert_eq!(shown, rows, "{what}");
    }
}
