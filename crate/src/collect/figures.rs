//! Tables of figures that were changed in Word, read from the text.

use std::ops::Range;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::place;
use crate::Diagnostic;
use crate::document::{self, Element, Span};
use crate::docx::read::{self, observe};
use crate::fill::Filled;
use crate::template::{Field, Kind, Table, Template, number_value};
use crate::vietnamese::lists::{is_whole, totalled};
use crate::vietnamese::text::fold;
use crate::vietnamese::{PartialDate, number};

/// A table whose text is not the one that was printed.
pub(super) struct Changed {
    /// The field.
    pub(super) path: String,
    /// Its rows as they stand in the text.
    pub(super) rows: Vec<Value>,
    /// The texts of its cells.
    pub(super) texts: Vec<String>,
    /// Texts of its cells that are not in its rows.
    pub(super) lost: Vec<String>,
    label: String,
    /// Cells that should be numbers or days and are not: column and text.
    odd: Vec<(String, String)>,
    /// Merged cells that may be of several columns: row and text.
    merged: Vec<(Called, String)>,
    /// Rows whose cells fit no columns.
    left_out: Vec<Called>,
    /// Rows that were added and hold sums.
    totals: Vec<Called>,
}

impl Changed {
    /// What is to be said about it.
    pub(super) fn findings(&self, name: &str) -> Vec<Diagnostic> {
        let label = &self.label;
        let info = |code: &'static str, message: String, english: String| {
            Diagnostic::new(crate::Severity::Info, code, place(name), message, english)
        };
        let read = info(
            "bang-doc-tu-van-ban",
            format!("Bảng «{label}» đã sửa trong Word; số liệu lấy theo bảng in trong văn bản."),
            format!("The table «{label}» was changed in Word; its figures are those in the text."),
        );
        let odd = self.odd.iter().map(|(column, text)| {
            Diagnostic::warning(
                "so-trong-bang",
                place(name),
                format!("Bảng «{label}», cột «{column}»: «{text}» không phải là một số hoặc một ngày; không cộng ô này."),
                format!("Table «{label}», column «{column}»: «{text}» is not one number or one day; the cell is not summed."),
            )
        });
        let merged = self.merged.iter().map(|(Called(number, row), text)| {
            Diagnostic::warning(
                "o-gop-trong-bang",
                place(name),
                format!(
                    "Bảng «{label}», dòng {number} «{row}»: ô gộp «{text}» không rõ thuộc cột nào; không cộng ô này. Hãy mở tệp để xem."
                ),
                format!(
                    "Table «{label}», row {number} «{row}»: the column of the merged cell «{text}» is unclear; it is not summed. Look at the file."
                ),
            )
        });
        let left_out = self.left_out.iter().map(|Called(number, row)| {
            Diagnostic::warning(
                "dong-khong-doc-duoc",
                place(name),
                format!("Bảng «{label}», dòng {number} «{row}»: các ô không khớp với các cột; không lấy dòng này. Hãy mở tệp để xem."),
                format!("Table «{label}», row {number} «{row}»: its cells do not fit the columns; the row is left out. Look at the file."),
            )
        });
        let totals = self.totals.iter().map(|Called(number, row)| {
            info(
                "dong-cong-trong-bang",
                format!("Bảng «{label}», dòng {number} «{row}»: là dòng cộng nên không lấy, để khỏi cộng hai lần."),
                format!("Table «{label}», row {number} «{row}»: it holds sums and is left out, so that nothing is added twice."),
            )
        });
        [read].into_iter().chain(odd).chain(merged).chain(left_out).chain(totals).collect()
    }
}

/// The tables of a document that was changed.
#[derive(Default)]
pub(super) struct Tables {
    /// Those whose text differs.
    pub(super) changed: Vec<Changed>,
    /// What those are called that were not found.
    unread: Vec<String>,
}

