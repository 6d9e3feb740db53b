//! What a tag says.

use super::expression::{Expression, Name, Unreadable, parse};
use super::merge_field::MergeField;
use super::scan::Form;
use crate::joined::Joined;

/// What a tag says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tag {
    /// Print a value here.
    Value(Expression),
    /// Print a value in place of the paragraph: `{@x}`. Markup is never taken from a value, so it prints as text.
    Paragraph(Expression),
    /// A field of Word that prints a value.
    Field(MergeField),
    /// What follows prints as often as this says.
    Open(Opening),
    /// Otherwise what follows prints; with a condition of its own.
    Else(Option<Expression>),
    /// The end of what was opened, with the word it names.
    Close(Closing),
    /// Nothing: a comment, an empty tag.
    Silent,
    /// No tag we can read. Where a value is called so, it is its name.
    Odd(String),
    /// A filter that is not known.
    UnknownFilter(String),
}

/// The beginning of a part that prints as often as something says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Opening {
    pub(super) sort: Sort,
    pub(super) of: Expression,
    /// What is asked for, as written.
    pub(super) subject: String,
    /// What it repeats, where it says so.
    pub(super) level: Option<(Level, Takes)>,
    /// Why it cannot be read.
    pub(super) unreadable: Option<Unreadable>,
}

/// How often a part prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sort {
    /// `{{#x}}`: for each item of a list, within a group, or if there is a value.
    Section,
    /// `{{^x}}`, `{{#unless x}}`: if there is none.
    Inverted,
    /// `{{#if x}}`, `{% if x %}`.
    If,
    /// `{{#each x}}`, `{% for item in x %}`: for each item, with what it is called.
    Each(Option<String>),
}

/// What a loop repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Text,
    Paragraph,
    Row,
    Cell,
    Table,
}

/// Whether a tag that says what it repeats stands in the first of these, or in one of its own that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    With,
    Between,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Closing {
    /// `{{/}}`.
    Any,
    /// `{{/x}}`.
    Named(String),
    /// `{% endfor %}`.
    For,
    /// `{% endif %}`.
    If,
}

impl Closing {
    /// It may close what this opens.
    pub(super) fn fits(&self, opening: &Opening) -> bool {
        let is_loop = matches!(opening.sort, Sort::Each(_));
        match self {
            Closing::Any => true,
            Closing::For => is_loop,
            Closing::If => opening.sort == Sort::If,
            Closing::Named(name) => {
                *name == opening.subject
                    || match opening.sort {
                        Sort::Each(_) => name == "each",
                        Sort::If => name == "if",
                        Sort::Inverted => name == "unless",
                        Sort::Section => false,
                    }
            }
        }
    }
}

