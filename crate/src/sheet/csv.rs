//! Fields in text: CSV and its relatives (RFC 4180, and what Excel and LibreOffice make of it).
//!
//! Parsed here rather than by `csv-core`, which passes over blank lines, so that every row behind one would be called by
//! another number than a spreadsheet shows.

use std::borrow::Cow;

use super::encoding::{self, Encoding};
use super::filling::Filling;
use super::tab::Tab;
use super::unusable::is_formula;
use super::{Content, Sheet, lines, problem};
use crate::vietnamese::legacy;
use crate::{Diagnostic, unicode};

/// What may stand between fields, what is likelier first.
const SEPARATORS: [char; 4] = ['\t', ';', ',', '|'];
/// How many records tell which separator it is.
const SAMPLE: usize = 100;

/// What somebody knows better about a file than can be found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding of a text file.
    pub encoding: Option<Encoding>,
    /// What stands between the fields of a text file.
    pub separator: Option<char>,
}

/// A file of text, decoded.
#[derive(Debug)]
pub(super) struct Book<'b> {
    text: Cow<'b, str>,
    /// The font its letters were typed for: fields are converted one by one, since capitals are found out by field.
    font: Option<legacy::Encoding>,
    separator: char,
    encoding: Encoding,
    /// Nobody said which encoding, and only the words that come out speak for it.
    guessed: bool,
}

pub(super) fn open<'b>(
    name: &str,
    bytes: &'b [u8],
    options: &ReadOptions,
) -> Result<(Tab, Book<'b>), Diagnostic> {
    let encoding = options.encoding.unwrap_or_else(|| encoding::detect(bytes));
    let (text, font) = match encoding {
        Encoding::Tcvn3 => (Cow::Owned(encoding::western(bytes)), Some(legacy::Encoding::Tcvn3)),
        Encoding::Vni => (Cow::Owned(encoding::western(bytes)), Some(legacy::Encoding::Vni)),
        other => (encoding::decode(bytes, other), None),
    };
    let start = text.trim_start();
    let is_markup = start.starts_with('<') || start.starts_with("%PDF") || start.starts_with("{\\rtf");
    if is_markup || text.contains('\0') {
        return Err(problem::not_a_sheet(name));
    }
    let (told, body) = told_separator(&text);
    let separator = options.separator.or(told).unwrap_or_else(|| find_separator(body));
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let tab = Tab { name: stem.to_owned(), hidden: false };
    let guessed = options.encoding.is_none()
        && matches!(encoding, Encoding::Windows1258 | Encoding::Tcvn3 | Encoding::Vni);
    Ok((tab, Book { text, font, separator, encoding, guessed }))
}

impl Book<'_> {
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub(super) fn is_guessed(&self) -> bool {
        self.guessed
    }

    pub(super) fn separator(&self) -> char {
        self.separator
    }

    /// The cells in which letters have no meaning in the encoding, by row and column, and how many letters there are.
    pub(super) fn lost(&self) -> (Vec<(usize, usize)>, usize) {
        let count = self.text.matches(char::REPLACEMENT_CHARACTER).count();
        let mut cells = Vec::new();
        if count > 0 {
            let mut fields = Fields::new(told_separator(&self.text).1, self.separator);
            while let Ok(Some(field)) = fields.next("") {
                if field.text.contains(char::REPLACEMENT_CHARACTER) {
                    cells.push((field.row, field.column));
                }
            }
        }
        (cells, count)
    }

    pub(super) fn read(&self, file: &str, name: &str) -> Result<Sheet, Diagnostic> {
        let mut filling = Filling::new(file, name);
        let mut fields = Fields::new(told_separator(&self.text).1, self.separator);
        let mut converted = String::new();
        while let Some(field) = fields.next(file)? {
            let mut shown = without_guard(&field.text);
            if let Some(font) = self.font {
                converted = legacy::to_unicode(shown, font);
                shown = &converted;
            }
            let composed = unicode::composed(shown);
            let shown = composed.as_deref().unwrap_or(shown);
            let content = if is_formula(shown) { Content::Error } else { Content::Text };
            filling.cell(field.row, field.column, shown, content)?;
        }
        drop(converted);
        Ok(filling.finish())
    }
}

