//! The parts as XML, put together from the elements docx-rs writes.
//!
//! `build()` of a whole docx-rs paragraph or style brings the code of everything that could ever stand in one into the
//! WebAssembly module: drawings, comments, revisions, tables of contents, 100 KB of it. So the containers are written
//! here, with the children [`Writer`](super::Writer) puts into them, and docx-rs writes what has no such children.

use docx_rs::{
    BuildXML, Document, DocumentChild, Footer, FooterChild, Header, HeaderChild, Hyperlink, HyperlinkData,
    InstrText, Paragraph, ParagraphChild, ParagraphProperty, Run, RunChild, RunProperty, Style, StyleType,
    Table, TableCell, TableCellContent, TableChild, TableGrid, TableRow, TableRowChild,
};

use crate::docx::names::{RELATION, WORD};
use crate::docx::xml::escape_text;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

/// `document.xml`.
pub(super) fn document(document: &Document) -> Vec<u8> {
    part("w:document", |xml| {
        xml.element("w:body", |xml| {
            for child in &document.children {
                match child {
                    DocumentChild::Paragraph(child) => xml.paragraph(child),
                    DocumentChild::Table(child) => xml.table(child),
                    _ => not_made(),
                }
            }
            xml.leaf(&document.section_property);
        });
    })
}

/// A header part.
pub(super) fn header(header: &Header) -> Vec<u8> {
    part("w:hdr", |xml| {
        for child in &header.children {
            match child {
                HeaderChild::Paragraph(child) => xml.paragraph(child),
                HeaderChild::Table(child) => xml.table(child),
                HeaderChild::StructuredDataTag(_) => not_made(),
            }
        }
    })
}

/// A footer part.
pub(super) fn footer(footer: &Footer) -> Vec<u8> {
    part("w:ftr", |xml| {
        for child in &footer.children {
            match child {
                FooterChild::Paragraph(child) => xml.paragraph(child),
                FooterChild::Table(child) => xml.table(child),
                FooterChild::StructuredDataTag(_) => not_made(),
            }
        }
    })
}

/// A paragraph by itself, as the notes part takes it.
pub(super) fn paragraph(paragraph: &Paragraph) -> Vec<u8> {
    let mut xml = Xml(Vec::new());
    xml.paragraph(paragraph);
    xml.0
}

/// `styles.xml`: the run properties every text has, the empty style `Normal` of docx-rs, the styles.
pub(super) fn styles(defaults: &RunProperty, styles: &[Style]) -> Vec<u8> {
    part("w:styles", |xml| {
        xml.element("w:docDefaults", |xml| {
            xml.element("w:rPrDefault", |xml| xml.run_property(defaults));
            xml.element("w:pPrDefault", |xml| xml.element("w:pPr", |_| {}));
        });
        xml.style(&Style::new("Normal", StyleType::Paragraph).name("Normal"));
        styles.iter().for_each(|style| xml.style(style));
    })
}

fn part(name: &str, content: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml(Vec::new());
    xml.text(DECLARATION);
    xml.text(&format!("<{name} xmlns:r=\"{RELATION}\" xmlns:w=\"{WORD}\">"));
    content(&mut xml);
    xml.text(&format!("</{name}>"));
    xml.0
}

/// Where an element stands that [`Writer`](super::Writer) does not make: it would be lost, so every debug build stops.
fn not_made() {
    debug_assert!(false, "serialize.rs does not know an element that the writer makes");
}

struct Xml(Vec<u8>);

impl Xml {
    fn text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    fn element(&mut self, name: &str, content: impl FnOnce(&mut Xml)) {
        for part in ["<", name, ">"] {
            self.text(part);
        }
        content(self);
        for part in ["</", name, ">"] {
            self.text(part);
        }
    }

    fn leaf(&mut self, element: &impl BuildXML) {
        self.0.extend(element.build());
    }

    fn leaves<'e, E: BuildXML + 'e>(&mut self, elements: impl IntoIterator<Item = &'e E>) {
        elements.into_iter().for_each(|element| self.leaf(element));
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.element("w:p", |xml| {
            xml.paragraph_property(&paragraph.property);
            xml.paragraph_children(&paragraph.children);
        });
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
        self.element("w:pPr", |xml| {
            xml.leaves(&property.style);
            xml.leaves(&property.alignment);
            xml.leaves(&property.indent);
            xml.leaves(&property.line_spacing);
            xml.leaves(&property.borders);
            if !property.tabs.is_empty() {
                xml.element("w:tabs", |xml| xml.leaves(&property.tabs));
            }
            xml.leaves(&property.outline_lvl);
            if property.run_property.sz.is_some() {
                xml.run_property(&property.run_property);
            }
            xml.leaves(&property.section_property);
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
        });
    }

    fn run(&mut self, run: &Run) {
        self.element("w:r", |xml| {
            xml.run_property(&run.run_property);
            for child in &run.children {
                match child {
                    RunChild::Text(text) => xml.leaf(text),
                    RunChild::Break(line) => xml.leaf(line),
                    RunChild::Tab(tab) => xml.leaf(tab),
                    RunChild::FieldChar(field) => xml.leaf(field),
                    RunChild::FootnoteReference(reference) => xml.leaf(reference),
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

    fn run_property(&mut self, property: &RunProperty) {
        self.element("w:rPr", |xml| {
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

    fn table(&mut self, table: &Table) {
        self.element("w:tbl", |xml| {
            xml.leaf(&table.property);
            xml.leaf(&TableGrid::new(table.grid.clone()));
            for TableChild::TableRow(row) in &table.rows {
                xml.row(row);
            }
        });
    }

    fn row(&mut self, row: &TableRow) {
        self.element("w:tr", |xml| {
            xml.element("w:trPr", |xml| xml.leaves(&row.property.cant_split));
            for TableRowChild::TableCell(cell) in &row.cells {
                xml.cell(cell);
            }
        });
    }

    fn cell(&mut self, cell: &TableCell) {
        self.element("w:tc", |xml| {
            xml.leaf(&cell.property);
            for child in &cell.children {
                match child {
                    TableCellContent::Paragraph(child) => xml.paragraph(child),
                    TableCellContent::Table(child) => xml.table(child),
                    _ => not_made(),
                }
            }
            // A cell ends with a paragraph (ECMA-376-1, 17.4.66).
            if !matches!(cell.children.last(), Some(TableCellContent::Paragraph(_))) {
                xml.element("w:p", |_| {});
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
