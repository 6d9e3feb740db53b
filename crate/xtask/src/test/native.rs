//! The suites that are Rust: format, lints, and test programs.

use std::process::Command;

use anyhow::Result;

use super::count::{Counts, count, each};
use super::part::{Part, Setting, Step};
use crate::command::{of_workspace, program, program_in, run as execute};
use crate::log::Log;
use crate::{place, tools};

pub(super) fn fmt(_: &Setting, log: &Log) -> Result<Counts> {
    let prettier = ["run", "--silent", "format", "--", "--check", "--log-level=warn"];
    Ok(each(
        log,
        [
            execute(log, program("cargo", &["fmt", "--all", "--check"])),
            execute(log, program_in(&place::root().join("www"), "npm", &prettier)),
        ],
    ))
}

/// What Clippy found while it compiled the workspace.
pub(super) fn clippy(setting: &Setting, log: &Log) -> Result<Counts> {
    let warnings = setting.programs()?.warnings();
    for warning in warnings {
        log.line(warning);
    }
    let failed = warnings.len();
    Ok(Counts { passed: usize::from(failed == 0), failed })
}

/// What Clippy finds in the crate as it is compiled for the module.
pub(super) fn clippy_of_module(setting: &Setting, log: &Log) -> Result<Counts> {
    tools::wasm_target(log)?;
    let wasm = |features| {
        let mut command = program(
            "cargo",
            &["clippy", "-q", "--locked", "-p", "thethuc", "--lib", "--no-default-features"],
        );
        command.args(["--features", features, "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
        execute(log, command)
    };
    let mut told = vec![wasm("")];
    if setting.deep {
        told.push(wasm("unicode-tables"));
    }
    Ok(each(log, told))
}

pub(super) fn units(setting: &Setting, log: &Log) -> Result<Counts> {
    let mut total = Counts::default();
    for command in setting.programs()?.units() {
        total += count(log, told(command, setting))?;
    }
    Ok(total)
}

/// How many cases the properties of markup are tried with by `--deep`, in place of 2,000.
const DEEP_CASES: &str = "10000";

pub(super) fn tests(setting: &Setting, log: &Log) -> Result<Counts> {
    let mut command = told(setting.programs()?.suite("tests")?, setting);
    if setting.deep {
        command.env("MARKUP_CASES", DEEP_CASES);
    }
    count(log, command)
}

pub(super) fn documentation(setting: &Setting, log: &Log) -> Result<Counts> {
    let mut command = of_workspace("test", &["--doc", "--"]);
    command.args(&setting.filter);
    count(log, command)
}

/// A test program of the package in `tests/`.
pub(super) fn suite(name: &'static str, seconds: u32, needs: &[Step]) -> Part {
    let needs = [needs, &[Step::Suite(name)]].concat();
    Part::new("", seconds, &needs, move |setting, log| {
        let programs = setting.programs()?;
        let mut command = told(programs.suite(name)?, setting);
        command.env("THETHUC", programs.command_line());
        count(log, command)
    })
}

/// A test program, told what is asked for.
fn told(mut command: Command, setting: &Setting) -> Command {
    command.args(&setting.filter);
    if setting.deep {
        command.env("THETHUC_DEEP", "1");
    }
    command
}
