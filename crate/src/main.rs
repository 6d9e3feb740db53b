//! The command line: arguments, files, the clock. It decides nothing; the library does.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
