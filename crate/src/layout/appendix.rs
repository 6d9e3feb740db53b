//! Appendices: each on pages of its own that are numbered from 1 (Annex I, Part I, III.1).

use crate::FieldPath;
use crate::document::{Bookmark, Component, Element, PageNumber, Section, Span};
use crate::markup::{self, Block};
use crate::to_list::ToList;
use crate::vietnamese::date::PartialDate;
use crate::vietnamese::number::roman;

use super::letterhead::{broken, number_and_symbol};
use super::{Context, Flow, from_field, words};

/// The blocks of a filled template: its body, and the appendices it ends with.
pub(super) struct Split<'b> {
    pub(super) body: &'b [Block],
    pub(super) appendices: Vec<Appendix>,
}

/// An appendix to be laid out.
pub(super) struct Appendix {
    title: Vec<Span>,
    landscape: bool,
    own_file: bool,
    blocks: Vec<Block>,
}

/// Parts the body from the appendices that the template itself writes after it.
pub(super) fn split(blocks: &[Block]) -> Split<'_> {
    let end = blocks.iter().position(|block| matches!(block, Block::Appendix { .. })).unwrap_or(blocks.len());
    let (body, rest) = blocks.split_at_checked(end).unwrap_or((blocks, &[]));
    let mut appendices: Vec<Appendix> = Vec::new();
    for block in rest {
        match block {
            Block::Appendix { landscape, title } => appendices.push(Appendix {
                title: super::spans::inlines(title),
                landscape: *landscape,
                own_file: false,
                blocks: Vec::new(),
            }),
            other => {
                if let Some(last) = appendices.last_mut() {
                    last.blocks.push(other.clone());
                }
            }
        }
    }
    Split { body, appendices }
}

/// Lays out the appendices of the template and of the values; those that are files of their own are returned.
pub(super) fn appendices(
    context: &Context<'_>,
    of_template: &[Appendix],
    flow: &mut Flow<'_, '_>,
) -> Vec<Vec<Section>> {
    let typed = of_values(context);
    let all: Vec<&Appendix> = of_template.iter().chain(&typed).to_list();
    let mut files = Vec::new();
    for (index, appendix) in all.iter().enumerate() {
        let number = (all.len() > 1).then(|| u32::try_from(index + 1).ok().and_then(roman)).flatten();
        if appendix.own_file {
            let mut own = Flow::new(context);
            own.sections.clear();
            lay_out(context, appendix, number.as_deref(), index, &mut own);
            files.push(own.sections);
        } else {
            lay_out(context, appendix, number.as_deref(), index, flow);
        }
    }
    files
}

fn of_values(context: &Context<'_>) -> Vec<Appendix> {
    (0..context.values.list("phu_luc").len())
        .map(|index| {
            let path = |name: &str| format!("phu_luc.{index}.{name}");
            Appendix {
                title: vec![from_field(super::or_blank(context, &path("tieu_de")), &path("tieu_de"))],
                landscape: context.values.flag(&path("kho_ngang")),
                own_file: context.values.flag(&path("tep_rieng")),
                blocks: field_blocks(context, &path("noi_dung")),
            }
        })
        .to_list()
}

/// The blocks of a field of kind `body` that stands for itself.
pub(super) fn field_blocks(context: &Context<'_>, path: &str) -> Vec<Block> {
    let parsed = markup::parse_field(context.values.text(path), &FieldPath::from(path));
    parsed.blocks.into_iter().filter(|block| !matches!(block, Block::Appendix { .. })).to_list()
}

fn lay_out(
    context: &Context<'_>,
    appendix: &Appendix,
    number: Option<&str>,
    index: usize,
    flow: &mut Flow<'_, '_>,
) {
    let sheet = &context.sheet;
    let rule = &context.standard.appendix;
    flow.start(
        appendix.landscape,
        Some(PageNumber {
            start: Some(rule.start),
            hidden_on_first: context.standard.page_number.hidden_on_first,
        }),
    );
    let width = sheet.page(appendix.landscape).text_width();
    let label = match number {
        Some(number) => format!("{} {number}", rule.label),
        None => rule.label.clone(),
    };
    flow.push(Element::Paragraph(sheet.paragraph(Component::PhuLuc, vec![words(label)])));
    flow.push(Element::Paragraph(title(context, appendix, width)));

    flow.extend(attached_line(context, u16::try_from(index + 1).unwrap_or(u16::MAX), width));
    super::body::blocks(context, &appendix.blocks, None, flow);
}

