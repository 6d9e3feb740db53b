//! A sheet in memory: one text for all cells and a few bytes for each, so that 100,000 rows are no burden.

/// What a cell holds beside the text it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content<'s> {
    /// Nothing.
    Blank,
    /// Text, leading zeros and all.
    Text,
    /// A number as it is shown, in plain decimal with a point: `95` for a cell that shows `95%`, `1234.57` for one that
    /// shows two decimals.
    Number(&'s str),
    /// A day, a day with a time, or a time: `2026-04-05`, `2026-04-05T07:30:00`, `07:30:00`.
    Date(&'s str),
    /// Yes or no.
    Flag(bool),
    /// A formula that went wrong; the cell shows `#DIV/0!` or the like.
    Error,
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'s> {
    /// The text on the screen; empty for a blank cell.
    pub shown: &'s str,
    /// What it is.
    pub content: Content<'s>,
}

impl Cell<'_> {
    /// A cell without content.
    pub const BLANK: Cell<'static> = Cell { shown: "", content: Content::Blank };

    /// It shows nothing but space.
    pub fn is_blank(&self) -> bool {
        self.shown.trim().is_empty()
    }
}

/// How much of a text has a line through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Struck {
    /// All that says something.
    Whole,
    /// Some of it.
    Part,
}

/// Why a row is not on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Somebody hid it, alone or folded away with others.
    ByHand,
    /// A filter leaves it out.
    ByFilter,
}

/// What becomes of rows that are hidden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HiddenRows {
    /// Nobody was asked: what a filter leaves out is left out, what is hidden by hand is taken, and both are told.
    Unasked,
    /// None is taken.
    Skip,
    /// All are, as if none were hidden.
    #[default]
    Take,
}

impl HiddenRows {
    /// By the name the command line and the page give it: `skip`, `take`.
    pub fn from_name(name: &str) -> Option<HiddenRows> {
        [HiddenRows::Skip, HiddenRows::Take].into_iter().find(|choice| choice.name() == name)
    }

    /// Its name; blank while nobody was asked.
    pub fn name(self) -> &'static str {
        match self {
            HiddenRows::Unasked => "",
            HiddenRows::Skip => "skip",
            HiddenRows::Take => "take",
        }
    }

    /// Whether a row that is hidden so is left out.
    pub(super) fn skips(self, hidden: Hidden) -> bool {
        match self {
            HiddenRows::Unasked => hidden == Hidden::ByFilter,
            HiddenRows::Skip => true,
            HiddenRows::Take => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Scaled,
    Date,
    Yes,
    No,
    Error,
}

/// A cell that is not blank: its column, and where its texts end in the text of the sheet.
#[derive(Debug, Clone, Copy)]
struct Entry {
    column: u16,
    kind: Kind,
    shown_end: u32,
    plain_end: u32,
}

/// A sheet, whole.
///
/// ```
/// use thethuc::sheet::{Content, SheetBuilder};
/// let mut builder = SheetBuilder::new("Danh sách");
/// builder.push(0, "Mã", Content::Text);
/// builder.push(2, "95%", Content::Number("95"));
/// builder.end_row();
/// let sheet = builder.finish();
/// assert_eq!((sheet.rows(), sheet.columns()), (1, 3));
/// assert_eq!(sheet.cell(0, 2).content, Content::Number("95"));
/// assert!(sheet.cell(0, 1).is_blank() && sheet.cell(7, 7).is_blank());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    name: String,
    text: String,
    entries: Vec<Entry>,
    /// Where the entries of each row end.
    row_ends: Vec<u32>,
    columns: usize,
    merged: Vec<[usize; 4]>,
    /// The first and last row of each run that is hidden, from above.
    hidden: Vec<(usize, usize, Hidden)>,
    hidden_rows: HiddenRows,
    /// The first and last column of each run that is hidden, from the left.
    hidden_columns: Vec<(usize, usize)>,
    tab_hidden: bool,
    /// The rows that a table of the workbook says are its totals.
    totals: Vec<usize>,
    /// The cells with struck text, by row and column, in reading order, and whether all of it is.
    struck: Vec<((u32, u16), bool)>,
}

