//! Lists of units, as people keep them.

use super::units::Name;
use crate::joined::Joined;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::sheet::{ReadOptions, Sheet, TableColumn, Workbook, table};
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Counted, Head};
use crate::vietnamese::sums::{Summed, summed};
use crate::vietnamese::text::key;
use crate::{Diagnostic, Location, Severity};

/// What a list names, and what there is to say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitList {
    /// The units, each with its row from 1; a name that stands twice is there twice.
    pub rows: Vec<(usize, String)>,
    /// Lines that were left out or read as more than one unit, other sheets.
    pub told: Vec<Diagnostic>,
}

impl UnitList {
    /// The units, each once.
    pub fn units(&self) -> Vec<String> {
        let mut known = OrderedSet::new();
        let mut units: Vec<String> = self.rows.iter().map(|(_, unit)| unit.clone()).to_list();
        units.retain(|unit| known.insert(Name::new(unit).exact));
        units
    }

    /// Names that stand more than once and count once: a finding each, at the later row.
    pub fn named_twice(&self, file: &str) -> Vec<Diagnostic> {
        let mut known = OrderedMap::new();
        let mut told = Vec::new();
        for (row, unit) in &self.rows {
            let name = Name::new(unit).exact;
            let Some((first, same)) = known.get(&name) else {
                known.insert(name, (*row, unit));
                continue;
            };
            told.push(Diagnostic::warning(
                "don-vi-cung-ten",
                Location::File { file: file.to_owned(), line: *row, column: 0 },
                format!("Dòng {first} («{same}») và dòng {row} («{unit}») cùng một tên nên tính là một đơn vị. Nếu là hai đơn vị, hãy ghi thêm đơn vị cấp trên vào tên."),
                format!("Rows {first} (“{same}”) and {row} (“{unit}”) have one name and count as one unit. If these are two, add the body above to the names."),
            ));
        }
        told
    }
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
    unit_list(name, bytes).map(|list| list.units())
}

/// The same, with the row each stands in, from 1; a name that stands twice is there twice.
///
/// # Errors
/// What [`units_in_file`] says.
pub fn rows_in_file(name: &str, bytes: &[u8]) -> Result<Vec<(usize, String)>, Diagnostic> {
    unit_list(name, bytes).map(|list| list.rows)
}

/// The same, with what there is to say of the list.
///
/// # Errors
/// What [`units_in_file`] says.
pub fn unit_list(name: &str, bytes: &[u8]) -> Result<UnitList, Diagnostic> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let is_lines = file.rsplit_once('.').is_none_or(|(_, ending)| ending.eq_ignore_ascii_case("txt"));
    let text = std::str::from_utf8(bytes).ok().filter(|_| is_lines && !bytes.starts_with(b"PK"));
    let mut options = ReadOptions::default();
    if let Some(text) = text {
        let text = text.trim_start_matches('\u{FEFF}');
        let filled = || text.lines().filter(|line| !line.trim().is_empty());
        if filled().filter(|line| line.trim().contains('\t')).count() * 2 < filled().count().max(1) {
            let lines = text.lines().map(|line| ("", line.trim().trim_matches('"')));
            let lines = lines.enumerate().map(|(row, (mark, line))| (row, mark, line));
            return Ok(named_units(file, lines.to_list(), true));
        }
        options.separator = Some('\t');
    }
    let workbook = Workbook::open(name, bytes, &options)?;
    let mut sheets = (0..workbook.sheets().len()).map(|at| workbook.read(at));
    let mut used = (String::new(), UnitList::default());
    let mut others: Vec<String> = Vec::new();
    while let Some(sheet) = sheets.next().transpose()? {
        let list = listed_rows(&sheet);
        if used.1.rows.is_empty() {
            used = (sheet.name().to_owned(), list);
        } else if !list.rows.is_empty() {
            others.push(sheet.name().to_owned());
        }
    }
    let (sheet, mut list) = used;
    if !others.is_empty() {
        let of =
            |open: &str, close: &str| others.iter().map(|name| format!("{open}{name}{close}")).joined(", ");
        list.told.push(Diagnostic::warning(
            "trang-khac",
            Location::File { file: sheet.clone(), line: 0, column: 0 },
            format!("Chỉ lấy các đơn vị ở trang «{sheet}»; các trang khác cũng có dữ liệu: {}. Hãy gộp vào một trang.", of("«", "»")),
            format!("Only the units on sheet “{sheet}” are taken; others have data as well: {}. Put them on one.", of("“", "”")),
        ));
    }
    Ok(list)
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
    listed_rows(sheet).units()
}