fn title(context: &Context<'_>, appendix: &Appendix, width: crate::Length) -> crate::document::Paragraph {
    let sheet = &context.sheet;
    let component = Component::TieuDePhuLuc;
    let spans = match appendix.title.as_slice() {
        [Span::Text { text, origin: Some(origin), .. }] => {
            broken(&sheet.balance(component, text, width), origin.as_str())
        }
        _ => super::spans::capitals(appendix.title.clone()),
    };
    sheet.paragraph(component, spans)
}

/// `(Kèm theo …)` in lines of equal length, and the rule below it; `nth` tells its bookmarks from others.
pub(super) fn attached_line(context: &Context<'_>, nth: u16, width: crate::Length) -> Vec<Element> {
    let sheet = &context.sheet;
    let spans =
        if context.is_promulgated() { attached_to_other(context, nth) } else { attached(context, nth) };
    let (spans, last) = in_lines(context, spans, width);
    let mut elements = vec![Element::Paragraph(sheet.paragraph(Component::KemTheo, spans))];
    elements.extend(sheet.rule_under(Component::KemTheo, last, width, true));
    elements
}

/// `(Kèm theo Quyết định số 15/QĐ-UBND ngày … của …)` of a document whose number and date are those of
/// `van_ban_ban_hanh`.
fn attached_to_other(context: &Context<'_>, nth: u16) -> Vec<Span> {
    const FIELD: &str = "van_ban_ban_hanh";
    let values = context.values;
    let label = &context.standard.appendix.attached;
    let part = |name: &str| format!("{FIELD}.{name}");
    let typed = values.text(&part("nguyen_van"));
    if !typed.is_empty() {
        return vec![words(format!("({label} ")), from_field(typed, &part("nguyen_van")), words(")")];
    }
    let electronic = values.text("hinh_thuc") == "dien_tu";
    let after_number = context.standard.letterhead.after_number.as_str();
    let (number, symbol) = values.text(&part("so_ky_hieu")).split_once(after_number).unwrap_or_default();
    let number = if electronic || number.is_empty() { super::letterhead::GAP } else { number };
    let date = if electronic { PartialDate::None } else { values.date(&part("ngay")) };
    let marked = |text: String, name: &str, bookmark: Bookmark| Span::Text {
        text,
        bold: false,
        italic: false,
        origin: Some(FieldPath::from(part(name).as_str())),
        bookmark: Some(bookmark),
    };
    let mut spans = vec![
        words(format!("({label} ")),
        from_field(super::or_blank(context, &part("ten_loai")), &part("ten_loai")),
        words(" số "),
        marked(number.to_owned(), "so_ky_hieu", Bookmark::KemTheo(nth)),
        words(after_number),
        from_field(symbol, &part("so_ky_hieu")),
        words(" "),
        marked(date.in_words_line(), "ngay", Bookmark::KemTheoNgay(nth)),
        words(before_issuer(date)),
    ];
    spans.push(match values.text(&part("co_quan")) {
        "" => words(super::issuer(context)),
        issuer => from_field(issuer, &part("co_quan")),
    });
    spans.push(words(")"));
    spans
}

