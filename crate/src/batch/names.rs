//! The names of the files of a batch.

use std::collections::BTreeMap;

use serde_json::Value;

use super::target::key;
use super::{Batch, corrected};
use crate::diagnostic::value_at;
use crate::filename::{LENGTH, Opened, opened, part, safe};
use crate::{Diagnostic, Location};

/// How many names that were met twice are told one by one.
const MOST_TOLD: usize = 20;

/// A pattern such as `{{stt}}-{{ho_ten}}`.
pub(super) struct Pattern(Vec<Piece>);

enum Piece {
    Words(String),
    /// The number of the document, as wide as that of the last.
    Count,
    /// A value by its path.
    Value(String),
    /// What a column shows in the first row.
    Column(usize),
}

impl Pattern {
    /// The pattern of a batch.
    ///
    /// # Errors
    /// `mau-ten-sai` when a word between braces is neither a field nor a column.
    pub(super) fn parse(batch: &Batch) -> Result<Pattern, Diagnostic> {
        let text = batch.matching().name.as_str();
        let text = if text.trim().is_empty() { "{{stt}}" } else { text };
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(Opened { before, closed, .. }) = opened(rest) {
            let Some((name, after)) = closed else { return Err(wrong(rest)) };
            pieces.push(Piece::Words(before.to_owned()));
            pieces.push(piece(batch, name.trim()).ok_or_else(|| wrong(name.trim()))?);
            rest = after;
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Pattern(pieces))
    }

    fn name(&self, batch: &Batch, document: usize, values: &Value) -> String {
        let mut name = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => name.push_str(words),
                Piece::Count => name.push_str(&count(batch, document)),
                Piece::Value(path) => name.push_str(&value_at(values, path).map(part).unwrap_or_default()),
                Piece::Column(index) => {
                    let row = batch.rows(document).first().copied().unwrap_or(0);
                    let cell = batch.bound.merged.cell(batch.sheet(), row, *index);
                    name.push_str(&part(&Value::from(cell.shown)));
                }
            }
        }
        let name = safe(&name);
        if name.is_empty() { count(batch, document) } else { name }
    }
}

/// A field comes before a column of the same name.
fn piece(batch: &Batch, name: &str) -> Option<Piece> {
    if name == "stt" {
        return Some(Piece::Count);
    }
    let wanted = key(name);
    let column = batch.table().columns.iter().find(|column| key(&column.label) == wanted);
    let top = name.split('.').next().unwrap_or(name);
    let field = batch.maker.field(top).is_some();
    match (field, column) {
        (true, _) => Some(Piece::Value(name.to_owned())),
        (false, Some(column)) => Some(Piece::Column(column.index)),
        (false, None) => None,
    }
}

/// `007` of 120 documents; of those that were written out to be corrected the number they had.
pub(super) fn count(batch: &Batch, document: usize) -> String {
    if let (Some(column), Some(&row)) = (corrected::numbers(batch.table()), batch.rows(document).first()) {
        let number = batch.sheet().cell(row, column).shown.trim();
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            return number.to_owned();
        }
    }
    let width = batch.len().to_string().len();
    format!("{:0width$}", document + 1)
}

/// The names of all documents; whether a letter is large or small tells no two apart, and a number that is not given yet
/// is left out.
pub(super) fn all(batch: &Batch, pattern: &Pattern, notes: &mut Vec<Diagnostic>) -> Vec<Box<str>> {
    let by_value = pattern.0.iter().any(|piece| matches!(piece, Piece::Value(_)));
    let mut names: Vec<Box<str>> = Vec::with_capacity(batch.len());
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    // The number to try for a name that comes once more.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let mut twice = 0_usize;
    for document in 0..batch.len() {
        let values = if by_value { batch.values(document) } else { Value::Null };
        let wanted = pattern.name(batch, document, &values);
        let first = holder(&taken, &wanted);
        let mut name = wanted.clone();
        if let Some(first) = first {
            let number = next.entry(wanted.to_ascii_lowercase()).or_insert(2_usize);
            loop {
                let suffix = format!("-{number}");
                name = format!(
                    "{}{suffix}",
                    wanted.get(..wanted.len().min(LENGTH - suffix.len())).unwrap_or(&wanted)
                );
                if holder(&taken, &name).is_none() {
                    break;
                }
                *number += 1;
            }
            twice += 1;
            if twice <= MOST_TOLD {
                notes.push(told_twice(batch, &wanted, first, document, &name));
            }
        }
        taken.insert(name.to_ascii_lowercase(), document);
        names.push(name.into_boxed_str());
    }
    if twice > MOST_TOLD {
        notes.push(Diagnostic::warning(
            "ten-trung",
            Location::Document,
            format!("Và {} tên tệp khác bị trùng, đều được thêm số ở cuối.", twice - MOST_TOLD),
            format!("And {} more names were taken already; each got a number at its end.", twice - MOST_TOLD),
        ));
    }
    names
}

/// The document whose files a file of this name could not be told from: what goes with a document has its name too
/// ([`crate::layout::Attachment::suffix`]).
fn holder(taken: &BTreeMap<String, usize>, name: &str) -> Option<usize> {
    let name = name.to_ascii_lowercase();
    let with = || {
        let numbered = taken.range(format!("{name}-phu-luc-0")..format!("{name}-phu-luc-:"));
        let mut numbered = numbered.filter(|(known, _)| goes_with(known) == Some(&name));
        numbered.next().map(|(_, document)| document).or_else(|| taken.get(&format!("{name}-kem-theo")))
    };
    let same = taken.get(&name).or_else(|| goes_with(&name).and_then(|document| taken.get(document)));
    same.or_else(with).copied()
}

/// The name of the document that a file of this name would go with.
fn goes_with(name: &str) -> Option<&str> {
    if let Some(document) = name.strip_suffix("-kem-theo") {
        return Some(document);
    }
    let (document, number) = name.rsplit_once("-phu-luc-")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(document)
}

fn told_twice(batch: &Batch, wanted: &str, first: usize, second: usize, name: &str) -> Diagnostic {
    let row = |document: usize| batch.rows(document).first().map_or(0, |row| row + 1);
    Diagnostic::warning(
        "ten-trung",
        Location::Document,
        format!(
            "Dòng {} và dòng {} cho cùng một tên tệp «{wanted}»; tệp sau được đặt là «{name}». Hãy thêm một cột vào mẫu tên để phân biệt.",
            row(first),
            row(second)
        ),
        format!(
            "Rows {} and {} give the same name “{wanted}”; the later file is called “{name}”. Add a column to the pattern to tell them apart.",
            row(first),
            row(second)
        ),
    )
}

fn wrong(word: &str) -> Diagnostic {
    Diagnostic::error(
        "mau-ten-sai",
        Location::Document,
        format!(
            "Mẫu tên tệp có «{word}» không phải trường của mẫu, cũng không phải cột của bảng; hãy sửa mẫu tên."
        ),
        format!("The pattern of names has “{word}”, which is neither a field nor a column; correct it."),
    )
}
