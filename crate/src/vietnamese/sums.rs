//! Words of rows that hold what other rows of a table add up to, or a part of it (`sums.toml`).

use std::sync::OnceLock;

use serde_json::Value;

use super::lists;
use super::text::{fold, key};
use crate::packed;
use crate::standard::read::{self, record};
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
}

record!(Words { section, adds, no_sum, part, part_sign, unit_head, share });

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table: Value = serde_json::from_str(packed::text("vietnamese/sums.json")).expect("JSON");
            let mut words: Words = read::all(&table).expect("the table is well formed");
            let keyed = [&mut words.section, &mut words.adds, &mut words.no_sum, &mut words.unit_head];
            for word in keyed.into_iter().flatten() {
                *word = key(word);
            }
            for word in &mut words.part {
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
    let (words, label) = (Words::get(), key(label));
    if begins(&label, &words.no_sum) {
        return None;
    }
    let of_section = begins(&key(&of), &words.section);
    if of.is_empty() || lists::is_whole(&of) || of_section || is_number(&of) {
        return Some(Summed::Rows);
    }
    Some(if begins(&label, &words.adds) { Summed::Named } else { Summed::Perhaps })
}

/// Whether the label of a row says that it is a part of the one above.
pub(crate) fn is_part(label: &str) -> bool {
    let (words, label) = (Words::get(), label.trim());
    let signed = words.part_sign.iter().any(|sign| {
        label
            .strip_prefix(sign.as_str())
            .is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic))
    });
    signed || begins(&with_marks(label), &words.part)
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

/// The words alone in small letters: `gồm` is not `gốm`.
fn with_marks(text: &str) -> String {
    let small = unicode::lower(text);
    let words = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
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
    }
}
