//! Numbers with a decimal comma and points between thousands.

use super::code::{Section, Token};
use super::decimal::Decimal;

/// The format `General` of a cell that is wide enough. Whole numbers keep all their digits, unlike in Excel from the
/// twelfth on: a citizen's number that shows as `1,23E+11` is of no use to anybody.
pub(super) fn general(value: Decimal, shown: &mut String, plain: &mut String) {
    let whole = value.whole_digits();
    let places = match whole {
        1.. => (10 - whole).max(0),
        _ => 9,
    };
    let tiny = whole < -3 && value.places() > 9;
    let number = if whole > 15 || tiny { value.to_digits(6) } else { value.to_places(places) };
    number.write_plain(plain);
    if number.negative {
        shown.push('-');
    }
    if whole > 15 || tiny {
        let power = number.whole_digits() - 1;
        write_with_comma(number.magnitude().shifted(-power), shown);
        shown.push_str(if power < 0 { "E-" } else { "E+" });
        push_padded(shown, power.unsigned_abs(), 2);
    } else {
        write_with_comma(number.magnitude(), shown);
    }
}

fn write_with_comma(number: Decimal, out: &mut String) {
    let (whole, fraction) = number.split();
    out.push_str(&whole);
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(&fraction);
    }
}

pub(super) fn push_padded(out: &mut String, number: u32, width: usize) {
    let digits = number.to_string();
    out.extend(std::iter::repeat_n('0', width.saturating_sub(digits.len())));
    out.push_str(&digits);
}

/// A number by a section. `own_sign`: the section says by itself that the number is negative.
pub(super) fn show(
    section: &Section,
    value: Decimal,
    own_sign: bool,
    shown: &mut String,
    plain: &mut String,
) {
    let mut text = String::new();
    let scaled = value.shifted(section.shift);
    let slash = section.tokens.iter().position(|token| *token == Token::Slash);
    let exponent = section.tokens.iter().position(|token| matches!(token, Token::Exponent { .. }));
    let number = if section.has(&Token::General) {
        let mut unused = String::new();
        for token in &section.tokens {
            match token {
                Token::General => general(scaled.magnitude(), &mut text, &mut unused),
                other => push_literal(other, &mut text),
            }
        }
        scaled
    } else if let Some(number) = slash.and_then(|slash| fraction(section, slash, scaled, &mut text)) {
        number
    } else if let Some(exponent) = exponent {
        scientific(section, exponent, scaled, &mut text)
    } else {
        let behind = section.tokens.iter().skip_while(|token| **token != Token::Point);
        let places = behind.filter(|token| matches!(token, Token::Digit(_))).count();
        let has_digits = section.tokens.iter().any(|token| matches!(token, Token::Digit(_)));
        let number = if has_digits { scaled.to_places(i32::try_from(places).unwrap_or(0)) } else { scaled };
        digits(&section.tokens, number.magnitude(), section.grouped, &mut text);
        number
    };
    if number.negative && !own_sign {
        shown.push('-');
    }
    shown.push_str(text.trim_matches(' '));
    if section.has(&Token::General) {
        general(number, &mut String::new(), plain);
    } else {
        number.write_plain(plain);
    }
}

fn push_literal(token: &Token, out: &mut String) {
    match token {
        Token::Text(text) => out.push_str(text),
        Token::Percent => out.push('%'),
        Token::Slash => out.push('/'),
        _ => {}
    }
}

/// The digits of a rounded number at the places that tokens keep for them.
fn digits(tokens: &[Token], number: Decimal, grouped: bool, out: &mut String) {
    let (whole, fraction) = number.split();
    let whole = if whole == "0" { "" } else { whole.as_str() };
    let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
    let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
    let mut left = tokens.get(..point).unwrap_or_default().iter().filter(is_digit).count();
    let digit = |from_right: usize, out: &mut String, blank: char| {
        let at = whole.len().checked_sub(from_right + 1);
        match at.and_then(|at| whole.as_bytes().get(at)) {
            Some(&digit) => out.push(char::from(digit)),
            None if blank == '0' => out.push('0'),
            None if blank == '?' => return out.push(' '),
            None => return,
        }
        if grouped && from_right > 0 && from_right.is_multiple_of(3) {
            out.push('.');
        }
    };
    let mut first = true;
    let mut behind = fraction.bytes();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Digit(blank) if at < point => {
                left -= 1;
                if std::mem::take(&mut first) {
                    (left + 1..whole.len()).rev().for_each(|from_right| digit(from_right, out, '#'));
                }
                digit(left, out, *blank);
            }
            Token::Digit(blank) => match (behind.next(), blank) {
                (Some(digit), _) => out.push(char::from(digit)),
                (None, '0') => out.push('0'),
                (None, '?') => out.push(' '),
                (None, _) => {}
            },
            Token::Point if at == point => {
                if first {
                    out.push_str(whole);
                }
                out.push(',');
            }
            Token::Point => out.push('.'),
            other => push_literal(other, out),
        }
    }
}

