//! Documents into a zip that is written as they are made, and gone on with where a run before was stopped.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use thethuc::batch::Batch;
use thethuc::zip::Zip;
use thethuc::{Diagnostic, File as Made};

use super::Job;
use super::folder::file_name;
use super::journal::{Journal, Known, another, taken};
use crate::cli::files;

/// A zip documents are written to.
#[derive(Debug)]
pub(super) struct Archive {
    path: PathBuf,
    zip: Zip,
    known: Option<Known>,
    done: BTreeSet<usize>,
    /// It is there, and the same job made it.
    finished: bool,
}

impl Archive {
    /// Which job an unfinished zip is of.
    pub(super) fn journal(path: &Path) -> PathBuf {
        with_ending(path, ".da-lam.tsv")
    }

    /// Looks at what is there; nothing is changed.
    pub(super) fn look(path: &Path, batch: &Batch, job: &Job<'_>) -> Result<Archive, Diagnostic> {
        let mut archive = Archive {
            path: path.to_owned(),
            zip: Zip::default(),
            known: None,
            done: BTreeSet::new(),
            finished: false,
        };
        if job.again {
            return Ok(archive);
        }
        if path.exists() {
            archive.finished = ends_with(path, &comment(job));
            return if archive.finished { Ok(archive) } else { Err(taken(path)) };
        }
        let journal = Archive::journal(path);
        let Some(known) = Known::read(&journal)? else { return Ok(archive) };
        if known.job != job.fingerprint {
            return Err(another(&journal));
        }
        let draft = with_ending(path, ".dang-ghi");
        if let Ok(file) = File::open(&draft) {
            let read = Zip::reopen(&mut BufReader::new(file));
            archive.zip = read.map_err(|error| files::unreadable(&draft.display().to_string(), &error))?;
            // A document comes after what goes with it: where it is, all of it is.
            let present: std::collections::BTreeMap<&str, usize> = archive.zip.names().zip(1..).collect();
            let mut whole = 0;
            for document in job.shard.documents(batch.len()) {
                if let Some(&at) = present.get(file_name(batch.name(document), None).as_str()) {
                    archive.done.insert(document);
                    whole = whole.max(at);
                }
            }
            archive.zip.keep(whole);
        }
        archive.known = Some(known);
        Ok(archive)
    }

    pub(super) fn is_finished(&self) -> bool {
        self.finished
    }

    pub(super) fn done(&self) -> &BTreeSet<usize> {
        &self.done
    }

    /// Makes ready to write.
    pub(super) fn begin(self, job: &Job<'_>) -> Result<Writer, Diagnostic> {
        let Archive { path, zip, known, .. } = self;
        let journal = Archive::journal(&path);
        let lock = Journal::open(&journal, &job.fingerprint, &job.date, known.as_ref())?;
        let draft = with_ending(&path, ".dang-ghi");
        let opened =
            OpenOptions::new().create(true).truncate(false).write(true).open(&draft).and_then(|mut file| {
                file.set_len(zip.length())?;
                file.seek(SeekFrom::Start(zip.length()))?;
                Ok(file)
            });
        let file = opened.map_err(|error| files::unwritable(&draft, &error))?;
        Ok(Writer { path, draft, file, zip, comment: comment(job), lock })
    }
}

#[derive(Debug)]
pub(super) struct Writer {
    path: PathBuf,
    draft: PathBuf,
    file: File,
    zip: Zip,
    comment: String,
    /// Held, so that no other run writes here meanwhile.
    lock: Journal,
}

impl Writer {
    /// Adds the files of a document.
    pub(super) fn add(&mut self, name: &str, made: &[Made]) -> Result<(), Diagnostic> {
        for file in made.iter().rev() {
            let bytes = self.zip.add(&file_name(name, file.suffix.as_deref()), &file.bytes);
            self.file.write_all(&bytes).map_err(|error| files::unwritable(&self.path, &error))?;
        }
        Ok(())
    }

    /// Ends the zip and gives it its name.
    pub(super) fn finish(mut self) -> Result<(), Diagnostic> {
        let end = self.zip.finish(&self.comment);
        let written = self
            .file
            .write_all(&end)
            .and_then(|()| self.file.sync_all())
            .and_then(|()| fs::rename(&self.draft, &self.path));
        written.map_err(|error| files::unwritable(&self.path, &error))?;
        drop(self.lock);
        // The zip says itself of which job it is.
        let _ = fs::remove_file(Archive::journal(&self.path));
        Ok(())
    }
}

/// What a finished zip says of itself.
fn comment(job: &Job<'_>) -> String {
    format!("thethuc {}", job.fingerprint)
}

fn ends_with(path: &Path, comment: &str) -> bool {
    let mut end = Vec::new();
    let back = i64::try_from(comment.len()).unwrap_or(0);
    let read = File::open(path)
        .and_then(|mut file| file.seek(SeekFrom::End(-back)).and_then(|_| file.read_to_end(&mut end)));
    read.is_ok() && end == comment.as_bytes()
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}
