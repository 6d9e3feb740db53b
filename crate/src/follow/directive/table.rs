//! Tasks that stand in a table: number, task, who leads, who supports, until when, what comes of it.

use crate::document::{Component, Item, Paper, Reading, Story};
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Head};
use crate::vietnamese::tasks::{Part, column};

/// A row of such a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The number beside it.
    pub(super) number: String,
    /// The words of its cells by what their columns hold.
    pub(super) parts: Vec<(Part, String)>,
    /// Its paragraph in the document, from 0.
    pub(super) paragraph: usize,
    /// All of it, as it stands.
    pub(super) sentence: String,
}

impl Row {
    /// What the columns of a part say.
    pub(super) fn text(&self, part: Part) -> &str {
        self.parts.iter().find(|(of, _)| *of == part).map_or("", |(_, text)| text)
    }
}

/// The rows of the tables of a paper that tell tasks and who leads them.
pub(super) fn rows(reading: &Reading, paper: Paper) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in tables(reading, paper) {
        rows.extend(of_table(&table));
    }
    rows
}

/// A cell: row, column, text, first paragraph.
struct Cell {
    row: usize,
    column: usize,
    text: String,
    paragraph: usize,
}

/// The cells of each table of the text, in reading order.
fn tables(reading: &Reading, paper: Paper) -> Vec<Vec<Cell>> {
    let in_text = |item: &&Item| {
        item.paper == paper
            && item.place.story == Story::Main
            && matches!(item.component, Some(Component::TieuDeBang | Component::NoiDungBang))
    };
    let mut tables: Vec<Vec<Cell>> = Vec::new();
    let mut last_row = usize::MAX;
    for item in reading.items.iter().filter(in_text) {
        let Some((row, at)) = item.place.cell else { continue };
        if row < last_row && (last_row == usize::MAX || row == 0) || tables.is_empty() {
            tables.push(Vec::new());
        }
        last_row = row;
        let Some(cells) = tables.last_mut() else { continue };
        match cells.last_mut().filter(|cell| cell.row == row && cell.column == at) {
            Some(cell) => cell.text = format!("{}\n{}", cell.text, item.text),
            None => {
                cells.push(Cell {
                    row,
                    column: at,
                    text: item.text.clone(),
                    paragraph: item.place.paragraph,
                });
            }
        }
    }
    tables
}

fn of_table(cells: &[Cell]) -> Vec<Row> {
    let heads = |row: usize| cells.iter().filter(move |cell| cell.row == row);
    let is_head = |row: usize| {
        let parts: Vec<Part> = heads(row).filter_map(|cell| column(&cell.text)).to_list();
        parts.contains(&Part::Task) && parts.iter().any(|part| matches!(part, Part::Lead | Part::Due))
    };
    // The head is among the first rows; a title may stand above it.
    let Some(head) = (0..3).find(|row| is_head(*row)) else { return Vec::new() };
    let parts: Vec<(usize, Part)> =
        heads(head).filter_map(|cell| Some((cell.column, column(&cell.text)?))).to_list();
    let counter =
        heads(head).find(|cell| lists::head(&cell.text) == Some(Head::Counter)).map(|cell| cell.column);
    let last = cells.iter().map(|cell| cell.row).max().unwrap_or(head);
    let mut rows = Vec::new();
    let mut group = String::new();
    for row in head + 1..=last {
        let mut own = Row::default();
        for cell in cells.iter().filter(|cell| cell.row == row) {
            if own.sentence.is_empty() {
                own.paragraph = cell.paragraph;
            } else {
                own.sentence.push_str(" | ");
            }
            own.sentence.push_str(&cell.text.replace('\n', " "));
            if Some(cell.column) == counter {
                own.number = cell.text.trim().trim_end_matches(['.', ')']).to_owned();
            } else if let Some((_, part)) = parts.iter().find(|(at, _)| *at == cell.column) {
                own.parts.push((*part, cell.text.trim().to_owned()));
            }
        }
        let is_title = own.parts.iter().all(|(part, _)| *part == Part::Task);
        if is_title && own.number.chars().all(|letter| "IVX".contains(letter)) {
            // A row across the table that heads those below it.
            group.clone_from(&own.number);
        } else if !own.text(Part::Task).is_empty() {
            if own.number.is_empty() {
                own.number = (rows.len() + 1).to_string();
            }
            if !group.is_empty() {
                own.number = format!("{group}.{}", own.number);
            }
            rows.push(own);
        }
    }
    rows
}
