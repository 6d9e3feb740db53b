//! What may take a change over, and values with it.

use serde_json::Value;

use super::align::Step;
use super::explain::loose;
use super::lines::{Line, common};
use super::region::{self, Region};
use super::{Comparison, field};
use crate::FieldPath;
use crate::docx::read::{Glyph, plain};
use crate::ordered;
use crate::template::Kind;
use crate::to_list::ToList;

/// A way to take a change over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edit {
    /// A field prints other words.
    Reword { path: FieldPath, before: String, after: String },
    /// A list has an item more at a position.
    Insert { list: FieldPath, at: usize, line: String },
    /// A list has an item less.
    Drop { list: FieldPath, at: usize },
    /// A text in the conventions of a body has another line.
    Line { region: usize, change: region::Change },
}

impl Edit {
    /// The field that changes.
    pub(super) fn path(&self, regions: &[Region]) -> FieldPath {
        match self {
            Edit::Reword { path, .. } => path.clone(),
            Edit::Insert { list, .. } | Edit::Drop { list, .. } => list.clone(),
            Edit::Line { region, .. } => {
                regions.get(*region).map(|region| region.path.clone()).unwrap_or_default()
            }
        }
    }

    pub(super) fn region(&self) -> Option<usize> {
        if let Edit::Line { region, .. } = self { Some(*region) } else { None }
    }

    /// It takes over all lines of a table together.
    pub(super) fn is_of_table(&self) -> bool {
        matches!(self, Edit::Line { change, .. } if change.is_of_table())
    }
}

/// What may take the change of a step over, the likeliest first, sections last.
pub(super) fn candidates(comparison: &Comparison, step: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    match comparison.steps.all().get(step) {
        Some(Step::Changed(one, other)) => {
            if let (Some(line), Some(seen)) = (comparison.lines.get(*one), comparison.seen.get(*other)) {
                reworded(comparison, line, &seen.glyphs, &mut edits);
            }
            in_regions(comparison, *one, |_, _, own| Some(region::Change::Replace(own, *other)), &mut edits);
        }
        Some(Step::Removed(one)) => {
            if let Some(line) = comparison.lines.get(*one) {
                edits.extend(items_of(line).map(|(list, at)| Edit::Drop { list, at }));
                if let [path] = line.fields.as_slice() {
                    let before = text_of(line, path);
                    edits.push(Edit::Reword { path: path.clone(), before, after: String::new() });
                }
            }
            in_regions(comparison, *one, |at, region, own| table(comparison, at, region, own), &mut edits);
            in_regions(comparison, *one, |_, _, own| Some(region::Change::Remove(own)), &mut edits);
            ordered::sort_by_key(&mut edits, |edit| {
                edit.region().is_some_and(|region| region >= comparison.sections)
            });
        }
        Some(Step::Added(other)) => added(comparison, step, *other, &mut edits),
        Some(Step::Same(..)) | None => {}
    }
    edits
}

fn in_regions(
    comparison: &Comparison,
    line: usize,
    change: impl Fn(usize, &Region, usize) -> Option<region::Change>,
    edits: &mut Vec<Edit>,
) {
    for (at, region) in comparison.regions.iter().enumerate() {
        let change = region.own(line).and_then(|own| change(at, region, own));
        edits.extend(change.map(|change| Edit::Line { region: at, change }));
    }
}

/// The table of a line as it is now, when the line is in a table.
fn table(comparison: &Comparison, at: usize, region: &Region, own: usize) -> Option<region::Change> {
    if !region.is_cell(own) {
        return None;
    }
    let now = comparison.tables.get(&(at, region.block(own)?))?.as_ref()?;
    Some(region::Change::Table(region.first_of_block(own), *now))
}

fn added(comparison: &Comparison, step: usize, other: usize, edits: &mut Vec<Edit>) {
    let Some(seen) = comparison.seen.get(other) else { return };
    let (near, next) = (comparison.near(step), comparison.next(step));
    let new_table = seen.table.and_then(|table| comparison.new_tables.get(&table)?.as_ref());
    if let Some(first) = new_table {
        for (at, region) in comparison.regions.iter().enumerate() {
            let before = first.near.and_then(|near| region.own(near)).map(|own| own + 1);
            let own = before.or(first.next.and_then(|next| region.own(next)));
            let change = own.map(|own| region::Change::NewTable(own, first.line));
            edits.extend(change.map(|change| Edit::Line { region: at, change }));
        }
        return;
    }
    let line = |at: Option<usize>| at.and_then(|at| comparison.lines.get(at));
    if let Some(before) = line(near) {
        let text = seen.text.clone();
        edits.extend(items_of(before).map(|(list, at)| Edit::Insert {
            list,
            at: at + 1,
            line: text.clone(),
        }));
    }
    if let Some(after) = line(next) {
        let text = seen.text.clone();
        edits.extend(items_of(after).map(|(list, at)| Edit::Insert { list, at, line: text.clone() }));
    }
    if let Some(before) = line(near)
        && let Some(path) = before.fields.last()
        && field::at(&comparison.template, path).is_some_and(|(field, _)| field.kind == Kind::Text)
    {
        let old = text_of(before, path);
        let after = format!("{old}\n{}", seen.text);
        edits.push(Edit::Reword { path: path.clone(), before: old, after });
    }
    for (at, region) in comparison.regions.iter().enumerate() {
        let before = near.and_then(|near| region.own(near));
        let after = next.and_then(|next| region.own(next));
        let in_table = before
            .or(after)
            .filter(|_| seen.cell.is_some())
            .and_then(|own| table(comparison, at, region, own));
        let insert = before.map(|own| own + 1).or(after).map(|own| region::Change::Insert(own, other));
        let change = if seen.cell.is_some() { in_table } else { insert };
        edits.extend(change.map(|change| Edit::Line { region: at, change }));
    }
}

