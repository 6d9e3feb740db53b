//! `thethuc collect`.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use super::{FINDINGS, FINE, Outcome, files, pretty};
use thethuc::collect::{Collector, Options, Report, units_in_file};
use thethuc::{Diagnostic, Severity};

/// What the command is given.
pub(super) struct Request {
    /// Files and folders.
    pub(super) files: Vec<String>,
    /// The spreadsheet to be written.
    pub(super) output: String,
    /// A list of the units that were to send something.
    pub(super) units: Option<String>,
    /// The field that names the unit.
    pub(super) unit_field: Option<String>,
    /// The only template that counts.
    pub(super) template: Option<String>,
    /// Where the values of the summary report go.
    pub(super) summary: Option<String>,
}

/// Reads the files and writes the spreadsheet, and the values of the summary report where they are asked for.
pub(super) fn run(request: &Request, as_json: bool) -> Outcome {
    let mut wrong = Vec::new();
    let mut keep = |result: Result<(), Diagnostic>| wrong.extend(result.err());
    keep(files::spreadsheet(&request.output).and_then(|()| files::writable(&request.output)));
    if let Some(summary) = &request.summary {
        keep(files::writable(summary));
    }
    let listed = |path: &str| files::read(path).and_then(|bytes| units_in_file(path, &bytes));
    let expected = match request.units.as_deref().map(listed).transpose() {
        Ok(units) => units.unwrap_or_default(),
        Err(finding) => {
            keep(Err(finding));
            Vec::new()
        }
    };
    let documents = files::documents(&request.files);
    if documents.is_empty() {
        keep(Err(files::no_documents()));
    }
    if !wrong.is_empty() {
        return Outcome::unusable(wrong);
    }

    let options = Options { unit_field: request.unit_field.clone(), template: request.template.clone() };
    let mut collector = Collector::new(options);
    for (at, document) in documents.iter().enumerate() {
        progress(at + 1, documents.len());
        match files::read(document) {
            Ok(bytes) => collector.add(document, &bytes),
            Err(finding) => collector.add_unreadable(document, finding),
        }
    }
    let report = collector.result(&expected);
    let mut outcome = Outcome::printed(if as_json { pretty(&report) } else { told(&report, expected.len()) });
    outcome.findings = report.diagnostics.clone();
    outcome.findings.extend(report.files.iter().flat_map(|file| file.diagnostics.iter().cloned()));
    // What was not added, or may be somebody else's, is told as a warning.
    let doubtful = |finding: &Diagnostic| finding.severity != Severity::Info;
    let wrong = report.files.iter().any(|file| file.unreadable || file.diagnostics.iter().any(doubtful));
    outcome.code = if wrong { FINDINGS } else { FINE };
    let mut write = |path: &str, bytes: &[u8]| {
        if let Err(finding) = files::write(Path::new(path), bytes) {
            outcome.findings.push(finding);
            outcome.code = super::UNUSABLE;
        }
    };
    write(&request.output, &collector.sheet(&expected));
    if let Some(summary) = &request.summary {
        write(summary, pretty(&collector.summary(&expected)).as_bytes());
    }
    outcome
}

/// How far it is, where somebody looks on.
fn progress(done: usize, of: usize) {
    const STEP: usize = 20;
    let mut error = std::io::stderr();
    if !error.is_terminal() || (!done.is_multiple_of(STEP) && done != of) {
        return;
    }
    let end = if done == of { "\n" } else { "" };
    // Whether it can be shown changes nothing.
    let _ = write!(error, "\rĐang đọc {done}/{of} tệp{end}").and_then(|()| error.flush());
}

/// What came back, in a few lines.
fn told(report: &Report, expected: usize) -> String {
    let count = |wanted: fn(&thethuc::collect::Collected) -> bool| {
        report.files.iter().filter(|file| wanted(file)).count()
    };
    let mut lines = format!(
        "Đã đọc {} tệp; {} đã sửa trong Word; {} không đọc được.\n",
        count(|file| !file.unreadable),
        count(|file| file.changed),
        count(|file| file.unreadable),
    );
    for file in report.files.iter().filter(|file| file.changed) {
        lines += &format!("đã sửa\t{}\t{}\n", file.unit, file.file);
    }
    if expected > 0 {
        lines += &format!("Còn thiếu {}/{expected} đơn vị.\n", report.missing.len());
    }
    for unit in &report.missing {
        lines += &format!("còn thiếu\t{unit}\n");
    }
    lines
}
