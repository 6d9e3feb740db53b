//! Names of units, compared as people write them.

use crate::ordered::{OrderedMap, OrderedSet};
use crate::sheet::{ReadOptions, Sheet, TableColumn, Workbook, table};
use crate::vietnamese::lists::{self, Head};
use crate::vietnamese::text::{fold, tones_behind};
use crate::{Diagnostic, unicode};

/// What is written in full and short.
const SHORT: [(&str, &str); 5] = [
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("thành phố", "tp"),
    ("thị trấn", "tt"),
    ("phường", "p"),
];

/// Whether two names are of the same unit: capitals, punctuation, on which vowel the tone stands and the usual
/// abbreviations do not matter, nor does the `UBND` before the name of a commune. Marks count, unless one of the names is
/// typed without any.
///
/// ```
/// use thethuc::collect::same_unit;
/// assert!(same_unit("Ủy ban nhân dân xã An Bình", "UBND XÃ AN BÌNH"));
/// assert!(same_unit("xã An Bình", "UBND xã An Bình"));
/// assert!(same_unit("xã Tân Hòa", "xã Tân Hoà") && same_unit("xã Tân Hòa", "xa tan hoa"));
/// assert!(!same_unit("xã Tân Hòa", "xã Tân Hoa"));
/// assert!(!same_unit("xã An Bình", "xã An Bình Tây"));
/// ```
pub fn same_unit(one: &str, other: &str) -> bool {
    let (one, other) = (Name::new(one), Name::new(other));
    one.exact == other.exact || (one.plain == other.plain && (one.is_plain() || other.is_plain()))
}

/// What is left of a name when the way it is written does not count.
pub(crate) struct Name {
    /// With its marks.
    pub(crate) exact: String,
    /// Without.
    pub(crate) plain: String,
}

impl Name {
    pub(crate) fn new(name: &str) -> Self {
        let exact = SHORT.iter().fold(with_marks(name), |words, (full, short)| {
            let short = with_marks(short);
            // Typed without marks it is short for the same.
            replaced(&replaced(&words, &with_marks(full), &short), &spaced(&fold(full)), &short)
        });
        let plain: String = fold(name).chars().map(letter_or_space).collect();
        let plain = SHORT.iter().fold(spaced(&plain), |words, (full, short)| {
            replaced(&words, &spaced(&fold(full)), &spaced(&fold(short)))
        });
        let own = |words: &str| {
            let words = words.trim();
            words.strip_prefix("ubnd ").unwrap_or(words).to_owned()
        };
        Name { exact: own(&exact), plain: own(&plain) }
    }

    /// It was typed without marks.
    pub(crate) fn is_plain(&self) -> bool {
        self.exact == self.plain
    }
}

/// The words in small letters, hoà and hòa alike.
fn with_marks(text: &str) -> String {
    let composed = unicode::composed(text);
    let plain: String = composed.as_deref().unwrap_or(text).chars().map(letter_or_space).collect();
    spaced(&tones_behind(&plain))
}

/// With every `full` short; two that stand side by side share a space.
fn replaced(words: &str, full: &str, short: &str) -> String {
    words.replace(full, short).replace(full, short)
}

fn letter_or_space(letter: char) -> char {
    if letter.is_alphanumeric() { letter } else { ' ' }
}

