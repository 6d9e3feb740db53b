//! Paper, margins, page numbers, tables, and what holds for every component.

use std::collections::BTreeMap;

use thethuc::document::{Component, TableRole};

use super::{ASCENT, DESCENT, Measured, SINGLE, brief, is_body, is_running, millimetre, near, within};
use crate::places::Context;
use crate::rules::{Case, mm, pt};

pub(super) fn complete(measured: &Measured<'_>) -> Vec<String> {
    let mut faults: Vec<String> =
        measured.places.missing.iter().map(|text| format!("on no page, or out of order: {text}")).collect();
    let heads = head_texts(measured);
    for (page, text) in &measured.places.strays {
        // A split row can leave the repeated head and a note's separator next to each other; only whole heads count.
        let mut rest = text.clone();
        for head in heads.values() {
            if !head.is_empty() {
                rest = rest.replace(head.as_str(), "");
            }
        }
        if !rest.is_empty() {
            faults.push(format!("page {} shows “{rest}”, which the document does not have", page + 1));
        }
    }
    faults
}

pub(super) fn fonts(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, page) in measured.places.pages.iter().enumerate() {
        let foreign = page.glyphs.iter().find(|glyph| {
            !glyph.font.starts_with("LiberationSerif") && !glyph.font.starts_with("TimesNewRoman")
        });
        if let Some(glyph) = foreign {
            faults.push(format!("page {}: “{}” is set in {}", number + 1, glyph.ch, glyph.font));
        }
    }
    for text in measured.places.texts.iter().filter(|text| text.wrong_look > 0) {
        faults.push(format!(
            "{}: {} letters are bold or italic otherwise than meant",
            brief(text),
            text.wrong_look
        ));
    }
    faults
}

pub(super) fn margins(measured: &Measured<'_>) -> Vec<String> {
    let rules = &measured.rules.page;
    let mut faults = Vec::new();
    for (number, page) in measured.places.pages.iter().enumerate() {
        let (short, long) = (page.width.min(page.height), page.width.max(page.height));
        near(&mut faults, &format!("page {}: short side", number + 1), short, pt(rules.short_side_mm), 1.0);
        near(&mut faults, &format!("page {}: long side", number + 1), long, pt(rules.long_side_mm), 1.0);
        let lies = page.width > page.height;
        let least = |range: [f64; 2]| if lies { rules.landscape_least_mm } else { range[0] };
        let placed =
            measured.places.texts.iter().flat_map(|text| text.lines.iter().map(move |line| (text, line)));
        for (text, line) in placed.filter(|(_, line)| line.page == number) {
            let size = line.size();
            let sides = [
                ("left", line.x0, least(rules.left_mm)),
                ("right", page.width - line.x1, least(rules.right_mm)),
                ("top", line.baseline - ASCENT * size, least(rules.top_mm)),
                ("bottom", page.height - line.baseline - DESCENT * size, least(rules.bottom_mm)),
            ];
            for (side, found, least) in sides {
                // Boxes 11 and 13 stand above and under the type area.
                if mm(found) < least - 0.3
                    && !(matches!(text.context, Context::Foot | Context::Head)
                        && matches!(side, "bottom" | "top"))
                {
                    faults.push(format!(
                        "page {}: {} stands {:.1} mm from the {side}",
                        number + 1,
                        brief(text),
                        mm(found)
                    ));
                }
            }
        }
        if lies {
            continue;
        }
        let (left, right) = measured.type_area(number);
        if left < right {
            within(
                &mut faults,
                &format!("page {}: left margin in mm", number + 1),
                mm(left),
                rules.left_mm,
                0.3,
            );
            within(
                &mut faults,
                &format!("page {}: right margin in mm", number + 1),
                mm(page.width - right),
                rules.right_mm,
                0.3,
            );
        }
        let body = page.glyphs.iter().filter(|glyph| mm(glyph.baseline) > rules.top_mm[0]);
        let top = body.map(|glyph| glyph.baseline - ASCENT * glyph.size).fold(f64::MAX, f64::min);
        // A line may have its spacing above it: 1.5 lines at most, and the space between paragraphs.
        let most = rules.top_mm[1] + mm(16.0);
        if number == 0 && measured.value("khoang_trong").is_some() {
            continue;
        }
        within(
            &mut faults,
            &format!("page {}: top margin in mm", number + 1),
            mm(top),
            [rules.top_mm[0], most],
            0.4,
        );
    }
    let pages = &measured.places.pages;
    let has_text = |page: usize| {
        measured.places.texts.iter().any(|text| text.lines.iter().any(|line| line.page == page))
    };
    for page in (0..pages.len()).filter(|page| !has_text(*page)) {
        faults.push(format!("page {} is blank", page + 1));
    }
    faults
}

