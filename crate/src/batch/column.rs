//! The columns that fill something.

use super::refusals::{at, no_column, no_field};
use super::roles::{self, Role};
use super::target::{self, Input, is_within};
use super::unusable::{doubtful, foreign, share, unusable};
use super::{amounts, cell, keys};
use crate::Diagnostic;
use crate::joined::Joined;
use crate::ordered;
use crate::sheet::{Cell, Content, Sheet, Table};
use crate::template::{self, Field, Kind, Questions, number_value};
use crate::to_list::ToList;
use crate::vietnamese::grouping::Habit;
use rust_decimal::Decimal;
use serde_json::Value;

/// The most items a path may name by position.
const FARTHEST_ITEM: usize = 99;

/// A column that fills something.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its place on the sheet.
    pub(super) index: usize,
    /// Which part of a line about somebody it is.
    pub(super) part: u8,
    /// The columns whose texts follow its own in one line, and their parts: position and unit behind a name.
    pub(super) also: Vec<(usize, u8)>,
    /// What its head says.
    pub(super) label: String,
    /// What it fills.
    pub(super) path: String,
    /// The part of the path below the item of a list.
    pub(super) within: String,
    pub(super) field: Field,
    pub(super) rows: Rows,
    /// No column before it fills the same table or list.
    pub(super) first_of_rows: bool,
    /// How it writes its figures.
    pub(super) habit: Habit,
    /// By what its figures are multiplied, where they count money otherwise than the field.
    pub(super) factor: Option<Decimal>,
    /// Its head, or the line above the table, says what its amounts are counted in.
    pub(super) unit_told: bool,
    /// The template prints how somebody is spoken to before what it holds.
    pub(super) is_addressed: bool,
    /// What its words mean, where they are no choice by themselves.
    pub(super) words: Vec<(String, String)>,
}

/// What one row of the sheet is to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rows {
    /// The document, or a part of it.
    Document,
    /// A row or item of the table or list of this path.
    Item(String),
}

impl Column {
    /// The places of all columns that fill it.
    pub(super) fn indices(&self) -> impl Iterator<Item = usize> {
        self.parts().map(|(index, _)| index)
    }

    /// The same with the part each is.
    pub(super) fn parts(&self) -> impl Iterator<Item = (usize, u8)> {
        std::iter::once((self.index, self.part)).chain(self.also.iter().copied())
    }

    /// Takes in a column that is another part of the same; false when it is none.
    fn joins(&mut self, input: &Input<'_>, index: usize, part: u8) -> bool {
        if !self.parts().all(|(_, other)| roles::join(input.parts, part, other)) {
            return false;
        }
        let mut parts: Vec<(u8, usize)> = self.parts().map(|(index, part)| (part, index)).to_list();
        parts.push((part, index));
        ordered::sort(&mut parts);
        let mut parts = parts.into_iter();
        if let Some((part, index)) = parts.next() {
            (self.part, self.index) = (part, index);
        }
        self.also = parts.map(|(part, index)| (index, part)).to_list();
        true
    }

