//! Words of rows that hold what other rows of a table add up to, or a part of it (`sums.toml`).

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::lists;
use super::number::from_roman;
use super::text::{fold, key};
use crate::joined::Joined;
use crate::packed;
use crate::standard::read::{self, record};
use crate::to_list::ToList;
use crate::unicode;

#[derive(Debug)]
struct Words {
    section: Vec<String>,
    adds: Vec<String>,
    no_sum: Vec<String>,
    part: Vec<String>,
    part_sign: Vec<String>,
    unit_head: Vec<String>,
    share: Vec<String>,
    rate: Vec<String>,
    rate_within: Vec<String>,
    rate_unit: Vec<String>,
    per: Vec<String>,
    per_time: Vec<String>,
    beside: Vec<String>,
    of_period: Vec<String>,
    period: Vec<String>,
    period_filler: Vec<String>,
    period_name: Vec<String>,
    period_days: Vec<String>,
}

record!(Words {
    section,
    adds,
    no_sum,
    part,
    part_sign,
    unit_head,
    share,
    rate,
    rate_within,
    rate_unit,
    per,
    per_time,
    beside,
    of_period,
    period,
    period_filler,
    period_name,
    period_days,
});

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/sums.json");
            let mut words: Words = read::all(&table).expect("the table is well formed");
            let (periods, days) = (&mut words.period, &mut words.period_days);
            let (filler, names) = (&mut words.period_filler, &mut words.period_name);
            let keyed =
                [&mut words.section, &mut words.adds, &mut words.unit_head, periods, days, filler, names];
            for word in keyed.into_iter().flatten() {
                *word = key(word);
            }
            let marked = words.part.iter_mut().chain(&mut words.no_sum);
            let marked = marked
                .chain(&mut words.rate)
                .chain(&mut words.rate_within)
                .chain(&mut words.per)
                .chain(&mut words.per_time);
            for word in marked.chain(&mut words.beside).chain(&mut words.of_period) {
                *word = with_marks(word);
            }
            for word in &mut words.share {
                *word = fold(word);
            }
            words
        })
    }
}

/// What a row that begins like a sum adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Summed {
    /// All there is, or a section by its number: `Tổng cộng`, `Cộng toàn xã`, `Cộng (I+II)`, `Cộng mục A`.
    Rows,
    /// What it names: `Cộng xã A`.
    Named,
    /// It may count a thing of that name: `Tổng số hồ sơ`.
    Perhaps,
}

/// Whether the label of a row begins like that of a sum, and of what.
pub(crate) fn summed(label: &str) -> Option<Summed> {
    let of = lists::totalled(label)?;
    if is_name(label) {
        return None;
    }
    let counts = of.trim_start_matches(['(', ' ']).starts_with(|first: char| first.is_ascii_digit());
    let is_told =
        label.split_once(':').and_then(|(word, _)| lists::totalled(word)).is_some_and(|of| of.is_empty());
    let (words, label) = (Words::get(), key(label));
    let of_section = begins(&key(&of), &words.section);
    if of.is_empty() || is_told || counts || lists::is_whole(&of) || of_section || is_number(&of) {
        return Some(Summed::Rows);
    }
    Some(if begins(&label, &words.adds) { Summed::Named } else { Summed::Perhaps })
}

/// What a label names that ends with the word of a sum, and whether a sign parts them: `Xã A (cộng)`.
pub(crate) fn summed_behind(label: &str) -> Option<(String, bool)> {
    lists::totalled_behind(label).filter(|_| !is_name(label))
}

/// Whether a label begins like a sum and names a thing: `Tổng công ty`, `Cộng đồng`.
fn is_name(label: &str) -> bool {
    let plain = unicode::lower(label) == fold(label);
    let label = with_marks(label);
    let folded = || Words::get().no_sum.iter().map(|word| fold(word)).to_list();
    begins(&label, &Words::get().no_sum) || (plain && begins(&label, &folded()))
}

