//! The abstract as its place asks for it: the words the form prints before it are not printed twice, and no full stop ends it.

use serde_json::{Map, Value};

use super::Resolver;
use crate::joined::Joined;
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
        let Right { text: right, done } =
            if under_number { under_number_right(given) } else { under_kind_right(given) };
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
            format!("Trích yếu được in là «{right}»: {}.", done.iter().map(|done| done.told()).joined("; ")),
            format!(
                "The abstract prints as “{right}”: {}.",
                done.iter().map(|done| done.english()).joined("; ")
            ),
        );
        self.fix(Fix::new(path, right.as_str(), format!("Ghi «{right}»"), format!("Write “{right}”")));
        values.insert(ABSTRACT.to_owned(), Value::String(right));
    }
}

/// What was put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Words,
    InFull,
    Capital,
    Mark,
}

impl Done {
    fn told(self) -> &'static str {
        match self {
            Done::Words => "bỏ chữ máy tự in",
            Done::InFull => "ghi «về việc» đủ chữ, một lần",
            Done::Capital => "bỏ chữ hoa thừa",
            Done::Mark => "bỏ dấu ở cuối",
        }
    }

    fn english(self) -> &'static str {
        match self {
            Done::Words => "without the words the form prints itself",
            Done::InFull => "“về việc” in full, once",
            Done::Capital => "without a needless capital",
            Done::Mark => "without the mark at its end",
        }
    }
}

/// An abstract as it should be, and what became of it.
struct Right {
    text: String,
    done: Vec<Done>,
}

/// Behind `V/v`, which the form prints (Annex I, Part I, II.5).
fn under_number_right(given: &str) -> Right {
    let (text, mut done) = without_stop(given.trim());
    let rest = behind_every_matter(text).0;
    if rest.len() < text.len() {
        done.insert(0, Done::Words);
    }
    Right { text: small(rest, &mut done), done }
}

/// Below the name of the kind, where `V/v` is written out once.
fn under_kind_right(given: &str) -> Right {
    let (text, mut done) = without_stop(given);
    let (rest, words) = behind_every_matter(text);
    if words == 0 {
        return Right { text: text.to_owned(), done };
    }
    let before = text.get(..text.len() - rest.len()).unwrap_or_default();
    let in_full = words == 1 && unicode::lower(before.trim_end()) == ON_THE_MATTER;
    let subject = small(rest, &mut done);
    if in_full {
        return Right { text: format!("{before}{subject}"), done };
    }
    done.insert(0, Done::InFull);
    let begins_large = text.trim_start().starts_with(char::is_uppercase);
    let joining = if begins_large { upper_first(ON_THE_MATTER) } else { ON_THE_MATTER.to_owned() };
    Right { text: format!("{joining} {subject}"), done }
}

/// What stands behind `V/v`, however often it is there, and how often that is.
fn behind_every_matter(text: &str) -> (&str, usize) {
    let (mut rest, mut words) = (text, 0);
    while let Some(further) = behind_on_the_matter(rest) {
        rest = further;
        words += 1;
    }
    (rest, words)
}

/// An abstract that begins with a verb has a small letter there.
fn small(text: &str, done: &mut Vec<Done>) -> String {
    if !summaries::begins_with_verb(text) {
        return text.to_owned();
    }
    done.push(Done::Capital);
    lower_first(text)
}

/// Without one full stop, or a semicolon, at its end; three full stops and an abbreviation stay.
fn without_stop(text: &str) -> (&str, Vec<Done>) {
    let trimmed = text.trim_end();
    if let Some(before) = trimmed.strip_suffix([';', ',']) {
        return (before.trim_end(), vec![Done::Mark]);
    }
    let Some(before) = trimmed.strip_suffix('.') else { return (text, Vec::new()) };
    let last = before.rsplit([' ', '\n']).next().unwrap_or_default();
    let is_word = before.ends_with(char::is_alphanumeric) && !last.contains('.');
    let is_short = last.chars().count() <= 3 && last.chars().all(char::is_uppercase);
    let ends = (is_word && !is_short) || before.ends_with([')', '”', '"', '%']);
    if ends { (before, vec![Done::Mark]) } else { (text, Vec::new()) }
}
