//! Paragraphs, runs and drawn rules.

use docx_rs::{
    AlignmentType, BookmarkEnd, BookmarkStart, BorderType, BreakType, FieldCharType, FootnoteReference,
    Hyperlink, HyperlinkType, Indent, InstrText, Justification, LineSpacingType, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, ParagraphChild, ParagraphStyle, Run, RunChild, RunProperty,
    SpecialIndentType, Tab, TabLeaderType, TabValueType,
};

use crate::Length;
use crate::document::{Align, Bookmark, Color, Component, Format, Frame, LineSpacing, Paragraph, Rule, Span};

use super::{Writer, style_id, unsigned, unsigned32};

/// Bright red, as the decree asks of urgency marks.
const RED: &str = "FF0000";

/// The character style of the mark of a footnote.
pub(super) const NOTE_MARK_STYLE: &str = "DauChuThich";

impl<'d> Writer<'d> {
    pub(super) fn paragraph(&mut self, paragraph: &'d Paragraph) -> docx_rs::Paragraph {
        let format = &paragraph.format;
        let style = self.styles.get(&paragraph.component).copied().unwrap_or(format);
        let mut written = docx_rs::Paragraph::new();
        direct(&mut written.property, format, style);
        written.property.style = Some(ParagraphStyle::new(Some(style_id(paragraph.component))));
        for span in &paragraph.spans {
            self.span(&mut written, span, format, style);
        }
        if let Some(bookmark) = leads_to(paragraph) {
            let mut link = Hyperlink::new(self.bookmark(bookmark), HyperlinkType::Anchor);
            link.children = std::mem::take(&mut written.children);
            written.children.push(ParagraphChild::Hyperlink(link));
        }
        written
    }

    fn span(&mut self, to: &mut docx_rs::Paragraph, span: &'d Span, format: &Format, style: &Format) {
        match span {
            Span::Text { text, bold, italic, bookmark, .. } => {
                let run = looked(Run::new(), *bold, *italic, format, style).add_text(text.as_str());
                let Some(bookmark) = bookmark else { return push(to, run) };
                let id = self.next_bookmark;
                self.next_bookmark += 1;
                let start = BookmarkStart::new(id, self.bookmark(*bookmark));
                to.children.push(ParagraphChild::BookmarkStart(start));
                push(to, run);
                to.children.push(ParagraphChild::BookmarkEnd(BookmarkEnd::new(id)));
            }
            Span::Break => push(
                to,
                looked(Run::new(), format.bold, format.italic, format, style)
                    .add_break(BreakType::TextWrapping),
            ),
            Span::Footnote { spans } => {
                self.notes.push(spans);
                let mut run = Run::new();
                run.run_property = RunProperty::new().style(NOTE_MARK_STYLE);
                run.children.push(RunChild::FootnoteReference(FootnoteReference::new(
                    self.notes_before + self.notes.len(),
                )));
                push(to, run);
            }
            Span::Leader { to: stop } => {
                let dots =
                    Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot).pos(unsigned(*stop));
                push(to, Run::new().add_tab());
                to.property.tabs.push(dots);
            }
            Span::PageOf { bookmark, number } => {
                let code = InstrText::Unsupported(format!("PAGEREF {} \\h", self.bookmark(*bookmark)));
                let shown = looked(Run::new(), format.bold, format.italic, format, style);
                field(code, Some(shown.add_text(number.to_string())))
                    .into_iter()
                    .for_each(|run| push(to, run));
            }
        }
    }
}

fn push(to: &mut docx_rs::Paragraph, run: Run) {
    to.children.push(ParagraphChild::Run(Box::new(run)));
}

impl<'d> Writer<'d> {
    /// [`bookmark_name`], told apart from those of the other documents in the file.
    fn bookmark(&self, bookmark: Bookmark) -> String {
        match self.copy {
            0 => bookmark_name(bookmark),
            copy => format!("{}_{}", bookmark_name(bookmark), copy + 1),
        }
    }

    /// The text of a footnote as a paragraph of its own.
    pub(super) fn note(&mut self, spans: &'d [Span]) -> docx_rs::Paragraph {
        let mut written = docx_rs::Paragraph::new().style(&style_id(Component::ChuThich));
        if let Some(format) = self.styles.get(&Component::ChuThich).copied() {
            for span in spans {
                self.span(&mut written, span, format, format);
            }
        }
        written
    }
}

/// The heading an entry of the table of contents leads to.
pub(super) fn leads_to(paragraph: &Paragraph) -> Option<Bookmark> {
    paragraph.spans.iter().find_map(|span| match span {
        Span::PageOf { bookmark, .. } => Some(*bookmark),
        _ => None,
    })
}

/// The runs of a field: its code and what it shows until it is renewed. Without that, the end is left out too.
pub(super) fn field(code: InstrText, shown: Option<Run>) -> Vec<Run> {
    let mark = |kind: FieldCharType| Run::new().add_field_char(kind, false);
    let mut runs =
        vec![mark(FieldCharType::Begin), Run::new().add_instr_text(code), mark(FieldCharType::Separate)];
    if let Some(shown) = shown {
        runs.extend([shown, mark(FieldCharType::End)]);
    }
    runs
}