impl Tables {
    /// What is to be said about them.
    pub(super) fn findings(&self, name: &str) -> Vec<Diagnostic> {
        let unread = self.unread.iter().map(|label| {
            Diagnostic::warning(
                "bang-khong-doc-duoc",
                place(name),
                format!(
                    "Bảng «{label}» không đọc được vì tiêu đề bảng đã sửa trong Word hoặc bảng đã bị xóa; số lấy theo lúc tạo. Hãy mở tệp để xem."
                ),
                format!(
                    "The table «{label}» cannot be read: its head was changed in Word, or it was removed; its figures are those it was made with. Look at the file."
                ),
            )
        });
        unread.chain(self.changed.iter().flat_map(|table| table.findings(name))).collect()
    }
}

/// A cell with its place in the grid.
struct Spot {
    text: String,
    /// Its paragraphs with text: Word makes one of each cell it merges.
    parts: Vec<String>,
    span: usize,
}

/// Whether two rows read alike.
fn alike(one: &[Spot], other: &[Spot]) -> bool {
    one.iter().map(|cell| &cell.text).eq(other.iter().map(|cell| &cell.text))
}

/// The columns of the grid that each cell takes.
fn places(row: &[Spot]) -> Vec<Range<usize>> {
    let mut at = 0;
    let place = |cell: &Spot| {
        let start = at;
        at += cell.span;
        start..at
    };
    row.iter().map(place).collect()
}

fn within(one: &Range<usize>, other: &Range<usize>) -> bool {
    other.start <= one.start && one.end <= other.end
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// For each cell of a row the columns it stands in; none when a cell stands in a part of several.
fn aligned(row: &[Spot], columns: &[Range<usize>]) -> Option<Vec<Vec<usize>>> {
    let cells = places(row);
    // A border that was moved in one row moves the grid of all.
    if cells.len() == columns.len() && cells.iter().zip(columns).all(|(cell, column)| overlap(cell, column)) {
        return Some((0..cells.len()).map(|at| vec![at]).collect());
    }
    if cells.len() < 2 || cells.last()?.end != columns.last()?.end {
        return None;
    }
    let of_cell = |cell: &Range<usize>| {
        let touched = || columns.iter().enumerate().filter(|(_, column)| overlap(cell, column));
        let fits = touched().all(|(_, column)| within(cell, column) || within(column, cell));
        fits.then(|| touched().map(|(at, _)| at).collect())
    };
    cells.iter().map(of_cell).collect()
}

/// A table as printed, its cells as text.
struct Printed<'t> {
    field: &'t Field,
    table: &'t Table,
    /// For each cell of a row the column of the form.
    columns: Vec<Option<&'t Field>>,
    rows: Vec<Vec<Spot>>,
    /// Where the rows of the form begin and end.
    first: usize,
    end: usize,
}

/// The tables whose text differs, with the rows that stand there now.
pub(super) fn changed(template: &Template, filled: &Filled<'_>, docx: &[u8]) -> Result<Tables, Diagnostic> {
    let observed = observe(docx)?;
    let mut seen: Vec<Vec<Vec<Spot>>> = observed.blocks.iter().filter_map(rows_of).collect();
    let mut found = Tables::default();
    let elements = filled.document.sections.iter().flat_map(|section| &section.elements);
    for element in elements {
        let Element::Table(table) = element else { continue };
        let Some(printed) = printed(template, table) else { continue };
        // The table with the same head, in the order of the document.
        let head = printed.rows.get(..printed.first).unwrap_or_default();
        let has_head = |rows: &Vec<Vec<Spot>>| {
            rows.get(..head.len())
                .is_some_and(|rows| rows.iter().zip(head).all(|(row, head)| alike(row, head)))
        };
        let Some(at) = seen.iter().position(has_head) else {
            if !found.unread.contains(&printed.field.label) {
                found.unread.push(printed.field.label.clone());
            }
            continue;
        };
        let now = seen.remove(at);
        let is_same = now.len() == printed.rows.len()
            && now.iter().zip(&printed.rows).all(|(row, printed)| alike(row, printed));
        if !is_same {
            let old = filled.resolved.values.get(&printed.field.name);
            found.changed.push(printed.read(&now, old.and_then(Value::as_array).map_or(&[], Vec::as_slice)));
        }
    }
    Ok(found)
}

