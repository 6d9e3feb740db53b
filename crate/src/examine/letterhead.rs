//! National name and motto, number and symbol, place and day, the abstract of a công văn, whom it is addressed to.

use crate::joined::Joined;
use crate::to_list::ToList;
use chrono::Datelike as _;

use super::found::Found;
use super::rule::Table;
use super::subject::{Subject, day_in};
use crate::check::capitals::doubtful_begin;
use crate::document::{Component, Item, Role};
use crate::recognise::find;
use crate::recognise::terms::summary;
use crate::recognise::words::Words;
use crate::vietnamese::text::{key, lower_first, tones_behind, upper};

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    national(subject, found);
    if let Some(item) = subject.sure(Component::SoKyHieu).next() {
        number(subject, item, found);
    }
    if let Some(item) = subject.sure(Component::DiaDanhNgay).next() {
        place_date(subject, item, found);
    } else if let Some(item) = subject.main(Component::DiaDanhNgay).find(|item| lacks_year(&item.text)) {
        found.at("ngay-thieu-nam", item, &item.text, "");
    }
    summary_of(subject, found);
    addressees(subject, found);
}

fn national(subject: &Subject<'_>, found: &mut Found) {
    let words = |component| subject.standard.component(component).text.as_deref().unwrap_or_default();
    let name = words(Component::QuocHieu);
    if subject.main(Component::QuocHieu).next().is_none() {
        found.whole("thieu-quoc-hieu", Some(Component::QuocHieu), "", name);
    }
    for item in subject.sure(Component::QuocHieu) {
        let is_other = tones_behind(&item.text) != tones_behind(name);
        if is_other || item.text != upper(&item.text) {
            subject.note(found, "quoc-hieu", item, &item.text, name, name);
        }
    }
    let motto = words(Component::TieuNgu);
    let mut written = subject.main(Component::TieuNgu).peekable();
    if written.peek().is_none() {
        let is_there = subject.reading.items.iter().any(|item| key(&item.text).contains(&key(motto)));
        if !is_there {
            found.whole("thieu-tieu-ngu", Some(Component::TieuNgu), "", motto);
        }
    }
    for item in written.filter(|item| item.text != motto) {
        // Other words are not for a program to put right.
        let is_same = key(&item.text).split(' ').eq(key(motto).split(' '));
        let step = subject.rewrite(item, motto).filter(|_| is_same);
        found.at("tieu-ngu", item, &item.text, motto).rewrites(&item.text, motto, step);
    }
}

/// `Số: 05/QĐ-UBND`.
fn number(subject: &Subject<'_>, item: &Item, found: &mut Found) {
    let text = item.text.as_str();
    let Some(place) = find::number_line(text) else { return };
    let label = text.get(..place.gap.start).unwrap_or_default();
    if let Some(wanted) = subject.standard.component(Component::SoKyHieu).text.as_deref()
        && label.trim() != wanted
    {
        let after = text.replacen(label.trim(), wanted, 1);
        let noted = found.at("so-nhan", item, label.trim(), wanted);
        noted.rewrites(text, &after, subject.rewrite(item, &after).filter(|_| !label.trim().is_empty()));
    }
    if place.written.len() == 1 && place.written.bytes().all(|byte| byte.is_ascii_digit()) {
        let padded = format!("0{}", place.written);
        let after = text.replacen(&place.written, &padded, 1);
        subject.note(found, "so-them-0", item, &place.written, &padded, &after);
    }
    if place.written.is_empty() {
        found.at("so-trong", item, "", "");
    }
    if find::is_open(&place.symbol.replace('_', "-")) {
        return;
    }
    let joined = text.get(place.gap.start..place.end).unwrap_or_default().trim();
    let written = joined.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let tidy = tidy(&place.written, &place.symbol);
    if place.written.is_empty() {
        let tidy = tidy.trim_start_matches('/');
        if place.symbol != tidy {
            let after = text.replacen(&place.symbol, tidy, 1);
            subject.note(found, "so-dau", item, &place.symbol, tidy, &after);
        }
    } else if written != tidy {
        let after = text.replacen(written, &tidy, 1);
        subject.note(found, "so-dau", item, written, &tidy, &after);
    }
    symbol(subject, item, &place.symbol, found);
}

