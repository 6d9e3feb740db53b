//! Boxes 1 to 5 and 10b.

use thethuc::document::Component;

use super::{ASCENT, DESCENT, Measured, SINGLE, brief, first, millimetre, near, within};
use crate::pdf::Stroke;
use crate::places::{Line, Text};
use crate::rules::{mm, name, pt};

/// The rule drawn under a line: the nearest one, at most a line's distance below, that overlaps it.
fn rule_under(measured: &Measured<'_>, line: &Line) -> Option<Stroke> {
    let page = &measured.places.pages[line.page];
    page.strokes
        .iter()
        .filter(|stroke| stroke.level() && stroke.x0 < line.x1 && stroke.x1 > line.x0)
        .filter(|stroke| stroke.y0 > line.baseline && stroke.y0 < line.baseline + line.size())
        .min_by(|a, b| a.y0.total_cmp(&b.y0))
        .copied()
}

fn last(text: &Text) -> Option<&Line> {
    text.lines.last()
}

/// The last text of each run of a component: an issuing body or an abstract in several paragraphs has one rule.
fn last_of_runs<'a>(measured: &'a Measured<'_>, component: Component) -> Vec<&'a Text> {
    let texts = &measured.places.texts;
    let is = |at: usize| texts.get(at).is_some_and(|text| text.component == component);
    (0..texts.len()).filter(|at| is(*at) && !is(at + 1)).filter_map(|at| texts.get(at)).collect()
}

pub(super) fn national(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let size = |component| measured.texts(component).next().and_then(first).map_or(0.0, Line::size);
    for component in [Component::QuocHieu, Component::TieuNgu] {
        let texts: Vec<_> = measured.texts(component).collect();
        let Some(words) = measured.rules.heading.get(&name(component)) else {
            faults.extend(texts.iter().map(|text| format!("{} has no place here", brief(text))));
            continue;
        };
        if texts.is_empty() && measured.form.allows(component) {
            faults.push(format!("there is no {component:?}"));
        }
        for text in texts {
            if text.text.trim() != words.as_str() {
                faults.push(format!("{component:?} reads “{}”", text.text));
            }
            if text.lines.len() != 1 {
                faults.push(format!("{component:?} takes {} lines", text.lines.len()));
            }
        }
    }
    for (title, motto) in measured.texts(Component::QuocHieu).zip(measured.texts(Component::TieuNgu)) {
        if let (Some(title), Some(motto)) = (first(title), first(motto)) {
            near(
                &mut faults,
                "the motto's middle under the national title",
                motto.middle(),
                title.middle(),
                1.0,
            );
            let single = DESCENT * title.size() + (SINGLE - DESCENT) * motto.size();
            near(&mut faults, "the motto's distance", motto.baseline - title.baseline, single, 1.0);
        }
    }
    let date = size(Component::DiaDanhNgay);
    let sizes = [size(Component::QuocHieu), size(Component::TieuNgu), date];
    let same = |preset: &[f64; 3]| {
        preset
            .iter()
            .zip(sizes)
            .enumerate()
            .all(|(at, (wanted, found))| (wanted - found).abs() < 0.1 || (at == 2 && found == 0.0))
    };
    if sizes[0] > 0.0 && !measured.rules.presets.allowed.iter().any(same) {
        faults.push(format!("Quốc hiệu, Tiêu ngữ, place and date are {sizes:.1?}: no preset of the decree"));
    }
    if sizes[0] == 0.0 || !measured.rules.presets.of_all {
        return faults;
    }
    let others = measured.texts(Component::CoQuanBanHanh).chain(measured.texts(Component::TrichYeuCongVan));
    for text in others {
        if let Some(line) = first(text) {
            near(
                &mut faults,
                &format!("size of {} goes with Quốc hiệu", brief(text)),
                line.size(),
                sizes[0],
                0.1,
            );
        }
    }
    faults
}

pub(super) fn motto_rule(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let whole = &measured.rules.rules.whole;
    for text in measured.places.texts.iter().filter(|text| name(text.component) == *whole) {
        let Some(line) = last(text) else { continue };
        let what = format!("the rule under {}", brief(text));
        let Some(rule) = rule_under(measured, line) else {
            faults.push(format!("there is not {what}"));
            continue;
        };
        let tolerance = line.width() * measured.rules.rules.motto_tolerance;
        near(&mut faults, &format!("length of {what}"), rule.width(), line.width(), tolerance);
        centred(measured, &mut faults, &what, &rule, line);
    }
    faults
}

pub(super) fn issuer_rule(measured: &Measured<'_>) -> Vec<String> {
    short_rules(measured, Component::CoQuanBanHanh)
}