impl Sheet {
    /// The name on its tab.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many rows it has, from the first row of the sheet to the last with anything in it.
    pub fn rows(&self) -> usize {
        self.row_ends.len()
    }

    /// How many columns it has, from A to the last with anything in it.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The cell at a row and column counted from 0; blank where there is none.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let (entries, before) = self.entries_of(row);
        let found = entries.binary_search_by_key(&column, |entry| usize::from(entry.column)).ok();
        found.and_then(|at| self.read(entries, at, before)).unwrap_or(Cell::BLANK)
    }

    /// The cells of a row that are not blank, with their columns, from left to right.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, Cell<'_>)> {
        let (entries, before) = self.entries_of(row);
        entries
            .iter()
            .enumerate()
            .filter_map(move |(at, entry)| Some((usize::from(entry.column), self.read(entries, at, before)?)))
    }

    /// The merged cells: first row, first column, last row, last column of each, counted from 0. What they show stands
    /// in the first cell.
    pub fn merged(&self) -> &[[usize; 4]] {
        &self.merged
    }

    /// Why a row is hidden, if it is.
    pub fn hidden(&self, row: usize) -> Option<Hidden> {
        let after = self.hidden.partition_point(|&(first, ..)| first <= row);
        let &(_, last, hidden) = self.hidden.get(after.checked_sub(1)?)?;
        (row <= last).then_some(hidden)
    }

    /// Whether the sheet itself is hidden from who opens the workbook.
    pub fn is_hidden(&self) -> bool {
        self.tab_hidden
    }

    /// Says that it is.
    pub(super) fn set_hidden(&mut self, hidden: bool) {
        self.tab_hidden = hidden;
    }

    /// Whether a table of the workbook says that the row is its totals.
    pub fn is_total(&self, row: usize) -> bool {
        self.totals.contains(&row)
    }

    /// Whether text of a cell is struck through, all of it or a part: somebody took it back and left it to be read.
    pub fn struck(&self, row: usize, column: usize) -> Option<Struck> {
        let place = u32::try_from(row).ok().zip(u16::try_from(column).ok())?;
        let at = self.struck.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        self.struck.get(at).map(|(_, whole)| if *whole { Struck::Whole } else { Struck::Part })
    }

    /// Whether a number is shown without its last thousands, by a format such as `#,##0,`.
    pub fn is_scaled(&self, row: usize, column: usize) -> bool {
        let (entries, _) = self.entries_of(row);
        let found = entries.binary_search_by_key(&column, |entry| usize::from(entry.column)).ok();
        found.and_then(|at| entries.get(at)).is_some_and(|entry| entry.kind == Kind::Scaled)
    }

    /// Whether a column is hidden. What it holds is used like the rest, and told.
    pub fn is_column_hidden(&self, column: usize) -> bool {
        self.hidden_columns.iter().any(|&(first, last)| (first..=last).contains(&column))
    }

    /// What becomes of rows that are hidden.
    pub fn hidden_rows(&self) -> HiddenRows {
        self.hidden_rows
    }

    /// Says what becomes of rows that are hidden (without a word they are taken), for the tables that are found from now on.
    pub fn set_hidden_rows(&mut self, choice: HiddenRows) {
        self.hidden_rows = choice;
    }

    /// The entries of a row, and where the text of the first begins.
    fn entries_of(&self, row: usize) -> (&[Entry], u32) {
        let end = |row: usize| self.row_ends.get(row).map(|&end| end as usize);
        let start = row.checked_sub(1).map_or(Some(0), end);
        let (Some(start), Some(end)) = (start, end(row)) else { return (&[], 0) };
        let before =
            start.checked_sub(1).and_then(|at| self.entries.get(at)).map_or(0, |entry| entry.plain_end);
        (self.entries.get(start..end).unwrap_or_default(), before)
    }

    fn read<'s>(&'s self, entries: &[Entry], at: usize, before: u32) -> Option<Cell<'s>> {
        let entry = entries.get(at)?;
        let start = at.checked_sub(1).and_then(|at| entries.get(at)).map_or(before, |entry| entry.plain_end);
        let shown = self.text.get(start as usize..entry.shown_end as usize)?;
        let plain = self.text.get(entry.shown_end as usize..entry.plain_end as usize)?;
        let content = match entry.kind {
            Kind::Text => Content::Text,
            Kind::Number | Kind::Scaled => Content::Number(plain),
            Kind::Date => Content::Date(plain),
            Kind::Yes => Content::Flag(true),
            Kind::No => Content::Flag(false),
            Kind::Error => Content::Error,
        };
        Some(Cell { shown, content })
    }
}

