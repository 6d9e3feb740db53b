//! Numbers in figures: grouped digits, padded numbers, Roman numerals, the letters of điểm.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

/// A number as it is printed: a dot between groups of three digits, a decimal comma.
///
/// With `decimals` the fraction has exactly that many digits, halves rounded away from zero; without, as many as the
/// number needs; more than 28 are never printed. The comma is law (Decree 86/2012/NĐ-CP), the dots are law in accounting and custom elsewhere.
///
/// ```
/// use rust_decimal::Decimal;
/// use thethuc::vietnamese::number::format;
/// assert_eq!(format(Decimal::new(12345678, 1), None), "1.234.567,8");
/// assert_eq!(format(Decimal::new(9666, 2), Some(1)), "96,7");
/// ```
pub fn format(value: Decimal, decimals: Option<u32>) -> String {
    let decimals = decimals.map(|decimals| decimals.min(Decimal::MAX_SCALE));
    let rounded = match decimals {
        Some(decimals) => value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero),
        None => value.normalize(),
    };
    let plain = rounded.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut printed = String::new();
    if rounded.is_sign_negative() && !rounded.is_zero() {
        printed.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            printed.push('.');
        }
        printed.push(digit);
    }
    let missing = (decimals.unwrap_or(0) as usize).saturating_sub(fraction.len());
    if fraction.len() + missing > 0 {
        printed.push(',');
        printed.push_str(fraction);
        printed.extend(std::iter::repeat_n('0', missing));
    }
    printed
}

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberError {
    /// It is not written like one.
    Unreadable(String),
    /// It may be read in two ways, or is grouped in the English manner.
    Ambiguous(String),
    /// It has more digits than can be kept exactly (28).
    TooLong(String),
}

impl NumberError {
    /// What is wrong and what to do, in English.
    pub fn english(&self) -> String {
        match self {
            NumberError::Unreadable(text) => {
                format!("“{text}” is not a number; write digits only, like 1.234,5.")
            }
            NumberError::Ambiguous(text) => format!(
                "“{text}” can be read in more than one way; put a dot between thousands and a comma before decimals, like 1.234,5."
            ),
            NumberError::TooLong(text) => format!("“{text}” has too many digits; write at most 28."),
        }
    }
}

/// What is wrong and what to do, in Vietnamese.
impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberError::Unreadable(text) => {
                write!(f, "“{text}” không phải là số; hãy chỉ ghi chữ số, ví dụ 1.234,5.")
            }
            NumberError::Ambiguous(text) => write!(
                f,
                "“{text}” có thể hiểu theo nhiều cách; hãy dùng dấu chấm ngăn hàng nghìn và dấu phẩy trước phần thập phân, ví dụ 1.234,5."
            ),
            NumberError::TooLong(text) => {
                write!(f, "“{text}” có quá nhiều chữ số; hãy ghi không quá 28 chữ số.")
            }
        }
    }
}

impl std::error::Error for NumberError {}

/// Reads a number as people type it: `1.234,5`, `1234,5`, `1234.5`, `1 234`, `-5`.
///
/// A dot before exactly three digits groups thousands, as the law of accounting has it, so `1.234` is one thousand two
/// hundred thirty-four; any other single dot is a decimal point. A comma is always the decimal comma: commas as
/// thousands separators (`1,234,567`) are refused even where they could be understood, because `1,234` could not.
/// Numbers in plain notation, such as those of JSON, are not for this: `96.667` is a grouped number here.
///
/// # Errors
/// [`NumberError::Ambiguous`] for digits that can be read in two ways (`1234.567`, `12.34.567`, `1,234,567`),
/// [`NumberError::Unreadable`] for anything else that is no number.
///
/// ```
/// use rust_decimal::Decimal;
/// use thethuc::vietnamese::number::parse;
/// assert_eq!(parse("1.234,5")?, Decimal::new(12345, 1));
/// assert!(parse("1234.567").is_err());
/// # Ok::<(), thethuc::vietnamese::number::NumberError>(())
/// ```
pub fn parse(text: &str) -> Result<Decimal, NumberError> {
    let text = text.trim();
    let unreadable = || NumberError::Unreadable(text.to_owned());
    let ambiguous = || NumberError::Ambiguous(text.to_owned());
    let (negative, digits) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let separated = |part: &str, separator: char| part.split(separator).all(is_digits);

    let (whole, fraction) = match digits.split_once(',') {
        Some((_, rest)) if rest.contains([',', '.']) => {
            let figures = digits.split([',', '.']).all(is_digits);
            return Err(if figures { ambiguous() } else { unreadable() });
        }
        Some((_, fraction)) if !is_digits(fraction) => return Err(unreadable()),
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    let (whole, fraction) = if is_digits(whole) {
        (whole.to_owned(), fraction)
    } else if whole.contains('.') {
        if !separated(whole, '.') {
            return Err(unreadable());
        }
        match whole.split_once('.') {
            _ if is_grouped(whole, &['.']) => (whole.replace('.', ""), fraction),
            Some((before, after)) if fraction.is_empty() && !digits.contains(',') && is_digits(after) => {
                // "0.125" can only be a fraction; "1234.567" may be a mistyped 1.234.567.
                if after.len() == 3 && before != "0" {
                    return Err(ambiguous());
                }
                (before.to_owned(), after)
            }
            _ => return Err(ambiguous()),
        }
    } else if is_grouped(whole, &SPACES) {
        (whole.replace(SPACES, ""), fraction)
    } else {
        return Err(unreadable());
    };

    // `00,500` lacks a digit before its zeros, or has one too many.
    if digits.contains([',', '.']) && whole.len() > 1 && whole.starts_with('0') {
        return Err(ambiguous());
    }
    let significant = whole.trim_start_matches('0').len() + fraction.len();
    let plain = format!(
        "{}{whole}.{}",
        if negative { "-" } else { "" },
        if fraction.is_empty() { "0" } else { fraction }
    );
    if significant > 28 {
        return Err(NumberError::TooLong(text.to_owned()));
    }
    Decimal::from_str_exact(&plain)
        .map(|value| value.normalize())
        .map_err(|_| NumberError::TooLong(text.to_owned()))
}

/// The spaces that stand between groups of digits.
const SPACES: [char; 4] = [' ', '\u{A0}', '\u{2009}', '\u{202F}'];

/// Whether the text is one to three digits and then groups of three, and does not begin with a 0.
fn is_grouped(text: &str, separators: &[char]) -> bool {
    let mut groups = text.split(separators);
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && digits(group))
}

