//! Computed fields: in which order, and their values.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::resolved::{computed_value, decimal};
use crate::ordered::OrderedMap;
use crate::template::field::{Field, Kind, Table};
use crate::template::formula::{Formula, NoValue, Of, Reference, Scope};
use crate::template::uses::Uses;
use crate::to_list::ToList;
use crate::{Diagnostic, FieldPath, Location};

/// One step down to the records that hold a computed field.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Each,
}

/// A computed field and where its records are.
#[derive(Debug, Clone)]
struct Computed {
    container: Vec<Step>,
    /// As in the manifest's spots: the item of a list is `*`.
    spot: String,
    name: String,
    label: String,
    formula: Formula,
    /// The labels of the fields it refers to, for messages.
    labels: OrderedMap<String, String>,
}

/// A table with a total row.
#[derive(Debug, Clone)]
struct Totalled {
    container: Vec<Step>,
    table: Table,
    /// Its computed columns in an order in which they can be computed.
    order: Vec<String>,
}

/// What is to be computed, in an order in which it can be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    computed: Vec<Computed>,
    totals: Vec<Totalled>,
    /// The names formulas refer to, each with the top-level field the formula stands in.
    pub(crate) uses: Uses,
}

/// What is wrong with a formula in relation to the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlanFault {
    /// The spot path of the container, and the name of the computed field.
    pub(crate) container: String,
    pub(crate) name: String,
    /// Byte offset in the formula.
    pub(crate) offset: usize,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) english: String,
}

/// Makes the plan for the fields of a form; faulty formulas are left out of it.
pub(crate) fn plan(fields: &[Field]) -> (Plan, Vec<PlanFault>) {
    let mut planner = Planner { top: fields, computed: Vec::new(), totals: Vec::new(), faults: Vec::new() };
    planner.visit(&fields.iter().to_list(), &[], "");
    let Planner { computed, totals, mut faults, .. } = planner;
    let mut uses = Vec::new();
    for one in &computed {
        let user = match one.container.first() {
            Some(Step::Key(key)) => key,
            _ => &one.name,
        };
        for reference in one.formula.references() {
            let used = reference.name.split('.').next().unwrap_or_default();
            uses.push((used.to_owned(), user.clone()));
        }
    }
    let order = order(&computed, &mut faults);
    let computed: Vec<Computed> = order.into_iter().filter_map(|at| computed.get(at).cloned()).to_list();
    let totals = totals
        .into_iter()
        .map(|mut totalled| {
            let here = computed.iter().filter(|one| one.container == totalled.container);
            totalled.order = here.map(|one| one.name.clone()).to_list();
            totalled
        })
        .to_list();
    (Plan { computed, totals, uses }, faults)
}

struct Planner<'f> {
    top: &'f [Field],
    computed: Vec<Computed>,
    totals: Vec<Totalled>,
    faults: Vec<PlanFault>,
}

