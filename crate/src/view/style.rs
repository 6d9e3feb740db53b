//! Formats as CSS: a class each, of those that occur.

use std::fmt::Write as _;

use crate::docx::read::{
    Border, Cell, Color, Formats, LineDistance, ParagraphFormatId, RunFormat, RunFormatId, Stroke, Table,
    Underline, Vertical,
};
use crate::length::decimal;
use crate::metrics::SINGLE_LINE;
use crate::ordered::OrderedSet;
use crate::vietnamese::legacy;
use crate::{Align, Length};

/// The formats met so far.
pub(super) struct Sheet<'o> {
    formats: &'o Formats,
    runs: OrderedSet<RunFormatId>,
    paragraphs: OrderedSet<ParagraphFormatId>,
}

/// What every document has.
const SHARED: &str = ":where(p,aside,table){margin:0;padding:0}\n\
    :where(p){white-space:pre-wrap;overflow-wrap:break-word}\n\
    .dv-table{border-collapse:collapse}\n\
    .dv-label,.dv-white{display:inline-block;text-indent:0;white-space:pre}\n\
    .dv-dots{border-bottom:1pt dotted #000}.dv-ruled{border-bottom:.75pt solid #000}\n\
    .dv-close-above{padding-top:0!important}.dv-close-below{padding-bottom:0!important}\n\
    .dv-line{display:block;height:0;margin:1pt auto 0;border-top:.75pt solid #000;text-indent:0}\n\
    .tt-note,.tt-footnote sup{font-size:65%;line-height:0;vertical-align:super}\n\
    .tt-footnote{font-size:10pt;line-height:1.15}\n";

