//! What a cell of a column holds, when it is read from the text.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::template::{Field, Kind, Numeric, number_value};
use crate::to_list::ToList;
use crate::unicode::lower;
use crate::vietnamese::sums::is_share;
use crate::vietnamese::text::fold;
use crate::vietnamese::{PartialDate, number};

/// Why a cell is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It holds several numbers, or one with blanks in it.
    Several,
    /// It is not one number or one day.
    NoNumber,
    /// `1,234` may be a thousand or a little more than one.
    Comma,
    /// `4.50`, in a column that does not say how many decimals it has: a point before decimals is none of the language.
    Point,
    /// A fraction in a column of whole numbers.
    NotWhole,
    /// Nothing where a figure has to be.
    Missing,
    /// `1,234` in a column of whole numbers, read as a thousand.
    Thousands,
    /// It is struck out.
    Struck,
}

/// What was read, and what is to be said about it.
pub(super) type Held = (Value, Option<Why>);

/// What a column holds when its cell shows these pieces of text. `beside` is what the other cells of the row say.
pub(super) fn held(column: &Field, parts: &[String], beside: &[&str]) -> Held {
    let text = parts.join(" ");
    if text.is_empty() {
        return (column.blank(), None);
    }
    match &column.kind {
        Kind::Number(numeric) | Kind::Money(numeric) => {
            let units = units(column, numeric, beside);
            match figure(parts, &units, numeric.decimals) {
                Ok((number, why)) => (number_value(number), why),
                Err(why) => (Value::Null, Some(why)),
            }
        }
        Kind::Date(_) => match PartialDate::guess(&text) {
            Some(date) => (date.to_string().into(), None),
            None => (Value::Null, Some(Why::NoNumber)),
        },
        Kind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| fold(&choice.label) == fold(&text));
            let why = chosen.is_none().then_some(Why::NoNumber);
            (chosen.map_or(text.as_str(), |choice| &choice.value).into(), why)
        }
        Kind::Flag => (Value::Bool(true), None),
        _ => (text.into(), None),
    }
}

/// What may stand behind a figure of the column without changing it.
fn units(column: &Field, numeric: &Numeric, beside: &[&str]) -> Vec<String> {
    let in_head =
        column.label.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(unit, _)| unit);
    let share = is_share(&column.label).then_some("%");
    let all = beside.iter().copied().chain(in_head).chain(share).chain([numeric.unit.as_str()]);
    all.map(|unit| lower(unit.trim())).filter(|unit| !unit.is_empty()).to_list()
}

/// The one number of a cell.
fn figure(parts: &[String], units: &[String], decimals: Option<u32>) -> Result<(Decimal, Option<Why>), Why> {
    let whole = lower(&parts.join(" "));
    let stripped = units.iter().filter_map(|unit| whole.strip_suffix(unit.as_str()));
    let bare = stripped.map(str::trim_end).find(|rest| rest.ends_with(|last: char| last.is_ascii_digit()));
    let text = bare.unwrap_or(&whole);
    let is_apart = |letter: char| letter.is_whitespace();
    let of_figures = |letter: char| letter.is_ascii_digit() || is_apart(letter) || ".,|-".contains(letter);
    if text.contains(is_apart) {
        return Err(if text.chars().all(of_figures) { Why::Several } else { Why::NoNumber });
    }
    let digits = text.trim_start_matches(['-', '−', '–', '+']);
    if let Some(groups) = by_commas(digits) {
        let thousands = number::parse(&text.replace(',', "")).map_err(|_| Why::NoNumber)?;
        return match decimals {
            _ if groups > 1 => Ok((thousands, None)),
            Some(0) => Ok((thousands, Some(Why::Thousands))),
            Some(3..) => number::parse(text).map(|number| (number, None)).map_err(|_| Why::NoNumber),
            _ => Err(Why::Comma),
        };
    }
    let number = number::parse(text).map_err(|_| Why::NoNumber)?;
    if decimals == Some(0) && !number.is_integer() {
        return Err(Why::NotWhole);
    }
    let groups = |rest: &str| rest.split('.').all(|group| group.len() == 3);
    if decimals.is_none()
        && digits.split_once('.').is_some_and(|(_, rest)| !digits.contains(',') && !groups(rest))
    {
        return Err(Why::Point);
    }
    Ok((number, None))
}

/// How many commas part groups of three digits; none where they do not.
fn by_commas(digits: &str) -> Option<usize> {
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let is_group = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = groups.to_list();
    let all = is_first && is_group(first) && rest.iter().all(|group| group.len() == 3 && is_group(group));
    (all && !rest.is_empty()).then_some(rest.len())
}

/// A number that stands by itself, as in a printed cell.
pub(super) fn plain(text: &str) -> Option<Decimal> {
    number::parse(text.trim_end_matches('%').trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_exactly_one_number_or_is_told() {
        let of = |text: &str, decimals: Option<u32>| {
            let parts: Vec<String> = text.split('|').map(str::to_owned).to_list();
            figure(&parts, &["người".to_owned()], decimals).map(|(number, why)| (number.to_string(), why))
        };
        for (text, decimals, wanted) in [
            ("100", None, Ok(("100", None))),
            ("100 Người", None, Ok(("100", None))),
            ("100|người", None, Ok(("100", None))),
            ("100 triệu", None, Err(Why::NoNumber)),
            ("100|200", None, Err(Why::Several)),
            ("100 200", None, Err(Why::Several)),
            ("100 và 200", None, Err(Why::NoNumber)),
            ("12 (trong đó 3 nữ)", None, Err(Why::NoNumber)),
            ("≈ 100", None, Err(Why::NoNumber)),
            ("-", None, Err(Why::NoNumber)),
            ("x", None, Err(Why::NoNumber)),
            ("100%", None, Err(Why::NoNumber)),
            ("1.234", None, Ok(("1234", None))),
            ("1.234,5", None, Ok(("1234.5", None))),
            ("1,234", None, Err(Why::Comma)),
            ("1,234", Some(0), Ok(("1234", Some(Why::Thousands)))),
            ("1,234", Some(3), Ok(("1.234", None))),
            ("1,234,567", None, Ok(("1234567", None))),
            ("0,125", None, Ok(("0.125", None))),
            ("4.50", None, Err(Why::Point)),
            ("4.50", Some(2), Ok(("4.5", None))),
            ("1.234.567", None, Ok(("1234567", None))),
            ("4,5", None, Ok(("4.5", None))),
            ("4,5", Some(0), Err(Why::NotWhole)),
            ("-5", None, Ok(("-5", None))),
            ("- 5", None, Err(Why::Several)),
            ("100^1", None, Err(Why::NoNumber)),
            ("1'000", None, Err(Why::NoNumber)),
        ] {
            let wanted = wanted.map(|(number, why)| (number.to_owned(), why));
            assert_eq!(of(text, decimals), wanted, "{text} {decimals:?}");
        }
    }
}
