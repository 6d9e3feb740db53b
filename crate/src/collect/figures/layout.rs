//! Where the columns of a form stand in a table of the text.

use std::ops::Range;

use super::printed::Printed;
use super::text::{Spot, alike, places};
use crate::template::Field;
use crate::to_list::ToList;
use crate::vietnamese::text::{fold, key};

/// A column of the text.
pub(super) struct Column<'t> {
    /// What its head says.
    pub(super) label: String,
    /// The column of the form; none for one that was added.
    pub(super) field: Option<&'t Field>,
    /// Where it was printed.
    pub(super) printed: Option<usize>,
}

/// What was done to the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HeadChange {
    /// The head of a column says something else.
    Renamed { was: String, is: String },
    /// A column the form has not.
    Added(String),
    /// A column of the form that is gone.
    Removed(String),
}

/// The columns of a table of the text.
pub(super) struct Layout<'t> {
    /// The first row below the head.
    pub(super) first: usize,
    pub(super) places: Vec<Range<usize>>,
    pub(super) columns: Vec<Column<'t>>,
    pub(super) changes: Vec<HeadChange>,
}

/// Rows in which a head is looked for.
const MOST_ABOVE: usize = 6;

impl<'t> Layout<'t> {
    /// That of a table whose head is as printed.
    pub(super) fn same(printed: &Printed<'t>, rows: &[Vec<Spot>]) -> Option<Layout<'t>> {
        let head = printed.head();
        let top = rows.get(..head.len())?;
        let is_same = top.iter().zip(head).all(|(row, head)| alike(row, head));
        let headless =
            head.is_empty() && !rows.iter().any(|row| printed.own().iter().any(|own| alike(row, own)));
        if !is_same || headless {
            return None;
        }
        let label = |at: usize| head.last().and_then(|row| row.get(at)).map_or("", |cell| cell.text.as_str());
        let columns = printed.columns.iter().enumerate().map(|(at, field)| Column {
            label: label(at).to_owned(),
            field: *field,
            printed: Some(at),
        });
        let mut candidates = top.last().into_iter().chain(rows.iter().skip(head.len())).chain(printed.own());
        let places = candidates.find(|row| row.len() == printed.columns.len()).map(|row| places(row))?;
        Some(Layout { first: head.len(), places, columns: columns.to_list(), changes: Vec::new() })
    }

    /// How many heads of the form a table has, and in which row.
    pub(super) fn likeness(printed: &Printed<'_>, rows: &[Vec<Spot>]) -> Option<(usize, usize)> {
        let known: Vec<String> = printed.head().last()?.iter().map(|cell| key(&cell.text)).to_list();
        let count = |row: &[Spot]| {
            let heads: Vec<String> = row.iter().map(|cell| key(&cell.text)).to_list();
            known.iter().filter(|label| !label.is_empty() && heads.contains(label)).count()
        };
        let counted = rows.iter().take(MOST_ABOVE).enumerate().map(|(at, row)| (count(row), at));
        let best = counted.max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)))?;
        (best.0 > 1 && best.0 * 2 >= known.len()).then_some(best)
    }

    /// That of a table whose head was changed and stands in this row.
    pub(super) fn similar(printed: &Printed<'t>, rows: &[Vec<Spot>], at: usize) -> Option<Layout<'t>> {
        let (head, known) = (rows.get(at)?, printed.head().last()?);
        let mut changes = Vec::new();
        let mut owners: Vec<Option<usize>> = vec![None; head.len()];
        let mut free: Vec<usize> = (0..known.len().min(printed.columns.len())).to_list();
        for (owner, cell) in owners.iter_mut().zip(head) {
            let label = key(&cell.text);
            let same = |at: &&usize| known.get(**at).is_some_and(|known| key(&known.text) == label);
            if let Some(found) = free.iter().find(same).copied().filter(|_| !label.is_empty()) {
                *owner = Some(found);
                free.retain(|other| *other != found);
                let was = known.get(found).map_or("", |known| known.text.as_str());
                if signs(was) != signs(&cell.text) {
                    changes.push(HeadChange::Renamed { was: was.to_owned(), is: cell.text.clone() });
                }
            }
        }
        let unknown: Vec<usize> = (0..head.len()).filter(|at| owners.get(*at) == Some(&None)).to_list();
        let text = |row: &[Spot], at: usize| row.get(at).map_or_else(String::new, |cell| cell.text.clone());
        if unknown.len() == free.len() {
            for (at, was) in unknown.iter().zip(&free) {
                if let Some(owner) = owners.get_mut(*at) {
                    *owner = Some(*was);
                }
                changes.push(HeadChange::Renamed { was: text(known, *was), is: text(head, *at) });
            }
        } else {
            changes.extend(unknown.iter().map(|at| HeadChange::Added(text(head, *at))));
            changes.extend(free.iter().map(|was| HeadChange::Removed(text(known, *was))));
        }
        let columns = owners.iter().zip(head).map(|(owner, cell)| Column {
            label: cell.text.clone(),
            field: owner.and_then(|at| printed.columns.get(at).copied().flatten()),
            printed: *owner,
        });
        Some(Layout { first: at + 1, places: places(head), columns: columns.to_list(), changes })
    }

    /// Whether a column of the form is in the text.
    pub(super) fn has(&self, field: &Field) -> bool {
        self.columns.iter().any(|column| column.field.is_some_and(|own| own.name == field.name))
    }
}

/// The signs of a head that are no punctuation, such as `%`: what its figures count.
fn signs(head: &str) -> String {
    let is_sign =
        |one: &char| !one.is_alphanumeric() && !one.is_whitespace() && !".,:;()[]-–—/\"'*“”".contains(*one);
    fold(head).chars().filter(is_sign).collect()
}
