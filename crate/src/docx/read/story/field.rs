//! Fields: what of them is shown, and what fields of forms show without a result.

use super::Reader;
use crate::docx::read::aside::AsideKind;
use crate::docx::walk::Place;
use crate::xml::Element;

/// A field under way.
#[derive(Debug)]
pub(super) struct OpenField {
    /// What it shows where it has no result.
    form: String,
    /// The paragraph it begins in, and how many glyphs that had.
    paragraph: u32,
    glyphs: usize,
    /// What comes now is its result.
    has_result: bool,
    /// Letters read now are none of the text.
    hides: bool,
}

impl Reader<'_> {
    /// The mark at the beginning of a field, before its result or at its end.
    pub(super) fn field_mark(&mut self, place: &Place<'_, '_, '_>, element: u32) {
        let here = self.paragraphs.last().map(|open| (open.element, open.glyphs.len()));
        match place.word_attribute("fldCharType").as_deref() {
            Some("begin") => {
                // The code of a field may have fields in it; their results are part of the code.
                let hides = self.fields.last().is_some_and(|field| {
                    !field.has_result && here.is_some_and(|(paragraph, _)| paragraph == field.paragraph)
                });
                if hides {
                    self.asides.push(AsideKind::FieldCode);
                }
                let (paragraph, glyphs) = here.unwrap_or_default();
                let form = shown(place.element);
                self.fields.push(OpenField { form, paragraph, glyphs, has_result: false, hides });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else { return };
                if field.hides {
                    self.close_aside();
                } else if here == Some((field.paragraph, field.glyphs)) {
                    self.push_text(&field.form, element, None);
                }
            }
            _ => {}
        }
    }

    /// A paragraph ends: a field in it whose code goes on is damaged, and hides nothing more.
    pub(super) fn end_codes(&mut self, paragraph: u32) {
        let before = self.fields.len();
        self.fields.retain(|field| field.has_result || field.paragraph != paragraph);
        let mut ended = before - self.fields.len();
        while ended > 0 && self.asides.last() == Some(&AsideKind::FieldCode) {
            ended -= 1;
            self.close_aside();
        }
    }
}

/// What a field of a form shows without a result: the entry chosen, the box ticked or not.
fn shown(mark: &Element<'_>) -> String {
    let Some(form) = child(mark, "ffData") else { return String::new() };
    let is_on = |element: &Element<'_>| !matches!(val(element).as_str(), "0" | "false" | "off");
    if let Some(tick) = child(form, "checkBox") {
        let said = child(tick, "checked").or_else(|| child(tick, "default"));
        return if said.is_some_and(is_on) { "☒" } else { "☐" }.to_owned();
    }
    let Some(list) = child(form, "ddList") else { return String::new() };
    let chosen = child(list, "result").or_else(|| child(list, "default"));
    let chosen = chosen.and_then(|chosen| val(chosen).parse().ok()).unwrap_or(0);
    let entry = list.elements().filter(|entry| entry.local_name() == "listEntry").nth(chosen);
    entry.map(val).unwrap_or_default()
}

fn child<'e, 'a>(element: &'e Element<'a>, name: &str) -> Option<&'e Element<'a>> {
    element.elements().find(|child| child.local_name() == name)
}

fn val(element: &Element<'_>) -> String {
    let value = element.attributes().find(|attribute| attribute.name.rsplit(':').next() == Some("val"));
    value.map(|value| value.value().into_owned()).unwrap_or_default()
}
