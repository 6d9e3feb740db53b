//! Which changes a document that was filled again has taken over.

use super::align::Step;

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
    /// neither version says, or leave out a step that is `needed`. Marks the machine sets at the end of a line do not count,
    /// but where they are all that changed.
    pub(super) fn explain(&self, lines: &[String], needed: &[bool]) -> Option<Vec<bool>> {
        let mut levels: Vec<Vec<End>> = vec![vec![End { read: 0, taken: 0, from: 0, took: false }]];
        for (at, step) in self.steps.iter().enumerate() {
            let must = needed.get(at).copied().unwrap_or_default();
            let (old, new, differs) = match *step {
                Step::Same(one, _) => (self.before.get(one), None, false),
                Step::Changed(one, other) => (self.before.get(one), self.after.get(other), true),
                Step::Removed(one) => (self.before.get(one), None, true),
                Step::Added(other) => (None, self.after.get(other), true),
            };
            let marks_only = matches!((old, new), (Some(old), Some(new)) if loose(old) == loose(new));
            let mut next: Vec<End> = Vec::new();
            for (from, end) in levels.last()?.iter().enumerate() {
                let mut go = |line: Option<&String>, took: bool| {
                    let read = match line {
                        None => end.read,
                        Some(line) => {
                            let Some(found) = lines.get(end.read) else { return };
                            let same = if marks_only { found == line } else { loose(found) == loose(line) };
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
                    go(new, true);
                }
                if !must {
                    go(old, false);
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

/// A line without the marks at its end.
pub(super) fn loose(line: &str) -> &str {
    line.trim_end_matches([';', '.', ',', '/', ' '])
}
