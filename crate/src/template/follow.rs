//! What a template takes from the record of a matter: `[[follow]]` of its manifest, ready to be used.

use serde_json::{Map, Value};

use super::field::{Field, Kind, is_blank};
use super::fill::{Compiler, Program};
use super::manifest::follow::{Each, Made, Written, matter};
use super::source::Source;
use crate::joined::Joined;
use crate::ordered::OrderedSet;
use crate::to_list::ToList;
use crate::vietnamese::text::clean;
use crate::{Diagnostic, Location};

/// What a template takes from a matter.
#[derive(Debug)]
pub struct Follow {
    /// The templates it follows; `*` is any document.
    pub from: Vec<String>,
    /// For what there is one document.
    pub each: Each,
    fields: Vec<(String, Maker)>,
    /// The texts over the record, and those over the record and an entry of each list.
    programs: Vec<Program>,
}

/// How a value is made.
#[derive(Debug)]
enum Maker {
    /// A value of the record as it is.
    Copied(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// A text of a program.
    Text(usize, String),
    List(Vec<Maker>),
    Table(Vec<(String, Maker)>),
    Each(String, Box<Maker>),
}

/// The entry in hand where a list is gone through.
const ENTRY: &str = "muc";

impl Follow {
    /// Whether it follows a document of this template; empty where none is known.
    pub fn follows(&self, template: &str) -> bool {
        self.from.iter().any(|from| from == "*" || from == template)
    }

    /// The fields it fills.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| name.as_str())
    }

    /// What it fills in each row of a list; none where it does not fill the list row by row.
    pub fn columns(&self, list: &str) -> Option<Vec<&str>> {
        let (_, made) = self.fields.iter().find(|(name, _)| name == list)?;
        let Maker::Each(_, item) = made else { return None };
        let Maker::Table(fields) = item.as_ref() else { return None };
        Some(fields.iter().map(|(name, _)| name.as_str()).to_list())
    }

    /// The values of a document: those that come out blank are left out. `record` is as `forms/matter.toml` says.
    pub fn values(&self, record: &Map<String, Value>) -> Map<String, Value> {
        let mut values = Map::new();
        for (name, made) in &self.fields {
            let value = self.value(made, record);
            if !is_blank(&value) {
                values.insert(name.clone(), value);
            }
        }
        values
    }

    fn value(&self, made: &Maker, record: &Map<String, Value>) -> Value {
        match made {
            Maker::Copied(path) => {
                let mut steps = path.iter();
                let first = steps.next().and_then(|name| record.get(name));
                steps.fold(first, |value, name| value?.get(name)).cloned().unwrap_or_default()
            }
            Maker::Flag(flag) => Value::Bool(*flag),
            Maker::Text(program, name) => {
                let text = self.programs.get(*program).and_then(|program| program.line(name, record));
                Value::String(clean(&text.unwrap_or_default()).text.trim().to_owned())
            }
            Maker::List(items) => {
                let items = items.iter().map(|item| self.value(item, record));
                Value::Array(items.filter(|item| !is_blank(item)).collect())
            }
            Maker::Table(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(name, made)| (name.clone(), self.value(made, record)))
                    .filter(|(_, value)| !is_blank(value))
                    .collect(),
            ),
            Maker::Each(list, item) => {
                let entries = record.get(list).and_then(Value::as_array).into_iter().flatten();
                let one = |entry: &Value| {
                    let mut record = record.clone();
                    record.remove(list);
                    record.insert(ENTRY.to_owned(), entry.clone());
                    self.value(item, &record)
                };
                Value::Array(entries.map(one).filter(|item| !is_blank(item)).to_list())
            }
        }
    }
}

