//! What is computed: rates follow from sums, they are not summed.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value};

use crate::template::formula::Scope;
use crate::template::{Field, decimal};
use crate::to_list::ToList;
use crate::vietnamese::sums;

/// Values a formula refers to: those of the row, and the others of the form.
struct Row<'v> {
    own: &'v Map<String, Value>,
    root: &'v Map<String, Value>,
}

impl Scope for Row<'_> {
    fn value(&self, name: &str) -> Option<Decimal> {
        self.own.get(name).or_else(|| self.root.get(name)).and_then(decimal)
    }

    fn column(&self, path: &str) -> Vec<Decimal> {
        let Some((table, column)) = path.split_once('.') else { return Vec::new() };
        let rows = self.root.get(table).and_then(Value::as_array).into_iter().flatten();
        rows.filter_map(|row| row.get(column)).filter_map(decimal).to_list()
    }

    fn count(&self, path: &str) -> usize {
        self.root.get(path).and_then(Value::as_array).map_or(0, Vec::len)
    }

    fn row_number(&self) -> Option<usize> {
        None
    }
}

/// What the formula of a field gives with the values of a row and those of the form; none where one of them is blank.
pub(super) fn computed(
    field: &Field,
    own: &Map<String, Value>,
    root: &Map<String, Value>,
) -> Option<Decimal> {
    field.formula()?.evaluate(&Row { own, root }).ok()
}

/// Rounded as it is printed, halves away from zero.
pub(super) fn rounded(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounded as the column says; what is computed without a word of it, to a few digits.
pub(super) fn shown(field: &Field, number: Decimal) -> Decimal {
    /// Digits of what is computed where no form says how many.
    const DIGITS: u32 = 4;
    let decimals = field.kind.numeric().and_then(|numeric| numeric.decimals);
    let decimals = decimals.or(field.formula().map(|_| DIGITS));
    decimals.map_or(number, |decimals| rounded(number, decimals))
}

/// Whether a column numbers the rows.
pub(super) fn is_counter(field: &Field) -> bool {
    field.formula().is_some_and(|formula| formula.source().trim() == "stt")
}

/// Whether a column holds shares, which are never added up.
pub(super) fn is_share(field: &Field) -> bool {
    let unit = field.kind.numeric().map_or("", |numeric| numeric.unit.as_str());
    sums::is_share(&field.label) || sums::is_share(unit)
}
