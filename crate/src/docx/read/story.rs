//! The paragraphs and tables of a part.

use super::anchor::{PartId, Source, runs, trim};
use super::drawn::{self, LineKind, OpenLine, Shapes, seen};
use super::format::{self, ParagraphFormatId, RunFormatId};
use super::glyph::{Glyph, letters};
use super::numbering::{Counters, Numbering};
use super::pool::Pool;
use super::property::{self, Edge, Letter, Line, PER_TWIP, Palette, Set, Within, is_on, measured, take_edge};
use super::recode::{Drawn, of_font, recoded};
use super::revision::{Revision, revision};
use super::section::OpenSection;
use super::styles::{Style, Styles};
use super::table_style::{Look, Said, Spot, TableStyle};
use super::{Block, Cell, MAX_PARAGRAPHS, Paragraph, Row, Table, Unread, plain};
use crate::docx::names::Vocabulary;
use crate::docx::walk::{Place, Visitor, walk};
use crate::vietnamese::legacy::Encoding;
use crate::vietnamese::text::upper;
use crate::xml::Element;

/// What a part refers to.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Footnotes and endnotes by kind and id.
    pub(super) notes: Notes,
}

/// The texts of notes.
#[derive(Debug, Default)]
pub(super) struct Notes {
    names: Pool<(String, String)>,
    texts: Vec<Vec<Glyph>>,
}

impl Notes {
    /// Puts a note in, unless there is one of its kind and id.
    pub(super) fn insert(&mut self, kind: &str, id: &str, text: Vec<Glyph>) {
        if self.names.insert(&(kind.to_owned(), id.to_owned())) {
            self.texts.push(text);
        }
    }

    fn get(&self, kind: &str, id: &str) -> Option<&Vec<Glyph>> {
        let at = self.names.find(&(kind.to_owned(), id.to_owned()))?;
        self.texts.get(at as usize)
    }
}

/// A footnote, an endnote or a comment.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub(super) id: String,
    pub(super) author: String,
    pub(super) blocks: Vec<Block>,
}

/// What stands in a part.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) blocks: Vec<Block>,
    pub(super) boxes: Vec<Block>,
    pub(super) notes: Vec<Note>,
    /// The ids of comments, and the paragraph each stands at.
    pub(super) remarked: Pool<String>,
    pub(super) remarks: Vec<String>,
    pub(super) sections: Vec<OpenSection>,
    pub(super) lines: Vec<OpenLine>,
    pub(super) revisions: Vec<(u32, Revision)>,
    /// Paragraphs that go on in another, and that other, by their elements.
    pub(super) carried: Vec<(u32, u32)>,
    pub(super) unread: Unread,
    pub(super) too_long: bool,
}

impl Story {
    pub(super) fn read(root: &Element<'_>, sheets: &Sheets, palette: &mut Palette, part: PartId) -> Story {
        let mut reader = Reader {
            sheets,
            palette,
            part,
            story: Story::default(),
            counters: Counters::default(),
            flows: vec![Flow::default()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            runs: Vec::new(),
            reads: Reads::Nothing,
            in_formula: false,
            count: 0,
            remarks: Vec::new(),
            elements: 0,
            path: Vec::new(),
            section: None,
            shapes: Shapes::default(),
            changing: Vec::new(),
        };
        walk(root, &mut reader);
        let last = reader.close_flow();
        reader.finish(last)
    }
}

/// A place where paragraphs follow one another: the body, a cell, a note.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    /// The text of a paragraph whose end is deleted: it goes on in the next.
    carried: Vec<Glyph>,
    sources: Vec<Source>,
    /// The elements of such paragraphs.
    gone: Vec<u32>,
    /// The elements of its first and its last paragraph.
    ends: Option<(u32, u32)>,
    /// How the paragraph before is bordered, and the line below it: two with the same borders have one around both.
    bordered: Option<([Option<i32>; 8], Option<OpenLine>)>,
}

struct OpenParagraph<'s> {
    element: u32,
    glyphs: Vec<Glyph>,
    sources: Vec<Source>,
    drawn: Vec<Drawn>,
    /// Its style, and the one Word gives it.
    style: &'s Style,
    shown: &'s Style,
    lines: Set,
    mark: Set,
    starts_page: bool,
    in_cell: bool,
    in_properties: bool,
    end_is_gone: bool,
    field: String,
    /// The look of its first field.
    field_format: Option<RunFormatId>,
    hidden: String,
    remarks: Vec<String>,
    section: Option<OpenSection>,
}

