//! The roles within a component, by how its text is written.

use std::ops::Range;

use super::find::{date, number_line};
use crate::document::{Component, Part, Role};

use super::line::{item, slashed};
use super::printed::Printed;
use super::terms::{announced, is_number, kind_of};
use super::words::Words;

/// The label of an appendix or a heading takes at most so many words.
const MAX_LABEL: usize = 3;

/// The roles in the text of an item.
pub(super) fn of(component: Option<Component>, text: &str) -> Vec<Part> {
    let mut parts = Parts { text, found: Vec::new() };
    match component {
        Some(Component::SoKyHieu) => parts.number(),
        Some(Component::DiaDanhNgay | Component::BiaThoiGian) => parts.place_date(),
        Some(Component::TrichYeuCongVan) => {
            let end = announced(text);
            parts.give(Role::Nhan, 0..end);
            parts.give(Role::TrichYeu, end..text.len());
        }
        Some(Component::TenLoai) => {
            if let Some(kind) = kind_of(text)
                && !kind.rest.is_empty()
            {
                parts.give(Role::TrichYeu, text.len() - kind.rest.len()..text.len());
            }
        }
        Some(Component::KinhGui | Component::NoiNhan) => {
            let end = text.find(':').map_or(text.len(), |at| at + 1);
            parts.give(Role::Nhan, 0..end);
        }
        Some(Component::PhuLuc | Component::PhanChuong | Component::Muc) => parts.title(),
        Some(Component::QuyenHanChucVu) => parts.capacity(),
        Some(Component::ChucVu | Component::ChucVuKhac) => parts.give(Role::ChucVu, 0..text.len()),
        Some(Component::NoiNhanDong) => parts.kept(),
        Some(Component::KyHieuSoan) => parts.drafter(0),
        _ => {}
    }
    parts.found
}

struct Parts<'t> {
    text: &'t str,
    found: Vec<Part>,
}

impl Parts<'_> {
    /// Notes a role by the bytes of its text, white space around it left out.
    fn give(&mut self, role: Role, bytes: Range<usize>) {
        let text = self.text.get(bytes.clone()).unwrap_or_default();
        let start = bytes.start + (text.len() - text.trim_start().len());
        let end = start + text.trim().len();
        if start < end {
            let at = |byte: usize| self.text.get(..byte).map_or(0, |before| before.chars().count());
            self.found.push(Part { role, range: at(start)..at(end) });
        }
    }

    fn number(&mut self) {
        let Some(place) = number_line(self.text) else { return };
        self.give(Role::Nhan, 0..place.gap.start);
        self.give(Role::So, place.gap.clone());
        let rest = self.text.get(place.gap.end..).unwrap_or_default();
        if let Some(at) = rest.find(&place.symbol).filter(|_| place.symbol.chars().any(char::is_alphabetic)) {
            let start = place.gap.end + at;
            self.give(Role::KyHieu, start..start + place.symbol.len());
        }
    }

    fn place_date(&mut self) {
        let Some(found) = date(self.text, 0) else {
            if let Some((at, _)) = slashed(self.text) {
                let before = self.text.get(..at).unwrap_or_default();
                self.give(Role::DiaDanh, 0..before.trim_end().trim_end_matches(',').len());
                self.give(Role::Ngay, at..self.text.len());
            }
            return;
        };
        let before = self.text.get(..found.whole.start).unwrap_or_default();
        let place = before.trim_end().trim_end_matches(',');
        if place.chars().any(char::is_alphabetic) {
            self.give(Role::DiaDanh, 0..place.len());
        }
        self.give(Role::Ngay, found.whole);
    }

    /// `Phụ lục I. TITLE`, `Chương II TITLE`: the label ends with its number, or with the words of the standard.
    fn title(&mut self) {
        let mut ends = Vec::new();
        let mut at = 0;
        for word in self.text.split_inclusive(' ').take(MAX_LABEL) {
            at += word.len();
            ends.push((at, word.trim_end_matches([' ', '.', ':'])));
        }
        let numbered = ends.iter().skip(1).find(|(_, word)| is_number(word));
        let words = Printed::get().appendix.split(' ').count();
        let end =
            numbered.or_else(|| ends.get(words.saturating_sub(1))).map_or(self.text.len(), |(at, _)| *at);
        self.give(Role::Nhan, 0..end);
        self.give(Role::TieuDe, end..self.text.len());
    }

    fn capacity(&mut self) {
        match Words::get().capacity(self.text) {
            Some((_, rest)) => {
                let at = self.text.len() - rest.len();
                self.give(Role::QuyenHan, 0..at);
                self.give(Role::ChucVu, at..self.text.len());
            }
            None => self.give(Role::ChucVu, 0..self.text.len()),
        }
    }

    /// `- Lưu: VT, TH (2 bản). NVA.(15)`
    fn kept(&mut self) {
        let Some(rest) = kept(self.text) else { return };
        let start = self.text.len() - rest.len();
        self.give(Role::Luu, 0..start);
        let (rest, from) = match drafter_at(rest) {
            Some(at) => {
                self.drafter(start + at);
                (rest.get(..at).unwrap_or_default(), start)
            }
            None => (rest, start),
        };
        let bare = item(rest);
        match bare.strip_suffix(" bản)").and_then(|before| before.rsplit_once('(')) {
            Some((before, number)) if number.trim().bytes().all(|byte| byte.is_ascii_digit()) => {
                self.give(Role::NoiLuu, from..from + before.len());
                let at = from + before.len() + 1;
                self.give(Role::SoBanLuu, at..at + number.len());
            }
            _ => self.give(Role::NoiLuu, from..from + bare.len()),
        }
    }

    /// `NVA.(15)` from a byte on.
    fn drafter(&mut self, from: usize) {
        let text = self.text.get(from..).unwrap_or_default();
        let Some((code, copies)) = drafter(item(text)) else { return };
        let start = from + text.find(code).unwrap_or_default();
        self.give(Role::KyHieuSoan, start..start + code.len());
        let at = start + code.len() + 2;
        self.give(Role::SoBanPhatHanh, at..at + copies.len());
    }
}

