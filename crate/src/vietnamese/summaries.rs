//! How abstracts begin (`summaries.toml`).

use std::sync::OnceLock;

use crate::standard::read::{self, record};
use crate::{packed, unicode};

#[derive(Debug)]
struct Words {
    verbs: Vec<String>,
}

record!(Words { verbs });

#[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let table = packed::table("vietnamese/summaries.json");
        read::all(&table).expect("the table is well formed")
    })
}

/// Whether a text begins with a verb that stands in small letters wherever no sentence begins. A name that begins with the
/// same word (`Giao Thủy`, `Mở`) is none: its next word has a capital too.
pub(crate) fn begins_with_verb(text: &str) -> bool {
    let mut written = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let (Some(first), Some(second)) = (written.next(), written.next()) else { return false };
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let shouts = first.chars().count() > 1 && first.chars().all(char::is_uppercase);
    if !is_capital(first) || is_capital(second) || shouts {
        return false;
    }
    let lower = unicode::lower(text);
    words().verbs.iter().any(|verb| {
        lower.strip_prefix(verb.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}