/// The sections in which numbering starts again: the main document's first, behind cover and contents, a promulgated
/// document's and every appendix's.
fn starts(measured: &Measured<'_>) -> Vec<usize> {
    let mut starts: Vec<usize> = vec![measured.front()];
    starts.extend(measured.attached_sections());
    let appendices = measured.texts(Component::PhuLuc).map(|text| text.section);
    starts.extend(appendices);
    starts
}

/// The number each page has, shown or not; none before page 1.
fn page_numbers(measured: &Measured<'_>) -> Vec<Option<u32>> {
    let starts = starts(measured);
    let mut number = 0;
    let mut part = None;
    let pages = measured.places.section_of.iter().map(|section| {
        let begins = part != Some(section) && starts.contains(section);
        number = if begins { 1 } else { number + 1 };
        part = Some(section);
        (*section >= measured.front()).then_some(number)
    });
    pages.collect()
}

/// Every heading that is listed has its entry, in its order, with the number of the page it is on.
pub(super) fn contents(measured: &Measured<'_>) -> Vec<String> {
    use Component::{Dieu, Muc, MucLaMa, MucLuc, MucLuc1, MucLuc2, MucLuc3, PhanChuong, PhuLuc};
    let mut faults = Vec::new();
    let of = |components: &'static [Component]| {
        measured.places.texts.iter().filter(move |text| components.contains(&text.component))
    };
    if of(&[MucLuc]).next().is_none() {
        return faults;
    }
    let letters = |text: &str| text.chars().filter(|ch| ch.is_alphanumeric()).collect::<String>();
    let numbers = page_numbers(measured);
    let mut headings = of(&[PhanChuong, Muc, MucLaMa, PhuLuc]);
    for entry in of(&[MucLuc1, MucLuc2, MucLuc3]).filter(|entry| !entry.text.starts_with("Điều ")) {
        let Some(heading) = headings.next() else {
            faults.push(format!("{} stands for no heading", brief(entry)));
            continue;
        };
        let number = heading.first_page().and_then(|page| numbers[page]).unwrap_or(0);
        let wanted = format!("{}{number}", letters(&heading.text));
        if letters(&entry.text) != wanted {
            faults.push(format!("{} is on page {number}: the contents say “{}”", brief(heading), entry.text));
        }
    }
    faults.extend(headings.map(|heading| format!("{} is not in the contents", brief(heading))));
    let mut articles = of(&[Dieu]);
    for entry in of(&[MucLuc3]).filter(|entry| entry.text.starts_with("Điều ")) {
        let page = articles.find(|article| letters(&entry.text).starts_with(&letters(&article.text)));
        let number = page.and_then(|article| article.first_page()).and_then(|page| numbers[page]);
        if !number.is_some_and(|number| entry.text.ends_with(&format!(" {number}"))) {
            faults.push(format!("{} is on page {number:?}", brief(entry)));
        }
    }
    faults
}

pub(super) fn numbers(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (page, number) in page_numbers(measured).into_iter().enumerate() {
        let header = &measured.places.header[page];
        let shown: String = header.iter().map(|glyph| glyph.ch).collect();
        let number = number.unwrap_or(1);
        let wanted = if number == 1 { String::new() } else { number.to_string() };
        if shown != wanted {
            faults.push(format!("the top margin of page {} shows “{shown}” instead of “{wanted}”", page + 1));
            continue;
        }
        let (Some(first), Some(last)) = (header.first(), header.last()) else { continue };
        let (left, right) = measured.type_area(page);
        if left < right {
            near(
                &mut faults,
                &format!("middle of page number {number}"),
                (first.x0 + last.x1) / 2.0,
                (left + right) / 2.0,
                millimetre(),
            );
        }
        within(
            &mut faults,
            &format!("size of page number {number}"),
            first.size,
            measured.rules.page_number.size,
            0.1,
        );
        if header.iter().any(|glyph| glyph.bold() || glyph.italic()) {
            faults.push(format!("page number {number} is not upright regular"));
        }
    }
    for text in measured.texts(Component::PhuLuc) {
        let Some(page) = text.first_page() else { continue };
        let earlier = measured.places.texts.iter().take_while(|other| !std::ptr::eq(*other, text));
        if earlier.filter_map(|other| other.last_page()).any(|other| other == page) {
            faults.push(format!("{} does not begin a page", brief(text)));
        }
    }
    faults
}

