//! The command line: arguments, files, the clock. It decides nothing; the library does.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A document is thousands of short-lived pieces, and batches make them on every core.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
