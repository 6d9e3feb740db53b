//! What every document of a common kind has: number, day, recipients.

use super::found::Found;
use super::rule::Table;
use super::subject::Subject;
use crate::document::{Component, Item, Zone};
use crate::recognise::find;
use crate::vietnamese::text::key;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let is_letter = subject.kind.is_none() && subject.sure(Component::TrichYeuCongVan).next().is_some();
    if !is_letter && !subject.is_one_of(&Table::get().words.complete) {
        return;
    }
    let lacks = |component, is_like: &dyn Fn(&Item) -> bool| {
        subject.reading.first(component).is_none() && !subject.reading.items.iter().any(is_like)
    };
    // The abstract of a công văn names numbers and days of other documents.
    let has = |item: &Item, wanted: &str| {
        item.zone == Zone::Letterhead
            && item.component != Some(Component::TrichYeuCongVan)
            && key(&item.text).split(' ').any(|word| word == wanted)
    };
    let is_number = |item: &Item| find::number_line(&item.text).is_some() || has(item, "so");
    let is_day = |item: &Item| has(item, "ngay");
    let is_list = |item: &Item| key(&item.text).contains("noi nhan");
    if lacks(Component::SoKyHieu, &is_number) {
        found.whole("thieu-so", Some(Component::SoKyHieu), "", "");
    }
    if lacks(Component::DiaDanhNgay, &is_day) {
        found.whole("thieu-ngay", Some(Component::DiaDanhNgay), "", "");
    }
    if lacks(Component::NoiNhan, &is_list) {
        found.whole("thieu-noi-nhan", Some(Component::NoiNhan), "", "");
    }
}
