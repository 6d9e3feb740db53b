//! The letterhead: issuing body, number, place and date, `V/v`, marks.

use serde_json::{Value, json};

use crate::document::{Component, Item, Role, Zone};
use crate::joined::Joined;
use crate::recognise::find::{date, number_line};
use crate::recognise::letterhead::loose_number;
use crate::recognise::line::slashed;
use crate::reopen::pieces::Pieces;
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::vietnamese::text::key;

use super::{Draft, Where, marks};

/// Puts the letterhead into the draft.
pub(super) fn read(draft: &mut Draft, pieces: &Pieces<'_>) {
    let mut issuer: Vec<&Item> = Vec::new();
    let mut summary: Vec<&Item> = Vec::new();
    // Over two lines in some letters.
    let (mut numbers, mut days): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut contact: Vec<&str> = Vec::new();
    for item in pieces.of_zone(|zone| zone == Zone::Letterhead) {
        match item.component {
            Some(Component::CoQuanChuQuan | Component::CoQuanBanHanh) => issuer.push(item),
            Some(Component::TrichYeuCongVan) => summary.push(item),
            Some(Component::LienHe) => contact.push(&item.text),
            Some(Component::QuocHieu | Component::TieuNgu) => {
                if !prints(draft, &item.text) {
                    draft.leave(item.text.clone(), Where::Letterhead);
                }
            }
            Some(Component::SoKyHieu) => numbers.push(&item.text),
            Some(Component::DiaDanhNgay) => days.push(&item.text),
            Some(Component::DauPhanCach) => {}
            _ => {
                for line in pieces.lines(item) {
                    marks::put(draft, &line, Where::Letterhead);
                }
            }
        }
    }
    if !numbers.is_empty() {
        number(draft, &numbers.join(" "));
    }
    if !days.is_empty() {
        place_and_date(draft, &days.join(" "));
    }
    if !contact.is_empty() {
        let text = contact.join(" - ");
        draft.put("lien_he", json!(text), &text, Where::Letterhead);
    }
    bodies(draft, pieces, &issuer);
    if let Some((first, rest)) = summary.split_first() {
        let begin = first.part(Role::TrichYeu).unwrap_or(&first.text);
        let text = std::iter::once(begin).chain(rest.iter().map(|item| item.text.as_str()));
        let text = text.joined(" ");
        let text = match text.strip_suffix(')') {
            Some(inside) if first.text.starts_with('(') => inside.to_owned(),
            _ => text,
        };
        draft.put("trich_yeu", json!(text), &text, Where::Letterhead);
    }
}

/// The form writes this line itself.
fn prints(draft: &Draft, text: &str) -> bool {
    let words = key(text);
    draft.template.form.letterhead().is_some()
        && [Component::QuocHieu, Component::TieuNgu]
            .into_iter()
            .filter_map(|part| draft.standard().component(part).text.as_deref())
            .any(|printed| key(printed) == words)
}

fn number(draft: &mut Draft, text: &str) {
    let Some(place) = number_line(text) else {
        draft.put("so", json!(""), "", Where::Letterhead);
        if let Some((place, symbol)) = loose_number(text) {
            draft.put("ky_hieu", json!(symbol), symbol, Where::Letterhead);
            if !is_blank(place) {
                draft.leave(place.to_owned(), Where::Letterhead);
            }
        }
        return;
    };
    draft.put("so", json!(place.written), &place.written, Where::Letterhead);
    if place.symbol.chars().any(char::is_alphabetic) {
        let symbol: String = place.symbol.split_whitespace().collect();
        draft.put("ky_hieu", json!(symbol), &place.symbol, Where::Letterhead);
    }
}

/// Nothing is written there yet: blanks, dots, brackets, `xx`.
fn is_blank(place: &str) -> bool {
    place.chars().all(|c| !c.is_alphanumeric() || matches!(c, 'x' | 'X'))
}

fn place_and_date(draft: &mut Draft, text: &str) {
    let Some((place, day)) = placed(text) else {
        draft.leave(text.to_owned(), Where::Letterhead);
        return;
    };
    for (field, text) in [("dia_danh", place), ("ngay", day)] {
        if !text.is_empty() {
            draft.put(field, json!(text), &text, Where::Letterhead);
        }
    }
}

/// Place and day of a line, as far as they are given; nothing where a part would be lost.
pub(super) fn placed(text: &str) -> Option<(String, String)> {
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    let text = text.trim_end_matches('.');
    if let Some((at, day)) = slashed(text) {
        let place = text.get(..at)?.trim().trim_end_matches(',').trim();
        return Some((place.to_owned(), partial(day)?));
    }
    let text = text.replace("xx", "  ");
    let text = text.as_str();
    let found = date(text, 0)?;
    let day = partial(&found.written(text))?;
    let place = text.get(..found.whole.start).unwrap_or_default().trim().trim_end_matches(',').trim();
    let is_named = place.chars().any(char::is_alphabetic);
    Some((if is_named { place.to_owned() } else { String::new() }, day))
}

/// `05/1/2026`, `/1/2026`, `//2026` as values have it; nothing when that would lose a part.
fn partial(written: &str) -> Option<String> {
    let mut parts = written.split('/').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let text = match (day, month, year) {
        ("", "", "" | "20" | "2" | "202") => return Some(String::new()),
        ("", "", year) => year.to_owned(),
        ("", month, year) => format!("{month}/{year}"),
        (day, month, year) => format!("{day}/{month}/{year}"),
    };
    text.parse().ok().map(|date: PartialDate| date.to_string())
}

/// The issuing bodies: each a name, with the body above it.
fn bodies(draft: &mut Draft, pieces: &Pieces<'_>, issuer: &[&Item]) {
    let mut bodies: Vec<(Vec<&Item>, Vec<&Item>)> = Vec::new();
    for item in issuer {
        let is_name = item.component == Some(Component::CoQuanBanHanh);
        if bodies.last().is_none_or(|(_, name)| !is_name && !name.is_empty()) {
            bodies.push((Vec::new(), Vec::new()));
        }
        if let Some((above, name)) = bodies.last_mut() {
            if is_name { name } else { above }.push(*item);
        }
    }
    let spelled = |items: &[&Item]| draft.spelling.sentence(&pieces.text(items));
    let bodies: Vec<Value> = bodies
        .iter()
        .map(|(above, name)| json!({ "chu_quan": spelled(above), "ten": spelled(name) }))
        .to_list();
    if !bodies.is_empty() {
        draft.put("co_quan", json!(bodies), &pieces.text(issuer), Where::Letterhead);
    }
}
