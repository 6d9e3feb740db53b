//! What a matter gives when its reports are gathered: the tracking workbook, the summary, the reminders, and what is to be
//! asked.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::counting::OfUnit;
use super::deadline::doubts;
use super::history::Received;
use super::overview::Overview;
use super::period::Period;
use super::record::{Due, Matter};
use super::series::{Series, series};
use super::take::{Taken, unfilled};
use super::{names, reminders, summary, tracking};
use crate::template::Kind;
use crate::to_list::ToList;
use crate::vietnamese::{PartialDate, iso_day};
use crate::{Diagnostic, Location, Severity, library};

/// What was gathered about a period.
#[derive(Debug)]
pub struct Gathered<'m> {
    overview: Overview<'m>,
    series: Series,
    files: Vec<Taken>,
}

/// What was gathered, in numbers and names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The matter.
    pub matter: String,
    /// The period.
    pub period: String,
    /// The last day on which reports about it are in time; empty where nobody said.
    pub due: String,
    /// How many units owe a report about it.
    pub owing: usize,
    /// Those of them that sent none.
    pub missing: Vec<String>,
    /// The units that sent the form of the period back with nothing filled in, whether or not they also sent a report.
    pub unfilled: Vec<String>,
    /// Tasks that are overdue though their unit reported, each with its mark and its unit.
    pub overdue: Vec<(String, String)>,
    /// Tasks the units say are done and the office has not accepted.
    pub awaiting: Vec<(String, String)>,
    /// What was done with each file.
    pub files: Vec<Taken>,
    /// What concerns all.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'m> Gathered<'m> {
    /// Gathers what the record holds about a period, on a day. `due` is the last day for reports, where somebody said it;
    /// `last_year` the matter of the year before; `files` what was done with the files of this time.
    pub fn of(
        matter: &'m Matter,
        period: &Period,
        due: Option<NaiveDate>,
        today: NaiveDate,
        last_year: Option<&Matter>,
        files: Vec<Taken>,
    ) -> Gathered<'m> {
        let overview = Overview::of(matter, period, due, today);
        Gathered { overview, series: series(matter, period, last_year), files }
    }

    /// The tracking workbook.
    pub fn workbook(&self) -> Vec<u8> {
        tracking::write(&self.overview, &self.series, &self.files)
    }

    /// Values for the summary report.
    pub fn summary(&self) -> Value {
        summary::values(&self.overview)
    }

    /// Values for the reminder to those that did not report; none where nobody is to be reminded.
    pub fn not_reported(&self) -> Option<Value> {
        reminders::not_reported(&self.overview)
    }

    /// Values for the reminder to those that reported and have a task overdue; none where nobody is to be reminded.
    pub fn overdue(&self) -> Option<Value> {
        reminders::overdue(&self.overview)
    }

    /// What was gathered.
    pub fn report(&self) -> Report {
        let overview = &self.overview;
        let name = |at: usize| overview.unit(at).name.clone();
        Report {
            matter: overview.matter.mark.clone(),
            period: overview.period.id(),
            due: overview.due.map(|due| due.to_string()).unwrap_or_default(),
            owing: overview.owing.len(),
            missing: overview.missing().into_iter().map(str::to_owned).to_list(),
            unfilled: unfilled(&self.files, &overview.period.id()).map(str::to_owned).to_list(),
            overdue: overview.overdue().map(|work| (work.task.mark.clone(), name(work.unit))).to_list(),
            awaiting: overview.awaiting().map(|work| (work.task.mark.clone(), name(work.unit))).to_list(),
            files: self.files.clone(),
            diagnostics: self.findings(),
        }
    }

    /// What is to be asked or known.
    fn findings(&self) -> Vec<Diagnostic> {
        let overview = &self.overview;
        let mut found = Vec::new();
        if overview.due.is_none() {
            found.push(Diagnostic::warning(
                "han-bao-cao-chua-ro",
                Location::Document,
                format!("Chưa biết hạn gửi báo cáo {}; hãy nêu --due. Chưa lập công văn đôn đốc gửi báo cáo.", overview.period.name()),
                format!("Until when reports about {} are due is not known; say it with --due. No reminder to send them is made.", overview.period.id()),
            ));
        }
        for task in &overview.matter.tasks {
            let of = format!("Nhiệm vụ {}", task.mark);
            let periodic = task.deadline.kind == Due::Periodic && !overview.period.id().is_empty();
            // The period that is collected answers how often.
            let asked = doubts(&task.deadline, &of, &Location::Document);
            found.extend(asked.into_iter().filter(|finding| !periodic || finding.code != "ky-chua-ro"));
        }
        found.extend(names::alike(overview.matter));
        found.extend(self.undecided());
        found.extend(self.without_day());
        found.extend(self.series.findings.iter().cloned());
        let awaiting = overview.awaiting().filter(|work| work.standing.is_overdue()).count();
        if awaiting > 0 {
            found.push(Diagnostic::warning(
                "cho-nghiem-thu",
                Location::Document,
                format!("{awaiting} nhiệm vụ quá hạn được đơn vị báo xong mà chưa nghiệm thu; không đôn đốc. Hãy nghiệm thu, ghi vào sổ nhận."),
                format!("{awaiting} tasks overdue are done as their units say and not accepted; nobody is reminded. Accept them in the register."),
            ));
        }
        found
    }

    /// Further reports of which nobody said what they do, and reports of joined units that are added.
    fn undecided(&self) -> Vec<Diagnostic> {
        let overview = &self.overview;
        let mut found = Vec::new();
        for unit in &overview.matter.units {
            let Some(own) = overview.counting.of_unit(&unit.mark) else { continue };
            let name = &unit.name;
            found.extend(own.undecided.iter().map(|report| {
                let (file, first) = (tracking::called(report), first(own));
                let same = own.counted.first().is_some_and(|known| tables(known) == tables(report));
                let (said, said_en) = if same {
                    ("Các bảng giống hệt nhau", "Their tables say the same")
                } else {
                    ("Các bảng khác nhau", "Their tables differ")
                };
                Diagnostic::warning(
                    "trung-bao-cao",
                    Location::File { file: file.clone(), line: 0, column: 0 },
                    format!("«{name}» đã có báo cáo kỳ này («{first}»); chưa tính «{file}». {said}; hãy ghi vào sổ nhận là Thay hay Thêm."),
                    format!("«{name}» has a report of this period («{first}»); «{file}» does not count. {said_en}; say in the register whether it replaces or adds."),
                )
            }));
            let joined =
                own.counted.len() > 1 && own.counted.iter().any(|report| !report.unit_name.is_empty());
            if joined {
                found.push(Diagnostic::new(
                    Severity::Info,
                    "gop-don-vi",
                    Location::Document,
                    format!(
                        "«{name}» có {} báo cáo của các đơn vị trước khi sắp xếp; cộng tất cả.",
                        own.counted.len()
                    ),
                    format!(
                        "«{name}» has {} reports of the units it was joined from; all are added.",
                        own.counted.len()
                    ),
                ));
            }
        }
        found
    }

    /// That nobody said when reports were received, where it would tell whether they were in time.
    fn without_day(&self) -> Option<Diagnostic> {
        let overview = &self.overview;
        let due = PartialDate::from(overview.due?).slashed();
        let counted = overview.matter.units.iter().filter_map(|unit| overview.counting.of_unit(&unit.mark));
        let is_open = |report: &&&Received| iso_day(&report.received).is_none();
        let count = counted.map(|own| own.counted.iter().filter(is_open).count()).sum::<usize>();
        (count > 0).then(|| {
            Diagnostic::new(
                Severity::Info,
                "thieu-ngay-nhan",
                Location::Document,
                format!("{count} báo cáo chưa ghi ngày nhận nên không xét gửi đúng hạn ({due}) hay chậm; hãy nêu --received-on hoặc ghi vào sổ nhận."),
                format!("Nobody said when {count} reports were received; whether they were in time ({due}) is not judged. Say it with --received-on or in the register."),
            )
        })
    }
}

/// What counts already.
fn first(own: &OfUnit<'_>) -> String {
    own.counted.first().map(|report| tracking::called(report)).unwrap_or_default()
}

/// The tables of a report as it says them.
fn tables(report: &Received) -> Vec<Option<Value>> {
    let values = report.values.values();
    let Some(template) = library::get(&report.template) else { return Vec::new() };
    let tables = template.fields.iter().filter(|field| matches!(field.kind, Kind::Table(_)));
    tables.map(|field| values.get(&field.name).cloned()).to_list()
}
