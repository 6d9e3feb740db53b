//! A year of a matter: one directive, 40 units, four quarters, 160 report forms as they come back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Value, json};
use thethuc::docx::package::Package;
use thethuc::follow::Gathered;
use thethuc::follow::gathered::Report;
use thethuc::follow::period::Period;
use thethuc::follow::record::Matter;
use thethuc::follow::register;
use thethuc::follow::take::{Outcome, Taker, Taking};
use thethuc::sheet::write::{Book, Entry, Head, Page};
use thethuc::sheet::{ReadOptions, Sheet, Workbook, table};
use thethuc::{Diagnostic, docx, fill, library};

use crate::documents::{document, files};

const REPORT: &str = thethuc::follow::REPORT;
const UNITS: usize = 40;
const INDICATORS: [&str; 2] = ["Tin, bài về chính sách", "Hội nghị, tập huấn"];

/// What units do otherwise than all others: quarter and unit.
const MISSING: [(u32, usize); 6] = [(1, 5), (2, 7), (2, 8), (3, 5), (3, 20), (4, 33)];
const NOTHING_IN_FORM: (u32, usize) = (1, 21);
const NOTHING_BY_LETTER: (u32, usize) = (4, 22);
const ON_PAPER: [(u32, usize); 3] = [(1, 14), (2, 15), (4, 16)];
const SAME_TWICE: (u32, usize) = (2, 10);
const OTHERWISE_TWICE: (u32, usize) = (3, 11);
const LAST_QUARTER: (u32, usize) = (3, 12);
const REPLACED: [(u32, usize); 2] = [(3, 17), (3, 18)];
const FIGURE_CHANGED: (u32, usize) = (1, 2);
const ROW_ADDED: (u32, usize) = (2, 3);
const ROW_REMOVED: (u32, usize) = (2, 4);
const VALUES_LOST: (u32, usize) = (2, 6);
const DOES_NOT_ADD_UP: (u32, usize) = (4, 25);
/// Its name changes before the third quarter.
const RENAMED: usize = 30;
const FORMER: &str = "UBND xã Vạn Xuân Thượng";
/// It does not finish what was due on 31 March, and one says it did.
const LATE: usize = 3;
const AWAITING: usize = 20;

fn matter() -> Matter {
    let mut matter: Matter = serde_json::from_str(include_str!("matter/nam-2026.json")).unwrap();
    assert_eq!(matter.units.len(), UNITS);
    matter.units[RENAMED].name = FORMER.to_owned();
    matter
}

/// What arose with a unit in a quarter.
fn arisen(quarter: u32, unit: usize, indicator: usize) -> u64 {
    if (quarter, unit) == NOTHING_IN_FORM || (quarter, unit) == NOTHING_BY_LETTER {
        return 0;
    }
    let more = if (quarter, unit) == FIGURE_CHANGED && indicator == 0 { 500 } else { 0 };
    u64::from(quarter) * 7 + unit as u64 * 3 + indicator as u64 * 200 + 10 + more
}

fn since_january(quarter: u32, unit: usize, indicator: usize) -> u64 {
    (1..=quarter).map(|quarter| arisen(quarter, unit, indicator)).sum()
}

/// What a unit says of its tasks: which share is done.
fn percent(quarter: u32, unit: usize, task: &str) -> u64 {
    match task {
        "1.b" if unit == LATE => 60,
        "3" => 20 * u64::from(quarter),
        "2.b" => 50,
        _ => 100,
    }
}

