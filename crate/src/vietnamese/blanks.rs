//! What the words around a blank of a form say of it (`blanks.toml`).

use std::sync::OnceLock;

use super::text::key;
use crate::packed;
use crate::standard::read::{self, record};

/// What a blank takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Text,
    Date,
    /// A row of digits.
    Digits,
    /// An amount.
    Number,
}

#[derive(Debug)]
pub(crate) struct Words {
    /// `ngày`, `tháng`, `năm`.
    pub(crate) day: String,
    pub(crate) month: String,
    pub(crate) year: String,
    pub(crate) boxes: Vec<String>,
    pub(crate) ticked: String,
    /// What a blank before the day of a document is called.
    pub(crate) place: String,
    lead: Vec<String>,
    goes_on: Vec<String>,
    dates: Vec<String>,
    digits: Vec<String>,
    numbers: Vec<String>,
    units: Vec<String>,
}

record!(Words { day, month, year, boxes, ticked, place, lead, goes_on, dates, digits, numbers, units });

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub(crate) fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/blanks.json");
            read::all(&table).expect("the table is well formed")
        })
    }

    /// Whether the last word before a blank leads to it however short it is.
    pub(crate) fn leads(&self, word: &str) -> bool {
        self.lead.iter().any(|lead| key(lead) == key(word))
    }

    /// Whether a list goes on behind this text.
    pub(crate) fn goes_on(&self, before: &str) -> bool {
        let before = before.trim_end();
        self.goes_on.iter().any(|end| before.ends_with(end.as_str()))
    }

    /// What a blank takes, by its label and by the words behind it.
    pub(crate) fn wanted(&self, label: &str, behind: &str) -> Wanted {
        let label = key(label);
        let says = |list: &[String]| list.iter().any(|pattern| fits(pattern, &label));
        let behind = behind.trim_start();
        let counted = |unit: &String| {
            behind.strip_prefix(unit.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        if says(&self.dates) {
            Wanted::Date
        } else if says(&self.digits) {
            Wanted::Digits
        } else if says(&self.numbers) || self.units.iter().any(counted) {
            Wanted::Number
        } else {
            Wanted::Text
        }
    }
}

/// Whether a label is of a pattern: the same words, or with others where `*` stands.
fn fits(pattern: &str, label: &str) -> bool {
    let words = key(pattern);
    let rest = |rest: Option<&str>, is_end: bool| {
        rest.is_some_and(|rest| {
            rest.is_empty() || if is_end { rest.ends_with(' ') } else { rest.starts_with(' ') }
        })
    };
    if pattern.starts_with('*') {
        rest(label.strip_suffix(&words), true)
    } else if pattern.ends_with('*') {
        rest(label.strip_prefix(&words), false)
    } else {
        label == words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_what_a_blank_takes() {
        let wanted = |label, behind| Words::get().wanted(label, behind);
        assert_eq!(wanted("Ngày sinh", ""), Wanted::Date);
        assert_eq!(wanted("Số CCCD/CMND", ""), Wanted::Digits);
        assert_eq!(wanted("Tạm ứng", " đồng"), Wanted::Number);
        assert_eq!(wanted("Ngày nghỉ phép của", ""), Wanted::Text);
    }
}
