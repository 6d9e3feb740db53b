//! Amounts of money whose column counts them otherwise than the field: thousands of đồng in a field of đồng.

use rust_decimal::Decimal;

use super::column::Column;
use super::refusals::at;
use crate::Diagnostic;
use crate::sheet::{Sheet, Table};
use crate::template::{Field, Kind};
use crate::vietnamese::money::{self, Unit};
use crate::vietnamese::number;

/// How many đồng one is in a field of money; none where it is another field.
fn of_field(field: &Field) -> Option<Decimal> {
    let numeric = field.kind.numeric()?;
    let said = money::unit(&numeric.unit).or_else(|| money::of_head(&field.label));
    match said {
        Some(Unit::Dong(count)) => Some(count),
        None if numeric.unit.is_empty() && matches!(field.kind, Kind::Money(_)) => Some(Decimal::ONE),
        _ => None,
    }
}

/// Learns for each column of money by what its figures are to be multiplied, as its head says or the line above the table;
/// tells it, and refuses what is in the money of another country.
pub(super) fn learn(
    columns: &mut [Column],
    sheet: &Sheet,
    table: &Table,
    notes: &mut Vec<Diagnostic>,
    faults: &mut Vec<Diagnostic>,
) {
    let above =
        (0..table.head.start).flat_map(|row| sheet.row(row)).find_map(|(_, cell)| money::said(cell.shown));
    for column in columns {
        let Some(own) = of_field(&column.field) else { continue };
        let told = at(sheet, table.head.start, column.index);
        let (label, field) = (&column.label, &column.field.label);
        match money::of_head(label).or(above) {
            Some(Unit::Dong(count)) if count != own => {
                let Some(factor) = count.checked_div(own) else { continue };
                column.factor = Some(factor);
                let (by, english) = times(factor);
                notes.push(Diagnostic::warning(
                    "doi-don-vi-tien",
                    told,
                    format!("Cột «{label}» ghi theo đơn vị tiền khác với «{field}» nên mỗi số được {by}; nếu số đã theo đơn vị của mẫu thì sửa tên cột."),
                    format!("The column “{label}” counts money otherwise than “{field}”, so each figure is {english}; if they are in the unit of the form already, mend the name of the column."),
                ));
            }
            Some(Unit::Foreign) => faults.push(Diagnostic::error(
                "ngoai-te",
                told,
                format!("Cột «{label}» ghi bằng ngoại tệ mà «{field}» là tiền đồng; hãy đổi ra đồng, hoặc bỏ khớp cột này (--map \"{label}=\")."),
                format!("The column “{label}” is in the money of another country, “{field}” in đồng; convert it, or leave the column out (--map \"{label}=\")."),
            )),
            _ => {}
        }
    }
}

fn times(factor: Decimal) -> (String, String) {
    if factor >= Decimal::ONE {
        let factor = number::format(factor, None);
        (format!("nhân với {factor}"), format!("multiplied by {factor}"))
    } else {
        let divisor = number::format(Decimal::ONE.checked_div(factor).unwrap_or_default(), None);
        (format!("chia cho {divisor}"), format!("divided by {divisor}"))
    }
}

/// What stands beside the figure of a cell that shows more than a number: `5 triệu đồng`, `$1,500.00`.
fn beside(shown: &str) -> &str {
    shown.trim().trim_matches(|one: char| one.is_ascii_digit() || " .,-()\u{a0}".contains(one))
}

/// By what the number of a cell is to be multiplied: as its own format says, else as its column does.
pub(super) fn factor(shown: &str, field: &Field, of_column: Option<Decimal>) -> Option<Decimal> {
    match (money::unit(beside(shown)), of_field(field)) {
        (Some(Unit::Dong(count)), Some(own)) => count.checked_div(own),
        _ => of_column,
    }
}

/// Whether a cell shows the money of another country where the field has đồng.
pub(super) fn is_foreign(shown: &str, field: &Field) -> bool {
    of_field(field).is_some() && money::unit(beside(shown)) == Some(Unit::Foreign)
}