#[derive(Default)]
struct OpenTable<'s> {
    table: Table,
    row: Row,
    cell: Cell,
    row_is_gone: bool,
    style: Option<&'s TableStyle>,
    look: Look,
    spot: Spot,
    /// How many flows are around it.
    depth: usize,
    /// Its own borders, and those of the cell.
    edges: Set,
    cell_edges: Set,
    cell_width: Option<i32>,
    /// The column of the grid the cell begins at.
    column: usize,
    /// What its style says of the cell.
    said: Option<Box<Said>>,
}

#[derive(Default)]
struct Run<'s> {
    direct: Set,
    style: Option<&'s Style>,
    in_properties: bool,
    /// Set once its letters come.
    shown: Option<Shown>,
    /// The change of its look.
    change: Option<usize>,
}

/// How letters are shown.
#[derive(Clone, Copy)]
struct Shown {
    bold: bool,
    italic: bool,
    capitals: bool,
    hidden: bool,
    /// How their font draws them, if not as Unicode says.
    drawn: Option<(Encoding, bool)>,
    format: RunFormatId,
}

/// An element something is read in.
struct Open {
    element: u32,
    /// How many characters it has had so far.
    characters: u32,
    within: Within,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    Nothing,
    Text,
    Field,
}

struct Reader<'s> {
    sheets: &'s Sheets,
    palette: &'s mut Palette,
    part: PartId,
    story: Story,
    counters: Counters,
    flows: Vec<Flow>,
    paragraphs: Vec<OpenParagraph<'s>>,
    tables: Vec<OpenTable<'s>>,
    /// A run can hold a text box with runs in it.
    runs: Vec<Run<'s>>,
    reads: Reads,
    in_formula: bool,
    count: usize,
    /// Comments that begin before the next paragraph.
    remarks: Vec<String>,
    /// How many elements there were.
    elements: u32,
    path: Vec<Open>,
    section: Option<OpenSection>,
    shapes: Shapes,
    /// The changes under way that put text in.
    changing: Vec<usize>,
}

impl<'s> Reader<'s> {
    fn close_flow(&mut self) -> Vec<Block> {
        let Some(mut flow) = self.flows.pop() else { return Vec::new() };
        if let Some((_, Some(line))) = flow.bordered.take() {
            self.story.lines.push(line);
        }
        if !flow.carried.is_empty() {
            let (runs, wide) = runs(&flow.sources, self.part);
            let element = flow.gone.last().copied().unwrap_or_default();
            self.story.carried.extend(flow.gone.iter().map(|gone| (*gone, element)));
            let nothing = Set::default();
            flow.blocks.push(Block::Paragraph(Paragraph {
                glyphs: std::mem::take(&mut flow.carried),
                runs,
                wide,
                part: self.part,
                element,
                format: ParagraphFormatId(self.palette.lines.id(&nothing)),
                mark: RunFormatId(self.palette.letters.id(&nothing)),
                ..Paragraph::default()
            }));
        }
        flow.blocks
    }

    /// The part as it is when all of it is read.
    fn finish(mut self, blocks: Vec<Block>) -> Story {
        let after = self.story.sections.last().map_or(0, |section| section.section.blocks.end);
        if after < blocks.len() || self.story.sections.is_empty() {
            let mut last = OpenSection::new(None);
            last.section.blocks = after..blocks.len();
            self.story.sections.push(last);
        }
        let mut sections = self.story.sections.iter().peekable();
        let mut lines = self.story.lines;
        // Lines of the main story that wait for the width of their column come in the order of its blocks.
        for line in &mut lines {
            let Some(block) = line.block.take() else { continue };
            while sections.next_if(|open| open.section.blocks.end <= block).is_some() {}
            let width = sections.peek().and_then(|open| open.section.text_width());
            line.length = width.zip(line.length).map(|(width, less)| width.saturating_sub(less));
        }
        lines.sort_by_key(|line| line.paragraph);
        self.story.lines = lines;
        self.story.blocks = blocks;
        self.story
    }

