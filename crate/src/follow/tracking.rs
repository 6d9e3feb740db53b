//! The tracking sheet of a matter, as a workbook.

use chrono::NaiveDate;

use super::deadline::is_within;
use super::history::{Further, Manner, Received};
use super::keyed;
use super::overview::{Overview, Work};
use super::reminders::progress;
use super::series::Series;
use super::state::{State, short};
use super::take::{Taken, unfilled};
use crate::government::days_off::day_off;
use crate::ordered::OrderedSet;
use crate::sheet::write::{Book, Entry, Head, Page};
use crate::to_list::ToList;
use crate::vietnamese::receipts::{Receipts, written};
use crate::vietnamese::{PartialDate, iso_day};

/// Within so many days a task is due soon.
const SOON: i64 = 30;

/// Writes the workbook: a row for each task of each unit, what is due within 30 days, the units with what they sent, figures over
/// the periods of the year, the files of this time, and the register to be filled in.
pub(super) fn write(overview: &Overview<'_>, series: &Series, files: &[Taken]) -> Vec<u8> {
    let mut book = Book::new();
    tasks(&mut book, overview, "Theo dõi nhiệm vụ", |_| true);
    tasks(&mut book, overview, "Đến hạn trong 30 ngày", |work| is_soon(overview.today, work));
    units(&mut book, overview, files);
    figures(&mut book, series);
    returned(&mut book, files);
    register(&mut book, overview);
    book.finish()
}

fn heads(labels: &[(&str, usize)]) -> Vec<Head> {
    labels.iter().map(|(label, width)| Head::text(*label).wide(*width)).to_list()
}

/// It is not done and its last day is from today on within the days that are soon.
fn is_soon(today: NaiveDate, work: &Work<'_>) -> bool {
    let due = work.standing.due;
    !work.standing.is_settled() && due.is_some_and(|due| is_within(due, today, SOON))
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn tasks(book: &mut Book, overview: &Overview<'_>, name: &str, wanted: impl Fn(&Work<'_>) -> bool) {
    let mut columns = heads(&[("Mục", 8), ("Nhiệm vụ", 60), ("Đơn vị", 34), ("Vai trò", 12)]);
    columns.push(Head::date("Hạn"));
    columns.extend(heads(&[
        ("Thời hạn ghi trong văn bản", 24),
        ("Đến hạn trong 30 ngày", 14),
        ("Tình trạng", 44),
        ("Kết quả đơn vị báo cáo", 50),
        ("Lưu ý", 44),
    ]));
    let page = book.page(Page::new(name, columns));
    for work in overview.work.iter().filter(|work| wanted(work)) {
        let (task, due) = (work.task, day(work.standing.due));
        let unit = overview.unit(work.unit);
        let role = if work.leads { "Chủ trì" } else { "Phối hợp" };
        let soon = if is_soon(overview.today, work) { "Có" } else { "" };
        let (state, result, note) = (work.standing.words(), progress(work), note(overview, work));
        let due = if due.is_empty() { Entry::Blank } else { Entry::Date(&due) };
        let cells = [
            Entry::Text(&task.mark),
            Entry::Text(&task.text),
            Entry::Text(&unit.name),
            Entry::Text(if task.general { "Thực hiện" } else { role }),
            due,
            Entry::Text(&task.deadline.words),
            Entry::Text(soon),
            Entry::Text(&state),
            Entry::Text(&result),
            Entry::Text(&note),
        ];
        book.row(page, &cells);
    }
}

/// What is to be known of a task of a unit.
fn note(overview: &Overview<'_>, work: &Work<'_>) -> String {
    let mut notes: Vec<String> = Vec::new();
    if work.awaits() {
        notes.push("Đơn vị báo xong (100%), chờ nghiệm thu".to_owned());
    }
    if work.standing.due.is_none() && !work.task.deadline.never_ends() && !work.standing.is_settled() {
        notes.push("Chưa có ngày đến hạn; hãy ghi vào hồ sơ".to_owned());
    }
    if let Some(off) = work.standing.due.and_then(day_off) {
        notes.push(format!("Ngày đến hạn là {off}"));
    }
    if overview.is_missing(work.unit) {
        notes.push(format!("Chưa báo cáo {}", overview.period.name()));
    }
    notes.join("; ")
}

