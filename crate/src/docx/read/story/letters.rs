//! The letters of a paragraph: how they are shown, and where they come from.

use super::{Reader, Shown, TooLong};
use crate::docx::read::anchor::{Source, runs};
use crate::docx::read::aside::AsideKind;
use crate::docx::read::format::{ParagraphFormatId, RunFormatId};
use crate::docx::read::glyph::{Glyph, letters, plain};
use crate::docx::read::property::{self, Letter, Set};
use crate::docx::read::recode::{Drawn, of_font};
use crate::docx::read::symbols::{Symbols, is_private};
use crate::docx::read::table_style::Said;
use crate::docx::read::{Block, MAX_LETTERS, MAX_NOTED, Paragraph};
use crate::docx::walk::Place;
use crate::to_list::ToList;
use crate::vietnamese::text::upper;

impl Reader<'_> {
    /// What the style of the table says of the cell the innermost paragraph stands in.
    pub(super) fn said(&mut self) -> Option<&Said> {
        self.paragraphs.last().filter(|open| open.in_cell)?;
        let table = self.tables.last_mut()?;
        let style = table.style?;
        let said =
            table.said.get_or_insert_with(|| Box::new(style.at(&table.spot, table.look, self.palette)));
        Some(said)
    }

    /// How the letters that come now are shown.
    pub(super) fn shown(&mut self) -> Option<Shown> {
        let run = self.runs.last();
        if let Some(shown) = run.and_then(|run| run.shown) {
            return Some(shown);
        }
        let direct = run.map(|run| run.direct).unwrap_or_default();
        let character = run.and_then(|run| run.style).map(|style| style.letters).unwrap_or_default();
        let table = self.said().map(|said| said.letters).unwrap_or_default();
        let open = self.paragraphs.last()?;
        let defaults = &self.sheets.styles.letters;
        let said = direct.over(&character).over(&open.style.letters).over(defaults);
        let all = property::letters(&direct, [&character, &open.shown.letters, &table], defaults);
        let is_on = |at: Letter| said.is_on(at as usize);
        let font = said.said(Letter::Named as usize).map(|font| self.palette.named(font));
        let shown = Shown {
            bold: is_on(Letter::Bold),
            italic: is_on(Letter::Italic),
            capitals: is_on(Letter::Capitals),
            hidden: is_on(Letter::Hidden),
            drawn: font.and_then(of_font),
            symbols: font.and_then(Symbols::of_font),
            format: RunFormatId(self.palette.letters.id(&all)),
        };
        if let Some(run) = self.runs.last_mut() {
            run.shown = Some(shown);
        }
        Some(shown)
    }

    /// Puts text in that stands in an element from a character on, or that the element itself is.
    pub(super) fn push_text(&mut self, text: &str, element: u32, from: Option<u32>) {
        let Some(shown) = self.shown() else { return };
        if !self.has_room(text.chars().count()) {
            return;
        }
        if !self.asides.is_empty() {
            self.aside.push_str(text);
            return;
        }
        for change in
            self.changing.last().copied().into_iter().chain(self.runs.last().and_then(|run| run.change))
        {
            if let Some((_, revision)) = self.story.revisions.get_mut(change) {
                revision.text.push_str(text);
            }
        }
        let Some(open) = self.paragraphs.last_mut() else { return };
        if shown.hidden {
            open.hidden.push_str(text);
            self.story.hidden.push(element);
            return;
        }
        let start = open.glyphs.len();
        let source = |start, shared| {
            let length = u32::from(from.is_some());
            Source { element, start, length, format: shown.format, shared }
        };
        let first = from.unwrap_or_default();
        let signs: Option<String> = shown
            .symbols
            .map(|symbols| text.chars().map(|letter| symbols.drawn(letter).unwrap_or(letter)).collect());
        let capitals = signs.or_else(|| shown.capitals.then(|| upper(text)));
        open.glyphs.extend(letters(capitals.as_deref().unwrap_or(text), shown.bold, shown.italic));
        let count = open.glyphs.len() - start;
        let written = text.chars().count();
        if from.is_none() || count == written {
            let starts = (first..).take(count);
            open.sources.extend(starts.map(|start| source(if from.is_some() { start } else { 0 }, false)));
        } else {
            // A letter whose capital is two.
            for (letter, start) in text.chars().zip(first..) {
                let many = upper(letter.encode_utf8(&mut [0; 4])).chars().count();
                open.sources.extend((0..many).map(|_| source(start, many > 1)));
            }
            open.sources.resize(open.glyphs.len(), source(first, true));
        }
        if let Some((encoding, font_of_capitals)) = shown.drawn {
            let range = start..open.glyphs.len();
            open.drawn.push(Drawn { range, encoding, capitals: font_of_capitals || shown.capitals });
        }
    }

    /// Puts a sign of a font of symbols in.
    pub(super) fn symbol(&mut self, place: &Place<'_, '_, '_>, element: u32) {
        let font = place.word_attribute("font").unwrap_or_default();
        let code = place.word_attribute("char").unwrap_or_default();
        let letter = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        let drawn = match Symbols::of_font(&font) {
            Some(symbols) => letter.and_then(|letter| symbols.drawn(letter)),
            None => letter.filter(|letter| !is_private(*letter) && !letter.is_control()),
        };
        self.drawn(drawn, &format!("{font} {code}"), element);
    }

    /// Puts a sign in whatever its run says of its font; what stands for it where nobody knows it.
    pub(super) fn drawn(&mut self, drawn: Option<char>, name: &str, element: u32) {
        /// Stands for a sign nobody knows.
        const UNKNOWN: char = '•';
        if drawn.is_none() {
            self.beside(AsideKind::Sign, name);
        }
        let shown = self.shown();
        if let Some(shown) = self.runs.last_mut().and_then(|run| run.shown.as_mut()) {
            (shown.symbols, shown.drawn) = (None, None);
        }
        self.push_text(drawn.unwrap_or(UNKNOWN).encode_utf8(&mut [0; 4]), element, None);
        if let Some(run) = self.runs.last_mut() {
            run.shown = shown;
        }
    }

    /// The text of a drawing that bends along a line: a paragraph of a box of its own.
    pub(super) fn text_path(&mut self, place: &Place<'_, '_, '_>, element: u32) {
        let text = place.element.attribute("string").unwrap_or_default();
        let Some(open) = self.paragraphs.last() else { return };
        let (glyphs, nothing) = (letters(text.trim(), false, false).to_list(), Set::default());
        if glyphs.is_empty() {
            return;
        }
        let format = RunFormatId(self.palette.letters.id(&nothing));
        let source = Source { element, start: 0, length: 0, format, shared: false };
        let (runs, wide) = runs(&vec![source; glyphs.len()], self.part);
        self.story.boxes.push(Block::Paragraph(Paragraph {
            glyphs,
            runs,
            wide,
            part: self.part,
            element: open.element,
            format: ParagraphFormatId(self.palette.lines.id(&nothing)),
            mark: format,
            ..Paragraph::default()
        }));
    }

    pub(super) fn note(&mut self, place: &Place<'_, '_, '_>, kind: &str, element: u32) {
        let id = place.word_attribute("id").unwrap_or_default();
        let sheets = self.sheets;
        match sheets.notes.get(kind, &id) {
            Some(note) if note.is_empty() => {}
            Some(note) => {
                self.story.noted += note.len();
                if self.story.noted > MAX_NOTED {
                    self.story.too_long = Some(TooLong::Notes);
                } else {
                    self.sign(Glyph::Note(note.clone()), element);
                }
            }
            None => self.beside(AsideKind::Note, &id),
        }
    }

    /// Whether so many letters more may be read.
    fn has_room(&mut self, more: usize) -> bool {
        self.palette.read = self.palette.read.saturating_add(more);
        if self.palette.read > MAX_LETTERS {
            self.story.too_long = self.story.too_long.or(Some(TooLong::Letters));
        }
        self.story.too_long.is_none()
    }

    /// Puts in a glyph that the element itself is.
    pub(super) fn sign(&mut self, glyph: Glyph, element: u32) {
        if !self.has_room(1) {
            return;
        }
        if !self.asides.is_empty() {
            self.aside.push_str(&plain(std::slice::from_ref(&glyph)));
            self.aside.push(' ');
            return;
        }
        let format = self.shown().map(|shown| shown.format).unwrap_or_default();
        if let Some(open) = self.paragraphs.last_mut() {
            open.glyphs.push(glyph);
            open.sources.push(Source { element, start: 0, length: 0, format, shared: false });
        }
    }
}
