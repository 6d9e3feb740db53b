//! The rows of a table as they stand in the text.

mod checks;
mod judged;

use crate::Diagnostic;
use crate::joined::Joined;
use crate::to_list::ToList;
use serde_json::{Map, Value};

use super::super::rates;
use super::super::roles::Role;
use super::super::wholes::Whole;
use super::layout::Layout;
use super::number::{Why, held, plain};
use super::printed::Printed;
use super::text::{Spot, aligned, alike, first};
use crate::template::{Field, Kind};
use crate::vietnamese::lists::column_marks;
use crate::vietnamese::sums::is_unit_head;
use crate::vietnamese::text::fold;

/// A row as it is told: its number below the head and its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect) struct Called(pub(in crate::collect) usize, pub(in crate::collect) String);

/// What is to be said about the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    /// A cell is not what its column holds.
    Cell { row: Called, column: String, text: String, why: Why },
    /// A merged cell may be of several columns or rows.
    Merged(Called, String),
    /// Its cells fit no columns.
    LeftOut(Called),
    /// It holds numbers of the columns.
    Counters(Called),
    /// It is not a row of figures alone.
    Role(Called, Role),
    /// It says the same as one above.
    Twice(Called),
    /// A column that says what its figures are said something else.
    Renamed { row: Called, column: String, was: String },
    /// The total row of the form shows another sum.
    Total { row: Called, column: String, shown: String, sum: String },
    /// What is computed is shown otherwise: the columns and what they show.
    Computed(Called, Vec<(String, String)>),
    /// It is struck out.
    Struck(Called),
}

/// What was read of a table.
#[derive(Default)]
pub(super) struct Read {
    pub(super) rows: Vec<Value>,
    pub(super) told: Vec<Told>,
    /// The texts of its cells.
    pub(super) texts: Vec<String>,
    /// Texts of its cells that are not in its rows.
    pub(super) lost: Vec<String>,
    /// The rows that were left out for those they add up.
    pub(super) wholes: Vec<Whole>,
    /// A row says that it adds up all others.
    pub(super) adds: bool,
}

/// A row of the text that has its columns.
struct Row<'r> {
    cells: &'r [Spot],
    called: Called,
    /// The texts of each column.
    parts: Vec<Vec<String>>,
    /// The merged cells of which it is unclear which column or row their figures are of.
    unclear: Vec<String>,
    /// What is struck out, with its columns.
    struck: Vec<(usize, String)>,
    /// The row that was printed.
    twin: Option<usize>,
    is_new: bool,
    /// It stands below the total.
    is_below: bool,
    record: Map<String, Value>,
}

impl Row<'_> {
    fn text(&self, column: usize) -> String {
        self.parts.get(column).map(|parts| parts.join(" ")).unwrap_or_default()
    }
}

/// Reads the rows below the head; what the text does not show is as it was in `old`. `root` holds the other values of the form.
pub(super) fn read(
    printed: &Printed<'_>,
    layout: &Layout<'_>,
    below: &[Vec<Spot>],
    (old, root): (&[Value], &Map<String, Value>),
    about: &dyn Fn(&Called, Role) -> Diagnostic,
) -> Read {
    let before: Vec<&Vec<Spot>> =
        printed.own().iter().filter(|row| row.len() == printed.columns.len()).to_list();
    let mut reader = Reader { printed, layout, before, root, read: Read::default() };
    let mut totals = Vec::new();
    let mut rows = reader.rows(below, &mut totals);
    reader.find_twins(&mut rows);
    rows.iter_mut().for_each(|row| reader.cells(row, old));
    reader.find_copies(&rows);
    reader.find_renamed(&rows);
    let counts = reader.judge(&rows, !totals.is_empty(), about);
    let mut counted: Vec<Row<'_>> = Vec::new();
    for (row, counts) in rows.into_iter().zip(counts) {
        if counts {
            counted.push(row);
        }
    }
    totals.iter().for_each(|total| reader.check_total(total, &counted));
    counted.iter().for_each(|row| reader.check_computed(row));
    reader.read.rows = counted.into_iter().map(|row| Value::Object(row.record)).to_list();
    reader.read
}

struct Reader<'p, 't> {
    printed: &'p Printed<'t>,
    layout: &'p Layout<'t>,
    before: Vec<&'p Vec<Spot>>,
    root: &'p Map<String, Value>,
    read: Read,
}

fn called(number: usize, row: &[Spot]) -> Called {
    let text = |cell: &'_ Spot| if cell.text.is_empty() { cell.struck.clone() } else { cell.text.clone() };
    Called(number, row.iter().map(text).filter(|text| !text.is_empty()).joined(" | "))
}

/// Whether all figures of a row are struck out.
fn is_struck(row: &[Spot]) -> bool {
    row.iter().any(|cell| !cell.struck.is_empty()) && row.iter().all(|cell| plain(&cell.text).is_none())
}

/// Whether figures of a column can be added up: numbers that are given, and no shares.
fn is_added(field: &Field) -> bool {
    field.kind.numeric().is_some() && field.formula().is_none() && !rates::is_share(field)
}

