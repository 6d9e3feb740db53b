//! Which fields the heads of a table are likest to.
//!
//! A head that lists of every kind have (`Họ và tên`, `Chức vụ`, `Đơn vị`, `Địa chỉ`) says of the row, not of the document:
//! it goes to what the template says a row is about, and never to letterhead or signature, which only their whole label
//! names.

use serde_json::Value;

use super::corrected::is_ours;
use super::roles::{self, Role};
use super::target::{Input, key, takes_parts};
use crate::sheet::Table;
use crate::template::{Field, Kind, Questions};
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Head, head};
use crate::vietnamese::text;

/// A way in which a head and a column of a table say the same.
type Way<'w> = &'w dyn Fn(&Role, &Input<'_>) -> bool;

/// A way to find the field of a column among the others of its table.
type Step<'s, 'i, 't> = &'s dyn Fn(&Role) -> Option<&'i Input<'t>>;

/// The fields of a template as heads are likened to them.
pub(super) struct Likeness<'i, 't> {
    inputs: &'i [Input<'t>],
    /// The field a row is about.
    row: Option<&'t Field>,
    shared: Vec<&'t str>,
    template: &'t dyn Questions,
}

impl<'i, 't> Likeness<'i, 't> {
    pub(super) fn of(template: &'t dyn Questions, inputs: &'i [Input<'t>]) -> Self {
        let row = template.row();
        let row = row.and_then(|row| template.fields().iter().find(|field| field.name == row));
        let shared = template.fields().iter().filter(|field| field.shared).map(|field| field.name.as_str());
        Likeness { inputs, row, shared: shared.to_list(), template }
    }

    /// For each column the path of its field; empty where none is like it. `begun` are those that are known.
    pub(super) fn paths(&self, table: &Table, roles: &[Role], begun: Vec<Option<String>>) -> Vec<String> {
        let mut paths: Vec<Option<String>> = begun;
        paths.resize(roles.len(), None);
        let things = self.things(roles);
        // What says something else in every row of a list of things says it of the thing.
        let of_thing = |role: &Role, rows: &str| things.is_some() && rows.is_empty() && role.tells_apart;
        for (path, role) in paths.iter_mut().zip(roles) {
            let input = self.inputs.iter().find(|input| Some(&input.path) == path.as_ref());
            if input.is_some_and(|input| of_thing(role, &input.rows)) {
                *path = None;
            }
        }
        // A form that asks for the pieces of a name has a field for each.
        let asked = |role: &Role| self.whole(&role.label).or_else(|| self.own(&role.label)).is_some();
        let apart = roles.iter().filter(|role| role.is_piece()).all(asked);
        let heading = |role: &Role| if apart { role.label.clone() } else { role.heading().to_owned() };
        // The surest first: a column must not take the field of one that names it.
        let steps: [Step<'_, 'i, 't>; 7] = [
            &|role| self.whole(&heading(role)),
            &|role| self.spoken(role),
            &|role| self.of_thing(role, things.as_deref()?),
            &|role| self.own(&heading(role)),
            &|role| self.of_row(role, roles),
            &|role| self.of_table(&heading(role), roles),
            &|role| self.last(role, &heading(role)),
        ];
        for step in steps {
            for (at, role) in roles.iter().enumerate() {
                let no_field = role.head == Some(Head::Counter)
                    || table.columns.get(at).is_some_and(|column| is_ours(table, &column.label));
                if no_field || paths.get(at).is_some_and(Option::is_some) {
                    continue;
                }
                let Some(found) = step(role).filter(|found| suits(found, role)) else { continue };
                if of_thing(role, &found.rows) {
                    continue;
                }
                if self.is_free(found, role, roles, &paths)
                    && let Some(path) = paths.get_mut(at)
                {
                    *path = Some(found.path.clone());
                }
            }
        }
        for (at, role) in roles.iter().enumerate().filter(|(_, role)| role.head == Some(Head::Address)) {
            let name = roles.iter().zip(&paths).find(|(role, _)| role.said() == Some(Head::Person));
            let path = name.and_then(|(_, path)| path.clone());
            let input = path.and_then(|path| self.inputs.iter().find(|input| input.path == path));
            let takes = |input: &&Input<'_>| {
                takes_parts(input.field) || !input.rows.is_empty() || self.is_addressed(input)
            };
            if let Some(input) = input.filter(takes).filter(|input| self.is_free(input, role, roles, &paths))
                && let Some(path) = paths.get_mut(at).filter(|path| path.is_none())
            {
                *path = Some(input.path.clone());
            }
        }
        paths.into_iter().map(Option::unwrap_or_default).to_list()
    }

