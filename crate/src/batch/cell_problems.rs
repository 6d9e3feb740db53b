//! What is wrong with the cells that one document takes.

use super::bind::Bound;
use super::choices::{addressed_twice, left_open};
use super::column::{Column, Rows};
use super::merged::Merged;
use super::refusals::at;
use super::roles;
use super::unusable::unusable;
use super::{Batch, Problem, amounts};
use crate::sheet::{Cell, Content, Sheet, place};
use crate::template::Kind;
use crate::to_list::ToList;
use crate::vietnamese::date::padded;
use crate::vietnamese::lists;
use crate::{Diagnostic, FieldPath, Location};
use chrono::{Days, NaiveDate};

/// The code of a cell whose document takes another row's.
pub(super) const DIFFERS: &str = "khac-nhau-trong-nhom";

impl Bound {
    /// The row blank where rows are told apart, of a document that is no more than it.
    fn keyless(&self, sheet: &Sheet, row: usize) -> bool {
        !self.key.is_empty() && self.key.iter().all(|&index| self.merged.cell(sheet, row, index).is_blank())
    }

    /// Cells that hold the error of a formula, and cells that differ where all rows of a document should say the same.
    pub(super) fn cells(&self, batch: &Batch, document: usize) -> Vec<Problem> {
        let sheet = batch.sheet();
        let rows = batch.rows(document);
        let mut problems = Vec::new();
        let mut tell =
            |sheet: &Sheet, row: usize, (column, index): (&Column, usize), diagnostic: Diagnostic| {
                problems.push(Problem {
                    sheet: sheet.name().to_owned(),
                    row: row + 1,
                    place: place(row, index),
                    header: column.label.clone(),
                    diagnostic,
                });
            };
        for (column, index) in
            self.columns.iter().flat_map(|column| column.indices().map(move |index| (column, index)))
        {
            let mut first = None;
            for row in standing(&self.merged, rows, index) {
                let cell = sheet.cell(row, index);
                if let Some(why) = of_cell(column, sheet, row, index) {
                    tell(sheet, row, (column, index), why);
                } else if let Some(open) = left_open(column).filter(|_| cell.is_blank() && rows.len() == 1) {
                    tell(sheet, row, (column, index), open);
                } else if column.rows == Rows::Document && !cell.is_blank() {
                    let shown = *first.get_or_insert(cell.shown);
                    if shown != cell.shown {
                        tell(sheet, row, (column, index), differs(column, shown));
                    }
                }
            }
        }
        for (column, row) in self.columns.iter().flat_map(|column| rows.iter().map(move |&row| (column, row)))
        {
            let blank = |index: usize| self.merged.cell(sheet, row, index).is_blank();
            let parts: Vec<(u8, bool)> = column.parts().map(|(index, part)| (part, blank(index))).to_list();
            if roles::is_half(&parts)
                && let Some(index) = column.indices().find(|&index| blank(index))
            {
                tell(sheet, row, (column, index), half_a_name(column));
            }
        }
        for (second, other, rows) in self.second_rows(&batch.sheets, rows) {
            for column in &second.columns {
                for row in standing(&second.merged, rows, column.index) {
                    if let Some(why) = of_cell(column, other, row, column.index) {
                        tell(other, row, (column, column.index), why);
                    }
                }
            }
        }
        for &index in &self.key {
            let head = batch.table().columns.iter().find(|column| column.index == index);
            let header = head.map(|column| column.label.clone()).unwrap_or_default();
            let fills = |column: &Column| column.indices().any(|known| known == index);
            if self.columns.iter().any(fills) {
                continue;
            }
            for row in standing(&self.merged, rows, index) {
                if let Some(diagnostic) = unusable("", sheet.cell(row, index)) {
                    problems.push(Problem {
                        sheet: sheet.name().to_owned(),
                        row: row + 1,
                        place: place(row, index),
                        header: header.clone(),
                        diagnostic,
                    });
                }
            }
        }
        if let (Some(&row), Some(&index)) = (rows.first(), self.key.first())
            && self.keyless(sheet, row)
        {
            let head = batch.table().columns.iter().find(|column| column.index == index);
            problems.insert(
                0,
                Problem {
                    sheet: sheet.name().to_owned(),
                    row: row + 1,
                    place: place(row, index),
                    header: head.map(|column| column.label.clone()).unwrap_or_default(),
                    diagnostic: no_key(at(sheet, row, index)),
                },
            );
        }
        problems
    }
}

/// The rows in which that stands what a column shows in these, each once.
fn standing(merged: &Merged, rows: &[usize], column: usize) -> Vec<usize> {
    let mut standing: Vec<usize> = rows.iter().map(|&row| merged.row(row, column)).to_list();
    standing.dedup();
    standing
}

/// What keeps the cell at a place from being used.
fn of_cell(column: &Column, sheet: &Sheet, row: usize, index: usize) -> Option<Diagnostic> {
    let cell = sheet.cell(row, index);
    column
        .unusable(cell)
        .or_else(|| struck(column, sheet, row, index))
        .or_else(|| scaled(column, cell).filter(|_| sheet.is_scaled(row, index)))
        .or_else(|| serial(column, cell))
        .or_else(|| ditto(column, cell))
        .or_else(|| without_zero(column, cell))
        .or_else(|| addressed_twice(column, cell))
}

