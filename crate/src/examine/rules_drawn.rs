//! The lines below motto, issuing body and abstract.

use super::found::Found;
use super::subject::Subject;
use crate::document::{Component, Item, Paper, Place, Story, Zone};
use crate::docx::read::{Glyph, LineKind, Underline};

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
    }
    if let Some(item) = subject.sure(Component::TieuNgu).next().filter(|_| underlined(Component::TieuNgu)) {
        found.at("ke-gach-chan", item, "", "");
    }
}