impl<'o> Sheet<'o> {
    pub(super) fn new(formats: &'o Formats) -> Sheet<'o> {
        Sheet { formats, runs: OrderedSet::new(), paragraphs: OrderedSet::new() }
    }

    pub(super) fn use_run(&mut self, id: RunFormatId) {
        self.runs.insert(id);
    }

    pub(super) fn use_paragraph(&mut self, id: ParagraphFormatId) {
        self.paragraphs.insert(id);
    }

    pub(super) fn run_class(&self, id: RunFormatId) -> String {
        format!("dv-r{}", id.number())
    }

    pub(super) fn paragraph_class(&self, id: ParagraphFormatId) -> String {
        format!("dv-p{}", id.number())
    }

    pub(super) fn css(&self) -> String {
        let mut css = SHARED.to_owned();
        for id in self.runs.iter() {
            let look = letters(&self.formats.run(*id));
            let _ = writeln!(css, ".{}{{{look}}}", self.run_class(*id));
        }
        for id in self.paragraphs.iter() {
            let standing = self.standing(*id);
            let _ = writeln!(css, ".{}{{{standing}}}", self.paragraph_class(*id));
        }
        css
    }

    fn standing(&self, id: ParagraphFormatId) -> String {
        /// What a browser puts between paragraphs where it decides.
        const AUTOMATIC: Length = Length::from_twips(280);
        let format = self.formats.paragraph(id);
        let line = match format.line.value {
            LineDistance::Multiple(parts) => decimal(SINGLE_LINE * f64::from(parts) / 240.0),
            LineDistance::Exactly(distance) => pt(distance),
            LineDistance::AtLeast(distance) => format!("max({},{SINGLE_LINE}em)", pt(distance)),
        };
        let distance = |said: Length, is_auto: bool| if is_auto { AUTOMATIC } else { said };
        let before = distance(format.before.value, format.before_auto.value);
        let after = distance(format.after.value, format.after_auto.value);
        let mut css = format!(
            "text-align:{};line-height:{line};text-indent:{};margin-left:{};margin-right:{};",
            align(format.align.value),
            pt(format.first_line.value),
            pt(format.left.value),
            pt(format.right.value),
        );
        let borders = [
            ("top", format.top.value),
            ("bottom", format.bottom.value),
            ("left", format.left_border.value),
            ("right", format.right_border.value),
        ];
        let is_framed = borders.iter().any(|(_, border)| border.stroke != Stroke::None);
        let outside = if is_framed { "margin" } else { "padding" };
        let _ = write!(css, "{outside}-top:{};{outside}-bottom:{};", pt(before), pt(after));
        for (side, border) in borders.iter().filter(|(_, border)| border.stroke != Stroke::None) {
            let _ = write!(css, "border-{side}:{};padding-{side}:{};", drawn(*border), pt(border.space));
        }
        if !format.widow_control.value {
            css.push_str("orphans:1;widows:1;");
        }
        css
    }
}

fn letters(look: &RunFormat<'_>) -> String {
    /// Of letters that are raised or lowered.
    const SMALL: f64 = 0.65;
    let mut css = String::from("font-family:");
    let font = look.font.value.name;
    let is_plain =
        !font.is_empty() && font.chars().all(|letter| letter.is_alphanumeric() || " -_".contains(letter));
    // A font that draws other letters at the places of Unicode's was read, and is not written in again.
    if is_plain && legacy::of_font(font).is_none() && font != "Times New Roman" {
        let _ = write!(css, "\"{font}\",");
    }
    let is_raised = look.vertical.value != Vertical::Baseline;
    let size = look.size.value.as_pt().clamp(1.0, 200.0) * if is_raised { SMALL } else { 1.0 };
    let _ = write!(
        css,
        "\"Times New Roman\",\"Liberation Serif\",serif;font-size:{}pt;font-weight:{};font-style:{};",
        decimal(size),
        if look.bold.value { "bold" } else { "normal" },
        if look.italic.value { "italic" } else { "normal" },
    );
    let mut lines = Vec::new();
    if look.underline.value != Underline::None {
        lines.push("underline");
    }
    if look.strike.value || look.double_strike.value {
        lines.push("line-through");
    }
    if !lines.is_empty() {
        let _ = write!(css, "text-decoration:{};", lines.join(" "));
    }
    match look.underline.value {
        Underline::Double => css.push_str("text-decoration-style:double;"),
        Underline::Dotted => css.push_str("text-decoration-style:dotted;"),
        Underline::Thick => css.push_str("text-decoration-thickness:1.5pt;"),
        _ => {}
    }
    if look.capitals.value {
        css.push_str("text-transform:uppercase;");
    } else if look.small_capitals.value {
        css.push_str("font-variant-caps:small-caps;");
    }
    if let Color::Rgb(color) = look.color.value {
        let _ = write!(css, "color:#{:06x};", color & 0x00FF_FFFF);
    }
    let mark = look.highlight.value;
    if !mark.is_empty() && mark.chars().all(|letter| letter.is_ascii_alphabetic()) {
        let mark = mark.to_ascii_lowercase();
        let _ = write!(css, "background-color:{};", if mark == "darkyellow" { "olive" } else { &mark });
    }
    match look.vertical.value {
        Vertical::Superscript => css.push_str("vertical-align:super;line-height:0;"),
        Vertical::Subscript => css.push_str("vertical-align:sub;line-height:0;"),
        Vertical::Baseline => {}
    }
    if look.spacing.value != Length::ZERO {
        let _ = write!(css, "letter-spacing:{};", pt(look.spacing.value));
    }
    css
}

/// Where a table stands; its text begins at the margin, its edge as far left of that as its first cell keeps free.
pub(super) fn table_margin(table: &Table, first: Option<&Cell>) -> String {
    match table.align {
        Some(Align::Center) => "margin-left:auto;margin-right:auto".to_owned(),
        Some(Align::Right) => "margin-left:auto;margin-right:0".to_owned(),
        _ => {
            let free = first.map_or(Length::ZERO, |cell| cell.margins[0]);
            format!("margin-left:{}", pt(table.indent - free))
        }
    }
}

/// Borders and margins of a cell.
pub(super) fn cell(cell: &Cell) -> String {
    let [left, right] = cell.margins;
    let mut css = format!("padding:0 {} 0 {}", pt(right), pt(left));
    let borders = &cell.borders;
    for (side, border) in
        [("top", borders.top), ("bottom", borders.bottom), ("left", borders.left), ("right", borders.right)]
    {
        if border.stroke != Stroke::None {
            let _ = write!(css, ";border-{side}:{}", drawn(border));
        }
    }
    css
}

fn drawn(border: Border) -> String {
    let stroke = match border.stroke {
        Stroke::Double => "double",
        Stroke::Dotted => "dotted",
        Stroke::Dashed => "dashed",
        _ => "solid",
    };
    // Thinner lines are not seen on every screen.
    let weight = border.weight.as_pt().max(if border.stroke == Stroke::Double { 2.25 } else { 0.5 });
    format!("{}pt {stroke} #000", decimal(weight))
}

fn pt(length: Length) -> String {
    format!("{}pt", decimal(length.as_pt()))
}

/// How an alignment is called.
fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    }
}
