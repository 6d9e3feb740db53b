//! The documents that were sent, among everything else that lies in a folder.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files;
use thethuc::collect::is_sent;
use thethuc::{Diagnostic, Location};

/// Folders within folders that are looked into.
const DEEPEST: usize = 16;
/// What lies in the files and folders somebody named.
#[derive(Default)]
pub(super) struct Found {
    /// The documents, in the order of their names, each once.
    pub(super) documents: Vec<String>,
    /// Files that are no such documents.
    pub(super) others: Vec<String>,
    /// Folders that cannot be read, or lie too deep, with the reason.
    pub(super) unread: Vec<Diagnostic>,
    known: BTreeSet<PathBuf>,
}

impl Found {
    /// Looks into all that is named, and into folders at any depth; `own` are files of the run itself.
    pub(super) fn of(named: &[String], own: &[&str]) -> Found {
        let mut found = Found::default();
        let real = |path: &str| fs::canonicalize(path).ok();
        let own: BTreeSet<PathBuf> = own.iter().filter_map(|path| real(path)).collect();
        for path in named {
            if Path::new(path).is_dir() {
                found.folder(Path::new(path), &own, 0);
            } else if found.is_new(Path::new(path)) {
                found.documents.push(path.clone());
            }
        }
        found
    }

    fn is_new(&mut self, path: &Path) -> bool {
        fs::canonicalize(path).map_or(true, |real| self.known.insert(real))
    }

    fn folder(&mut self, folder: &Path, own: &BTreeSet<PathBuf>, depth: usize) {
        let shown = folder.display().to_string();
        if depth > DEEPEST {
            let error = io::Error::other("sâu quá 16 thư mục");
            self.unread.push(files::unreadable(&shown, &error));
            return;
        }
        let entries = fs::read_dir(folder).and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()
        });
        let mut paths = match entries {
            Ok(paths) => paths,
            Err(error) => {
                self.unread.push(files::unreadable(&shown, &error));
                return;
            }
        };
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            if !is_sent(&name) {
                continue;
            }
            if path.is_dir() {
                self.folder(&path, own, depth + 1);
            } else if name.ends_with(".docx") {
                if self.is_new(&path) {
                    self.documents.push(path.display().to_string());
                }
            } else if !fs::canonicalize(&path).is_ok_and(|real| own.contains(&real)) && self.is_new(&path) {
                self.others.push(path.display().to_string());
            }
        }
    }
}

/// What to say when there are no documents.
pub(super) fn no_documents() -> Diagnostic {
    Diagnostic::error(
        "khong-co-tep",
        Location::Document,
        "Không có tệp .docx nào ở đó; hãy chỉ đúng tệp hoặc thư mục.",
        "There is no .docx file there; name files or a folder.",
    )
}
