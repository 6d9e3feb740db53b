//! Which document it is, and which one it carries out.

use crate::document::{Component, Reading, Role};
use crate::follow::cited::Cited;
use crate::joined::Joined;
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::text::{key, lower_first, upper_first};
use crate::vietnamese::{CitedDocument, PartialDate};
use crate::{Diagnostic, FieldPath, Location, Severity};

/// The kind of a letter, which has no name of a kind on it (Decree 30/2020/NĐ-CP, Article 7).
pub(super) const LETTER: &str = "Công văn";

/// The document itself, as its components say.
pub(super) fn own(reading: &Reading) -> Cited {
    let text = |component| reading.first(component).map(|item| item.text.clone()).unwrap_or_default();
    let part = |component, role| {
        reading.first(component).and_then(|item| item.part(role)).unwrap_or_default().trim().to_owned()
    };
    let kind = text(Component::TenLoai);
    let is_letter = kind.is_empty();
    let (number, symbol) = (part(Component::SoKyHieu, Role::So), part(Component::SoKyHieu, Role::KyHieu));
    let number = match (number.is_empty(), symbol.is_empty()) {
        (false, false) => format!("{number}/{symbol}"),
        (false, true) => number,
        _ => String::new(),
    };
    let date = part(Component::DiaDanhNgay, Role::Ngay);
    let subject = if is_letter { Component::TrichYeuCongVan } else { Component::TrichYeu };
    let subject = reading.all(subject).map(|item| item.text.as_str()).joined(" ");
    let subject =
        ["V/v ", "V/v: ", "Về việc "].iter().find_map(|word| subject.strip_prefix(word)).unwrap_or(&subject);
    let issuer: Vec<&str> = reading.all(Component::CoQuanBanHanh).map(|item| item.text.as_str()).to_list();
    Cited {
        kind: if is_letter { LETTER.to_owned() } else { sentence_case(&kind) },
        number,
        date: PartialDate::guess(&date)
            .filter(|date| date.full().is_some())
            .map(|date| date.to_string())
            .unwrap_or_default(),
        issuer: sentence_case(&issuer.join(" ")),
        subject: lower_first(subject.trim()),
    }
}

/// That the capitals of a name that prints in capitals are a guess; `path` is where the record has the document.
pub(super) fn guessed(reading: &Reading, own: &Cited, path: &str) -> Option<Diagnostic> {
    let printed: Vec<&str> = reading.all(Component::CoQuanBanHanh).map(|item| item.text.trim()).to_list();
    let printed = printed.join(" ");
    let is_guess = printed != own.issuer && !printed.chars().any(char::is_lowercase);
    let issuer = &own.issuer;
    (is_guess && !issuer.is_empty()).then(|| {
        Diagnostic::new(
            Severity::Info,
            "viet-hoa-doan",
            Location::Field { path: FieldPath::from(path).join("co_quan") },
            format!("Tên cơ quan in toàn chữ hoa («{printed}»); chữ hoa trong «{issuer}» là máy đoán, hãy xem lại."),
            format!("The name of the body prints in capitals («{printed}»); those of «{issuer}» are a guess, look at them."),
        )
    })
}

/// Capitals as in running text, as far as that can be told: the first letter of the kind. A name all in capitals cannot be
/// told from other words and stays for whoever looks at it.
fn sentence_case(text: &str) -> String {
    let known = ["ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"];
    if let Some(rest) = known.iter().find_map(|body| text.strip_prefix(body)) {
        return format!("UBND{}", titled(rest));
    }
    if key(text).split(' ').count() <= 3 && text.chars().all(|letter| !letter.is_lowercase()) {
        return upper_first(&unicode::lower(text));
    }
    titled(text)
}

/// `TỈNH VĨNH PHÚC` as `tỉnh Vĩnh Phúc`: what kinds of places are called is written small.
fn titled(text: &str) -> String {
    const PLACES: [&str; 8] = ["TỈNH", "THÀNH", "PHỐ", "HUYỆN", "XÃ", "PHƯỜNG", "QUẬN", "CẤP"];
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let mut words = Vec::new();
    for word in text.split(' ') {
        words.push(match PLACES.contains(&word) {
            true => unicode::lower(word),
            false => upper_first(&unicode::lower(word)),
        });
    }
    words.join(" ")
}

/// The document that the first sentence carries out: `Thực hiện Chỉ thị số …, Chủ tịch UBND tỉnh yêu cầu:`.
pub(super) fn carried_out(opening: &[String]) -> Option<Cited> {
    for paragraph in opening {
        let words: Vec<(usize, &str)> = paragraph.match_indices(", ").to_list();
        // The citation ends at the comma before whoever speaks, or at one before it: the longest that can be read.
        let cuts = words.iter().rev().map(|(at, _)| *at).chain([paragraph.len()]);
        for cut in cuts {
            let cited = CitedDocument::parse(paragraph.get(..cut).unwrap_or_default());
            if cited.nguyen_van.is_empty() && !cited.so_ky_hieu.is_empty() {
                return Some(cited.into());
            }
        }
    }
    None
}
