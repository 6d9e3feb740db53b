//! What a matter holds, found by unit and by task without going through all of it each time.

use chrono::NaiveDate;

use super::history::{Event, Received};
use super::record::{Matter, Task, Unit};
use super::state::Standing;
use crate::ordered::{self, Grouped};
use crate::to_list::ToList;

/// A task of a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own<'m> {
    /// Its position in the record.
    pub(super) place: usize,
    pub(super) task: &'m Task,
    /// The unit leads it or does it for itself.
    pub(super) leads: bool,
}

/// The tasks, events and reports of a matter.
#[derive(Debug)]
pub(super) struct Index<'m> {
    units: Grouped<&'m str, &'m Unit>,
    tasks: Grouped<&'m str, Own<'m>>,
    events: Grouped<(&'m str, &'m str), (usize, &'m Event)>,
    received: Grouped<&'m str, &'m Received>,
}

impl<'m> Index<'m> {
    pub(super) fn of(matter: &'m Matter) -> Self {
        let tasks = matter.tasks.iter().enumerate().flat_map(|(place, task)| {
            let leads = task.leads.iter().map(|unit| (unit, true));
            let supports = task.supports.iter().filter(|_| task.supports_report).map(|unit| (unit, false));
            leads.chain(supports).map(move |(unit, leads)| (unit.as_str(), Own { place, task, leads }))
        });
        let events = matter.events.iter().enumerate();
        Index {
            units: Grouped::of(matter.units.iter().map(|unit| (unit.mark.as_str(), unit))),
            tasks: Grouped::of(tasks),
            events: Grouped::of(
                events.map(|(at, event)| ((event.task.as_str(), event.unit.as_str()), (at, event))),
            ),
            received: Grouped::of(matter.received.iter().map(|report| (report.unit.as_str(), report))),
        }
    }

    /// The unit of a mark, the first where several have it.
    pub(super) fn unit(&self, mark: &str) -> Option<&'m Unit> {
        self.units.get(&mark).next().copied()
    }

    /// The tasks a unit reports on, each once.
    pub(super) fn tasks_of(&self, unit: &str) -> Vec<Own<'m>> {
        let mut own: Vec<Own<'m>> = self.tasks.get(&unit).copied().to_list();
        own.dedup_by_key(|own| own.place);
        own
    }

    /// How a task stands with a unit on a day: by what was told of it, and of the task for all.
    pub(super) fn standing(&self, task: &Task, unit: &str, day: NaiveDate) -> Standing {
        let all = self.events.get(&(task.mark.as_str(), ""));
        let own = self.events.get(&(task.mark.as_str(), unit)).filter(|_| !unit.is_empty());
        let mut events: Vec<(usize, &Event)> = all.chain(own).copied().to_list();
        ordered::sort_by_key(&mut events, |(at, _)| *at);
        Standing::of(events.into_iter().map(|(_, event)| event), task, unit, day)
    }

    /// What a unit sent, in the order it was taken in.
    pub(super) fn received_of(&self, unit: &str) -> Vec<&'m Received> {
        self.received.get(&unit).copied().to_list()
    }
}
