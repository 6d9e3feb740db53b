//! `thethuc check --fix`: what would change, and the changed files beside each other in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use thethuc::examine::{Examined, Finding, Manner, Mended, Mending, mend};
use thethuc::{Diagnostic, Location};

use super::Request;
use crate::cli::files;
use crate::cli::language::Language;

/// A finding named to be put right although words change: its rule, and the paragraph where the rule is found more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Word {
    code: String,
    paragraph: Option<usize>,
}

impl Word {
    /// Reads `vv-hoa:8`: the code, and the paragraph as the finding counts it.
    pub(in crate::cli) fn read(text: &str) -> Result<Word, super::Wrong> {
        let (code, paragraph) = match text.trim().split_once(':') {
            Some((code, paragraph)) => (code, Some(paragraph)),
            None => (text, None),
        };
        let number = paragraph.map(|text| text.trim().parse::<usize>()).transpose();
        let paragraph = number.map_err(|_| super::Wrong("cần mã và số đoạn, như vv-hoa:8"))?;
        Ok(Word { code: super::code(code)?, paragraph })
    }

    fn means(&self, finding: &Finding) -> bool {
        let paragraph = finding.place.as_ref().map(|place| place.paragraph + 1);
        self.code == finding.rule.code && (self.paragraph.is_none() || self.paragraph == paragraph)
    }
}

/// How files are mended.
pub(in crate::cli) struct Fixing {
    /// The folder the files go to; none to say only what would change.
    pub(in crate::cli) output: Option<String>,
    /// As tracked changes of that day.
    pub(in crate::cli) tracked: Option<NaiveDate>,
    /// The findings whose words change too.
    pub(in crate::cli) words: Vec<Word>,
}

impl Fixing {
    /// What is put right: format and punctuation, and the words that were named.
    fn wants(&self, request: &Request, finding: &Finding) -> bool {
        let is_mechanical = matches!(finding.rule.fix, Mending::Format | Mending::Punctuation);
        let is_named = || self.words.iter().any(|word| word.means(finding));
        request.wants(finding.rule) && (is_mechanical || is_named())
    }

    /// What was named and is not there to be put right.
    pub(super) fn unmet(&self, path: &str, examined: &Examined) -> Option<Diagnostic> {
        let there = |word: &&Word| {
            examined.findings.iter().any(|finding| finding.change.is_some() && word.means(finding))
        };
        let word = self.words.iter().find(|word| !there(word))?;
        let at = word.paragraph.map(|at| format!(":{at}")).unwrap_or_default();
        Some(Diagnostic::error(
            "khong-co-cho-sua",
            files::place(path),
            format!("Không có chỗ «{}{at}» mà chương trình sửa được; hãy xem lại mã và số đoạn.", word.code),
            format!(
                "There is nothing at “{}{at}” that can be put right; look at code and paragraph.",
                word.code
            ),
        ))
    }

    /// Says what will change.
    pub(super) fn announce(&self, request: &Request, path: &str, examined: &Examined, language: Language) {
        let chosen = examined.findings.iter().filter(|finding| self.wants(request, finding));
        for (finding, change) in chosen.filter_map(|finding| Some((finding, finding.change.as_ref()?))) {
            let place = match finding.place_name() {
                name if name.is_empty() => path.to_owned(),
                name => format!("{path}, {name}"),
            };
            let (word, done) = match language {
                Language::Vi => ("sửa", &change.message),
                Language::En => ("change", &change.english),
            };
            let done = match change.before.as_str() {
                "" => done.clone(),
                before => format!("«{before}» → «{}»", change.after),
            };
            eprintln!("{place}: {word}[{}]: {done}", finding.rule.code);
        }
    }

    /// The file mended.
    pub(super) fn mended(&self, request: &Request, docx: &[u8]) -> Result<Mended, Diagnostic> {
        let manner = self.tracked.map_or(Manner::Plain, Manner::Tracked);
        mend(docx, manner, &|finding| self.wants(request, finding))
    }
}

/// Writes a mended file under its own name into the folder, under a numbered one where something of that name is there:
/// nothing is overwritten.
pub(super) fn write(folder: &str, path: &str, bytes: &[u8]) -> Result<PathBuf, Diagnostic> {
    files::make_folder(folder)?;
    let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, "docx"));
    let mut target = Path::new(folder).join(&name);
    let mut number = 2;
    while fs::symlink_metadata(&target).is_ok() {
        target = Path::new(folder).join(format!("{stem}-{number}.{ending}"));
        number += 1;
    }
    files::write(&target, bytes)?;
    Ok(target)
}

/// Words are put right in one document at a time.
pub(super) fn one_by_one() -> Diagnostic {
    Diagnostic::error(
        "sua-tung-tep",
        Location::Document,
        "--fix-words sửa chữ của một văn bản; hãy chỉ đúng một tệp.",
        "--fix-words changes the words of one document; name one file.",
    )
}