    /// What the style of the table says of the cell the innermost paragraph stands in.
    fn said(&mut self) -> Option<&Said> {
        self.paragraphs.last().filter(|open| open.in_cell)?;
        let table = self.tables.last_mut()?;
        let style = table.style?;
        let said =
            table.said.get_or_insert_with(|| Box::new(style.at(&table.spot, table.look, self.palette)));
        Some(said)
    }

    /// How the letters that come now are shown.
    fn shown(&mut self) -> Option<Shown> {
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
        let font = said.said(Letter::Named as usize);
        let shown = Shown {
            bold: is_on(Letter::Bold),
            italic: is_on(Letter::Italic),
            capitals: is_on(Letter::Capitals),
            hidden: is_on(Letter::Hidden),
            drawn: font.and_then(|font| of_font(self.palette.named(font))),
            format: RunFormatId(self.palette.letters.id(&all)),
        };
        if let Some(run) = self.runs.last_mut() {
            run.shown = Some(shown);
        }
        Some(shown)
    }

    /// Puts text in that stands in an element from a character on, or that the element itself is.
    fn push_text(&mut self, text: &str, element: u32, from: Option<u32>) {
        let Some(shown) = self.shown() else { return };
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
            return;
        }
        let start = open.glyphs.len();
        let source = |start, shared| {
            let length = u32::from(from.is_some());
            Source { element, start, length, format: shown.format, shared }
        };
        let first = from.unwrap_or_default();
        let capitals = shown.capitals.then(|| upper(text));
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

    /// How a paragraph stands as Word works it out of what each level says.
    fn lines(&mut self, open: &OpenParagraph<'_>, table: &Set) -> Set {
        let numbering = &self.sheets.numbering;
        let (list, level) = (Line::List as usize, Line::Level as usize);
        let own = open.lines.said(list).or(open
            .shown
            .lines
            .said(list)
            .filter(|_| open.lines.said(level).is_some()));
        let shown = match own {
            None => self.palette.over(&open.lines, &open.shown.listed),
            Some(id) => {
                let level = open.lines.said(level).or(open.shown.lines.said(level)).unwrap_or_default();
                let level = usize::try_from(level).unwrap_or_default();
                let indented = open.lines.over(&numbering.indents(self.palette.named(id), level));
                self.palette.over(&indented, &open.shown.lines)
            }
        };
        let shown = self.palette.over(&shown, table);
        self.palette.over(&shown, &self.sheets.styles.lines)
    }

