//! `thethuc collect --matter`.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::Value;

use super::super::folder::{self, Found};
use super::super::{FINDINGS, FINE, Outcome, UNUSABLE, day, files, pretty};
use super::arguments::OfMatter;
use super::progress;
use thethuc::follow::Gathered;
use thethuc::follow::gathered::Report;
use thethuc::follow::period::Period;
use thethuc::follow::record::Matter;
use thethuc::follow::register;
use thethuc::follow::take::{Outcome as Done, Taker, Taking};
use thethuc::vietnamese::PartialDate;
use thethuc::{Diagnostic, Location, Severity};

/// What the command is given.
pub(in super::super) struct Request {
    /// Files and folders.
    pub(in super::super) files: Vec<String>,
    /// The record, in which what came back is put.
    pub(in super::super) matter: String,
    /// What else there is to say of it.
    pub(in super::super) of: OfMatter,
    /// The tracking workbook.
    pub(in super::super) output: String,
    /// Where the values of the summary go.
    pub(in super::super) summary: Option<String>,
}

/// What is read before anything is done.
struct Given {
    matter: Matter,
    last_year: Option<Matter>,
    period: Period,
    due: Option<NaiveDate>,
    received: String,
    today: NaiveDate,
}

/// The names of the reminders in their folder.
const NOT_REPORTED: &str = "don-doc-chua-bao-cao.json";
const OVERDUE: &str = "don-doc-qua-han.json";

/// Takes the files into the record, and writes the record, the tracking workbook, the summary and the reminders.
pub(in super::super) fn run(request: &Request, as_json: bool) -> Outcome {
    let mut wrong = Vec::new();
    let given = given(request, &mut wrong);
    let mut keep = |result: Result<(), Diagnostic>| wrong.extend(result.err());
    keep(files::spreadsheet(&request.output).and_then(|()| files::writable(&request.output)));
    for path in [Some(&request.matter), request.summary.as_ref()].into_iter().flatten() {
        keep(files::writable(path));
    }
    if let Some(folder) = &request.of.reminders {
        keep(files::make_folder(folder));
    }
    let own = [
        Some(&request.output),
        Some(&request.matter),
        request.of.received.as_ref(),
        request.summary.as_ref(),
        request.of.last_year.as_ref(),
    ];
    let own: Vec<&str> = own.into_iter().flatten().map(String::as_str).collect();
    let found = Found::of(&request.files, &own);
    // A period may have come on paper alone.
    if found.documents.is_empty() && request.of.received.is_none() {
        keep(Err(folder::no_documents()));
        wrong.extend(found.unread.iter().cloned());
    }
    let Some(mut given) = given.filter(|_| wrong.is_empty()) else { return Outcome::unusable(wrong) };

    let taking = Taking { period: Some(given.period.clone()), received: given.received.clone() };
    let mut taker = Taker::new(&mut given.matter, taking);
    for (at, document) in found.documents.iter().enumerate() {
        progress(at + 1, found.documents.len());
        match files::read_package(document) {
            Ok(bytes) => taker.add(document, &bytes),
            Err(finding) => taker.add_unreadable(document, finding),
        }
    }
    let taken = taker.files();
    let mut findings: Vec<Diagnostic> = found.others.iter().map(|path| passed_over(path)).collect();
    findings.extend(found.unread.iter().cloned());
    if let Some(path) = &request.of.received {
        let noted = files::read(path)
            .and_then(|bytes| register::note(&mut given.matter, path, &bytes, Some(&given.period)));
        match noted {
            Ok(noted) => findings.extend(noted),
            Err(finding) => return Outcome::unusable(vec![finding]),
        }
    }
    given.matter.version = thethuc::follow::record::VERSION;
    given.matter.period = given.period.clone();
    let Given { matter, last_year, period, due, today, .. } = &given;
    let gathered = Gathered::of(matter, period, *due, *today, last_year.as_ref(), taken);
    let report = gathered.report();
    let dropped = found.others.len() + found.unread.len();
    findings.extend(report.diagnostics.iter().cloned());
    findings.extend(report.files.iter().flat_map(|file| &file.diagnostics).cloned());
    let mut outcome =
        Outcome::printed(if as_json { pretty(&report) } else { told(&report, period, dropped) });
    let mut write = |path: PathBuf, bytes: &[u8]| {
        if let Err(finding) = files::write(&path, bytes) {
            findings.push(finding);
            outcome.code = UNUSABLE;
        }
    };
    write(request.matter.clone().into(), pretty(matter).as_bytes());
    write(request.output.clone().into(), &gathered.workbook());
    if let Some(summary) = &request.summary {
        write(summary.clone().into(), pretty(&gathered.summary()).as_bytes());
    }
    let mut stale = Vec::new();
    if let Some(folder) = &request.of.reminders {
        let reminders = [(NOT_REPORTED, gathered.not_reported()), (OVERDUE, gathered.overdue())];
        for (name, values) in reminders {
            let path = Path::new(folder).join(name);
            match values {
                Some(values) => write(path, pretty(&values).as_bytes()),
                None if path.exists() => stale.push(old_reminder(&path)),
                None => {}
            }
        }
    }
    findings.extend(stale);
    let is_wrong = findings.iter().any(|finding| finding.severity != Severity::Info);
    if outcome.code == FINE && is_wrong {
        outcome.code = FINDINGS;
    }
    outcome.findings = findings;
    outcome
}

