//! Which paragraph of one version is which of another.

use crate::ordered;
use crate::to_list::ToList;

/// The largest table of comparisons that is filled in.
const MAX_CELLS: usize = 4_000_000;
/// How alike two paragraphs are at least, to be one that was changed.
const ALIKE: f64 = 0.4;

/// A line to be compared.
pub(super) struct Compared<'l> {
    pub(super) text: &'l str,
    /// The column of the table cell it stands in.
    pub(super) cell: Option<usize>,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Same(usize, usize),
    Changed(usize, usize),
    Removed(usize),
    Added(usize),
}

/// How to go from one version to the other, in the order of the documents.
pub(super) fn align(before: &[Compared<'_>], after: &[Compared<'_>]) -> Vec<Step> {
    let mut matches = Vec::new();
    equal(before, after, (0, 0), &mut matches);
    let mut steps = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (one, other) in matches.into_iter().chain([(before.len(), after.len())]) {
        gap(before, after, (from, one), (to, other), &mut steps);
        if one < before.len() {
            steps.push(Step::Same(one, other));
        }
        (from, to) = (one + 1, other + 1);
    }
    steps
}

/// The pairs of equal lines, in order.
fn equal(
    before: &[Compared<'_>],
    after: &[Compared<'_>],
    (from, to): (usize, usize),
    matches: &mut Vec<(usize, usize)>,
) {
    let start = before.iter().zip(after).take_while(|(one, other)| one.text == other.text).count();
    matches.extend((0..start).map(|at| (from + at, to + at)));
    let (before, after) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let (from, to) = (from + start, to + start);
    let pairs = before.iter().rev().zip(after.iter().rev());
    let end = pairs.take_while(|(one, other)| one.text == other.text).count();
    let (one, other) = (before.len() - end, after.len() - end);
    let (inner, inner_after) =
        (before.get(..one).unwrap_or_default(), after.get(..other).unwrap_or_default());
    if inner.len().saturating_mul(inner_after.len()) <= MAX_CELLS {
        longest(inner, inner_after, (from, to), matches);
    } else {
        between_anchors(inner, inner_after, (from, to), matches);
    }
    matches.extend((0..end).map(|at| (from + one + at, to + other + at)));
}

/// The longest common subsequence.
fn longest(
    before: &[Compared<'_>],
    after: &[Compared<'_>],
    (from, to): (usize, usize),
    matches: &mut Vec<(usize, usize)>,
) {
    let width = after.len() + 1;
    let mut lengths = vec![0_u32; (before.len() + 1) * width];
    let at = |one: usize, other: usize| one * width + other;
    let get = |lengths: &[u32], place: usize| lengths.get(place).copied().unwrap_or_default();
    for (one, line) in before.iter().enumerate().rev() {
        for (other, with) in after.iter().enumerate().rev() {
            let value = if line.text == with.text {
                get(&lengths, at(one + 1, other + 1)) + 1
            } else {
                get(&lengths, at(one + 1, other)).max(get(&lengths, at(one, other + 1)))
            };
            if let Some(cell) = lengths.get_mut(at(one, other)) {
                *cell = value;
            }
        }
    }
    let (mut one, mut other) = (0, 0);
    while let (Some(line), Some(with)) = (before.get(one), after.get(other)) {
        if line.text == with.text {
            matches.push((from + one, to + other));
            (one, other) = (one + 1, other + 1);
        } else if get(&lengths, at(one + 1, other)) >= get(&lengths, at(one, other + 1)) {
            one += 1;
        } else {
            other += 1;
        }
    }
}

/// Lines that stand once in either version, in one order, cut long versions into short ones.
fn between_anchors(
    before: &[Compared<'_>],
    after: &[Compared<'_>],
    (from, to): (usize, usize),
    matches: &mut Vec<(usize, usize)>,
) {
    let mut texts: Vec<&str> = before.iter().chain(after).map(|line| line.text).to_list();
    ordered::sort(&mut texts);
    texts.dedup();
    let mut counts = vec![(0, 0, 0); texts.len()];
    let of = |text: &str| texts.binary_search(&text).unwrap_or(texts.len());
    for line in before {
        if let Some(count) = counts.get_mut(of(line.text)) {
            count.0 += 1;
        }
    }
    for (at, line) in after.iter().enumerate() {
        if let Some(count) = counts.get_mut(of(line.text)) {
            (count.1, count.2) = (count.1 + 1, at);
        }
    }
    let mut last = (0, 0);
    for (at, line) in before.iter().enumerate() {
        let Some((1, 1, other)) = counts.get(of(line.text)).copied() else { continue };
        if other < last.1 {
            continue;
        }
        let pieces = before.get(last.0..at).zip(after.get(last.1..other));
        if let Some((one, with)) = pieces
            && one.len().saturating_mul(with.len()) <= MAX_CELLS
        {
            equal(one, with, (from + last.0, to + last.1), matches);
        }
        matches.push((from + at, to + other));
        last = (at + 1, other + 1);
    }
    if let (Some(one), Some(with)) = (before.get(last.0..), after.get(last.1..))
        && one.len().saturating_mul(with.len()) <= MAX_CELLS
    {
        longest(one, with, (from + last.0, to + last.1), matches);
    }
}

/// What stands between two equal lines: the likest pairs in order are changed, the others removed and added.
fn gap(
    before: &[Compared<'_>],
    after: &[Compared<'_>],
    (from, one): (usize, usize),
    (to, other): (usize, usize),
    steps: &mut Vec<Step>,
) {
    let lines = before.get(from..one).unwrap_or_default();
    let with = after.get(to..other).unwrap_or_default();
    if lines.is_empty() || with.is_empty() || lines.len().saturating_mul(with.len()) > MAX_CELLS / 100 {
        steps.extend((from..one).map(Step::Removed));
        steps.extend((to..other).map(Step::Added));
        return;
    }
    let alone = lines.len() == 1 && with.len() == 1;
    let words: Vec<Vec<&str>> = lines.iter().map(|line| words(line.text)).to_list();
    let others: Vec<Vec<&str>> = with.iter().map(|line| self::words(line.text)).to_list();
    let width = with.len() + 1;
    let at = |one: usize, other: usize| one * width + other;
    let mut best = vec![0.0_f64; (lines.len() + 1) * width];
    let mut pair = vec![0.0_f64; best.len()];
    let get = |table: &[f64], place: usize| table.get(place).copied().unwrap_or_default();
    for (i, (line, own)) in lines.iter().zip(&words).enumerate().rev() {
        for (j, (new, theirs)) in with.iter().zip(&others).enumerate().rev() {
            let mut likeness = alike(own, theirs);
            if line.cell != new.cell {
                likeness = 0.0;
            } else if line.cell.is_some() || alone {
                likeness += ALIKE;
            }
            let paired = if likeness >= ALIKE { likeness + get(&best, at(i + 1, j + 1)) } else { 0.0 };
            let skipped = get(&best, at(i + 1, j)).max(get(&best, at(i, j + 1)));
            if let (Some(best), Some(pair)) = (best.get_mut(at(i, j)), pair.get_mut(at(i, j))) {
                *best = paired.max(skipped);
                *pair = if paired > 0.0 && paired >= skipped { paired } else { 0.0 };
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < lines.len() || j < with.len() {
        if i < lines.len() && j < with.len() && get(&pair, at(i, j)) > 0.0 {
            steps.push(Step::Changed(from + i, to + j));
            (i, j) = (i + 1, j + 1);
        } else if j >= with.len() || (i < lines.len() && get(&best, at(i + 1, j)) >= get(&best, at(i, j + 1)))
        {
            steps.push(Step::Removed(from + i));
            i += 1;
        } else {
            steps.push(Step::Added(to + j));
            j += 1;
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split_whitespace().to_list();
    ordered::sort(&mut words);
    words
}

/// How many words two sorted lists share, of all they have: from 0 to 1.
fn alike(one: &[&str], other: &[&str]) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0_u32);
    while let (Some(word), Some(with)) = (one.get(i), other.get(j)) {
        match word.cmp(with) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let all = u32::try_from(one.len() + other.len()).unwrap_or(u32::MAX).max(1);
    2.0 * f64::from(shared) / f64::from(all)
}
