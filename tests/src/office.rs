//! LibreOffice, which turns documents into something else.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

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

/// Converts all files in one run, which costs one start; the results stand in `out` under the files' names.
fn convert(files: &[PathBuf], out: &Path, filter: &str, ending: &str) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(out)?;
    // A profile of its own: a LibreOffice that somebody has open would take the files and answer nothing.
    let profile = out.join(".profile");
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", filter, "--outdir"])
        .arg(out)
        .args(files)
        .output()
        .context("soffice does not run; install Debian's libreoffice-writer")?;
    let made: Vec<PathBuf> = files
        .iter()
        .map(|file| out.join(file.file_stem().unwrap_or_default()).with_added_extension(ending))
        .collect();
    for file in &made {
        ensure!(
            file.is_file(),
            "LibreOffice made no {}: {}",
            file.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(made)
}
