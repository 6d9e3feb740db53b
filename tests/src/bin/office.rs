//! `office pdf|docx FOLDER FILE…`: what LibreOffice makes of documents, for the suites that run in Node.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use thethuc_tests::office;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let kind = arguments.next().context("no kind is named")?;
    let folder = PathBuf::from(arguments.next().context("no folder is named")?);
    let files: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let made = match kind.to_str() {
        Some("pdf") => office::to_pdf(&files, &folder)?,
        Some("docx") => office::to_docx(&files, &folder)?,
        _ => bail!("{} is neither pdf nor docx", kind.display()),
    };
    for file in made {
        println!("{}", file.display());
    }
    Ok(())
}
