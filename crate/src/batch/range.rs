//! A range somebody copied from a spreadsheet into a table: where its head is, which rows are data, and where each column goes.

use serde::Serialize;

use super::heads::{self, Heads};
use crate::Template;
use crate::sheet::{Aside, Content, Sheet, SheetBuilder, table_at};
use crate::template::{Field, Kind};
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Counted};
use crate::vietnamese::sums::{Summed, summed};
use crate::vietnamese::{PartialDate, number};

/// So many lines of one cell may stand above a head.
const MOST_TITLES: usize = 3;
/// The longest code of a row: `NV-2026-01`.
const LONGEST_CODE: usize = 10;

/// What a range says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Range {
    /// It has a head.
    pub is_head: bool,
    /// It is clear where each column goes: nothing needs to be asked.
    pub is_sure: bool,
    /// What heads each column; blank where there is no head.
    pub labels: Vec<String>,
    /// For each column the one of the table; none for what goes nowhere or is like no column.
    pub columns: Vec<Option<String>>,
    /// Which columns go nowhere: they count the rows, or the form works them out.
    pub nowhere: Vec<bool>,
    /// The rows to be pasted, from 0.
    pub rows: Vec<usize>,
    /// The rows that are not, for whoever pasted them.
    pub left: Vec<LeftOut>,
}

/// A row that is no data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its first words.
    pub text: String,
    /// What it is.
    pub why: &'static str,
    /// The same in English.
    pub why_en: &'static str,
}

/// Reads a range pasted into a table, or into a list whose entries have parts, from the column `at` on; `None` where the
/// template has none there, or nothing is in the range.
///
/// ```
/// use thethuc::{batch, library};
/// let plan = library::get("ke-hoach-nam").expect("a built-in template");
/// let rows = [["1.1", "Rà soát", "Phòng Kinh tế"].map(String::from), ["1.2", "Tập huấn", "Công an xã"].map(String::from)];
/// let range = batch::range(&plan, "phan_cong", "viec", &rows).expect("a table");
/// assert!(!range.is_head && !range.is_sure && range.nowhere[0]);
/// assert_eq!(range.columns[1].as_deref(), Some("viec"));
/// ```
pub fn range(template: &Template, path: &str, at: &str, rows: &[impl AsRef<[String]>]) -> Option<Range> {
    let fields = heads::fields(template, path)?;
    let rows: Vec<&[String]> = rows.iter().map(AsRef::as_ref).to_list();
    let width = rows.iter().map(|row| filled_width(row)).max().filter(|width| *width > 0)?;
    let wide = rows.iter().map(|row| row.len()).max().unwrap_or(width);
    Some(headed(&fields, &rows, width).unwrap_or_else(|| headless(&fields, at, &rows, (width, wide))))
}

/// How many cells a row has up to the last with something in it.
fn filled_width(row: &[String]) -> usize {
    row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
}

/// The cells of a row that are not blank.
fn filled(row: &[String]) -> Vec<&str> {
    row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).to_list()
}

fn left_out(row: &[String], why: &'static str, why_en: &'static str) -> LeftOut {
    const LONGEST: usize = 40;
    let cells = filled(row);
    let is_words =
        |cell: &&&str| cell.contains(char::is_alphabetic) && lists::counted(cell) == Counted::Words;
    let words = cells.iter().find(is_words);
    let text = words.or(cells.first()).copied().unwrap_or_default();
    let short: String = text.chars().take(LONGEST).collect();
    LeftOut { text: if short.len() < text.len() { short + "…" } else { short }, why, why_en }
}

/// What a row is that is left out of the table.
fn why(aside: Aside) -> Option<(&'static str, &'static str)> {
    match aside {
        Aside::ColumnNumbers => Some(("số thứ tự cột", "numbers of columns")),
        Aside::Head => Some(("tiêu đề lặp lại", "the head again")),
        Aside::Total => Some(("dòng cộng", "a total")),
        Aside::Numbered => Some(("chỉ có số thứ tự", "a number alone")),
        Aside::Section => Some(("dòng tên nhóm", "the name of a group")),
        _ => None,
    }
}

