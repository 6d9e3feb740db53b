//! Runs cut where tags stand that open, divide or close something.

use super::kind::Kind;
use super::token::{Body, Piece, Text, Token};

/// The tokens with runs cut where such tags stand; texts and runs that tags have left empty are dropped.
pub(super) fn cut<'t>(old: &[Token<'t>], between: &[bool]) -> Vec<Token<'t>> {
    let mut cutter = Cutter { between, out: Vec::with_capacity(old.len() + 16), run: None };
    for (at, token) in old.iter().enumerate() {
        cutter.token(old, at, token);
    }
    cutter.out
}

/// A run whose tokens are being written.
struct Run<'t> {
    open: Token<'t>,
    properties: Option<Token<'t>>,
    /// It stands in the new tokens, and is to be closed.
    is_written: bool,
    /// Something was taken out of it: it goes when nothing is left.
    is_touched: bool,
    /// The token that closes it.
    end: usize,
}

struct Cutter<'p, 't> {
    /// Of each tag whether it stands between runs.
    between: &'p [bool],
    out: Vec<Token<'t>>,
    /// The innermost run.
    run: Option<Run<'t>>,
}

impl<'t> Cutter<'_, 't> {
    fn token(&mut self, old: &[Token<'t>], at: usize, token: &Token<'t>) {
        let in_run = self.run.as_ref().is_some_and(|run| {
            old.get(at)
                .is_some_and(|token| old.get(token.parent).is_some_and(|parent| parent.partner == run.end))
        });
        match &token.body {
            Body::Gone => {}
            Body::Open(_, Kind::Run) if holds_only_its_own(old, at, token.partner) => {
                let touched = old.get(at..token.partner).unwrap_or_default().iter();
                let is_touched = touched
                    .into_iter()
                    .any(|token| matches!(&token.body, Body::Text(text) if text.pieces.is_some()));
                if !is_touched {
                    self.out.push(token.clone());
                    return;
                }
                self.run = Some(Run {
                    open: token.clone(),
                    properties: None,
                    is_written: false,
                    is_touched,
                    end: token.partner,
                });
            }
            Body::Close(_, Kind::Run) if self.run.as_ref().is_some_and(|run| run.end == at) => {
                if let Some(run) = self.run.take()
                    && (run.is_written || !run.is_touched)
                {
                    self.out.push(token.clone());
                }
            }
            Body::Whole(_, Kind::RunProperties) if in_run => {
                if let Some(run) = &mut self.run {
                    run.properties = Some(token.clone());
                }
            }
            Body::Text(text) => self.text(token, text),
            _ => {
                self.begin();
                self.out.push(token.clone());
            }
        }
    }

    /// Writes the beginning of the run, where that has not been done.
    fn begin(&mut self) {
        if let Some(run) = &mut self.run
            && !run.is_written
        {
            run.is_written = true;
            self.out.push(run.open.clone());
            self.out.extend(run.properties.clone());
        }
    }

    fn text(&mut self, token: &Token<'t>, text: &Text<'t>) {
        let Some(pieces) = &text.pieces else {
            self.begin();
            self.out.push(token.clone());
            return;
        };
        let mut kept: Vec<Piece> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Tag(tag) if self.between.get(*tag).copied().unwrap_or(false) => {
                    self.keep(token, text, std::mem::take(&mut kept));
                    if let Some(run) = &mut self.run
                        && run.is_written
                    {
                        run.is_written = false;
                        if let Body::Open(element, kind) = run.open.body {
                            self.out.push(Token {
                                body: Body::Close(element, kind),
                                parent: token.parent,
                                partner: token.partner,
                            });
                        }
                    }
                    self.out.push(Token {
                        body: Body::Tag(*tag),
                        parent: token.parent,
                        partner: token.partner,
                    });
                }
                piece => kept.push(piece.clone()),
            }
        }
        self.keep(token, text, kept);
    }

    fn keep(&mut self, token: &Token<'t>, text: &Text<'t>, pieces: Vec<Piece>) {
        if pieces.is_empty() {
            return;
        }
        self.begin();
        let text = Text { element: text.element.clone(), kind: text.kind, pieces: Some(pieces) };
        self.out.push(Token { body: Body::Text(text), parent: token.parent, partner: token.partner });
    }
}

/// It has no other run in it, as one with a text box has; such a run is not cut.
fn holds_only_its_own(tokens: &[Token<'_>], open: usize, close: usize) -> bool {
    let inner = tokens.get(open + 1..close).unwrap_or_default();
    !inner
        .iter()
        .any(|token| matches!(token.body, Body::Open(_, Kind::Paragraph | Kind::DrawnParagraph | Kind::Run)))
}
