//! The tools the build and the tests need, installed when they are missing.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use crate::command::{output, program, program_in, run};
use crate::log::Log;
use crate::{fresh, place};

/// The target of the WebAssembly modules.
pub(crate) fn wasm_target(log: &Log) -> Result<()> {
    let targets = output(program("rustup", &["target", "list", "--installed"]));
    if !targets.is_some_and(|list| list.contains("wasm32-unknown-unknown")) {
        run(log, program("rustup", &["target", "add", "wasm32-unknown-unknown"]))
            .context("the Rust target wasm32-unknown-unknown is missing and cannot be added")?;
    }
    Ok(())
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
pub(crate) fn npm(log: &Log, folder: &Path) -> Result<()> {
    node()?;
    let name = folder.strip_prefix(place::root()).unwrap_or(folder).to_string_lossy().replace('/', "-");
    let inputs = [folder.join("package.json"), folder.join("package-lock.json")];
    fresh::step(&format!("npm-{name}"), &inputs, "", &[folder.join("node_modules")], || {
        let mut command = program_in(folder, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        // The browser is Debian's.
        command.env("PUPPETEER_SKIP_DOWNLOAD", "1");
        run(log, command).with_context(|| format!("npm packages of {} cannot be installed", folder.display()))
    })
}

/// Those of the packages that Debian's database does not know as installed.
fn missing<'p>(packages: &[&'p str]) -> Vec<&'p str> {
    let there = |package: &str| {
        output(program("dpkg-query", &["-W", "-f", "${Status}", package]))
            .is_some_and(|status| status.contains("install ok installed"))
    };
    packages.iter().copied().filter(|package| !there(package)).collect()
}

/// Fails by name for what is not installed.
pub(crate) fn present(packages: &[&str]) -> Result<()> {
    let missing = missing(packages);
    ensure!(missing.is_empty(), "these Debian packages are needed and not installed: {}", missing.join(" "));
    Ok(())
}

/// Installs Debian packages; what cannot be installed is named.
pub(crate) fn debian(log: &Log, packages: &[&str]) -> Result<()> {
    let wanted = missing(packages);
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
        command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
        run(log, command)
    };
    // A failing update or install shows in what is still missing afterwards, package by package.
    let tried = apt(&["update"]).and_then(|()| apt(&[&["install"], wanted.as_slice()].concat()));
    let still = missing(packages);
    ensure!(
        still.is_empty(),
        "these Debian packages are needed and cannot be installed: {} ({})",
        still.join(" "),
        tried.err().map_or_else(|| "apt-get gave no reason".to_owned(), |error| error.to_string())
    );
    Ok(())
}
