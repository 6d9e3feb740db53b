//! One document that came back: its values, and what its text says otherwise.

use serde_json::Value;

use super::periods::Period;
use super::typed::{has_figures, keep, leave_unprinted, rows_that_count};
use super::wholes::Whole;
use super::{Collected, Options, blank, edits, figures, letterhead, naming, place, same_unit};
use crate::docx::read_values;
use crate::fill::fill_unread;
use crate::joined::Joined;
use crate::reopen::changes::changes;
use crate::sheet::flat::value_at;
use crate::template::field::is_blank;
use crate::vietnamese::iso_day;
use crate::{Diagnostic, Location, Template, library};

/// A document that was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Read {
    /// What there is to know of the file.
    pub file: Collected,
    /// Its values without blanks: those it was made from, tables of figures that were changed in Word as the text has them.
    pub values: Value,
    /// The tables in which a row of the document adds up all others; none where there is no document.
    pub(super) added_up: Option<Vec<String>>,
    /// Rows that were left out for those they add up.
    pub(super) wholes: Vec<Whole>,
    /// What was edited outside tables and is not in the values.
    pub(super) left: Vec<String>,
    /// The period it is about; none where whoever gives it has seen to that.
    pub(super) period: Period,
}

impl Read {
    /// What somebody keyed from a report on paper: values of a template, named as a file would be.
    pub fn keyed(name: &str, unit: &str, template: &str, values: Value) -> Read {
        let file =
            Collected { template: template.to_owned(), unit: unit.to_owned(), ..blank(name, Vec::new()) };
        Read { file, values, ..Read::default() }
    }
}

/// Reads a document with the values inside.
///
/// # Errors
/// Why it has none that can be read, and that it is of another template than the one that counts.
pub fn read(options: &Options, name: &str, docx: &[u8]) -> Result<Read, Diagnostic> {
    let read = read_values(docx)?;
    if let Some(wanted) = options.template.as_ref().filter(|wanted| **wanted != read.template) {
        return Err(other_template(&read.template, wanted));
    }
    let template = library::get(&read.template).ok_or_else(|| library::unknown(&read.template))?;
    let mut file =
        Collected { template: read.template, version: read.template_version, ..blank(name, vec![]) };
    if read.template_version != template.version {
        file.diagnostics.push(other_version(name, read.template_version, template.version));
    }
    let today = iso_day(&read.date).unwrap_or_default();
    with_values(options, &template, file, read.values, (docx, today, read.unchanged))
}

/// Reads a document whose values Word destroyed: `given` are those its form would have had, of which its tables are read from
/// the text.
///
/// # Errors
/// Why the text cannot be read.
pub fn read_text(
    options: &Options,
    template: &Template,
    given: Value,
    name: &str,
    docx: &[u8],
) -> Result<Read, Diagnostic> {
    let file = Collected { template: template.id.clone(), version: template.version, ..blank(name, vec![]) };
    with_values(options, template, file, given, (docx, chrono::NaiveDate::default(), false))
}

/// Reads a document: its bytes, the day it was made, and whether its text is as it was made.
fn with_values(
    options: &Options,
    template: &Template,
    mut file: Collected,
    mut given: Value,
    (docx, today, unchanged): (&[u8], chrono::NaiveDate, bool),
) -> Result<Read, Diagnostic> {
    let name = file.file.clone();
    let name = name.as_str();
    let mut filled = fill_unread(template, &given, today);
    let mut tables = figures::Tables::default();
    // Cells that are moved or merged leave the text as it was.
    if !unchanged || (file.version == template.version && has_figures(template, &given)) {
        tables = figures::changed(template, &filled, (name, docx))?;
    }
    tables.added_up.extend(figures::added_up(template, &filled));
    let mut found = Vec::new();
    let mut left = Vec::new();
    let mut over = None;
    file.changed = !unchanged || tables.differ();
    if file.changed {
        found = changes(docx).map(|found| found.changes).unwrap_or_default();
        over = edits::taken_over(template, docx, &found);
        file.edits = edits::told(&found, &tables, over.as_ref());
        left = edits::left(template, &found, &tables, over.as_ref());
        file.diagnostics.extend(tables.findings(name));
    }
    let judged = rows_that_count(template, &filled.resolved.values, &tables, name);
    file.diagnostics.extend(judged.findings);
    tables.added_up.extend(judged.added_up);
    let added_up = Some(std::mem::take(&mut tables.added_up));
    let mut wholes = judged.wholes;
    // Unit and period are told where the text says otherwise.
    let mut made = Value::Object(filled.resolved.values.clone());
    if file.changed || !judged.counted.is_empty() {
        if let Some(over) = over {
            given = over.values;
        }
        if let Some(object) = given.as_object_mut() {
            for (table, counted) in judged.counted {
                keep(object.get_mut(&table), &counted);
            }
            for measure in tables.measures {
                object.insert(measure.path, Value::String(measure.is));
            }
            for table in tables.changed {
                wholes.extend(table.wholes);
                object.insert(table.path, Value::Array(table.rows));
            }
        }
        filled = fill_unread(template, &given, today);
    }
    leave_unprinted(template, &mut filled);
    let mut values = Value::Object(filled.resolved.values);
    let field = options.unit_field.as_deref().and_then(|named| naming::path(template, named));
    file.unit = unit(&made, field.as_deref(), &mut file.diagnostics, name);
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
    prune(&mut made);
    let mut period = Period::of(template, &made);
    file.diagnostics.extend(period.edit(name, template, &found));
    Ok(Read { file, values, added_up, wholes, left, period })
}

/// The unit a document is from: as the field says that somebody named, or else its issuing body. What is guessed is told.
fn unit(values: &Value, field: Option<&str>, findings: &mut Vec<Diagnostic>, name: &str) -> String {
    let text = |path: &str| {
        let text = value_at(values, path).and_then(Value::as_str).unwrap_or_default();
        let text = text.split_whitespace().joined(" ");
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
    Some(value.split_whitespace().joined(" ")).filter(|text| !text.is_empty())
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