impl<'f> Planner<'f> {
    fn visit(&mut self, record: &[&'f Field], container: &[Step], spot: &str) {
        for field in record.iter().copied() {
            let down = |each: bool| {
                let mut steps = container.to_vec();
                steps.push(Step::Key(field.name.clone()));
                if each {
                    steps.push(Step::Each);
                }
                steps
            };
            let name = join(spot, &field.name);
            if let Some(formula) = field.formula() {
                self.formula(field, formula, record, container, spot);
            }
            match &field.kind {
                Kind::Group(fields) => self.visit(&fields.iter().to_list(), &down(false), &name),
                Kind::Table(table) => {
                    self.visit(&table.fields().to_list(), &down(true), &name);
                    if !table.total_label.is_empty() {
                        self.totals.push(Totalled {
                            container: down(true),
                            table: table.clone(),
                            order: Vec::new(),
                        });
                    }
                }
                Kind::List(item) => {
                    if let Some(fields) = item.kind.record() {
                        self.visit(&fields.iter().to_list(), &down(true), &join(&name, "*"));
                    }
                }
                _ => {}
            }
        }
    }

    fn formula(
        &mut self,
        field: &Field,
        formula: &Formula,
        siblings: &[&'f Field],
        container: &[Step],
        spot: &str,
    ) {
        let mut labels = OrderedMap::new();
        let mut good = true;
        for reference in formula.references() {
            let found = match reference.of {
                Of::Value => siblings
                    .iter()
                    .copied()
                    .chain(self.top)
                    .find(|other| other.name == reference.name)
                    .filter(|other| other.kind.numeric().is_some() || self.names_numbers(other)),
                Of::Sum => self.column(&reference.name),
                Of::Count => self
                    .top
                    .iter()
                    .find(|other| other.name == reference.name)
                    .filter(|f| matches!(f.kind, Kind::List(_) | Kind::Table(_) | Kind::Signature(_))),
            };
            match found {
                Some(other) => {
                    labels.insert(reference.name.clone(), other.label.clone());
                    if let Kind::Choice(choices) = &other.kind {
                        let chosen = self
                            .top
                            .iter()
                            .filter(|one| choices.iter().any(|choice| choice.value == one.name));
                        for one in chosen {
                            labels.insert(one.name.clone(), one.label.clone());
                        }
                    }
                }
                None => {
                    good = false;
                    self.faults.push(undeclared(reference, spot, &field.name));
                }
            }
        }
        if good {
            self.computed.push(Computed {
                container: container.to_vec(),
                spot: spot.to_owned(),
                name: field.name.clone(),
                label: field.label.clone(),
                formula: formula.clone(),
                labels,
            });
        }
    }

    /// Whether it chooses among number fields that are filled in, each choice by the name of one.
    fn names_numbers(&self, field: &Field) -> bool {
        let Kind::Choice(choices) = &field.kind else { return false };
        choices.iter().all(|choice| {
            self.top.iter().any(|other| {
                other.name == choice.value && other.kind.numeric().is_some() && other.formula().is_none()
            })
        })
    }

    /// The numeric column `table.column` names.
    fn column(&self, path: &str) -> Option<&'f Field> {
        let (table, column) = path.split_once('.')?;
        let field = self.top.iter().find(|field| field.name == table)?;
        let found = match &field.kind {
            Kind::Table(table) => table.columns.iter().map(|c| &c.field).find(|f| f.name == column),
            Kind::List(item) => item.kind.record()?.iter().find(|field| field.name == column),
            _ => None,
        };
        found.filter(|field| field.kind.numeric().is_some())
    }
}

fn undeclared(reference: &Reference, container: &str, name: &str) -> PlanFault {
    let written = &reference.name;
    let (message, english) = match reference.of {
        Of::Value => (
            format!(
                "Công thức dùng «{written}» nhưng không có trường số nào tên như vậy; hãy khai báo hoặc sửa tên."
            ),
            format!(
                "The formula uses “{written}”, but no number field has that name; declare it or correct it."
            ),
        ),
        Of::Sum => (
            format!("Không có cột số «{written}» để tính tổng; hãy viết sum(tên_bảng.tên_cột)."),
            format!("There is no number column “{written}” to sum; write sum(table.column)."),
        ),
        Of::Count => (
            format!("Không có danh sách hay bảng «{written}» để đếm; hãy sửa tên."),
            format!("There is no list or table “{written}” to count; correct the name."),
        ),
    };
    PlanFault {
        container: container.to_owned(),
        name: name.to_owned(),
        offset: reference.offset,
        code: "ten-chua-khai",
        message,
        english,
    }
}

/// An order in which everything comes after what it needs; what is on a circle is reported and left out.
fn order(computed: &[Computed], faults: &mut Vec<PlanFault>) -> Vec<usize> {
    let needs = |at: usize| -> Vec<usize> {
        let Some(one) = computed.get(at) else { return Vec::new() };
        let target = |reference: &Reference| match reference.of {
            Of::Value => computed
                .iter()
                .position(|other| other.container == one.container && other.name == reference.name)
                .or_else(|| {
                    computed
                        .iter()
                        .position(|other| other.container.is_empty() && other.name == reference.name)
                }),
            Of::Sum => {
                let (table, column) = reference.name.split_once('.')?;
                let container = [Step::Key(table.to_owned()), Step::Each];
                computed.iter().position(|other| other.container == container && other.name == column)
            }
            Of::Count => None,
        };
        one.formula.references().iter().filter_map(target).to_list()
    };
    let needs: Vec<Vec<usize>> = (0..computed.len()).map(needs).to_list();
    let mut order = Vec::new();
    let mut left: Vec<usize> = (0..computed.len()).to_list();
    // Repeatedly takes the first that needs nothing left: quadratic, but a form has few formulas, and no recursion.
    while let Some(next) = left
        .iter()
        .copied()
        .find(|at| needs.get(*at).is_some_and(|needs| needs.iter().all(|need| !left.contains(need))))
    {
        left.retain(|at| *at != next);
        order.push(next);
    }
    for one in left.iter().filter_map(|at| computed.get(*at)) {
        faults.push(PlanFault {
            container: one.spot.clone(),
            name: one.name.clone(),
            offset: 0,
            code: "cong-thuc-vong",
            message: format!(
                "Công thức của «{}» quay vòng về chính nó; hãy bỏ bớt một chỗ tham chiếu.",
                one.name
            ),
            english: format!("The formula of “{}” leads back to itself; break the circle.", one.name),
        });
    }
    order
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

/// Where a record is: keys and positions from the top.
type Path = Vec<String>;

fn paths(root: &Map<String, Value>, container: &[Step]) -> Vec<Path> {
    let mut found = vec![Path::new()];
    for step in container {
        found = match step {
            Step::Key(key) => found
                .into_iter()
                .map(|mut path| {
                    path.push(key.clone());
                    path
                })
                .to_list(),
            Step::Each => found
                .into_iter()
                .flat_map(|path| {
                    let length = get(root, &path).and_then(Value::as_array).map_or(0, Vec::len);
                    (0..length).map(move |at| {
                        let mut path = path.clone();
                        path.push(at.to_string());
                        path
                    })
                })
                .to_list(),
        };
    }
    found
}

fn get<'v>(root: &'v Map<String, Value>, path: &[String]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(root.get(first)?, |value, step| match value {
        Value::Object(fields) => fields.get(step),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn record_mut<'v>(root: &'v mut Map<String, Value>, path: &[String]) -> Option<&'v mut Map<String, Value>> {
    let Some((first, rest)) = path.split_first() else { return Some(root) };
    let start = root.get_mut(first)?;
    rest.iter()
        .try_fold(start, |value, step| match value {
            Value::Object(fields) => fields.get_mut(step),
            Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        })?
        .as_object_mut()
}

struct Record<'v> {
    root: &'v Map<String, Value>,
    own: &'v Map<String, Value>,
    row_number: Option<usize>,
}

impl Record<'_> {
    fn given(&self, name: &str) -> Option<&Value> {
        self.own.get(name).or_else(|| self.root.get(name))
    }

