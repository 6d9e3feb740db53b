//! Which of the reports received count.

use super::history::{Further, Received};
use super::period::Period;
use super::record::Matter;
use crate::ordered::{Grouped, OrderedMap};

/// What a unit reported about a period.
#[derive(Debug, Default)]
pub(super) struct OfUnit<'m> {
    /// What counts: one report, or one and those that add to it.
    pub(super) counted: Vec<&'m Received>,
    /// What nobody said of whether it replaces or adds: it does not count.
    pub(super) undecided: Vec<&'m Received>,
    /// What another stands in the place of.
    pub(super) replaced: Vec<&'m Received>,
}

/// The reports about a period, by the mark of the unit.
#[derive(Debug)]
pub(super) struct Counting<'m>(OrderedMap<String, OfUnit<'m>>);

impl<'m> Counting<'m> {
    pub(super) fn of(matter: &'m Matter, period: &Period) -> Counting<'m> {
        let of_period = matter.received.iter().filter(|report| report.period.is_same(period));
        let by_unit = Grouped::of(of_period.map(|report| (report.unit.as_str(), report)));
        let mut found: OrderedMap<String, OfUnit<'m>> = OrderedMap::new();
        for group in by_unit.groups() {
            let Some((unit, _)) = group.first() else { continue };
            found.insert((*unit).to_owned(), OfUnit::of(group.iter().map(|(_, report)| *report)));
        }
        Counting(found)
    }

    /// What a unit reported.
    pub(super) fn of_unit(&self, mark: &str) -> Option<&OfUnit<'m>> {
        self.0.get(mark)
    }

    /// It has reported, if only that there is nothing to report.
    pub(super) fn has(&self, mark: &str) -> bool {
        self.of_unit(mark).is_some_and(|own| !own.counted.is_empty())
    }
}

impl<'m> OfUnit<'m> {
    /// What counts of the reports of one unit about one period.
    pub(super) fn of(received: impl Iterator<Item = &'m Received>) -> OfUnit<'m> {
        let mut own = OfUnit::default();
        received.for_each(|report| own.add(report));
        own
    }

    fn add(&mut self, report: &'m Received) {
        let is_first = self.counted.is_empty();
        // Units that were joined each sent their own before.
        let joined = !report.unit_name.is_empty()
            && self.counted.iter().all(|known| known.unit_name != report.unit_name);
        match report.further {
            _ if is_first => self.counted.push(report),
            Further::Adds => self.counted.push(report),
            Further::Undecided if joined => self.counted.push(report),
            Further::Replaces => {
                self.replaced.append(&mut std::mem::replace(&mut self.counted, vec![report]));
            }
            Further::Undecided => self.undecided.push(report),
        }
    }
}

/// The reports of one unit that count, each for its own period.
pub(super) fn counted<'m>(received: &[&'m Received]) -> Vec<&'m Received> {
    let mut periods: Vec<&Period> = Vec::new();
    let mut found = Vec::new();
    for report in received {
        if periods.iter().any(|known| report.period.is_same(known)) {
            continue;
        }
        periods.push(&report.period);
        let own = OfUnit::of(received.iter().copied().filter(|other| other.period.is_same(&report.period)));
        found.extend(own.counted);
    }
    found
}
