//! Sums of the columns with figures: only what counts the same is added up, and what is computed follows from the sums.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::held::unpacked;
use super::{Collector, Sum, rates};
use crate::joined::Joined;
use crate::sheet::flat::{Flat, FlatTable, value_at};
use crate::template::formula::Formula;
use crate::template::{Kind, decimal, number_value};
use crate::to_list::ToList;
use crate::vietnamese::sums::{is_rate, is_unit_head, row_key};
use crate::vietnamese::text::fold;

/// What is added up of a column: nothing where a cell was no number, or too large.
#[derive(Debug, Clone, Default)]
pub(super) struct Adding {
    sum: Option<Decimal>,
    /// The rows it was added up from.
    pub(super) rows: Vec<usize>,
}

impl Adding {
    fn add(&mut self, value: Option<&Value>, row: usize) {
        if let Some(number) = value.and_then(decimal) {
            self.sum = self.sum.unwrap_or_default().checked_add(number).or(self.sum);
            self.rows.push(row);
        }
    }
}

/// Whether a column is one to be added up: numbers that are given and no shares, and computed ones whose total is their sum.
fn is_summed(table: &FlatTable<'_>, column: &Flat<'_>) -> bool {
    if column.field.kind.numeric().is_none() {
        return false;
    }
    let declared = match &table.field.kind {
        Kind::Table(table) => table.column(&column.path).and_then(|column| column.total),
        _ => None,
    };
    declared.unwrap_or(!column.computed && !rates::is_share(column.field))
}

/// Whether any column of a table is added up.
pub(super) fn is_given(table: &FlatTable<'_>) -> bool {
    table.columns.iter().any(|column| is_summed(table, column))
}

/// Whether a column has totals: it is summed, or follows from what is.
pub(super) fn is_totalled(table: &FlatTable<'_>, column: &Flat<'_>) -> bool {
    is_summed(table, column) || is_derived(table, column)
}

/// Whether the total of a column is what its formula gives for the other totals.
pub(super) fn is_derived(table: &FlatTable<'_>, column: &Flat<'_>) -> bool {
    let says_none = match &table.field.kind {
        Kind::Table(table) => table.column(&column.path).is_some_and(|column| column.total.is_some()),
        _ => false,
    };
    column.computed && !says_none && !rates::is_counter(column.field)
}

/// Sums of rows whose figures count the same.
#[derive(Debug, Clone)]
pub(super) struct Total {
    /// What they count: `hồ sơ`; empty where nothing says so.
    pub(super) unit: String,
    /// In how many rows.
    pub(super) rows: usize,
    /// Whether they are shares or means, which are not added up.
    pub(super) is_rate: bool,
    /// The name of the rows, and whether there are others.
    label: Option<String>,
    is_mixed: bool,
    /// A column of the table each.
    sums: Vec<Adding>,
}

impl Total {
    fn of(unit: &str, table: &FlatTable<'_>) -> Total {
        let sums = vec![Adding::default(); table.columns.len()];
        Total { unit: unit.to_owned(), rows: 0, is_rate: false, label: None, is_mixed: false, sums }
    }

    fn add(&mut self, table: &FlatTable<'_>, row: &Value) {
        let label = label_of(table, row);
        let is_rate = is_rate(label, &self.unit);
        self.is_rate |= is_rate;
        let label = self.label.get_or_insert_with(|| row_key(label)) != &row_key(label);
        self.is_mixed |= label;
        for (sum, column) in self.sums.iter_mut().zip(&table.columns) {
            if is_summed(table, column) && !is_rate {
                sum.add(value_at(row, &column.path), self.rows);
            }
        }
        self.rows += 1;
    }

    /// Whether what a computed column follows from was added up from the same rows: a rate of 12.750 in three rows and 8.100 in
    /// two is none.
    pub(super) fn is_whole(&self, table: &FlatTable<'_>, column: &Flat<'_>) -> bool {
        let mut rows = self.addends(table, column).map(|(_, sum)| &sum.rows);
        rows.next().is_none_or(|first| rows.all(|other| other == first))
    }

