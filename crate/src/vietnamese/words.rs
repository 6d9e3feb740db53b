//! Numbers in words, and back.
//!
//! A number is spoken in groups of three digits: `triệu`, `nghìn`, and the rest, and every nine digits `tỷ`, which
//! repeats (`một tỷ tỷ` is 10^18). A group of zeros is left out; any other group after the first is spoken in full, so
//! 1 001 000 is `một triệu không trăm linh một nghìn`.

mod read;

use rust_decimal::Decimal;

use super::text::upper_first;

pub use read::{WordsError, from_words};

/// The way of speaking.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// `nghìn`, `linh`.
    #[default]
    North,
    /// `ngàn`, `lẻ`.
    South,
}

impl Region {
    fn thousand(self) -> &'static str {
        match self {
            Region::North => "nghìn",
            Region::South => "ngàn",
        }
    }

    /// The word for an empty tens place before a unit.
    fn and(self) -> &'static str {
        match self {
            Region::North => "linh",
            Region::South => "lẻ",
        }
    }
}

/// A whole number in words.
///
/// ```
/// use thethuc::vietnamese::words::{Region, in_words};
/// assert_eq!(in_words(1_205, Region::North), "một nghìn hai trăm linh năm");
/// assert_eq!(in_words(-24, Region::South), "âm hai mươi tư");
/// ```
pub fn in_words(number: i128, region: Region) -> String {
    let mut words = Vec::new();
    if number < 0 {
        words.push("âm");
    }
    push_whole(&mut words, number.unsigned_abs(), region);
    words.join(" ")
}

/// A number in words, its fraction after `phẩy`: each leading 0 as `không`, what follows as a number when it has at most
/// three digits, else digit by digit.
///
/// ```
/// use rust_decimal::Decimal;
/// use thethuc::vietnamese::words::{Region, decimal_in_words};
/// assert_eq!(decimal_in_words(Decimal::new(1205, 2), Region::North), "mười hai phẩy không năm");
/// ```
pub fn decimal_in_words(number: Decimal, region: Region) -> String {
    let number = number.normalize();
    let mut words = Vec::new();
    if number.is_sign_negative() && !number.is_zero() {
        words.push("âm");
    }
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    push_whole(&mut words, whole.parse().unwrap_or(0), region);
    if !fraction.is_empty() {
        words.push("phẩy");
        let rest = fraction.trim_start_matches('0');
        words.extend(std::iter::repeat_n("không", fraction.len() - rest.len()));
        match rest.parse() {
            Ok(rest) if rest < 1000 => push_whole(&mut words, rest, region),
            _ => words
                .extend(rest.chars().filter_map(|digit| digit.to_digit(10)).map(|digit| unit(digit as u16))),
        }
    }
    words.join(" ")
}

/// An amount of money as it stands under a sum: `Một triệu hai trăm nghìn đồng`.
///
/// ```
/// use thethuc::vietnamese::words::{Region, money_in_words};
/// assert_eq!(money_in_words(1_200_000.into(), Region::North), "Một triệu hai trăm nghìn đồng");
/// ```
pub fn money_in_words(amount: Decimal, region: Region) -> String {
    upper_first(&decimal_in_words(amount, region)) + " đồng"
}

/// The words of a whole number.
fn push_whole(words: &mut Vec<&'static str>, number: u128, region: Region) {
    if number == 0 {
        words.push(unit(0));
        return;
    }
    let start = words.len();
    let mut nines = Vec::new();
    let mut rest = number;
    while rest > 0 {
        nines.push((rest % 1_000_000_000) as u32);
        rest /= 1_000_000_000;
    }
    for (power, &nine) in nines.iter().enumerate().rev() {
        for (group, scale) in [
            (nine / 1_000_000, Some("triệu")),
            (nine / 1_000 % 1_000, Some(region.thousand())),
            (nine % 1_000, None),
        ] {
            if group > 0 {
                let leads = words.len() == start;
                push_group(words, group as u16, leads, region);
                words.extend(scale);
            }
        }
        if nine > 0 {
            words.extend(std::iter::repeat_n("tỷ", power));
        }
    }
}