/// Number and symbol with a stroke between them and hyphens within, no spaces around either. A stroke in the symbol stands
/// behind a year alone: `123-UBND/VP` is `123/UBND-VP`.
fn tidy(number: &str, symbol: &str) -> String {
    let dash = |c: char| if matches!(c, '‐' | '‑' | '–' | '—' | '−' | '_') { '-' } else { c };
    let symbol: String = symbol.chars().map(dash).collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, rest) = match symbol.split_once('/') {
        Some((year, rest)) if is_year(year.trim()) => (year.trim(), rest),
        _ => ("", symbol.as_str()),
    };
    let pieces = rest.split(['-', '/']).map(str::trim).filter(|piece| !piece.is_empty()).joined("-");
    let stroke = if year.is_empty() { "" } else { "/" };
    format!("{number}/{year}{stroke}{}", pieces)
}

/// The symbol begins with that of the kind; that of a công văn with none.
fn symbol(subject: &Subject<'_>, item: &Item, symbol: &str, found: &mut Found) {
    let first = symbol.split(['-', '–', '/']).next().unwrap_or_default().trim();
    match subject.kind {
        Some(kind) => {
            let Some(wanted) = subject.standard.symbol_of(kind) else { return };
            let is_other = |one: &crate::standard::Kind| one.symbol.as_deref() == Some(first);
            if first != wanted && subject.standard.kind.iter().any(is_other) {
                let after = item.text.replacen(symbol, &symbol.replacen(first, wanted, 1), 1);
                subject.note(found, "ky-hieu-loai", item, symbol, wanted, &after);
            }
        }
        None => {
            let is_letter = subject.sure(Component::TrichYeuCongVan).next().is_some();
            if is_letter && Table::get().words.kinds_only.iter().any(|one| one == first) {
                found.at("ky-hieu-cong-van", item, symbol, "");
            }
        }
    }
}

/// `An Bình, ngày 05 tháng 01 năm 2026`.
fn place_date(subject: &Subject<'_>, item: &Item, found: &mut Found) {
    let Some(day) = item.part(Role::Ngay) else { return };
    if day.contains('/') {
        let after = written_out(day).map(|full| item.text.replacen(day, &full, 1));
        let after = after.as_deref().unwrap_or_default();
        let step = subject.rewrite(item, after).filter(|_| !after.is_empty());
        found.at("ngay-viet-du", item, day, "").rewrites(&item.text, after, step);
        return;
    }
    let before = item.part(Role::DiaDanh).unwrap_or_default();
    let rest = item.text.strip_prefix(before).unwrap_or_default();
    if !before.is_empty() && !rest.starts_with(',') && day.starts_with(char::is_lowercase) {
        let after = format!("{}, {day}", before.trim_end_matches([';', '.', ':', ',', ' ']));
        let step = subject.rewrite(item, &after).filter(|_| item.text.ends_with(day));
        found.at("dia-danh-phay", item, &item.text, &after).rewrites(&item.text, &after, step);
    }
    let mut numbers = day.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
    let (Some(date), Some(month), Some(_)) = (numbers.next(), numbers.next(), numbers.next()) else { return };
    let mut note = |code: &str, seen: &str, wanted: &str, new: String| {
        let after = item.text.replacen(day, &new, 1);
        subject.note(found, code, item, seen, wanted, &after);
    };
    if date.len() == 1 {
        let padded = format!("0{date}");
        note("ngay-so-0", date, &padded, day.replacen(date, &padded, 1));
    }
    match (month.len(), month.parse::<u32>()) {
        (1, Ok(1 | 2)) => {
            let padded = format!("0{month}");
            note("ngay-so-0", month, &padded, month_as(day, month, &padded));
        }
        (2, Ok(number @ 3..=9)) => {
            let bare = number.to_string();
            note("thang-thua-0", month, &bare, month_as(day, month, &bare));
        }
        _ => {}
    }
}

/// `ngày 05 tháng 02`, and nothing else.
fn lacks_year(text: &str) -> bool {
    let words = key(text);
    let is_number = |word: &&str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let [day, month, year] = Words::get().day.as_slice() else { return false };
    let says = |word: &str| words.split(' ').any(|one| one == word);
    words.split(' ').filter(is_number).count() == 2 && says(day) && says(month) && !says(year)
}

/// A day with another month: `ngày 05 tháng 2 năm 2026`.
fn month_as(day: &str, month: &str, wanted: &str) -> String {
    let word = format!("tháng {month}");
    day.replacen(&word, &format!("tháng {wanted}"), 1)
}