    /// No other column fills it, or it and they are different parts of it.
    fn is_free(&self, input: &Input<'_>, role: &Role, roles: &[Role], paths: &[Option<String>]) -> bool {
        let others = roles.iter().zip(paths).filter(|(_, path)| path.as_deref() == Some(&*input.path));
        let mut others = others.map(|(other, _)| other.part());
        let own = role.part();
        others.all(|other| {
            own.zip(other).is_some_and(|(own, other)| roles::join(takes_parts(input.field), own, other))
        })
    }

    /// The template's own example speaks to whoever it names there.
    fn is_addressed(&self, input: &Input<'_>) -> bool {
        let path: Vec<&str> = input.path.split('.').to_list();
        self.template.samples().iter().any(|sample| speaks_to(&sample.values, &path))
    }

    /// A choice of how somebody is spoken to.
    fn spoken(&self, role: &Role) -> Option<&'i Input<'t>> {
        let asks = |input: &&Input<'_>| {
            let said = [&input.field.label, &input.field.name].into_iter().find_map(|name| head(name));
            matches!(input.field.kind, Kind::Choice(_))
                && !self.is_shared(input)
                && matches!(said, Some(Head::Address | Head::Gender))
        };
        let mut found = self.inputs.iter().filter(asks);
        let first = found.next().filter(|_| matches!(role.head, Some(Head::Address | Head::Gender)));
        first.filter(|_| found.next().is_none())
    }

    /// The table that a list of things belongs to: it has a column for what heads them, and most of the others. For each
    /// column of the list that of the table.
    fn things(&self, roles: &[Role]) -> Option<Vec<(usize, &'i Input<'t>)>> {
        if roles.iter().any(|role| role.said() == Some(Head::Person)) {
            return None;
        }
        let named = roles.iter().filter(|role| lists::thing(&role.label).is_some());
        let named: Vec<usize> = named.map(|role| role.index).to_list();
        // How much of the list a table takes, and what goes where; none where two take the same.
        let mut best: (usize, Option<Vec<(usize, &'i Input<'t>)>>) = (0, None);
        let mut tables: Vec<&str> = self.inputs.iter().map(|input| input.rows.as_str()).to_list();
        tables.dedup();
        for rows in tables.into_iter().filter(|rows| !rows.is_empty()) {
            let columns: Vec<&'i Input<'t>> =
                self.inputs.iter().filter(|input| input.rows == rows && !self.is_shared(input)).to_list();
            let about_people =
                |input: &&Input<'_>| input.required && head(&input.field.label) == Some(Head::Person);
            if columns.iter().any(about_people) {
                continue;
            }
            let (likeness, found) = things_in(roles, &columns);
            let is_needed = |input: &Input<'_>| input.required || !columns.iter().any(|other| other.required);
            // `Nội dung` alone may be that of anything.
            let kind = |index: &usize| {
                let role = roles.iter().find(|role| role.index == *index);
                role.and_then(|role| lists::thing(&role.label))
            };
            let mut names = found.iter().filter(|(index, _)| named.contains(index));
            let names = names
                .any(|(index, input)| is_needed(input) && (kind_of(input) == kind(index) || found.len() > 2));
            if names && likeness >= best.0 {
                best = (likeness, Some(found).filter(|_| likeness > best.0));
            }
        }
        // One column alone is a table only where no field of the document is called so.
        best.1.filter(|best| {
            let called = |role: &Role| self.whole(&role.label).or_else(|| self.own(&role.label)).is_some();
            best.len() > 1 || !roles.iter().any(|role| named.contains(&role.index) && called(role))
        })
    }

    fn of_thing(&self, role: &Role, things: &[(usize, &'i Input<'t>)]) -> Option<&'i Input<'t>> {
        things.iter().find(|(index, _)| *index == role.index).map(|(_, input)| *input)
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
    fn of_row(&self, role: &Role, roles: &[Role]) -> Option<&'i Input<'t>> {
        let row = self.row?;
        let named = |wanted: Head| roles.iter().any(|role| role.said() == Some(wanted));
        let guests = |head: &Head| *head == Head::Guests && !named(Head::Person);
        let said = if role.head.as_ref().is_some_and(guests) { Some(Head::Person) } else { role.said() };
        if let Some(input) = self.inputs.iter().find(|input| input.path == row.name) {
            // A field for names of people takes no unit, one for a unit nobody's name.
            let of_field = [&row.label, &row.name].into_iter().find_map(|name| head(name));
            if !takes_parts(row) && of_field.is_some() && of_field != said {
                return None;
            }
            let is_part = match said? {
                Head::Person => true,
                Head::Unit => takes_parts(row) || !named(Head::Person),
                Head::Position => takes_parts(row) && (named(Head::Person) || named(Head::Unit)),
                _ => false,
            };
            if is_part {
                return Some(input);
            }
        }
        let below = |input: &&Input<'_>| {
            input.path.strip_prefix(row.name.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        let parts = || self.inputs.iter().filter(below);
        let wanted = key(role.heading());
        let same = |input: &&Input<'_>| {
            key(&input.field.name) == wanted || roles::alike(&input.field.label, role.heading())
        };
        let alike = |input: &&Input<'_>| {
            let of_part = [&input.field.label, &input.field.name].into_iter().find_map(|name| head(name));
            said.is_some() && said != Some(Head::OfAnybody) && of_part == said
        };
        // The party of a contract is called by its name whether it is a person or a body.
        let by_name = |input: &&Input<'_>| {
            said == Some(Head::Unit) && !named(Head::Person) && input.field.name == "ten"
        };
        parts().find(same).or_else(|| parts().find(alike)).or_else(|| parts().find(by_name))
    }

    /// A column of the table that has most of the heads.
    fn of_table(&self, label: &str, all: &[Role]) -> Option<&'i Input<'t>> {
        let same = |input: &Input<'_>, label: &str| {
            key(&input.field.name) == key(label) || roles::alike(&input.field.label, label)
        };
        let of_own = || self.inputs.iter().filter(|input| !input.rows.is_empty() && !self.is_shared(input));
        let common = |rows: &str| {
            let known =
                |role: &&Role| of_own().any(|input| input.rows == rows && same(input, role.heading()));
            all.iter().filter(known).count()
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
        let long = |input: &Input<'_>| {
            key(&input.field.label) == key(label) && text::key(label).split(' ').count() >= UNMISTAKABLE
        };
        found.filter(|(count, input)| (*count > 1 || long(input)) && !elsewhere).map(|(_, input)| input)
    }

    /// The only input whose own name or label is the last part of the head, or begins as the head does.
    fn last(&self, role: &Role, label: &str) -> Option<&'i Input<'t>> {
        if role.head.is_some_and(|head| head != Head::Guests) {
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
            // What has contents of its own says nothing of those of others.
            let general = input.path.contains('.') && head(&input.field.label) == Some(Head::OfAnybody);
            !general
                && (!input.path.contains('.') || !self.is_shared(input))
                && long
                && (text.starts_with(&wanted) || wanted.starts_with(&text))
        };
        // What names the rows, in the one field that names such a thing.
        let thing = lists::thing(&role.label);
        let is_thing = |input: &Input<'_>| {
            let is_own = !input.path.contains('.') && !self.is_shared(input);
            is_own && thing.is_some() && input.field.kind == Kind::Line && kind_of(input) == thing
        };
        let found = only(&named).or_else(|| only(&begins)).or_else(|| only(&is_thing))?;
        // Each row has an item of its own, not all of them the first.
        let of_row = found.path.replacen(".0.", ".", 1);
        self.inputs.iter().find(|input| input.path == of_row).or(Some(found))
    }
}