    /// What its columns say together, where it has several; each cell as its place gives it.
    pub(super) fn joined<'c>(&self, cell: impl Fn(usize) -> Option<Cell<'c>>) -> Value {
        let text = |index: usize| {
            let is_said = |cell: &Cell<'_>| cell.content != Content::Error && says_something(cell.shown);
            let cell = cell(index).filter(is_said);
            cell.map(|cell| cell.shown.split_whitespace().joined(" ")).unwrap_or_default()
        };
        let parts: Vec<(u8, String)> = self.parts().map(|(index, part)| (part, text(index))).to_list();
        let line = roles::line(&parts);
        match self.field.kind {
            _ if line.is_empty() => Value::Null,
            Kind::List(_) => Value::Array(vec![Value::from(line)]),
            _ => Value::from(line),
        }
    }

    /// Whether a cell gives it nothing: it is blank, or has signs alone where a line is wanted.
    pub(super) fn is_open(&self, cell: Cell<'_>) -> bool {
        let is_line = matches!(self.field.kind, Kind::Line) && cell.content == Content::Text;
        cell.is_blank() || (is_line && !says_something(cell.shown))
    }

    /// One of its cells, or the choice that its word was said to mean.
    pub(super) fn meant<'c>(&'c self, cell: Cell<'c>) -> Cell<'c> {
        if self.words.is_empty() {
            return cell;
        }
        // Most cells have the word as it was first met; only others have to be compared as keys.
        let as_written = self.words.iter().find(|(word, _)| word == cell.shown.trim());
        let said = as_written.or_else(|| {
            let wanted = keys::key(cell.shown);
            self.words.iter().find(|(word, _)| keys::key(word) == wanted)
        });
        said.map_or(cell, |(_, choice)| Cell { shown: choice, content: Content::Text })
    }

    /// What one of its cells gives the field.
    pub(super) fn value(&self, cell: Cell<'_>) -> Value {
        let factor = amounts::factor(cell.shown, &self.field, self.factor);
        let value = cell::value(self.meant(cell), &self.field, self.habit);
        match factor.zip(template::decimal(&value).filter(|_| value.is_number())) {
            Some((factor, number)) => number.checked_mul(factor).map_or(value, number_value),
            None => value,
        }
    }

    /// The same finding for a word that is neither yes nor no, with what would be.
    pub(super) fn unclear(&self, cell: Cell<'_>, found: &Diagnostic) -> Option<Diagnostic> {
        let (label, shown) = (&self.label, cell.shown.trim());
        (self.field.kind == Kind::Flag && found.severity == crate::Severity::Error && !shown.is_empty()).then(|| {
            Diagnostic::error(
                "khong-ro-co-khong",
                found.location.clone(),
                format!("«{shown}» không rõ là có hay không; hãy ghi Có (hoặc x) hay Không (hoặc để trống), hoặc cho biết chữ ấy nghĩa là gì (--word \"{label}:{shown}=Không\")."),
                format!("“{shown}” is neither yes nor no; write Có (or x) or Không (or nothing), or say what it means (--word \"{label}:{shown}=Không\")."),
            )
        })
    }

    /// What keeps one of its cells from being used.
    pub(super) fn unusable(&self, cell: Cell<'_>) -> Option<Diagnostic> {
        let in_other =
            || amounts::is_foreign(cell.shown, &self.field).then(|| foreign(&self.path, cell.shown.trim()));
        unusable(&self.path, cell)
            .or_else(in_other)
            .or_else(|| share(&self.path, &self.field, cell))
            .or_else(|| doubtful(&self.path, &self.field, self.habit, cell))
    }

    /// Which of the document's rows a value of this path comes from, if from this column.
    pub(super) fn row_of(&self, path: &str) -> Option<usize> {
        match &self.rows {
            Rows::Document => is_within(path, &self.path).then_some(0),
            Rows::Item(list) => {
                let rest = path.strip_prefix(list.as_str())?.strip_prefix('.')?;
                let (at, rest) = rest.split_once('.').unwrap_or((rest, ""));
                is_within(rest, &self.within).then(|| at.parse().ok())?
            }
        }
    }
}

/// More than signs: `-` and `…` stand where there is nothing to say.
pub(super) fn says_something(shown: &str) -> bool {
    shown.contains(char::is_alphanumeric)
}

pub(super) fn columns(
    template: &dyn Questions,
    inputs: &[Input<'_>],
    (table, sheet, roles): (&Table, &Sheet, &[Role]),
    wanted: &[(String, String)],
    is_of_rows: impl Fn(&str, usize) -> bool,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let parts_of = |path: &str| {
        let path = path.to_owned();
        let of_path = wanted.iter().filter(move |(_, known)| *known == path);
        of_path.filter_map(|(label, _)| index_of(table, label))
    };
    for (label, path) in wanted.iter().filter(|(_, path)| !path.is_empty()) {
        let Some(index) = index_of(table, label) else {
            faults.push(no_column(sheet, table, label));
            continue;
        };
        let far = path.split('.').filter_map(|step| step.parse::<usize>().ok()).any(|at| at > FARTHEST_ITEM);
        let Some(input) = target::find(inputs, path).filter(|_| !far) else {
            faults.push(no_field(sheet, label, path, inputs, template));
            continue;
        };
        let part = roles::part_of(roles, index);
        if let Some(other) = columns.iter_mut().find(|column| column.path == *path) {
            if other.joins(input, index, part) {
                continue;
            }
            faults.push(Diagnostic::error(
                "hai-cot-mot-truong",
                at(sheet, table.head.start, index),
                format!(
                    "Hai cột «{}» và «{label}» cùng điền vào «{}»; hãy bỏ khớp một cột.",
                    other.label, input.label
                ),
                format!(
                    "The columns “{}” and “{label}” both fill “{path}”; unmatch one of them.",
                    other.label
                ),
            ));
            continue;
        }
        let list = match &input.field.kind {
            Kind::List(_) if parts_of(path).any(|index| is_of_rows(path, index)) => path.clone(),
            _ => input.rows.clone(),
        };
        let within = path.strip_prefix(list.as_str()).unwrap_or(path).trim_start_matches('.').to_owned();
        let rows = if list.is_empty() { Rows::Document } else { Rows::Item(list) };
        let field = match (&input.field.kind, &rows) {
            (Kind::List(item), Rows::Item(_)) if within.is_empty() => (**item).clone(),
            _ => input.field.clone(),
        };
        let first_of_rows = rows != Rows::Document && !columns.iter().any(|column| column.rows == rows);
        columns.push(Column {
            index,
            part,
            also: Vec::new(),
            label: label.clone(),
            path: path.clone(),
            within,
            field,
            rows,
            first_of_rows,
            habit: Habit::default(),
            factor: None,
            unit_told: false,
            is_addressed: false,
            words: Vec::new(),
        });
    }
    columns
}

pub(super) fn index_of(table: &Table, label: &str) -> Option<usize> {
    target::column(table, label).map(|column| column.index)
}