/// Takes a sheet in, row after row, each from left to right.
#[derive(Debug, Default)]
pub struct SheetBuilder {
    sheet: Sheet,
    /// Rows that are blank so far: they count when something follows.
    blank: usize,
    full: bool,
}

impl SheetBuilder {
    /// The most bytes of text a sheet may hold.
    pub const MOST_TEXT: usize = 256 << 20;

    /// A sheet without rows.
    pub fn new(name: &str) -> Self {
        SheetBuilder { sheet: Sheet { name: name.to_owned(), ..Sheet::default() }, ..SheetBuilder::default() }
    }

    /// The next cell of the row. Blank cells need not be told; a cell that stands left of the last one is left out.
    pub fn push(&mut self, column: usize, shown: &str, content: Content<'_>) {
        let (kind, plain) = match content {
            Content::Blank => return,
            Content::Text => (Kind::Text, ""),
            Content::Number(plain) => (Kind::Number, plain),
            Content::Date(plain) => (Kind::Date, plain),
            Content::Flag(true) => (Kind::Yes, ""),
            Content::Flag(false) => (Kind::No, ""),
            Content::Error => (Kind::Error, ""),
        };
        let Ok(small) = u16::try_from(column) else { return };
        let sheet = &mut self.sheet;
        if sheet.text.len() + shown.len() + plain.len() > Self::MOST_TEXT {
            self.full = true;
            return;
        }
        for _ in 0..std::mem::take(&mut self.blank) {
            sheet.row_ends.push(position(sheet.entries.len()));
        }
        let begun = sheet.row_ends.last().copied().unwrap_or(0) as usize;
        if sheet.entries.get(begun..).and_then(<[Entry]>::last).is_some_and(|last| last.column >= small) {
            return;
        }
        sheet.text.push_str(shown);
        let shown_end = position(sheet.text.len());
        sheet.text.push_str(plain);
        let plain_end = position(sheet.text.len());
        sheet.entries.push(Entry { column: small, kind, shown_end, plain_end });
        sheet.columns = sheet.columns.max(column + 1);
    }

    /// Text of the cell told last is struck through.
    pub fn strike(&mut self, struck: Struck) {
        if let (Some(last), Ok(row)) = (self.sheet.entries.last(), u32::try_from(self.next_row())) {
            let place = (row, last.column);
            match self.sheet.struck.last_mut() {
                Some((known, whole)) if *known == place => *whole |= struck == Struck::Whole,
                _ => self.sheet.struck.push((place, struck == Struck::Whole)),
            }
        }
    }

    /// The number of the cell told last is shown without its last thousands.
    pub fn scale(&mut self) {
        if let Some(last) = self.sheet.entries.last_mut().filter(|last| last.kind == Kind::Number) {
            last.kind = Kind::Scaled;
        }
    }

    /// The row is complete.
    pub fn end_row(&mut self) {
        let entries = position(self.sheet.entries.len());
        if self.sheet.row_ends.last().copied().unwrap_or(0) == entries {
            self.blank += 1;
        } else {
            self.sheet.row_ends.push(entries);
        }
    }

    /// Whether the next cell told stands in this row, counted from 0.
    pub fn next_row(&self) -> usize {
        self.sheet.row_ends.len() + self.blank
    }

