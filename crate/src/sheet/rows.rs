//! What a row below a head is, by its words, its place and its figures: data, a heading, a sum, marks of the columns.

use rust_decimal::Decimal;

use super::{Cell, Content, Sheet};
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Counted};
use crate::vietnamese::number;
use crate::vietnamese::sums::{self, Summed, summed, summed_behind};
use crate::vietnamese::text::fold;

/// Why a row below the head is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// Numbers of columns: `(1) (2) (3)`.
    ColumnNumbers,
    /// The head once more, for another page.
    Head,
    /// The heading of the rows below it: `I | Lãnh đạo tỉnh`, over the width of the table.
    Section,
    /// A row that adds up others.
    Total,
    /// `Trong đó: …`: a part of what others have already.
    Part,
    /// Numbered beforehand, and blank otherwise.
    Numbered,
    /// A filter leaves it out, and nobody said that it is to be taken or not.
    Filtered,
    /// It is hidden, and somebody said that hidden rows are not taken.
    Hidden,
    /// Another table below this one, with a head of its own.
    OtherTable,
    /// All its text is struck through.
    Struck,
    /// All it has are words where the numbers of the rows stand.
    Uncounted,
    /// It may be a heading or a part of the row above, and may be data.
    Unsure,
    /// Notes or signatures below the table.
    Below,
}

impl Aside {
    /// Whether it may be data, and nobody chose to leave it out.
    pub fn is_dropped(self) -> bool {
        matches!(
            self,
            Aside::Below
                | Aside::OtherTable
                | Aside::Filtered
                | Aside::Struck
                | Aside::Uncounted
                | Aside::Unsure
        )
    }
}

/// A row that may be data.
pub(super) struct Candidate {
    pub(super) row: usize,
    /// A blank row, a total or a note stands before it, or it is a note itself.
    pub(super) apart: bool,
}

/// Whether another table begins with a row that stands apart: it names columns, or is the title of what does.
pub(super) fn begins_another(sheet: &Sheet, row: usize) -> bool {
    let texts: Vec<Cell<'_>> = cells(sheet, row).map(|(_, cell)| cell).to_list();
    let is_head = |cell: &&Cell<'_>| lists::head(cell.shown).is_some() || lists::thing(cell.shown).is_some();
    let known = texts.iter().filter(is_head).count();
    let is_text = texts.iter().all(|cell| cell.content == Content::Text);
    if is_text && known > 0 && known * 2 >= texts.len() {
        return (row + 1..sheet.rows()).any(|below| cells(sheet, below).next().is_some());
    }
    let title = texts.first().filter(|_| texts.len() == 1);
    let next = || (row + 1..sheet.rows()).find(|&below| cells(sheet, below).next().is_some());
    title.is_some_and(|title| lists::is_title(title.shown))
        && next().is_some_and(|next| {
            cells(sheet, next).all(|(_, cell)| !lists::is_title(cell.shown)) && begins_another(sheet, next)
        })
}

/// How far above a row that adds up others their name is looked for.
const LONGEST_SECTION: usize = 200;

/// The cells of a row that show something.
pub(super) fn cells(sheet: &Sheet, row: usize) -> impl Iterator<Item = (usize, Cell<'_>)> {
    sheet.row(row).filter(|(_, cell)| !cell.is_blank())
}

/// All that the row shows stands in the same column of the head's last row.
pub(super) fn is_head_again(sheet: &Sheet, row: usize, head: usize) -> bool {
    cells(sheet, row).all(|(column, cell)| sheet.cell(head, column).shown.trim() == cell.shown.trim())
}

/// Whether a text stands in a column of numbers for what is no number.
pub(super) fn is_words(text: &str) -> bool {
    lists::counted(text) == Counted::Words
}

fn figure(cell: Cell<'_>) -> Option<Decimal> {
    match cell.content {
        Content::Number(plain) => plain.parse().ok(),
        Content::Text => number::parse(cell.shown).ok(),
        _ => None,
    }
}

