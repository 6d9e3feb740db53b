//! The sheets of the file with the rows.

use thethuc::Diagnostic;
use thethuc::sheet::{Encoding, HiddenRows, ReadOptions, Sheet, Workbook};

use super::arguments::BatchArguments;
use crate::cli::files;

/// What was read.
pub(super) struct Read {
    pub(super) sheets: Vec<Sheet>,
    /// What there is to say of the reading.
    pub(super) notes: Vec<Diagnostic>,
    /// How the bytes were understood, as told or found out: read in another way they say something else.
    pub(super) way: String,
}

/// Reads all sheets.
pub(super) fn sheets(arguments: &BatchArguments, bytes: &[u8]) -> Result<Read, Diagnostic> {
    let encoding = match &arguments.encoding {
        Some(name) => Some(Encoding::from_name(name).ok_or_else(|| unknown(name))?),
        None => None,
    };
    let hidden = match &arguments.hidden {
        Some(name) => HiddenRows::from_name(name).ok_or_else(|| no_choice(name))?,
        None => HiddenRows::Unasked,
    };
    let options = ReadOptions { encoding, separator: arguments.separator };
    let workbook = Workbook::open(&arguments.rows, bytes, &options)?;
    let read = |index| {
        let mut sheet = workbook.read(index)?;
        sheet.set_hidden_rows(hidden);
        Ok(sheet)
    };
    let sheets = (0..workbook.sheets().len()).map(read).collect::<Result<_, Diagnostic>>()?;
    let encoding = workbook.encoding().map(Encoding::name).unwrap_or_default();
    let separator = workbook.separator().map(String::from).unwrap_or_default();
    Ok(Read { sheets, notes: workbook.notes(), way: format!("{encoding} {separator} {}", hidden.name()) })
}

fn unknown(name: &str) -> Diagnostic {
    let known = Encoding::ALL.map(Encoding::name).join(", ");
    Diagnostic::error(
        "bang-ma-la",
        files::place(name),
        format!("Không có bảng mã “{name}”; hãy chọn một trong: {known}."),
        format!("There is no encoding “{name}”; choose one of: {known}."),
    )
}

fn no_choice(name: &str) -> Diagnostic {
    Diagnostic::error(
        "tham-so-sai",
        files::place("--hidden"),
        format!("Không có cách «{name}» cho dòng bị ẩn; hãy ghi skip (bỏ) hoặc take (lấy)."),
        format!("There is no way “{name}” for hidden rows; write skip or take."),
    )
}
