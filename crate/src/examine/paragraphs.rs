//! How paragraphs stand: indents, the space between them, and what is put in the place of either.

use super::change::Step;
use super::found::Found;
use super::pages::points;
use super::subject::Subject;
use crate::document::{Certainty, Component, Item, Paper, Place, Story, Zone};
use crate::docx::patch::Property;
use crate::docx::read::{Anchor, Paragraph};
use crate::joined::Joined;
use crate::to_list::ToList;
use crate::{Align, Length};

/// What a length may differ by, mm: programs round to twips and hundredths of an inch.
const SLACK: f64 = 0.6;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    let items = &subject.reading.items;
    let texts: Vec<&Item> = items.iter().filter(|item| is_text(item)).to_list();
    for item in &texts {
        if let Some(paragraph) = subject.paragraph(item) {
            indent(subject, item, paragraph, found);
        }
    }
    flush(subject, &texts, found);
    for pair in texts.windows(2) {
        if let [upper, lower] = pair {
            apart(subject, upper, lower, found);
        }
    }
    blanks(subject, &texts, found);
    columns(subject, &texts, found);
}

/// A paragraph of the text itself, in no table.
fn is_text(item: &Item) -> bool {
    matches!(
        item.component,
        Some(Component::ThanVanBan | Component::Khoan | Component::Diem | Component::Dieu)
    ) && item.zone == Zone::Body
        && item.paper == Paper::Main
        && item.place.story == Story::Main
        && item.place.cell.is_none()
        && item.place.range.start == 0
        && item.certainty != Certainty::Guessed
}

/// The first line is set in by one of the lengths of the standard; what is not set in at all may be so by a tab.
fn indent(subject: &Subject<'_>, item: &Item, paragraph: &Paragraph, found: &mut Found) {
    let format = subject.observed.formats.paragraph(paragraph.format);
    let inset = (format.left.value + format.first_line.value).as_mm();
    let choices = &subject.standard.body.first_line.choices;
    let (least, most) = choices
        .iter()
        .fold((f64::MAX, f64::MIN), |(least, most), choice| (least.min(*choice), most.max(*choice)));
    let is_off = inset > SLACK && (inset < least - SLACK || inset > most + SLACK);
    // What hangs or stands in as a whole is a list of its own look.
    let is_plain = format.left.value == Length::ZERO && paragraph.label.is_empty();
    if item.component != Some(Component::ThanVanBan) || !is_off || !is_plain {
        return;
    }
    let nearest = if inset < least { least } else { most };
    note_indent(subject, item, paragraph, inset, nearest, found);
}

fn note_indent(
    subject: &Subject<'_>,
    item: &Item,
    paragraph: &Paragraph,
    inset: f64,
    nearest: f64,
    found: &mut Found,
) {
    let choices = &subject.standard.body.first_line.choices;
    let first = Property::new("ind").with("firstLine", Length::mm(nearest).twips().to_string());
    let first = first.without("firstLineChars").without("hanging").without("hangingChars");
    let step = Step::Paragraph(paragraph.part, paragraph.element, first);
    let millimetres = |length: f64| points((length * 10.0).round() / 10.0);
    let wanted = choices.iter().map(|choice| millimetres(*choice)).joined(" hoặc ");
    found.at("thut-dong", item, &millimetres(inset), &wanted).mends(&millimetres(nearest), vec![step]);
}

/// A text of more letters takes two lines and more.
const LINES: usize = 90;

/// No first line is set in, neither by an indent nor by blanks: most paragraphs of several lines are so.
fn flush(subject: &Subject<'_>, texts: &[&Item], found: &mut Found) {
    let choices = &subject.standard.body.first_line.choices;
    let (mut count, mut all) = (0, Vec::new());
    for item in texts.iter().filter(|item| item.text.chars().count() > LINES) {
        let Some(paragraph) = subject.paragraph(item) else { continue };
        let format = subject.observed.formats.paragraph(paragraph.format);
        count += 1;
        if format.left.value == Length::ZERO
            && format.first_line.value.as_mm().abs() <= SLACK
            && matches!(format.align.value, Align::Left | Align::Justify)
            && paragraph.label.is_empty()
            && !paragraph.whites.iter().any(|white| white.at == 0)
        {
            all.push((*item, paragraph));
        }
    }
    if let Some(least) = choices.iter().copied().reduce(f64::min)
        && count > 1
        && all.len() * 2 > count
    {
        for (item, paragraph) in all {
            note_indent(subject, item, paragraph, 0.0, least, found);
        }
    }
}

