//! The page: one HTML file.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::command::{program, program_in, run as execute};
use crate::log::Log;
use crate::{fresh, place, tools, wasm};

/// Bytes the page may have.
const BUDGET: u64 = 3_500_000;

/// Builds the page, prints its path and opens it.
pub(crate) fn run(open: bool) -> Result<()> {
    let log = Log::Terminal;
    let page = build(&log)?;
    wasm::check_budget(&log)?;
    check_budget(&log)?;
    println!("{}", page.display());
    if open {
        // The path is what matters; a machine without a desktop has nothing to open it with.
        let opened = program("xdg-open", &[]).arg(&page).spawn();
        if opened.is_err() {
            eprintln!("xdg-open is not here: open the file in a browser");
        }
    }
    Ok(())
}

/// Builds the page when something it is made of changed.
pub(crate) fn build(log: &Log) -> Result<PathBuf> {
    wasm::build(log, wasm::Use::Page)?;
    let www = place::root().join("www");
    let page = place::page();
    tools::npm(log, &www)?;
    fresh::step("page", std::slice::from_ref(&www), "", std::slice::from_ref(&page), || {
        execute(log, program_in(&www, "npm", &["run", "--silent", "build"]))?;
        ensure!(page.is_file(), "npm run build made no {}", page.display());
        Ok(())
    })?;
    Ok(page)
}

/// Fails when the page is above its budget.
pub(crate) fn check_budget(log: &Log) -> Result<()> {
    wasm::within_budget(log, &place::page(), BUDGET)
}
