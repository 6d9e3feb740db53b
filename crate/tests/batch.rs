//! Rows become documents (`batch/`).
//!
//! A folder is a case: one or more `.csv` or `.xlsx` are the sheets, by name; `case.json` says what the command line would be told
//! (`template`, and where needed `match`, `map`, `values`, `group_by`, `one`, `rows_into`, `name`). `expected.txt` has the matching, the findings,
//! each document with the values its cells give, and what is wrong with its rows. `UPDATE=1` writes it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use thethuc::batch::{Batch, Maker, Matching, Second, WordForm};
use thethuc::merge::{Delimiters, WordTemplate};
use thethuc::sheet::{Content, Hidden, HiddenRows, ReadOptions, Sheet, SheetBuilder, Workbook, table};
use thethuc::template::Questions;
use thethuc::{Diagnostic, Location, Severity, library};

use crate::documents::today;
use crate::merge::{body_lines, word_file};

fn sheets(case: &Path) -> Vec<Sheet> {
    let mut files: Vec<PathBuf> = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv" || ending == "xlsx"))
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Workbook::open(&name, &fs::read(&path).unwrap(), &ReadOptions::default()).unwrap().read(0).unwrap()
    };
    files.into_iter().map(read).collect()
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn told(finding: &Diagnostic) -> String {
    let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
    let place = match &finding.location {
        Location::Field { path } => path.as_str().to_owned(),
        Location::File { file, .. } => file.clone(),
        _ => "-".to_owned(),
    };
    format!("{severity} {} at {place}: {}", finding.code, finding.message)
}

