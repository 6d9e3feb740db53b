//! The paragraphs and tables of a part.

use super::glyph::{Glyph, letters, trim};
use super::numbering::{Counters, Numbering};
use super::recode::{Drawn, of_font, recoded};
use super::styles::{Look, Stand, Styles};
use super::{Block, Cell, MAX_PARAGRAPHS, Paragraph, Row, Table, Unread, plain};
use crate::docx::names::Vocabulary;
use crate::docx::walk::{Place, Visitor, walk};
use crate::vietnamese::text::upper;
use crate::xml::Element;

/// What a part refers to.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Footnotes and endnotes by kind and id.
    pub(super) notes: Vec<((String, String), Vec<Glyph>)>,
}

/// What stands in a part.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) blocks: Vec<Block>,
    pub(super) boxes: Vec<Block>,
    /// Its footnotes, endnotes or comments by id.
    pub(super) notes: Vec<(String, Vec<Block>)>,
    /// Who wrote them.
    pub(super) authors: Vec<(String, String)>,
    /// Comments with the paragraph they stand at.
    pub(super) remarks: Vec<(String, String)>,
    pub(super) unread: Unread,
    pub(super) too_long: bool,
}

impl Story {
    pub(super) fn read(root: &Element<'_>, sheets: &Sheets) -> Story {
        let mut reader = Reader {
            sheets,
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
        };
        walk(root, &mut reader);
        let last = reader.close_flow();
        reader.story.blocks = last;
        reader.story
    }
}

/// A place where paragraphs follow one another: the body, a cell, a note.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    /// The text of a paragraph whose end is deleted: it goes on in the next.
    carried: Vec<Glyph>,
}

#[derive(Default)]
struct OpenParagraph {
    glyphs: Vec<Glyph>,
    drawn: Vec<Drawn>,
    style: Option<String>,
    stand: Stand,
    /// Set once its properties are read.
    look: Option<Look>,
    in_properties: bool,
    end_is_gone: bool,
    field: String,
    hidden: String,
    remarks: Vec<String>,
}

#[derive(Default)]
struct OpenTable {
    table: Table,
    row: Row,
    cell: Cell,
    row_is_gone: bool,
}

#[derive(Default)]
struct Run {
    look: Look,
    in_properties: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    Nothing,
    Text,
    Field,
}

struct Reader<'s> {
    sheets: &'s Sheets,
    story: Story,
    counters: Counters,
    flows: Vec<Flow>,
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<OpenTable>,
    /// A run can hold a text box with runs in it.
    runs: Vec<Run>,
    reads: Reads,
    in_formula: bool,
    count: usize,
    /// Comments that begin before the next paragraph.
    remarks: Vec<String>,
}

