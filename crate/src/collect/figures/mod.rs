//! Tables of figures that were changed in Word, read from the text.
//!
//! Every figure of the table is either in the rows that are read, or in a row that holds sums, or it is told.

mod findings;
mod layout;
mod measure;
mod number;
mod printed;
mod rows;
mod text;

use serde_json::Value;

use self::findings::About;
use self::layout::{HeadChange, Layout};
use self::measure::Measure;
use self::printed::Printed;
pub(super) use self::rows::Called;
use self::rows::{Read, Told};
use self::text::{Seen, Spot, alike, first};
use super::roles::Role;
use super::wholes::Whole;
use crate::Diagnostic;
use crate::document::Element;
use crate::docx::read::observe;
use crate::fill::Filled;
use crate::joined::Joined;
use crate::template::Template;
use crate::to_list::ToList;

/// A table whose text is not the one that was printed.
pub(super) struct Changed {
    /// The field.
    pub(super) path: String,
    /// Its rows as they stand in the text.
    pub(super) rows: Vec<Value>,
    /// The texts of its cells.
    pub(super) texts: Vec<String>,
    /// Texts of its cells that are not in its rows.
    pub(super) lost: Vec<String>,
    label: String,
    head: Vec<HeadChange>,
    told: Vec<Told>,
    /// The rows that were left out for those they add up.
    pub(super) wholes: Vec<Whole>,
    /// A row of it says that it adds up all others.
    adds: bool,
    /// It had rows and has none now.
    is_emptied: bool,
}

/// The tables of a document.
#[derive(Default)]
pub(super) struct Tables {
    /// Those whose text differs.
    pub(super) changed: Vec<Changed>,
    /// What those are called that were not found.
    unread: Vec<String>,
    /// The first rows of those with figures that the form has not.
    strangers: Vec<String>,
    /// The lines that say what a whole table counts and are not as they were printed.
    pub(super) measures: Vec<Measure>,
    /// The texts of all cells of all of them, those that were printed too.
    cells: Vec<String>,
    /// The fields whose tables have a row that adds all others up.
    pub(super) added_up: Vec<String>,
}

impl Tables {
    /// What is to be said about them.
    pub(super) fn findings(&self, file: &str) -> Vec<Diagnostic> {
        let unread = self.unread.iter().map(|label| About { file, label }.unread());
        let of_table = |table: &Changed| {
            let about = About { file, label: &table.label };
            let head = table.head.iter().map(|change| about.head(change));
            let rows = table.told.iter().map(|told| about.row(told));
            let emptied = table.is_emptied.then(|| about.emptied());
            [about.read()].into_iter().chain(head).chain(rows).chain(emptied).to_list()
        };
        let strangers = self.strangers.iter().map(|row| findings::stranger(file, row));
        let measures = self.measures.iter().map(|measure| findings::measure(file, measure));
        unread.chain(self.changed.iter().flat_map(of_table)).chain(measures).chain(strangers).to_list()
    }

    /// Whether a text is that of a cell of a table that was read.
    pub(super) fn has_cell(&self, text: &str) -> bool {
        !text.is_empty() && self.cells.iter().any(|cell| cell == text)
    }

    /// Whether a table of the text is not as it was printed, or is new.
    pub(super) fn differ(&self) -> bool {
        !self.changed.is_empty() || !self.unread.is_empty() || !self.measures.is_empty()
    }
}

/// That a row of the values of a table is not one of figures alone.
pub(super) fn role_told(file: &str, label: &str, row: &Called, role: Role) -> Diagnostic {
    About { file, label }.role(row, role)
}

/// That a row of the values of a table says the same as one above.
pub(super) fn twice_told(file: &str, label: &str, row: &Called) -> Diagnostic {
    About { file, label }.row(&Told::Twice(row.clone()))
}

