//! A range somebody copied from a spreadsheet: whether its first row heads it, and which columns of a table its heads are like.

use serde::Serialize;

use crate::Template;
use crate::ordered;
use crate::template::{Field, Kind};
use crate::unicode;
use crate::vietnamese::lists::{Head, head};
use crate::vietnamese::{PartialDate, number};

use super::roles::without_unit;
use super::target::key;

/// From here on a head is like a label; both are words that overlap by half or so.
const LIKE: f32 = 0.4;
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
pub fn heads<'t>(template: &'t Template, path: &str, row: &[impl AsRef<str>]) -> Option<Heads> {
    let fields: Vec<&Field> = match &template.field(path)?.kind {
        Kind::Table(table) => table.fields().collect(),
        Kind::List(item) => item.kind.record()?.iter().collect(),
        _ => return None,
    };
    let (computed, inputs): (Vec<&Field>, Vec<&Field>) =
        fields.into_iter().partition(|field| field.formula().is_some());
    let cells: Vec<&str> = row.iter().map(|cell| cell.as_ref().trim()).collect();
    let named = |cell: &str, fields: &[&'t Field]| fields.iter().copied().find(|field| names(field, cell));
    let mut columns: Vec<Option<&Field>> = cells.iter().map(|cell| named(cell, &inputs)).collect();
    let counts = |cell: &str| head(cell) == Some(Head::Counter) || named(cell, &computed).is_some();
    let nowhere: Vec<bool> =
        cells.iter().zip(&columns).map(|(cell, column)| column.is_none() && counts(cell)).collect();
    let exact = columns.iter().flatten().count();
    liken(&cells, &nowhere, &inputs, &mut columns);
    let known = columns.iter().flatten().count();
    let asked = cells.iter().zip(&nowhere).filter(|(cell, nowhere)| !cell.is_empty() && !**nowhere).count();
    let enough = exact > 0 || nowhere.contains(&true) || known * 2 >= asked.max(2);
    let is_range = cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
    let is_head = is_range && cells.iter().all(|cell| is_words(cell)) && known > 0 && enough;
    Some(Heads {
        is_head,
        is_sure: is_head && exact == asked,
        columns: columns.into_iter().map(|field| field.map(|field| field.name.clone())).collect(),
        nowhere,
    })
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
            let likeness = likeness(&without_unit(cell), &field.label);
            if likeness >= LIKE {
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

/// How much two heads have in common, from 0 to 1: of the words of both, and of those of the shorter.
fn likeness(one: &str, other: &str) -> f32 {
    let words = |text: &str| -> Vec<String> {
        let lower = unicode::lower(text);
        let split = lower.split(|letter: char| !letter.is_alphanumeric());
        split.filter(|word| !word.is_empty()).map(str::to_owned).collect()
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
fn is_words(cell: &str) -> bool {
    cell.chars().count() <= LONGEST
        && number::parse(cell).is_err()
        && cell.parse::<PartialDate>().map_or(true, PartialDate::is_none)
}
