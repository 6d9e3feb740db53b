//! What a form prints, and in which order.

use thethuc::document::Component;

use super::{Measured, brief};
use crate::places::Text;
use crate::rules::{FormRules, name};

pub(super) fn boxes(measured: &Measured<'_>) -> Vec<String> {
    let attached = measured.attached_sections();
    let appendix = measured.texts(Component::PhuLuc).map(|text| text.section).min().unwrap_or(usize::MAX);
    let end = attached.first().copied().unwrap_or(usize::MAX).min(appendix).max(1);
    let mut faults = Vec::new();
    in_order(measured, measured.form, 0..end, &mut faults);
    match &measured.form.attached {
        Some(rules) => {
            for section in &attached {
                let end = appendix.max(section + 1);
                in_order(measured, rules, *section..end, &mut faults);
            }
        }
        None if !attached.is_empty() => faults.push("a second letterhead on later pages".to_owned()),
        None => {}
    }
    faults
}

fn in_order(
    measured: &Measured<'_>,
    rules: &FormRules,
    sections: std::ops::Range<usize>,
    faults: &mut Vec<String>,
) {
    let of = |wanted: &str| -> Vec<&Text> {
        let texts = measured.places.texts.iter().filter(|text| !text.lines.is_empty());
        texts.filter(|text| name(text.component) == wanted && sections.contains(&text.section)).collect()
    };
    let mut above: Option<(usize, f64, &str)> = None;
    for wanted in &rules.down {
        let found = of(wanted);
        let Some(line) = found.first().and_then(|text| text.lines.first()) else {
            faults.push(format!("there is no {wanted}"));
            continue;
        };
        if let Some((page, baseline, before)) = above
            && (line.page, line.baseline) <= (page, baseline)
        {
            faults.push(format!("{wanted} does not stand below {before}"));
        }
        above = Some((line.page, line.baseline, wanted));
    }
    faults.extend(
        rules
            .also
            .iter()
            .filter(|wanted| of(wanted).is_empty())
            .map(|wanted| format!("there is no {wanted}")),
    );
    for text in rules.never.iter().flat_map(|unwanted| of(unwanted)) {
        faults.push(format!("{} has no place in this form", brief(text)));
    }
    for (wanted, end) in &rules.ends {
        let found = of(wanted);
        let Some((last, before)) = found.split_last() else { continue };
        if !last.text.trim_end().ends_with(end.as_str()) {
            faults.push(format!("{} does not end with “{end}”", brief(last)));
        }
        if end == "." {
            let odd = before.iter().filter(|text| !text.text.trim_end().ends_with(';'));
            faults.extend(odd.map(|text| format!("{} does not end with “;”", brief(text))));
        }
    }
}
