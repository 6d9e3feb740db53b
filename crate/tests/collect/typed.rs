//! Tables as two units typed them in the form (`typed.tsv`): what is added of them by name and in all, and what is told as a
//! warning that says these words; where there are none nothing is. Rows are `name/unit of measure=plan`.

use serde_json::{Value, json};
use thethuc::Severity;
use thethuc::collect::Collector;

use super::{REPORT, changed, report, shown};
use crate::documents::document;

fn rows(table: &str, text: &str) -> Value {
    let row = |row: &str| {
        let (name, plan) = row.trim().rsplit_once('=').unwrap();
        let (name, unit) = name.split_once('/').unwrap_or((name, ""));
        let plan: i64 = plan.parse().unwrap();
        if table == "bieu" {
            json!({ "don_vi": name, "ke_hoach": plan, "trong_ky": plan / 10, "luy_ke": plan / 2 })
        } else {
            json!({ "ten": name, "don_vi_tinh": unit, "ke_hoach": plan, "ket_qua": plan })
        }
    };
    Value::Array(text.split(';').map(row).collect())
}

fn or_none(texts: &[String]) -> String {
    if texts.is_empty() { "-".to_owned() } else { texts.join("; ") }
}

fn fault(line: &str) -> Option<String> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [name, table, first, second, by_name, in_all, words] = fields[..] else { panic!("{line}") };
    let mut collector = Collector::default();
    for (unit, typed) in [("xã Một", first), ("xã Hai", second)] {
        let mut values = report(unit, 0);
        values["chi_tieu"] = rows("chi_tieu", "Việc chung/việc=1");
        values[table] = rows(table, typed);
        collector.add(&format!("{unit}.docx"), &document(REPORT, &values));
    }
    let result = collector.result(&[]);
    let title =
        if table == "bieu" { "Cộng Số liệu theo đơn vị" } else { "Cộng Bảng chỉ tiêu" };
    let book = collector.sheet(&[]);
    let sheet = if by_name == "-" { Vec::new() } else { shown(&book, title) };
    let plan = sheet.first().and_then(|head| head.iter().position(|head| head.starts_with("Kế hoạch")));
    let named: Vec<String> = sheet
        .iter()
        .skip(1)
        .map(|row| format!("{}={}", row[0], row[plan.unwrap()].replace('.', "")))
        .collect();
    let sums = result.sums.iter().filter(|sum| sum.table == table);
    let total = |sum: &thethuc::collect::Sum| {
        let unit = if table == "bieu" { "" } else { &sum.unit };
        format!("{} {unit}", sum.totals["ke_hoach"].as_str().unwrap()).trim().to_owned()
    };
    let totals: Vec<String> = sums.map(total).collect();
    let of_files = result.files.iter().flat_map(|file| &file.diagnostics);
    let told = result.diagnostics.iter().chain(of_files).filter(|told| told.severity != Severity::Info);
    let told: Vec<&str> = told.map(|told| told.message.as_str()).collect();
    let is_told =
        if words.is_empty() { told.is_empty() } else { told.iter().any(|told| told.contains(words)) };
    let got = (or_none(&named), or_none(&totals));
    (!is_told || got != (by_name.to_owned(), in_all.to_owned())).then(|| {
        format!("{name}\n  {got:?}\n  wanted {by_name} | {in_all} | {words}\n  {}", told.join("\n  "))
    })
}

#[test]
fn what_is_typed_is_added_right_or_told() {
    let cases = include_str!("typed.tsv").lines().skip(1).filter(|line| !line.trim().is_empty());
    let faults: Vec<String> = cases.filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_edited_outside_tables_is_taken_over_or_told() {
    let docx = document(REPORT, &report("xã Một", 0));
    let cases = [
        ("Máy quét tại bộ phận", "Máy in tại bộ phận", ""),
        ("Hạnh phúc", "Ấm no", "1 chỗ sửa trong Word ngoài bảng không vào được bảng tổng hợp"),
        (">người<", ">lượt người<", "cột «Đơn vị tính» lúc tạo ghi «người»; số cộng theo chữ nay ghi"),
    ];
    for (was, is, words) in cases {
        let mut collector = Collector::default();
        collector.add("mot.docx", &changed(&docx, was, is));
        let file = &collector.result(&[]).files[0];
        let told = file.diagnostics.iter().filter(|told| told.severity != Severity::Info);
        let told: Vec<&str> = told.map(|told| told.message.as_str()).collect();
        assert_eq!(told.is_empty(), words.is_empty(), "{is}: {told:?}");
        assert!(words.is_empty() || told.iter().any(|told| told.contains(words)), "{is}: {told:?}");
        let rows = shown(&collector.sheet(&[]), "Tổng hợp");
        assert_eq!(rows[1].iter().any(|cell| cell.contains(is)), words.is_empty(), "{is}");
        // The document prints no total of its indicators, which count several things.
        assert!(!rows[0].contains(&"Tổng kế hoạch".to_owned()));
    }
}
