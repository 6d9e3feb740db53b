//! The units somebody confirms for the names of groups.

use std::path::Path;

use thethuc::Diagnostic;
use thethuc::collect::units_in_file;
use thethuc::government::Government;
use thethuc::sheet::{ReadOptions, Workbook, table};
use thethuc::vietnamese::text::key;

use crate::cli::{communes, files};

/// Names of units and of the group each is in; the group is empty where the list does not say.
pub(super) fn confirmed(list: &str) -> Result<Vec<(String, String)>, Diagnostic> {
    let alone = |names: Vec<String>| names.into_iter().map(|name| (name, String::new())).collect();
    if !Path::new(list).exists() && Government::two_levels().means_province(list) {
        return communes::units(list).map(alone);
    }
    let bytes = files::read(list)?;
    if let Some(units) = with_groups(list, &bytes) {
        return Ok(units);
    }
    let units = units_in_file(list, &bytes)?;
    if units.is_empty() {
        return Err(Diagnostic::error(
            "khong-co-don-vi",
            files::place(list),
            "Danh sách không có tên đơn vị nào; hãy ghi mỗi dòng một đơn vị, hoặc đưa bảng tính có cột «Đơn vị», «Nhóm».",
            "The list names no unit; write one a line, or give a spreadsheet with columns «Đơn vị», «Nhóm».",
        ));
    }
    Ok(alone(units))
}

/// A spreadsheet with a column of units and one of groups.
fn with_groups(list: &str, bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let workbook = Workbook::open(list, bytes, &ReadOptions::default()).ok()?;
    let sheet = workbook.read(0).ok()?;
    let found = table(&sheet).ok()?;
    let column = |heads: &[&str]| {
        found
            .columns
            .iter()
            .find(|column| heads.contains(&key(&column.label).as_str()))
            .map(|column| column.index)
    };
    let unit = column(&["don vi", "ten don vi", "co quan", "ten co quan", "co quan don vi"])?;
    let group = column(&["nhom", "nhom don vi", "ten nhom"])?;
    let cell = |row: usize, column: usize| sheet.cell(row, column).shown.trim().to_owned();
    let rows = found.rows.iter().map(|row| (cell(*row, unit), cell(*row, group)));
    Some(rows.filter(|(unit, _)| !unit.is_empty()).collect())
}