pub(super) fn abstract_rule(measured: &Measured<'_>) -> Vec<String> {
    let component =
        if measured.form.allows(Component::TrichYeu) { Component::TrichYeu } else { Component::TenLoai };
    short_rules(measured, component)
}

/// Where "(Kèm theo …)" follows the abstract, the rule stands below that.
fn is_followed_by_attached(measured: &Measured<'_>, text: &Text) -> bool {
    let mut rest = measured.places.texts.iter().skip_while(|other| !std::ptr::eq(*other, text));
    rest.nth(1).is_some_and(|next| next.component == Component::KemTheo)
}

fn short_rules(measured: &Measured<'_>, component: Component) -> Vec<String> {
    let mut faults = Vec::new();
    for text in last_of_runs(measured, component) {
        if component == Component::TrichYeu && is_followed_by_attached(measured, text) {
            continue;
        }
        let Some(line) = last(text) else { continue };
        if let Some(sign) = measured.rules.rules.signs.get(&name(component)) {
            written_under(measured, text, line, sign, &mut faults);
            continue;
        }
        let Some(rule) = rule_under(measured, line) else {
            faults.push(format!("no rule under {}", brief(text)));
            continue;
        };
        let share = rule.width() / line.width();
        within(
            &mut faults,
            &format!("share of the rule under {}", brief(text)),
            share,
            measured.rules.rules.short,
            0.002,
        );
        centred(measured, &mut faults, &format!("the rule under {}", brief(text)), &rule, line);
    }
    faults
}

/// A sign in the place of the rule: on the next line, centred, nothing drawn.
fn written_under(measured: &Measured<'_>, text: &Text, line: &Line, sign: &str, faults: &mut Vec<String>) {
    let mut rest = measured.places.texts.iter().skip_while(|other| !std::ptr::eq(*other, text));
    let below = rest.nth(1).filter(|next| next.component == Component::DauPhanCach);
    let Some((below, place)) = below.and_then(|below| Some((below, first(below)?))) else {
        faults.push(format!("no “{sign}” under {}", brief(text)));
        return;
    };
    if below.text.trim() != sign {
        faults.push(format!("{} stands for “{sign}”", brief(below)));
    }
    near(faults, &format!("middle of {}", brief(below)), place.middle(), line.middle(), millimetre());
    let single = DESCENT * line.size() + (SINGLE - DESCENT) * place.size();
    near(faults, &format!("distance of {}", brief(below)), place.baseline - line.baseline, single, 1.0);
    if rule_under(measured, line).is_some() {
        faults.push(format!("{} has a rule under it", brief(text)));
    }
}

fn centred(measured: &Measured<'_>, faults: &mut Vec<String>, what: &str, rule: &Stroke, line: &Line) {
    let tolerance = pt(measured.rules.rules.centre_tolerance_mm);
    near(faults, &format!("middle of {what}"), rule.middle(), line.middle(), tolerance);
}

/// The rule's length is taken of the last line (1/3 to 1/2), so no last line may be a stub (standard, 1.16).
pub(super) fn balanced(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for component in [Component::CoQuanBanHanh, Component::TrichYeu, Component::TrichYeuCongVan] {
        for text in measured.texts(component).filter(|text| text.lines.len() > 1) {
            let longest = text.lines.iter().map(Line::width).fold(0.0, f64::max);
            let last = last(text).map_or(0.0, Line::width);
            if last < longest / 2.0 {
                faults.push(format!("the last line of {} is {:.0} of {longest:.0} pt", brief(text), last));
            }
        }
    }
    faults
}

pub(super) fn number_and_date(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let numbers: Vec<_> = measured.texts(Component::SoKyHieu).filter_map(first).collect();
    let dates: Vec<_> = measured.texts(Component::DiaDanhNgay).filter_map(first).collect();
    if numbers.is_empty() && measured.form.allows(Component::SoKyHieu) {
        faults.push("there is no number line".to_owned());
    }
    for date in &dates {
        if !measured.form.allows(Component::SoKyHieu) {
            continue;
        }
        let apart = |number: &&&Line| (number.baseline - date.baseline).abs();
        let on_page = numbers.iter().filter(|number| number.page == date.page);
        let Some(number) = on_page.min_by(|one, other| apart(one).total_cmp(&apart(other))) else {
            faults.push("place and date without a number on their page".to_owned());
            continue;
        };
        near(&mut faults, "baseline of place and date", date.baseline, number.baseline, 0.3);
        if date.x0 < number.x1 {
            faults.push("place and date run into the number".to_owned());
        }
    }
    let under = |faults: &mut Vec<String>, upper, lower: Component| {
        for text in measured.texts(lower) {
            let Some(line) = first(text) else { continue };
            let titles = measured.texts(upper).filter_map(last).filter(|title| title.page == line.page);
            let gap = titles.map(|title| (title.middle() - line.middle()).abs()).reduce(f64::min);
            if gap.is_some_and(|gap| gap > millimetre()) {
                faults.push(format!(
                    "{} is off the middle of {upper:?} by {:.1} mm",
                    brief(text),
                    mm(gap.unwrap_or(0.0))
                ));
            }
        }
    };
    under(&mut faults, Component::CoQuanBanHanh, Component::SoKyHieu);
    under(&mut faults, Component::QuocHieu, Component::DiaDanhNgay);
    for text in measured.texts(Component::SoKyHieu) {
        let rule = &measured.rules.number;
        let joined = text.text.strip_prefix(rule.begins.as_str()).is_some_and(|number| {
            let number = number.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '\u{a0}');
            number.starts_with(rule.joint.as_str())
        });
        if !joined || text.lines.len() != 1 {
            faults.push(format!("the number line reads “{}” in {} lines", text.text, text.lines.len()));
        }
    }
    faults
}

