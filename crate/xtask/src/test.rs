//! All checks.

use std::path::PathBuf;
use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::command::{program, program_in, run as execute, watch};
use crate::{app, package, place, tools, wasm};

/// A group of checks that runs by itself.
struct Suite {
    name: &'static str,
    checks: &'static str,
    debian: &'static [&'static str],
    run: fn(filter: &[&str]) -> Result<Counts>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    passed: usize,
    failed: usize,
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Counts { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

const OFFICE: &[&str] = &["libreoffice-writer", "fonts-liberation2", "mupdf-tools", "python3-docx"];

const SUITES: &[Suite] = &[
    Suite { name: "fmt", checks: "rustfmt and Prettier change nothing", debian: &[], run: fmt },
    Suite { name: "clippy", checks: "no warning, native and wasm32", debian: &[], run: clippy },
    Suite {
        name: "rust",
        checks: "unit, integration and documentation tests of the crate",
        debian: &[],
        run: rust,
    },
    Suite {
        name: "golden",
        checks: "every sample's text is that of the last review",
        debian: &[],
        run: |f| cargo("golden", f),
    },
    Suite {
        name: "commandline",
        checks: "output, exit codes and the sentences for bad input",
        debian: &[],
        run: |f| cargo("commandline", f),
    },
    Suite {
        name: "batch",
        checks: "a document a row: whole files, none twice, none missing, also when killed, sharded or out of room",
        debian: &["parallel"],
        run: |f| cargo("batch", f),
    },
    Suite {
        name: "collect",
        checks: "a table into documents, changed in Word, back into one spreadsheet; spreadsheets as others read them",
        debian: &["python3-docx", "python3-openpyxl"],
        run: |f| npm_tests().and_then(|()| cargo("collect", f)),
    },
    Suite {
        name: "properties",
        checks: "any Unicode in any field: no panic, well-formed parts, the text survives, the same bytes twice",
        debian: &[],
        run: |f| cargo("properties", f),
    },
    Suite {
        name: "conformance",
        checks: "Open XML SDK validator, our lint, python-docx and LibreOffice on every sample",
        debian: OFFICE,
        run: |f| npm_tests().and_then(|()| cargo("conformance", f)),
    },
    Suite {
        name: "issue",
        checks: "number and date in every sample, also after python-docx and LibreOffice saved it: no other text changes",
        debian: OFFICE,
        run: |f| cargo("issue", f),
    },
    Suite {
        name: "layout",
        checks: "every sample measured on the page LibreOffice makes; broken documents are noticed",
        debian: OFFICE,
        run: |f| cargo("layout", f),
    },
    Suite {
        name: "budgets",
        checks: "module and page are small enough, and every sample of every template is written fast enough",
        debian: &[],
        run: budgets,
    },
    Suite {
        name: "npm",
        checks: "the npm package in Node, typed, and through a bundler; bytes as natively",
        debian: &[],
        run: npm,
    },
    Suite { name: "www", checks: "ESLint, types and unit tests of the page", debian: &[], run: www },
    Suite {
        name: "browser",
        checks: "the page from disk in Chromium and Firefox with the network off: saved bytes, findings, speed, silence",
        debian: &[
            "chromium",
            "firefox-esr",
            "fonts-liberation2",
            "libreoffice-writer",
            "mupdf-tools",
            "python3-docx",
        ],
        run: browser,
    },
];

/// Runs the named suites, all when none is named; words after `--` choose tests within them.
#[allow(clippy::disallowed_methods, reason = "the library has no clock; this says how long each suite takes")]
pub(crate) fn run(arguments: &[&str]) -> Result<bool> {
    let (names, filter) = match arguments.iter().position(|word| *word == "--") {
        Some(at) => (arguments.get(..at).unwrap_or_default(), arguments.get(at + 1..).unwrap_or_default()),
        None => (arguments, &[][..]),
    };
    if names == ["--list"] {
        for suite in SUITES {
            println!("{:<12} {}", suite.name, suite.checks);
        }
        return Ok(true);
    }
    if let Some(odd) = names.iter().find(|name| !SUITES.iter().any(|suite| suite.name == **name)) {
        bail!("there is no suite {odd}; cargo xtask test --list names them");
    }
    let mut lines = Vec::new();
    let mut total = Counts::default();
    let mut modules = None;
    for suite in SUITES.iter().filter(|suite| names.is_empty() || names.contains(&suite.name)) {
        println!("\n━━ {}: {}", suite.name, suite.checks);
        let start = Instant::now();
        if names.is_empty() && suite.name == MODULES_BESIDE.0 {
            modules = Some(thread::spawn(build_modules));
        }
        if suite.name == MODULES_BESIDE.1 {
            // What went wrong is told by the suite, which builds what is not there.
            let _ = modules.take().map(JoinHandle::join);
        }
        let counts = tools::debian(suite.debian).and_then(|()| (suite.run)(filter)).unwrap_or_else(|error| {
            eprintln!("{}: {error:#}", suite.name);
            Counts { passed: 0, failed: 1 }
        });
        // A suite that checked nothing has not passed, unless it was asked for tests by name.
        let empty = counts.passed == 0 && counts.failed == 0 && filter.is_empty();
        let failed = counts.failed + usize::from(empty);
        total += Counts { failed, ..counts };
        let mark = if failed == 0 { "✓" } else { "✗" };
        let seconds = start.elapsed().as_secs_f64();
        lines.push(format!(
            "{mark} {:<12} {:>5} passed {failed:>4} failed {seconds:>7.1} s",
            suite.name, counts.passed
        ));
    }
    println!("\n{}\n\n{} passed, {} failed", lines.join("\n"), total.passed, total.failed);
    Ok(total.failed == 0)
}

/// From this suite on the WebAssembly modules are built beside the suites, in all of a run; from this one on they are needed.
/// The compiler takes minutes for them and one core, and the suites between leave one.
const MODULES_BESIDE: (&str, &str) = ("rust", "budgets");

fn build_modules() -> Result<()> {
    wasm::build(wasm::Use::Page)?;
    wasm::build(wasm::Use::Package)
}

fn fmt(_: &[&str]) -> Result<Counts> {
    let page = page_tool("format", &["--check", "--log-level", "warn"]);
    Ok(each([execute(program("cargo", &["fmt", "--all", "--check"])), page]))
}

fn clippy(_: &[&str]) -> Result<Counts> {
    tools::for_wasm()?;
    let native = ["clippy", "-q", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    let wasm = |features| {
        let mut command = program(
            "cargo",
            &["clippy", "-q", "--locked", "-p", "thethuc", "--lib", "--no-default-features"],
        );
        command.args(["--features", features, "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
        execute(command)
    };
    Ok(each([execute(program("cargo", &native)), wasm(""), wasm("unicode-tables")]))
}

/// Several checks that do not depend on each other, each told when it fails.
fn each<const N: usize>(checks: [Result<()>; N]) -> Counts {
    let mut counts = Counts::default();
    for check in checks {
        match check {
            Ok(()) => counts.passed += 1,
            Err(error) => {
                eprintln!("{error:#}");
                counts.failed += 1;
            }
        }
    }
    counts
}

/// The whole workspace and tests are always part of what is built: by itself a package could get its dependencies with
/// other features, and the crate, whose cdylib has one file for all, would be built anew from suite to suite.
fn of_workspace(action: &str, targets: &[&str]) -> Command {
    let mut command = program("cargo", &[action, "-q", "--locked", "--workspace"]);
    command.args(targets);
    command
}

fn rust(filter: &[&str]) -> Result<Counts> {
    let mut total = Counts::default();
    for targets in [&["--no-fail-fast", "--lib", "--bins", "--test", "tests"][..], &["--doc"]] {
        let mut command = of_workspace("test", targets);
        command.arg("--").args(filter);
        total += count(command)?;
    }
    Ok(total)
}

/// A test program of the package in `tests/`, with the command line beside it.
fn cargo(test: &str, filter: &[&str]) -> Result<Counts> {
    let command_line = command_line(test)?;
    let mut command = of_workspace("test", &["--test", test, "--"]);
    command.args(filter).env("THETHUC", command_line);
    count(command)
}

/// Builds the command line, and a test program.
fn command_line(test: &str) -> Result<PathBuf> {
    execute(of_workspace("build", &["--bin", "thethuc", "--test", test]))?;
    Ok(place::target().join("debug/thethuc"))
}

fn npm_tests() -> Result<()> {
    tools::npm(&place::root().join("tests"))
}

fn npm(_: &[&str]) -> Result<Counts> {
    npm_tests()?;
    package::build()?;
    let command_line = command_line("commandline")?;
    let mut total = Counts::default();
    for script in ["npm/package.mjs", "npm/same-bytes.mjs"] {
        let mut command = program_in(&place::root().join("tests"), "node", &["--test-reporter=spec", script]);
        command.env("THETHUC", &command_line);
        total += count(command)?;
    }
    Ok(total)
}

fn budgets(_: &[&str]) -> Result<Counts> {
    wasm::build(wasm::Use::Page)?;
    app::build()?;
    Ok(each([wasm::check_budget(), app::check_budget(), samples_in_time()]))
}

/// All samples of all templates, hard ones too, filled and written in one process.
const SAMPLES_BUDGET: Duration = Duration::from_secs(2);

/// The best of a few runs: the budget is of the program, not of what else the machine does.
#[allow(clippy::disallowed_methods, reason = "the library has no clock; this is what measures it")]
fn samples_in_time() -> Result<()> {
    execute(program("cargo", &["build", "-q", "--locked", "-p", "thethuc", "--profile", "timed"]))?;
    let folders = std::fs::read_dir(place::root().join("templates"))?;
    let templates = folders.filter_map(|entry| Some(entry.ok()?.path()));
    let templates: Vec<_> = templates.filter(|path| path.join("template.toml").is_file()).collect();
    let output = place::target().join("suites/samples");
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        let mut command = program(&place::target().join("timed/thethuc").to_string_lossy(), &["samples"]);
        command.args(&templates).arg("-o").arg(&output);
        execute(command)?;
        best = best.min(start.elapsed());
    }
    let written = std::fs::read_dir(&output)?.count();
    ensure!(best <= SAMPLES_BUDGET, "{written} files take {best:.2?}, over the budget of {SAMPLES_BUDGET:?}");
    eprintln!("{written} files of {} templates: {best:.2?} of {SAMPLES_BUDGET:?}", templates.len());
    Ok(())
}

/// A script of `www/package.json`, whose tools look at all TypeScript and JavaScript of the repository.
fn page_tool(script: &str, arguments: &[&str]) -> Result<()> {
    let folder = place::root().join("www");
    tools::npm(&folder)?;
    let mut command = program_in(&folder, "npm", &["run", "--silent", script, "--"]);
    command.args(arguments);
    execute(command)
}

fn www(_: &[&str]) -> Result<Counts> {
    wasm::build(wasm::Use::Page)?;
    let folder = place::root().join("www");
    tools::npm(&folder)?;
    let read = each([page_tool("lint", &[]), page_tool("check", &[])]);
    Ok(read + count(program_in(&folder, "npm", &["run", "--silent", "test"]))?)
}

/// The browser's tests that take longest, in this order.
const LONGEST: &[&str] =
    &["access", "typing", "drafts", "page.", "safety", "editor", "pagecount", "office", "edited"];

fn browser(filter: &[&str]) -> Result<Counts> {
    npm_tests()?;
    app::build()?;
    let command_line = command_line("commandline")?;
    let folder = place::root().join("tests/browser");
    let mut scripts: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs") && filter.iter().all(|word| name.contains(word)))
        .map(|name| format!("browser/{name}"))
        .collect();
    // Longest first, so that nothing runs on alone at the end.
    let place =
        |script: &String| LONGEST.iter().position(|name| script.contains(name)).unwrap_or(LONGEST.len());
    scripts.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
    // Most of a browser's time is waiting; what is timed has the machine to itself.
    let (timed, others): (Vec<_>, Vec<_>) = scripts.into_iter().partition(|script| script.contains("speed"));
    let mut total = Counts::default();
    for (scripts, at_once) in [(others, "--test-concurrency=2"), (timed, "--test-concurrency=1")] {
        if scripts.is_empty() {
            continue;
        }
        let mut command = program_in(&place::root().join("tests"), "node", &["--test", at_once]);
        command.arg("--test-reporter=spec").args(scripts).env("THETHUC", &command_line);
        total += count(command)?;
    }
    Ok(total)
}

/// Runs a test program and adds up what its closing lines say; one that fails without saying so counts as one failure.
fn count(command: Command) -> Result<Counts> {
    let mut counts = Counts::default();
    let passed = watch(command, |line| {
        counts += closing(line).unwrap_or_default();
    })
    .context("a test program does not run")?;
    if !passed && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// `test result: ok. 3 passed; 0 failed; …`, `3 passed, 0 failed`, or node's `# pass 3` and `# fail 0`.
fn closing(line: &str) -> Option<Counts> {
    let line = line.trim().trim_start_matches(['#', 'ℹ']).trim();
    let number = |text: &str| text.trim().parse().ok();
    if let Some(passed) = line.strip_prefix("pass ").and_then(number) {
        return Some(Counts { passed, failed: 0 });
    }
    if let Some(failed) = line.strip_prefix("fail ").and_then(number) {
        return Some(Counts { passed: 0, failed });
    }
    let line =
        line.strip_prefix("test result: ok.").or(line.strip_prefix("test result: FAILED.")).unwrap_or(line);
    let (passed, rest) = line.split_once(" passed")?;
    let failed = rest.trim_start_matches([';', ',']).trim().split(" failed").next()?;
    Some(Counts { passed: number(passed)?, failed: number(failed)? })
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn closing_lines_of_each_runner_are_counted() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                Some((12, 0)),
            ),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored", Some((3, 2))),
            ("7 passed, 1 failed", Some((7, 1))),
            ("# pass 4", Some((4, 0))),
            ("ℹ fail 2", Some((0, 2))),
            ("all 3 passed the gate", None),
            ("running 5 tests", None),
        ];
        for (line, wanted) in cases {
            assert_eq!(closing(line).map(|counts| (counts.passed, counts.failed)), wanted, "{line}");
        }
    }
}
