//! Boxes 1 to 5b, 10b and 11: national name and motto, issuing body, number, place and date, V/v, marks.

use crate::document::{
    Align, Bookmark, Cell, Component, Element, LineSpacing, Paragraph, Row, Span, Table, TableRole,
    VerticalAlign, VerticalMerge,
};
use crate::forms::Letterhead;
use crate::metrics;
use crate::standard::Standard;
use crate::template::Resolved;
use crate::to_list::ToList;
use crate::vietnamese::number::document_number;
use crate::{FieldPath, Length};

use super::{Context, from_field, words};

/// Spaces that keep a place free for writing by hand; they never break or collapse.
pub(super) const GAP: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";

/// The lines that decide how wide the right column must be.
pub(super) fn right_lines(
    standard: &Standard,
    values: &Resolved,
    boxes: Option<Letterhead>,
) -> Vec<(Component, String)> {
    let fixed =
        |component: Component| (component, standard.component(component).text.clone().unwrap_or_default());
    let mut lines = vec![fixed(Component::QuocHieu), fixed(Component::TieuNgu)];
    if boxes.is_some_and(|boxes| boxes.place_date) {
        lines.push((Component::DiaDanhNgay, place_and_date(standard, values).0));
    }
    lines
}

fn place_and_date(standard: &Standard, values: &Resolved) -> (String, String) {
    let date = super::date(values).in_words_line();
    let place = match values.text("dia_danh") {
        "" => standard.blank.text.as_str(),
        place => place,
    };
    (format!("{place}, {date}"), date)
}

/// The table of two columns. The right one is as wide as its longest line and the slack; the left one takes the rest.
pub(super) fn letterhead(context: &Context<'_>, boxes: Letterhead) -> Element {
    beside(context, boxes, national_name)
}

/// The letterhead with what stands beside the issuing body, laid out for a width.
pub(super) fn beside(
    context: &Context<'_>,
    boxes: Letterhead,
    right_cell: impl Fn(&Context<'_>, Length) -> Vec<Element>,
) -> Element {
    let sheet = &context.sheet;
    let rule = &context.standard.letterhead;
    let slack = Length::mm(rule.slack);
    let width = sheet.page(false).text_width();
    let longest = right_lines(context.standard, context.values, Some(boxes))
        .iter()
        .map(|(component, text)| sheet.width(*component, text))
        .max()
        .unwrap_or_default();
    let least_left = width.scale(rule.left_share_min);
    let right = (longest + slack).min(width - least_left);
    let left = width - right;

    let mut below_number: Vec<Element> = Vec::new();
    if boxes.abstract_under_number {
        below_number.extend(abstract_lines(context, left - slack));
    }
    if boxes.number {
        below_number.extend(urgency_mark(context, left));
    }
    let free = || sheet.spacer(Length::pt(1.0), false);
    let mut rows = vec![row(issuing_bodies(context, left, slack), right_cell(context, right))];
    if boxes.number || boxes.place_date {
        let number = if boxes.number { Element::Paragraph(number_line(context)) } else { free() };
        let date = if boxes.place_date { Element::Paragraph(place_date_line(context)) } else { free() };
        rows.push(row(vec![number], vec![date]));
    }
    if !below_number.is_empty() {
        rows.push(row(below_number, vec![free()]));
    }
    Element::Table(Table {
        role: TableRole::Letterhead,
        columns: vec![left, right],
        padding: Length::ZERO,
        border: None,
        head_rows: 0,
        rows,
    })
}

fn row(left: Vec<Element>, right: Vec<Element>) -> Row {
    let cell =
        |elements| Cell { columns: 1, merge: VerticalMerge::None, vertical: VerticalAlign::Top, elements };
    Row { keep_together: true, cells: vec![cell(left), cell(right)] }
}

fn national_name(context: &Context<'_>, width: Length) -> Vec<Element> {
    let sheet = &context.sheet;
    let mut elements = Vec::new();
    for component in [Component::QuocHieu, Component::TieuNgu] {
        let Some(text) = context.standard.component(component).text.clone() else { continue };
        let length = sheet.width(component, &text);
        elements.push(Element::Paragraph(sheet.paragraph(component, vec![words(text)])));
        elements.extend(sheet.rule_under(component, length, width, false));
    }
    elements
}

fn issuing_bodies(context: &Context<'_>, width: Length, slack: Length) -> Vec<Element> {
    let sheet = &context.sheet;
    let measure = width - slack;
    let mut elements = Vec::new();
    let bodies = context.values.list("co_quan").len().max(1);
    let mut last_line = Length::ZERO;
    let parent_before = |index: usize| context.values.text(&format!("co_quan.{}.chu_quan", index - 1));
    for index in 0..bodies {
        let first_of_body = elements.len();
        let parts = [(Component::CoQuanChuQuan, "chu_quan"), (Component::CoQuanBanHanh, "ten")];
        for (component, name) in parts {
            let path = format!("co_quan.{index}.{name}");
            let typed = context.values.text(&path);
            let text = match (typed.is_empty(), component) {
                (true, Component::CoQuanChuQuan) => continue,
                (false, Component::CoQuanChuQuan) if index > 0 && typed == parent_before(index) => continue,
                (true, _) => context.standard.blank.text.as_str(),
                (false, _) => typed,
            };
            let lines = sheet.balance(component, text, measure);
            last_line = lines
                .last()
                .map(|line| metrics::width(line, sheet.face(component), sheet.size(component)))
                .unwrap_or_default();
            elements.push(Element::Paragraph(sheet.paragraph(component, broken(&lines, &path))));
        }
        if let (1.., Some(Element::Paragraph(first))) = (index, elements.get_mut(first_of_body)) {
            first.format.before = Length::pt(context.standard.letterhead.row_gap);
        }
    }
    elements.extend(sheet.rule_under(Component::CoQuanBanHanh, last_line, width, false));
    elements.extend(draft_mark(context, width));
    elements
}

/// Lines as one paragraph with breaks, so that the balance survives a change of font.
pub(super) fn broken(lines: &[String], path: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            spans.push(Span::Break);
        }
        spans.push(from_field(line.as_str(), path));
    }
    spans
}

