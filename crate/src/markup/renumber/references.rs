//! References within a text: `điểm a khoản 2 Điều 5`, `khoản 1 Điều này`, `Mục 3 Chương II`.

use std::ops::Range;

use super::super::numbering::{Number, Rank};
use super::{Entry, Reference};
use crate::ordered;
use crate::to_list::ToList;
use crate::vietnamese::number::{from_letter, from_roman};
use crate::vietnamese::text::upper_first;

/// Kinds of document: a reference that goes on with one of them leads out of this text.
const DOCUMENTS: [&str; 20] = [
    "Bộ luật",
    "Luật",
    "Hiến pháp",
    "Pháp lệnh",
    "Nghị định",
    "Nghị quyết",
    "Quyết định",
    "Thông tư",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Điều lệ",
    "Kế hoạch",
    "Hợp đồng",
    "Hướng dẫn",
    "Đề án",
    "Công văn",
    "Thông báo",
    "Lệnh",
    "Chương trình",
];

/// Words that name a rank, in small letters.
const NAMES: [(&str, &[Rank]); 7] = [
    ("phần", &[Rank::Phan]),
    ("chương", &[Rank::Chuong]),
    ("tiểu mục", &[Rank::TieuMuc]),
    ("mục", &[Rank::Muc, Rank::MucLaMa]),
    ("điều", &[Rank::Dieu]),
    ("khoản", &[Rank::Khoan]),
    ("điểm", &[Rank::Diem]),
];

/// What joins the numbers of one rank.
const JOINS: [&str; 5] = [", ", " và ", " hoặc ", " hay ", " đến "];

/// The references that mean something else after the change.
pub(super) fn broken(lines: &[String], known: &[Entry]) -> Vec<Reference> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let context = known.iter().rposition(|entry| entry.line <= at);
        let mut from =
            known.iter().find(|entry| entry.line == at).map_or(0, |entry| start_length(line, entry));
        while let Some(chain) = next_chain(line, from) {
            from = chain.range.end;
            if leads_out(line.get(from..).unwrap_or_default()) {
                continue;
            }
            if let Some((points_to, becomes, unsure)) = judged(line, &chain, known, context, lines) {
                let text = line.get(chain.range.clone()).unwrap_or_default().to_owned();
                let column = line.get(..chain.range.start).unwrap_or_default().chars().count() + 1;
                found.push(Reference { text, line: at + 1, column, points_to, becomes, unsure });
            }
        }
    }
    found
}

/// How much of a line is its own number.
fn start_length(line: &str, entry: &Entry) -> usize {
    let number = &entry.right.typed;
    line.find(number.as_str()).map_or(0, |at| at + number.len())
}

