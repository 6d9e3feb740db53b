//! Words of the register in which an office notes what came back (`receipts.toml`).

use std::sync::OnceLock;

use super::text::key;
use crate::packed;
use crate::standard::read::{self, record};

/// The words; the first of each list is the one that is written.
#[derive(Debug)]
pub(crate) struct Receipts {
    pub(crate) event: Vec<String>,
    pub(crate) unit: Vec<String>,
    pub(crate) task: Vec<String>,
    pub(crate) period: Vec<String>,
    pub(crate) file: Vec<String>,
    pub(crate) number: Vec<String>,
    pub(crate) date: Vec<String>,
    pub(crate) received: Vec<String>,
    pub(crate) deadline: Vec<String>,
    pub(crate) further: Vec<String>,
    pub(crate) came: Vec<String>,
    pub(crate) signed: Vec<String>,
    pub(crate) nothing: Vec<String>,
    pub(crate) extended: Vec<String>,
    pub(crate) withdrawn: Vec<String>,
    pub(crate) accepted: Vec<String>,
    pub(crate) replaces: Vec<String>,
    pub(crate) adds: Vec<String>,
    pub(crate) sheet: Vec<String>,
    pub(crate) figures: Vec<String>,
}

record!(Receipts {
    event,
    unit,
    task,
    period,
    file,
    number,
    date,
    received,
    deadline,
    further,
    came,
    signed,
    nothing,
    extended,
    withdrawn,
    accepted,
    replaces,
    adds,
    sheet,
    figures
});

impl Receipts {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub(crate) fn get() -> &'static Receipts {
        static WORDS: OnceLock<Receipts> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/receipts.json");
            read::all(&table).expect("the table is well formed")
        })
    }
}

/// Whether one of the words is meant.
pub(crate) fn is_one(words: &[String], said: &str) -> bool {
    let said = key(said);
    words.iter().any(|word| key(word) == said)
}

/// The word that is written.
pub(crate) fn written(words: &[String]) -> &str {
    words.first().map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_known_however_they_are_typed() {
        let words = Receipts::get();
        assert!(is_one(&words.signed, "ĐÃ NHẬN BẢN KÝ") && is_one(&words.number, "Số, ký hiệu:"));
        assert!(!is_one(&words.signed, "Đã nhận tệp"));
        assert_eq!(written(&words.adds), "Thêm");
    }
}