fn draft_mark(context: &Context<'_>, width: Length) -> Option<Element> {
    let round = context.values.number("du_thao.lan");
    let day = context.values.date("du_thao.ngay");
    if round.is_none() && day.is_none() {
        return None;
    }
    let mark = context.standard.marks.get("du_thao")?;
    let text = match round {
        Some(round) => format!("{} LẦN {}", mark.text, round.normalize()),
        None => mark.text.clone(),
    };
    let mut spans = vec![from_field(text, "du_thao.lan")];
    if !day.is_none() {
        spans.push(words(" ("));
        spans.push(from_field(day.slashed(), "du_thao.ngay"));
        spans.push(words(")"));
    }
    let needed = spans.iter().map(|span| sheet_width(context, span)).sum::<Length>()
        + Length::mm(context.standard.letterhead.slack) * 2;
    let mut paragraph = context.sheet.mark(Component::DauDuThao, "du_thao", spans, width, Align::Center)?;
    let frame = width - paragraph.format.left - paragraph.format.right;
    if needed > frame {
        paragraph.format.left = (width - needed).scale(0.5).max(Length::ZERO);
        paragraph.format.right = paragraph.format.left;
    }
    Some(Element::Paragraph(paragraph))
}

fn sheet_width(context: &Context<'_>, span: &Span) -> Length {
    match span {
        Span::Text { text, .. } => context.sheet.width(Component::DauDuThao, text),
        _ => Length::ZERO,
    }
}

/// `Số: 15/QĐ-UBND`; a blank number is left as space before the stroke.
pub(super) fn number_spans(context: &Context<'_>) -> Vec<Span> {
    let label = context.standard.component(Component::SoKyHieu).text.clone().unwrap_or_default();
    let mut spans = vec![words(format!("{label} "))];
    spans.extend(number_and_symbol(context, Bookmark::So));
    spans
}

/// `15/QĐ-UBND`, the number in a bookmark.
pub(super) fn number_and_symbol(context: &Context<'_>, bookmark: Bookmark) -> Vec<Span> {
    let number = context.values.text("so");
    let printed = if number.is_empty() { GAP.to_owned() } else { document_number(number) };
    let symbol = context.values.text("ky_hieu");
    vec![
        Span::Text {
            text: printed,
            bold: false,
            italic: false,
            origin: Some("so".into()),
            bookmark: Some(bookmark),
        },
        words(&context.standard.letterhead.after_number),
        from_field(symbol, "ky_hieu"),
    ]
}

fn number_line(context: &Context<'_>) -> Paragraph {
    let mut paragraph = context.sheet.paragraph(Component::SoKyHieu, number_spans(context));
    on_shared_baseline(context, &mut paragraph);
    paragraph
}

fn place_date_line(context: &Context<'_>) -> Paragraph {
    let (_, date) = place_and_date(context.standard, context.values);
    let spans = vec![
        from_field(super::or_blank(context, "dia_danh"), "dia_danh"),
        words(", "),
        Span::Text {
            text: date,
            bold: false,
            italic: false,
            origin: Some("ngay".into()),
            bookmark: Some(Bookmark::Ngay),
        },
    ];
    let mut paragraph = context.sheet.paragraph(Component::DiaDanhNgay, spans);
    on_shared_baseline(context, &mut paragraph);
    paragraph
}

/// Number and place-date differ in size; the same exact line puts them on one baseline (II.4).
fn on_shared_baseline(context: &Context<'_>, paragraph: &mut Paragraph) {
    paragraph.format.before = Length::pt(context.standard.letterhead.row_gap);
    paragraph.format.line = LineSpacing::Exactly(Length::pt(context.standard.letterhead.line));
}

fn abstract_lines(context: &Context<'_>, measure: Length) -> Option<Element> {
    let component = Component::TrichYeuCongVan;
    let prefix = context.standard.component(component).text.clone().unwrap_or_default();
    let text = format!("{prefix} {}", super::or_blank(context, "trich_yeu"));
    let lines = context.sheet.balance(component, &text, measure);
    let mut spans = broken(&lines, "trich_yeu");
    if let Some(Span::Text { text, .. }) = spans.first_mut()
        && let Some(rest) = text.strip_prefix(&format!("{prefix} "))
    {
        *text = rest.to_owned();
        spans.insert(0, words(format!("{prefix} ")));
    }
    Some(Element::Paragraph(context.sheet.paragraph(component, spans)))
}

fn urgency_mark(context: &Context<'_>, width: Length) -> Option<Element> {
    mark_of(context, Component::DauKhan, "do_khan", width, Align::Center)
}

/// Box 11 stands above the type area of page 1.
pub(super) fn circulation_mark(context: &Context<'_>) -> Vec<Element> {
    let width = context.sheet.page(false).text_width();
    mark_of(context, Component::DauLuuHanh, "luu_hanh", width, Align::Right).into_iter().to_list()
}

fn mark_of(
    context: &Context<'_>,
    component: Component,
    field: &str,
    width: Length,
    place: Align,
) -> Option<Element> {
    let mark = context.values.text(field);
    let rule = context.standard.marks.get(mark)?;
    let span = Span::text(rule.text.clone(), Some(FieldPath::from(field)));
    context.sheet.mark(component, mark, vec![span], width, place).map(Element::Paragraph)
}
