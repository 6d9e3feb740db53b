//! The template whose form takes a document in: one of its kind with room for all of its text in one field.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::docx::read::{letters, plain};
use crate::markup::{self, Block, FREE_TEXT, Inline};
use crate::standard::Standard;
use crate::template::{Kind, Template, render, resolve};
use crate::to_list::ToList;
use crate::{FieldPath, library};

use crate::vietnamese::text::key;

/// A template and the field of its text.
pub(super) struct Chosen {
    pub(super) template: Arc<Template>,
    /// None where the template has no room for a whole text.
    pub(super) body: Option<FieldPath>,
    /// The template leaves the name of the kind to be filled in.
    pub(super) names_kind: bool,
}

/// The letter, and the one for any other kind.
pub(super) const LETTER: &str = "cong-van";
const ANY_KIND: &str = "van-ban-co-ten-loai";
/// What the names of templates for papers of the Party begin with.
const PARTY: &str = "dang-";

/// Whether a template is for papers of the Party.
pub(super) fn is_of_party(id: &str) -> bool {
    id.starts_with(PARTY)
}

/// The template of this name for papers of the state, or of the Party.
pub(super) fn named(name: &str, is_party: bool) -> Option<Arc<Template>> {
    library::get(&if is_party { format!("{PARTY}{name}") } else { name.to_owned() })
}

/// A template somebody chose.
pub(super) fn chosen(template: Arc<Template>) -> Chosen {
    let body = room(&template);
    let names_kind = names_kind(&template);
    Chosen { template, body, names_kind }
}

fn names_kind(template: &Template) -> bool {
    template.kind_name.is_none() && template.field("ten_loai").is_some()
}

/// The template for a kind, `None` for a letter, with these fields. Papers of the Party have their own, and never become
/// papers of the state: the standard is the one the file shows.
pub(super) fn choose(kind: Option<&str>, is_party: bool, fields: &[&str]) -> Option<Chosen> {
    let own = kind.map_or_else(|| LETTER.to_owned(), |kind| key(kind).replace(' ', "-"));
    let any = if kind.is_some() { ANY_KIND } else { LETTER };
    [own.as_str(), any].into_iter().find_map(|name| {
        let template = named(name, is_party)?;
        let symbol = kind.and_then(|kind| Standard::nd30().symbol_of(kind));
        let is_of_kind = kind.is_none() || template.kind.as_deref() == symbol && symbol.is_some();
        let has_all = fields.iter().all(|field| template.field(field).is_some());
        let body = (name == any || is_of_kind && has_all).then(|| room(&template)).flatten()?;
        let names_kind = names_kind(&template);
        Some(Chosen { template, body: Some(body), names_kind })
    })
}

/// The field that prints as the whole body, whatever else is blank.
fn room(template: &Template) -> Option<FieldPath> {
    const PROBE: &str = "Thử";
    let own = template.fields.iter().filter(|field| !field.shared && field.kind == Kind::Body);
    let sections = template.sections().iter().map(|section| FieldPath::from(FREE_TEXT).join(&section.name));
    let paths = own.map(|field| FieldPath::from(field.name.as_str())).chain(sections);
    paths.into_iter().find(|path| {
        let resolved = resolve(template, &with(path, PROBE), NaiveDate::default());
        let Ok(body) = render(template, &resolved) else { return false };
        match markup::parse(&body).blocks.as_slice() {
            [Block::Paragraph { text, .. }] => said(text) == PROBE,
            _ => false,
        }
    })
}

fn said(text: &[Inline]) -> String {
    let glyphs: Vec<_> = text
        .iter()
        .filter_map(|inline| match inline {
            Inline::Text { text, .. } => Some(letters(text, false, false)),
            _ => None,
        })
        .flatten()
        .to_list();
    plain(&glyphs)
}

/// Values with this text alone.
pub(super) fn with(path: &FieldPath, text: &str) -> Value {
    let mut value = Value::from(text);
    for step in path.as_str().rsplit('.') {
        value = Value::Object(Map::from_iter([(step.to_owned(), value)]));
    }
    value
}
