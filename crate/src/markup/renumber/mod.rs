//! Numbering a body anew, and the references in its text that this would break.

mod references;

use crate::to_list::ToList;
use serde::Serialize;

use super::Level;
use super::glyph::{Glyph, trim};
use super::numbering::{Counters, Number, Rank, Step};
use super::start::{self, Kind};

/// A number that is another now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The line, from 1.
    pub line: usize,
    /// How the line began: `Điều 4.`, `2.`, `c)`.
    pub before: String,
    /// How it begins now.
    pub after: String,
}

/// A reference within the text that meant something else than it would now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// As it is written: `khoản 2 Điều 5`.
    pub text: String,
    /// The line it is in, from 1.
    pub line: usize,
    /// Characters from the start of that line of the renumbered body to the reference, from 1.
    pub column: usize,
    /// How the line begins that it points to; nothing when there is none any more.
    pub points_to: Option<String>,
    /// How it would be right; nothing when what it points to is gone.
    pub becomes: Option<String>,
    /// More than one line had that number, so somebody has to look.
    pub unsure: bool,
}

/// A body with its numbers in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Renumbered {
    /// The body; its references are as they were.
    pub body: String,
    /// Its lines that begin with another number.
    pub changes: Vec<Change>,
    /// The references the changes break, in the order of the text.
    pub references: Vec<Reference>,
}

/// Numbers the parts, chapters, sections, articles, clauses and points of a body in order.
///
/// What is in order stays: a body that [`super::parse`] finds no gap in comes back as it is. What a body starts with is
/// its own affair, since the template may go before it; each article, section or clause below begins anew.
///
/// ```
/// let renumbered = thethuc::markup::renumber("Điều 1. Một\nĐiều 3. Hai\n1. Theo Điều 3.\n3. Theo khoản 1 Điều này.");
/// assert_eq!(renumbered.body, "Điều 1. Một\nĐiều 2. Hai\n1. Theo Điều 3.\n2. Theo khoản 1 Điều này.");
/// assert_eq!(renumbered.references[0].becomes.as_deref(), Some("Điều 2"));
/// ```
pub fn renumber(body: &str) -> Renumbered {
    let mut counters = Counters::default();
    let mut known: Vec<Entry> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let mut changes = Vec::new();
    let mut title_may_follow = false;
    for (at, line) in body.split('\n').enumerate() {
        let glyphs = printable(line);
        let start = start::of(trim(&glyphs));
        let is_title = title_may_follow && matches!(start.kind, Kind::Plain | Kind::Row { closed: false });
        title_may_follow = matches!(start.kind, Kind::Heading(..))
            || (title_may_follow && matches!(start.kind, Kind::Blank));
        let has_text = trim(&glyphs).len() > start.from;
        match if is_title { Step::Other } else { step(&start.kind, has_text) } {
            Step::Number(typed) => {
                let right = right(
                    &mut counters,
                    known.iter().rev().find(|entry| entry.typed.rank == typed.rank),
                    &typed,
                );
                counters.step(&right);
                let parent = known.iter().rposition(|entry| entry.typed.rank < typed.rank);
                let (text, change) = rewritten(line, &typed, &right);
                changes.extend(change.map(|(before, after)| Change { line: at + 1, before, after }));
                known.push(Entry { line: at, typed, right, parent });
                lines.push(text);
            }
            other => {
                counters.pass(&other);
                lines.push(line.to_owned());
            }
        }
    }
    let references = if changes.is_empty() { Vec::new() } else { references::broken(&lines, &known) };
    Renumbered { body: lines.join("\n"), changes, references }
}

/// A numbered line.
#[derive(Debug)]
struct Entry {
    /// From 0.
    line: usize,
    typed: Number,
    right: Number,
    /// The line it stands under.
    parent: Option<usize>,
}

/// The glyphs of a line; what never prints is left out.
fn printable(line: &str) -> Vec<Glyph> {
    let shown = line.chars().map(|ch| if ch == '\t' { ' ' } else { ch }).filter(|ch| !ch.is_control());
    shown.map(|ch| Glyph { ch, origin: 0, literal: false }).to_list()
}

fn step(kind: &Kind, has_text: bool) -> Step {
    match kind {
        Kind::Heading(level, number) => Step::heading(*level, number),
        Kind::Outline(number) if has_text => Step::heading(Level::MucLaMa, number),
        Kind::Article(number) => Step::article(number),
        Kind::Clause(number) => Step::clause(number),
        Kind::Point(label) => Step::point(label),
        Kind::Appendix { .. } => Step::Appendix,
        Kind::Blank | Kind::Item(_) | Kind::PageBreak | Kind::Orientation { .. } => Step::Other,
        Kind::Plain | Kind::Explicit | Kind::Aligned(_) | Kind::Row { .. } | Kind::Outline(_) => Step::Text,
    }
}

/// The number that follows here.
fn right(counters: &mut Counters, last: Option<&Entry>, typed: &Number) -> Number {
    // "5a" goes with the "5" before it, whatever that is now.
    let goes_with = |last: &&Entry| {
        !typed.suffix.is_empty() && last.typed.value == typed.value && last.typed.typed < typed.typed
    };
    let (value, suffix) = match (last.filter(goes_with), counters.judge(typed)) {
        (Some(last), _) => (last.right.value.clone(), typed.suffix.clone()),
        (None, None) => return typed.clone(),
        (None, Some(wrong)) => {
            // A number no greater than the last one before was never meant to go on from it.
            let anew = wrong.may_restart && last.is_some_and(|last| typed.value <= last.typed.value);
            (if anew { vec![1; typed.value.len()] } else { wrong.right }, String::new())
        }
    };
    let printed = format!("{}{suffix}", typed.rank.print(&value));
    Number { rank: typed.rank, typed: printed, value, suffix }
}

/// The words before a number at the start of a line.
fn word(rank: Rank) -> &'static str {
    match rank {
        Rank::Phan => "Phần ",
        Rank::Chuong => "Chương ",
        Rank::Muc => "Mục ",
        Rank::TieuMuc => "Tiểu mục ",
        Rank::Dieu => "Điều ",
        Rank::MucLaMa | Rank::Khoan | Rank::Diem | Rank::DiemSo => "",
    }
}

/// The line with its number, and how it began and begins when that is not the same.
fn rewritten(line: &str, typed: &Number, right: &Number) -> (String, Option<(String, String)>) {
    let word = word(typed.rank);
    let place = line.find(word).map(|at| at + word.len());
    let place = place.and_then(|from| Some(from + line.get(from..)?.find(&typed.typed)?));
    let Some(at) = place.filter(|_| typed.typed != right.typed) else { return (line.to_owned(), None) };
    let end = at + typed.typed.len();
    let dot = if line.get(end..).is_some_and(|rest| rest.starts_with('.')) { "." } else { "" };
    let mut text = line.to_owned();
    text.replace_range(at..end, &right.typed);
    (text, Some((format!("{word}{}{dot}", typed.typed), format!("{word}{}{dot}", right.typed))))
}
