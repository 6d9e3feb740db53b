//! From values and blocks to a [`Document`]: where every size, indent and length is decided.
//!
//! A form names its parts in order; each part reads the values it prints, takes its rules from the standard's table and
//! gives elements. Nothing here knows OOXML or HTML, and no length stands here that is not in the table.

mod appendix;
mod attached;
mod body;
mod confirmation;
mod contents;
mod copy;
mod cover;
mod data_table;
mod letterhead;
mod lines;
mod opening;
mod paging;
mod sheet;
mod signature;
mod spans;

use crate::document::{Document, Element, PageNumber, Properties, Section, Span, Style};
use crate::forms::Part;
use crate::joined::Joined;
use crate::markup::Block;
use crate::standard::Standard;
use crate::template::{Resolved, Template};
use crate::to_list::ToList;
use crate::vietnamese::date::PartialDate;
use crate::{Diagnostic, FieldPath, Length};

pub use lines::name_lines;
use sheet::Sheet;

/// A document and the files that go with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The document itself.
    pub document: Document,
    /// What goes with it in files of its own, in order.
    pub attachments: Vec<Attachment>,
    /// The id of the size preset taken.
    pub preset: String,
    /// What could not be laid out as asked.
    pub diagnostics: Vec<Diagnostic>,
}

/// An appendix, or a document promulgated with another, that is a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What its file's name ends with: `phu-luc-1`, `kem-theo`.
    pub suffix: String,
    /// The document.
    pub document: Document,
}

/// What every part reads.
struct Context<'a> {
    standard: &'a Standard,
    template: &'a Template,
    values: &'a Resolved,
    sheet: Sheet<'a>,
}

/// The name of a kind, and the field it came from.
struct KindName {
    name: String,
    field: Option<&'static str>,
}

impl Context<'_> {
    /// The kind of document: the template's, or the one typed in `ten_loai` where the template leaves it open.
    fn kind(&self) -> Option<KindName> {
        const FIELD: &str = "ten_loai";
        match &self.template.kind_name {
            Some(name) => Some(KindName { name: name.clone(), field: None }),
            None => {
                self.values.get(FIELD).map(|_| KindName { name: or_blank(self, FIELD), field: Some(FIELD) })
            }
        }
    }

    /// Whether the form is that of a document that another one promulgates, whose number and date are that one's.
    fn is_promulgated(&self) -> bool {
        self.template.form.parts.contains(&Part::AttachedHeading)
    }
}

