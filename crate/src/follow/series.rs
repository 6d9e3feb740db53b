//! Figures over the periods of a year: what may be added, and whether what was added by hand agrees.

use rust_decimal::Decimal;
use serde_json::Value;

use super::about;
use super::counting::Counting;
use super::labels::Labels;
use super::marks::{REPORT, rows_of, text};
use super::overview::values_of;
use super::period::Period;
use super::record::{Matter, Unit};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::sheet::flat::{self, FlatTable, Form};
use crate::template::{Kind, decimal};
use crate::to_list::ToList;
use crate::vietnamese::natures::{Nature, nature};
use crate::vietnamese::sums::{is_share, is_unit_head};
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
    /// The position of each row, by table, names and column.
    places: OrderedMap<(usize, String, String, usize), Option<usize>>,
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
        let natures: Vec<Option<Nature>> = columns.iter().map(of_column).to_list();
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

    /// The figures of each row of what a unit reported, by its name.
    fn figures(&self, reports: &[Value], labels: &Labels) -> OrderedMap<String, Figures> {
        let mut found: OrderedMap<String, Figures> = OrderedMap::new();
        for row in reports.iter().flat_map(|values| rows_of(values, &self.flat.path)) {
            let own = found.get_or_default(labels.of(self.label(row)).0);
            for (nature, figures) in &mut own.0 {
                let column = self.natures.iter().position(|own| own.as_ref() == Some(nature));
                figures.extend(column.and_then(|column| self.cell(row, column)).and_then(decimal));
            }
        }
        found
    }

    /// The names of its rows and of what they are counted in.
    fn names(&self, found: &mut Names, values: &Value) {
        found.labels.add(rows_of(values, &self.flat.path).map(|row| self.label(row)));
        if let Some(measure) = self.measure {
            for row in rows_of(values, &self.flat.path) {
                found.measures.add(std::iter::once(self.text(row, measure)));
            }
        }
    }
}

/// The names of the rows of a table over all reports.
#[derive(Debug, Default)]
struct Names {
    labels: Labels,
    measures: Labels,
}

/// The figures of the rows of one name, by what they count.
#[derive(Debug)]
struct Figures([(Nature, Vec<Decimal>); 3]);

impl Default for Figures {
    fn default() -> Self {
        Figures([Nature::Arising, Nature::Cumulative, Nature::LastYear].map(|nature| (nature, Vec::new())))
    }
}

impl Figures {
    /// Their sum; none where none is filled.
    fn sum(&self, wanted: Nature) -> Option<Decimal> {
        let (_, figures) = self.0.iter().find(|(nature, _)| *nature == wanted)?;
        let mut figures = figures.iter();
        let first = *figures.next()?;
        figures.try_fold(first, |sum, one| sum.checked_add(*one))
    }
}

/// The figures of a year until this period, and what does not agree in those of this period. `last_year` is the matter of the
/// year before.
pub(super) fn series(matter: &Matter, period: &Period, last_year: Option<&Matter>) -> Series {
    let Some(template) = library::get(REPORT) else { return Series::default() };
    let template: &Template = &template;
    let form: Form<'_> = flat::form(template, &[]);
    let tables: Vec<Table<'_, '_>> = form.tables.iter().filter_map(|flat| Table::of(flat)).to_list();
    let mut periods = vec![period.clone()];
    while let Some(before) = periods.last().and_then(Period::before) {
        periods.push(before);
    }
    periods.reverse();
    let mut found = Series { periods, ..Series::default() };
    let countings: Vec<Counting<'_>> =
        found.periods.iter().map(|period| Counting::of(matter, period)).to_list();
    let then = found.periods.last().map(Period::last_year);
    let then = last_year.zip(then).map(|(matter, period)| Counting::of(matter, &period));
    let mut names: Vec<Names> = tables.iter().map(|_| Names::default()).to_list();
    for counting in countings.iter().chain(&then) {
        for values in matter.units.iter().flat_map(|unit| reports(counting, unit)) {
            tables.iter().zip(&mut names).for_each(|(table, names)| table.names(names, &values));
        }
    }
    for unit in &matter.units {
        let own: Vec<Vec<Value>> = countings.iter().map(|counting| reports(counting, unit)).to_list();
        let then = then.as_ref().map(|then| reports(then, unit)).unwrap_or_default();
        for (at, (table, names)) in tables.iter().zip(&names).enumerate() {
            found.add((at, table), names, &own);
            found.compare(table, unit, &names.labels, &own, &then);
        }
    }
    for (table, names) in tables.iter().zip(&names) {
        let head = |column: usize| table.flat.columns.get(column).map_or("", |column| &column.label);
        found.findings.extend(names.labels.findings(head(table.label)));
        found
            .findings
            .extend(table.measure.map_or_else(Vec::new, |column| names.measures.findings(head(column))));
    }
    found
}