fn printed<'t>(template: &'t Template, table: &document::Table) -> Option<Printed<'t>> {
    let mut origins: Vec<(usize, usize, &str)> = Vec::new();
    let mut rows = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let mut texts = Vec::new();
        for cell in &cells.cells {
            let mut text = String::new();
            for element in &cell.elements {
                let Element::Paragraph(paragraph) = element else { continue };
                for span in &paragraph.spans {
                    match span {
                        Span::Text { text: words, origin, .. } => {
                            text.push_str(words);
                            origins.extend(origin.as_ref().map(|path| (row, texts.len(), path.as_str())));
                        }
                        _ => text.push(' '),
                    }
                }
                text.push(' ');
            }
            texts.push(Spot { text: flat(&text), parts: Vec::new(), span: cell.columns.max(1) });
        }
        rows.push(texts);
    }
    let in_table = |path: &str| -> Option<(&'t Field, &'t Table, &'t Field)> {
        let mut steps = path.split('.');
        let field = template.field(steps.next()?)?;
        let Kind::Table(table) = &field.kind else { return None };
        steps.next()?.parse::<usize>().ok()?;
        Some((field, table, &table.column(steps.next()?)?.field))
    };
    let (field, table) =
        origins.iter().find_map(|(_, _, path)| in_table(path)).map(|(field, table, _)| (field, table))?;
    let own = |path: &str| in_table(path).filter(|(other, ..)| other.name == field.name);
    let of_form: Vec<usize> =
        origins.iter().filter(|(_, _, path)| own(path).is_some()).map(|(row, ..)| *row).collect();
    let (first, last) = (*of_form.iter().min()?, *of_form.iter().max()?);
    let width = rows.get(first)?.len();
    let by_order = width == table.columns.len();
    let columns = (0..width).map(|cell| {
        let named = origins.iter().filter(|(_, at, _)| *at == cell).find_map(|(_, _, path)| own(path));
        let in_order = || table.columns.get(cell).filter(|_| by_order).map(|column| &column.field);
        named.map(|(_, _, column)| column).or_else(in_order)
    });
    Some(Printed { field, table, columns: columns.collect(), rows, first, end: last + 1 })
}

