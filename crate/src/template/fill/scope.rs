//! What a name in a template stands for, block by block.

use super::show::Show;
use crate::template::field::{Field, Kind, Table};
use crate::to_list::ToList;

/// What an expression stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning<'f> {
    /// All fields of the form.
    Root,
    /// A field, a sub-field or an item.
    Field(&'f Field),
    /// A row of a table.
    Row(&'f Table),
    /// A signer.
    Signer(&'f [Field]),
    /// The position in a loop, from 0.
    Index,
    /// A number, computed or written in the template.
    Number,
    /// Text, computed or written in the template.
    Text,
    /// Yes or no.
    Answer,
}

/// One block that changes what `this` is.
#[derive(Debug)]
pub(super) struct Scope<'f> {
    /// What `this` is.
    pub(super) this: Meaning<'f>,
    /// `@index` and the like are there.
    pub(super) looped: bool,
    /// The names given by `as |x i|`.
    pub(super) names: Vec<(String, Meaning<'f>)>,
}

/// A path of a template taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Steps<'p> {
    /// `@root`
    pub(super) root: bool,
    /// How many `../`.
    pub(super) up: usize,
    /// The names, `this` left out.
    pub(super) names: Vec<&'p str>,
    /// It began with `this` or `./`.
    pub(super) this: bool,
}

/// Takes a path apart as Handlebars does; `None` for the `[…]` notation.
pub(super) fn steps(raw: &str) -> Option<Steps<'_>> {
    if raw.contains('[') {
        return None;
    }
    let mut rest = raw;
    let mut steps = Steps { root: false, up: 0, names: Vec::new(), this: false };
    for current in ["this.", "this/", "./"] {
        if let Some(after) = rest.strip_prefix(current) {
            (rest, steps.this) = (after, true);
            break;
        }
    }
    if let Some(after) = rest.strip_prefix("@root").filter(|after| after.starts_with(['/', '.'])) {
        (rest, steps.root) = (after.get(1..).unwrap_or(""), true);
    }
    while let Some(after) = rest.strip_prefix("../").or_else(|| rest.strip_prefix("...")) {
        rest = after;
        steps.up += 1;
    }
    steps.this |= rest == "this";
    steps.names = rest.split(['/', '.']).filter(|name| *name != "this").to_list();
    Some(steps)
}

impl<'f> Meaning<'f> {
    /// What a name within this stands for.
    pub(super) fn child(self, name: &str, fields: &'f [Field]) -> Option<Meaning<'f>> {
        let within = |fields: &'f [Field]| fields.iter().find(|field| field.name == name).map(Meaning::Field);
        let position = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Meaning::Root => within(fields),
            Meaning::Field(field) => match &field.kind {
                Kind::Group(fields) | Kind::VienDan(fields) => within(fields),
                _ if position => self.item(),
                _ => None,
            },
            Meaning::Row(table) => table.column(name).map(|column| Meaning::Field(&column.field)),
            Meaning::Signer(fields) => within(fields),
            _ => None,
        }
    }

    /// What one turn of a loop over this stands for.
    pub(super) fn item(self) -> Option<Meaning<'f>> {
        let Meaning::Field(field) = self else { return None };
        match &field.kind {
            Kind::List(item) => Some(Meaning::Field(item)),
            Kind::Table(table) => Some(Meaning::Row(table)),
            Kind::Signature(fields) => Some(Meaning::Signer(fields)),
            _ => None,
        }
    }

    /// It has named parts, so that `{{#with}}` makes sense.
    pub(super) fn has_parts(self) -> bool {
        match self {
            Meaning::Field(field) => field.kind.record().is_some(),
            Meaning::Root | Meaning::Row(_) | Meaning::Signer(_) => true,
            _ => false,
        }
    }

    /// The names of its parts.
    pub(super) fn part_names(self, fields: &'f [Field]) -> Vec<&'f str> {
        let names = |fields: &'f [Field]| fields.iter().map(|field| field.name.as_str()).to_list();
        match self {
            Meaning::Root => names(fields),
            Meaning::Field(field) => field.kind.record().map(names).unwrap_or_default(),
            Meaning::Row(table) => table.fields().map(|field| field.name.as_str()).to_list(),
            Meaning::Signer(fields) => names(fields),
            _ => Vec::new(),
        }
    }

    /// How it prints as text; `None` when it does not.
    pub(super) fn show(self) -> Option<Show> {
        match self {
            Meaning::Field(field) => match Show::of(field) {
                Show::Nothing | Show::Table(..) => None,
                show => Some(show),
            },
            Meaning::Text => Some(Show::Text),
            Meaning::Index | Meaning::Number => Some(Show::Machine),
            _ => None,
        }
    }
}

/// The name nearest to a misspelt one, when it is near enough to be meant.
pub(super) fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (name.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out or changed.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).to_list();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.chars().zip(row.iter().skip(1)) {
            let changed = diagonal + usize::from(x != y);
            diagonal = *above;
            left = changed.min(left + 1).min(*above + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_apart_as_handlebars_reads_them() {
        let cases = [
            ("a", false, 0, vec!["a"], false),
            ("a.b/c", false, 0, vec!["a", "b", "c"], false),
            ("this", false, 0, vec![], true),
            ("this.a", false, 0, vec!["a"], true),
            ("./a", false, 0, vec!["a"], true),
            ("../../a.0", false, 2, vec!["a", "0"], false),
            ("../this", false, 1, vec![], true),
            ("@root/a", true, 0, vec!["a"], false),
            ("@root.a", true, 0, vec!["a"], false),
        ];
        for (raw, root, up, names, this) in cases {
            assert_eq!(steps(raw), Some(Steps { root, up, names, this }), "{raw}");
        }
        assert_eq!(steps("a.[b c]"), None);
    }

    #[test]
    fn only_near_names_are_suggested() {
        let names = ["trich_yeu", "kinh_gui", "so"];
        assert_eq!(nearest("trich_yêu", names), Some("trich_yeu"));
        assert_eq!(nearest("trichyeu", names), Some("trich_yeu"));
        assert_eq!(nearest("noi_dung", names), None);
        assert_eq!(nearest("s", names), Some("so"));
    }
}
