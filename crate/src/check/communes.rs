//! Documents that address a commune by what it is not on their day: `xã Lục Nam` since it is a phường, a thị trấn.

use chrono::NaiveDate;

use super::abolished::{Words, cites, dated, whole};
use crate::government::{Commune, Government, Province, all_communes, kinds_of_communes};
use crate::template::{Resolved, Template};
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::vietnamese::text::upper_first;
use crate::{Diagnostic, FieldPath, Fix, Location, unicode};

/// One finding for every address with a commune that is of another kind on the day of the document.
pub(super) fn addressed(template: &Template, values: &Resolved, today: NaiveDate) -> Vec<Diagnostic> {
    let day = dated(values, today);
    let Some(government) = Government::on(day).filter(|_| !template.form.is_extract()) else {
        return Vec::new();
    };
    let words = Words(&government.abolished);
    let texts = values.texts();
    let bodies = texts.iter().filter(|(path, _)| path.as_str().starts_with("co_quan."));
    let own = bodies.filter_map(|(_, text)| province_in(government, text)).next();
    let addresses = texts.iter().filter(|(path, _)| words.takes_addresses(path));
    addresses.filter_map(|(path, text)| Address { government, words, own, day, text }.finding(path)).to_list()
}

/// The first province a text names with what it is or was.
fn province_in<'g>(government: &'g Government, text: &str) -> Option<&'g Province> {
    let lower = unicode::lower(text);
    let kinds: Vec<&String> =
        government.abolished.cities.iter().chain(government.province.iter().map(|one| &one.kind)).to_list();
    let found = government.province.iter().filter_map(|province| {
        let name = unicode::lower(&province.name);
        let named = |(start, _): (usize, usize)| {
            let before = lower.get(..start).unwrap_or("").trim_end();
            kinds.iter().any(|kind| before.ends_with(kind.as_str())).then_some(start)
        };
        whole(&lower, &name).find_map(named).map(|start| (start, province))
    });
    found.min_by_key(|(start, _)| *start).map(|(_, province)| province)
}

/// A text that says to whom a document goes.
struct Address<'a> {
    government: &'a Government,
    words: Words<'a>,
    /// The province of whoever issues the document.
    own: Option<&'a Province>,
    day: NaiveDate,
    text: &'a str,
}

impl Address<'_> {
    fn finding(&self, path: &FieldPath) -> Option<Diagnostic> {
        let lower = unicode::lower(self.text);
        // Offsets in the one are those in the other only while no letter changes its length.
        if lower.len() != self.text.len() {
            return None;
        }
        let mut named = kinds_of_communes().flat_map(|kind| {
            let places = whole(&lower, kind).filter(|(_, end)| !self.is_of_district(&lower, *end, kind));
            places.filter_map(move |(start, end)| Some((start, end, kind, self.meant(end, kind)?)))
        });
        named.find_map(|(start, end, kind, commune)| {
            let (before, after) = (lower.get(..start)?, lower.get(end..)?);
            let stands = cites(before) || self.words.is_past(before, after);
            (!stands).then(|| self.other(path, (start, end), kind, commune))
        })
    }

    /// Whether the word is part of the longer one of a unit that is no more: `thị xã`.
    fn is_of_district(&self, lower: &str, end: usize, kind: &str) -> bool {
        let before = lower.get(..end).unwrap_or("");
        let mut units = self.government.abolished.units.iter();
        units.any(|unit| unit.len() > kind.len() && before.ends_with(unit.as_str()))
    }

    /// The commune whose name follows what it is called, where it is of another kind on the day: in the province the text
    /// names or that of the issuing body, else the only one of that name in the country.
    fn meant(&self, end: usize, kind: &str) -> Option<Commune> {
        let after = self.text.get(end..)?.strip_prefix(' ')?;
        let follows = |commune: &Commune| {
            after.strip_prefix(commune.name).is_some_and(|rest| {
                // A name that goes on is another one.
                let next = rest.strip_prefix(' ').unwrap_or(rest).chars().next();
                !next.is_some_and(|next| next.is_uppercase() || next.is_ascii_digit())
                    && !rest.starts_with(char::is_alphanumeric)
            })
        };
        let province = province_in(self.government, after).or(self.own);
        let found = match province {
            Some(province) => province.communes(self.day).find(follows),
            None => {
                let mut all = all_communes(self.day).filter(follows);
                all.next().filter(|_| all.next().is_none()).filter(|one| self.changes(one, kind))
            }
        };
        found.filter(|commune| commune.kind != kind)
    }

    /// Whether the commune itself is of the kind on another day: it was, or is going to be.
    fn changes(&self, commune: &Commune, kind: &str) -> bool {
        let on = |day| self.government.province(commune.province)?.commune(commune.name, day);
        let days = [self.government.holds_from, NaiveDate::MAX];
        days.into_iter().filter_map(on).any(|other| other.kind == kind)
    }

    fn other(
        &self,
        path: &FieldPath,
        (start, end): (usize, usize),
        kind: &str,
        commune: Commune,
    ) -> Diagnostic {
        let Commune { name, province, source, .. } = commune;
        let since = PartialDate::from(commune.holds_from).slashed();
        let mut right = self.text.to_owned();
        let capital = self.text.get(start..).is_some_and(|text| text.starts_with(char::is_uppercase));
        let now = if capital { upper_first(commune.kind) } else { commune.kind.to_owned() };
        right.replace_range(start..end, &now);
        // Sure where the same commune changed; another one of that name may be meant where it did not.
        let same = self.changes(&commune, kind);
        let fix = Fix::new(
            path.clone(),
            right,
            format!("Sửa thành «{now} {name}»"),
            format!("Change to “{now} {name}”"),
        );
        Diagnostic::warning(
            "cap-xa",
            Location::Field { path: path.clone() },
            format!(
                "Ở ngày của văn bản này, {province} không có «{kind} {name}» mà có «{commune}» (từ {since}, {source}); hãy xem lại tên đơn vị."
            ),
            format!(
                "On the day of this document there is no “{kind} {name}” in {province} but “{commune}” (since {since}, {source}); check the name of the unit."
            ),
        )
        .citing(source.to_owned())
        .with_fix(Some(fix).filter(|_| same))
    }
}
