//! The words around citations (`vietnamese/citations.toml`).

use std::sync::OnceLock;

use super::{Joining, without_prefix};
use crate::packed;
use crate::standard::read::{self, record};

#[derive(Debug)]
pub(super) struct Words {
    /// What stands before a citation.
    pub(super) leads: Vec<String>,
    /// Kinds that are cited by their names.
    pub(super) by_name: Vec<String>,
    on_the_matter: Vec<String>,
    /// Verbs with which an abstract reads on from the issuer.
    pub(super) verbs: Vec<String>,
    reading_on: Vec<String>,
    /// `V/v` and how else it is written.
    pub(super) matter_written: Vec<String>,
    /// Verbs with which an abstract begins where nothing else does.
    pub(super) verbs_of_plans: Vec<String>,
}

record!(Words { leads, by_name, on_the_matter, verbs, reading_on, matter_written, verbs_of_plans });

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub(super) fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/citations.json");
            read::all(&table).expect("the table is well formed")
        })
    }

    /// How an abstract is joined that says nothing of it.
    pub(super) fn joining(&self, kind: &str, subject: &str) -> Joining {
        let is = |kinds: &[String]| kinds.iter().any(|known| without_prefix(kind, known) == Some(""));
        let begins =
            |verb: &String| without_prefix(subject, verb).is_some_and(|rest| rest.starts_with([' ', ',']));
        if is(&self.reading_on) && self.verbs.iter().any(begins) {
            Joining::Khong
        } else if is(&self.on_the_matter) {
            Joining::VeViec
        } else {
            Joining::Ve
        }
    }
}
