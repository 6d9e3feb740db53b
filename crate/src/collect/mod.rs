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

mod figures;
mod letterhead;
mod naming;
mod others;
mod rates;
mod roles;
mod summary;
mod sums;
mod twins;
mod units;
mod workbook;

use std::sync::Arc;

use miniz_oxide::inflate::decompress_to_vec;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::docx::read_values;
use crate::fill::fill_unread;
use crate::ordered::OrderedMap;
use crate::reopen::changes::changes;
use crate::sheet::flat::value_at;
use crate::template::field::is_blank;
use crate::template::{Kind, decimal};
use crate::zip::Deflated;
use crate::{Diagnostic, FieldPath, Location, Template, library};

pub use others::is_sent;
pub use summary::SUMMARY;
pub use units::{listed_units, same_unit, units_in_file};

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The field that names the unit by its path or label, such as `don_vi`; the issuing body when absent.
    pub unit_field: Option<String>,
    /// The only template that counts; files of another are told as such.
    pub template: Option<String>,
}

/// A file that was collected.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// It counts in the sums: false for a second file of a unit.
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
#[derive(Debug, Default)]
pub struct Collector {
    options: Options,
    files: Vec<Collected>,
    /// The values of each file as JSON, blanks left out, deflated: thousands of files are held until the last is read. Empty
    /// for one that could not be read.
    values: Vec<Box<[u8]>>,
    /// The tables of each file in which a row of the document adds up all others.
    added_up: Vec<Vec<String>>,
    /// Files that are no documents.
    passed_over: Vec<String>,
    /// The file that counts of each unit and template.
    first: OrderedMap<String, usize>,
    /// The first file that counts of each name without marks and template.
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
        let (mut file, values, added_up) = self.read(name, docx).unwrap_or_else(|finding| {
            let finding = Diagnostic { location: place(name), ..finding };
            let file = Collected { unreadable: true, counted: false, ..blank(name, vec![finding]) };
            (file, Value::Null, Vec::new())
        });
        if file.counted {
            match self.earlier(&file) {
                Some(first) => {
                    let finding = self.second(&file, first, &values);
                    file.counted = false;
                    file.diagnostics.push(finding);
                }
                None => {
                    let unit = units::Name::new(&file.unit);
                    let at = self.files.len();
                    self.first.insert(of_template(&file, &unit.exact), at);
                    let plain = of_template(&file, &unit.plain);
                    if self.plain.get(&plain).is_none() {
                        self.plain.insert(plain, at);
                    }
                }
            }
        }
        self.values.push(if values.is_null() { Box::default() } else { packed(&values) });
        self.added_up.push(added_up);
        self.files.push(file);
    }

    /// Where the file of the same unit is that counts.
    fn earlier(&self, file: &Collected) -> Option<usize> {
        let unit = units::Name::new(&file.unit);
        // A name without marks may be that of any unit written so.
        let plain = of_template(file, &unit.plain);
        let any = if unit.is_plain() { self.plain.get(&plain) } else { self.first.get(&plain) };
        self.first.get(&of_template(file, &unit.exact)).or(any).copied()
    }

    /// What to say of a second file of a unit: which the other is and what they say otherwise.
    fn second(&self, file: &Collected, first: usize, values: &Value) -> Diagnostic {
        let known = self.values.get(first).map(|values| unpacked(values)).unwrap_or_default();
        let other = self.files.get(first).map_or("", |first| first.file.as_str());
        let difference = match library::get(&file.template) {
            Some(template) => twins::difference(&template, &known, values),
            None => twins::Difference::Words,
        };
        second(&file.file, &file.unit, other, &difference)
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
        self.values.push(Box::default());
        self.added_up.push(Vec::new());
    }

    /// Notes a file that is no .docx, so that it is named and nobody thinks it was read; what nobody sent is not.
    pub fn pass_over(&mut self, path: &str) {
        if is_sent(path) && !self.passed_over.iter().any(|known| known == path) {
            self.passed_over.push(path.to_owned());
        }
    }

    fn read(&self, name: &str, docx: &[u8]) -> Result<(Collected, Value, Vec<String>), Diagnostic> {
        let read = read_values(docx)?;
        if let Some(wanted) = self.options.template.as_ref().filter(|wanted| **wanted != read.template) {
            return Err(other_template(&read.template, wanted));
        }
        let template = library::get(&read.template).ok_or_else(|| library::unknown(&read.template))?;
        let today = read.date.parse().unwrap_or_default();
        let mut file =
            Collected { template: read.template, version: read.template_version, ..blank(name, vec![]) };
        if read.template_version != template.version {
            file.diagnostics.push(other_version(name, read.template_version, template.version));
        }
        let mut given = read.values;
        let mut filled = fill_unread(&template, &given, today);
        let mut tables = figures::Tables::default();
        // Cells that are moved or merged leave the text as it was.
        if !read.unchanged || (file.version == template.version && has_figures(&template, &given)) {
            tables = figures::changed(&template, &filled, docx)?;
        }
        file.changed = !read.unchanged || tables.differ();
        if file.changed {
            file.edits = edits(docx, &tables.changed);
            file.diagnostics.extend(tables.findings(name));
        }
        let judged = rows_that_count(&template, &filled.resolved.values, &tables, name);
        file.diagnostics.extend(judged.findings);
        let added_up = std::mem::take(&mut tables.added_up);
        if file.changed || !judged.counted.is_empty() {
            if let Some(object) = given.as_object_mut() {
                for (table, counted) in judged.counted {
                    keep(object.get_mut(&table), &counted);
                }
                for table in tables.changed {
                    object.insert(table.path, Value::Array(table.rows));
                }
            }
            filled = fill_unread(&template, &given, today);
        }
        let mut values = Value::Object(filled.resolved.values);
        let field = self.options.unit_field.as_deref().and_then(|named| naming::path(&template, named));
        file.unit = unit(&values, field.as_deref(), &mut file.diagnostics, name);
        let shown = match &field {
            _ if !file.changed => None,
            Some(field) => renamed(docx, field).filter(|shown| !same_unit(shown, &file.unit)),
            None => letterhead::unit(docx, &file.unit),
        };
        if let Some(shown) = shown {
            file.diagnostics.push(other_unit(name, &shown, &file.unit));
            file.unit = shown;
        }
        prune(&mut values);
        Ok((file, values, added_up))
    }

    /// What was collected, against a list of the units that were to send something; blank when there is none.
    pub fn result(&self, expected: &[String]) -> Report {
        Report {
            files: self.files.clone(),
            passed_over: self.passed_over.clone(),
            missing: units::missing(expected, self.readable().map(|file| file.unit.as_str())),
            sums: sums::of(self),
            diagnostics: self.diagnostics(expected),
        }
    }

    /// Everything as a spreadsheet: a row a document, a sheet a table with its sums, what was changed, who is missing, what
    /// could not be read.
    pub fn sheet(&self, expected: &[String]) -> Vec<u8> {
        workbook::write(self, expected)
    }

    /// Values for the summary report, template [`SUMMARY`].
    pub fn summary(&self, expected: &[String]) -> Value {
        summary::values(self, expected)
    }

    /// Whether every document that counts adds all rows of a table up itself.
    fn adds_up(&self, id: &str, table: &str) -> bool {
        let files = self.files.iter().zip(&self.added_up);
        let mut counted = files.filter(|(file, _)| file.counted && file.template == id);
        counted.all(|(_, tables)| tables.iter().any(|path| path == table))
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
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.into_iter().filter_map(|(id, _)| library::get(id)).collect()
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
            let names: Vec<&str> = templates.iter().map(|template| template.id.as_str()).collect();
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
        let comparison = units::Comparison::new(expected, self.readable().map(|file| file.unit.as_str()));
        let strange =
            self.readable().filter(|file| !expected.is_empty() && !comparison.is_listed(&file.unit));
        findings.extend(strange.map(|file| {
            Diagnostic::warning(
                "ngoai-danh-sach",
                place(&file.file),
                format!("«{}» không có trong danh sách đơn vị; hãy đối chiếu tên.", file.unit),
                format!("«{}» is not in the list of units; compare the names.", file.unit),
            )
        }));
        findings.extend(self.readable().filter_map(|file| self.nearly(file, &comparison)));
        findings.extend(self.passed_over.iter().map(|path| others::passed_over(path)));
        findings
    }

    /// Says that a unit may be another one misspelt: both count, and only marks tell their names apart.
    fn nearly(&self, file: &Collected, comparison: &units::Comparison) -> Option<Diagnostic> {
        let unit = units::Name::new(&file.unit);
        let first = self.files.get(*self.plain.get(&of_template(file, &unit.plain))?)?;
        let same = units::Name::new(&first.unit).exact == unit.exact;
        if !file.counted || same || (comparison.names(&file.unit) && comparison.names(&first.unit)) {
            return None;
        }
        Some(Diagnostic::warning(
            "ten-khac-dau",
            place(&file.file),
            format!(
                "«{}» và «{}» («{}») chỉ khác nhau ở dấu, đang tính là hai đơn vị; nếu là một, hãy xem tệp nào đúng và chỉ đưa tệp ấy vào.",
                file.unit, first.unit, first.file
            ),
            format!(
                "«{}» and «{}» («{}») differ only by marks and count as two units; if they are one, see which file is right and give that one alone.",
                file.unit, first.unit, first.file
            ),
        ))
    }
}

