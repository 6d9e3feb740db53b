//! Whether `4,216` is four thousand or four and a bit: a comma or a point before exactly three digits means either.
//!
//! The law writes `4.216` for thousands (Decree 86/2012/NĐ-CP, and accounting), English programs write `4,216`, and land is
//! measured to three decimals. What decides is what else stands in the same column, or how many decimals the field has; where
//! neither does, it is to be asked, never guessed.

use rust_decimal::Decimal;

use super::number::{self, NumberError};

/// The signs that stand between digits.
const SIGNS: [char; 2] = [',', '.'];
/// What is written behind an amount in đồng, which has no fractions.
const DONG: [&str; 7] = ["đồng", "VNĐ", "VND", "vnđ", "vnd", "đ", "₫"];

/// Which signs a column uses for what, as far as its figures tell beyond doubt.
///
/// ```
/// use thethuc::vietnamese::grouping::{Habit, Reading, read};
/// let column = Habit::of(["4.216", "1.234.567"]);
/// assert_eq!(read("4.216", column, None), Ok(Reading::Number(4216.into())));
/// assert!(matches!(read("4.216", Habit::default(), None), Ok(Reading::Doubtful { .. })));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    /// For each of [`SIGNS`]: it stands between thousands.
    thousands: [bool; 2],
    /// It stands before decimals.
    decimal: [bool; 2],
}

/// What a text of digits means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The number.
    Number(Decimal),
    /// Thousands, because the field takes no three decimals: to be said where it is shown.
    Thousands(Decimal),
    /// Digits in groups of three with spaces between them, which may be several numbers: to be said where it is shown.
    Spaced(Decimal),
    /// Either of the two: to be asked.
    Doubtful {
        /// `4,216` as 4216.
        thousands: Decimal,
        /// `4,216` as 4,216.
        fraction: Decimal,
    },
}

/// How a text of digits and signs is built.
enum Shape {
    /// Thousands are parted by one of the signs, and perhaps decimals by the other.
    Grouped {
        sign: usize,
        has_decimals: bool,
    },
    /// One sign, before digits that can only be decimals.
    Fraction {
        sign: usize,
    },
    /// One sign before exactly three digits.
    Either {
        sign: usize,
    },
    Other,
}

impl Habit {
    /// That of the texts of a column; those that are no figures, or may be read in two ways, say nothing.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Habit {
        let mut habit = Habit::default();
        for text in texts {
            let (thousands, decimal) = match shape(unsigned(text)) {
                Shape::Grouped { sign, has_decimals } => (Some(sign), has_decimals.then_some(1 - sign)),
                Shape::Fraction { sign } => (None, Some(sign)),
                Shape::Either { .. } | Shape::Other => (None, None),
            };
            for (kind, sign) in [(&mut habit.thousands, thousands), (&mut habit.decimal, decimal)] {
                sign.and_then(|sign| kind.get_mut(sign)).into_iter().for_each(|known| *known = true);
            }
        }
        habit
    }

    /// That of a column whose decimals stand behind this sign, a comma or a point, as somebody says.
    pub fn with_decimal(sign: char) -> Option<Habit> {
        let sign = SIGNS.iter().position(|known| *known == sign)?;
        let mut habit = Habit::default();
        habit.decimal.get_mut(sign).into_iter().for_each(|known| *known = true);
        Some(habit)
    }

    /// Whether a sign stands between thousands; none when the column does not say, or says both.
    fn groups(self, sign: usize) -> Option<bool> {
        let is = |kind: [bool; 2], sign: usize| kind.get(sign).copied().unwrap_or(false);
        let other = 1 - sign;
        let groups = is(self.thousands, sign) || is(self.decimal, other);
        let parts = is(self.decimal, sign) || is(self.thousands, other);
        (groups != parts).then_some(groups)
    }
}

/// Reads a text as a number of its column. `decimals`: how many the field prints, where it says so; 0 for whole numbers.
///
/// # Errors
/// What [`number::parse`] says of it.
pub fn read(text: &str, column: Habit, decimals: Option<u32>) -> Result<Reading, NumberError> {
    let figures = unsigned(text);
    let negative = figures.len() < text.trim().len() && !text.trim().starts_with('+');
    let exact = |digits: &str| {
        let value =
            Decimal::from_str_exact(digits).map_err(|_| NumberError::TooLong(text.trim().to_owned()))?;
        Ok(if negative { -value } else { value }.normalize())
    };
    match shape(figures) {
        Shape::Grouped { sign, .. } => {
            let plain: String = figures.chars().filter(|one| SIGNS.get(sign) != Some(one)).collect();
            Ok(Reading::Number(exact(&plain.replace(',', "."))?))
        }
        Shape::Either { sign } => {
            let thousands = exact(&figures.replace(SIGNS, ""))?;
            let fraction = exact(&figures.replace(',', "."))?;
            Ok(match (column.groups(sign), decimals) {
                (Some(true), _) => Reading::Number(thousands),
                (Some(false), None | Some(1..)) => Reading::Number(fraction),
                (None, Some(0..3)) => Reading::Thousands(thousands),
                _ => Reading::Doubtful { thousands, fraction },
            })
        }
        Shape::Fraction { .. } | Shape::Other if figures.contains(char::is_whitespace) => {
            number::parse(text).map(Reading::Spaced)
        }
        Shape::Fraction { .. } | Shape::Other => number::parse(text).map(Reading::Number),
    }
}