pub(super) fn landscape(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let lies = |page: usize| measured.places.pages[page].width > measured.places.pages[page].height;
    if lies(0) {
        faults.push("the first page lies".to_owned());
    }
    for (page, section) in measured.places.section_of.iter().enumerate() {
        if measured.places.lying.get(*section).is_some_and(|meant| *meant != lies(page)) {
            faults.push(format!("page {} stands the wrong way round", page + 1));
        }
    }
    let asked = measured.values.get("phu_luc").and_then(|list| list.as_array()).into_iter().flatten();
    for appendix in asked {
        let flag = |name| appendix.get(name).and_then(serde_json::Value::as_bool).unwrap_or(false);
        if flag("tep_rieng") {
            continue;
        }
        let title =
            appendix.get("tieu_de").and_then(|title| title.as_str()).unwrap_or_default().to_uppercase();
        // In a document with contents a heading is one paragraph with its label.
        let page = measured
            .texts(Component::TieuDePhuLuc)
            .chain(measured.texts(Component::PhuLuc))
            .find(|text| squeeze(&text.text).ends_with(&squeeze(&title)))
            .and_then(|text| text.first_page());
        match page {
            None => faults.push(format!("the appendix “{title}” of the values is on no page")),
            Some(page) if lies(page) != flag("kho_ngang") => {
                faults.push(format!("the appendix “{title}” stands the wrong way round"));
            }
            Some(_) => {}
        }
    }
    faults
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The visible characters of the head of each data table.
fn head_texts(measured: &Measured<'_>) -> BTreeMap<usize, String> {
    let mut heads: BTreeMap<usize, String> = BTreeMap::new();
    for text in &measured.places.texts {
        if let Context::Cell { table, role: TableRole::Data, head, .. } = text.context {
            let entry = heads.entry(table).or_default();
            if head {
                entry.push_str(&squeeze(&text.text));
            }
        }
    }
    heads
}

pub(super) fn heads(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (table, head) in head_texts(measured) {
        let of_table = || {
            measured.places.texts.iter().filter(
                move |text| matches!(text.context, Context::Cell { table: number, .. } if number == table),
            )
        };
        let pages = of_table().flat_map(|text| text.lines.iter().map(|line| line.page));
        let (first, last) =
            pages.fold((usize::MAX, 0), |(first, last), page| (first.min(page), last.max(page)));
        for page in first.saturating_add(1)..=last {
            if head.is_empty() {
                faults.push(format!("table {} has no head to repeat on page {}", table + 1, page + 1));
            } else if !measured.places.strays.iter().any(|(on, text)| *on == page && text.contains(&head)) {
                faults.push(format!("page {} does not repeat the head of table {}", page + 1, table + 1));
            }
        }
        let head_pages = of_table().filter(|text| matches!(text.context, Context::Cell { head: true, .. }));
        let body_pages = of_table().filter(|text| matches!(text.context, Context::Cell { head: false, .. }));
        let last_head = head_pages.filter_map(|text| text.last_page()).max();
        let first_row = body_pages.filter_map(|text| text.first_page()).min();
        if let (Some(head), Some(row)) = (last_head, first_row)
            && head != row
        {
            faults.push(format!(
                "the head of table {} stands alone at the foot of page {}",
                table + 1,
                head + 1
            ));
        }
    }
    faults
}

pub(super) fn tables(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, page) in measured.places.pages.iter().enumerate() {
        let in_tables: Vec<_> = measured
            .places
            .texts
            .iter()
            .filter(|text| matches!(text.context, Context::Cell { role: TableRole::Data, .. }))
            .flat_map(|text| &text.lines)
            .filter(|line| line.page == number)
            .collect();
        if in_tables.is_empty() {
            continue;
        }
        let (left, right) = measured.type_area(number);
        let upright: Vec<_> = page.strokes.iter().filter(|stroke| stroke.y1 - stroke.y0 > 8.0).collect();
        for line in in_tables {
            let beside = |stroke: &&&crate::pdf::Stroke| {
                stroke.y0 < line.baseline && stroke.y1 > line.baseline - line.size()
            };
            let left_edge = upright.iter().filter(beside).any(|stroke| stroke.x0 < line.x0);
            let right_edge = upright.iter().filter(beside).any(|stroke| stroke.x0 > line.x1 - 0.5);
            if !left_edge || !right_edge {
                let words: String = line.glyphs.iter().map(|glyph| glyph.ch).collect();
                faults.push(format!("page {}: “{words}” has no border on both sides", number + 1));
            }
        }
        for stroke in &upright {
            if page.height > page.width && (stroke.x0 < left - 1.5 || stroke.x1 > right + 1.5) {
                faults.push(format!(
                    "page {}: a border at {:.1} pt is outside the type area",
                    number + 1,
                    stroke.x0
                ));
            }
        }
    }
    faults
}

