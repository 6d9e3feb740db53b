//! The words by which pieces of a document are known, whoever made it.

use std::sync::OnceLock;

use super::printed::after;
use crate::packed;
use crate::standard::read::{self, record};
use crate::vietnamese::text::key;

/// The table `standard/reading.toml`; words to begin or end with as [`key`] has them.
#[derive(Debug)]
pub(crate) struct Words {
    /// How the name of a position begins.
    pub(crate) position: Vec<String>,
    /// How the name of a position ends.
    pub(crate) position_end: Vec<String>,
    /// In what role somebody signs beside others.
    pub(crate) role: Vec<String>,
    /// How the name of an administrative unit begins.
    pub(crate) unit: Vec<String>,
    /// Bodies whose name the unit goes on with.
    pub(crate) of_unit: Vec<String>,
    /// Bodies that stand above others.
    pub(crate) superior: Vec<String>,
    /// How the name of a body begins that another stands above.
    pub(crate) office: Vec<String>,
    /// What begins like that and is no body.
    pub(crate) no_office: Vec<String>,
    /// How an abstract begins.
    pub(crate) summary: Vec<String>,
    /// How the round of a draft begins.
    pub(crate) draft_round: Vec<String>,
    /// How a ground begins.
    pub(crate) ground: Vec<String>,
    /// What begins a ground in italics or among others.
    pub(crate) further_ground: Vec<String>,
    /// What orders what follows the grounds.
    pub(crate) order: Vec<String>,
    /// What stands between the kind and who decides.
    pub(crate) author: Vec<String>,
    /// How an abstract in capitals begins.
    pub(crate) deed: Vec<String>,
    /// The words of a day.
    pub(crate) day: Vec<String>,
    /// How the line ends that says whom a telegram is sent to.
    pub(crate) telegram: Vec<String>,
    /// What something says it goes with.
    pub(crate) attached: Vec<String>,
    /// Who confirms a paper.
    pub(crate) confirmation: Vec<String>,
    /// How the lines of a digital signature begin.
    pub(crate) stamp: Vec<String>,
    /// Archives that receive a copy, as they are written.
    pub(crate) archive: Vec<String>,
    /// What a contact line names.
    pub(crate) contact: Vec<String>,
    /// Words of positions, as they are written.
    pub(crate) position_word: Vec<String>,
    /// Units whose own names follow, as they are written.
    pub(crate) named_unit: Vec<String>,
    capacity: Vec<Capacity>,
}

#[derive(Debug)]
struct Capacity {
    usual: String,
    written: Vec<String>,
}

record!(Words {
    position,
    position_end,
    role,
    unit,
    of_unit,
    superior,
    office,
    no_office,
    summary,
    draft_round,
    ground,
    further_ground,
    order,
    author,
    deed,
    day,
    telegram,
    attached,
    confirmation,
    stamp,
    archive,
    contact,
    position_word,
    named_unit,
    capacity
});
record!(Capacity { usual, written });

impl Words {
    /// The table.
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub(crate) fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("standard/reading.json");
            let mut words: Words = read::all(&table).expect("the table is well formed");
            let lists = [
                &mut words.position,
                &mut words.position_end,
                &mut words.role,
                &mut words.unit,
                &mut words.of_unit,
                &mut words.superior,
                &mut words.office,
                &mut words.no_office,
                &mut words.summary,
                &mut words.draft_round,
                &mut words.ground,
                &mut words.further_ground,
                &mut words.order,
                &mut words.author,
                &mut words.deed,
                &mut words.telegram,
                &mut words.day,
                &mut words.attached,
                &mut words.confirmation,
                &mut words.contact,
                &mut words.stamp,
            ];
            for word in lists.into_iter().flatten() {
                *word = key(word);
            }
            words
        })
    }

    /// How a line of capacity begins, as the decree writes it, and what follows.
    pub(crate) fn capacity<'t>(&self, text: &'t str) -> Option<(&str, &'t str)> {
        self.capacity.iter().find_map(|one| {
            let rest = one.written.iter().find_map(|begin| text.strip_prefix(begin.as_str()))?;
            Some((one.usual.as_str(), rest.trim_start_matches(['.', ' '])))
        })
    }
}

/// How many of the first lines name a body, by their words, that the body on the next line belongs to.
pub(super) fn lines_above(lines: &[&str]) -> usize {
    let words = Words::get();
    let is_unit = |line: &str| begins(line, &words.unit) && line.contains(' ');
    let is_whole = |line: &str| {
        words.of_unit.iter().filter_map(|body| after(line, body)).any(is_unit)
            || begins(line, &words.superior) && line.matches(' ').count() > 1
    };
    let is_office = |line: &str| begins(line, &words.office) && !begins(line, &words.no_office);
    match lines {
        [body, unit, office, ..]
            if words.of_unit.iter().any(|one| one == body) && is_unit(unit) && is_office(office) =>
        {
            2
        }
        [body, office, ..] if is_whole(body) && is_office(office) => 1,
        _ => 0,
    }
}

/// Whether folded words begin with one of these, word by word.
pub(crate) fn begins(key: &str, words: &[String]) -> bool {
    words.iter().any(|word| after(key, word).is_some())
}