/// The fields whose tables are printed with a row that adds all others up.
pub(super) fn added_up(template: &Template, filled: &Filled<'_>) -> Vec<String> {
    let elements = filled.document.sections.iter().flat_map(|section| &section.elements);
    let adds = |element: &Element| {
        let Element::Table(table) = element else { return None };
        let printed = Printed::of(template, table)?;
        printed.adds().then(|| printed.field.name.clone())
    };
    elements.filter_map(adds).to_list()
}

/// The tables whose text differs, with the rows that stand there now.
pub(super) fn changed(
    template: &Template,
    filled: &Filled<'_>,
    (file, docx): (&str, &[u8]),
) -> Result<Tables, Diagnostic> {
    let observed = observe(docx)?;
    let mut search = Search::of(text::tables(&observed));
    let measures = measure::changed(template, filled, &observed);
    let mut found = Tables { measures, ..Tables::default() };
    let tables = filled.document.sections.iter().flat_map(|section| &section.elements);
    let tables: Vec<_> = tables
        .filter_map(|element| match element {
            Element::Table(table) => Some(table),
            _ => None,
        })
        .to_list();
    let printed: Vec<Option<Printed<'_>>> = tables.iter().map(|table| Printed::of(template, table)).to_list();
    // Those whose heads are as they were are found first: what is left may be those whose heads are not.
    let exact: Vec<_> =
        printed.iter().map(|table| table.as_ref().and_then(|table| search.same(table))).to_list();
    for (table, exact) in printed.iter().zip(exact) {
        let Some(table) = table else { continue };
        let Some((at, layout)) = exact.or_else(|| search.similar(table)) else {
            if !found.unread.contains(&table.field.label) {
                found.unread.push(table.field.label.clone());
            }
            continue;
        };
        let now = search.rows(at, &layout);
        let is_same = now.len() == table.rows.len()
            && now.iter().zip(&table.rows).all(|(row, printed)| alike(row, printed))
            && now.iter().flatten().all(|cell| cell.height < 2);
        let texts = now.iter().chain(&table.rows).flatten();
        let texts = texts.flat_map(|cell| cell.parts.iter().chain([&cell.text, &cell.struck]));
        found.cells.extend(texts.cloned());
        if !is_same {
            let changed = of(table, &layout, (&now, file), filled);
            if changed.adds {
                found.added_up.push(table.field.name.clone());
            }
            found.changed.push(changed);
        }
    }
    for (table, _) in tables.iter().zip(&printed).filter(|(_, printed)| printed.is_none()) {
        search.leave(&printed::texts(table, |_, _, _| {}));
    }
    found.strangers = search.strangers();
    Ok(found)
}

