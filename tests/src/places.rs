//! Which text of a document stands where on its pages.
//!
//! Every paragraph of the [`Document`] is found again among the glyphs of the pages, character by character and in order;
//! what is left over is text the document does not have (a repeated table head, a page number, or a fault).

use thethuc::Align;
use thethuc::document::{Component, Document, Element, Section, Span, TableRole};

use crate::pdf::{Glyph, Page};

/// A document and the pages it was laid out on.
#[derive(Debug)]
pub struct Places {
    /// The pages.
    pub pages: Vec<Page>,
    /// For each page, the section it belongs to.
    pub section_of: Vec<usize>,
    /// For each section, whether its pages are meant to lie.
    pub lying: Vec<bool>,
    /// The paragraphs that have visible text, in document order.
    pub texts: Vec<Text>,
    /// Visible characters of the document that are on no page, by paragraph.
    pub missing: Vec<String>,
    /// Glyphs in the top margin, by page.
    pub header: Vec<Vec<Glyph>>,
    /// Runs of glyphs on the pages that belong to no paragraph: page and text.
    pub strays: Vec<(usize, String)>,
}

/// Where in the document's structure a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// Directly in the section.
    Flow,
    /// In a cell of a table; tables are counted through the document.
    Cell {
        /// Which table.
        table: usize,
        /// What it is for.
        role: TableRole,
        /// Which row.
        row: usize,
        /// Which cell of the row.
        cell: usize,
        /// The row is part of the repeated head.
        head: bool,
    },
    /// Above the type area of the section's first page.
    Head,
    /// At the foot of the section's first page.
    Foot,
    /// The text of a footnote.
    Note,
}

/// A paragraph and its place.
#[derive(Debug, Clone)]
pub struct Text {
    /// What it is.
    pub component: Component,
    /// Which section.
    pub section: usize,
    /// Where in the section.
    pub context: Context,
    /// Flush right or centred on purpose, where its component leaves that free.
    pub align: Align,
    /// The text, with white space.
    pub text: String,
    /// Its lines; empty when it was not found.
    pub lines: Vec<Line>,
    /// The characters whose weight or slant differs from what the document says.
    pub wrong_look: usize,
}

/// A line of text on a page.
#[derive(Debug, Clone)]
pub struct Line {
    /// Page, from 0.
    pub page: usize,
    /// The baseline.
    pub baseline: f64,
    /// Left end of the first glyph.
    pub x0: f64,
    /// Right end of the last glyph.
    pub x1: f64,
    /// The glyphs without footnote marks.
    pub glyphs: Vec<Glyph>,
}

impl Line {
    /// The length of the text.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// The middle of the text.
    pub fn middle(&self) -> f64 {
        (self.x0 + self.x1) / 2.0
    }

    /// The largest type on it.
    pub fn size(&self) -> f64 {
        self.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max)
    }
}

impl Text {
    /// Its glyphs without footnote marks.
    pub fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        self.lines.iter().flat_map(|line| &line.glyphs)
    }

    /// The first page it is on.
    pub fn first_page(&self) -> Option<usize> {
        self.lines.first().map(|line| line.page)
    }

    /// The last page it is on.
    pub fn last_page(&self) -> Option<usize> {
        self.lines.last().map(|line| line.page)
    }
}

#[derive(Clone, Copy)]
struct Wanted {
    ch: char,
    bold: bool,
    italic: bool,
    mark: bool,
}

struct Paragraph {
    component: Component,
    section: usize,
    context: Context,
    align: Align,
    text: String,
    wanted: Vec<Wanted>,
}

