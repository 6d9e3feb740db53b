//! Which fields the heads of a table are likest to.
//!
//! A head that lists of every kind have (`Họ và tên`, `Chức vụ`, `Đơn vị`, `Địa chỉ`) says of the row, not of the document:
//! it goes to what the template says a row is about, and never to letterhead or signature, which only their whole label
//! names.

use super::corrected::is_ours;
use super::target::{Input, key, part, takes_parts};
use crate::sheet::Table;
use crate::template::{Field, Questions};
use crate::vietnamese::lists::{Head, head};
use crate::vietnamese::text;

/// A way to find the field of a head among the others of its table.
type Step<'s, 'i, 't> = &'s dyn Fn(&str, &[&str]) -> Option<&'i Input<'t>>;

/// The fields of a template as heads are likened to them.
pub(super) struct Likeness<'i, 't> {
    inputs: &'i [Input<'t>],
    /// The field a row is about.
    row: Option<&'t Field>,
    shared: Vec<&'t str>,
}

/// Whether a head stands above names of people or bodies.
pub(super) fn names_somebody(label: &str) -> bool {
    matches!(head(label), Some(Head::Person | Head::Unit))
}

impl<'i, 't> Likeness<'i, 't> {
    pub(super) fn of(template: &'t dyn Questions, inputs: &'i [Input<'t>]) -> Self {
        let row = template.row();
        let row = row.and_then(|row| template.fields().iter().find(|field| field.name == row));
        let shared = template.fields().iter().filter(|field| field.shared).map(|field| field.name.as_str());
        Likeness { inputs, row, shared: shared.collect() }
    }

    /// For each column the path of its field; empty where none is like it. `begun` are those that are known.
    pub(super) fn paths(&self, table: &Table, begun: Vec<Option<String>>) -> Vec<String> {
        let labels: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
        let mut paths: Vec<Option<String>> = begun;
        paths.resize(labels.len(), None);
        let taken = |paths: &[Option<String>], path: &str| paths.iter().flatten().any(|taken| taken == path);
        // The surest first: a column must not take the field of one that names it.
        let steps: [Step<'_, 'i, 't>; 5] = [
            &|label, _| self.whole(label),
            &|label, _| self.own(label),
            &|label, labels| self.of_row(label, labels),
            &|label, labels| self.of_table(label, labels),
            &|label, _| self.last(label),
        ];
        for step in steps {
            for (at, label) in labels.iter().enumerate() {
                let no_field = head(label) == Some(Head::Counter) || is_ours(table, label);
                if no_field || paths.get(at).is_some_and(Option::is_some) {
                    continue;
                }
                let Some(found) = step(label, &labels) else { continue };
                let joins = || {
                    takes_parts(found.field)
                        && part(label).is_some_and(|own| {
                            let others = labels.iter().zip(&paths);
                            let mut others = others.filter(|(_, path)| path.as_deref() == Some(&*found.path));
                            others.all(|(other, _)| part(other).is_some_and(|other| other != own))
                        })
                };
                if (!taken(&paths, &found.path) || joins())
                    && let Some(path) = paths.get_mut(at)
                {
                    *path = Some(found.path.clone());
                }
            }
        }
        paths.into_iter().map(Option::unwrap_or_default).collect()
    }

    fn is_shared(&self, input: &Input<'_>) -> bool {
        self.shared.contains(&input.path.split('.').next().unwrap_or_default())
    }

    /// The input of this whole label, or of this path as it is written.
    fn whole(&self, label: &str) -> Option<&'i Input<'t>> {
        let wanted = key(label);
        let says_so = |input: &&Input<'_>| {
            let labelled = key(&input.label) == wanted;
            // `Ngày` alone does not say whose.
            input.path == label
                || (labelled && (!self.is_shared(input) || head(label) != Some(Head::OfAnybody)))
        };
        self.inputs.iter().find(says_so).filter(|_| !wanted.is_empty())
    }