/// Between two paragraphs is the space of the standard at least.
fn apart(subject: &Subject<'_>, upper: &Item, lower: &Item, found: &mut Found) {
    let (Some(above), Some(below)) = (subject.paragraph(upper), subject.paragraph(lower)) else { return };
    if lower.place.paragraph != upper.place.paragraph + 1 || below.page_break {
        return;
    }
    let formats = &subject.observed.formats;
    let (over, under) = (formats.paragraph(above.format), formats.paragraph(below.format));
    if over.after_auto.value || under.before_auto.value {
        return;
    }
    let is_joined =
        over.contextual_spacing.value && under.contextual_spacing.value && above.style == below.style;
    let space = if is_joined { Length::ZERO } else { over.after.value + under.before.value };
    let least = subject.standard.body.gap.min;
    if space.as_pt() >= least - 0.1 {
        return;
    }
    let rest = Length::pt(least) - if is_joined { Length::ZERO } else { over.after.value };
    let before = Property::new("spacing").with("before", rest.twips().to_string());
    let before = before.without("beforeLines");
    let mut steps = vec![Step::Paragraph(below.part, below.element, before)];
    if is_joined {
        let apart = Property::switch("contextualSpacing", false);
        steps.push(Step::Paragraph(below.part, below.element, apart));
    }
    let seen = points((space.as_pt() * 10.0).round() / 10.0);
    found.at("cach-doan", lower, &seen, &points(least)).mends(&points(least), steps);
}

/// Paragraphs without text in the place of space.
fn blanks(subject: &Subject<'_>, texts: &[&Item], found: &mut Found) {
    let mut count = 0;
    for pair in texts.windows(2) {
        let [upper, lower] = pair else { continue };
        let between = upper.place.paragraph + 1..lower.place.paragraph;
        let between = subject.paragraphs.get(between).unwrap_or_default();
        if between.iter().all(|paragraph| paragraph.is_blank()) {
            count += between.len();
        }
    }
    if count >= MANY_BLANKS {
        found.whole("doan-trong", None, &count.to_string(), "");
    }
}

/// One blank paragraph may part two sections.
const MANY_BLANKS: usize = 2;

/// So many lines one below the other with gaps within are columns.
const ROWS: usize = 3;

/// Columns made with tabs or blanks.
fn columns(subject: &Subject<'_>, texts: &[&Item], found: &mut Found) {
    let is_row = |item: &&Item| {
        let paragraph = subject.paragraph(item);
        paragraph.is_some_and(|paragraph| paragraph.gaps.len() >= 2)
    };
    let rows = texts.chunk_by(|upper, lower| {
        is_row(upper) && is_row(lower) && lower.place.paragraph == upper.place.paragraph + 1
    });
    for rows in rows.filter(|rows| rows.len() >= ROWS) {
        if let Some(first) = rows.first() {
            found.at("cot-bang-tab", first, &rows.len().to_string(), "");
        }
    }
}

/// Spaces beside each other, in any text of the document.
pub(super) fn double_spaces(subject: &Subject<'_>, found: &mut Found) {
    let mut steps = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for (at, paragraph) in subject.paragraphs.iter().enumerate() {
        for place in doubled(paragraph) {
            let anchors: Vec<Anchor> = paragraph.anchors(&(place..place + 1));
            steps.push(Step::Text(anchors, " ".to_owned()));
            let range = place..place + 1;
            places.push(Place { story: Story::Main, paragraph: at, range, cell: None });
        }
    }
    let mut places = places.into_iter();
    if let Some(place) = places.next() {
        let text = subject.paragraphs.get(place.paragraph).map(|paragraph| paragraph.text());
        let count = steps.len().to_string();
        let noted = found.paragraph("cach-doi", place, &text.unwrap_or_default(), &count, "");
        noted.also(places).mends(&count, steps);
    }
}

/// The spaces of a paragraph that stand for two or three, and not for a place further on in the line.
fn doubled(paragraph: &Paragraph) -> Vec<usize> {
    let mut before = 0;
    let mut places = Vec::new();
    for (at, more) in &paragraph.wide {
        let extra = more - before;
        before = *more;
        let is_space = paragraph.glyphs.get(*at).is_some_and(crate::docx::read::Glyph::is_space);
        if is_space && extra > 0 && !paragraph.gaps.contains(at) {
            places.push(*at);
        }
    }
    places
}
