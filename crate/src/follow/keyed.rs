//! Figures somebody keyed from reports on paper.

use serde_json::{Map, Value, json};

use super::held::Held;
use super::history::Manner;
use super::marks::{self, REPORT};
use super::names::Names;
use super::period::Period;
use super::record::Matter;
use crate::sheet::flat::{self, FlatTable};
use crate::sheet::{Content, Sheet, table};
use crate::to_list::ToList;
use crate::vietnamese::number;
use crate::vietnamese::receipts::{Receipts, is_one};
use crate::vietnamese::text::key;
use crate::{Diagnostic, Location, library};

/// The heads of the sheet for a report form: unit and period, then the columns of its tables that take input.
pub(super) fn heads() -> Vec<String> {
    let Some(template) = library::get(REPORT) else { return Vec::new() };
    let form = flat::form(&template, &[]);
    let mut heads: Vec<String> = Vec::new();
    for column in form.tables.iter().flat_map(|table| &table.columns).filter(|column| !column.computed) {
        if !heads.contains(&column.label) {
            heads.push(column.label.clone());
        }
    }
    heads
}

/// Puts the figures of a sheet into the signed reports of the record: each row into the one table of the form that has all
/// columns it fills. What a sheet says takes the place of what was keyed before.
pub(super) fn note(
    matter: &mut Matter,
    names: &Names,
    file: &str,
    sheet: &Sheet,
    current: Option<&Period>,
) -> Vec<Diagnostic> {
    let Some(template) = library::get(REPORT) else { return vec![library::unknown(REPORT)] };
    let form = flat::form(&template, &[]);
    let found = match table(sheet) {
        Ok(found) => found,
        Err(_) => return Vec::new(),
    };
    let words = Receipts::get();
    let mut findings = Vec::new();
    // The rows of each signed report by its position, a table each.
    let mut keyed: Vec<(usize, Map<String, Value>)> = Vec::new();
    for at in found.rows {
        let place = Location::File { file: format!("{file} / {}", sheet.name()), line: at + 1, column: 0 };
        let mut wrong = |code: &'static str, message: String, english: String| {
            findings.push(Diagnostic::error(code, place.clone(), message, english));
        };
        let (mut unit, mut period, mut filled) = ("", "", Vec::new());
        for column in &found.columns {
            let cell = sheet.cell(at, column.index);
            match column.label.as_str() {
                label if is_one(&words.unit, label) => unit = cell.shown.trim(),
                label if is_one(&words.period, label) => period = cell.shown.trim(),
                label if !cell.is_blank() => filled.push((label, cell)),
                _ => {}
            }
        }
        let period = match (period, current) {
            ("", Some(current)) => Some(current.clone()),
            (named, _) => Period::of_id(named).or_else(|| Period::of_name(named)),
        };
        let mark = names.find(matter, unit).map(|unit| unit.mark.clone());
        let report = matter.received.iter().rposition(|report| {
            report.manner == Manner::Signed
                && Some(&report.unit) == mark.as_ref()
                && period.as_ref().is_some_and(|period| report.period.is_same(period))
        });
        let Some(report) = report else {
            wrong(
                "so-lieu-khong-ro-bao-cao",
                format!(
                    "«{unit}» chưa có dòng «Đã nhận bản ký» của kỳ này trong sổ nhận; không lấy dòng số liệu này."
                ),
                format!(
                    "The register has no signed report of «{unit}» about this period; the row is left out."
                ),
            );
            continue;
        };
        let has = |table: &&FlatTable<'_>| {
            filled
                .iter()
                .all(|(label, _)| table.columns.iter().any(|column| key(&column.label) == key(label)))
        };
        let tables: Vec<&FlatTable<'_>> = form.tables.iter().filter(has).to_list();
        let [table] = tables.as_slice() else {
            wrong(
                "so-lieu-khong-ro-bang",
                format!(
                    "Dòng số liệu của «{unit}» không rõ thuộc bảng nào của mẫu; hãy chỉ ghi vào các cột của một bảng."
                ),
                format!(
                    "Which table of the form the row of «{unit}» is of is not clear; fill columns of one table only."
                ),
            );
            continue;
        };
        let mut row = Map::new();
        for (label, cell) in &filled {
            let Some(column) = table.columns.iter().find(|column| key(&column.label) == key(label)) else {
                continue;
            };
            let value = match (cell.content, column.field.kind.numeric()) {
                (Content::Number(plain), Some(_)) => Some(json!(plain)),
                (_, Some(_)) => number::parse(cell.shown).ok().map(|number| json!(number.to_string())),
                (_, None) => Some(json!(cell.shown.trim())),
            };
            match value {
                Some(value) => {
                    row.insert(column.path.clone(), value);
                }
                None => wrong(
                    "so-sai",
                    format!("«{}» ở cột «{label}» không phải số; để trống ô này.", cell.shown),
                    format!("«{}» in the column «{label}» is no number; it is left blank.", cell.shown),
                ),
            }
        }
        let own = match keyed.iter().position(|(known, _)| *known == report) {
            Some(own) => own,
            None => {
                keyed.push((report, Map::new()));
                keyed.len() - 1
            }
        };
        let Some((_, tables)) = keyed.get_mut(own) else { continue };
        if let Some(rows) = tables.entry(&table.path).or_insert_with(|| json!([])).as_array_mut() {
            rows.push(Value::Object(row));
        }
    }
    for (at, tables) in keyed {
        let Some((unit, period)) =
            matter.received.get(at).map(|report| (report.unit.clone(), report.period.clone()))
        else {
            continue;
        };
        let Some(unit) = matter.unit(&unit).cloned() else { continue };
        let values = marks::keyed(matter, &unit, &period, tables);
        if let Some(report) = matter.received.get_mut(at) {
            report.values = Held::of(&values);
        }
    }
    findings
}
