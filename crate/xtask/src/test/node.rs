//! The suites that run in Node: the npm package, and what of the page needs no browser.

use anyhow::Result;

use super::count::{Counts, count, each};
use super::part::{Part, Setting, Step};
use crate::command::{program_in, run as execute};
use crate::log::Log;
use crate::wasm::Use;
use crate::{package, place};

/// What is in the package that is tested.
pub(super) fn tested(deep: bool) -> Use {
    if deep { Use::Package } else { Use::Page }
}

pub(super) fn npm(_: &Setting) -> Result<Vec<Part>> {
    Ok(vec![of_package("package", 15), of_package("same-bytes", 15)])
}

/// A script that tries the package.
pub(super) fn of_package(script: &'static str, seconds: u32) -> Part {
    Part::new(script, seconds, &[Step::NpmTests, Step::Package, Step::Programs], move |setting, log| {
        let script = format!("npm/{script}.mjs");
        let mut command =
            program_in(&place::root().join("tests"), "node", &["--test-reporter=spec", &script]);
        command.env("THETHUC", setting.programs()?.command_line());
        // It is made already.
        command.env("THETHUC_PACKAGE", package::build(log, tested(setting.deep))?);
        count(log, command)
    })
}

pub(super) fn www(_: &Setting) -> Result<Vec<Part>> {
    let needs = [Step::NpmPage, Step::Module];
    Ok(vec![
        Part::new("types", 25, &needs, |_, log| npm_run(log, &["check"])),
        Part::new("lint", 25, &needs, |_, log| npm_run(log, &["lint"])),
        Part::new("tests", 15, &needs, |_, log| {
            count(log, program_in(&place::root().join("www"), "npm", &["run", "--silent", "test"]))
        }),
    ])
}

fn npm_run(log: &Log, script: &[&str]) -> Result<Counts> {
    let words = [&["run", "--silent"], script].concat();
    Ok(each(log, [execute(log, program_in(&place::root().join("www"), "npm", &words))]))
}
