//! Rows become documents (`batch/`).
//!
//! A folder is a case: one or more `.csv` are the sheets, by name; `case.json` says what the command line would be told
//! (`template`, and where needed `match`, `map`, `values`, `group_by`, `rows_into`, `name`). `expected.txt` has the matching, the findings,
//! each document with the values its cells give, and what is wrong with its rows. `UPDATE=1` writes it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use thethuc::batch::{Batch, Matching};
use thethuc::sheet::{ReadOptions, Sheet, Workbook, table};
use thethuc::{Diagnostic, Location, Severity, library};

use crate::documents::today;

fn sheets(case: &Path) -> Vec<Sheet> {
    let mut files: Vec<PathBuf> = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
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
    let template = library::get(asked["template"].as_str().unwrap()).unwrap();
    let sheets = sheets(case);
    let mut matching = match asked.get("match") {
        Some(kept) => Matching::from_value(kept).unwrap(),
        None => Matching::propose(&template, &sheets[0], &table(&sheets[0]).unwrap())
            .with_second(&template, &sheets),
    };
    for (label, path) in asked.get("map").and_then(Value::as_object).into_iter().flatten() {
        matching.map(label, path.as_str().unwrap());
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
    }
    if let Some(field) = asked.get("rows_into") {
        field.as_str().unwrap().clone_into(&mut matching.rows_into);
    }
    if let Some(name) = asked.get("name") {
        name.as_str().unwrap().clone_into(&mut matching.name);
    }
    let mut out = String::new();
    let mut shown = matching.to_value();
    shown["constants"] = json!(matching.constants.as_object().unwrap().len());
    writeln!(out, "matching {shown}").unwrap();
    let constants = matching.constants.clone();
    let batch = match Batch::new(template, Arc::new(sheets), matching, today()) {
        Ok(batch) => batch,
        Err(findings) => {
            findings.iter().for_each(|finding| writeln!(out, "refused: {}", told(finding)).unwrap());
            return out;
        }
    };
    batch.notes().iter().for_each(|finding| writeln!(out, "note: {}", told(finding)).unwrap());
    for document in 0..batch.len() {
        let rows: Vec<String> = batch.rows(document).iter().map(|row| (row + 1).to_string()).collect();
        writeln!(out, "\n{} (rows {})", batch.name(document), rows.join(", ")).unwrap();
        writeln!(out, "  {}", own(&batch.values(document), &constants)).unwrap();
        for problem in batch.check(document) {
            writeln!(out, "  {}", told(&problem.at_cell())).unwrap();
        }
        let bad = batch.check(document).iter().any(|problem| problem.diagnostic.severity == Severity::Error);
        assert_eq!(batch.is_bad(document), bad);
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
