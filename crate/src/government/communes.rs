//! The communes of every province: what each is called and what kind it is on a day (`communes.toml`).

use std::fmt;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Government, Province};
use crate::packed;
use crate::standard::read::{self, record};
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::vietnamese::text::key;
use crate::{Diagnostic, Location};

/// A commune on a day, shown as it is written: `xã An Bình`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Commune {
    /// `xã`, `phường` or `đặc khu`
    pub kind: &'static str,
    /// `An Bình`
    pub name: &'static str,
    /// The province it is in: `Phú Thọ`
    pub province: &'static str,
    /// The day from which it is of this kind.
    #[serde(skip)]
    pub holds_from: NaiveDate,
    /// What that rests on.
    pub source: &'static str,
}

impl fmt::Display for Commune {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.kind, self.name)
    }
}

/// All communes, as they were first and what became of them.
#[derive(Debug)]
struct Table {
    source: String,
    holds_from: NaiveDate,
    former: Vec<String>,
    province: Vec<Communes>,
    later: Vec<Change>,
}

#[derive(Debug)]
struct Communes {
    name: String,
    unit: Vec<OfKind>,
}

#[derive(Debug)]
struct OfKind {
    kind: String,
    names: String,
}

/// Communes of a province that are of another kind from a day on.
#[derive(Debug)]
struct Change {
    province: String,
    kind: String,
    holds_from: NaiveDate,
    source: String,
    names: String,
}

record!(Table { source, holds_from, former, province, later });
record!(Communes { name, unit });
record!(OfKind { kind, names });
record!(Change { province, kind, holds_from, source, names });

/// What stands between two names.
const BETWEEN: &str = ", ";

impl Table {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            let table = packed::table("government/communes.json");
            read::all(&table).expect("the table is well formed")
        })
    }

    /// Those of a province on a day, which is none before the table holds.
    fn of(&'static self, province: &'static Communes, day: NaiveDate) -> impl Iterator<Item = Commune> {
        let later = self.later.iter().filter(move |later| {
            later.holds_from <= day && later.province == province.name && self.holds_from <= day
        });
        let changes: Vec<(&Change, Vec<&str>)> =
            later.map(|later| (later, later.names.split(BETWEEN).to_list())).to_list();
        let units = province.unit.iter().filter(move |_| self.holds_from <= day);
        let all = units.flat_map(|unit| unit.names.split(BETWEEN).map(|name| (unit.kind.as_str(), name)));
        all.map(move |(kind, name)| {
            let changed = changes.iter().rev().find(|(_, names)| names.contains(&name));
            let (kind, holds_from, source) = changed
                .map_or((kind, self.holds_from, &self.source), |(change, _)| {
                    (change.kind.as_str(), change.holds_from, &change.source)
                });
            Commune { kind, name, province: &province.name, holds_from, source }
        })
    }
}

impl Province {
    /// Its communes on a day, in the order of their codes; none before 01/7/2025.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use thethuc::government::Government;
    /// let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    /// let phu_tho = Government::two_levels().called("tỉnh Phú Thọ").expect("a province");
    /// let communes: Vec<String> = phu_tho.communes(day).map(|commune| commune.to_string()).collect();
    /// assert_eq!(communes.len(), 148);
    /// assert!(communes.contains(&"xã An Bình".to_owned()));
    /// ```
    pub fn communes(&self, day: NaiveDate) -> impl Iterator<Item = Commune> {
        let table = Table::get();
        let own = table.province.iter().find(|province| province.name == self.name);
        own.into_iter().flat_map(move |province| table.of(province, day))
    }

    /// The commune of a name on a day.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use thethuc::government::Government;
    /// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
    /// let bac_ninh = Government::two_levels().called("Bắc Ninh").expect("a province");
    /// let kind = |day| bac_ninh.commune("Lục Nam", day).map(|commune| commune.kind);
    /// assert_eq!((kind(day(9, 19)), kind(day(9, 20))), (Some("xã"), Some("phường")));
    /// assert_eq!(bac_ninh.commune("Ba Đình", day(9, 20)), None);
    /// ```
    pub fn commune(&self, name: &str, day: NaiveDate) -> Option<Commune> {
        self.communes(day).find(|commune| commune.name == name)
    }
}

impl Government {
    /// The province somebody means: with or without what it is, in any capitals, with marks or without. A former one is
    /// none: [`Government::province`] says what it is part of.
    ///
    /// ```
    /// use thethuc::government::Government;
    /// let name = |text| Government::two_levels().called(text).map(|province| province.name.as_str());
    /// assert_eq!(name("TỈNH PHÚ THỌ"), Some("Phú Thọ"));
    /// assert_eq!(name("TP. Hồ Chí Minh"), Some("Hồ Chí Minh"));
    /// assert_eq!(name("phu tho"), Some("Phú Thọ"));
    /// assert_eq!((name("Vĩnh Phúc"), name("tỉnh")), (None, None));
    /// ```
    pub fn called(&self, text: &str) -> Option<&Province> {
        let names = self.bare(text);
        self.province.iter().find(|province| names.contains(&key(&province.name)))
    }

