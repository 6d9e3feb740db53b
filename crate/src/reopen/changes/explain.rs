//! Which changes a document that was filled again has taken over.

use super::align::Step;
use crate::ordered;
use crate::to_list::ToList;
use crate::vietnamese::text::upper;

/// So many ways through the steps are followed at once: those that took most.
const MAX_WAYS: usize = 32;

/// The steps of a comparison with their texts.
#[derive(Debug, Default)]
pub(super) struct Steps {
    steps: Vec<Step>,
    before: Vec<Compared>,
    after: Vec<Compared>,
    /// For each step how many lines come from it and those after it at least and at most.
    rest: Vec<(usize, usize)>,
}

/// A line, and what it has in common with those that differ by capitals and the marks at their ends.
#[derive(Debug)]
struct Compared {
    text: String,
    key: String,
}

impl Compared {
    fn all<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<Compared> {
        lines.map(|line| Compared { text: line.to_owned(), key: key(line) }).to_list()
    }
}

/// One end of a way through the steps: how many lines it has read, how many changes it took, and where it came from.
#[derive(Clone, Copy)]
struct End {
    read: usize,
    taken: usize,
    from: usize,
    took: bool,
}

impl Steps {
    pub(super) fn of<'l>(
        steps: Vec<Step>,
        before: impl Iterator<Item = &'l str>,
        after: impl Iterator<Item = &'l str>,
    ) -> Steps {
        let mut rest = vec![(0, 0); steps.len() + 1];
        let (mut least, mut most) = (0, 0);
        for (place, step) in rest.iter_mut().zip(&steps).rev() {
            most += 1;
            least += usize::from(matches!(step, Step::Same(..) | Step::Changed(..)));
            *place = (least, most);
        }
        Steps { steps, before: Compared::all(before), after: Compared::all(after), rest }
    }

    pub(super) fn all(&self) -> &[Step] {
        &self.steps
    }

    /// The text of a step before and after.
    pub(super) fn texts(&self, step: usize) -> (&str, &str) {
        let (old, new, _) = self.compared(step);
        (old.map_or("", |line| &line.text), new.map_or("", |line| &line.text))
    }

    /// The lines of a step as they were and as they are, and whether they differ.
    fn compared(&self, step: usize) -> (Option<&Compared>, Option<&Compared>, bool) {
        match self.steps.get(step) {
            Some(Step::Same(one, other)) => (self.before.get(*one), self.after.get(*other), false),
            Some(Step::Changed(one, other)) => (self.before.get(*one), self.after.get(*other), true),
            Some(Step::Removed(one)) => (self.before.get(*one), None, true),
            Some(Step::Added(other)) => (None, self.after.get(*other), true),
            None => (None, None, false),
        }
    }

    /// For each step whether `lines` show it taken over, taking as many as can be; `None` when the lines say something that
    /// neither version says, or leave out the step that is `needed`. Capitals and the marks at the ends of a line, which the
    /// machine may set, do not count but where they are all that changed.
    pub(super) fn explain(&self, lines: &[String], needed: Option<usize>) -> Option<Vec<bool>> {
        let keys: Vec<String> = lines.iter().map(|line| key(line)).to_list();
        let mut levels: Vec<Vec<End>> = vec![vec![End { read: 0, taken: 0, from: 0, took: false }]];
        for at in 0..self.steps.len() {
            let (old, new, differs) = self.compared(at);
            let marks_only = differs && matches!((old, new), (Some(old), Some(new)) if old.key == new.key);
            let (least, most) = self.rest.get(at + 1).copied().unwrap_or_default();
            let mut next: Vec<End> = Vec::new();
            for (from, end) in levels.last()?.iter().enumerate() {
                let mut go = |line: Option<&Compared>, took: bool| {
                    let read = match line {
                        None => end.read,
                        Some(line) => {
                            let same = if marks_only {
                                lines.get(end.read) == Some(&line.text)
                            } else {
                                keys.get(end.read) == Some(&line.key)
                            };
                            if !same {
                                return;
                            }
                            end.read + 1
                        }
                    };
                    if read + least > lines.len() || read + most < lines.len() {
                        return;
                    }
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
                if needed != Some(at) {
                    go(old, false);
                }
            }
            if next.len() > MAX_WAYS {
                ordered::sort_by_key(&mut next, |end| std::cmp::Reverse(end.taken));
                next.truncate(MAX_WAYS);
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
