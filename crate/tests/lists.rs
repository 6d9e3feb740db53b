//! The lists an office has, put to every template (`lists/`).
//!
//! A `.csv` is a list; the `.txt` beside it says for every template which column fills what, or why the list is refused.
//! Whoever reads it must not find a match that a clerk would call wrong. `UPDATE=1` writes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use proptest::prelude::*;
use thethuc::batch::{Batch, Matching};
use thethuc::sheet::{Content, ReadOptions, Sheet, SheetBuilder, Workbook, table};
use thethuc::{Template, library};

use crate::documents::today;

/// What becomes of the columns, as one line.
fn fate(template: &Arc<Template>, sheets: &Arc<Vec<Sheet>>) -> String {
    let sheet = &sheets[0];
    let mut matching = Matching::propose(template, sheet, &table(sheet).unwrap());
    matching.columns.retain(|(_, path)| !path.is_empty());
    let matched = matching.columns.iter().map(|(label, path)| format!("«{label}» → {path}"));
    let matched = matched.collect::<Vec<_>>().join(", ");
    let one = if matching.one { "; one document" } else { "" };
    let grouped = matching.group_by.iter().map(|label| format!("; by «{label}»")).collect::<String>();
    match Batch::new(Arc::clone(template), Arc::clone(sheets), matching, today()) {
        Ok(batch) => {
            let unused: Vec<String> =
                batch.unused().iter().map(|column| format!("«{}»", column.label)).collect();
            let unused =
                if unused.is_empty() { String::new() } else { format!("; unused {}", unused.join(", ")) };
            format!("{matched}{one}{grouped}{unused}")
        }
        Err(findings) => {
            let codes: Vec<&str> = findings.iter().map(|finding| &*finding.code).collect();
            let matched = if matched.is_empty() { String::new() } else { format!(": {matched}") };
            format!("refused ({}){matched}", codes.join(", "))
        }
    }
}

#[test]
fn the_lists_of_an_office_fill_what_they_are_about() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/lists");
    let mut wrong = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let templates: Vec<Arc<Template>> =
        library::templates().iter().map(|info| library::get(&info.id).unwrap()).collect();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "csv")) {
        let bytes = fs::read(file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy();
        let sheet = Workbook::open(&name, &bytes, &ReadOptions::default()).unwrap().read(0).unwrap();
        let sheets = Arc::new(vec![sheet]);
        let mut fates: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for template in &templates {
            fates.entry(fate(template, &sheets)).or_default().push(&template.id);
        }
        let found: String =
            fates.iter().map(|(fate, templates)| format!("{fate}\n  {}\n", templates.join(", "))).collect();
        let expected = file.with_extension("txt");
        if crate::updating() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words that heads, cells, totals and notes are made of.
const WORDS: &[&str] = &[
    "",
    "",
    "TT",
    "Họ và tên",
    "Chức vụ",
    "Đơn vị",
    "Nội dung",
    "Thời gian",
    "Tổng cộng",
    "Cộng xã A",
    "Ghi chú",
    "I",
    "1",
    "2",
    "(3)",
    "12,5",
    "Ông A",
    "Xã A",
    "Người lập biểu",
    "Column1",
    "Ngày 5 tháng 7 năm 2026",
    "=A1",
    "🙂",
    "a\tb",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_cell_is_dropped_without_a_word(
        cells in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..6), 1..12),
        at in 0_usize..1000,
    ) {
        let templates = library::templates();
        let template = library::get(&templates[at % templates.len()].id).unwrap();
        let mut builder = SheetBuilder::new("S");
        for row in &cells {
            for (column, &word) in row.iter().enumerate().filter(|(_, word)| !WORDS[**word].is_empty()) {
                builder.push(column, WORDS[word], Content::Text);
            }
            builder.end_row();
        }
        let sheet = builder.finish();
        let Ok(found) = table(&sheet) else { return Ok(()) };
        // Every row below the head is data or is named.
        let notes: Vec<String> = found.notes(&sheet).into_iter().map(|note| note.message).collect();
        for row in found.head.end..sheet.rows() {
            let shows = sheet.row(row).any(|(_, cell)| !cell.is_blank());
            let aside = found.aside.iter().any(|(known, _)| *known == row);
            prop_assert!(!shows || aside != found.rows.contains(&row), "row {}: {found:?}", row + 1);
            prop_assert!(!aside || notes.iter().any(|note| names(note, row + 1)), "row {}: {notes:?}", row + 1);
        }
        let mut matching = Matching::propose(&template, &sheet, &found);
        matching.columns.retain(|(_, path)| !path.is_empty());
        let Ok(batch) = Batch::new(Arc::clone(&template), Arc::new(vec![sheet.clone()]), matching.clone(), today()) else {
            return Ok(());
        };
        // Every row of data is in one document, every column that shows something is used or named.
        let mut rows: Vec<usize> = (0..batch.len()).flat_map(|document| batch.rows(document).to_vec()).collect();
        rows.sort_unstable();
        prop_assert_eq!(&rows, &found.rows);
        let told = batch.matched();
        for column in &found.columns {
            let shows = found.rows.iter().any(|&row| !sheet.cell(row, column.index).is_blank());
            let used = matching.columns.iter().any(|(label, _)| *label == column.label)
                || matching.group_by.contains(&column.label);
            let unused = batch.unused().contains(&column);
            let counter = told.iter().any(|note| note.message == format!("«{}»: số thứ tự của các dòng", column.label));
            prop_assert!(!shows || used || unused || counter, "{column:?} of {found:?}");
        }
    }
}

/// Whether a list of rows such as `3, 5–9` names a row.
fn names(note: &str, row: usize) -> bool {
    let listed =
        note.split(':').next().unwrap_or_default().trim_start_matches(|first: char| !first.is_ascii_digit());
    listed.split(", ").any(|part| match part.split_once('–') {
        Some((first, last)) => (first.parse().unwrap()..=last.parse().unwrap()).contains(&row),
        None => part.parse() == Ok(row),
    })
}
