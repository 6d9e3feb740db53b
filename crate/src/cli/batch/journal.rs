//! The list of what is done: of which job it is, then a line a document, added as each is written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use thethuc::{Diagnostic, Location};

use crate::cli::files;

const FIRST: &str = "thethuc-batch-1";

/// What a journal on the disk says.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The fingerprint of the job.
    pub(super) job: String,
    /// The date its documents carry.
    pub(super) date: String,
    /// The documents that are done, and the names of their files.
    pub(super) done: Vec<(usize, Vec<String>)>,
    /// Where the last whole line ends.
    length: u64,
}

#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

impl Known {
    /// What the journal says; none when there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Known>, Diagnostic> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(files::unreadable(&path.display().to_string(), &error)),
        };
        let text = String::from_utf8_lossy(&bytes);
        let mut known = Known::default();
        for line in text.split_inclusive('\n') {
            let Some(whole) = line.strip_suffix('\n') else { break };
            let mut fields = whole.split('\t');
            let first = fields.next().unwrap_or_default();
            if known.length == 0 {
                if first != FIRST {
                    return Err(foreign(path));
                }
                fields.next().unwrap_or_default().clone_into(&mut known.job);
                fields.next().unwrap_or_default().clone_into(&mut known.date);
            } else if let Some(document) =
                first.parse::<usize>().ok().and_then(|number| number.checked_sub(1))
            {
                known.done.push((document, fields.map(str::to_owned).collect()));
            }
            known.length += line.len() as u64;
        }
        Ok((known.length > 0).then_some(known))
    }
}

impl Journal {
    /// Begins a journal, or goes on with one.
    pub(super) fn open(
        path: &Path,
        job: &str,
        date: &str,
        known: Option<&Known>,
    ) -> Result<Self, Diagnostic> {
        let opened = OpenOptions::new().create(true).append(true).open(path).and_then(|mut file| {
            file.set_len(known.map_or(0, |known| known.length))?;
            if known.is_none() {
                file.write_all(format!("{FIRST}\t{job}\t{date}\n").as_bytes())?;
            }
            Ok(file)
        });
        let file = opened.map_err(|error| files::unwritable(path, &error))?;
        let journal = Journal { path: path.to_owned(), file };
        match journal.file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => Err(at_work(path)),
            // Where a file share knows no locks, two runs at a time are the user's own care.
            Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(journal),
        }
    }

    /// A document is done.
    pub(super) fn add(&mut self, document: usize, names: &[String]) -> Result<(), Diagnostic> {
        let line = format!("{}\t{}\n", document + 1, names.join("\t"));
        self.file.write_all(line.as_bytes()).map_err(|error| files::unwritable(&self.path, &error))
    }
}

fn place(path: &Path) -> Location {
    Location::File { file: path.display().to_string(), line: 0, column: 0 }
}

fn foreign(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "nhat-ky-la",
        place(path),
        "Tệp này không phải danh sách việc đã làm của Thể Thức; hãy đổi tên tệp hoặc chọn nơi ghi khác.",
        "This file is no list of work done by Thể Thức; rename it or choose another place.",
    )
}

fn at_work(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "dang-co-lan-khac",
        place(path),
        "Một lần chạy khác đang ghi vào đây; hãy chờ nó xong hoặc chọn nơi ghi khác.",
        "Another run is writing here; wait until it is done or choose another place.",
    )
}

/// The work done here was another.
pub(super) fn another(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "viec-khac",
        place(path),
        "Ở đây đã có kết quả của một lần làm khác (mẫu, bảng tính, cách khớp hoặc ngày không như lần này); hãy chọn nơi ghi khác, hoặc thêm --again để làm lại từ đầu.",
        "Another job was done here (template, sheet, matching or date differ); choose another place, or add --again to start over.",
    )
}

/// Something that is not ours would be written over.
pub(in crate::cli) fn taken(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "da-co-tep",
        place(path),
        "Đã có tệp mang tên này; hãy chọn nơi ghi khác, hoặc thêm --again để ghi đè.",
        "There is a file of this name already; choose another place, or add --again to write over it.",
    )
}
