//! LibreOffice, which turns documents into something else.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};

use crate::parallel::{each, workers};

/// With fewer files than this a second run costs more than it saves.
const MANY: usize = 8;

/// Makes PDFs.
pub fn to_pdf(files: &[PathBuf], out: &Path) -> Result<Vec<PathBuf>> {
    convert(files, out, "pdf", "pdf")
}

/// Makes plain texts in UTF-8.
pub fn to_text(files: &[PathBuf], out: &Path) -> Result<Vec<PathBuf>> {
    convert(files, out, "txt:Text (encoded):UTF8", "txt")
}

/// Saves again as DOCX.
pub fn to_docx(files: &[PathBuf], out: &Path) -> Result<Vec<PathBuf>> {
    convert(files, out, "docx", "docx")
}

/// Converts all files in as many runs as there are processors, because a run costs a start; the results stand in `out`
/// under the files' names.
fn convert(files: &[PathBuf], out: &Path, filter: &str, ending: &str) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(out)?;
    let runs = workers().min(files.len().div_ceil(MANY)).max(1);
    // Every so-manyth file, so that each run has short and long documents.
    let shares: Vec<(PathBuf, Vec<&PathBuf>)> = (0..runs)
        .map(|run| (out.join(format!(".profile-{run}")), files.iter().skip(run).step_by(runs).collect()))
        .collect();
    let made = |file: &Path| out.join(file.file_stem().unwrap_or_default()).with_added_extension(ending);
    each(&shares, |(profile, files)| {
        // A profile of its own: a LibreOffice that is open already would take the files and answer nothing.
        let mut output = run(profile, filter, out, files)?;
        if !output.status.success() {
            // It crashes now and then at its first start on a machine; a fault of a document shows the second time too.
            output = run(profile, filter, out, files)?;
        }
        for file in files {
            ensure!(
                made(file).is_file(),
                "LibreOffice made no {}: {}",
                made(file).display(),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(())
    })?;
    Ok(files.iter().map(|file| made(file)).collect())
}

fn run(profile: &Path, filter: &str, out: &Path, files: &[&PathBuf]) -> Result<Output> {
    // A profile of its own: a LibreOffice that is open already would take the files and answer nothing.
    Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", filter, "--outdir"])
        .arg(out)
        .args(files)
        .output()
        .context("soffice does not run; install Debian's libreoffice-writer")
}
