//! The place where another body confirms what a paper says (form 1.10).

use crate::Length;
use crate::document::{Component, Element};

use super::letterhead::broken;
use super::{Context, signature, words};

/// `xac_nhan` at the left, below the signatures, with room to sign and a name to be written in; nothing when it is blank.
pub(super) fn confirmation(context: &Context<'_>) -> Option<Element> {
    const FIELD: &str = "xac_nhan";
    let sheet = &context.sheet;
    let typed = context.values.text(FIELD);
    if typed.is_empty() {
        return None;
    }
    let component = Component::XacNhan;
    let width = sheet.page(false).text_width();
    let left = width.scale(0.5);
    let lines = sheet.balance(component, typed, left - Length::mm(context.standard.letterhead.slack));
    let mut name = sheet.paragraph(component, vec![words(context.standard.blank.text.clone())]);
    name.format.before = Length::pt(context.standard.signature.space);
    name.format.keep_next = false;
    let confirmed =
        vec![Element::Paragraph(sheet.paragraph(component, broken(&lines, FIELD))), Element::Paragraph(name)];
    Some(signature::block(
        vec![left, width - left],
        vec![signature::row(context, vec![confirmed, Vec::new()])],
    ))
}