pub(super) fn components(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut sizes: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for text in measured.places.texts.iter().filter(|text| !text.lines.is_empty()) {
        let Some(look) = measured.rules.look(text.component) else { continue };
        for glyph in text.glyphs() {
            if glyph.size < look.size[0] - 0.1 || glyph.size > look.size[1] + 0.1 {
                faults.push(format!(
                    "{}: “{}” is set in {:.1} pt, not in {:?}",
                    brief(text),
                    glyph.ch,
                    glyph.size,
                    look.size
                ));
                break;
            }
        }
        // A number, a name in capitals or a numbered label may take a look of its own inside body text.
        let all = |wanted: Option<bool>, has: fn(&crate::pdf::Glyph) -> bool| {
            wanted.is_none_or(|wanted| text.glyphs().all(|glyph| has(glyph) == wanted))
        };
        if !all(look.bold, crate::pdf::Glyph::bold) {
            faults.push(format!("{}: weight is not bold = {:?}", brief(text), look.bold));
        }
        if !all(look.italic, crate::pdf::Glyph::italic) {
            faults.push(format!("{}: slant is not italic = {:?}", brief(text), look.italic));
        }
        for line in text.lines.iter().filter(|_| look.underline) {
            let under = measured.places.pages[line.page].strokes.iter().any(|stroke| {
                stroke.level()
                    && (stroke.x0 - line.x0).abs() < 1.0
                    && (stroke.x1 - line.x1).abs() < 1.0
                    && (0.0..DESCENT * line.size()).contains(&(stroke.y0 - line.baseline))
            });
            if !under {
                faults.push(format!("{} is not underlined", brief(text)));
            }
        }
        let small = text.text.chars().any(char::is_lowercase);
        let letters = text.text.chars().any(char::is_alphabetic);
        match look.case {
            Some(Case::Upper) if small => faults.push(format!("{} has small letters", brief(text))),
            Some(Case::Lower) if letters && !small && text.text.chars().count() > 8 => {
                faults.push(format!("{} is all in capitals", brief(text)));
            }
            _ => {}
        }
        if is_body(text.component) && is_running(text.component) {
            let size = text.glyphs().map(|glyph| glyph.size).fold(0.0, f64::max);
            let seen = sizes.entry("body").or_default();
            if !seen.iter().any(|other| (other - size).abs() < 0.1) {
                seen.push(size);
            }
        }
    }
    for (part, sizes) in sizes {
        if sizes.len() > 1 {
            faults.push(format!("the {part} is set in several sizes: {sizes:.1?}"));
        }
    }
    faults
}

/// `trinh_bay` of the values: preset, size, margins, first line, line spacing.
pub(super) fn asked(measured: &Measured<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let size = |component| {
        measured.texts(component).flat_map(|text| &text.lines).next().map(crate::places::Line::size)
    };
    let preset = measured
        .values
        .get("trinh_bay")
        .and_then(|asked| asked.get("co_chu_dau"))
        .and_then(|preset| preset.as_str());
    if let Some(preset) = preset {
        let heads = [Component::QuocHieu, Component::TieuNgu, Component::DiaDanhNgay].map(size);
        let shown = heads.iter().flatten().map(|size| format!("{size:.0}")).collect::<Vec<_>>().join("-");
        if shown != preset {
            faults.push(format!("the preset is {shown}, asked was {preset}"));
        }
    }
    let body = || measured.body().filter(|text| is_running(text.component));
    if let (Some(asked), Some(text)) = (measured.asked("co_chu"), body().next()) {
        let shown = text.lines.first().map_or(0.0, crate::places::Line::size);
        near(&mut faults, "size of the body as asked", shown, asked, 0.1);
    }
    let (left, right) = measured.type_area(0);
    if let Some(asked) = measured.asked("le_trai") {
        near(&mut faults, "left margin as asked", left, pt(asked), millimetre() / 2.0);
    }
    if let (Some(asked), Some(page)) = (measured.asked("le_phai"), measured.places.pages.first()) {
        near(&mut faults, "right margin as asked", page.width - right, pt(asked), millimetre() / 2.0);
    }
    let indent = body().filter_map(|text| text.lines.first()).map(|line| line.x0 - left).next();
    if let (Some(asked), Some(indent)) = (measured.asked("thut"), indent) {
        near(&mut faults, "first line as asked", indent, pt(asked), millimetre() / 2.0);
    }
    let pairs = body().flat_map(|text| text.lines.windows(2).map(|pair| (&pair[0], &pair[1])));
    let same_page = pairs.filter(|(upper, lower)| upper.page == lower.page);
    let exact = measured.rules.body.line_distance_pt.is_some();
    let spacing = same_page
        .map(|(upper, lower)| (lower.baseline - upper.baseline, SINGLE * lower.size()))
        .map(|(distance, single)| if exact { distance } else { distance / single })
        .next();
    if let (Some(asked), Some(spacing)) = (measured.asked("gian_dong"), spacing) {
        near(&mut faults, "line spacing as asked", spacing, asked, if exact { 0.15 } else { 0.03 });
    }
    faults
}
