//! Tables are found on sheets (`tables/`).
//!
//! Each file: rows with fields between `|`, what is merged as `merge A1:C2`, then behind `---` the rows of the head, the
//! labels, the rows with data and those left aside, rows counted from 1.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use thethuc::sheet::{Content, SheetBuilder, table};

/// `B7` as row and column from 0.
fn parse(place: &str) -> [usize; 2] {
    let column = usize::from(place.as_bytes()[0] - b'A');
    [place[1..].parse::<usize>().unwrap() - 1, column]
}

fn found(sheet: &str) -> String {
    let mut builder = SheetBuilder::new("S");
    for line in sheet.lines() {
        if let Some(range) = line.strip_prefix("merge ") {
            let (first, last) = range.split_once(':').unwrap();
            let ([top, left], [bottom, right]) = (parse(first), parse(last));
            builder.merge([top, left, bottom, right]);
            continue;
        }
        for (column, field) in
            line.split('|').map(str::trim).enumerate().filter(|(_, field)| !field.is_empty())
        {
            let field = field.replace("\\n", "\n");
            let plain = field.replace('.', "").replace(',', ".");
            let content = if plain.parse::<f64>().is_ok() { Content::Number(&plain) } else { Content::Text };
            builder.push(column, &field, content);
        }
        builder.end_row();
    }
    let sheet = builder.finish();
    let table = match table(&sheet) {
        Ok(table) => table,
        Err(finding) => return format!("{}\n", finding.code),
    };
    let list = |rows: &mut dyn Iterator<Item = usize>| {
        rows.map(|row| (row + 1).to_string()).collect::<Vec<_>>().join(" ")
    };
    let mut out = String::new();
    writeln!(out, "head {}", list(&mut table.head.clone())).unwrap();
    for column in &table.columns {
        writeln!(out, "{} {}", thethuc::sheet::column_name(column.index), column.label).unwrap();
    }
    writeln!(out, "rows {}", list(&mut table.rows.iter().copied())).unwrap();
    for (row, why) in &table.aside {
        writeln!(out, "aside {} {why:?}", row + 1).unwrap();
    }
    out
}

#[test]
fn every_table_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut failures = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (sheet, wanted) = text.split_once("---\n").unwrap();
        let found = found(sheet);
        if found != wanted {
            writeln!(failures, "{}:\nwanted\n{wanted}found\n{found}", path.display()).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
