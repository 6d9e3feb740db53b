//! The tools the build and the tests need, installed when they are missing.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::command::{output, program, program_in, run};
use crate::{fresh, place};

/// The version of the crate `wasm-bindgen`; the tool must be of the same.
const WASM_BINDGEN: &str = "0.2.128";

/// Everything that turns Rust into WebAssembly.
pub(crate) fn for_wasm() -> Result<()> {
    node()?;
    let targets = output(program("rustup", &["target", "list", "--installed"]));
    if !targets.is_some_and(|list| list.contains("wasm32-unknown-unknown")) {
        run(program("rustup", &["target", "add", "wasm32-unknown-unknown"]))
            .context("the Rust target wasm32-unknown-unknown is missing and cannot be added")?;
    }
    let has = |tool: &str, version: &str| {
        output(program(tool, &["--version"])).is_some_and(|text| text.trim().ends_with(version))
    };
    if !has("wasm-bindgen", WASM_BINDGEN) {
        install("wasm-bindgen-cli", Some(WASM_BINDGEN))?;
    }
    if !has("wasm-pack", "") {
        install("wasm-pack", None)?;
    }
    npm(&place::root().join("crate/xtask"))
}

/// The tools are needed once and for seconds: compiling them quickly matters, how fast they run does not.
fn install(tool: &str, version: Option<&str>) -> Result<()> {
    let root = place::target().join("tools");
    let mut command = program("cargo", &["install", tool, "--locked", "--root"]);
    command.arg(&root).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").env("CARGO_PROFILE_RELEASE_LTO", "off");
    command.env("CARGO_TARGET_DIR", place::target().join("tools/build"));
    if let Some(version) = version {
        command.args(["--version", version]);
    }
    run(command).with_context(|| format!("{tool} cannot be installed"))
}

/// Node 20 or later.
pub(crate) fn node() -> Result<()> {
    let Some(version) = output(program("node", &["--version"])) else {
        bail!("Node is not installed; install Node 20 or later");
    };
    let major: u32 =
        version.trim().trim_start_matches('v').split('.').next().unwrap_or("").parse().unwrap_or(0);
    ensure!(major >= 20, "Node {} is too old; install Node 20 or later", version.trim());
    Ok(())
}

/// The npm packages of a folder's lock file.
pub(crate) fn npm(folder: &Path) -> Result<()> {
    node()?;
    let name = folder.strip_prefix(place::root()).unwrap_or(folder).to_string_lossy().replace('/', "-");
    let inputs = [folder.join("package.json"), folder.join("package-lock.json")];
    fresh::step(&format!("npm-{name}"), &inputs, "", &[folder.join("node_modules")], || {
        let mut command = program_in(folder, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        // The browser is Debian's.
        command.env("PUPPETEER_SKIP_DOWNLOAD", "1");
        run(command).with_context(|| format!("npm packages of {} cannot be installed", folder.display()))
    })
}

/// Debian packages; what cannot be installed is named.
pub(crate) fn debian(packages: &[&str]) -> Result<()> {
    let missing = || -> Vec<&str> {
        let there = |package: &str| {
            output(program("dpkg-query", &["-W", "-f", "${Status}", package]))
                .is_some_and(|status| status.contains("install ok installed"))
        };
        packages.iter().copied().filter(|package| !there(package)).collect()
    };
    let wanted = missing();
    if wanted.is_empty() {
        return Ok(());
    }
    let root = output(program("id", &["-u"])).is_some_and(|id| id.trim() == "0");
    let apt = |arguments: &[&str]| {
        let mut words = vec!["apt-get", "-qq", "-y", "--no-install-recommends"];
        words.extend(arguments);
        let mut command = if root {
            program("apt-get", words.get(1..).unwrap_or_default())
        } else {
            program("sudo", &words)
        };
        command.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::process::Stdio::null());
        run(command)
    };
    // A failing update or install shows in what is still missing afterwards, package by package.
    let tried = apt(&["update"]).and_then(|()| apt(&[&["install"], wanted.as_slice()].concat()));
    let still = missing();
    ensure!(
        still.is_empty(),
        "these Debian packages are needed and cannot be installed: {} ({})",
        still.join(" "),
        tried.err().map_or_else(|| "apt-get gave no reason".to_owned(), |error| error.to_string())
    );
    Ok(())
}
