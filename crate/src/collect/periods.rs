//! The period a report is about: figures of another period than that of most files are not added to theirs.

use serde_json::Value;

use super::{Collected, place};
use crate::joined::Joined;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::template::{Field, Kind};
use crate::vietnamese::iso_day;
use crate::vietnamese::sums::{period_key, says_days, says_period};
use crate::{Diagnostic, Template};

/// The code of what is said of a file of another period.
const OTHER: &str = "ky-khac";

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    label: String,
    /// As it is compared.
    key: String,
    shown: String,
}

/// The period of a document, as the fields of its form say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Period {
    said: Vec<Said>,
    /// Between which days the figures were counted.
    days: Vec<Said>,
}

impl Period {
    /// That of a document with these values.
    pub(super) fn of(template: &Template, values: &Value) -> Period {
        let said = |says: fn(&str) -> bool| {
            let fields = template.fields.iter().filter(move |field| says(&field.label));
            fields.map(|field| said(field, values)).collect::<Vec<_>>()
        };
        Period { said: said(says_period), days: said(says_days) }
    }

    /// What it is compared by; blank where nothing is said.
    pub(super) fn key(&self) -> String {
        if self.said.iter().all(|said| said.key.is_empty()) {
            return String::new();
        }
        self.said.iter().map(|said| said.key.as_str()).joined("|")
    }

    fn days_key(&self) -> String {
        self.days.iter().map(|said| said.key.as_str()).joined("|")
    }
}

fn said(field: &Field, values: &Value) -> Said {
    let text = match values.get(&field.name) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let shown = match &field.kind {
        Kind::Choice(choices) => {
            choices.iter().find(|choice| choice.value == text).map(|choice| choice.label.clone())
        }
        Kind::Date(_) => iso_day(&text).map(|day| day.format("%d/%m/%Y").to_string()),
        _ => None,
    };
    let shown = shown.unwrap_or_else(|| text.clone());
    Said { label: field.label.clone(), key: period_key(&text), shown }
}

impl Collected {
    /// It is left out because it is of another period than most files.
    pub fn is_of_other_period(&self) -> bool {
        self.diagnostics.iter().any(|finding| finding.code == OTHER)
    }
}

/// What is said of a file whose period is another one.
pub(super) struct Other {
    /// Which file it is.
    pub(super) at: usize,
    /// Its figures are added all the same.
    pub(super) counts: bool,
    pub(super) finding: Diagnostic,
}

/// The files of another period than most of those of their template that count, and those of other days.
pub(super) fn others(files: &[Collected], periods: &[Period]) -> Vec<Other> {
    let counted = || files.iter().zip(periods).enumerate().filter(|(_, (file, _))| file.counted);
    let of_period = |file: &Collected, key: &str| format!("{}\n{key}", file.template);
    let said = || {
        counted()
            .map(|(at, (file, period))| (at, file.template.clone(), period.key()))
            .filter(|(.., key)| !key.is_empty())
    };
    let usual = most(said());
    let mut found = Vec::new();
    for (at, (file, period)) in counted() {
        let Some((first, known)) = usual.get(&file.template).filter(|_| !period.key().is_empty()) else {
            continue;
        };
        let usual = periods.get(*first).map_or(&[][..], |usual| &usual.said);
        if period.key() != *known {
            found.push(Other { at, counts: false, finding: of_other(&file.file, &period.said, usual) });
        }
    }
    let left: OrderedSet<usize> = found.iter().map(|other| other.at).collect();
    let days = counted().filter(|(_, (_, period))| period.days.iter().any(|day| !day.key.is_empty()));
    let days = days.map(|(at, (file, period))| (at, of_period(file, &period.key()), period.days_key()));
    let usual = most(days);
    for (at, (file, period)) in counted() {
        let Some((first, _)) = usual.get(&of_period(file, &period.key())) else { continue };
        let usual = periods.get(*first).map_or(&[][..], |usual| &usual.days);
        let differs = |(own, other): (&Said, &Said)| {
            !own.key.is_empty() && !other.key.is_empty() && own.key != other.key
        };
        if !left.contains(&at) && period.days.iter().zip(usual).any(differs) {
            found.push(Other { at, counts: true, finding: of_days(&file.file, &period.days, usual) });
        }
    }
    found
}

/// For each group the first file with what most of its files say, and what that is; of those said as often, what came first.
fn most(said: impl Iterator<Item = (usize, String, String)>) -> OrderedMap<String, (usize, String)> {
    let mut counts = OrderedMap::<(String, String), (usize, usize)>::new();
    for (at, group, key) in said {
        let (count, first) = counts.get(&(group.clone(), key.clone())).copied().unwrap_or((0, at));
        counts.insert((group, key), (count + 1, first));
    }
    let mut best = OrderedMap::<String, (usize, usize, String)>::new();
    for ((group, key), (count, first)) in counts.iter() {
        let is_better = best.get(group).is_none_or(|(most, earliest, _)| {
            (count, std::cmp::Reverse(first)) > (most, std::cmp::Reverse(earliest))
        });
        if is_better {
            best.insert(group.clone(), (*count, *first, key.clone()));
        }
    }
    best.iter().map(|(group, (_, first, key))| (group.clone(), (*first, key.clone()))).collect()
}

/// What two documents say otherwise: of each field what the first says, and what the other.
fn differences(own: &[Said], usual: &[Said]) -> (String, String) {
    let differ = || own.iter().zip(usual).filter(|(own, usual)| own.key != usual.key);
    let said =
        |said: &Said, blank: &str| if said.shown.is_empty() { blank.to_owned() } else { said.shown.clone() };
    let vietnamese = differ().map(|(own, usual)| {
        format!(
            "«{}» ghi «{}», các tệp kia ghi «{}»",
            own.label,
            said(own, "để trống"),
            said(usual, "để trống")
        )
    });
    let english = differ().map(|(own, usual)| {
        format!("“{}” says “{}”, the others “{}”", own.label, said(own, "nothing"), said(usual, "nothing"))
    });
    (vietnamese.joined("; "), english.joined("; "))
}

fn of_other(file: &str, own: &[Said], usual: &[Said]) -> Diagnostic {
    let (said, english) = differences(own, usual);
    Diagnostic::warning(
        OTHER,
        place(file),
        format!(
            "Báo cáo của kỳ khác: {said}; không cộng tệp này. Hãy xem kỳ nào đúng và xin báo cáo đúng kỳ."
        ),
        format!(
            "The report is of another period: {english}; it is not added. See which is right, and ask for that one."
        ),
    )
}

fn of_days(file: &str, own: &[Said], usual: &[Said]) -> Diagnostic {
    let (said, english) = differences(own, usual);
    Diagnostic::warning(
        "ngay-so-lieu-khac",
        place(file),
        format!("Số liệu tính theo ngày khác các tệp kia: {said}; vẫn cộng. Hãy hỏi đơn vị."),
        format!(
            "The figures were counted between other days: {english}; they are added all the same. Ask the unit."
        ),
    )
}
