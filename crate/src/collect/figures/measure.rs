//! The line above a table that says what all its figures count, as it stands in the text.

use super::super::sums::UNIT_OF;
use super::text::{flat, paragraphs};
use crate::document::{Element, Paragraph, Span};
use crate::docx::read::Observed;
use crate::fill::Filled;
use crate::ordered::OrderedSet;
use crate::template::field::is_blank;
use crate::template::{Field, Kind, Template};
use crate::to_list::ToList;
use crate::vietnamese::sums::unit_said;
use crate::vietnamese::text::fold;

/// One that is not as it was printed.
pub(in super::super) struct Measure {
    /// The field that says it.
    pub(in super::super) path: String,
    pub(super) was: String,
    /// What it says now; blank where it is gone.
    pub(in super::super) is: String,
    /// The whole line as it stands there now.
    pub(in super::super) line: String,
}

/// Those that are not as they were printed.
pub(super) fn changed(template: &Template, filled: &Filled<'_>, observed: &Observed) -> Vec<Measure> {
    let elements = filled.document.sections.iter().flat_map(|section| &section.elements);
    let printed: Vec<(Option<&str>, String)> = elements.filter_map(line).to_list();
    let now: Vec<String> = paragraphs(observed).map(|line| flat(&line)).to_list();
    let known: OrderedSet<String> = printed.iter().map(|(_, line)| fold(line)).collect();
    let mut others = now.iter().filter(|line| unit_said(line).is_some() && !known.contains(&fold(line)));
    let of_field = printed.iter().filter_map(|(path, known)| Some(((*path)?, known)));
    let there: OrderedSet<String> =
        now.iter().map(|line| fold(line)).filter(|line| known.contains(line)).collect();
    let gone = of_field.filter(|(_, line)| !there.contains(&fold(line)));
    let gone: Vec<(&str, &String)> = gone.to_list();
    let said = |line: Option<&String>| {
        let is = line.and_then(|line| unit_said(line)).unwrap_or_default().to_owned();
        (is, line.cloned().unwrap_or_default())
    };
    let text = |path: &str| {
        let value = filled.resolved.values.get(path).and_then(|value| value.as_str());
        value.unwrap_or_default().trim().to_owned()
    };
    let measure = |path: &str, line: Option<&String>| {
        let (is, line) = said(line);
        Measure { path: path.to_owned(), was: text(path), is, line }
    };
    let mut found: Vec<Measure> = gone.into_iter().map(|(path, _)| measure(path, others.next())).to_list();
    // One that was added says it of the table whose form says nothing.
    let blank = template.fields.iter().filter(|field| {
        let of_table = field.name.strip_prefix(UNIT_OF).and_then(|table| template.field(table));
        let is_filled =
            |table: &Field| filled.resolved.values.get(&table.name).is_some_and(|rows| !is_blank(rows));
        of_table.is_some_and(|table| matches!(table.kind, Kind::Table(_)) && is_filled(table))
            && text(&field.name).is_empty()
    });
    for field in blank {
        let Some(line) = others.next() else { break };
        found.push(measure(&field.name, Some(line)));
    }
    found
}

/// A printed line that says what figures count, and the field that says it of a table where it comes from one.
fn line(element: &Element) -> Option<(Option<&str>, String)> {
    let Element::Paragraph(Paragraph { spans, .. }) = element else { return None };
    let mut text = String::new();
    let mut path = None;
    for span in spans {
        match span {
            Span::Text { text: words, origin, .. } => {
                text.push_str(words);
                let own = origin.as_ref().map(|path| path.as_str());
                path = path.or(own.filter(|path| path.starts_with(UNIT_OF)));
            }
            _ => text.push(' '),
        }
    }
    let text = flat(&text);
    (path.is_some() || unit_said(&text).is_some()).then_some((path, text))
}
