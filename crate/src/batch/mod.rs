//! Many documents from the rows of a sheet.
//!
//! ```text
//! sheet ─ table ─▶ rows ─ Matching ─▶ values, values, … ─ check ─▶ problems by cell
//!                                                      └ make ─▶ DOCX, DOCX, …
//! ```
//!
//! ```
//! use std::sync::Arc;
//! use chrono::NaiveDate;
//! use thethuc::batch::{Batch, Matching};
//! use thethuc::sheet::{Content, SheetBuilder, table};
//! use thethuc::library;
//!
//! let invitation = library::get("giay-moi").expect("a built-in template");
//! let mut sheet = SheetBuilder::new("Khách");
//! for row in [["Người được mời", "Chủ trì"], ["Bà Lê Thị Hạnh", "Chủ tịch"], ["Ông Đỗ Văn Nam", "Chủ tịch"]] {
//!     row.iter().enumerate().for_each(|(column, text)| sheet.push(column, text, Content::Text));
//!     sheet.end_row();
//! }
//! let sheets = Arc::new(vec![sheet.finish()]);
//! let mut matching = Matching::propose(&invitation, &sheets[0], &table(&sheets[0])?);
//! matching.constants = invitation.samples()[0].values.clone();
//! let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let batch = Batch::new(invitation, sheets, matching, today).expect("a matching that fits");
//! assert_eq!((batch.len(), batch.check(1).len()), (2, 0));
//! assert_eq!(batch.name(1), "2-Ong-Do-Van-Nam");
//! let files = batch.make(1, true)?;
//! assert!(files[0].bytes.starts_with(b"PK"));
//! # Ok::<(), thethuc::Diagnostic>(())
//! ```

mod added_twice;
mod amounts;
mod begun;
mod bind;
mod cell;
mod cell_problems;
mod choices;
mod column;
mod corrected;
mod documents;
mod given;
mod heads;
mod keys;
mod likely;
mod likeness;
mod maker;
mod matching;
mod merged;
mod names;
mod range;
mod refusals;
mod rejected;
mod remarks;
mod repeats;
mod roles;
mod second;
mod target;
mod told;
mod unusable;
mod word;
mod words;

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value;

pub use self::heads::{Heads, heads};
pub use self::likely::likely_sheet;
pub use self::maker::Maker;
pub use self::matching::{Matching, Second};
pub use self::range::{LeftOut, Range, range};
pub use self::roles::parts;
pub use self::target::{Input, inputs};
use crate::diagnostic::value_at;
use crate::sheet::{Cell, Content, Sheet, Table, TableColumn, place};
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Counted};
use crate::{Diagnostic, Document, File, Location, Severity};

pub use self::unusable::{DOUBTFUL, UNCALCULATED};
pub use self::word::WordForm;
pub use self::words::{ColumnWords, Word, words};

use self::bind::Bound;
use self::column::{Column, Rows};
use self::merged::Merged;

/// Something that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: usize,
    /// The cell, `C7`; empty when the row as a whole is meant.
    pub place: String,
    /// What the head says above the cell; empty when the row as a whole is meant.
    pub header: String,
    /// What is wrong; its location is that of the value.
    pub diagnostic: Diagnostic,
}

impl Problem {
    /// The finding, with the cell for its place: `Khách!C7`.
    pub fn at_cell(&self) -> Diagnostic {
        let cell = if self.place.is_empty() { format!("dòng {}", self.row) } else { self.place.clone() };
        let location = Location::File { file: format!("{}!{cell}", self.sheet), line: 0, column: 0 };
        Diagnostic { location, ..self.diagnostic.clone() }
    }

    /// What the cell says is in no document.
    pub fn is_dropped(&self) -> bool {
        self.diagnostic.code == cell_problems::DIFFERS
    }
}

