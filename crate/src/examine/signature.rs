//! In what capacity somebody signs, and their name.

use super::found::Found;
use super::rule::Table;
use super::subject::Subject;
use crate::document::{Certainty, Component, Item, Paper, Zone};
use crate::recognise::words::Words;
use crate::to_list::ToList;
use crate::vietnamese::text::{key, upper};

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let signed = |item: &&Item| {
        matches!(item.zone, Zone::Signature(_))
            && item.certainty != Certainty::Guessed
            && item.paper == Paper::Main
    };
    let items: Vec<&Item> = subject.reading.items.iter().filter(signed).to_list();
    for (at, item) in items.iter().enumerate() {
        if item.component == Some(Component::QuyenHanChucVu) {
            let next = items.get(at + 1).filter(|next| next.zone == item.zone);
            capacity(subject, item, next.copied(), found);
        }
    }
    for item in items.iter().filter(|item| item.component == Some(Component::HoTen)) {
        name(subject, item, found);
    }
}

fn capacity(subject: &Subject<'_>, item: &Item, next: Option<&Item>, found: &mut Found) {
    let Some((written, rest)) = Words::get().capacity(&item.text) else { return };
    let begin = item.text.strip_suffix(rest).unwrap_or_default().trim();
    let right = format!("{}.", written.replace('/', "").trim_end_matches('.'));
    if begin != right {
        let after = item.text.replacen(begin, &right, 1);
        subject.note(found, "quyen-han-viet", item, begin, &right, &after);
    }
    let signing = &subject.standard.signature;
    let position = key(rest);
    let is_head = signing
        .heads
        .iter()
        .any(|head| position == key(head) || position.starts_with(&format!("{} ", key(head))));
    if right == signing.collective && is_head {
        subject.note(found, "tm-ca-nhan", item, &item.text, rest, rest);
    }
    let Some(next) = next.filter(|next| right == "KT." && next.component == Some(Component::QuyenHanChucVu))
    else {
        return;
    };
    let deputy = key(&next.text);
    let is_deputy = Table::get().words.deputy.iter().any(|word| deputy.starts_with(word.as_str()));
    if !is_deputy && deputy == position {
        found.at("kt-cap-pho", next, &next.text, &upper(rest));
    }
}

/// A degree or an honour before the name.
fn name(subject: &Subject<'_>, item: &Item, found: &mut Found) {
    let titles = &subject.standard.signature.titles;
    let title = titles.iter().filter(|title| {
        let rest = item.text.strip_prefix(title.as_str());
        rest.is_some_and(|rest| rest.starts_with(['.', ' ']))
    });
    let Some(title) = title.max_by_key(|title| title.len()) else { return };
    let bodies =
        subject.reading.all(Component::CoQuanBanHanh).chain(subject.reading.all(Component::CoQuanChuQuan));
    let may = bodies.into_iter().any(|body| {
        let words = format!(" {} ", key(&body.text));
        Table::get().words.titled.iter().any(|word| words.contains(&format!(" {word} ")))
    });
    let code = if may { "hoc-vi-nganh" } else { "hoc-vi" };
    let bare = item.text.strip_prefix(title.as_str()).unwrap_or_default().trim_start_matches(['.', ' ']);
    subject.note(found, code, item, title, bare, bare);
}
