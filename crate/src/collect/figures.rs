//! Tables of figures that were changed in Word, read from the text.

use serde_json::{Map, Value};

use super::place;
use crate::Diagnostic;
use crate::document::{self, Element, Span};
use crate::docx::read::{self, observe};
use crate::fill::Filled;
use crate::template::{Field, Kind, Table, Template, number_value};
use crate::vietnamese::text::fold;
use crate::vietnamese::{PartialDate, number};

/// A table whose text is not the one that was printed.
pub(super) struct Changed {
    /// The field.
    pub(super) path: String,
    /// Its rows as they stand in the text.
    pub(super) rows: Vec<Value>,
    /// The texts of its cells.
    pub(super) texts: Vec<String>,
    label: String,
    /// Cells that should be numbers or days and are not: column and text.
    odd: Vec<(String, String)>,
}

impl Changed {
    /// What is to be said about it.
    pub(super) fn findings(&self, name: &str) -> Vec<Diagnostic> {
        let read = Diagnostic::new(
            crate::Severity::Info,
            "bang-doc-tu-van-ban",
            place(name),
            format!("Bảng «{}» đã sửa trong Word; số liệu lấy theo bảng in trong văn bản.", self.label),
            format!("The table «{}» was changed in Word; its figures are those in the text.", self.label),
        );
        let odd = self.odd.iter().map(|(column, text)| {
            Diagnostic::warning(
                "so-trong-bang",
                place(name),
                format!(
                    "Bảng «{}», cột «{column}»: «{text}» không phải là số hoặc ngày; không cộng ô này.",
                    self.label
                ),
                format!(
                    "Table «{}», column «{column}»: «{text}» is no number or day; the cell is not summed.",
                    self.label
                ),
            )
        });
        [read].into_iter().chain(odd).collect()
    }
}

/// A table as printed, its cells as text.
struct Printed<'t> {
    field: &'t Field,
    table: &'t Table,
    /// For each cell of a row the column of the form.
    columns: Vec<Option<&'t Field>>,
    rows: Vec<Vec<String>>,
    /// Where the rows of the form begin and end.
    first: usize,
    end: usize,
}

/// The tables whose text differs, with the rows that stand there now.
pub(super) fn changed(
    template: &Template,
    filled: &Filled<'_>,
    docx: &[u8],
) -> Result<Vec<Changed>, Diagnostic> {
    let observed = observe(docx)?;
    let mut seen: Vec<Vec<Vec<String>>> = observed.blocks.iter().filter_map(rows_of).collect();
    let mut found = Vec::new();
    let elements = filled.document.sections.iter().flat_map(|section| &section.elements);
    for element in elements {
        let Element::Table(table) = element else { continue };
        let Some(printed) = printed(template, table) else { continue };
        // The table with the same head, in the order of the document.
        let head = printed.rows.get(..printed.first).unwrap_or_default();
        let Some(at) = seen.iter().position(|rows| rows.get(..head.len()).is_some_and(|rows| rows == head))
        else {
            continue;
        };
        let now = seen.remove(at);
        if now != printed.rows {
            let old = filled.resolved.values.get(&printed.field.name);
            found.push(printed.read(&now, old.and_then(Value::as_array).map_or(&[], Vec::as_slice)));
        }
    }
    Ok(found)
}

fn printed<'t>(template: &'t Template, table: &document::Table) -> Option<Printed<'t>> {
    let mut origins: Vec<(usize, usize, &str)> = Vec::new();
    let mut rows = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let mut texts = Vec::new();
        for cell in &cells.cells {
            let mut text = String::new();
            for element in &cell.elements {
                let Element::Paragraph(paragraph) = element else { continue };
                for span in &paragraph.spans {
                    match span {
                        Span::Text { text: words, origin, .. } => {
                            text.push_str(words);
                            origins.extend(origin.as_ref().map(|path| (row, texts.len(), path.as_str())));
                        }
                        _ => text.push(' '),
                    }
                }
                text.push(' ');
            }
            texts.push(flat(&text));
        }
        rows.push(texts);
    }
    let in_table = |path: &str| -> Option<(&'t Field, &'t Table, &'t Field)> {
        let mut steps = path.split('.');
        let field = template.field(steps.next()?)?;
        let Kind::Table(table) = &field.kind else { return None };
        steps.next()?.parse::<usize>().ok()?;
        Some((field, table, &table.column(steps.next()?)?.field))
    };
    let (field, table) =
        origins.iter().find_map(|(_, _, path)| in_table(path)).map(|(field, table, _)| (field, table))?;
    let own = |path: &str| in_table(path).filter(|(other, ..)| other.name == field.name);
    let of_form: Vec<usize> =
        origins.iter().filter(|(_, _, path)| own(path).is_some()).map(|(row, ..)| *row).collect();
    let (first, last) = (*of_form.iter().min()?, *of_form.iter().max()?);
    let width = rows.get(first)?.len();
    let by_order = width == table.columns.len();
    let columns = (0..width).map(|cell| {
        let named = origins.iter().filter(|(_, at, _)| *at == cell).find_map(|(_, _, path)| own(path));
        let in_order = || table.columns.get(cell).filter(|_| by_order).map(|column| &column.field);
        named.map(|(_, _, column)| column).or_else(in_order)
    });
    Some(Printed { field, table, columns: columns.collect(), rows, first, end: last + 1 })
}

