//! Which unit of a matter a name or a mark means.

use super::record::{Matter, Unit};
use crate::collect::Name;
use crate::ordered::{self, OrderedMap};
use crate::to_list::ToList;
use crate::vietnamese::text::key;
use crate::{Diagnostic, FieldPath, Location};

/// The names and marks of the units of a matter, those they had before among them.
#[derive(Debug)]
pub(super) struct Names {
    /// Those that are called so, before those that were.
    exact: OrderedMap<String, Vec<usize>>,
    former: OrderedMap<String, Vec<usize>>,
    /// Without marks; none where several units are written so.
    plain: OrderedMap<String, Option<usize>>,
    marks: OrderedMap<String, usize>,
}

impl Names {
    pub(super) fn of(matter: &Matter) -> Names {
        let mut names = Names {
            exact: OrderedMap::new(),
            former: OrderedMap::new(),
            plain: OrderedMap::new(),
            marks: OrderedMap::new(),
        };
        for (at, unit) in matter.units.iter().enumerate() {
            if names.marks.get(&unit.mark).is_none() {
                names.marks.insert(unit.mark.clone(), at);
            }
            names.add(&unit.name, at, true);
            unit.former.iter().for_each(|name| names.add(name, at, false));
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

    fn add(&mut self, name: &str, at: usize, is_now: bool) {
        let name = Name::new(name);
        if name.exact.is_empty() {
            return;
        }
        let alone = self.plain.get(&name.plain).is_none_or(|known| *known == Some(at));
        self.plain.insert(name.plain, alone.then_some(at));
        let exact = if is_now { &mut self.exact } else { &mut self.former };
        let known = exact.get_or_default(name.exact);
        if !known.contains(&at) {
            known.push(at);
        }
    }

    /// The positions of all units that are called so, or were where none is.
    pub(super) fn called(&self, name: &str) -> &[usize] {
        let exact = Name::new(name).exact;
        self.exact.get(&exact).or_else(|| self.former.get(&exact)).map_or(&[], Vec::as_slice)
    }

    /// The position of the only unit that is called so; a name typed without marks is that of the only unit written so.
    pub(super) fn of_name(&self, name: &str) -> Option<usize> {
        match self.called(name) {
            [] => {
                let name = Name::new(name);
                self.plain.get(&name.plain).copied().flatten().filter(|_| name.is_plain())
            }
            [only] => Some(*only),
            _ => None,
        }
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

/// The units of a record that have one name, or one mark: nobody could tell which of them a report is from.
pub(super) fn alike(matter: &Matter) -> Vec<Diagnostic> {
    let mut names: OrderedMap<String, Vec<usize>> = OrderedMap::new();
    let mut marks: OrderedMap<String, Vec<usize>> = OrderedMap::new();
    for (at, unit) in matter.units.iter().enumerate() {
        names.get_or_default(Name::new(&unit.name).exact).push(at);
        marks.get_or_default(unit.mark.clone()).push(at);
    }
    let mut found: Vec<(usize, Diagnostic)> = Vec::new();
    let mut tell = |all: &Vec<usize>, code, what: &str, english: &str, ask: &str, ask_english: &str| {
        let [first, .., last] = all.as_slice() else { return };
        let rows = all.iter().filter_map(|at| Some((at + 1, matter.units.get(*at)?)));
        let rows: Vec<String> =
            rows.map(|(row, unit)| format!("{row} («{}», {})", unit.name, unit.mark)).to_list();
        let rows = rows.join("; ");
        let place = Location::Field { path: FieldPath::from("don_vi").join(*last) };
        let message = format!("Các đơn vị thứ {rows} của hồ sơ {what}; {ask}.");
        let english = format!("The units {rows} of the record {english}; {ask_english}.");
        found.push((*first, Diagnostic::error(code, place, message, english)));
    };
    for (_, all) in names.iter().filter(|(name, _)| !name.is_empty()) {
        tell(
            all,
            "don-vi-cung-ten",
            "cùng một tên, báo cáo ghi tên ấy không rõ của đơn vị nào",
            "have one name, whose report is whose is not known",
            "hãy ghi thêm đơn vị cấp trên vào tên, hoặc bỏ dòng thừa",
            "add the body above to the names, or take one out",
        );
    }
    for (_, all) in marks.iter().filter(|(mark, _)| !mark.is_empty()) {
        tell(
            all,
            "don-vi-cung-ma",
            "cùng một mã",
            "have one mark",
            "hãy cho mỗi đơn vị một mã (ma) riêng",
            "give each its own (ma)",
        );
    }
    ordered::sort_by_key(&mut found, |(first, _)| *first);
    found.into_iter().map(|(_, finding)| finding).to_list()
}