/// A number with a 0 before it when it has one digit, as in `Số: 05/QĐ-UBND` (Annex I, Part I, II.3).
pub fn pad2(number: i64) -> String {
    format!("{number:02}")
}

/// The number of a document as it is printed: below ten with a 0 before it (II.3); what is no number as typed.
pub fn document_number(number: &str) -> String {
    number.parse().map_or_else(|_| number.to_owned(), pad2)
}

/// The values of the Roman digits and of the pairs that subtract, in descending order.
const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number of 1 to 3999 in Roman numerals; `None` for others.
pub fn roman(number: u32) -> Option<String> {
    if !(1..=3999).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut numerals = String::new();
    for (value, digits) in ROMAN {
        while rest >= value {
            numerals.push_str(digits);
            rest -= value;
        }
    }
    Some(numerals)
}

/// The number that capital Roman numerals write, in the one way [`roman`] writes it; `None` for anything else.
pub fn from_roman(numerals: &str) -> Option<u32> {
    let mut rest = numerals;
    let mut number = 0u32;
    for (value, digits) in ROMAN {
        while let Some(after) = rest.strip_prefix(digits) {
            rest = after;
            number = number.checked_add(value)?;
        }
    }
    (rest.is_empty() && roman(number).as_deref() == Some(numerals)).then_some(number)
}

/// The letters that number điểm, in the order the decree's own annexes use: đ after d; no f, j, w, z; no ă, â, ê, ô, ơ, ư.
pub(crate) const LETTERS: [char; 23] = [
    'a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
    'x', 'y',
];

/// The letter of the điểm with this number, counted from 1: a, b, c, d, đ, e … y, then aa, ab …; `None` for 0.
///
/// ```
/// use thethuc::vietnamese::number::letter;
/// let letters: String = (1..=7).filter_map(letter).collect();
/// assert_eq!(letters, "abcdđeg");
/// ```
pub fn letter(number: u32) -> Option<String> {
    let base = LETTERS.len() as u32;
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(*LETTERS.get(((rest - 1) % base) as usize)?);
        rest = (rest - 1) / base;
    }
    (!letters.is_empty()).then(|| letters.iter().rev().collect())
}

