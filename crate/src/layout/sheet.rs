//! The paper and the type of one document: what the standard allows and the user chose.

use crate::joined::Joined;
use rust_decimal::prelude::ToPrimitive;

use crate::document::{
    Align, Color, Component, Element, Format, Frame, LineSpacing, Page, Paragraph, Rule, Span,
};
use crate::metrics::{self, Face};
use crate::standard::{Preset, Standard};
use crate::template::Resolved;
use crate::{Diagnostic, FieldPath, Length, Location};

use super::lines::name_lines;

/// Paper and type of one document.
#[derive(Clone)]
pub(super) struct Sheet<'a> {
    pub(super) standard: &'a Standard,
    pub(super) preset: &'a Preset,
    body_size: f64,
    first_line: Length,
    gap: Length,
    line: LineSpacing,
    portrait: Page,
}

impl<'a> Sheet<'a> {
    /// Reads `trinh_bay`, reports what the standard does not allow, and takes the first preset in which `right_lines`
    /// (component and text of the letterhead's right column) leave the issuing body its share of the width.
    pub(super) fn choose(
        standard: &'a Standard,
        values: &Resolved,
        right_lines: &[(Component, String)],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let page_rule = &standard.page;
        let mut range = |path: &str, range: crate::standard::Range, unit: &str, source: &str| {
            chosen(
                values,
                path,
                range.default,
                |value| (range.min..=range.max).contains(&value),
                diagnostics,
                || format!("{}–{} {unit} ({source})", vietnamese(range.min), vietnamese(range.max)),
            )
        };
        let source = page_rule.source.as_str();
        let top = range("trinh_bay.le_tren", page_rule.top, "mm", source);
        let bottom = range("trinh_bay.le_duoi", page_rule.bottom, "mm", source);
        let left = range("trinh_bay.le_trai", page_rule.left, "mm", source);
        let right = range("trinh_bay.le_phai", page_rule.right, "mm", source);
        let gap = range("trinh_bay.cach_doan", standard.body.gap, "pt", &standard.body.source);
        let line = range(
            "trinh_bay.gian_dong",
            standard.body.line,
            if standard.body.exact { "pt" } else { "dòng" },
            &standard.body.source,
        );
        let mut among = |path: &str, choices: &[f64], default: f64, unit: &str| {
            chosen(
                values,
                path,
                default,
                |value| choices.contains(&value),
                diagnostics,
                || {
                    let listed = choices.iter().map(|choice| vietnamese(*choice)).joined(" hoặc ");
                    format!("{} {unit} ({})", listed, standard.body.source)
                },
            )
        };
        let body_size = among("trinh_bay.co_chu", &standard.body.sizes, standard.body.size, "pt");
        let first_line_rule = &standard.body.first_line;
        let first_line = among("trinh_bay.thut", &first_line_rule.choices, first_line_rule.default, "mm");

        let portrait = Page {
            width: Length::mm(page_rule.width),
            height: Length::mm(page_rule.height),
            landscape: false,
            top: Length::mm(top),
            bottom: Length::mm(bottom),
            left: Length::mm(left),
            right: Length::mm(right),
            header: Length::mm(page_rule.header),
            footer: Length::mm(page_rule.footer),
        };
        let preset = choose_preset(standard, values.text("trinh_bay.co_chu_dau"), right_lines, &portrait);
        Sheet {
            standard,
            preset,
            body_size,
            first_line: Length::mm(first_line),
            gap: Length::pt(gap),
            line: if standard.body.exact {
                LineSpacing::Exactly(Length::pt(line))
            } else {
                LineSpacing::Multiple((line * 100.0).round() as u16)
            },
            portrait,
        }
    }

    /// The page as it stands or lies. A page turned to the left keeps each margin at the edge it had.
    pub(super) fn page(&self, landscape: bool) -> Page {
        let page = self.portrait;
        if !landscape {
            return page;
        }
        Page {
            width: page.height,
            height: page.width,
            landscape: true,
            top: page.left,
            bottom: page.right,
            left: page.bottom,
            right: page.top,
            ..page
        }
    }

    pub(super) fn size(&self, component: Component) -> Length {
        Length::pt(self.standard.size(component, self.preset, self.body_size))
    }

    pub(super) fn face(&self, component: Component) -> Face {
        let rule = self.standard.component(component);
        Face::of(rule.bold, rule.italic)
    }

    pub(super) fn first_line(&self) -> Length {
        self.first_line
    }

    /// The length of `text` as the component prints it, in its case.
    pub(super) fn width(&self, component: Component, text: &str) -> Length {
        let printed = self.standard.cased(component, text);
        metrics::width(&printed, self.face(component), self.size(component))
    }

    /// The lines of `text` in the component's case, of lengths as equal as can be.
    pub(super) fn balance(&self, component: Component, text: &str, max: Length) -> Vec<String> {
        let printed = self.standard.cased(component, text);
        name_lines(&printed, self.face(component), self.size(component), max)
    }

    /// The format all paragraphs of a component share.
    pub(super) fn format(&self, component: Component) -> Format {
        let rule = self.standard.component(component);
        let (first_line, before, line) = if rule.body {
            (self.first_line, self.gap, self.line)
        } else {
            (Length::ZERO, Length::pt(rule.before), LineSpacing::Multiple(100))
        };
        Format {
            size: self.size(component),
            bold: rule.bold,
            italic: rule.italic,
            underline: rule.underline,
            color: Color::Black,
            align: rule.align,
            first_line,
            left: Length::ZERO,
            right: Length::ZERO,
            before,
            after: Length::pt(rule.after),
            line,
            keep_next: rule.keep_next,
            keep_lines: false,
            widow_control: self.standard.body.widow_control,
            page_break_before: false,
            frame: None,
        }
    }