/// The texts of the cells of a table.
fn rows_of(block: &read::Block) -> Option<Vec<Vec<String>>> {
    let read::Block::Table(table) = block else { return None };
    let text = |cell: &read::Cell| {
        let mut text = String::new();
        read::visit(&cell.blocks, None, &mut |paragraph, _| {
            text.push_str(&paragraph.text());
            text.push(' ');
        });
        flat(&text)
    };
    Some(table.rows.iter().map(|row| row.cells.iter().map(text).collect()).collect())
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Printed<'_> {
    /// The rows as they stand in the text; what the text does not show is as it was.
    fn read(&self, now: &[Vec<String>], old: &[Value]) -> Changed {
        let below = self.rows.get(self.end..).unwrap_or_default();
        let first = |row: &[String]| row.iter().find(|cell| !cell.is_empty()).cloned();
        let is_below = |row: &[String]| below.iter().any(|known| first(row) == first(known));
        let mut changed = Changed {
            path: self.field.name.clone(),
            rows: Vec::new(),
            texts: Vec::new(),
            label: self.field.label.clone(),
            odd: Vec::new(),
        };
        let rows: Vec<&Vec<String>> = now
            .iter()
            .skip(self.first)
            .filter(|row| row.len() == self.columns.len() && !is_below(row))
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        let before = self.rows.get(self.first..self.end).unwrap_or_default();
        let same_count = rows.len() == before.len();
        for (at, row) in rows.into_iter().enumerate() {
            let twin = if same_count { Some(at) } else { self.twin(row, before) };
            let printed = twin.and_then(|twin| before.get(twin));
            let mut record =
                twin.and_then(|twin| old.get(twin)).and_then(Value::as_object).cloned().unwrap_or_default();
            for column in self.table.fields().filter(|field| field.formula().is_some()) {
                record.remove(&column.name);
            }
            self.cells(row, printed, &mut record, &mut changed);
            changed.rows.push(Value::Object(record));
        }
        changed
    }

    fn cells(
        &self,
        row: &[String],
        printed: Option<&Vec<String>>,
        record: &mut Map<String, Value>,
        changed: &mut Changed,
    ) {
        for (cell, (text, column)) in row.iter().zip(&self.columns).enumerate() {
            let same = printed.and_then(|printed| printed.get(cell)) == Some(text);
            let Some(column) = column.filter(|column| column.formula().is_none() && !same) else {
                changed.texts.push(text.clone());
                continue;
            };
            changed.texts.push(text.clone());
            let (value, is_odd) = value_of(column, text);
            if is_odd {
                changed.odd.push((column.label.clone(), text.clone()));
            }
            record.insert(column.name.clone(), value);
        }
    }

    /// The printed row with the same words in the first column of text.
    fn twin(&self, row: &[String], before: &[Vec<String>]) -> Option<usize> {
        let of_text = |column: &&Field| matches!(column.kind, Kind::Line | Kind::Text);
        let key = self.columns.iter().position(|column| column.as_ref().is_some_and(of_text))?;
        let wanted = fold(row.get(key)?);
        before.iter().position(|row| row.get(key).is_some_and(|text| fold(text) == wanted))
    }
}

/// What a column holds when it shows this text, and whether that is not what it should hold.
fn value_of(column: &Field, text: &str) -> (Value, bool) {
    if text.is_empty() {
        return (column.blank(), false);
    }
    match &column.kind {
        Kind::Number(_) | Kind::Money(_) => match number::parse(text.trim_end_matches('%').trim()) {
            Ok(number) => (number_value(number), false),
            Err(_) => (Value::Null, true),
        },
        Kind::Date => match PartialDate::guess(text) {
            Some(date) => (date.to_string().into(), false),
            None => (Value::Null, true),
        },
        Kind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| fold(&choice.label) == fold(text));
            (chosen.map_or(text, |choice| &choice.value).into(), chosen.is_none())
        }
        Kind::Flag => (Value::Bool(true), false),
        _ => (text.into(), false),
    }
}
