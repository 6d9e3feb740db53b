//! Boxes 7 and 9b: who signs, and who receives a copy.

use crate::Length;
use crate::document::{
    Cell, Component, Element, LineSpacing, Paragraph, Row, Span, Table, TableRole, VerticalAlign,
    VerticalMerge,
};
use crate::template::signing;
use crate::to_list::ToList;
use crate::vietnamese::number;

use super::letterhead::broken;
use super::opening::without_marks;
use super::{Context, from_field, words};

/// The signature block: one table that never splits. With one signer the recipients stand on the left, level with
/// the first line of capacity; several signers stand side by side, their names level, the recipients below on the left.
pub(super) fn signature(context: &Context<'_>, width: Length) -> Element {
    let rule = &context.standard.signature;
    let signers = context.values.list("chu_ky").len().max(1);
    let (columns, rows) = if signers == 1 {
        let left = width.scale(rule.left_share);
        let columns = vec![left, width - left];
        let (mut signed, name) = signer(context, 0, width - left);
        signed.extend(name);
        (columns, vec![row(context, vec![recipients(context), signed])])
    } else {
        let abreast = signers.div_ceil(signers.div_ceil(rule.abreast.max(2)));
        let columns = equal(width, abreast);
        let free = signers.next_multiple_of(abreast) - signers;
        let mut rows = Vec::new();
        for first in (0..signers + free).step_by(abreast) {
            // Who signs last stands at the right: what stays free of the last row is at its left.
            let last_row = first + abreast >= signers;
            let places = columns.iter().enumerate().map(|(place, width)| {
                let skipped = if last_row { free } else { 0 };
                let index = (place >= skipped).then(|| first + place - skipped);
                index.map_or_else(Default::default, |index| signer(context, index, *width))
            });
            let (capacities, mut names): (Vec<_>, Vec<_>) = places.unzip();
            for element in names.iter_mut().flatten() {
                super::body::keep_next(element);
            }
            let bottom = |mut elements: Vec<Element>| {
                if elements.is_empty() {
                    elements.push(empty(context));
                }
                Cell { vertical: VerticalAlign::Bottom, ..cell(1, elements) }
            };
            let names = names.into_iter().map(bottom).to_list();
            rows.extend([row(context, capacities), Row { keep_together: true, cells: names }]);
        }
        let mut list = recipients(context);
        if let Some(Element::Paragraph(first)) = list.first_mut() {
            first.format.before = Length::pt(rule.before);
            rows.push(Row { keep_together: true, cells: vec![cell(abreast, list)] });
        }
        (columns, rows)
    };
    block(columns, rows)
}

/// A table without borders for those who sign.
pub(super) fn block(columns: Vec<Length>, rows: Vec<Row>) -> Element {
    Element::Table(Table {
        role: TableRole::Signature,
        columns,
        padding: Length::ZERO,
        border: None,
        head_rows: 0,
        rows,
    })
}

/// Columns of one width, the last with what the division leaves.
fn equal(width: Length, count: usize) -> Vec<Length> {
    let count = i32::try_from(count).unwrap_or(1).max(1);
    let each = Length::from_twips(width.twips() / count);
    let mut columns = vec![each; count.unsigned_abs() as usize];
    if let Some(last) = columns.last_mut() {
        *last = width - each * (count - 1);
    }
    columns
}

/// Nothing, on the page of what follows: a row stays with the next one only when its first cell does.
fn empty(context: &Context<'_>) -> Element {
    let mut paragraph = context.sheet.paragraph(Component::NoiNhanDong, Vec::new());
    paragraph.format.keep_next = true;
    Element::Paragraph(paragraph)
}

/// A row whose cells start level, at the block's distance from the body.
pub(super) fn row(context: &Context<'_>, cells: Vec<Vec<Element>>) -> Row {
    let cells = cells.into_iter().map(|mut elements| {
        if elements.is_empty() {
            elements.push(empty(context));
        }
        if let Some(Element::Paragraph(first)) = elements.first_mut() {
            first.format.before = Length::pt(context.standard.signature.before);
        }
        cell(1, elements)
    });
    Row { keep_together: true, cells: cells.to_list() }
}

fn cell(columns: usize, elements: Vec<Element>) -> Cell {
    Cell { columns, merge: VerticalMerge::None, vertical: VerticalAlign::Top, elements }
}

