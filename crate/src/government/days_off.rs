//! Days on which offices do not work (`days-off.toml`).

use std::fmt;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::packed;
use crate::standard::read::{self, record};

/// Why a day is off; prints as it is called: `thứ Bảy`, `Quốc khánh`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOff {
    /// A Saturday.
    Saturday,
    /// A Sunday.
    Sunday,
    /// A public holiday.
    Holiday(&'static str),
}

impl fmt::Display for DayOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DayOff::Saturday => "thứ Bảy",
            DayOff::Sunday => "Chủ nhật",
            DayOff::Holiday(name) => name,
        })
    }
}

#[derive(Debug)]
struct Fixed {
    name: String,
    day: u32,
    month: u32,
}

record!(Fixed { name, day, month });

#[derive(Debug)]
struct Movable {
    name: String,
    days: Vec<String>,
}

record!(Movable { name, days });

#[derive(Debug)]
struct Days {
    /// The law they stand in.
    #[expect(dead_code, reason = "where the data is from, for whoever reads it")]
    law: String,
    fixed: Vec<Fixed>,
    movable: Vec<Movable>,
}

record!(Days { law, fixed, movable });

#[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
fn days() -> &'static Days {
    static DAYS: OnceLock<Days> = OnceLock::new();
    DAYS.get_or_init(|| {
        let table = packed::table("government/days-off.json");
        read::all(&table).expect("the table is well formed")
    })
}

/// Why offices do not work on a day (Bộ luật Lao động 2019, Điều 112); holidays whose day is not known yet are not told, nor are
/// the days offices work instead.
///
/// ```
/// use thethuc::government::days_off::day_off;
/// let day = |text: &str| text.parse().expect("a date");
/// assert_eq!(day_off(day("2027-05-01")).map(|off| off.to_string()).as_deref(), Some("Ngày Quốc tế lao động"));
/// assert_eq!(day_off(day("2026-12-12")).map(|off| off.to_string()).as_deref(), Some("thứ Bảy"));
/// assert_eq!(day_off(day("2026-12-14")), None);
/// ```
pub fn day_off(day: NaiveDate) -> Option<DayOff> {
    let (days, iso) = (days(), day.to_string());
    let fixed = days.fixed.iter().find(|one| (one.day, one.month) == (day.day(), day.month()));
    let movable = || days.movable.iter().find(|one| one.days.contains(&iso));
    let holiday = fixed.map(|one| one.name.as_str()).or_else(|| movable().map(|one| one.name.as_str()));
    holiday.map(DayOff::Holiday).or(match day.weekday() {
        Weekday::Sat => Some(DayOff::Saturday),
        Weekday::Sun => Some(DayOff::Sunday),
        _ => None,
    })
}
