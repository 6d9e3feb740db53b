//! What came back: the values of many documents made here, side by side.
//!
//! Each file is read once and let go; what stays is its values without blanks. The values are those the document was made
//! from; only a table of figures that was changed in Word is read from the text, and rows that hold the sums of others are
//! left out. A file that cannot be read is in the list with the reason.
//!
//! ```
//! use chrono::NaiveDate;
//! use thethuc::collect::Collector;
//! use thethuc::{fill, library};
//! let report = library::get("bao-cao-dinh-ky").expect("a built-in template");
//! let values = &report.samples().first().expect("its example").values;
//! let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let file = fill(&report, values, today).docx(true).expect("a DOCX").remove(0);
//!
//! let mut collector = Collector::default();
//! collector.add("an-binh.docx", &file.bytes);
//! collector.add("khac.docx", b"no document");
//! let result = collector.result(&["Ủy ban nhân dân xã An Bình".into(), "UBND xã Bình Minh".into()]);
//! assert_eq!(result.missing, ["UBND xã Bình Minh"]);
//! assert!(result.files[1].unreadable && !result.files[0].changed);
//! ```

mod comparison;
mod edits;
mod figures;
mod held;
pub(crate) mod letterhead;
mod lines;
mod listed;
mod naming;
mod others;
mod periods;
mod rates;
mod read;
mod roles;
mod summary;
mod sums;
mod told;
mod twins;
mod typed;
mod units;
mod unsummed;
mod wholes;
mod workbook;

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::ordered::{self, OrderedMap};
use crate::to_list::ToList;
use crate::{Diagnostic, Location, Template, library};

use comparison::Comparison;
use held::{packed, unpacked};

pub use listed::{UnitList, listed_units, rows_in_file, unit_list, units_in_file};
pub use others::is_sent;
pub use read::{Read, read, read_text};
pub use summary::SUMMARY;
pub(crate) use units::Name;
pub use units::same_unit;

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The field that names the unit by its path or label, such as `don_vi`; the issuing body when absent.
    pub unit_field: Option<String>,
    /// The only template that counts; files of another are told as such.
    pub template: Option<String>,
}

/// A file that was collected.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Collected {
    /// Its name.
    pub file: String,
    /// The template it was made with; empty when it could not be read.
    pub template: String,
    /// The version the template had.
    pub version: u32,
    /// The unit it is from.
    pub unit: String,
    /// Its text is not the one it was made with.
    pub changed: bool,
    /// It has no values that can be read.
    pub unreadable: bool,
    /// It counts in the sums: false for a second file of a unit, and for one of another period than most.
    pub counted: bool,
    /// What was changed in it.
    pub edits: Vec<Edited>,
    /// What is to be said about it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A change of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edited {
    /// Where in the document or the form, in Vietnamese.
    pub place: String,
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
    /// The new text is in the values collected.
    pub taken: bool,
}

/// What was collected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The files in the order they were added.
    pub files: Vec<Collected>,
    /// Files that are no .docx and were not read.
    pub passed_over: Vec<String>,
    /// The units of the list that no file is from.
    pub missing: Vec<String>,
    /// Sums of the columns with figures, one entry a table and unit of measure.
    pub sums: Vec<Sum>,
    /// What concerns all of them.
    pub diagnostics: Vec<Diagnostic>,
}

/// The sums of a table over all documents that count, of the rows whose figures count the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The template.
    pub template: String,
    /// The path of the table.
    pub table: String,
    /// What it is called.
    pub label: String,
    /// What its figures count, such as `hồ sơ`: only those that count the same are added up. Empty where nothing says so.
    pub unit: String,
    /// The columns that have totals, by name, in plain decimal: sums, and what is computed of them.
    pub totals: Map<String, Value>,
}

/// Takes documents in, one after another.
#[derive(Debug, Clone, Default)]
pub struct Collector {
    options: Options,
    files: Vec<Collected>,
    /// The values of each file as JSON, blanks left out, deflated: thousands of files are held until the last is read. Empty
    /// for one that could not be read.
    values: Vec<Arc<[u8]>>,
    /// The tables of each file in which a row of the document adds up all others; none where there is no document.
    added_up: Vec<Option<Vec<String>>>,
    /// The rows of each file that were left out for those they add up.
    wholes: Vec<Vec<wholes::Whole>>,
    /// The period each file is about.
    periods: Vec<periods::Period>,
    /// Files that are no documents.
    passed_over: Vec<String>,
    /// The file that counts of each unit, template and period.
    first: OrderedMap<String, usize>,
    /// The first file that counts of each name without marks, template and period.
    plain: OrderedMap<String, usize>,
}

