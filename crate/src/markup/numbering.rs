//! Whether typed numbers follow one another.

use super::{Block, Level};
use crate::joined::Joined;
use crate::ordered::OrderedMap;
use crate::to_list::ToList;
use crate::vietnamese::number::{from_letter, from_roman, letter, roman};

/// A kind of number, from the outermost inwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Phan,
    Chuong,
    Muc,
    TieuMuc,
    MucLaMa,
    Dieu,
    Khoan,
    Diem,
    DiemSo,
}

const RANKS: [Rank; 9] = [
    Rank::Phan,
    Rank::Chuong,
    Rank::Muc,
    Rank::TieuMuc,
    Rank::MucLaMa,
    Rank::Dieu,
    Rank::Khoan,
    Rank::Diem,
    Rank::DiemSo,
];

impl Rank {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Rank::Phan => ("phần", "part"),
            Rank::Chuong => ("chương", "chapter"),
            Rank::Muc | Rank::MucLaMa => ("mục", "section"),
            Rank::TieuMuc => ("tiểu mục", "subsection"),
            Rank::Dieu => ("điều", "article"),
            Rank::Khoan => ("khoản", "clause"),
            Rank::Diem | Rank::DiemSo => ("điểm", "point"),
        }
    }

    /// The number as lines start with it, without what stands around it in headings.
    pub(super) fn print(self, number: &[u32]) -> String {
        let [value] = number else {
            return number.iter().map(u32::to_string).joined(".");
        };
        match self {
            Rank::Phan | Rank::Chuong | Rank::MucLaMa => roman(*value).unwrap_or_default(),
            Rank::Muc | Rank::TieuMuc | Rank::Dieu | Rank::Khoan => value.to_string(),
            Rank::Diem => format!("{})", letter(*value).unwrap_or_default()),
            Rank::DiemSo => format!("({value})"),
        }
    }
}

/// Where the numbers of one rank have got to.
#[derive(Debug, Clone, Default)]
struct Counter {
    /// The last number and how it was typed.
    last: Option<(Vec<u32>, String)>,
    /// The depths of khoản typed under this parent: `1.`, `1.1.`, `1.1.1.`
    typed: [bool; 3],
    /// The next number may be the first again.
    may_restart: bool,
    /// The next number must be the first.
    must_restart: bool,
}

impl Counter {
    /// What comes after the last number at a depth; the first choice is what a finding names.
    fn expected(&self, depth: usize) -> Vec<Vec<u32>> {
        let first = vec![1; depth];
        let Some((last, _)) = self.last.as_ref().filter(|_| !self.must_restart) else {
            return vec![first];
        };
        let mut expected = Vec::new();
        if last.len() < depth {
            let mut deeper = last.clone();
            deeper.resize(depth, 1);
            expected.push(deeper);
        }
        for keep in (1..=depth.min(last.len())).rev() {
            // "2.1." may follow "1.3." only where no "1." stands that would make a "2." missing.
            let outer_is_typed = keep < depth && self.typed.get(keep - 1).copied().unwrap_or(false);
            let mut next: Vec<u32> = last.iter().take(keep).copied().to_list();
            if let Some(step) = next.last_mut().filter(|_| !outer_is_typed) {
                *step += 1;
                next.resize(depth, 1);
                expected.push(next);
            }
        }
        if self.may_restart {
            expected.push(first);
        }
        expected
    }
}

/// Where the numbers of a body have got to.
#[derive(Debug, Clone, Default)]
pub(super) struct Counters {
    ranks: [Counter; 9],
}

/// A number as it is typed: `15a` is 15 with a suffix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) rank: Rank,
    pub(super) typed: String,
    pub(super) value: Vec<u32>,
    pub(super) suffix: String,
}

/// What a block is to those who count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Number(Number),
    /// Text without a number: below it clauses and points may begin anew.
    Text,
    /// Everything begins anew.
    Appendix,
    Other,
}