/// `ngày 05/01/2026`, written out.
fn written_out(day: &str) -> Option<String> {
    let date = day_in(day)?;
    let (day, month) = (date.day(), date.month());
    let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
    Some(format!("ngày {day:02} tháng {month} năm {}", date.year()))
}

/// A line with another sign at its end.
pub(super) fn ended(line: &str, sign: char) -> String {
    format!("{}{sign}", line.trim_end_matches([',', ';', '.', ':', ' ']))
}

/// `V/v triển khai công tác …`
fn summary_of(subject: &Subject<'_>, found: &mut Found) {
    let lines: Vec<&Item> = subject.main(Component::TrichYeuCongVan).to_list();
    let Some(first) = lines.first() else { return };
    let Some(rest) = summary(&first.text) else { return };
    let again = summary(rest).or_else(|| after_words(rest, &Words::get().summary));
    if let Some(again) = again {
        let label = first.part(Role::Nhan).unwrap_or_default();
        let after = format!("{label} {again}");
        let step = subject.rewrite(first, &after).filter(|_| !label.is_empty());
        found.at("vv-hai-lan", first, &first.text, again).rewrites(&first.text, &after, step);
    }
    let rest = again.unwrap_or(rest);
    if let Some((begin, _)) = doubtful_begin(rest) {
        let small = lower_first(begin);
        let after = first.text.replacen(begin, &small, 1);
        subject.note(found, "vv-hoa", first, begin, &small, &after);
    }
    if let Some(last) = lines.last().filter(|last| last.text.ends_with('.') && !last.text.ends_with("..")) {
        let after = last.text.trim_end_matches('.').trim_end();
        subject.note(found, "vv-cham", last, &last.text, "", after);
    }
}

/// What follows words a text begins with, as [`key`] has them: `Về việc`.
fn after_words<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    let mut ends = text.match_indices(' ').map(|(at, _)| at).take(MAX_WORDS);
    let end = ends.find(|at| text.get(..*at).is_some_and(|begin| words.contains(&key(begin))))?;
    text.get(end + 1..)
}

/// An abstract is announced by so many words at most.
const MAX_WORDS: usize = 3;

/// The colon behind `Kính gửi`; one addressee alone has no sign at its end.
fn addressee(subject: &Subject<'_>, item: &Item, wanted: &str, is_alone: bool, found: &mut Found) {
    let text = item.text.as_str();
    let label = wanted.trim_end_matches(':');
    let Some(rest) =
        text.get(..label.len()).filter(|begin| key(begin) == key(label)).and(text.get(label.len()..))
    else {
        return;
    };
    let name = rest.trim_start_matches([' ', '.', ',', ';', ':']);
    let gap = rest.strip_suffix(name).unwrap_or_default();
    if !gap.contains(':') {
        let after = format!("{}: {name}", text.get(..label.len()).unwrap_or_default());
        let after = after.trim_end();
        subject.note(found, "kinh-gui-nhan", item, text, after, after);
    }
    if is_alone && name.ends_with(['.', ',', ';', ':']) && !name.ends_with("..") {
        let after = text.trim_end_matches(['.', ',', ';', ':', ' ']);
        subject.note(found, "kinh-gui-mot", item, text, after, after);
    }
}

/// `Kính gửi` stands in a công văn, and in what goes to a superior.
fn addressees(subject: &Subject<'_>, found: &mut Found) {
    let Some(item) = subject.sure(Component::KinhGui).next() else { return };
    if subject.is_one_of(&Table::get().words.unaddressed) {
        found.at("kinh-gui-thua", item, subject.kind.unwrap_or_default(), "");
    }
    let lines: Vec<&Item> = subject.sure(Component::NoiKinhGui).to_list();
    if let Some(wanted) = subject.standard.component(Component::KinhGui).text.as_deref() {
        let is_alone = subject.main(Component::NoiKinhGui).next().is_none();
        addressee(subject, item, wanted, is_alone, found);
    }
    let all_dashed = lines.iter().all(|line| line.text.starts_with('-'));
    if lines.len() < 2 || !all_dashed {
        return;
    }
    for (at, line) in lines.iter().enumerate() {
        let wanted = if at + 1 == lines.len() { '.' } else { ';' };
        if !line.text.ends_with(wanted) {
            let after = ended(&line.text, wanted);
            subject.note(found, "kinh-gui-dau", line, &line.text, &wanted.to_string(), &after);
        }
    }
}
