//! Rows of a table whose figures would count twice, a mean or a share among them, and a sum of the sheet's own that they do not
//! add up to: told, since only who made the table knows.

use rust_decimal::Decimal;

use super::cell;
use super::column::{Column, Rows};
use super::refusals::{at, listed};
use crate::Diagnostic;
use crate::sheet::{Aside, Cell, Content, Sheet, Table};
use crate::to_list::ToList;
use crate::vietnamese::grouping::Reading;
use crate::vietnamese::lists::{self, Counted};
use crate::vietnamese::number;
use crate::vietnamese::sums::{self, Summed, summed};
use crate::vietnamese::text::fold;

/// So many rows are added up at least.
const MIN_ROWS: usize = 2;

/// The rows of a sheet that give rows of a table with figures.
struct Counting<'b> {
    sheet: &'b Sheet,
    table: &'b Table,
    /// The columns of figures that may be added.
    columns: Vec<&'b Column>,
    /// The column that numbers the rows.
    counter: Option<usize>,
}

/// What is to be told of them.
pub(super) fn told(sheet: &Sheet, table: &Table, columns: &[Column]) -> Vec<Diagnostic> {
    let adds = |column: &&Column| {
        column.rows != Rows::Document
            && column.field.kind.numeric().is_some()
            && !sums::is_share(&column.label)
            && !sums::is_share(&column.field.label)
    };
    let columns: Vec<&Column> = columns.iter().filter(adds).to_list();
    if columns.is_empty() {
        return Vec::new();
    }
    let counter = table.columns.iter().find(|column| lists::is_counter(&column.label));
    let counting = Counting { sheet, table, columns, counter: counter.map(|column| column.index) };
    let all = [counting.parents(), counting.beside(), counting.last_is_sum(), counting.own_sum()];
    all.into_iter().flatten().to_list()
}

