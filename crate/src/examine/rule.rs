//! The rules, as `rules.toml` has them.

use std::sync::OnceLock;

use serde::Serialize;
use serde_json::Value;

use crate::document::Component;
use crate::packed;
use crate::standard::read::{self, Fault, Read, record};
use crate::standard::word;

/// Whose rule it is; the later here weighs more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It would be better so.
    #[serde(rename = "goi-y")]
    Advice,
    /// Offices do so.
    #[serde(rename = "thong-le")]
    Custom,
    /// An article says so.
    #[serde(rename = "luat")]
    Law,
}

const LEVELS: [(&str, Level); 3] =
    [("goi-y", Level::Advice), ("thong-le", Level::Custom), ("luat", Level::Law)];

impl Level {
    /// The level of an id: `luat`, `thong-le`, `goi-y`.
    pub fn of_id(id: &str) -> Option<Level> {
        LEVELS.iter().find(|(known, _)| *known == id).map(|(_, level)| *level)
    }

    /// Its id.
    pub fn id(self) -> &'static str {
        LEVELS.iter().find(|(_, level)| *level == self).map_or("", |(id, _)| id)
    }

    /// Its name in Vietnamese and in English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Level::Advice => ("gợi ý", "advice"),
            Level::Custom => ("thông lệ", "custom"),
            Level::Law => ("luật", "law"),
        }
    }
}

/// How far a document is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It is being written.
    #[default]
    #[serde(rename = "du-thao")]
    Draft,
    /// It goes to whoever signs it.
    #[serde(rename = "trinh-ky")]
    Signing,
    /// It goes out.
    #[serde(rename = "phat-hanh")]
    Issue,
}

const STAGES: [(&str, Stage); 3] =
    [("du-thao", Stage::Draft), ("trinh-ky", Stage::Signing), ("phat-hanh", Stage::Issue)];

impl Stage {
    /// The stage of an id: `du-thao`, `trinh-ky`, `phat-hanh`.
    pub fn of_id(id: &str) -> Option<Stage> {
        STAGES.iter().find(|(known, _)| *known == id).map(|(_, stage)| *stage)
    }
}

impl Read for Stage {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        word(value, &STAGES, faults)
    }
}

/// What puts a finding right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mending {
    /// Another format of the same letters.
    Format,
    /// Signs, figures and spaces that say nothing by themselves.
    Punctuation,
    /// Other words: only one by one.
    Words,
    /// Nothing that a program could do.
    None,
}

/// A rule.
#[derive(Debug, Clone, Serialize)]
pub struct Rule {
    /// Its stable name.
    pub code: String,
    /// Whose it is.
    pub level: Level,
    /// Where it is written, in Vietnamese.
    pub source: String,
    /// The components it looks at; none where it looks at the document as a whole.
    pub needs: Vec<Component>,
    /// From when on it counts.
    pub stage: Stage,
    /// What puts a finding right.
    pub fix: Mending,
    /// What a program does to put it right, in Vietnamese: `{set}` is what it writes or sets. Empty where it does nothing.
    pub mends: String,
    /// The same in English.
    pub mends_english: String,
    /// What is wrong and what to do, in Vietnamese: `{seen}` is what stands there, `{wanted}` what should.
    pub message: String,
    /// The same in English.
    pub english: String,
    /// How it looks where it is wrong.
    pub fails: String,
    /// How it looks where it is right.
    pub passes: String,
}

/// Why a document is not asked for what the standard wants.
#[derive(Debug, Clone, Serialize)]
pub struct Unchecked {
    /// Its stable name.
    pub code: String,
    /// The reason and what was still looked at, in Vietnamese.
    pub message: String,
    /// The same in English.
    pub english: String,
}

/// The words rules go by.
#[derive(Debug)]
pub(super) struct Words {
    /// Kinds that are addressed to nobody.
    pub(super) unaddressed: Vec<String>,
    /// Abbreviations of kinds that begin no symbol of a công văn.
    pub(super) kinds_only: Vec<String>,
    /// How a recipients' line says that the addressees get it too.
    pub(super) as_above: Vec<String>,
    /// The clerk who keeps a copy.
    pub(super) clerk: Vec<String>,
    /// What stands in for a text that is not written yet.
    pub(super) filler: Vec<String>,
    /// Bodies whose line ministry may allow titles before names.
    pub(super) titled: Vec<String>,
    /// The days of the week, from Monday on, each in all its spellings.
    pub(super) weekdays: Vec<Vec<String>>,
    /// What stands before the day of the week.
    pub(super) before_weekday: Vec<String>,
    /// What stands before the last day for something.
    pub(super) deadline: Vec<String>,
    /// What stands before the last day, where somebody is asked to do something.
    pub(super) before_day: Vec<String>,
    /// What somebody is asked to do by a day.
    pub(super) task: Vec<String>,
    /// Kinds whose letterhead, signature and recipients are always there.
    pub(super) complete: Vec<String>,
    /// Kinds that tell what is over.
    pub(super) looks_back: Vec<String>,
    /// How the position of a deputy begins.
    pub(super) deputy: Vec<String>,
    /// What announces an amount in words.
    pub(super) in_words: Vec<String>,
    /// What ends an amount in words and is none of it.
    pub(super) even: Vec<String>,
    /// Kinds that leave room for handwriting.
    pub(super) by_hand: Vec<String>,
    /// Kinds that name who decides below their abstract.
    pub(super) decided: Vec<String>,
    /// What an abstract says that changes another document.
    pub(super) amends: Vec<String>,
}

/// The table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rule: Vec<Rule>,
    pub(super) unchecked: Vec<Unchecked>,
    pub(super) words: Words,
}

record!(Table { rule, unchecked, words });
record!(Unchecked { code, message, english });
record!(Words {
    unaddressed,
    kinds_only,
    as_above,
    clerk,
    filler,
    titled,
    weekdays,
    before_weekday,
    deadline,
    looks_back,
    before_day,
    task,
    complete,
    deputy,
    in_words,
    even,
    by_hand,
    decided,
    amends
});
record!(Rule { code, level, source, needs or_default, stage or_default, fix, mends or_default, mends_english or_default, message, english, fails, passes });

impl Read for Level {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        word(value, &LEVELS, faults)
    }
}

impl Read for Mending {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let words = [
            ("none", Mending::None),
            ("format", Mending::Format),
            ("punctuation", Mending::Punctuation),
            ("words", Mending::Words),
        ];
        word(value, &words, faults)
    }
}

impl Table {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub(super) fn get() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            let table: Value = serde_json::from_str(packed::rules()).expect("JSON");
            read::all(&table).expect("the table is well formed")
        })
    }

    pub(super) fn unchecked(&self, code: &str) -> Option<&Unchecked> {
        self.unchecked.iter().find(|one| one.code == code)
    }
}

/// All rules.
pub fn rules() -> &'static [Rule] {
    &Table::get().rule
}
