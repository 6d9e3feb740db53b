//! One paragraph style a component, named in Vietnamese.

use docx_rs::{RunFonts, RunProperty, StyleType, VertAlignType};

use crate::document::{Component, Document, Style};
use crate::to_list::ToList;
use crate::xml::XmlError;

use super::paragraph::{NOTE_MARK_STYLE, alignment, indent, line_spacing};
use super::{serialize, style_id, unsigned};

/// The styles part. All styles stand on the body's, `Normal`.
pub(super) fn styles(document: &Document, font: &str) -> Result<Vec<u8>, XmlError> {
    let (defaults, styles) = of(document, font);
    serialize::styles(&defaults, &styles)
}

/// What all text has, and the styles in use.
pub(super) fn of(document: &Document, font: &str) -> (RunProperty, Vec<docx_rs::Style>) {
    let body = document.styles.iter().find(|style| style.component == Component::ThanVanBan);
    let size = body.map(|style| unsigned(style.format.size) / 10).unwrap_or(28);
    let mut styles: Vec<docx_rs::Style> = document.styles.iter().map(paragraph_style).to_list();
    if document.styles.iter().any(|style| style.component == Component::ChuThich) {
        let mut mark = docx_rs::Style::new(NOTE_MARK_STYLE, StyleType::Character).name("Dấu chú thích");
        mark.run_property = mark.run_property.vert_align(VertAlignType::SuperScript);
        styles.push(mark);
    }
    (RunProperty::new().size(size).fonts(fonts(font)), styles)
}

/// One face for every script.
pub(super) fn fonts(font: &str) -> RunFonts {
    RunFonts::new().ascii(font).hi_ansi(font).east_asia(font).cs(font)
}

fn paragraph_style(style: &Style) -> docx_rs::Style {
    let format = &style.format;
    let mut written = docx_rs::Style::new(style_id(style.component), StyleType::Paragraph)
        .name(style.name.as_str())
        .based_on("Normal")
        .size(unsigned(format.size) / 10);
    if format.bold {
        written = written.bold();
    }
    if format.italic {
        written = written.italic();
    }
    if format.underline {
        written = written.underline("single");
    }
    let property = &mut written.paragraph_property;
    property.alignment = Some(alignment(format.align));
    property.indent = Some(indent(format));
    property.line_spacing = Some(line_spacing(format));
    property.widow_control = Some(format.widow_control);
    if format.keep_next {
        property.keep_next = Some(true);
    }
    if let Some(level) = style.outline {
        written.paragraph_property = std::mem::take(property).outline_lvl(usize::from(level));
    }
    written
}
