//! What is up to date: a step's inputs are hashed by content, and the hash is kept beside what the step made.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::place;

/// Folders that no step reads: what builds make.
const MADE: [&str; 4] = ["node_modules", "target", "dist", ".git"];

/// Does `step` unless it was done with the same inputs before and everything it makes is still there.
pub(crate) fn step(
    name: &str,
    inputs: &[PathBuf],
    salt: &str,
    makes: &[PathBuf],
    step: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = place::target().join("xtask").join(name);
    let wanted = hash(inputs, salt)?;
    let there = makes.iter().all(|path| path.exists());
    if there && std::fs::read_to_string(&stamp).is_ok_and(|kept| kept == wanted) {
        return Ok(());
    }
    step()?;
    std::fs::create_dir_all(stamp.parent().context("no folder for stamps")?)?;
    std::fs::write(&stamp, wanted)?;
    Ok(())
}

fn hash(inputs: &[PathBuf], salt: &str) -> Result<String> {
    let mut files = BTreeMap::new();
    for input in inputs {
        collect(input, &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    salt.hash(&mut hasher);
    for (path, content) in files {
        path.strip_prefix(place::root()).unwrap_or(&path).hash(&mut hasher);
        content.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            if !MADE.iter().any(|made| entry.file_name() == *made) {
                collect(&entry.path(), files)?;
            }
        }
    } else if path.is_file() {
        files.insert(path.to_path_buf(), std::fs::read(path).with_context(|| path.display().to_string())?);
    }
    Ok(())
}
