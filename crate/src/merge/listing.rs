//! The fields of a template, as far as its tags tell.

use serde::Serialize;

use super::place::Place;

/// A field that a template asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordField {
    /// Its name as the tags write it.
    pub name: String,
    /// What the words around a blank call it; empty for tags.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// What it is used as.
    pub kind: WordKind,
    /// What the items of a list, or a group, are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<WordField>,
    /// Where a blank stands; empty for tags.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// What a field is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordKind {
    /// It is printed, or what it says decides.
    Text,
    /// Something prints if it is there.
    Condition,
    /// Something prints for each of its items, or for it.
    List,
    /// A day, written into a blank.
    Date,
    /// A row of digits, written into a blank.
    Digits,
    /// An amount, written into a blank.
    Number,
    /// A box to be ticked.
    Tick,
}

/// A tag that asks for a value, and how many blocks it is in.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) kind: WordKind,
    /// The loops around it from the outermost: what each goes through and what its items are called.
    pub(super) within: Vec<(String, Option<String>)>,
    pub(super) place: Place,
    /// What the words around call it, where it is a blank.
    pub(super) label: Option<String>,
}

/// Sorts what tags ask for into fields, in the order they come; a name in a loop that was asked for outside too is the one
/// outside.
pub(super) fn fields(asked: &[Asked]) -> Vec<WordField> {
    let mut found: Vec<WordField> = Vec::new();
    for one in asked {
        let mut path: Vec<&str> = Vec::new();
        let mut name = one.name.as_str();
        // A name that begins with what a loop calls its items is theirs.
        let owner = one.within.iter().rposition(|(_, called)| {
            called.as_deref().is_some_and(|called| {
                name == called || name.strip_prefix(called).is_some_and(|rest| rest.starts_with('.'))
            })
        });
        let depth = match owner.and_then(|at| Some((at, one.within.get(at)?.1.as_deref()?))) {
            Some((at, called)) => {
                name = name.strip_prefix(called).unwrap_or(name).trim_start_matches('.');
                at + 1
            }
            None if one.within.iter().any(|(_, called)| called.is_some()) => 0,
            None => one.within.len(),
        };
        for (list, _) in one.within.iter().take(depth) {
            let outer = one.within.iter().filter_map(|(_, called)| called.as_deref());
            let list =
                outer.filter_map(|outer| list.strip_prefix(outer)?.strip_prefix('.')).next().unwrap_or(list);
            path.push(list);
        }
        if name.is_empty() || name == "." || name.starts_with(['@', '$']) || name.starts_with("loop.") {
            continue;
        }
        let mut at = &mut found;
        for list in path {
            at = &mut entry(at, list, WordKind::List).fields;
        }
        let field = entry(at, name, one.kind);
        if let Some(label) = &one.label {
            field.label.clone_from(label);
            field.place = one.place.words().0;
        }
    }
    found
}

fn entry<'f>(fields: &'f mut Vec<WordField>, name: &str, kind: WordKind) -> &'f mut WordField {
    let at = fields.iter().position(|field| field.name == name).unwrap_or_else(|| {
        fields.push(WordField {
            name: name.to_owned(),
            label: String::new(),
            kind,
            fields: Vec::new(),
            place: String::new(),
        });
        fields.len() - 1
    });
    #[expect(clippy::indexing_slicing, reason = "the field stands where it was found or has just been put")]
    let field = &mut fields[at];
    if kind == WordKind::List || field.kind == WordKind::Condition {
        field.kind = kind;
    }
    field
}
