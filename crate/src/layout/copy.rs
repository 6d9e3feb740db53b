//! What a copy carries (Annex I, Part II; form 3.1), and the document that an extract rebuilds (Article 25).

use crate::Length;
use crate::document::{Cell, Component, Element, Paragraph, Rule, Span};
use crate::forms::Letterhead;
use crate::template::Resolved;

use super::opening::{self, Title};
use super::{Context, letterhead, signature, words};

/// The group of values an original is made of.
const ORIGINAL: &str = "ban_chinh";

/// The full-width rule, `khoang_trong` millimetres below the upper edge of the text, and the letterhead of the copy.
pub(super) fn heading(context: &Context<'_>) -> Vec<Element> {
    let mut elements = Vec::new();
    if let Some(rule) = context.standard.line_under(Component::HinhThucSao) {
        let room = context.values.number("khoang_trong").and_then(|room| f64::try_from(room).ok());
        elements.push(Element::Rule(Rule {
            left: Length::ZERO,
            right: Length::ZERO,
            before: room.map_or_else(|| Length::pt(rule.before), Length::mm),
            after: Length::pt(rule.after),
            weight: Length::pt(rule.weight),
            keep_next: true,
        }));
    }
    elements.push(letterhead::beside(context, Letterhead::OF_COPY, kind_of_copy));
    elements
}

fn kind_of_copy(context: &Context<'_>, _: Length) -> Vec<Element> {
    let component = Component::HinhThucSao;
    let kind = context.kind().map(|kind| kind.name).unwrap_or_default();
    let printed = context.standard.cased(component, &kind);
    vec![Element::Paragraph(context.sheet.paragraph(component, vec![words(printed)]))]
}

/// The letterhead, kind and abstract of the original; one without a kind is a công văn.
pub(super) fn original_heading(context: &Context<'_>) -> Vec<Element> {
    let values = original(context);
    let context = &Context { values: &values, sheet: context.sheet.clone(), ..*context };
    let kind = values.text("ten_loai");
    let boxes = Letterhead { number: true, place_date: true, abstract_under_number: kind.is_empty() };
    let mut elements = vec![letterhead::letterhead(context, boxes)];
    if !kind.is_empty() {
        let title = Title { kind: Some((kind, Some("ten_loai"))), summary: "trich_yeu" };
        let (titles, last) = opening::titles(context, &title);
        elements.extend(titles);
        let width = context.sheet.page(false).text_width();
        elements.extend(context.sheet.rule_under(Component::TrichYeu, last, width, true));
    }
    elements.iter_mut().for_each(of_original);
    elements
}

/// The signatures and recipients of the original.
pub(super) fn original_signature(context: &Context<'_>) -> Element {
    let values = original(context);
    let context = &Context { values: &values, sheet: context.sheet.clone(), ..*context };
    let mut element = signature::signature(context, context.sheet.page(false).text_width());
    of_original(&mut element);
    element
}

fn original(context: &Context<'_>) -> Resolved {
    let fields = context.values.get(ORIGINAL).and_then(|group| group.as_object()).cloned();
    Resolved { values: fields.unwrap_or_default(), ..Resolved::default() }
}

/// Names the fields as they are called outside of the group; only the copy's own number and date are filled in later.
fn of_original(element: &mut Element) {
    match element {
        Element::Paragraph(Paragraph { spans, .. }) => {
            for span in spans {
                if let Span::Text { origin, bookmark, .. } = span {
                    *origin = origin.take().map(|path| format!("{ORIGINAL}.{path}").as_str().into());
                    *bookmark = None;
                }
            }
        }
        Element::Rule(_) => {}
        Element::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| row.cells.iter_mut());
            cells.flat_map(|Cell { elements, .. }| elements.iter_mut()).for_each(of_original);
        }
    }
}
