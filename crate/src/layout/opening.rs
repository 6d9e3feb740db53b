//! Boxes 5a, 9a and 13, and the bases: what stands between letterhead and body, and at the foot of page 1.

use crate::document::{Align, Component, Element, Rule, Span};
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::CitedDocument;
use crate::{FieldPath, Length, metrics};

use super::letterhead::broken;
use super::{Context, from_field, words};

/// The name of a kind, with the field it came from, and the field of the abstract.
pub(super) struct Title<'a> {
    pub(super) kind: Option<(&'a str, Option<&'a str>)>,
    pub(super) summary: &'a str,
}

/// Box 5a: name of the kind, abstract, rule.
pub(super) fn kind_and_abstract(context: &Context<'_>) -> Vec<Element> {
    let kind = context.kind();
    let kind = kind.as_ref().map(|kind| (kind.name.as_str(), kind.field));
    let (mut elements, last) = titles(context, &Title { kind, summary: "trich_yeu" });
    elements.extend(rule(context, Component::TrichYeu, last));
    elements
}

/// The name of the kind alone, and the rule below it (forms 1.8 and 1.10).
pub(super) fn kind(context: &Context<'_>) -> Vec<Element> {
    let component = Component::TenLoai;
    let Some(kind) = context.kind() else { return Vec::new() };
    let length = context.sheet.width(component, &context.standard.cased(component, &kind.name));
    let mut elements = vec![kind_line(context, (&kind.name, kind.field))];
    elements.extend(rule(context, component, length));
    elements
}

fn rule(context: &Context<'_>, under: Component, length: Length) -> Option<Element> {
    context.sheet.rule_under(under, length, context.sheet.page(false).text_width(), true)
}

fn kind_line(context: &Context<'_>, (kind, field): (&str, Option<&str>)) -> Element {
    let printed = context.standard.cased(Component::TenLoai, kind);
    let span = Span::text(printed, field.map(FieldPath::from));
    Element::Paragraph(context.sheet.paragraph(Component::TenLoai, vec![span]))
}

/// Name of the kind and abstract, and how long its last line is.
pub(super) fn titles(context: &Context<'_>, title: &Title<'_>) -> (Vec<Element>, Length) {
    let sheet = &context.sheet;
    let mut elements: Vec<Element> = title.kind.map(|kind| kind_line(context, kind)).into_iter().to_list();
    let component = Component::TrichYeu;
    let text = super::or_blank(context, title.summary);
    let share = sheet.page(false).text_width().scale(context.standard.opening.abstract_share);
    let lines = sheet.balance(component, &text, share);
    let last = lines
        .last()
        .map(|line| metrics::width(line, sheet.face(component), sheet.size(component)))
        .unwrap_or_default();
    elements.push(Element::Paragraph(sheet.paragraph(component, broken(&lines, title.summary))));
    (elements, last)
}

/// The authority line of a decision or resolution, in capitals.
pub(super) fn authority(context: &Context<'_>) -> Element {
    const FIELD: &str = "tham_quyen_ban_hanh";
    let component = Component::ThamQuyenBanHanh;
    let share = context.sheet.page(false).text_width().scale(context.standard.opening.abstract_share);
    let lines = context.sheet.balance(component, &super::or_blank(context, FIELD), share);
    Element::Paragraph(context.sheet.paragraph(component, broken(&lines, FIELD)))
}

/// `QUYẾT ĐỊNH:`
pub(super) fn order(context: &Context<'_>, text: &str) -> Element {
    let component = Component::LenhBanHanh;
    let printed = context.standard.cased(component, text);
    Element::Paragraph(context.sheet.paragraph(component, vec![words(printed)]))
}

/// `kinh_gui` without the marks the machine sets, each line with its field.
fn addressees<'a>(context: &Context<'a>) -> Vec<(FieldPath, &'a str)> {
    let pieces = context.values.pieces("kinh_gui").into_iter();
    pieces.map(|(path, line)| (path, without_marks(line))).filter(|(_, line)| !line.is_empty()).to_list()
}

/// Addressees one below another, their hyphens at `left`; `;` after each and `.` after the last.
fn listed(context: &Context<'_>, addressees: &[(FieldPath, &str)], left: Length) -> Vec<Element> {
    let sheet = &context.sheet;
    let component = Component::NoiKinhGui;
    let hyphen = sheet.width(component, "- ");
    let mut elements = Vec::new();
    for (index, (path, line)) in addressees.iter().enumerate() {
        let end = if index + 1 == addressees.len() { "." } else { ";" };
        let spans = vec![words("- "), from_field(*line, path.as_str()), words(end)];
        let mut paragraph = sheet.paragraph(component, spans);
        paragraph.format.left = left + hyphen;
        paragraph.format.first_line = -hyphen;
        elements.push(Element::Paragraph(paragraph));
    }
    elements
}

