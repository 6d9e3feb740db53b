//! On which days the data of periodic reports close (`closing-days.toml`).

use std::sync::OnceLock;

use crate::packed;
use crate::standard::read::{self, record};

/// The rule of the decree.
#[derive(Debug)]
pub(crate) struct ClosingDays {
    /// The article.
    pub(crate) source: String,
    /// The day of the month before the period on which it begins.
    pub(crate) first_day: u32,
    /// The day of the last month of the period on which it ends.
    pub(crate) last_day: u32,
    /// The spans the decree has no days for, which are counted alike.
    pub(crate) by_analogy: Vec<String>,
}

record!(ClosingDays { source, first_day, last_day, by_analogy });

impl ClosingDays {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub(crate) fn get() -> &'static ClosingDays {
        static DAYS: OnceLock<ClosingDays> = OnceLock::new();
        DAYS.get_or_init(|| {
            let table = packed::table("government/closing-days.json");
            read::all(&table).expect("the table is well formed")
        })
    }
}
