//! The paragraphs and tables of a part.

mod field;
mod formula;
mod letters;
mod paragraph;
mod rules;

use super::anchor::{PartId, Source, runs};
use super::aside::{Aside, AsideKind};
use super::drawn::{OpenLine, Shapes};
use super::format::{ParagraphFormatId, RunFormatId};
use super::glyph::Glyph;
use super::numbering::{Counters, Numbering};
use super::origin::Origin;
use super::property::{Palette, Set, Within, is_on};
use super::recode::Drawn;
use super::revision::{Revision, revision};
use super::section::OpenSection;
use super::styles::{Style, Styles};
use super::symbols::Symbols;
use super::table::{OpenTable, count};
use super::table_style::Spot;
use super::{Block, Paragraph, Unread};
use crate::docx::names::Vocabulary;
use crate::docx::walk::{Place, Visitor, walk};
use crate::ordered;
use crate::pool::Pool;
use crate::vietnamese::legacy::Encoding;
use crate::xml::Element;

use field::OpenField;
use formula::Formula;

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
    /// Puts a note in; gives it back where there is one of its kind and id.
    pub(super) fn insert(&mut self, kind: &str, id: &str, text: Vec<Glyph>) -> Option<Vec<Glyph>> {
        if !self.names.insert(&(kind.to_owned(), id.to_owned())) {
            return Some(text);
        }
        self.texts.push(text);
        None
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
    /// The pictures, each with the element of its paragraph and its width and height.
    pub(super) pictures: Vec<(u32, Option<(i32, i32)>)>,
    pub(super) revisions: Vec<(u32, Revision)>,
    /// Paragraphs that go on in another, and that other, by their elements.
    pub(super) carried: Vec<(u32, u32)>,
    /// The elements whose text is hidden.
    pub(super) hidden: Vec<u32>,
    pub(super) unread: Unread,
    pub(super) too_long: Option<TooLong>,
    /// How many glyphs of notes stand in its paragraphs.
    noted: usize,
}

