//! Numbers as programs write them.

use rust_decimal::Decimal;

/// Digits with a point, with an exponent or without one; none where it is more than 28 digits hold. What such a text is as a binary
/// fraction is never asked: reading those takes the module of the page 15 KB.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    text.parse().or_else(|_| Decimal::from_scientific(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_read() {
        for (text, number) in [
            ("15.75", Some("15.75")),
            ("0", Some("0")),
            ("0.000", Some("0.000")),
            ("-.5", Some("-0.5")),
            ("12.", Some("12")),
            ("1.5E-2", Some("0.015")),
            ("2e3", Some("2000")),
            ("", None),
            ("1,5", None),
            ("inf", None),
            ("1e400", None),
        ] {
            assert_eq!(decimal(text).map(|number| number.to_string()).as_deref(), number, "{text:?}");
        }
    }
}
