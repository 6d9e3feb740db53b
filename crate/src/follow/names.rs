//! Which unit of a matter a name or a mark means.

use super::record::{Matter, Unit};
use crate::collect::Name;
use crate::ordered::OrderedMap;
use crate::vietnamese::text::key;

/// The names and marks of the units of a matter, those they had before among them.
#[derive(Debug)]
pub(super) struct Names {
    exact: OrderedMap<String, usize>,
    /// Without marks; none where several units are written so.
    plain: OrderedMap<String, Option<usize>>,
    marks: OrderedMap<String, usize>,
}

impl Names {
    pub(super) fn of(matter: &Matter) -> Names {
        let mut names =
            Names { exact: OrderedMap::new(), plain: OrderedMap::new(), marks: OrderedMap::new() };
        for (at, unit) in matter.units.iter().enumerate() {
            names.marks.insert(unit.mark.clone(), at);
            for name in [&unit.name].into_iter().chain(&unit.former) {
                names.add(name, at);
            }
        }
        // A unit that was merged into another left its mark in the forms it was sent.
        for (at, former) in matter
            .units
            .iter()
            .enumerate()
            .flat_map(|(at, unit)| unit.former.iter().map(move |former| (at, former)))
        {
            let mark = key(former).replace(' ', "-");
            if names.marks.get(&mark).is_none() {
                names.marks.insert(mark, at);
            }
        }
        names
    }

    fn add(&mut self, name: &str, at: usize) {
        let name = Name::new(name);
        if name.exact.is_empty() {
            return;
        }
        let alone = self.plain.get(&name.plain).is_none_or(|known| *known == Some(at));
        self.plain.insert(name.plain, alone.then_some(at));
        self.exact.insert(name.exact, at);
    }

    /// The position of the unit that is called so; a name typed without marks is that of the only unit written so.
    pub(super) fn of_name(&self, name: &str) -> Option<usize> {
        let name = Name::new(name);
        let plain = || self.plain.get(&name.plain).copied().flatten().filter(|_| name.is_plain());
        self.exact.get(&name.exact).copied().or_else(plain)
    }

    /// The position of the unit with this mark.
    pub(super) fn of_mark(&self, mark: &str) -> Option<usize> {
        self.marks.get(mark.trim()).copied()
    }

    /// The unit somebody means by a mark or a name.
    pub(super) fn find<'m>(&self, matter: &'m Matter, said: &str) -> Option<&'m Unit> {
        let at = self.of_mark(said).or_else(|| self.of_name(said))?;
        matter.units.get(at)
    }
}
