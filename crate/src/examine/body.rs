//! Grounds, articles and points in their order, appendices.

use super::found::Found;
use super::letterhead::ended;
use super::rule::Table;
use super::subject::Subject;
use crate::document::{Certainty, Component, Item, Paper, Zone};
use crate::to_list::ToList;
use crate::vietnamese::number::{from_letter, letter};
use crate::vietnamese::text::key;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    grounds(subject, found);
    let amends =
        subject.reading.all(Component::TrichYeu).chain(subject.reading.all(Component::TrichYeuCongVan));
    let words = &Table::get().words.amends;
    let is_amending = amends.into_iter().any(|item| {
        let key = key(&item.text);
        words.iter().any(|word| key.contains(word.as_str()))
    });
    if !is_amending {
        articles(subject, found);
        clauses(subject, found);
        points(subject, found);
    }
    appendices(subject, found);
}

/// Each ground ends with a semicolon, the last with a full stop.
fn grounds(subject: &Subject<'_>, found: &mut Found) {
    let items = &subject.reading.items;
    for (at, item) in items.iter().enumerate() {
        let is_ground = |item: &Item| item.component == Some(Component::CanCu) && item.paper == Paper::Main;
        if !is_ground(item) || item.certainty == Certainty::Guessed {
            continue;
        }
        let Some(next) = items.get(at + 1) else { continue };
        let wanted = match next.component {
            Some(Component::CanCu) => ';',
            Some(Component::LenhBanHanh) => '.',
            _ => continue,
        };
        if !item.text.ends_with(wanted) {
            let after = ended(&item.text, wanted);
            subject.note(found, "can-cu-dau", item, &item.text, &wanted.to_string(), &after);
        }
    }
}

/// The number of an article: `Điều 3.`
fn article(text: &str) -> Option<usize> {
    let rest = text.split_once(' ')?.1.trim_start();
    let digits: &str = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    let goes_on = rest.get(digits.len()..)?.starts_with(['.', ':']);
    digits.parse().ok().filter(|_| goes_on)
}

fn articles(subject: &Subject<'_>, found: &mut Found) {
    let mut papers: Vec<(Paper, usize)> = Vec::new();
    for item in subject.reading.all(Component::Dieu) {
        let Some(number) = article(&item.text) else { continue };
        let before = match papers.iter_mut().find(|(paper, _)| *paper == item.paper) {
            Some((_, before)) => std::mem::replace(before, number),
            None => {
                papers.push((item.paper, number));
                0
            }
        };
        // What begins anew is another text.
        if number != before + 1 && number != 1 {
            found.at("dieu-nhay-so", item, &number.to_string(), &(before + 1).to_string());
        }
    }
    let last = papers.iter().find(|(paper, _)| *paper == Paper::Main).map(|(_, last)| *last);
    let Some(last) = last else { return };
    for item in subject.main(Component::NoiNhanDong) {
        let words = key(&item.text);
        let Some(rest) = words.strip_prefix("nhu dieu ") else { continue };
        let number = rest.split(' ').next().and_then(|word| word.parse::<usize>().ok());
        if let Some(number) = number.filter(|number| *number > last) {
            found.at("nhu-dieu", item, &number.to_string(), &last.to_string());
        }
    }
}

/// `1.` is followed by `2.`; a heading or an article begins anew, and so may `1.` within a clause.
fn clauses(subject: &Subject<'_>, found: &mut Found) {
    // Of the last clause, of all since the heading.
    let (mut paper, mut before, mut most) = (Paper::Main, 0, 0);
    for item in subject.reading.items.iter().filter(|item| item.zone == Zone::Body) {
        if item.paper != paper {
            (paper, before, most) = (item.paper, 0, 0);
        }
        match item.component {
            Some(Component::Khoan | Component::KhoanTieuDe) => {
                let Some((number, rest)) = item.text.split_once('.') else { continue };
                let Ok(here) = number.parse::<usize>() else { continue };
                // `2.1.` is of another row.
                if rest.starts_with(|sign: char| sign.is_ascii_digit()) {
                    continue;
                }
                if before > 0 && here > before.max(most) + 1 {
                    found.at("khoan-nhay-so", item, number, &(before + 1).to_string());
                }
                (before, most) = (here, most.max(here));
            }
            Some(
                Component::Dieu
                | Component::PhanChuong
                | Component::Muc
                | Component::MucLaMa
                | Component::TieuDePhanChuong
                | Component::TieuDeMuc,
            ) => (before, most) = (0, 0),
            _ => {}
        }
    }
}

/// `d)` is followed by `đ)`: a letter that is left out.
fn points(subject: &Subject<'_>, found: &mut Found) {
    let mut before = None;
    for item in subject.reading.items.iter().filter(|item| item.zone == Zone::Body) {
        match item.component {
            Some(Component::Diem) => {
                let label = item.text.split_once(')').map(|(label, _)| label);
                let here = label.and_then(from_letter);
                if let (Some(before), Some(here)) = (before, here)
                    && here > before + 1
                    && let Some(wanted) = letter(before + 1)
                {
                    found.at("diem-nhay", item, label.unwrap_or_default(), &wanted);
                }
                before = here;
            }
            Some(Component::ThanVanBan | Component::GachDauDong) | None => {}
            _ => before = None,
        }
    }
}

fn appendices(subject: &Subject<'_>, found: &mut Found) {
    let labels: Vec<&Item> = subject
        .reading
        .all(Component::PhuLuc)
        .filter(|item| matches!(item.paper, Paper::Appendix(_)) && item.certainty == Certainty::Sure)
        .to_list();
    let Some(first) = labels.first() else { return };
    let label = key(&subject.standard.appendix.label);
    let names = |item: &&Item| {
        item.paper == Paper::Main
            && item.component != Some(Component::PhuLuc)
            && key(&item.text).contains(&label)
    };
    if !subject.reading.items.iter().any(|item| names(&item)) {
        found.at("phu-luc-khong-nhac", first, &first.text, "");
    }
    if labels.len() < 2 {
        return;
    }
    for item in labels {
        let words = key(&item.text);
        let number = words.strip_prefix(&label).unwrap_or_default().trim();
        let number = number.split(' ').next().unwrap_or_default();
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            found.at("phu-luc-la-ma", item, &item.text, "");
        }
    }
}