impl Collector {
    /// One that reads files in this way.
    pub fn new(options: Options) -> Self {
        Collector { options, ..Collector::default() }
    }

    /// How many files it has taken in.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it has taken none in.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Reads a file; what is wrong with it is said in its entry.
    pub fn add(&mut self, name: &str, docx: &[u8]) {
        self.put(read(&self.options, name, docx).unwrap_or_else(|finding| {
            let finding = Diagnostic { location: place(name), ..finding };
            let file = Collected { unreadable: true, counted: false, ..blank(name, vec![finding]) };
            Read { file, ..Read::default() }
        }));
    }

    /// Takes in what was read.
    pub fn put(&mut self, read: Read) {
        let Read { mut file, values, added_up, wholes, left, period } = read;
        file.diagnostics.extend(edits::left_told(&file.file, &left));
        if file.counted {
            match self.earlier(&file, &period) {
                Some(first) => {
                    let finding = self.second(&file, first, &values);
                    file.counted = false;
                    file.diagnostics.push(finding);
                }
                None => {
                    let unit = units::Name::new(&file.unit);
                    let at = self.files.len();
                    self.first.insert(of_template(&file, &period, &unit.exact), at);
                    let plain = of_template(&file, &period, &unit.plain);
                    if self.plain.get(&plain).is_none() {
                        self.plain.insert(plain, at);
                    }
                }
            }
        }
        self.values.push(if values.is_null() { Arc::default() } else { packed(&values) });
        self.added_up.push(added_up);
        self.wholes.push(wholes);
        self.periods.push(period);
        self.files.push(file);
    }

    /// Where the file of the same unit is that counts.
    fn earlier(&self, file: &Collected, period: &periods::Period) -> Option<usize> {
        let unit = units::Name::new(&file.unit);
        // A name without marks may be that of any unit written so.
        let plain = of_template(file, period, &unit.plain);
        let any = if unit.is_plain() { self.plain.get(&plain) } else { self.first.get(&plain) };
        self.first.get(&of_template(file, period, &unit.exact)).or(any).copied()
    }

    /// What to say of a second file of a unit: which the other is and what they say otherwise.
    fn second(&self, file: &Collected, first: usize, values: &Value) -> Diagnostic {
        let known = self.values.get(first).map(|values| unpacked(values)).unwrap_or_default();
        let other = self.files.get(first).map_or("", |first| first.file.as_str());
        let difference = match library::get(&file.template) {
            Some(template) => twins::difference(&template, &known, values),
            None => twins::Difference::Words,
        };
        told::second(&file.file, &file.unit, other, &difference)
    }

    /// That the field that is to name the units is in none of the forms met; none where it is, or no field was given.
    pub fn unknown_unit_field(&self) -> Option<Diagnostic> {
        let named = self.options.unit_field.as_deref()?;
        let templates = self.templates();
        let is_known = templates.iter().any(|template| naming::path(template, named).is_some());
        (!is_known && !templates.is_empty())
            .then(|| naming::unknown(templates.iter().map(AsRef::as_ref), named))
    }

    /// A file that could not even be opened, with the reason.
    pub fn add_unreadable(&mut self, name: &str, finding: Diagnostic) {
        self.files.push(Collected { unreadable: true, counted: false, ..blank(name, vec![finding]) });
        self.values.push(Arc::default());
        self.added_up.push(None);
        self.wholes.push(Vec::new());
        self.periods.push(periods::Period::default());
    }

    /// Notes a file that is no .docx, so that it is named and nobody thinks it was read; what nobody sent is not.
    pub fn pass_over(&mut self, path: &str) {
        if is_sent(path) && !self.passed_over.iter().any(|known| known == path) {
            self.passed_over.push(path.to_owned());
        }
    }

    /// What was collected, against a list of the units that were to send something; blank when there is none.
    pub fn result(&self, expected: &[String]) -> Report {
        let own = self.settled();
        Report {
            missing: comparison::missing(expected, own.sent()),
            sums: sums::of(&own),
            diagnostics: own.diagnostics(expected),
            passed_over: own.passed_over.clone(),
            files: own.into_owned().files,
        }
    }

