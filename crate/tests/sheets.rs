//! Spreadsheets are read as they show (`sheets/`, and the files of `tests/fixtures/sheets`).
//!
//! A folder of `sheets/` is a workbook in parts, a `.csv` beside it a file as it is; the fixtures are whole workbooks. What each
//! shows stands in `expected.tsv`, or in a `.tsv` of the file's name: place, shown, content; then rows and columns that are hidden, rows of totals, and merged cells. A file that is refused has the
//! code of the finding there.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use thethuc::sheet::{Content, Encoding, Hidden, ReadOptions, Sheet, Struck, Workbook, column_name, place};

use crate::docx::zip::zip;

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
fn packed(folder: &Path, change: &mut dyn FnMut(&str, &mut Vec<u8>)) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for path in sorted(folder).iter().filter(|path| name(path) != "expected.tsv") {
        let mut part = fs::read(path).unwrap();
        change(&name(path), &mut part);
        let folder = if name(path).ends_with(".rels") { "_rels/" } else { "" };
        parts.push((format!("{folder}{}", name(path)), part));
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
    workbook(parts)
}

/// A workbook of Excel with these parts; what none says is as small as can be.
fn workbook(mut parts: Vec<(String, Vec<u8>)>) -> Vec<u8> {
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
    parts.sort();
    zip(&parts)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}

fn content(content: Content<'_>) -> String {
    match content {
        Content::Blank => "blank".to_owned(),
        Content::Text => "text".to_owned(),
        Content::Number(plain) => format!("number {plain}"),
        Content::Date(iso) => format!("date {iso}"),
        Content::Flag(set) => format!("flag {set}"),
        Content::Error => "error".to_owned(),
    }
}

