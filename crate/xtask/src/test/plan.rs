//! A run of suites: what they need is made once, their parts are run side by side, and each suite is told in one piece.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;
use std::time::Instant;

use anyhow::{Result, anyhow, ensure};

use super::count::Counts;
use super::node::tested;
use super::part::{NATIVE, Part, Setting, Step};
use super::programs::{Programs, Wanted};
use super::schedule::{self, Takes, Task};
use super::suites::Suite;
use crate::log::Log;
use crate::wasm::{self, Use};
use crate::{app, package, place, tools};

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::Debian => "Debian packages",
            Step::NpmTests => "npm packages of the tests",
            Step::NpmPage => "npm packages of the page",
            Step::Programs | Step::Suite(_) | Step::Crates | Step::Workspace => "test programs",
            Step::Module => "module of the page",
            Step::Page => "page",
            Step::Package => "npm package",
        }
    }

    /// What must be there before it.
    fn needs(self) -> &'static [Step] {
        match self {
            Step::Page => &[Step::Module, Step::NpmPage],
            _ => &[],
        }
    }

    /// What it comes after when that is made too: both compile into one folder, or it would only wait.
    fn follows(self) -> &'static [Step] {
        match self {
            Step::Package => &[Step::Module],
            _ => &[],
        }
    }

    /// About how long it takes when nothing is there yet.
    fn seconds(self) -> u32 {
        match self {
            Step::Debian => 90,
            Step::NpmTests | Step::NpmPage => 20,
            Step::Programs | Step::Suite(_) | Step::Crates | Step::Workspace => 230,
            Step::Module => 400,
            Step::Page | Step::Package => 10,
        }
    }

    fn takes(self) -> Takes {
        match self {
            Step::Debian | Step::NpmTests | Step::NpmPage => Takes::Nothing,
            _ => Takes::Core,
        }
    }
}

/// All that a run makes and does, and what is known of it.
struct Run<'s> {
    chosen: &'s [&'s Suite],
    setting: Setting,
    wanted: Wanted,
    told: Mutex<Told>,
    /// One part and nothing beside it: it is told as it goes.
    plainly: bool,
}

#[derive(Default)]
struct Told {
    /// Why a step could not be made.
    failed: BTreeMap<Step, String>,
    made: Vec<(Step, f64)>,
    suites: Vec<Outcome>,
}

/// What is known of a suite.
#[derive(Default)]
struct Outcome {
    /// Parts that have not ended.
    left: usize,
    counts: Counts,
    seconds: f64,
    text: String,
}

/// Runs the suites; whether all checks passed.
#[allow(clippy::disallowed_methods, reason = "the library has no clock; this says how long it takes")]
pub(super) fn run(chosen: &[&Suite], setting: Setting) -> Result<bool> {
    let start = Instant::now();
    let mut parts: Vec<(usize, Part)> = Vec::new();
    for (at, suite) in chosen.iter().enumerate() {
        parts.extend((suite.parts)(&setting)?.into_iter().map(|part| (at, part)));
    }
    let (steps, wanted) = needed(parts.iter().flat_map(|(_, part)| &part.needs));
    let mut suites: Vec<Outcome> = chosen.iter().map(|_| Outcome::default()).collect();
    for (at, _) in &parts {
        if let Some(outcome) = suites.get_mut(*at) {
            outcome.left += 1;
        }
    }
    let plainly = parts.len() == 1;
    let told = Mutex::new(Told { suites, ..Told::default() });
    let run = Run { chosen, setting, wanted, told, plainly };
    let cores = available_parallelism().map_or(1, usize::from);
    schedule::run(tasks(&run, &steps, parts), cores);
    let told = run.told.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(summary(chosen, &told, run.setting.filter.is_empty(), start.elapsed().as_secs_f64()))
}

/// The steps that are needed, those before them too, and what the test programs are.
fn needed<'n>(needs: impl Iterator<Item = &'n Step>) -> (Vec<Step>, Wanted) {
    let (mut steps, mut wanted) = (BTreeSet::new(), Wanted::default());
    for need in needs {
        match need {
            Step::Suite(name) => wanted.suites.push(name),
            Step::Crates => wanted.crates = true,
            Step::Workspace => wanted.all = true,
            _ => {}
        }
        steps.extend(need.needs());
        steps.insert(whole(*need));
    }
    (steps.into_iter().collect(), wanted)
}

/// All test programs are compiled in one step.
fn whole(step: Step) -> Step {
    match step {
        Step::Suite(_) | Step::Crates | Step::Workspace => Step::Programs,
        step => step,
    }
}

fn tasks<'r>(run: &'r Run<'_>, steps: &[Step], parts: Vec<(usize, Part)>) -> Vec<Task<'r>> {
    let at = |wanted: &Step| steps.iter().position(|step| *step == whole(*wanted));
    let mut tasks: Vec<Task<'r>> = Vec::new();
    for &step in steps {
        tasks.push(Task {
            after: step.needs().iter().chain(step.follows()).filter_map(at).collect(),
            seconds: step.seconds(),
            takes: step.takes(),
            holds: (step == Step::Programs).then_some(NATIVE),
            run: Box::new(move || run.step(step)),
        });
    }
    for (suite, part) in parts {
        let mut after: Vec<usize> = part.needs.iter().filter_map(at).collect();
        if part.holds == Some(NATIVE) {
            // Making a module takes a look at that folder.
            after.extend([Step::Module, Step::Package].iter().filter_map(at));
        }
        tasks.push(Task {
            after,
            seconds: part.seconds,
            takes: part.takes,
            holds: part.holds,
            run: Box::new(move || run.part(suite, part)),
        });
    }
    tasks
}