/// Whether a unit is the đồng, of which there are no fractions.
pub fn is_dong(unit: &str) -> bool {
    DONG.contains(&unit.trim())
}

fn unsigned(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix(['-', '−', '–', '+']).unwrap_or(text).trim_start()
}

fn shape(figures: &str) -> Shape {
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let places = |sign: char| figures.matches(sign).count();
    if !figures.split(SIGNS).all(are_digits) {
        return Shape::Other;
    }
    match SIGNS.map(places) {
        [0, 0] => Shape::Other,
        [_, 0] => one_sign(figures, 0),
        [0, _] => one_sign(figures, 1),
        // The one that comes last stands before decimals, once.
        _ => match figures.rfind(SIGNS).and_then(|at| figures.split_at_checked(at)) {
            Some((whole, rest)) if is_grouped(whole, usize::from(rest.starts_with(','))) => {
                Shape::Grouped { sign: usize::from(rest.starts_with(',')), has_decimals: true }
            }
            _ => Shape::Other,
        },
    }
}

/// One sign alone, once or several times.
fn one_sign(figures: &str, sign: usize) -> Shape {
    let mut parts = figures.split(SIGNS);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(_), None) if is_grouped(figures, sign) => Shape::Either { sign },
        (Some(_), Some(_), None) => Shape::Fraction { sign },
        _ if is_grouped(figures, sign) => Shape::Grouped { sign, has_decimals: false },
        _ => Shape::Other,
    }
}

/// One to three digits and then groups of three, all parted by the same sign.
fn is_grouped(whole: &str, sign: usize) -> bool {
    let Some(&sign) = SIGNS.get(sign) else { return false };
    let mut groups = whole.split(sign);
    let first = groups.next().unwrap_or_default();
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(is_group)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, column: &[&str], decimals: Option<u32>) -> String {
        match read(text, Habit::of(column.iter().copied()), decimals) {
            Ok(Reading::Number(value)) => value.to_string(),
            Ok(Reading::Thousands(value)) => format!("nghìn {value}"),
            Ok(Reading::Spaced(value)) => format!("cách {value}"),
            Ok(Reading::Doubtful { thousands, fraction }) => format!("{thousands} hay {fraction}"),
            Err(_) => "sai".to_owned(),
        }
    }

    #[test]
    fn three_digits_behind_a_sign_are_decided_by_the_column_or_the_field_or_asked() {
        for (text, column, decimals, expected) in [
            ("4,216", &[][..], None, "4216 hay 4.216"),
            ("4.500", &[], None, "4500 hay 4.5"),
            ("5,000", &[], None, "5000 hay 5"),
            ("-5,000", &[], None, "-5000 hay -5"),
            ("− 4.216", &[], None, "-4216 hay -4.216"),
            ("12,5", &[], None, "12.5"),
            ("0,125", &[], None, "0.125"),
            ("1.234.567", &[], None, "1234567"),
            ("1,234,567", &[], None, "1234567"),
            ("1.234,5", &[], None, "1234.5"),
            ("1,234.5", &[], None, "1234.5"),
            ("4,216", &["4,216", "5,000"], None, "4216 hay 4.216"),
            ("4,216", &["1,234,567"], None, "4216"),
            ("4,216", &["1.234.567"], None, "4.216"),
            ("4.216", &["1.234.567"], None, "4216"),
            ("4.216", &["12,5"], None, "4216"),
            ("4.216", &["12.5"], None, "4.216"),
            ("4,216", &["12,5"], None, "4.216"),
            ("4,216", &["12,5", "1,234,567"], None, "4216 hay 4.216"),
            ("4,216", &["1,234.5"], None, "4216"),
            ("4,216", &[], Some(0), "nghìn 4216"),
            ("4.500", &[], Some(0), "nghìn 4500"),
            ("4.500", &[], Some(2), "nghìn 4500"),
            ("4.500", &[], Some(3), "4500 hay 4.5"),
            ("4,216", &["12,5"], Some(0), "4216 hay 4.216"),
            ("4,216", &["12,5"], Some(1), "4.216"),
            ("12.500", &["12 người", "abc", "007", "1234"], None, "12500 hay 12.5"),
            ("1 234", &[], None, "cách 1234"),
            ("100 200", &[], Some(0), "cách 100200"),
            ("- 5", &[], None, "-5"),
            ("1 2", &[], None, "sai"),
            ("0.125", &[], Some(0), "0.125"),
            ("00,500", &[], None, "sai"),
            ("007", &[], None, "7"),
            ("12,34,567", &[], None, "sai"),
            ("1.234.5", &[], None, "sai"),
            ("1.23,456.7", &[], None, "sai"),
            ("nhiều", &[], None, "sai"),
            ("79.228.162.514.264.337.593.543.950.336.000", &[], None, "sai"),
        ] {
            assert_eq!(told(text, column, decimals), expected, "{text} {column:?} {decimals:?}");
        }
        assert_eq!(read("+4.500", Habit::default(), Some(0)), Ok(Reading::Thousands(4500.into())));
        let habit = Habit::with_decimal(',').unwrap();
        assert_eq!(read("4.500", habit, None), Ok(Reading::Number(4500.into())));
        assert_eq!(Habit::with_decimal(';'), None);
        assert!(is_dong("đồng") && is_dong(" VNĐ") && !is_dong("triệu đồng"));
    }
}