/// The form of a unit as it was filled in.
fn form(matter: &Matter, quarter: u32, unit: usize) -> Value {
    let period = Period::of_id(&format!("q{quarter}-2026")).unwrap();
    let own = &matter.units[unit];
    let mut values = library::get(REPORT).unwrap().samples()[0].values.clone();
    values["co_quan"] = json!([{ "ten": own.name, "viet_tat": "UBND" }]);
    values["tac_gia"] = json!(own.name);
    values["van_ban"] = serde_json::to_value(&matter.document).unwrap();
    values["theo_yeu_cau"] = serde_json::to_value(&matter.letter).unwrap();
    values["trich_yeu"] = json!(format!("Kết quả thực hiện Chỉ thị số 07/CT-TTg {}", period.name()));
    values["ten_ky"] = json!(period.name());
    values["ma_ho_so"] = json!(matter.mark);
    values["ma_don_vi"] = json!(own.mark);
    values["ma_ky"] = json!(period.id());
    values["kien_nghi"] =
        json!(if unit == 1 { "Bổ sung kinh phí truyền thông năm 2027." } else { "" });
    if (quarter, unit) == NOTHING_IN_FORM {
        values["khong_phat_sinh"] = json!(true);
        values["nhiem_vu"] = json!([]);
        values["chi_tieu"] = json!([]);
        return values;
    }
    let rows = matter.tasks_of(&own.mark).map(|task| {
        json!({
            "ma": task.mark, "noi_dung": task.text, "thoi_han": task.deadline.words,
            "ket_qua": format!("Đã thực hiện quý {quarter}"), "ty_le": percent(quarter, unit, &task.mark),
        })
    });
    values["nhiem_vu"] = rows.collect();
    let figures = (0..INDICATORS.len()).map(|at| {
        let more = if (quarter, unit) == FIGURE_CHANGED && at == 0 { 500 } else { 0 };
        let wrong = if (quarter, unit) == DOES_NOT_ADD_UP && at == 0 { 9 } else { 0 };
        json!({
            "ten": INDICATORS[at], "don_vi_tinh": "lượt", "ke_hoach": 2000,
            "ky_nay": arisen(quarter, unit, at) - more, "luy_ke": since_january(quarter, unit, at) - more + wrong,
        })
    });
    values["chi_tieu"] = figures.collect();
    values
}

/// The document with its text changed as in Word.
fn edited(docx: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    let package = Package::open(docx).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().to_vec()).unwrap();
    let changed = change(xml.clone());
    assert_ne!(xml, changed, "nothing was changed");
    package.with_parts(&[("word/document.xml", changed.as_bytes())]).unwrap()
}

/// Where the row of a table stands that says this.
fn row(xml: &str, says: &str) -> std::ops::Range<usize> {
    let at = xml.find(says).unwrap_or_else(|| panic!("no row says {says}"));
    let start = xml[..at].rfind("<w:tr>").into_iter().chain(xml[..at].rfind("<w:tr ")).max().unwrap();
    start..at + xml[at..].find("</w:tr>").unwrap() + "</w:tr>".len()
}

/// The files that come back about a quarter.
fn sent(matter: &Matter, quarter: u32) -> Vec<(String, Vec<u8>)> {
    let mut sent = Vec::new();
    for unit in 0..UNITS {
        let at = (quarter, unit);
        if MISSING.contains(&at) || ON_PAPER.contains(&at) || at == NOTHING_BY_LETTER {
            continue;
        }
        let name = format!("{:02}-{}.docx", unit, matter.units[unit].mark);
        let mut values = form(matter, if at == LAST_QUARTER { quarter - 1 } else { quarter }, unit);
        if at == LAST_QUARTER {
            values["so"] = json!("999");
        }
        if REPLACED.contains(&at) {
            let mut first = values.clone();
            first["chi_tieu"][0]["ky_nay"] = json!(1);
            sent.push((format!("cu-{name}"), document(REPORT, &first)));
        }
        let file = document(REPORT, &values);
        let file = match at {
            FIGURE_CHANGED => edited(&file, |xml| {
                let old = arisen(quarter, unit, 0) - 500;
                xml.replace(&format!(">{old}<"), &format!(">{}<", old + 500))
            }),
            ROW_ADDED => edited(&file, |xml| {
                let place = row(&xml, INDICATORS[1]);
                let new =
                    xml[place.clone()].replace(INDICATORS[1], "Phóng sự").replace("w14:paraId", "w14:x");
                format!("{}{new}{}", &xml[..place.end], &xml[place.end..])
            }),
            ROW_REMOVED => edited(&file, |xml| {
                let place = row(&xml, "quán triệt, tuyên truyền");
                format!("{}{}", &xml[..place.start], &xml[place.end..])
            }),
            VALUES_LOST => files(REPORT, &values, false).remove(0),
            _ => file,
        };
        sent.push((name.clone(), file));
        if at == SAME_TWICE || at == OTHERWISE_TWICE {
            let mut again = values.clone();
            again["luu"] = json!("VT, TH");
            if at == OTHERWISE_TWICE {
                again["chi_tieu"][0]["ky_nay"] = json!(4321);
            }
            sent.push((format!("lai-{name}"), document(REPORT, &again)));
        }
    }
    if quarter == 2 {
        let mut strange = form(matter, quarter, 0);
        strange["co_quan"][0]["ten"] = json!("UBND xã Không Có");
        strange["ma_don_vi"] = json!("ubnd-xa-khong-co");
        sent.push(("la.docx".to_owned(), document(REPORT, &strange)));
        let mut other = form(matter, quarter, 0);
        other["ma_ho_so"] = json!("kh-15-ubnd-2026");
        sent.push(("khac.docx".to_owned(), document(REPORT, &other)));
        sent.push(("hong.docx".to_owned(), b"no document".to_vec()));
    }
    sent
}

