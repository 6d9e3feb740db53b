//! Which module names which: paths followed to where things are defined, through every import and re-export on the way.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::source::{Module, Modules, Written};

/// A module names another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arrow {
    pub(super) from: Module,
    pub(super) to: Module,
    /// `html/mod.rs:12`
    pub(super) place: String,
    /// The path as it is written.
    pub(super) path: String,
}

/// How many imports lead on from one another at most; a circle of them names nothing.
const MOST_IMPORTS: usize = 16;

/// What a path leads to.
#[derive(Debug, Default)]
struct Target {
    /// Every module it goes through, and the one it ends in or at.
    through: BTreeSet<Module>,
    /// The module it ends at; none when it ends at an item.
    module: Option<Module>,
}

impl Modules {
    /// Every naming of a module by another one that is neither around it nor within it.
    pub(super) fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = BTreeSet::new();
        for (from, content) in &self.0 {
            // A name by itself stands for what an import says, which is told there, unless a glob has brought it.
            let told = |mention: &&Written| match mention.steps.as_slice() {
                [name] => !content.globs.is_empty() && !content.holds(name),
                _ => true,
            };
            for mention in content.mentions.iter().filter(told) {
                for to in self.follow(from, mention, 0).through {
                    if !from.starts_with(&to) && !to.starts_with(from) {
                        let place = format!("{}:{}", mention.file, mention.line);
                        arrows.insert(Arrow {
                            from: from.clone(),
                            to,
                            place,
                            path: mention.steps.join("::"),
                        });
                    }
                }
            }
        }
        arrows.into_iter().collect()
    }

    /// The types that get methods outside of the top-level module they stand in: whoever calls those names the upper module
    /// without a path that says so.
    pub(super) fn extended_from_outside(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (at, content) in &self.0 {
            for written in &content.extends {
                let owners = self.follow_single(at, written);
                if owners.iter().any(|owner| owner.first() != at.first()) {
                    found.push(format!(
                        "{}:{}: impl {}",
                        written.file,
                        written.line,
                        written.steps.join("::")
                    ));
                }
            }
        }
        found
    }

    fn follow_single(&self, at: &Module, written: &Written) -> BTreeSet<Module> {
        self.follow(at, written, 0).through.into_iter().filter(|module| !module.is_empty()).collect()
    }

    fn follow(&self, at: &Module, written: &Written, imports: usize) -> Target {
        let mut here = at.clone();
        let mut steps = written.steps.as_slice();
        let mut absolute = false;
        while let Some((first, rest)) = steps.split_first() {
            match first.as_str() {
                // `thethuc` is the library to the command line, which stands in the same folder.
                "crate" | "thethuc" if !absolute => here.clear(),
                "self" => {}
                "super" => {
                    here.pop();
                }
                _ => break,
            }
            absolute = true;
            steps = rest;
        }
        self.walk(here, steps, imports)
    }

    fn walk(&self, mut here: Module, steps: &[String], imports: usize) -> Target {
        let mut target = Target::default();
        for (at, step) in steps.iter().enumerate() {
            let Some(content) = self.0.get(&here) else { break };
            let last = at + 1 == steps.len();
            let child = content.children.contains(step);
            let named = content.imports.get(step).filter(|_| imports < MOST_IMPORTS && (!child || last));
            let mut lead_on = Vec::new();
            for import in named.into_iter().flatten() {
                lead_on.push(self.follow(&here, import, imports + 1));
            }
            if !child && named.is_none() && !content.items.contains(step) && imports < MOST_IMPORTS {
                for glob in &content.globs {
                    if let Some(module) = self.follow(&here, glob, imports + 1).module
                        && self.0.get(&module).is_some_and(|content| content.holds(step))
                    {
                        lead_on.push(self.walk(module, std::slice::from_ref(step), imports + 1));
                    }
                }
            }
            target.through.extend(lead_on.iter().flat_map(|found| found.through.iter().cloned()));
            let module = lead_on.into_iter().find_map(|found| found.module);
            if child {
                here.push(step.clone());
            } else if let Some(module) = module {
                here = module;
            } else {
                // An item of this module, or of another crate where the path begins with its name.
                let own = content.items.contains(step) || at > 0;
                if own {
                    target.through.insert(here);
                }
                return target;
            }
            target.through.insert(here.clone());
        }
        target.module = Some(here.clone());
        target.through.insert(here);
        target
    }
}

/// The shortest circle of modules that stand side by side, one a folder: each arrow with a place that draws it.
pub(super) fn circles<'a>(arrows: impl IntoIterator<Item = &'a Arrow>) -> Vec<String> {
    let mut beside: BTreeMap<&'a [String], BTreeMap<Pair<'a>, &'a Arrow>> = BTreeMap::new();
    for arrow in arrows {
        let common = arrow.from.iter().zip(&arrow.to).take_while(|(one, other)| one == other).count();
        if let (Some(from), Some(to)) = (arrow.from.get(common), arrow.to.get(common)) {
            beside
                .entry(&arrow.from[..common])
                .or_default()
                .entry((from.as_str(), to.as_str()))
                .or_insert(arrow);
        }
    }
    let told = beside.iter().filter_map(|(folder, drawn)| {
        let pairs: BTreeSet<Pair<'_>> = drawn.keys().copied().collect();
        let circle = pairs.iter().filter_map(|pair| way_back(*pair, &pairs)).min_by_key(Vec::len)?;
        let lines = circle.iter().map(|pair| {
            let Arrow { place, path, .. } = drawn[pair];
            format!("    {} → {}: {place} says {path}", pair.0, pair.1)
        });
        let folder = if folder.is_empty() { "the crate".to_owned() } else { folder.join("::") };
        Some(format!("{folder} has a circle:\n{}", lines.collect::<Vec<_>>().join("\n")))
    });
    told.collect()
}

/// Two modules, the first of which names the second.
type Pair<'a> = (&'a str, &'a str);

/// The shortest circle that begins with a pair.
fn way_back<'a>(first: Pair<'a>, pairs: &BTreeSet<Pair<'a>>) -> Option<Vec<Pair<'a>>> {
    let mut ways = VecDeque::from([vec![first]]);
    let mut reached = BTreeSet::from([first.1]);
    while let Some(way) = ways.pop_front() {
        let at = way.last()?.1;
        if at == first.0 {
            return Some(way);
        }
        for next in pairs.iter().filter(|(from, to)| *from == at && reached.insert(*to)) {
            ways.push_back([way.as_slice(), &[*next]].concat());
        }
    }
    None
}