/// A range with a head, below a title or in two rows too.
fn headed(fields: &[&Field], rows: &[&[String]], width: usize) -> Option<Range> {
    let first = rows.iter().position(|row| filled(row).len() > 1).filter(|first| *first <= MOST_TITLES)?;
    let sheet = sheet(rows);
    let table = table_at(&sheet, first, None);
    let mut labels = vec![String::new(); width];
    for column in &table.columns {
        if let Some(label) = labels.get_mut(column.index) {
            label.clone_from(&column.label);
        }
    }
    let Heads { is_head, is_sure, columns, nowhere } = heads::read(fields, &labels);
    let below = rows.get(table.head.end..).unwrap_or_default();
    let has_rows = below.iter().any(|row| filled_width(row) > 0);
    if !has_rows || !(is_head || is_like_a_head(&labels, below)) {
        return None;
    }
    let titles = rows.get(..first).unwrap_or_default().iter().filter(|row| filled_width(row) > 0);
    let mut left: Vec<LeftOut> = titles.map(|row| left_out(row, "tên bảng", "the title")).to_list();
    let mut kept = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(table.head.end).filter(|(_, row)| filled_width(row) > 0) {
        let aside = table.aside.iter().find(|(aside, _)| *aside == at).and_then(|(_, aside)| why(*aside));
        match aside {
            Some((why, english)) => left.push(left_out(row, why, english)),
            None => kept.push(at),
        }
    }
    Some(Range { is_head: true, is_sure, labels, columns, nowhere, rows: kept, left })
}

/// A row of words above a column of figures, days or numbers of rows.
fn is_like_a_head(labels: &[String], below: &[&[String]]) -> bool {
    let named = || labels.iter().filter(|label| !label.is_empty());
    let plain = |label: &String| {
        heads::is_words(label)
            && !label.contains(|one: char| one.is_ascii_digit())
            && lists::counted(label) != Counted::Section
    };
    let figures = |column: usize| {
        let cells = column_of(below, column);
        !cells.is_empty() && cells.iter().all(|cell| is_figure(cell) || is_day(cell))
    };
    let above = |(at, label): (usize, &String)| !label.is_empty() && figures(at);
    named().count() > 1 && named().all(plain) && labels.iter().enumerate().any(above)
}

/// The cells of a column that are not blank.
fn column_of<'r>(rows: &[&'r [String]], column: usize) -> Vec<&'r str> {
    let cells = rows.iter().filter_map(|row| row.get(column));
    cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).to_list()
}

fn sheet(rows: &[&[String]]) -> Sheet {
    let mut builder = SheetBuilder::new("");
    for row in rows {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            match number::parse(cell.trim()) {
                Ok(number) => builder.push(column, cell, Content::Number(&number.to_string())),
                Err(_) => builder.push(column, cell, Content::Text),
            }
        }
        builder.end_row();
    }
    builder.finish()
}

/// Figures, whatever their commas say.
fn is_figure(cell: &str) -> bool {
    cell.contains(|one: char| one.is_ascii_digit()) && !cell.contains(char::is_alphabetic) && !is_day(cell)
}

fn is_day(cell: &str) -> bool {
    cell.parse::<PartialDate>().is_ok_and(|date| date.full().is_some())
}

/// `NV01`: letters and figures in one word.
fn is_code(cell: &str) -> bool {
    cell.len() <= LONGEST_CODE
        && cell.starts_with(|one: char| one.is_ascii_alphabetic())
        && cell.ends_with(|one: char| one.is_ascii_digit())
        && !cell.contains(char::is_whitespace)
}

/// `1`, `I.`, `a)`, `2.1`: what counts rows begins so.
fn is_first(cell: &str) -> bool {
    let bare = cell.trim_matches(['(', ')', '.', ':', '-', ' ']);
    let last = bare.rsplit('.').next().unwrap_or_default();
    matches!(last.trim_start_matches('0'), "1" | "I" | "A" | "a" | "i")
}

