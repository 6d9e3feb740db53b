//! Rows that hold what others of their document add up to, and that other units report as they are: then they count, and
//! their parts do not.

use serde_json::{Map, Value};

use super::roles::{Role, Roles};
use super::{Collector, held, rates, sums};
use crate::Diagnostic;
use crate::ordered::OrderedMap;
use crate::template::{Table, number_value};
use crate::to_list::ToList;
use crate::vietnamese::sums::row_key;

/// A row that was left out for those it adds up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Whole {
    /// The path of its table.
    table: String,
    name: String,
    row: Value,
    /// It only looks like a sum: it counts beside the others.
    stands: bool,
    /// Its parts: where they stand among the rows that count, and their names.
    parts: Vec<(usize, String)>,
    /// What is said of it where its parts count.
    told: Diagnostic,
    /// What is said of its parts, or of it, where it does.
    parts_told: Vec<Diagnostic>,
}

/// A table whose rows were judged.
pub(super) struct Judged<'j> {
    /// The path of the table.
    pub(super) path: &'j str,
    pub(super) table: &'j Table,
    pub(super) roles: &'j Roles,
    /// The values of the form.
    pub(super) root: &'j Map<String, Value>,
}

impl Judged<'_> {
    /// The rows that hold sums. `row` gives the name of each and its values, `told` what is said of it.
    pub(super) fn wholes<'r>(
        &self,
        row: impl Fn(usize) -> Option<(String, &'r Value)>,
        told: impl Fn(usize, Role) -> Option<Diagnostic>,
    ) -> Vec<Whole> {
        let roles = self.roles;
        let place = |at: usize| roles.each.iter().take(at).filter(|role| role.counts()).count();
        let whole = |(at, parts): &(usize, Vec<usize>)| {
            let (name, values) = row(*at)?;
            let role = roles.each.get(*at).copied()?;
            let stands = role == Role::LooksLikeSum;
            let counting =
                || parts.iter().filter(|part| roles.each.get(**part).is_some_and(|role| role.counts()));
            let parts = counting().filter_map(|part| Some((place(*part), row(*part)?.0))).to_list();
            let parts_told = if stands {
                vec![told(*at, Role::Perhaps)?]
            } else {
                counting().filter_map(|part| told(*part, Role::Part)).to_list()
            };
            let mut own = values.as_object().cloned().unwrap_or_default();
            for column in self.table.fields().filter(|column| !rates::is_counter(column)) {
                let computed = rates::computed(column, &own, self.root);
                own.extend(computed.map(|number| (column.name.clone(), number_value(number))));
            }
            let (table, row) = (self.path.to_owned(), Value::Object(own));
            let whole =
                Whole { table, name: row_key(&name), row, stands, parts, told: told(*at, role)?, parts_told };
            (!whole.parts.is_empty()).then_some(whole)
        };
        let is_left = |at: &usize| {
            roles.each.get(*at).is_some_and(|role| matches!(role, Role::Sum | Role::LooksLikeSum))
        };
        let sums = roles.wholes.iter().filter(|(at, _)| is_left(at));
        sums.filter_map(whole).to_list()
    }
}

/// Takes the rows that other units report as they are in place of their parts.
pub(super) fn settle(collector: &mut Collector) {
    if collector.wholes.iter().all(Vec::is_empty) {
        return;
    }
    let mut names = OrderedMap::<(String, String, String), Vec<usize>>::new();
    for (at, file) in collector.files.iter().enumerate().filter(|(_, file)| file.counted) {
        for (table, name) in collector.names(at) {
            names.get_or_default((file.template.clone(), table, name)).push(at);
        }
    }
    for at in 0..collector.files.len() {
        let Some(file) = collector.files.get(at).filter(|file| file.counted) else { continue };
        let by_others = |table: &str, name: &str| {
            let key = (file.template.clone(), table.to_owned(), name.to_owned());
            names.get(&key).is_some_and(|files| files.iter().any(|other| *other != at))
        };
        let wanted = |whole: &&Whole| {
            by_others(&whole.table, &whole.name)
                && (whole.stands
                    || !whole.parts.iter().any(|(_, part)| by_others(&whole.table, &row_key(part))))
        };
        let wholes: Vec<Whole> =
            collector.wholes.get(at).into_iter().flatten().filter(wanted).cloned().to_list();
        collector.take_wholes(at, wholes);
    }
}

impl Collector {
    /// The tables of a document with the names of their rows.
    fn names(&self, at: usize) -> Vec<(String, String)> {
        let Some(file) = self.files.get(at) else { return Vec::new() };
        let Some(template) = crate::library::get(&file.template) else { return Vec::new() };
        let values = self.values.get(at).map(|values| held::unpacked(values)).unwrap_or_default();
        let form = crate::sheet::flat::form(&template, &[]);
        let mut names = Vec::new();
        for table in &form.tables {
            let Some(named) = sums::label_column(table) else { continue };
            for row in sums::rows(&values, &table.path) {
                let label = row.get(&named.path).and_then(Value::as_str).unwrap_or_default();
                names.push((table.path.clone(), row_key(label)));
            }
        }
        names
    }

    fn take_wholes(&mut self, at: usize, wholes: Vec<Whole>) {
        if wholes.is_empty() {
            return;
        }
        let (Some(file), Some(packed)) = (self.files.get_mut(at), self.values.get_mut(at)) else { return };
        let mut values = held::unpacked(packed);
        let mut taken: Vec<(String, usize)> = Vec::new();
        for whole in wholes {
            let places = || whole.parts.iter().map(|(place, _)| (whole.table.clone(), *place));
            let Some(rows) = values.get_mut(&whole.table).and_then(Value::as_array_mut) else { continue };
            if places().any(|place| taken.contains(&place)) {
                continue;
            }
            if whole.stands {
                rows.push(whole.row.clone());
            } else {
                taken.extend(places());
            }
            for (nth, (_, place)) in places().enumerate().filter(|_| !whole.stands) {
                if let Some(row) = rows.get_mut(place) {
                    *row = if nth == 0 { whole.row.clone() } else { Value::Null };
                }
            }
            file.diagnostics.retain(|told| *told != whole.told);
            file.diagnostics.extend(whole.parts_told);
        }
        let tables: Vec<&String> = taken.iter().map(|(table, _)| table).to_list();
        for table in tables {
            if let Some(rows) = values.get_mut(table).and_then(Value::as_array_mut) {
                rows.retain(|row| !row.is_null());
            }
        }
        *packed = held::packed(&values);
    }
}
