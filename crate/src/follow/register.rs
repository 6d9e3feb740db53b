//! The register in which an office notes what came back otherwise than as a file, and what happened to tasks: a spreadsheet.
//!
//! Sheet `Sổ nhận`: a row for each report received signed on paper or as PDF, each «không phát sinh», each file's day of
//! receipt and whether it replaces or adds to the report before it, each extension, withdrawal and acceptance. Sheet `Số liệu
//! bản ký`: the figures somebody keyed, a row of the report's tables each. Given again, it notes nothing twice.

use serde_json::Map;

use super::cited::Cited;
use super::held::Held;
use super::history::{Event, EventKind, Further, Manner, Received};
use super::keyed;
use super::marks::{self, REPORT};
use super::names::Names;
use super::period::Period;
use super::record::{Matter, Unit};
use crate::joined::Joined;
use crate::sheet::{Content, ReadOptions, Sheet, Workbook, table};
use crate::to_list::ToList;
use crate::vietnamese::receipts::{Receipts, is_one};
use crate::vietnamese::{PartialDate, iso_day};
use crate::{Diagnostic, Location};

/// A row of the register.
struct Row<'s> {
    sheet: &'s Sheet,
    at: usize,
    place: Location,
}

impl<'s> Row<'s> {
    /// What stands below the head of one of these names.
    fn text(&self, columns: &[(usize, String)], names: &[String]) -> &'s str {
        let column = columns.iter().find(|(_, label)| is_one(names, label));
        column.map_or("", |(column, _)| self.sheet.cell(self.at, *column).shown.trim())
    }

    /// The day that stands there, ISO 8601; as it stands where it is none.
    fn day(&self, columns: &[(usize, String)], names: &[String]) -> String {
        let column = columns.iter().find(|(_, label)| is_one(names, label));
        let Some((column, _)) = column else { return String::new() };
        let cell = self.sheet.cell(self.at, *column);
        match cell.content {
            Content::Date(day) => day.to_owned(),
            _ => {
                let shown = cell.shown.trim();
                let day = shown.parse::<PartialDate>().ok().or_else(|| PartialDate::guess(shown));
                day.and_then(PartialDate::full).map_or_else(|| shown.to_owned(), |day| day.to_string())
            }
        }
    }

    fn wrong(&self, code: &'static str, message: String, english: String) -> Diagnostic {
        Diagnostic::error(code, self.place.clone(), message, english)
    }
}

/// Notes what a register says in the record. `current` is the period of rows that name none.
///
/// # Errors
/// What [`Workbook::open`] says of the file, and `khong-co-so-nhan` where none of its sheets is a register.
pub fn note(
    matter: &mut Matter,
    name: &str,
    bytes: &[u8],
    current: Option<&Period>,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let workbook = Workbook::open(name, bytes, &ReadOptions::default())?;
    let words = Receipts::get();
    let at = workbook.sheets().iter().position(|sheet| is_one(&words.sheet, sheet));
    let sheet = workbook.read(at.unwrap_or(0))?;
    let found = table(&sheet)?;
    let columns: Vec<(usize, String)> =
        found.columns.iter().map(|column| (column.index, column.label.clone())).to_list();
    if !columns.iter().any(|(_, label)| is_one(&words.event, label)) {
        return Err(no_register(name));
    }
    let names = Names::of(matter);
    let mut findings = Vec::new();
    for at in found.rows {
        let place = Location::File { file: name.to_owned(), line: at + 1, column: 0 };
        let row = Row { sheet: &sheet, at, place };
        if let Err(finding) = one(matter, &names, &row, &columns, current, &mut findings) {
            findings.push(finding);
        }
    }
    let figures = workbook.sheets().iter().position(|sheet| is_one(&words.figures, sheet));
    if let Some(at) = figures {
        findings.extend(keyed::note(matter, &names, name, &workbook.read(at)?, current));
    }
    Ok(findings)
}

