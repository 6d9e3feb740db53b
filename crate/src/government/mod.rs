//! Local government as it is from a date on: provinces, communes, usual bodies, and which bodies are no more.
//!
//! Names change by law, so they are data (`two-level.toml`, `communes.toml`), each with the date it holds from.

pub(crate) mod closing_days;
mod communes;
pub mod days_off;

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde_json::Value;

use crate::packed;
use crate::standard::read::{self, Fault, Read, or_wrong, record};
use crate::vietnamese::PartialDate;

pub use communes::{Commune, communes_of};
pub(crate) use communes::{all as all_communes, kinds as kinds_of_communes};

/// Local government from a date on.
#[derive(Debug, Clone)]
pub struct Government {
    /// `hai-cap`
    pub id: String,
    /// What it rests on.
    pub source: String,
    /// The day from which it holds.
    pub holds_from: NaiveDate,
    /// The provinces and the cities of their rank.
    pub province: Vec<Province>,
    /// Usual bodies, from the top down.
    pub body: Vec<Body>,
    pub(crate) abolished: Abolished,
}

/// A province, or a city of its rank.
#[derive(Debug, Clone)]
pub struct Province {
    /// `Phú Thọ`
    pub name: String,
    /// `tỉnh` or `thành phố`, as it was on the day the table holds from; see [`Province::kind_on`].
    pub kind: String,
    /// What it was joined from; nothing when it stayed as it was.
    pub merged: Vec<String>,
    later: Option<Later>,
}

/// What became of a province since.
#[derive(Debug, Clone)]
struct Later {
    kind: String,
    holds_from: NaiveDate,
    source: String,
}

/// A usual body of local government.
#[derive(Debug, Clone)]
pub struct Body {
    /// `Phòng Văn hóa - Xã hội`
    pub name: String,
    /// What its symbol usually is; the head of the office fixes it (Annex I, Part I, II.3).
    pub symbol: String,
    /// The units that have one: `xã`, `phường`.
    pub units: Vec<String>,
    /// Its leading positions, the head first.
    pub positions: Vec<String>,
}

/// Bodies of the level that is no more, and the words by which a text speaks to one.
#[derive(Debug, Clone)]
pub(crate) struct Abolished {
    pub(crate) units: Vec<String>,
    pub(crate) bodies: Vec<String>,
    pub(crate) between: Vec<String>,
    pub(crate) cities: Vec<String>,
    pub(crate) of_city: Vec<String>,
    pub(crate) phrases: Vec<String>,
    pub(crate) addressed_in: Vec<String>,
    pub(crate) asked_by: Vec<String>,
    pub(crate) spoken_of_by: Vec<String>,
    pub(crate) done: Vec<String>,
    pub(crate) past: Vec<String>,
    pub(crate) kept: Vec<String>,
    pub(crate) all_units: Vec<String>,
    pub(crate) all_communes: String,
}

record!(Government { id, source, holds_from, province, body, abolished });
record!(Province { name, kind, merged or_default, later or_default });
record!(Later { kind, holds_from, source });
record!(Body { name, symbol, units, positions });
record!(Abolished {
    units,
    bodies,
    between,
    cities,
    of_city,
    phrases,
    addressed_in,
    asked_by,
    spoken_of_by,
    done,
    past,
    kept,
    all_units,
    all_communes
});

impl Read for NaiveDate {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let day = value.as_str().and_then(|day| day.parse::<PartialDate>().ok()).and_then(PartialDate::full);
        or_wrong(day, value, "a day", faults)
    }
}

impl Province {
    /// `tỉnh` or `thành phố` on a day.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use thethuc::government::Government;
    /// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
    /// let dong_nai = Government::two_levels().province("Đồng Nai").expect("a province");
    /// assert_eq!(dong_nai.kind_on(day(4, 29)), "tỉnh");
    /// assert_eq!(dong_nai.kind_on(day(4, 30)), "thành phố");
    /// ```
    pub fn kind_on(&self, day: NaiveDate) -> &str {
        self.later.as_ref().filter(|later| later.holds_from <= day).map_or(&self.kind, |later| &later.kind)
    }

