//! The parts as XML, put together from the elements docx-rs writes.
//!
//! `build()` of a whole docx-rs paragraph or style brings the code of everything that could ever stand in one into the
//! WebAssembly module: drawings, comments, revisions, tables of contents, 100 KB of it. So the containers are written
//! here, in the schema's order, with the children [`Writer`](super::Writer) puts into them, and docx-rs writes what has
//! no such children. What a reader will see is noted on the way.

use docx_rs::{
    BuildXML, Document, DocumentChild, FieldCharType, Footer, FooterChild, Header, HeaderChild, Hyperlink,
    HyperlinkData, InstrText, Paragraph, ParagraphChild, ParagraphProperty, Run, RunChild, RunProperty,
    SectionProperty, Style, StyleType, Table, TableCell, TableCellContent, TableChild, TableGrid, TableRow,
    TableRowChild,
};

use crate::docx::names::{RELATION, WORD};
use crate::docx::values_part::Story;
use crate::xml::{Element, XmlError, escape_text, is_allowed, unescape};

use super::pieces::{self, Pieces};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

/// A part, or a piece of one, and what a reader sees of it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) xml: Vec<u8>,
    pub(super) story: Story,
}

/// A document on its way into `document.xml`.
#[derive(Clone, Copy)]
pub(super) struct Body<'d> {
    pub(super) document: &'d Document,
    /// For each table that is not in another, how many of its rows repeat on every page.
    pub(super) head_rows: &'d [usize],
}

impl Body<'_> {
    /// `document.xml`.
    pub(super) fn part(self, pieces: &mut Pieces) -> Result<Written, XmlError> {
        let namespaces = [("r", RELATION), ("w", WORD)];
        part(pieces, "w:document", &namespaces, Story::default(), |xml| {
            xml.element("w:body", |xml| {
                xml.children(self);
                xml.section(&self.document.section_property);
            });
        })
    }

    /// What stands in the body when something follows, or stood before. With `notes_again` its notes count from 1.
    pub(super) fn content(
        self,
        pieces: &mut Pieces,
        notes_again: bool,
        last: bool,
    ) -> Result<Vec<u8>, XmlError> {
        let mut xml = Xml::new(pieces, Story::default());
        xml.notes_again = notes_again;
        xml.children(self);
        if last {
            xml.section(&self.document.section_property);
        }
        Ok(xml.finish()?.xml)
    }
}

/// A header part.
pub(super) fn header(pieces: &mut Pieces, header: &Header) -> Result<Written, XmlError> {
    part(pieces, "w:hdr", &[("w", WORD)], Story::of_edge(), |xml| {
        for child in &header.children {
            match child {
                HeaderChild::Paragraph(child) => xml.paragraph(child),
                HeaderChild::Table(child) => xml.table(child, 0),
                HeaderChild::StructuredDataTag(_) => not_made(),
            }
        }
    })
}

/// A footer part.
pub(super) fn footer(pieces: &mut Pieces, footer: &Footer) -> Result<Written, XmlError> {
    part(pieces, "w:ftr", &[("w", WORD)], Story::of_edge(), |xml| {
        for child in &footer.children {
            match child {
                FooterChild::Paragraph(child) => xml.paragraph(child),
                FooterChild::Table(child) => xml.table(child, 0),
                FooterChild::StructuredDataTag(_) => not_made(),
            }
        }
    })
}

/// A paragraph by itself, as the notes part takes it.
pub(super) fn paragraph(pieces: &mut Pieces, paragraph: &Paragraph) -> Result<Written, XmlError> {
    let mut xml = Xml::new(pieces, Story::default());
    xml.paragraph(paragraph);
    xml.finish()
}

/// `styles.xml`: the run properties every text has, the empty style `Normal` of docx-rs, the styles.
pub(super) fn styles(defaults: &RunProperty, styles: &[Style]) -> Result<Vec<u8>, XmlError> {
    let written = part(&mut Pieces::default(), "w:styles", &[("w", WORD)], Story::default(), |xml| {
        xml.element("w:docDefaults", |xml| {
            xml.element("w:rPrDefault", |xml| xml.run_property(defaults));
        });
        xml.style(&Style::new("Normal", StyleType::Paragraph).name("Normal"));
        styles.iter().for_each(|style| xml.style(style));
    });
    Ok(written?.xml)
}

fn part(
    pieces: &mut Pieces,
    name: &str,
    namespaces: &[(&str, &str)],
    story: Story,
    content: impl FnOnce(&mut Xml<'_>),
) -> Result<Written, XmlError> {
    let mut xml = Xml::new(pieces, story);
    xml.text(DECLARATION);
    xml.text("<");
    xml.text(name);
    for (prefix, uri) in namespaces {
        xml.text(&format!(" xmlns:{prefix}=\"{uri}\""));
    }
    xml.text(">");
    content(&mut xml);
    xml.text("</");
    xml.text(name);
    xml.text(">");
    xml.finish()
}

/// Where an element stands that [`Writer`](super::Writer) does not make: it would be lost, so every debug build stops.
fn not_made() {
    debug_assert!(false, "serialize.rs does not know an element that the writer makes");
}

struct Xml<'p> {
    out: Vec<u8>,
    pieces: &'p mut Pieces,
    story: Story,
    /// The first section to come starts to count its notes.
    notes_again: bool,
    fault: Option<XmlError>,
}

