//! Which module names which: paths followed to where things are defined, through every import and re-export on the way.

use std::collections::{BTreeMap, BTreeSet};

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

/// Circles between modules that stand side by side, each told as its arrows: `a → b (x.rs:3), b → a (y.rs:5)`.
pub(super) fn circles(arrows: &[Arrow]) -> Vec<String> {
    let mut beside: BTreeMap<Module, BTreeMap<(String, String), String>> = BTreeMap::new();
    for arrow in arrows {
        let common = arrow.from.iter().zip(&arrow.to).take_while(|(one, other)| one == other).count();
        if let (Some(from), Some(to)) = (arrow.from.get(common), arrow.to.get(common)) {
            let folder = arrow.from[..common].to_vec();
            let place = format!("{} says {}", arrow.place, arrow.path);
            beside.entry(folder).or_default().entry((from.clone(), to.clone())).or_insert(place);
        }
    }
    let mut found = Vec::new();
    for (folder, named) in &beside {
        let folder = if folder.is_empty() { "the crate".to_owned() } else { folder.join("::") };
        for circle in circles_of(named.keys()) {
            let arrows = circle.iter().map(|pair| {
                let (from, to) = pair;
                format!("    {from} → {to}: {}", named.get(pair).map_or("", String::as_str))
            });
            found.push(format!("{folder} has a circle:\n{}", arrows.collect::<Vec<_>>().join("\n")));
        }
    }
    found
}

/// The shortest circle through each arrow that is in one, each circle once.
fn circles_of<'p>(pairs: impl Iterator<Item = &'p (String, String)> + Clone) -> Vec<Vec<(String, String)>> {
    let mut found: Vec<Vec<(String, String)>> = Vec::new();
    for (from, to) in pairs.clone() {
        let mut ways: Vec<Vec<&str>> = vec![vec![to]];
        let mut seen: BTreeSet<&str> = BTreeSet::from([to.as_str()]);
        let back = loop {
            if let Some(way) = ways.iter().find(|way| way.last() == Some(&from.as_str())) {
                break Some(way.clone());
            }
            let mut longer = Vec::new();
            for way in &ways {
                for (_, next) in pairs.clone().filter(|(at, _)| Some(&at.as_str()) == way.last()) {
                    if seen.insert(next) {
                        longer.push([way.as_slice(), &[next.as_str()]].concat());
                    }
                }
            }
            if longer.is_empty() {
                break None;
            }
            ways = longer;
        };
        let Some(back) = back else { continue };
        let round = std::iter::once(from.as_str()).chain(back);
        let round: Vec<&str> = round.collect();
        let circle: Vec<(String, String)> =
            round.windows(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect();
        let same = |known: &Vec<(String, String)>| {
            known.len() == circle.len() && circle.iter().all(|pair| known.contains(pair))
        };
        if !found.iter().any(same) {
            found.push(circle);
        }
    }
    found
}
