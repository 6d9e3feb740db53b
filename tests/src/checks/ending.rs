//! Boxes 7, 9b and 13.

use serde_json::Value;
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
        let block = block_of(measured, label);
        let of = |component| block.iter().copied().filter(move |text| text.component == component);
        if label.text.trim() != "Nơi nhận:" {
            faults.push(format!("{} reads otherwise", brief(label)));
        }
        let left = measured.type_area(line.page).0;
        near(&mut faults, "left end of “Nơi nhận:”", line.x0, left, 1.0);
        let capacity = of(Component::VaiKy)
            .chain(of(Component::QuyenHanChucVu))
            .chain(of(Component::ChucVu))
            .find_map(first);
        let names: Vec<_> = of(Component::HoTen).filter_map(first).collect();
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
            None => faults.push("no capacity line beside “Nơi nhận:”".to_owned()),
        }
        let listed: Vec<_> = of(Component::NoiNhanDong).collect();
        if listed.is_empty() {
            faults.push("nobody is listed under “Nơi nhận:”".to_owned());
        }
        let drafter = drafter(measured.values);
        for (number, text) in listed.iter().enumerate() {
            let mut words = text.text.trim();
            // Box 12 follows on the last line.
            if number + 1 == listed.len() && !drafter.is_empty() {
                match words.strip_suffix(&drafter) {
                    Some(before) => words = before.trim_end(),
                    None => faults.push(format!("{} does not end with “{drafter}”", brief(text))),
                }
            }
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

/// The texts of the signature block a text stands in.
fn block_of<'a>(measured: &'a Measured<'_>, text: &Text) -> Vec<&'a Text> {
    let table = |text: &Text| match text.context {
        Context::Cell { table, .. } => Some(table),
        _ => None,
    };
    signature(measured).into_iter().filter(|other| table(other) == table(text)).collect()
}

/// The names of those who sign, in the rows in which they stand.
fn rows_of_names(block: &[&Text]) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for line in block.iter().filter(|text| text.component == Component::HoTen).filter_map(|text| first(text))
    {
        match rows.last_mut() {
            Some(row) if row.len() < ABREAST && line.baseline - row[0] < line.size() => {
                row.push(line.baseline)
            }
            _ => rows.push(vec![line.baseline]),
        }
    }
    rows
}

/// So many sign side by side at most.
const ABREAST: usize = 3;

/// `PTH.(180)`: the drafter's code and the copies issued, as the form gives them.
fn drafter(values: &Value) -> String {
    let code = values["ky_hieu_soan"].as_str().unwrap_or_default();
    let copies = match &values["so_ban_phat_hanh"] {
        Value::Null => return code.to_owned(),
        Value::String(copies) => copies.clone(),
        copies => copies.to_string(),
    };
    if code.is_empty() { format!("({copies})") } else { format!("{code}.({copies})") }
}

fn signature<'a>(measured: &'a Measured<'_>) -> Vec<&'a Text> {
    let is = |text: &&Text| matches!(text.context, Context::Cell { role: TableRole::Signature, .. });
    measured.places.texts.iter().filter(is).filter(|text| !text.lines.is_empty()).collect()
}

pub(super) fn together(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let last = signature(measured).last().copied();
    let block = last.map(|last| block_of(measured, last)).unwrap_or_default();
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
    if with_it < 2 && measured.form.allows(Component::ThanVanBan) {
        faults
            .push(format!("{with_it} lines of the body stand with the signature block on page {}", page + 1));
    }
    let rows = rows_of_names(&block);
    for row in &rows {
        for name in row {
            near(&mut faults, "baseline of the names of several signers", *name, row[0], 0.5);
        }
    }
    let signers: usize = rows.iter().map(Vec::len).sum();
    if rows.len() != signers.div_ceil(ABREAST) {
        faults.push(format!("{signers} signers stand in {} rows", rows.len()));
    }
    let has = |component| measured.texts(component).next().is_some();
    if !has(Component::QuyenHanChucVu) && !has(Component::ChucVu) && !has(Component::VaiKy) {
        faults.push("nothing says in what capacity is signed".to_owned());
    }
    if !has(Component::HoTen) {
        faults.push("nobody signs".to_owned());
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
        .filter(|text| matches!(text.component, QuyenHanChucVu | VaiKy | ChucVu | ChucVuKhac | HoTen))
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
