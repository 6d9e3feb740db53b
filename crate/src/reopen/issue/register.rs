//! The row of a document in the register of outgoing documents.

use serde::Serialize;

use crate::joined::Joined;
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::vietnamese::number::document_number;

use super::recognise::Recognised;

/// The columns of the register of outgoing documents (Decree 30/2020/NĐ-CP, Annex IV, section I.2).
pub const COLUMNS: [&str; 10] = [
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
];

/// A cell of the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// One of [`COLUMNS`].
    pub column: &'static str,
    /// What goes there; `""` for what is written by hand.
    pub value: String,
}

/// A row of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// Its cells in the order of [`COLUMNS`].
    pub entries: Vec<Entry>,
    /// The values with tabs between them, ready to be pasted into a spreadsheet.
    pub line: String,
}

pub(super) fn row(known: &Recognised, day: PartialDate) -> Register {
    let value = |at: usize| match at {
        0 => format!("{}{}{}", document_number(&known.number), known.separator, known.symbol),
        1 => day.slashed(),
        2 => known.kind_with_summary(),
        3 => known.signer.clone(),
        4 => known.recipients.join("; "),
        5 => known.keeper.clone(),
        6 => known.copies.clone(),
        _ => String::new(),
    };
    let entries: Vec<Entry> = COLUMNS
        .iter()
        .enumerate()
        .map(|(at, column)| Entry { column, value: one_line(&value(at)) })
        .to_list();
    let line = entries.iter().map(|entry| pasted(&entry.value)).joined("\t");
    Register { entries, line }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().joined(" ")
}

/// A spreadsheet would take what begins with such a sign for a formula.
fn pasted(value: &str) -> String {
    if value.starts_with(['=', '+', '-', '@']) { format!("'{value}") } else { value.to_owned() }
}