/// The number of the điểm with this letter, the way back of [`letter`]; `None` for anything else.
pub fn from_letter(letters: &str) -> Option<u32> {
    let base = LETTERS.len() as u32;
    let number = letters.chars().try_fold(0u32, |number, letter| {
        let place = LETTERS.iter().position(|&known| known == letter)?;
        number.checked_mul(base)?.checked_add(place as u32 + 1)
    })?;
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::str::FromStr;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str(text).unwrap()
    }

    #[test]
    fn numbers_are_printed_the_vietnamese_way() {
        for (value, decimals, expected) in [
            ("0", None, "0"),
            ("5", None, "5"),
            ("999", None, "999"),
            ("1000", None, "1.000"),
            ("1234567.8", None, "1.234.567,8"),
            ("1234567.80", None, "1.234.567,8"),
            ("1234567.8", Some(2), "1.234.567,80"),
            ("1234567.8", Some(0), "1.234.568"),
            ("-1234.5", None, "-1.234,5"),
            ("-123", None, "-123"),
            ("96.65", Some(1), "96,7"),
            ("-96.65", Some(1), "-96,7"),
            ("-0.04", Some(1), "0,0"),
            ("0.05", None, "0,05"),
            ("99.95", Some(1), "100,0"),
            ("1500000", Some(0), "1.500.000"),
            ("79228162514264337593543950335", None, "79.228.162.514.264.337.593.543.950.335"),
        ] {
            assert_eq!(format(decimal(value), decimals), expected, "{value} {decimals:?}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, expected) in [
            ("1.234,5", "1234.5"),
            ("1234,5", "1234.5"),
            ("1234.5", "1234.5"),
            ("1.234", "1234"),
            ("1.234.567", "1234567"),
            ("1.5", "1.5"),
            ("12.25", "12.25"),
            ("0.125", "0.125"),
            ("1,234", "1.234"),
            ("1.2345", "1.2345"),
            ("1 234", "1234"),
            ("1\u{A0}234\u{A0}567,25", "1234567.25"),
            ("-5", "-5"),
            ("− 5", "-5"),
            ("+5", "5"),
            (" 0 ", "0"),
            ("007", "7"),
            ("-0,5", "-0.5"),
        ] {
            assert_eq!(parse(text), Ok(decimal(expected)), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for text in
            ["1234.567", "12.34.567", "1,234,567", "1,234.5", "1.23,4", "1234.567,8", "0.123.456", "00.125"]
        {
            assert_eq!(parse(text), Err(NumberError::Ambiguous(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            "abc",
            "5%",
            "1.500 đồng",
            ",5",
            "5,",
            "5.",
            ".5",
            "1 2",
            "1 234.5",
            "1..2",
            "--5",
            "٣",
            "1e5",
        ] {
            assert_eq!(parse(text), Err(NumberError::Unreadable(text.to_owned())), "{text}");
        }
        let long = "1".repeat(29);
        assert_eq!(parse(&long), Err(NumberError::TooLong(long)));
    }

    #[test]
    fn numbers_below_ten_are_padded() {
        assert_eq!([0, 1, 9, 10, 123].map(pad2), ["00", "01", "09", "10", "123"]);
    }

    #[test]
    fn roman_numerals_go_both_ways() {
        for (number, numerals) in [
            (1, "I"),
            (4, "IV"),
            (9, "IX"),
            (14, "XIV"),
            (40, "XL"),
            (90, "XC"),
            (444, "CDXLIV"),
            (2026, "MMXXVI"),
        ] {
            assert_eq!(roman(number).as_deref(), Some(numerals));
        }
        for number in 1..=3999 {
            assert_eq!(from_roman(&roman(number).unwrap()), Some(number));
        }
        assert_eq!([roman(0), roman(4000)], [None, None]);
        for text in ["", "IIII", "IC", "VX", "i", "XIVI", "MMMM", "A"] {
            assert_eq!(from_roman(text), None, "{text}");
        }
    }

    #[test]
    fn diem_letters_follow_the_decree_and_go_both_ways() {
        let first: Vec<String> = (1..=25).filter_map(letter).collect::<Vec<_>>();
        assert_eq!(first.join(" "), "a b c d đ e g h i k l m n o p q r s t u v x y aa ab");
        assert_eq!(letter(23 + 23 * 23 + 1).as_deref(), Some("aaa"));
        assert_eq!(letter(0), None);
        for text in ["", "f", "ă", "A", "a1", "yyyyyyyyyyyy"] {
            assert_eq!(from_letter(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_letter_is_read_back(number in 1..=u32::MAX) {
            prop_assert_eq!(from_letter(&letter(number).unwrap()), Some(number));
        }

        #[test]
        fn every_printed_number_is_read_back(mantissa in any::<i64>(), scale in 0..10u32) {
            let value = Decimal::new(mantissa, scale);
            prop_assert_eq!(parse(&format(value, None)), Ok(value.normalize()));
        }

        #[test]
        fn no_text_makes_it_fail(text in "[0-9., -]{0,40}|\\PC{0,20}") {
            if let Ok(value) = parse(&text) {
                prop_assert_eq!(parse(&format(value, None)), Ok(value));
            }
        }
    }

    #[test]
    fn roman_numerals_have_one_form() {
        for value in 1..4000 {
            assert_eq!(roman(value).as_deref().and_then(from_roman), Some(value));
        }
        for wrong in ["", "IIII", "VX", "IC", "IXI", "XM", "MMMM", "i"] {
            assert_eq!(from_roman(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn letters_count_as_the_decree_has_them() {
        let all: Vec<String> = (1..=25).filter_map(letter).collect::<Vec<_>>();
        assert_eq!(all.join(" "), "a b c d đ e g h i k l m n o p q r s t u v x y aa ab");
        for value in 1..=23 * 24 {
            assert_eq!(letter(value).as_deref().and_then(from_letter), Some(value));
        }
    }
}
