//! The sheets of the file with the rows.

use thethuc::Diagnostic;
use thethuc::sheet::{Encoding, ReadOptions, Sheet, Workbook};

use super::arguments::BatchArguments;
use crate::cli::files;

/// Reads all sheets; with them what there is to say of the reading.
pub(super) fn sheets(
    arguments: &BatchArguments,
    bytes: &[u8],
) -> Result<(Vec<Sheet>, Vec<Diagnostic>), Diagnostic> {
    let encoding = match &arguments.encoding {
        Some(name) => Some(Encoding::from_name(name).ok_or_else(|| unknown(name))?),
        None => None,
    };
    let options = ReadOptions { encoding, separator: arguments.separator };
    let workbook = Workbook::open(&arguments.rows, bytes, &options)?;
    let sheets = (0..workbook.sheets().len()).map(|index| workbook.read(index)).collect::<Result<_, _>>()?;
    Ok((sheets, workbook.notes()))
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
