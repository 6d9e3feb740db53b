//! The cells of a sheet (MS-XLS 2.1.7.20.5).

use super::super::filling::Filling;
use super::super::format::Decimal;
use super::super::looks::Showing;
use super::super::unusable::uncalculated;
use super::super::{Content, Hidden, Sheet, lines, problem};
use super::Book;
use super::records::{Data, Records};
use crate::Diagnostic;
use crate::ordered;

/// The build of Excel 97 itself, and the year: what `xlwt` says it is, which leaves the results of formulas blank.
const EXCEL_97: (u16, u16) = (0x0DBB, 0x07CC);

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
enum Held {
    Number(f64),
    /// One of the texts all cells share.
    Shared(usize),
    Text(String),
    Flag(bool),
    Error(u8),
    /// A formula without a result.
    Uncalculated,
}

#[derive(Debug, Clone)]
struct Kept {
    row: usize,
    column: usize,
    style: usize,
    held: Held,
}

/// A sheet under way.
#[derive(Debug, Default)]
struct Reading {
    cells: Vec<Kept>,
    merged: Vec<[usize; 4]>,
    hidden_rows: Vec<usize>,
    hidden_columns: Vec<(usize, usize)>,
    is_filtered: bool,
    /// Results of formulas that are 0 or blank stand for those still to be calculated.
    leaves_zeros: bool,
    leaves_blanks: bool,
    /// The formula before, whose text follows.
    waits_for_text: bool,
}

pub(super) fn read(book: &Book, place: usize, file: &str, name: &str) -> Result<Sheet, Diagnostic> {
    let damaged = || problem::damaged(file, name);
    let mut reading = Reading::default();
    let mut depth = 0_usize;
    for (kind, mut data) in Records::from(&book.stream, place) {
        match kind {
            0x809 => {
                depth += 1;
                if depth == 1 {
                    data.skip(4).ok_or_else(damaged)?;
                    reading.leaves_blanks = data.u16().zip(data.u16()) == Some(EXCEL_97);
                }
            }
            0x0A => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // A chart in the sheet has cells of its own.
            _ if depth == 1 => reading.take(kind, data).ok_or_else(damaged)?,
            _ => {}
        }
    }
    if depth > 0 {
        return Err(damaged());
    }
    reading.finish(book, Filling::new(file, name))
}

impl Reading {
    /// Takes in a record; none when it is cut short.
    fn take(&mut self, kind: u16, mut data: Data<'_>) -> Option<()> {
        let waits_for_text = std::mem::take(&mut self.waits_for_text);
        match kind {
            0x5E => self.leaves_zeros = true,
            0x9B => self.is_filtered = true,
            0x7D => {
                let (first, last) = (data.index()?, data.index()?);
                data.skip(4)?;
                if data.u16()? & 1 == 1 {
                    self.hidden_columns.push((first, last));
                }
            }
            0x208 => {
                let row = data.index()?;
                data.skip(4)?;
                let is_flat = data.u16()? & 0x7FFF == 0;
                data.skip(4)?;
                if data.u16()? & 0x20 != 0 || is_flat {
                    self.hidden_rows.push(row);
                }
            }
            0xE5 => {
                for _ in 0..data.index()? {
                    let (top, bottom) = (data.index()?, data.index()?);
                    self.merged.push([top, data.index()?, bottom, data.index()?]);
                }
            }
            0x203 => self.cell(&mut data, |data| data.f64().map(Held::Number))?,
            0x27E => self.cell(&mut data, |data| data.rk().map(Held::Number))?,
            0xFD => self.cell(&mut data, |data| usize::try_from(data.u32()?).ok().map(Held::Shared))?,
            0x204 | 0xD6 => self.cell(&mut data, |data| data.text().map(Held::Text))?,
            0x205 => self.cell(&mut data, |data| {
                let (value, is_error) = (data.byte()?, data.byte()? != 0);
                Some(if is_error { Held::Error(value) } else { Held::Flag(value != 0) })
            })?,
            0xBD => {
                let (row, first) = (data.index()?, data.index()?);
                let mut column = first;
                // The last column stands behind the cells.
                while let (Some(style), Some(number)) = (data.index(), data.rk()) {
                    self.cells.push(Kept { row, column, style, held: Held::Number(number) });
                    column += 1;
                }
            }
            0x06 => self.cell(&mut data, |data| data.bytes::<8>().map(result))?,
            0x207 if waits_for_text => {
                let text = data.text()?;
                self.cells.last_mut()?.held = Held::Text(text);
            }
            // Between a formula and its text stand those that it shares.
            0x4BC | 0x221 | 0x236 => self.waits_for_text = waits_for_text,
            _ => {}
        }
        if kind == 0x06 {
            self.waits_for_text = self.cells.last()?.held == Held::Text(String::new());
            self.judge();
        }
        Some(())
    }

