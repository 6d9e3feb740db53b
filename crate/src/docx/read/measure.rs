//! Lengths and colours as documents write them.

use rust_decimal::prelude::ToPrimitive;

use crate::decimal::decimal;

/// Twentieths of a point are what a length without a unit is in.
pub(super) const PER_TWIP: f64 = 20.0;
pub(super) const PER_HALF_POINT: f64 = 2.0;

/// A length in such parts of a point: without a unit it is in them already (ECMA-376-1, 22.9.2.15).
pub(super) fn measured(text: &str, per_point: f64) -> Option<i32> {
    const UNITS: &[(&str, f64)] = &[
        ("pt", 1.0),
        ("in", 72.0),
        ("cm", 72.0 / 2.54),
        ("mm", 72.0 / 25.4),
        ("pc", 12.0),
        ("pi", 12.0),
        ("px", 0.75),
    ];
    let text = text.trim();
    let unit = UNITS.iter().find_map(|(unit, points)| Some((text.strip_suffix(unit)?, points * per_point)));
    let (number, factor) = unit.unwrap_or((text, 1.0));
    let number = decimal(number.trim_end())?.to_f64()?;
    Some((number * factor).round() as i32)
}

/// A colour in six hexadecimal digits.
pub(super) fn rgb(text: &str) -> Option<i32> {
    let is_color = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    i32::from_str_radix(text, 16).ok().filter(|_| is_color)
}