/// The cells of a table.
fn rows_of(block: &read::Block) -> Option<Vec<Vec<Spot>>> {
    let read::Block::Table(table) = block else { return None };
    let spot = |cell: &read::Cell| {
        let mut parts = Vec::new();
        read::visit(&cell.blocks, None, &mut |paragraph, _| parts.push(flat(&paragraph.text())));
        parts.retain(|part| !part.is_empty());
        Spot { text: parts.join(" "), parts, span: cell.span.max(1) }
    };
    Some(table.rows.iter().map(|row| row.cells.iter().map(spot).collect()).collect())
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Printed<'_> {
    /// The rows as they stand in the text; what the text does not show is as it was.
    fn read(&self, now: &[Vec<Spot>], old: &[Value]) -> Changed {
        let mut changed = Changed {
            path: self.field.name.clone(),
            rows: Vec::new(),
            texts: Vec::new(),
            lost: Vec::new(),
            label: self.field.label.clone(),
            odd: Vec::new(),
            merged: Vec::new(),
            left_out: Vec::new(),
            totals: Vec::new(),
        };
        let whole = |row: &&Vec<Spot>| row.len() == self.columns.len();
        let own = self.rows.get(self.first..self.end).unwrap_or_default();
        let before: Vec<&Vec<Spot>> = own.iter().filter(whole).collect();
        let grid = self.grid(now);
        let mut rows: Vec<Row<'_>> = Vec::new();
        for (at, cells) in now.iter().skip(self.first).enumerate() {
            if self.is_of_the_form(cells) || first(cells).is_none() {
                continue;
            }
            let called = called(at + 1, cells);
            let Some(columns) = aligned(cells, &grid) else {
                changed.lost.extend(cells.iter().map(|cell| cell.text.clone()));
                changed.left_out.push(called);
                continue;
            };
            let is_new = !before.iter().any(|row| words(row) == words(cells));
            if is_new && is_total_row(cells, &rows) {
                changed.lost.extend(cells.iter().map(|cell| cell.text.clone()));
                changed.totals.push(called);
                continue;
            }
            rows.push(Row { cells, columns, called });
        }
        let same_count = rows.len() == before.len();
        for (at, row) in rows.iter().enumerate() {
            let twin = if same_count { Some(at) } else { self.twin(&self.spread(row, None).0, &before) };
            let printed = twin.and_then(|twin| before.get(twin)).map(|row| row.as_slice());
            let mut record =
                twin.and_then(|twin| old.get(twin)).and_then(Value::as_object).cloned().unwrap_or_default();
            for column in self.table.fields().filter(|field| field.formula().is_some()) {
                record.remove(&column.name);
            }
            self.cells(row, printed, &mut record, &mut changed);
            changed.rows.push(Value::Object(record));
        }
        changed
    }

    /// Where the columns stand in the grid of the text.
    fn grid(&self, now: &[Vec<Spot>]) -> Vec<Range<usize>> {
        let head = self.first.checked_sub(1).and_then(|at| now.get(at));
        let mut candidates =
            head.into_iter().chain(now.iter().skip(self.first)).chain(self.rows.get(self.first));
        candidates.find(|row| row.len() == self.columns.len()).map(|row| places(row)).unwrap_or_default()
    }

    /// Whether a row is one of the form that holds no record: a sum below, a line between.
    fn is_of_the_form(&self, row: &[Spot]) -> bool {
        let below = self.rows.get(self.end..).unwrap_or_default();
        let own = self.rows.get(self.first..self.end).unwrap_or_default();
        below.iter().any(|known| first(row) == first(known))
            || own.iter().any(|known| known.len() != self.columns.len() && alike(row, known))
    }

    fn cells(
        &self,
        row: &Row<'_>,
        printed: Option<&[Spot]>,
        record: &mut Map<String, Value>,
        changed: &mut Changed,
    ) {
        let (texts, unclear) = self.spread(row, printed);
        for cell in row.cells.iter().filter(|cell| !unclear.contains(&cell.text)) {
            changed.texts.push(cell.text.clone());
            changed.texts.extend(cell.parts.iter().filter(|part| **part != cell.text).cloned());
        }
        for (at, (text, column)) in texts.iter().zip(&self.columns).enumerate() {
            let same = printed.and_then(|printed| printed.get(at)).is_some_and(|cell| cell.text == *text);
            let Some(column) = column.filter(|column| column.formula().is_none() && !same) else { continue };
            let (value, is_odd) = value_of(column, text);
            if is_odd {
                changed.odd.push((column.label.clone(), text.clone()));
            }
            record.insert(column.name.clone(), value);
        }
        changed.lost.extend(unclear.iter().cloned());
        changed.merged.extend(unclear.into_iter().map(|text| (row.called.clone(), text)));
    }

    /// The text of each column, and the merged cells of which it is unclear which column their figures are of.
    fn spread(&self, row: &Row<'_>, printed: Option<&[Spot]>) -> (Vec<String>, Vec<String>) {
        let mut texts = vec![String::new(); self.columns.len()];
        let mut put = |at: usize, text: &str| {
            if let Some(own) = texts.get_mut(at) {
                *own = flat(&format!("{own} {text}"));
            }
        };
        let mut unclear = Vec::new();
        for (cell, columns) in row.cells.iter().zip(&row.columns) {
            if let [at] = columns.as_slice() {
                // Figures in paragraphs of their own are several, and not one with its thousands apart.
                let of_figures = cell.parts.len() > 1 && cell.parts.iter().all(|part| figure(part).is_some());
                if of_figures {
                    put(*at, &cell.parts.join(" | "));
                } else {
                    put(*at, &cell.text);
                }
                continue;
            }
            if cell.text.is_empty() {
                continue;
            }
            let was = |at: &usize| printed.and_then(|row| row.get(*at)).map_or("", |cell| cell.text.as_str());
            if flat(&columns.iter().map(was).collect::<Vec<_>>().join(" ")) == cell.text {
                columns.iter().for_each(|at| put(*at, was(at)));
                continue;
            }
            let field = |at: usize| self.columns.get(at).copied().flatten();
            let given: Vec<usize> = columns
                .iter()
                .copied()
                .filter(|at| field(*at).is_some_and(|field| field.formula().is_none()))
                .collect();
            let own = [columns, &given].into_iter().find(|columns| columns.len() == cell.parts.len());
            if let Some(own) = own {
                own.iter().zip(&cell.parts).for_each(|(at, part)| put(*at, part));
                continue;
            }
            let is_figure = |at: &&usize| {
                field(**at).is_some_and(|field| {
                    matches!(field.kind, Kind::Number(_) | Kind::Money(_) | Kind::Date(_))
                })
            };
            let words = given.iter().find(|at| !is_figure(at));
            let only = given.first().filter(|_| given.len() == 1);
            if let Some(at) = words.or(only) {
                put(*at, &cell.text);
            }
            let may_be_figure = words.is_none() || cell.text.contains(|letter: char| letter.is_ascii_digit());
            if only.is_none() && may_be_figure && given.iter().any(|at| is_figure(&at)) {
                unclear.push(cell.text.clone());
            }
        }
        (texts, unclear)
    }

    /// The printed row with the same words in the first column of text.
    fn twin(&self, row: &[String], before: &[&Vec<Spot>]) -> Option<usize> {
        let of_text = |column: &&Field| matches!(column.kind, Kind::Line | Kind::Text);
        let key = self.columns.iter().position(|column| column.as_ref().is_some_and(of_text))?;
        let wanted = fold(row.get(key)?);
        before.iter().position(|row| row.get(key).is_some_and(|cell| fold(&cell.text) == wanted))
    }
}

