//! Workbooks of Excel 97 to 2003 (MS-XLS, BIFF8) in a compound file.
//!
//! The compound file is read by `cfb`, the records here: `calamine` gives values without what a cell shows, and its formats
//! only as "a date or not".

mod cells;
mod records;

use std::io::{Cursor, Read as _};

use self::records::{Data, Records};
use super::format::Format;
use super::looks::{Looks, Style};
use super::tab::{Tab, hidden_last};
use super::{Sheet, problem};
use crate::Diagnostic;
use crate::ordered::OrderedMap;
use crate::vietnamese::legacy::of_font;
use crate::zip::ZipError;

/// The most bytes of a workbook.
const MOST_STREAM: u64 = 256 << 20;
/// The most texts cells share.
const MOST_TEXTS: usize = 4 << 20;

/// A workbook, and what all its sheets share.
#[derive(Debug)]
pub(super) struct Book {
    stream: Vec<u8>,
    /// Where each sheet begins in the stream, in the order of the tabs.
    places: Vec<usize>,
    texts: Vec<String>,
    looks: Looks,
    from_1904: bool,
}

/// Opens what begins like a compound file.
pub(super) fn open(file: &str, bytes: &[u8]) -> Result<(Vec<Tab>, Book), Diagnostic> {
    let stream = stream(file, bytes)?;
    let mut globals = Globals::default();
    let mut records = Records::from(&stream, 0);
    let damaged = || problem::damaged(file, "Workbook");
    let (kind, mut begin) = records.next().ok_or_else(damaged)?;
    match (kind, begin.u16()) {
        (0x809, Some(0x600)) => {}
        (0x009 | 0x209 | 0x409 | 0x809, _) => return Err(problem::before_97(file)),
        _ => return Err(damaged()),
    }
    for (kind, data) in records {
        match kind {
            0x2F => return Err(problem::of_zip(&ZipError::Encrypted, file)),
            0x0A => break,
            _ => globals.take(kind, data).ok_or_else(damaged)?,
        }
    }
    let Globals { sheets, texts, from_1904, .. } = &mut globals;
    let (sheets, texts, from_1904) = (std::mem::take(sheets), std::mem::take(texts), *from_1904);
    let looks = globals.looks();
    let (tabs, places) = hidden_last(sheets);
    Ok((tabs, Book { stream, places, texts, looks, from_1904 }))
}

/// The stream with the records.
fn stream(file: &str, bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let damaged = || problem::damaged(file, "Workbook");
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    if compound.is_stream("/EncryptedPackage") {
        return Err(problem::of_zip(&ZipError::Encrypted, file));
    }
    if !compound.is_stream("/Workbook") {
        // Excel 5 and 95 called it otherwise; a compound file without either is no spreadsheet.
        let is_older = compound.is_stream("/Book");
        return Err(if is_older { problem::before_97(file) } else { problem::not_a_sheet(file) });
    }
    let mut stream = Vec::new();
    let read = compound.open_stream("/Workbook").map_err(|_| damaged())?;
    if read.len() > MOST_STREAM.min(bytes.len() as u64) {
        return Err(damaged());
    }
    read.take(MOST_STREAM).read_to_end(&mut stream).map_err(|_| damaged())?;
    Ok(stream)
}

impl Book {
    pub(super) fn read(&self, file: &str, name: &str, index: usize) -> Result<Sheet, Diagnostic> {
        match self.places.get(index) {
            Some(&place) => cells::read(self, place, file, name),
            None => Err(problem::damaged(file, name)),
        }
    }
}

/// What stands before the sheets.
#[derive(Debug, Default)]
struct Globals {
    sheets: Vec<(Tab, usize)>,
    texts: Vec<String>,
    codes: OrderedMap<u32, String>,
    /// The name of each font, and whether it strikes through.
    fonts: Vec<(String, bool)>,
    /// The font and the format of each look.
    styles: Vec<(usize, u32)>,
    from_1904: bool,
}

impl Globals {
    /// Takes in a record; none when it is cut short.
    fn take(&mut self, kind: u16, mut data: Data<'_>) -> Option<()> {
        match kind {
            0x22 => self.from_1904 = data.u16()? == 1,
            0x31 => {
                data.skip(2)?;
                let struck = data.u16()? & 8 != 0;
                data.skip(10)?;
                self.fonts.push((data.short_text()?, struck));
            }
            0x41E => {
                let id = u32::from(data.u16()?);
                self.codes.insert(id, data.text()?);
            }
            0xE0 => self.styles.push((data.index()?, u32::from(data.u16()?))),
            0x85 => {
                let place = usize::try_from(data.u32()?).ok()?;
                let hidden = data.byte()? & 3 != 0;
                let is_sheet = data.byte()? == 0;
                let name = data.short_text()?;
                // Charts and macros have tabs of their own, without cells.
                if is_sheet {
                    self.sheets.push((Tab { name, hidden }, place));
                }
            }
            0xFC => {
                data.skip(4)?;
                let count = usize::try_from(data.u32()?).ok()?.min(MOST_TEXTS);
                for _ in 0..count {
                    self.texts.push(data.text()?);
                }
            }
            _ => {}
        }
        Some(())
    }

    fn looks(&self) -> Looks {
        let mut looks = Looks::default();
        for &(font, id) in &self.styles {
            // There is no font of the number 4.
            let font = self.fonts.get(if font > 4 { font - 1 } else { font });
            let struck = font.is_some_and(|(_, struck)| *struck);
            let font = font.and_then(|(name, _)| of_font(name));
            let format = looks.format(id, || match self.codes.get(&id) {
                Some(code) => Format::new(code),
                None => Format::built_in(id),
            });
            looks.push(Style { format, font, struck });
        }
        looks
    }
}
