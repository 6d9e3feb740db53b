//! The marks a report form carries, by which it is known when it comes back.

use crate::joined::Joined;
use crate::to_list::ToList;
use serde_json::{Map, Value, json};

use super::about;
use super::cited::Cited;
use super::directive::start;
use super::period::Period;
use super::record::{Matter, Task, Unit};
use crate::sheet::flat::value_at;
use crate::{Diagnostic, unicode};

/// The template of report forms.
pub const REPORT: &str = "bao-cao-thuc-hien";

/// The field with the mark of the matter.
pub(super) const MATTER: &str = "ma_ho_so";
/// The field with the mark of the unit.
pub(super) const UNIT: &str = "ma_don_vi";
/// The field with the id of the period.
pub(super) const PERIOD: &str = "ma_ky";
/// The field with the name of the period.
pub(super) const PERIOD_NAME: &str = "ten_ky";
/// The flag that there is nothing to report.
pub(super) const NOTHING: &str = "khong_phat_sinh";
/// The table with a row for each task.
pub(super) const TASKS: &str = "nhiem_vu";
/// Its column with the mark of the task.
pub(super) const TASK: &str = "ma";
/// Its column with what was done.
pub(super) const RESULT: &str = "ket_qua";
/// Its column with the share that is done, in percent.
pub(super) const PERCENT: &str = "ty_le";
/// Its column with what the unit asks for.
pub(super) const PROPOSAL: &str = "de_xuat";
/// The text with what the unit asks for besides.
pub(super) const PROPOSALS: &str = "kien_nghi";

/// A text of values, trimmed.
pub(super) fn text<'v>(values: &'v Value, path: &str) -> &'v str {
    value_at(values, path).and_then(Value::as_str).unwrap_or_default().trim()
}

/// The rows of a table.
pub(super) fn rows_of<'v>(values: &'v Value, table: &str) -> impl Iterator<Item = &'v Value> {
    values.get(table).and_then(Value::as_array).into_iter().flatten()
}

/// A mark as it is compared: `2.a)` is `2.a`. Letters keep what they have: `1.đ` comes after `1.d` and is another task.
fn plain(mark: &str) -> String {
    let composed = unicode::composed(mark);
    let small = unicode::lower(composed.as_deref().unwrap_or(mark));
    small.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).joined(".")
}

/// The row of a task: by its mark.
pub(super) fn is_row_of(row: &Value, task: &Task) -> bool {
    plain(text(row, TASK)) == plain(&task.mark)
}

/// What happened to the rows of the tasks: each row that no task of the unit has, and each task without a row, is told.
pub(super) fn rows(matter: &Matter, unit: &Unit, values: &Value, file: &str) -> Vec<Diagnostic> {
    let is_blank = rows_of(values, TASKS).next().is_none();
    if values.get(NOTHING) == Some(&Value::Bool(true)) && is_blank {
        return Vec::new();
    }
    let tasks: Vec<&Task> = matter.tasks_of(&unit.mark).to_list();
    let mut found = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for row in rows_of(values, TASKS) {
        let mark = plain(text(row, TASK));
        let called = start(&[text(row, TASK), text(row, "noi_dung")].join(" "));
        if !tasks.iter().any(|task| is_row_of(row, task)) {
            found.push(about::row_added(file, &called));
        } else if seen.contains(&mark) {
            found.push(about::row_twice(file, &called));
        }
        seen.push(mark);
    }
    let gone: Vec<&str> = tasks
        .iter()
        .filter(|task| !seen.contains(&plain(&task.mark)))
        .map(|task| task.mark.as_str())
        .to_list();
    found.extend((!gone.is_empty()).then(|| about::rows_gone(file, &gone)));
    found
}

/// Number and day a report was sent under, where it carries them.
pub(super) fn own_document(values: &Value) -> Cited {
    let of = |name: &str| text(values, name).to_owned();
    let number = of("so");
    if number.is_empty() {
        return Cited::default();
    }
    let symbol = of("ky_hieu");
    let number = if symbol.is_empty() { number } else { format!("{number}/{symbol}") };
    Cited { number, date: of("ngay"), ..Cited::default() }
}

/// Values of a report on paper: what somebody keyed, with the marks a form carries.
pub(super) fn keyed(matter: &Matter, unit: &Unit, period: &Period, mut figures: Map<String, Value>) -> Value {
    for (name, text) in
        [(MATTER, &matter.mark), (UNIT, &unit.mark), (PERIOD, &period.id()), (PERIOD_NAME, &period.name())]
    {
        figures.insert(name.to_owned(), json!(text));
    }
    Value::Object(figures)
}
