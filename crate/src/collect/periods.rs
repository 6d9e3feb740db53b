//! The period a report is about: figures of another period than that of most files are not added to theirs.

use serde_json::Value;

use super::{Collected, place};
use crate::joined::Joined;
use crate::ordered::OrderedMap;
use crate::reopen::changes::Change;
use crate::template::{Field, Kind};
use crate::to_list::ToList;
use crate::vietnamese::date::padded;
use crate::vietnamese::iso_day;
use crate::vietnamese::sums::{names_period, period_key, says_days, says_period};
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
    /// How it is called.
    name: Vec<Said>,
    /// It is called otherwise in the text than the fields say.
    is_renamed: bool,
}

impl Period {
    /// That of a document with these values.
    pub(super) fn of(template: &Template, values: &Value) -> Period {
        let said = |says: fn(&str) -> bool| {
            let fields = template.fields.iter().filter(move |field| says(&field.label));
            fields.map(|field| said(field, values)).to_list()
        };
        let name = said(names_period);
        Period { said: said(says_period), days: said(says_days), name, is_renamed: false }
    }

    /// Takes over what the text of a document was edited to say of it; what that is told with.
    pub(super) fn edit(&mut self, file: &str, template: &Template, changes: &[Change]) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        for change in changes {
            let field = change.field.as_ref().and_then(|path| template.field(path.as_str()));
            let text = change.value.as_ref().and_then(Value::as_str).map(str::trim);
            let Some((field, text)) = field.zip(text) else { continue };
            let name = self.name.iter_mut().find(|said| said.label == field.label);
            self.is_renamed |= name.as_ref().is_some_and(|said| said.key != period_key(text));
            let said = name.or_else(|| self.said.iter_mut().find(|said| said.label == field.label));
            if let Some(said) = said.filter(|said| said.key != period_key(text)) {
                told.push(edited(file, &said.shown, text));
                *said = Said { label: field.label.clone(), key: period_key(text), shown: text.to_owned() };
            }
        }
        told
    }

    /// What it is compared by; blank where nothing is said.
    pub(super) fn key(&self) -> String {
        if self.is_renamed {
            return self.name_key();
        }
        if self.said.iter().all(|said| said.key.is_empty()) {
            return String::new();
        }
        self.said.iter().map(|said| said.key.as_str()).joined("|")
    }

    fn name_key(&self) -> String {
        self.name.iter().map(|said| said.key.as_str()).joined("|")
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
        Kind::Date(_) => iso_day(&text).map(padded),
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
    // One that is called otherwise in its text is of the period of those that are called so.
    let by_name = counted().filter(|(_, (_, period))| !period.is_renamed);
    let by_name: OrderedMap<String, String> =
        by_name.map(|(_, (file, period))| (of_period(file, &period.name_key()), period.key())).collect();
    let key = |file: &Collected, period: &Period| {
        let known = by_name.get(&of_period(file, &period.name_key())).filter(|_| period.is_renamed);
        known.cloned().unwrap_or_else(|| period.key())
    };
    let said = counted().map(|(at, (file, period))| (at, file.template.clone(), key(file, period)));
    let usual = most(said.filter(|(.., key)| !key.is_empty()));
    let mut found = Vec::new();
    for (at, (file, period)) in counted() {
        let own = key(file, period);
        let known = usual.get(&file.template).filter(|known| !own.is_empty() && own != known.key);
        let Some(usual) = known.and_then(|known| periods.get(known.first)) else { continue };
        let by_name = period.is_renamed || usual.is_renamed;
        let (own, usual) = if by_name { (&period.name, &usual.name) } else { (&period.said, &usual.said) };
        found.push(Other { at, counts: false, finding: of_other(&file.file, own, usual) });
    }
    let mut is_left = vec![false; files.len()];
    for other in &found {
        if let Some(left) = is_left.get_mut(other.at) {
            *left = true;
        }
    }
    let days = counted().filter(|(_, (_, period))| period.days.iter().any(|day| !day.key.is_empty()));
    let days = days.map(|(at, (file, period))| (at, of_period(file, &key(file, period)), period.days_key()));
    let usual = most(days);
    for (at, (file, period)) in counted() {
        let known = usual.get(&of_period(file, &key(file, period)));
        let Some(usual) = known.and_then(|known| periods.get(known.first)) else { continue };
        let differs = |(own, other): (&Said, &Said)| {
            !own.key.is_empty() && !other.key.is_empty() && own.key != other.key
        };
        if is_left.get(at) == Some(&false) && period.days.iter().zip(&usual.days).any(differs) {
            found.push(Other { at, counts: true, finding: of_days(&file.file, &period.days, &usual.days) });
        }
    }
    found
}

/// What files of a group say, and how many of them.
struct Counted {
    group: String,
    key: String,
    count: usize,
    /// The first of them.
    first: usize,
}

/// For each group what most of its files say; of what is said as often, what came first.
fn most(said: impl Iterator<Item = (usize, String, String)>) -> OrderedMap<String, Counted> {
    let mut counts = OrderedMap::<String, Counted>::new();
    for (at, group, key) in said {
        let name = format!("{group}\n{key}");
        let (count, first) = counts.get(&name).map_or((0, at), |known| (known.count, known.first));
        counts.insert(name, Counted { group, key, count: count + 1, first });
    }
    let mut best = OrderedMap::<String, Counted>::new();
    for counted in counts.into_values() {
        let is_better = best.get(&counted.group).is_none_or(|known| {
            (counted.count, std::cmp::Reverse(counted.first)) > (known.count, std::cmp::Reverse(known.first))
        });
        if is_better {
            best.insert(counted.group.clone(), counted);
        }
    }
    best
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

fn edited(file: &str, was: &str, is: &str) -> Diagnostic {
    Diagnostic::warning(
        "ky-da-sua",
        place(file),
        format!(
            "Kỳ báo cáo «{was}» đã sửa trong Word thành «{is}»; tính theo văn bản. Hãy xem số liệu có phải của kỳ này không."
        ),
        format!(
            "The period «{was}» was changed in Word to «{is}», which is taken. See whether the figures are of that period."
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