/// In how many columns the figures of a row are the sums of those of others; none where they are not, or there is nothing to
/// compare.
pub(crate) fn added<'r>(
    own: &[Option<Decimal>],
    others: &(impl Iterator<Item = &'r [Option<Decimal>]> + Clone),
) -> Option<usize> {
    let mut columns = 0;
    for (column, total) in own.iter().enumerate() {
        let Some(total) = total else { continue };
        let mut parts = others.clone().filter_map(|other| other.get(column).copied().flatten()).peekable();
        let is_compared = parts.peek().is_some();
        if parts.try_fold(Decimal::ZERO, Decimal::checked_add) != Some(*total) {
            return None;
        }
        columns += usize::from(is_compared);
    }
    (columns > 0).then_some(columns)
}

/// Whether the label of a row begins with the words of a part: `Trong đó`.
pub(crate) fn begins_as_part(label: &str) -> bool {
    begins(&with_marks(label), &Words::get().part)
}

/// Whether the label of a row says that it is a part of the one above.
pub(crate) fn is_part(label: &str) -> bool {
    let (words, label) = (Words::get(), label.trim());
    let signed = words.part_sign.iter().any(|sign| {
        label
            .strip_prefix(sign.as_str())
            .is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic))
    });
    signed || begins_as_part(label)
}

/// Whether a row that somebody adds holds no figures of its own by its label: shares, means, another period. `below` is one that
/// stands below the total.
pub(crate) fn is_beside(label: &str, below: bool) -> bool {
    let (words, label) = (Words::get(), with_marks(label));
    let of_period = || {
        let (first, rest) = label.split_once(' ').unwrap_or_default();
        let number = rest.split(' ').next().unwrap_or_default();
        let is_number = number.starts_with(|one: char| one.is_ascii_digit())
            || from_roman(&unicode::upper(number)).is_some();
        words.of_period.iter().any(|word| word == first) && is_number
    };
    begins(&label, &words.beside) || (below && of_period())
}

/// What a line says that figures count: `hồ sơ` of `Đơn vị tính: hồ sơ`.
pub(crate) fn unit_said(line: &str) -> Option<&str> {
    let (head, unit) = line.trim().trim_start_matches(['(', '[']).split_once(':')?;
    is_unit_head(head).then(|| unit.trim().trim_end_matches([')', ']', '.']).trim())
}

/// Whether a field of this label says which period the figures of its form are of.
pub(crate) fn says_period(label: &str) -> bool {
    let label = key(label);
    Words::get().period.contains(&label)
}

/// Whether a field of this label calls that period by its name.
pub(crate) fn names_period(label: &str) -> bool {
    let label = key(label);
    Words::get().period_name.contains(&label)
}

/// Whether a field of this label says between which days the figures were counted.
pub(crate) fn says_days(label: &str) -> bool {
    let label = key(label);
    Words::get().period_days.contains(&label)
}

/// A period as it is compared: `quy 3 2026` of `quý III năm 2026` and `Quý 03/2026`.
pub(crate) fn period_key(text: &str) -> String {
    let text = key(text);
    let words =
        text.split(' ').filter(|word| !Words::get().period_filler.iter().any(|filler| filler == word));
    let plain = |word: &str| {
        let number = from_roman(&unicode::upper(word)).or_else(|| word.parse::<u32>().ok());
        number.map_or_else(|| word.to_owned(), |number| number.to_string())
    };
    words.map(plain).joined(" ")
}

/// Whether the cells below a head say what the figures of their rows count.
pub(crate) fn is_unit_head(head: &str) -> bool {
    let head = key(head);
    Words::get().unit_head.contains(&head)
}

/// Whether a head stands over shares, which are never added up.
pub(crate) fn is_share(head: &str) -> bool {
    let head = fold(head);
    Words::get().share.iter().any(|word| head.contains(word.as_str()))
}