impl Reader<'_> {
    fn close_flow(&mut self) -> Vec<Block> {
        let Some(mut flow) = self.flows.pop() else { return Vec::new() };
        if !flow.carried.is_empty() {
            let glyphs = std::mem::take(&mut flow.carried);
            flow.blocks.push(Block::Paragraph(Paragraph { glyphs, ..Paragraph::default() }));
        }
        flow.blocks
    }

    /// The look of the letters that come now.
    fn look(&mut self) -> Look {
        let styles = &self.sheets.styles;
        let own = self.runs.last().map(|run| run.look.clone()).unwrap_or_default();
        let Some(open) = self.paragraphs.last_mut() else { return own };
        let below =
            open.look.get_or_insert_with(|| styles.resolved(open.style.as_deref()).1.over(styles.usual()));
        own.over(below)
    }

    fn push_text(&mut self, text: &str) {
        let look = self.look();
        let Some(open) = self.paragraphs.last_mut() else { return };
        if look.hidden == Some(true) {
            open.hidden.push_str(text);
            return;
        }
        let capitals = look.capitals == Some(true);
        let shown = if capitals { upper(text) } else { text.to_owned() };
        let start = open.glyphs.len();
        open.glyphs.extend(letters(&shown, look.bold == Some(true), look.italic == Some(true)));
        if let Some((encoding, font_of_capitals)) = look.font.as_deref().and_then(of_font) {
            let range = start..open.glyphs.len();
            open.drawn.push(Drawn { range, encoding, capitals: font_of_capitals || capitals });
        }
    }

    fn close_paragraph(&mut self) {
        let Some(mut open) = self.paragraphs.pop() else { return };
        self.count += 1;
        self.story.too_long |= self.count > MAX_PARAGRAPHS;
        if self.story.too_long {
            return;
        }
        if !open.hidden.trim().is_empty() {
            self.story.unread.hidden.push(open.hidden.trim().to_owned());
        }
        let mut glyphs = recoded(std::mem::take(&mut open.glyphs), &open.drawn);
        let Some(flow) = self.flows.last_mut() else { return };
        if open.end_is_gone {
            flow.carried.extend(glyphs);
            self.remarks.extend(open.remarks);
            return;
        }
        glyphs.splice(0..0, std::mem::take(&mut flow.carried));
        trim(&mut glyphs);
        let (style, _, below) = self.sheets.styles.resolved(open.style.as_deref());
        let stand = Stand {
            list: open.stand.list.or(below.list),
            level: open.stand.level.or(below.level),
            align: open.stand.align.or(below.align),
            outline: open.stand.outline.or(below.outline),
            page_break: open.stand.page_break.or(below.page_break),
        };
        let label = match stand.list.as_deref() {
            None | Some("0") => String::new(),
            Some(_) if glyphs.is_empty() => String::new(),
            Some(id) => self.sheets.numbering.next(&mut self.counters, id, stand.level.unwrap_or_default()),
        };
        let is_page_number = field_is(&open.field, &["PAGE", "NUMPAGES", "SECTIONPAGES"])
            && !plain(&glyphs).chars().any(char::is_alphabetic);
        if is_page_number {
            glyphs.clear();
        }
        let paragraph = Paragraph {
            glyphs,
            label,
            style,
            align: stand.align,
            outline: stand.outline.filter(|level| *level < 9),
            page_break: stand.page_break == Some(true),
            is_contents: field_is(&open.field, &["PAGEREF", "TOC"]),
        };
        for id in open.remarks {
            if !self.story.remarks.iter().any(|(known, _)| *known == id) {
                self.story.remarks.push((id, paragraph.text()));
            }
        }
        flow.blocks.push(Block::Paragraph(paragraph));
    }

    fn note(&mut self, place: &Place<'_, '_, '_>, kind: &str) {
        let id = place.word_attribute("id").unwrap_or_default();
        let note = self.sheets.notes.iter().find(|((known, at), _)| known == kind && *at == *id);
        if let (Some((_, note)), Some(open)) = (note, self.paragraphs.last_mut())
            && !note.is_empty()
        {
            open.glyphs.push(Glyph::Note(note.clone()));
        }
    }

    fn remark(&mut self, place: &Place<'_, '_, '_>) {
        let id = place.word_attribute("id").unwrap_or_default().into_owned();
        match self.paragraphs.last_mut() {
            Some(open) => open.remarks.push(id),
            None => self.remarks.push(id),
        }
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut().map(|open| &mut open.cell)
    }

    /// Properties of paragraphs, runs, rows and cells; says whether the element is one.
    fn property(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let word = place.word();
        if let Some(run) = self.runs.last_mut().filter(|run| run.in_properties) {
            if word == "rStyle" {
                let id = place.word_attribute("val").unwrap_or_default();
                let (_, look, _) = self.sheets.styles.resolved(Some(&id));
                run.look = run.look.over(&look);
            } else {
                run.look.take(place);
            }
            return true;
        }
        let Some(open) = self.paragraphs.last_mut().filter(|open| open.in_properties) else { return false };
        match word {
            "pStyle" => open.style = place.word_attribute("val").map(|id| id.into_owned()),
            "del" | "moveFrom" => open.end_is_gone = true,
            _ => open.stand.take(place),
        }
        true
    }
}

/// One of the fields of a paragraph is of these kinds.
fn field_is(codes: &str, kinds: &[&str]) -> bool {
    codes.split_whitespace().any(|word| kinds.contains(&word))
}