/// The same value, in whichever row of a table.
fn alike(one: &Location, other: &Location) -> bool {
    let (Location::Field { path: one }, Location::Field { path: other }) = (one, other) else {
        return one == other;
    };
    let same = |(one, other): (&str, &str)| {
        one == other || (one.parse::<usize>().is_ok() && other.parse::<usize>().is_ok())
    };
    let (one, other) = (one.as_str().split('.'), other.as_str().split('.'));
    one.clone().count() == other.clone().count() && one.zip(other).all(same)
}

/// The documents of a sheet. Nothing of them is held but which rows each is made of; values and files are made when they
/// are asked for, on any number of threads.
#[derive(Debug)]
pub struct Batch {
    maker: Arc<dyn Maker>,
    sheets: Arc<Vec<Sheet>>,
    today: NaiveDate,
    matching: Matching,
    table: Table,
    bound: Bound,
    names: Vec<Box<str>>,
    numbers: Option<names::Numbers>,
    notes: Vec<Diagnostic>,
}

impl Batch {
    /// Takes a matching for the sheets of a workbook.
    ///
    /// # Errors
    /// Everything that keeps it from being used: no such sheet, column or field, two columns for one field, a pattern of
    /// names with an unknown word, no rows.
    pub fn new<M: Maker + 'static>(
        maker: Arc<M>,
        sheets: Arc<Vec<Sheet>>,
        matching: Matching,
        today: NaiveDate,
    ) -> Result<Batch, Vec<Diagnostic>> {
        Batch::with(maker, sheets, matching, today)
    }

    /// [`Batch::new`] with a maker of any kind.
    ///
    /// # Errors
    /// As there.
    pub fn with(
        maker: Arc<dyn Maker>,
        sheets: Arc<Vec<Sheet>>,
        matching: Matching,
        today: NaiveDate,
    ) -> Result<Batch, Vec<Diagnostic>> {
        Batch::beside(maker, sheets, matching, today, &[])
    }

    /// [`Batch::with`] where files are there already, by their names without ending, that another run made: documents of rows
    /// that were given back to be corrected take no name of theirs.
    ///
    /// # Errors
    /// As there, and when it is unclear whose these files are.
    pub fn beside(
        maker: Arc<dyn Maker>,
        sheets: Arc<Vec<Sheet>>,
        matching: Matching,
        today: NaiveDate,
        there: &[String],
    ) -> Result<Batch, Vec<Diagnostic>> {
        let bind::Found { table, bound, mut notes } = bind::bind(&*maker, &sheets, &matching)?;
        let mut batch = Batch {
            maker,
            sheets,
            today,
            matching,
            table,
            bound,
            names: Vec::new(),
            numbers: None,
            notes: Vec::new(),
        };
        let pattern = names::Pattern::parse(&batch).map_err(|finding| vec![finding])?;
        batch.numbers = names::Numbers::of(&batch, &pattern, there);
        batch.names = names::all(&batch, &pattern, there, &mut notes);
        if let Some(finding) = names::of_others(&batch, &pattern, &batch.names, there) {
            return Err(vec![finding]);
        }
        notes.extend(batch.common());
        notes.extend(batch.of_another());
        notes.extend(batch.by_default());
        notes.extend(batch.repeated());
        batch.notes = notes;
        Ok(batch)
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.bound.documents.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What there is to say about the sheet and about what all documents have in common; an error here is one of every
    /// document, and of none in particular: what is missing prints as a visible blank.
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// The date the documents carry.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The matching in use.
    pub fn matching(&self) -> &Matching {
        &self.matching
    }

    /// The table that was found.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The sheet the documents come from.
    pub fn sheet(&self) -> &Sheet {
        self.bound.sheet(&self.sheets)
    }

    /// The rows of a document, from 0.
    pub fn rows(&self, document: usize) -> &[usize] {
        self.bound.documents.rows(document)
    }

    /// The name of a document's file, without its ending: no two documents have the same.
    pub fn name(&self, document: usize) -> &str {
        self.names.get(document).map_or("", AsRef::as_ref)
    }

    /// Whether nothing but their place in the sheet tells the names of documents apart.
    pub fn is_named_by_place(&self) -> bool {
        let pattern = names::Pattern::parse(self);
        self.numbers.is_none() && pattern.is_ok_and(|pattern| pattern.is_count_alone())
    }

    /// The values of a document, as its form would hold them.
    pub fn values(&self, document: usize) -> Value {
        let mut values = self.matching.constants.clone();
        let sheet = self.sheet();
        let rows = self.rows(document);
        for column in &self.bound.columns {
            match &column.rows {
                Rows::Document => {
                    // A blank cell is a blank value: what is common to all must not stand in for a name that is missing.
                    let value = self.of_document(column, rows);
                    cell::put(&mut values, &column.path, value);
                }
                Rows::Item(list) => {
                    item_rows(&mut values, list, column, (sheet, &self.bound.merged), rows);
                }
            }
        }
        for (second, sheet, rows) in self.bound.second_rows(&self.sheets, rows) {
            for column in &second.columns {
                if let Rows::Item(list) = &column.rows {
                    item_rows(&mut values, list, column, (sheet, &second.merged), rows);
                }
            }
        }
        values
    }

    /// What a column gives a document: of its rows the first that shows something, with what follows in the same line.
    fn of_document(&self, column: &Column, rows: &[usize]) -> Value {
        let sheet = self.sheet();
        let filled = |index: usize| {
            let shown = |&row: &usize| self.bound.merged.cell(sheet, row, index);
            let says = |cell: &Cell<'_>| !column.is_open(*cell);
            rows.iter().map(shown).find(says).filter(|cell| cell.content != Content::Error)
        };
        if !column.also.is_empty() {
            return column.joined(filled);
        }
        filled(column.index).map_or(Value::Null, |cell| column.value(cell))
    }

    /// The columns with something in a row of data that fill nothing and are no key, and that nobody left out.
    pub fn unused(&self) -> Vec<&TableColumn> {
        let bound = &self.bound;
        let used = |index: usize| {
            bound.columns.iter().any(|column| column.indices().any(|known| known == index))
                || bound.key.contains(&index)
                || bound.second.iter().any(|second| second.main_key == index)
        };
        let left_out =
            |label: &str| self.matching.columns.iter().any(|(known, path)| known == label && path.is_empty());
        let holds =
            |index: usize| self.table.rows.iter().any(|&row| !self.sheet().cell(row, index).is_blank());
        let counts = |column: &TableColumn| {
            lists::is_counter(&column.label) && self.words_in_counter(column.index).is_empty()
        };
        let unused = |column: &&TableColumn| {
            !used(column.index)
                && !left_out(&column.label)
                && !counts(column)
                && !corrected::is_ours(&self.table, &column.label)
                && holds(column.index)
        };
        self.table.columns.iter().filter(unused).to_list()
    }

    /// The rows, from 0, in which a column of numbers holds words.
    fn words_in_counter(&self, index: usize) -> Vec<usize> {
        let is_words = |row: &usize| lists::counted(self.sheet().cell(*row, index).shown) == Counted::Words;
        self.table.rows.iter().copied().filter(is_words).to_list()
    }

    /// How many rows of its tables may be data and are in no document, and nobody chose to leave them out.
    pub fn left_out(&self) -> usize {
        let tables = std::iter::once(&self.table).chain(self.bound.second.iter().map(|second| &second.table));
        tables.flat_map(|table| &table.aside).filter(|(_, why)| why.is_dropped()).count()
    }

    /// Everything that is wrong with a document, each at its cell. Nothing here means that it can be made and sent.
    pub fn check(&self, document: usize) -> Vec<Problem> {
        let mut problems = self.bound.cells(self, document);
        let found = self.maker.check(&self.values(document), self.today);
        for mut diagnostic in found {
            match self.locate(document, &diagnostic) {
                Some((sheet, row, column)) => {
                    if let Some(unclear) = column.unclear(sheet.cell(row, column.index), &diagnostic) {
                        diagnostic = unclear;
                    }
                    let of_cell = Problem {
                        sheet: sheet.name().to_owned(),
                        row: row + 1,
                        place: place(row, column.index),
                        header: column.label.clone(),
                        diagnostic,
                    };
                    let told = |known: &Problem| known.place == of_cell.place && known.sheet == of_cell.sheet;
                    if !problems.iter().any(told) {
                        problems.push(of_cell);
                    }
                }
                None => {
                    let common = |known: &&Diagnostic| {
                        known.code == diagnostic.code && alike(&known.location, &diagnostic.location)
                    };
                    if self.notes.iter().find(common).is_none() {
                        let row = self.rows(document).first().map_or(0, |row| row + 1);
                        let sheet = self.sheet().name().to_owned();
                        problems.push(Problem {
                            sheet,
                            row,
                            place: String::new(),
                            header: String::new(),
                            diagnostic,
                        });
                    }
                }
            }
        }
        problems
    }

    /// Whether a document is not fit to be sent.
    pub fn is_bad(&self, document: usize) -> bool {
        self.check(document).iter().any(|problem| problem.diagnostic.severity == Severity::Error)
    }

    /// What is wrong with the first document where no column is to blame: the constants.
    fn common(&self) -> Vec<Diagnostic> {
        if self.is_empty() {
            return Vec::new();
        }
        let found = self.maker.check(&self.values(0), self.today);
        found.into_iter().filter(|finding| self.locate(0, finding).is_none()).to_list()
    }

    /// The cell a finding is about.
    fn locate(&self, document: usize, finding: &Diagnostic) -> Option<(&Sheet, usize, &Column)> {
        let Location::Field { path } = &finding.location else { return None };
        let path = path.as_str();
        let rows = self.rows(document);
        let main = (self.sheet(), &self.bound.merged, rows, self.bound.columns.as_slice());
        let second = self.bound.second_rows(&self.sheets, rows);
        let second =
            second.map(|(second, sheet, rows)| (sheet, &second.merged, rows, second.columns.as_slice()));
        std::iter::once(main).chain(second).find_map(|(sheet, merged, rows, columns)| {
            columns.iter().find_map(|column| {
                let at = column.row_of(path)?;
                let row = rows.get(at).or_else(|| rows.first()).copied()?;
                Some((sheet, merged.row(row, column.index), column))
            })
        })
    }

    /// A document before it is written, with what goes with it, for [`crate::docx::Bundle`]; none where the maker only has
    /// files.
    pub fn documents(&self, document: usize) -> Option<Vec<Document>> {
        self.maker.documents(&self.values(document), self.today)
    }

    /// The files of a document: itself first, then what goes with it.
    ///
    /// # Errors
    /// What [`Maker::make`] says.
    pub fn make(&self, document: usize, with_values: bool) -> Result<Vec<File>, Diagnostic> {
        self.maker.make(&self.values(document), self.today, with_values)
    }
}

/// Puts what a column shows into the rows of a table, or makes it the items of a list.
fn item_rows(
    values: &mut Value,
    list: &str,
    column: &Column,
    (sheet, merged): (&Sheet, &Merged),
    rows: &[usize],
) {
    if value_at(values, list).is_none_or(|given| !given.is_array()) || column.first_of_rows {
        cell::put(values, list, Value::Array(Vec::new()));
    }
    for (at, &row) in rows.iter().enumerate() {
        let cell = merged.cell(sheet, row, column.index);
        let value = if !column.also.is_empty() {
            column.joined(|index| Some(merged.cell(sheet, row, index)))
        } else if cell.content == Content::Error {
            Value::Null
        } else {
            column.value(cell)
        };
        let path = if column.within.is_empty() {
            format!("{list}.{at}")
        } else {
            format!("{list}.{at}.{}", column.within)
        };
        let blank = cell.is_blank() && column.also.is_empty() && !column.within.is_empty();
        cell::put(values, &path, if blank { Value::Null } else { value });
    }
}