    fn close_paragraph(&mut self) {
        let said = self.said().copied().unwrap_or_default();
        let Some(mut open) = self.paragraphs.pop() else { return };
        self.count += 1;
        self.story.too_long |= self.count > MAX_PARAGRAPHS;
        if self.story.too_long {
            return;
        }
        if !open.hidden.trim().is_empty() {
            self.story.unread.hidden.push(open.hidden.trim().to_owned());
        }
        let (mut glyphs, mut sources) = recoded(std::mem::take(&mut open.glyphs), &open.sources, &open.drawn);
        let Some(flow) = self.flows.last_mut() else { return };
        if open.end_is_gone {
            flow.carried.extend(glyphs);
            flow.sources.extend(sources);
            flow.gone.push(open.element);
            self.remarks.extend(open.remarks);
            return;
        }
        glyphs.splice(0..0, std::mem::take(&mut flow.carried));
        sources.splice(0..0, std::mem::take(&mut flow.sources));
        self.story.carried.extend(flow.gone.drain(..).map(|gone| (gone, open.element)));
        let lines = self.lines(&open, &said.lines);
        self.blank_lines(&open, &lines, &glyphs, &sources);
        trim(&mut glyphs, &mut sources);
        let stand = open.lines.over(&open.style.lines);
        let label = match stand.said(Line::List as usize).map(|list| self.palette.named(list)) {
            None | Some("0") => String::new(),
            Some(_) if glyphs.is_empty() => String::new(),
            Some(id) => {
                let level = stand.said(Line::Level as usize).and_then(|level| usize::try_from(level).ok());
                self.sheets.numbering.next(&mut self.counters, id, level.unwrap_or_default())
            }
        };
        let is_page_number = field_is(&open.field, &["PAGE", "NUMPAGES", "SECTIONPAGES"])
            && !plain(&glyphs).chars().any(char::is_alphabetic);
        let defaults = &self.sheets.styles.letters;
        let mark =
            property::letters(&open.mark, [&Set::default(), &open.shown.letters, &said.letters], defaults);
        let mark = RunFormatId(self.palette.letters.id(&mark));
        let mut page_number = None;
        if is_page_number {
            if field_is(&open.field, &["PAGE"]) {
                let shown = open.field_format.or(sources.first().map(|source| source.format));
                page_number = Some(shown.unwrap_or(mark));
            }
            glyphs.clear();
            sources.clear();
        }
        let (runs, wide) = runs(&sources, self.part);
        let paragraph = Paragraph {
            glyphs,
            label,
            style: open.style.name.clone(),
            align: stand.said(Line::Align as usize).map(format::align),
            outline: stand
                .said(Line::Outline as usize)
                .and_then(|level| u8::try_from(level).ok().filter(|level| *level < 9)),
            page_break: open.starts_page || stand.is_on(Line::PageBreak as usize),
            is_contents: field_is(&open.field, &["PAGEREF", "TOC"]),
            number: super::ParagraphId::default(),
            part: self.part,
            element: open.element,
            runs,
            wide,
            format: ParagraphFormatId(self.palette.lines.id(&lines)),
            mark,
            page_number,
        };
        for id in &open.remarks {
            if self.story.remarked.insert(id.as_str()) {
                self.story.remarks.push(paragraph.text());
            }
        }
        for range in drawn::typed(&paragraph.glyphs) {
            let line = OpenLine { range, ..OpenLine::new(LineKind::Signs, open.element) };
            self.story.lines.push(line);
        }
        self.borders(&open, &lines);
        let Some(flow) = self.flows.last_mut() else { return };
        let first = flow.ends.map_or(open.element, |(first, _)| first);
        flow.ends = Some((first, open.element));
        flow.blocks.push(Block::Paragraph(paragraph));
        if let (Some(section), 1) = (open.section, self.flows.len()) {
            self.close_section(section);
        }
    }

    fn close_section(&mut self, mut open: OpenSection) {
        let end = self.flows.first().map_or(0, |flow| flow.blocks.len());
        let start = self.story.sections.last().map_or(0, |section| section.section.blocks.end);
        open.section.blocks = start..end;
        self.story.sections.push(open);
    }

    /// The lines that white space makes in a paragraph.
    fn blank_lines(&mut self, open: &OpenParagraph<'_>, lines: &Set, glyphs: &[Glyph], sources: &[Source]) {
        let said = |at: Line| lines.said(at as usize).unwrap_or_default();
        let start = said(Line::Left).saturating_add(said(Line::First));
        let palette = &*self.palette;
        let is_underlined = |source: &Source| {
            let letters = palette.letters.get(source.format.0);
            letters.and_then(|letters| letters.said(Letter::Underline as usize)).is_some_and(|line| line > 0)
        };
        let stops = || palette.stops(lines);
        for (kind, length) in drawn::blank(glyphs, sources, &is_underlined, &stops, start) {
            self.story.lines.push(OpenLine { length, ..OpenLine::new(kind, open.element) });
        }
    }

    /// The borders above and below a paragraph, as far as they are lines.
    fn borders(&mut self, open: &OpenParagraph<'_>, lines: &Set) {
        let said = |at: Line| lines.said(at as usize);
        let look = [
            Line::Top,
            Line::Bottom,
            Line::LeftBorder,
            Line::RightBorder,
            Line::Between,
            Line::Left,
            Line::Right,
            Line::First,
        ];
        let look = look.map(said);
        let less = said(Line::Left).unwrap_or_default().saturating_add(said(Line::Right).unwrap_or_default());
        let at_sides = seen(said(Line::LeftBorder)).or(seen(said(Line::RightBorder))).is_some();
        let (block, length) = match self.tables.last().filter(|_| open.in_cell) {
            Some(table) => (None, table.text_width().map(|width| width.saturating_sub(less))),
            None if self.flows.len() == 1 => (self.flows.first().map(|flow| flow.blocks.len()), Some(less)),
            None => (None, None),
        };
        let line = |kind, side| {
            let weight = seen(said(side)).filter(|_| !at_sides);
            weight.map(|weight| OpenLine {
                length,
                weight: Some(weight),
                block,
                ..OpenLine::new(kind, open.element)
            })
        };
        let Some(flow) = self.flows.last_mut() else { return };
        let before = flow.bordered.take();
        let (above, below) = (line(LineKind::Above, Line::Top), line(LineKind::Below, Line::Bottom));
        if above.is_none() && below.is_none() {
            self.story.lines.extend(before.and_then(|(_, line)| line));
            return;
        }
        let mut goes_on = false;
        if let Some((known, line)) = before {
            goes_on = known == look;
            if !goes_on {
                self.story.lines.extend(line);
            }
        }
        self.story.lines.extend(above.filter(|_| !goes_on));
        flow.bordered = Some((look, below));
    }

