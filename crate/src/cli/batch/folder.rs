//! Documents into a folder, each written whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use thethuc::batch::Batch;
use thethuc::{Diagnostic, File};

use super::Job;
use super::arguments::Shard;
use super::journal::{Journal, Known, another, taken};
use crate::cli::files;

/// A folder documents are written to.
#[derive(Debug)]
pub(super) struct Folder {
    folder: PathBuf,
    shard: Shard,
    known: Option<Known>,
    /// The files in it when the work begins.
    present: BTreeSet<String>,
}

impl Folder {
    pub(super) fn journal(folder: &Path, shard: Shard) -> PathBuf {
        let name = match shard {
            Shard::WHOLE => "thethuc-da-lam.tsv".to_owned(),
            Shard { number, of } => format!("thethuc-da-lam-{number}-{of}.tsv"),
        };
        folder.join(name)
    }

    /// Looks at what is there; nothing is changed.
    pub(super) fn look(folder: &Path, job: &Job<'_>) -> Result<Folder, Diagnostic> {
        let path = Folder::journal(folder, job.shard);
        let known = Known::read(&path)?.filter(|_| !job.again);
        if known.as_ref().is_some_and(|known| known.job != job.fingerprint) {
            return Err(another(&path));
        }
        let present = match fs::read_dir(folder) {
            Ok(entries) => entries
                .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
                .collect(),
            Err(_) => BTreeSet::new(),
        };
        Ok(Folder { folder: folder.to_owned(), shard: job.shard, known, present })
    }

    /// The documents that are done and still there.
    pub(super) fn done(&self) -> BTreeSet<usize> {
        let known = self.known.iter().flat_map(|known| &known.done);
        known
            .filter(|(_, names)| !names.is_empty() && names.iter().all(|name| self.present.contains(name)))
            .map(|(document, _)| *document)
            .collect()
    }

    /// Makes ready to write these documents: what an earlier run left half-written goes.
    pub(super) fn begin(self, batch: &Batch, todo: &[usize], job: &Job<'_>) -> Result<Writer, Diagnostic> {
        let Folder { folder, shard, known, present } = self;
        files::make_folder(&folder.to_string_lossy())?;
        if known.is_none() && !job.again {
            let met = todo.iter().map(|&document| file_name(batch.name(document), None));
            if let Some(name) = met.into_iter().find(|name| present.contains(name)) {
                return Err(taken(&folder.join(name)));
            }
        }
        let path = Folder::journal(&folder, shard);
        let journal = Journal::open(&path, &job.fingerprint, &job.date, known.as_ref())?;
        let draft = format!(".{}-{}.dang-ghi", shard.number, shard.of);
        for name in present.iter().filter(|name| name.ends_with(&draft)) {
            // Ours and of no use; where it cannot be removed it is in nobody's way.
            let _ = fs::remove_file(folder.join(name));
        }
        Ok(Writer { folder, draft, journal })
    }
}

#[derive(Debug)]
pub(super) struct Writer {
    pub(super) folder: PathBuf,
    pub(super) draft: String,
    pub(super) journal: Journal,
}

/// Writes the files of a document, itself last: where it is, all of it is.
pub(super) fn write(
    folder: &Path,
    draft: &str,
    name: &str,
    made: Vec<File>,
) -> Result<Vec<String>, Diagnostic> {
    let mut names = Vec::with_capacity(made.len());
    for file in made.into_iter().rev() {
        let name = file_name(name, file.suffix.as_deref());
        let (path, unfinished) = (folder.join(&name), folder.join(format!("{name}{draft}")));
        let written = fs::File::create(&unfinished)
            .and_then(|mut out| out.write_all(&file.bytes))
            .and_then(|()| fs::rename(&unfinished, &path));
        written.map_err(|error| {
            // A draft is ours; whether it can be removed changes nothing for the user.
            let _ = fs::remove_file(&unfinished);
            files::unwritable(&path, &error)
        })?;
        names.push(name);
    }
    names.reverse();
    Ok(names)
}

/// `ten.docx`, and `ten-phu-luc-1.docx` for what goes with it.
pub(super) fn file_name(name: &str, suffix: Option<&str>) -> String {
    match suffix {
        None => format!("{name}.docx"),
        Some(suffix) => format!("{name}-{suffix}.docx"),
    }
}