/// The name under which number and date are found again in a finished file; what word processors call a listed heading.
fn bookmark_name(bookmark: Bookmark) -> String {
    match bookmark {
        Bookmark::So => "so".to_owned(),
        Bookmark::Ngay => "ngay".to_owned(),
        Bookmark::KemTheo(index) => format!("kem_theo_so_{index}"),
        Bookmark::KemTheoNgay(index) => format!("kem_theo_ngay_{index}"),
        Bookmark::DeMuc(index) => format!("_Toc{index:09}"),
    }
}

/// Writes on a run what its paragraph's style does not say.
fn looked(mut run: Run, bold: bool, italic: bool, format: &Format, style: &Format) -> Run {
    match (bold, style.bold) {
        (true, false) => run = run.bold(),
        (false, true) => run = run.disable_bold(),
        _ => {}
    }
    match (italic, style.italic) {
        (true, false) => run = run.italic(),
        (false, true) => run = run.disable_italic(),
        _ => {}
    }
    if format.size != style.size {
        run = run.size(unsigned(format.size) / 10);
    }
    if format.color != style.color {
        run = run.color(color(format.color));
    }
    run
}

fn color(color: Color) -> &'static str {
    match color {
        Color::Black => "auto",
        Color::Red => RED,
    }
}

/// What a paragraph says that its style does not. docx-rs's own setters would move all of it, 2 KB, each time.
fn direct(property: &mut docx_rs::ParagraphProperty, format: &Format, style: &Format) {
    if format.align != style.align {
        property.alignment = Some(alignment(format.align));
    }
    if (format.left, format.right, format.first_line) != (style.left, style.right, style.first_line) {
        property.indent = Some(indent(format));
    }
    if (format.before, format.after, format.line) != (style.before, style.after, style.line) {
        property.line_spacing = Some(line_spacing(format));
    }
    if format.keep_next && !style.keep_next {
        property.keep_next = Some(true);
    }
    if format.keep_lines && !style.keep_lines {
        property.keep_lines = Some(true);
    }
    if format.widow_control != style.widow_control {
        property.widow_control = Some(format.widow_control);
    }
    if format.page_break_before {
        property.page_break_before = Some(true);
    }
    if let Some(frame) = format.frame {
        property.borders = Some(borders(frame, format.color));
    }
    if format.size != style.size {
        // The mark at its end is as high as its text, else the last line is as high as the style's.
        property.run_property = RunProperty::new().size(unsigned(format.size) / 10);
    }
}

pub(super) fn alignment(align: Align) -> Justification {
    let kind = match align {
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
        Align::Justify => AlignmentType::Both,
    };
    Justification::new(kind.to_string())
}

pub(super) fn indent(format: &Format) -> Indent {
    let first = format.first_line.twips();
    let special =
        if first < 0 { SpecialIndentType::Hanging(-first) } else { SpecialIndentType::FirstLine(first) };
    Indent::new(Some(format.left.twips()), Some(special), Some(format.right.twips()), None)
}

pub(super) fn line_spacing(format: &Format) -> docx_rs::LineSpacing {
    let spacing =
        docx_rs::LineSpacing::new().before(unsigned32(format.before)).after(unsigned32(format.after));
    match format.line {
        // 240 is single (ECMA-376-1, 17.3.1.33).
        LineSpacing::Multiple(hundredths) => {
            spacing.line_rule(LineSpacingType::Auto).line(i32::from(hundredths) * 240 / 100)
        }
        LineSpacing::Exactly(distance) => spacing.line_rule(LineSpacingType::Exact).line(distance.twips()),
    }
}

/// Eighths of a point, the unit of border widths (ECMA-376-1, 17.3.4).
pub(super) fn eighths(weight: Length) -> usize {
    unsigned(weight) * 8 / 20
}

fn borders(frame: Frame, ink: Color) -> ParagraphBorders {
    use ParagraphBorderPosition::{Bottom, Left, Right, Top};
    let border = |position: ParagraphBorderPosition, space: usize| {
        ParagraphBorder::new(position)
            .val(BorderType::Single)
            .size(eighths(frame.weight))
            .space(space)
            .color(color(ink))
    };
    let space = unsigned(frame.distance) / 20;
    ParagraphBorders::with_empty()
        .set(border(Top, space))
        .set(border(Left, 0))
        .set(border(Bottom, space))
        .set(border(Right, 0))
}

/// A drawn line: a hairline paragraph whose top border is as long as its indents leave.
pub(super) fn rule(rule: &Rule) -> docx_rs::Paragraph {
    let mut written = docx_rs::Paragraph::new().style(&style_id(Component::KeNgang));
    let property = std::mem::take(&mut written.property);
    let mut property = property
        .indent(Some(rule.left.twips()), None, Some(rule.right.twips()), None)
        .line_spacing(
            docx_rs::LineSpacing::new()
                .before(unsigned32(rule.before))
                .after(unsigned32(rule.after))
                .line_rule(LineSpacingType::Exact)
                .line(20),
        )
        .set_borders(
            ParagraphBorders::with_empty().set(
                ParagraphBorder::new(ParagraphBorderPosition::Top)
                    .val(BorderType::Single)
                    .size(eighths(rule.weight))
                    .space(0)
                    .color("auto"),
            ),
        );
    if rule.keep_next {
        property = property.keep_next(true);
    }
    written.property = property;
    written
}