    fn note(&mut self, place: &Place<'_, '_, '_>, kind: &str, element: u32) {
        let id = place.word_attribute("id").unwrap_or_default();
        let sheets = self.sheets;
        let Some(note) = sheets.notes.get(kind, &id).filter(|note| !note.is_empty()) else { return };
        self.sign(Glyph::Note(note.clone()), element);
    }

    /// Puts in a glyph that the element itself is.
    fn sign(&mut self, glyph: Glyph, element: u32) {
        let format = self.shown().map(|shown| shown.format).unwrap_or_default();
        if let Some(open) = self.paragraphs.last_mut() {
            open.glyphs.push(glyph);
            open.sources.push(Source { element, start: 0, length: 0, format, shared: false });
        }
    }

    fn remark(&mut self, place: &Place<'_, '_, '_>) {
        let id = place.word_attribute("id").unwrap_or_default().into_owned();
        match self.paragraphs.last_mut() {
            Some(open) => open.remarks.push(id),
            None => self.remarks.push(id),
        }
    }

    fn in_properties(&self) -> bool {
        self.runs.last().is_some_and(|run| run.in_properties)
            || self.paragraphs.last().is_some_and(|open| open.in_properties)
    }

    /// Properties of paragraphs, runs, rows and cells; says whether the element is one.
    fn property(&mut self, place: &Place<'_, '_, '_>, within: Within) -> bool {
        let word = place.word();
        let sheets = self.sheets;
        if let Some(run) = self.runs.last_mut().filter(|run| run.in_properties) {
            if word == "rStyle" {
                let id = place.word_attribute("val").unwrap_or_default();
                run.style = Some(sheets.styles.of(Some(&id)));
            } else {
                self.palette.take_letter(&mut run.direct, place, format::Origin::Direct);
            }
            run.shown = None;
            return true;
        }
        let Some(open) = self.paragraphs.last_mut().filter(|open| open.in_properties) else { return false };
        match word {
            "pStyle" => {
                let id = place.word_attribute("val");
                open.style = sheets.styles.of(id.as_deref());
                open.shown = sheets.styles.shown(id.as_deref());
            }
            "del" | "moveFrom" => open.end_is_gone = true,
            _ if within == Within::Mark => {
                self.palette.take_letter(&mut open.mark, place, format::Origin::Direct);
            }
            _ => self.palette.take_line(&mut open.lines, place, within, format::Origin::Direct),
        }
        true
    }

    /// Takes note of a change that was tracked.
    fn change(&mut self, place: &Place<'_, '_, '_>, within: Within, element: u32) {
        let Some(mut revision) = revision(place, self.part, element) else { return };
        if within == Within::Mark && !place.word().ends_with("Change") {
            revision.text.push('\n');
        }
        let at = self.story.revisions.len();
        if place.word() == "rPrChange"
            && let Some(run) = self.runs.last_mut().filter(|run| run.in_properties)
        {
            run.change = Some(at);
        }
        let paragraph = self.paragraphs.last().map_or(element, |open| open.element);
        self.story.revisions.push((paragraph, revision));
    }

