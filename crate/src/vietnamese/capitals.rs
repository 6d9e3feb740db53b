//! Capitals as Annex II of Decree 30/2020/NĐ-CP asks for them (`capitals.toml`): phrases that are always written one way.

use std::sync::OnceLock;

use crate::packed;
use crate::standard::read::{self, record};

/// The annex of a standard that says what is written with capitals.
#[derive(Debug)]
pub(crate) struct Annex {
    #[expect(dead_code, reason = "names the table in the file")]
    id: String,
    /// The standard whose documents are written with these capitals.
    pub(crate) standard: String,
    /// Where it is written.
    pub(crate) source: String,
    /// What it says of the beginning of a sentence.
    pub(crate) sentence: Rule,
    /// Its rules.
    pub(crate) rule: Vec<Rule>,
}

/// A rule of the annex, as the phrases it makes right.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The part of the annex, in Vietnamese.
    pub(crate) name: String,
    /// The same in English.
    pub(crate) name_en: String,
    /// Phrases with their capitals.
    pub(crate) phrases: Vec<String>,
    /// Phrases that are small but at the beginning of a sentence.
    pub(crate) small: Vec<String>,
    /// Phrases that are right in any capitals.
    pub(crate) either: Vec<String>,
    /// Administrative units, small before the names of provinces.
    pub(crate) units: Vec<String>,
}

record!(Annex { id, standard, source, sentence, rule });
record!(Rule { name, name_en, phrases or_default, small or_default, either or_default, units or_default });

impl Annex {
    /// Annex II of the decree.
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub(crate) fn second() -> &'static Annex {
        static ANNEX: OnceLock<Vec<Annex>> = OnceLock::new();
        let annexes = ANNEX.get_or_init(|| {
            let tables = packed::table("vietnamese.json");
            read::all(&tables).expect("the table is well formed")
        });
        annexes.first().expect("there is a table")
    }
}
