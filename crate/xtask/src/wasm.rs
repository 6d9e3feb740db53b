//! The WebAssembly module.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::{of_workspace, program, run};
use crate::log::Log;
use crate::{fresh, place, tools};

const TARGET: &str = "wasm32-unknown-unknown";

/// Clerks copy the page over slow office networks; all of the product must fit into this many bytes.
const BUDGET: u64 = 2_600_000;

/// What a module is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Inside the page: small.
    Page,
    /// Inside the npm package: fast.
    Package,
}

impl Use {
    fn name(self) -> &'static str {
        match self {
            Use::Page => "page",
            Use::Package => "package",
        }
    }

    /// The Cargo profile, see `Cargo.toml`.
    fn profile(self) -> &'static str {
        match self {
            Use::Page => "wasm",
            Use::Package => "npm",
        }
    }

    /// The package has Unicode's tables of its own.
    fn features(self) -> &'static [&'static str] {
        match self {
            Use::Page => &[],
            Use::Package => &["--features", "unicode-tables"],
        }
    }

    /// SHA-256 in a loop takes 7 KB less than unrolled.
    fn flags(self) -> &'static str {
        match self {
            Use::Page => " --cfg=sha2_backend_soft=\"compact\"",
            Use::Package => "",
        }
    }

    /// After the compiler: no names, no tool versions, first, because they cost time. The data begin at 1 MB: constants below
    /// 1 KB may be folded into the offsets of loads, which is 18 KB. Flattening and two more passes for size find 22 KB,
    /// merging what was compiled again and again for other types as much, constants kept in locals 17 KB. Not to be added:
    /// `--ignore-implicit-traps`, which loads before it is asked whether it may.
    fn optimise(self) -> &'static [&'static str] {
        match self {
            Use::Page => &[
                "--strip-debug",
                "--strip-producers",
                "--low-memory-unused",
                "--merge-similar-functions",
                "-Oz",
                "--flatten",
                "--rereloop",
                "-Oz",
                "-Oz",
                "--const-hoisting",
                "--reorder-locals",
                "--vacuum",
            ],
            Use::Package => &["--strip-debug", "--strip-producers", "-O3"],
        }
    }

    /// Where the finished module and its glue are.
    pub(crate) fn folder(self) -> PathBuf {
        match self {
            Use::Page => place::wasm(),
            Use::Package => place::target().join("xtask/npm-wasm"),
        }
    }
}

/// Builds the module and its glue when a source changed.
pub(crate) fn build(log: &Log, purpose: Use) -> Result<()> {
    tools::wasm_target(log)?;
    tools::npm(log, &place::root().join("crate/xtask"))?;
    let root = place::root();
    let inputs: Vec<PathBuf> =
        ["Cargo.toml", "Cargo.lock", "crate/Cargo.toml", "crate/build.rs", "crate/src", "templates"]
            .iter()
            .map(|path| root.join(path))
            .collect();
    let finished = purpose.folder();
    let makes =
        [finished.join("thethuc.js"), finished.join("thethuc_bg.wasm"), finished.join("thethuc.d.ts")];
    let salt = format!(
        "{} {:?} {:?} {} short paths",
        purpose.profile(),
        purpose.optimise(),
        purpose.features(),
        purpose.flags()
    );
    fresh::step(&format!("wasm-{}", purpose.name()), &inputs, &salt, &makes, || {
        make(log, &root, &finished, purpose)
    })
}

fn make(log: &Log, root: &Path, finished: &Path, purpose: Use) -> Result<()> {
    let profile = purpose.profile();
    let mut command = program("cargo", &["build", "-q", "--locked", "-p", "thethuc", "--lib"]);
    command.args(["--target", TARGET, "--no-default-features", "--profile", profile]);
    command.args(purpose.features());
    command.env("RUSTFLAGS", format!("{}{}", short_paths(root), purpose.flags()));
    run(log, command)?;
    let compiled = place::target().join(TARGET).join(profile).join("thethuc.wasm");

    // As part of the workspace it shares what is compiled for the others.
    run(log, of_workspace("build", &["--bin", "thethuc-bindgen"]))?;
    let raw = place::target().join("xtask/glue").join(purpose.name());
    let mut command = Command::new(place::target().join("debug/thethuc-bindgen"));
    command.arg(&compiled).arg(&raw);
    run(log, command)?;

    fs::create_dir_all(finished)?;
    let mut command = program("wasm-opt", purpose.optimise());
    command.arg(raw.join("thethuc_bg.wasm")).arg("-o").arg(finished.join("thethuc_bg.wasm"));
    run(log, command)?;
    for file in ["thethuc.js", "thethuc.d.ts", "thethuc_bg.wasm.d.ts"] {
        fs::copy(raw.join(file), finished.join(file)).with_context(|| format!("there is no {file}"))?;
    }
    Ok(())
}

/// The places a panic names without the folders of this machine: smaller, and the same bytes everywhere.
fn short_paths(root: &Path) -> String {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")));
    let sources = home.map(|home| home.join("registry/src"));
    let registries = sources.and_then(|sources| fs::read_dir(sources).ok()).into_iter().flatten().flatten();
    let folders = registries.map(|registry| registry.path()).chain([root.to_path_buf()]);
    folders.map(|folder| format!("--remap-path-prefix={}=", folder.display())).collect::<Vec<_>>().join(" ")
}

/// Fails when the module of the page is above its budget.
pub(crate) fn check_budget(log: &Log) -> Result<()> {
    within_budget(log, &place::wasm().join("thethuc_bg.wasm"), BUDGET)
}

/// Fails above the budget.
pub(crate) fn within_budget(log: &Log, file: &Path, budget: u64) -> Result<()> {
    let size = fs::metadata(file).with_context(|| file.display().to_string())?.len();
    ensure!(
        size <= budget,
        "{} has {size} bytes, {} over its budget of {budget}; make it smaller",
        file.display(),
        size.saturating_sub(budget)
    );
    log.line(format_args!("{}: {size} of {budget} bytes", file.display()));
    Ok(())
}