/// Only what is not common to all documents, or was cleared.
fn own(values: &Value, constants: &Value) -> Value {
    let object = values.as_object().unwrap().iter();
    object
        .filter(|(name, value)| constants.get(name) != Some(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn outcome(case: &Path) -> String {
    let asked: Value = serde_json::from_slice(&fs::read(case.join("case.json")).unwrap()).unwrap();
    // A case may have a Word file of its own: a paragraph a line.
    let word = fs::read_to_string(case.join("mau.txt")).ok().map(|body| word_file(&body));
    let template: Arc<dyn Maker> = match &word {
        Some(file) => {
            Arc::new(WordForm::new(WordTemplate::read(file.clone(), &Delimiters::default()).unwrap()))
        }
        None => library::get(asked["template"].as_str().unwrap()).unwrap(),
    };
    let sheets = sheets(case);
    let mut matching = match asked.get("match") {
        Some(kept) => Matching::from_value(kept).unwrap(),
        None => Matching::propose(&template, &sheets[0], &table(&sheets[0]).unwrap())
            .with_second(&template, &sheets),
    };
    for (label, path) in asked.get("map").and_then(Value::as_object).into_iter().flatten() {
        matching.map_named(
            &template,
            (&sheets[0], &table(&sheets[0]).unwrap()),
            label,
            path.as_str().unwrap(),
        );
    }
    for (label, words) in asked.get("words").and_then(Value::as_object).into_iter().flatten() {
        for (word, choice) in words.as_object().unwrap() {
            matching.word(&template, label, word, choice.as_str().unwrap());
        }
    }
    match asked.get("values") {
        Some(Value::String(sample)) => {
            let samples = template.samples().iter();
            let mut samples = samples.filter(|known| known.name.starts_with(sample.as_str()));
            matching.lay_over(&samples.next().unwrap().values);
        }
        Some(values) => matching.lay_over(values),
        None => {}
    }
    if let Some(columns) = asked.get("group_by") {
        matching.group_by = strings(columns);
        matching.one = false;
    }
    matching.one |= asked.get("one") == Some(&Value::Bool(true));
    if let Some(field) = asked.get("rows_into") {
        field.as_str().unwrap().clone_into(&mut matching.rows_into);
    }
    matching.decimal = asked.get("decimal").and_then(|sign| sign.as_str().unwrap().chars().next());
    if let Some(name) = asked.get("name") {
        name.as_str().unwrap().clone_into(&mut matching.name);
    }
    let mut out = String::new();
    let mut shown = matching.to_value();
    shown["constants"] = json!(matching.constants.as_object().unwrap().len());
    writeln!(out, "matching {shown}").unwrap();
    let constants = matching.constants.clone();
    let batch = match Batch::with(template, Arc::new(sheets), matching, today()) {
        Ok(batch) => batch,
        Err(findings) => {
            findings.iter().for_each(|finding| writeln!(out, "refused: {}", told(finding)).unwrap());
            return out;
        }
    };
    let notes = batch.notes().iter().cloned().chain(batch.other_sheets_told());
    notes.for_each(|finding| writeln!(out, "note: {}", told(&finding)).unwrap());
    for document in 0..batch.len() {
        let rows: Vec<String> = batch.rows(document).iter().map(|row| (row + 1).to_string()).collect();
        writeln!(out, "\n{} (rows {})", batch.name(document), rows.join(", ")).unwrap();
        writeln!(out, "  {}", own(&batch.values(document), &constants)).unwrap();
        for problem in batch.check(document) {
            writeln!(out, "  {}", told(&problem.at_cell())).unwrap();
        }
        let bad = batch.check(document).iter().any(|problem| problem.diagnostic.severity == Severity::Error);
        assert_eq!(batch.is_bad(document), bad);
        if word.is_some() {
            let made = batch.make(document, true).unwrap();
            body_lines(&made[0].bytes).lines().for_each(|line| writeln!(out, "  | {line}").unwrap());
        }
    }
    out
}

#[test]
fn rows_become_documents() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/batch");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in &cases {
        let file = case.join("expected.txt");
        let found = outcome(case);
        if crate::updating() {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() > 8);
}

/// A sheet of rows with fields between `|`; merged cells as first row, first column, last row, last column.
fn sheet(name: &str, rows: &[&str], merged: &[[usize; 4]]) -> Sheet {
    let mut sheet = SheetBuilder::new(name);
    for row in rows {
        let fields = row.split('|').enumerate().filter(|(_, field)| !field.is_empty());
        fields.for_each(|(column, field)| sheet.push(column, field, Content::Text));
        sheet.end_row();
    }
    merged.iter().for_each(|&range| sheet.merge(range));
    sheet.finish()
}

/// The documents of a built-in template over the values of its first sample.
fn batch(id: &str, sheets: Vec<Sheet>, change: impl FnOnce(&mut Matching)) -> Batch {
    let template = library::get(id).unwrap();
    let mut matching = Matching::propose(&template, &sheets[0], &table(&sheets[0]).unwrap());
    matching.lay_over(&template.samples()[0].values);
    change(&mut matching);
    Batch::new(template, Arc::new(sheets), matching, today()).unwrap()
}

fn rows(batch: &Batch) -> Vec<Vec<usize>> {
    (0..batch.len()).map(|document| batch.rows(document).to_vec()).collect()
}

fn by_commune(matching: &mut Matching) {
    matching.map("Xã", "dia_danh");
    matching.group_by = vec!["Xã".to_owned()];
    matching.one = false;
}

/// What a spreadsheet shows, row after row of each sheet.
fn read_back(bytes: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    let workbook = Workbook::open("loi.xlsx", bytes, &ReadOptions::default()).unwrap();
    let sheets = (0..workbook.sheets().len()).map(|index| workbook.read(index).unwrap());
    let shown = |sheet: &Sheet, row| {
        (0..sheet.columns()).map(|column| sheet.cell(row, column).shown.to_owned()).collect()
    };
    sheets
        .map(|sheet| (sheet.name().to_owned(), (0..sheet.rows()).map(|row| shown(&sheet, row)).collect()))
        .collect()
}

#[test]
fn a_cell_merged_over_rows_counts_in_each_of_them() {
    let rows_of = [
        "Xã|Đơn vị, lĩnh vực|Kế hoạch năm",
        "Xã A|Đất đai|1",
        "|Hộ tịch|2",
        "|Môi trường|3",
        "Xã B|Đất đai|4",
    ];
    let reports = batch("bao-cao-dinh-ky", vec![sheet("Biểu", &rows_of, &[[1, 0, 3, 0]])], by_commune);
    assert_eq!(rows(&reports), [vec![1, 2, 3], vec![4]]);
    assert_eq!(reports.values(0)["bieu"][2]["don_vi"], "Môi trường");

    let guests = ["Người được mời|Địa điểm", "Ông A|Hội trường", "Ông B|", "Ông C|", "Ông D|Nhà văn hóa"];
    let invitations = batch("giay-moi", vec![sheet("Khách", &guests, &[[1, 1, 3, 1]])], |_| {});
    let places: Vec<_> = (0..4).map(|document| invitations.values(document)["dia_diem"].clone()).collect();
    assert_eq!(places, ["Hội trường", "Hội trường", "Hội trường", "Nhà văn hóa"]);
    assert!((0..4).all(|document| !invitations.is_bad(document)));
}

#[test]
fn what_is_wrong_with_a_merged_cell_is_told_where_its_value_stands() {
    let mut sheet = SheetBuilder::new("Khách");
    for (guest, place) in [("Người được mời", "Địa điểm"), ("Ông A", "#REF!"), ("Ông B", "")]
    {
        sheet.push(0, guest, Content::Text);
        let content = match place {
            "" => Content::Blank,
            "#REF!" => Content::Error,
            _ => Content::Text,
        };
        sheet.push(1, place, content);
        sheet.end_row();
    }
    sheet.merge([1, 1, 2, 1]);
    let invitations = batch("giay-moi", vec![sheet.finish()], |_| {});
    for document in 0..2 {
        let problems = invitations.check(document);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!((problems[0].place.as_str(), problems[0].row), ("B2", 2));
    }
    let (_, rejected) = read_back(&invitations.rejected(&[0, 1])).remove(0);
    assert!(
        rejected[1..].iter().all(|row| row[1] == "#REF!" && row[3].contains("công thức")),
        "{rejected:?}"
    );
}

#[test]
fn rows_without_a_key_are_bad_rows() {
    let rows_of = [
        "Xã|Đơn vị, lĩnh vực|Kế hoạch năm",
        "Xã A|Đất đai|1",
        "|Hộ tịch|2",
        "Xã A|Môi trường|3",
        "|Xây dựng|4",
    ];
    let reports = batch("bao-cao-dinh-ky", vec![sheet("Biểu", &rows_of, &[])], by_commune);
    assert_eq!(rows(&reports), [vec![1, 3], vec![2], vec![4]]);
    let bad: Vec<usize> = (0..3).filter(|&document| reports.is_bad(document)).collect();
    assert_eq!(bad, [1, 2]);
    let problem = reports.check(1).remove(0);
    assert_eq!(
        (&*problem.diagnostic.code, problem.place.as_str(), problem.row),
        ("dong-khong-khoa", "A3", 3)
    );
    let (_, rejected) = read_back(&reports.rejected(&bad)).remove(0);
    assert_eq!(rejected.len(), 3);
    assert!(rejected[1][4].contains("cột dùng để gộp"), "{rejected:?}");
}

#[test]
fn a_figure_merged_over_rows_of_a_table_is_told() {
    let rows_of =
        ["Xã|Đơn vị, lĩnh vực|Kế hoạch năm", "Xã A|Đất đai|300", "Xã A|Hộ tịch|", "Xã B|Môi trường|5"];
    let reports = batch("bao-cao-dinh-ky", vec![sheet("Biểu", &rows_of, &[[1, 2, 2, 2]])], by_commune);
    let told = reports.notes().iter().find(|note| note.code == "so-trong-o-gop").unwrap();
    assert!(matches!(&told.location, Location::File { file, .. } if file == "Biểu!C2"), "{told:?}");
    assert_eq!(reports.values(0)["bieu"][1]["ke_hoach"], 300);
}

#[test]
fn rejected_rows_take_theirs_of_second_sheets_with_them() {
    let main = sheet("Xã", &["Mã|Xã|Trích yếu", "1|Xã A|a", "2|Xã B|", "3|Xã C|"], &[]);
    let lines =
        sheet("Biểu", &["Mã|Lĩnh vực|Kế hoạch", "2|Hộ tịch|200", "1|Đất đai|1000", "2|Môi trường|300"], &[]);
    let reports = |sheets| {
        batch("bao-cao-dinh-ky", sheets, |matching| {
            matching.map("Xã", "dia_danh");
            matching.map("Trích yếu", "trich_yeu");
            matching.second = vec![Second {
                sheet: "Biểu".to_owned(),
                key: "Mã".to_owned(),
                main_key: "Mã".to_owned(),
                columns: vec![("Lĩnh vực".to_owned(), "bieu.don_vi".to_owned())],
            }];
        })
    };
    let first = reports(vec![main, lines]);
    let rejected = first.rejected(&[1]);
    let sheets = read_back(&rejected);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Xã", "Biểu"]);
    assert_eq!(sheets[0].1.len(), 2);
    let head = ["Mã", "Lĩnh vực", "Kế hoạch"];
    assert_eq!(sheets[1].1, [head, ["2", "Hộ tịch", "200"], ["2", "Môi trường", "300"]]);
    assert_eq!(read_back(&first.rejected(&[2]))[1].1, [head]);

    let workbook = Workbook::open("loi.xlsx", &rejected, &ReadOptions::default()).unwrap();
    let corrected = reports((0..2).map(|sheet| workbook.read(sheet).unwrap()).collect());
    assert_eq!(corrected.values(0)["bieu"], first.values(1)["bieu"]);
    assert_eq!(corrected.values(0)["bieu"][1]["don_vi"], "Môi trường");
}

#[test]
fn rows_are_grouped_by_a_column_whose_cells_are_merged() {
    let rows_of =
        ["Trích yếu|Địa danh|Đơn vị, lĩnh vực", "Báo cáo|An Bình|Đất đai", "||Hộ tịch", "|Hòa An|Đất đai"];
    let sheet = sheet("Biểu", &rows_of, &[[1, 0, 3, 0], [1, 1, 2, 1]]);
    let template = library::get("bao-cao-dinh-ky").unwrap();
    let proposed = Matching::propose(&template, &sheet, &table(&sheet).unwrap());
    assert_eq!(proposed.group_by, ["Địa danh"]);
    assert_eq!(proposed.name, "{{stt}}-{{dia_danh}}");
}

#[test]
fn the_matching_is_told_column_by_column() {
    let rows_of = ["Mã|Địa danh|Đơn vị, lĩnh vực|Màu xe", "1|An Bình|Đất đai|x", "1|An Bình|Hộ tịch|y"];
    let told = |group_by: &[&str]| {
        let reports = batch("bao-cao-dinh-ky", vec![sheet("Biểu", &rows_of, &[])], |matching| {
            matching.group_by = group_by.iter().map(|&label| label.to_owned()).collect();
        });
        reports.matched().into_iter().map(|note| (note.severity, note.message)).collect::<Vec<_>>()
    };
    let info = |text: &str| (Severity::Info, text.to_owned());
    let wanted = [
        info("«Mã»: chỉ dùng làm khóa"),
        info("«Địa danh» → Địa danh"),
        info("«Đơn vị, lĩnh vực» → Số liệu theo đơn vị / Đơn vị, lĩnh vực"),
        info("«Màu xe»: không dùng"),
        info("Các dòng giống nhau ở «Mã», «Địa danh» là một văn bản."),
    ];
    assert_eq!(told(&["Mã", "Địa danh"]), wanted);
    assert_eq!(told(&[])[4], info("Mỗi dòng là một văn bản."));
}

#[test]
fn rows_a_filter_leaves_out_are_counted_until_somebody_chooses() {
    let invited = |choice| {
        let mut guests = SheetBuilder::new("Khách");
        for row in [["Người được mời", "Chủ trì"], ["Bà Hoa", "A"], ["Ông An", "B"], ["Bà Ba", "C"]]
        {
            row.iter().enumerate().for_each(|(column, text)| guests.push(column, text, Content::Text));
            guests.end_row();
        }
        guests.hide(2, 2, Hidden::ByFilter);
        guests.hide(3, 3, Hidden::ByHand);
        let mut guests = guests.finish();
        guests.set_hidden_rows(choice);
        let made = batch("giay-moi", vec![guests], |_| {});
        let codes = ["dong-bo-qua", "dong-an"].map(|code| made.notes().iter().any(|note| note.code == code));
        (made.len(), made.left_out(), codes)
    };
    assert_eq!(invited(HiddenRows::Unasked), (2, 1, [true, true]));
    assert_eq!(invited(HiddenRows::Skip), (1, 0, [true, false]));
    assert_eq!(invited(HiddenRows::Take), (3, 0, [false, false]));
}

#[test]
fn rows_given_back_take_no_name_of_another_rows_file() {
    let of = |rows_of: &[&str], name: &str, there: &[&str]| {
        let template = library::get("giay-moi").unwrap();
        let sheets = vec![sheet("Khách", rows_of, &[])];
        let mut matching = Matching::propose(&template, &sheets[0], &table(&sheets[0]).unwrap());
        matching.columns.retain(|(_, path)| !path.is_empty());
        matching.constants = template.samples()[0].values.clone();
        name.clone_into(&mut matching.name);
        let there: Vec<String> = there.iter().map(|&name| name.to_owned()).collect();
        let batch = Batch::beside(template, Arc::new(sheets), matching, today(), &there);
        batch.map(|batch| {
            (0..batch.len()).map(|document| batch.name(document).to_owned()).collect::<Vec<_>>().join(" ")
        })
    };
    let given_back = [
        "Người được mời|STT văn bản gốc|Lý do",
        "Bà Bình|2|Người được mời: Chưa có",
        "Ông Mới||",
        "Bà Dung|4|",
        "Bà Dung con|4|",
    ];
    assert_eq!(of(&given_back, "{{stt}}", &["1", "3", "5"]).unwrap(), "2 6 4 7");
    assert_eq!(of(&given_back, "{{stt}}", &[]).unwrap(), "2 5 4 6");
    assert_eq!(of(&given_back[..3], "{{nguoi_duoc_moi}}", &["Ong-Moi"]).unwrap(), "Ba-Binh Ong-Moi-2");
    let without = ["Người được mời|Lý do", "Bà Bình|Người được mời: Chưa có", "Ông Mới|"];
    assert_eq!(of(&without, "{{stt}}", &["2"]).unwrap_err()[0].code, "mat-stt-van-ban-goc");
    assert_eq!(of(&without, "{{stt}}", &["3"]).unwrap(), "1 2");
}

#[test]
fn words_in_a_column_of_numbers_are_told() {
    for (words, cells) in [
        (["Đã gọi", "Chưa"], "A2 «Đã gọi», A3 «Chưa»"),
        (["1", "2 (vắng)"], "A3 «2 (vắng)»"),
        (["01.", "1a"], ""),
    ] {
        let rows_of =
            ["TT|Người được mời".to_owned(), format!("{}|Ông A", words[0]), format!("{}|Bà B", words[1])];
        let rows_of: Vec<&str> = rows_of.iter().map(String::as_str).collect();
        let guests = batch("giay-moi", vec![sheet("Khách", &rows_of, &[])], |matching| {
            matching.columns.retain(|(_, path)| !path.is_empty());
        });
        assert_eq!(guests.unused().len(), usize::from(!cells.is_empty()), "{words:?}");
        let told = guests.matched().remove(0).message;
        assert!(
            if cells.is_empty() {
                told.ends_with("số thứ tự của các dòng")
            } else {
                told.contains(cells)
            },
            "{told}"
        );
    }
}
