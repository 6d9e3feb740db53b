//! Documents into a folder, each written whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use thethuc::batch::Batch;
use thethuc::{Diagnostic, File, Location};

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

    /// What another job or this one made here, as the journal has it.
    fn journalled(job: &Job<'_>) -> Result<Option<(PathBuf, Known)>, Diagnostic> {
        let output = job.arguments.output.as_deref().filter(|_| !job.arguments.check);
        let Some(folder) = output.filter(|output| super::ending(output).is_empty()) else { return Ok(None) };
        let known = Known::read(&Folder::journal(Path::new(folder), job.shard))?;
        Ok(Some((PathBuf::from(folder), known.unwrap_or_default())))
    }

    /// The documents in the folder that this very job did not make, without their ending.
    pub(super) fn others(job: &Job<'_>) -> Result<Vec<String>, Diagnostic> {
        let Some((folder, known)) = Folder::journalled(job)? else { return Ok(Vec::new()) };
        let own = if known.job == job.fingerprint { known.done } else { Vec::new() };
        let own: BTreeSet<String> = own.into_iter().flat_map(|(_, names)| names).collect();
        let all = present(&folder).into_iter().filter(|name| !own.contains(name));
        Ok(all.filter_map(|name| name.strip_suffix(".docx").map(str::to_owned)).collect())
    }

    /// Documents that are known by their place alone may be written over when all of an earlier job are made anew: with fewer
    /// rows a place is another row's.
    pub(super) fn covered(batch: &Batch, job: &Job<'_>) -> Result<(), Diagnostic> {
        let Some((folder, known)) = Folder::journalled(job)? else { return Ok(()) };
        let present = present(&folder);
        let own: BTreeSet<String> =
            (0..batch.len()).map(|document| file_name(batch.name(document), None)).collect();
        let mut before = known.done.iter().filter_map(|(_, names)| names.first());
        let left = before.clone().find(|name| present.contains(*name) && !own.contains(*name));
        let met = before.find(|name| present.contains(*name) && own.contains(*name));
        match (left, met) {
            (Some(left), Some(met)) => Err(of_other_rows(&folder, left, met)),
            _ => Ok(()),
        }
    }

    /// Looks at what is there; nothing is changed.
    pub(super) fn look(folder: &Path, job: &Job<'_>) -> Result<Folder, Diagnostic> {
        let path = Folder::journal(folder, job.shard);
        let known = Known::read(&path)?.filter(|_| !job.again);
        if known.as_ref().is_some_and(|known| known.job != job.fingerprint) {
            return Err(another(&path));
        }
        let present = present(folder);
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

fn of_other_rows(folder: &Path, left: &str, met: &str) -> Diagnostic {
    Diagnostic::error(
        "tep-cua-dong-khac",
        Location::File { file: folder.display().to_string(), line: 0, column: 0 },
        format!(
            "Tên tệp chỉ có số thứ tự, mà lần này ít dòng hơn lần trước (không có «{left}»), nên «{met}» có thể là của dòng khác; không ghi đè. Hãy ghi vào thư mục khác, thêm một cột vào mẫu tên (--name), hoặc xóa các tệp cũ."
        ),
        format!(
            "Names of files are numbers alone, and there are fewer rows than last time (no “{left}”), so “{met}” may be of another row and is not written over. Write into another folder, add a column to the pattern of names (--name), or delete the old files."
        ),
    )
}

/// The names of all files in a folder; none where it is not there yet.
fn present(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect()
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