fn units(book: &mut Book, overview: &Overview<'_>, files: &[Taken]) {
    let period = overview.period.id();
    let mut sent_back = OrderedSet::new();
    sent_back.extend(unfilled(files, &period));
    let mut columns = heads(&[("Đơn vị", 34), ("Báo cáo kỳ này", 44)]);
    columns.push(Head::date("Ngày nhận"));
    columns.extend(heads(&[("Tệp, văn bản", 44)]));
    columns
        .extend(["Nhiệm vụ", "Hoàn thành", "Đang thực hiện", "Quá hạn", "Chờ nghiệm thu"].map(Head::number));
    let page = book.page(Page::new("Đơn vị", columns));
    let mut counts = vec![[0usize; 5]; overview.matter.units.len()];
    for work in overview.work.iter().filter(|work| work.standing.state != State::Withdrawn) {
        let Some(own) = counts.get_mut(work.unit) else { continue };
        let done = matches!(work.standing.state, State::Done { .. });
        for (count, is) in own.iter_mut().zip([true, done, !done, work.standing.is_overdue(), work.awaits()])
        {
            *count += usize::from(is);
        }
    }
    for (at, unit) in overview.matter.units.iter().enumerate() {
        let own = overview.counting.of_unit(&unit.mark);
        let reports = own.map_or(&[][..], |own| own.counted.as_slice());
        let received = reports.last().map_or("", |report| report.received.as_str());
        let files: Vec<String> = reports.iter().map(|report| called(report)).to_list();
        let files = files.join("; ");
        let mut state = unit_state(overview, at);
        if sent_back.contains(unit.name.as_str()) {
            state.push_str(", gửi lại mẫu chưa điền");
        }
        let numbers = counts.get(at).copied().unwrap_or_default().map(|count| count.to_string());
        let mut cells = vec![
            Entry::Text(&unit.name),
            Entry::Text(&state),
            if received.is_empty() { Entry::Blank } else { Entry::Date(received) },
            Entry::Text(&files),
        ];
        cells.extend(numbers.iter().map(|number| Entry::Number(number)));
        book.row(page, &cells);
    }
}

/// A report by its file, or by number and day.
pub(super) fn called(report: &Received) -> String {
    match report.manner {
        Manner::File => report.file.clone(),
        Manner::Signed => format!("Bản ký {}", short(&report.document)).trim().to_owned(),
    }
}

/// Whether a unit reported about the period, and in time.
fn unit_state(overview: &Overview<'_>, at: usize) -> String {
    let unit = overview.unit(at);
    let own = overview.counting.of_unit(&unit.mark);
    let Some((own, first)) = own.and_then(|own| Some((own, *own.counted.first()?))) else {
        return match (overview.is_owing(at), overview.is_over()) {
            (false, _) => "Không phải báo cáo kỳ này",
            (true, true) => "Chưa báo cáo, quá hạn",
            (true, false) => "Chưa báo cáo",
        }
        .to_owned();
    };
    let mut parts = vec![match first.manner {
        _ if first.nothing_to_report => "Không phát sinh",
        Manner::Signed => "Đã nhận bản ký",
        Manner::File => "Đã báo cáo",
    }];
    if is_late(overview, first) == Some(true) {
        parts.push("gửi chậm");
    }
    if own.counted.iter().any(|report| report.changed) {
        parts.push("có sửa trong Word");
    }
    if own.counted.len() > 1 {
        parts.push("cộng nhiều báo cáo");
    }
    if !own.replaced.is_empty() {
        parts.push("đã thay báo cáo trước");
    }
    if !own.undecided.is_empty() {
        parts.push("có báo cáo nữa chưa rõ thay hay thêm");
    }
    parts.join(", ")
}

/// Whether a report came after the last day; none where either day is not known.
pub(super) fn is_late(overview: &Overview<'_>, report: &Received) -> Option<bool> {
    let received = iso_day(&report.received)?;
    Some(received > overview.due?)
}

fn figures(book: &mut Book, series: &Series) {
    if series.rows.is_empty() {
        return;
    }
    let mut columns = heads(&[("Bảng", 24), ("Chỉ tiêu", 50), ("Đơn vị tính", 14), ("Cột", 24)]);
    columns.extend(series.periods.iter().map(|period| Head::number(period.name())));
    columns.push(Head::number("Cộng các kỳ"));
    let page = book.page(Page::new("Số phát sinh các kỳ", columns));
    for row in &series.rows {
        let numbers: Vec<String> = row
            .periods
            .iter()
            .copied()
            .chain([row.total()])
            .map(|number| number.map(|number| number.normalize().to_string()).unwrap_or_default())
            .to_list();
        let mut cells =
            [&row.table, &row.label, &row.measure, &row.column].map(|text| Entry::Text(text)).to_vec();
        cells.extend(
            numbers.iter().map(|number| if number.is_empty() { Entry::Blank } else { Entry::Number(number) }),
        );
        book.row(page, &cells);
    }
}