fn listed_rows(sheet: &Sheet) -> UnitList {
    let words = |column: usize, rows: &[usize]| {
        rows.iter().any(|&row| sheet.cell(row, column).shown.chars().any(char::is_alphabetic))
    };
    let all: Vec<usize> = (0..sheet.rows()).to_list();
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
    let Some(column) = column else { return UnitList::default() };
    let mark = |row: usize| {
        let left = (0..column).rev().map(|left| sheet.cell(row, left)).find(|cell| !cell.is_blank());
        left.map_or("", |cell| cell.shown)
    };
    let lines = rows.into_iter().map(|row| (row, mark(row), sheet.cell(row, column).shown));
    let mut list = named_units(sheet.name(), lines.to_list(), found.is_none());
    list.told.splice(..0, found.iter().flat_map(|table| table.notes(sheet)));
    list.told.extend(hidden(sheet, &list.rows));
    list
}

/// That units stand in rows that the spreadsheet does not show.
fn hidden(sheet: &Sheet, units: &[(usize, String)]) -> Option<Diagnostic> {
    /// Units that are told by their names.
    const MOST: usize = 5;
    let is_hidden = |(row, _): &&(usize, String)| sheet.hidden(row.saturating_sub(1)).is_some();
    let hidden = || units.iter().filter(is_hidden);
    let (first, _) = hidden().next()?;
    let more = if hidden().count() > MOST { "…" } else { "" };
    let of = |open: &str, close: &str| {
        let named = hidden().take(MOST).map(|(row, unit)| format!("{open}{unit}{close} ({row})"));
        named.joined(", ") + more
    };
    Some(Diagnostic::warning(
        "dong-an",
        Location::File { file: sheet.name().to_owned(), line: *first, column: 0 },
        format!(
            "{} đơn vị ở dòng bị ẩn trên bảng tính, vẫn tính là phải gửi: {}. Nếu không phải gửi, hãy xóa các dòng ấy.",
            hidden().count(),
            of("«", "»")
        ),
        format!(
            "{} units stand in rows that are hidden in the spreadsheet and count as asked: {}. If they are not, delete the rows.",
            hidden().count(),
            of("“", "”")
        ),
    ))
}

