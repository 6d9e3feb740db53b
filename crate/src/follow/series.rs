//! Figures over the periods of a year: what may be added, and whether what was added by hand agrees.

use rust_decimal::Decimal;
use serde_json::Value;

use super::about;
use super::counting::{Counting, OfUnit};
use super::marks::{REPORT, rows_of, text};
use super::overview::values_of;
use super::period::Period;
use super::record::{Matter, Unit};
use crate::sheet::flat::{self, FlatTable, Form};
use crate::template::{Kind, decimal};
use crate::vietnamese::natures::{Nature, nature};
use crate::vietnamese::sums::{is_share, is_unit_head};
use crate::vietnamese::text::key;
use crate::{Diagnostic, Template, library};

/// What arose in each period of a year, of the rows of one name over all units.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The table.
    pub(super) table: String,
    /// What is counted.
    pub(super) label: String,
    /// In what.
    pub(super) measure: String,
    /// The column.
    pub(super) column: String,
    /// One a period; none where nobody reported it.
    pub(super) periods: Vec<Option<Decimal>>,
}

impl Row {
    /// What arose in all periods together.
    pub(super) fn total(&self) -> Option<Decimal> {
        self.periods.iter().flatten().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(*one))
    }
}

/// The figures of a year until a period.
#[derive(Debug, Default)]
pub(super) struct Series {
    /// The periods, the last the one that is collected.
    pub(super) periods: Vec<Period>,
    pub(super) rows: Vec<Row>,
    /// What does not agree.
    pub(super) findings: Vec<Diagnostic>,
}

/// A table of a form whose figures count over time.
struct Table<'f, 't> {
    flat: &'f FlatTable<'t>,
    label: usize,
    measure: Option<usize>,
    natures: Vec<Option<Nature>>,
}

impl Table<'_, '_> {
    fn of<'f, 't>(flat: &'f FlatTable<'t>) -> Option<Table<'f, 't>> {
        let columns = &flat.columns;
        let label = columns.iter().position(|column| matches!(column.field.kind, Kind::Line | Kind::Text))?;
        let measure = columns.iter().position(|column| is_unit_head(&column.label));
        let of_column = |column: &flat::Flat<'_>| {
            let counts =
                column.field.kind.numeric().is_some() && !column.computed && !is_share(&column.label);
            if counts { nature(&column.label) } else { None }
        };
        let natures: Vec<Option<Nature>> = columns.iter().map(of_column).collect();
        natures.iter().any(Option::is_some).then_some(Table { flat, label, measure, natures })
    }

    fn cell<'v>(&self, row: &'v Value, column: usize) -> Option<&'v Value> {
        row.get(&self.flat.columns.get(column)?.path)
    }

    fn text<'v>(&self, row: &'v Value, column: usize) -> &'v str {
        self.flat.columns.get(column).map_or("", |column| text(row, &column.path))
    }

    fn label<'v>(&self, row: &'v Value) -> &'v str {
        self.text(row, self.label)
    }

    /// The sum of a column of the given nature over the rows of one name in what a unit reported; none where none is filled.
    fn figure(&self, reports: &[Value], label: &str, wanted: Nature) -> Option<Decimal> {
        let column = self.natures.iter().position(|own| *own == Some(wanted))?;
        let rows = reports.iter().flat_map(|values| rows_of(values, &self.flat.path));
        let own = rows.filter(|row| key(self.label(row)) == key(label));
        let figures: Vec<Decimal> = own.filter_map(|row| self.cell(row, column).and_then(decimal)).collect();
        if figures.is_empty() {
            None
        } else {
            figures.into_iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one))
        }
    }
}

/// The figures of a year until this period, and what does not agree in those of this period. `last_year` is the matter of the
/// year before.
pub(super) fn series(matter: &Matter, period: &Period, last_year: Option<&Matter>) -> Series {
    let Some(template) = library::get(REPORT) else { return Series::default() };
    let template: &Template = &template;
    let form: Form<'_> = flat::form(template, &[]);
    let tables: Vec<Table<'_, '_>> = form.tables.iter().filter_map(|flat| Table::of(flat)).collect();
    let mut periods = vec![period.clone()];
    while let Some(before) = periods.last().and_then(Period::before) {
        periods.push(before);
    }
    periods.reverse();
    let mut found = Series { periods, ..Series::default() };
    let countings: Vec<Counting<'_>> =
        found.periods.iter().map(|period| Counting::of(matter, period)).collect();
    for unit in &matter.units {
        let each = countings.iter().map(|counting| {
            let own = counting.of_unit(&unit.mark);
            own.map(|own| values_of(own).into_iter().map(|(_, values)| values).collect::<Vec<_>>())
                .unwrap_or_default()
        });
        let reports: Vec<Vec<Value>> = each.collect();
        for table in &tables {
            found.add(table, &reports);
            found.compare(table, unit, &reports, last_year);
        }
    }
    found
}

