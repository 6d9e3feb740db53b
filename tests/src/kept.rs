//! What other programs say about files or make of them, kept under `target/suites` from run to run and for all suites: the
//! same program makes the same of the same bytes.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use thethuc::fingerprint;

use crate::samples::target;

/// So many results are kept of a program; of more than that the oldest go.
const MOST: usize = 5_000;

/// The results of one program.
pub struct Kept {
    folder: PathBuf,
    identity: String,
}

impl Kept {
    /// Those of a program; `identity` is all that they depend on besides the file, like its version.
    pub fn of(program: &str, identity: &str) -> Result<Kept> {
        let folder = target().join("suites/kept").join(program);
        fs::create_dir_all(&folder)?;
        Ok(Kept { folder, identity: identity.to_owned() })
    }

    /// Where the result for a file is kept, or will be; the ending says which.
    pub fn place(&self, file: &Path, ending: &str) -> Result<PathBuf> {
        let content = fs::read(file).with_context(|| file.display().to_string())?;
        let name = fingerprint([self.identity.as_bytes(), &content]);
        Ok(self.folder.join(name).with_added_extension(ending))
    }

    /// Keeps a result, whole or not at all.
    pub fn keep(&self, place: &Path, result: &[u8]) -> Result<()> {
        let half = place.with_added_extension(std::process::id().to_string());
        fs::write(&half, result)?;
        fs::rename(&half, place)?;
        Ok(())
    }

    /// What others that wait for this name do not do at the same time, until the answer is dropped.
    pub fn lock(&self, name: &str) -> Result<File> {
        let file = File::create(self.folder.join(name).with_added_extension("lock"))?;
        file.lock()?;
        Ok(file)
    }

    /// A folder nobody else has until the lock is dropped, for the program's own files.
    pub fn own_folder(&self) -> Result<(PathBuf, File)> {
        for number in 0.. {
            let folder = self.folder.join(format!("own-{number}"));
            let file = File::create(folder.with_added_extension("lock"))?;
            match file.try_lock() {
                Ok(()) => return Ok((folder, file)),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        unreachable!("numbers do not end")
    }

    /// Forgets the oldest, when there is very much.
    pub fn tidy(&self) -> Result<()> {
        let mut results = Vec::new();
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let path = entry.path();
            if path.is_file() && path.extension().is_some_and(|ending| ending != "lock") {
                results.push((entry.metadata()?.modified()?, path));
            }
        }
        results.sort();
        for (_, path) in results.iter().take(results.len().saturating_sub(MOST)) {
            fs::remove_file(path)?;
        }
        Ok(())
    }
}
