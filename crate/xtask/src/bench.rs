//! How fast the letter is made, and the documents of a spreadsheet, and where the time goes.

use anyhow::Result;

use crate::command::{program, program_in, run as execute};
use crate::log::Log;
use crate::wasm::Use;
use crate::{app, package, place, tools};

/// Runs the comparison in Node, which fails when we are too slow or our file is too large, then the phases natively.
pub(crate) fn run() -> Result<()> {
    let log = Log::Terminal;
    let tests = place::root().join("tests");
    tools::npm(&log, &tests)?;
    package::build(&log, Use::Package)?;
    let compared = execute(&log, program_in(&tests, "node", &["--expose-gc", "bench/compare.mjs"]));
    let batched = batch(&log);
    let phases = ["run", "-q", "--release", "--locked", "-p", "thethuc-tests", "--bin", "phases"];
    execute(&log, program("cargo", &phases))?;
    compared.and(batched)
}

/// A spreadsheet to documents, on the command line and in the page, and a hundred thousand rows; fails when it is too slow,
/// takes too much memory or writes a wrong file.
fn batch(log: &Log) -> Result<()> {
    tools::debian(log, &["chromium"])?;
    app::build(log)?;
    execute(log, program("cargo", &["build", "-q", "--locked", "-p", "thethuc", "--release"]))?;
    for script in ["bench/batch.mjs", "bench/many.mjs"] {
        let mut command = program_in(&place::root().join("tests"), "node", &[script]);
        command.env("THETHUC", place::target().join("release/thethuc"));
        execute(log, command)?;
    }
    Ok(())
}
