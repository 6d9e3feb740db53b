//! Values for the summary report.

use serde_json::{Map, Value, json};

use super::sums::{self, Total, Totals};
use super::{Collected, Collector, comparison, rates};
use crate::Align;
use crate::markup::{self, Block, BodyCell, BodyColumn, BodyTable, Inline};
use crate::sheet::flat::{self, FlatTable};
use crate::to_list::ToList;
use crate::vietnamese::number;

/// The template of the summary report.
pub const SUMMARY: &str = "bao-cao-tong-hop";

/// What the files have in common goes into the report; figures as tables, by label and by unit.
pub(super) fn values(collector: &Collector, expected: &[String]) -> Value {
    let missing = comparison::missing(expected, collector.sent());
    let counted: Vec<&Collected> = collector.readable().filter(|file| file.counted).to_list();
    let mut values = Map::new();
    let mut set = |name: &str, value: Value| values.insert(name.to_owned(), value);
    let asked = if expected.is_empty() { counted.len() } else { expected.len() };
    set("phien_ban", json!(1));
    set("so_don_vi", json!(asked));
    set("so_da_gui", json!(asked.saturating_sub(missing.len())));
    set("don_vi_thieu", json!(missing));
    let changed: Vec<&str> =
        counted.iter().filter(|file| file.changed).map(|file| file.unit.as_str()).to_list();
    set("don_vi_sua", json!(changed));
    if let Some(template) = collector.templates().first() {
        set("ten_bao_cao", json!(template.title));
        for name in ["ten_ky"] {
            if let Some(common) = common(collector, &template.id, name) {
                set(name, common);
            }
        }
        let form = flat::form(template, &[]);
        let mut totals = Vec::new();
        let mut by_unit = Vec::new();
        for table in &form.tables {
            totals.extend(by_label(collector, &template.id, table));
            by_unit.extend(of_units(collector, &template.id, table));
        }
        set("so_lieu_chung", Value::String(markup::write(&totals)));
        set("so_lieu_don_vi", Value::String(markup::write(&by_unit)));
    }
    Value::Object(values)
}

/// The text all files have in a field.
fn common(collector: &Collector, id: &str, name: &str) -> Option<Value> {
    let counted = collector.of_template(id).filter(|(file, _)| file.counted);
    let mut texts = counted.filter_map(|(_, values)| values.get(name).cloned());
    let first = texts.next()?;
    texts.all(|text| text == first).then_some(first)
}

/// The totals of the rows with one label, under the name of the table.
fn by_label(collector: &Collector, id: &str, table: &FlatTable<'_>) -> Vec<Block> {
    let found = sums::by_label(collector, id, table);
    let Some(named) = sums::label_column(table).filter(|_| !found.is_empty()) else { return Vec::new() };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (label, totals) in &found {
        for total in totals.of_name() {
            let number = (rows.len() + 1).to_string();
            rows.push(line(number, totals.called(label, total), table, total));
        }
    }
    vec![titled(table), grid(&head(&named.label, table), rows, 0)]
}

/// The totals of each unit, and of all.
fn of_units(collector: &Collector, id: &str, table: &FlatTable<'_>) -> Vec<Block> {
    let adds_up = collector.adds_up(id, &table.path);
    let mut all = Totals::default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (file, values) in collector.of_template(id).filter(|(file, _)| file.counted) {
        let mut own = Totals::default();
        for row in sums::rows(&values, &table.path) {
            own.add(table, row, &values);
            all.add(table, row, &values);
        }
        for total in own.of_rows(adds_up) {
            let number = (rows.len() + 1).to_string();
            rows.push(line(number, own.called(&file.unit, total), table, total));
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let below =
        all.of_rows(adds_up).map(|total| line(String::new(), all.called("Tổng cộng", total), table, total));
    let below: Vec<Vec<String>> = below.to_list();
    let bold = below.len();
    rows.extend(below);
    vec![titled(table), grid(&head("Đơn vị", table), rows, bold)]
}

/// The head of a table of totals.
fn head(named: &str, table: &FlatTable<'_>) -> Vec<String> {
    let totalled = table.columns.iter().filter(|column| sums::is_totalled(table, column));
    let labels = totalled.map(|column| column.label.clone());
    ["TT".to_owned(), named.to_owned()].into_iter().chain(labels).to_list()
}

fn line(number: String, name: String, table: &FlatTable<'_>, total: &Total) -> Vec<String> {
    let totals = table.columns.iter().zip(total.values(table));
    let totalled = totals.filter(|(column, _)| sums::is_totalled(table, column));
    let shown = totalled.map(|(column, total)| {
        let decimals = column.field.kind.numeric().and_then(|numeric| numeric.decimals);
        let total = total.map(|total| rates::shown(column.field, total));
        total.map(|total| number::format(total, decimals)).unwrap_or_default()
    });
    [number, name].into_iter().chain(shown).to_list()
}

fn inline(text: &str, bold: bool) -> Vec<Inline> {
    let piece = Inline::Text { text: text.to_owned(), bold, italic: false, origin: None };
    if text.is_empty() { Vec::new() } else { vec![piece] }
}

fn titled(table: &FlatTable<'_>) -> Block {
    Block::Paragraph { align: Align::Center, text: inline(&table.label, true) }
}

/// A table, its last rows bold.
fn grid(head: &[String], rows: Vec<Vec<String>>, bold_rows: usize) -> Block {
    let column = |at: usize| match at {
        0 => BodyColumn { align: Align::Center, width: 2 },
        1 => BodyColumn { align: Align::Left, width: 8 },
        _ => BodyColumn { align: Align::Right, width: 4 },
    };
    let last = rows.len();
    let lines = [head.to_vec()].into_iter().chain(rows).enumerate();
    let rows = lines.map(|(at, row)| {
        let bold = at + bold_rows > last;
        row.iter().map(|text| BodyCell { text: inline(text, bold), ..BodyCell::default() }).to_list()
    });
    Block::Table(BodyTable {
        columns: (0..head.len()).map(column).to_list(),
        head_rows: 1,
        rows: rows.to_list(),
    })
}
