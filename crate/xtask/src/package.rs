//! The npm package.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{program, run as execute};
use crate::log::Log;
use crate::wasm::{self, Use};
use crate::{fresh, place};

/// Makes the package and prints where it is.
pub(crate) fn run() -> Result<()> {
    println!("{}", build(&Log::Terminal, Use::Package)?.display());
    Ok(())
}

/// Makes the package when the module or the wrapper changed: as it is published, or around the module of the page, which
/// does the same and is there anyway.
pub(crate) fn build(log: &Log, module: Use) -> Result<PathBuf> {
    wasm::build(log, module)?;
    let (name, package) = match module {
        Use::Page => ("package-tested", place::npm_tested()),
        Use::Package => ("package", place::npm()),
    };
    let root = place::root();
    let source = root.join("crate/npm");
    let inputs = [
        source.clone(),
        module.folder(),
        root.join("Cargo.toml"),
        root.join("LICENSE"),
        root.join("crate/src/wasm/types.d.ts"),
    ];
    let makes = [package.join("package.json"), package.join("index.js"), package.join("module.js")];
    fresh::step(name, &inputs, "", &makes, || make(log, &root, &source, &module.folder(), &package))?;
    Ok(package)
}

fn make(log: &Log, root: &Path, source: &Path, module: &Path, package: &Path) -> Result<()> {
    if package.exists() {
        fs::remove_dir_all(package)?;
    }
    fs::create_dir_all(package)?;
    for file in ["index.js", "README.md"] {
        fs::copy(source.join(file), package.join(file)).with_context(|| format!("crate/npm/{file}"))?;
    }
    fs::copy(root.join("LICENSE"), package.join("LICENSE"))?;
    fs::copy(module.join("thethuc.js"), package.join("glue.js"))?;
    let mut command = program("node", &[]);
    command.arg(source.join("build.mjs")).arg(module).arg(package).arg(env!("CARGO_PKG_VERSION"));
    execute(log, command)
}
