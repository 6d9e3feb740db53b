//! Takes in the reports that came back: each file to its unit, its tasks and its period.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::history::{Manner, Received};
use super::names::Names;
use super::period::Period;
use super::record::{Matter, Unit};
use super::{about, lost, marks, unfilled};
use crate::collect::{Edited, Options, Read, read};
use crate::fingerprint::fingerprint;
use crate::ordered::OrderedSet;
use crate::reopen::changes::{changes, take_over};
use crate::sheet::flat::value_at;
use crate::template::Kind;
use crate::to_list::ToList;
use crate::{Diagnostic, Template, library};

/// What was done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is in the record now.
    Taken,
    /// The very same file was in the record already.
    Known,
    /// It is not of this matter, or nobody knows of which.
    OtherMatter,
    /// No unit of the matter is known by the name it has.
    UnknownUnit,
    /// It does not say which period it is about.
    UnknownPeriod,
    /// It is the form as it was sent: nothing is filled in. It is no report and not put into the record.
    Unfilled,
    /// It cannot be read.
    Unreadable,
}

/// A file that came back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Taken {
    /// Its name.
    pub file: String,
    /// What was done with it.
    pub outcome: Outcome,
    /// The name of its unit, as the record has it, or as the file says where the record has none.
    pub unit: String,
    /// The id of its period; empty where it is not known.
    pub period: String,
    /// Its text was changed in Word.
    pub changed: bool,
    /// What was changed.
    pub edits: Vec<Edited>,
    /// What is to be said about it.
    pub diagnostics: Vec<Diagnostic>,
}

/// How files are taken in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taking {
    /// The period that is being collected; a file about another is told. Without one each file counts for its own.
    pub period: Option<Period>,
    /// The day the files were received, as somebody said.
    pub received: String,
}

/// Takes files in, one after another.
#[derive(Debug)]
pub struct Taker<'m> {
    matter: &'m mut Matter,
    taking: Taking,
    names: Names,
    known: OrderedSet<String>,
    files: Vec<Taken>,
}

impl<'m> Taker<'m> {
    /// One that puts what it takes into the record.
    pub fn new(matter: &'m mut Matter, taking: Taking) -> Self {
        let names = Names::of(matter);
        let mut known = OrderedSet::new();
        known.extend(matter.received.iter().map(|report| report.fingerprint.clone()));
        Taker { matter, taking, names, known, files: Vec::new() }
    }

    /// A file that could not even be opened, with the reason.
    pub fn add_unreadable(&mut self, name: &str, finding: Diagnostic) {
        self.files.push(Taken { diagnostics: vec![finding], ..blank(name, Outcome::Unreadable) });
    }

    /// Reads a file and puts it into the record, or says why not.
    pub fn add(&mut self, name: &str, docx: &[u8]) {
        let mark = fingerprint([docx]);
        if self.known.contains(&mark) {
            let earlier = self.matter.received.iter().find(|report| report.fingerprint == mark);
            let (unit, period) =
                earlier.map(|report| (report.unit.clone(), report.period.id())).unwrap_or_default();
            let unit = self.matter.unit(&unit).map_or(unit, |unit| unit.name.clone());
            // The same file collected again is no news; twice under two names is.
            let other = earlier.map(|report| report.file.clone()).filter(|file| file != name);
            let diagnostics = other.map(|other| about::same_file(name, &other)).into_iter().to_list();
            self.files.push(Taken { unit, period, diagnostics, ..blank(name, Outcome::Known) });
            return;
        }
        let taken = self.take(name, docx, mark);
        self.files.push(taken);
    }

    /// What was done with each file.
    pub fn files(self) -> Vec<Taken> {
        self.files
    }

    fn take(&mut self, name: &str, docx: &[u8], mark: String) -> Taken {
        let read = read(&Options::default(), name, docx);
        let (Read { file, mut values, .. }, is_text) = match read {
            Ok(read) => (read, false),
            Err(finding) if lost::may_be_read(&finding) => {
                match lost::read_text(self.matter, &self.names, self.taking.period.as_ref(), name, docx) {
                    Ok(read) => (read, true),
                    Err(finding) => return unreadable(name, finding),
                }
            }
            Err(finding) => return unreadable(name, finding),
        };
        let mut taken = Taken {
            changed: file.changed,
            edits: file.edits,
            diagnostics: file.diagnostics,
            unit: file.unit.clone(),
            ..blank(name, Outcome::Taken)
        };
        let text =
            |path: &str| value_at(&values, path).and_then(Value::as_str).unwrap_or_default().to_owned();
        let matter = text(marks::MATTER);
        if matter != self.matter.mark {
            taken.diagnostics.push(about::other_matter(name, &matter, &self.matter.mark));
            return Taken { outcome: Outcome::OtherMatter, ..taken };
        }
        let Some(unit) = self.unit(name, &text(marks::UNIT), &file.unit, &mut taken.diagnostics) else {
            if self.names.called(&file.unit).is_empty() {
                taken.diagnostics.push(about::unknown_unit(name, &file.unit));
            }
            return Taken { outcome: Outcome::UnknownUnit, ..taken };
        };
        let unit = unit.clone();
        let period =
            Period::of_id(&text(marks::PERIOD)).or_else(|| Period::of_name(&text(marks::PERIOD_NAME)));
        let Some(mut period) = period else {
            taken.diagnostics.push(about::unknown_period(name));
            return Taken { outcome: Outcome::UnknownPeriod, unit: unit.name, ..taken };
        };
        if let Some(current) = &self.taking.period {
            if period.is_same(current) {
                period = current.clone();
            } else {
                taken.diagnostics.push(about::other_period(name, &period, current));
            }
        }
        if taken.changed && !is_text {
            let template = library::get(&file.template);
            if let Some(template) = template {
                edited_texts(&template, docx, &mut values, &mut taken.edits);
            }
        }
        let is_sent = |template: &Arc<Template>| unfilled::is_unfilled(template, &values);
        if !is_text && taken.edits.is_empty() && library::get(&file.template).as_ref().is_some_and(is_sent) {
            taken.diagnostics.push(about::unfilled(name, &unit.name));
            return Taken { outcome: Outcome::Unfilled, unit: unit.name, period: period.id(), ..taken };
        }
        let left: Vec<&Edited> = taken.edits.iter().filter(|edit| !edit.taken).to_list();
        taken.diagnostics.extend(about::left_out(name, &left));
        taken.diagnostics.extend(marks::rows(self.matter, &unit, &values, name));
        taken.unit.clone_from(&unit.name);
        taken.period = period.id();
        let unit_name =
            if crate::collect::same_unit(&file.unit, &unit.name) { String::new() } else { file.unit };
        let received = Received {
            unit: unit.mark,
            period,
            manner: Manner::File,
            file: name.to_owned(),
            fingerprint: mark.clone(),
            received: self.taking.received.clone(),
            document: marks::own_document(&values),
            nothing_to_report: value_at(&values, marks::NOTHING) == Some(&Value::Bool(true)),
            changed: taken.changed,
            unit_name,
            template: file.template,
            values: super::held::Held::of(&values),
            ..Received::default()
        };
        self.known.insert(mark);
        self.matter.received.push(received);
        taken
    }

