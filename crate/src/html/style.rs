//! Formats as CSS declarations.

use std::fmt::Write as _;

use crate::Length;
use crate::document::{
    Align, Color, Component, Document, Element, Format, LineSpacing, Rule, Table, VerticalAlign,
};
use crate::length::decimal;
use crate::metrics::SINGLE_LINE;
use crate::to_list::ToList;

/// The style sheet of a document: what every document has, and one class a component.
pub(super) fn sheet(document: &Document) -> String {
    let mut css = String::from(
        ".tt-document{font-family:\"Times New Roman\",\"Liberation Serif\",serif;color:#000;font-kerning:none;font-variant-ligatures:none;text-rendering:geometricPrecision}\n\
         :where(.tt-document) :where(p,aside,table){margin:0;padding:0;orphans:2;widows:2}\n\
         :where(.tt-document p){white-space:pre-wrap;overflow-wrap:break-word}\n\
         .tt-table{border-collapse:collapse;table-layout:fixed}\n\
         .tt-table th,.tt-table td{font-weight:inherit}\n\
         .tt-rule{box-sizing:border-box;height:1pt;border:0 solid #000}\n\
         .tt-bold{font-weight:bold}.tt-light{font-weight:normal}.tt-italic{font-style:italic}.tt-upright{font-style:normal}\n\
         .tt-led{display:flex;align-items:flex-end}.tt-leader{flex:1;width:6mm;overflow:hidden;white-space:nowrap;direction:rtl}.tt-leader::after{content:\"........................................................................................................................................................................................................\"}\n\
         .tt-note,.tt-footnote sup{font-size:65%;line-height:0;vertical-align:super}\n",
    );
    let lined =
        document.sections.iter().flat_map(|section| &section.elements).find_map(|element| match element {
            Element::Table(table) => table.border,
            Element::Paragraph(_) | Element::Rule(_) => None,
        });
    if let Some(weight) = lined {
        let _ = writeln!(css, ".tt-data th,.tt-data td{{border:{} solid #000}}", pt(weight));
    }
    for style in &document.styles {
        let mut declarations = String::new();
        all(&style.format, &mut declarations);
        let _ = writeln!(css, ".tt-{}{{{declarations}}}", class(style.component));
    }
    css
}

/// What lets a browser show and print the flow by itself: sheets of the right size and margins, the page number centred
/// in the top margin from page 2.
pub(super) fn standing_alone(document: &Document) -> String {
    let mut css = String::from(
        "body{margin:0;background:#e9e7e2}\n.tt-section{box-sizing:border-box;margin:8mm auto;background:#fff}\n\
         @media print{body{background:none}.tt-section{margin:0!important;padding:0!important;width:auto!important}.tt-section+.tt-section{break-before:page}[data-break-before]{break-before:page}[data-keep-next]{break-after:avoid}[data-keep-together],[data-keep-lines]{break-inside:avoid}}\n",
    );
    for section in &document.sections {
        let page = &section.page;
        let name = if page.landscape { "ngang" } else { "dung" };
        let margins = [page.top, page.right, page.bottom, page.left]
            .map(|margin| format!("{}mm", decimal(margin.as_mm())));
        let margins = margins.join(" ");
        let (width, height) = (decimal(page.width.as_mm()), decimal(page.height.as_mm()));
        let rules = format!(
            "@page {name}{{size:{width}mm {height}mm;margin:{margins};@top-center{{content:counter(page);font:14pt \"Times New Roman\",\"Liberation Serif\",serif}}}}\n\
             @page {name}:first{{@top-center{{content:\"\"}}}}\n\
             .tt-section[data-landscape=\"{}\"]{{page:{name};width:{width}mm;padding:{margins}}}\n",
            page.landscape
        );
        if !css.contains(&rules) {
            css.push_str(&rules);
        }
    }
    css
}

/// The class of a component, in kebab case.
pub(super) fn class(component: Component) -> String {
    component.id().replace('_', "-")
}

/// What a paragraph declares that its class does not.
pub(super) fn difference(format: &Format, style: Option<&Format>) -> String {
    let mut own = String::new();
    all(format, &mut own);
    let mut shared = String::new();
    if let Some(style) = style {
        all(style, &mut shared);
    }
    let shared: Vec<&str> = shared.split_terminator(';').to_list();
    let kept: Vec<&str> =
        own.split_terminator(';').filter(|declaration| !shared.contains(declaration)).to_list();
    kept.join(";")
}

fn all(format: &Format, css: &mut String) {
    let weight = if format.bold { "bold" } else { "normal" };
    let slope = if format.italic { "italic" } else { "normal" };
    let align = match format.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    };
    let line = match format.line {
        LineSpacing::Multiple(hundredths) => decimal(SINGLE_LINE * f64::from(hundredths) / 100.0),
        LineSpacing::Exactly(distance) => pt(distance),
    };
    let _ = write!(
        css,
        "font-size:{};font-weight:{weight};font-style:{slope};text-align:{align};line-height:{line};text-indent:{};margin-left:{};margin-right:{};",
        pt(format.size),
        pt(format.first_line),
        pt(format.left),
        pt(format.right),
    );
    if format.underline {
        css.push_str("text-decoration:underline;");
    }
    if !format.widow_control {
        css.push_str("orphans:1;widows:1;");
    }
    match (format.frame, format.color) {
        (None, _) => {
            // Padding, not margin: the distances of neighbours add up, they do not collapse.
            let _ = write!(css, "padding-top:{};padding-bottom:{};", pt(format.before), pt(format.after));
        }
        (Some(frame), color) => {
            let ink = match color {
                Color::Black => "#000",
                Color::Red => "#f00",
            };
            let _ = write!(
                css,
                "margin-top:{};margin-bottom:{};padding-top:{distance};padding-bottom:{distance};border:{weight} solid {ink};color:{ink};",
                pt(format.before),
                pt(format.after),
                distance = pt(frame.distance),
                weight = pt(frame.weight),
            );
        }
    }
}

pub(super) fn rule(rule: &Rule) -> String {
    format!(
        "margin:{} {} {} {};border-top-width:{}",
        pt(rule.before),
        pt(rule.right),
        pt(rule.after),
        pt(rule.left),
        pt(rule.weight)
    )
}

pub(super) fn table(table: &Table) -> String {
    let width: Length = table.columns.iter().copied().sum();
    format!("width:{}mm", decimal(width.as_mm()))
}

pub(super) fn cell(padding: Length, vertical: VerticalAlign) -> String {
    let vertical = match vertical {
        VerticalAlign::Top => "top",
        VerticalAlign::Center => "middle",
        VerticalAlign::Bottom => "bottom",
    };
    format!("padding:0 {};vertical-align:{vertical}", pt(padding))
}

fn pt(length: Length) -> String {
    format!("{}pt", decimal(length.as_pt()))
}
