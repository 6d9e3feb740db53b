//! All checks.

mod browser;
mod budgets;
mod count;
mod native;
mod node;
mod part;
mod plan;
mod programs;
mod schedule;
mod suites;

use anyhow::{Result, bail};

use part::Setting;
use suites::{SUITES, Suite};

/// Runs the named suites, all when none is named; words after `--` choose tests within them, `--deep` adds what is not
/// checked on every run.
pub(crate) fn run(arguments: &[&str]) -> Result<bool> {
    let (given, filter) = match arguments.iter().position(|word| *word == "--") {
        Some(at) => (arguments.get(..at).unwrap_or_default(), arguments.get(at + 1..).unwrap_or_default()),
        None => (arguments, &[][..]),
    };
    let (options, names): (Vec<&str>, Vec<&str>) = given.iter().partition(|word| word.starts_with("--"));
    let mut setting =
        Setting { filter: filter.iter().map(|&word| word.to_owned()).collect(), ..Setting::default() };
    for option in options {
        match option {
            "--list" => {
                list();
                return Ok(true);
            }
            "--deep" => setting.deep = true,
            odd => bail!("test does not know {odd}; see cargo xtask --help"),
        }
    }
    if let Some(odd) = names.iter().find(|name| !SUITES.iter().any(|suite| suite.name == **name)) {
        bail!("there is no suite {odd}; cargo xtask test --list names them");
    }
    let chosen: Vec<&Suite> =
        SUITES.iter().filter(|suite| names.is_empty() || names.contains(&suite.name)).collect();
    plan::run(&chosen, setting)
}

fn list() {
    println!("On every run, and what --deep adds:\n");
    for suite in SUITES {
        println!("{:<12} {}", suite.name, suite.checks);
        if !suite.deep.is_empty() {
            println!("{:<12} --deep: {}", "", suite.deep);
        }
    }
}
