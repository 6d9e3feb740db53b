//! Sizes and times that may not grow.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::count::each;
use super::part::{Part, Setting, Step};
use crate::command::{program, run as execute};
use crate::log::Log;
use crate::{app, place, wasm};

/// All samples of all templates, hard ones too, filled and written in one process.
const SAMPLES_BUDGET: Duration = Duration::from_secs(2);

pub(super) fn parts(_: &Setting) -> Result<Vec<Part>> {
    Ok(vec![
        Part::new("sizes", 1, &[Step::Page], |_, log| {
            Ok(each(log, [wasm::check_budget(log), app::check_budget(log)]))
        }),
        Part::new("samples", 60, &[Step::Programs], |_, log| Ok(each(log, [samples_in_time(log)]))).timed(),
    ])
}

/// The best of a few runs: the budget is of the program, not of what else the machine does.
#[allow(clippy::disallowed_methods, reason = "the library has no clock; this is what measures it")]
fn samples_in_time(log: &Log) -> Result<()> {
    execute(log, program("cargo", &["build", "-q", "--locked", "-p", "thethuc", "--profile", "timed"]))?;
    let command_line = place::target().join("timed/thethuc");
    let command_line = command_line.to_string_lossy();
    let folders = std::fs::read_dir(place::root().join("templates"))?;
    let templates = folders.filter_map(|entry| Some(entry.ok()?.path()));
    let templates: Vec<_> = templates.filter(|path| path.join("template.toml").is_file()).collect();
    let output = place::target().join("suites/samples");
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        let mut command = program(&command_line, &["samples"]);
        command.args(&templates).arg("-o").arg(&output);
        execute(log, command)?;
        best = best.min(start.elapsed());
    }
    let written = std::fs::read_dir(&output)?.count();
    ensure!(best <= SAMPLES_BUDGET, "{written} files take {best:.2?}, over the budget of {SAMPLES_BUDGET:?}");
    log.line(format_args!(
        "{written} files of {} templates: {best:.2?} of {SAMPLES_BUDGET:?}",
        templates.len()
    ));
    Ok(())
}
