//! The cells of a sheet, in the order they stand in.

use quick_xml::events::{BytesStart, Event};

use super::super::filling::Filling;
use super::super::format::{Decimal, iso_serial};
use super::super::looks::Showing;
use super::super::unusable::uncalculated;
use super::super::xml::{Events, attribute, push_text};
use super::super::{Content, Sheet, Struck, problem};
use super::filters::{Filters, hidden_columns};
use super::strings::RichText;
use super::{Book, parse_place, parse_range};
use crate::Diagnostic;

/// What a cell says its value is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    /// In the cell, or made by a formula.
    Text,
    Flag,
    Error,
    /// ISO 8601.
    Date,
}

/// A cell under way.
#[derive(Debug, Default)]
struct Open {
    row: usize,
    column: usize,
    kind: Kind,
    style: usize,
    value: String,
    /// A result stands there, be it blank.
    has_value: bool,
    inline: RichText,
    formula: Option<String>,
}

/// Where in a cell the stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Formula,
    Inline,
}

pub(super) fn read(book: &Book<'_>, part: &str, file: &str, name: &str) -> Result<Sheet, Diagnostic> {
    let Some(mut events) = Events::of(book.package.zip(), part, file)? else {
        return Err(problem::damaged(file, part));
    };
    let showing = Showing::new(&book.looks, book.from_1904, Filling::new(file, name));
    let mut writer = Writer { book, showing };
    let mut cell = Open::default();
    let (mut next_row, mut next_column) = (0, 0);
    let mut inside = Inside::Nothing;
    let (mut in_data, mut in_cell) = (false, false);
    let mut filters = Filters::default();
    while let Some(event) = events.next()? {
        if inside == Inside::Inline {
            cell.inline.take(&event);
        }
        if !in_data {
            filters.take(&event);
        }
        match &event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "sheetData" => in_data = true,
                "row" if in_data => {
                    let told = attribute(tag, "r").and_then(|row| row.parse::<usize>().ok()?.checked_sub(1));
                    cell.row = told.unwrap_or(next_row);
                    filters.row(cell.row, tag);
                    next_row = cell.row.saturating_add(1);
                    next_column = 0;
                }
                "c" if in_data => {
                    in_cell = true;
                    cell.begin(tag, next_column).ok_or_else(|| problem::damaged(file, name))?;
                    next_column = cell.column + 1;
                    inside = Inside::Nothing;
                }
                "v" if in_cell => {
                    inside = Inside::Value;
                    cell.has_value = true;
                }
                "f" if in_cell => {
                    inside = Inside::Formula;
                    cell.formula = Some(String::new());
                }
                "is" if in_cell => {
                    inside = Inside::Inline;
                    cell.kind = Kind::Text;
                }
                "col" => {
                    let hidden = hidden_columns(tag);
                    hidden
                        .into_iter()
                        .for_each(|(first, last)| writer.showing.filling.hide_columns(first, last));
                }
                "mergeCell" => {
                    let range = attribute(tag, "ref").and_then(parse_range);
                    range.into_iter().for_each(|range| writer.showing.filling.merge(range));
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "sheetData" => in_data = false,
                "c" if in_cell => {
                    in_cell = false;
                    writer.cell(&cell)?;
                }
                "v" | "f" | "is" => inside = Inside::Nothing,
                _ => {}
            },
            text => match inside {
                Inside::Value => push_text(text, &mut cell.value),
                Inside::Formula => cell.formula.iter_mut().for_each(|formula| push_text(text, formula)),
                Inside::Inline | Inside::Nothing => {}
            },
        }
    }
    filters.finish(book, part, &mut writer.showing.filling)?;
    Ok(writer.showing.finish())
}

impl Open {
    /// Takes in what the start tag says; none when it contradicts the row.
    fn begin(&mut self, tag: &BytesStart<'_>, next_column: usize) -> Option<()> {
        self.column = match attribute(tag, "r") {
            Some(place) => {
                let (row, column) = parse_place(place)?;
                if row != self.row {
                    return None;
                }
                column
            }
            None => next_column,
        };
        self.kind = match attribute(tag, "t") {
            Some("s") => Kind::Shared,
            Some("str" | "inlineStr") => Kind::Text,
            Some("b") => Kind::Flag,
            Some("e") => Kind::Error,
            Some("d") => Kind::Date,
            _ => Kind::Number,
        };
        self.style = attribute(tag, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        self.value.clear();
        self.inline.clear();
        self.formula = None;
        self.has_value = false;
        Some(())
    }
}

/// Takes each cell for what it says it is.
struct Writer<'n, 'w> {
    book: &'w Book<'w>,
    showing: Showing<'n, 'w>,
}

impl Writer<'_, '_> {
    fn cell(&mut self, cell: &Open) -> Result<(), Diagnostic> {
        let place @ (row, column) = (cell.row, cell.column);
        if let Some(formula) = cell.formula.as_ref().filter(|_| self.is_uncalculated(cell)) {
            return self.showing.filling.cell(row, column, &uncalculated(formula), Content::Error);
        }
        if cell.value.is_empty() && cell.inline.text.is_empty() {
            return Ok(());
        }
        match cell.kind {
            Kind::Shared => {
                let index = cell.value.trim().parse().ok();
                match index.and_then(|index| self.book.strings.get(index)) {
                    Some((text, own_fonts, struck)) => {
                        self.showing.text(place, cell.style, text, own_fonts)?;
                        self.strike(place, struck);
                        Ok(())
                    }
                    None => Err(self.damaged(row, column)),
                }
            }
            Kind::Text if !cell.inline.text.is_empty() => {
                self.showing.text(place, cell.style, &cell.inline.text, cell.inline.own_fonts)?;
                self.strike(place, cell.inline.struck());
                Ok(())
            }
            Kind::Text => {
                let mut text = String::new();
                super::decoded(&cell.value, &mut text);
                self.showing.text(place, cell.style, &text, false)
            }
            Kind::Flag => {
                let set = matches!(cell.value.trim(), "1" | "true");
                self.showing.flag(place, set)
            }
            Kind::Error => self.showing.filling.cell(row, column, &cell.value, Content::Error),
            Kind::Date => match iso_serial(&cell.value, self.book.from_1904) {
                Some(serial) => self.showing.number(place, cell.style, serial),
                None => self.showing.filling.cell(row, column, &cell.value, Content::Text),
            },
            Kind::Number => match Decimal::parse(&cell.value) {
                Some(number) => self.showing.number(place, cell.style, number),
                None => self.showing.filling.cell(row, column, &cell.value, Content::Text),
            },
        }
    }

    fn strike(&mut self, (row, column): (usize, usize), struck: Option<Struck>) {
        if let Some(struck) = struck {
            self.showing.filling.strike(row, column, struck);
        }
    }

    fn damaged(&self, row: usize, column: usize) -> Diagnostic {
        let filling = &self.showing.filling;
        problem::damaged(filling.file(), &filling.place(row, column))
    }

    /// Whether nobody calculated the formula: no result stands there, or the 0 of a program that leaves it to who opens the
    /// file. A blank text is a result.
    fn is_uncalculated(&self, cell: &Open) -> bool {
        let value = cell.value.trim();
        let is_blank = value.is_empty() && cell.inline.text.is_empty();
        (is_blank && !(cell.has_value && cell.kind == Kind::Text))
            || (self.book.leaves_results && value == "0" && matches!(cell.kind, Kind::Number | Kind::Text))
    }
}