/// Lays out resolved values and the blocks of the body by the template's form.
///
/// Sizes follow the preset chosen in `trinh_bay.co_chu_dau`; without a choice the first preset whose national name,
/// motto and place-date leave the issuing body its share of the width is taken (Annex I, Part I, section V, note).
pub fn compose(template: &Template, values: &Resolved, blocks: &[Block]) -> Composed {
    let standard = template.form.standard();
    let mut diagnostics = Vec::new();
    let right_lines = letterhead::right_lines(standard, values, template.form.letterhead());
    let sheet = Sheet::choose(standard, values, &right_lines, &mut diagnostics);
    let context = Context { standard, template, values, sheet };

    let split = appendix::split(blocks);
    let mut flow = Flow::new(&context);
    let end_mark = template.form.end_mark.then_some(standard.body.end_mark.as_str());
    let mut files: Vec<(String, Vec<Section>)> = Vec::new();
    let mut contents_at = None;
    for part in &template.form.parts {
        match part {
            Part::Letterhead(boxes) => {
                flow.push(letterhead::letterhead(&context, *boxes));
                flow.header(letterhead::circulation_mark(&context));
            }
            Part::KindAndAbstract => flow.extend(opening::kind_and_abstract(&context)),
            Part::Kind => flow.extend(opening::kind(&context)),
            Part::Recipients => flow.extend(opening::recipients(&context)),
            Part::Bases { proposal } => flow.extend(opening::bases(&context, proposal)),
            Part::Authority => flow.push(opening::authority(&context)),
            Part::Order { text } => flow.push(opening::order(&context, text)),
            Part::Dispatch { text } => flow.extend(opening::dispatch(&context, text)),
            Part::Body => body::blocks(&context, split.body, end_mark, &mut flow),
            Part::Signature => {
                body::stay_with_signature(&context, flow.last_mut());
                let width = flow.last().map(|section| section.page.text_width()).unwrap_or_default();
                flow.push(signature::signature(&context, width));
            }
            Part::Contact => flow.footer(opening::contact(&context)),
            Part::Appendices => {
                let own = appendix::appendices(&context, &split.appendices, &mut flow);
                files.extend(
                    own.into_iter().enumerate().map(|(at, own)| (format!("phu-luc-{}", at + 1), own)),
                );
            }
            Part::AttachedDocument => {
                let own = attached::document(&context, end_mark, &mut flow);
                files.extend(own.map(|own| ("kem-theo".to_owned(), own)));
            }
            Part::AttachedHeading => flow.extend(attached::own_heading(&context)),
            Part::Confirmation => flow.extend(confirmation::confirmation(&context).into_iter().to_list()),
            Part::OriginalHeading => flow.extend(copy::original_heading(&context)),
            Part::OriginalSignature => flow.push(copy::original_signature(&context)),
            Part::CopyHeading => flow.extend(copy::heading(&context)),
            Part::Cover => flow.front(cover::cover(&context)),
            Part::Contents => {
                contents_at = Some(flow.main);
                flow.front(Vec::new());
            }
        }
    }
    if let Some(at) = contents_at {
        contents::fill(&context, &mut flow.sections, at);
    }
    let properties = properties(&context);
    let preset = context.sheet.preset.id.clone();
    let document = finish(&context, flow.sections, properties.clone());
    let attach =
        |(suffix, sections)| Attachment { suffix, document: finish(&context, sections, properties.clone()) };
    let attachments = files.into_iter().map(attach).to_list();
    Composed { document, attachments, preset, diagnostics }
}

/// The sections while they grow.
struct Flow<'c, 'a> {
    context: &'c Context<'a>,
    sections: Vec<Section>,
    /// The section that begins with page 1.
    main: usize,
}

impl<'c, 'a> Flow<'c, 'a> {
    fn new(context: &'c Context<'a>) -> Self {
        let mut flow = Flow { context, sections: Vec::new(), main: 0 };
        flow.start(false, Some(flow.first_page_number()));
        flow
    }

    /// The numbering of pages that are counted for themselves.
    fn first_page_number(&self) -> PageNumber {
        let rule = &self.context.standard.page_number;
        PageNumber { start: Some(rule.start), hidden_on_first: rule.hidden_on_first }
    }

    fn start(&mut self, landscape: bool, page_number: Option<PageNumber>) {
        self.sections.push(Section {
            page: self.context.sheet.page(landscape),
            page_number,
            first_header: Vec::new(),
            first_footer: Vec::new(),
            elements: Vec::new(),
        });
    }

    /// Pages without numbers before page 1.
    fn front(&mut self, elements: Vec<Element>) {
        let main = self.sections.split_off(self.main);
        self.start(false, None);
        self.extend(elements);
        self.main = self.sections.len();
        self.sections.extend(main);
    }

    /// Goes on in pages that lie or stand, numbered on from those before.
    fn turn(&mut self, landscape: bool) {
        if self.last().is_some_and(|section| section.page.landscape != landscape) {
            self.start(landscape, Some(PageNumber { start: None, hidden_on_first: false }));
        }
    }

    fn last(&self) -> Option<&Section> {
        self.sections.last()
    }

    fn last_mut(&mut self) -> Option<&mut Section> {
        self.sections.last_mut()
    }

    fn push(&mut self, element: Element) {
        if let Some(section) = self.sections.last_mut() {
            section.elements.push(element);
        }
    }

    fn extend(&mut self, elements: Vec<Element>) {
        if let Some(section) = self.sections.last_mut() {
            section.elements.extend(elements);
        }
    }

