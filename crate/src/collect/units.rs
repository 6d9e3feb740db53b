//! Names of units, compared as people write them.

use crate::Diagnostic;
use crate::ordered::OrderedSet;
use crate::sheet::{ReadOptions, Sheet, Workbook, table};
use crate::vietnamese::text::fold;

/// What is written short and in full.
const SHORT: [(&str, &str); 5] = [
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("thanh pho", "tp"),
    ("thi tran", "tt"),
    ("phuong", "p"),
];

/// Whether two names are of the same unit: marks, capitals, punctuation and the usual abbreviations do not matter, nor does
/// the `UBND` before the name of a commune.
///
/// ```
/// use thethuc::collect::same_unit;
/// assert!(same_unit("Ủy ban nhân dân xã An Bình", "UBND XÃ AN BÌNH"));
/// assert!(same_unit("xã An Bình", "UBND xã An Bình"));
/// assert!(!same_unit("xã An Bình", "xã An Bình Tây"));
/// ```
pub fn same_unit(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// What is left of a name when the way it is written does not count.
pub(super) fn key(name: &str) -> String {
    let plain: String =
        fold(name).chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let mut words = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    for (full, short) in SHORT {
        words = words.replace(&format!(" {full} "), &format!(" {short} "));
    }
    let words = words.trim();
    words.strip_prefix("ubnd ").unwrap_or(words).to_owned()
}

/// The expected units that none of the others is.
pub(super) fn missing<'u>(expected: &[String], sent: impl Iterator<Item = &'u str>) -> Vec<String> {
    let sent: OrderedSet<String> = sent.map(key).collect();
    let is_missing = |unit: &&String| !unit.trim().is_empty() && !sent.contains(&key(unit));
    expected.iter().filter(is_missing).cloned().collect()
}

/// The units a file lists: a text names one a line, a spreadsheet as [`listed_units`] reads it. `name` is the file's name as
/// the user knows it.
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
    if !bytes.starts_with(b"PK")
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        let first = |line: &str| {
            line.split([';', '\t']).next().unwrap_or(line).trim().trim_matches('"').trim().to_owned()
        };
        let text = text.trim_start_matches('\u{FEFF}');
        return Ok(text.lines().map(first).filter(|unit| !unit.is_empty()).collect());
    }
    let workbook = Workbook::open(name, bytes, &ReadOptions::default())?;
    Ok(listed_units(&workbook.read(0)?))
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
    const HEADS: [&str; 3] = ["don vi", "co quan", "dia phuong"];
    let speaks = |text: &str| HEADS.iter().any(|head| fold(text).contains(head));
    let words = |column: usize, rows: &[usize]| {
        rows.iter().any(|&row| sheet.cell(row, column).shown.chars().any(char::is_alphabetic))
    };
    let all: Vec<usize> = (0..sheet.rows()).collect();
    let filled = (0..sheet.columns()).filter(|&column| words(column, &all));
    let found = if filled.clone().count() > 1 { table(sheet).ok() } else { None };
    let (column, rows) = match &found {
        Some(table) => {
            let named = table.columns.iter().find(|column| speaks(&column.label));
            let column =
                named.or_else(|| table.columns.iter().find(|column| words(column.index, &table.rows)));
            (column.map(|column| column.index), table.rows.clone())
        }
        None => (filled.clone().next(), all),
    };
    let Some(column) = column else { return Vec::new() };
    let mut units: Vec<String> = rows
        .into_iter()
        .map(|row| sheet.cell(row, column).shown.trim().to_owned())
        .filter(|unit| !unit.is_empty())
        .collect();
    // A list in one column has no head that the table would be told by; this is what one says.
    if found.is_none()
        && units.first().is_some_and(|first| HEADS.contains(&key(first).trim_start_matches("ten ")))
    {
        units.remove(0);
    }
    units
}