/// The words with one space before and behind each.
fn spaced(text: &str) -> String {
    format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A list of units, and what was sent.
pub(super) struct Comparison {
    /// The units of the list.
    listed: OrderedSet<String>,
    /// The only unit of the list that is written so without marks; none when several are.
    only: OrderedMap<String, Option<String>>,
    /// The units that sent something under the very name of the list.
    exact: OrderedSet<String>,
    /// Those that did so without the marks.
    plain: OrderedSet<String>,
}

impl Comparison {
    pub(super) fn new<'u>(expected: &[String], sent: impl Iterator<Item = &'u str>) -> Self {
        let mut found = Comparison {
            listed: OrderedSet::new(),
            only: OrderedMap::new(),
            exact: OrderedSet::new(),
            plain: OrderedSet::new(),
        };
        for name in expected.iter().map(|unit| Name::new(unit)).filter(|name| !name.exact.is_empty()) {
            let only = found.only.get(&name.plain).is_none_or(|other| other.as_ref() == Some(&name.exact));
            found.only.insert(name.plain, only.then(|| name.exact.clone()));
            found.listed.insert(name.exact);
        }
        for name in sent.map(Name::new) {
            if found.listed.contains(&name.exact) {
                found.exact.insert(name.exact);
            } else {
                found.plain.insert(name.plain);
            }
        }
        found
    }

    /// Whether a unit of the list sent nothing.
    pub(super) fn is_missing(&self, unit: &str) -> bool {
        let name = Name::new(unit);
        let by_plain = self.plain.contains(&name.plain) && self.of_plain(&name.plain) == Some(&name.exact);
        !name.exact.is_empty() && !self.exact.contains(&name.exact) && !by_plain
    }

    /// Whether a unit that sent something is in the list.
    pub(super) fn is_listed(&self, unit: &str) -> bool {
        let name = Name::new(unit);
        self.listed.contains(&name.exact)
            || self.of_plain(&name.plain).is_some_and(|unit| name.is_plain() || !self.exact.contains(unit))
    }

    /// Whether the list has this very name.
    pub(super) fn names(&self, unit: &str) -> bool {
        self.listed.contains(&Name::new(unit).exact)
    }

    fn of_plain(&self, plain: &str) -> Option<&String> {
        self.only.get(plain).and_then(Option::as_ref)
    }
}

/// The expected units that none of the others is.
pub(super) fn missing<'u>(expected: &[String], sent: impl Iterator<Item = &'u str>) -> Vec<String> {
    let comparison = Comparison::new(expected, sent);
    expected.iter().filter(|unit| comparison.is_missing(unit)).cloned().collect()
}

/// The units a file lists: a text (.txt, or a name without an ending) names one a line, a spreadsheet and text in columns
/// (.csv, .tsv) as [`listed_units`] reads them. `name` is the file's name as the user knows it.
///
/// ```
/// use thethuc::collect::units_in_file;
/// let list = "UBND xã An Bình\nUBND phường Ba Đình, thành phố Hà Nội\n";
/// assert_eq!(units_in_file("don-vi.txt", list.as_bytes())?, ["UBND xã An Bình", "UBND phường Ba Đình, thành phố Hà Nội"]);
/// # Ok::<(), thethuc::Diagnostic>(())
/// ```
///
/// # Errors
/// What [`Workbook::open`] and [`Workbook::read`] say.
pub fn units_in_file(name: &str, bytes: &[u8]) -> Result<Vec<String>, Diagnostic> {
    rows_in_file(name, bytes).map(each_once)
}

/// The same, with the row each stands in, from 1; a name that stands twice is there twice.
///
/// # Errors
/// What [`units_in_file`] says.
pub fn rows_in_file(name: &str, bytes: &[u8]) -> Result<Vec<(usize, String)>, Diagnostic> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let is_lines = file.rsplit_once('.').is_none_or(|(_, ending)| ending.eq_ignore_ascii_case("txt"));
    if is_lines
        && !bytes.starts_with(b"PK")
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        let first = |line: &str| {
            line.split([';', '\t']).next().unwrap_or(line).trim().trim_matches('"').trim().to_owned()
        };
        let text = text.trim_start_matches('\u{FEFF}');
        let lines: Vec<String> = text.lines().map(first).collect();
        return Ok(named_units(lines.iter().map(String::as_str).enumerate(), true));
    }
    let workbook = Workbook::open(name, bytes, &ReadOptions::default())?;
    let mut units = listed_rows(&workbook.read(0)?);
    let mut others = (1..).map_while(|at| workbook.read(at).ok());
    while units.is_empty() {
        let Some(sheet) = others.next() else { break };
        units = listed_rows(&sheet);
    }
    Ok(units)
}

/// The units a sheet lists: what stands below the head that speaks of units, or in the first column with words.
///
/// ```
/// use thethuc::collect::listed_units;
/// use thethuc::sheet::{Content, SheetBuilder};
/// let mut sheet = SheetBuilder::new("Danh sách");
/// for row in [["TT", "Tên đơn vị", "Hạn nộp"], ["1", "UBND xã An Bình", "15/12"], ["2", "UBND phường Ba Đình", "15/12"]] {
///     for (column, text) in row.iter().enumerate() {
///         sheet.push(column, text, Content::Text);
///     }
///     sheet.end_row();
/// }
/// assert_eq!(listed_units(&sheet.finish()), ["UBND xã An Bình", "UBND phường Ba Đình"]);
/// ```
pub fn listed_units(sheet: &Sheet) -> Vec<String> {
    each_once(listed_rows(sheet))
}

