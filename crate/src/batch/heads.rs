//! A range somebody copied from a spreadsheet: whether its first row heads it, and which columns of a table its heads are like.

use serde::Serialize;

use crate::Template;
use crate::ordered;
use crate::template::{Field, Kind};
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::lists::{self, Head, head};
use crate::vietnamese::sums::is_share;
use crate::vietnamese::text::fold;
use crate::vietnamese::{PartialDate, number};

use super::roles::without_unit;
use super::target::key;

/// From here on a head is like a label; both are words that overlap by half or so.
const LIKE: f32 = 0.4;
/// The same where the label has other words; what they have in common counts a little less.
const LIKE_OTHER_WORDS: f32 = 0.6;
const OTHER_WORDS: f32 = 0.95;
/// The longest head, in characters: what is longer is a text.
const LONGEST: usize = 60;

/// What the first row of a range says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heads {
    /// It heads the others; else it is one of them.
    pub is_head: bool,
    /// Every cell names its column or goes nowhere: nothing needs to be asked.
    pub is_sure: bool,
    /// For each cell the column of the table what is below it goes to; none for what goes nowhere or is like no column.
    pub columns: Vec<Option<String>>,
    /// Which cells head a column that goes nowhere: it counts the rows, or the form works it out.
    pub nowhere: Vec<bool>,
}

/// Reads the first row of a range pasted into a table, or into a list whose entries have parts; `None` where the template has
/// none there.
///
/// ```
/// use thethuc::{batch, library};
/// let plan = library::get("ke-hoach-nam").expect("a built-in template");
/// let row = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp"];
/// let heads = batch::heads(&plan, "phan_cong", &row).expect("a table");
/// assert!(heads.is_head && !heads.is_sure);
/// assert_eq!(heads.columns[2].as_deref(), Some("chu_tri"));
/// ```
pub fn heads(template: &Template, path: &str, row: &[impl AsRef<str>]) -> Option<Heads> {
    Some(read(&fields(template, path)?, row))
}

/// The columns of a table, or the parts of a list's entries that a cell can fill.
pub(super) fn fields<'t>(template: &'t Template, path: &str) -> Option<Vec<&'t Field>> {
    match &template.field(path)?.kind {
        Kind::Table(table) => Some(table.fields().to_list()),
        Kind::List(item) => {
            let parts = item.kind.record()?.iter();
            Some(
                parts
                    .filter(|part| part.kind.record().is_none() && !matches!(part.kind, Kind::List(_)))
                    .to_list(),
            )
        }
        _ => None,
    }
}

/// Reads a row as the head of these columns.
pub(super) fn read<'f>(fields: &[&'f Field], row: &[impl AsRef<str>]) -> Heads {
    let (computed, inputs): (Vec<&'f Field>, Vec<&'f Field>) =
        fields.iter().partition(|field| field.formula().is_some());
    let cells: Vec<&str> = row.iter().map(|cell| cell.as_ref().trim()).to_list();
    let named = |cell: &str, fields: &[&'f Field]| fields.iter().copied().find(|field| names(field, cell));
    let mut columns: Vec<Option<&Field>> = cells.iter().map(|cell| named(cell, &inputs)).to_list();
    let has_shares = computed.iter().any(|field| is_share(&field.label));
    let counts = |cell: &str| {
        head(cell) == Some(Head::Counter)
            || named(cell, &computed).is_some()
            || (has_shares && is_share(cell))
    };
    let nowhere: Vec<bool> =
        cells.iter().zip(&columns).map(|(cell, column)| column.is_none() && counts(cell)).to_list();
    let exact = columns.iter().flatten().count();
    liken(&cells, &nowhere, &inputs, &mut columns);
    let known = columns.iter().flatten().count();
    let asked = cells.iter().zip(&nowhere).filter(|(cell, nowhere)| !cell.is_empty() && !**nowhere).count();
    let enough = exact > 0 || nowhere.contains(&true) || known * 2 >= asked.max(2);
    let is_range = cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
    let is_head = is_range && cells.iter().all(|cell| is_words(cell)) && known > 0 && enough;
    Heads {
        is_head,
        is_sure: is_head && exact == asked,
        columns: columns.into_iter().map(|field| field.map(|field| field.name.clone())).to_list(),
        nowhere,
    }
}

/// Whether a head is the field's label or name.
fn names(field: &Field, cell: &str) -> bool {
    let wanted = key(&without_unit(cell));
    !wanted.is_empty() && [&field.label, &field.label_en, &field.name].iter().any(|name| key(name) == wanted)
}

/// Gives the heads that name no column the ones they are likest to, the surest pair first.
fn liken<'f>(cells: &[&str], nowhere: &[bool], inputs: &[&'f Field], columns: &mut [Option<&'f Field>]) {
    let mut pairs: Vec<(f32, usize, &'f Field)> = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(at, _)| nowhere.get(*at) == Some(&false)) {
        for field in inputs {
            let likeness = alike(cell, &field.label);
            if likeness >= LIKE && (is_share(&field.label) || !is_share(cell)) {
                pairs.push((likeness, at, field));
            }
        }
    }
    ordered::sort_by(&mut pairs, |one, other| other.0.total_cmp(&one.0));
    for (_, at, field) in pairs {
        let taken = columns.iter().flatten().any(|taken| taken.name == field.name);
        if let Some(column) = columns.get_mut(at).filter(|column| column.is_none() && !taken) {
            *column = Some(field);
        }
    }
}

/// How much a head is like a label, or one that says the same, from 0 to 1; of one with several rows the last counts too.
fn alike(cell: &str, label: &str) -> f32 {
    let whole = without_unit(cell);
    let last = whole.split(" / ").last().unwrap_or_default();
    let mut best = 0.0_f32;
    for form in [whole.as_str(), last] {
        let form = written_out(form);
        best = best.max(likeness(&form, &unicode::lower(label)));
        for same in lists::like(label) {
            let likeness = likeness(&fold(&form), same) * OTHER_WORDS;
            if likeness >= LIKE_OTHER_WORDS {
                best = best.max(likeness);
            }
        }
    }
    best
}

/// A head in small letters, what is shortened in full: `ĐVT`, `KH năm 2026`.
fn written_out(head: &str) -> String {
    if let Some(full) = lists::in_full(head) {
        return unicode::lower(full);
    }
    let mut text = String::new();
    for word in head.split_whitespace() {
        text.push_str(&unicode::lower(lists::in_full(word).unwrap_or(word)));
        text.push(' ');
    }
    text
}

/// How much two heads in small letters have in common, from 0 to 1: of the words of both, and of those of the shorter.
fn likeness(one: &str, other: &str) -> f32 {
    let words = |text: &str| -> Vec<String> {
        let split = text.split(|letter: char| !letter.is_alphanumeric());
        split.filter(|word| !word.is_empty()).map(str::to_owned).to_list()
    };
    let (one, other) = (words(one), words(other));
    let common = one.iter().filter(|word| other.contains(word)).count() as f32;
    let shorter = one.len().min(other.len());
    if shorter == 0 {
        return 0.0;
    }
    (2.0 * common / (one.len() + other.len()) as f32 + common / shorter as f32) / 2.0
}

/// A few words, as a head has them: no number and no day.
pub(super) fn is_words(cell: &str) -> bool {
    cell.chars().count() <= LONGEST
        && number::parse(cell).is_err()
        && cell.parse::<PartialDate>().map_or(true, PartialDate::is_none)
}