    fn begin(&mut self, place: &Place<'_, '_, '_>, within: Within, element: u32) -> bool {
        let word = place.word();
        if !word.is_empty() {
            self.change(place, within, element);
        }
        if word.ends_with("Change") {
            return false;
        }
        if within == Within::Section {
            if let Some(section) = &mut self.section {
                section.take(place);
            }
            return true;
        }
        if self.property(place, within) {
            if word == "sectPr" {
                self.section = Some(OpenSection::new(Some(element)));
            }
            return true;
        }
        match word {
            "p" => {
                let mut remarks = std::mem::take(&mut self.remarks);
                remarks.dedup();
                let usual = self.sheets.styles.of(None);
                let depth = self.flows.len();
                self.paragraphs.push(OpenParagraph {
                    element,
                    glyphs: Vec::new(),
                    sources: Vec::new(),
                    drawn: Vec::new(),
                    style: usual,
                    shown: usual,
                    lines: Set::default(),
                    mark: Set::default(),
                    starts_page: false,
                    in_cell: self.tables.last().is_some_and(|table| depth == table.depth + 1),
                    in_properties: false,
                    end_is_gone: false,
                    field: String::new(),
                    field_format: None,
                    hidden: String::new(),
                    remarks,
                    section: None,
                });
            }
            "pPr" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.in_properties = true;
                }
            }
            "r" => self.runs.push(Run::default()),
            "rPr" => {
                if let Some(run) = self.runs.last_mut() {
                    run.in_properties = true;
                }
            }
            "t" => self.reads = Reads::Text,
            "instrText" => self.reads = Reads::Field,
            "fldSimple" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.field.push(' ');
                    open.field.push_str(&place.word_attribute("instr").unwrap_or_default());
                }
            }
            "tab" | "ptab" => self.push_text(" ", element, None),
            "br" => match place.word_attribute("type").as_deref() {
                Some("page" | "column") => {
                    if let Some(open) = self.paragraphs.last_mut() {
                        open.starts_page = true;
                    }
                }
                _ => self.sign(Glyph::Break, element),
            },
            "cr" => self.sign(Glyph::Break, element),
            "noBreakHyphen" => self.push_text("-", element, None),
            "sym" => self.push_text("•", element, None),
            "footnoteReference" => self.note(place, "footnote", element),
            "endnoteReference" => self.note(place, "endnote", element),
            "commentRangeStart" | "commentReference" => self.remark(place),
            "sectPr" => self.section = Some(OpenSection::new(Some(element))),
            "ins" | "moveTo" => self.changing.push(self.story.revisions.len().saturating_sub(1)),
            "del" | "moveFrom" => {
                if let Some(table) = self.tables.last_mut().filter(|_| self.paragraphs.is_empty()) {
                    table.row_is_gone = true;
                }
                return false;
            }
            "txbxContent" | "footnote" | "endnote" | "comment" => self.flows.push(Flow::default()),
            "altChunk" => self.story.unread.files += 1,
            "" => self.foreign(place, element),
            _ => return self.of_table(place, within),
        }
        !(place.vocabulary == Some(Vocabulary::Compatibility) && place.element.local_name() == "Fallback")
    }

    /// Tables, their rows and cells, and what is said of them; whether what is in the element is read.
    fn of_table(&mut self, place: &Place<'_, '_, '_>, within: Within) -> bool {
        let sheets = self.sheets;
        let depth = self.flows.len();
        match place.word() {
            "tbl" => self.tables.push(OpenTable {
                style: sheets.styles.table(None),
                spot: Spot { rows: count(place.element, "tr"), ..Spot::default() },
                depth,
                ..OpenTable::default()
            }),
            "tc" => {
                if let Some(open) = self.tables.last_mut() {
                    open.cell = Cell { span: 1, ..Cell::default() };
                    open.cell_edges = Set::default();
                    open.cell_width = None;
                    open.said = None;
                }
                self.flows.push(Flow::default());
            }
            "tblPrEx" => return false,
            word => {
                if let Some(open) = self.tables.last_mut() {
                    open.take(place, word, within, &sheets.styles);
                }
            }
        }
        true
    }

    fn end(&mut self, place: &Place<'_, '_, '_>) {
        match place.word() {
            "p" => self.close_paragraph(),
            "pPr" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.in_properties = false;
                }
            }
            "r" => drop(self.runs.pop()),
            "rPr" => {
                if let Some(run) = self.runs.last_mut() {
                    run.in_properties = false;
                }
            }
            "t" | "instrText" => self.reads = Reads::Nothing,
            "ins" | "moveTo" if !self.in_properties() => drop(self.changing.pop()),
            "sectPr" => match (self.section.take(), self.paragraphs.last_mut()) {
                (Some(section), Some(open)) => open.section = Some(section),
                (Some(section), None) if self.flows.len() == 1 => self.close_section(section),
                _ => {}
            },
            "tc" => {
                self.cell_borders();
                let blocks = self.close_flow();
                if let Some(open) = self.tables.last_mut() {
                    let cell = std::mem::take(&mut open.cell);
                    let span = cell.span.max(1);
                    open.column += span;
                    open.spot.column += 1;
                    open.row.cells.push(Cell { blocks, span, ..cell });
                }
            }
            "tr" => {
                if let Some(open) = self.tables.last_mut() {
                    let row = std::mem::take(&mut open.row);
                    open.spot.row += 1;
                    if !open.row_is_gone {
                        open.table.rows.push(row);
                    }
                }
            }
            "tbl" => {
                if let (Some(open), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) {
                    flow.blocks.push(Block::Table(open.table));
                    self.story.lines.extend(flow.bordered.take().and_then(|(_, line)| line));
                }
            }
            "txbxContent" => {
                let blocks = self.close_flow();
                self.story.boxes.extend(blocks);
            }
            "footnote" | "endnote" | "comment" => {
                let id = place.word_attribute("id").unwrap_or_default().into_owned();
                let author = place.word_attribute("author").unwrap_or_default().into_owned();
                let is_separator = place.word_attribute("type").is_some_and(|kind| kind != "normal");
                let blocks = self.close_flow();
                if !is_separator {
                    self.story.notes.push(Note { id, author, blocks });
                }
            }
            _ => {
                if place.element.local_name() == "oMath" {
                    self.in_formula = false;
                }
                if place.vocabulary != Some(Vocabulary::Word) {
                    let line = self.shapes.leave(place);
                    self.story.lines.extend(line);
                }
            }
        }
    }

    /// The borders above and below a cell that has none at its sides.
    fn cell_borders(&mut self) {
        let Some((first, last)) = self.flows.last().and_then(|flow| flow.ends) else { return };
        let Some(table) = self.tables.last_mut() else { return };
        let style = table.style.map(|style| style.at(&table.spot, table.look, self.palette).edges);
        let edges = table.cell_edges.over(&table.edges).over(&style.unwrap_or_default());
        let spot = table.spot;
        let border = |of_cell: Edge, is_outer: bool, outer: Edge, inner: Edge| {
            let of_table = if is_outer { outer } else { inner };
            seen(edges.said(of_cell as usize).or(edges.said(of_table as usize)))
        };
        let is_last = spot.column + 1 == spot.columns;
        let left = border(Edge::CellLeft, spot.column == 0, Edge::Left, Edge::InsideV);
        let right = border(Edge::CellRight, is_last, Edge::Right, Edge::InsideV);
        if left.or(right).is_some() {
            return;
        }
        let above = border(Edge::CellTop, spot.row == 0, Edge::Top, Edge::InsideH);
        let below = border(Edge::CellBottom, spot.row + 1 == spot.rows, Edge::Bottom, Edge::InsideH);
        let length = table.width();
        for (kind, paragraph, weight) in
            [(LineKind::AboveCell, first, above), (LineKind::BelowCell, last, below)]
        {
            if weight.is_some() {
                self.story.lines.push(OpenLine { length, weight, ..OpenLine::new(kind, paragraph) });
            }
        }
    }

    /// What is not WordprocessingML.
    fn foreign(&mut self, place: &Place<'_, '_, '_>, element: u32) {
        match place.element.local_name() {
            "oMath" => self.in_formula = true,
            "pic" | "imagedata" | "OLEObject" | "chart" | "relIds" => self.story.unread.pictures += 1,
            _ => {
                let paragraph = self.paragraphs.last().map_or(element, |open| open.element);
                let line = self.shapes.enter(place, paragraph);
                self.story.lines.extend(line);
            }
        }
    }
}