/// That a figure stands there without its last thousands and nothing says what it counts.
fn scaled(column: &Column, cell: Cell<'_>) -> Option<Diagnostic> {
    let is_told = column.unit_told || amounts::says_unit(cell.shown);
    (column.field.kind.numeric().is_some() && !is_told).then(|| {
        let shown = cell.shown.trim();
        Diagnostic::error(
            "so-bot-hang",
            Location::Field { path: FieldPath::from(column.path.as_str()) },
            format!("Định dạng của ô bớt đi ba chữ số cuối trở lên nên ô chỉ hiện «{shown}»; hãy đổi định dạng ô để hiện đủ, hoặc ghi đơn vị ở tên cột, như «(nghìn đồng)»."),
            format!("The format of the cell leaves off the last three digits or more, so it shows “{shown}”; change it to show them all, or name the unit in the head of the column, such as “(nghìn đồng)”."),
        )
    })
}

/// That a cell refers to the one above it, which stands in another document.
fn ditto(column: &Column, cell: Cell<'_>) -> Option<Diagnostic> {
    let shown = cell.shown.trim();
    // `Như trên` is what recipients are called who stand above them.
    let is_recipient = matches!(column.field.kind, Kind::List(_)) && shown.contains(' ');
    let refers = lists::is_ditto(shown) && !is_recipient;
    refers.then(|| {
        Diagnostic::error(
            "o-nhu-tren",
            Location::Field { path: FieldPath::from(column.path.as_str()) },
            format!("Ô này ghi «{shown}», nghĩa là như ô trên; văn bản sẽ in đúng chữ ấy nên hãy ghi lại nội dung của ô trên."),
            format!("This cell says “{shown}”, as the one above; a document would print just that, so write what the one above says."),
        )
    })
}

/// That a number lost its first zeros: it was kept as a figure, not as text.
fn without_zero(column: &Column, cell: Cell<'_>) -> Option<Diagnostic> {
    let shown = cell.shown.trim();
    let lost = matches!(column.field.kind, Kind::Line | Kind::Text)
        && shown.bytes().all(|byte| byte.is_ascii_digit())
        && lists::lacks_zeros(&column.label, shown);
    lost.then(|| {
        let label = &column.label;
        Diagnostic::error(
            "mat-so-khong",
            Location::Field { path: FieldPath::from(column.path.as_str()) },
            format!("Ô này ghi {shown}, không đủ chữ số của «{label}»: số 0 ở đầu đã mất vì ô có dạng số; hãy gõ lại sau khi đổi ô sang dạng chữ."),
            format!("This cell says {shown}, which has too few digits for “{label}”: zeros at its beginning were lost because the cell holds a number; type it again as text."),
        )
    })
}

/// That a day stands there as the number spreadsheets keep for it.
fn serial(column: &Column, cell: Cell<'_>) -> Option<Diagnostic> {
    /// Days of this century.
    const DAYS: std::ops::RangeInclusive<u64> = 36_526..=73_050;
    let plain = match cell.content {
        Content::Number(plain) => plain,
        Content::Text => cell.shown.trim(),
        _ => return None,
    };
    let serial = plain.parse().ok().filter(|serial| DAYS.contains(serial))?;
    let is_text = matches!(column.field.kind, Kind::Line | Kind::Text | Kind::Body | Kind::Date(_));
    let is_of_time = lists::speaks_of_time(&column.label) || matches!(column.field.kind, Kind::Date(_));
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = first.checked_add_days(Days::new(serial)).filter(|_| is_text && is_of_time).map(padded)?;
    Some(Diagnostic::error(
        "so-thay-ngay",
        Location::Field { path: FieldPath::from(column.path.as_str()) },
        format!(
            "Ô này hiện số {plain}, là cách bảng tính lưu ngày {day}; hãy đặt định dạng ngày cho ô, hoặc gõ lại ngày."
        ),
        format!(
            "This cell shows {plain}, which is how spreadsheets keep {day}; give the cell the format of a day, or type the day."
        ),
    ))
}

/// That text of a cell is struck through, which nobody wants printed.
fn struck(column: &Column, sheet: &Sheet, row: usize, index: usize) -> Option<Diagnostic> {
    sheet.struck(row, index).map(|_| {
        let shown = sheet.cell(row, index).shown.trim();
        Diagnostic::error(
            "o-bi-gach",
            Location::Field { path: FieldPath::from(column.path.as_str()) },
            format!("Ô này có chữ bị gạch bỏ («{shown}»); hãy xóa phần bị gạch, hoặc bỏ gạch, rồi lưu lại."),
            format!("Text of this cell is struck through (“{shown}”); delete it, or remove the line, and save again."),
        )
    })
}

fn no_key(at: Location) -> Diagnostic {
    Diagnostic::error(
        "dong-khong-khoa",
        at,
        "Dòng này để trống cột dùng để gộp nên không vào văn bản nào; hãy ghi giá trị của cột ấy.",
        "This row is blank in the column that groups rows, so it is in no document; fill it in.",
    )
}

fn differs(column: &Column, first: &str) -> Diagnostic {
    Diagnostic::warning(
        DIFFERS,
        Location::Field { path: FieldPath::from(column.path.as_str()) },
        format!("Các dòng của cùng một văn bản ghi khác nhau ở cột này; văn bản lấy giá trị đầu «{first}»."),
        format!("The rows of one document differ in this column; the document takes the first, “{first}”."),
    )
}

fn half_a_name(column: &Column) -> Diagnostic {
    Diagnostic::error(
        "ten-mot-nua",
        Location::Field { path: FieldPath::from(column.path.as_str()) },
        "Họ và tên ghi ở nhiều cột mà dòng này để trống một cột, nên tên chỉ có một nửa; hãy ghi đủ.",
        "The name stands in several columns and this row leaves one blank, so it is half a name; fill it in.",
    )
}