fn has_letters(cell: Cell<'_>) -> bool {
    cell.shown.chars().any(char::is_alphabetic)
}

/// A sheet, and where its rows are numbered.
pub(super) struct Judge<'s> {
    sheet: &'s Sheet,
    counter: Option<usize>,
    columns: usize,
    /// The last row with a number.
    last: Option<usize>,
}

impl<'s> Judge<'s> {
    pub(super) fn new(sheet: &'s Sheet, counter: Option<usize>, columns: usize) -> Self {
        let mut judge = Judge { sheet, counter, columns, last: None };
        judge.last = (0..sheet.rows()).rev().find(|&row| judge.is_counted(row));
        judge
    }

    fn count(&self, row: usize) -> &'s str {
        self.counter.map_or("", |counter| self.sheet.cell(row, counter).shown.trim())
    }

    fn is_counted(&self, row: usize) -> bool {
        lists::counted(self.count(row)) == Counted::Number
    }

    /// How many cells show something beside the number.
    fn width(&self, row: usize) -> usize {
        cells(self.sheet, row).filter(|(column, _)| Some(*column) != self.counter).count()
    }

    fn next(&self, row: usize) -> Option<usize> {
        (row + 1..self.sheet.rows()).find(|&next| cells(self.sheet, next).next().is_some())
    }

    /// Marks of the columns. Bare figures may be data: those above a row that goes on counting, or above other figures alone,
    /// are; so may two letters.
    pub(super) fn is_column_marks(&self, row: usize) -> bool {
        const LEAST: usize = 3;
        let Some(marks) = lists::column_marks(cells(self.sheet, row).map(|(_, cell)| cell.shown)) else {
            return false;
        };
        let next = self.next(row);
        if marks.letters > 0 && !marks.signed {
            return next.is_some_and(|next| marks.count >= LEAST || self.is_counted(next));
        }
        if !marks.bare {
            return true;
        }
        let goes_on = |next: usize| self.count(next) == "2";
        let figures =
            |next: usize| cells(self.sheet, next).all(|(_, cell)| matches!(cell.content, Content::Number(_)));
        marks.count >= LEAST && !next.is_some_and(|next| goes_on(next) || figures(next))
    }

    /// Only its number stands there.
    pub(super) fn is_numbered(&self, row: usize) -> bool {
        let mut cells = cells(self.sheet, row);
        let first = cells.next();
        let only = first.filter(|_| cells.next().is_none() && self.columns > 1);
        only.is_some_and(|(column, cell)| {
            let digits = cell.shown.trim().trim_end_matches('.');
            self.counter == Some(column) && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    /// `Tổng cộng`, or `Cộng xã A` where `Xã A` stands above or where figures alone follow: «Cộng đồng dân cư» is a name.
    pub(super) fn is_total(&self, row: usize, before: &[Candidate]) -> bool {
        let above = before.last().map(|candidate| candidate.row);
        let more_above =
            || above.is_some_and(|above| cells(self.sheet, above).count() > cells(self.sheet, row).count());
        let repeats = |column: usize, cell: Cell<'_>| {
            above.is_some_and(|above| self.sheet.cell(above, column).shown.trim() == cell.shown.trim())
        };
        let stands_above = |of: &str| {
            let mut rows = before.iter().rev().take(LONGEST_SECTION);
            rows.any(|candidate| {
                cells(self.sheet, candidate.row).any(|(_, cell)| fold(cell.shown).trim() == of)
            })
        };
        let others = |at: usize| cells(self.sheet, row).filter(move |(column, _)| *column != at);
        let figures =
            |at: usize| others(at).next().is_some() && others(at).all(|(_, cell)| figure(cell).is_some());
        let beside =
            |at: usize| others(at).all(|(column, cell)| figure(cell).is_some() || repeats(column, cell));
        let mut labels =
            cells(self.sheet, row).filter(|(_, cell)| cell.content == Content::Text && has_letters(*cell));
        let mut is_first = true;
        labels.any(|(at, cell)| {
            let is_first = std::mem::take(&mut is_first);
            match summed(cell.shown) {
                Some(Summed::Rows) => is_first || beside(at),
                Some(_) if is_first => {
                    lists::totalled(cell.shown).is_some_and(|of| stands_above(&of))
                        || (figures(at) && more_above())
                }
                Some(_) => beside(at) && lists::totalled(cell.shown).is_some_and(|of| stands_above(&of)),
                None => summed_behind(cell.shown).is_some_and(|(of, is_signed)| {
                    (is_signed || stands_above(&of)) && figures(at) && beside(at)
                }),
            }
        })
    }

    /// `Trong đó: …` without a number of its own.
    pub(super) fn is_part(&self, row: usize) -> bool {
        let label = cells(self.sheet, row).find(|(_, cell)| has_letters(*cell));
        self.count(row).is_empty() && label.is_some_and(|(_, cell)| sums::begins_as_part(cell.shown))
    }

    /// The same below a sum, and its further parts, which often have a stroke alone.
    pub(super) fn is_part_below(&self, row: usize, above: Aside) -> bool {
        let signed = || cells(self.sheet, row).next().is_some_and(|(_, cell)| sums::is_part(cell.shown));
        match above {
            Aside::Total => self.is_part(row),
            Aside::Part => self.is_part(row) || signed(),
            _ => false,
        }
    }

    /// A row with no more than a name among rows that are counted: the heading of those below it, a part of the one above, a
    /// sentence below the list, or words that went into the wrong column.
    pub(super) fn alone(&self, row: usize, before: &[Candidate]) -> Option<Aside> {
        let mut shown = cells(self.sheet, row);
        let ((at, cell), second, third) = (shown.next()?, shown.next(), shown.next());
        let Some(counter) = self.counter else {
            let is_heading = second.is_none()
                && self.columns > 1
                && (lists::begins_marked(cell.shown) || lists::is_heading(cell.shown));
            let goes_on = || self.next(row).is_some_and(|next| cells(self.sheet, next).count() > 1);
            return (is_heading && goes_on()).then_some(Aside::Unsure);
        };
        let last = self.last?;
        let before = before.last().map(|candidate| candidate.row);
        let is_after = || before.is_some_and(|before| self.is_counted(before));
        let is_before = || self.next(row).is_some_and(|next| self.is_counted(next));
        let (mark, shown) = (self.count(row), cell.shown);
        if at == counter && second.is_none() && self.columns > 1 && is_words(shown) {
            let is_numbered = shown.trim().starts_with(|first: char| first.is_ascii_digit());
            return Some(match last > row {
                _ if is_numbered => Aside::Uncounted,
                false => Aside::Below,
                true if lists::begins_marked(shown) || lists::is_heading(shown) => Aside::Section,
                true => Aside::Unsure,
            });
        }
        if third.is_some() {
            return self.adds_up_below(row, is_after() || is_before());
        }
        if !mark.is_empty() {
            second?;
            return match lists::counted(mark) {
                Counted::Section if is_after() || is_before() => Some(Aside::Section),
                Counted::Star if is_before() => Some(Aside::Section),
                _ => None,
            };
        }
        let merged = || {
            self.sheet
                .merged()
                .iter()
                .any(|range| (range[0]..=range[2]).contains(&row) && (range[1]..=range[3]).contains(&counter))
        };
        let of_above = || before.is_some_and(|before| cells(self.sheet, before).count() > 2);
        if self.is_part(row) && is_after() && last > row {
            return Some(Aside::Unsure);
        }
        let first = if counter == 0 { 1 } else { 0 };
        let is_named = second.is_none() && at == first && has_letters(cell) && !lists::is_person(shown);
        if !is_named || !is_before() || !(before.is_none() || is_after()) || merged() {
            return None;
        }
        if lists::begins_marked(shown) || lists::is_heading(shown) {
            return Some(Aside::Section);
        }
        let of_below = || self.next(row).is_some_and(|next| cells(self.sheet, next).count() > 2);
        (of_above() || of_below()).then_some(Aside::Unsure)
    }

    /// `I | Tập thể | 3.000` above the rows it heads: a sum of theirs, or nobody knows.
    fn adds_up_below(&self, row: usize, among_counted: bool) -> Option<Aside> {
        let is_section = |row: usize| lists::counted(self.count(row)) == Counted::Section;
        let mut words = cells(self.sheet, row)
            .filter(|(column, cell)| Some(*column) != self.counter && figure(*cell).is_none());
        let below = || {
            (row + 1..self.sheet.rows())
                .take_while(|row| !is_section(*row))
                .filter(|row| self.is_counted(*row))
        };
        if !among_counted
            || !is_section(row)
            || words.next().is_none()
            || words.next().is_some()
            || below().next().is_none()
        {
            return None;
        }
        let others: Vec<Vec<Option<Decimal>>> = below().map(|row| self.figures(row)).to_list();
        let agreeing = sums::added(&self.figures(row), &others.iter().map(Vec::as_slice));
        Some(if agreeing.is_some() { Aside::Total } else { Aside::Unsure })
    }

    fn figures(&self, row: usize) -> Vec<Option<Decimal>> {
        let columns = (0..self.sheet.columns()).filter(|column| Some(*column) != self.counter);
        columns.map(|column| figure(self.sheet.cell(row, column))).to_list()
    }

    /// Takes out the last rows and the first one where they hold what the others add up to, or a part of it.
    pub(super) fn by_place(&self, rows: &mut Vec<Candidate>, aside: &mut Vec<(usize, Aside)>) {
        while let Some((last, others)) = rows.split_last().filter(|(_, others)| !others.is_empty()) {
            let above = others.last().map_or(0, |above| cells(self.sheet, above.row).count());
            let is_part = || self.is_part(last.row) && cells(self.sheet, last.row).count() < above;
            // Below a sum it would be a part of it; among the rows nobody knows.
            let why = if is_part() { Some(Aside::Unsure) } else { self.adds_up(last.row, others) };
            let Some(why) = why else { break };
            aside.push((last.row, why));
            rows.pop();
        }
        if let Some((first, others)) = rows.split_first()
            && let Some(why) = self.adds_up(first.row, others)
        {
            aside.push((first.row, why));
            rows.remove(0);
        }
    }

    /// Whether the figures of a row without a number are the sums of those of the others.
    fn adds_up(&self, row: usize, others: &[Candidate]) -> Option<Aside> {
        let nearest = others.last()?.row;
        let mut labels =
            cells(self.sheet, row).filter(|(_, cell)| has_letters(*cell) && figure(*cell).is_none());
        let label = labels.next();
        let is_whole = label.is_some_and(|(_, cell)| lists::is_whole(fold(cell.shown).trim()));
        let is_fewer = self.width(row) < self.width(nearest);
        let is_uncounted = self.count(row).is_empty() && self.is_counted(nearest);
        let is_person = label.is_some_and(|(_, cell)| lists::is_person(cell.shown));
        if is_person || !self.count(row).is_empty() || !(is_uncounted || is_fewer) {
            return None;
        }
        let own = self.figures(row);
        if own.iter().flatten().all(Decimal::is_zero) || others.len() < 2 {
            return None;
        }
        let others: Vec<Vec<Option<Decimal>>> = others.iter().map(|other| self.figures(other.row)).to_list();
        let Some(agreeing) = sums::added(&own, &others.iter().map(Vec::as_slice)) else {
            return (is_whole && is_uncounted).then_some(Aside::Unsure);
        };
        if is_whole || label.is_none() || (is_fewer && (is_uncounted || agreeing > 1)) {
            return Some(Aside::Total);
        }
        is_uncounted.then_some(if agreeing > 1 { Aside::Total } else { Aside::Unsure })
    }
}