fn listed_rows(sheet: &Sheet) -> Vec<(usize, String)> {
    let words = |column: usize, rows: &[usize]| {
        rows.iter().any(|&row| sheet.cell(row, column).shown.chars().any(char::is_alphabetic))
    };
    let all: Vec<usize> = (0..sheet.rows()).collect();
    let filled = (0..sheet.columns()).filter(|&column| words(column, &all));
    let found = if filled.clone().count() > 1 { table(sheet).ok() } else { None };
    let (column, rows) = match &found {
        Some(table) => {
            // A column of units, before one that speaks of them and of others: «Cơ quan chủ quản».
            let said = |column: &&TableColumn| lists::head(&column.label) == Some(Head::Unit);
            let speaks = |column: &&TableColumn| lists::speaks_of_units(&column.label);
            let with_words = |column: &&TableColumn| {
                words(column.index, &table.rows) && !lists::speaks_of_those_above(&column.label)
            };
            // Units differ from row to row.
            let different = |column: &&TableColumn| {
                let mut known = OrderedSet::new();
                known.extend(table.rows.iter().map(|&row| sheet.cell(row, column.index).shown.to_owned()));
                (known.iter().count(), std::cmp::Reverse(column.index))
            };
            let columns = || table.columns.iter();
            let named = columns().find(said).or_else(|| columns().find(speaks));
            let column = named.or_else(|| columns().filter(with_words).max_by_key(different));
            (column.map(|column| column.index), table.rows.clone())
        }
        None => (filled.clone().next(), all),
    };
    let Some(column) = column else { return Vec::new() };
    named_units(rows.into_iter().map(|row| (row, sheet.cell(row, column).shown)), found.is_none())
}

/// The names, each once.
fn each_once(rows: Vec<(usize, String)>) -> Vec<String> {
    let mut known = OrderedSet::new();
    let mut units: Vec<String> = rows.into_iter().map(|(_, unit)| unit).collect();
    units.retain(|unit| {
        let name = Name::new(unit).exact;
        let is_new = !known.contains(&name);
        known.insert(name);
        is_new
    });
    units
}

/// The units these lines name, each with its row from 1: without the numbers and strokes before them, and, where no head of a table was told from them,
/// from below the line that is one or the title of the list.
fn named_units<'l>(lines: impl Iterator<Item = (usize, &'l str)>, with_head: bool) -> Vec<(usize, String)> {
    let named = lines.map(|(row, line)| (row + 1, without_mark(line).to_owned()));
    let mut units: Vec<(usize, String)> = named.filter(|(_, unit)| !unit.is_empty()).collect();
    if with_head {
        let head = units.iter().take(MOST_ABOVE).position(|(_, line)| lists::head(line) == Some(Head::Unit));
        let title = units.iter().take(MOST_ABOVE).rposition(|(_, line)| lists::is_title(line));
        if let Some(last) = head.or(title) {
            units.drain(..=last);
        }
    }
    units
}

/// Lines above a list of units in which its title or head is looked for.
const MOST_ABOVE: usize = 10;

/// A line of a list without what counts it: `1. UBND xã An Bình`, `- UBND xã An Bình`.
fn without_mark(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix(['-', '–', '•', '+', '*']).map_or(line, str::trim_start);
    let end = line.find(['.', ')', '/']).filter(|&end| end <= LONGEST_MARK);
    let Some((mark, rest)) = end.and_then(|end| Some((line.get(..end)?, line.get(end + 1..)?))) else {
        return line;
    };
    let counts = !mark.is_empty()
        && (mark.bytes().all(|byte| byte.is_ascii_digit())
            || mark.bytes().all(|byte| b"IVXLC".contains(&byte)));
    if counts && rest.starts_with(char::is_whitespace) { rest.trim_start() } else { line }
}

/// Bytes a number before a line has at most.
const LONGEST_MARK: usize = 5;
