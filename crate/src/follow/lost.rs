//! Reports whose values Word destroyed: read from what they show.

use serde_json::{Value, json};

use super::names::Names;
use super::period::{Period, Span};
use super::record::{Matter, Unit};
use super::{about, marks};
use crate::collect::{self, Options, Read, letterhead};
use crate::docx::read::observe;
use crate::joined::Joined;
use crate::recognise;
use crate::sheet::flat;
use crate::template::Kind;
use crate::to_list::ToList;
use crate::unicode;
use crate::{Diagnostic, Template, library};

/// The file has no values, and may have a text that says enough.
pub(super) fn may_be_read(finding: &Diagnostic) -> bool {
    matches!(finding.code.as_ref(), "khong-co-gia-tri" | "gia-tri-hong")
}

/// Reads a report from its text: its unit by the letterhead, its matter by the number of the letter or the directive, its
/// period by its name, the rows of its tables by the heads. All that is told.
///
/// # Errors
/// Which of these the text does not say.
pub(super) fn read_text(
    matter: &Matter,
    names: &Names,
    current: Option<&Period>,
    name: &str,
    docx: &[u8],
) -> Result<Read, Diagnostic> {
    let observed = observe(docx)?;
    let reading = recognise::read(&observed);
    let text: Vec<&str> = reading.items.iter().map(|item| item.text.as_str()).to_list();
    let text = compared(&text.join(" "));
    let says = |number: &str| !number.trim().is_empty() && text.contains(&compared(number));
    if !says(&matter.letter.number) && !says(&matter.document.number) {
        return Err(about::lost_matter(name));
    }
    let shown = letterhead::unit(docx, "").unwrap_or_default();
    if let called @ [_, _, ..] = names.called(&shown) {
        let marks: Vec<&str> =
            called.iter().filter_map(|at| Some(matter.units.get(*at)?.mark.as_str())).to_list();
        return Err(about::of_several(name, &shown, &marks));
    }
    let unit = names.of_name(&shown).and_then(|at| matter.units.get(at));
    let Some(unit) = unit else { return Err(about::lost_unit(name, &shown)) };
    let Some(period) = period(matter, current, &text) else { return Err(about::unknown_period(name)) };
    let template = library::get(marks::REPORT).ok_or_else(|| library::unknown(marks::REPORT))?;
    let mut given = form(matter, unit, &period);
    let others = other_tables(&template, &text);
    for table in &others {
        if let Some(given) = given.as_object_mut() {
            given.insert(table.path.clone(), json!([{ &table.label: UNREAD }]));
        }
    }
    let mut read = collect::read_text(&Options::default(), &template, given, name, docx)?;
    for table in &others {
        let rows = read.values.get_mut(&table.path).and_then(Value::as_array_mut);
        rows.into_iter().for_each(|rows| rows.retain(|row| marks::text(row, &table.label) != UNREAD));
    }
    read.file.unit = shown;
    read.file.diagnostics.insert(0, about::read_from_text(name, &unit.name, &period));
    Ok(read)
}

/// What the form had: the marks, and the rows of its tables.
fn form(matter: &Matter, unit: &Unit, period: &Period) -> Value {
    let rows: Vec<Value> = matter
        .tasks_of(&unit.mark)
        .map(|task| json!({ marks::TASK: task.mark, "noi_dung": task.text, "thoi_han": task.deadline.words }))
        .to_list();
    json!({
        "co_quan": [{ "ten": unit.name }],
        marks::MATTER: matter.mark,
        marks::UNIT: unit.mark,
        marks::PERIOD: period.id(),
        marks::PERIOD_NAME: period.name(),
        marks::TASKS: rows,
    })
}

/// What stands in a row until the table is read from the text.
const UNREAD: &str = "…";

/// A table of the form besides that of the tasks, and the column its rows are called by.
struct OtherTable {
    path: String,
    label: String,
}

/// The tables whose heads all stand in the text.
fn other_tables(template: &Template, text: &str) -> Vec<OtherTable> {
    let form = flat::form(template, &[]);
    let stands = |table: &&flat::FlatTable<'_>| {
        table.columns.iter().all(|column| text.contains(&compared(&column.label)))
    };
    let others = form.tables.iter().filter(|table| table.path != marks::TASKS).filter(stands);
    let of = |table: &flat::FlatTable<'_>| {
        let named =
            table.columns.iter().find(|column| matches!(column.field.kind, Kind::Line | Kind::Text))?;
        Some(OtherTable { path: table.path.clone(), label: named.path.clone() })
    };
    others.filter_map(of).to_list()
}

/// Where a text names a period that is no part of a day: `ngày 18 tháng 9 năm 2026` names none.
fn stands_alone(text: &str, name: &str) -> Option<usize> {
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).unwrap_or_default().trim_end();
        let number = before.trim_end_matches(|letter: char| letter.is_ascii_digit());
        number.len() == before.len() || !number.trim_end().ends_with("ngày")
    })
}

/// The period the text names first, of those the matter may have reports about.
fn period(matter: &Matter, current: Option<&Period>, text: &str) -> Option<Period> {
    let year = current.map_or(matter.period.year, |period| period.year);
    let years = (year - 1..=year + 1).filter(|year| *year > 1900);
    let of_year = |year: i32| {
        let each = |span: Span, last: u32| (1..=last).map(move |number| Period::new(span, number, year));
        each(Span::Month, 12)
            .chain(each(Span::Quarter, 4))
            .chain(each(Span::HalfYear, 2))
            .chain([Period::new(Span::NineMonths, 0, year), Period::new(Span::Year, 0, year)])
    };
    let found = years.flat_map(of_year).filter_map(|period| {
        let name = compared(&period.name());
        // «năm 2026» stands in the name of every other period: it is meant where nothing else is said.
        Some((period.span == Span::Year, stands_alone(text, &name)?, std::cmp::Reverse(name.len()), period))
    });
    found.min_by(|one, other| (one.0, one.1, one.2).cmp(&(other.0, other.1, other.2))).map(|found| found.3)
}

/// In small letters, with single spaces.
fn compared(text: &str) -> String {
    let composed = unicode::composed(text);
    let small = unicode::lower(composed.as_deref().unwrap_or(text));
    small.split_whitespace().joined(" ")
}
