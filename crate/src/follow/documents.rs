//! The documents that follow: which there are, and their values.

use serde_json::{Map, Value};

use super::record::Matter;
use super::view::{Subject, View};
use crate::template::{Each, Follow};
use crate::{Template, filename, library};

/// A document that follows from a matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Following<'m> {
    /// For whom.
    pub subject: Subject<'m>,
    /// What its file is called, without ending: template and unit or task.
    pub name: String,
    /// Its values.
    pub values: Map<String, Value>,
}

/// What a template takes from a document of another, or from any; `source` is empty where it is not known.
pub fn followed<'t>(template: &'t Template, source: &str) -> Option<&'t Follow> {
    template.follows.iter().find(|follow| follow.follows(source))
}

/// The built-in templates that can follow a document of the template `source`, in the order of the library.
pub fn followers(source: &str) -> Vec<(String, String, Each)> {
    let mut found = Vec::new();
    for id in library::ids() {
        if let Some(template) = library::get(id)
            && let Some(follow) = followed(&template, source)
        {
            found.push((template.id.clone(), template.title.clone(), follow.each));
        }
    }
    found
}

/// For whom there are documents: units without a task get none.
pub fn subjects(matter: &Matter, each: Each) -> Vec<Subject<'_>> {
    match each {
        Each::One => vec![Subject::All],
        Each::Task => matter.tasks.iter().map(Subject::Task).collect(),
        Each::Unit => {
            let busy = |mark: &str| matter.tasks_of(mark).next().is_some();
            matter.units.iter().filter(|unit| busy(&unit.mark)).map(Subject::Unit).collect()
        }
    }
}

/// The document of one of them.
pub fn following<'m>(
    view: &View<'m>,
    template: &Template,
    follow: &Follow,
    subject: Subject<'m>,
) -> Following<'m> {
    let name = match subject {
        Subject::All => template.id.clone(),
        Subject::Unit(unit) => format!("{}-{}", template.id, unit.mark),
        Subject::Task(task) => format!("{}-{}", template.id, task.mark),
    };
    Following { subject, name: filename::safe(&name), values: follow.values(&view.record(subject)) }
}