/// One step of a reference: `điểm a, b`, `Điều này`.
#[derive(Debug)]
struct Step {
    ranks: &'static [Rank],
    /// Where each number stands, and what it is; nothing for `này`.
    numbers: Vec<(Range<usize>, Label)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Label {
    This,
    Typed(String),
}

#[derive(Debug)]
struct Chain {
    range: Range<usize>,
    /// From the innermost outwards.
    steps: Vec<Step>,
}

fn next_chain(line: &str, from: usize) -> Option<Chain> {
    let rest = line.get(from..)?;
    for (at, _) in rest.char_indices() {
        let at = from + at;
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        if let Some(chain) = chain_at(line, at) {
            return Some(chain);
        }
    }
    None
}

fn chain_at(line: &str, start: usize) -> Option<Chain> {
    let (first, mut end) = step_at(line, start)?;
    let mut outermost = first.ranks.iter().min().copied()?;
    let mut steps = vec![first];
    loop {
        let rest = line.get(end..)?;
        let gap = [" của ", ", ", " "].iter().find(|gap| rest.starts_with(**gap)).map(|gap| gap.len());
        let next = gap.and_then(|gap| step_at(line, end + gap));
        match next {
            Some((step, after)) if step.ranks.iter().all(|rank| *rank < outermost) => {
                outermost = step.ranks.iter().min().copied()?;
                steps.push(step);
                end = after;
            }
            _ => return Some(Chain { range: start..end, steps }),
        }
    }
}

fn step_at(line: &str, start: usize) -> Option<(Step, usize)> {
    let rest = line.get(start..)?;
    let named = NAMES.iter().find_map(|(name, ranks)| {
        let tail = without_name(rest, name)?;
        let tail = tail.strip_prefix(' ').or_else(|| tail.strip_prefix('\u{A0}'))?;
        Some((*ranks, line.len() - tail.len()))
    });
    let (ranks, mut at) = named?;
    let mut numbers = Vec::new();
    loop {
        let (label, end) = label_at(line, at, ranks)?;
        numbers.push((at..end, label));
        at = end;
        let rest = line.get(at..)?;
        let next = JOINS.iter().find_map(|join| {
            rest.starts_with(join).then(|| label_at(line, at + join.len(), ranks)).flatten()?;
            Some(at + join.len())
        });
        match next {
            Some(next) if numbers.len() < 24 && !is_quantity(line, next, ranks) => at = next,
            _ => return Some((Step { ranks, numbers }, at)),
        }
    }
}

/// `… và 3 phòng`: a number that counts what follows it is none of the list.
fn is_quantity(line: &str, at: usize, ranks: &[Rank]) -> bool {
    let Some((_, end)) = label_at(line, at, ranks) else { return false };
    let rest = line.get(end..).unwrap_or_default().trim_start();
    let goes_on = rest.is_empty()
        || rest.starts_with(|c: char| !c.is_alphanumeric())
        || ["của", "và", "đến", "hoặc", "Điều", "khoản", "này"].iter().any(|word| rest.starts_with(word))
        || rest.starts_with(char::is_uppercase);
    !goes_on
}

/// The name in small letters or with a capital at its beginning.
fn without_name<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.strip_prefix(name).or_else(|| text.strip_prefix(&upper_first(name)))
}

fn label_at(line: &str, at: usize, ranks: &[Rank]) -> Option<(Label, usize)> {
    let rest = line.get(at..)?;
    if let Some(after) = rest.strip_prefix("này") {
        return (!after.starts_with(char::is_alphanumeric))
            .then_some((Label::This, line.len() - after.len()));
    }
    let length = rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len());
    let word = rest.get(..length)?.trim_end_matches('.');
    let is_number = ranks.iter().any(|rank| match rank {
        Rank::Phan | Rank::Chuong | Rank::MucLaMa => from_roman(word).is_some(),
        Rank::Muc | Rank::TieuMuc => is_small(word),
        Rank::Dieu => is_small(word.trim_end_matches(char::is_lowercase)),
        Rank::Khoan => word.split('.').all(is_small),
        Rank::Diem | Rank::DiemSo => from_letter(word).is_some(),
    });
    is_number.then(|| (Label::Typed(word.to_owned()), at + word.len()))
}