/// The items of lists a line prints: the list and the position.
fn items_of(line: &Line) -> impl Iterator<Item = (FieldPath, usize)> {
    let mut items: Vec<(FieldPath, usize)> = Vec::new();
    for path in &line.fields {
        let steps: Vec<&str> = path.as_str().split('.').to_list();
        for (place, step) in steps.iter().enumerate().rev() {
            let (Ok(at), Some(before)) = (step.parse::<usize>(), steps.get(..place)) else { continue };
            let item = (FieldPath(before.join(".")), at);
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    items.into_iter()
}

/// What a line prints of a field.
fn text_of(line: &Line, path: &FieldPath) -> String {
    let own = line.fields.iter().position(|known| known == path);
    let glyphs =
        line.glyphs.iter().zip(&line.origins).filter(|(_, origin)| origin.is_some() && **origin == own);
    plain(&glyphs.map(|(glyph, _)| glyph.clone()).to_list())
}

/// The field whose words differ, when all that differ are of one.
fn reworded(comparison: &Comparison, line: &Line, new: &[Glyph], edits: &mut Vec<Edit>) {
    let marks = |glyphs: &[Glyph]| {
        let text = plain(glyphs);
        text.chars().count() - loose(&text).chars().count()
    };
    let (old_marks, new_marks) = (marks(&line.glyphs), marks(new));
    for (cut, new_cut) in [(0, 0), (old_marks, new_marks)] {
        let old = line.glyphs.get(..line.glyphs.len().saturating_sub(cut)).unwrap_or_default();
        let new = new.get(..new.len().saturating_sub(new_cut)).unwrap_or_default();
        let (start, end) = common(old, new);
        let from_end = old.len() - end;
        let origin = |at: usize| line.origins.get(at).copied().flatten();
        let mut touched: Vec<usize> = Vec::new();
        if start == from_end {
            touched.extend(start.checked_sub(1).and_then(origin));
            touched.extend(origin(start).filter(|_| start < old.len()));
            touched.dedup();
        } else if let Some(first) = origin(start)
            && (start..from_end).all(|at| origin(at) == Some(first))
        {
            touched.push(first);
        }
        for field in touched {
            let in_field = |at: &usize| origin(*at) == Some(field);
            let first = (0..start).rev().take_while(in_field).last().unwrap_or(start);
            let last = (from_end..old.len()).take_while(in_field).last().map_or(from_end, |at| at + 1);
            let part =
                |glyphs: &[Glyph], from: usize, to: usize| glyphs.get(from..to).unwrap_or_default().to_vec();
            let before = plain(&part(old, first, last));
            let after = plain(&part(new, first, (new.len() + last).saturating_sub(old.len())));
            let Some(path) = line.fields.get(field) else { continue };
            let is_body =
                field::at(&comparison.template, path).is_some_and(|(field, _)| field.kind == Kind::Body);
            if !is_body {
                edits.push(Edit::Reword { path: path.clone(), before, after });
            }
        }
    }
}

/// The values with edits in them; `None` when one of them cannot be.
pub(super) fn apply(comparison: &Comparison, edits: &[&Edit]) -> Option<Value> {
    let mut values = comparison.read.values.clone();
    let resolved = &comparison.resolved;
    for edit in edits {
        let Edit::Reword { path, before, after } = edit else { continue };
        let (field, _) = field::at(&comparison.template, path)?;
        let place = field::place(&mut values, resolved, path.as_str())?;
        let done = place
            .as_str()
            .is_some_and(|text| !before.is_empty() && !text.contains(before) && text.contains(after));
        if !done || after.is_empty() {
            *place = field::reworded(field, place, before, after)?;
        }
    }
    for (at, region) in comparison.regions.iter().enumerate() {
        let changes: Vec<&region::Change> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::Line { region, change } if *region == at => Some(change),
                _ => None,
            })
            .to_list();
        if !changes.is_empty() {
            let text = region.with(&changes, &comparison.lines, &comparison.seen, &comparison.observed);
            field::set(&mut values, resolved, region.path.as_str(), text.into())?;
        }
    }
    let mut items: Vec<(&FieldPath, usize, usize, Option<&str>)> = Vec::new();
    for (order, edit) in edits.iter().enumerate() {
        match edit {
            Edit::Insert { list, at, line } => items.push((list, *at, order, Some(line))),
            Edit::Drop { list, at }
                if !items.iter().any(|item| (item.0, item.1, item.3) == (list, *at, None)) =>
            {
                items.push((list, *at, order, None));
            }
            _ => {}
        }
    }
    // From the end of each list, so that positions stay; what is dropped goes before what is put in its place.
    ordered::sort_by_key(&mut items, |(_, at, order, line)| std::cmp::Reverse((*at, line.is_none(), *order)));
    for (list, at, _, line) in items {
        let (field, _) = field::at(&comparison.template, list)?;
        let place = field::place(&mut values, resolved, list.as_str())?.as_array_mut()?;
        match line {
            Some(line) => {
                let Kind::List(item) = &field.kind else { return None };
                place.insert(at.min(place.len()), field::item(item, line)?);
            }
            None if at < place.len() => drop(place.remove(at)),
            None => return None,
        }
    }
    Some(values)
}

/// The value at a path.
pub(super) fn get<'v>(values: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(values, |value, step| match value {
        Value::Object(fields) => fields.get(step),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}
