//! Texts: those all cells share, each kept once, and those of a cell alone.

use quick_xml::events::Event;

use super::super::filling::MOST_CELL;
use super::super::xml::{Events, attribute, push_text};
use super::super::{SheetBuilder, Struck, problem};
use super::{attribute_text, decoded, is_on};
use crate::Diagnostic;
use crate::vietnamese::legacy::{self, of_font};
use crate::zip::Archive;

/// The shared texts of a workbook in one.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each ends; the highest bit says that its runs name their fonts, so that the font of the cell is not meant, the
    /// next two that some of it is struck through, and all.
    ends: Vec<u32>,
}

const OWN_FONTS: u32 = 1 << 31;
const STRUCK: u32 = 1 << 30;
const ALL_STRUCK: u32 = 1 << 29;
/// The other bits: [`SheetBuilder::MOST_TEXT`] is less.
const END: u32 = ALL_STRUCK - 1;

impl Strings {
    pub(super) fn read(zip: &Archive<'_>, part: &str, file: &str) -> Result<Self, Diagnostic> {
        let mut strings = Strings::default();
        let Some(mut events) = Events::of(zip, part, file)? else { return Ok(strings) };
        let mut text = RichText::default();
        while let Some(event) = events.next()? {
            let begins = matches!(&event, Event::Start(tag) if tag.local_name().as_ref() == "si");
            let ends = matches!(&event, Event::End(tag) if tag.local_name().as_ref() == "si");
            text.take(&event);
            if begins {
                text.clear();
            } else if ends {
                strings.push(&text, file)?;
            }
        }
        strings.text.shrink_to_fit();
        Ok(strings)
    }

    fn push(&mut self, text: &RichText, file: &str) -> Result<(), Diagnostic> {
        // A cell that is too long is told where it stands; the rest of it is of no use.
        let kept = text.text.get(..text.text.floor_char_boundary(MOST_CELL + 4)).unwrap_or_default();
        if self.text.len() + kept.len() > SheetBuilder::MOST_TEXT {
            return Err(problem::too_large(file));
        }
        self.text.push_str(kept);
        let end = u32::try_from(self.text.len()).unwrap_or(0);
        let struck = text.struck();
        let marks = [
            (text.own_fonts, OWN_FONTS),
            (struck.is_some(), STRUCK),
            (struck == Some(Struck::Whole), ALL_STRUCK),
        ];
        self.ends.push(marks.into_iter().filter(|(is, _)| *is).fold(end, |end, (_, mark)| end | mark));
        Ok(())
    }

    /// The text at an index, whether its letters are already as Unicode has them, and whether some are struck through.
    pub(super) fn get(&self, index: usize) -> Option<(&str, bool, Option<Struck>)> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| end & END);
        let text = self.text.get(start as usize..(end & END) as usize)?;
        let part = (end & STRUCK != 0).then_some(Struck::Part);
        Some((text, end & OWN_FONTS != 0, if end & ALL_STRUCK != 0 { Some(Struck::Whole) } else { part }))
    }
}

/// A text in runs (`si` or `is`), taken in event by event.
#[derive(Debug, Default)]
pub(super) struct RichText {
    pub(super) text: String,
    pub(super) own_fonts: bool,
    /// A line goes through some of it, or not through some.
    struck: bool,
    unstruck: bool,
    run_struck: bool,
    run: String,
    font: Option<(legacy::Encoding, bool)>,
    in_text: bool,
    keeps_space: bool,
    /// Depth within the reading aids of East Asian text, which are not part of it.
    aside: usize,
}

impl RichText {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.own_fonts = false;
        self.struck = false;
        self.unstruck = false;
        self.run_struck = false;
        self.font = None;
        self.in_text = false;
        self.aside = 0;
    }

    /// How much of it has a line through it.
    pub(super) fn struck(&self) -> Option<Struck> {
        self.struck.then_some(if self.unstruck { Struck::Part } else { Struck::Whole })
    }

    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "rPh" => self.aside += 1,
                "t" => {
                    self.in_text = self.aside == 0;
                    self.keeps_space = attribute(tag, "space") == Some("preserve");
                    self.run.clear();
                }
                "r" => {
                    self.font = None;
                    self.run_struck = false;
                }
                "strike" => self.run_struck = is_on(attribute(tag, "val")),
                "rFont" => {
                    self.own_fonts = true;
                    self.font = attribute(tag, "val").and_then(|font| of_font(&attribute_text(font)));
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "rPh" => self.aside = self.aside.saturating_sub(1),
                "t" if std::mem::take(&mut self.in_text) => self.end_run(),
                _ => {}
            },
            // Beyond the limit one byte is enough to tell.
            text if self.in_text && self.text.len() + self.run.len() <= MOST_CELL => {
                push_text(text, &mut self.run);
            }
            _ => {}
        }
    }

    fn end_run(&mut self) {
        let run =
            if self.keeps_space { self.run.as_str() } else { self.run.trim_matches([' ', '\t', '\r', '\n']) };
        if !run.trim().is_empty() {
            self.struck |= self.run_struck;
            self.unstruck |= !self.run_struck;
        }
        match self.font {
            Some(font) => {
                let mut plain = String::with_capacity(run.len());
                decoded(run, &mut plain);
                self.text.push_str(&legacy::drawn(&plain, font));
            }
            None => decoded(run, &mut self.text),
        }
    }
}
