//! The steps that write a part.

use super::expression::{Expression, Name};
use super::gap::Gap;
use super::kind::Kind;
use super::merge_field::MergeField;
use super::tag::Opening;
use super::token::attribute;
use super::written::{start, written};
use crate::xml::{Element, Node};

/// A step in writing a part.
#[derive(Debug)]
pub(super) enum Step {
    /// Bytes as they stand, and whether a reader sees any of them.
    Raw(String, bool),
    /// What may stand in a document once: the first copy, and each further one.
    Copied(String, String),
    /// A drawing's name with a number no other has: before and behind the number of copies after the first.
    Numbered {
        first: String,
        before: String,
        behind: String,
    },
    /// A paragraph, a table or a row stands here.
    Stood(Kind),
    Value(Box<Print>),
    Block(Box<Repeat>),
    Container(Box<Container>),
}

/// A value to be printed.
#[derive(Debug)]
pub(super) struct Print {
    pub(super) tag: usize,
    pub(super) of: Source,
    pub(super) frame: Frame,
    pub(super) gap: Option<Gap>,
}

/// What a value comes from.
#[derive(Debug)]
pub(super) enum Source {
    Expression(Expression),
    /// A tag that can be read as a name only.
    Name(String),
    Field(MergeField),
}

/// How text is written where a value prints.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// A line break within a text, and a tab.
    pub(super) line: String,
    pub(super) tab: String,
    /// Around a blank that is to be seen.
    pub(super) blank: (String, String),
}

/// What prints as often as something says.
#[derive(Debug)]
pub(super) struct Repeat {
    pub(super) tag: usize,
    pub(super) opening: Opening,
    pub(super) branches: Vec<Branch>,
    /// What stands there when nothing prints.
    pub(super) otherwise: Vec<Step>,
}

/// What prints if something holds.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) condition: Option<Expression>,
    pub(super) steps: Vec<Step>,
}

/// An element that has to stay valid whatever is printed in it.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) kind: Kind,
    pub(super) open: Vec<Step>,
    pub(super) steps: Vec<Step>,
    pub(super) close: String,
    /// Where it must end with a paragraph, one with nothing in it.
    pub(super) paragraph: Option<String>,
    /// It has tags that may leave nothing of it.
    pub(super) may_go: bool,
    /// Of a row what fields of Word in it ask for: one that is a list repeats it.
    pub(super) asks: Vec<Name>,
    /// Of the body with fields of Word what parts its records, by the words for it.
    pub(super) section: Option<Vec<(&'static str, String)>>,
    /// What stands behind its records.
    pub(super) behind: Vec<Step>,
}

pub(super) fn raw(steps: &mut Vec<Step>, text: &str, seen: bool) {
    if text.is_empty() {
        return;
    }
    if let Some(Step::Raw(last, is_seen)) = steps.last_mut() {
        last.push_str(text);
        *is_seen |= seen;
        return;
    }
    steps.push(Step::Raw(text.to_owned(), seen));
}

/// Something stands here; of several in a row without anything else between the last counts.
pub(super) fn stood(steps: &mut Vec<Step>, kind: Kind) {
    if let [.., Step::Stood(last), Step::Raw(..)] = steps.as_slice()
        && *last == kind
    {
        let Some(Step::Raw(text, seen)) = steps.pop() else { return };
        steps.pop();
        raw(steps, &text, seen);
    }
    steps.push(Step::Stood(kind));
}

pub(super) fn copied(steps: &mut Vec<Step>, first: String, again: String) {
    if first == again {
        raw(steps, &first, false);
    } else {
        steps.push(Step::Copied(first, again));
    }
}

/// The number of a drawing, which the first copy keeps.
pub(super) fn numbered(steps: &mut Vec<Step>, element: &Element<'_>, whole: bool) {
    const HERE: &str = "\u{1}";
    let mut again = element.clone();
    let first = if whole { written(&Node::Element(again.clone())) } else { start(element) };
    if attribute(element, "id").is_none() {
        raw(steps, &first, false);
        return;
    }
    again.set_attribute("id", HERE);
    let text = if whole { written(&Node::Element(again)) } else { start(&again) };
    match text.split_once(HERE) {
        Some((before, behind)) => {
            steps.push(Step::Numbered { first, before: before.to_owned(), behind: behind.to_owned() });
        }
        None => raw(steps, &first, false),
    }
}
