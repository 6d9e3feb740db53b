//! Boxes 5a, 9a and 13, and the bases: what stands between letterhead and body, and at the foot of page 1.

use crate::document::{Align, Component, Element, Rule};
use crate::vietnamese::CitedDocument;
use crate::{FieldPath, Length, metrics};

use super::letterhead::broken;
use super::{Context, from_field, words};

/// Box 5a: name of the kind, abstract, rule.
pub(super) fn kind_and_abstract(context: &Context<'_>) -> Vec<Element> {
    let sheet = &context.sheet;
    let width = sheet.page(false).text_width();
    let mut elements = Vec::new();
    if let Some(kind) = &context.template.kind_name {
        let printed = context.standard.cased(Component::TenLoai, kind);
        elements.push(Element::Paragraph(sheet.paragraph(Component::TenLoai, vec![words(printed)])));
    }
    let component = Component::TrichYeu;
    let text = super::or_blank(context, "trich_yeu");
    let lines = sheet.balance(component, &text, width.scale(context.standard.opening.abstract_share));
    let last = lines
        .last()
        .map(|line| metrics::width(line, sheet.face(component), sheet.size(component)))
        .unwrap_or_default();
    elements.push(Element::Paragraph(sheet.paragraph(component, broken(&lines, "trich_yeu"))));
    elements.extend(sheet.rule_under(component, last, width, true));
    elements
}

/// Box 9a. One recipient stands on the line of `Kính gửi:`, without a mark at its end; several stand below it, their
/// hyphens under the colon (Annex I, Part I, II.9.a).
pub(super) fn recipients(context: &Context<'_>) -> Vec<Element> {
    let sheet = &context.sheet;
    let label = context.standard.component(Component::KinhGui).text.clone().unwrap_or_default();
    let recipients: Vec<(FieldPath, &str)> = context
        .values
        .pieces("kinh_gui")
        .into_iter()
        .map(|(path, line)| (path, without_marks(line)))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    match recipients.as_slice() {
        [] => Vec::new(),
        [(path, only)] => {
            let mut paragraph = sheet.paragraph(
                Component::KinhGui,
                vec![words(format!("{label}: ")), from_field(*only, path.as_str())],
            );
            paragraph.format.align = Align::Center;
            vec![Element::Paragraph(paragraph)]
        }
        several => {
            let width = sheet.page(false).text_width();
            let item = Component::NoiKinhGui;
            let hyphen = sheet.width(item, "- ");
            let to_colon = sheet.width(Component::KinhGui, &label);
            let longest = several.iter().map(|(_, line)| sheet.width(item, line)).max().unwrap_or_default();
            let free = (width - to_colon - hyphen - longest).scale(0.5);
            let left =
                free.max(sheet.first_line()).min(width.scale(context.standard.opening.recipients_share_max));
            let mut head = sheet.paragraph(Component::KinhGui, vec![words(format!("{label}:"))]);
            head.format.left = left;
            let mut elements = vec![Element::Paragraph(head)];
            for (index, (path, line)) in several.iter().enumerate() {
                let end = if index + 1 == several.len() { "." } else { ";" };
                let mut paragraph =
                    sheet.paragraph(item, vec![words("- "), from_field(*line, path.as_str()), words(end)]);
                paragraph.format.left = left + to_colon + hyphen;
                paragraph.format.first_line = -hyphen;
                elements.push(Element::Paragraph(paragraph));
            }
            elements
        }
    }
}

/// The bases, one a line, italic, `;` after each and `.` after the last (II.6.a).
pub(super) fn bases(context: &Context<'_>) -> Vec<Element> {
    let bases = context.values.list("can_cu");
    let count = bases.len();
    let mut elements = Vec::new();
    for (index, base) in bases.iter().enumerate() {
        let path = format!("can_cu.{index}");
        let text = CitedDocument::from_value(base).basis_line();
        if text.is_empty() {
            continue;
        }
        let end = if index + 1 == count { "." } else { ";" };
        let spans = vec![from_field(text, &path), words(end)];
        elements.push(Element::Paragraph(context.sheet.paragraph(Component::CanCu, spans)));
    }
    elements
}

/// Box 13: the contact line under a rule of the full width, at the foot of page 1.
pub(super) fn contact(context: &Context<'_>) -> Vec<Element> {
    let typed = context.values.text("lien_he");
    if typed.is_empty() {
        return Vec::new();
    }
    let mut elements = Vec::new();
    if let Some(rule) = context.standard.line_under(Component::LienHe) {
        elements.push(Element::Rule(Rule {
            left: Length::ZERO,
            right: Length::ZERO,
            before: Length::pt(rule.before),
            after: Length::pt(rule.after),
            weight: Length::pt(rule.weight),
            keep_next: true,
        }));
    }
    let lines: Vec<String> = typed.lines().map(str::to_owned).collect();
    elements.push(Element::Paragraph(context.sheet.paragraph(Component::LienHe, broken(&lines, "lien_he"))));
    elements
}

/// A list item without the marks the machine sets.
pub(super) fn without_marks(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix("- ").unwrap_or(line);
    line.trim_end_matches([';', '.', ',', ' '])
}