/// Finds every paragraph of the document on the pages.
pub fn find(document: &Document, pages: Vec<Page>) -> Places {
    let paragraphs = paragraphs(document);
    let mut stream = Stream::new(&pages);
    let mut texts: Vec<Option<Text>> = paragraphs.iter().map(|_| None).collect();
    let mut missing = Vec::new();
    // Notes and feet first: they are drawn after the text of their page, but belong to no place in its order.
    let order = |context: &Context| !matches!(context, Context::Head | Context::Foot | Context::Note);
    let (aside, flow): (Vec<usize>, Vec<usize>) =
        (0..paragraphs.len()).partition(|index| !order(&paragraphs[*index].context));
    for index in aside {
        let paragraph = &paragraphs[index];
        let found = match paragraph.context {
            Context::Head => stream.place_in_header(paragraph),
            _ => stream.place(paragraph, 0).map(|(text, _)| text),
        };
        texts[index] = Some(found.unwrap_or_else(|| unplaced(paragraph, &mut missing)));
    }
    let mut from = 0;
    for index in flow {
        let paragraph = &paragraphs[index];
        texts[index] = Some(match stream.place(paragraph, from) {
            Some((text, end)) => {
                from = end;
                text
            }
            None => unplaced(paragraph, &mut missing),
        });
    }
    let texts: Vec<Text> = texts.into_iter().flatten().filter(|text| !text.text.is_empty()).collect();
    let section_of = sections(&texts, pages.len());
    let strays = stream.strays();
    let lying = document.sections.iter().map(|section| section.page.landscape).collect();
    let header = stream.header;
    Places { pages, section_of, lying, texts, missing, header, strays }
}

fn unplaced(paragraph: &Paragraph, missing: &mut Vec<String>) -> Text {
    missing.push(format!("{:?}: {}", paragraph.component, paragraph.text));
    Text {
        component: paragraph.component,
        section: paragraph.section,
        context: paragraph.context,
        align: paragraph.align,
        text: paragraph.text.clone(),
        lines: Vec::new(),
        wrong_look: 0,
    }
}

/// Glyphs without the rows of dots that lead to a page number: how many there are is nobody's text.
fn without_leaders(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    const LEAST: usize = 8;
    glyphs
        .chunk_by(|one, next| one.ch == next.ch)
        .filter(|run| run.len() < LEAST || run[0].ch != '.')
        .flatten()
        .cloned()
        .collect()
}

/// A page without text of its own belongs with the page before.
fn sections(texts: &[Text], pages: usize) -> Vec<usize> {
    let mut section_of = vec![None; pages];
    for text in texts {
        for line in &text.lines {
            section_of[line.page].get_or_insert(text.section);
        }
    }
    let mut last = 0;
    section_of
        .into_iter()
        .map(|section| {
            last = section.unwrap_or(last);
            last
        })
        .collect()
}

/// The glyphs of all pages in drawing order, those in the top margin apart.
struct Stream {
    glyphs: Vec<(usize, Glyph)>,
    used: Vec<bool>,
    page_starts: Vec<usize>,
    header: Vec<Vec<Glyph>>,
}

impl Stream {
    /// No top margin is smaller than 20 mm (Annex I, Part I): what stands above is the page's header.
    const TOP: f64 = 20.0 * 72.0 / 25.4;

    fn new(pages: &[Page]) -> Stream {
        let mut stream =
            Stream { glyphs: Vec::new(), used: Vec::new(), page_starts: Vec::new(), header: Vec::new() };
        for (number, page) in pages.iter().enumerate() {
            stream.page_starts.push(stream.glyphs.len());
            let (header, body): (Vec<_>, Vec<_>) =
                page.glyphs.iter().cloned().partition(|glyph| glyph.baseline < Stream::TOP);
            stream.header.push(header);
            let body = without_leaders(body);
            stream.glyphs.extend(body.into_iter().map(|glyph| (number, glyph)));
        }
        stream.used = vec![false; stream.glyphs.len()];
        stream
    }

    /// Places a paragraph at the first unused stretch of glyphs that shows it; the end of its part on its first page.
    fn place(&mut self, paragraph: &Paragraph, from: usize) -> Option<(Text, usize)> {
        let (indices, end) = if paragraph.wanted.is_empty() {
            (Vec::new(), from)
        } else {
            (from..self.glyphs.len()).find_map(|start| self.matches(start, &paragraph.wanted))?
        };
        let mut found = Vec::with_capacity(indices.len());
        for index in indices {
            self.used[index] = true;
            found.push(self.glyphs[index].clone());
        }
        Some((placed(paragraph, &found), end))
    }