/// Reads a tag.
pub(super) fn read(inner: &str, form: Form) -> Tag {
    match form {
        Form::Silent => Tag::Silent,
        Form::Statement => statement(inner),
        Form::Plain => plain(inner),
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().joined(" ")
}

fn readable(written: &str, made: impl FnOnce(Expression) -> Tag) -> Tag {
    match parse(written) {
        Ok(expression) => made(expression),
        Err(Unreadable::Filter(name)) => Tag::UnknownFilter(name),
        Err(Unreadable::Syntax) => Tag::Odd(written.trim().to_owned()),
    }
}

/// An opening tag; one that cannot be read opens something all the same, so that what closes it is not told too.
fn opening(sort: Sort, written: &str, level: Option<(Level, Takes)>) -> Tag {
    let is_named = matches!(sort, Sort::Section | Sort::Inverted);
    let (of, unreadable) = match parse(written) {
        Ok(of) => (of, None),
        // Any words may be the name of a value.
        Err(Unreadable::Syntax) if is_named => (Expression::Name(Name::new(written)), None),
        Err(unreadable) => (Expression::Nothing, Some(unreadable)),
    };
    Tag::Open(Opening { sort, of, subject: words(written), level, unreadable })
}

fn plain(inner: &str) -> Tag {
    let text = inner.trim();
    let Some(sign) = text.chars().next() else { return Tag::Silent };
    let rest = text.get(sign.len_utf8()..).unwrap_or_default().trim();
    match sign {
        '!' if !rest.is_empty() && !rest.contains('=') => Tag::Silent,
        '#' => match rest.split_once(char::is_whitespace) {
            Some(("if", condition)) => opening(Sort::If, condition, None),
            Some(("unless", condition)) => opening(Sort::Inverted, condition, None),
            Some(("each", list)) => match list.split_once(" as |") {
                Some((list, called)) => {
                    let called = called.trim_end_matches('|').trim().to_owned();
                    opening(Sort::Each(Some(called)), list, None)
                }
                None => opening(Sort::Each(None), list, None),
            },
            _ => {
                let (subject, level) = with_options(rest);
                opening(Sort::Section, subject, level)
            }
        },
        '^' => opening(Sort::Inverted, rest, None),
        '/' if rest.is_empty() => Tag::Close(Closing::Any),
        '/' => Tag::Close(Closing::Named(words(rest))),
        '@' if !rest.starts_with(|sign: char| sign.is_ascii_lowercase()) => readable(rest, Tag::Paragraph),
        '@' => match rest {
            "index" | "first" | "last" | "stt" => readable(text, Tag::Value),
            _ => readable(rest, Tag::Paragraph),
        },
        '&' if rest.chars().all(char::is_alphanumeric) => readable(rest, Tag::Value),
        '-' => match level_of(rest) {
            Some((level, subject)) => opening(Sort::Section, subject, Some((level, Takes::With))),
            None => readable(text, Tag::Value),
        },
        _ if text == "else" => Tag::Else(None),
        _ => match text.strip_prefix("else if ") {
            Some(condition) => readable(condition, |condition| Tag::Else(Some(condition))),
            None => readable(inner, Tag::Value),
        },
    }
}

/// `w:tr rows`, as docxtemplater writes it.
fn level_of(text: &str) -> Option<(Level, &str)> {
    let (element, subject) = text.split_once(char::is_whitespace)?;
    let level = match element {
        "w:p" | "a:p" => Level::Paragraph,
        "w:tr" => Level::Row,
        "w:tc" => Level::Cell,
        "w:tbl" => Level::Table,
        _ => return None,
    };
    Some((level, subject.trim()))
}

/// `rows [loopOver: "row"]`, as easy-template-x writes it.
fn with_options(text: &str) -> (&str, Option<(Level, Takes)>) {
    let Some((subject, options)) = text.strip_suffix(']').and_then(|text| text.split_once('[')) else {
        return (text, None);
    };
    let Some((_, wanted)) = options.split_once("loopOver") else { return (text, None) };
    let wanted: String = wanted.chars().filter(|sign| sign.is_ascii_alphabetic()).collect();
    let level = match wanted.as_str() {
        "paragraph" => Level::Paragraph,
        "row" => Level::Row,
        "cell" | "column" => Level::Cell,
        "table" => Level::Table,
        "content" => Level::Text,
        _ => return (text, None),
    };
    (subject.trim(), Some((level, Takes::With)))
}

fn statement(inner: &str) -> Tag {
    // `{%-` and `-%}` trim blanks in Jinja; here lines of tags go anyway.
    let text = inner.trim_start_matches('-').trim_end_matches('-');
    let prefixed = |prefix: &str| {
        let rest = text.strip_prefix(prefix)?;
        rest.starts_with(char::is_whitespace).then_some(rest)
    };
    let (level, text) =
        [("p", Level::Paragraph), ("tr", Level::Row), ("tc", Level::Cell), ("r", Level::Text)]
            .into_iter()
            .find_map(|(prefix, level)| Some((Some((level, Takes::Between)), prefixed(prefix)?)))
            .unwrap_or((None, text));
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match word {
        "for" => match rest.split_once(" in ") {
            Some((called, list)) if !called.trim().is_empty() => {
                opening(Sort::Each(Some(called.trim().to_owned())), list, level)
            }
            _ => opening(Sort::Each(None), "", level),
        },
        "if" => opening(Sort::If, rest, level),
        "elif" => readable(rest, |condition| Tag::Else(Some(condition))),
        "else" if rest.is_empty() => Tag::Else(None),
        "endfor" => Tag::Close(Closing::For),
        "endif" => Tag::Close(Closing::If),
        _ => Tag::Odd(text.to_owned()),
    }
}