impl Counting<'_> {
    fn figures(&self, row: usize) -> Vec<Option<Decimal>> {
        self.columns.iter().map(|column| figure(self.sheet.cell(row, column.index), column)).to_list()
    }

    fn has_figures(&self, row: usize) -> bool {
        self.figures(row).iter().flatten().any(|figure| !figure.is_zero())
    }

    /// The first words of a row.
    fn label(&self, row: usize) -> &str {
        let mut cells = self.sheet.row(row).filter(|(at, _)| Some(*at) != self.counter);
        let words = cells.find(|(_, cell)| cell.shown.contains(char::is_alphabetic));
        words.map_or("", |(_, cell)| cell.shown.trim())
    }

    /// What numbers a row: in a column of its own, or before its words.
    fn mark(&self, row: usize) -> &str {
        let counted = self.counter.map(|counter| self.sheet.cell(row, counter).shown.trim());
        counted.filter(|mark| !mark.is_empty()).unwrap_or_else(|| lists::split_mark(self.label(row)).0)
    }

    fn is_part_of(&self, part: usize, whole: usize) -> bool {
        if sums::is_part(self.label(part)) && !sums::is_part(self.label(whole)) {
            return true;
        }
        let (part, whole) = (self.mark(part), self.mark(whole));
        match (lists::counted(whole), lists::counted(part)) {
            (Counted::Number, Counted::Number) => {
                let above = whole.trim_end_matches('.');
                part.strip_prefix(above).is_some_and(|rest| rest.len() > 1 && rest.starts_with('.'))
            }
            (Counted::Section, Counted::Number) | (Counted::Number, Counted::Mark) => !part.is_empty(),
            _ => false,
        }
    }

    /// Rows with figures above parts of theirs with figures.
    fn parents(&self) -> Option<Diagnostic> {
        let mut parents = Vec::new();
        for pair in self.table.rows.windows(2) {
            let &[row, part] = pair else { continue };
            if self.is_part_of(part, row) && self.has_figures(row) && self.has_figures(part) {
                parents.push(row);
            }
        }
        self.finding(
            "so-dong-cha",
            &parents,
            "có số mà các dòng con ngay bên dưới cũng có số nên nếu mẫu cộng cột ấy thì tính hai lần; hãy xóa số ở dòng trên hoặc bỏ các dòng con.",
            "has figures, and so have the parts right below it: where the template adds them up they count twice; clear those of the upper row or leave its parts out.",
        )
    }

    /// Shares, means and other periods among the rows.
    fn beside(&self) -> Option<Diagnostic> {
        let is_beside = |row: &&usize| sums::is_beside(self.label(**row), false) && self.has_figures(**row);
        let rows: Vec<usize> = self.table.rows.iter().filter(is_beside).copied().to_list();
        self.finding(
            "dong-khong-cong",
            &rows,
            "là tỷ lệ, bình quân hoặc số của kỳ khác mà vẫn được lấy và cộng như các dòng khác; không phải dữ liệu thì hãy bỏ dòng ấy.",
            "is a share, a mean or of another period, and is taken and added like the others; leave it out if it is no data.",
        )
    }

    /// The last row holds what all others add up to, though it is numbered like them.
    fn last_is_sum(&self) -> Option<Diagnostic> {
        let (last, others) = self.table.rows.split_last().filter(|(_, others)| others.len() >= MIN_ROWS)?;
        let own = self.figures(*last);
        let others: Vec<Vec<Option<Decimal>>> = others.iter().map(|row| self.figures(*row)).to_list();
        let agreeing = sums::added(&own, &others.iter().map(Vec::as_slice))?;
        if agreeing < 2 && !lists::is_whole(fold(self.label(*last)).trim()) {
            return None;
        }
        self.finding(
            "dong-bang-tong",
            &[*last],
            "bằng tổng các dòng trên mà vẫn được lấy và cộng như các dòng khác; nếu là dòng cộng thì hãy bỏ số thứ tự của dòng, hoặc xóa dòng.",
            "is what the rows above add up to, and is taken and added like them; if it is their sum, clear its number, or delete it.",
        )
    }

    /// The sheet's own sum is another than that of its rows.
    fn own_sum(&self) -> Option<Diagnostic> {
        let is_sum = |aside: &&(usize, Aside)| {
            aside.1 == Aside::Total && summed(self.label(aside.0)) == Some(Summed::Rows)
        };
        let mut sums = self.table.aside.iter().filter(is_sum);
        let (Some(&(row, _)), None) = (sums.next(), sums.next()) else { return None };
        self.columns.iter().find_map(|column| {
            let cell = self.sheet.cell(row, column.index);
            let own = figure(cell, column)?;
            let mut figures = self.table.rows.iter().filter_map(|row| figure(self.sheet.cell(*row, column.index), column));
            let sum = figures.try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one))?;
            let (shown, label, added) = (cell.shown.trim(), &column.label, number::format(sum, None));
            (sum != own).then(|| Diagnostic::warning(
                "tong-khac",
                at(self.sheet, row, column.index),
                format!("Dòng cộng của bảng ghi {shown} ở cột «{label}» mà các dòng được lấy cộng lại là {added}; văn bản dùng số máy cộng. Hãy xem lại số liệu."),
                format!("The sum in the sheet says {shown} in the column “{label}”, and the rows taken add up to {added}; documents use the latter. Look at the figures again."),
            ))
        })
    }

    fn finding(
        &self,
        code: &'static str,
        rows: &[usize],
        message: &str,
        english: &str,
    ) -> Option<Diagnostic> {
        let first = *rows.first()?;
        let named: Vec<String> =
            rows.iter().map(|row| format!("{} «{}»", row + 1, self.label(*row))).to_list();
        let named = listed(&mut named.iter().map(String::as_str), "", "");
        let column = self.columns.first().map_or(0, |column| column.index);
        Some(Diagnostic::warning(
            code,
            at(self.sheet, first, column),
            format!("Dòng {named}: {message}"),
            format!("Row {named}: {english}"),
        ))
    }
}

/// The figure of a cell, as its column is read.
fn figure(cell: Cell<'_>, column: &Column) -> Option<Decimal> {
    match cell.content {
        Content::Number(plain) => plain.parse().ok(),
        Content::Text => match cell::figure(cell.shown.trim(), &column.field, column.habit)? {
            Ok(Reading::Number(number) | Reading::Thousands(number) | Reading::Spaced(number)) => {
                Some(number)
            }
            _ => None,
        },
        _ => None,
    }
}
