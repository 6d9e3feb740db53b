//! Over which time a column of figures counts (`natures.toml`).

use std::sync::OnceLock;

use super::text::key;
use crate::packed;
use crate::standard::read::{self, record};

/// Over which time figures count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// In the period: added over periods.
    Arising,
    /// Since the year began.
    Cumulative,
    /// On the last day.
    AtMoment,
    /// For the year.
    Planned,
    /// The same of the year before.
    LastYear,
}

#[derive(Debug)]
struct Words {
    last_year: Vec<String>,
    planned: Vec<String>,
    cumulative: Vec<String>,
    at_moment: Vec<String>,
    arising: Vec<String>,
}

record!(Words { last_year, planned, cumulative, at_moment, arising });

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/natures.json");
            read::all(&table).expect("the table is well formed")
        })
    }
}

/// Over which time the figures below a head count; none where it does not say.
pub(crate) fn nature(head: &str) -> Option<Nature> {
    let words = Words::get();
    let head = format!(" {} ", key(head));
    let has = |list: &[String]| list.iter().any(|word| head.contains(&format!(" {} ", key(word))));
    let lists = [
        (&words.last_year, Nature::LastYear),
        (&words.planned, Nature::Planned),
        (&words.cumulative, Nature::Cumulative),
        (&words.at_moment, Nature::AtMoment),
        (&words.arising, Nature::Arising),
    ];
    lists.into_iter().find(|(list, _)| has(list)).map(|(_, nature)| nature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_over_which_time_figures_count() {
        for (head, expected) in [
            ("Thực hiện kỳ này", Some(Nature::Arising)),
            ("Lũy kế từ đầu năm", Some(Nature::Cumulative)),
            ("Lũy kế cùng kỳ năm trước", Some(Nature::LastYear)),
            ("Kế hoạch năm", Some(Nature::Planned)),
            ("Số hộ nghèo tại thời điểm báo cáo", Some(Nature::AtMoment)),
            ("Ghi chú", None),
        ] {
            assert_eq!(nature(head), expected, "{head}");
        }
    }
}