    /// What it is before the day it becomes something else, or was until then: not on that day. With the day and what
    /// that rests on.
    pub(crate) fn other_kind_on(&self, day: NaiveDate) -> Option<(&str, NaiveDate, &str)> {
        let later = self.later.as_ref()?;
        let other = if later.holds_from <= day { &self.kind } else { &later.kind };
        Some((other, later.holds_from, &later.source))
    }

    /// What its kind on a day rests on, where that is not the table's own source.
    pub fn source_on(&self, day: NaiveDate) -> Option<&str> {
        self.later.as_ref().filter(|later| later.holds_from <= day).map(|later| later.source.as_str())
    }
}

impl Government {
    /// The two levels of local government since 01/7/2025.
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    pub fn two_levels() -> &'static Government {
        static TABLE: OnceLock<Vec<Government>> = OnceLock::new();
        let tables = TABLE.get_or_init(|| {
            let tables = packed::table("government.json");
            read::all(&tables).expect("the table is well formed")
        });
        tables.first().expect("there is a table")
    }

    /// The table that holds on a day; none before the first.
    pub fn on(day: NaiveDate) -> Option<&'static Government> {
        Some(Government::two_levels()).filter(|table| table.holds_from <= day)
    }

    /// The province of that name, or the one a former province is part of now.
    pub fn province(&self, name: &str) -> Option<&Province> {
        let named = |one: &&Province| one.name == name;
        let joined = |one: &&Province| one.merged.iter().any(|merged| merged == name);
        self.province.iter().find(named).or_else(|| self.province.iter().find(joined))
    }

    /// The usual bodies of a unit: `xã`, `phường`, `đặc khu`, `tỉnh`, `thành phố`.
    pub fn bodies<'t>(&'t self, unit: &'t str) -> impl Iterator<Item = &'t Body> {
        self.body.iter().filter(move |body| body.units.iter().any(|one| one == unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let table = Government::two_levels();
        assert_eq!(table.province.len(), 34);
        let former: usize = table.province.iter().map(|one| one.merged.len().max(1)).sum();
        assert_eq!(former, 63, "every former province is in one of today's");
        assert_eq!(table.province("Vĩnh Phúc").map(|one| one.name.as_str()), Some("Phú Thọ"));
        assert!(table.province("Sông Bé").is_none());
        for unit in ["tỉnh", "thành phố", "xã", "phường", "đặc khu"] {
            assert!(table.bodies(unit).count() >= 6, "{unit}");
        }
        assert!(table.bodies("phường").all(|body| body.name != "Phòng Kinh tế"));
        let before = NaiveDate::from_ymd_opt(2025, 6, 30).unwrap();
        assert!(Government::on(before).is_none());
        assert!(Government::on(table.holds_from).is_some());
    }

    #[test]
    fn provinces_become_cities_on_their_day() {
        let table = Government::two_levels();
        for (day, cities, latest) in [
            ("2025-07-01", 6, None),
            ("2026-04-29", 6, None),
            ("2026-04-30", 7, Some("Đồng Nai")),
            ("2026-08-31", 7, Some("Đồng Nai")),
            ("2026-09-01", 8, Some("Quảng Ninh")),
            ("2026-09-20", 9, Some("Bắc Ninh")),
        ] {
            let on: NaiveDate = day.parse().unwrap();
            let found = table.province.iter().filter(|one| one.kind_on(on) == "thành phố").count();
            assert_eq!(found, cities, "{day}");
            let latest = latest.and_then(|name| table.province(name)).map(|one| one.source_on(on).is_some());
            assert_ne!(latest, Some(false), "{day}");
        }
        let inspectorates = |unit| table.bodies(unit).filter(|body| body.name.starts_with("Thanh tra"));
        let names = |unit| inspectorates(unit).map(|body| body.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names("tỉnh"), ["Thanh tra tỉnh"]);
        assert_eq!(names("thành phố"), ["Thanh tra thành phố"]);
    }
}
