//! Documents that address a province by what it is not on their day: `tỉnh Quảng Ninh` since it is a city.

use chrono::NaiveDate;

use super::abolished::{Words, cites, dated, whole};
use crate::government::{Government, Province};
use crate::template::{Resolved, Template};
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::{Diagnostic, FieldPath, Fix, Location, unicode};

/// One finding for every address with a province or city that is of the other kind on the day of the document.
pub(super) fn addressed(template: &Template, values: &Resolved, today: NaiveDate) -> Vec<Diagnostic> {
    let day = dated(values, today);
    let Some(government) = Government::on(day).filter(|_| !template.form.is_extract()) else {
        return Vec::new();
    };
    let words = Words(&government.abolished);
    let addresses = values.texts().into_iter().filter(|(path, _)| words.takes_addresses(path));
    addresses
        .filter_map(|(path, text)| {
            government.province.iter().find_map(|province| finding(province, day, &path, text))
        })
        .to_list()
}

fn finding(province: &Province, day: NaiveDate, path: &FieldPath, text: &str) -> Option<Diagnostic> {
    let (other, from, source) = province.other_kind_on(day)?;
    let lower = unicode::lower(text);
    // Offsets in the one are those in the other only while no letter changes its length.
    let same = lower.len() == text.len();
    let named = unicode::lower(&format!("{other} {}", province.name));
    let (start, end) = whole(&lower, &named).next().filter(|_| same)?;
    if cites(lower.get(..start)?) {
        return None;
    }
    let kind = province.kind_on(day);
    let (name, since) = (&province.name, PartialDate::from(from).slashed());
    let right = format!("{kind} {name}");
    let mut corrected = text.to_owned();
    corrected.replace_range(start..end, &right);
    let fix =
        Fix::new(path.clone(), corrected, format!("Sửa thành «{right}»"), format!("Change to “{right}”"));
    let found = Diagnostic::warning(
        "cap-tinh",
        Location::Field { path: path.clone() },
        format!("{name} là thành phố từ {since}, nên ở ngày của văn bản này phải ghi «{right}» ({source})."),
        format!("{name} is a city since {since}, so on the day of this document it is “{right}” ({source})."),
    );
    Some(found.citing(source.to_owned()).with_fix(Some(fix)))
}
