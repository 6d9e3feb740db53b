//! Boxes 7, 9b and 13.

use thethuc::document::{Component, TableRole};

use super::{Measured, ROUNDING, brief, first, is_running, millimetre, near};
use crate::places::{Context, Text};

pub(super) fn noi_nhan(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let labels: Vec<_> = measured.texts(Component::NoiNhan).collect();
    if labels.is_empty() && measured.form.allows(Component::NoiNhan) {
        faults.push("there is no “Nơi nhận:”".to_owned());
    }
    for label in labels {
        let Some(line) = first(label) else { continue };
        if label.text.trim() != "Nơi nhận:" {
            faults.push(format!("{} reads otherwise", brief(label)));
        }
        let left = measured.type_area(line.page).0;
        near(&mut faults, "left end of “Nơi nhận:”", line.x0, left, 1.0);
        let capacity =
            measured.texts(Component::QuyenHanChucVu).filter_map(first).find(|other| other.page == line.page);
        let names: Vec<_> = measured.texts(Component::HoTen).filter_map(first).collect();
        match capacity {
            Some(_) if names.len() > 1 => {
                if names.iter().any(|name| name.baseline > line.baseline) {
                    faults.push("“Nơi nhận:” does not stand below several signers".to_owned());
                }
            }
            Some(capacity) => near(
                &mut faults,
                "baseline of “Nơi nhận:” and capacity",
                line.baseline,
                capacity.baseline,
                0.5,
            ),
            None => faults.push("no capacity line on the page of “Nơi nhận:”".to_owned()),
        }
        let listed: Vec<_> = measured.texts(Component::NoiNhanDong).collect();
        if listed.is_empty() {
            faults.push("nobody is listed under “Nơi nhận:”".to_owned());
        }
        for (number, text) in listed.iter().enumerate() {
            let words = text.text.trim();
            if !words.starts_with('-') {
                faults.push(format!("{} does not begin with a hyphen", brief(text)));
            }
            let end = if number + 1 == listed.len() { '.' } else { ';' };
            if !words.ends_with(end) {
                faults.push(format!("{} does not end with “{end}”", brief(text)));
            }
            if let Some(line) = first(text) {
                near(&mut faults, &format!("left end of {}", brief(text)), line.x0, left, 1.0);
            }
        }
    }
    faults
}

fn signature<'a>(measured: &'a Measured<'_>) -> Vec<&'a Text> {
    let is = |text: &&Text| matches!(text.context, Context::Cell { role: TableRole::Signature, .. });
    measured.places.texts.iter().filter(is).filter(|text| !text.lines.is_empty()).collect()
}

pub(super) fn together(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let block = signature(measured);
    let Some(page) = block.first().and_then(|text| text.first_page()) else {
        let wanted = measured.form.allows(Component::HoTen);
        return wanted.then(|| "there is no signature block".to_owned()).into_iter().collect();
    };
    for text in &block {
        if text.lines.iter().any(|line| line.page != page) {
            faults.push(format!("{} stands on another page than the signature block begins", brief(text)));
        }
    }
    let section = block.first().map_or(0, |text| text.section);
    let with_it: usize = measured
        .places
        .texts
        .iter()
        .filter(|text| text.section <= section && (is_running(text.component) || is_table(text)))
        .map(|text| text.lines.iter().filter(|line| line.page == page).count())
        .sum();
    if with_it < 2 {
        faults
            .push(format!("{with_it} lines of the body stand with the signature block on page {}", page + 1));
    }
    let names: Vec<f64> =
        measured.texts(Component::HoTen).filter_map(first).map(|line| line.baseline).collect();
    if let Some(level) = names.first() {
        for name in &names {
            near(&mut faults, "baseline of the names of several signers", *name, *level, 0.5);
        }
    }
    for component in [Component::QuyenHanChucVu, Component::HoTen] {
        if measured.texts(component).next().is_none() {
            faults.push(format!("there is no {component:?}"));
        }
    }
    faults
}

fn is_table(text: &Text) -> bool {
    matches!(text.context, Context::Cell { role: TableRole::Data, .. })
}

pub(super) fn centred(measured: &Measured<'_>) -> Vec<String> {
    use Component::*;
    let mut faults = Vec::new();
    let block: Vec<_> = signature(measured)
        .into_iter()
        .filter(|text| matches!(text.component, QuyenHanChucVu | VaiKy | ChucVuKhac | HoTen))
        .collect();
    // Signers stand side by side: each under the capacity nearest to it.
    let heads: Vec<f64> = block
        .iter()
        .filter(|text| matches!(text.component, QuyenHanChucVu | VaiKy))
        .filter_map(|text| first(text))
        .map(|line| line.middle())
        .collect();
    for text in &block {
        for line in &text.lines {
            let gap = heads.iter().map(|head| (head - line.middle()).abs()).fold(f64::MAX, f64::min);
            if gap > millimetre() {
                faults.push(format!("{} is {gap:.1} pt off the middle of its capacity line", brief(text)));
            }
        }
    }
    let middle = |page: usize| {
        let (left, right) = measured.type_area(page);
        (left + right) / 2.0
    };
    if let ([head], Some(page)) = (&heads[..], block.first().and_then(|text| text.first_page()))
        && *head < middle(page)
    {
        faults.push("a single signature stands in the left half".to_owned());
    }
    faults
}

pub(super) fn contact(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let lines: Vec<_> = measured.texts(Component::LienHe).collect();
    let page_one = measured.places.section_of.iter().position(|section| *section >= measured.front());
    for text in &lines {
        let Some(line) = first(text) else { continue };
        if Some(line.page) != page_one {
            faults.push(format!("{} stands on page {}", brief(text), line.page + 1));
        }
        let page = &measured.places.pages[line.page];
        let (left, right) = measured.type_area(line.page);
        let top =
            lines.iter().filter_map(|text| first(text)).map(|line| line.baseline).fold(f64::MAX, f64::min);
        let rule = page.strokes.iter().find(|stroke| {
            stroke.level()
                && stroke.y0 < top
                && stroke.y0 > top - 20.0
                && (stroke.x0 - left).abs() < 2.0 * ROUNDING
                && (stroke.x1 - right).abs() < 2.0 * ROUNDING
        });
        if rule.is_none() {
            faults.push(format!("no rule of full width above {}", brief(text)));
        }
        let above = measured.body().flat_map(|text| &text.lines).filter(|other| other.page == line.page);
        let lowest = above.map(|line| line.baseline).fold(0.0, f64::max);
        if lowest > line.baseline {
            faults.push(format!("text stands below {}", brief(text)));
        }
    }
    let asked =
        measured.values.get("lien_he").and_then(|value| value.as_str()).is_some_and(|text| !text.is_empty());
    if asked && lines.is_empty() {
        faults.push("the contact line of the values is on no page".to_owned());
    }
    faults
}
