//! The product as the suites use it: the library for what it means, the command line for what it makes.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result, anyhow, ensure};
use chrono::NaiveDate;
use thethuc::{Document, Filled, Template, docx, fill, library};

use crate::samples::{Sample, root};

/// The day on which all tests happen.
pub const DAY: &str = "2026-11-23";

/// [`DAY`] as a date.
pub fn today() -> NaiveDate {
    DAY.parse().unwrap_or_default()
}

/// The built-in template of a sample.
pub fn template(id: &str) -> Result<Arc<Template>> {
    library::get(id).with_context(|| format!("no built-in template {id}"))
}

/// Fills a sample's template.
pub fn filled<'t>(template: &'t Template, sample: &Sample) -> Filled<'t> {
    fill(template, &sample.values, today())
}

/// The document of a sample.
pub fn document(sample: &Sample) -> Result<Document> {
    Ok(filled(template(&sample.template)?.as_ref(), sample).document)
}

/// Writes a document as the template of a sample would.
pub fn write(sample: &Sample, document: &Document) -> Result<Vec<u8>> {
    let template = template(&sample.template)?;
    docx::write(document, template.form.standard(), None).map_err(|error| anyhow!("{error}"))
}

/// The command line, built when it is not there yet; `xtask test` names it in `THETHUC`.
pub fn command_line() -> Result<PathBuf> {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    if let Some(path) = PATH.get() {
        return Ok(path.clone());
    }
    let path = match std::env::var_os("THETHUC") {
        Some(path) => PathBuf::from(path),
        None => {
            let built = Command::new(env!("CARGO"))
                .args(["build", "-q", "-p", "thethuc"])
                .current_dir(root())
                .status()?;
            ensure!(built.success(), "the command line does not build");
            let exe = std::env::current_exe()?;
            exe.ancestors().nth(2).context("no target folder")?.join("thethuc")
        }
    };
    ensure!(path.is_file(), "no command line at {}", path.display());
    Ok(PATH.get_or_init(|| path).clone())
}

/// Runs `thethuc` with something on its standard input.
pub fn run(arguments: &[&str], input: &[u8]) -> Result<Output> {
    let mut child = Command::new(command_line()?)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().context("no standard input")?;
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output()?;
    // The program may end before it has read everything, which shows in its exit code.
    let _ = feeder.join();
    Ok(output)
}

/// Fills a sample by the command line into `folder`; the file.
pub fn fill_into(folder: &Path, sample: &Sample) -> Result<PathBuf> {
    let file = folder.join(sample.id()).with_added_extension("docx");
    let values = serde_json::to_vec(&sample.values)?;
    let target = file.to_str().context("odd folder")?;
    let output = run(&["fill", &sample.template, "-", "-o", target, "--date", DAY], &values)?;
    let code = output.status.code();
    ensure!(
        matches!(code, Some(0 | 1)) && file.is_file(),
        "thethuc fill {} ended with {code:?}: {}",
        sample.id(),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(file)
}

/// What goes with a sample in files of its own, as [`fill_into`] has written it into `folder`: document, form and file.
pub fn attachments(folder: &Path, sample: &Sample) -> Result<Vec<(Document, &'static str, PathBuf)>> {
    let template = template(&sample.template)?;
    let attached = filled(template.as_ref(), sample).attachments.into_iter().map(|attachment| {
        let form = if attachment.suffix == "kem-theo" { "van-ban-kem-theo" } else { "phu-luc" };
        let name = format!("{}-{}", sample.id(), attachment.suffix);
        (attachment.document, form, folder.join(name).with_added_extension("docx"))
    });
    Ok(attached.collect())
}