/// What a unit reported that counts.
fn reports(counting: &Counting<'_>, unit: &Unit) -> Vec<Value> {
    let own = counting.of_unit(&unit.mark);
    own.map(|own| values_of(own).into_iter().map(|(_, values)| values).to_list()).unwrap_or_default()
}

impl Series {
    /// Adds what arose.
    fn add(&mut self, (nth, table): (usize, &Table<'_, '_>), names: &Names, reports: &[Vec<Value>]) {
        let columns: Vec<usize> = table
            .natures
            .iter()
            .enumerate()
            .filter(|(_, nature)| **nature == Some(Nature::Arising))
            .map(|(at, _)| at)
            .to_list();
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
                    let own = self.row((nth, table), names, (label, measure), *column);
                    let Some(sum) = own.and_then(|row| row.periods.get_mut(at)) else { continue };
                    *sum = sum.unwrap_or_default().checked_add(figure).or(*sum);
                }
            }
        }
    }

    fn row(
        &mut self,
        (nth, table): (usize, &Table<'_, '_>),
        names: &Names,
        (label, measure): (&str, &str),
        column: usize,
    ) -> Option<&mut Row> {
        let (own, label) = names.labels.of(label);
        let (own_measure, measure) = names.measures.of(measure);
        let place = self.places.get_or_default((nth, own, own_measure, column));
        let at = *place.get_or_insert(self.rows.len());
        if at == self.rows.len() {
            self.rows.push(Row {
                table: table.flat.label.clone(),
                label,
                measure,
                column: table.flat.columns.get(column)?.label.clone(),
                periods: vec![None; self.periods.len()],
            });
        }
        self.rows.get_mut(at)
    }

    /// Tells where what a unit added up is not what its reports add up to, and where last year's figure is another one.
    fn compare(
        &mut self,
        table: &Table<'_, '_>,
        unit: &Unit,
        names: &Labels,
        reports: &[Vec<Value>],
        last_year: &[Value],
    ) {
        let Some((now, before)) = reports.split_last() else { return };
        let labels =
            now.iter().flat_map(|values| rows_of(values, &table.flat.path)).map(|row| table.label(row));
        let then = table.figures(last_year, names);
        let last = before.last().map(|before| table.figures(before, names));
        let now = table.figures(now, names);
        let mut seen = OrderedSet::new();
        for label in labels {
            let (name, _) = names.of(label);
            let Some(own) = now.get(&name).filter(|_| !seen.contains(&name)) else { continue };
            if let Some(sum) = own.sum(Nature::Cumulative)
                && nature(label) != Some(Nature::AtMoment)
            {
                let arisen = own.sum(Nature::Arising);
                let last = match &last {
                    None => Some(Decimal::ZERO),
                    Some(last) => last.get(&name).and_then(|last| last.sum(Nature::Cumulative)),
                };
                let expected = last.zip(arisen).and_then(|(last, arisen)| last.checked_add(arisen));
                if let Some((last, arisen)) =
                    last.zip(arisen).filter(|_| expected.is_some_and(|known| known != sum))
                {
                    self.findings.push(about::cumulative(&unit.name, label, [sum, last, arisen]));
                }
            }
            let then = then.get(&name).and_then(|then| then.sum(Nature::Cumulative));
            let said = own.sum(Nature::LastYear);
            if let Some((then, said)) = then.zip(said).filter(|(then, said)| then != said) {
                self.findings.push(about::last_year(&unit.name, label, said, then));
            }
            seen.insert(name);
        }
    }
}
