//! Units of money as spreadsheets write them (`money.toml`): how many đồng `triệu đồng` is.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::text::fold;
use crate::packed;
use crate::standard::read::{self, record};

#[derive(Debug)]
struct Words {
    units: Vec<Vec<String>>,
    foreign: Vec<String>,
    other: Vec<String>,
    said: Vec<String>,
}

record!(Words { units, foreign, other, said });

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/money.json");
            read::all(&table).expect("the table is well formed")
        })
    }
}

/// What an amount is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// So many đồng.
    Dong(Decimal),
    /// The money of another country.
    Foreign,
    /// No money: shares, multiples of a wage.
    Other,
}

fn key(text: &str) -> String {
    fold(text).chars().filter(|one| one.is_alphanumeric() || "$€¥£₫%".contains(*one)).collect()
}

/// What a word is as a unit of money; none where it is no unit of money.
pub(crate) fn unit(word: &str) -> Option<Unit> {
    let wanted = key(word);
    let is = |known: &String| key(known) == wanted;
    let words = Words::get();
    if wanted.is_empty() {
        return None;
    }
    if words.foreign.iter().any(is) {
        return Some(Unit::Foreign);
    }
    if words.other.iter().any(|known| wanted.starts_with(&key(known))) {
        return Some(Unit::Other);
    }
    let line = words.units.iter().find(|line| line.iter().skip(1).any(is))?;
    line.first().and_then(|count| count.parse().ok()).map(Unit::Dong)
}

/// The unit of money a head names in brackets or behind its last comma or dash: `Mức thưởng (nghìn đồng)`.
pub(crate) fn of_head(head: &str) -> Option<Unit> {
    let bracketed =
        head.rsplit_once('(').map(|(_, rest)| rest.split_once(')').map_or(rest, |(unit, _)| unit));
    let behind = head.rsplit_once([',', '-', '–', ':']).map(|(_, unit)| unit);
    bracketed.into_iter().chain(behind).find_map(|word| said(word).or_else(|| unit(word)))
}

/// The unit of money that a line says a table is in: `Đơn vị tính: triệu đồng`.
pub(crate) fn said(line: &str) -> Option<Unit> {
    let (before, word) = line.trim().trim_matches(['(', ')']).split_once(':')?;
    let before = key(before);
    Words::get().said.iter().any(|known| key(known) == before).then(|| unit(word)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_lines_name_units_of_money() {
        let dong = |count: i64| Some(Unit::Dong(count.into()));
        for (head, expected) in [
            ("Mức thưởng (nghìn đồng)", dong(1_000)),
            ("Số tiền (1.000đ)", dong(1_000)),
            ("Kinh phí, triệu đồng", dong(1_000_000)),
            ("Kinh phí (ĐVT: tr.đ)", dong(1_000_000)),
            ("Thành tiền (đồng)", dong(1)),
            ("Thành tiền (USD)", Some(Unit::Foreign)),
            ("Mức thưởng (lần lương cơ sở)", Some(Unit::Other)),
            ("Mức thưởng (%)", Some(Unit::Other)),
            ("Thành tiền", None),
            ("Họ và tên (chủ hộ)", None),
        ] {
            assert_eq!(of_head(head), expected, "{head}");
        }
        assert_eq!(said("Đơn vị tính: Triệu đồng"), dong(1_000_000));
        assert_eq!(said("(ĐVT: nghìn đồng)"), dong(1_000));
        assert_eq!(said("Đơn vị: UBND xã An Bình"), None);
        assert_eq!((unit("$"), unit("người"), unit("")), (Some(Unit::Foreign), None, None));
    }
}
