//! Pages: paper, margins, page numbers, and what stands above and below the first page.

use docx_rs::{
    Footer, FooterReference, Header, HeaderChild, HeaderReference, InstrPAGE, InstrText, PageMargin,
    PageNumType, PageOrientationType, PageSize, Run, SectionProperty, SectionType,
};

use crate::document::{Component, Element, Section};
use crate::docx::package::{footer_id, header_id};
use crate::xml::XmlError;

use super::paragraph::field;
use super::serialize::Written;
use super::{Sink, Writer, serialize, style_id, unsigned32};

/// A header or footer part and the relation that names it.
pub(super) struct PagePart {
    pub(super) relation: String,
    pub(super) is_header: bool,
    pub(super) written: Written,
}

/// The header and footer parts of a document; sections that look alike share them.
#[derive(Default)]
pub(super) struct PageParts {
    pub(super) parts: Vec<PagePart>,
    /// Whether a section so far has a header of its own on its first page.
    first_header: bool,
    /// Whether a section so far has a footer of its own on its first page.
    first_footer: bool,
}

impl PageParts {
    fn relation(&mut self, is_header: bool, written: Written) -> String {
        let same = |part: &&PagePart| part.is_header == is_header && part.written.xml == written.xml;
        if let Some(part) = self.parts.iter().find(same) {
            return part.relation.clone();
        }
        let index = self.parts.iter().filter(|part| part.is_header == is_header).count();
        let relation = if is_header { header_id(index) } else { footer_id(index) };
        self.parts.push(PagePart { relation: relation.clone(), is_header, written });
        relation
    }
}

impl<'d> Writer<'d> {
    pub(super) fn section(
        &mut self,
        section: &'d Section,
        parts: &mut PageParts,
    ) -> Result<SectionProperty, XmlError> {
        let page = &section.page;
        let orientation =
            if page.landscape { PageOrientationType::Landscape } else { PageOrientationType::Portrait };
        let margin = PageMargin::new()
            .top(page.top.twips())
            .bottom(page.bottom.twips())
            .left(page.left.twips())
            .right(page.right.twips())
            .header(page.header.twips())
            .footer(page.footer.twips())
            .gutter(0);
        let mut written = SectionProperty::new()
            .page_size(
                PageSize::new().size(unsigned32(page.width), unsigned32(page.height)).orient(orientation),
            )
            .page_margin(margin);
        written.section_type = Some(SectionType::NextPage);

        let numbered = section.page_number.is_some();
        let number = if numbered { number_header() } else { Header::new().add_paragraph(empty()) };
        let number = serialize::header(&mut self.pieces, &number)?;
        written.header_reference = Some(HeaderReference::new("default", parts.relation(true, number)));
        let hidden = section.page_number.is_none_or(|number| number.hidden_on_first);
        written.title_pg = hidden || !section.first_header.is_empty() || !section.first_footer.is_empty();
        if written.title_pg {
            // A first page without a part of its own takes that of the section before, and is blank when none has one.
            parts.first_header |= !section.first_header.is_empty() || !hidden;
            parts.first_footer |= !section.first_footer.is_empty();
            if parts.first_header {
                let above = self.first_header(section, numbered && !hidden);
                let above = serialize::header(&mut self.pieces, &above)?;
                written.first_header_reference =
                    Some(HeaderReference::new("first", parts.relation(true, above)));
            }
            if parts.first_footer {
                let below = self.first_footer(section);
                let below = serialize::footer(&mut self.pieces, &below)?;
                written.first_footer_reference =
                    Some(FooterReference::new("first", parts.relation(false, below)));
            }
        }
        if let Some(start) = section.page_number.and_then(|number| number.start) {
            written = written.page_num_type(PageNumType::new().start(start));
        }
        Ok(written)
    }

    fn first_header(&mut self, section: &'d Section, numbered: bool) -> Header {
        let mut header = if numbered { number_header() } else { Header::new() };
        let mut content = Page(Vec::new());
        self.elements(&section.first_header, &mut content);
        for child in content.0 {
            header = match child {
                Child::Paragraph(paragraph) => header.add_paragraph(*paragraph),
                Child::Table(table) => header.add_table(*table),
            };
        }
        let closed = matches!(header.children.last(), Some(HeaderChild::Paragraph(_)));
        if closed { header } else { header.add_paragraph(empty()) }
    }

    fn first_footer(&mut self, section: &'d Section) -> Footer {
        let mut footer = Footer::new();
        let mut content = Page(Vec::new());
        self.elements(&section.first_footer, &mut content);
        for child in content.0 {
            footer = match child {
                Child::Paragraph(paragraph) => footer.add_paragraph(*paragraph),
                Child::Table(table) => footer.add_table(*table),
            };
        }
        match section.first_footer.last() {
            Some(Element::Paragraph(_) | Element::Rule(_)) => footer,
            Some(Element::Table(_)) | None => footer.add_paragraph(empty()),
        }
    }
}

enum Child {
    Paragraph(Box<docx_rs::Paragraph>),
    Table(Box<docx_rs::Table>),
}

struct Page(Vec<Child>);

impl Sink for Page {
    fn paragraph(&mut self, paragraph: docx_rs::Paragraph) {
        self.0.push(Child::Paragraph(Box::new(paragraph)));
    }

    fn table(&mut self, table: docx_rs::Table) {
        self.0.push(Child::Table(Box::new(table)));
    }
}

fn empty() -> docx_rs::Paragraph {
    docx_rs::Paragraph::new().style(&style_id(Component::KeNgang))
}

/// The page number: a PAGE field, centred by its style.
fn number_header() -> Header {
    let number = docx_rs::Paragraph::new().style(&style_id(Component::SoTrang));
    let shown = Run::new().add_text("2");
    let runs = field(InstrText::PAGE(InstrPAGE::new()), Some(shown));
    Header::new().add_paragraph(runs.into_iter().fold(number, docx_rs::Paragraph::add_run))
}