/// Makes what was written ready; what is wrong with its expressions is told at its place.
pub(super) fn compile(
    written: Written,
    source: Source<'_>,
    blank: &'static str,
) -> (Follow, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let doubtful = OrderedSet::new();
    // The record alone, then with an entry of each list that is gone through.
    let mut scopes = vec![(String::new(), matter().to_vec())];
    for (list, start) in lists(&written.fields) {
        match entry_of(&list) {
            Some(entry) if !scopes.iter().any(|(known, _)| *known == list) => {
                let mut fields = matter().to_vec();
                fields.push(entry);
                scopes.push((list, fields));
            }
            Some(_) => {}
            None => findings.push(source.error(
                start,
                "theo-sau-sai",
                format!("Hồ sơ không có danh sách «{list}»; các danh sách: {}.", list_names()),
                format!("The record has no list “{list}”; its lists are {}.", list_names()),
            )),
        }
    }
    let mut compilers: Vec<Compiler<'_>> =
        scopes.iter().map(|(_, fields)| Compiler::new(fields, &doubtful, blank)).to_list();
    let mut making = Making { source, scopes: &scopes, compilers: &mut compilers, findings, count: 0 };
    let Written { from, each, fields } = written;
    let mut compiled = Vec::new();
    for (name, made) in fields {
        compiled.extend(making.made(made, 0).map(|made| (name, made)));
    }
    let findings = making.findings;
    let programs = compilers.into_iter().map(Compiler::finish).to_list();
    (Follow { from, each, fields: compiled, programs }, findings)
}

struct Making<'m, 'f, 's> {
    source: Source<'s>,
    scopes: &'f [(String, Vec<Field>)],
    compilers: &'m mut Vec<Compiler<'f>>,
    findings: Vec<Diagnostic>,
    count: usize,
}

impl Making<'_, '_, '_> {
    fn made(&mut self, made: Made, scope: usize) -> Option<Maker> {
        match made {
            Made::Text(text, start) => self.text(&text, start, scope),
            Made::Flag(flag) => Some(Maker::Flag(flag)),
            Made::List(items) => {
                Some(Maker::List(items.into_iter().filter_map(|item| self.made(item, scope)).to_list()))
            }
            Made::Table(fields) => {
                let mut found = Vec::new();
                for (name, made) in fields {
                    found.extend(self.made(made, scope).map(|made| (name, made)));
                }
                Some(Maker::Table(found))
            }
            Made::Each(list, _, item) => {
                let scope = self.scopes.iter().position(|(known, _)| *known == list)?;
                Some(Maker::Each(list, Box::new(self.made(*item, scope)?)))
            }
        }
    }

    fn text(&mut self, text: &str, start: usize, scope: usize) -> Option<Maker> {
        let (_, fields) = self.scopes.get(scope)?;
        if let Some(path) = whole(text)
            && field_at(fields, &path).is_some()
        {
            return Some(Maker::Copied(path));
        }
        self.count += 1;
        let name = format!("follow {}", self.count);
        let place = self.source.line_column(start);
        let faults = self.compilers.get_mut(scope)?.line(&name, Source { name: self.source.name, text });
        self.findings.extend(faults.into_iter().map(|fault| moved(fault, place)));
        Some(Maker::Text(scope, name))
    }
}

/// A finding within a string, moved to where the string stands.
fn moved(mut finding: Diagnostic, (start_line, start_column): (usize, usize)) -> Diagnostic {
    if let Location::File { line, column, .. } = &mut finding.location {
        if *line <= 1 {
            *column = start_column + column.saturating_sub(1);
        }
        *line = start_line + line.saturating_sub(1);
    }
    finding
}

/// The lists that are gone through, and where they are named.
fn lists(fields: &[(String, Made)]) -> Vec<(String, usize)> {
    let each = |(_, made): &(String, Made)| match made {
        Made::Each(list, start, _) => Some((list.clone(), *start)),
        _ => None,
    };
    fields.iter().filter_map(each).to_list()
}

fn list_names() -> String {
    let lists = matter().iter().filter(|field| matches!(field.kind, Kind::List(_)));
    lists.map(|field| field.name.as_str()).joined(", ")
}

/// An entry of a list of the record, under the name it has while the list is gone through.
fn entry_of(list: &str) -> Option<Field> {
    let field = matter().iter().find(|field| field.name == list)?;
    let Kind::List(item) = &field.kind else { return None };
    Some(Field { name: ENTRY.to_owned(), label: field.label.clone(), ..(**item).clone() })
}

/// The path of a text that is one name in brackets and nothing else.
fn whole(text: &str) -> Option<Vec<String>> {
    let inner = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.');
    inner.chars().all(plain).then(|| inner.split('.').map(str::to_owned).to_list())
}

fn field_at<'f>(fields: &'f [Field], path: &[String]) -> Option<&'f Field> {
    let (first, rest) = path.split_first()?;
    let field = fields.iter().find(|field| field.name == *first)?;
    if rest.is_empty() { Some(field) } else { field_at(field.kind.record()?, rest) }
}