    /// The field a name stands for: with a choice among fields the one it names.
    fn chosen<'n>(&'n self, name: &'n str) -> &'n str {
        let given = self.given(name).and_then(Value::as_str);
        given.filter(|chosen| self.root.contains_key(*chosen)).unwrap_or(name)
    }
}

impl Scope for Record<'_> {
    fn value(&self, name: &str) -> Option<Decimal> {
        self.given(self.chosen(name)).and_then(decimal)
    }

    fn column(&self, path: &str) -> Vec<Decimal> {
        let Some((table, column)) = path.split_once('.') else { return Vec::new() };
        let rows = self.root.get(table).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        rows.iter().filter_map(|row| row.get(column)).filter_map(decimal).to_list()
    }

    fn count(&self, path: &str) -> usize {
        self.root.get(path).and_then(Value::as_array).map_or(0, Vec::len)
    }

    fn row_number(&self) -> Option<usize> {
        self.row_number
    }
}

impl Plan {
    /// Computes everything in place; what cannot be computed stays blank and is reported.
    pub(crate) fn run(&self, values: &mut Map<String, Value>, findings: &mut Vec<Diagnostic>) {
        for one in &self.computed {
            for path in paths(values, &one.container) {
                let row_number = match one.container.last() {
                    Some(Step::Each) => path.last().and_then(|at| at.parse::<usize>().ok()).map(|at| at + 1),
                    _ => None,
                };
                let own = if path.is_empty() {
                    Some(&*values)
                } else {
                    get(values, &path).and_then(Value::as_object)
                };
                let Some(own) = own else { continue };
                let record = Record { root: values, own, row_number };
                let value = match one.formula.evaluate(&record) {
                    Ok(number) => computed_value(number),
                    Err(reason) => {
                        let given = one.formula.references().iter().filter(|r| r.of == Of::Value);
                        let blank: Vec<&str> = given
                            .clone()
                            .filter(|reference| record.value(&reference.name).is_none())
                            .map(|reference| record.chosen(&reference.name))
                            .map(|name| one.labels.get(name).map_or("", String::as_str))
                            .to_list();
                        // Nothing filled in yet is not worth a word: required fields report themselves.
                        let mut siblings = given.filter(|reference| own.contains_key(&reference.name));
                        if reason != NoValue::Blank || siblings.any(|r| record.value(&r.name).is_some()) {
                            findings.push(one.failure(reason, &blank, &path, row_number));
                        }
                        Value::Null
                    }
                };
                if let Some(record) = record_mut(values, &path) {
                    record.insert(one.name.clone(), value);
                }
            }
        }
    }

