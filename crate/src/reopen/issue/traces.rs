//! What would leave the office with a document and does not print.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde::Serialize;
use serde_json::Value;

use crate::docx::package::Package;
use crate::docx::read::{Observed, RevisionKind};
use crate::docx::take_out::{self, Trace};
use crate::docx::values_part::ReadValues;
use crate::joined::Joined;
use crate::ordered;
use crate::pool::Pool;
use crate::to_list::ToList;
use crate::vietnamese::text::key;
use crate::{Diagnostic, Location};

/// So many of a kind are shown.
const MAX_SHOWN: usize = 3;
/// So much of each.
const MAX_LETTERS: usize = 60;
/// A text of fewer words says nothing when all of them are printed elsewhere.
const FEW_WORDS: usize = 8;

/// What is left of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// The kind.
    pub trace: Trace,
    /// How many.
    pub count: usize,
    /// The first of them, cut short.
    pub shown: Vec<String>,
}

/// What a document carries beside its text, kind by kind.
pub(super) fn left(package: &Package<'_>, observed: &Observed, values: Option<&ReadValues>) -> Vec<Left> {
    let comments = observed.comments.iter().map(|comment| match comment.author.as_str() {
        "" => comment.text.clone(),
        author => format!("{author}: {}", comment.text),
    });
    let changes = observed.revisions.iter().filter(|revision| revision.kind != RevisionKind::Format);
    let changes = changes.map(|change| change.text.trim().to_owned()).to_list();
    let looks = observed.revisions.len() - changes.len();
    let hidden = observed.unread.hidden.iter().cloned();
    let values = values.map(|values| unprinted(values, observed)).unwrap_or_default();
    let all: [(Trace, Vec<String>, usize); 6] = [
        (Trace::BinhLuan, comments.to_list(), 0),
        (Trace::TheoDoi, changes, looks),
        (Trace::ChuAn, hidden.to_list(), 0),
        (Trace::ToMau, marked(observed), 0),
        (Trace::GiaTri, values, 0),
        (Trace::TacGia, take_out::names(package), 0),
    ];
    let some = all.into_iter().filter(|(_, texts, more)| texts.len() + more > 0);
    some.map(|(trace, texts, more)| {
        let count = texts.len() + more;
        let texts = texts.into_iter().filter(|text| !text.trim().is_empty());
        Left { trace, count, shown: texts.take(MAX_SHOWN).map(|text| cut(&text)).to_list() }
    })
    .to_list()
}

fn cut(text: &str) -> String {
    let line = text.split_whitespace().joined(" ");
    match line.char_indices().nth(MAX_LETTERS) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// The texts that are marked with a colour, each stretch once.
fn marked(observed: &Observed) -> Vec<String> {
    let mut marked = Vec::new();
    for paragraph in observed.everything() {
        let mut text = String::new();
        for run in &paragraph.runs {
            let is_marked = !observed.formats.run(run.format).highlight.value.is_empty();
            if is_marked {
                let glyphs = paragraph.glyphs.get(run.range.clone()).unwrap_or_default();
                text.push_str(&crate::docx::read::plain(glyphs));
            } else if !text.is_empty() {
                marked.push(std::mem::take(&mut text));
            }
        }
        if !text.is_empty() {
            marked.push(text);
        }
    }
    marked
}

/// The values whose text does not stand in the document.
fn unprinted(read: &ReadValues, observed: &Observed) -> Vec<String> {
    let printed = Printed::of(observed);
    let mut texts = Vec::new();
    collect(&read.values, &mut texts);
    let missing = texts.into_iter().filter_map(|text| {
        let mut pieces = text.split(['\n', '|']);
        pieces.find(|piece| !printed.has(piece)).map(str::to_owned)
    });
    missing.to_list()
}

/// The words of a document, and each with the two that follow it.
struct Printed {
    words: Pool<String>,
    /// Fingerprints, in order.
    runs: Vec<u64>,
}

impl Printed {
    fn of(observed: &Observed) -> Printed {
        let keys: Vec<String> =
            observed.everything().into_iter().map(|paragraph| key(&paragraph.text())).to_list();
        let all: Vec<&str> =
            keys.iter().flat_map(|key| key.split(' ')).filter(|word| !word.is_empty()).to_list();
        let mut runs: Vec<u64> = all.windows(RUN).map(run).to_list();
        ordered::sort(&mut runs);
        let mut words: Pool<String> = Pool::default();
        for word in all {
            words.insert(word);
        }
        Printed { words, runs }
    }

    /// A text stands there, or says nothing that does not: a code of one word, a few words that are all printed.
    fn has(&self, text: &str) -> bool {
        let key = key(text);
        let words: Vec<&str> = key.split(' ').to_list();
        match words.len() {
            0 | 1 => true,
            few if few < FEW_WORDS => words.iter().all(|word| self.words.contains(*word)),
            _ => words.windows(RUN).all(|words| self.runs.binary_search(&run(words)).is_ok()),
        }
    }
}

/// So many words one after another are looked for together.
const RUN: usize = 3;

fn run(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// The texts among values: no choices, dates and figures, which forms print in words of their own.
fn collect<'v>(value: &'v Value, into: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => {
            let is_plain =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | '/');
            if text.chars().any(char::is_alphabetic) && !text.chars().all(is_plain) {
                into.push(text);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, into)),
        _ => {}
    }
}

impl Left {
    /// What to tell of it.
    pub(super) fn finding(&self) -> Diagnostic {
        let (code, vietnamese, english) = self.words();
        let shown = if self.shown.is_empty() {
            String::new()
        } else {
            format!(": «{}»", self.shown.join("», «"))
        };
        let quoted = if self.shown.is_empty() {
            String::new()
        } else {
            format!(": “{}”", self.shown.join("”, “"))
        };
        let (count, more) = (self.count, if self.count > self.shown.len() { "…" } else { "" });
        Diagnostic::warning(
            code,
            Location::Document,
            format!("Tệp gửi đi còn {count} {vietnamese}{shown}{more}; hãy xem lại, bỏ được khi cấp số."),
            format!(
                "The file still carries {count} {english}{quoted}{more}; look at it, it can be taken out with the number."
            ),
        )
    }

    /// What it is: the code of its finding, then in Vietnamese and in English.
    fn words(&self) -> (&'static str, &'static str, &'static str) {
        match self.trace {
            Trace::BinhLuan => ("con-binh-luan", "bình luận", "comment(s)"),
            Trace::TheoDoi => ("con-theo-doi", "thay đổi đang theo dõi", "tracked change(s)"),
            Trace::ChuAn => ("con-chu-an", "đoạn chữ ẩn", "hidden text(s)"),
            Trace::ToMau => ("con-to-mau", "chỗ tô màu", "highlighted text(s)"),
            Trace::GiaTri => (
                "con-gia-tri",
                "nội dung không in ra trong dữ liệu kèm theo",
                "text(s) among the values that do not print",
            ),
            Trace::TacGia => (
                "con-tac-gia",
                "tên người, cơ quan trong thuộc tính tệp",
                "name(s) in the properties of the file",
            ),
        }
    }
}