/// The register of a quarter, as the office keeps it.
fn register_of(matter: &Matter, quarter: u32) -> Vec<u8> {
    let mut book = Book::new();
    let heads =
        ["Việc", "Đơn vị", "Nhiệm vụ", "Tệp", "Số, ký hiệu", "Ngày văn bản", "Hạn mới", "Với báo cáo trước"];
    let page = book.page(Page::new("Sổ nhận", heads.map(Head::text).into()));
    let name = |unit: usize| matter.units[unit].name.as_str();
    let mut line = |cells: [&str; 8]| book.row(page, &cells.map(Entry::Text));
    let papers: Vec<usize> = ON_PAPER.iter().filter(|at| at.0 == quarter).map(|at| at.1).collect();
    for unit in &papers {
        line(["Đã nhận bản ký", name(*unit), "", "", "15/BC-UBND", "18/3/2026", "", ""]);
    }
    if quarter == NOTHING_BY_LETTER.0 {
        line(["Không phát sinh", name(NOTHING_BY_LETTER.1), "", "", "90/UBND-VP", "16/12/2026", "", ""]);
    }
    if quarter == 2 {
        for unit in (0..UNITS).filter(|unit| ![LATE, AWAITING].contains(unit)) {
            let day = if unit == 9 { "05/4/2026" } else { "30/3/2026" };
            line(["Nghiệm thu", name(unit), "1.b", "", "41/KH", day, "", ""]);
        }
        line(["Nghiệm thu", "", "2.a", "", "20/QĐ-UBND", "25/6/2026", "", ""]);
    }
    if quarter == 3 {
        line(["Gia hạn", "", "2.b", "", "300/UBND-TH", "20/9/2026", "15/01/2027", ""]);
        line(["Rút", "Sở Tài chính", "4", "", "250/UBND-TH", "10/8/2026", "", ""]);
        for at in REPLACED {
            let file = format!("{:02}-{}.docx", at.1, matter.units[at.1].mark);
            line(["Đã nhận tệp", name(at.1), "", &file, "", "", "", "Thay"]);
        }
    }
    let heads = ["Đơn vị", "Chỉ tiêu", "Đơn vị tính", "Thực hiện kỳ này", "Lũy kế từ đầu năm"];
    let page = book.page(Page::new("Số liệu bản ký", heads.map(Head::text).into()));
    for unit in papers {
        for (at, indicator) in INDICATORS.iter().enumerate() {
            let (now, all) =
                (arisen(quarter, unit, at).to_string(), since_january(quarter, unit, at).to_string());
            let cells = [Entry::Text(name(unit)), Entry::Text(indicator), Entry::Text("lượt")];
            book.row(page, &[cells[0], cells[1], cells[2], Entry::Number(&now), Entry::Number(&all)]);
        }
    }
    book.finish()
}

/// A quarter that was collected.
struct Quarter {
    report: Report,
    noted: Vec<Diagnostic>,
    workbook: Vec<u8>,
    summary: Value,
    not_reported: Option<Value>,
    overdue: Option<Value>,
}