/// Boxes 9b and 12. The last line names the archive and ends the list (II.9.d); drafter code and copies issued follow on it,
/// as in forms 1.1 to 1.7: `- Lưu: VT, TH (2 bản). NVA.(15)`.
fn recipients(context: &Context<'_>) -> Vec<Element> {
    let sheet = &context.sheet;
    let item = Component::NoiNhanDong;
    let mut lines: Vec<Vec<Span>> = Vec::new();
    for (path, line) in context.values.pieces("noi_nhan") {
        let line = without_marks(line);
        if !line.is_empty() {
            lines.push(vec![from_field(line, path.as_str()), words(";")]);
        }
    }
    let archive = without_marks(context.values.text("luu"));
    let mut drafter = drafter(context);
    if !archive.is_empty() {
        let mut spans = vec![words(&context.standard.signature.archive), from_field(archive, "luu")];
        if let Some(copies) = context.values.number("so_ban_luu") {
            spans.extend([
                words(" ("),
                from_field(number::format(copies, None), "so_ban_luu"),
                words(" bản)"),
            ]);
        }
        spans.push(words("."));
        if let Some(drafter) = drafter.take() {
            spans.push(words(" "));
            spans.extend(drafter);
        }
        lines.push(spans);
    } else if let Some(Span::Text { text, .. }) = lines.last_mut().and_then(|line| line.last_mut()) {
        ".".clone_into(text);
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let label = context.standard.component(Component::NoiNhan).text.clone().unwrap_or_default();
    let mut head = sheet.paragraph(Component::NoiNhan, vec![words(label)]);
    level(context, &mut head);
    let hyphen = sheet.width(item, "- ");
    let listed = |spans: Vec<Span>| {
        let mut with_hyphen = vec![words("- ")];
        with_hyphen.extend(spans);
        let mut paragraph = sheet.paragraph(item, with_hyphen);
        paragraph.format.left = hyphen;
        paragraph.format.first_line = -hyphen;
        Element::Paragraph(paragraph)
    };
    let mut elements = vec![Element::Paragraph(head)];
    elements.extend(lines.into_iter().map(listed));
    // Without an archive there is no line for it to stand on.
    elements.extend(drafter.map(|spans| Element::Paragraph(sheet.paragraph(Component::KyHieuSoan, spans))));
    elements
}

/// Drafter code and number of copies issued, as typed.
fn drafter(context: &Context<'_>) -> Option<Vec<Span>> {
    let code = context.values.text("ky_hieu_soan");
    let mut spans = Vec::new();
    if !code.is_empty() {
        spans.push(from_field(code, "ky_hieu_soan"));
    }
    if let Some(copies) = context.values.number("so_ban_phat_hanh") {
        let separator = if code.is_empty() { "(" } else { ".(" };
        let copies = number::format(copies, None);
        spans.extend([words(separator), from_field(copies, "so_ban_phat_hanh"), words(")")]);
    }
    (!spans.is_empty()).then_some(spans)
}

/// Boxes 7a and 7b of one signer, the second with the height for signature and seal left free above it.
fn signer(context: &Context<'_>, index: usize, width: Length) -> (Vec<Element>, Vec<Element>) {
    let sheet = &context.sheet;
    let measure = width - Length::mm(context.standard.letterhead.slack);
    let path = |name: &str| format!("chu_ky.{index}.{name}");
    let mut elements = Vec::new();
    let mut capital = |component: Component, field: String, text: &str| {
        if text.is_empty() {
            return;
        }
        let lines = sheet.balance(component, text, measure);
        elements.push(Element::Paragraph(sheet.paragraph(component, broken(&lines, &field))));
    };
    capital(Component::VaiKy, path("vai"), context.values.text(&path("vai")));
    for (origin, line) in signing::lines(context.standard, context.values, index) {
        let position = origin.as_str().ends_with(".chuc_vu");
        let component =
            if position { context.standard.signature.position } else { Component::QuyenHanChucVu };
        capital(component, origin.to_string(), &line);
    }
    if let Some(Element::Paragraph(first)) = elements.first_mut() {
        level(context, first);
    }

    let space = Length::pt(context.standard.signature.space);
    let other = context.values.text(&path("chuc_vu_khac"));
    let other = (!other.is_empty()).then(|| {
        let lines = sheet.balance(Component::ChucVuKhac, other, measure);
        sheet.paragraph(Component::ChucVuKhac, broken(&lines, &path("chuc_vu_khac")))
    });
    let title = context.values.text(&path("truoc_ten"));
    let mut spans = Vec::new();
    if !title.is_empty() {
        spans.extend([from_field(title, &path("truoc_ten")), words(" ")]);
    }
    spans.push(from_field(super::or_blank(context, &path("ho_ten")), &path("ho_ten")));
    let name = sheet.paragraph(Component::HoTen, spans);
    let mut closing: Vec<Paragraph> = other.into_iter().chain([name]).to_list();
    if let Some(first) = closing.first_mut() {
        first.format.before = space;
    }
    (elements, closing.into_iter().map(Element::Paragraph).to_list())
}

/// "Nơi nhận:" and the first line of capacity differ in size; the same exact line puts them on one baseline.
fn level(context: &Context<'_>, paragraph: &mut Paragraph) {
    paragraph.format.line = LineSpacing::Exactly(Length::pt(context.standard.signature.line));
}