pub(super) fn kind(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for component in
        [Component::TenLoai, Component::TrichYeu, Component::ThamQuyenBanHanh, Component::LenhBanHanh]
    {
        for text in measured.texts(component) {
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
    let has = |component| measured.texts(component).next().is_some();
    let titled = measured.form.allows(Component::TenLoai) || measured.form.allows(Component::TrichYeuCongVan);
    if titled && has(Component::TenLoai) == has(Component::TrichYeuCongVan) {
        faults.push("a document has either the name of its kind or V/v".to_owned());
    }
    faults
}

pub(super) fn ve_viec(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let numbers: Vec<_> = measured.texts(Component::SoKyHieu).filter_map(first).collect();
    for text in measured.texts(Component::TrichYeuCongVan) {
        let (Some(line), Some(number)) = (first(text), numbers.first()) else { continue };
        let begins = &measured.rules.v_v.begins;
        if !text.text.starts_with(begins.as_str()) {
            faults.push(format!("{} does not begin with {begins}", brief(text)));
        }
        let gap = measured.rules.v_v.gap_pt;
        let wanted = DESCENT * number.size() + gap + (SINGLE - DESCENT) * line.size();
        near(&mut faults, "distance of V/v from the number", line.baseline - number.baseline, wanted, 0.8);
        let least = DESCENT * number.size() + ASCENT * line.size();
        if line.baseline - number.baseline < least {
            faults.push("V/v touches the number".to_owned());
        }
        for line in &text.lines {
            near(
                &mut faults,
                &format!("middle of {}", brief(text)),
                line.middle(),
                number.middle(),
                millimetre(),
            );
        }
    }
    faults
}

pub(super) fn attached_rule(measured: &Measured<'_>) -> Vec<String> {
    short_rules(measured, Component::KemTheo)
}

pub(super) fn marks(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for text in measured.texts(Component::DauKhan).chain(measured.texts(Component::DauLuuHanh)) {
        let (Some(line), Some(mark)) = (first(text), measured.rules.marks.get(text.text.trim())) else {
            faults.push(format!("{} is no mark of the decree", brief(text)));
            continue;
        };
        if text.glyphs().any(|glyph| glyph.red != mark.red) {
            faults.push(format!("{} has the wrong colour", brief(text)));
        }
        let Some([width, height]) = mark.mm.map(|mm| mm.map(pt)) else { continue };
        let around = |stroke: &&Stroke| {
            stroke.level()
                && stroke.red == mark.red
                && stroke.x0 < line.x0
                && stroke.x1 > line.x1
                && (stroke.y0 - line.baseline).abs() < height
        };
        let edges: Vec<_> = measured.places.pages[line.page].strokes.iter().filter(around).collect();
        let upper = edges.iter().map(|edge| edge.y0).fold(f64::MAX, f64::min);
        let lower = edges.iter().map(|edge| edge.y1).fold(0.0, f64::max);
        let Some(edge) = edges.first().filter(|_| lower > line.baseline && upper < line.baseline) else {
            faults.push(format!("{} has no frame of its colour", brief(text)));
            continue;
        };
        near(
            &mut faults,
            &format!("width of the frame of {}", brief(text)),
            edge.width(),
            width,
            1.5 * millimetre(),
        );
        near(
            &mut faults,
            &format!("height of the frame of {}", brief(text)),
            lower - upper,
            height,
            1.5 * millimetre(),
        );
    }
    let asked = |name: &str| {
        measured.values.get(name).and_then(|value| value.as_str()).is_some_and(|mark| !mark.is_empty())
    };
    for (field, component) in [("do_khan", Component::DauKhan), ("luu_hanh", Component::DauLuuHanh)] {
        if asked(field) && measured.texts(component).next().is_none() {
            faults.push(format!("the mark of {field} is on no page"));
        }
    }
    faults
}