/// What counts a row within its label, and what follows: `1.1.` and `Cấp đổi` of `1.1. Cấp đổi`, `I.`, `a)`. Letters that
/// shorten a word (`P. Ba Đình`) count nothing.
pub(crate) fn numbered(label: &str) -> Option<(&str, &str)> {
    /// Digits a number has at most: 1.500 counts things.
    const LONGEST: usize = 2;
    let label = label.trim_start().trim_start_matches('(');
    let is_digit = label.starts_with(|first: char| first.is_ascii_digit());
    let end =
        label.find(
            |one: char| if is_digit { !one.is_ascii_digit() && one != '.' } else { !one.is_alphanumeric() },
        )?;
    let (mark, rest) = label.split_at_checked(end)?;
    let name = rest.trim_start_matches(['.', ')', '/']);
    let is_apart =
        name.starts_with(char::is_whitespace) || (is_digit && (mark.ends_with('.') || rest.starts_with(')')));
    let is_apart = is_apart && name.contains(char::is_alphabetic);
    let is_closed = rest.starts_with([')', '/']);
    let counts = if is_digit {
        let mut parts = mark.trim_end_matches('.').split('.');
        parts.all(|part| (1..=LONGEST).contains(&part.len())) && (mark.contains('.') || is_closed)
    } else {
        let mut letters = mark.chars();
        let first = letters.next()?;
        let is_first = letters.next().is_none() && matches!(first, 'A'..='E' | 'a'..='e' | 'đ');
        let is_letter = mark.chars().count() == 1 && first.is_lowercase() && is_closed;
        let is_roman =
            mark != "X" && mark.bytes().all(|one| b"IVX".contains(&one)) && from_roman(mark).is_some();
        name.len() < rest.len() && (is_first || is_letter || is_roman)
    };
    (is_apart && counts).then(|| (mark, name.trim_start()))
}

/// A label without what counts it.
pub(crate) fn name_of(label: &str) -> &str {
    numbered(label).map_or(label, |(_, name)| name).trim()
}

/// A label as rows of several documents are compared by it.
pub(crate) fn row_key(label: &str) -> String {
    fold(name_of(label))
}

/// Whether the figures of a row are shares or means by its label or by what they count: `Tỷ lệ hộ nghèo`, `%`, `tạ/ha`.
pub(crate) fn is_rate(label: &str, unit: &str) -> bool {
    let words = Words::get();
    let per = |unit: &str| unit.rsplit_once('/').map(|(_, per)| with_marks(per)).unwrap_or_default();
    let is_share =
        |unit: &str| words.rate_unit.iter().any(|known| known == unit.trim() || *known == with_marks(unit));
    let of_unit =
        |unit: &str| is_share(unit) || (!per(unit).is_empty() && !begins(&per(unit), &words.per_time));
    let in_name = |unit: &str| is_share(unit) || begins(&per(unit), &words.per);
    let name = with_marks(name_of(label).trim_start_matches(|sign: char| !sign.is_alphanumeric()));
    let within = |word: &String| format!(" {name} ").contains(&format!(" {word} "));
    let said = label.trim_end().strip_suffix(')').and_then(|label| label.rsplit_once('('));
    begins(&name, &words.rate)
        || words.rate_within.iter().any(within)
        || of_unit(unit)
        || said.is_some_and(|(_, unit)| in_name(unit))
}

/// The words alone in small letters: `gồm` is not `gốm`.
fn with_marks(text: &str) -> String {
    let small = unicode::lower(unicode::composed(text).as_deref().unwrap_or(text));
    let words = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.joined(" ")
}

