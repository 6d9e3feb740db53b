//! The placement diagram.

use thethuc::document::Component;

use super::{ASCENT, Measured, brief, is_body};
use crate::places::{Context, Text};
use crate::rules::{Beyond, name};

/// Every line of every box stands where the diagram puts it.
pub(super) fn boxes(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for place in &measured.rules.places {
        let of_box = |text: &&Text| place.components.contains(&name(text.component));
        for text in measured.places.texts.iter().filter(of_box) {
            if place.signers && signers_beside(measured, text) > 1 {
                continue;
            }
            for line in &text.lines {
                let page = &measured.places.pages[line.page];
                if page.width > page.height {
                    continue;
                }
                let (left, right) = measured.type_area(line.page);
                let part = (line.middle() - left) / (right - left);
                // Text of box 6 starts at the edge: a short line has its middle there.
                let [from, to] = place.middle;
                if !is_body(text.component) && !(from..=to).contains(&part) {
                    let number = &place.number;
                    faults.push(format!("box {number}: {} has its middle at {part:.2}", brief(text)));
                }
                let top = crate::rules::pt(measured.rules.page.top_mm[0]);
                let bottom = page.height - crate::rules::pt(measured.rules.page.bottom_mm[0]);
                let beyond = match place.beyond {
                    Some(Beyond::Above) => line.baseline - ASCENT * line.size() < top,
                    Some(Beyond::Below) => line.baseline > bottom - 2.0 * line.size(),
                    None => true,
                };
                if !beyond {
                    faults.push(format!("box {}: {} stands in the type area", place.number, brief(text)));
                }
            }
        }
    }
    faults
}

/// How many sign in the block a text stands in.
fn signers_beside(measured: &Measured<'_>, text: &Text) -> usize {
    let Context::Cell { table, .. } = text.context else { return 0 };
    let beside = |other: &&Text| matches!(other.context, Context::Cell { table: same, .. } if same == table);
    measured.texts(Component::HoTen).filter(beside).count()
}
