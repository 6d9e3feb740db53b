//! The sheets of the file with the rows.

use thethuc::Diagnostic;
use thethuc::sheet::{Encoding, ReadOptions, Sheet, Workbook};

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
    let options = ReadOptions { encoding, separator: arguments.separator };
    let workbook = Workbook::open(&arguments.rows, bytes, &options)?;
    let sheets = (0..workbook.sheets().len()).map(|index| workbook.read(index)).collect::<Result<_, _>>()?;
    let encoding = workbook.encoding().map(Encoding::name).unwrap_or_default();
    let separator = workbook.separator().map(String::from).unwrap_or_default();
    Ok(Read { sheets, notes: workbook.notes(), way: format!("{encoding} {separator}") })
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
