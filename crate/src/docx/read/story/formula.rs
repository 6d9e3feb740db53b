//! Formulas in one line, as they are typed where nobody has an editor for them: 10⁶, (a+b)/2, √(x), x^(n+1).

use super::{Reader, Reads};
use crate::docx::read::Vertical;
use crate::docx::read::raised::signs;
use crate::xml::{Element, Node};

/// The formula under way.
#[derive(Debug, Default)]
pub(super) struct Formula {
    open: Vec<Piece>,
}

/// An element of a formula.
#[derive(Debug, Default)]
struct Piece {
    name: String,
    /// Its number among all elements.
    number: u32,
    /// What stands after it.
    close: String,
    /// Where its letters stand.
    vertical: Vertical,
    /// What it says of its pieces: the sign between them.
    between: String,
    /// How many pieces it had so far.
    pieces: usize,
}

impl Formula {
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The text where it stands above or below the line.
    pub(super) fn in_place(&self, text: &str) -> Option<String> {
        let vertical = self.open.last()?.vertical;
        if vertical == Vertical::Baseline { None } else { signs(text, vertical) }
    }
}

/// What an element puts before and after what is in it.
struct Around {
    before: String,
    close: String,
    vertical: Vertical,
}

impl Reader<'_> {
    pub(super) fn enter_formula(&mut self, element: &Element<'_>, number: u32) {
        let name = element.local_name();
        let inherited = self.formula.open.last().map(|piece| piece.vertical).unwrap_or_default();
        let around = around(element, self.formula.open.last_mut());
        if !around.before.is_empty() {
            self.push_text(&around.before, number, None);
        }
        let vertical = if around.vertical == Vertical::Baseline { inherited } else { around.vertical };
        let between = if name == "d" { sign_of(element, "sepChr", "|") } else { String::new() };
        self.formula.open.push(Piece {
            name: name.to_owned(),
            number,
            close: around.close,
            vertical,
            between,
            pieces: 0,
        });
        if name == "t" {
            let keeps = element.attribute("xml:space").is_some_and(|space| space == "preserve");
            self.reads = Reads::Formula(keeps);
        }
    }

    pub(super) fn leave_formula(&mut self, element: &Element<'_>) {
        if element.local_name() == "t" {
            self.reads = Reads::Nothing;
        }
        if let Some(piece) = self.formula.open.pop()
            && !piece.close.is_empty()
        {
            self.push_text(&piece.close, piece.number, None);
        }
    }
}

fn around(element: &Element<'_>, parent: Option<&mut Piece>) -> Around {
    let mut around = Around { before: String::new(), close: String::new(), vertical: Vertical::Baseline };
    match element.local_name() {
        "num" => around.bracket(element, ""),
        "den" => around.bracket(element, "/"),
        "sup" | "lim" => around.script(element, "^", Vertical::Superscript),
        "deg" => around.script(element, "", Vertical::Superscript),
        "sub" => around.script(element, "_", Vertical::Subscript),
        "d" => {
            around.before = sign_of(element, "begChr", "(");
            around.close = sign_of(element, "endChr", ")");
        }
        "nary" => around.before = sign_of(element, "chr", "∫"),
        "acc" => around.close = sign_of(element, "chr", "\u{302}"),
        "bar" => around.close = "\u{304}".to_owned(),
        name @ ("e" | "mr") => {
            let Some(parent) = parent else { return around };
            parent.pieces += 1;
            let is_first = parent.pieces == 1;
            match (parent.name.as_str(), name) {
                ("rad", _) => around.bracket(element, "√"),
                ("func", _) => around.before = " ".to_owned(),
                ("d", _) if !is_first => around.before.clone_from(&parent.between),
                ("mr", _) if !is_first => around.before = " ".to_owned(),
                ("m" | "eqArr", _) if !is_first => around.before = "; ".to_owned(),
                _ => {}
            }
        }
        _ => {}
    }
    around
}

impl Around {
    /// What is more than a number or a letter stands in brackets.
    fn bracket(&mut self, element: &Element<'_>, before: &str) {
        let is_bare = bare(element).is_some_and(|text| {
            text.chars().count() <= 1
                || text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','))
        });
        self.before = if is_bare { before.to_owned() } else { format!("{before}(") };
        self.close = if is_bare { String::new() } else { ")".to_owned() };
    }

    fn script(&mut self, element: &Element<'_>, mark: &str, vertical: Vertical) {
        let text = bare(element);
        if text.as_deref().is_some_and(|text| signs(text, vertical).is_some()) {
            self.vertical = vertical;
        } else {
            self.bracket(element, mark);
        }
    }
}

/// The text of an element that has nothing but a short text.
fn bare(element: &Element<'_>) -> Option<String> {
    /// No more elements are looked at.
    const MOST: usize = 32;
    let mut text = String::new();
    let mut left = MOST;
    gather(element, &mut text, &mut left).then_some(text)
}

fn gather(element: &Element<'_>, text: &mut String, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else { return false };
    *left = rest;
    let is_text = element.local_name() == "t";
    element.children.iter().all(|child| match child {
        Node::Element(child) => match child.local_name() {
            "f" | "rad" | "nary" | "d" | "func" | "m" | "sSup" | "sSub" | "sSubSup" | "eqArr" => false,
            _ => gather(child, text, left),
        },
        Node::Text(raw) => {
            if is_text {
                text.push_str(raw.trim());
            }
            true
        }
        _ => true,
    })
}

/// A sign that the properties of an element name; what stands for it where they do not.
fn sign_of(element: &Element<'_>, name: &str, usual: &str) -> String {
    let properties = element.elements().find(|child| child.local_name().ends_with("Pr"));
    let named = properties.and_then(|all| all.elements().find(|sign| sign.local_name() == name));
    let value = named.and_then(|sign| {
        let mut all = sign.attributes();
        all.find(|attribute| attribute.name.rsplit(':').next() == Some("val"))
            .map(|attribute| attribute.value().into_owned())
    });
    match named {
        Some(_) => value.unwrap_or_default(),
        None => usual.to_owned(),
    }
}
