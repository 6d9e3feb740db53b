//! What was edited in a document outside its tables: its values take it over where the form knows how.

use super::{Edited, figures, place};
use crate::joined::Joined;
use crate::reopen::changes::{Change, TakenOver, take_over};
use crate::template::Kind;
use crate::to_list::ToList;
use crate::{Diagnostic, FieldPath, Template};

/// The values with what was edited outside tables, and which of the changes are not in them; none where nothing can be taken over.
pub(super) fn taken_over(template: &Template, docx: &[u8], found: &[Change]) -> Option<TakenOver> {
    let is_wanted = |change: &Change| {
        let field = change.field.as_ref().and_then(|path| template.field(top(path)));
        field.is_some_and(|field| !matches!(field.kind, Kind::Table(_)))
    };
    let which: Vec<usize> =
        found.iter().enumerate().filter(|(_, change)| is_wanted(change)).map(|(at, _)| at).to_list();
    let mut over = take_over(docx, &which).ok().filter(|_| !which.is_empty())?;
    let others = (0..found.len()).filter(|at| !which.contains(at));
    over.left.extend(others.to_list());
    Some(over)
}

/// The changes of a document; those in tables that were read from the text are in the values.
pub(super) fn told(found: &[Change], read: &figures::Tables, over: Option<&TakenOver>) -> Vec<Edited> {
    let tables = &read.changed;
    let one = |(at, change): (usize, &Change)| {
        let in_table = |path: &FieldPath| tables.iter().any(|table| table.path == top(path));
        let text = change.after.trim();
        let lost = !text.is_empty() && tables.iter().any(|table| table.lost.iter().any(|cell| cell == text));
        let is_measure = read.measures.iter().any(|measure| measure.line == text);
        let is_read = is_measure
            || tables.iter().any(|table| !text.is_empty() && table.texts.iter().any(|cell| cell == text));
        Edited {
            taken: is_read || is_over(at, over) || (change.field.as_ref().is_some_and(in_table) && !lost),
            place: called(change),
            before: change.before.clone(),
            after: change.after.clone(),
        }
    };
    found.iter().enumerate().map(one).to_list()
}

/// Where changes outside tables are that are not in the values.
pub(super) fn left(
    template: &Template,
    found: &[Change],
    read: &figures::Tables,
    over: Option<&TakenOver>,
) -> Vec<String> {
    let in_table = |change: &Change| {
        let field = change.field.as_ref().and_then(|path| template.field(top(path)));
        field.is_some_and(|field| matches!(field.kind, Kind::Table(_)))
            || [&change.before, &change.after].into_iter().any(|text| read.has_cell(text.trim()))
            || read.measures.iter().any(|measure| measure.line == change.after.trim())
    };
    let is_left = |(at, change): &(usize, &Change)| !is_over(*at, over) && !in_table(change);
    found.iter().enumerate().filter(is_left).map(|(_, change)| called(change)).to_list()
}

/// That changes are not in the values.
pub(super) fn left_told(file: &str, places: &[String]) -> Option<Diagnostic> {
    /// Places that are named.
    const MOST: usize = 3;
    let count = places.len();
    let named = places.iter().take(MOST).map(|place| format!("«{place}»")).joined(", ");
    let more = if count > MOST { ", …" } else { "" };
    (count > 0).then(|| {
        Diagnostic::warning(
            "sua-chua-lay",
            place(file),
            format!(
                "{count} chỗ sửa trong Word ngoài bảng không vào được bảng tổng hợp, ở đó vẫn như lúc tạo: {named}{more}. Hãy xem trang «Đã sửa»."
            ),
            format!(
                "{count} changes made in Word outside tables are not in the spreadsheet, which says what was made: {named}{more}. See the sheet «Đã sửa»."
            ),
        )
    })
}

fn is_over(at: usize, over: Option<&TakenOver>) -> bool {
    over.is_some_and(|over| !over.left.contains(&at))
}

fn called(change: &Change) -> String {
    change.label.clone().unwrap_or_else(|| change.place.clone())
}

fn top(path: &FieldPath) -> &str {
    path.as_str().split('.').next().unwrap_or_default()
}