    /// Whether the result of the last formula is none.
    fn judge(&mut self) {
        let (zeros, blanks) = (self.leaves_zeros, self.leaves_blanks || self.leaves_zeros);
        if let Some(last) = self.cells.last_mut() {
            let is_left = match &last.held {
                Held::Number(number) => zeros && *number == 0.0,
                Held::Shared(BLANK_RESULT) => blanks,
                _ => false,
            };
            if is_left {
                last.held = Held::Uncalculated;
            }
        }
    }

    /// A cell: where it stands, how it looks, and what the rest of the record holds.
    fn cell<'d>(
        &mut self,
        data: &mut Data<'d>,
        held: impl FnOnce(&mut Data<'d>) -> Option<Held>,
    ) -> Option<()> {
        let (row, column, style) = (data.index()?, data.index()?, data.index()?);
        self.cells.push(Kept { row, column, style, held: held(data)? });
        Some(())
    }

    fn finish(mut self, book: &Book, mut filling: Filling<'_>) -> Result<Sheet, Diagnostic> {
        // Excel writes rows in blocks; other programs write cells as they come. What comes last counts.
        self.cells.reverse();
        ordered::sort_by_key(&mut self.cells, |cell| (cell.row, cell.column));
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        self.merged.into_iter().for_each(|range| filling.merge(range));
        ordered::sort(&mut self.hidden_rows);
        let hidden = if self.is_filtered { Hidden::ByFilter } else { Hidden::ByHand };
        self.hidden_rows.into_iter().for_each(|row| filling.hide(row, row, hidden));
        self.hidden_columns.into_iter().for_each(|(first, last)| filling.hide_columns(first, last));
        let mut showing = Showing::new(&book.looks, book.from_1904, filling);
        for Kept { row, column, style, held } in self.cells {
            let place = (row, column);
            match held {
                Held::Number(number) => match Decimal::parse(&format!("{number:e}")) {
                    Some(number) => showing.number(place, style, number)?,
                    None => showing.filling.cell(row, column, "#NUM!", Content::Error)?,
                },
                Held::Shared(BLANK_RESULT) => {}
                Held::Shared(index) => match book.texts.get(index) {
                    Some(text) => showing.text(place, style, &lines::ends(text), false)?,
                    None => {
                        let filling = &showing.filling;
                        return Err(problem::damaged(filling.file(), &filling.place(row, column)));
                    }
                },
                Held::Text(text) => showing.text(place, style, &lines::ends(&text), false)?,
                Held::Flag(set) => showing.flag(place, set)?,
                Held::Error(code) => showing.filling.cell(row, column, error_word(code), Content::Error)?,
                Held::Uncalculated => {
                    showing.filling.cell(row, column, &uncalculated(""), Content::Error)?;
                }
            }
        }
        Ok(showing.finish())
    }
}

/// Stands for the result of a formula that is a blank text; no workbook shares so many.
const BLANK_RESULT: usize = usize::MAX;

/// The result of a formula (2.5.133): a number, or what its last two bytes say is none.
fn result(bytes: [u8; 8]) -> Held {
    match bytes {
        [0, .., 0xFF, 0xFF] => Held::Text(String::new()),
        [1, _, value, .., 0xFF, 0xFF] => Held::Flag(value != 0),
        [2, _, code, .., 0xFF, 0xFF] => Held::Error(code),
        [3, .., 0xFF, 0xFF] => Held::Shared(BLANK_RESULT),
        bytes => Held::Number(f64::from_le_bytes(bytes)),
    }
}

/// The word of an error (2.5.10).
fn error_word(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }
}