impl Step {
    fn of(block: &Block) -> Step {
        match block {
            Block::Heading { level, number, .. } => Step::heading(*level, number),
            Block::Article { number, .. } => Step::article(number),
            Block::Clause { number, .. } => Step::clause(number),
            Block::Point { label, .. } => Step::point(label),
            Block::Paragraph { .. } | Block::Table(_) => Step::Text,
            Block::Appendix { .. } => Step::Appendix,
            Block::Item { .. } | Block::PageBreak | Block::Orientation { .. } => Step::Other,
        }
    }

    fn number(rank: Rank, typed: &str, value: Option<Vec<u32>>, suffix: &str) -> Step {
        value.map_or(Step::Other, |value| {
            Step::Number(Number { rank, typed: typed.to_owned(), value, suffix: suffix.to_owned() })
        })
    }

    pub(super) fn heading(level: Level, number: &str) -> Step {
        let (rank, value) = match level {
            Level::Phan => (Rank::Phan, from_roman(number)),
            Level::Chuong => (Rank::Chuong, from_roman(number)),
            Level::Muc => (Rank::Muc, number.parse().ok()),
            Level::TieuMuc => (Rank::TieuMuc, number.parse().ok()),
            Level::MucLaMa => (Rank::MucLaMa, from_roman(number)),
        };
        Step::number(rank, number, value.map(|value| vec![value]), "")
    }

    pub(super) fn article(number: &str) -> Step {
        let suffix = number.trim_start_matches(|ch: char| ch.is_ascii_digit());
        let value = number.strip_suffix(suffix).and_then(|value| value.parse().ok());
        Step::number(Rank::Dieu, number, value.map(|value| vec![value]), suffix)
    }

    pub(super) fn clause(number: &str) -> Step {
        let value = number.split('.').map(|part| part.parse().ok()).collect();
        Step::number(Rank::Khoan, number, value, "")
    }

    pub(super) fn point(label: &str) -> Step {
        let inner = label.trim_matches(['(', ')']);
        match inner.parse() {
            Ok(value) => Step::number(Rank::DiemSo, label, Some(vec![value]), ""),
            Err(_) => Step::number(Rank::Diem, label, from_letter(inner).map(|value| vec![value]), ""),
        }
    }
}

/// Follows the numbers of a text, those of each body by themselves.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    bodies: OrderedMap<u32, Counters>,
}

impl Numbering {
    /// Takes the next block; a finding, in Vietnamese and English, if its number does not follow.
    pub(super) fn check(&mut self, block: &Block, body: u32) -> Option<(String, String)> {
        let counters = self.bodies.get_or_default(body);
        match Step::of(block) {
            Step::Number(number) => {
                let wrong = counters.judge(&number);
                let finding = wrong.map(|wrong| wrong.sentences(&number));
                counters.step(&number);
                finding
            }
            other => {
                counters.pass(&other);
                None
            }
        }
    }
}

impl Counters {
    fn of(&mut self, which: impl Fn(Rank) -> bool) -> impl Iterator<Item = &mut Counter> {
        self.ranks.iter_mut().zip(RANKS).filter(move |(_, rank)| which(*rank)).map(|(counter, _)| counter)
    }

    /// Takes what is no number.
    pub(super) fn pass(&mut self, step: &Step) {
        match step {
            Step::Text => {
                for counter in self.of(|rank| matches!(rank, Rank::Khoan | Rank::Diem | Rank::DiemSo)) {
                    counter.may_restart = true;
                }
            }
            Step::Appendix => *self = Counters::default(),
            Step::Number(_) | Step::Other => {}
        }
    }

    /// What is wrong with the next number, if something is.
    pub(super) fn judge(&mut self, number: &Number) -> Option<Wrong> {
        self.of(|rank| rank == number.rank).next().and_then(|counter| judge(counter, number))
    }

    /// Takes the next number.
    pub(super) fn step(&mut self, number: &Number) {
        for counter in self.of(|rank| rank == number.rank) {
            if counter.must_restart || counter.may_restart {
                counter.typed = [false; 3];
            }
            let depth = number.value.len().checked_sub(1);
            if let Some(typed) = depth.and_then(|depth| counter.typed.get_mut(depth)) {
                *typed = true;
            }
            (counter.may_restart, counter.must_restart) = (false, false);
            counter.last = Some((number.value.clone(), number.typed.clone()));
        }
        self.start_below(number.rank);
    }