/// Reads everything but the reports; what is wrong is added to `wrong`.
fn given(request: &Request, wrong: &mut Vec<Diagnostic>) -> Option<Given> {
    let mut keep = |finding: Diagnostic| wrong.push(finding);
    let matter = read_matter(&request.matter).map_err(&mut keep).ok();
    let last_year = request.of.last_year.as_deref().map(read_matter).transpose().map_err(&mut keep).ok();
    let period = match (&request.of.period, &matter) {
        (Some(period), _) => Period::of_id(period).or_else(|| Period::of_name(period)),
        (None, Some(matter)) => Some(matter.period.clone()).filter(|period| period.calendar().is_some()),
        (None, None) => None,
    };
    if period.is_none() {
        keep(no_period(request.of.period.as_deref()));
    }
    let mut one_day = |given: &Option<String>, option: &'static str| -> Option<Option<NaiveDate>> {
        let Some(text) = given else { return Some(None) };
        let day = text.parse::<PartialDate>().ok().and_then(PartialDate::full);
        if day.is_none() {
            keep(no_day(text, option));
        }
        day.map(Some)
    };
    let due = one_day(&request.of.due, "--due");
    let received = one_day(&request.of.received_on, "--received-on");
    let today = day(request.of.date.as_deref()).map_err(|finding| wrong.push(finding)).ok();
    Some(Given {
        matter: matter?,
        last_year: last_year?,
        period: period?,
        due: due?,
        received: received?.map(|day| day.to_string()).unwrap_or_default(),
        today: today?,
    })
}

fn read_matter(path: &str) -> Result<Matter, Diagnostic> {
    let value: Value = super::super::read_json(path)?;
    let is_newer =
        value.get("phien_ban").and_then(Value::as_u64) > Some(thethuc::follow::record::VERSION.into());
    let matter =
        serde_json::from_value::<Matter>(value).ok().filter(|matter| !matter.mark.is_empty() && !is_newer);
    matter.ok_or_else(|| {
        Diagnostic::error(
            "ho-so-sai",
            files::place(path),
            "Tệp không phải hồ sơ công việc đọc được; hãy dùng tệp do «thethuc follow --matter» ghi ra.",
            "The file is no record of a matter that can be read; use one that «thethuc follow --matter» wrote.",
        )
    })
}

fn argument(option: &'static str) -> Location {
    Location::File { file: option.to_owned(), line: 0, column: 0 }
}

fn no_period(said: Option<&str>) -> Diagnostic {
    let (message, english) = match said {
        Some(said) => (
            format!("Kỳ «{said}» không rõ; hãy ghi như q3-2026, t09-2026, 6t1-2026, 9t-2026, n2026."),
            format!(
                "The period «{said}» is not clear; write it as q3-2026, t09-2026, 6t1-2026, 9t-2026, n2026."
            ),
        ),
        None => (
            "Hồ sơ chưa nói tổng hợp kỳ nào; hãy nêu --period, như q3-2026.".to_owned(),
            "The record does not say which period is collected; say it with --period, as q3-2026.".to_owned(),
        ),
    };
    Diagnostic::error("ky-sai", argument("--period"), message, english)
}

fn no_day(said: &str, option: &'static str) -> Diagnostic {
    Diagnostic::error(
        "ngay-sai",
        argument(option),
        format!("Ngày «{said}» không đúng; hãy ghi như 2026-09-20 hoặc 20/9/2026."),
        format!("«{said}» is no day; write it as 2026-09-20 or 20/9/2026."),
    )
}

fn passed_over(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "khong-phai-docx",
        files::place(path),
        "Không phải tệp .docx nên không đọc; nếu là báo cáo bản ký (PDF, ảnh), hãy ghi vào sổ nhận.",
        "No .docx and not read; a report signed on paper or as PDF is entered in the register.",
    )
}

fn old_reminder(path: &Path) -> Diagnostic {
    Diagnostic::warning(
        "don-doc-cu",
        files::place(&path.to_string_lossy()),
        "Lần này không đơn vị nào phải đôn đốc việc này; tệp này là của lần trước, đừng dùng.",
        "Nobody is to be reminded of this now; the file is one of an earlier time, do not use it.",
    )
}

/// What was gathered, in a few lines; the last counts what was dropped.
fn told(report: &Report, period: &Period, dropped: usize) -> String {
    let mut lines = String::new();
    for unit in &report.missing {
        lines += &format!("chưa báo cáo\t{unit}\n");
    }
    for unit in &report.unfilled {
        lines += &format!("mẫu chưa điền\t{unit}\n");
    }
    for (task, unit) in &report.overdue {
        lines += &format!("quá hạn\t{task}\t{unit}\n");
    }
    for (task, unit) in &report.awaiting {
        lines += &format!("chờ nghiệm thu\t{task}\t{unit}\n");
    }
    let sent = report.owing - report.missing.len();
    lines += &format!("{}/{} đơn vị đã báo cáo {}.\n", sent, report.owing, period.name());
    let count = |wanted: &[Done]| report.files.iter().filter(|file| wanted.contains(&file.outcome)).count();
    lines += &format!(
        "{} tệp ghi vào hồ sơ; {} đã có; {} không tính vì hồ sơ, đơn vị hoặc kỳ không rõ; {} mẫu gửi lại chưa điền; {} không đọc được; {dropped} bỏ qua vì không phải .docx.\n",
        count(&[Done::Taken]),
        count(&[Done::Known]),
        count(&[Done::OtherMatter, Done::UnknownUnit, Done::UnknownPeriod]),
        count(&[Done::Unfilled]),
        count(&[Done::Unreadable]),
    );
    lines
}