fn is_figure(field: &Field) -> bool {
    matches!(field.kind, Kind::Number(_) | Kind::Money(_) | Kind::Date(_))
}

/// Whether a row counts the columns: `(1) (2) (3)`, `A B 1 2 3`.
fn counts_columns(row: &[Spot]) -> bool {
    const LEAST: usize = 3;
    let texts = row.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    column_marks(texts).is_some_and(|marks| marks.count >= LEAST)
}

impl<'t> Reader<'_, 't> {
    fn lose(&mut self, cells: &[Spot]) {
        self.read.lost.extend(cells.iter().map(|cell| cell.text.clone()));
    }

    /// The rows that have the columns; those of the form that show sums go to `totals`.
    fn rows<'r>(&mut self, below: &'r [Vec<Spot>], totals: &mut Vec<Row<'r>>) -> Vec<Row<'r>> {
        let mut rows = Vec::new();
        for (at, cells) in below.iter().enumerate() {
            if is_struck(cells) {
                self.read.told.push(Told::Struck(called(at + 1, cells)));
                continue;
            }
            if first(cells).is_none() || self.printed.head().iter().any(|head| alike(head, cells)) {
                continue;
            }
            let called = called(at + 1, cells);
            let is_printed = self.before.iter().any(|row| alike(row, cells));
            if !is_printed && counts_columns(cells) {
                self.lose(cells);
                self.read.told.push(Told::Counters(called));
                continue;
            }
            let is_total = self.printed.below().iter().any(|known| first(cells) == first(known));
            let is_between = || {
                let mut own = self.printed.own().iter();
                own.any(|known| known.len() != self.printed.columns.len() && alike(cells, known))
            };
            if !is_total && is_between() {
                continue;
            }
            let Some(columns) = aligned(cells, &self.layout.places) else {
                self.lose(cells);
                self.read.told.push(Told::LeftOut(called));
                continue;
            };
            let (parts, unclear) = self.spread(cells, &columns);
            let struck = cells.iter().zip(&columns).filter(|(cell, _)| !cell.struck.is_empty());
            let struck = struck.filter_map(|(cell, columns)| Some((*columns.first()?, cell.struck.clone())));
            let row = Row {
                cells,
                called,
                parts,
                unclear,
                struck: struck.to_list(),
                twin: None,
                is_new: false,
                is_below: !totals.is_empty(),
                record: Map::new(),
            };
            if is_total { totals.push(row) } else { rows.push(row) }
        }
        rows
    }

    fn field(&self, column: usize) -> Option<&'t Field> {
        self.layout.columns.get(column).and_then(|column| column.field)
    }

    fn is_given(&self, column: usize) -> bool {
        self.field(column).is_some_and(|field| field.formula().is_none())
    }

    /// The texts of each column, and the merged cells of which it is unclear whose their figures are.
    fn spread(&self, cells: &[Spot], columns: &[Vec<usize>]) -> (Vec<Vec<String>>, Vec<String>) {
        let mut texts: Vec<Vec<String>> = vec![Vec::new(); self.layout.columns.len()];
        let mut put = |at: usize, parts: &[String]| {
            if let Some(own) = texts.get_mut(at) {
                own.extend_from_slice(parts);
            }
        };
        let mut unclear = Vec::new();
        for (cell, columns) in cells.iter().zip(columns) {
            if let Some(above) = cell.above.as_ref().filter(|above| !above.is_empty()) {
                let of_words =
                    columns.iter().find(|at| self.field(**at).is_some_and(|field| !is_figure(field)));
                if let Some(at) = of_words {
                    put(*at, std::slice::from_ref(above));
                }
            }
            if cell.text.is_empty() {
                continue;
            }
            let is_figure_column = |at: &usize| self.is_given(*at) && self.field(*at).is_some_and(is_figure);
            if cell.height > 1 && columns.iter().any(is_figure_column) {
                unclear.push(cell.text.clone());
                continue;
            }
            if let [at] = columns.as_slice() {
                put(*at, &cell.parts);
                continue;
            }
            let given: Vec<usize> = columns.iter().copied().filter(|at| self.is_given(*at)).to_list();
            if let Some(own) = [columns, &given].into_iter().find(|columns| columns.len() == cell.parts.len())
            {
                own.iter().zip(&cell.parts).for_each(|(at, part)| put(*at, std::slice::from_ref(part)));
                continue;
            }
            let words = given.iter().find(|at| !is_figure_column(at));
            let only = given.first().filter(|_| given.len() == 1);
            if let Some(at) = words.or(only) {
                put(*at, &cell.parts);
            }
            let may_be_figure = words.is_none() || cell.text.contains(|letter: char| letter.is_ascii_digit());
            if only.is_none() && may_be_figure && given.iter().any(is_figure_column) {
                unclear.push(cell.text.clone());
            }
        }
        (texts, unclear)
    }

    /// The column of text that says what a row is about.
    fn named(&self) -> Option<usize> {
        let of_text =
            |at: &usize| self.field(*at).is_some_and(|field| matches!(field.kind, Kind::Line | Kind::Text));
        (0..self.layout.columns.len()).find(of_text)
    }

    /// The column that says what the figures of a row count.
    fn unit(&self) -> Option<usize> {
        (0..self.layout.columns.len())
            .find(|at| self.field(*at).is_some_and(|field| is_unit_head(&field.label)))
    }

    /// The text that was printed in a column of a row.
    fn printed_text(&self, twin: Option<usize>, column: usize) -> Option<&str> {
        let at = self.layout.columns.get(column)?.printed?;
        self.before.get(twin?)?.get(at).map(|cell| cell.text.as_str())
    }

    /// Finds the printed row of each: by its name, and where no row came or went by its place.
    fn find_twins(&self, rows: &mut [Row<'_>]) {
        let named = self.named();
        let mut free: Vec<usize> = (0..self.before.len()).to_list();
        for row in rows.iter_mut() {
            let Some(named) = named else { break };
            let own = fold(&row.text(named));
            let is_same =
                |at: &&usize| self.printed_text(Some(**at), named).is_some_and(|text| fold(text) == own);
            row.twin = free.iter().find(is_same).copied();
            free.retain(|at| Some(*at) != row.twin);
        }
        let same_count = rows.len() == self.before.len();
        for (at, row) in rows.iter_mut().enumerate().filter(|(_, row)| row.twin.is_none()) {
            row.is_new = named.is_some() || !same_count;
            row.twin = Some(at).filter(|at| same_count && free.contains(at));
        }
    }

    /// Reads the cells of a row.
    fn cells(&mut self, row: &mut Row<'_>, old: &[Value]) {
        row.record =
            row.twin.and_then(|twin| old.get(twin)).and_then(Value::as_object).cloned().unwrap_or_default();
        let absent = |field: &&Field| field.formula().is_some() || !self.layout.has(field);
        for field in self.printed.table.fields().filter(absent) {
            // What the text has no column for was not printed, or was removed: then it is blank.
            let was_printed = self.printed.columns.iter().flatten().any(|column| column.name == field.name);
            if field.formula().is_some() {
                row.record.remove(&field.name);
            } else if was_printed {
                row.record.insert(field.name.clone(), field.blank());
            }
        }
        for cell in row.cells.iter().filter(|cell| !row.unclear.contains(&cell.text)) {
            self.read.texts.push(cell.text.clone());
            self.read.texts.extend(cell.parts.iter().filter(|part| **part != cell.text).cloned());
        }
        let mut missing = Vec::new();
        let mut has_figures = false;
        let mut had_figures = false;
        for at in 0..self.layout.columns.len() {
            let Some(field) = self.field(at).filter(|field| field.formula().is_none()) else { continue };
            let text = row.text(at);
            let numeric = field.kind.numeric().is_some();
            let was = self.printed_text(row.twin, at);
            has_figures |= numeric && !text.is_empty();
            had_figures |= numeric && was.is_some_and(|was| !was.is_empty());
            if let Some((_, struck)) = row.struck.iter().find(|(column, _)| *column == at) {
                let told = self.cell(row, at, struck.clone(), Why::Struck);
                self.read.told.push(told);
                row.record.insert(field.name.clone(), field.blank());
                continue;
            }
            if was == Some(text.as_str()) {
                continue;
            }
            let parts = row.parts.get(at).map_or(&[][..], Vec::as_slice);
            let beside = self.beside(row);
            let beside: Vec<&str> = beside.iter().map(String::as_str).to_list();
            let (value, why) = held(field, parts, &beside);
            if let Some(why) = why {
                let told = self.cell(row, at, text.clone(), why);
                self.read.told.push(told);
            }
            if numeric && field.required && text.is_empty() {
                missing.push(at);
            }
            row.record.insert(field.name.clone(), value);
        }
        // A row without any figure parts sections.
        if (has_figures || had_figures) && row.unclear.is_empty() {
            let told = missing.into_iter().map(|at| self.cell(row, at, String::new(), Why::Missing));
            self.read.told.extend(told.to_list());
        }
        self.read.lost.extend(row.unclear.iter().cloned());
        let merged = row.unclear.iter().map(|text| Told::Merged(row.called.clone(), text.clone()));
        self.read.told.extend(merged);
    }

    fn cell(&self, row: &Row<'_>, column: usize, text: String, why: Why) -> Told {
        let label = self.field(column).map(|field| field.label.clone()).unwrap_or_default();
        Told::Cell { row: row.called.clone(), column: label, text, why }
    }

    /// What the cells of a row say that hold no figures.
    fn beside(&self, row: &Row<'_>) -> Vec<String> {
        let of_words = |at: &usize| self.field(*at).is_some_and(|field| matches!(field.kind, Kind::Line));
        (0..self.layout.columns.len()).filter(of_words).map(|at| row.text(at)).to_list()
    }
}
