//! The npm package.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{program, run as execute};
use crate::wasm::{self, Use};
use crate::{fresh, place};

/// Makes the package and prints where it is.
pub(crate) fn run() -> Result<()> {
    println!("{}", build()?.display());
    Ok(())
}

/// Makes the package when the module or the wrapper changed.
pub(crate) fn build() -> Result<PathBuf> {
    wasm::build(Use::Package)?;
    let (root, package) = (place::root(), place::npm());
    let source = root.join("crate/npm");
    let inputs = [
        source.clone(),
        Use::Package.folder(),
        root.join("Cargo.toml"),
        root.join("LICENSE"),
        root.join("crate/src/wasm/types.d.ts"),
    ];
    let makes = [package.join("package.json"), package.join("index.js"), package.join("module.js")];
    fresh::step("package", &inputs, "", &makes, || make(&root, &source, &package))?;
    Ok(package)
}

fn make(root: &Path, source: &Path, package: &Path) -> Result<()> {
    if package.exists() {
        fs::remove_dir_all(package)?;
    }
    fs::create_dir_all(package)?;
    for file in ["index.js", "README.md"] {
        fs::copy(source.join(file), package.join(file)).with_context(|| format!("crate/npm/{file}"))?;
    }
    fs::copy(root.join("LICENSE"), package.join("LICENSE"))?;
    fs::copy(Use::Package.folder().join("thethuc.js"), package.join("glue.js"))?;
    let mut command = program("node", &[]);
    command
        .arg(source.join("build.mjs"))
        .arg(Use::Package.folder())
        .arg(package)
        .arg(env!("CARGO_PKG_VERSION"));
    execute(command)
}
