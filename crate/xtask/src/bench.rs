//! How fast the letter is made, and the documents of a spreadsheet, and where the time goes.

use anyhow::Result;

use crate::command::{program, program_in, run as execute};
use crate::{app, package, place, tools};

/// Runs the comparison in Node, which fails when we are too slow or our file is too large, then the phases natively.
pub(crate) fn run() -> Result<()> {
    tools::npm(&place::root().join("tests"))?;
    package::build()?;
    let compared =
        execute(program_in(&place::root().join("tests"), "node", &["--expose-gc", "bench/compare.mjs"]));
    let batched = batch();
    execute(program(
        "cargo",
        &["run", "-q", "--release", "--locked", "-p", "thethuc-tests", "--bin", "phases"],
    ))?;
    compared.and(batched)
}

/// A spreadsheet to documents, on the command line and in the page, and a hundred thousand rows; fails when it is too slow,
/// takes too much memory or writes a wrong file.
fn batch() -> Result<()> {
    app::build()?;
    execute(program("cargo", &["build", "-q", "--locked", "-p", "thethuc", "--release"]))?;
    for script in ["bench/batch.mjs", "bench/many.mjs"] {
        let mut command = program_in(&place::root().join("tests"), "node", &[script]);
        command.env("THETHUC", place::target().join("release/thethuc"));
        execute(command)?;
    }
    Ok(())
}
