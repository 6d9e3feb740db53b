//! How a task stands with a unit on a day: done, under way, in time or not, with more time, taken back.

use crate::joined::Joined;
use chrono::NaiveDate;

use super::cited::Cited;
use super::history::{Event, EventKind};
use super::record::{Matter, Task};
use crate::vietnamese::{PartialDate, iso_day};

/// What became of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The office accepted its product; whether in time is false only where there is a deadline and it was later.
    Done {
        /// By the last day that was in time.
        in_time: bool,
    },
    /// It is under way, and `in_time` unless its last day is over.
    UnderWay {
        /// The last day that is in time is not over, or there is none.
        in_time: bool,
    },
    /// It was taken back: nobody owes it.
    Withdrawn,
}

/// How a task stands with a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What became of it.
    pub state: State,
    /// The last day that is in time, with what was granted; none where there is no day or none was read.
    pub due: Option<NaiveDate>,
    /// The document that granted more time, where one did.
    pub extended_by: Option<Cited>,
    /// Number and day of the product that was accepted, or the document that took the task back.
    pub document: Option<Cited>,
}

impl Standing {
    /// How a task stands with a unit on a day: by its deadline and by what was told of it until then. What a unit says of
    /// itself does not count: only the office's acceptance makes a task done.
    pub fn on(matter: &Matter, task: &Task, unit: &str, today: NaiveDate) -> Standing {
        Standing::of(matter.events.iter(), task, unit, today)
    }

    /// The same by these events, in the order they were told; those that are not about it do not count.
    pub(super) fn of<'e>(
        events: impl Iterator<Item = &'e Event>,
        task: &Task,
        unit: &str,
        today: NaiveDate,
    ) -> Standing {
        let mut standing = Standing {
            state: State::UnderWay { in_time: true },
            due: task.deadline.day(),
            extended_by: None,
            document: None,
        };
        let mut accepted: Option<(Option<NaiveDate>, Cited)> = None;
        let mut withdrawn: Option<Cited> = None;
        for event in events.filter(|event| is_about(event, task, unit, today)) {
            match event.kind {
                EventKind::Extended => {
                    if let Some(due) = iso_day(&event.deadline) {
                        standing.due = Some(due);
                        standing.extended_by = Some(event.document.clone());
                    }
                }
                EventKind::Withdrawn => withdrawn = Some(event.document.clone()),
                EventKind::Accepted => accepted = Some((accepted_on(event), event.document.clone())),
            }
        }
        let is_over = |day: NaiveDate| standing.due.is_some_and(|due| day > due);
        let (state, document) = match (withdrawn, accepted) {
            (Some(document), _) => (State::Withdrawn, Some(document)),
            (None, Some((day, document))) => {
                (State::Done { in_time: !day.is_some_and(is_over) }, Some(document))
            }
            (None, None) => (State::UnderWay { in_time: !is_over(today) }, None),
        };
        Standing { state, document, ..standing }
    }

    /// Nobody has to do anything about it any more.
    pub fn is_settled(&self) -> bool {
        matches!(self.state, State::Done { .. } | State::Withdrawn)
    }

    /// It is not done and its last day is over.
    pub fn is_overdue(&self) -> bool {
        self.state == State::UnderWay { in_time: false }
    }

    /// It in words: `Đang thực hiện, trong hạn; được gia hạn đến 15/01/2027 (Công văn số 12/UBND)`.
    pub fn words(&self) -> String {
        let state = match self.state {
            State::Done { in_time: true } if self.due.is_none() => "Hoàn thành",
            State::Done { in_time: true } => "Hoàn thành đúng hạn",
            State::Done { in_time: false } => "Hoàn thành quá hạn",
            State::UnderWay { .. } if self.due.is_none() => "Đang thực hiện",
            State::UnderWay { in_time: true } => "Đang thực hiện, trong hạn",
            State::UnderWay { in_time: false } => "Đang thực hiện, quá hạn",
            State::Withdrawn => "Đã rút",
        };
        let by = self.document.as_ref().map(short).filter(|by| !by.is_empty());
        let state = by.map_or_else(|| state.to_owned(), |by| format!("{state} ({by})"));
        let (Some(by), Some(due)) = (&self.extended_by, self.due) else { return state };
        let by = Some(short(by)).filter(|by| !by.is_empty()).map(|by| format!(" ({by})")).unwrap_or_default();
        format!("{state}; được gia hạn đến {}{by}", PartialDate::from(due).slashed())
    }
}

/// The event is about this task of this unit, and happened.
fn is_about(event: &Event, task: &Task, unit: &str, today: NaiveDate) -> bool {
    let happened = iso_day(&event.date).is_none_or(|day| day <= today);
    event.task == task.mark && (event.unit.is_empty() || event.unit == unit) && happened
}

/// The day of the product, or the day somebody accepted it.
fn accepted_on(event: &Event) -> Option<NaiveDate> {
    iso_day(&event.document.date).or_else(|| iso_day(&event.date))
}

/// A document by kind, number and day: `Công văn số 12/UBND ngày 05/01/2027`.
pub(super) fn short(document: &Cited) -> String {
    let date = document.date.parse::<PartialDate>().map(PartialDate::slashed).unwrap_or_default();
    let number = Some(document.number.trim()).filter(|number| !number.is_empty());
    let parts = [
        Some(document.kind.trim().to_owned()),
        number.map(|number| format!("số {number}")),
        Some(date).filter(|date| !date.is_empty()).map(|date| format!("ngày {date}")),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).joined(" ")
}