impl OpenTable<'_> {
    /// How wide the cell is.
    fn width(&self) -> Option<i32> {
        let of_grid = || {
            let columns = self.table.columns.get(self.column..self.column + self.cell.span.max(1))?;
            i32::try_from(columns.iter().fold(0_u32, |sum, width| sum.saturating_add(*width))).ok()
        };
        self.cell_width.or_else(of_grid).filter(|width| *width > 0)
    }

    /// How wide the text of the cell is.
    fn text_width(&self) -> Option<i32> {
        /// What Word leaves free at either side of a cell.
        const MARGIN: i32 = 108;
        let style = self.said.as_ref().map(|said| said.edges).unwrap_or_default();
        let edges = self.cell_edges.over(&self.edges).over(&style);
        let margin = |at: Edge| edges.said(at as usize).unwrap_or(MARGIN);
        let margins = margin(Edge::MarginLeft).saturating_add(margin(Edge::MarginRight));
        self.width().map(|width| width.saturating_sub(margins))
    }
}

impl<'s> OpenTable<'s> {
    /// Takes in what is said of the table, the row or the cell.
    fn take(&mut self, place: &Place<'_, '_, '_>, word: &str, within: Within, styles: &'s Styles) {
        let number = |name: &str| place.word_attribute(name).and_then(|number| number.parse().ok());
        match word {
            "tblStyle" => self.style = styles.table(place.word_attribute("val").as_deref()),
            "tblLook" => self.look = Look::read(place),
            "gridCol" => self.table.columns.push(number("w").unwrap_or(0)),
            "tblHeader" => self.row.is_head = is_on(place),
            "cellDel" => self.row_is_gone = true,
            "tr" => {
                self.row = Row::default();
                self.row_is_gone = false;
                self.column = 0;
                self.spot.column = 0;
                self.spot.columns = count(place.element, "tc");
            }
            "gridSpan" => {
                let span = place.word_attribute("val").and_then(|span| span.parse().ok()).unwrap_or(1);
                self.cell.span = usize::clamp(span, 1, MAX_SPAN);
            }
            "vMerge" => {
                self.cell.continues = place.word_attribute("val").as_deref() != Some("restart");
            }
            "tcW" => {
                let in_parts = place.word_attribute("type").is_some_and(|kind| kind != "dxa");
                let width = place.word_attribute("w").filter(|_| !in_parts);
                self.cell_width = width.and_then(|width| measured(&width, PER_TWIP));
            }
            _ => {
                // The margins of a cell stand in `w:tcMar`, those of all in `w:tblCellMar`: both before any cell, or in one.
                let of_cell = within == Within::CellBorders || self.spot.columns > 0;
                let edges = if of_cell { &mut self.cell_edges } else { &mut self.edges };
                take_edge(edges, place, within, format::Origin::Direct);
            }
        }
    }
}

