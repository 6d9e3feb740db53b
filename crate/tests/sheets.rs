//! Spreadsheets are read as they show (`sheets/`, and the files of `tests/fixtures/sheets`).
//!
//! A folder of `sheets/` is a workbook in parts, a `.csv` beside it a file as it is; the fixtures are whole workbooks. What each
//! shows stands in `expected.tsv`, or in a `.tsv` of the file's name: place, shown, content. A file that is refused has the
//! code of the finding there.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what failed by failing")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use thethuc::sheet::{Content, ReadOptions, Sheet, Workbook, place};

#[path = "docx/zip.rs"]
mod zip;

use zip::zip;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// A workbook of the parts in a folder; what no part says is as small as can be.
fn packed(folder: &Path) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for path in sorted(folder).iter().filter(|path| name(path) != "expected.tsv") {
        parts.push((name(path), fs::read(path).unwrap()));
    }
    if parts.iter().any(|(name, _)| name == "content.xml") {
        if !parts.iter().any(|(name, _)| name == "mimetype") {
            parts.insert(0, ("mimetype".into(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()));
        }
        for (name, _) in &mut parts {
            if name == "manifest.xml" {
                *name = "META-INF/manifest.xml".into();
            }
        }
        return zip(&parts);
    }
    let mut add = |name: &str, xml: &str| {
        if !parts.iter().any(|(known, _)| known == name) {
            parts.push((name.into(), xml.as_bytes().to_vec()));
        }
    };
    add(
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
    );
    add(
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="workbook.xml"/></Relationships>"#,
    );
    add(
        "workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="sheet1"/></sheets></workbook>"#,
    );
    let mut relations = String::from(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    );
    for (name, _) in parts.iter().filter(|(name, _)| name.ends_with(".xml") && !name.starts_with('[')) {
        let id = name.trim_end_matches(".xml");
        let role = if id.starts_with("sheet") { "worksheet" } else { id };
        write!(
            relations,
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{role}" Target="{name}"/>"#
        )
        .unwrap();
    }
    relations.push_str("</Relationships>");
    parts.push(("_rels/workbook.xml.rels".into(), relations.into_bytes()));
    zip(&parts)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}

/// The cells of a sheet, one a line.
fn written(sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in 0..sheet.rows() {
        for (column, cell) in sheet.row(row) {
            let content = match cell.content {
                Content::Blank => "blank".to_owned(),
                Content::Text => "text".to_owned(),
                Content::Number(plain) => format!("number {plain}"),
                Content::Date(iso) => format!("date {iso}"),
                Content::Flag(set) => format!("flag {set}"),
                Content::Error => "error".to_owned(),
            };
            writeln!(out, "{}\t{}\t{content}", place(row, column), escaped(cell.shown)).unwrap();
        }
    }
    for range in sheet.merged() {
        writeln!(out, "{}:{}\t\tmerged", place(range[0], range[1]), place(range[2], range[3])).unwrap();
    }
    out
}

/// All sheets of a file as lines, or the code of the finding.
fn read(name: &str, bytes: &[u8]) -> String {
    let workbook = match Workbook::open(name, bytes, &ReadOptions::default()) {
        Ok(workbook) => workbook,
        Err(finding) => return format!("{}\n", finding.code),
    };
    let mut out = String::new();
    for (index, sheet) in workbook.sheets().iter().enumerate() {
        if workbook.sheets().len() > 1 {
            writeln!(out, "[{sheet}]{}", if workbook.is_hidden(index) { " hidden" } else { "" }).unwrap();
        }
        match workbook.read(index) {
            Ok(sheet) => out.push_str(&written(&sheet)),
            Err(finding) => writeln!(out, "{}", finding.code).unwrap(),
        }
    }
    out
}

/// Compares, or writes what is expected where it is not there yet, for somebody to look over.
fn compare(case: &str, expected: &Path, found: &str, failures: &mut String) {
    let Ok(wanted) = fs::read_to_string(expected) else {
        fs::write(expected, found).unwrap();
        writeln!(failures, "{case}: {} is written now; look it over", expected.display()).unwrap();
        return;
    };
    let (wanted, found): (Vec<_>, Vec<_>) = (wanted.lines().collect(), found.lines().collect());
    if wanted == found {
        return;
    }
    for at in 0..wanted.len().max(found.len()) {
        let (wanted, found) = (wanted.get(at).unwrap_or(&"nothing"), found.get(at).unwrap_or(&"nothing"));
        if wanted != found {
            writeln!(failures, "{case}: wanted {wanted}\n    found {found}").unwrap();
        }
    }
}

#[test]
fn every_sheet_is_read_as_it_shows() {
    let mut failures = String::new();
    for folder in [root().join("tests/sheets"), root().join("../tests/fixtures/sheets")] {
        for path in sorted(&folder) {
            let case = name(&path);
            if path.is_dir() {
                compare(&case, &path.join("expected.tsv"), &read(&case, &packed(&path)), &mut failures);
            } else if !case.ends_with(".tsv") && !case.ends_with(".py") {
                let found = read(&case, &fs::read(&path).unwrap());
                compare(&case, &folder.join(format!("{case}.tsv")), &found, &mut failures);
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
