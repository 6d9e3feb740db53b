//! Fields of Word among the tokens of a part, put aside for what they print.
//!
//! ```text
//! Open r · fldChar begin · Close r · Open r · instrText " MERGEFIELD ten " · … · fldChar end · Close r
//! Open r · Text Tag 3 · Close r
//! ```

use crate::to_list::ToList;
use std::borrow::Cow;
use std::ops::Range;

use super::kind::Kind;
use super::merge_field::{Code, MergeField, Part as CodePart};
use super::token::{Body, NONE, Piece, Text, Token, attribute};
use crate::xml::{Element, Node};

/// A field that prints a value.
pub(super) struct Placed<'t> {
    /// The tokens it is made of.
    pub(super) range: Range<usize>,
    pub(super) field: MergeField,
    pub(super) code: String,
    /// The run its value is written into: its tokens, without the text.
    run: Vec<Token<'t>>,
    text: Element<'t>,
}

impl<'t> Placed<'t> {
    /// The tokens that take its place: a run with a text, which is `pieces`.
    pub(super) fn tokens(self, pieces: Vec<Piece>) -> Vec<Token<'t>> {
        let mut tokens = self.run;
        let close = match tokens.first().map(|token| &token.body) {
            Some(Body::Open(element, kind)) => Some(Body::Close(element, *kind)),
            _ => None,
        };
        let text = Text { element: Some(Cow::Owned(self.text)), kind: Kind::Text, pieces: Some(pieces) };
        tokens.push(fresh(Body::Text(text)));
        tokens.extend(close.map(fresh));
        tokens
    }
}

fn fresh(body: Body<'_>) -> Token<'_> {
    Token { body, parent: NONE, partner: NONE }
}

/// A field under way.
#[derive(Default)]
struct UnderWay {
    begin: usize,
    code: Code,
    written: String,
    is_result: bool,
    /// The first run of what it shows now.
    shown: Option<usize>,
}

/// The fields that print values, in order; of those within another only the outer one.
pub(super) fn find<'t>(tokens: &[Token<'t>]) -> Vec<Placed<'t>> {
    let mut found: Vec<Placed<'t>> = Vec::new();
    let mut open: Vec<UnderWay> = Vec::new();
    // Simple fields within the code of another: where they end.
    let mut simple_until = 0;
    for (at, token) in tokens.iter().enumerate() {
        if at < simple_until {
            continue;
        }
        match &token.body {
            Body::Open(element, Kind::SimpleField) => {
                let written = attribute(element, "instr").unwrap_or_default().into_owned();
                let code = Code(vec![CodePart::Text(written.clone())]);
                match open.last_mut() {
                    Some(outer) if !outer.is_result => outer.code.0.push(CodePart::Field(code)),
                    Some(_) => {}
                    None => {
                        let inside = tokens.get(at..token.partner).unwrap_or_default();
                        let run =
                            inside.iter().position(|token| matches!(token.body, Body::Open(_, Kind::Run)));
                        let field = code.read();
                        if let (Some(field), Some(run)) = (field, run) {
                            found.extend(placed(tokens, at..token.partner + 1, field, &written, at + run));
                        }
                    }
                }
                simple_until = token.partner;
            }
            Body::Open(_, Kind::Run) => {
                if let Some(under_way) = open.last_mut().filter(|under_way| under_way.is_result) {
                    under_way.shown.get_or_insert(at);
                }
            }
            Body::Open(_, Kind::Paragraph) | Body::Close(_, Kind::Paragraph) => open.clear(),
            Body::Whole(Node::Element(element), Kind::FieldCharacter) => {
                match attribute(element, "fldCharType").as_deref() {
                    Some("begin") => open.push(UnderWay { begin: at, ..UnderWay::default() }),
                    Some("separate") => {
                        if let Some(under_way) = open.last_mut() {
                            under_way.is_result = true;
                        }
                    }
                    Some("end") => {
                        let Some(under_way) = open.pop() else { continue };
                        match open.last_mut() {
                            Some(outer) if !outer.is_result => {
                                outer.code.0.push(CodePart::Field(under_way.code));
                            }
                            Some(_) => {}
                            None => found.extend(ended(tokens, &under_way, at)),
                        }
                    }
                    _ => {}
                }
            }
            Body::Whole(Node::Element(element), Kind::FieldCode) => {
                if let Some(under_way) = open.last_mut().filter(|under_way| !under_way.is_result) {
                    let text = element.text();
                    under_way.written.push_str(&text);
                    match under_way.code.0.last_mut() {
                        Some(CodePart::Text(last)) => last.push_str(&text),
                        _ => under_way.code.0.push(CodePart::Text(text)),
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn ended<'t>(tokens: &[Token<'t>], under_way: &UnderWay, end: usize) -> Option<Placed<'t>> {
    let field = under_way.code.read()?;
    let run_of = |at: usize| {
        tokens
            .get(at)
            .map(|token| token.parent)
            .filter(|run| matches!(tokens.get(*run).map(|token| &token.body), Some(Body::Open(_, Kind::Run))))
    };
    let (first, last) = (run_of(under_way.begin)?, run_of(end)?);
    let (first_run, last_run) = (tokens.get(first)?, tokens.get(last)?);
    if first_run.parent != last_run.parent {
        return None;
    }
    // Where the run of its beginning or end holds something else, that would go with it.
    let is_own = |token: &Token<'_>| {
        matches!(
            token.body,
            Body::Whole(_, Kind::RunProperties | Kind::FieldCharacter | Kind::FieldCode | Kind::Quiet)
        )
    };
    let before = tokens.get(first + 1..under_way.begin)?.iter().all(is_own);
    let behind = tokens.get(end + 1..last_run.partner)?.iter().all(is_own);
    if !before || !behind {
        return None;
    }
    placed(tokens, first..last_run.partner + 1, field, &under_way.written, under_way.shown.unwrap_or(first))
}

fn placed<'t>(
    tokens: &[Token<'t>],
    range: Range<usize>,
    field: MergeField,
    code: &str,
    run: usize,
) -> Option<Placed<'t>> {
    let open = tokens.get(run)?;
    let Body::Open(element, _) = &open.body else { return None };
    let properties =
        tokens.get(run + 1).filter(|token| matches!(token.body, Body::Whole(_, Kind::RunProperties)));
    let mut text = Element::new(element.name());
    let prefix = element.prefix();
    text.rename(&if prefix.is_empty() { "t".to_owned() } else { format!("{prefix}:t") });
    let run = [Some(open), properties].into_iter().flatten().cloned().to_list();
    Some(Placed { range, field, code: code.trim().to_owned(), run, text })
}
