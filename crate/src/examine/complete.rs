//! What every document of a common kind has: number, day, recipients.

use super::found::Found;
use super::rule::Table;
use super::subject::Subject;
use crate::document::{Component, Item, Paper, Zone};
use crate::recognise::find;
use crate::recognise::line::is_item;
use crate::recognise::words::{Words, begins};
use crate::vietnamese::text::key;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let is_untitled = is_untitled(subject);
    if is_untitled {
        found.whole("thieu-trich-yeu", Some(Component::TrichYeuCongVan), "", "");
    }
    if !is_untitled && !subject.is_letter() && !subject.is_one_of(&Table::get().words.complete) {
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
    if is_unsigned(subject) {
        found.whole("thieu-chu-ky", Some(Component::QuyenHanChucVu), "", "");
    }
}

/// It is addressed and numbered as a công văn is, and has neither the name of a kind nor an abstract.
fn is_untitled(subject: &Subject<'_>) -> bool {
    let has = |component| subject.main(component).next().is_some();
    let Some(number) = subject.own_number() else { return false };
    let first = number.symbol.split('-').next().unwrap_or_default().trim();
    let is_of_kind = |kind: &crate::standard::Kind| kind.symbol.as_deref() == Some(first);
    let says = |item: &Item| {
        let words = key(&item.text);
        matches!(item.zone, Zone::Letterhead | Zone::Opening)
            && Words::get().summary.iter().any(|word| words.contains(word.as_str()))
    };
    subject.sure(Component::KinhGui).next().is_some()
        && ![Component::TenLoai, Component::TrichYeu, Component::TrichYeuCongVan].into_iter().any(has)
        && !find::is_open(&number.symbol)
        && !subject.standard.kind.iter().any(is_of_kind)
        && !subject.reading.items.iter().any(says)
}

/// So many of the last pieces may say who signs.
const LAST: usize = 16;

/// A longer text names no position.
const POSITION: usize = 60;

/// Nobody signs it, in no way that can be read.
fn is_unsigned(subject: &Subject<'_>) -> bool {
    let mut left = LAST;
    for item in subject.reading.items.iter().rev() {
        let is_last = left > 0 && item.paper == Paper::Main;
        left -= usize::from(is_last && item.zone != Zone::Beside);
        let is_signed = matches!(item.zone, Zone::Signature(_))
            || is_last
                && (Words::get().capacity(&item.text).is_some()
                    || !is_item(&item.text)
                        && item.text.chars().count() <= POSITION
                        && begins(&key(&item.text), &Words::get().position));
        if is_signed {
            return false;
        }
    }
    subject.observed.unread.pictures == 0
}