impl<'p> Xml<'p> {
    fn new(pieces: &'p mut Pieces, story: Story) -> Self {
        Xml { out: Vec::new(), pieces, story, notes_again: false, fault: None }
    }

    fn finish(self) -> Result<Written, XmlError> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(Written { xml: self.out, story: self.story }),
        }
    }

    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// An element that has its meaning without content too.
    fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        if !self.container(name, content) {
            self.text("<");
            self.text(name);
            self.text("/>");
        }
    }

    /// An element that says nothing without content, and is not written then.
    fn properties(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.container(name, content);
    }

    fn container(&mut self, name: &str, content: impl FnOnce(&mut Self)) -> bool {
        let before = self.out.len();
        self.text("<");
        self.text(name);
        self.text(">");
        let inside = self.out.len();
        content(self);
        if self.out.len() == inside {
            self.out.truncate(before);
            return false;
        }
        self.text("</");
        self.text(name);
        self.text(">");
        true
    }

    /// An element of docx-rs without others in it.
    fn leaf(&mut self, element: &impl BuildXML) {
        let built = element.build();
        match built.strip_suffix(b" />") {
            Some(tag) => {
                self.out.extend_from_slice(tag);
                self.text("/>");
            }
            None => self.out.extend_from_slice(&built),
        }
    }

    fn leaves<'e, E: BuildXML + 'e>(&mut self, elements: impl IntoIterator<Item = &'e E>) {
        elements.into_iter().for_each(|element| self.leaf(element));
    }

    /// An element of docx-rs with others in it, or that says nothing without attributes.
    fn piece(&mut self, parent: &str, element: &impl BuildXML) {
        match self.pieces.valid(parent, element) {
            Ok(valid) => self.out.extend_from_slice(valid),
            Err(fault) => self.fault = Some(fault),
        }
    }

    fn pieces<'e, E: BuildXML + 'e>(&mut self, parent: &str, elements: impl IntoIterator<Item = &'e E>) {
        elements.into_iter().for_each(|element| self.piece(parent, element));
    }

    fn children(&mut self, body: Body<'_>) {
        let mut head_rows = body.head_rows.iter().copied();
        for child in &body.document.children {
            match child {
                DocumentChild::Paragraph(child) => self.paragraph(child),
                DocumentChild::Table(child) => self.table(child, head_rows.next().unwrap_or(0)),
                _ => not_made(),
            }
        }
    }

    fn section(&mut self, section: &SectionProperty) {
        if !std::mem::take(&mut self.notes_again) {
            return self.piece("w:pPr", section);
        }
        let changed = pieces::changed("w:pPr", section, |section| {
            let restart = Element::new("w:numRestart").with_attribute("w:val", "eachSect");
            section.push(Element::new("w:footnotePr").with_child(restart));
        });
        match changed {
            Ok(valid) => self.out.extend_from_slice(&valid),
            Err(fault) => self.fault = Some(fault),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.story.begin_paragraph();
        self.element("w:p", |xml| {
            xml.paragraph_property(&paragraph.property);
            xml.paragraph_children(&paragraph.children);
        });
        self.story.end_paragraph();
    }

    fn paragraph_children(&mut self, children: &[ParagraphChild]) {
        for child in children {
            match child {
                ParagraphChild::Run(run) => self.run(run),
                ParagraphChild::BookmarkStart(start) => self.leaf(start),
                ParagraphChild::BookmarkEnd(end) => self.leaf(end),
                ParagraphChild::Hyperlink(Hyperlink {
                    link: HyperlinkData::Anchor { anchor },
                    children,
                    ..
                }) => {
                    self.text(&format!("<w:hyperlink w:anchor=\"{}\" w:history=\"1\">", escape_text(anchor)));
                    self.paragraph_children(children);
                    self.text("</w:hyperlink>");
                }
                _ => not_made(),
            }
        }
    }

    fn paragraph_property(&mut self, property: &ParagraphProperty) {
        self.properties("w:pPr", |xml| {
            xml.leaves(&property.style);
            for (flag, element) in [
                (property.keep_next, "<w:keepNext/>"),
                (property.keep_lines, "<w:keepLines/>"),
                (property.page_break_before, "<w:pageBreakBefore/>"),
            ] {
                if flag == Some(true) {
                    xml.text(element);
                }
            }
            if let Some(controlled) = property.widow_control {
                xml.text(if controlled {
                    "<w:widowControl w:val=\"1\"/>"
                } else {
                    "<w:widowControl w:val=\"0\"/>"
                });
            }
            xml.pieces("w:pPr", &property.borders);
            xml.properties("w:tabs", |xml| xml.leaves(&property.tabs));
            xml.pieces("w:pPr", &property.line_spacing);
            xml.pieces("w:pPr", &property.indent);
            xml.leaves(&property.alignment);
            xml.leaves(&property.outline_lvl);
            if property.run_property.sz.is_some() {
                xml.run_property(&property.run_property);
            }
            if let Some(section) = &property.section_property {
                xml.section(section);
            }
        });
    }

    fn run(&mut self, run: &Run) {
        if run.children.iter().all(|child| matches!(child, RunChild::Text(text) if text.text.is_empty())) {
            return;
        }
        self.element("w:r", |xml| {
            xml.run_property(&run.run_property);
            for child in &run.children {
                match child {
                    RunChild::Text(text) => xml.words(&text.text),
                    RunChild::Break(line) => {
                        xml.story.blank();
                        xml.leaf(line);
                    }
                    RunChild::Tab(tab) => {
                        xml.story.blank();
                        xml.leaf(tab);
                    }
                    RunChild::FieldChar(field) => {
                        xml.story.field(match field.field_char_type {
                            FieldCharType::Begin => "begin",
                            FieldCharType::Separate => "separate",
                            FieldCharType::End => "end",
                            FieldCharType::Unsupported => "",
                        });
                        xml.piece("w:r", field);
                    }
                    RunChild::FootnoteReference(reference) => {
                        xml.story.note(reference.id.to_string());
                        xml.leaf(reference);
                    }
                    RunChild::InstrText(field) => {
                        xml.element("w:instrText", |xml| match field.as_ref() {
                            InstrText::PAGE(page) => xml.leaf(page),
                            InstrText::Unsupported(code) => xml.text(&escape_text(code)),
                            _ => not_made(),
                        });
                    }
                    _ => not_made(),
                }
            }
        });
    }

    /// Text that docx-rs has escaped. Blanks at its ends, and two together, are only kept when told so.
    fn words(&mut self, escaped: &str) {
        let kept: String;
        let escaped = if escaped.chars().all(is_allowed) {
            escaped
        } else {
            kept = escaped.chars().filter(|&character| is_allowed(character)).collect();
            &kept
        };
        let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
        let bytes = escaped.as_bytes();
        let preserved = blank(bytes.first())
            || blank(bytes.last())
            || escaped.contains("  ")
            || escaped.contains(['\t', '\n']);
        self.text(if preserved { "<w:t xml:space=\"preserve\">" } else { "<w:t>" });
        self.text(escaped);
        self.text("</w:t>");
        self.story.say(&unescape(escaped));
    }

    fn run_property(&mut self, property: &RunProperty) {
        self.properties("w:rPr", |xml| {
            xml.leaves(&property.style);
            xml.leaves(&property.fonts);
            xml.leaves(&property.bold);
            xml.leaves(&property.bold_cs);
            xml.leaves(&property.italic);
            xml.leaves(&property.italic_cs);
            xml.leaves(&property.color);
            xml.leaves(&property.sz);
            xml.leaves(&property.sz_cs);
            xml.leaves(&property.underline);
            xml.leaves(&property.vert_align);
        });
    }

    fn table(&mut self, table: &Table, head_rows: usize) {
        self.element("w:tbl", |xml| {
            xml.piece("w:tbl", &table.property);
            xml.piece("w:tbl", &TableGrid::new(table.grid.clone()));
            for (index, TableChild::TableRow(row)) in table.rows.iter().enumerate() {
                xml.row(row, index < head_rows);
            }
        });
    }

    fn row(&mut self, row: &TableRow, repeats: bool) {
        self.element("w:tr", |xml| {
            xml.properties("w:trPr", |xml| {
                xml.leaves(&row.property.cant_split);
                if repeats {
                    xml.text("<w:tblHeader/>");
                }
            });
            for TableRowChild::TableCell(cell) in &row.cells {
                xml.cell(cell);
            }
        });
    }

    fn cell(&mut self, cell: &TableCell) {
        self.element("w:tc", |xml| {
            xml.piece("w:tc", &cell.property);
            for child in &cell.children {
                match child {
                    TableCellContent::Paragraph(child) => xml.paragraph(child),
                    TableCellContent::Table(child) => xml.table(child, 0),
                    _ => not_made(),
                }
            }
            // A cell ends with a paragraph (ECMA-376-1, 17.4.66).
            if !matches!(cell.children.last(), Some(TableCellContent::Paragraph(_))) {
                xml.text("<w:p/>");
            }
        });
    }

    fn style(&mut self, style: &Style) {
        let id = escape_text(&style.style_id);
        self.text(&format!("<w:style w:type=\"{}\" w:styleId=\"{id}\">", style.style_type));
        self.leaf(&style.name);
        self.leaves(&style.based_on);
        if style.q_format {
            self.text("<w:qFormat/>");
        }
        self.paragraph_property(&style.paragraph_property);
        self.run_property(&style.run_property);
        self.text("</w:style>");
    }
}