    /// The columns a computed one follows from that were added up.
    pub(super) fn addends<'a>(
        &'a self,
        table: &'a FlatTable<'a>,
        column: &'a Flat<'a>,
    ) -> impl Iterator<Item = (&'a Flat<'a>, &'a Adding)> {
        let names = column.field.formula().map(Formula::references).unwrap_or_default();
        table.columns.iter().zip(&self.sums).filter(move |(column, sum)| {
            sum.sum.is_some() && names.iter().any(|reference| reference.name == column.path)
        })
    }

    /// Whether anything was added up.
    pub(super) fn holds_any(&self) -> bool {
        self.sums.iter().any(|sum| sum.sum.is_some())
    }

    /// A total for each column of the table; none where it has none.
    pub(super) fn values(&self, table: &FlatTable<'_>) -> Vec<Option<Decimal>> {
        let sums = table.columns.iter().zip(&self.sums);
        let mut own: Map<String, Value> = sums
            .clone()
            .filter_map(|(column, sum)| Some((column.path.clone(), number_value(sum.sum?))))
            .collect();
        let mut totals: Vec<Option<Decimal>> = sums.map(|(_, sum)| sum.sum).to_list();
        // A formula may stand before those it follows from.
        for _ in 0..2 {
            for (total, column) in totals.iter_mut().zip(&table.columns) {
                if total.is_none()
                    && is_derived(table, column)
                    && self.holds_any()
                    && self.is_whole(table, column)
                {
                    *total = rates::computed(column.field, &own, &Map::new());
                    own.extend(total.map(|number| (column.path.clone(), number_value(number))));
                }
            }
        }
        totals
    }
}

/// The totals of one table: by what the figures count.
#[derive(Debug, Clone, Default)]
pub(super) struct Totals(Vec<Total>);

impl Totals {
    /// Adds a row; `values` are those of its document.
    pub(super) fn add(&mut self, table: &FlatTable<'_>, row: &Value, values: &Value) {
        let unit = unit(table, row, values);
        let known = self.0.iter().position(|total| fold(&total.unit) == fold(&unit));
        let at = known.unwrap_or_else(|| {
            self.0.push(Total::of(&unit, table));
            self.0.len() - 1
        });
        if let Some(total) = self.0.get_mut(at) {
            total.add(table, row);
        }
    }

    /// Those in which anything was added up.
    pub(super) fn each(&self) -> impl Iterator<Item = &Total> {
        self.0.iter().filter(|total| total.holds_any())
    }

    /// Those of all rows of a table: nothing that no document adds up, rows of several names where they are not added up there.
    pub(super) fn of_rows(&self, adds_up: Option<bool>) -> impl Iterator<Item = &Total> {
        self.each().filter(move |total| adds_up != Some(false) || !total.is_mixed)
    }

    /// Those of rows of one name, with those that are blank because they are not added up.
    pub(super) fn of_name(&self) -> impl Iterator<Item = &Total> {
        self.0.iter().filter(|total| total.holds_any() || total.is_rate)
    }

    /// Everything together, where documents that count several things in rows of one table add them up themselves.
    pub(super) fn all(&self, table: &FlatTable<'_>) -> Option<Total> {
        if self.each().count() < 2 || !table.columns.iter().any(|column| is_unit_head(&column.label)) {
            return None;
        }
        let mut all = Total::of("", table);
        for total in self.each() {
            for (sum, more) in all.sums.iter_mut().zip(&total.sums) {
                if let Some(number) = more.sum {
                    sum.sum = sum.sum.unwrap_or_default().checked_add(number).or(sum.sum);
                    sum.rows.extend(more.rows.iter().map(|row| all.rows + row));
                }
            }
            all.rows += total.rows;
        }
        Some(all)
    }

    /// How a total is called beside the others.
    pub(super) fn called(&self, name: &str, total: &Total) -> String {
        match total.unit.as_str() {
            _ if self.of_name().count() < 2 => name.to_owned(),
            "" => format!("{name} (không ghi đơn vị tính)"),
            unit => format!("{name} ({unit})"),
        }
    }
}

/// What the figures of a row count: as its column of units says, or the field of the form for the whole table.
fn unit(table: &FlatTable<'_>, row: &Value, values: &Value) -> String {
    let text = |value: Option<&Value>| {
        let text = value.and_then(Value::as_str).unwrap_or_default();
        text.split_whitespace().joined(" ")
    };
    match table.columns.iter().find(|column| is_unit_head(&column.label)) {
        Some(column) => text(value_at(row, &column.path)),
        None => text(values.get(format!("{UNIT_OF}{}", table.path))),
    }
}