/// A range without a head: column after column from the one it was pasted into, behind what counts the rows. It has columns up
/// to the last with something in it, and blank ones with them.
fn headless(fields: &[&Field], at: &str, rows: &[&[String]], (width, wide): (usize, usize)) -> Range {
    let inputs: Vec<&Field> = fields.iter().copied().filter(|field| field.formula().is_none()).to_list();
    let start = inputs.iter().position(|field| field.name == at).unwrap_or(0);
    let is_text = |field: &Field| matches!(field.kind, Kind::Line | Kind::Text | Kind::Body);
    let into_text = width > 1 && inputs.get(start).is_some_and(|field| is_text(field));
    let mut kept = Vec::new();
    let mut left = Vec::new();
    let counts_rows =
        |row: &&[String]| row.first().is_some_and(|cell| lists::counted(cell) == Counted::Number);
    let grouped = rows.iter().any(counts_rows);
    for (at, row) in rows.iter().enumerate() {
        match no_data(row, width, grouped).filter(|_| rows.len() > 1 && width > 1).and_then(why) {
            Some((why, english)) => left.push(left_out(row, why, english)),
            None => kept.push(at),
        }
    }
    let data: Vec<&[String]> = kept.iter().filter_map(|at| rows.get(*at).copied()).to_list();
    let first = column_of(&data, 0);
    let counted = |cell: &&str| lists::counted(cell) != Counted::Words && !is_day(cell);
    let counts = into_text && !first.is_empty() && first.iter().all(counted);
    let codes = into_text && !first.is_empty() && first.iter().all(|cell| is_code(cell));
    let room = inputs.len() - start.min(inputs.len());
    let numbering = fields.first().is_some_and(|field| field.formula().is_some());
    let whole = into_text && wide == fields.len() && wide > inputs.len() && (counts || !numbering);
    let width = if whole { wide } else { width };
    let skipped = counts || (codes && width > room);
    let mut into: Vec<Option<&Field>> = Vec::new();
    if whole {
        into.extend(fields.iter().map(|field| field.formula().is_none().then_some(*field)));
    } else {
        if skipped {
            into.push(None);
        }
        into.extend(inputs.iter().skip(start).map(|field| Some(*field)));
    }
    into.resize(width, None);
    let nowhere: Vec<bool> = (0..width)
        .map(|column| match whole {
            true => fields.get(column).is_some_and(|field| field.formula().is_some()),
            false => column == 0 && skipped,
        })
        .to_list();
    let rest = width - usize::from(skipped);
    let is_clear =
        first.first().is_some_and(|cell| is_first(cell)) && start == 0 && (rest == inputs.len() || rest == 1);
    let placed = whole || (rest <= room && (!counts || is_clear) && !codes);
    let has_numbers = inputs.iter().any(|field| matches!(field.kind, Kind::Number(_) | Kind::Money(_)));
    let fits = |(column, field): (usize, &Option<&Field>)| {
        let Some(field) = field else { return true };
        let cells = column_of(&data, column);
        let all = |is: fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|cell| is(cell));
        match field.kind {
            Kind::Number(_) | Kind::Money(_) | Kind::Date(_) => {
                !cells.iter().any(|cell| is_plain_words(cell))
            }
            Kind::Line | Kind::Text | Kind::Body => {
                let days = all(is_day) && !lists::speaks_of_time(&field.label);
                let figures = has_numbers && all(is_figure);
                !days && !figures
            }
            _ => true,
        }
    };
    let fitting: Vec<bool> = into.iter().enumerate().map(|column| width == 1 || fits(column)).to_list();
    let is_sure = width == 1 || (placed && fitting.iter().all(|fits| *fits));
    // What does not fit goes nowhere until somebody says so.
    let columns = into.into_iter().zip(fitting).map(|(field, fits)| field.filter(|_| fits));
    Range {
        is_head: false,
        is_sure,
        labels: vec![String::new(); width],
        columns: columns.map(|field| field.map(|field| field.name.clone())).to_list(),
        nowhere,
        rows: kept,
        left,
    }
}

/// Words without a figure; an error of a spreadsheet is told beside its cell.
fn is_plain_words(cell: &str) -> bool {
    cell.contains(char::is_alphabetic)
        && !cell.contains(|one: char| one.is_ascii_digit())
        && !cell.starts_with('#')
}

/// What a row without a head above it is by its words alone; `grouped`: rows are numbered, so that `I` heads some of them.
fn no_data(row: &[String], width: usize, grouped: bool) -> Option<Aside> {
    let cells = filled(row);
    if let [count, _] = cells.as_slice()
        && grouped
        && width > cells.len()
        && lists::counted(count) == Counted::Section
    {
        return Some(Aside::Section);
    }
    let words = cells.iter().find(|cell| cell.contains(char::is_alphabetic));
    if words.is_some_and(|words| summed(words) == Some(Summed::Rows)) && cells.len() > 1 {
        return Some(Aside::Total);
    }
    // `(1)`, `(6)=(5)/(4)`
    let number = |cell: &str| cell.strip_prefix('(')?.split(')').next()?.parse::<usize>().ok();
    let numbers = |(at, cell): (usize, &&str)| number(cell) == Some(at + 1);
    (cells.len() > 1 && cells.iter().enumerate().all(numbers)).then_some(Aside::ColumnNumbers)
}
