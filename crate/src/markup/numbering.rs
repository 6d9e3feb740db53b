//! Whether typed numbers follow one another.

use super::{Block, Level};
use crate::ordered::OrderedMap;
use crate::vietnamese::number::{from_letter, from_roman, letter, roman};

/// A kind of number, from the outermost inwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
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

    fn print(self, number: &[u32]) -> String {
        let [value] = number else {
            return number.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
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
            let mut next: Vec<u32> = last.iter().take(keep).copied().collect();
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

#[derive(Debug, Clone, Default)]
struct Counters {
    ranks: [Counter; 9],
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
        match block {
            Block::Heading { level, number, .. } => {
                let (rank, value) = match level {
                    Level::Phan => (Rank::Phan, from_roman(number)),
                    Level::Chuong => (Rank::Chuong, from_roman(number)),
                    Level::Muc => (Rank::Muc, number.parse().ok()),
                    Level::TieuMuc => (Rank::TieuMuc, number.parse().ok()),
                    Level::MucLaMa => (Rank::MucLaMa, from_roman(number)),
                };
                counters.step(rank, number, vec![value?], "")
            }
            Block::Article { number, .. } => {
                let suffix = number.trim_start_matches(|ch: char| ch.is_ascii_digit());
                let value = number.strip_suffix(suffix)?.parse().ok()?;
                counters.step(Rank::Dieu, number, vec![value], suffix)
            }
            Block::Clause { number, .. } => {
                let value = number.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
                counters.step(Rank::Khoan, number, value, "")
            }
            Block::Point { label, .. } => {
                let inner = label.trim_matches(['(', ')']);
                match inner.parse() {
                    Ok(value) => counters.step(Rank::DiemSo, label, vec![value], ""),
                    Err(_) => counters.step(Rank::Diem, label, vec![from_letter(inner)?], ""),
                }
            }
            Block::Paragraph { .. } | Block::Table(_) => {
                for counter in counters.of(|rank| matches!(rank, Rank::Khoan | Rank::Diem | Rank::DiemSo)) {
                    counter.may_restart = true;
                }
                None
            }
            Block::Appendix { .. } => {
                *counters = Counters::default();
                None
            }
            Block::Item { .. } | Block::PageBreak | Block::Orientation { .. } => None,
        }
    }
}

impl Counters {
    fn of(&mut self, which: impl Fn(Rank) -> bool) -> impl Iterator<Item = &mut Counter> {
        self.ranks.iter_mut().zip(RANKS).filter(move |(_, rank)| which(*rank)).map(|(counter, _)| counter)
    }

    fn step(&mut self, rank: Rank, typed: &str, number: Vec<u32>, suffix: &str) -> Option<(String, String)> {
        let finding = self.of(|other| other == rank).next().and_then(|counter| {
            let finding = judge(counter, rank, typed, &number, suffix);
            if counter.must_restart || counter.may_restart {
                counter.typed = [false; 3];
            }
            if let Some(typed) = number.len().checked_sub(1).and_then(|depth| counter.typed.get_mut(depth)) {
                *typed = true;
            }
            (counter.may_restart, counter.must_restart) = (false, false);
            counter.last = Some((number, typed.to_owned()));
            finding
        });
        self.start_below(rank);
        finding
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

fn judge(
    counter: &Counter,
    rank: Rank,
    typed: &str,
    number: &[u32],
    suffix: &str,
) -> Option<(String, String)> {
    if counter.last.is_none() && !counter.must_restart {
        // A body may go on from what the template says before it; what it starts with is its own affair.
        return None;
    }
    let expected = counter.expected(number.len());
    let last = counter.last.as_ref().filter(|_| !counter.must_restart);
    let is_inserted =
        !suffix.is_empty() && last.is_some_and(|(last, before)| last == number && before.as_str() < typed);
    let is_doubled = rank == Rank::Diem
        && last.is_some_and(|(last, _)| match (last.as_slice(), number) {
            // aa, bb, cc, …
            ([last], [number]) => *last >= 24 && last % 24 == 0 && *number == last + 24,
            _ => false,
        });
    if expected.iter().any(|expected| expected == number) || is_inserted || is_doubled {
        return None;
    }
    let right = rank.print(expected.first()?);
    let (noun, english) = rank.words();
    Some(match last {
        Some((_, before)) => (
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
    })
}