fn returned(book: &mut Book, files: &[Taken]) {
    use super::take::Outcome;
    let columns = heads(&[("Tệp", 36), ("Đơn vị", 34), ("Kỳ", 20), ("Xử lý", 30), ("Lưu ý", 90)]);
    let page = book.page(Page::new("Tệp lần này", columns));
    for file in files {
        let outcome = match file.outcome {
            Outcome::Taken => "Đã ghi vào hồ sơ",
            Outcome::Known => "Đã có trong hồ sơ",
            Outcome::OtherMatter => "Không tính: hồ sơ khác",
            Outcome::UnknownUnit => "Không tính: không rõ đơn vị",
            Outcome::UnknownPeriod => "Không tính: không rõ kỳ",
            Outcome::Unfilled => "Không tính: mẫu chưa điền",
            Outcome::Unreadable => "Không đọc được",
        };
        let notes: Vec<&str> = file.diagnostics.iter().map(|finding| finding.message.as_str()).to_list();
        let notes = notes.join("\n");
        let cells = [file.file.as_str(), &file.unit, &file.period, outcome, &notes];
        book.row(page, &cells.map(Entry::Text));
    }
}

/// The register with what it knows of this period, and the sheet for figures from paper; both to be filled in and given back.
fn register(book: &mut Book, overview: &Overview<'_>) {
    let words = Receipts::get();
    let events =
        [&words.came, &words.signed, &words.nothing, &words.extended, &words.withdrawn, &words.accepted];
    let names: Vec<String> = overview.matter.units.iter().map(|unit| unit.name.clone()).to_list();
    let text = |words: &[String], width: usize| Head::text(written(words)).wide(width);
    let choices = |head: Head, choices: Vec<String>| Head { choices, ..head };
    let columns = vec![
        choices(text(&words.event, 20), events.map(|words| written(words).to_owned()).to_vec()),
        choices(text(&words.unit, 34), names),
        text(&words.task, 12),
        text(&words.period, 20),
        text(&words.file, 36),
        text(&words.number, 18),
        Head::date(written(&words.date)),
        Head::date(written(&words.received)),
        Head::date(written(&words.deadline)),
        choices(
            text(&words.further, 18),
            [&words.replaces, &words.adds].map(|words| written(words).to_owned()).to_vec(),
        ),
    ];
    let page = book.page(Page::new(written(&words.sheet), columns));
    for report in overview.matter.received.iter().filter(|report| report.period.is_same(&overview.period)) {
        let event = match (report.manner, report.nothing_to_report) {
            (Manner::File, _) => &words.came,
            (Manner::Signed, true) => &words.nothing,
            (Manner::Signed, false) => &words.signed,
        };
        let unit = overview.index.unit(&report.unit).map_or("", |unit| unit.name.as_str());
        let (period, date) = (report.period.name(), iso(&report.document.date));
        let further = match report.further {
            Further::Undecided => "",
            Further::Replaces => written(&words.replaces),
            Further::Adds => written(&words.adds),
        };
        let number = if report.manner == Manner::Signed { report.document.number.as_str() } else { "" };
        let is_signed = report.manner == Manner::Signed;
        book.row(
            page,
            &[
                Entry::Text(written(event)),
                Entry::Text(unit),
                Entry::Blank,
                Entry::Text(&period),
                Entry::Text(&report.file),
                Entry::Text(number),
                date.filter(|_| is_signed).map_or(Entry::Blank, Entry::Date),
                iso(&report.received).map_or(Entry::Blank, Entry::Date),
                Entry::Blank,
                Entry::Text(further),
            ],
        );
    }
    let mut columns = vec![text(&words.unit, 34), text(&words.period, 20)];
    columns.extend(keyed::heads().into_iter().map(|label| Head::text(label).wide(20)));
    book.page(Page::new(written(&words.figures), columns));
}

/// A whole day, ISO 8601.
fn iso(date: &str) -> Option<&str> {
    date.parse::<PartialDate>().ok().and_then(PartialDate::full).map(|_| date)
}
