//! Paper, margins and the number of the page.

use super::change::Step;
use super::found::Found;
use super::subject::{Subject, is_text};
use crate::document::{Component, Item, Paper, Story, Zone};
use crate::docx::patch::Property;
use crate::docx::read::{OnPages, Paragraph, Section, paragraphs_of};
use crate::standard::Range;
use crate::to_list::ToList;
use crate::{Align, Length};

/// What a length may differ by, mm: programs round to twips and to tenths of millimetres.
const SLACK: f64 = 0.2;

/// What paper may differ by, mm: printers call some neighbours of A4 so.
const PAPER_SLACK: f64 = 1.0;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let sections = &subject.observed.sections;
    for (at, section) in sections.iter().enumerate() {
        let named = if sections.len() > 1 { format!(" (phần {})", at + 1) } else { String::new() };
        paper(subject, section, &named, found);
        margins(subject, section, &named, found);
    }
    page_number(subject, found);
    orientation(subject, found);
}

/// So many letters of text are more than a title and its lines.
const MANY: usize = 300;

/// Pages lie only where there are tables in the text.
fn orientation(subject: &Subject<'_>, found: &mut Found) {
    let sections = &subject.observed.sections;
    let own = |item: &&Item| {
        item.paper == Paper::Main && item.place.story == Story::Main && item.zone == Zone::Body
    };
    let mut items = subject.reading.items.iter().filter(own).peekable();
    let mut end = 0;
    for (at, section) in sections.iter().enumerate() {
        let blocks = subject.observed.blocks.get(section.blocks.clone()).unwrap_or_default();
        end += paragraphs_of(blocks).len();
        let (mut letters, mut has_table) = (0, false);
        while let Some(item) = items.next_if(|item| item.place.paragraph < end) {
            letters += item.text.chars().count();
            has_table |= item.place.cell.is_some();
        }
        let is_lying = section.is_landscape || section.width > section.height;
        if !is_lying || letters < MANY || has_table {
            continue;
        }
        let named = if sections.len() > 1 { format!(" (phần {})", at + 1) } else { String::new() };
        let step =
            section.width.zip(section.height).zip(section.element).map(|((width, height), element)| {
                let paper = Property::new("pgSz").with("w", width.min(height).twips().to_string());
                let paper = paper.with("h", width.max(height).twips().to_string()).with("orient", "portrait");
                Step::Section(element, paper)
            });
        found.whole("huong-giay", None, &named, "").mends("", step.into_iter().to_list());
    }
}

fn paper(subject: &Subject<'_>, section: &Section, named: &str, found: &mut Found) {
    let page = &subject.standard.page;
    let (Some(width), Some(height)) = (section.width, section.height) else { return };
    let (short, long) = (width.as_mm().min(height.as_mm()), width.as_mm().max(height.as_mm()));
    if (short - page.width).abs() > PAPER_SLACK || (long - page.height).abs() > PAPER_SLACK {
        let seen = format!("{} × {}{named}", millimetres(width), millimetres(height));
        let (standing, lying) = (Length::mm(page.width), Length::mm(page.height));
        let (wide, high) = if width > height { (lying, standing) } else { (standing, lying) };
        let paper = Property::new("pgSz");
        let paper = paper.with("w", wide.twips().to_string()).with("h", high.twips().to_string());
        let set = format!("{} × {}", page.width, page.height);
        let steps = section.element.map(|element| Step::Section(element, paper)).into_iter().to_list();
        found.whole("kho-giay", None, &seen, &set).mends(&set, steps);
    }
}

/// Of pages that stand upright; nothing is written about others.
fn margins(subject: &Subject<'_>, section: &Section, named: &str, found: &mut Found) {
    if section.width > section.height || section.is_landscape {
        return;
    }
    let (page, margins) = (&subject.standard.page, &section.margins);
    let gutter = margins.gutter.unwrap_or(Length::ZERO);
    let all = [
        ("le-tren", "top", margins.top, page.top),
        ("le-duoi", "bottom", margins.bottom, page.bottom),
        ("le-trai", "left", margins.left.map(|left| left + gutter), page.left),
        ("le-phai", "right", margins.right, page.right),
    ];
    for (code, side, seen, wanted) in all {
        let Some(seen) = seen else { continue };
        let length = seen.as_mm().abs();
        let Range { min, max, .. } = wanted;
        if length < min - SLACK || length > max + SLACK {
            let nearest = if length < min { min } else { max };
            let bound = if code == "le-trai" { gutter } else { Length::ZERO };
            let margin = (Length::mm(nearest) - bound).twips().to_string();
            let step = |element| Step::Section(element, Property::new("pgMar").with(side, margin));
            found
                .whole(code, None, &format!("{}{named}", millimetres(seen)), &format!("{min}–{max}"))
                .mends(&points(nearest), section.element.map(step).into_iter().to_list());
        }
    }
}

/// A length as somebody writes it: `25,4`.
fn millimetres(length: Length) -> String {
    let tenths = format!("{:.1}", length.as_mm());
    tenths.strip_suffix(".0").unwrap_or(&tenths).replace('.', ",")
}

