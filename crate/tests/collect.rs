//! Documents that come back are read: values, changed figures, sums, missing units.

mod edits;
mod typed;

use serde_json::{Value, json};
use thethuc::collect::{Collected, Collector, Options, Report, SUMMARY, same_unit, unit_list, units_in_file};
use thethuc::docx::package::Package;
use thethuc::sheet::{ReadOptions, Workbook};
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

/// The document with the row that says `name` changed, cell by cell.
fn with_row(docx: &[u8], name: &str, change: impl Fn(Vec<String>) -> Vec<String>) -> Vec<u8> {
    let package = Package::open(docx).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().to_vec()).unwrap();
    let at = xml.find(&format!("{name}<")).unwrap();
    let start = xml[..at].rfind("<w:tr>").unwrap();
    let start = start + xml[start..].find("<w:tc>").unwrap();
    let end = at + xml[at..].find("</w:tr>").unwrap();
    let cells = xml[start..end].split_inclusive("</w:tc>").map(str::to_owned).collect();
    let xml = format!("{}{}{}", &xml[..start], change(cells).concat(), &xml[end..]);
    package.with_parts(&[("word/document.xml", xml.as_bytes())]).unwrap()
}

/// The cells with some of them merged as Word does it: what has text stays, a paragraph each.
fn merged(mut cells: Vec<String>, at: std::ops::Range<usize>) -> Vec<String> {
    let span = format!("<w:tcPr><w:gridSpan w:val=\"{}\"/>", at.len());
    let own: Vec<String> = cells.drain(at.clone()).collect();
    let paragraphs: Vec<&str> =
        own.iter().map(|cell| &cell[cell.find("<w:p>").unwrap()..cell.len() - "</w:tc>".len()]).collect();
    let with_text: Vec<&str> = paragraphs.iter().copied().filter(|text| text.contains("<w:t>")).collect();
    let kept = if with_text.is_empty() { &paragraphs[..1] } else { &with_text[..] };
    cells.insert(at.start, format!("<w:tc>{span}</w:tcPr>{}</w:tc>", kept.concat()));
    cells
}

fn collected(docx: &[u8]) -> Report {
    let mut collector = Collector::default();
    collector.add("a.docx", docx);
    collector.result(&[])
}

fn total<'r>(report: &'r Report, column: &str) -> &'r str {
    let sum = report.sums.iter().find(|sum| sum.table == "bieu").unwrap();
    sum.totals[column].as_str().unwrap()
}

