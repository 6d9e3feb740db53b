//! Amounts of money whose column counts them otherwise than the field: thousands of đồng in a field of đồng.

use rust_decimal::Decimal;

use crate::template::{Field, Kind};
use crate::vietnamese::money::{self, Unit};
use crate::vietnamese::number;

/// How many đồng one is in a field of money; none where it is another field.
pub(super) fn of_field(field: &Field) -> Option<Decimal> {
    let numeric = field.kind.numeric()?;
    let said = money::unit(&numeric.unit).or_else(|| money::of_head(&field.label));
    match said {
        Some(Unit::Dong(count)) => Some(count),
        None if numeric.unit.is_empty() && matches!(field.kind, Kind::Money(_)) => Some(Decimal::ONE),
        _ => None,
    }
}

/// What a factor says, in both languages.
pub(super) fn times(factor: Decimal) -> (String, String) {
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

/// Whether a cell says in what its figure is counted.
pub(super) fn says_unit(shown: &str) -> bool {
    money::unit(beside(shown)).is_some()
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