/// A whole word of the list begins the text.
fn begins(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| {
        text.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// `(I+II)`, `1 + 2 + 3`, `A`: numbers of rows or sections, and what joins them.
fn is_number(of: &str) -> bool {
    const LONGEST: usize = 4;
    let mut parts = of.split(['+', '=', '(', ')', ' ', ',', '.', ';', '-']).filter(|part| !part.is_empty());
    let counts = |part: &str| {
        let all = |known: &[u8]| part.bytes().all(|byte| known.contains(&byte));
        part.len() <= LONGEST && (all(b"0123456789") || all(b"ivxlc") || (part.len() == 1 && all(b"abdeg")))
    };
    let first = parts.next();
    first.is_some_and(counts) && parts.all(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_parts_are_known_by_their_words() {
        for (label, of) in [
            ("Tổng cộng", Some(Summed::Rows)),
            ("TỔNG SỐ:", Some(Summed::Rows)),
            ("Tổng cộng toàn xã", Some(Summed::Rows)),
            ("Cộng (I+II)", Some(Summed::Rows)),
            ("Tổng cộng = A + B", Some(Summed::Rows)),
            ("Cộng mục I", Some(Summed::Rows)),
            ("Cộng II", Some(Summed::Rows)),
            ("Cộng xã An Bình", Some(Summed::Named)),
            ("Tổng số hồ sơ tiếp nhận", Some(Summed::Perhaps)),
            ("Cộng đồng dân cư", None),
            ("Cộng tác viên dân số", None),
            ("Hồ sơ tiếp nhận", None),
        ] {
            assert_eq!(summed(label), of, "{label}");
        }
        assert!(is_part("Trong đó: nữ") && is_part("- Nữ") && is_part("+ Đúng hạn") && is_part("Bao gồm"));
        assert!(!is_part("Trong nước") && !is_part("-") && !is_part("- 5") && !is_part("Gốm sứ"));
        assert!(is_unit_head("ĐVT") && is_unit_head("Đơn vị tính") && !is_unit_head("Đơn vị, lĩnh vực"));
        assert!(is_share("Tỷ lệ (%)") && !is_share("Kế hoạch"));
        assert!(is_beside("Tỷ lệ (%)", false) && is_beside("Cùng kỳ năm 2025", false));
        assert!(
            is_beside("Năm 2025", true) && !is_beside("Năm 2025", false) && !is_beside("Tháng lương", true)
        );
        for (label, unit, is) in [
            ("Tỷ lệ đúng hạn", "", true),
            ("2. Tỷ trọng thu nội địa", "", true),
            ("Thu nhập bình quân đầu người", "triệu đồng", true),
            ("Năng suất lúa", "tạ/ha", true),
            ("Đúng hạn (%)", "", true),
            ("Thu nhập (triệu đồng/người)", "", true),
            ("Hồ sơ (trực tiếp/trực tuyến)", "", false),
            ("Xã A (sáp nhập 01/7)", "", false),
            ("Hộ nghèo", "phần trăm", true),
            ("Dân số trung bình năm 2025", "người", false),
            ("Xã đạt 100% tiêu chí", "xã", false),
            ("Thu ngân sách", "triệu đồng/tháng", false),
        ] {
            assert_eq!(is_rate(label, unit), is, "{label} {unit}");
        }
        for (label, name) in [
            ("1.1. Cấp đổi", "Cấp đổi"),
            ("II. Khối xã", "Khối xã"),
            ("a) Cấp mới", "Cấp mới"),
            ("1.500 hộ", "1.500 hộ"),
            ("5 tuổi", "5 tuổi"),
            ("P. Ba Đình", "P. Ba Đình"),
            ("X. An Bình", "X. An Bình"),
            ("Đất đai", "Đất đai"),
        ] {
            assert_eq!(name_of(label), name);
        }
        assert_eq!(unit_said("(Đơn vị tính: triệu đồng)"), Some("triệu đồng"));
        assert_eq!(unit_said("Đơn vị: Phòng Nội vụ"), None);
        assert_eq!(period_key("quý III năm 2026"), period_key("Quý 03/2026"));
    }
}