/// What the name of the field begins with that says what a whole table counts.
pub(super) const UNIT_OF: &str = "don_vi_tinh_";

/// The first column of text: what the rows of a table are called.
pub(super) fn label_column<'f, 't>(table: &'f FlatTable<'t>) -> Option<&'f Flat<'t>> {
    table.columns.iter().find(|column| matches!(column.field.kind, Kind::Line | Kind::Text))
}

impl Collector {
    /// Whether every document that counts and has rows in a table adds them all up itself; none where no document says so.
    pub(super) fn adds_up(&self, id: &str, table: &str) -> Option<bool> {
        let has_rows = |(at, _): &(usize, &Vec<String>)| {
            self.values.get(*at).is_some_and(|values| rows(&unpacked(values), table).next().is_some())
        };
        let counts = |at: usize| self.files.get(at).is_some_and(|file| file.counted && file.template == id);
        let files = self.added_up.iter().enumerate().filter(|(at, _)| counts(*at));
        let mut said =
            files.filter_map(|(at, tables)| Some((at, tables.as_ref()?))).filter(has_rows).peekable();
        said.peek()?;
        Some(said.all(|(_, tables)| tables.iter().any(|path| path == table)))
    }
}

/// What a row is called.
fn label_of<'v>(table: &FlatTable<'_>, row: &'v Value) -> &'v str {
    let label = label_column(table).and_then(|named| value_at(row, &named.path)).and_then(Value::as_str);
    label.unwrap_or_default()
}

/// The rows of a table over all documents that count, by their labels and by what they count; none unless some label stands
/// in several.
pub(super) fn by_label(collector: &Collector, id: &str, table: &FlatTable<'_>) -> Vec<(String, Totals)> {
    let Some(named) = label_column(table) else { return Vec::new() };
    let mut found: Vec<(String, Totals)> = Vec::new();
    let mut known = crate::ordered::OrderedMap::<String, usize>::new();
    for (_, values) in collector.of_template(id).filter(|(file, _)| file.counted) {
        for row in rows(&values, &table.path) {
            let label = value_at(row, &named.path).and_then(Value::as_str).unwrap_or_default().trim();
            let at = known.get(&row_key(label)).copied().unwrap_or_else(|| {
                found.push((label.to_owned(), Totals::default()));
                known.insert(row_key(label), found.len() - 1);
                found.len() - 1
            });
            if let Some((_, totals)) = found.get_mut(at) {
                totals.add(table, row, &values);
            }
        }
    }
    let several = found.iter().flat_map(|(_, totals)| &totals.0).any(|total| total.rows > 1);
    if !is_given(table) || !several {
        found.clear();
    }
    found
}

/// The rows of a table.
pub(super) fn rows<'v>(values: &'v Value, path: &str) -> impl Iterator<Item = &'v Value> {
    value_at(values, path).and_then(Value::as_array).into_iter().flatten()
}

/// The totals of every table with figures.
pub(super) fn of(collector: &Collector) -> Vec<Sum> {
    let mut found = Vec::new();
    each(collector, &mut |template, table, total| {
        let numbers = table.columns.iter().zip(total.values(table)).filter_map(|(column, number)| {
            let number = rates::shown(column.field, number?);
            Some((column.path.clone(), Value::String(number.normalize().to_string())))
        });
        found.push(Sum {
            template: template.to_owned(),
            table: table.path.clone(),
            label: table.label.clone(),
            unit: total.unit.clone(),
            totals: numbers.collect(),
        });
    });
    found
}

/// Shows the totals of every table with figures, and the template it is of.
pub(super) fn each(collector: &Collector, seen: &mut dyn FnMut(&str, &FlatTable<'_>, &Total)) {
    for template in collector.templates() {
        let form = crate::sheet::flat::form(&template, &[]);
        for table in &form.tables {
            let mut totals = Totals::default();
            for (_, values) in collector.of_template(&template.id).filter(|(file, _)| file.counted) {
                rows(&values, &table.path).for_each(|row| totals.add(table, row, &values));
            }
            let adds_up = collector.adds_up(&template.id, &table.path);
            totals.of_rows(adds_up).for_each(|total| seen(&template.id, table, total));
        }
    }
}