fn codes(file: &Collected) -> Vec<&str> {
    file.diagnostics.iter().map(|finding| finding.code.as_ref()).collect()
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
    let names = |wanted: &dyn Fn(&Collected) -> bool| -> Vec<String> {
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
    assert!(result.files[2].edits.iter().any(|edit| edit.after.contains("95%") && edit.taken));
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
fn rows_with_merged_cells_are_read() {
    let file = document(REPORT, &report("xã Gộp", 0));
    // Number and name; plan and result; result, which is blank, and plan.
    for at in [0..2, 2..4, 7..9] {
        let result = collected(&with_row(&file, "Hộ tịch", |cells| merged(cells, at.clone())));
        assert!(codes(&result.files[0]).iter().all(|code| *code == "bang-doc-tu-van-ban"), "{at:?}");
        let totals = ["ke_hoach", "trong_ky", "luy_ke"].map(|column| total(&result, column));
        assert_eq!(totals, ["3000", "30", "1200.5"], "{at:?}");
    }
    // The figures of the merged cell changed besides.
    let edited = with_row(&file, "Hộ tịch", |cells| merged(cells, 0..3));
    let result = collected(&changed(&edited, ">2.000<", ">2.500<"));
    assert_eq!((total(&result, "ke_hoach"), total(&result, "luy_ke")), ("3500", "1200.5"));
    // Columns that were split and borders that were moved in one row.
    let split = |mut cells: Vec<String>| {
        cells.insert(9, cells[8].clone());
        cells
    };
    let wide = |xml: String| xml.replacen("<w:tcPr>", "<w:tcPr><w:gridSpan w:val=\"2\"/>", 1);
    let mut docx = with_row(&file, "Hộ tịch", split);
    for name in ["Đơn vị, lĩnh vực", "Đất đai"] {
        docx = with_row(&docx, name, |mut cells| {
            let last = cells.pop().unwrap();
            cells.push(wide(last));
            cells
        });
    }
    let result = collected(&docx);
    assert_eq!((total(&result, "ke_hoach"), total(&result, "luy_ke")), ("3000", "1200.5"));
}

#[test]
fn what_of_a_table_cannot_be_read_is_told() {
    let file = document(REPORT, &report("xã Gộp", 0));
    let told = |result: &Report, code: &str| {
        let finding = result.files[0].diagnostics.iter().find(|finding| finding.code == code).unwrap();
        assert_eq!(finding.severity, thethuc::Severity::Warning);
        finding.message.clone()
    };
    // One figure in two columns may be of either.
    let result = collected(&with_row(&file, "Hộ tịch", |mut cells| {
        cells[3] = cells[3].replace("<w:t>20</w:t>", "");
        cells[2] = cells[2].replace("2.000", "2.222");
        merged(cells, 2..4)
    }));
    assert_eq!((total(&result, "ke_hoach"), total(&result, "luy_ke")), ("1000", "1200.5"));
    let message = told(&result, "o-gop-trong-bang");
    assert!(
        message.contains("dòng 2 «2 | Hộ tịch | 2.222") && message.contains("ô gộp «2.222»"),
        "{message}"
    );
    assert!(result.files[0].edits.iter().all(|edit| edit.after != "2.222" || !edit.taken));
    // Cells that fit no columns.
    let result = collected(&with_row(&file, "Hộ tịch", |mut cells| {
        cells.truncate(5);
        cells
    }));
    assert_eq!(total(&result, "ke_hoach"), "1000");
    let message = told(&result, "dong-khong-doc-duoc");
    assert!(
        message.contains("«Số liệu theo đơn vị»") && message.contains("dòng 2 «2 | Hộ tịch"),
        "{message}"
    );
}

#[test]
fn sums_added_in_word_are_not_added_twice() {
    let file = document(REPORT, &report("xã Gộp", 0));
    let result = collected(&with_row(&file, "Hộ tịch", |cells| {
        let total: Vec<String> =
            cells.iter().map(|cell| cell.replace("Hộ tịch", "Tổng số").replace("<w:t>2</w:t>", "")).collect();
        [cells, vec!["</w:tr><w:tr>".to_owned()], merged(total, 0..2)].concat()
    }));
    assert_eq!(total(&result, "ke_hoach"), "3000");
    // It is a row of sums that says the figures of one row.
    assert_eq!(codes(&result.files[0]), ["bang-doc-tu-van-ban", "dong-cong-lech"]);
}

#[test]
fn a_table_with_another_head_is_told() {
    let file = document(REPORT, &report("xã Đổi", 0));
    let other = changed(&file, ">Kế hoạch năm<", ">Kế hoạch cả năm<");
    let added = ["Đơn vị, lĩnh vực", "Đất đai", "Hộ tịch"].iter().fold(file.clone(), |file, name| {
        with_row(&file, name, |mut cells| {
            cells.insert(2, cells[2].replace("Kế hoạch năm", "Mới"));
            cells
        })
    });
    // In the second the figure that is changed is one of the column that was added.
    for (docx, words, plan) in
        [(other, "đã sửa thành «Kế hoạch cả năm»", "11000"), (added, "«Mới» không có trong mẫu", "3000")]
    {
        let docx = changed(&changed(&docx, ">1.000<", ">9.000<"), ">3.000<", ">11.000<");
        let mut collector = Collector::default();
        collector.add("a.docx", &docx);
        let result = collector.result(&[]);
        let finding =
            result.files[0].diagnostics.iter().find(|finding| finding.code == "cot-trong-bang").unwrap();
        assert_eq!(finding.severity, thethuc::Severity::Warning);
        assert!(finding.message.contains("«Số liệu theo đơn vị»"), "{finding}");
        assert!(finding.message.contains(words), "{finding}");
        assert_eq!(total(&result, "ke_hoach"), plan);
        let sheet = collector.sheet(&[]);
        let workbook = Workbook::open("tong-hop.xlsx", &sheet, &ReadOptions::default()).unwrap();
        assert!(workbook.read(0).unwrap().cell(1, 3).shown.contains(&finding.message));
    }
    // Tables whose heads are as they were are read as ever.
    let result = collected(&changed(&changed(&file, ">1.000<", ">9.000<"), ">3.000<", ">11.000<"));
    assert_eq!(codes(&result.files[0]), ["bang-doc-tu-van-ban", "o-tinh-lech"]);
}

#[test]
fn a_line_with_the_unit_of_measure_changed_in_word_keeps_a_table_apart() {
    let with_unit = |unit: &str, measure: &str| {
        let mut values = report(unit, 0);
        values["don_vi_tinh_bieu"] = json!(measure);
        document(REPORT, &values)
    };
    let of = |docx: &[u8]| {
        let mut collector = Collector::default();
        collector.add("hai.docx", &with_unit("xã Hai", "vụ việc"));
        collector.add("mot.docx", docx);
        let result = collector.result(&[]);
        let sums = result.sums.iter().filter(|sum| sum.table == "bieu");
        let sums: Vec<String> =
            sums.map(|sum| format!("{} {}", sum.totals["ke_hoach"].as_str().unwrap(), sum.unit)).collect();
        (sums.join("; "), codes(&result.files[1]).join(" "))
    };
    let one = with_unit("xã Một", "vụ việc");
    let (line, told) = ("Đơn vị tính: ", "don-vi-tinh-da-sua".to_owned());
    assert_eq!(of(&one), ("6000 vụ việc".to_owned(), String::new()));
    let apart = ("3000 vụ việc; 3000 nghìn vụ việc".to_owned(), told.clone());
    assert_eq!(of(&changed(&one, ">vụ việc<", ">nghìn vụ việc<")), apart);
    assert_eq!(of(&changed(&changed(&one, ">vụ việc<", ">nghìn vụ việc)<"), line, "(ĐVT: ")), apart);
    let gone = changed(&changed(&one, ">vụ việc<", "><"), line, "");
    assert_eq!(of(&gone), ("3000 vụ việc; 3000 ".to_owned(), told.clone()));
    // Words of the form itself change nothing.
    let mut values = report("xã Một", 0);
    values["don_vi_tinh_bieu"] = json!("");
    values["de_xuat"] = json!("Đơn vị tính: triệu đồng");
    assert_eq!(codes(&collected(&document(REPORT, &values)).files[0]), [""; 0]);
    // A form that says nothing, and a line somebody added.
    let silent = with_unit("xã Một", "");
    let added = changed(
        &silent,
        "Số liệu cụ thể tại",
        "Đơn vị tính: triệu đồng</w:t></w:r></w:p><w:p><w:r><w:t>Số liệu tại",
    );
    assert_eq!(of(&added), ("3000 vụ việc; 3000 triệu đồng".to_owned(), told));
}

#[test]
fn reports_of_another_period_than_most_are_told_and_not_added() {
    type Field = (&'static str, Value);
    let made = |unit: &str, nth: u64, fields: &[Field]| {
        let mut values = report(unit, nth);
        for (name, value) in [("loai_ky", json!("quy")), ("ky_so", json!(3)), ("nam_bao_cao", json!("2026"))]
        {
            values[name] = value;
        }
        fields.iter().for_each(|(name, value)| values[*name] = value.clone());
        document(REPORT, &values)
    };
    let cases: &[(Field, &str, &str)] = &[
        (("ky_so", json!(2)), "ky-khac", "ghi «2», các tệp kia ghi «3»"),
        (("nam_bao_cao", json!("2025")), "ky-khac", "«Năm báo cáo» ghi «2025», các tệp kia ghi «2026»"),
        (("loai_ky", json!("thang")), "ky-khac", "«Kỳ báo cáo» ghi «Tháng», các tệp kia ghi «Quý»"),
        (("ky_so", json!(null)), "ky-khac", "ghi «để trống», các tệp kia ghi «3»"),
        (("nam_bao_cao", json!(" năm 2026")), "", ""),
        (("so_lieu_den", json!("2026-06-14")), "ngay-so-lieu-khac", "ghi «14/06/2026»"),
    ];
    for ((name, value), code, words) in cases {
        let mut collector = Collector::default();
        collector.add("khac.docx", &made("xã Khác", 100, &[(name, value.clone())]));
        collector.add("mot.docx", &made("xã Một", 0, &[]));
        collector.add("hai.docx", &made("xã Hai", 0, &[]));
        let expected = ["xã Khác", "xã Một", "xã Hai"].map(str::to_owned);
        let result = collector.result(&expected);
        assert_eq!(codes(&result.files[0]).join(" "), *code, "{name}");
        let message = result.files[0].diagnostics.first().map_or("", |told| told.message.as_str());
        assert!(message.contains(words), "{message}");
        let is_left = *code == "ky-khac";
        assert_eq!(result.files[0].counted, !is_left);
        assert_eq!(total(&result, "ke_hoach"), if is_left { "6000" } else { "9100" }, "{name}");
        assert_eq!(result.missing, if is_left { vec!["xã Khác".to_owned()] } else { Vec::new() });
        let rows = shown(&collector.sheet(&expected), "Tổng hợp");
        assert_eq!(rows[1][2], if is_left { "Khác kỳ, không cộng" } else { "Nguyên vẹn" });
        assert_eq!(collector.summary(&expected)["so_da_gui"], json!(if is_left { 2 } else { 3 }));
    }
    // A report of last quarter that was edited in Word into one of this.
    let edited = |docx: &[u8], to: &str| {
        let package = Package::open(docx).unwrap();
        let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().to_vec()).unwrap();
        let upper = format!("QUÝ {to} NĂM");
        let xml = xml.replace("quý II năm", &format!("quý {to} năm")).replace("QUÝ II NĂM", &upper);
        package.with_parts(&[("word/document.xml", xml.as_bytes())]).unwrap()
    };
    for (to, told, plan) in [("III", "ky-da-sua", "6000"), ("IV", "ky-da-sua ky-khac", "3000")] {
        let mut collector = Collector::default();
        collector.add("mot.docx", &made("xã Một", 0, &[]));
        collector.add("hai.docx", &edited(&made("xã Hai", 0, &[("ky_so", json!(2))]), to));
        let result = collector.result(&[]);
        let codes: Vec<&str> =
            codes(&result.files[1]).into_iter().filter(|code| code.starts_with("ky-")).collect();
        assert_eq!((codes.join(" ").as_str(), total(&result, "ke_hoach")), (told, plan), "{to}");
    }
    // Two periods of one unit are no second file of it.
    let mut collector = Collector::default();
    for (name, unit, quarter) in [("a", "xã Một", 2), ("b", "xã Một", 3), ("c", "xã Hai", 3)] {
        collector.add(&format!("{name}.docx"), &made(unit, 0, &[("ky_so", json!(quarter))]));
    }
    let result = collector.result(&[]);
    let told: Vec<String> = result.files.iter().map(|file| codes(file).join(" ")).collect();
    assert_eq!(told, ["ky-khac", "", ""]);
    assert_eq!(total(&result, "ke_hoach"), "6000");
}

#[test]
fn units_that_differ_by_marks_are_two() {
    let units = |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    let listed = units(&["xã Tân Hòa", "xã Tân Hoa", "phường Thủy Xuân"]);
    let sent = |names: &[&str]| {
        let mut collector = Collector::default();
        for (nth, name) in names.iter().enumerate() {
            collector.add(&format!("{nth}.docx"), &document(REPORT, &report(name, nth as u64)));
        }
        collector.result(&listed)
    };
    assert_eq!(sent(&["xã Tân Hòa"]).missing, ["xã Tân Hoa", "phường Thủy Xuân"]);
    let both = sent(&["xã Tân Hoà", "XÃ TÂN HOA", "phuong thuy xuan"]);
    // What has no marks at all is shown.
    let codes: Vec<&str> = both.diagnostics.iter().map(|finding| finding.code.as_ref()).collect();
    assert_eq!((both.missing.as_slice(), codes.as_slice()), (&[][..], &["ten-khong-dau"][..]));
    let misspelt = sent(&["phường Thùy Xuân"]);
    assert_eq!(misspelt.missing, listed);
    let message = &misspelt.diagnostics[0].message;
    assert!(message.contains("có thể là «phường Thủy Xuân», chỉ khác dấu"), "{message}");
    assert!(both.files.iter().all(|file| file.counted));
    assert_eq!(total(&both, "ke_hoach"), "9003");
    // It may be either: neither is taken for sent.
    let unclear = sent(&["xa tan hoa"]);
    assert_eq!(unclear.missing, listed);
    assert_eq!(unclear.diagnostics[0].code, "ngoai-danh-sach");
    // Another sends under its very name.
    let other = sent(&["phường Thủy Xuân", "phường Thùy Xuân"]);
    assert_eq!(other.missing, ["xã Tân Hòa", "xã Tân Hoa"]);
    let codes: Vec<&str> = other.diagnostics.iter().map(|finding| finding.code.as_ref()).collect();
    assert_eq!(codes, ["ngoai-danh-sach", "ten-khac-dau"]);
    // Typed without marks it is a second file of the unit.
    let twice = sent(&["phường Thủy Xuân", "phuong thuy xuan"]);
    assert!(!twice.files[1].counted);
}

#[test]
fn lists_of_units_are_read_from_text_and_from_fields() {
    let units = ["UBND xã An Bình", "UBND phường Ba Đình"];
    for (name, text) in [
        ("a.csv", "STT,Tên đơn vị,Hạn\n1,UBND xã An Bình,15/12\n2,UBND phường Ba Đình,15/12\n"),
        (
            "a.CSV",
            "\u{FEFF}STT;Tên đơn vị;Hạn\r\n1;UBND xã An Bình;15/12\r\n2;\"UBND phường Ba Đình\";15/12\r\n",
        ),
        ("thư mục/a.tsv", "STT\tTên đơn vị\tHạn\n1\tUBND xã An Bình\t15/12\n2\tUBND phường Ba Đình\t15/12\n"),
        ("a.csv", "Tên đơn vị\nUBND xã An Bình\nUBND phường Ba Đình\n"),
        ("a.csv", "UBND xã An Bình\nUBND phường Ba Đình\n"),
        ("a.txt", "UBND xã An Bình\n\nUBND phường Ba Đình;15/12\n"),
    ] {
        assert_eq!(units_in_file(name, text.as_bytes()).unwrap(), units, "{name} {text}");
    }
    let listed = units_in_file("a.txt", "phường Ba Đình, thành phố Hà Nội\n".as_bytes()).unwrap();
    assert_eq!(listed, ["phường Ba Đình, thành phố Hà Nội"]);
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
        ("xã Tân Hòa", "xã Tân Hoa", false),
        ("xã Tân Hoà", "UBND XÃ  TÂN HÒA", true),
        ("xã Tân Hòa", "xã Tân Ho\u{300}a", true),
        ("phường Phương Mỹ", "p. phuong my", true),
        ("phường Phương Mỹ", "P. Phương Mỹ", true),
    ] {
        assert_eq!(same_unit(one, other), same, "{one} {other}");
    }
}

/// The rows of a sheet of a workbook as they are shown.
fn shown(workbook: &[u8], name: &str) -> Vec<Vec<String>> {
    let book = Workbook::open("tong-hop.xlsx", workbook, &ReadOptions::default()).unwrap();
    let at = (0..).map_while(|at| book.read(at).ok()).find(|sheet| sheet.name() == name).unwrap();
    let row = |row: usize| (0..at.columns()).map(|column| at.cell(row, column).shown.to_owned()).collect();
    (0..at.rows()).map(row).collect()
}

#[test]
fn only_what_counts_the_same_is_added_up_and_rates_follow_from_sums() {
    let mut collector = Collector::default();
    for (unit, plan) in [("xã Một", 300), ("xã Hai", 100)] {
        let mut values = report(unit, 0);
        values["chi_tieu"] = json!([
            { "ten": "Tiếp nhận", "don_vi_tinh": "hồ sơ", "ke_hoach": plan, "ket_qua": 100 },
            { "ten": "Bồi dưỡng", "don_vi_tinh": "người", "ke_hoach": 30, "ket_qua": 10 },
        ]);
        collector.add(&format!("{unit}.docx"), &document(REPORT, &values));
    }
    let result = collector.result(&[]);
    let sums: Vec<_> = result.sums.iter().filter(|sum| sum.table == "chi_tieu").collect();
    let of = |unit: &str| sums.iter().find(|sum| sum.unit == unit).unwrap().totals.clone();
    assert_eq!(Value::Object(of("hồ sơ")), json!({ "ke_hoach": "400", "ket_qua": "200", "ty_le": "50" }));
    assert_eq!(Value::Object(of("người")), json!({ "ke_hoach": "60", "ket_qua": "20", "ty_le": "33.3" }));
    let book = collector.sheet(&[]);
    let rows = shown(&book, "Bảng chỉ tiêu");
    let last: Vec<&str> = rows.last().unwrap().iter().map(String::as_str).collect();
    assert_eq!((last[0], last.last().unwrap()), ("Tổng cộng (người)", &"33,3%"));
    assert_eq!(rows[1].last().unwrap(), "33,3%");
    let labels = shown(&book, "Cộng Bảng chỉ tiêu");
    assert!(labels[1].starts_with(&["Tiếp nhận".to_owned(), "hồ sơ".to_owned(), "2".to_owned()]));
    assert_eq!(labels[1].last().unwrap(), "50,0%");
    let html = fill(&library::get(SUMMARY).unwrap(), &collector.summary(&[]), today()).html().body;
    assert!(html.contains("Tổng cộng (hồ sơ)") && html.contains("33,3"));
    // Where the documents themselves add all rows up, that total stands below, and says what it is.
    let mut values = report("xã Ba", 0);
    values["cong_chi_tieu"] = json!(true);
    let mut collector = Collector::default();
    collector.add("ba.docx", &document(REPORT, &values));
    let rows = shown(&collector.sheet(&[]), "Bảng chỉ tiêu");
    assert!(rows.last().unwrap()[0].starts_with("Tổng cộng mọi đơn vị tính"), "{rows:?}");
}

#[test]
fn a_rate_of_sums_over_other_rows_is_none() {
    let mut collector = Collector::default();
    for (unit, plan) in [("xã Một", json!(300)), ("xã Hai", json!(null))] {
        let mut values = report(unit, 0);
        values["chi_tieu"] = json!([
            { "ten": "Tiếp nhận", "don_vi_tinh": "hồ sơ", "ke_hoach": plan, "ket_qua": 150 },
            { "ten": "Đi học", "don_vi_tinh": "người", "cung_ky": plan, "ke_hoach": 30, "ket_qua": 15 },
        ]);
        collector.add(&format!("{unit}.docx"), &document(REPORT, &values));
    }
    let result = collector.result(&[]);
    let sums: Vec<_> = result.sums.iter().filter(|sum| sum.table == "chi_tieu").collect();
    let of = |unit: &str| sums.iter().find(|sum| sum.unit == unit).unwrap().totals.clone();
    assert_eq!(Value::Object(of("hồ sơ")), json!({ "ke_hoach": "300", "ket_qua": "300" }));
    let people = json!({ "cung_ky": "300", "ke_hoach": "60", "ket_qua": "30", "ty_le": "50" });
    assert_eq!(Value::Object(of("người")), people);
    let told: Vec<_> = result.diagnostics.iter().filter(|found| found.code == "tong-khong-tinh").collect();
    let [why] = told.as_slice() else { panic!("{told:?}") };
    for part in ["(hồ sơ): không tính «", "» có số ở 1 dòng", "» có số ở 2 dòng"] {
        assert!(why.message.contains(part), "{}", why.message);
    }
}

#[test]
fn two_files_of_a_unit_are_told_with_what_they_say_otherwise() {
    let told = |second: Value| {
        let mut collector = Collector::default();
        collector.add("mot.docx", &document(REPORT, &report("xã Một", 0)));
        collector.add("hai.docx", &document(REPORT, &second));
        let result = collector.result(&[]);
        assert_eq!(total(&result, "ke_hoach"), "3000");
        result.files[1].diagnostics.iter().find(|one| one.code == "trung-don-vi").unwrap().message.clone()
    };
    let message = told(report("xã Một", 5));
    for words in ["«mot.docx»", "«hai.docx»", "«Đất đai» / Kế hoạch năm: 1.000 và 1.005", "Hãy hỏi"]
    {
        assert!(message.contains(words), "{words}: {message}");
    }
    assert!(!message.contains("bỏ tệp"));
    assert!(told(report("xã Một", 0)).contains("giống hệt nhau"));
    let mut other = report("xã Một", 0);
    other["dia_danh"] = json!("Nơi khác");
    assert!(told(other).contains("không khác ở số"));
    let mut more = report("xã Một", 0);
    more["bieu"].as_array_mut().unwrap().push(json!({ "don_vi": "Y tế", "ke_hoach": 7 }));
    assert!(told(more).contains("«Y tế» / Kế hoạch năm: trống và 7"));
}

#[test]
fn the_field_that_names_the_unit_may_be_given_by_its_label() {
    let collect = |field: &str, docx: &[u8]| {
        let mut collector = Collector::new(Options { unit_field: Some(field.into()), ..Options::default() });
        collector.add("a.docx", docx);
        (collector.unknown_unit_field(), collector.result(&[]).files[0].clone())
    };
    let docx = document(REPORT, &report("xã Một", 1));
    assert_eq!(collect("Địa danh", &docx).1.unit, "An Bình");
    let (unknown, _) = collect("khong_co", &docx);
    let message = unknown.unwrap().message;
    for words in ["«khong_co»", "co_quan.0.ten («", "dia_danh («Địa danh»)"] {
        assert!(message.contains(words), "{words}: {message}");
    }
    // What the document says now counts; what is guessed is told.
    let (_, file) = collect("chu_ky.0.ho_ten", &changed(&docx, ">Nguyễn Đức Hải<", ">Trần Văn Ba<"));
    assert_eq!(file.unit, "Trần Văn Ba");
    assert!(codes(&file).contains(&"don-vi-khac-van-ban"));
    let mut blank = report("xã Một", 1);
    blank["don_vi_soan"] = json!("");
    let (_, file) = collect("don_vi_soan", &document(REPORT, &blank));
    assert_eq!(file.unit, "Ủy ban nhân dân xã Một");
    assert_eq!(codes(&file), ["don-vi-doan"]);
}

#[test]
fn lists_of_units_come_with_titles_heads_and_numbers() {
    let units = ["UBND xã An Bình", "UBND xã Ba Vì"];
    for (name, text) in [
        ("a.txt", "DANH SÁCH CÁC ĐƠN VỊ NỘP BÁO CÁO\n\n1. UBND xã An Bình\n2. UBND xã Ba Vì\n"),
        ("a.txt", "Đơn vị\n1) UBND xã An Bình\n2) UBND xã Ba Vì\n"),
        ("a.txt", "- UBND xã An Bình\n+ UBND xã Ba Vì\n"),
        ("a.txt", "I. UBND xã An Bình\nII. UBND xã Ba Vì\nIII. ubnd xã ba vì\n"),
        (
            "a.csv",
            "DANH SÁCH ĐƠN VỊ,,\nNăm 2026,,\nTT,Cơ quan chủ quản,Đơn vị\n1,UBND tỉnh,UBND xã An Bình\n2,UBND tỉnh,UBND xã Ba Vì\n",
        ),
        ("a.csv", "TT;Tên đơn vị;Cơ quan cấp trên\n1;1. UBND xã An Bình;Tỉnh\n2;2. UBND xã Ba Vì;Tỉnh\n"),
        ("a.csv", "TT,Cơ quan chủ quản,Tên xã\n1,UBND tỉnh,UBND xã An Bình\n2,UBND tỉnh,UBND xã Ba Vì\n"),
        ("a.txt", "a) UBND xã An Bình\nb) UBND xã Ba Vì\n"),
        ("a.txt", "01. UBND xã An Bình\n02- UBND xã Ba Vì\n"),
        ("a.txt", "(1) UBND xã An Bình\n2 UBND xã Ba Vì\n"),
        ("a.txt", "1/ UBND xã An Bình\n– UBND xã Ba Vì\n"),
        ("a.txt", "STT\tĐơn vị\n1\tUBND xã An Bình\n2\tUBND xã Ba Vì\n"),
        ("a.txt", "1\tUBND xã An Bình\n2\tUBND xã Ba Vì\n"),
    ] {
        assert_eq!(units_in_file(name, text.as_bytes()).unwrap(), units, "{name} {text}");
    }
}

#[test]
fn units_are_known_with_less_or_more_in_the_list_where_that_is_unambiguous() {
    let missing = |units: &[&str], listed: &[&str]| {
        let mut collector = Collector::default();
        for (nth, unit) in units.iter().enumerate() {
            collector.add(&format!("{nth}.docx"), &document(REPORT, &report(unit, 0)));
        }
        let listed: Vec<String> = listed.iter().map(|unit| (*unit).to_owned()).collect();
        let result = collector.result(&listed);
        let told: Vec<&str> = result.diagnostics.iter().map(|finding| finding.code.as_ref()).collect();
        (result.missing.join("; "), told.join(" "))
    };
    let cases: &[(&[&str], &[&str], &str, &str)] = &[
        (&["xã An Bình", "xã Ba Vì"], &["An Bình", "Ba Vì", "Cao Sơn"], "Cao Sơn", ""),
        (&["phường An Bình"], &["An Bình"], "", ""),
        (&["xã An Bình", "phường An Bình"], &["An Bình"], "An Bình", "ngoai-danh-sach ngoai-danh-sach"),
        (&["xã An Bình"], &["UBND xã An Bình, tỉnh Phú Thọ"], "", ""),
        (&["xã An Bình"], &["UBND xã An Bình - tỉnh Phú Thọ (đã nộp)"], "", ""),
        (&["xã An Bình"], &["UBND xã An Bình (đã nộp)"], "", ""),
        (
            &["xã An Bình"],
            &["UBND xã An Bình - 0912345678", "UBND xã Ba Vì (chưa)"],
            "UBND xã Ba Vì (chưa)",
            "",
        ),
        (
            &["xã An Bình"],
            &["xã An Bình, tỉnh A", "xã An Bình, tỉnh B"],
            "xã An Bình, tỉnh A; xã An Bình, tỉnh B",
            "ngoai-danh-sach",
        ),
        (&["xã Ba Vì"], &["phường Ba Vì"], "phường Ba Vì", "ngoai-danh-sach"),
        (&["xã Ba Vì"], &["HĐND xã Ba Vì"], "HĐND xã Ba Vì", "ngoai-danh-sach"),
        (&["xã Ba Vì"], &["xã Ba Vì - Thượng"], "xã Ba Vì - Thượng", "ngoai-danh-sach"),
        (&["xã Ba Vị"], &["UBND xã Ba Vì"], "UBND xã Ba Vì", "ngoai-danh-sach"),
    ];
    for (units, listed, wanted, told) in cases {
        assert_eq!(
            missing(units, listed),
            ((*wanted).to_owned(), (*told).to_owned()),
            "{units:?} {listed:?}"
        );
    }
}

#[test]
fn units_in_hidden_rows_of_a_list_are_told() {
    let sheet = Collector::default().sheet(&["xã An Bình".into(), "xã Ba Vì".into()]);
    let package = Package::open(&sheet).unwrap();
    let part = "xl/worksheets/sheet3.xml";
    let xml = String::from_utf8(package.read(part).unwrap().unwrap().to_vec()).unwrap();
    let row = "<row><c r=\"A3\"";
    assert!(xml.contains(row), "{xml}");
    let xml = xml.replacen(row, "<row hidden=\"1\"><c r=\"A3\"", 1);
    let list = unit_list("a.xlsx", &package.with_parts(&[(part, xml.as_bytes())]).unwrap()).unwrap();
    assert_eq!(list.units(), ["xã An Bình", "xã Ba Vì"]);
    let told = list.told.iter().find(|told| told.code == "dong-an").unwrap();
    assert!(told.message.contains("«xã Ba Vì» (3)"), "{}", told.message);
}

/// The units a list names, and the codes of what is said of it.
fn listed(name: &str, text: &str) -> (Vec<String>, String) {
    let list = unit_list(name, text.as_bytes()).unwrap();
    let told =
        list.told.iter().chain(&list.named_twice(name)).map(|told| told.code.to_string()).collect::<Vec<_>>();
    (list.units(), told.join(" "))
}

#[test]
fn what_is_no_unit_of_a_list_is_told() {
    let two = ["UBND xã An Bình", "UBND xã Ba Vì"];
    for (name, text, told) in [
        ("a.txt", "UBND xã An Bình; UBND xã Ba Vì\n", ""),
        ("a.txt", "UBND xã An Bình\nUBND xã Ba Vì; ông Nguyễn Văn B\n", "nhieu-don-vi-mot-dong"),
        ("a.txt", "UBND xã An Bình\nUBND xã Ba Vì\nTổng cộng: 2 xã\n", "dong-bo-qua"),
        ("a.txt", "UBND xã An Bình\nUBND xã Ba Vì\nTổng số đơn vị: 02\n", "dong-bo-qua"),
        ("a.txt", "I. KHỐI XÃ\n1. UBND xã An Bình\nII. KHÁC\n2. UBND xã Ba Vì\n", "dong-bo-qua dong-bo-qua"),
        ("a.txt", "Khối xã\nUBND xã An Bình\nUBND xã Ba Vì\n", "dong-bo-qua"),
        ("a.txt", "UBND xã An Bình\nUBND xã Ba Vì\nubnd xã an bình\n", "don-vi-cung-ten"),
        ("a.csv", "TT,Tên xã\n1,UBND xã An Bình\n2,UBND xã Ba Vì\n,Tổng cộng: 2 xã\n", "dong-bo-qua"),
        ("a.txt", "# danh sách\nUBND xã An Bình\nUBND xã Ba Vì\n", "dong-bo-qua"),
        (
            "a.txt",
            "DANH SÁCH\n(Kèm theo Công văn số 12/UBND-VP)\nUBND xã An Bình\nUBND xã Ba Vì\n",
            "dong-bo-qua",
        ),
        ("a.txt", "UBND xã An Bình, UBND xã Ba Vì\n", ""),
        ("a.csv", "I,KHỐI XÃ\n1,UBND xã An Bình\nII,KHỐI KHÁC\n1,UBND xã Ba Vì\n", "dong-bo-qua"),
    ] {
        assert_eq!(listed(name, text), (two.map(str::to_owned).to_vec(), told.to_owned()), "{name} {text}");
    }
    let names = "Tổng công ty Điện lực\nCông an tỉnh\nP. Ba Đình\n";
    assert_eq!(listed("a.txt", names).0, ["Tổng công ty Điện lực", "Công an tỉnh", "P. Ba Đình"]);
}
