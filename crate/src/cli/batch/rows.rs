//! The sheets of the file with the rows.

use thethuc::Diagnostic;
use thethuc::sheet::{Content, Sheet, SheetBuilder};

use super::arguments::BatchArguments;
use crate::cli::files;

/// Reads all sheets.
///
/// Until `sheet::Workbook` is there, only UTF-8 text with one separator is read; this is the one place to put it.
pub(super) fn sheets(arguments: &BatchArguments, bytes: &[u8]) -> Result<Vec<Sheet>, Diagnostic> {
    let name = arguments.rows.as_str();
    let Ok(text) = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) else {
        return Err(Diagnostic::error(
            "bang-tinh-khong-doc-duoc",
            files::place(name),
            "Tệp không phải bảng tính đọc được; hãy lưu lại thành .csv với bảng mã UTF-8.",
            "The file is no spreadsheet that can be read; save it again as .csv in UTF-8.",
        ));
    };
    let first = text.lines().next().unwrap_or_default();
    let separator = arguments.separator.unwrap_or_else(|| {
        ['\t', ';'].into_iter().find(|&separator| first.contains(separator)).unwrap_or(',')
    });
    let stem = std::path::Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    let mut sheet = SheetBuilder::new(&stem);
    for record in records(text, separator) {
        for (column, field) in record.iter().enumerate() {
            sheet.push(column, field, if field.is_empty() { Content::Blank } else { Content::Text });
        }
        sheet.end_row();
    }
    Ok(vec![sheet.finish()])
}

fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted || field.is_empty() => quoted = !quoted,
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            letter if letter == separator && !quoted => record.push(std::mem::take(&mut field)),
            letter => field.push(letter),
        }
    }
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records
}
