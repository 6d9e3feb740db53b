//! Who gets the document, and who keeps it.

use super::found::Found;
use super::letterhead::ended;
use super::rule::Table;
use super::subject::Subject;
use crate::document::{Certainty, Component, Item, Role};
use crate::to_list::ToList;
use crate::vietnamese::text::key;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let Some(label) = subject.main(Component::NoiNhan).next() else { return };
    if let (Some(wanted), Some(seen)) =
        (subject.standard.component(Component::NoiNhan).text.as_deref(), label.part(Role::Nhan))
        && seen != wanted
    {
        let after = label.text.replacen(seen, wanted, 1);
        subject.note(found, "noi-nhan-nhan", label, seen, wanted, &after);
    }
    let lines: Vec<&Item> = subject.main(Component::NoiNhanDong).to_list();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let words = &Table::get().words;
    let begins = |item: &Item, all: &[String]| {
        let key = key(&item.text);
        all.iter().any(|word| key.starts_with(word.as_str()))
    };
    let is_letter = subject.sure(Component::TrichYeuCongVan).next().is_some() && subject.kind.is_none();
    let is_addressed = subject.sure(Component::KinhGui).next().is_some();
    if is_letter && is_addressed {
        match lines.iter().position(|line| begins(line, &words.as_above)) {
            None => {
                found.at("nhu-tren", first, &first.text, "");
            }
            Some(0) => {}
            Some(at) => {
                if let Some(line) = lines.get(at) {
                    found.at("nhu-tren-dau", line, &line.text, "");
                }
            }
        }
    }
    if lines.iter().all(|line| line.text.starts_with('-') && line.certainty != Certainty::Guessed) {
        for line in lines.iter().take(lines.len().saturating_sub(1)).filter(|line| !line.text.ends_with(';'))
        {
            sign(subject, line, ';', found);
        }
        let has_code = last.part(Role::KyHieuSoan).is_some();
        if !has_code && !last.text.ends_with(['.', ')']) {
            sign(subject, last, '.', found);
        }
    }
    let kept: Vec<&&Item> = lines.iter().filter(|line| line.part(Role::Luu).is_some()).to_list();
    if kept.is_empty() {
        found.at("thieu-luu", last, &last.text, "");
    }
    for line in kept {
        let keeper = format!(" {} ", key(&line.text));
        if !words.clerk.iter().any(|clerk| keeper.contains(&format!(" {clerk}"))) {
            found.at("luu-vt", line, &line.text, &subject.standard.signature.archived_at);
        }
    }
}

/// A line that ends with another sign.
fn sign(subject: &Subject<'_>, line: &Item, wanted: char, found: &mut Found) {
    let after = ended(&line.text, wanted);
    subject.note(found, "noi-nhan-dau", line, &line.text, &wanted.to_string(), &after);
}