impl Visitor for Reader<'_> {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let word = place.word();
        if word.ends_with("Change") {
            return false;
        }
        if self.property(place) {
            return true;
        }
        match word {
            "p" => {
                let mut remarks = std::mem::take(&mut self.remarks);
                remarks.dedup();
                self.paragraphs.push(OpenParagraph { remarks, ..OpenParagraph::default() });
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
            "tab" | "ptab" => self.push_text(" "),
            "br" => match place.word_attribute("type").as_deref() {
                Some("page" | "column") => {
                    if let Some(open) = self.paragraphs.last_mut() {
                        open.stand.page_break = Some(true);
                    }
                }
                _ => self.line_break(),
            },
            "cr" => self.line_break(),
            "noBreakHyphen" => self.push_text("-"),
            "sym" => self.push_text("•"),
            "footnoteReference" => self.note(place, "footnote"),
            "endnoteReference" => self.note(place, "endnote"),
            "commentRangeStart" | "commentReference" => self.remark(place),
            "del" | "moveFrom" => {
                if let Some(table) = self.tables.last_mut().filter(|_| self.paragraphs.is_empty()) {
                    table.row_is_gone = true;
                }
                return false;
            }
            "cellDel" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row_is_gone = true;
                }
            }
            "tbl" => self.tables.push(OpenTable::default()),
            "gridCol" => {
                let width = place.word_attribute("w").and_then(|width| width.parse().ok()).unwrap_or(0);
                if let Some(open) = self.tables.last_mut() {
                    open.table.columns.push(width);
                }
            }
            "tblHeader" => {
                if let Some(open) = self.tables.last_mut() {
                    open.row.is_head = super::styles::is_on(place);
                }
            }
            "tr" => {
                if let Some(open) = self.tables.last_mut() {
                    open.row = Row::default();
                    open.row_is_gone = false;
                }
            }
            "tc" => {
                if let Some(cell) = self.cell() {
                    *cell = Cell { span: 1, ..Cell::default() };
                }
                self.flows.push(Flow::default());
            }
            "gridSpan" => {
                let span = place.word_attribute("val").and_then(|span| span.parse().ok()).unwrap_or(1);
                if let Some(cell) = self.cell() {
                    cell.span = usize::clamp(span, 1, MAX_SPAN);
                }
            }
            "vMerge" => {
                let continues = place.word_attribute("val").as_deref() != Some("restart");
                if let Some(cell) = self.cell() {
                    cell.continues = continues;
                }
            }
            "txbxContent" | "footnote" | "endnote" | "comment" => self.flows.push(Flow::default()),
            "altChunk" => self.story.unread.files += 1,
            _ => self.foreign(place),
        }
        !(place.vocabulary == Some(Vocabulary::Compatibility) && place.element.local_name() == "Fallback")
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        let word = place.word();
        match word {
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
            "tc" => {
                let blocks = self.close_flow();
                if let Some(open) = self.tables.last_mut() {
                    let cell = std::mem::take(&mut open.cell);
                    open.row.cells.push(Cell { blocks, span: cell.span.max(1), ..cell });
                }
            }
            "tr" => {
                if let Some(open) = self.tables.last_mut() {
                    let row = std::mem::take(&mut open.row);
                    if !open.row_is_gone {
                        open.table.rows.push(row);
                    }
                }
            }
            "tbl" => {
                if let (Some(open), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) {
                    flow.blocks.push(Block::Table(open.table));
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
                    self.story.authors.push((id.clone(), author));
                    self.story.notes.push((id, blocks));
                }
            }
            _ => {
                if place.element.local_name() == "oMath" {
                    self.in_formula = false;
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.reads {
            Reads::Text => self.push_text(text),
            Reads::Field => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.field.push(' ');
                    open.field.push_str(text);
                }
            }
            Reads::Nothing if self.in_formula => self.push_text(text.trim()),
            Reads::Nothing => {}
        }
    }
}

/// No table has more columns.
const MAX_SPAN: usize = 63;

impl Reader<'_> {
    fn line_break(&mut self) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.glyphs.push(Glyph::Break);
        }
    }

    /// What is not WordprocessingML.
    fn foreign(&mut self, place: &Place<'_, '_, '_>) {
        if place.vocabulary == Some(Vocabulary::Word) {
            return;
        }
        match place.element.local_name() {
            "oMath" => self.in_formula = true,
            "pic" | "imagedata" | "OLEObject" | "chart" | "relIds" => self.story.unread.pictures += 1,
            _ => {}
        }
    }
}