/// `(Kèm theo Kế hoạch số 15/KH-UBND ngày … của …)`; in an electronic document number and date stay free (form 2.2).
fn attached(context: &Context<'_>, nth: u16) -> Vec<Span> {
    let values = context.values;
    let kind = context.kind().map_or_else(|| "Công văn".to_owned(), |kind| kind.name);
    let bookmark = Bookmark::KemTheo(nth);
    let mut spans = vec![words(format!("({} {kind} số ", context.standard.appendix.attached))];
    let (number, date) = if values.text("hinh_thuc") == "dien_tu" {
        (number_left_free(context, bookmark), PartialDate::None)
    } else {
        (number_and_symbol(context, bookmark), super::date(values))
    };
    spans.extend(number);
    spans.push(words(" "));
    spans.push(Span::Text {
        text: date.in_words_line(),
        bold: false,
        italic: false,
        origin: Some("ngay".into()),
        bookmark: Some(Bookmark::KemTheoNgay(nth)),
    });
    spans.push(words(format!("{}{})", before_issuer(date), super::issuer(context))));
    spans
}

/// What joins date and issuer. Room left free for the end of a date never ends a line, where it would push the line off
/// its middle.
fn before_issuer(date: PartialDate) -> &'static str {
    if matches!(date, PartialDate::Full(_)) { " của " } else { "\u{a0}của " }
}

/// Breaks spans into as few lines of equal length as the width asks for, and measures the last: the rule below it is a
/// part of that line, so the break is set, not left to the program that shows it.
fn in_lines(context: &Context<'_>, spans: Vec<Span>, width: crate::Length) -> (Vec<Span>, crate::Length) {
    let component = Component::KemTheo;
    let whole: String = spans.iter().map(text_of).to_list().concat();
    let lines = context.sheet.balance(component, &whole, width);
    let last = lines.last().map(|line| context.sheet.width(component, line)).unwrap_or_default();
    let mut ends = lines.iter().map(|line| line.chars().count());
    let mut room = ends.next().unwrap_or(usize::MAX);
    let mut left = lines.len();
    let mut broken = Vec::new();
    for span in spans {
        let Span::Text { text, bold, italic, origin, bookmark } = span else { continue };
        let mut rest = text.as_str();
        while left > 1 && rest.chars().count() > room {
            let at = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
            let (line, next) = rest.split_at_checked(at).unwrap_or((rest, ""));
            if !line.is_empty() {
                broken.push(Span::Text {
                    text: line.to_owned(),
                    bold,
                    italic,
                    origin: origin.clone(),
                    bookmark,
                });
            }
            broken.push(Span::Break);
            rest = next.strip_prefix(' ').unwrap_or(next);
            left -= 1;
            room = ends.next().unwrap_or(usize::MAX);
        }
        room = room.saturating_sub(rest.chars().count());
        if !rest.is_empty() {
            broken.push(Span::Text { text: rest.to_owned(), bold, italic, origin, bookmark });
        }
    }
    (broken, last)
}

/// The text of a span letter for letter; what a bookmark is around has no place to break.
fn text_of(span: &Span) -> String {
    match span {
        Span::Text { text, bookmark: Some(_), .. } => text.replace(' ', "\u{a0}"),
        Span::Text { text, .. } => text.clone(),
        _ => String::new(),
    }
}

fn number_left_free(context: &Context<'_>, bookmark: Bookmark) -> Vec<Span> {
    let mut spans = number_and_symbol(context, bookmark);
    if let Some(Span::Text { text, .. }) = spans.first_mut() {
        super::letterhead::GAP.clone_into(text);
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::Inline;

    #[test]
    fn blocks_after_an_appendix_mark_belong_to_it() {
        let paragraph = |text: &str| Block::Paragraph {
            align: crate::Align::Justify,
            text: vec![Inline::Text { text: text.into(), bold: false, italic: false, origin: None }],
        };
        let blocks = [
            paragraph("thân"),
            Block::Appendix { landscape: true, title: Vec::new() },
            paragraph("một"),
            Block::Appendix { landscape: false, title: Vec::new() },
            paragraph("hai"),
        ];
        let split = split(&blocks);
        assert_eq!(split.body, &blocks[..1]);
        assert_eq!(split.appendices.len(), 2);
        assert!(split.appendices[0].landscape);
        assert_eq!(split.appendices[1].blocks, vec![paragraph("hai")]);
    }
}