    /// Places a paragraph in the top margin of the first page that shows it there.
    fn place_in_header(&mut self, paragraph: &Paragraph) -> Option<Text> {
        let wanted: Vec<char> = paragraph.wanted.iter().map(|wanted| wanted.ch).collect();
        for (page, glyphs) in self.header.iter_mut().enumerate() {
            let shows = |window: &[Glyph]| window.iter().map(|glyph| glyph.ch).eq(wanted.iter().copied());
            if let Some(at) = glyphs.windows(wanted.len().max(1)).position(shows) {
                let taken: Vec<_> = glyphs.drain(at..at + wanted.len()).map(|glyph| (page, glyph)).collect();
                return Some(placed(paragraph, &taken));
            }
        }
        None
    }

    /// The glyphs that show `wanted` from `start` on, going over to the next page where the text does.
    fn matches(&self, start: usize, wanted: &[Wanted]) -> Option<(Vec<usize>, usize)> {
        let mut indices = Vec::with_capacity(wanted.len());
        let mut at = start;
        let mut first_end = None;
        while indices.len() < wanted.len() {
            let rest = &wanted[indices.len()..];
            let run = self.run(at, rest);
            indices.extend(at..at + run);
            if run == rest.len() {
                first_end.get_or_insert(at + run);
                break;
            }
            // A word or more must match: a few letters are found anywhere.
            if run < rest.len().min(4) || !self.ends_line(at + run) {
                return None;
            }
            first_end.get_or_insert(at + run);
            let next = self.glyphs[at + run - 1].0 + 1;
            let rest = &wanted[indices.len()..];
            let enough = rest.len().min(12);
            let begin = *self.page_starts.get(next)?;
            let end = self.page_starts.get(next + 1).copied().unwrap_or(self.glyphs.len());
            at = (begin..end).find(|start| self.run(*start, rest) >= enough)?;
        }
        Some((indices, first_end.unwrap_or(start)))
    }

    /// Nothing goes on on the line before `next`: only there a text can go over to another page.
    fn ends_line(&self, next: usize) -> bool {
        let (Some((page, last)), Some((on, glyph))) = (self.glyphs.get(next - 1), self.glyphs.get(next))
        else {
            return true;
        };
        on != page || (glyph.baseline - last.baseline).abs() > 1.0 || (glyph.x0 - last.x1).abs() > 12.0
    }

    /// How many unused glyphs of one page from `at` on show what is wanted.
    fn run(&self, at: usize, wanted: &[Wanted]) -> usize {
        let page = self.glyphs.get(at).map(|(page, _)| *page);
        wanted
            .iter()
            .enumerate()
            .take_while(|(offset, wanted)| {
                let index = at + offset;
                self.glyphs.get(index).is_some_and(|(on, glyph)| {
                    Some(*on) == page && glyph.ch == wanted.ch && !self.used[index]
                })
            })
            .count()
    }

    fn strays(&self) -> Vec<(usize, String)> {
        let mut strays: Vec<(usize, String)> = Vec::new();
        let mut last = None;
        for (index, (page, glyph)) in self.glyphs.iter().enumerate() {
            if self.used[index] {
                continue;
            }
            match strays.last_mut() {
                Some((on, text)) if on == page && last == Some(index.wrapping_sub(1)) => text.push(glyph.ch),
                _ => strays.push((*page, glyph.ch.to_string())),
            }
            last = Some(index);
        }
        strays
    }
}

/// A paragraph on its glyphs: its lines, and what looks otherwise than meant.
fn placed(paragraph: &Paragraph, found: &[(usize, Glyph)]) -> Text {
    let mut lines: Vec<Line> = Vec::new();
    let mut wrong_look = 0;
    for ((page, glyph), wanted) in found.iter().zip(&paragraph.wanted) {
        if wanted.mark {
            continue;
        }
        wrong_look += usize::from(glyph.bold() != wanted.bold || glyph.italic() != wanted.italic);
        match lines.last_mut() {
            Some(line) if line.page == *page && (line.baseline - glyph.baseline).abs() < 1.0 => {
                line.x0 = line.x0.min(glyph.x0);
                line.x1 = line.x1.max(glyph.x1);
                line.glyphs.push(glyph.clone());
            }
            _ => lines.push(Line {
                page: *page,
                baseline: glyph.baseline,
                x0: glyph.x0,
                x1: glyph.x1,
                glyphs: vec![glyph.clone()],
            }),
        }
    }
    Text {
        component: paragraph.component,
        section: paragraph.section,
        context: paragraph.context,
        align: paragraph.align,
        text: paragraph.text.clone(),
        lines,
        wrong_look,
    }
}

fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let mut walk = Walk { found: Vec::new(), tables: 0, notes: 0 };
    for (number, section) in document.sections.iter().enumerate() {
        walk.section(number, section);
    }
    walk.found
}

struct Walk {
    found: Vec<Paragraph>,
    tables: usize,
    notes: usize,
}

impl Walk {
    fn section(&mut self, number: usize, section: &Section) {
        for element in &section.first_header {
            self.element(element, number, Context::Head);
        }
        for element in &section.elements {
            self.element(element, number, Context::Flow);
        }
        for element in &section.first_footer {
            self.element(element, number, Context::Foot);
        }
    }

    fn element(&mut self, element: &Element, section: usize, context: Context) {
        match element {
            Element::Paragraph(paragraph) => {
                self.paragraph(
                    paragraph.component,
                    paragraph.format.align,
                    &paragraph.spans,
                    section,
                    context,
                );
            }
            Element::Rule(_) => {}
            Element::Table(table) => {
                let number = self.tables;
                self.tables += 1;
                for (row, content) in table.rows.iter().enumerate() {
                    for (cell, content) in content.cells.iter().enumerate() {
                        if content.merge == thethuc::document::VerticalMerge::Continue {
                            continue;
                        }
                        let head = row < table.head_rows;
                        let context = Context::Cell { table: number, role: table.role, row, cell, head };
                        for element in &content.elements {
                            self.element(element, section, context);
                        }
                    }
                }
            }
        }
    }

    fn paragraph(
        &mut self,
        component: Component,
        align: Align,
        spans: &[Span],
        section: usize,
        context: Context,
    ) {
        let mut text = String::new();
        let mut wanted = Vec::new();
        let mut notes = Vec::new();
        let mut look = (false, false);
        for span in spans {
            match span {
                Span::Text { text: words, bold, italic, .. } => {
                    look = (*bold, *italic);
                    text.push_str(words);
                    let visible = words.chars().filter(|ch| !ch.is_whitespace());
                    wanted.extend(visible.map(|ch| Wanted { ch, bold: *bold, italic: *italic, mark: false }));
                }
                Span::Break => text.push(' '),
                Span::Leader { .. } => text.push(' '),
                Span::PageOf { number, .. } => {
                    let (bold, italic) = look;
                    text.push_str(&number.to_string());
                    let digits = number.to_string();
                    wanted.extend(digits.chars().map(|ch| Wanted { ch, bold, italic, mark: false }));
                }
                Span::Footnote { spans } => {
                    self.notes += 1;
                    let number = self.notes.to_string();
                    wanted.extend(number.chars().map(|ch| Wanted {
                        ch,
                        bold: false,
                        italic: false,
                        mark: true,
                    }));
                    notes.push((number, spans));
                }
            }
        }
        self.found.push(Paragraph { component, section, context, align, text, wanted });
        for (number, spans) in notes {
            let at = self.found.len();
            self.paragraph(Component::ChuThich, Align::Justify, spans, section, Context::Note);
            if let Some(note) = self.found.get_mut(at) {
                let mark = number.chars().map(|ch| Wanted { ch, bold: false, italic: false, mark: true });
                note.wanted.splice(0..0, mark);
            }
        }
    }
}

/// The visible characters of every paragraph, in document order, without white space.
pub fn visible_texts(document: &Document) -> Vec<String> {
    paragraphs(document).into_iter().map(|paragraph| paragraph.text.split_whitespace().collect()).collect()
}

/// The text of every paragraph in the flow and in tables, in document order, white space made single, none empty.
pub fn flow_texts(document: &Document) -> Vec<String> {
    paragraphs(document)
        .into_iter()
        .filter(|paragraph| !matches!(paragraph.context, Context::Note | Context::Foot | Context::Head))
        .map(|paragraph| paragraph.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .collect()
}

/// The visible characters of every paragraph in the flow and in tables, with the numbers of its footnotes, in order.
pub fn shown_texts(document: &Document) -> Vec<String> {
    paragraphs(document)
        .into_iter()
        .filter(|paragraph| !matches!(paragraph.context, Context::Note | Context::Foot | Context::Head))
        .map(|paragraph| paragraph.wanted.iter().map(|wanted| wanted.ch).collect())
        .collect()
}
