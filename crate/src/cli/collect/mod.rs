//! `thethuc collect`.

mod arguments;
mod matter;

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use super::folder::{self, Found};
use super::{FINDINGS, FINE, Outcome, communes, files, pretty};
use thethuc::collect::{Collector, Options, Report, unit_list};
use thethuc::government::Government;
use thethuc::{Diagnostic, Severity, library};

pub(super) use arguments::OfMatter;
pub(super) use matter::{Request as MatterRequest, run as run_matter};

/// What the command is given.
pub(super) struct Request {
    /// Files and folders.
    pub(super) files: Vec<String>,
    /// The spreadsheet to be written.
    pub(super) output: String,
    /// A list of the units that were to send something, or the province whose communes they are.
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
    let listed = |path: &str| {
        if !Path::new(path).exists() && Government::two_levels().means_province(path) {
            return Ok((communes::units(path)?, Vec::new()));
        }
        let list = files::read(path).and_then(|bytes| unit_list(path, &bytes))?;
        if list.rows.is_empty() {
            return Err(no_units(path));
        }
        let twice = list.named_twice(&files::shown(path));
        Ok((list.units(), list.told.into_iter().chain(twice).collect()))
    };
    let (expected, listed) = match request.units.as_deref().map(listed).transpose() {
        Ok(units) => units.unwrap_or_default(),
        Err(finding) => {
            keep(Err(finding));
            Default::default()
        }
    };
    if let Some(template) = request.template.as_deref().filter(|id| library::get(id).is_none()) {
        keep(Err(library::unknown(template)));
    }
    let own = [Some(request.output.as_str()), request.units.as_deref(), request.summary.as_deref()];
    let found = Found::of(&request.files, &own.into_iter().flatten().collect::<Vec<_>>());
    let options = Options { unit_field: request.unit_field.clone(), template: request.template.clone() };
    let mut collector = Collector::new(options);
    found.others.iter().for_each(|path| collector.pass_over(path));
    if found.documents.is_empty() {
        keep(Err(folder::no_documents()));
        wrong.extend(collector.result(&[]).diagnostics);
        wrong.extend(found.unread.iter().cloned());
    }
    if !wrong.is_empty() {
        return Outcome::unusable(wrong);
    }

    for (at, document) in found.documents.iter().enumerate() {
        progress(at + 1, found.documents.len());
        match files::read_package(document) {
            Ok(bytes) => collector.add(document, &bytes),
            Err(finding) => collector.add_unreadable(document, finding),
        }
    }
    if let Some(finding) = collector.unknown_unit_field() {
        return Outcome::unusable(vec![finding]);
    }
    let mut report = collector.result(&expected);
    report.diagnostics.extend(listed.into_iter().chain(found.unread.iter().cloned()));
    let mut outcome = Outcome::printed(if as_json {
        pretty(&report)
    } else {
        told(&report, expected.len(), report.passed_over.len() + found.unread.len())
    });
    outcome.findings = said(&report).cloned().collect();
    // What was not added, or may be somebody else's, is told as a warning.
    let is_wrong = report.files.iter().any(|file| file.unreadable) || doubts(&report) > 0;
    outcome.code = if is_wrong { FINDINGS } else { FINE };
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

/// That a list names no unit.
fn no_units(path: &str) -> Diagnostic {
    Diagnostic::error(
        "khong-co-don-vi",
        files::place(path),
        "Danh sách không có tên đơn vị nào; hãy ghi mỗi dòng một đơn vị, hoặc đưa bảng tính có cột «Đơn vị».",
        "The list names no unit; write one a line, or give a spreadsheet with a column «Đơn vị».",
    )
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

/// What is said about all files and about each.
fn said(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    report.diagnostics.iter().chain(report.files.iter().flat_map(|file| &file.diagnostics))
}

/// How often somebody has to look.
fn doubts(report: &Report) -> usize {
    said(report).filter(|finding| finding.severity != Severity::Info).count()
}

/// What came back, in a few lines; the last one counts what was dropped.
fn told(report: &Report, expected: usize, passed_over: usize) -> String {
    let count = |wanted: fn(&thethuc::collect::Collected) -> bool| {
        report.files.iter().filter(|file| wanted(file)).count()
    };
    let mut lines = String::new();
    for file in report.files.iter().filter(|file| file.changed) {
        lines += &format!("đã sửa\t{}\t{}\n", file.unit, file.file);
    }
    for unit in &report.missing {
        lines += &format!("còn thiếu\t{unit}\n");
    }
    if expected > 0 {
        lines += &format!("Còn thiếu {}/{expected} đơn vị.\n", report.missing.len());
    }
    let other_period = count(|file| file.is_of_other_period());
    if other_period > 0 {
        lines += &format!("{other_period} tệp của kỳ khác, không cộng.\n");
    }
    lines += &format!(
        "Đã đọc {} tệp; {} đã sửa trong Word; {} không đọc được; {} trùng đơn vị, không cộng; {passed_over} bỏ qua vì không phải .docx; {} chỗ cần xem.\n",
        count(|file| !file.unreadable),
        count(|file| file.changed),
        count(|file| file.unreadable),
        count(|file| !file.unreadable && !file.counted && !file.is_of_other_period()),
        doubts(report),
    );
    lines
}
