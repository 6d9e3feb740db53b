//! How a matter stands on a day: who owes a report about a period, who sent one, how each task stands.

use chrono::NaiveDate;
use serde_json::Value;

use super::counting::{Counting, OfUnit, counted};
use super::history::Received;
use super::index::{Index, Own};
use super::marks::{self, PERCENT, RESULT, TASKS, rows_of, text};
use super::period::Period;
use super::record::{Due, Matter, Task, Unit};
use super::state::Standing;
use crate::ordered;
use crate::template::decimal;
use crate::to_list::ToList;

/// A task of a unit.
#[derive(Debug)]
pub(super) struct Work<'m> {
    pub(super) task: &'m Task,
    /// The unit leads it or does it for itself.
    pub(super) leads: bool,
    /// Its position among the units of the matter.
    pub(super) unit: usize,
    pub(super) standing: Standing,
    /// What the unit says of it, in the last report that does.
    pub(super) result: String,
    /// The share it says is done, in percent, as it wrote it.
    pub(super) percent: String,
}

impl Work<'_> {
    /// The unit says that it is done, the office has not accepted it: nobody is to be reminded before somebody looked.
    pub(super) fn awaits(&self) -> bool {
        !self.standing.is_settled() && self.percent == "100"
    }
}

/// How a matter stands.
#[derive(Debug)]
pub(super) struct Overview<'m> {
    pub(super) matter: &'m Matter,
    pub(super) period: Period,
    pub(super) today: NaiveDate,
    /// The last day on which reports are in time, where it is known.
    pub(super) due: Option<NaiveDate>,
    pub(super) counting: Counting<'m>,
    pub(super) index: Index<'m>,
    /// The units that owe a report, by their position, in the order of the record.
    pub(super) owing: Vec<usize>,
    /// Those of them that sent none.
    pub(super) missing: Vec<usize>,
    /// Every task of every unit, in the order of the document and then of the record.
    pub(super) work: Vec<Work<'m>>,
}

impl<'m> Overview<'m> {
    /// How a matter stands on a day, about a period. `due` is the last day for its reports, where somebody said it; without it
    /// the record's own counts.
    pub(super) fn of(
        matter: &'m Matter,
        period: &Period,
        due: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Overview<'m> {
        let counting = Counting::of(matter, period);
        let due = due.or_else(|| matter.due_gatherer.day_of(period));
        let index = Index::of(matter);
        let owes = |unit: &&Unit| owes(matter, &index, unit, period, today);
        let owing: Vec<usize> =
            matter.units.iter().enumerate().filter(|(_, unit)| owes(unit)).map(|(at, _)| at).to_list();
        let sent = |at: &usize| matter.units.get(*at).is_some_and(|unit| counting.has(&unit.mark));
        let missing = owing.iter().copied().filter(|at| !sent(at)).to_list();
        let mut overview = Overview {
            matter,
            period: period.clone(),
            today,
            due,
            counting,
            index,
            owing,
            missing,
            work: Vec::new(),
        };
        overview.work = overview.all_work();
        overview
    }

