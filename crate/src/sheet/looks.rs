//! How the cells of a workbook of Excel look, and what they show by it.

use super::filling::Filling;
use super::format::{Decimal, Format, Shown};
use super::unusable::KEPT_FROM_SIGHT;
use super::{Content, Sheet, Struck};
use crate::ordered::OrderedMap;
use crate::vietnamese::legacy;
use crate::{Diagnostic, unicode};

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    /// Which of the formats; 0 is `General`.
    pub(super) format: usize,
    /// How its font draws letters, if not as Unicode says.
    pub(super) font: Option<(legacy::Encoding, bool)>,
    /// A line goes through its text.
    pub(super) struck: bool,
}

/// The looks of a workbook.
#[derive(Debug)]
pub(super) struct Looks {
    styles: Vec<Style>,
    formats: Vec<Format>,
    /// The formats by the numbers that the workbook gives them.
    known: OrderedMap<u32, usize>,
}

impl Default for Looks {
    fn default() -> Self {
        let known = OrderedMap::new();
        Looks { styles: Vec::new(), formats: vec![Format::built_in(0)], known }
    }
}

impl Looks {
    /// The place of the format with a number, made when it is met first.
    pub(super) fn format(&mut self, id: u32, made: impl FnOnce() -> Format) -> usize {
        match (id, self.known.get(&id)) {
            (0, _) => 0,
            (_, Some(&format)) => format,
            _ => {
                self.formats.push(made());
                self.known.insert(id, self.formats.len() - 1);
                self.formats.len() - 1
            }
        }
    }

    pub(super) fn push(&mut self, style: Style) {
        self.styles.push(style);
    }

    fn strikes(&self, style: usize) -> bool {
        self.styles.get(style).is_some_and(|style| style.struck)
    }

    /// The format of a style, and how its font draws letters.
    fn get(&self, style: usize) -> (Option<&Format>, Option<(legacy::Encoding, bool)>) {
        let style = self.styles.get(style).copied().unwrap_or_default();
        (self.formats.get(style.format), style.font)
    }
}

/// Turns values into what cells show.
pub(super) struct Showing<'n, 'l> {
    looks: &'l Looks,
    from_1904: bool,
    pub(super) filling: Filling<'n>,
    shown: String,
    plain: String,
}

impl<'n, 'l> Showing<'n, 'l> {
    pub(super) fn new(looks: &'l Looks, from_1904: bool, filling: Filling<'n>) -> Self {
        Showing { looks, from_1904, filling, shown: String::new(), plain: String::new() }
    }

    /// A text; `own_fonts`: its letters are already as Unicode has them.
    pub(super) fn text(
        &mut self,
        (row, column): (usize, usize),
        style: usize,
        text: &str,
        own_fonts: bool,
    ) -> Result<(), Diagnostic> {
        let (format, font) = self.looks.get(style);
        let font = font.filter(|_| !own_fonts);
        let font = font.or_else(|| Some((legacy::detect(text)?, false)));
        let converted = font.map(|font| legacy::drawn(text, font));
        let text = converted.as_deref().unwrap_or(text);
        let composed = unicode::composed(text);
        let text = composed.as_deref().unwrap_or(text);
        let formatted = format.and_then(|format| format.show_text(text));
        self.filling.cell(row, column, formatted.as_deref().unwrap_or(text), Content::Text)?;
        self.struck((row, column), style);
        Ok(())
    }

    fn struck(&mut self, (row, column): (usize, usize), style: usize) {
        if self.looks.strikes(style) {
            self.filling.strike(row, column, Struck::Whole);
        }
    }

    pub(super) fn flag(&mut self, (row, column): (usize, usize), set: bool) -> Result<(), Diagnostic> {
        self.filling.cell(row, column, if set { "TRUE" } else { "FALSE" }, Content::Flag(set))
    }

    pub(super) fn number(
        &mut self,
        (row, column): (usize, usize),
        style: usize,
        number: Decimal,
    ) -> Result<(), Diagnostic> {
        let Some(format) = self.looks.get(style).0 else { return Ok(()) };
        self.shown.clear();
        self.plain.clear();
        let what = format.show(number, self.from_1904, &mut self.shown, &mut self.plain);
        let content = match what {
            // A zero that is not shown is a blank cell to everybody, another number is not.
            Shown::Nothing if number.is_zero() => return Ok(()),
            Shown::Nothing => {
                self.shown.push_str(KEPT_FROM_SIGHT);
                Content::Error
            }
            Shown::Number | Shown::Scaled => Content::Number(&self.plain),
            Shown::Date => Content::Date(&self.plain),
            Shown::Text => Content::Text,
            Shown::Error => Content::Error,
        };
        self.filling.cell(row, column, &self.shown, content)?;
        if what == Shown::Scaled {
            self.filling.scale(row, column);
        }
        self.struck((row, column), style);
        Ok(())
    }

    pub(super) fn finish(self) -> Sheet {
        self.filling.finish()
    }
}
