//! A paragraph when all of it is read.

use super::{OpenParagraph, Reader, TooLong, field_is};
use crate::docx::read::anchor::{runs, trim};
use crate::docx::read::drawn::{self, LineKind, OpenLine};
use crate::docx::read::format::{self, ParagraphFormatId, RunFormatId};
use crate::docx::read::glyph::{self, Glyph};
use crate::docx::read::numbering::Mark;
use crate::docx::read::property::{self, Letter, Line, Set};
use crate::docx::read::recode::recoded;
use crate::docx::read::section::OpenSection;
use crate::docx::read::{Block, MAX_PARAGRAPHS, MAX_QUOTED, Paragraph, ParagraphId, plain, white};

/// It is an entry of a table of contents: by the field it begins, by the place its number of a page is of, or by how it looks. A
/// sentence that names a page is none.
fn is_contents(open: &OpenParagraph<'_>, glyphs: &[Glyph]) -> bool {
    if field_is(&open.field, &["TOC"]) {
        return true;
    }
    let of_heading = |word: &str| word.trim_start_matches('"').starts_with("_Toc");
    let ends_in_number = || {
        let last = glyphs.iter().rev().find(|glyph| !glyph.is_space());
        matches!(last, Some(Glyph::Letter { letter, .. }) if letter.is_alphanumeric())
    };
    field_is(&open.field, &["PAGEREF"])
        && (open.field.split_whitespace().any(of_heading)
            || open.style.name.to_ascii_lowercase().starts_with("toc")
            || (open.has_tab && ends_in_number()))
}

impl Reader<'_> {
    /// How a paragraph stands as Word works it out of what each level says.
    pub(super) fn lines(&mut self, open: &OpenParagraph<'_>, table: &Set) -> Set {
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

    pub(super) fn close_paragraph(&mut self) {
        if let Some(element) = self.paragraphs.last().map(|open| open.element) {
            self.end_codes(element);
        }
        let said = self.said().copied().unwrap_or_default();
        let Some(mut open) = self.paragraphs.pop() else { return };
        self.count += 1;
        if self.count > MAX_PARAGRAPHS {
            self.story.too_long = Some(TooLong::Paragraphs);
        }
        if self.story.too_long.is_some() {
            return;
        }
        if !open.hidden.trim().is_empty() {
            self.story.unread.hidden.push(open.hidden.trim().to_owned());
        }
        let ends_page = open.ends_page.and_then(|at| open.glyphs.get(at..));
        let ends_page = ends_page.is_some_and(|behind| behind.iter().all(Glyph::is_space));
        let (mut glyphs, mut sources) =
            recoded(std::mem::take(&mut open.glyphs), std::mem::take(&mut open.sources), &open.drawn);
        let Some(flow) = self.flows.last_mut() else { return };
        if open.end_is_gone {
            flow.carried.extend(glyphs);
            flow.sources.extend(sources);
            flow.gone.push(open.element);
            self.remarks.extend(open.remarks);
            return;
        }
        let starts_page = open.starts_page || flow.page_ends;
        flow.page_ends = ends_page;
        glyphs.splice(0..0, std::mem::take(&mut flow.carried));
        sources.splice(0..0, std::mem::take(&mut flow.sources));
        self.story.carried.extend(flow.gone.drain(..).map(|gone| (gone, open.element)));
        let lines = self.lines(&open, &said.lines);
        self.blank_lines(&open, &lines, &glyphs, &sources);
        let before_gaps = glyph::before_gaps(&glyphs);
        let before_whites = white::before(&glyphs);
        trim(&mut glyphs, &mut sources);
        let gaps = glyph::gaps(&glyphs, &before_gaps);
        let mut whites = white::among(&glyphs, &before_whites);
        let stand = open.lines.over(&open.style.lines);
        let ends = open.mark.over(&open.style.letters).over(&self.sheets.styles.letters);
        let hides = glyphs.is_empty() && ends.is_on(Letter::Hidden as usize);
        let label = match stand.said(Line::List as usize).map(|list| self.palette.named(list)) {
            None | Some("0") => String::new(),
            Some(_) if hides => String::new(),
            Some(id) => {
                let level = stand.said(Line::Level as usize).and_then(|level| usize::try_from(level).ok());
                let named =
                    |letter: Letter| ends.said(letter as usize).map_or("", |name| self.palette.named(name));
                let mark = Mark {
                    font: named(Letter::Named),
                    language: named(Letter::Language),
                    is_alone: glyphs.is_empty(),
                };
                self.sheets.numbering.next(&mut self.counters, id, level.unwrap_or_default(), mark)
            }
        };
        let is_page_number = field_is(&open.field, &["PAGE", "NUMPAGES", "SECTIONPAGES"])
            && !plain(&glyphs).chars().any(char::is_alphabetic);
        let is_contents = is_contents(&open, &glyphs);
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
            whites.clear();
        }
        let (runs, wide) = runs(&sources, self.part);
        glyphs.shrink_to_fit();
        let paragraph = Paragraph {
            glyphs,
            label,
            style: open.style.name.clone(),
            align: stand.said(Line::Align as usize).map(format::align),
            outline: stand
                .said(Line::Outline as usize)
                .and_then(|level| u8::try_from(level).ok().filter(|level| *level < 9)),
            page_break: starts_page || stand.is_on(Line::PageBreak as usize),
            is_contents,
            number: ParagraphId::default(),
            part: self.part,
            element: open.element,
            gaps,
            whites,
            runs,
            wide,
            format: ParagraphFormatId(self.palette.lines.id(&lines)),
            mark,
            page_number,
        };
        if !open.remarks.is_empty() {
            let quoted: String = paragraph.text().chars().take(MAX_QUOTED).collect();
            let new = open.remarks.iter().filter(|id| self.story.remarked.insert(id.as_str()));
            self.story.remarks.extend(new.map(|_| quoted.clone()));
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

    pub(super) fn close_section(&mut self, mut open: OpenSection) {
        let end = self.flows.first().map_or(0, |flow| flow.blocks.len());
        let start = self.story.sections.last().map_or(0, |section| section.section.blocks.end);
        open.section.blocks = start..end;
        self.story.sections.push(open);
    }
}
