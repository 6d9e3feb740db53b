//! The lines below motto, issuing body and abstract.

use super::found::Found;
use super::subject::Subject;
use crate::document::{Component, Item, Paper, Place, Story, Zone};
use crate::docx::read::{DrawnLine, Glyph, LineKind, Underline};
use crate::to_list::ToList;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let head = |item: &&Item| {
        item.place.story == Story::Main && matches!(item.zone, Zone::Letterhead) && item.paper == Paper::Main
    };
    let last = subject.reading.items.iter().filter(head).map(|item| item.place.paragraph).max();
    let Some(last) = last else { return };
    let of_head = || {
        subject.observed.lines.iter().filter(|line| {
            line.part.index() == 0
                && line.paragraph.is_some_and(|at| usize::try_from(at.0).is_ok_and(|at| at <= last + 1))
        })
    };
    for line in of_head().filter(|line| line.kind == LineKind::Signs) {
        let Some(at) = line.paragraph.and_then(|at| usize::try_from(at.0).ok()) else { continue };
        let Some(paragraph) = subject.paragraphs.get(at) else { continue };
        let signs: String = paragraph
            .glyphs
            .get(line.range.clone())
            .unwrap_or_default()
            .iter()
            .filter_map(|glyph| match glyph {
                Glyph::Letter { letter, .. } => Some(*letter),
                _ => None,
            })
            .collect();
        let code = if signs.contains('_') { "ke-gach-duoi" } else { "ke-gach-noi" };
        let place = Place { story: Story::Main, paragraph: at, range: line.range.clone(), cell: None };
        found.paragraph(code, place, &signs, &signs, "");
    }
    let underlined = |component| {
        subject.main(component).any(|item| {
            subject.paragraph(item).is_some_and(|paragraph| {
                let runs = paragraph.runs.iter();
                runs.map(|run| subject.observed.formats.run(run.format).underline.value)
                    .any(|line| line != Underline::default())
            })
        })
    };
    let is_bare = subject.observed.lines.is_empty() && subject.observed.unread.pictures == 0;
    if is_bare && !underlined(Component::TieuNgu) {
        found.whole("thieu-ke", Some(Component::TieuNgu), "", "");
    } else if subject.observed.unread.pictures == 0 {
        let (left, right) = (underlined(Component::CoQuanBanHanh), underlined(Component::TieuNgu));
        one_of_two(subject, &of_head().to_list(), [left, right], last, found);
    }
    if let Some(item) = subject.sure(Component::TieuNgu).next().filter(|_| underlined(Component::TieuNgu)) {
        found.at("ke-gach-chan", item, "", "");
    }
}

/// A letterhead has so many lines at most.
const MAX_RULES: usize = 8;

/// Drawings anchored so many paragraphs below the letterhead may be seen in it.
const NEAR: usize = 6;

/// The rule of the motto is as long as its words, that of the issuing body shorter, mm.
const LONG: f64 = 46.0;

/// One of the two rules is missing: below the issuing body, below the motto. `has`: which of them is an underline.
fn one_of_two(subject: &Subject<'_>, lines: &[&DrawnLine], has: [bool; 2], last: usize, found: &mut Found) {
    let body = subject.sure(Component::CoQuanBanHanh).last();
    let (Some(body), Some(motto)) = (body, subject.sure(Component::TieuNgu).next()) else { return };
    let at = |line: &DrawnLine| line.paragraph.and_then(|at| usize::try_from(at.0).ok());
    let is_near = |line: &&DrawnLine| {
        line.kind == LineKind::Drawing
            && line.part.index() == 0
            && at(line).is_none_or(|at| at > last + 1 && at <= last + NEAR)
    };
    let below = subject.observed.lines.iter().filter(is_near).count();
    // More lines than that are no rules.
    let are_rules = lines.len() <= MAX_RULES;
    let is_beside = [body, motto].into_iter().any(|item| item.place.story != Story::Main);
    let is_one_paragraph = body.place.paragraph == motto.place.paragraph;
    if below > usize::from(subject.kind.is_some()) || is_one_paragraph || is_beside || !are_rules {
        return;
    }
    let is_right = |line: &DrawnLine| {
        let length = line.length.filter(|_| line.kind == LineKind::Drawing);
        if let Some(length) = length {
            return length.as_mm() > LONG;
        }
        let above = subject.reading.items.iter().filter(|item| {
            item.place.story == Story::Main && at(line).is_some_and(|at| item.place.paragraph <= at)
        });
        let above = above.filter_map(|item| item.component).next_back();
        matches!(above, Some(Component::QuocHieu | Component::TieuNgu | Component::DiaDanhNgay))
    };
    let drawn = lines.iter().filter(|line| line.kind == LineKind::Drawing).count();
    let [left, right] = has.map(usize::from);
    let all = lines.len() + left + right;
    if all > 1 && drawn > 0 {
        return;
    }
    let right = right + lines.iter().filter(|line| is_right(line)).count();
    match (all - right, right) {
        (0, 0) => {
            found.whole("thieu-ke", Some(Component::TieuNgu), "", "");
        }
        (_, 0) => {
            found.at("thieu-ke-tieu-ngu", motto, &motto.text, "");
        }
        (0, _) => {
            found.at("thieu-ke-co-quan", body, &body.text, "");
        }
        _ => {}
    }
}