    /// Cells that are one: first row, first column, last row, last column, counted from 0.
    pub fn merge(&mut self, range: [usize; 4]) {
        self.sheet.merged.push(range);
    }

    /// Rows that are hidden, the first and the last, counted from 0; runs are told from above.
    pub fn hide(&mut self, first: usize, last: usize, hidden: Hidden) {
        match self.sheet.hidden.last_mut() {
            Some((_, end, known)) if *known == hidden && *end + 1 == first => *end = last,
            Some((_, end, _)) if *end >= first => {}
            _ => self.sheet.hidden.push((first, last, hidden)),
        }
    }

    /// A row of which a table of the workbook says that it is its totals, counted from 0.
    pub fn total(&mut self, row: usize) {
        self.sheet.totals.push(row);
    }

    /// Columns that are hidden, the first and the last, counted from 0.
    pub fn hide_columns(&mut self, first: usize, last: usize) {
        self.sheet.hidden_columns.push((first, last));
    }

    /// Whether cells were left out because the sheet holds more than [`SheetBuilder::MOST_TEXT`].
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// The sheet; blank rows at its end are none.
    pub fn finish(mut self) -> Sheet {
        let entries = position(self.sheet.entries.len());
        if self.sheet.row_ends.last().copied().unwrap_or(0) != entries {
            self.sheet.row_ends.push(entries);
        }
        self.sheet
    }
}

/// Positions stay below [`SheetBuilder::MOST_TEXT`].
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`.
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A cell as spreadsheets name it: `B7` for row 6 and column 1 counted from 0.
///
/// ```
/// assert_eq!(thethuc::sheet::place(6, 1), "B7");
/// assert_eq!(thethuc::sheet::place(0, 27), "AB1");
/// ```
pub fn place(row: usize, column: usize) -> String {
    format!("{}{}", column_name(column), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_rows_count_only_between_others() {
        let mut builder = SheetBuilder::new("S");
        builder.end_row();
        builder.push(1, "a", Content::Text);
        assert_eq!(builder.next_row(), 1);
        builder.end_row();
        builder.end_row();
        builder.end_row();
        builder.push(0, "1,5", Content::Number("1.5"));
        builder.push(3, "05/4/2026", Content::Date("2026-04-05"));
        builder.end_row();
        builder.end_row();
        let sheet = builder.finish();
        assert_eq!((sheet.rows(), sheet.columns()), (5, 4));
        assert_eq!(sheet.cell(1, 1).shown, "a");
        assert!(sheet.row(2).next().is_none());
        assert_eq!(sheet.cell(4, 0), Cell { shown: "1,5", content: Content::Number("1.5") });
        assert_eq!(
            sheet.row(4).map(|(column, cell)| (column, cell.shown)).collect::<Vec<_>>(),
            [(0, "1,5"), (3, "05/4/2026")]
        );
    }

    #[test]
    fn cells_out_of_order_and_the_last_row_without_its_end_do_no_harm() {
        let mut builder = SheetBuilder::new("S");
        builder.push(4, "sau", Content::Text);
        builder.push(2, "trước", Content::Text);
        let sheet = builder.finish();
        assert_eq!((sheet.rows(), sheet.cell(0, 4).shown, sheet.cell(0, 2).shown), (1, "sau", ""));
    }

    #[test]
    fn hidden_rows_are_known_by_their_runs() {
        let mut builder = SheetBuilder::new("S");
        builder.hide(1, 1, Hidden::ByFilter);
        builder.hide(2, 4, Hidden::ByFilter);
        builder.hide(5, 5, Hidden::ByHand);
        builder.hide(3, 9, Hidden::ByHand);
        let sheet = builder.finish();
        let found: Vec<_> = (0..8).map(|row| sheet.hidden(row)).collect::<Vec<_>>();
        let (filter, hand) = (Some(Hidden::ByFilter), Some(Hidden::ByHand));
        assert_eq!(found, [None, filter, filter, filter, filter, hand, None, None]);
    }
}