/// The units these lines name, each with its row from 1, without the numbers and strokes before them; with each line comes what
/// stands left of it. Where no head of a table was told from them, from below the line that is one or the title of the list.
fn named_units(place: &str, lines: Vec<(usize, &str, &str)>, with_head: bool) -> UnitList {
    let parted = lines.into_iter().map(|(row, left, line)| {
        let (mark, name) = without_mark(line);
        (row + 1, if mark.is_empty() { left } else { mark }, name)
    });
    let mut lines: Vec<(usize, &str, &str)> = parted.filter(|(.., name)| !name.is_empty()).to_list();
    if with_head {
        let head = lines.iter().take(MOST_ABOVE).position(|(.., line)| lists::head(line) == Some(Head::Unit));
        let title = lines.iter().take(MOST_ABOVE).rposition(|(.., line)| lists::is_title(line));
        if let Some(last) = head.or(title) {
            lines.drain(..=last);
        }
    }
    let is_counted = lines.iter().any(|(_, mark, _)| lists::counted(mark) == Counted::Number);
    let mut list = UnitList::default();
    for (row, mark, line) in lines {
        let is_heading = lists::is_heading(line);
        let has_figure = line.contains(|one: char| one.is_ascii_digit());
        let is_section = is_counted && lists::counted(mark) == Counted::Section;
        let (what, english, severity) = match summed(line) {
            Some(Summed::Rows) => ("dòng cộng", "a sum", Severity::Info),
            Some(_) if has_figure => ("có lẽ là dòng cộng", "perhaps a sum", Severity::Warning),
            _ if is_section => {
                ("tên mục của các đơn vị bên dưới", "a heading of the units below", Severity::Info)
            }
            _ if is_heading => ("có lẽ là tên mục", "perhaps a heading", Severity::Warning),
            _ if lists::is_comment(line) => ("ghi chú", "a remark", Severity::Info),
            _ if lists::is_note(line) => {
                let is_in_brackets = line.starts_with('(') && line.ends_with(')');
                let severity = if is_in_brackets { Severity::Info } else { Severity::Warning };
                ("ghi chú, chữ ký", "a note or signature", severity)
            }
            _ => {
                let (units, rest) = parts(line);
                list.rows.extend(units.into_iter().map(|unit| (row, unit)));
                if let Some(rest) = rest {
                    let location = Location::File { file: place.to_owned(), line: row, column: 0 };
                    list.told.push(Diagnostic::warning(
                        "nhieu-don-vi-mot-dong",
                        location,
                        format!("Dòng {row} còn «{rest}» sau dấu «;», không rõ có phải đơn vị; nếu phải, hãy ghi trên dòng riêng."),
                        format!("Row {row} has “{rest}” behind a “;”, and it is unclear whether that is a unit; if so, write it on a line of its own."),
                    ));
                }
                continue;
            }
        };
        list.told.push(Diagnostic::new(
            severity,
            "dong-bo-qua",
            Location::File { file: place.to_owned(), line: row, column: 0 },
            format!("Dòng {row} «{line}»: {what}, không tính là đơn vị."),
            format!("Row {row} “{line}”: {english}, no unit."),
        ));
    }
    list
}

/// The units of a line, and what stands there as well: `UBND xã A; UBND xã B` are two, `UBND xã A; ông B` may be.
fn parts(line: &str) -> (Vec<String>, Option<String>) {
    let first_word = |part: &str| key(part).split(' ').next().unwrap_or_default().to_owned();
    let named = |separator: char| {
        let parts = line.split(separator).map(|part| without_mark(part.trim().trim_matches('"')).1.trim());
        parts.filter(|part| part.contains(char::is_alphabetic)).to_list()
    };
    let owned = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).to_list();
    let like = |parts: &[&str]| {
        parts.len() > 1
            && parts.iter().all(|part| first_word(part) == first_word(parts.first().unwrap_or(&"")))
    };
    let lines = named('\n');
    if like(&lines) {
        return (owned(&lines), None);
    }
    let commas = named(',');
    if like(&commas) {
        return (owned(&commas), None);
    }
    let parts = named(';');
    match parts.split_first() {
        _ if like(&parts) => (owned(&parts), None),
        Some((first, rest)) => (vec![(*first).to_owned()], (!rest.is_empty()).then(|| rest.join("; "))),
        None => (vec![line.to_owned()], None),
    }
}

/// Lines above a list of units in which its title or head is looked for.
const MOST_ABOVE: usize = 10;

/// The mark before a line of a list and the line without it: `1. UBND xã An Bình`, `- UBND xã An Bình`. `P. Ba Đình` has none.
fn without_mark(line: &str) -> (&str, &str) {
    let (mark, rest) = lists::split_mark(line);
    if mark.starts_with(|one: char| one.is_alphanumeric() || one == '(') || mark.is_empty() {
        let is_short = mark.ends_with('.')
            && matches!(mark.as_bytes(), [one, _] if one.is_ascii_uppercase() && !b"IVX".contains(one));
        return if is_short { ("", line.trim()) } else { (mark, rest) };
    }
    match without_mark(rest) {
        ("", rest) => (mark, rest),
        inner => inner,
    }
}