/// What a part has more of than is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooLong {
    Paragraphs,
    Letters,
    Notes,
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
            formula: Formula::default(),
            fields: Vec::new(),
            controls: Vec::new(),
            alternates: Vec::new(),
            asides: Vec::new(),
            aside: String::new(),
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
    /// The page ends with the paragraph before.
    page_ends: bool,
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
    /// Where in it a page last ends.
    ends_page: Option<usize>,
    in_cell: bool,
    in_properties: bool,
    end_is_gone: bool,
    has_tab: bool,
    field: String,
    /// The look of its first field.
    field_format: Option<RunFormatId>,
    hidden: String,
    remarks: Vec<String>,
    section: Option<OpenSection>,
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
    /// Their font has signs in place of letters.
    symbols: Option<Symbols>,
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
    /// Text of a formula; whether the blanks at its ends count.
    Formula(bool),
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
    formula: Formula,
    /// The fields under way.
    fields: Vec<OpenField>,
    /// The content controls under way: whether each waits for somebody to fill it in.
    controls: Vec<bool>,
    /// The alternatives under way: whether one has been read.
    alternates: Vec<bool>,
    /// What is read now is beside the text, and what of it was read.
    asides: Vec<AsideKind>,
    aside: String,
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
        flow.blocks.shrink_to_fit();
        flow.blocks
    }

    /// The part as it is when all of it is read.
    fn finish(mut self, blocks: Vec<Block>) -> Story {
        for format in std::mem::take(&mut self.counters.unknown).into_items() {
            self.beside(AsideKind::Number, &format);
        }
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
        ordered::sort_by_key(&mut lines, |line| line.paragraph);
        self.story.lines = lines;
        self.story.blocks = blocks;
        self.story
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
                self.palette.take_letter(&mut run.direct, place, Origin::Direct);
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
                self.palette.take_letter(&mut open.mark, place, Origin::Direct);
            }
            _ => self.palette.take_line(&mut open.lines, place, within, Origin::Direct),
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
                    ends_page: None,
                    in_cell: self.tables.last().is_some_and(|table| depth == table.depth + 1),
                    in_properties: false,
                    end_is_gone: false,
                    has_tab: false,
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
                self.simple_field(&place.word_attribute("instr").unwrap_or_default(), element);
            }
            "tab" | "ptab" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.has_tab = true;
                }
                let before = self.paragraphs.last().map_or(0, |open| open.glyphs.len());
                self.push_text(" ", element, None);
                let added = self.paragraphs.last_mut().and_then(|open| open.glyphs.get_mut(before));
                if let Some(Glyph::Letter { letter, .. }) = added {
                    *letter = '\t';
                }
            }
            "br" => {
                let kind = place.word_attribute("type");
                let starts_page = matches!(kind.as_deref(), Some("page" | "column"));
                let open = self.paragraphs.last_mut();
                let parts = open.is_none_or(|open| {
                    let is_first = open.glyphs.iter().all(Glyph::is_space);
                    open.starts_page |= starts_page && is_first;
                    open.ends_page = if starts_page { Some(open.glyphs.len()) } else { open.ends_page };
                    !starts_page || !is_first
                });
                if parts {
                    self.sign(Glyph::Break, element);
                }
            }
            "cr" => self.sign(Glyph::Break, element),
            "noBreakHyphen" => self.push_text("-", element, None),
            // In fonts of TCVN3 it draws a letter; programs write its code as this element.
            "softHyphen"
                if self
                    .shown()
                    .and_then(|shown| shown.drawn)
                    .is_some_and(|drawn| drawn.0 == Encoding::Tcvn3) =>
            {
                self.push_text("\u{AD}", element, None);
            }
            "sym" => self.symbol(place, element),
            "fldChar" => self.field_mark(place, element),
            "sdt" => self.controls.push(false),
            "showingPlcHdr" => {
                if let Some(control) = self.controls.last_mut() {
                    *control = is_on(place);
                }
            }
            "sdtContent" if self.controls.last() == Some(&true) => self.asides.push(AsideKind::Placeholder),
            "rt" => self.asides.push(AsideKind::Reading),
            "pgNum" => self.automatic("số trang"),
            "dayShort" | "dayLong" | "monthShort" | "monthLong" | "yearShort" | "yearLong" => {
                self.automatic("ngày, tháng, năm");
            }
            "subDoc" => self.story.unread.files += 1,
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
            "" if place.vocabulary == Some(Vocabulary::Compatibility) => return self.alternative(place),
            "" => self.foreign(place, element),
            _ => return self.of_table(place, within),
        }
        true
    }

    fn leave_alternative(&mut self, place: &Place<'_, '_, '_>) {
        if place.element.local_name() == "AlternateContent" {
            self.alternates.pop();
        }
    }

    /// Of alternatives the first that is understood is read.
    fn alternative(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let name = place.element.local_name();
        if name == "AlternateContent" {
            self.alternates.push(false);
            return true;
        }
        let Some(read) = self.alternates.last_mut() else { return name != "Fallback" };
        let goes_in = !*read && (name != "Choice" || place.is_understood());
        *read |= goes_in;
        goes_in
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
                    open.begin_cell();
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
            "fldSimple" => self.end_simple_field(),
            "sdt" => drop(self.controls.pop()),
            "sdtContent" if self.controls.last() == Some(&true) => self.close_aside(),
            "rt" => self.close_aside(),
            "ins" | "moveTo" if !self.in_properties() => drop(self.changing.pop()),
            "sectPr" => match (self.section.take(), self.paragraphs.last_mut()) {
                (Some(section), Some(open)) => open.section = Some(section),
                (Some(section), None) if self.flows.len() == 1 => self.close_section(section),
                _ => {}
            },
            "tc" => {
                self.cell_borders();
                let blocks = self.close_flow();
                let covered = self.tables.last_mut().and_then(|open| open.end_cell(blocks));
                self.beside(AsideKind::Covered, &covered.unwrap_or_default());
            }
            "tr" => {
                if let Some(open) = self.tables.last_mut() {
                    open.end_row();
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
            _ if place.vocabulary == Some(Vocabulary::Compatibility) => self.leave_alternative(place),
            _ if place.vocabulary != Some(Vocabulary::Word) => self.leave_foreign(place),
            _ => {}
        }
    }

    fn leave_foreign(&mut self, place: &Place<'_, '_, '_>) {
        if self.formula.is_open() {
            self.leave_formula(place.element);
        } else if place.element.local_name() == "t" {
            self.reads = Reads::Nothing;
            self.close_aside();
        }
        let line = self.shapes.leave(place);
        self.story.lines.extend(line);
    }

    /// Takes note of a text that is no part of a paragraph.
    fn beside(&mut self, kind: AsideKind, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.story.unread.asides.push(Aside { kind, text: text.to_owned() });
        }
    }

    fn close_aside(&mut self) {
        if let Some(kind) = self.asides.pop() {
            let text = std::mem::take(&mut self.aside);
            self.beside(kind, &text);
        }
    }

    /// Word puts something in here that the file does not have.
    fn automatic(&mut self, what: &str) {
        self.beside(AsideKind::Automatic, what);
    }

    /// What is not WordprocessingML.
    fn foreign(&mut self, place: &Place<'_, '_, '_>, element: u32) {
        if self.formula.is_open() || place.element.local_name() == "oMath" {
            self.enter_formula(place.element, element);
            return;
        }
        match place.element.local_name() {
            "pic" | "imagedata" | "OLEObject" | "chart" | "relIds" | "contentPart" => {
                self.story.unread.pictures += 1;
                let paragraph = self.paragraphs.last().map_or(element, |open| open.element);
                self.story.pictures.push((paragraph, self.shapes.extent()));
            }
            "t" => {
                self.asides.push(AsideKind::Drawing);
                self.reads = Reads::Text;
            }
            "textpath" => self.text_path(place, element),
            _ => {
                let paragraph = self.paragraphs.last().map_or(element, |open| open.element);
                let line = self.shapes.enter(place, paragraph);
                self.story.lines.extend(line);
            }
        }
    }
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
                self.field_code(text);
                let shown = self.shown();
                if let Some(open) = self.paragraphs.last_mut() {
                    open.field_format = open.field_format.or(shown.map(|shown| shown.format));
                    open.field.push(' ');
                    open.field.push_str(text);
                }
            }
            Reads::Formula(keeps_blanks) => {
                open.characters = start.saturating_add(length(text));
                let trimmed = if keeps_blanks { text } else { text.trim_start() };
                let before = length(text) - length(trimmed);
                let trimmed = if keeps_blanks { trimmed } else { trimmed.trim_end() };
                let raised = self.formula.in_place(trimmed);
                let text = raised.as_deref().unwrap_or(trimmed);
                self.push_text(text, element, Some(start.saturating_add(before)));
            }
            Reads::Nothing => {}
        }
    }
}