    fn all_work(&self) -> Vec<Work<'m>> {
        let matter = self.matter;
        let mut found: Vec<(usize, Work<'m>)> = Vec::new();
        for (at, unit) in matter.units.iter().enumerate() {
            let mut tasks: Vec<(usize, Work<'m>)> = self
                .index
                .tasks_of(&unit.mark)
                .into_iter()
                .map(|Own { place, task, leads }| {
                    let work = Work {
                        task,
                        leads,
                        unit: at,
                        standing: self.index.standing(task, &unit.mark, self.today),
                        result: String::new(),
                        percent: String::new(),
                    };
                    (place, work)
                })
                .to_list();
            if !tasks.is_empty() {
                self.read_results(unit, &mut tasks);
            }
            found.extend(tasks);
        }
        ordered::sort_by_key(&mut found, |(place, work)| (*place, work.unit));
        found.into_iter().map(|(_, work)| work).to_list()
    }

    /// Fills in what a unit said last of each of its tasks.
    fn read_results(&self, unit: &Unit, tasks: &mut [(usize, Work<'m>)]) {
        let until = self.period.calendar().map(|(_, until)| until);
        let mut reports = counted(&self.index.received_of(&unit.mark));
        reports.retain(|report| report.period.calendar().map(|days| days.1) <= until);
        ordered::sort_by_key(&mut reports, |report| report.period.calendar().map(|days| days.1));
        for report in reports {
            let values = report.values.values();
            for (_, work) in tasks.iter_mut() {
                let Some(row) = rows_of(&values, TASKS).find(|row| marks::is_row_of(row, work.task)) else {
                    continue;
                };
                let percent = row.get(PERCENT).and_then(decimal).map(|number| number.normalize().to_string());
                let result = text(row, RESULT);
                if percent.is_some() || !result.is_empty() {
                    work.percent = percent.unwrap_or_default();
                    work.result = result.to_owned();
                }
            }
        }
    }

    /// The unit at a position owes a report and sent none.
    pub(super) fn is_missing(&self, unit: usize) -> bool {
        self.missing.binary_search(&unit).is_ok()
    }

    /// The unit at a position owes a report.
    pub(super) fn is_owing(&self, unit: usize) -> bool {
        self.owing.binary_search(&unit).is_ok()
    }

    /// The unit at a position.
    pub(super) fn unit(&self, at: usize) -> &'m Unit {
        static NONE: std::sync::OnceLock<Unit> = std::sync::OnceLock::new();
        self.matter.units.get(at).unwrap_or_else(|| NONE.get_or_init(Unit::default))
    }

    /// The names of units.
    pub(super) fn names(&self, units: &[usize]) -> Vec<&'m str> {
        units.iter().map(|at| self.unit(*at).name.as_str()).to_list()
    }

    /// The names of the units that owe a report about the period and sent none, in the order of the record.
    pub(super) fn missing(&self) -> Vec<&'m str> {
        self.names(&self.missing)
    }

    /// The last day for reports is over; false also where it is not known.
    pub(super) fn is_over(&self) -> bool {
        self.due.is_some_and(|due| self.today > due)
    }

    /// The tasks that are overdue, though their units reported: those the unit says are done wait for the office.
    pub(super) fn overdue(&self) -> impl Iterator<Item = &Work<'m>> {
        let missing = |work: &Work<'_>| self.is_missing(work.unit);
        self.work.iter().filter(move |work| work.standing.is_overdue() && !work.awaits() && !missing(work))
    }

    /// The tasks the units say are done and the office has not accepted.
    pub(super) fn awaiting(&self) -> impl Iterator<Item = &Work<'m>> {
        self.work.iter().filter(|work| work.awaits())
    }
}

/// Whether a unit owes a report about a period: it has a task that is reported again and again and was neither done before the
/// period began nor taken back.
fn owes(matter: &Matter, index: &Index<'_>, unit: &Unit, period: &Period, today: NaiveDate) -> bool {
    let before = period.calendar().and_then(|(first, _)| first.pred_opt());
    index.tasks_of(&unit.mark).into_iter().any(|Own { task, .. }| {
        let reporting = if task.reporting.kind == Due::Unknown { &matter.reporting } else { &task.reporting };
        let settled = before.is_some_and(|day| index.standing(task, &unit.mark, day).is_settled());
        let withdrawn = index.standing(task, &unit.mark, today).state == super::state::State::Withdrawn;
        reporting.kind != Due::OnRequest && !settled && !withdrawn
    })
}

/// What the reports of a unit about the period say, one after another.
pub(super) fn values_of(own: &OfUnit<'_>) -> Vec<(String, Value)> {
    let called = |report: &&Received| match report.file.as_str() {
        "" => format!("bản ký {}", super::state::short(&report.document)).trim().to_owned(),
        file => file.to_owned(),
    };
    own.counted.iter().map(|report| (called(report), report.values.values())).to_list()
}
