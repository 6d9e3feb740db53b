//! LibreOffice, which turns documents into something else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};

use crate::kept::Kept;
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

/// Converts all files that were not converted before; the results stand in `out` under the files' names.
fn convert(files: &[PathBuf], out: &Path, filter: &str, ending: &str) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(out)?;
    let kept = Kept::of("libreoffice", &installed()?)?;
    // Suites that run side by side ask for the same documents.
    let turn = kept.lock(ending)?;
    let places = each(files, |file| kept.place(file, ending))?;
    let all: Vec<(&PathBuf, PathBuf)> = files.iter().zip(places).collect();
    let lacking: Vec<&(&PathBuf, PathBuf)> = all.iter().filter(|(_, place)| !place.is_file()).collect();
    // As many runs as there are processors, because a run costs a start; every so-manyth file, so that each run has short
    // and long documents.
    let runs = workers().min(lacking.len().div_ceil(MANY));
    let shares: Vec<Vec<&(&PathBuf, PathBuf)>> =
        (0..runs).map(|run| lacking.iter().skip(run).step_by(runs).copied().collect()).collect();
    let made = |file: &Path| out.join(file.file_stem().unwrap_or_default()).with_added_extension(ending);
    each(&shares, |share| {
        let (own, _alone) = kept.own_folder()?;
        let files: Vec<&PathBuf> = share.iter().map(|(file, _)| *file).collect();
        let mut output = run(&own, filter, out, &files)?;
        if !output.status.success() {
            // It crashes now and then at its first start on a machine; a fault of a document shows the second time too.
            output = run(&own, filter, out, &files)?;
        }
        for (file, place) in share {
            let made = made(file);
            let said = String::from_utf8_lossy(&output.stderr);
            let result =
                fs::read(&made).with_context(|| format!("LibreOffice made no {}: {said}", made.display()))?;
            kept.keep(place, &result)?;
        }
        Ok(())
    })?;
    for (file, place) in &all {
        fs::copy(place, made(file))?;
    }
    kept.tidy()?;
    drop(turn);
    Ok(files.iter().map(|file| made(file)).collect())
}

/// What its results depend on besides the documents: its version and the fonts.
fn installed() -> Result<String> {
    let output = Command::new("dpkg-query")
        .args(["-W", "-f", "${Package} ${Version}\n", "libreoffice-*", "fonts-*"])
        .output()
        .context("dpkg-query does not run")?;
    let packages = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(packages.contains("libreoffice-writer "), "install Debian's libreoffice-writer");
    Ok(packages)
}

/// Runs it with a profile nobody else has: one that is open already would take the files and answer nothing.
fn run(profile: &Path, filter: &str, out: &Path, files: &[&PathBuf]) -> Result<Output> {
    // Of a run that was killed; ours is the only one.
    match fs::remove_file(profile.join(".lock")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", filter, "--outdir"])
        .arg(out)
        .args(files)
        .output()
        .context("soffice does not run; install Debian's libreoffice-writer")
}