fn is_small(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What follows a reference says that it is one to another document.
fn leads_out(after: &str) -> bool {
    let rest = after.trim_start_matches([')', ' ']);
    let rest = rest.strip_prefix("của ").unwrap_or(rest);
    DOCUMENTS.iter().any(|kind| {
        let Some(named) = rest.strip_prefix(kind) else { return false };
        !named.starts_with(" này") && !named.starts_with(char::is_alphanumeric)
    })
}

fn label(number: &Number) -> String {
    number.typed.trim_matches([')', '(']).to_owned()
}

/// The line of this position and all it stands under, the innermost first.
fn path(known: &[Entry], at: usize) -> impl Iterator<Item = (usize, &Entry)> {
    std::iter::successors(known.get(at).map(|entry| (at, entry)), |(_, entry)| {
        let parent = entry.parent?;
        known.get(parent).map(|entry| (parent, entry))
    })
}

fn is_moved(known: &[Entry], at: usize) -> bool {
    path(known, at).any(|(_, entry)| entry.typed.typed != entry.right.typed)
}

/// Which of the two numbers of a line is meant.
type Which = fn(&Entry) -> &Number;

/// The lines a reference may point to by its numbers.
fn targets(
    chain: &Chain,
    wanted: &Label,
    known: &[Entry],
    context: Option<usize>,
    which: Which,
) -> Vec<usize> {
    let own: Vec<usize> = context.map(|at| path(known, at).map(|(at, _)| at).to_list()).unwrap_or_default();
    let fits = |at: usize, entry: &Entry, ranks: &[Rank], wanted: &Label| {
        ranks.contains(&entry.typed.rank)
            && match wanted {
                Label::This => own.contains(&at),
                Label::Typed(number) => label(which(entry)) == *number,
            }
    };
    let Some((innermost, outer)) = chain.steps.split_first() else { return Vec::new() };
    let mut found: Vec<(usize, bool)> = Vec::new();
    for (at, entry) in
        known.iter().enumerate().filter(|(at, entry)| fits(*at, entry, innermost.ranks, wanted))
    {
        let mut outermost = entry;
        let stands = outer.iter().all(|step| {
            let above = path(known, at).skip(1).find(|(at, entry)| {
                step.numbers.iter().any(|(_, number)| fits(*at, entry, step.ranks, number))
            });
            above.is_some_and(|(_, entry)| {
                outermost = entry;
                true
            })
        });
        if stands {
            let scope = own
                .iter()
                .find(|at| known.get(**at).is_some_and(|own| own.typed.rank < outermost.typed.rank));
            found.push((at, outermost.parent == scope.copied()));
        }
    }
    // Clauses and points without more are those of this article; sections without more are those of this chapter if it has
    // one of that number.
    let outermost = outer.last().unwrap_or(innermost);
    let local = outermost.ranks.iter().all(|rank| *rank > Rank::Dieu);
    let sections =
        outermost.ranks.iter().all(|rank| matches!(rank, Rank::Muc | Rank::TieuMuc | Rank::MucLaMa));
    let near = local || (sections && found.iter().any(|(_, near)| *near));
    found.into_iter().filter(|(_, is_near)| !near || *is_near).map(|(at, _)| at).to_list()
}

/// What a reference points to, how it would be right, and whether that is in doubt; nothing when it stays right.
fn judged(
    line: &str,
    chain: &Chain,
    known: &[Entry],
    context: Option<usize>,
    lines: &[String],
) -> Option<(Option<String>, Option<String>, bool)> {
    let innermost = chain.steps.first()?;
    let mut replaced: Vec<(Range<usize>, String)> = Vec::new();
    let mut points_to = None;
    let mut unsure = false;
    for (range, number) in &innermost.numbers {
        let candidates = targets(chain, number, known, context, |entry| &entry.typed);
        let moved = candidates.iter().rev().find(|at| is_moved(known, **at));
        let Some(target) = moved.or(candidates.last()).copied() else {
            // What it pointed to is gone, and another line has its number now.
            let taken = targets(chain, number, known, context, |entry| &entry.right);
            if taken.iter().any(|at| is_moved(known, *at)) {
                return Some((None, None, false));
            }
            continue;
        };
        unsure |= candidates.len() > 1;
        let above: Vec<&Entry> = path(known, target).map(|(_, entry)| entry).to_list();
        points_to = points_to.or_else(|| {
            let line = lines.get(above.first()?.line)?.trim();
            Some(line.chars().take(80).collect())
        });
        let own = std::iter::once((innermost.ranks, range, number));
        let outer = chain.steps.iter().skip(1).filter_map(|step| match step.numbers.as_slice() {
            [(range, number)] => Some((step.ranks, range, number)),
            _ => None,
        });
        for (ranks, range, number) in own.chain(outer) {
            let entry = above.iter().find(|entry| ranks.contains(&entry.typed.rank));
            if let (Some(entry), Label::Typed(_)) = (entry, number) {
                replaced.push((range.clone(), label(&entry.right)));
            }
        }
    }
    ordered::sort_by_key(&mut replaced, |(range, _)| range.start);
    replaced.dedup_by_key(|(range, _)| range.start);
    let mut right = String::new();
    let mut from = chain.range.start;
    for (range, number) in replaced {
        right.push_str(line.get(from..range.start)?);
        right.push_str(&number);
        from = range.end;
    }
    right.push_str(line.get(from..chain.range.end)?);
    (Some(right.as_str()) != line.get(chain.range.clone())).then_some((points_to, Some(right), unsure))
}
