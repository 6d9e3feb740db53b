//! Numbers as spreadsheets show them: 15 significant decimal digits, halves rounded away from zero.
//!
//! A workbook keeps `1.005` as `1.0049999999999999`, the nearest binary fraction written out. Cut to 15 digits first, as
//! Excel does, it is `1.005` again, and shows as `1,01`; no binary fraction is ever computed with.

use std::cmp::Ordering;

/// How many significant digits count.
const PRECISION: u32 = 15;
/// No spreadsheet has larger exponents.
const MOST_EXPONENT: i32 = 400;

/// `digits` × 10^`exponent`; the last of the digits is not 0, except in 0 itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sheet) struct Decimal {
    pub(super) negative: bool,
    digits: u64,
    exponent: i32,
}

impl Decimal {
    /// A number as files write it: `-12`, `0.1`, `1.5E-7`.
    pub(in crate::sheet) fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, power) = match rest.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
            None => (rest, 0),
        };
        let mut number = Decimal { negative, digits: 0, exponent: power };
        let mut any = false;
        let mut behind_point = false;
        for byte in mantissa.bytes() {
            match byte {
                b'0'..=b'9' => {
                    any = true;
                    if number.digits < 10_u64.pow(18) {
                        number.digits = number.digits * 10 + u64::from(byte - b'0');
                        number.exponent = number.exponent.checked_sub(i32::from(behind_point))?;
                    } else {
                        number.exponent = number.exponent.checked_add(i32::from(!behind_point))?;
                    }
                }
                b'.' if !behind_point => behind_point = true,
                _ => return None,
            }
        }
        let number = number.tidy();
        let sensible = number.exponent.checked_abs().is_some_and(|exponent| exponent < MOST_EXPONENT);
        (any && sensible).then(|| number.to_digits(PRECISION))
    }

    fn tidy(mut self) -> Decimal {
        if self.digits == 0 {
            return Decimal { negative: false, digits: 0, exponent: 0 };
        }
        while self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.exponent += 1;
        }
        self
    }

    pub(in crate::sheet) fn is_zero(self) -> bool {
        self.digits == 0
    }

    pub(super) fn magnitude(self) -> Decimal {
        Decimal { negative: false, ..self }
    }

    /// Times 10^`power`.
    pub(in crate::sheet) fn shifted(self, power: i32) -> Decimal {
        if self.is_zero() { self } else { Decimal { exponent: self.exponent.saturating_add(power), ..self } }
    }

    /// How many digits stand before the point; 0 or less for numbers below 1.
    pub(super) fn whole_digits(self) -> i32 {
        if self.is_zero() { 1 } else { i32::try_from(self.digits.ilog10()).unwrap_or(0) + 1 + self.exponent }
    }

    /// How many digits stand behind the point.
    pub(super) fn places(self) -> i32 {
        (-self.exponent).max(0)
    }

    /// Rounded to at most `count` significant digits.
    pub(in crate::sheet) fn to_digits(self, count: u32) -> Decimal {
        self.to_places(i32::try_from(count).unwrap_or(0) - self.whole_digits())
    }

    /// Rounded to `places` digits behind the point.
    pub(in crate::sheet) fn to_places(self, places: i32) -> Decimal {
        let Ok(drop @ 1..) = u32::try_from(-self.exponent - places) else { return self };
        let exponent = self.exponent + i32::try_from(drop).unwrap_or(0);
        let digits = match 10_u64.checked_pow(drop) {
            Some(unit) => self.digits / unit + u64::from(self.digits % unit >= unit - unit / 2),
            None => 0,
        };
        Decimal { digits, exponent, ..self }.tidy()
    }

    /// The digits before the point, `0` for none, and those behind it.
    pub(in crate::sheet) fn split(self) -> (String, String) {
        let mut whole = self.digits.to_string();
        let Ok(behind @ 1..) = usize::try_from(-self.exponent) else {
            whole.extend(std::iter::repeat_n('0', usize::try_from(self.exponent).unwrap_or(0)));
            return (whole, String::new());
        };
        match whole.len().checked_sub(behind) {
            Some(at @ 1..) => {
                let fraction = whole.split_off(at);
                (whole, fraction)
            }
            _ => {
                let mut fraction: String = std::iter::repeat_n('0', behind - whole.len()).collect();
                fraction.push_str(&whole);
                ("0".to_owned(), fraction)
            }
        }
    }

    /// In plain decimal, with a point.
    pub(in crate::sheet) fn write_plain(self, out: &mut String) {
        let (whole, fraction) = self.split();
        if self.negative {
            out.push('-');
        }
        out.push_str(&whole);
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(&fraction);
        }
    }

    /// Times `factor`, rounded to a whole number; none when it is beyond all dates.
    pub(super) fn whole_times(self, factor: i64) -> Option<i64> {
        let product = i128::from(self.digits) * i128::from(factor);
        let whole = if self.exponent >= 0 {
            product.checked_mul(10_i128.checked_pow(u32::try_from(self.exponent).ok()?)?)?
        } else {
            match 10_i128.checked_pow(u32::try_from(-self.exponent).ok()?) {
                Some(unit) => (product + unit / 2) / unit,
                None => 0,
            }
        };
        i64::try_from(if self.negative { -whole } else { whole }).ok()
    }

    /// Which of two numbers is greater.
    pub(super) fn compare(self, other: Decimal) -> Ordering {
        let sign = |number: Decimal| match (number.is_zero(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let magnitudes = || {
            let wholes = self.whole_digits().cmp(&other.whole_digits());
            // Of one length, with as many digits.
            let aligned = |number: Decimal| {
                let digits = 18_u32.saturating_sub(number.digits.checked_ilog10().unwrap_or(0) + 1);
                number.digits.saturating_mul(10_u64.pow(digits))
            };
            wholes.then_with(|| aligned(self).cmp(&aligned(other)))
        };
        sign(self).cmp(&sign(other)).then_with(|| match sign(self) {
            0 => Ordering::Equal,
            1 => magnitudes(),
            _ => magnitudes().reverse(),
        })
    }
}
