//! The cover of a long document: who issues what, and when (practice; the decree knows no cover).

use crate::Length;
use crate::document::{Component, Element, Paragraph, Span};
use crate::metrics::SINGLE_LINE;

use super::letterhead::broken;
use super::{Context, from_field, words};

/// The whole page: issuing body at the top, kind and abstract in the upper middle, place and month at the foot.
pub(super) fn cover(context: &Context<'_>) -> Vec<Element> {
    let rule = &context.standard.cover;
    let sheet = &context.sheet;
    let page = sheet.page(false);
    let (width, height) = (page.text_width(), page.text_height());

    let mut top = issuers(context, width);
    let kind = context.kind().map(|kind| kind.name).unwrap_or_default();
    let named = context.standard.cased(Component::BiaTenLoai, &kind);
    let title = lines_of(
        context,
        Component::BiaTrichYeu,
        &super::or_blank(context, "trich_yeu"),
        "trich_yeu",
        width.scale(rule.abstract_share),
    );
    let middle = [sheet.paragraph(Component::BiaTenLoai, vec![words(named)]), title].map(Element::Paragraph);
    let foot = Element::Paragraph(sheet.paragraph(Component::BiaThoiGian, place_and_month(context)));

    let to_title = height.scale(rule.title_at) - heights(&top);
    top.push(sheet.spacer(to_title.max(Length::pt(SINGLE_LINE)), false));
    top.extend(middle);
    // One line stays free at the foot, so that no rounding pushes the last line over.
    let below = height - heights(&top) - heights(std::slice::from_ref(&foot)).scale(2.0);
    top.push(sheet.spacer(below.max(Length::pt(SINGLE_LINE)), false));
    top.push(foot);
    top
}

fn issuers(context: &Context<'_>, width: Length) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut last_line = Length::ZERO;
    for index in 0..context.values.list("co_quan").len().max(1) {
        for (component, name) in [(Component::BiaChuQuan, "chu_quan"), (Component::BiaCoQuan, "ten")] {
            let path = format!("co_quan.{index}.{name}");
            let text = match component {
                Component::BiaChuQuan => context.values.text(&path).to_owned(),
                _ => super::or_blank(context, &path),
            };
            // A name broken for the narrow letterhead has room on one line here.
            let text = text.replace('\n', " ");
            if !text.is_empty() {
                let paragraph = lines_of(context, component, &text, &path, width);
                last_line = paragraph
                    .spans
                    .iter()
                    .rev()
                    .find_map(|span| match span {
                        Span::Text { text, .. } => Some(context.sheet.width(component, text)),
                        _ => None,
                    })
                    .unwrap_or_default();
                elements.push(Element::Paragraph(paragraph));
            }
        }
    }
    elements.extend(context.sheet.rule_under(Component::BiaCoQuan, last_line, width, false));
    elements
}

fn lines_of(context: &Context<'_>, component: Component, text: &str, path: &str, width: Length) -> Paragraph {
    let lines = context.sheet.balance(component, text, width);
    context.sheet.paragraph(component, broken(&lines, path))
}

/// `An Bình, tháng 3 năm 2026`; of a date that is not known yet, the year alone or nothing.
fn place_and_month(context: &Context<'_>) -> Vec<Span> {
    let date = super::date(context.values);
    let mut spans = vec![from_field(super::or_blank(context, "dia_danh"), "dia_danh")];
    let when = match (date.month(), date.year()) {
        (Some(_), _) => date.month_year(),
        (None, Some(year)) => format!("năm {year}"),
        (None, None) => return spans,
    };
    spans.push(words(", "));
    spans.push(from_field(when, "ngay"));
    spans
}

/// The height of paragraphs whose lines are set, and of drawn lines.
fn heights(elements: &[Element]) -> Length {
    elements
        .iter()
        .map(|element| match element {
            Element::Paragraph(paragraph) => {
                super::paging::height(paragraph, Length::mm(f64::from(u16::MAX)))
            }
            Element::Rule(rule) => super::paging::rule_height(rule),
            Element::Table(_) => Length::ZERO,
        })
        .sum()
}
