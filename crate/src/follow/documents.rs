//! The documents that follow: which there are, and their values.

use crate::to_list::ToList;
use serde_json::{Map, Value};

use super::record::Matter;
use super::view::{Subject, View};
use crate::ordered::OrderedSet;
use crate::template::{Each, Follow};
use crate::{Template, filename, library};

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
        Each::Task => matter.tasks.iter().map(Subject::Task).to_list(),
        Each::Unit => {
            let busy = |mark: &str| matter.tasks_of(mark).next().is_some();
            matter.units.iter().filter(|unit| busy(&unit.mark)).map(Subject::Unit).to_list()
        }
    }
}

/// What the files of the documents are called, without ending: template and unit or task, each name once.
pub fn names(template: &Template, subjects: &[Subject<'_>]) -> Vec<String> {
    let mut taken = OrderedSet::new();
    let mut names = Vec::new();
    for subject in subjects {
        let name = match subject {
            Subject::All => template.id.clone(),
            Subject::Unit(unit) => format!("{}-{}", template.id, unit.mark),
            Subject::Task(task) => format!("{}-{}", template.id, task.mark),
        };
        let name = filename::safe(&name);
        let free = |name: &String| !taken.contains(name);
        let numbered = (2..).map(|count| format!("{name}-{count}"));
        let name = std::iter::once(name.clone()).chain(numbered).find(free).unwrap_or(name);
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

/// The values of the document of one of them.
pub fn values(view: &View<'_>, follow: &Follow, subject: Subject<'_>) -> Map<String, Value> {
    follow.values(&view.record(subject))
}