/// Collects a quarter, and keeps the record as a file does.
fn collect(matter: &mut Matter, quarter: u32) -> Quarter {
    let period = Period::of_id(&format!("q{quarter}-2026")).unwrap();
    let taking = Taking { period: Some(period.clone()), ..Taking::default() };
    let files = sent(matter, quarter);
    let mut taker = Taker::new(matter, taking);
    for (name, bytes) in &files {
        taker.add(name, bytes);
    }
    let taken = taker.files();
    let book = register_of(matter, quarter);
    let noted = register::note(matter, "so-nhan.xlsx", &book, Some(&period)).unwrap();
    let today = format!("2026-{:02}-25", quarter * 3).parse().unwrap();
    let kept = serde_json::to_string(&*matter).unwrap();
    *matter = serde_json::from_str(&kept).unwrap();
    let gathered = Gathered::of(matter, &period, None, today, None, taken);
    Quarter {
        report: gathered.report(),
        noted,
        workbook: gathered.workbook(),
        summary: gathered.summary(),
        not_reported: gathered.not_reported(),
        overdue: gathered.overdue(),
    }
}

/// The year, collected quarter by quarter.
static YEAR: LazyLock<(Matter, Vec<Quarter>)> = LazyLock::new(year);

fn year() -> (Matter, Vec<Quarter>) {
    let mut matter = matter();
    let mut quarters = Vec::new();
    for quarter in 1..=4 {
        if quarter == 3 {
            let unit = &mut matter.units[RENAMED];
            unit.former = vec![std::mem::replace(&mut unit.name, "UBND xã Vạn Xuân".to_owned())];
        }
        quarters.push(collect(&mut matter, quarter));
    }
    (matter, quarters)
}

/// Who owes a report of a quarter and sent none.
fn lacking(quarter: u32) -> Vec<usize> {
    (0..UNITS)
        .filter(|unit| MISSING.contains(&(quarter, *unit)) || (quarter, *unit) == LAST_QUARTER)
        .collect()
}

fn page(workbook: &[u8], name: &str) -> Sheet {
    let book = Workbook::open("a.xlsx", workbook, &ReadOptions::default()).unwrap();
    let at =
        book.sheets().iter().position(|sheet| sheet == name).unwrap_or_else(|| panic!("no sheet {name}"));
    book.read(at).unwrap()
}

/// The codes told of each file, without those that say only that a table was read.
fn codes(report: &Report) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for file in &report.files {
        let codes = file.diagnostics.iter().map(|finding| finding.code.to_string());
        let codes: BTreeSet<String> = codes.filter(|code| code != "bang-doc-tu-van-ban").collect();
        if !codes.is_empty() {
            found.insert(file.file.clone(), codes);
        }
    }
    found
}

#[test]
fn a_year_comes_back_to_the_last_figure() {
    let (matter, quarters) = &*YEAR;
    for (quarter, own) in (1..).zip(quarters) {
        assert!(own.noted.is_empty(), "quarter {quarter}: {:#?}", own.noted);
        let names =
            |units: &[usize]| units.iter().map(|unit| own_name(matter, quarter, *unit)).collect::<Vec<_>>();
        let missing = names(&lacking(quarter));
        assert_eq!(own.report.missing, missing, "quarter {quarter}");
        assert_eq!(own.report.owing, UNITS);
        let asked: Value = own.not_reported.as_ref().map_or(json!([]), |values| values["kinh_gui"].clone());
        assert_eq!(asked, json!(missing), "quarter {quarter}");
        assert_eq!(
            (&own.summary["so_don_vi"], &own.summary["so_da_gui"]),
            (&json!(40), &json!(40 - missing.len()))
        );
        assert_eq!(own.summary["don_vi_thieu"], json!(missing));
        // What arose, over all that counts.
        let figures = page(&own.workbook, "Số phát sinh các kỳ");
        let found = table(&figures).unwrap();
        for (at, indicator) in INDICATORS.iter().enumerate() {
            let line = found.rows.iter().find(|row| figures.cell(**row, 1).shown == *indicator).unwrap();
            let counts = |quarter: u32, unit: usize| !lacking(quarter).contains(&unit);
            let expected: Vec<u64> = (1..=quarter)
                .map(|quarter| {
                    (0..UNITS)
                        .filter(|unit| counts(quarter, *unit))
                        .map(|unit| arisen(quarter, unit, at))
                        .sum()
                })
                .collect();
            let shown =
                |column: usize| figures.cell(*line, column).shown.replace('.', "").parse::<u64>().unwrap();
            for (nth, sum) in expected.iter().enumerate() {
                assert_eq!(shown(4 + nth), *sum, "{indicator}, quarter {} as of {quarter}", nth + 1);
            }
            assert_eq!(shown(4 + expected.len()), expected.iter().sum::<u64>(), "{indicator}");
        }
    }
}

