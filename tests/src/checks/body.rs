//! Boxes 6 and 9a.

use thethuc::Align;
use thethuc::document::Component;

use super::{
    JUSTIFIED, Measured, ROUNDING, SINGLE, brief, first, is_body, is_running, millimetre, near, within,
};
use crate::places::{Context, Text};
use crate::rules::{mm, pt};

pub(super) fn kinh_gui(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let listed: Vec<_> = measured.texts(Component::NoiKinhGui).collect();
    for text in measured.texts(Component::KinhGui) {
        let words = text.text.trim();
        let Some(colon) = text.glyphs().find(|glyph| glyph.ch == ':') else {
            faults.push(format!("{} has no colon", brief(text)));
            continue;
        };
        if listed.is_empty() {
            if !words.starts_with("Kính gửi: ") || words.len() <= "Kính gửi: ".len() {
                faults.push(format!("{}: a single recipient stands on the line of “Kính gửi:”", brief(text)));
            }
            if words.ends_with(['.', ';', ',', ':']) {
                faults.push(format!("{}: a single recipient has no mark at its end", brief(text)));
            }
            continue;
        }
        if words != "Kính gửi:" {
            faults.push(format!("{}: several recipients stand below it", brief(text)));
        }
        for (number, recipient) in listed.iter().enumerate() {
            let last = number + 1 == listed.len();
            if !recipient.text.trim_start().starts_with('-') {
                faults.push(format!("{} does not begin with a hyphen", brief(recipient)));
                continue;
            }
            let end = if last { '.' } else { ';' };
            if !recipient.text.trim_end().ends_with(end) {
                faults.push(format!("{} does not end with “{end}”", brief(recipient)));
            }
            let Some(hyphen) = recipient.glyphs().next() else { continue };
            let colon_middle = (colon.x0 + colon.x1) / 2.0;
            near(
                &mut faults,
                &format!("hyphen of {} under the colon", brief(recipient)),
                (hyphen.x0 + hyphen.x1) / 2.0,
                colon_middle,
                2.5,
            );
            let line_below = recipient.lines.iter().skip(1).all(|line| line.x0 > hyphen.x0);
            if !line_below {
                faults.push(format!("{}: its second line stands left of its hyphen", brief(recipient)));
            }
        }
        if listed.len() == 1 {
            faults.push("a single recipient is listed below “Kính gửi:”".to_owned());
        }
        let hyphens = listed.iter().filter_map(|text| first(text)).map(|line| line.x0);
        let (low, high) = hyphens.fold((f64::MAX, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
        if high - low > 0.5 {
            faults.push(format!("the hyphens under “Kính gửi:” are {:.1} pt apart", high - low));
        }
    }
    faults
}

/// Running text that nobody set flush right or centred (`[[phải]]`, `[[giữa]]`).
fn running<'a>(measured: &'a Measured<'_>) -> impl Iterator<Item = &'a Text> {
    let chosen = |text: &&Text| matches!(text.align, Align::Right | Align::Center);
    measured.body().filter(|text| is_running(text.component)).filter(move |text| !chosen(text))
}

pub(super) fn justified(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut lines = 0;
    for text in running(measured) {
        for line in text.lines.iter().rev().skip(1) {
            lines += 1;
            let (_, right) = measured.type_area(line.page);
            near(
                &mut faults,
                &format!("right end of a full line of {}", brief(text)),
                line.x1,
                right,
                JUSTIFIED,
            );
        }
        for line in text.lines.iter().skip(1) {
            let (left, _) = measured.type_area(line.page);
            near(&mut faults, &format!("left end of a line of {}", brief(text)), line.x0, left, ROUNDING);
        }
    }
    // So many letters take more than one line of the largest type area.
    const MORE_THAN_A_LINE: usize = 120;
    if lines == 0 && running(measured).any(|text| text.text.chars().count() > MORE_THAN_A_LINE) {
        faults.push("no line of the body is full: nothing shows that it is justified".to_owned());
    }
    faults
}

pub(super) fn indented(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used: Vec<f64> = Vec::new();
    for text in running(measured) {
        let Some(line) = first(text) else { continue };
        let indent = mm(line.x0 - measured.type_area(line.page).0);
        match measured.rules.body.first_line_mm.iter().find(|wanted| (indent - *wanted).abs() < 0.35) {
            Some(wanted) if !used.contains(wanted) => used.push(*wanted),
            Some(_) => {}
            None => faults.push(format!("{}: first line indented by {indent:.1} mm", brief(text))),
        }
    }
    if used.len() > 1 {
        faults.push(format!("first lines are indented by {used:?} mm in one document"));
    }
    faults
}

pub(super) fn line_spacing(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for text in measured.body() {
        for pair in text.lines.windows(2) {
            let [upper, lower] = pair else { continue };
            if upper.page == lower.page {
                let distance = lower.baseline - upper.baseline;
                let what = format!("line spacing of {}", brief(text));
                if let Some(times) = measured.rules.body.line_spacing {
                    within(&mut faults, &what, distance / (SINGLE * lower.size()), times, 0.02);
                }
                if let Some(points) = measured.rules.body.line_distance_pt {
                    within(&mut faults, &what, distance, points, 0.15);
                }
            }
        }
    }
    faults
}

pub(super) fn paragraph_gap(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let body = |text: &Text| is_body(text.component) && text.context == Context::Flow;
    // Where lines have an exact distance, that of the page itself.
    let exact = measured.rules.body.line_distance_pt.and_then(|_| {
        let pairs = running(measured).flat_map(|text| text.lines.windows(2).map(|pair| (&pair[0], &pair[1])));
        let on_page = pairs.filter(|(upper, lower)| upper.page == lower.page);
        on_page.map(|(upper, lower)| lower.baseline - upper.baseline).reduce(f64::max)
    });
    // A title stands directly below its number.
    let title = |text: &Text| matches!(text.component, Component::TieuDePhanChuong | Component::TieuDeMuc);
    for pair in measured.places.texts.windows(2) {
        let [upper, lower] = pair else { continue };
        if !body(upper) || !body(lower) || title(lower) {
            continue;
        }
        let (Some(above), Some(below)) = (upper.lines.last(), lower.lines.first()) else { continue };
        if above.page != below.page {
            continue;
        }
        let line = exact.unwrap_or(SINGLE * below.size());
        let gap = below.baseline - above.baseline - line;
        if gap < measured.rules.body.paragraph_gap_pt - 0.4 {
            faults.push(format!("{} stands {gap:.1} pt below {}", brief(lower), brief(upper)));
        }
    }
    faults
}

pub(super) fn parted(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for text in measured.body() {
        let (Some(first), Some(last)) = (text.first_page(), text.last_page()) else { continue };
        if first == last {
            continue;
        }
        for page in [first, last] {
            if text.lines.iter().filter(|line| line.page == page).count() == 1 {
                faults.push(format!("{} has a single line on page {}", brief(text), page + 1));
            }
        }
    }
    faults
}

pub(super) fn headings(measured: &Measured<'_>) -> Vec<String> {
    use Component::*;
    let mut faults = Vec::new();
    for component in [PhanChuong, TieuDePhanChuong, Muc, TieuDeMuc, PhuLuc, TieuDePhuLuc, KemTheo, GiuaDong] {
        for text in measured.texts(component).filter(|text| text.context == Context::Flow) {
            for line in &text.lines {
                let (left, right) = measured.type_area(line.page);
                near(
                    &mut faults,
                    &format!("middle of {}", brief(text)),
                    line.middle(),
                    (left + right) / 2.0,
                    millimetre(),
                );
            }
        }
    }
    for text in measured.texts(KhoanTieuDe).chain(measured.texts(MucLaMa)) {
        let Some(page) = text.last_page() else { continue };
        let follows = measured.places.texts.iter().skip_while(|other| !std::ptr::eq(*other, text)).nth(1);
        let alone = follows.and_then(Text::first_page).is_some_and(|next| next != page);
        if alone {
            faults.push(format!("{} stands alone at the foot of a page", brief(text)));
        }
        if let Some(line) = first(text) {
            let (left, right) = measured.type_area(line.page);
            if line.x0 < left - ROUNDING || line.x1 > right + pt(0.3) {
                faults.push(format!("{} leaves the type area", brief(text)));
            }
        }
    }
    faults
}