fn of(
    table: &Printed<'_>,
    layout: &Layout<'_>,
    (now, file): (&[Vec<Spot>], &str),
    filled: &Filled<'_>,
) -> Changed {
    let values = &filled.resolved.values;
    let old = values.get(&table.field.name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let below = now.get(layout.first..).unwrap_or_default();
    let (path, label) = (table.field.name.clone(), table.field.label.clone());
    let Read { rows, told, texts, lost, wholes, adds } =
        rows::read(table, layout, below, (old, values), &|row, role| role_told(file, &label, row, role));
    // A column without a word in it was added for the look.
    let says_nothing = |label: &str| {
        let at = layout.columns.iter().position(|column| column.label == label && column.field.is_none());
        let cells = below.iter().filter(|row| row.len() == layout.columns.len());
        at.is_some_and(|at| cells.filter_map(|row| row.get(at)).all(|cell| cell.text.is_empty()))
    };
    let is_told = |change: &HeadChange| match change {
        HeadChange::Added(label) => !says_nothing(label),
        HeadChange::Removed(label) => {
            let at = table.head().last().and_then(|row| row.iter().position(|cell| cell.text == *label));
            let field = at.and_then(|at| table.columns.get(at).copied().flatten());
            field.is_some_and(|field| field.formula().is_none())
        }
        HeadChange::Renamed { .. } => true,
    };
    let head = layout.changes.iter().filter(|change| is_told(change)).cloned().to_list();
    let is_emptied = rows.is_empty() && !old.is_empty();
    Changed { path, rows, texts, lost, label, head, told, wholes, adds, is_emptied }
}

/// The tables of the text, and which of them are tables of the form.
struct Search {
    seen: Vec<Seen>,
    is_claimed: Vec<bool>,
}

impl Search {
    fn of(seen: Vec<Seen>) -> Search {
        let is_claimed = vec![false; seen.len()];
        Search { seen, is_claimed }
    }

    fn claim(&mut self, at: usize) {
        if let Some(claimed) = self.is_claimed.get_mut(at) {
            *claimed = true;
        }
    }

    fn free(&self) -> impl Iterator<Item = (usize, &Seen)> {
        let tables = self.seen.iter().enumerate().zip(&self.is_claimed);
        tables.filter(|(_, claimed)| !**claimed).map(|(table, _)| table)
    }

    /// The first table with the head that was printed.
    fn same<'t>(&mut self, printed: &Printed<'t>) -> Option<(usize, Layout<'t>)> {
        let found = self.free().find_map(|(at, seen)| Some((at, Layout::same(printed, &seen.rows)?)))?;
        self.claim(found.0);
        Some(found)
    }

    /// The table with most of the heads that were printed.
    fn similar<'t>(&mut self, printed: &Printed<'t>) -> Option<(usize, Layout<'t>)> {
        let likeness = |(at, seen): (usize, &Seen)| {
            let (count, row) = Layout::likeness(printed, &seen.rows)?;
            Some((count, std::cmp::Reverse(at), row))
        };
        let (_, std::cmp::Reverse(at), row) = self.free().filter_map(likeness).max()?;
        let layout = Layout::similar(printed, &self.seen.get(at)?.rows, row)?;
        self.claim(at);
        Some((at, layout))
    }

    /// The rows of a table, and of those below it into which it was split.
    fn rows(&mut self, at: usize, layout: &Layout<'_>) -> Vec<Vec<Spot>> {
        let mut rows = self.seen.get(at).map(|seen| seen.rows.clone()).unwrap_or_default();
        let mut next = at + 1;
        while let Some(more) = self.seen.get(next).filter(|more| more.follows) {
            let goes_on = more.rows.iter().all(|row| text::aligned(row, &layout.places).is_some());
            let below =
                more.rows.iter().filter(|row| !rows.iter().take(layout.first).any(|head| alike(head, row)));
            let is_copy = below.clone().any(|row| rows.iter().any(|known| alike(known, row)));
            if self.is_claimed.get(next) == Some(&true) || !goes_on || is_copy {
                break;
            }
            rows.extend(below.cloned().to_list());
            self.claim(next);
            next += 1;
        }
        rows
    }

    /// Claims the table that says most of what was printed in one that is no table of the form.
    fn leave(&mut self, printed: &[Vec<Spot>]) {
        let texts: Vec<&str> = printed.iter().flatten().map(|cell| cell.text.as_str()).to_list();
        let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).to_list();
        let likeness = |(at, seen): (usize, &Seen)| {
            let says = |text: &&&str| seen.rows.iter().flatten().any(|cell| cell.text == ***text);
            let count = texts.iter().filter(says).count();
            (count * 2 >= texts.len() && count > 0).then_some((count, std::cmp::Reverse(at)))
        };
        if let Some((_, std::cmp::Reverse(at))) = self.free().filter_map(likeness).max() {
            self.claim(at);
        }
    }

    /// The first rows of the tables with figures that are left.
    fn strangers(&self) -> Vec<String> {
        let has_figures = |seen: &Seen| {
            let rows = seen.rows.iter().filter(|row| row.len() > 1);
            rows.flatten().any(|cell| number::plain(&cell.text).is_some())
        };
        let first_row = |seen: &Seen| {
            let row = seen.rows.iter().find(|row| first(row).is_some())?;
            Some(row.iter().map(|cell| cell.text.as_str()).joined(" | "))
        };
        self.free().filter(|(_, seen)| has_figures(seen)).filter_map(|(_, seen)| first_row(seen)).to_list()
    }
}