/// The name a unit has in a quarter.
fn own_name(matter: &Matter, quarter: u32, unit: usize) -> String {
    if unit == RENAMED && quarter < 3 { FORMER.to_owned() } else { matter.units[unit].name.clone() }
}

#[test]
fn what_is_doubtful_is_told_of_its_file_and_of_no_other() {
    let (matter, quarters) = &*YEAR;
    let file = |unit: usize| format!("{:02}-{}.docx", unit, matter.units[unit].mark);
    let told = |entries: &[(String, &[&str])]| -> BTreeMap<String, BTreeSet<String>> {
        entries
            .iter()
            .map(|(file, codes)| (file.clone(), codes.iter().map(|code| (*code).to_owned()).collect()))
            .collect()
    };
    // Its figures were changed in Word, and the share beside them was not.
    assert_eq!(codes(&quarters[0].report), told(&[(file(2), &["o-tinh-lech"])]));
    assert_eq!(
        codes(&quarters[1].report),
        told(&[
            (file(ROW_REMOVED.1), &["dong-bot"]),
            (file(VALUES_LOST.1), &["doc-tu-loi-van"]),
            ("la.docx".into(), &["don-vi-la"]),
            ("khac.docx".into(), &["ho-so-khac"]),
            ("hong.docx".into(), &["khong-phai-docx"]),
        ])
    );
    assert_eq!(codes(&quarters[2].report), told(&[(file(LAST_QUARTER.1), &["ky-khac"])]));
    assert_eq!(codes(&quarters[3].report), told(&[]));
    let all = |quarter: usize, code: &str| {
        let found = quarters[quarter].report.diagnostics.iter().filter(|finding| finding.code == code);
        found.map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    let of = |quarter: usize, code: &str, unit: usize| {
        let found = all(quarter, code);
        assert_eq!(found.len(), 1, "{code}: {found:#?}");
        assert!(found[0].contains(&matter.units[unit].name), "{}", found[0]);
        found[0].clone()
    };
    assert!(of(1, "trung-bao-cao", SAME_TWICE.1).contains("giống hệt"));
    assert!(of(2, "trung-bao-cao", OTHERWISE_TWICE.1).contains("khác nhau"));
    assert!(of(3, "luy-ke-lech", DOES_NOT_ADD_UP.1).contains("lũy kế"));
    for quarter in 0..3 {
        assert_eq!(all(quarter, "luy-ke-lech"), [""; 0]);
    }
}

#[test]
fn only_who_is_overdue_is_reminded() {
    let (matter, quarters) = &*YEAR;
    let late = |quarter: usize| -> Vec<(String, String)> {
        let Some(values) = &quarters[quarter].overdue else { return Vec::new() };
        let rows = values["nhiem_vu_cham"].as_array().unwrap();
        let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
        rows.iter()
            .map(|row| (text(row, "don_vi"), text(row, "nhiem_vu").rsplit("mục ").next().unwrap().to_owned()))
            .collect()
    };
    let of = |unit: usize, task: &str| (matter.units[unit].name.clone(), format!("{task})"));
    assert!(late(0).is_empty(), "{:?}", late(0));
    // Who says it is done waits for the office; what was accepted, given more time or taken back is no more overdue.
    assert_eq!(late(1), [of(LATE, "1.b")]);
    assert_eq!(late(2), [of(LATE, "1.b")]);
    assert_eq!(late(3), [of(LATE, "1.b"), of(0, "3")]);
    let awaits = (String::from("1.b"), matter.units[AWAITING].name.clone());
    assert!(quarters[1].report.awaiting.contains(&awaits));
    let states = page(&quarters[3].workbook, "Theo dõi nhiệm vụ");
    let state = |task: &str, unit: usize| {
        let line = (1..states.rows()).find(|row| {
            states.cell(*row, 0).shown == task && states.cell(*row, 2).shown == matter.units[unit].name
        });
        states.cell(line.unwrap(), 7).shown.to_owned()
    };
    assert!(state("1.b", 9).starts_with("Hoàn thành quá hạn"), "{}", state("1.b", 9));
    assert!(state("1.b", 8).starts_with("Hoàn thành đúng hạn"), "{}", state("1.b", 8));
    assert_eq!(state("1.b", LATE), "Đang thực hiện, quá hạn");
    assert!(
        state("2.b", 7).contains("trong hạn; được gia hạn đến 15/01/2027 (số 300/UBND-TH"),
        "{}",
        state("2.b", 7)
    );
    assert!(state("4", 2).starts_with("Đã rút"), "{}", state("4", 2));
}

#[test]
fn collecting_again_changes_nothing() {
    let (mut matter, quarters) = (YEAR.0.clone(), &YEAR.1);
    let before = serde_json::to_value(&matter).unwrap();
    let again = collect(&mut matter, 4);
    assert_eq!(serde_json::to_value(&matter).unwrap(), before);
    assert!(again.report.files.iter().all(|file| file.outcome == Outcome::Known));
    assert_eq!(again.summary, quarters[3].summary);
    assert_eq!(
        (again.not_reported, again.overdue),
        (quarters[3].not_reported.clone(), quarters[3].overdue.clone())
    );
}

#[test]
fn summary_and_reminders_fill_their_templates() {
    let quarters = &YEAR.1;
    let own = &quarters[3];
    let today = "2026-12-25".parse().unwrap();
    for (template, values) in [
        ("bao-cao-tong-hop", &own.summary),
        ("cong-van-don-doc", own.not_reported.as_ref().unwrap()),
        ("cong-van-don-doc", own.overdue.as_ref().unwrap()),
    ] {
        let template = library::get(template).unwrap();
        let filled = fill(&template, values, today);
        let unknown: Vec<_> =
            filled.diagnostics.iter().filter(|finding| finding.code == "truong-la").collect();
        assert!(unknown.is_empty(), "{}: {unknown:#?}", template.id);
        let file = filled.docx(true).unwrap().remove(0).bytes;
        let said = docx::lint::lint(&file);
        assert!(said.is_empty(), "{}: {said:#?}", template.id);
    }
    let asked = own.summary["kien_nghi"].as_str().unwrap();
    assert!(asked.contains("Sở Tư pháp: bổ sung kinh phí truyền thông năm 2027."), "{asked}");
}

/// In the alphabet đ comes after d, and so do the points of a task: neither is the other's row.
#[test]
fn points_d_and_dd_are_two_tasks() {
    let mut matter = matter();
    matter.units.truncate(1);
    let points = ["1.d", "1.đ"].map(|mark| {
        let task = &matter.tasks[0];
        thethuc::follow::record::Task {
            mark: mark.to_owned(),
            leads: vec![matter.units[0].mark.clone()],
            ..task.clone()
        }
    });
    matter.tasks = points.to_vec();
    let mut values = form(&matter, 1, 0);
    values["nhiem_vu"][0]["ty_le"] = json!(60);
    // As keyboards of another system write it.
    values["nhiem_vu"][1]["ma"] = json!("1.Đ)");
    let docx = document(REPORT, &values);
    let mut taker = Taker::new(&mut matter, Taking::default());
    taker.add("bieu.docx", &docx);
    let taken = taker.files();
    assert!(taken[0].diagnostics.is_empty(), "{taken:#?}");
    let period = Period::of_id("q1-2026").unwrap();
    let gathered = Gathered::of(&matter, &period, None, "2026-03-25".parse().unwrap(), None, taken);
    let awaiting: Vec<String> = gathered.report().awaiting.into_iter().map(|(mark, _)| mark).collect();
    assert_eq!(awaiting, ["1.đ"]);
}