    /// A paragraph in its component's own format.
    pub(super) fn paragraph(&self, component: Component, spans: Vec<Span>) -> Paragraph {
        Paragraph { component, format: self.format(component), spans: self.look(component, spans) }
    }

    /// Gives spans the component's weight and slope, on top of their own.
    fn look(&self, component: Component, mut spans: Vec<Span>) -> Vec<Span> {
        let rule = self.standard.component(component);
        for span in &mut spans {
            if let Span::Text { bold, italic, .. } = span {
                *bold |= rule.bold;
                *italic |= rule.italic;
            }
        }
        spans
    }

    /// The line under a component whose last line is `text_width` long, drawn and centred in `container`, or written.
    pub(super) fn rule_under(
        &self,
        component: Component,
        text_width: Length,
        container: Length,
        keep_next: bool,
    ) -> Option<Element> {
        let rule = self.standard.line_under(component)?;
        if let Some(sign) = &rule.sign {
            let mut paragraph = self.paragraph(Component::DauPhanCach, vec![Span::text(sign, None)]);
            paragraph.format.keep_next = keep_next;
            return Some(Element::Paragraph(paragraph));
        }
        let length = text_width.scale(rule.part.default);
        let left = (container - length).scale(0.5);
        Some(Element::Rule(Rule {
            left,
            right: container - length - left,
            before: Length::pt(rule.before),
            after: Length::pt(rule.after),
            weight: Length::pt(rule.weight),
            keep_next,
        }))
    }

    /// An empty paragraph of exactly this height.
    pub(super) fn spacer(&self, height: Length, keep_next: bool) -> Element {
        let mut paragraph = self.paragraph(Component::KeNgang, Vec::new());
        paragraph.format.line = LineSpacing::Exactly(height);
        paragraph.format.keep_next = keep_next;
        Element::Paragraph(paragraph)
    }

    /// A mark, in a frame of the size the standard gives it, at the left, the middle or the right of `container`.
    pub(super) fn mark(
        &self,
        component: Component,
        mark: &str,
        spans: Vec<Span>,
        container: Length,
        place: Align,
    ) -> Option<Paragraph> {
        let rule = self.standard.marks.get(mark)?;
        let mut paragraph = self.paragraph(component, spans);
        if rule.weight <= 0.0 {
            return Some(paragraph);
        }
        let line = self.size(component).scale(metrics::SINGLE_LINE);
        let free = container - Length::mm(rule.width);
        let (left, right) = match place {
            Align::Center => (free.scale(0.5), free - free.scale(0.5)),
            Align::Right => (free, Length::ZERO),
            Align::Left | Align::Justify => (Length::ZERO, free),
        };
        paragraph.format.left = left;
        paragraph.format.right = right;
        paragraph.format.line = LineSpacing::Exactly(line);
        paragraph.format.color = rule.color;
        paragraph.format.align = Align::Center;
        paragraph.format.frame = Some(Frame {
            distance: (Length::mm(rule.height) - line).scale(0.5),
            weight: Length::pt(rule.weight),
        });
        Some(paragraph)
    }

    /// How many lines a paragraph takes in a measure.
    pub(super) fn lines(&self, paragraph: &Paragraph, measure: Length) -> usize {
        let mut text = String::new();
        for span in &paragraph.spans {
            match span {
                Span::Text { text: piece, .. } => text.push_str(piece),
                Span::Break => text.push('\n'),
                Span::Footnote { .. } | Span::Leader { .. } | Span::PageOf { .. } => {}
            }
        }
        let face = Face::of(paragraph.format.bold, paragraph.format.italic);
        let measure = measure - paragraph.format.left - paragraph.format.right;
        // The indent narrows the first line only; taking it off all lines errs by less than one line in twenty.
        metrics::wrap(&text, face, paragraph.format.size, measure - paragraph.format.first_line.scale(0.5))
            .len()
    }
}

fn choose_preset<'a>(
    standard: &'a Standard,
    asked: &str,
    right_lines: &[(Component, String)],
    page: &Page,
) -> &'a Preset {
    let (first, rest) = match standard.preset.split_first() {
        Some(split) => split,
        None => unreachable!("a standard has at least one preset"),
    };
    if let Some(preset) = standard.preset.iter().find(|preset| preset.id == asked) {
        return preset;
    }
    let rule = &standard.letterhead;
    let most = page.text_width().scale(1.0 - rule.left_share_min) - Length::mm(rule.slack);
    let fits = |preset: &Preset| {
        right_lines.iter().all(|(component, text)| {
            let look = standard.component(*component);
            let size = Length::pt(standard.size(*component, preset, standard.body.size));
            metrics::width(text, Face::of(look.bold, look.italic), size) <= most
        })
    };
    if fits(first) {
        return first;
    }
    rest.iter().find(|preset| fits(preset)).or(rest.last()).unwrap_or(first)
}

fn chosen(
    values: &Resolved,
    path: &str,
    default: f64,
    allowed: impl Fn(f64) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
    describe: impl Fn() -> String,
) -> f64 {
    let Some(value) = values.number(path).and_then(|value| value.to_f64()) else { return default };
    if allowed(value) {
        return value;
    }
    diagnostics.push(Diagnostic::warning(
        "ngoai-khoang",
        Location::Field { path: FieldPath::from(path) },
        format!(
            "Giá trị {} nằm ngoài khoảng cho phép: {}; đã dùng {}.",
            vietnamese(value),
            describe(),
            vietnamese(default)
        ),
        format!(
            "{} is outside what the rules allow: {}; {} was used.",
            vietnamese(value),
            describe(),
            vietnamese(default)
        ),
    ));
    default
}

fn vietnamese(value: f64) -> String {
    crate::length::decimal(value).replace('.', ",")
}
