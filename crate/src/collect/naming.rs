//! The field that names the unit a document is from, as somebody gave it.

use crate::sheet::flat::{self, Flat};
use crate::template::Kind;
use crate::vietnamese::text::key;
use crate::{Diagnostic, Location, Template};

/// The path of the field of a form that somebody calls so: by its path, or by its label.
pub(super) fn path(template: &Template, named: &str) -> Option<String> {
    let form = flat::form(template, &[]);
    let by_path = || form.columns.iter().find(|column| column.path == named.trim());
    let by_label = || form.columns.iter().find(|column| is_text(column) && key(&column.label) == key(named));
    by_path().or_else(by_label).map(|column| column.path.clone())
}

fn is_text(column: &Flat<'_>) -> bool {
    matches!(column.field.kind, Kind::Line | Kind::Text)
}

/// That none of these forms has a field of this name, and which could name a unit.
pub(super) fn unknown<'t>(templates: impl Iterator<Item = &'t Template>, named: &str) -> Diagnostic {
    let mut known: Vec<String> = Vec::new();
    for template in templates {
        let form = flat::form(template, &[]);
        let of_words = form.columns.iter().filter(|column| is_text(column));
        for column in
            of_words.filter(|column| !column.path.contains('.') || column.path.starts_with("co_quan."))
        {
            let entry = format!("{} («{}»)", column.path, column.label);
            if !known.contains(&entry) {
                known.push(entry);
            }
        }
    }
    let known = known.join(", ");
    Diagnostic::error(
        "truong-la",
        Location::Document,
        format!("Mẫu không có trường «{named}» để lấy tên đơn vị; chọn một trong: {known}."),
        format!("The form has no field «{named}» that could name the unit; choose one of: {known}."),
    )
}