    /// A field of the template's own with this name or label.
    fn own(&self, label: &str) -> Option<&'i Input<'t>> {
        let wanted = key(label);
        let same = |input: &&Input<'_>| {
            !input.path.contains('.')
                && !self.is_shared(input)
                && (key(&input.field.name) == wanted || key(&input.field.label) == wanted)
        };
        self.inputs.iter().find(same).filter(|_| !wanted.is_empty())
    }

    /// What a row is about: the field itself for who it names, or that of its parts which is called so.
    fn of_row(&self, label: &str, labels: &[&str]) -> Option<&'i Input<'t>> {
        let row = self.row?;
        let said = head(label);
        if let Some(input) = self.inputs.iter().find(|input| input.path == row.name) {
            let named = |wanted: Head| labels.iter().any(|label| head(label) == Some(wanted));
            // A field for names of people takes no unit, one for a unit nobody's name.
            let of_field = [&row.label, &row.name].into_iter().find_map(|name| head(name));
            if !takes_parts(row) && of_field.is_some() && of_field != said {
                return None;
            }
            let is_part = match said? {
                Head::Person => true,
                Head::Unit => takes_parts(row) || !named(Head::Person),
                Head::Position => takes_parts(row) && (named(Head::Person) || named(Head::Unit)),
                Head::Counter | Head::OfAnybody => false,
            };
            if is_part {
                return Some(input);
            }
        }
        let below = |input: &&Input<'_>| {
            input.path.strip_prefix(row.name.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        let parts = || self.inputs.iter().filter(below);
        let wanted = key(label);
        let same = |input: &&Input<'_>| key(&input.field.name) == wanted || key(&input.field.label) == wanted;
        let alike = |input: &&Input<'_>| {
            let of_part = [&input.field.label, &input.field.name].into_iter().find_map(|name| head(name));
            said.is_some() && said != Some(Head::OfAnybody) && of_part == said
        };
        // The party of a contract is called by its name whether it is a person or a body.
        let by_name = |input: &&Input<'_>| {
            let nobody = !labels.iter().any(|label| head(label) == Some(Head::Person));
            said == Some(Head::Unit) && nobody && input.field.name == "ten"
        };
        parts().find(same).or_else(|| parts().find(alike)).or_else(|| parts().find(by_name))
    }

    /// A column of the table that has most of the heads.
    fn of_table(&self, label: &str, labels: &[&str]) -> Option<&'i Input<'t>> {
        let same = |input: &Input<'_>, label: &str| {
            let wanted = key(label);
            !wanted.is_empty() && (key(&input.field.name) == wanted || key(&input.field.label) == wanted)
        };
        let of_own = || self.inputs.iter().filter(|input| !input.rows.is_empty() && !self.is_shared(input));
        let common = |rows: &str| {
            let known = |label: &&&str| of_own().any(|input| input.rows == rows && same(input, label));
            labels.iter().filter(known).count()
        };
        let mut found: Option<(usize, &'i Input<'t>)> = None;
        for input in of_own().filter(|input| same(input, label)) {
            let count = common(&input.rows);
            if found.is_none_or(|(most, _)| count > most) {
                found = Some((count, input));
            }
        }
        // One column is no table, unless its head is too long to be anything else's; and who a list is about has its place where the template says so.
        let elsewhere = head(label).is_some() && self.row.is_some();
        let long = text::key(label).split(' ').count() >= UNMISTAKABLE;
        found.filter(|(count, _)| (*count > 1 || long) && !elsewhere).map(|(_, input)| input)
    }

    /// The only input whose own name or label is the last part of the head, or begins as the head does.
    fn last(&self, label: &str) -> Option<&'i Input<'t>> {
        if head(label).is_some() {
            return None;
        }
        let (wanted, last) = (key(label), key(label.rsplit('/').next().unwrap_or_default()));
        // A cell of a table among those of no table says little.
        let stands_alone = |input: &Input<'_>| input.rows.is_empty() || label.contains('/');
        let only = |like: &dyn Fn(&Input<'_>) -> bool| {
            let mut found = self.inputs.iter().filter(|input| stands_alone(input) && like(input));
            let first = found.next();
            first.filter(|_| found.next().is_none())
        };
        let named = |input: &Input<'_>| {
            let is_top = !input.path.contains('.');
            !last.is_empty()
                && (is_top || !self.is_shared(input))
                && (key(&input.field.label) == last
                    || (!input.field.shared && key(&input.field.name) == last))
        };
        let begins = |input: &Input<'_>| {
            let text = key(&input.field.label);
            let long = wanted.len() >= LONG_ENOUGH && text.len() >= LONG_ENOUGH;
            (!input.path.contains('.') || !self.is_shared(input))
                && long
                && (text.starts_with(&wanted) || wanted.starts_with(&text))
        };
        only(&named).or_else(|| only(&begins))
    }
}

/// Syllables from which on a head is nobody else's.
const UNMISTAKABLE: usize = 4;
/// Letters from which on two labels are alike when one begins as the other.
const LONG_ENOUGH: usize = 6;
