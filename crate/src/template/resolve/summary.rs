//! The abstract as its place asks for it: the words the form prints before it are not printed twice, and no full stop ends it.

use serde_json::{Map, Value};

use super::Resolver;
use crate::template::Template;
use crate::vietnamese::citation::{Joining, behind_on_the_matter};
use crate::vietnamese::summaries;
use crate::vietnamese::text::{lower_first, upper_first};
use crate::{FieldPath, Fix, Severity, unicode};

/// The field of the abstract.
const ABSTRACT: &str = "trich_yeu";
/// `V/v` written out.
const ON_THE_MATTER: &str = Joining::VeViec.as_str();

impl Resolver {
    /// Puts the abstract right and tells it.
    pub(super) fn summary(&mut self, template: &Template, values: &mut Map<String, Value>) {
        let Some(given) = values.get(ABSTRACT).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
        else {
            return;
        };
        let under_number = template.form.letterhead().is_some_and(|boxes| boxes.abstract_under_number);
        let right = if under_number { under_number_right(given) } else { under_kind_right(given) };
        if right == given {
            return;
        }
        if right.is_empty() {
            // Only the words the form prints itself: there is no abstract.
            values.insert(ABSTRACT.to_owned(), Value::String(right));
            return;
        }
        let path = FieldPath::from(ABSTRACT);
        self.report(
            Severity::Info,
            "trich-yeu-thua",
            &path,
            format!("Trích yếu được in là «{right}»: chữ máy tự in, dấu chấm cuối và chữ hoa thừa đã bỏ."),
            format!("The abstract prints as “{right}”: words the form prints itself, a final full stop and a needless capital are left out."),
        );
        self.fix(Fix::new(path, right.as_str(), format!("Ghi «{right}»"), format!("Write “{right}”")));
        values.insert(ABSTRACT.to_owned(), Value::String(right));
    }
}

/// Behind `V/v`, which the form prints (Annex I, Part I, II.5).
fn under_number_right(given: &str) -> String {
    let mut text = given.trim();
    while let Some(rest) = behind_on_the_matter(text) {
        text = rest;
    }
    let text = without_stop(text);
    if summaries::begins_with_verb(text) { lower_first(text) } else { text.to_owned() }
}

/// Below the name of the kind, where `V/v` is written out once.
fn under_kind_right(given: &str) -> String {
    let text = without_stop(given);
    let mut rest = text;
    let mut words = 0;
    while let Some(further) = behind_on_the_matter(rest) {
        rest = further;
        words += 1;
    }
    let before = text.get(..text.len() - rest.len()).unwrap_or_default();
    if words == 0 || (words == 1 && unicode::lower(before.trim_end()) == ON_THE_MATTER) {
        return text.to_owned();
    }
    let begins_large = text.trim_start().starts_with(char::is_uppercase);
    let joining = if begins_large { upper_first(ON_THE_MATTER) } else { ON_THE_MATTER.to_owned() };
    format!("{joining} {rest}")
}

/// Without one full stop at its end; three of them and an abbreviation stay.
fn without_stop(text: &str) -> &str {
    let trimmed = text.trim_end();
    let Some(before) = trimmed.strip_suffix('.') else { return text };
    let last = before.rsplit([' ', '\n']).next().unwrap_or_default();
    let is_word = before.ends_with(char::is_alphanumeric) && !last.contains('.');
    let is_short = last.chars().count() <= 3 && last.chars().all(char::is_uppercase);
    if (is_word && !is_short) || before.ends_with([')', '”', '"', '%']) { before } else { text }
}