/// The unit a document is from: as the field says that somebody named, or else its issuing body. What is guessed is told.
fn unit(values: &Value, field: Option<&str>, findings: &mut Vec<Diagnostic>, name: &str) -> String {
    let text = |path: &str| {
        let text = value_at(values, path).and_then(Value::as_str).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(text).filter(|text| !text.is_empty())
    };
    if let Some(own) = field.and_then(text) {
        return own;
    }
    let stem = || {
        let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
        stem.strip_suffix(".docx").unwrap_or(stem).to_owned()
    };
    let body = ["co_quan.0.ten", "don_vi", "tac_gia"].into_iter().find_map(text);
    let is_guessed = field.is_some() || body.is_none();
    let unit = body.unwrap_or_else(stem);
    if is_guessed {
        findings.push(guessed_unit(name, &unit));
    }
    unit
}

/// What a field says now, where it was changed in the document.
fn renamed(docx: &[u8], field: &str) -> Option<String> {
    let found = changes(docx).ok()?.changes;
    let change =
        found.into_iter().find(|change| change.field.as_ref().is_some_and(|path| path.as_str() == field))?;
    let value = change.value.as_ref().and_then(Value::as_str).unwrap_or(&change.after);
    Some(value.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

/// Whether a form has a table with figures in it.
fn has_figures(template: &Template, given: &Value) -> bool {
    let mut tables = template.fields.iter().filter_map(|field| match &field.kind {
        Kind::Table(table) => Some((field, table)),
        _ => None,
    });
    tables.any(|(field, table)| {
        let is_filled = given.get(&field.name).is_some_and(|rows| !is_blank(rows));
        is_filled
            && table.fields().any(|column| column.kind.numeric().is_some() && column.formula().is_none())
    })
}

/// Which rows of the tables of the values are figures, and which hold what others add up to.
#[derive(Default)]
struct RowsThatCount {
    /// Of the tables that have others too: the path, and whether each row counts.
    counted: Vec<(String, Vec<bool>)>,
    findings: Vec<Diagnostic>,
}

/// Judges the tables that are not read from the text, where it is done with what counts the rows there.
fn rows_that_count(
    template: &Template,
    values: &Map<String, Value>,
    tables: &figures::Tables,
    name: &str,
) -> RowsThatCount {
    let mut found = RowsThatCount::default();
    for field in &template.fields {
        let Kind::Table(table) = &field.kind else { continue };
        let is_read = tables.changed.iter().any(|changed| changed.path == field.name);
        let Some(rows) = values.get(&field.name).and_then(Value::as_array).filter(|_| !is_read) else {
            continue;
        };
        let added = table.fields().filter(|column| {
            column.kind.numeric().is_some() && column.formula().is_none() && !rates::is_share(column)
        });
        let named = table.fields().find(|column| matches!(column.kind, Kind::Line | Kind::Text));
        let label = |row: &Value| {
            let label = named.and_then(|named| row.get(&named.name)).and_then(Value::as_str);
            label.unwrap_or_default().to_owned()
        };
        let line = |row: &Value| roles::Line {
            label: label(row),
            figures: added.clone().map(|column| row.get(&column.name).and_then(decimal)).collect(),
            ..roles::Line::default()
        };
        let judged = roles::roles(&rows.iter().map(line).collect::<Vec<_>>());
        for ((at, row), role) in rows.iter().enumerate().zip(&judged).filter(|(_, role)| !role.counts()) {
            found.findings.push(figures::role_told(name, &field.label, at + 1, &label(row), *role));
        }
        let counted: Vec<bool> = judged.into_iter().map(roles::Role::counts).collect();
        if counted.contains(&false) {
            found.counted.push((field.name.clone(), counted));
        }
    }
    found
}

/// Leaves the rows that count.
fn keep(rows: Option<&mut Value>, counted: &[bool]) {
    let rows = rows.and_then(Value::as_array_mut).filter(|rows| rows.len() == counted.len());
    let mut counted = counted.iter();
    if let Some(rows) = rows {
        rows.retain(|_| counted.next().copied().unwrap_or(true));
    }
}

/// What a file of a unit is known by.
fn of_template(file: &Collected, unit: &str) -> String {
    format!("{}\n{unit}", file.template)
}

fn packed(values: &Value) -> Box<[u8]> {
    Deflated::new(values.to_string().as_bytes()).bytes.into_boxed_slice()
}

fn unpacked(values: &[u8]) -> Value {
    let json = decompress_to_vec(values).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
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

/// The changes of a document; those in tables that were read from the text are in the values.
fn edits(docx: &[u8], tables: &[figures::Changed]) -> Vec<Edited> {
    let Ok(found) = changes(docx) else { return Vec::new() };
    let one = |change: crate::reopen::changes::Change| {
        let in_table = |path: &FieldPath| {
            let top = path.as_str().split('.').next().unwrap_or_default();
            tables.iter().any(|table| table.path == top)
        };
        let text = change.after.trim();
        let lost = !text.is_empty() && tables.iter().any(|table| table.lost.iter().any(|cell| cell == text));
        let read = tables.iter().any(|table| !text.is_empty() && table.texts.iter().any(|cell| cell == text));
        Edited {
            taken: read || (change.field.as_ref().is_some_and(in_table) && !lost),
            place: change.label.unwrap_or(change.place),
            before: change.before,
            after: change.after,
        }
    };
    found.changes.into_iter().map(one).collect()
}

/// Leaves blanks out.
fn prune(value: &mut Value) {
    if let Value::Object(fields) = value {
        fields.retain(|_, value| !is_blank(value) || *value == Value::Bool(false));
        fields.iter_mut().for_each(|(_, value)| prune(value));
    } else if let Value::Array(items) = value {
        items.iter_mut().for_each(prune);
    }
}

fn other_unit(name: &str, shown: &str, kept: &str) -> Diagnostic {
    Diagnostic::warning(
        "don-vi-khac-van-ban",
        place(name),
        format!(
            "Văn bản ghi cơ quan «{shown}» nhưng giá trị kèm trong tệp là của «{kept}»; tính cho đơn vị ghi trên văn bản. Hãy mở tệp để xem."
        ),
        format!(
            "The document says «{shown}», the values in its file are of «{kept}»; it counts for the unit that it shows. Look at the file."
        ),
    )
}

fn guessed_unit(name: &str, unit: &str) -> Diagnostic {
    Diagnostic::warning(
        "don-vi-doan",
        place(name),
        format!(
            "Tệp không ghi tên đơn vị ở trường dùng để phân biệt đơn vị; tạm tính cho «{unit}». Hãy mở tệp để xem."
        ),
        format!(
            "The field that is to name the unit is blank; the file counts for «{unit}». Look at the file."
        ),
    )
}

fn second(name: &str, unit: &str, first: &str, difference: &twins::Difference) -> Diagnostic {
    /// Figures that are told one by one.
    const MOST: usize = 3;
    let (message, english) = match difference {
        twins::Difference::None => ("Hai tệp giống hệt nhau".to_owned(), "They say the same".to_owned()),
        twins::Difference::Words => (
            "Hai tệp khác nhau ở lời, không khác ở số".to_owned(),
            "They differ in words, not in figures".to_owned(),
        ),
        twins::Difference::Figures(figures) => {
            let told = figures.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ");
            let more = figures.len().saturating_sub(MOST);
            let (rest, rest_en) = match more {
                0 => Default::default(),
                more => (format!(" và {more} số khác"), format!(" and {more} more")),
            };
            (format!("Khác nhau ở: {told}{rest}"), format!("They differ in: {told}{rest_en}"))
        }
    };
    Diagnostic::warning(
        "trung-don-vi",
        place(name),
        format!(
            "«{unit}» có nhiều tệp: đang cộng «{first}», chưa cộng «{name}». {message}. Hãy hỏi đơn vị tệp nào đúng, rồi tổng hợp lại với tệp ấy."
        ),
        format!(
            "«{unit}» has several files: «{first}» is in the sums, «{name}» is not. {english}. Ask which is right and collect again with that one."
        ),
    )
}

fn other_template(is: &str, wanted: &str) -> Diagnostic {
    Diagnostic::warning(
        "mau-khac",
        Location::Document,
        format!("Tệp thuộc mẫu «{is}», không phải «{wanted}»; không tổng hợp tệp này."),
        format!("The file is of the template «{is}», not «{wanted}»; it is left out."),
    )
}

fn other_version(name: &str, made: u32, now: u32) -> Diagnostic {
    Diagnostic::warning(
        "mau-phien-ban-khac",
        place(name),
        format!("Tệp tạo bằng phiên bản {made} của mẫu, nay là {now}; hãy xem kỹ các cột đã đổi."),
        format!(
            "The file was made with version {made} of the template, now {now}; look at the columns that changed."
        ),
    )
}