/// Notes a row.
fn one(
    matter: &mut Matter,
    names: &Names,
    row: &Row<'_>,
    columns: &[(usize, String)],
    current: Option<&Period>,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Diagnostic> {
    let words = Receipts::get();
    let event = row.text(columns, &words.event);
    let events = [
        (&words.extended, EventKind::Extended),
        (&words.withdrawn, EventKind::Withdrawn),
        (&words.accepted, EventKind::Accepted),
    ];
    let said = row.text(columns, &words.unit);
    let unit = names.find(matter, said).cloned();
    let document = Cited {
        number: row.text(columns, &words.number).to_owned(),
        date: row.day(columns, &words.date),
        ..Cited::default()
    };
    if let Some((_, kind)) = events.into_iter().find(|(words, _)| is_one(words, event)) {
        // An event of all units names none.
        if unit.is_none() && !said.is_empty() {
            return Err(unknown_unit(names, matter, row, said));
        }
        let task = row.text(columns, &words.task).trim_end_matches([')', '.']).to_owned();
        if matter.task(&task).is_none() {
            return Err(row.wrong(
                "nhiem-vu-la",
                format!("Nhiệm vụ «{task}» không có trong hồ sơ; hãy ghi mục của nhiệm vụ, như 2.a."),
                format!("There is no task «{task}» in the matter; write its mark, as 2.a."),
            ));
        }
        let deadline = row.day(columns, &words.deadline);
        if kind == EventKind::Extended && iso_day(&deadline).is_none() {
            return Err(row.wrong(
                "thieu-han-moi",
                format!("Gia hạn nhiệm vụ {task} chưa có ngày; hãy ghi «Hạn mới», như 15/01/2027."),
                format!("The extension of task {task} has no day; write «Hạn mới», as 15/01/2027."),
            ));
        }
        if document.number.is_empty() || document.date.is_empty() {
            findings.push(without_document(row, event));
        }
        let unit = unit.map(|unit| unit.mark).unwrap_or_default();
        let date = row.day(columns, &words.received);
        let event = Event { task, unit, kind, date, deadline, document };
        if !matter.events.contains(&event) {
            matter.events.push(event);
        }
        return Ok(());
    }
    let Some(unit) = unit else { return Err(unknown_unit(names, matter, row, said)) };
    let named = row.text(columns, &words.period);
    let period = match (named, current) {
        ("", Some(current)) => current.clone(),
        (named, _) => Period::of_id(named).or_else(|| Period::of_name(named)).ok_or_else(|| {
            row.wrong(
                "ky-sai",
                format!("Kỳ «{named}» không rõ; hãy ghi như «quý III năm 2026» hoặc q3-2026."),
                format!("The period «{named}» is not clear; write it as «quý III năm 2026» or q3-2026."),
            )
        })?,
    };
    let further = further(row, columns)?;
    let received = row.day(columns, &words.received);
    if is_one(&words.came, event) {
        return came(matter, row, &unit, &period, (row.text(columns, &words.file), further, received));
    }
    let nothing_to_report = is_one(&words.nothing, event);
    if !nothing_to_report && !is_one(&words.signed, event) {
        return Err(row.wrong(
            "viec-la",
            format!("Không rõ «{event}» là việc gì; hãy chọn trong danh sách của cột «Việc»."),
            format!("What «{event}» is is not clear; choose one of the list of the column «Việc»."),
        ));
    }
    if document.number.is_empty() || document.date.is_empty() {
        findings.push(without_document(row, event));
    }
    let same = |known: &&mut Received| {
        known.manner == Manner::Signed
            && known.unit == unit.mark
            && known.period.is_same(&period)
            && known.document.number == document.number
    };
    if let Some(known) = matter.received.iter_mut().find(same) {
        (known.further, known.received, known.document.date) = (further, received, document.date);
        known.nothing_to_report = nothing_to_report;
        return Ok(());
    }
    let values = marks::keyed(matter, &unit, &period, Map::new());
    matter.received.push(Received {
        unit: unit.mark,
        period,
        manner: Manner::Signed,
        received,
        document,
        nothing_to_report,
        further,
        template: REPORT.to_owned(),
        values: Held::of(&values),
        ..Received::default()
    });
    Ok(())
}

/// Notes when a file came, and what it does to the report before it.
fn came(
    matter: &mut Matter,
    row: &Row<'_>,
    unit: &Unit,
    period: &Period,
    (file, further, received): (&str, Further, String),
) -> Result<(), Diagnostic> {
    let end = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let is_meant = |known: &&mut Received| {
        let named = file.is_empty() || end(&known.file) == end(file);
        known.manner == Manner::File && known.unit == unit.mark && known.period.is_same(period) && named
    };
    let name = &unit.name;
    let Some(known) = matter.received.iter_mut().rev().find(is_meant) else {
        return Err(row.wrong(
            "tep-chua-nhan",
            format!(
                "Chưa có tệp nào của «{name}» báo cáo {} khớp với dòng này; hãy đưa tệp vào lệnh.",
                period.name()
            ),
            format!("No file of «{name}» about {} is known; give it to the command.", period.id()),
        ));
    };
    if !received.is_empty() {
        known.received = received;
    }
    if further != Further::Undecided {
        known.further = further;
    }
    Ok(())
}

fn further(row: &Row<'_>, columns: &[(usize, String)]) -> Result<Further, Diagnostic> {
    let words = Receipts::get();
    match row.text(columns, &words.further) {
        "" => Ok(Further::Undecided),
        said if is_one(&words.replaces, said) => Ok(Further::Replaces),
        said if is_one(&words.adds, said) => Ok(Further::Adds),
        said => Err(row.wrong(
            "thay-hay-them",
            format!("«{said}» không rõ là thay hay thêm; hãy ghi Thay hoặc Thêm."),
            format!("Whether «{said}» replaces or adds is not clear; write Thay or Thêm."),
        )),
    }
}

fn unknown_unit(names: &Names, matter: &Matter, row: &Row<'_>, said: &str) -> Diagnostic {
    let called = names.called(said).iter().filter_map(|at| Some(matter.units.get(*at)?.mark.as_str()));
    let marks = called.joined(", ");
    if !marks.is_empty() {
        return row.wrong(
            "don-vi-cung-ten",
            format!("«{said}» là tên của nhiều đơn vị trong hồ sơ; hãy ghi mã của một đơn vị thay cho tên: {marks}."),
            format!("«{said}» is the name of several units of the matter; write the mark of one instead: {marks}."),
        );
    }
    row.wrong(
        "don-vi-la",
        format!("Đơn vị «{said}» không có trong hồ sơ; hãy ghi đúng tên, hoặc thêm tên này vào ten_cu."),
        format!("There is no unit «{said}» in the matter; write its name, or add this one to its ten_cu."),
    )
}

fn without_document(row: &Row<'_>, event: &str) -> Diagnostic {
    Diagnostic::warning(
        "thieu-so-ngay",
        row.place.clone(),
        format!("«{event}» chưa ghi đủ số và ngày văn bản; vẫn tính, hãy ghi thêm."),
        format!("«{event}» lacks the number or the day of its document; it counts, add them."),
    )
}

fn no_register(name: &str) -> Diagnostic {
    Diagnostic::error(
        "khong-co-so-nhan",
        Location::File { file: name.to_owned(), line: 0, column: 0 },
        "Tệp không có sổ nhận; hãy dùng trang «Sổ nhận» của bảng theo dõi do lệnh này ghi ra.",
        "The file has no register; use the sheet «Sổ nhận» of the tracking workbook this command writes.",
    )
}