/// How many elements of a name a table or a row has, its nested ones left out.
fn count(element: &Element<'_>, name: &str) -> usize {
    let each = element.elements().map(|child| match child.local_name() {
        known if known == name => 1,
        "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" => count(child, name),
        _ => 0,
    });
    each.sum()
}

/// How many elements there are below one.
fn below(element: &Element<'_>) -> u32 {
    element.elements().map(|child| 1 + below(child)).sum()
}

/// One of the fields of a paragraph is of these kinds.
fn field_is(codes: &str, kinds: &[&str]) -> bool {
    codes.split_whitespace().any(|word| kinds.contains(&word))
}

impl Visitor for Reader<'_> {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let element = self.elements;
        self.elements += 1;
        let within = self.path.last().map_or(Within::Nothing, |open| open.within);
        let goes_in = self.begin(place, within, element);
        if goes_in {
            self.path.push(Open { element, characters: 0, within: within.inside(place.word()) });
        } else {
            self.elements += below(place.element);
        }
        goes_in
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        self.path.pop();
        self.end(place);
    }

    fn text(&mut self, text: &str) {
        let Some(open) = self.path.last_mut() else { return };
        let (element, start) = (open.element, open.characters);
        let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        match self.reads {
            Reads::Text => {
                open.characters = start.saturating_add(length(text));
                self.push_text(text, element, Some(start));
            }
            Reads::Field => {
                let shown = self.shown();
                if let Some(open) = self.paragraphs.last_mut() {
                    open.field_format = open.field_format.or(shown.map(|shown| shown.format));
                    open.field.push(' ');
                    open.field.push_str(text);
                }
            }
            Reads::Nothing if self.in_formula => {
                open.characters = start.saturating_add(length(text));
                let trimmed = text.trim_start();
                let before = length(text) - length(trimmed);
                self.push_text(trimmed.trim_end(), element, Some(start.saturating_add(before)));
            }
            Reads::Nothing => {}
        }
    }
}

/// No table has more columns.
const MAX_SPAN: usize = 63;