    /// A number of this rank is the new parent of those below.
    fn start_below(&mut self, parent: Rank) {
        let strict: &[Rank] = match parent {
            Rank::Dieu => &[Rank::Khoan, Rank::Diem, Rank::DiemSo],
            Rank::DiemSo => &[],
            Rank::Diem => &[],
            _ => &[Rank::Diem, Rank::DiemSo],
        };
        // Chapters, articles and, in some documents, clauses are numbered through; a "(1)" may stand above an "a)" as well.
        let loose: &[Rank] = match parent {
            Rank::Phan => &[Rank::Chuong, Rank::Muc, Rank::TieuMuc, Rank::MucLaMa, Rank::Dieu, Rank::Khoan],
            Rank::Chuong => &[Rank::Muc, Rank::TieuMuc, Rank::MucLaMa, Rank::Dieu, Rank::Khoan],
            Rank::Muc => &[Rank::TieuMuc, Rank::MucLaMa, Rank::Dieu, Rank::Khoan],
            Rank::TieuMuc => &[Rank::MucLaMa, Rank::Dieu, Rank::Khoan],
            Rank::MucLaMa => &[Rank::Dieu, Rank::Khoan],
            Rank::Dieu | Rank::Khoan => &[],
            Rank::Diem => &[Rank::DiemSo],
            Rank::DiemSo => &[Rank::Diem],
        };
        for counter in self.of(|rank| strict.contains(&rank)) {
            counter.must_restart = true;
        }
        for counter in self.of(|rank| loose.contains(&rank)) {
            counter.may_restart = true;
        }
        for counter in self.of(|rank| rank == Rank::Khoan && loose.contains(&rank)) {
            counter.must_restart |= counter.last.is_none();
        }
    }
}

/// A number that does not follow.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The number before it, as typed; none at the beginning of a part.
    before: Option<String>,
    /// What would follow.
    pub(super) right: Vec<u32>,
    /// The first number would be right as well.
    pub(super) may_restart: bool,
}

fn judge(counter: &Counter, number: &Number) -> Option<Wrong> {
    if counter.last.is_none() && !counter.must_restart {
        // A body may go on from what the template says before it; what it starts with is its own affair.
        return None;
    }
    let Number { rank, typed, value, suffix } = number;
    let expected = counter.expected(value.len());
    let last = counter.last.as_ref().filter(|_| !counter.must_restart);
    let is_inserted =
        !suffix.is_empty() && last.is_some_and(|(last, before)| last == value && before < typed);
    let is_doubled = *rank == Rank::Diem
        && last.is_some_and(|(last, _)| match (last.as_slice(), value.as_slice()) {
            // aa, bb, cc, …
            ([last], [number]) => *last >= 24 && last % 24 == 0 && *number == last + 24,
            _ => false,
        });
    if expected.contains(value) || is_inserted || is_doubled {
        return None;
    }
    Some(Wrong {
        before: last.map(|(_, before)| before.clone()),
        right: expected.into_iter().next()?,
        may_restart: counter.may_restart,
    })
}

impl Wrong {
    fn sentences(&self, number: &Number) -> (String, String) {
        let Number { rank, typed, .. } = number;
        let right = rank.print(&self.right);
        let (noun, english) = rank.words();
        match &self.before {
            Some(before) => (
                format!(
                    "Sau {noun} {before} là {noun} {typed}, đúng thứ tự phải là {noun} {right}; hãy kiểm tra lại số thứ tự."
                ),
                format!(
                    "After {english} {before} comes {english} {typed} where {english} {right} is expected; check the numbers."
                ),
            ),
            None => (
                format!(
                    "Phần này bắt đầu bằng {noun} {typed}, đúng thứ tự phải là {noun} {right}; hãy kiểm tra lại số thứ tự."
                ),
                format!(
                    "This part starts with {english} {typed} where {english} {right} is expected; check the numbers."
                ),
            ),
        }
    }
}