/// Whether a field is for what stands below a head: how somebody is spoken to is no name, nor the other way round.
fn suits(input: &Input<'_>, role: &Role) -> bool {
    let is_spoken = || {
        [&input.field.label, &input.field.name].into_iter().find_map(|name| head(name)) == Some(Head::Address)
    };
    let choice = matches!(input.field.kind, Kind::Choice(_)) && is_spoken();
    match role.said() {
        Some(Head::Person) => !choice,
        _ => true,
    }
}

/// Whether a text at a path of values begins with a word somebody is spoken to with; of lists any item.
fn speaks_to(values: &Value, path: &[&str]) -> bool {
    match (values, path) {
        (Value::Array(items), path) => {
            let path = if path.first() == Some(&"0") { path.get(1..).unwrap_or_default() } else { path };
            items.iter().any(|item| speaks_to(item, path))
        }
        (Value::Object(fields), [first, rest @ ..]) => {
            fields.get(*first).is_some_and(|value| speaks_to(value, rest))
        }
        (Value::String(text), []) => lists::begins_with_address(text),
        _ => false,
    }
}

/// Syllables from which on a head is nobody else's.
const UNMISTAKABLE: usize = 4;
/// Letters from which on two labels are alike when one begins as the other.
const LONG_ENOUGH: usize = 6;

