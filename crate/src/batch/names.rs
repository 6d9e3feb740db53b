//! The names of the files of a batch.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Batch;
use super::corrected::{self, NUMBER};
use super::target::key;
use crate::diagnostic::value_at;
use crate::filename::{LENGTH, Opened, opened, part, safe};
use crate::ordered::OrderedSet;
use crate::pool::Pool;
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

    fn begins_with_count(&self) -> bool {
        let mut pieces =
            self.0.iter().filter(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
        matches!(pieces.next(), Some(Piece::Count))
    }

    fn has_count(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Count))
    }

    /// Names tell documents apart by their number alone.
    pub(super) fn is_count_alone(&self) -> bool {
        !self.0.iter().any(|piece| matches!(piece, Piece::Value(_) | Piece::Column(_)))
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

/// The numbers of documents that were written out to be corrected: each keeps its own, and further ones get those after it.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The documents without a number of their own, from the first.
    fresh: Vec<usize>,
    /// The number of the first of them.
    first: usize,
    width: usize,
}

impl Numbers {
    /// None for a table that was not written out so. `there` are names of files that are not written over.
    pub(super) fn of(batch: &Batch, pattern: &Pattern, there: &[String]) -> Option<Numbers> {
        let column = corrected::numbers(batch.table())?;
        let mut known: Pool<usize> = Pool::default();
        let mut numbers = Numbers { width: 1, ..Numbers::default() };
        for document in 0..batch.len() {
            match own(batch, document, column) {
                Some((number, text)) if known.insert(&number) => {
                    numbers.first = numbers.first.max(number);
                    numbers.width = numbers.width.max(text.len());
                }
                _ => numbers.fresh.push(document),
            }
        }
        if pattern.begins_with_count() {
            numbers.first = there.iter().filter_map(|name| leading(name)).fold(numbers.first, usize::max);
        }
        numbers.first += 1;
        Some(numbers)
    }

    fn number(&self, document: usize) -> Option<String> {
        let at = self.fresh.binary_search(&document).ok()?;
        Some(format!("{:0width$}", self.first + at, width = self.width))
    }
}

/// The number that a name of a file begins with.
fn leading(name: &str) -> Option<usize> {
    const LONGEST: usize = 6;
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    name.get(..digits).filter(|digits| digits.len() <= LONGEST)?.parse().ok()
}

/// The number a document had among those it was written out of.
fn own(batch: &Batch, document: usize, column: usize) -> Option<(usize, &str)> {
    let texts = batch.rows(document).iter().map(|&row| batch.sheet().cell(row, column).shown.trim());
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    texts.filter(is_number).find_map(|text| Some((text.parse().ok()?, text)))
}

/// `007` of 120 documents; of those that were written out to be corrected the number they had.
pub(super) fn count(batch: &Batch, document: usize) -> String {
    if let Some(number) = batch.numbers.as_ref().and_then(|numbers| numbers.number(document)) {
        return number;
    }
    if let Some((_, text)) = corrected::numbers(batch.table()).and_then(|column| own(batch, document, column))
    {
        return text.to_owned();
    }
    let width = batch.len().to_string().len();
    format!("{:0width$}", document + 1)
}

/// The names of all documents; whether a letter is large or small tells no two apart, and a number that is not given yet
/// is left out.
///
/// Of a table that was written out to be corrected no document takes a name of those that are `there`: they are of other rows.
pub(super) fn all(
    batch: &Batch,
    pattern: &Pattern,
    there: &[String],
    notes: &mut Vec<Diagnostic>,
) -> Vec<Box<str>> {
    let others: OrderedSet<String> = there.iter().map(|name| name.to_ascii_lowercase()).collect();
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
        let keeps =
            |numbers: &Numbers| !pattern.has_count() || numbers.fresh.binary_search(&document).is_ok();
        let is_kept = batch.numbers.as_ref().is_some_and(keeps);
        let is_other = |name: &str| is_kept && others.contains(&name.to_ascii_lowercase());
        let mut name = wanted.clone();
        if first.is_some() || is_other(&wanted) {
            let number = next.entry(wanted.to_ascii_lowercase()).or_insert(2_usize);
            loop {
                let suffix = format!("-{number}");
                name = format!(
                    "{}{suffix}",
                    wanted.get(..wanted.len().min(LENGTH - suffix.len())).unwrap_or(&wanted)
                );
                if holder(&taken, &name).is_none() && !is_other(&name) {
                    break;
                }
                *number += 1;
            }
            twice += 1;
            if twice <= MOST_TOLD {
                notes.push(match first {
                    Some(first) => told_twice(batch, &wanted, first, document, &name),
                    None => told_there(batch, &wanted, document, &name),
                });
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

fn told_there(batch: &Batch, wanted: &str, document: usize, name: &str) -> Diagnostic {
    let row = batch.rows(document).first().map_or(0, |row| row + 1);
    Diagnostic::warning(
        "ten-trung",
        Location::Document,
        format!("Đã có tệp «{wanted}» của dòng khác nên văn bản của dòng {row} được đặt là «{name}»."),
        format!(
            "There is a file “{wanted}” of another row, so the document of row {row} is called “{name}”."
        ),
    )
}

/// Why files that are there may be of other rows: the table was written out to be corrected and has lost its numbers.
pub(super) fn of_others(
    batch: &Batch,
    pattern: &Pattern,
    names: &[Box<str>],
    there: &[String],
) -> Option<Diagnostic> {
    if !pattern.is_count_alone() || !corrected::has_lost_numbers(batch.table(), batch.sheet()) {
        return None;
    }
    let own: OrderedSet<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let met = there.iter().find(|name| own.contains(&name.to_ascii_lowercase()))?;
    Some(Diagnostic::error(
        "mat-stt-van-ban-goc",
        Location::File { file: batch.sheet().name().to_owned(), line: 0, column: 0 },
        format!(
            "Đây là bảng các dòng lỗi đã trả lại để sửa nhưng không còn cột «{NUMBER}», nên không biết dòng nào là văn bản số mấy; «{met}» đã có và có thể là của dòng khác nên không ghi gì. Hãy lấy lại cột ấy từ bảng đã trả lại, hoặc ghi vào thư mục khác."
        ),
        format!(
            "These are rows given back to be corrected, but their column “{NUMBER}” is gone, so it is not known which number each has; “{met}” is there and may be of another row, so nothing was written. Take the column back from the sheet that was given back, or write into another folder."
        ),
    ))
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
