//! The units of a matter: one entry a body however its name is written, and the groups that stand for several.

use super::record::{Matter, Unit};
use crate::collect::{Name, same_unit};
use crate::joined::Joined;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::to_list::ToList;
use crate::vietnamese::text::key;

/// What the name of a body has before that of the commune or province it is of: the mark goes without.
const BODY_OF_PLACE: [&str; 2] = ["ubnd ", "uy ban nhan dan "];

/// The mark of a unit of that name: letters without marks, hyphens between words; `UBND xã An Bình` is `xa-an-binh`.
///
/// ```
/// use thethuc::follow::roster::mark_of;
/// assert_eq!(mark_of("Sở Nội vụ"), "so-noi-vu");
/// assert_eq!(mark_of("UBND xã An Bình"), "xa-an-binh");
/// ```
pub fn mark_of(name: &str) -> String {
    let key = key(name);
    let own = BODY_OF_PLACE.iter().find_map(|body| key.strip_prefix(body)).unwrap_or(&key);
    own.split_whitespace().joined("-")
}

/// Gathers units, each once.
#[derive(Debug, Default)]
pub struct Roster {
    units: Vec<Unit>,
    /// The positions of the units whose marks begin alike, by the mark without what tells them apart.
    by_mark: OrderedMap<String, Vec<usize>>,
}

impl Roster {
    /// The units of a matter, to be added to.
    pub fn of(units: Vec<Unit>) -> Roster {
        let mut roster = Roster::default();
        for unit in units {
            roster.known(&unit);
            roster.units.push(unit);
        }
        roster
    }

    fn known(&mut self, unit: &Unit) {
        let at = self.units.len();
        for name in [&unit.name].into_iter().chain(&unit.former) {
            self.by_mark.get_or_default(mark_of(name)).push(at);
        }
    }

    /// The mark of the unit that is called so, which is taken in where it was not known.
    pub fn mark(&mut self, name: &str) -> String {
        let name = name.split_whitespace().joined(" ");
        let base = mark_of(&name);
        let alike = self.by_mark.get(&base).cloned().unwrap_or_default();
        let called = |unit: &&Unit| {
            same_unit(&unit.name, &name) || unit.former.iter().any(|former| same_unit(former, &name))
        };
        if let Some(known) = alike.iter().filter_map(|at| self.units.get(*at)).find(called) {
            return known.mark.clone();
        }
        // Two names that only their marks tell apart.
        let mark = if alike.is_empty() { base } else { format!("{base}-{}", alike.len() + 1) };
        let unit = Unit { mark: mark.clone(), kind: kind_of(&name), name, ..Unit::default() };
        self.known(&unit);
        self.units.push(unit);
        mark
    }

    /// The unit of a mark.
    pub fn unit_mut(&mut self, mark: &str) -> Option<&mut Unit> {
        self.units.iter_mut().find(|unit| unit.mark == mark)
    }

    /// All of them.
    pub fn into_units(self) -> Vec<Unit> {
        self.units
    }
}

/// What a unit is, by the first word of its mark: `so`, `xa`, `phuong`, `dac-khu`.
fn kind_of(name: &str) -> String {
    let mark = mark_of(name);
    let mut parts = mark.split('-');
    let first = parts.next().unwrap_or_default();
    if mark.starts_with("dac-khu-") { "dac-khu".to_owned() } else { first.to_owned() }
}

/// The positions of entries of a list that name one unit in one group: the same unit twice, or two of one name. In two groups a
/// unit may stand.
pub fn twice(confirmed: &[(String, String)]) -> Vec<(usize, usize)> {
    let mut known: OrderedMap<(String, String), usize> = OrderedMap::new();
    let mut found = Vec::new();
    for (at, (name, group)) in confirmed.iter().enumerate() {
        let entry = (Name::new(name).exact, key(group));
        match known.get(&entry) {
            Some(first) => found.push((*first, at)),
            None => {
                known.insert(entry, at);
            }
        }
    }
    found
}

/// Puts the units that somebody confirmed for a group in the place of its name. Where the list names no group, the units are
/// those of each group whose words speak of their kind: `UBND các xã, phường` of the `xa` and `phuong` among them.
/// Returns the group names that no unit was found for.
pub fn expand(matter: &mut Matter, confirmed: &[(String, String)]) -> Vec<String> {
    let mut roster = Roster::of(std::mem::take(&mut matter.units));
    let mut listed: Vec<(String, String, String)> = Vec::new();
    for (name, group) in confirmed {
        let mark = roster.mark(name);
        listed.push((mark, kind_of(name), key(group)));
    }
    let mut left: Vec<String> = Vec::new();
    let mut chosen: OrderedMap<String, Vec<String>> = OrderedMap::new();
    let groups = matter
        .sections
        .iter()
        .flat_map(|one| &one.groups)
        .chain(matter.tasks.iter().flat_map(|one| &one.groups));
    for group in groups {
        if chosen.get(group).is_some() {
            continue;
        }
        let (words, said) = (format!(" {} ", key(group)), key(group));
        let of_group = |(_, kind, named): &&(String, String, String)| {
            if named.is_empty() {
                words.contains(&format!(" {} ", kind.replace('-', " ")))
            } else {
                *named == said
            }
        };
        let marks: Vec<String> = listed.iter().filter(of_group).map(|(mark, ..)| mark.clone()).to_list();
        if marks.is_empty() {
            left.push(group.clone());
        }
        chosen.insert(group.clone(), marks);
    }
    let mut groups_of: OrderedMap<String, Vec<String>> = OrderedMap::new();
    for (group, marks) in chosen.iter() {
        for mark in marks {
            groups_of.get_or_default(mark.clone()).push(group.clone());
        }
    }
    let mut units = roster.into_units();
    for unit in &mut units {
        for group in groups_of.get(&unit.mark).into_iter().flatten() {
            if !unit.groups.contains(group) {
                unit.groups.push(group.clone());
            }
        }
    }
    matter.units = units;
    let put = |groups: &[String], into: &mut Vec<String>| {
        let mut known = OrderedSet::new();
        known.extend(into.iter().cloned());
        for mark in groups.iter().filter_map(|group| chosen.get(group)).flatten() {
            if !known.contains(mark) {
                known.insert(mark.clone());
                into.push(mark.clone());
            }
        }
    };
    for section in &mut matter.sections {
        put(&section.groups, &mut section.units);
    }
    for task in &mut matter.tasks {
        put(&task.groups, &mut task.leads);
    }
    left
}