    /// Whether a text means a province, one that was, or something that is called one.
    ///
    /// ```
    /// use thethuc::government::Government;
    /// let means = |text| Government::two_levels().means_province(text);
    /// assert!(means("Phú Thọ") && means("tỉnh Vĩnh Phúc") && means("tỉnh Sông Bé"));
    /// assert!(!means("don-vi.txt") && !means("danh sách"));
    /// ```
    pub fn means_province(&self, text: &str) -> bool {
        self.bare(text).len() > 1 || self.called(text).is_some() || self.former(text).is_some()
    }

    /// The province that one somebody means is part of now.
    fn former(&self, text: &str) -> Option<&Province> {
        let names = self.bare(text);
        self.province.iter().find(|now| now.merged.iter().any(|former| names.contains(&key(former))))
    }

    /// The words of what somebody calls a province, and those without what it is.
    fn bare(&self, text: &str) -> Vec<String> {
        let words = key(text);
        let kinds = self.province.iter().map(|province| &province.kind).chain(&self.abolished.cities);
        let mut names: Vec<String> = kinds
            .filter_map(|kind| words.strip_prefix(&key(kind))?.strip_prefix(' '))
            .map(str::to_owned)
            .to_list();
        names.dedup();
        names.push(words);
        names
    }
}

/// The communes of the province somebody means, on a day.
///
/// ```
/// use chrono::NaiveDate;
/// use thethuc::government::communes_of;
/// let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
/// assert_eq!(communes_of("tỉnh Phú Thọ", day)?.len(), 148);
/// assert!(communes_of("tỉnh Vĩnh Phúc", day).is_err_and(|finding| finding.message.contains("Phú Thọ")));
/// # Ok::<(), thethuc::Diagnostic>(())
/// ```
///
/// # Errors
/// A finding that says what a former province is part of now, that there is no such province, or that the day is before the
/// first on which the list holds.
pub fn communes_of(province: &str, day: NaiveDate) -> Result<Vec<Commune>, Diagnostic> {
    let government = Government::two_levels();
    if let Some(found) = government.called(province).filter(|_| government.holds_from <= day) {
        return Ok(found.communes(day).to_list());
    }
    let since = PartialDate::from(government.holds_from).slashed();
    let (vietnamese, english) = match government.former(province) {
        _ if day < government.holds_from => (
            format!("Danh sách xã, phường, đặc khu có từ {since}; hãy chọn ngày từ đó trở đi."),
            format!("The list of communes holds since {since}; choose a day from then on."),
        ),
        Some(now) => (
            format!("Từ {since} «{province}» thuộc {}; hãy ghi «{}».", now.name, now.name),
            format!("Since {since} “{province}” is part of {}; name that.", now.name),
        ),
        None => (
            format!("Không có tỉnh, thành phố nào tên là «{province}»; hãy ghi như «tỉnh Phú Thọ»."),
            format!("There is no province named “{province}”; write it like “tỉnh Phú Thọ”."),
        ),
    };
    Err(Diagnostic::error("tinh-la", Location::Document, vietnamese, english))
}

/// All communes on a day, province by province.
pub(crate) fn all(day: NaiveDate) -> impl Iterator<Item = Commune> {
    let table = Table::get();
    table.province.iter().flat_map(move |province| table.of(province, day))
}

/// The kinds of communes there are, and those that are no more.
pub(crate) fn kinds() -> impl Iterator<Item = &'static str> {
    let table = Table::get();
    let mut known: Vec<&str> = Vec::new();
    for unit in table.province.iter().flat_map(|province| &province.unit) {
        if !known.contains(&unit.kind.as_str()) {
            known.push(&unit.kind);
        }
    }
    known.into_iter().chain(table.former.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let government = Government::two_levels();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let count = |on: &str, kind: &str| all(day(on)).filter(|commune| commune.kind == kind).count();
        assert_eq!(
            (count("2025-07-01", "phường"), count("2025-07-01", "xã"), count("2025-07-01", "đặc khu")),
            (687, 2621, 13)
        );
        assert_eq!((count("2026-04-30", "phường"), count("2026-04-30", "xã")), (697, 2611));
        assert_eq!((count("2026-09-20", "phường"), count("2026-09-20", "xã")), (709, 2599));
        assert_eq!(all(day("2025-06-30")).count(), 0);
        assert!(
            government.province.iter().all(|province| province.communes(day("2026-01-01")).count() >= 38)
        );
        for province in &government.province {
            let mut names: Vec<&str> = province.communes(day("2026-01-01")).map(|one| one.name).to_list();
            assert!(names.iter().all(|name| name.trim() == *name && !name.contains(['\n', ','])));
            crate::ordered::sort(&mut names);
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{}: a name is one commune's", province.name);
        }
        let kinds: Vec<&str> = kinds().to_list();
        assert_eq!(kinds, ["phường", "xã", "đặc khu", "thị trấn"]);
    }
}