    /// With the files of another period than most left out, and the rows that count for several units.
    fn settled(&self) -> Cow<'_, Collector> {
        let others = periods::others(&self.files, &self.periods);
        if others.is_empty() && self.wholes.iter().all(Vec::is_empty) {
            return Cow::Borrowed(self);
        }
        let mut own = self.clone();
        for other in others {
            if let Some(file) = own.files.get_mut(other.at) {
                file.counted &= other.counts;
                file.diagnostics.push(other.finding);
            }
        }
        wholes::settle(&mut own);
        Cow::Owned(own)
    }

    /// The units that sent a report of the period.
    fn sent(&self) -> impl Iterator<Item = &str> {
        self.readable().filter(|file| !file.is_of_other_period()).map(|file| file.unit.as_str())
    }

    /// Everything as a spreadsheet: a row a document, a sheet a table with its sums, what was changed, who is missing, what
    /// could not be read.
    pub fn sheet(&self, expected: &[String]) -> Vec<u8> {
        workbook::write(&self.settled(), expected)
    }

    /// Values for the summary report, template [`SUMMARY`].
    pub fn summary(&self, expected: &[String]) -> Value {
        summary::values(&self.settled(), expected)
    }

    fn readable(&self) -> impl Iterator<Item = &Collected> {
        self.files.iter().filter(|file| !file.unreadable)
    }

    /// The templates met, the one of most files first.
    fn templates(&self) -> Vec<Arc<Template>> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for file in self.readable() {
            match counts.iter_mut().find(|(id, _)| *id == file.template) {
                Some((_, count)) => *count += 1,
                None => counts.push((&file.template, 1)),
            }
        }
        ordered::sort_by_key(&mut counts, |(_, count)| std::cmp::Reverse(*count));
        counts.into_iter().filter_map(|(id, _)| library::get(id)).to_list()
    }

    /// The files of a template with their values.
    fn of_template<'c>(&'c self, id: &'c str) -> impl Iterator<Item = (&'c Collected, Value)> + 'c {
        let files = self.files.iter().zip(&self.values);
        files
            .filter(move |(file, _)| !file.unreadable && file.template == id)
            .map(|(file, values)| (file, unpacked(values)))
    }

    fn diagnostics(&self, expected: &[String]) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let templates = self.templates();
        if templates.len() > 1 {
            let names: Vec<&str> = templates.iter().map(|template| template.id.as_str()).to_list();
            findings.push(Diagnostic::warning(
                "nhieu-mau",
                Location::Document,
                format!("Các tệp thuộc nhiều mẫu ({}); mỗi mẫu có trang riêng.", names.join(", ")),
                format!(
                    "The files are of several templates ({}); each has a sheet of its own.",
                    names.join(", ")
                ),
            ));
        }
        let comparison = Comparison::new(expected, self.readable().map(|file| file.unit.as_str()));
        let listed = self.readable().filter(|_| !expected.is_empty());
        findings.extend(listed.filter_map(|file| {
            let likely = comparison.likely(&file.unit);
            let counts = likely.filter(|likely| likely.counts);
            match counts {
                _ if !comparison.is_listed(&file.unit) => Some(told::strange(file, likely)),
                counts => counts.map(|likely| told::without_marks(file, &likely.listed)),
            }
        }));
        let files = self.files.iter().zip(&self.periods).filter(|(file, _)| !file.unreadable);
        findings.extend(files.filter_map(|(file, period)| self.nearly(file, period, &comparison)));
        findings.extend(unsummed::told(self));
        findings.extend(self.passed_over.iter().map(|path| others::passed_over(path)));
        findings
    }

    /// Says that a unit may be another one misspelt: both count, and only marks tell their names apart.
    fn nearly(
        &self,
        file: &Collected,
        period: &periods::Period,
        comparison: &Comparison,
    ) -> Option<Diagnostic> {
        let unit = units::Name::new(&file.unit);
        let first = self.files.get(*self.plain.get(&of_template(file, period, &unit.plain))?)?;
        let same = units::Name::new(&first.unit).exact == unit.exact;
        if !file.counted || same || (comparison.names(&file.unit) && comparison.names(&first.unit)) {
            return None;
        }
        Some(told::nearly(file, first))
    }
}

/// What a file of a unit is known by.
fn of_template(file: &Collected, period: &periods::Period, unit: &str) -> String {
    format!("{}\n{}\n{unit}", file.template, period.key())
}

fn blank(name: &str, diagnostics: Vec<Diagnostic>) -> Collected {
    Collected {
        file: name.to_owned(),
        template: String::new(),
        version: 0,
        unit: String::new(),
        changed: false,
        unreadable: false,
        counted: true,
        edits: Vec::new(),
        diagnostics,
    }
}

fn place(name: &str) -> Location {
    Location::File { file: name.to_owned(), line: 0, column: 0 }
}