/// What follows `Lưu:`.
pub(crate) fn kept(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(super::line::BULLETS);
    let words = Words::get();
    // An archive that gets the document keeps nothing here.
    let is_archive = words.archive.iter().any(|archive| bare.starts_with(archive.as_str()));
    let rest = bare.strip_prefix("Lưu").filter(|rest| rest.starts_with([':', ' ']) && !is_archive)?;
    Some(rest.trim_start_matches([':', ' ']))
}

/// `NVA.(15)`: code and copies.
pub(crate) fn drafter(text: &str) -> Option<(&str, &str)> {
    let (code, copies) = text.strip_suffix(')')?.split_once(".(")?;
    let is_code = !code.is_empty() && code.chars().all(|c| c.is_alphanumeric() || c == '.');
    let copies = copies.trim();
    (is_code && !copies.is_empty() && copies.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some((code, copies))
}

/// `VT, TH (2 bản). NVA.(15)`: who keeps, and the drafter's part.
pub(crate) fn apart(kept: &str) -> (&str, Option<&str>) {
    match drafter_at(kept).and_then(|at| kept.split_at_checked(at)) {
        Some((keepers, drafter)) => (item(keepers), Some(item(drafter))),
        None => (kept, None),
    }
}

/// Where a drafter's code begins behind the keepers: `VT, TH. NVA.(15)`.
fn drafter_at(text: &str) -> Option<usize> {
    let (before, last) = text.trim_end().trim_end_matches(['.', ';']).rsplit_once(' ')?;
    drafter(last).map(|_| before.len() + 1)
}

/// `VT, TH (3 bản)`: who keeps, and how many copies.
pub(crate) fn copies(kept: &str) -> (&str, Option<u32>) {
    let found = kept.strip_suffix(" bản)").and_then(|rest| rest.rsplit_once('('));
    match found.and_then(|(before, number)| Some((before.trim(), number.trim().parse().ok()?))) {
        Some((before, number)) => (before, Some(number)),
        None => (kept, None),
    }
}