fn page_number(subject: &Subject<'_>, found: &mut Found) {
    let observed = subject.observed;
    let numbered = |at: Option<usize>| {
        let edge = observed.page_edges.get(at?)?;
        edge.paragraphs.iter().find_map(|paragraph| paragraph.page_number)
    };
    let all_of = |pages: &OnPages| [pages.default, pages.first, pages.even];
    let on = |pages: &OnPages| all_of(pages).into_iter().find_map(numbered);
    if observed.sections.iter().any(|section| on(&section.footers).is_some()) {
        found.whole("so-trang-vi-tri", Some(Component::SoTrang), "", "");
    }
    let shown = observed.sections.first().is_some_and(|section| {
        let shows = |pages: &OnPages| {
            if section.title_page {
                numbered(pages.first).is_some()
            } else {
                numbered(pages.default).is_some()
            }
        };
        shows(&section.headers) || shows(&section.footers)
    });
    let starts_at_first =
        observed.sections.first().is_some_and(|section| section.first_page.is_none_or(|first| first <= 1));
    if shown && starts_at_first {
        let first = observed.sections.first().filter(|section| {
            let hides = |pages: &OnPages| numbered(pages.first).is_none();
            !section.title_page && hides(&section.headers) && hides(&section.footers)
        });
        let step = first.and_then(|section| section.element);
        let step = step.map(|element| Step::Section(element, Property::switch("titlePg", true)));
        let noted = found.whole("so-trang-dau", Some(Component::SoTrang), "", "");
        noted.mends("", step.into_iter().to_list());
    }
    let mut is_shown = vec![false; observed.page_edges.len()];
    for section in &observed.sections {
        for at in all_of(&section.headers).into_iter().chain(all_of(&section.footers)).flatten() {
            if let Some(shown) = is_shown.get_mut(at) {
                *shown = true;
            }
        }
    }
    let (mut steps, mut may_be_numbered) = (Vec::new(), false);
    for (edge, is_shown) in observed.page_edges.iter().zip(is_shown) {
        for one in &edge.paragraphs {
            may_be_numbered |= is_shown && may_be_number(one);
            let align = observed.formats.paragraph(one.format).align.value;
            if !edge.is_footer && one.page_number.is_some() && align == Align::Right {
                let centred = Property::new("jc").with("val", "center");
                steps.push(Step::Paragraph(one.part, one.element, centred));
            }
        }
    }
    if !steps.is_empty() {
        found.whole("so-trang-canh", Some(Component::SoTrang), "", "").mends("", steps);
    }
    let mut lines = 0;
    for item in &subject.reading.items {
        if is_text(item) {
            lines += item.text.chars().count().div_ceil(LINE);
        }
    }
    if lines > PAGE && !may_be_numbered {
        found.whole("thieu-so-trang", Some(Component::SoTrang), "", "");
    }
    let [least, most] = subject.standard.component(Component::SoTrang).size;
    let number = observed.sections.iter().find_map(|section| on(&section.headers));
    if let Some(look) = number {
        let size = observed.formats.run(look).size.value.as_pt();
        if size > 0.0 && (size < least || size > most) {
            let set = if size < least { least } else { most };
            let numbers = observed.page_edges.iter().filter(|edge| !edge.is_footer);
            let numbers = numbers.flat_map(|edge| &edge.paragraphs).filter(|one| one.page_number.is_some());
            let steps = numbers.flat_map(|paragraph| {
                let (part, element) = (paragraph.part, paragraph.element);
                sizes(set).map(|size| Step::Letters(part, element, size))
            });
            found
                .whole("so-trang-co", Some(Component::SoTrang), &points(size), &points_of([least, most]))
                .mends(&points(set), steps.to_list());
        }
    }
}

/// No line of the smallest letters between the narrowest margins holds more letters, no page with letterhead and signature
/// more lines of text.
const LINE: usize = 82;
const PAGE: usize = 42;

/// A longer text at the edge of a page is no number of it.
const MAX_NUMBER: usize = 20;

/// It is the number of the page, or words with it.
fn may_be_number(paragraph: &Paragraph) -> bool {
    let text = paragraph.text();
    paragraph.page_number.is_some()
        || text.chars().count() <= MAX_NUMBER && text.contains(|sign: char| sign.is_ascii_digit())
}

/// The properties of letters of a size.
pub(super) fn sizes(points: f64) -> [Property; 2] {
    let half_points = format!("{:.0}", points * 2.0);
    ["sz", "szCs"].map(|name| Property::new(name).with("val", half_points.clone()))
}

/// A size as somebody writes it: `13,5`.
pub(super) fn points(size: f64) -> String {
    format!("{size}").replace('.', ",")
}

/// A range of sizes: `13–14`, `12`.
pub(super) fn points_of([least, most]: [f64; 2]) -> String {
    if least < most { format!("{}–{}", points(least), points(most)) } else { points(least) }
}