    /// The unit a file is from: by the name it shows where that is a unit's, else by the mark inside.
    fn unit(&self, name: &str, mark: &str, shown: &str, findings: &mut Vec<Diagnostic>) -> Option<&Unit> {
        let of = |at: usize| self.matter.units.get(at);
        let (by_mark, by_name) = (self.names.of_mark(mark), self.names.of_name(shown));
        let called = self.names.called(shown);
        if called.len() > 1 {
            // Of several of one name the mark tells which.
            if let Some(marked) = by_mark.filter(|marked| called.contains(marked)) {
                return of(marked);
            }
            let marks: Vec<&str> = called.iter().filter_map(|at| Some(of(*at)?.mark.as_str())).to_list();
            findings.push(about::of_several(name, shown, &marks));
            return None;
        }
        match (by_mark, by_name) {
            (Some(marked), Some(named)) if marked != named => {
                let (marked, named) = (of(marked)?, of(named)?);
                findings.push(about::marked_as_other(name, &named.name, &marked.name));
                Some(named)
            }
            (_, Some(named)) => of(named),
            (Some(marked), None) => {
                let marked = of(marked)?;
                findings.push(about::unknown_name(name, shown, &marked.name));
                Some(marked)
            }
            (None, None) => None,
        }
    }
}

/// The names of the units that sent the form of a period back as it was, each once.
pub(super) fn unfilled<'f>(files: &'f [Taken], period: &str) -> impl Iterator<Item = &'f str> {
    let mut told = OrderedSet::new();
    let of_period = move |file: &&Taken| file.outcome == Outcome::Unfilled && file.period == period;
    files.iter().filter(of_period).map(|file| file.unit.as_str()).filter(move |unit| {
        let is_new = !told.contains(*unit);
        told.insert((*unit).to_owned());
        is_new
    })
}

fn blank(name: &str, outcome: Outcome) -> Taken {
    Taken {
        file: name.to_owned(),
        outcome,
        unit: String::new(),
        period: String::new(),
        changed: false,
        edits: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn unreadable(name: &str, finding: Diagnostic) -> Taken {
    let finding = Diagnostic { location: about::place(name), ..finding };
    Taken { diagnostics: vec![finding], ..blank(name, Outcome::Unreadable) }
}

/// Takes over what was edited in texts of the form that are no tables, those are read already: what difficulties and
/// proposals say now.
fn edited_texts(template: &Arc<Template>, docx: &[u8], values: &mut Value, edits: &mut [Edited]) {
    let Ok(found) = changes(docx) else { return };
    let is_text = |path: &str| {
        let field = template.fields.iter().find(|field| field.name == path);
        field.is_some_and(|field| matches!(field.kind, Kind::Body | Kind::Text))
    };
    let which: Vec<usize> = found
        .changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.field.as_ref().is_some_and(|path| is_text(top(path.as_str()))))
        .map(|(at, _)| at)
        .to_list();
    if which.is_empty() {
        return;
    }
    let Ok(over) = take_over(docx, &which) else { return };
    let mut fields: OrderedSet<String> = OrderedSet::new();
    for at in which.iter().filter(|at| !over.left.contains(at)) {
        let Some(change) = found.changes.get(*at) else { continue };
        let same = |edit: &&mut Edited| edit.before == change.before && edit.after == change.after;
        edits.iter_mut().filter(same).for_each(|edit| edit.taken = true);
        fields.extend(change.field.iter().map(|path| top(path.as_str()).to_owned()));
    }
    let Some(own) = values.as_object_mut() else { return };
    for field in fields.iter() {
        match over.values.get(field) {
            Some(value) => own.insert(field.clone(), value.clone()),
            None => own.remove(field),
        };
    }
}

fn top(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}
