//! Writing workbooks: sheets with a head, typed columns, drop-downs and notes, row after row.
//!
//! Written here and not with `rust_xlsxwriter`, which takes 860 KB of the page's WebAssembly (measured with 0.102; all that
//! may be added is 600) and needs a temporary file to write long sheets in little memory. Rows are deflated as they come, so
//! what stays in memory is what the file will have; native and in WebAssembly the bytes are the same, and there is no clock.
//!
//! ```
//! use thethuc::sheet::write::{Book, Entry, Head, Page};
//! let mut book = Book::new();
//! let page = book.page(Page::new("Danh sách", vec![Head::text("Mã"), Head::number("Số lượng"), Head::date("Ngày")]));
//! book.row(page, &[Entry::Text("007"), Entry::Number("1234.5"), Entry::Date("2026-04-05")]);
//! book.row(page, &[Entry::Text("=1+2"), Entry::Blank, Entry::Text("chưa rõ")]);
//! let file = book.finish();
//! assert_eq!(file.get(..2), Some(&b"PK"[..]));
//! ```

mod parts;

use chrono::NaiveDate;

use self::parts::{Style, first_day, list_reference};
use super::grid::{Cell, Content, place};
use crate::to_list::ToList;
use crate::unicode;
use crate::xml::{escape_attribute, is_allowed};
use crate::zip::{Builder, Deflated, DeflatedStream};

/// The most rows a sheet may have, the head among them.
pub const MOST_ROWS: usize = 1_048_576;
/// The most columns.
pub const MOST_COLUMNS: usize = 16_384;
/// The most characters (UTF-16 units) a cell may hold.
pub const MOST_IN_CELL: usize = 32_767;
/// The most digits of a number that a spreadsheet keeps.
const MOST_DIGITS: usize = 15;
/// The most characters of a note shown at a cell.
const MOST_IN_NOTE: usize = 250;
/// The sheet with the values of long drop-downs; nobody sees it.
pub(crate) const LISTS: &str = "Danh mục";

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeadKind {
    /// Text: what is typed stays as typed, leading zeros and all.
    #[default]
    Text,
    /// Numbers.
    Number,
    /// Days, shown `05/04/2026`.
    Date,
}

/// The head of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// What stands in the first row.
    pub label: String,
    /// What the column is for.
    pub kind: HeadKind,
    /// The values its drop-down offers; none for a column without one.
    pub choices: Vec<String>,
    /// What is shown beside a cell that is being filled in, or empty.
    pub note: String,
    /// Width in characters; 0 for one that suits label and kind.
    pub width: usize,
    /// It stands out as one that has to be filled in.
    pub required: bool,
}

impl Head {
    /// A column of text.
    pub fn text(label: impl Into<String>) -> Self {
        Head { label: label.into(), ..Head::default() }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Head { kind: HeadKind::Number, ..Head::text(label) }
    }

    /// A column of days.
    pub fn date(label: impl Into<String>) -> Self {
        Head { kind: HeadKind::Date, ..Head::text(label) }
    }

    /// It, this many characters wide.
    #[must_use]
    pub fn wide(mut self, width: usize) -> Self {
        self.width = width;
        self
    }
}

/// A sheet to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The name on its tab; what a tab cannot hold is left out, and names used twice are numbered.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Head>,
}

impl Page {
    /// A sheet with these columns.
    pub fn new(name: impl Into<String>, columns: Vec<Head>) -> Self {
        Page { name: name.into(), columns }
    }
}

/// A sheet of a [`Book`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageId(usize);