/// A row of the text that has its columns.
struct Row<'r> {
    cells: &'r [Spot],
    /// For each cell the columns it stands in.
    columns: Vec<Vec<usize>>,
    called: Called,
}

/// The first text of a row.
fn first(row: &[Spot]) -> Option<&str> {
    row.iter().map(|cell| cell.text.as_str()).find(|text| !text.is_empty())
}

/// A row as it is told: its number below the head and its texts.
#[derive(Clone)]
struct Called(usize, String);

fn called(number: usize, row: &[Spot]) -> Called {
    let texts: Vec<&str> =
        row.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    Called(number, texts.join(" | "))
}

/// The first text of a row that has letters.
fn words(row: &[Spot]) -> Option<&str> {
    row.iter().map(|cell| cell.text.as_str()).find(|text| text.chars().any(char::is_alphabetic))
}

/// Whether a row holds sums: it says so, and where it names what it adds up (`Tổng cộng toàn xã`, but `Cộng đồng dân cư`) its
/// figures are the sums of those above.
fn is_total_row(row: &[Spot], above: &[Row<'_>]) -> bool {
    let Some(of) = words(row).and_then(totalled) else { return false };
    of.is_empty() || is_whole(&of) || adds_up(row, above)
}

/// Every figure of a row is the sum of those above it, and there are some.
fn adds_up(row: &[Spot], above: &[Row<'_>]) -> bool {
    let mut sums = 0;
    for (at, cell) in row.iter().enumerate() {
        let Some(total) = figure(&cell.text) else { continue };
        let same = above.iter().filter(|other| other.cells.len() == row.len());
        let parts: Vec<Decimal> = same.filter_map(|other| figure(&other.cells.get(at)?.text)).collect();
        if parts.len() < 2 || parts.iter().sum::<Decimal>() != total {
            return false;
        }
        sums += 1;
    }
    sums > 0
}

fn figure(text: &str) -> Option<Decimal> {
    number::parse(text).ok()
}

/// What a column holds when it shows this text, and whether that is not what it should hold.
fn value_of(column: &Field, text: &str) -> (Value, bool) {
    if text.is_empty() {
        return (column.blank(), false);
    }
    match &column.kind {
        Kind::Number(_) | Kind::Money(_) => match number::parse(text.trim_end_matches('%').trim()) {
            Ok(number) => (number_value(number), false),
            Err(_) => (Value::Null, true),
        },
        Kind::Date(_) => match PartialDate::guess(text) {
            Some(date) => (date.to_string().into(), false),
            None => (Value::Null, true),
        },
        Kind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| fold(&choice.label) == fold(text));
            (chosen.map_or(text, |choice| &choice.value).into(), chosen.is_none())
        }
        Kind::Flag => (Value::Bool(true), false),
        _ => (text.into(), false),
    }
}