impl Series {
    /// Adds what arose.
    fn add(&mut self, table: &Table<'_, '_>, reports: &[Vec<Value>]) {
        let columns: Vec<usize> = table
            .natures
            .iter()
            .enumerate()
            .filter(|(_, nature)| **nature == Some(Nature::Arising))
            .map(|(at, _)| at)
            .collect();
        for (at, values) in reports.iter().enumerate() {
            for row in values.iter().flat_map(|values| rows_of(values, &table.flat.path)) {
                let label = table.label(row);
                // A row that speaks of a moment is none that adds up, whatever its column says.
                if nature(label) == Some(Nature::AtMoment) {
                    continue;
                }
                for column in &columns {
                    let Some(figure) = table.cell(row, *column).and_then(decimal) else { continue };
                    let measure = table.measure.map_or("", |measure| table.text(row, measure));
                    let own = self.row(table, (label, measure), *column);
                    let Some(sum) = own.and_then(|row| row.periods.get_mut(at)) else { continue };
                    *sum = sum.unwrap_or_default().checked_add(figure).or(*sum);
                }
            }
        }
    }

    fn row(
        &mut self,
        table: &Table<'_, '_>,
        (label, measure): (&str, &str),
        column: usize,
    ) -> Option<&mut Row> {
        let column = &table.flat.columns.get(column)?.label;
        let same = |row: &Row| {
            row.table == table.flat.label
                && row.column == *column
                && key(&row.label) == key(label)
                && key(&row.measure) == key(measure)
        };
        let at = match self.rows.iter().position(same) {
            Some(at) => at,
            None => {
                self.rows.push(Row {
                    table: table.flat.label.clone(),
                    label: label.to_owned(),
                    measure: measure.to_owned(),
                    column: column.clone(),
                    periods: vec![None; self.periods.len()],
                });
                self.rows.len() - 1
            }
        };
        self.rows.get_mut(at)
    }

    /// Tells where what a unit added up is not what its reports add up to, and where last year's figure is another one.
    fn compare(
        &mut self,
        table: &Table<'_, '_>,
        unit: &Unit,
        reports: &[Vec<Value>],
        last_year: Option<&Matter>,
    ) {
        let Some((now, before)) = reports.split_last() else { return };
        let labels =
            now.iter().flat_map(|values| rows_of(values, &table.flat.path)).map(|row| table.label(row));
        let mut seen: Vec<String> = Vec::new();
        for label in labels {
            if seen.contains(&key(label)) {
                continue;
            }
            seen.push(key(label));
            if let Some(sum) = table.figure(now, label, Nature::Cumulative)
                && nature(label) != Some(Nature::AtMoment)
            {
                let arisen = table.figure(now, label, Nature::Arising);
                let last = match before.last() {
                    None => Some(Decimal::ZERO),
                    Some(last) => table.figure(last, label, Nature::Cumulative),
                };
                let expected = last.zip(arisen).and_then(|(last, arisen)| last.checked_add(arisen));
                if let Some((last, arisen)) =
                    last.zip(arisen).filter(|_| expected.is_some_and(|known| known != sum))
                {
                    self.findings.push(about::cumulative(&unit.name, label, [sum, last, arisen]));
                }
            }
            let Some(matter) = last_year else { continue };
            let Some(period) = self.periods.last().map(Period::last_year) else { continue };
            let own = OfUnit::of(matter, &unit.mark, &period);
            let then: Vec<Value> = values_of(&own).into_iter().map(|(_, values)| values).collect();
            let then = table.figure(&then, label, Nature::Cumulative);
            let said = table.figure(now, label, Nature::LastYear);
            if let Some((then, said)) = then.zip(said).filter(|(then, said)| then != said) {
                self.findings.push(about::last_year(&unit.name, label, said, then));
            }
        }
    }
}
