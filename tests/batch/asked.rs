//! What a batch asks about a table, and the options that answer: each case of `asked/` is a table, options, and what the
//! command line says and writes then.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use thethuc::zip::Zip;
use thethuc_tests::product::{self, DAY};
use thethuc_tests::samples::root;

/// A table, and what comes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    template: String,
    /// The sheets; cells are parted by `|`.
    sheets: Vec<Sheet>,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    name: String,
    rows: Vec<String>,
    /// Rows hidden by hand, from 1.
    #[serde(default)]
    hidden: BTreeSet<usize>,
    /// Rows a filter hides.
    #[serde(default)]
    filtered: BTreeSet<usize>,
}

/// Options, and how it ends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    options: Vec<String>,
    code: i32,
    documents: usize,
    #[serde(default)]
    says: Vec<String>,
    /// What all documents hold together.
    #[serde(default)]
    prints: Vec<String>,
}

/// The cases by name.
pub(super) fn cases() -> Result<Vec<(String, Case)>> {
    let folder = root().join("tests/batch/asked");
    let mut cases = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_stem().context("a name")?.to_string_lossy().into_owned();
        let case = toml::from_str(&fs::read_to_string(&path)?).with_context(|| name.clone())?;
        cases.push((name, case));
    }
    cases.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(cases)
}

pub(super) fn holds(case: &Case, folder: &Path) -> Result<()> {
    let (sheet, base) = (folder.join("bang.ods"), folder.join("chung.json"));
    fs::write(&sheet, spreadsheet(&case.sheets)?)?;
    fs::write(&base, product::run(&["sample", &case.template], b"")?.stdout)?;
    for (at, run) in case.runs.iter().enumerate() {
        let output = folder.join(at.to_string());
        let [sheet, base, made] = [&sheet, &base, &output].map(|path| path.display().to_string());
        let mut words = vec!["batch", &case.template, &sheet, "-o", &made, "--values", &base, "--date", DAY];
        words.extend(run.options.iter().map(String::as_str));
        let ended = product::run(&words, b"")?;
        let said = String::from_utf8_lossy(&ended.stderr) + String::from_utf8_lossy(&ended.stdout);
        ensure!(ended.status.code() == Some(run.code), "{:?}: {:?}\n{said}", run.options, ended.status);
        let documents = if output.exists() { super::documents_in(&output)? } else { super::Files::new() };
        ensure!(documents.len() == run.documents, "{:?}: {} documents\n{said}", run.options, documents.len());
        for words in &run.says {
            ensure!(said.contains(words.as_str()), "{:?}: no “{words}” in\n{said}", run.options);
        }
        let mut values = String::new();
        for bytes in documents.values() {
            values += &super::values_of(bytes)?.to_string();
        }
        for words in &run.prints {
            ensure!(values.contains(words.as_str()), "{:?}: no “{words}” in {values}", run.options);
        }
    }
    Ok(())
}

/// An OpenDocument spreadsheet, which can hide rows.
fn spreadsheet(sheets: &[Sheet]) -> Result<Vec<u8>> {
    let mut tables = String::new();
    for sheet in sheets {
        write!(tables, r#"<table:table table:name="{}">"#, sheet.name)?;
        for (row, cells) in (1..).zip(&sheet.rows) {
            let visibility = match () {
                () if sheet.filtered.contains(&row) => "filter",
                () if sheet.hidden.contains(&row) => "collapse",
                () => "visible",
            };
            write!(tables, r#"<table:table-row table:visibility="{visibility}">"#)?;
            for cell in cells.split('|').map(str::trim) {
                write!(
                    tables,
                    r#"<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>"#
                )?;
            }
            tables += "</table:table-row>";
        }
        tables += "</table:table>";
    }
    let content = format!(
        r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
            xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"
            ><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let mut zip = Zip::default();
    let mut bytes = zip.add("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
    bytes.extend(zip.add("content.xml", content.as_bytes()));
    bytes.extend(zip.finish(""));
    Ok(bytes)
}
