//! The units somebody confirms for the names of groups.

use std::path::Path;

use thethuc::collect::unit_list;
use thethuc::follow::roster::twice;
use thethuc::government::Government;
use thethuc::sheet::{ReadOptions, Workbook, table};
use thethuc::vietnamese::text::key;
use thethuc::{Diagnostic, Location, Severity};

use crate::cli::{communes, files};

/// The units with their groups, and what was guessed of them.
type Confirmed = (Vec<(String, String)>, Vec<Diagnostic>);
/// Row from 1, name, group of each unit, and what there is to say of the list.
type Listed = (Vec<(usize, String, String)>, Vec<Diagnostic>);

/// Names of units and of the group each is in; the group is empty where the list does not say.
pub(super) fn confirmed(list: &str) -> Result<Confirmed, Vec<Diagnostic>> {
    let (rows, mut told) = listed(list).map_err(|finding| vec![finding])?;
    let units: Vec<(String, String)> =
        rows.iter().map(|(_, name, group)| (name.clone(), group.clone())).collect();
    let row = |at: usize| rows.get(at).map_or(0, |(row, ..)| *row);
    let wrong: Vec<Diagnostic> = twice(&units)
        .into_iter()
        .map(|(one, other)| named_twice(list, row(one), row(other), &rows))
        .collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let names: Vec<(String, String)> = units.iter().map(|(name, _)| (name.clone(), String::new())).collect();
    let shared = twice(&names).into_iter().map(|(one, other)| (row(one), row(other)));
    told.extend(in_several_groups(list, &shared.collect::<Vec<_>>()));
    Ok((units, told))
}

/// A unit may stand in several groups; that it is one is a guess.
fn in_several_groups(list: &str, rows: &[(usize, usize)]) -> Option<Diagnostic> {
    const MOST: usize = 5;
    let shown: Vec<String> = rows.iter().take(MOST).map(|(one, other)| format!("{one}, {other}")).collect();
    let more = if rows.len() > MOST { "; …" } else { "" };
    let shown = format!("{}{more}", shown.join("; "));
    (!rows.is_empty()).then(|| {
        Diagnostic::new(
            Severity::Info,
            "don-vi-nhieu-nhom",
            files::place(list),
            format!("Dòng {shown}: cùng một tên ở các nhóm khác nhau, hiểu là một đơn vị. Nếu là hai, hãy ghi thêm đơn vị cấp trên vào tên."),
            format!("Rows {shown}: one name in different groups, taken as one unit. If these are two, add the body above to the names."),
        )
    })
}

fn named_twice(list: &str, one: usize, other: usize, rows: &[(usize, String, String)]) -> Diagnostic {
    let name = |row: usize| rows.iter().find(|(own, ..)| *own == row).map_or("", |(_, name, _)| name);
    Diagnostic::error(
        "don-vi-cung-ten",
        Location::File { file: files::shown(list), line: other, column: 0 },
        format!(
            "Dòng {one} («{}») và dòng {other} («{}») cùng một tên. Nếu là hai đơn vị, hãy ghi thêm đơn vị cấp trên vào tên, như \
             «Phòng Kinh tế, UBND xã An Bình»; nếu là một, hãy bỏ một dòng.",
            name(one),
            name(other),
        ),
        format!(
            "Rows {one} («{}») and {other} («{}») have one name. If these are two units, add the body above to the names; if it is \
             one, take a row out.",
            name(one),
            name(other),
        ),
    )
}

/// The units that a file or a province names.
fn listed(list: &str) -> Result<Listed, Diagnostic> {
    let alone = |(row, name): (usize, String)| (row, name, String::new());
    if !Path::new(list).exists() && Government::two_levels().means_province(list) {
        let units = communes::units(list)?;
        return Ok(((1..).zip(units).map(alone).collect(), Vec::new()));
    }
    let bytes = files::read(list)?;
    if let Some(units) = with_groups(list, &bytes) {
        return Ok((units, Vec::new()));
    }
    let units = unit_list(list, &bytes)?;
    if units.rows.is_empty() {
        return Err(Diagnostic::error(
            "khong-co-don-vi",
            files::place(list),
            "Danh sách không có tên đơn vị nào; hãy ghi mỗi dòng một đơn vị, hoặc đưa bảng tính có cột «Đơn vị», «Nhóm».",
            "The list names no unit; write one a line, or give a spreadsheet with columns «Đơn vị», «Nhóm».",
        ));
    }
    Ok((units.rows.into_iter().map(alone).collect(), units.told))
}

/// A spreadsheet with a column of units and one of groups.
fn with_groups(list: &str, bytes: &[u8]) -> Option<Vec<(usize, String, String)>> {
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
    let rows = found.rows.iter().map(|row| (row + 1, cell(*row, unit), cell(*row, group)));
    Some(rows.filter(|(_, unit, _)| !unit.is_empty()).collect())
}