/// The label of a column and of its table: `Nội dung nhiệm vụ`.
fn full(input: &Input<'_>) -> String {
    let list = input.label.split(" / ").next().unwrap_or_default();
    format!("{} {list}", input.field.label)
}

/// What kind of thing a column names.
fn kind_of(input: &Input<'_>) -> Option<usize> {
    lists::thing(&input.field.label).or_else(|| lists::thing(&full(input)))
}

/// For each head of a list of things the column of a table that says the same: called so, of the same kind of thing, or
/// one of the things its label names.
fn things_in<'i, 't>(roles: &[Role], columns: &[&'i Input<'t>]) -> (usize, Vec<(usize, &'i Input<'t>)>) {
    let asks = |input: &Input<'_>| input.required || !columns.iter().any(|other| other.required);
    let is_thing = |role: &Role, input: &Input<'_>| {
        lists::thing(&role.label).is_some_and(|kind| kind_of(input) == Some(kind)) && asks(input)
    };
    let begins = |role: &Role, input: &Input<'_>| {
        let wanted = key(&role.label);
        let long = wanted.len() >= LONG_ENOUGH;
        let parts = input.field.label.split([',', '/', ';', '(']);
        role.head.is_none() && long && parts.map(key).any(|part| part == wanted)
    };
    let is_text = |input: &Input<'_>| input.field.kind == Kind::Body;
    let ways: [Way<'_>; 6] = [
        &|role, input| key(&role.label) == key(&input.field.label) || key(&role.label) == key(&full(input)),
        &|role, input| roles::alike(&role.label, &input.field.label),
        &|role, input| is_thing(role, input) && is_text(input),
        &is_thing,
        &|role, input| key(&role.label) == key(&input.field.name),
        &begins,
    ];
    let mut found: Vec<(usize, &'i Input<'t>)> = Vec::new();
    let mut likeness = 0;
    for (at, way) in ways.iter().enumerate() {
        for role in roles.iter().filter(|role| role.head != Some(Head::Counter)) {
            let free = |input: &&&'i Input<'t>| {
                !found.iter().any(|(index, taken)| *index == role.index || taken.path == input.path)
            };
            if let Some(input) = columns.iter().filter(free).find(|input| way(role, input)) {
                found.push((role.index, input));
                likeness += 2 * ways.len() - at;
            }
        }
    }
    (likeness, found)
}