impl Run<'_> {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self) -> Log {
        if self.plainly { Log::Terminal } else { Log::kept() }
    }

    #[allow(clippy::disallowed_methods, reason = "the library has no clock; this says how long it takes")]
    fn step(&self, step: Step) {
        let start = Instant::now();
        let log = self.log();
        let made = self.there(step.needs()).and_then(|()| guarded(|| self.make(step, &log)));
        let seconds = start.elapsed().as_secs_f64();
        let mut told = self.told();
        match made {
            Ok(()) => {
                eprintln!("· {}: {seconds:.1} s", step.name());
                told.made.push((step, seconds));
            }
            Err(error) => {
                println!("\n━━ ✗ {}\n{}{error:#}", step.name(), log.told());
                told.failed.insert(step, format!("{error:#}"));
            }
        }
    }

    fn make(&self, step: Step, log: &Log) -> Result<()> {
        let setting = &self.setting;
        match step {
            Step::Debian => {
                let all: BTreeSet<&str> =
                    self.chosen.iter().flat_map(|suite| suite.debian).copied().collect();
                tools::debian(log, &all.into_iter().collect::<Vec<_>>())
            }
            Step::NpmTests => tools::npm(log, &place::root().join("tests")),
            Step::NpmPage => tools::npm(log, &place::root().join("www")),
            Step::Programs | Step::Suite(_) | Step::Crates | Step::Workspace => {
                let programs = Programs::compile(log, &self.wanted)?;
                setting.programs.set(programs).map_err(|_| anyhow!("they are compiled already"))
            }
            Step::Module => wasm::build(log, Use::Page),
            Step::Page => app::build(log).map(|_| ()),
            Step::Package => package::build(log, tested(setting.deep)).map(|_| ()),
        }
    }

    /// Fails when one of the steps has.
    fn there(&self, needs: &[Step]) -> Result<()> {
        let told = self.told();
        // Of the Debian packages a suite may need others than those that are missing; it looks itself.
        let failed = needs
            .iter()
            .filter(|need| **need != Step::Debian)
            .find_map(|need| Some((need, told.failed.get(&whole(*need))?)));
        ensure!(
            failed.is_none(),
            "{}",
            failed
                .map(|(step, why)| format!("not run, for want of: {} ({why})", step.name()))
                .unwrap_or_default()
        );
        Ok(())
    }

    #[allow(clippy::disallowed_methods, reason = "the library has no clock; this says how long it takes")]
    fn part(&self, at: usize, part: Part) {
        let Some(suite) = self.chosen.get(at) else { return };
        let whole = if part.name.is_empty() {
            suite.name.to_owned()
        } else {
            format!("{}/{}", suite.name, part.name)
        };
        if self.plainly {
            println!("\n━━ {}: {}", suite.name, suite.checks);
        } else {
            eprintln!("▸ {whole}");
        }
        let start = Instant::now();
        let log = self.log();
        let counts = self
            .there(&part.needs)
            .and_then(|()| tools::present(suite.debian))
            .and_then(|()| guarded(|| (part.run)(&self.setting, &log)))
            .unwrap_or_else(|error| {
                log.line(format_args!("{whole}: {error:#}"));
                Counts { passed: 0, failed: 1 }
            });
        let seconds = start.elapsed().as_secs_f64();
        let mut told = self.told();
        let Some(outcome) = told.suites.get_mut(at) else { return };
        outcome.left -= 1;
        outcome.counts += counts;
        outcome.seconds += seconds;
        if !part.name.is_empty() {
            outcome.text += &format!("── {}: {seconds:.1} s\n", part.name);
        }
        outcome.text += &log.told();
        if outcome.left == 0 && !self.plainly {
            let mark = if outcome.counts.failed == 0 { "" } else { "✗ " };
            println!("\n━━ {mark}{}: {}\n{}", suite.name, suite.checks, outcome.text);
        }
    }
}

/// What panics has failed, and the rest of the run goes on.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(anyhow!("xtask itself panicked")))
}

/// A line a suite, and the count of all checks.
fn summary(chosen: &[&Suite], told: &Told, unfiltered: bool, seconds: f64) -> bool {
    let mut total = Counts::default();
    println!();
    for (suite, outcome) in chosen.iter().zip(&told.suites) {
        // A suite that checked nothing has not passed, unless it was asked for tests by name.
        let empty = outcome.counts == Counts::default() && unfiltered;
        let failed = outcome.counts.failed + usize::from(empty);
        total += Counts { failed, ..outcome.counts };
        let mark = if failed == 0 { "✓" } else { "✗" };
        println!(
            "{mark} {:<12} {:>5} passed {failed:>4} failed {:>7.1} s",
            suite.name, outcome.counts.passed, outcome.seconds
        );
    }
    let made: Vec<String> =
        told.made.iter().map(|(step, seconds)| format!("{} {seconds:.1} s", step.name())).collect();
    println!("  made before: {}", made.join(", "));
    println!("  everything, side by side: {seconds:.1} s");
    println!("\n{} passed, {} failed", total.passed, total.failed);
    total.failed == 0
}