/// The cells of a sheet, one a line.
fn written(sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in 0..sheet.rows() {
        for (column, cell) in sheet.row(row) {
            let content = content(cell.content);
            writeln!(out, "{}\t{}\t{content}", place(row, column), escaped(cell.shown)).unwrap();
        }
    }
    for row in 0..sheet.rows() {
        for column in (0..sheet.columns()).filter(|&column| sheet.is_scaled(row, column)) {
            writeln!(out, "{}\t\tscaled", place(row, column)).unwrap();
        }
    }
    for row in 0..sheet.rows() {
        for column in 0..sheet.columns() {
            if let Some(struck) = sheet.struck(row, column) {
                let how = if struck == Struck::Whole { "struck" } else { "struck in part" };
                writeln!(out, "{}\t\t{how}", place(row, column)).unwrap();
            }
        }
    }
    for row in 0..sheet.rows() {
        if let Some(hidden) = sheet.hidden(row) {
            let how = if hidden == Hidden::ByFilter { "filtered" } else { "hidden" };
            writeln!(out, "{}\t\t{how}", row + 1).unwrap();
        }
    }
    let totals = (0..sheet.rows()).filter(|&row| sheet.is_total(row));
    totals.for_each(|row| writeln!(out, "{}\t\ttotal", row + 1).unwrap());
    let columns = (0..sheet.columns()).filter(|&column| sheet.is_column_hidden(column));
    columns.for_each(|column| writeln!(out, "{}\t\thidden", column_name(column)).unwrap());
    let mut merged = sheet.merged().to_vec();
    merged.sort_unstable();
    for range in merged {
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
                compare(
                    &case,
                    &path.join("expected.tsv"),
                    &read(&case, &packed(&path, &mut |_, _| {})),
                    &mut failures,
                );
            } else if !case.ends_with(".tsv") && !case.ends_with(".py") {
                let found = read(&case, &fs::read(&path).unwrap());
                compare(&case, &folder.join(format!("{case}.tsv")), &found, &mut failures);
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// What numbers show by a format: code, value as a workbook keeps it, what it shows, content.
#[test]
fn every_format_shows_what_it_says() {
    let cases: Vec<Vec<&str>> = include_str!("sheets-formats.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
        .collect();
    let mut styles = String::from("<styleSheet><numFmts>");
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    for (at, case) in cases.iter().enumerate() {
        write!(styles, r#"<numFmt numFmtId="{}" formatCode="{}"/>"#, at + 200, escape(case[0])).unwrap();
    }
    styles.push_str("</numFmts><cellXfs>");
    let mut rows = String::from("<worksheet><sheetData>");
    for (at, case) in cases.iter().enumerate() {
        let id = case[0].strip_prefix("id ").map_or((at + 200).to_string(), str::to_owned);
        write!(styles, r#"<xf numFmtId="{id}"/>"#).unwrap();
        let kind = if case[1].starts_with('\'') { r#" t="str""# } else { "" };
        let value = escape(case[1].trim_start_matches('\''));
        write!(rows, r#"<row><c s="{at}"{kind}><v>{value}</v></c></row>"#).unwrap();
    }
    styles.push_str("</cellXfs></styleSheet>");
    rows.push_str("</sheetData></worksheet>");
    let bytes = workbook(vec![
        ("styles.xml".to_owned(), styles.into_bytes()),
        ("sheet1.xml".to_owned(), rows.into_bytes()),
    ]);
    let workbook = Workbook::open("dinh-dang.xlsx", &bytes, &ReadOptions::default()).unwrap();
    let sheet = workbook.read(0).unwrap();
    let mut failures = String::new();
    for (row, case) in cases.iter().enumerate() {
        let cell = sheet.cell(row, 0);
        let found = format!("{}\t{}", cell.shown, content(cell.content));
        let wanted = format!("{}\t{}", case[2], case[3]);
        if found != wanted {
            writeln!(failures, "{} {}: wanted {wanted}, found {found}", case[0], case[1]).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

fn one_sheet(body: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{body}</sheetData></worksheet>");
    workbook(vec![("sheet1.xml".to_owned(), sheet.into_bytes())])
}

#[test]
fn a_cell_of_a_megabyte_is_read_and_a_longer_one_is_an_error_of_its_row() {
    let of = |length: usize| {
        let text = "a".repeat(length);
        read(
            "dai.xlsx",
            &one_sheet(&format!(r#"<row r="3"><c r="B3" t="inlineStr"><is><t>{text}</t></is></c></row>"#)),
        )
    };
    assert_eq!(of(1 << 20).len(), (1 << 20) + "B3\t\ttext\n".len());
    assert_eq!(of((1 << 20) + 1), "B3\tdài hơn 1 MB\terror\n");
    assert_eq!(of(5 << 20), "bang-tinh-qua-lon\n");
    let csv = format!("a;{}\nc;d\n", "b".repeat((1 << 20) + 1));
    let workbook = Workbook::open("dai.csv", csv.as_bytes(), &ReadOptions::default()).unwrap();
    let sheet = workbook.read(0).unwrap();
    assert_eq!((sheet.cell(0, 1).content, sheet.cell(1, 1).shown), (Content::Error, "d"));
}

#[test]
fn encoding_and_separator_can_be_told() {
    let path = root().join("tests/sheets/windows-1258.csv");
    let bytes = fs::read(path).unwrap();
    let found = Workbook::open("a.csv", &bytes, &ReadOptions::default()).unwrap();
    assert_eq!((found.encoding(), found.separator()), (Some(Encoding::Windows1258), Some(';')));
    let guessed = found.notes();
    assert_eq!(guessed.iter().map(|note| &*note.code).collect::<Vec<_>>(), ["bang-ma"]);
    assert!(guessed[0].message.contains("Windows-1258"));
    let options = ReadOptions { encoding: Some(Encoding::Utf8), separator: Some(',') };
    let told = Workbook::open("a.csv", &bytes, &options).unwrap();
    assert_eq!((told.encoding(), told.separator()), (Some(Encoding::Utf8), Some(',')));
    assert_eq!(told.notes()[0].code, "chu-khong-doc-duoc");
    let options = ReadOptions { encoding: Some(Encoding::Windows1258), separator: None };
    assert!(Workbook::open("a.csv", &bytes, &options).unwrap().notes().is_empty());
    for encoding in Encoding::ALL {
        assert_eq!(Encoding::from_name(&encoding.name().to_lowercase()), Some(encoding));
    }
}

/// Numbers that look like chance, the same ones every time.
fn noise(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

#[test]
fn files_cut_short_and_with_other_bytes_are_read_or_refused() {
    let mut seed = 5;
    let fixtures = root().join("../tests/fixtures/sheets");
    let xls = root().join("tests/sheets/xls-gia-tri.xls");
    for path in [fixtures.join("bay.xlsx"), fixtures.join("bay.ods"), xls] {
        let file = &name(&path);
        let whole = fs::read(&path).unwrap();
        for cut in (0..whole.len()).step_by(whole.len() / 150) {
            read(file, &whole[..cut]);
        }
        for _ in 0..300 {
            let mut bytes = whole.clone();
            let at = noise(&mut seed) % bytes.len();
            bytes[at] ^= 1 << (noise(&mut seed) % 8);
            read(file, &bytes);
        }
    }
    for path in sorted(&root().join("tests/sheets")).iter().filter(|path| name(path).ends_with(".csv")) {
        let whole = fs::read(path).unwrap();
        for cut in 0..whole.len().min(300) {
            read("a.csv", &whole[..cut]);
            let mut bytes = whole.clone();
            bytes[cut] = noise(&mut seed) as u8;
            read("a.csv", &bytes);
        }
    }
}

/// Not the zip is damaged but what it holds, which no checksum tells.
#[test]
fn parts_with_other_bytes_are_read_or_refused() {
    let mut seed = 7;
    for folder in sorted(&root().join("tests/sheets")).iter().filter(|path| path.is_dir()) {
        if name(folder) == "ods-bom-o" {
            continue;
        }
        for _ in 0..40 {
            let bytes = packed(folder, &mut |_, part| {
                for _ in 0..noise(&mut seed) % 3 {
                    let at = noise(&mut seed) % part.len();
                    let letters = b"<>\"'/&;=r0129s _-:.E\0\xC3\xFF";
                    part[at] = letters[noise(&mut seed) % letters.len()];
                }
            });
            read("a", &bytes);
        }
    }
}
