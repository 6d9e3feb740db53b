//! Which changes a document that was filled again has taken over.

use super::align::Step;
use crate::vietnamese::text::upper;

/// The steps of a comparison with their texts.
pub(super) struct Steps<'s> {
    pub(super) steps: &'s [Step],
    pub(super) before: &'s [String],
    pub(super) after: &'s [String],
}

/// One end of a way through the steps: how many lines it has read, how many changes it took, and where it came from.
#[derive(Clone, Copy)]
struct End {
    read: usize,
    taken: usize,
    from: usize,
    took: bool,
}

impl Steps<'_> {
    /// For each step whether `lines` show it taken over, taking as many as can be; `None` when the lines say something that
    /// neither version says, or leave out a step that is `needed`. Capitals and
    /// the marks at the ends of a line, which the machine may set, do not count but where they are all that changed.
    pub(super) fn explain(&self, lines: &[String], needed: &[bool]) -> Option<Vec<bool>> {
        let keys: Vec<String> = lines.iter().map(|line| key(line)).collect();
        let mut levels: Vec<Vec<End>> = vec![vec![End { read: 0, taken: 0, from: 0, took: false }]];
        for (at, step) in self.steps.iter().enumerate() {
            let must = needed.get(at).copied().unwrap_or_default();
            let (old, new, differs) = match *step {
                Step::Same(one, _) => (self.before.get(one), None, false),
                Step::Changed(one, other) => (self.before.get(one), self.after.get(other), true),
                Step::Removed(one) => (self.before.get(one), None, true),
                Step::Added(other) => (None, self.after.get(other), true),
            };
            let marks_only = matches!((old, new), (Some(old), Some(new)) if key(old) == key(new));
            let (old, new) = (old.map(|old| (old, key(old))), new.map(|new| (new, key(new))));
            let mut next: Vec<End> = Vec::new();
            for (from, end) in levels.last()?.iter().enumerate() {
                let mut go = |line: Option<&(&String, String)>, took: bool| {
                    let read = match line {
                        None => end.read,
                        Some((line, like)) => {
                            let same = if marks_only {
                                lines.get(end.read) == Some(line)
                            } else {
                                keys.get(end.read) == Some(like)
                            };
                            if !same {
                                return;
                            }
                            end.read + 1
                        }
                    };
                    let taken = end.taken + usize::from(took);
                    match next.iter_mut().find(|known| known.read == read) {
                        Some(known) if known.taken >= taken => {}
                        Some(known) => *known = End { read, taken, from, took },
                        None => next.push(End { read, taken, from, took }),
                    }
                };
                if differs {
                    go(new.as_ref(), true);
                }
                if !must {
                    go(old.as_ref(), false);
                }
            }
            levels.push(next);
        }
        let mut at = levels.last()?.iter().position(|end| end.read == lines.len())?;
        let mut took = vec![false; self.steps.len()];
        for (place, took) in took.iter_mut().enumerate().rev() {
            let end = levels.get(place + 1)?.get(at)?;
            *took = end.took;
            at = end.from;
        }
        Some(took)
    }
}

/// A line without the marks at its ends.
pub(super) fn loose(line: &str) -> &str {
    line.trim_start_matches(['-', ' ']).trim_end_matches([';', '.', ',', '/', ' '])
}

/// What two lines have in common that differ by capitals and the marks at their ends.
fn key(line: &str) -> String {
    upper(loose(line))
}