/// `="007"` and `'007` are how people keep Excel from taking zeros away; what is meant is `007`.
fn without_guard(field: &str) -> &str {
    let is_guarded =
        |rest: &&str| rest.starts_with(|first: char| first.is_ascii_digit() || "+=-".contains(first));
    if let Some(rest) = field.strip_prefix('\'').filter(is_guarded) {
        return rest;
    }
    let inner = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(field)
}

/// The separator that a first line `sep=;` tells, and what follows.
fn told_separator(text: &str) -> (Option<char>, &str) {
    let rest = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| text.get(4..));
    let Some(rest) = rest else { return (None, text) };
    let mut rest = rest.chars();
    let Some(separator) = rest.next() else { return (None, text) };
    let rest = rest.as_str();
    match rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) {
        Some(body) => (Some(separator), body),
        None => (None, text),
    }
}

/// The separator that parts most records into one number of fields.
fn find_separator(text: &str) -> char {
    let mut best = (0, ',');
    for separator in SEPARATORS {
        let widths = widths(text, separator);
        let agreeing = |width: usize| widths.iter().filter(|&&other| other == width).count();
        let most = widths.iter().filter(|&&width| width > 1).map(|&width| agreeing(width)).max().unwrap_or(0);
        if most > best.0 {
            best = (most, separator);
        }
    }
    best.1
}

/// How many fields each of the first records has.
fn widths(text: &str, separator: char) -> Vec<usize> {
    let mut fields = Fields::new(text, separator);
    let mut widths: Vec<usize> = Vec::new();
    while let Ok(Some(field)) = fields.next("") {
        if field.row >= SAMPLE {
            break;
        }
        widths.resize(field.row + 1, 0);
        if let Some(width) = widths.last_mut() {
            *width = field.column + 1;
        }
    }
    widths
}

struct Field<'t> {
    row: usize,
    column: usize,
    text: Cow<'t, str>,
}

struct Fields<'t> {
    rest: &'t str,
    separator: char,
    row: usize,
    column: usize,
    /// A separator stood at the very end: one more field, which is blank.
    open: bool,
}

impl<'t> Fields<'t> {
    fn new(text: &'t str, separator: char) -> Self {
        Fields { rest: text, separator, row: 0, column: 0, open: false }
    }

    fn next(&mut self, file: &str) -> Result<Option<Field<'t>>, Diagnostic> {
        if self.rest.is_empty() && !std::mem::take(&mut self.open) {
            return Ok(None);
        }
        let (row, column) = (self.row, self.column);
        let text = match self.rest.strip_prefix('"') {
            Some(rest) => self.quoted(rest).ok_or_else(|| {
                let line = row + 1;
                problem::of_file(
                    "ngoac-kep-khong-dong",
                    file,
                    format!("Dấu ngoặc kép mở ở dòng {line} không được đóng; hãy sửa dòng ấy rồi lưu lại."),
                    format!("The quotation mark opened in row {line} is never closed; correct that row and save again."),
                )
            })?,
            None => Cow::Borrowed(self.plain()),
        };
        self.step();
        Ok(Some(Field { row, column, text }))
    }

    /// Up to the next separator or line end.
    fn plain(&mut self) -> &'t str {
        let separator = self.separator;
        let end = self.rest.find([separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        text
    }

    /// A field in quotation marks; what stands behind the closing mark belongs to it as well.
    fn quoted(&mut self, mut rest: &'t str) -> Option<Cow<'t, str>> {
        let mut text = String::new();
        loop {
            let (part, behind) = rest.split_once('"')?;
            text.push_str(part);
            match behind.strip_prefix('"') {
                Some(more) => {
                    text.push('"');
                    rest = more;
                }
                None => {
                    self.rest = behind;
                    text.push_str(self.plain());
                    let text = if text.contains('\r') { lines::ends(&text) } else { text };
                    return Some(Cow::Owned(text));
                }
            }
        }
    }

    /// Over what ends a field.
    fn step(&mut self) {
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.column += 1;
            self.open = rest.is_empty();
            self.rest = rest;
            return;
        }
        let rest = self.rest;
        self.rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
        self.row += 1;
        self.column = 0;
    }
}