/// The left edge of lines of `longest` that together stand in the middle, as far as they are short enough for it.
fn standing_in(context: &Context<'_>, longest: Length) -> Length {
    let width = context.sheet.page(false).text_width();
    let free = (width - longest).scale(0.5);
    free.max(context.sheet.first_line()).min(width.scale(context.standard.opening.recipients_share_max))
}

fn longest(context: &Context<'_>, addressees: &[(FieldPath, &str)]) -> Length {
    let width = |line: &str| context.sheet.width(Component::NoiKinhGui, line);
    addressees.iter().map(|(_, line)| width(line)).max().unwrap_or_default() + width("- ")
}

/// `Chủ tịch Ủy ban nhân dân tỉnh … điện:` and the addressees below it (form 1.6).
pub(super) fn dispatch(context: &Context<'_>, text: &str) -> Vec<Element> {
    let sheet = &context.sheet;
    let spans = vec![from_field(super::or_blank(context, "tac_gia"), "tac_gia"), words(format!(" {text}"))];
    let mut sender = sheet.paragraph(Component::GiuaDong, spans);
    sender.format.keep_next = true;
    let mut elements = vec![Element::Paragraph(sender)];
    let addressees = addressees(context);
    elements.extend(listed(context, &addressees, standing_in(context, longest(context, &addressees))));
    elements
}

/// Box 9a. One recipient stands on the line of `Kính gửi:`, without a mark at its end; several stand below it, their
/// hyphens under the colon (Annex I, Part I, II.9.d).
pub(super) fn recipients(context: &Context<'_>) -> Vec<Element> {
    let sheet = &context.sheet;
    let label = context.standard.component(Component::KinhGui).text.clone().unwrap_or_default();
    let recipients = addressees(context);
    let alone = |whom: Span| {
        let mut paragraph = sheet.paragraph(Component::KinhGui, vec![words(format!("{label}: ")), whom]);
        paragraph.format.align = Align::Center;
        vec![Element::Paragraph(paragraph)]
    };
    match recipients.as_slice() {
        [] if context.template.requires("kinh_gui") => {
            alone(from_field(context.standard.blank.text.clone(), "kinh_gui"))
        }
        [] => Vec::new(),
        [(path, only)] => alone(from_field(*only, path.as_str())),
        several => {
            let to_colon = sheet.width(Component::KinhGui, &label);
            let left = standing_in(context, to_colon + longest(context, several));
            let mut head = sheet.paragraph(Component::KinhGui, vec![words(format!("{label}:"))]);
            head.format.left = left;
            let mut elements = vec![Element::Paragraph(head)];
            elements.extend(listed(context, several, left + to_colon));
            elements
        }
    }
}

/// The bases, one a line, with the marks of the standard or the one chosen for the last; who proposed it comes last.
pub(super) fn bases(context: &Context<'_>, proposal: &str) -> Vec<Element> {
    const PROPOSAL: &str = "theo_de_nghi";
    let mut lines: Vec<Vec<Span>> = Vec::new();
    for (index, base) in context.values.list("can_cu").iter().enumerate() {
        let text = CitedDocument::from_value(base).basis_line();
        if !text.is_empty() {
            lines.push(vec![from_field(text, &format!("can_cu.{index}"))]);
        }
    }
    let proposer = without_marks(context.values.text(PROPOSAL));
    if !proposer.is_empty() {
        let begun = unicode::lower(proposer).starts_with(&unicode::lower(proposal));
        let mut spans = vec![from_field(proposer, PROPOSAL)];
        if !begun {
            spans.insert(0, words(format!("{proposal} ")));
        }
        lines.push(spans);
    }
    let rule = &context.standard.opening;
    let last = match context.values.text("dau_cuoi_can_cu") {
        "" => rule.last_basis_end.as_str(),
        chosen => chosen,
    };
    let count = lines.len();
    let closed = lines.into_iter().enumerate().map(|(index, mut spans)| {
        if !rule.basis_lead.is_empty() {
            spans.insert(0, words(&rule.basis_lead));
        }
        spans.push(words(if index + 1 == count { last } else { &rule.basis_end }));
        Element::Paragraph(context.sheet.paragraph(Component::CanCu, spans))
    });
    closed.to_list()
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
    let lines: Vec<String> = typed.lines().map(str::to_owned).to_list();
    elements.push(Element::Paragraph(context.sheet.paragraph(Component::LienHe, broken(&lines, "lien_he"))));
    elements
}

/// A list item without the marks the machine sets.
pub(super) fn without_marks(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix("- ").unwrap_or(line);
    line.trim_end_matches([';', '.', ',', ' '])
}
