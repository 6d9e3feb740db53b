//! Documents that come back are read: values, changed figures, sums, missing units.

use serde_json::{Value, json};
use thethuc::collect::{Collector, Options, SUMMARY, same_unit};
use thethuc::docx::package::Package;
use thethuc::{fill, library};

use crate::documents::{document, today};

const REPORT: &str = "bao-cao-dinh-ky";

/// The report of a commune; its figures follow from `nth`.
fn report(unit: &str, nth: u64) -> Value {
    let mut values = library::get(REPORT).unwrap().samples()[0].values.clone();
    values["co_quan"][0]["ten"] = json!(format!("Ủy ban nhân dân\n{unit}"));
    values["bieu"] = json!([
        { "don_vi": "Đất đai", "ke_hoach": 1000 + nth, "trong_ky": 10, "luy_ke": 500 },
        { "don_vi": "Hộ tịch", "ke_hoach": 2000, "trong_ky": 20, "luy_ke": 700.5 },
    ]);
    values
}

/// The document with one text in place of another.
fn changed(docx: &[u8], from: &str, to: &str) -> Vec<u8> {
    let package = Package::open(docx).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().to_vec()).unwrap();
    assert!(xml.contains(from), "the document does not say {from}");
    package.with_parts(&[("word/document.xml", xml.replacen(from, to, 1).as_bytes())]).unwrap()
}

#[test]
fn values_come_back_and_those_changed_are_named() {
    let mut collector = Collector::default();
    for nth in 0..6 {
        let unit = format!("xã Số {nth}");
        let file = document(REPORT, &report(&unit, nth));
        let file = match nth {
            1 => changed(&file, ">1.001<", ">1.500<"),
            2 => changed(&file, "mới đạt 91,7%", "mới đạt 95%"),
            4 => changed(&file, ">700,5<", ">800,5<"),
            _ => file,
        };
        collector.add(&format!("{nth}.docx"), &file);
    }
    collector.add("khac.docx", b"no zip");
    collector.add("lai.docx", &document(REPORT, &report("xã Số 3", 3)));
    let expected: Vec<String> = (0..8).map(|nth| format!("UBND xã Số {nth}")).collect();
    let result = collector.result(&expected);
    let names = |wanted: &dyn Fn(&thethuc::collect::Collected) -> bool| -> Vec<String> {
        result.files.iter().filter(|file| wanted(file)).map(|file| file.file.clone()).collect()
    };
    assert_eq!(names(&|file| file.changed), ["1.docx", "2.docx", "4.docx"]);
    assert_eq!(names(&|file| file.unreadable), ["khac.docx"]);
    assert_eq!(names(&|file| !file.counted && !file.unreadable), ["lai.docx"]);
    assert_eq!(result.missing, ["UBND xã Số 6", "UBND xã Số 7"]);
    let sum = result.sums.iter().find(|sum| sum.table == "bieu").unwrap();
    // Six plans of 3000 with 0 to 5 more, one of which is 499 more; six results of 1200.5, one of which is 100 more.
    assert_eq!(sum.totals["ke_hoach"], "18514");
    assert_eq!(sum.totals["luy_ke"], "7303");
    let edits = &result.files[1].edits;
    assert!(
        edits.iter().any(|edit| edit.before.contains("1.001") && edit.after.contains("1.500") && edit.taken)
    );
    assert!(result.files[2].edits.iter().any(|edit| edit.after.contains("95%") && !edit.taken));
}

#[test]
fn rows_added_in_word_are_read() {
    let file = document(REPORT, &report("xã Mới", 0));
    let package = Package::open(&file).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().to_vec()).unwrap();
    let at = xml.find("Hộ tịch<").unwrap();
    let start = xml[..at].rfind("<w:tr>").or_else(|| xml[..at].rfind("<w:tr ")).unwrap();
    let end = at + xml[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
    let row = xml[start..end]
        .replace("Hộ tịch", "Lao động")
        .replace("2.000", "4.000")
        .replace("w14:paraId", "w14:x");
    let xml = format!("{}{row}{}", &xml[..end], &xml[end..]);
    let mut collector = Collector::default();
    collector.add("a.docx", &package.with_parts(&[("word/document.xml", xml.as_bytes())]).unwrap());
    let result = collector.result(&[]);
    assert!(result.files[0].changed, "{:?}", result.files[0]);
    let sum = result.sums.iter().find(|sum| sum.table == "bieu").unwrap();
    assert_eq!(sum.totals["ke_hoach"], "7000");
}

#[test]
fn a_unit_may_be_named_by_a_field_and_other_templates_are_told() {
    let options = Options { unit_field: Some("dia_danh".into()), template: Some(REPORT.into()) };
    let mut collector = Collector::new(options);
    collector.add("a.docx", &document(REPORT, &report("xã Một", 1)));
    collector.add("b.docx", &document("giay-moi", &library::get("giay-moi").unwrap().samples()[0].values));
    let result = collector.result(&[]);
    assert_eq!(result.files[0].unit, "An Bình");
    assert!(result.files[1].unreadable);
    assert_eq!(result.files[1].diagnostics[0].code, "mau-khac");
}

#[test]
fn every_sample_of_every_template_comes_back_unchanged() {
    let mut collector = Collector::default();
    for id in library::ids() {
        for sample in library::get(id).unwrap().samples() {
            collector.add(&format!("{id}-{}", sample.name), &document(id, &sample.values));
        }
    }
    let result = collector.result(&[]);
    assert!(result.files.iter().all(|file| !file.changed && !file.unreadable));
    assert_eq!(collector.sheet(&[]), collector.sheet(&[]));
}

#[test]
fn the_summary_report_takes_what_was_collected() {
    let mut collector = Collector::default();
    for nth in 0..3 {
        collector.add(&format!("{nth}.docx"), &document(REPORT, &report(&format!("xã Số {nth}"), nth)));
    }
    let expected: Vec<String> = (0..4).map(|nth| format!("xã Số {nth}")).collect();
    let values = collector.summary(&expected);
    assert_eq!((&values["so_don_vi"], &values["so_da_gui"]), (&json!(4), &json!(3)));
    let template = library::get(SUMMARY).unwrap();
    let filled = fill(&template, &values, today());
    let codes: Vec<&str> = filled.diagnostics.iter().map(|finding| finding.code.as_ref()).collect();
    assert!(codes.iter().all(|code| !["truong-la", "sai-kieu"].contains(code)), "{:?}", filled.diagnostics);
    let html = filled.html().body;
    for text in ["xã Số 3", "Hộ tịch", "9.003", "Tổng cộng"] {
        assert!(html.contains(text), "{text} is not in the report");
    }
}

#[test]
fn units_are_compared_as_people_write_them() {
    for (one, other, same) in [
        ("Ủy ban nhân dân xã An Bình", "ubnd xa an binh", true),
        ("TP. Huế", "Thành phố Huế", true),
        ("xã An Bình", "xã An Bình Tây", false),
        ("HĐND xã An Bình", "UBND xã An Bình", false),
    ] {
        assert_eq!(same_unit(one, other), same, "{one} {other}");
    }
}