/// What a cell is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'v> {
    /// Nothing.
    Blank,
    /// Text; never a formula, whatever it begins with.
    Text(&'v str),
    /// A number in plain decimal with a point; what is none, or has more digits than a spreadsheet keeps, becomes text.
    Number(&'v str),
    /// A share of a hundred in plain decimal, shown with `%` behind it: `77.3` is 77,3%.
    Share(&'v str),
    /// A day as `2026-04-05`; anything else becomes text.
    Date(&'v str),
}

impl<'v> From<Cell<'v>> for Entry<'v> {
    /// What was read, so that it shows the same again: a number or a day only where it is shown as one without more.
    fn from(cell: Cell<'v>) -> Self {
        match cell.content {
            Content::Blank => Entry::Blank,
            Content::Number(plain) if shows_plainly(cell.shown, plain) => Entry::Number(plain),
            Content::Date(day) if shows_day(cell.shown, day) => Entry::Date(day),
            _ => Entry::Text(cell.shown),
        }
    }
}

/// `1.234,5` or `1234,5` for 1234.5, and nothing around it.
fn shows_plainly(shown: &str, plain: &str) -> bool {
    let bare: String = shown.trim().chars().filter(|&letter| letter != '.').collect();
    shown.trim() == plain || bare.replacen(',', ".", 1) == plain
}

/// `05/04/2026`, `5/4/2026` or `2026-04-05` for 2026-04-05.
fn shows_day(shown: &str, day: &str) -> bool {
    let numbers = |text: &str, mark: char| -> Vec<u32> {
        text.trim().split(mark).filter_map(|part| part.parse().ok()).to_list()
    };
    let backwards: Vec<u32> = numbers(day, '-').into_iter().rev().to_list();
    shown.trim() == day || (backwards.len() == 3 && numbers(shown, '/') == backwards)
}

/// A sheet under way.
struct Open {
    name: String,
    columns: Vec<Head>,
    rows: usize,
    out: DeflatedStream,
    /// What is not deflated yet.
    draft: String,
}

/// A workbook under way.
#[derive(Default)]
pub struct Book {
    pages: Vec<Open>,
    /// Where the rows of a page go: to itself, or to the page that goes on where it is full.
    goes_on: Vec<usize>,
    lists: Vec<Vec<String>>,
    cut: usize,
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rows: Vec<(&str, usize)> =
            self.pages.iter().map(|page| (page.name.as_str(), page.rows)).to_list();
        f.debug_struct("Book").field("rows", &rows).finish_non_exhaustive()
    }
}

impl Book {
    /// A workbook without sheets.
    pub fn new() -> Self {
        Book::default()
    }

    /// A further sheet. Several may be written to in turn; they stand in the order they were begun.
    pub fn page(&mut self, page: Page) -> PageId {
        let mut columns = page.columns;
        columns.truncate(MOST_COLUMNS);
        let name = self.free_name(&page.name);
        let mut open = Open { name, columns, rows: 0, out: DeflatedStream::default(), draft: String::new() };
        parts::begin(&mut open.draft, &open.columns, self.pages.is_empty());
        let labels: Vec<Head> = open.columns.clone();
        let heads = labels.iter().map(|head| {
            let style = if head.required { Style::RequiredHead } else { Style::Head };
            (Entry::Text(head.label.as_str()), Some(style))
        });
        self.cut += open.row(heads);
        self.pages.push(open);
        let at = self.pages.len() - 1;
        self.goes_on.push(at);
        PageId(at)
    }

    /// The next row of a sheet, from column A; a sheet that is full goes on in another.
    pub fn row(&mut self, page: PageId, cells: &[Entry<'_>]) {
        self.put(page, cells, false);
    }

    /// The next row, in bold: sums and the like.
    pub fn bold_row(&mut self, page: PageId, cells: &[Entry<'_>]) {
        self.put(page, cells, true);
    }

    /// How many texts were too long for a cell and were cut.
    pub fn cut(&self) -> usize {
        self.cut
    }

    /// The file.
    pub fn finish(mut self) -> Vec<u8> {
        if self.pages.is_empty() {
            self.page(Page::new("Trang 1", Vec::new()));
        }
        let mut names: Vec<String> = Vec::new();
        let mut sheets: Vec<Deflated> = Vec::new();
        for mut page in self.pages {
            parts::end(&mut page.draft, &page.columns, page.rows, &mut self.lists);
            names.push(page.name);
            page.out.push(page.draft.as_bytes());
            sheets.push(page.out.finish());
        }
        let has_lists = !self.lists.is_empty();
        if has_lists {
            names.push(LISTS.to_owned());
            sheets.push(Deflated::new(parts::lists(&self.lists).as_bytes()));
        }
        let small = |name: &str, xml: String| (name.to_owned(), Deflated::new(xml.as_bytes()));
        let mut files = vec![
            small("[Content_Types].xml", parts::content_types(names.len())),
            small("_rels/.rels", parts::root_relations()),
            small("xl/workbook.xml", parts::workbook(&names, has_lists)),
            small("xl/_rels/workbook.xml.rels", parts::relations(names.len())),
            small("xl/styles.xml", parts::styles()),
        ];
        for (sheet, number) in sheets.into_iter().zip(1..) {
            files.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
        }
        Builder::of(&files)
    }

    fn put(&mut self, page: PageId, cells: &[Entry<'_>], bold: bool) {
        let Some(mut at) = self.goes_on.get(page.0).copied() else { return };
        if self.pages.get(at).is_some_and(|open| open.rows >= MOST_ROWS) {
            let more = self.pages.get(at).map(|open| Page::new(open.name.clone(), open.columns.clone()));
            at = self.page(more.unwrap_or_default()).0;
            if let Some(goes_on) = self.goes_on.get_mut(page.0) {
                *goes_on = at;
            }
        }
        if let Some(open) = self.pages.get_mut(at) {
            let cells = cells.iter().take(MOST_COLUMNS);
            self.cut += open.row(cells.map(|cell| (*cell, bold.then_some(Style::Bold))));
        }
    }

    /// A name that a tab may have and no other has.
    fn free_name(&self, wanted: &str) -> String {
        let allowed = |letter: &char| !letter.is_control() && !"[]:*?/\\".contains(*letter);
        let clean: String = wanted.chars().filter(allowed).collect();
        let clean = clean.trim().trim_matches('\'').trim();
        let clean = if clean.is_empty() { "Trang" } else { clean };
        let taken = |name: &str| {
            let name = unicode::lower(name);
            name == unicode::lower(LISTS) || self.pages.iter().any(|page| unicode::lower(&page.name) == name)
        };
        let short = |most: usize| cut_at(clean, most).trim_end().to_owned();
        let first = short(31);
        if !taken(&first) {
            return first;
        }
        (2..)
            .map(|number: usize| format!("{} ({number})", short(24)))
            .find(|name| !taken(name))
            .unwrap_or(first)
    }
}

/// The beginning of a text, at most so many UTF-16 units of it.
fn cut_at(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > most
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

impl Open {
    /// Writes a row and says how many cells were cut.
    fn row<'v>(&mut self, cells: impl Iterator<Item = (Entry<'v>, Option<Style>)>) -> usize {
        const PIECE: usize = 64 << 10;
        let row = self.rows;
        let mut cut = 0;
        let start = self.draft.len();
        let mut lines = 1;
        self.draft.push('>');
        for (column, (entry, style)) in cells.enumerate() {
            let head = self.columns.get(column);
            let kind = head.map_or(HeadKind::Text, |head| head.kind);
            if let Entry::Text(text) = entry {
                lines = lines.max(parts::lines(text, head.map_or(usize::MAX, parts::width)));
            }
            cut += usize::from(write_cell(&mut self.draft, &place(row, column), entry, style, kind));
        }
        self.draft.push_str("</row>");
        self.draft.insert_str(start, &parts::row(lines));
        self.rows += 1;
        if self.draft.len() > PIECE {
            self.out.push(self.draft.as_bytes());
            self.draft.clear();
        }
        cut
    }
}

/// Writes a cell and says whether its text was cut.
fn write_cell(out: &mut String, at: &str, entry: Entry<'_>, style: Option<Style>, kind: HeadKind) -> bool {
    let bold = style == Some(Style::Bold);
    let text = match entry {
        Entry::Blank => return false,
        Entry::Number(plain) => {
            if let Some(decimals) = decimals(plain) {
                let style = if bold { Style::BoldNumber(decimals) } else { Style::Number(decimals) };
                parts::value(out, at, style, plain.strip_prefix('+').unwrap_or(plain));
                return false;
            }
            plain
        }
        Entry::Share(plain) => {
            if let Some(decimals) = decimals(plain) {
                let style = if bold { Style::BoldShare(decimals) } else { Style::Share(decimals) };
                parts::value(out, at, style, plain.strip_prefix('+').unwrap_or(plain));
                return false;
            }
            plain
        }
        Entry::Date(day) => {
            if let Some(serial) = serial(day) {
                parts::value(out, at, Style::Date, &serial.to_string());
                return false;
            }
            day
        }
        Entry::Text(text) => text,
    };
    if text.is_empty() {
        return false;
    }
    let short = cut_at(text, MOST_IN_CELL);
    let usual = if kind == HeadKind::Text { Style::Text } else { Style::TextAmongOthers };
    parts::text(out, at, style.unwrap_or(usual), short);
    short.len() < text.len()
}

/// The digits after the point of a plain number that a spreadsheet keeps as it is.
fn decimals(plain: &str) -> Option<usize> {
    let bare = plain.strip_prefix('-').unwrap_or(plain);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = whole.trim_start_matches('0').len() + fraction.len() <= MOST_DIGITS;
    let pointed = bare.contains('.') != fraction.is_empty();
    (!whole.is_empty() && digits(whole) && digits(fraction) && fits && pointed).then_some(fraction.len())
}

/// The number spreadsheets give a day; none before March 1900, where they disagree.
fn serial(day: &str) -> Option<i64> {
    let mut parts = day.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, date)?;
    Some(day.signed_duration_since(first_day()?).num_days()).filter(|&serial| serial > 60)
}

/// Text as an attribute holds it.
fn attribute(text: &str) -> String {
    let allowed: String = text.chars().filter(|&letter| is_allowed(letter)).collect();
    escape_attribute(&allowed).into_owned()
}

/// What a drop-down of a column refers to: its values themselves, or a column of the sheet of lists.
fn drop_down(choices: &[String], lists: &mut Vec<Vec<String>>) -> String {
    let plain = |choice: &String| !choice.contains([',', '"', '\n']) && choice.trim() == choice;
    let joined = choices.join(",");
    if choices.iter().all(plain) && joined.encode_utf16().count() <= 250 {
        return format!("\"{joined}\"");
    }
    let at = lists.iter().position(|list| list == choices).unwrap_or_else(|| {
        lists.push(choices.to_vec());
        lists.len() - 1
    });
    list_reference(LISTS, at, choices.len())
}
