//! What was changed while changes were tracked.

use crate::docx::walk::Place;
use crate::xml::{Element, Node, unescape};

use super::{ParagraphId, PartId};

/// A tracked change. The text of a document is what it is with all of them accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// What was done.
    pub kind: RevisionKind,
    /// By whom.
    pub author: String,
    /// When, as the file says it.
    pub date: String,
    /// The text that came, went or was given another look, as far as it is text; a line break for the end of a paragraph.
    pub text: String,
    /// The paragraph it stands in; for what is in none, the one after it or the last.
    pub paragraph: Option<ParagraphId>,
    /// The part it stands in.
    pub part: PartId,
    /// The element that says so, counted as in [`Anchor`](super::Anchor).
    pub element: u32,
}

/// What a tracked change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionKind {
    /// Put in.
    Insertion,
    /// Taken out.
    Deletion,
    /// Taken away to another place.
    MoveFrom,
    /// Brought here from another place.
    MoveTo,
    /// Given another look.
    Format,
}

impl RevisionKind {
    fn of(word: &str) -> Option<RevisionKind> {
        Some(match word {
            "ins" | "cellIns" => RevisionKind::Insertion,
            "del" | "cellDel" => RevisionKind::Deletion,
            "moveFrom" => RevisionKind::MoveFrom,
            "moveTo" => RevisionKind::MoveTo,
            "cellMerge" => RevisionKind::Format,
            _ if word.ends_with("Change") => RevisionKind::Format,
            _ => return None,
        })
    }
}

/// The change an element stands for, in a paragraph that begins at an element.
pub(super) fn revision(place: &Place<'_, '_, '_>, part: PartId, element: u32) -> Option<Revision> {
    let kind = RevisionKind::of(place.word())?;
    let text = |name: &str| place.word_attribute(name).unwrap_or_default().into_owned();
    let gone = matches!(kind, RevisionKind::Deletion | RevisionKind::MoveFrom);
    Some(Revision {
        kind,
        author: text("author"),
        date: text("date"),
        text: if gone { taken_out(place.element) } else { String::new() },
        paragraph: None,
        part,
        element,
    })
}

/// The text that is no more.
fn taken_out(element: &Element<'_>) -> String {
    let mut text = String::new();
    collect(element, &mut text);
    text
}

fn collect(element: &Element<'_>, into: &mut String) {
    let is_text = matches!(element.local_name(), "delText" | "t");
    match element.local_name() {
        "tab" | "ptab" => into.push(' '),
        "br" | "cr" => into.push('\n'),
        "noBreakHyphen" => into.push('-'),
        "Fallback" => return,
        _ => {}
    }
    for child in &element.children {
        match child {
            Node::Element(child) => collect(child, into),
            Node::Text(raw) if is_text => into.push_str(&unescape(raw)),
            Node::CData(raw) if is_text => into.push_str(raw),
            _ => {}
        }
    }
}
