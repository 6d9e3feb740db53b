//! The one list of commands for people and CI.

mod app;
mod bench;
mod command;
mod fresh;
mod log;
mod package;
mod place;
mod test;
mod tools;
mod wasm;
mod widths;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
The commands of this repository; each installs what it needs and does only what is not up to date.

  cargo xtask app [--no-open]     the page: www/dist/thethuc.html, one file that works from disk; prints its path, opens it
  cargo xtask package             the npm package, ready to publish: target/npm/thethuc
  cargo xtask test [SUITE…]       what guards main, or the named suites; the last line counts the checks
  cargo xtask test --deep         the same, and what takes too long for every run
  cargo xtask bench               documents per second in WebAssembly against other libraries, and where our time goes
  cargo xtask widths [FOLDER]     crate/src/metrics/table.rs out of Debian's fonts-liberation2

Examples
  cargo xtask test --list                     the suites, what each checks on every run and what with --deep
  cargo xtask test golden layout              two suites
  UPDATE=1 cargo xtask test golden            keep the present texts as the right ones; read the diff before you commit
  cargo xtask test layout -- ke-hoach-nam     only the tests whose name has “ke-hoach-nam”
";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    if command == "widths" {
        widths::run(arguments).map_err(|error| anyhow::anyhow!("{error}"))?;
        return Ok(true);
    }
    let arguments: Vec<String> = arguments.collect();
    let given: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match (command.as_str(), given.as_slice()) {
        ("" | "help" | "--help" | "-h", _) | (_, ["--help" | "-h"]) => {
            print!("{HELP}");
            Ok(true)
        }
        ("app", []) => app::run(true).map(|()| true),
        ("app", ["--no-open"]) => app::run(false).map(|()| true),
        ("package", []) => package::run().map(|()| true),
        ("bench", []) => bench::run().map(|()| true),
        ("test", suites) => test::run(suites),
        ("app" | "package" | "bench", [odd, ..]) => {
            bail!("{command} does not know {odd}; see cargo xtask --help")
        }
        (odd, _) => bail!("there is no command {odd}; see cargo xtask --help"),
    }
}
