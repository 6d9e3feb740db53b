//! Words of a sheet that mean a choice of the form: `Nam` where the form says `Ông`, `Rồi` for yes. They are mapped once a
//! column, shown with the matching, and not told again in every row.

use serde::Serialize;

use super::keys::key;
use super::matching::Matching;
use super::target;
use crate::pool::Named;
use crate::sheet::{Sheet, Table, flat};
use crate::template::{Field, Kind, Questions};
use crate::to_list::ToList;
use crate::vietnamese::lists;

/// The most words a column of choices may have; one with more is none.
const MOST: usize = 60;
/// How a mapping of words writes a flag.
pub(super) const YES: &str = "true";
const NO: &str = "false";

/// What a column fills that takes one of several values, and the words of it that are none of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnWords {
    /// The head of the column.
    pub column: String,
    /// The field it fills.
    pub path: String,
    /// Its words that are no choice by themselves, in the order of the sheet.
    pub words: Vec<Word>,
}

/// A word of a column of choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// As the sheet has it.
    pub word: String,
    /// In how many rows.
    pub rows: usize,
    /// The value it is taken for, as the matching says or as it is proposed; none where somebody has to say it.
    pub choice: Option<String>,
}

/// The words of every column of choices that are no choice by themselves, with what they are taken for.
pub fn words(
    template: &dyn Questions,
    sheet: &Sheet,
    table: &Table,
    matching: &Matching,
) -> Vec<ColumnWords> {
    let inputs = target::inputs(template);
    let columns = matching.columns.iter().filter_map(|(label, path)| {
        let input = target::find(&inputs, path)?;
        let column = table.columns.iter().find(|column| column.label == *label)?;
        if !takes_words(input.field) {
            return None;
        }
        let words = of_column(input.field, sheet, table, column.index, matching.said(label));
        let is_list = !words.is_empty() && words.len() <= MOST;
        is_list.then(|| ColumnWords { column: label.clone(), path: path.clone(), words })
    });
    columns.to_list()
}

/// The words of one column that are no choice of its field by themselves.
pub(super) fn of_column(
    field: &Field,
    sheet: &Sheet,
    table: &Table,
    index: usize,
    said: &[(String, String)],
) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    if !takes_words(field) {
        return found;
    }
    // Where each text as it is written has its word: judged once, however many rows have it.
    let mut known: Named<Option<Option<usize>>> = Named::default();
    let mut by_key: Named<usize> = Named::default();
    for &row in &table.rows {
        let shown = sheet.cell(row, index).shown.trim();
        let at = *known.entry(shown).get_or_insert_with(|| {
            if shown.is_empty() || means(field, shown).is_some() {
                return None;
            }
            let wanted = key(shown);
            if let Some(&at) = by_key.get(wanted.as_str()) {
                return Some(at);
            }
            if found.len() > MOST {
                return None;
            }
            let choice = match said.iter().find(|(word, _)| key(word) == wanted) {
                Some((_, choice)) => Some(choice.clone()).filter(|choice| !choice.is_empty()),
                None => alike(field, shown),
            };
            by_key.insert(wanted.as_str(), found.len());
            found.push(Word { word: shown.to_owned(), rows: 0, choice });
            Some(found.len() - 1)
        });
        if let Some(word) = at.and_then(|at| found.get_mut(at)) {
            word.rows += 1;
        }
    }
    found
}

impl Matching {
    /// What was said of the words of a column.
    pub(super) fn said(&self, label: &str) -> &[(String, String)] {
        self.words.iter().find(|(of, _)| of == label).map_or(&[], |(_, words)| words)
    }

    /// Says what a word of a column means; a choice may be named by its label. A blank choice takes back what was said.
    pub fn word(&mut self, template: &dyn Questions, label: &str, word: &str, choice: &str) {
        let inputs = target::inputs(template);
        let path = self
            .columns
            .iter()
            .find(|(of, _)| of == label)
            .map(|(_, path)| path.as_str())
            .unwrap_or_default();
        let named = target::find(&inputs, path).and_then(|input| means(input.field, choice));
        let choice = named.unwrap_or_else(|| choice.trim().to_owned());
        let at = match self.words.iter().position(|(of, _)| of == label) {
            Some(at) => at,
            None => {
                self.words.push((label.to_owned(), Vec::new()));
                self.words.len() - 1
            }
        };
        if let Some((_, words)) = self.words.get_mut(at) {
            words.retain(|(known, _)| key(known) != key(word));
            words.push((word.trim().to_owned(), choice));
        }
    }
}

pub(super) fn takes_words(field: &Field) -> bool {
    matches!(field.kind, Kind::Choice(_) | Kind::Flag)
}

/// The value a word names by itself: by the choice's value or label, or as people write yes and no.
pub(super) fn means(field: &Field, word: &str) -> Option<String> {
    let wanted = key(word);
    match &field.kind {
        Kind::Choice(choices) => choices
            .iter()
            .find(|choice| [&choice.value, &choice.label].iter().any(|name| key(name) == wanted))
            .map(|choice| choice.value.clone()),
        Kind::Flag => lists::answer(word).map(|yes| if yes { YES } else { NO }.to_owned()),
        _ => None,
    }
}

/// The choice whose label says the same as a word in other words.
fn alike(field: &Field, word: &str) -> Option<String> {
    let Kind::Choice(choices) = &field.kind else { return None };
    let mut same = choices.iter().filter(|choice| lists::say_the_same(&choice.label, word));
    let one = same.next()?;
    same.next().is_none().then(|| one.value.clone())
}

/// What the form calls a choice.
pub(super) fn shown<'c>(field: &'c Field, value: &'c str) -> &'c str {
    match &field.kind {
        Kind::Choice(choices) => {
            choices.iter().find(|choice| choice.value == value).map_or(value, |choice| &choice.label)
        }
        Kind::Flag if value == YES => flat::YES,
        Kind::Flag if value == NO => flat::NO,
        _ => value,
    }
}
