//! Lines → blocks and findings.

use super::inline::{self, is_all_bold, unbold};
use super::numbering::Numbering;
use super::source::{Line, Origins, Source};
use super::start::Kind;
use super::table::{self, MOST_FILLED, Oddities, Part};
use super::{Block, FREE_TEXT, Inline, Level, MAX_FINDINGS, Parsed};
use crate::{Align, Diagnostic, FieldPath, Location};

/// Reads the blocks of a text.
pub(super) fn assemble(source: Source) -> Parsed {
    let mut reading = Reading {
        origins: source.origins,
        parsed: Parsed::default(),
        numbering: Numbering::default(),
        fillable: MOST_FILLED,
    };
    let mut lines = source.lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        match &line.start.kind {
            Kind::Heading(level, number) => {
                while lines.next_if(|next| next.start.kind == Kind::Blank).is_some() {}
                let title = lines.next_if(|next| next.body == line.body && may_be_title(&next.start.kind));
                let title = title.map(|title| reading.title(&title)).unwrap_or_default();
                reading.push(Block::Heading { level: *level, number: number.clone(), title }, line.body);
            }
            Kind::Row { closed: true } => {
                let body = line.body;
                let mut rows = vec![line];
                let is_row = |next: &Line| next.body == body && matches!(next.start.kind, Kind::Row { .. });
                while let Some(row) = lines.next_if(is_row) {
                    rows.push(row);
                }
                reading.rows(rows, body);
            }
            _ => reading.line(&line),
        }
    }
    reading.parsed
}

fn may_be_title(kind: &Kind) -> bool {
    matches!(kind, Kind::Plain | Kind::Row { closed: false })
}

struct Reading {
    origins: Origins,
    parsed: Parsed,
    numbering: Numbering,
    /// How many missing cells of tables may still be filled up.
    fillable: usize,
}

impl Reading {
    fn push(&mut self, block: Block, body: u32) {
        if let Some((message, english)) = self.numbering.check(&block, self.numbered_with(body)) {
            self.find("so-thu-tu", body, message, english);
        }
        self.parsed.blocks.push(block);
    }

    /// Free text in the place of a section goes on with the numbers of the template around it.
    fn numbered_with(&self, body: u32) -> u32 {
        let free = |path: &FieldPath| path.as_str().split('.').next() == Some(FREE_TEXT);
        if self.origins.path(body).is_some_and(free) { 0 } else { body }
    }

    fn find(&mut self, code: &'static str, body: u32, message: String, english: String) {
        if self.parsed.diagnostics.len() < MAX_FINDINGS {
            let location = match self.origins.path(body) {
                Some(path) => Location::Field { path: path.clone() },
                None => Location::Document,
            };
            self.parsed.diagnostics.push(Diagnostic::warning(code, location, message, english));
        }
    }

    fn title(&self, line: &Line) -> Vec<Inline> {
        let mut title = inline::single(line.content(), &self.origins);
        if is_all_bold(&title) {
            unbold(&mut title);
        }
        title
    }

    fn line(&mut self, line: &Line) {
        let plain = Align::Justify;
        match &line.start.kind {
            Kind::Blank | Kind::Heading(..) => {}
            Kind::PageBreak => self.push(Block::PageBreak, line.body),
            &Kind::Orientation { landscape } => self.push(Block::Orientation { landscape }, line.body),
            &Kind::Appendix { landscape } => {
                let title = self.title(line);
                self.push(Block::Appendix { landscape, title }, line.body);
            }
            Kind::Outline(number) => {
                let title = self.title(line);
                if title.is_empty() {
                    let text = inline::single(&line.glyphs, &self.origins);
                    self.push(Block::Paragraph { align: plain, text }, line.body);
                } else {
                    let heading = Block::Heading { level: Level::MucLaMa, number: number.clone(), title };
                    self.push(heading, line.body);
                }
            }
            Kind::Article(number) => self.text(line, plain, |mut text| {
                let titled = take_title(&mut text);
                Block::Article { number: number.clone(), titled, text }
            }),
            Kind::Clause(number) => self.text(line, plain, |mut text| {
                let titled = take_title(&mut text);
                Block::Clause { number: number.clone(), titled, text }
            }),
            Kind::Point(label) => self.text(line, plain, |text| Block::Point { label: label.clone(), text }),
            &Kind::Item(mark) => self.text(line, plain, |text| Block::Item { mark, text }),
            &Kind::Aligned(align) => self.text(line, align, |text| Block::Paragraph { align, text }),
            Kind::Plain | Kind::Explicit | Kind::Row { .. } => {
                self.text(line, plain, |text| Block::Paragraph { align: plain, text });
            }
        }
    }

    /// A block of text, and a paragraph for each further line of the literals in it.
    fn text(&mut self, line: &Line, align: Align, block: impl FnOnce(Vec<Inline>) -> Block) {
        let mut pieces =
            inline::pieces(line.content(), &self.origins).into_iter().filter(|piece| !piece.is_empty());
        let first = block(pieces.next().unwrap_or_default());
        if !matches!(&first, Block::Paragraph { text, .. } if text.is_empty()) {
            self.push(first, line.body);
        }
        for text in pieces {
            self.push(Block::Paragraph { align, text }, line.body);
        }
    }

    fn rows(&mut self, lines: Vec<Line>, body: u32) {
        for part in table::read(lines, &self.origins, &mut self.fillable) {
            match part {
                Part::Table(table, odd) => {
                    self.odd_table(&odd, table.columns.len(), body);
                    self.push(Block::Table(table), body);
                }
                Part::Text(line) => self.line(&line),
            }
        }
    }

    fn odd_table(&mut self, odd: &Oddities, columns: usize, body: u32) {
        if let Some((row, cells, declared)) = odd.long {
            self.find(
                "bang-thua-o",
                body,
                format!(
                    "Hàng {row} của bảng có {cells} ô trong khi dòng |---| chỉ khai {declared} cột; bảng đã được thêm cột, \
                     hãy kiểm tra lại."
                ),
                format!(
                    "Row {row} of the table has {cells} cells where the |---| line declares {declared} columns; columns \
                     were added, check them."
                ),
            );
        } else if let Some(row) = odd.short.first() {
            let (rows, others) = match odd.short.len() {
                1 => (format!("Hàng {row} của bảng"), format!("Row {row} of the table")),
                many => (
                    format!("{many} hàng của bảng (đầu tiên là hàng {row})"),
                    format!("{many} rows of the table (the first is row {row})"),
                ),
            };
            self.find(
                "bang-thieu-o",
                body,
                format!("{rows} không đủ {columns} ô; các ô thiếu được để trống, hãy bổ sung."),
                format!("{others} lack cells of the {columns} columns; they were left empty, fill them in."),
            );
        }
        if let Some(row) = odd.loose {
            self.find(
                "o-gop-sai",
                body,
                format!(
                    "Hàng {row} của bảng có ô ghi dấu gộp < hoặc ^ nhưng không có ô bên trái hoặc bên trên để gộp; dấu được in \
                     như đã gõ."
                ),
                format!(
                    "Row {row} of the table has a merge sign < or ^ without a cell on the left or above to merge into; \
                     the sign prints as typed."
                ),
            );
        }
    }
}

/// Whether the whole text is bold, which makes it a title; a title is stored without the bold.
fn take_title(text: &mut [Inline]) -> bool {
    let titled = is_all_bold(text);
    if titled {
        unbold(text);
    }
    titled
}