    /// The total rows, by the path of their table.
    pub(crate) fn totals(&self, values: &Map<String, Value>) -> Map<String, Value> {
        let mut totals = Map::new();
        for totalled in &self.totals {
            let (_, table_steps) = totalled.container.split_last().unwrap_or((&Step::Each, &[]));
            for path in paths(values, table_steps) {
                let rows = get(values, &path).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                if !rows.is_empty() {
                    totals.insert(path.join("."), Value::Object(totalled.row(rows, values)));
                }
            }
        }
        totals
    }
}

impl Totalled {
    fn row(&self, rows: &[Value], root: &Map<String, Value>) -> Map<String, Value> {
        let mut totals = Map::new();
        for column in self.table.columns.iter().filter(|column| column.total == Some(true)) {
            let name = &column.field.name;
            let numbers: Vec<Decimal> =
                rows.iter().filter_map(|row| row.get(name)).filter_map(decimal).to_list();
            let sum = numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number));
            if let Some(sum) = sum.filter(|_| !numbers.is_empty()) {
                totals.insert(name.clone(), computed_value(sum));
            }
        }
        for column in self.order.iter().filter_map(|name| self.table.column(name)) {
            if let (None, Some(formula)) = (column.total, column.field.formula()) {
                // The cells of a total row are the only siblings it has: a column without total is blank here.
                let mut own: Map<String, Value> =
                    self.table.fields().map(|field| (field.name.clone(), Value::Null)).collect();
                own.extend(totals.clone());
                if let Ok(number) = formula.evaluate(&Record { root, own: &own, row_number: None }) {
                    totals.insert(column.field.name.clone(), computed_value(number));
                }
            }
        }
        totals
    }
}

impl Computed {
    fn failure(&self, reason: NoValue, blank: &[&str], path: &[String], row: Option<usize>) -> Diagnostic {
        let mut place = FieldPath::default();
        for step in path {
            place = place.join(step);
        }
        let (row_vi, row_en) =
            row.map_or_else(Default::default, |row| (format!(" ở dòng {row}"), format!(" in row {row}")));
        let (why, english) = match reason {
            NoValue::DivisionByZero => (
                "vì chia cho 0; hãy kiểm tra số bị để bằng 0".to_owned(),
                "it divides by 0; check the 0".to_owned(),
            ),
            NoValue::Overflow => (
                "vì số quá lớn; hãy kiểm tra lại các số".to_owned(),
                "it is too large; check the numbers".to_owned(),
            ),
            NoValue::Blank => {
                let blanks = blank.join("», «");
                (format!("vì «{blanks}» còn trống; hãy điền số"), format!("“{blanks}” is blank; fill it in"))
            }
        };
        Diagnostic::warning(
            "khong-tinh-duoc",
            Location::Field { path: place.join(&self.name) },
            format!("Không tính được «{}»{row_vi} {why}.", self.label),
            format!("“{}”{row_en} cannot be computed: {english}.", self.label),
        )
    }
}