/// `0.00E+00`; with several digits before the point, powers come in steps of so many.
fn scientific(section: &Section, exponent: usize, value: Decimal, out: &mut String) -> Decimal {
    let (mantissa, rest) = section.tokens.split_at_checked(exponent).unwrap_or_default();
    let count = |tokens: &mut dyn Iterator<Item = &Token>| {
        i32::try_from(tokens.filter(|token| matches!(token, Token::Digit(_))).count()).unwrap_or(1)
    };
    let wholes = count(&mut mantissa.iter().take_while(|token| **token != Token::Point)).max(1);
    let places = count(&mut mantissa.iter().skip_while(|token| **token != Token::Point));
    let mut power = if value.is_zero() { 0 } else { (value.whole_digits() - 1).div_euclid(wholes) * wholes };
    let mut number = value.shifted(-power).to_places(places);
    if number.whole_digits() > wholes {
        power += wholes;
        number = value.shifted(-power).to_places(places);
    }
    digits(mantissa, number.magnitude(), section.grouped, out);
    let plus = section.has(&Token::Exponent { plus: true });
    out.push('E');
    if power < 0 {
        out.push('-');
    } else if plus {
        out.push('+');
    }
    let width = rest.iter().filter(|token| matches!(token, Token::Digit(_))).count();
    push_padded(out, power.unsigned_abs(), width);
    rest.iter().filter(|token| !matches!(token, Token::Digit(_))).for_each(|token| push_literal(token, out));
    number.shifted(power)
}

/// `# ?/?` and `# ?/8`; none when it is no fraction after all.
fn fraction(section: &Section, slash: usize, value: Decimal, out: &mut String) -> Option<Decimal> {
    let (before, after) = section.tokens.split_at_checked(slash)?;
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    if !before.last().is_some_and(is_digit) {
        return None;
    }
    let numerator = before.iter().rev().take_while(|token| is_digit(token)).count();
    let has_whole = before.len() > numerator && before.get(..before.len() - numerator)?.iter().any(is_digit);
    let after = after.get(1..)?;
    let unit = 1_000_000_000_000_i64;
    let total = value.magnitude().whole_times(unit)?;
    let (whole, part) = if has_whole { (total / unit, total % unit) } else { (0, total) };
    let nearest = |denominator: i64| {
        let times = i128::from(part) * i128::from(denominator);
        let top = (times + i128::from(unit / 2)) / i128::from(unit);
        ((times - top * i128::from(unit)).abs(), i64::try_from(top).unwrap_or(0))
    };
    let (top, bottom, rest) = match after {
        [Token::Text(fixed), rest @ ..] => {
            let digits: String = fixed.chars().take_while(char::is_ascii_digit).collect();
            // A zero in the denominator is a token of its own: `10`, `100`.
            let zeros = rest.iter().take_while(|token| **token == Token::Digit('0')).count();
            let scale = 10_i64.checked_pow(u32::try_from(zeros).ok()?)?;
            let bottom = digits
                .parse::<i64>()
                .ok()?
                .checked_mul(scale)
                .filter(|bottom| (1..=100_000).contains(bottom))?;
            (nearest(bottom).1, bottom, rest.get(zeros..)?)
        }
        _ => {
            let width = after.iter().take_while(|token| is_digit(token)).count();
            let most = 10_i64.pow(u32::try_from(width.min(3)).ok().filter(|&width| width > 0)?);
            // The error of each is a fraction of its denominator: compared crosswise.
            let mut best = (nearest(1), 1);
            for bottom in 2..most {
                let found = nearest(bottom);
                if found.0 * i128::from(best.1) < best.0.0 * i128::from(bottom) {
                    best = (found, bottom);
                }
            }
            (best.0.1, best.1, after.get(width..)?)
        }
    };
    let (whole, top) = if has_whole && top == bottom { (whole + 1, 0) } else { (whole, top) };
    if top == 0 && has_whole {
        out.push_str(&whole.to_string());
    } else {
        if whole > 0 {
            out.push_str(&whole.to_string());
            out.push(' ');
        }
        out.push_str(&format!("{top}/{bottom}"));
    }
    rest.iter().for_each(|token| push_literal(token, out));
    Some(value)
}