    fn header(&mut self, elements: Vec<Element>) {
        if let Some(section) = self.sections.get_mut(self.main) {
            section.first_header = elements;
        }
    }

    fn footer(&mut self, elements: Vec<Element>) {
        if let Some(section) = self.sections.get_mut(self.main) {
            section.first_footer = elements;
        }
    }
}

fn properties(context: &Context<'_>) -> Properties {
    let summary = context.values.text("trich_yeu");
    let title = match context.kind() {
        Some(kind) => format!("{} {summary}", kind.name),
        None => summary.to_owned(),
    };
    let numbered = context.template.form.letterhead().is_some_and(|boxes| boxes.number);
    let subject = if numbered { plain_text(&letterhead::number_spans(context)) } else { String::new() };
    Properties { title: title.trim().to_owned(), subject }
}

fn plain_text(spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        match span {
            Span::Text { text: piece, .. } => text.push_str(piece),
            Span::Break => text.push(' '),
            Span::Footnote { .. } | Span::Leader { .. } | Span::PageOf { .. } => {}
        }
    }
    text.split_whitespace().joined(" ")
}

/// Lists the styles in use and closes the document.
fn finish(context: &Context<'_>, mut sections: Vec<Section>, properties: Properties) -> Document {
    for section in &mut sections {
        section.elements = set_tables_apart(context, std::mem::take(&mut section.elements));
    }
    let mut document = Document { properties, styles: Vec::new(), sections };
    let mut used = crate::ordered::OrderedSet::new();
    document.visit_paragraphs(&mut |paragraph| {
        used.insert(paragraph.component);
    });
    document.visit_spans(&mut |span| {
        if matches!(span, Span::Footnote { .. }) {
            used.insert(crate::document::Component::ChuThich);
        }
    });
    used.insert(crate::document::Component::SoTrang);
    used.insert(crate::document::Component::KeNgang);
    used.insert(crate::document::Component::ThanVanBan);
    document.styles = used
        .iter()
        .copied()
        .map(|component| Style {
            component,
            name: context.standard.component(component).name.clone(),
            outline: outline(context, component),
            format: context.sheet.format(component),
        })
        .to_list();
    document
}

/// The depth of a heading in the outline: in a document with a table of contents, what that lists and nothing else.
fn outline(context: &Context<'_>, component: crate::document::Component) -> Option<u8> {
    if context.template.form.parts.contains(&Part::Contents) {
        context.standard.contents.level(component).map(|level| level.saturating_sub(1))
    } else {
        context.standard.component(component).outline
    }
}

/// Word joins two tables that touch, and wants a paragraph after the last one: a hairline one keeps them apart.
fn set_tables_apart(context: &Context<'_>, elements: Vec<Element>) -> Vec<Element> {
    let mut apart = Vec::with_capacity(elements.len() + 1);
    for element in elements {
        if matches!((apart.last(), &element), (Some(Element::Table(_)), Element::Table(_))) {
            apart.push(context.sheet.spacer(Length::pt(1.0), true));
        }
        apart.push(element);
    }
    if matches!(apart.last(), Some(Element::Table(_))) {
        apart.push(context.sheet.spacer(Length::pt(1.0), false));
    }
    apart
}

/// The name by which running text calls the issuer.
fn issuer(context: &Context<'_>) -> String {
    let named = context.values.text("tac_gia");
    if named.is_empty() { or_blank(context, "co_quan.0.ten").replace('\n', " ") } else { named.to_owned() }
}

/// The date of the document.
fn date(values: &Resolved) -> PartialDate {
    values.date("ngay")
}

/// A piece of regular text.
fn words(text: impl Into<String>) -> Span {
    Span::text(text, None)
}

/// A piece of text that came from a field.
fn from_field(text: impl Into<String>, path: &str) -> Span {
    Span::text(text, Some(FieldPath::from(path)))
}

/// A value, or the visible blank a clerk writes over by hand.
fn or_blank(context: &Context<'_>, path: &str) -> String {
    let text = context.values.text(path);
    if text.is_empty() { context.standard.blank.text.clone() } else { text.to_owned() }
}