/// The words of a group of three digits, not all 0; without its leading zeros where it leads the number.
fn push_group(words: &mut Vec<&'static str>, group: u16, leads: bool, region: Region) {
    let (hundreds, tens, units) = (group / 100, group / 10 % 10, group % 10);
    if hundreds > 0 || !leads {
        words.extend([unit(hundreds), "trăm"]);
        if tens == 0 && units > 0 {
            words.push(region.and());
        }
    }
    match tens {
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([unit(tens), "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(unit(units)),
    }
}

fn unit(digit: u16) -> &'static str {
    match digit {
        1 => "một",
        2 => "hai",
        3 => "ba",
        4 => "bốn",
        5 => "năm",
        6 => "sáu",
        7 => "bảy",
        8 => "tám",
        9 => "chín",
        _ => "không",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CASES: &str = include_str!("words-cases.tsv");

    #[test]
    fn numbers_are_spoken_as_in_the_table_of_cases_and_understood() {
        let mut seen = std::collections::HashSet::new();
        for line in CASES.lines().filter(|line| !line.starts_with('#')) {
            let [number, north, south] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let number: i128 = number.parse().unwrap();
            assert!(seen.insert(number), "{number} stands twice");
            assert_eq!(in_words(number, Region::North), north, "{number}");
            assert_eq!(in_words(number, Region::South), south, "{number}");
            assert_eq!(from_words(north), Ok(number));
            assert_eq!(from_words(south), Ok(number));
        }
        assert!(seen.len() >= 200, "{} cases", seen.len());
    }

    #[test]
    fn small_numbers_and_both_ends_of_their_type_are_understood() {
        let small = -20_000..=20_000;
        for number in small.chain([i64::MIN.into(), i64::MAX.into(), i128::MIN + 1, i128::MAX]) {
            for region in [Region::North, Region::South] {
                assert_eq!(from_words(&in_words(number, region)), Ok(number));
            }
        }
    }

    #[test]
    fn fractions_follow_the_comma() {
        for (plain, expected) in [
            ("0.5", "không phẩy năm"),
            ("12.5", "mười hai phẩy năm"),
            ("3.14", "ba phẩy mười bốn"),
            ("1.05", "một phẩy không năm"),
            ("1.005", "một phẩy không không năm"),
            ("0.25", "không phẩy hai mươi lăm"),
            ("2.125", "hai phẩy một trăm hai mươi lăm"),
            ("3.1416", "ba phẩy một bốn một sáu"),
            ("1.500", "một phẩy năm"),
            ("-0.1", "âm không phẩy một"),
            ("7.00", "bảy"),
            ("-0.0", "không"),
        ] {
            assert_eq!(decimal_in_words(plain.parse().unwrap(), Region::North), expected, "{plain}");
        }
    }

    #[test]
    fn money_begins_with_a_capital_and_ends_with_dong() {
        for (amount, region, expected) in [
            (1_200_000, Region::North, "Một triệu hai trăm nghìn đồng"),
            (15_500, Region::South, "Mười lăm ngàn năm trăm đồng"),
            (0, Region::North, "Không đồng"),
            (-1_005, Region::North, "Âm một nghìn không trăm linh năm đồng"),
        ] {
            assert_eq!(money_in_words(amount.into(), region), expected);
        }
    }

    proptest! {
        #[test]
        fn every_number_is_understood_as_spoken(number in any::<i64>(), shift in 0..63u32) {
            for number in [number, number >> shift, number / 1000 * 1000] {
                for region in [Region::North, Region::South] {
                    prop_assert_eq!(from_words(&in_words(number.into(), region)), Ok(number.into()));
                }
            }
        }

        #[test]
        fn numbers_full_of_zeros_are_understood(digits in "-?[1-9]([0-9]|00|000){0,9}") {
            let number: i128 = digits.parse().unwrap();
            for region in [Region::North, Region::South] {
                prop_assert_eq!(from_words(&in_words(number, region)), Ok(number));
            }
        }
    }
}
