//! Lines somebody sees on paper, however they were made.

use std::ops::Range;

use crate::Length;
use crate::docx::walk::Place;

use super::anchor::Source;
use super::format::{Border, Stroke};
use super::glyph::Glyph;
use super::measure::{PER_TWIP, measured};
use super::tab::{Leader, Tab, TabKind};
use super::{ParagraphId, PartId};

/// A line somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnLine {
    /// How it was made.
    pub kind: LineKind,
    /// The paragraph it belongs to: the one with the border or the signs, the one a drawing is anchored in, the last of the
    /// cell above it or the first of the cell below it.
    pub paragraph: Option<ParagraphId>,
    /// The part it stands in.
    pub part: PartId,
    /// The paragraph's glyphs that are the line, where it was typed with signs.
    pub range: Range<usize>,
    /// How long it is, as far as the file says it; of a drawing, from left to right.
    pub length: Option<Length>,
    /// How much lower one end of a drawing is than the other.
    pub height: Length,
    /// How thick it is, as far as the file says it.
    pub weight: Option<Length>,
}

/// How a line was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// The border above a paragraph that has none at its sides.
    Above,
    /// The border below a paragraph that has none at its sides.
    Below,
    /// The border above a cell that has none at its sides.
    AboveCell,
    /// The border below a cell that has none at its sides.
    BelowCell,
    /// Drawn: a line, a straight connector, a flat box.
    Drawing,
    /// Typed: hyphens, dashes, underscores.
    Signs,
    /// Typed: white space underlined.
    Underlined,
    /// Typed: a tab whose stop fills the space before it with hyphens or a line.
    Leader,
}

/// A line while a part is read.
#[derive(Debug, Clone)]
pub(super) struct OpenLine {
    pub(super) kind: LineKind,
    /// The element of its paragraph.
    pub(super) paragraph: u32,
    pub(super) range: Range<usize>,
    pub(super) length: Option<i32>,
    pub(super) height: i32,
    pub(super) weight: Option<i32>,
    /// The block of the main story it is in, when it is as long as the column is wide and that is not known yet; `length` is
    /// what it is shorter then.
    pub(super) block: Option<usize>,
}

impl OpenLine {
    pub(super) fn new(kind: LineKind, paragraph: u32) -> OpenLine {
        OpenLine { kind, paragraph, range: 0..0, length: None, height: 0, weight: None, block: None }
    }

    pub(super) fn finish(self, part: PartId, paragraph: Option<ParagraphId>) -> DrawnLine {
        DrawnLine {
            kind: self.kind,
            paragraph,
            part,
            range: self.range,
            length: self.length.map(Length::from_twips),
            height: Length::from_twips(self.height),
            weight: self.weight.map(Length::from_twips),
        }
    }
}

/// The weight of a border that is seen.
pub(super) fn seen(border: Option<i32>) -> Option<i32> {
    let border = border.map(Border::of)?;
    (border.stroke != Stroke::None).then(|| border.weight.twips())
}

/// A stretch between line breaks of so many signs or more is a line.
const SIGNS: usize = 3;

/// What lines are typed with.
fn is_sign(letter: char) -> bool {
    matches!(letter, '-' | '_' | '=' | '\u{AF}' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}'..='\u{2501}' | '\u{2550}' | '\u{203E}')
}

/// The stretches between line breaks.
fn stretches(glyphs: &[Glyph]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    glyphs.split(|glyph| *glyph == Glyph::Break).map(move |stretch| {
        let range = start..start + stretch.len();
        start = range.end + 1;
        range
    })
}

/// The stretches of trimmed glyphs that are nothing but a line of signs.
pub(super) fn typed(glyphs: &[Glyph]) -> impl Iterator<Item = Range<usize>> {
    stretches(glyphs).filter(|range| {
        let stretch = glyphs.get(range.clone()).unwrap_or_default();
        let letters = stretch.iter().filter(|glyph| !glyph.is_space());
        let mut count = 0;
        let only_signs = letters.into_iter().all(|glyph| {
            count += 1;
            matches!(glyph, Glyph::Letter { letter, .. } if is_sign(*letter))
        });
        only_signs && count >= SIGNS
    })
}

/// The lines that white space makes, each with its length: underlined, or with what a tab stop fills it with. `start` is where
/// the text of the paragraph begins.
pub(super) fn blank(
    glyphs: &[Glyph],
    sources: &[Source],
    is_underlined: &dyn Fn(&Source) -> bool,
    stops: &dyn Fn() -> Vec<Tab>,
    start: i32,
) -> Vec<(LineKind, Option<i32>)> {
    let mut lines = Vec::new();
    for range in stretches(glyphs) {
        let stretch = glyphs.get(range.clone()).unwrap_or_default();
        if stretch.is_empty() || !stretch.iter().all(Glyph::is_space) {
            continue;
        }
        let sources = sources.get(range).unwrap_or_default();
        let is_tab = |(glyph, source): (&Glyph, &Source)| {
            source.length == 0 || matches!(glyph, Glyph::Letter { letter: '\t', .. })
        };
        let tabs = stretch.iter().zip(sources).filter(|pair| is_tab(*pair)).count();
        let underlined = sources.iter().filter(|source| is_underlined(source)).count();
        if underlined > 0 && (tabs > 0 || underlined >= SIGNS) {
            lines.push((LineKind::Underlined, None));
        } else if tabs > 0 {
            let mut stops = stops();
            stops.retain(|stop| stop.kind != TabKind::Bar && stop.at.twips() > start);
            let mut from = start;
            let mut length = 0_i32;
            for stop in stops.iter().take(tabs) {
                if matches!(stop.leader, Leader::Hyphens | Leader::Underscores) {
                    length = length.saturating_add(stop.at.twips().saturating_sub(from));
                }
                from = stop.at.twips();
            }
            if length > 0 {
                lines.push((LineKind::Leader, Some(length)));
            }
        }
    }
    lines
}

/// A shape while it is read.
#[derive(Debug)]
pub(super) struct OpenShape {
    /// The element of its paragraph.
    paragraph: u32,
    is_line: bool,
    is_seen: bool,
    /// In twentieths of a point.
    size: Option<(i32, i32)>,
    weight: Option<i32>,
}

/// So flat a box is a line.
const FLAT: i32 = 40;

/// The shapes under way, one inside another where it stands in the text of the other.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    open: Vec<OpenShape>,
    /// Inside the outline of a shape.
    in_outline: bool,
    /// How deep in groups of VML, which measure in units of their own.
    groups: usize,
    /// How large the drawing is, in twentieths of a point.
    extent: Option<(i32, i32)>,
}

impl Shapes {
    /// Takes in an element that is not WordprocessingML, in a paragraph; a line that it is by itself.
    pub(super) fn enter(&mut self, place: &Place<'_, '_, '_>, paragraph: u32) -> Option<OpenLine> {
        let text = |name: &str| place.element.attribute(name);
        match place.element.local_name() {
            name @ ("wsp" | "cxnSp") => {
                let is_line = name == "cxnSp";
                self.open.push(OpenShape { paragraph, is_line, is_seen: true, size: None, weight: None });
            }
            "inline" | "anchor" => self.extent = None,
            "extent" => {
                let size = |name| text(name).and_then(|size| emu(&size));
                self.extent = size("cx").zip(size("cy"));
            }
            "ext" => {
                if let (Some(shape), Some(width), Some(height)) =
                    (self.open.last_mut(), text("cx"), text("cy"))
                {
                    shape.size = shape.size.or_else(|| Some((emu(&width)?, emu(&height)?)));
                }
            }
            "prstGeom" => {
                if let Some(shape) = self.open.last_mut() {
                    let kind = text("prst").unwrap_or_default();
                    shape.is_line = matches!(&*kind, "line" | "lineInv" | "straightConnector1");
                }
            }
            "ln" => {
                self.in_outline = true;
                if let Some(shape) = self.open.last_mut() {
                    shape.weight = text("w").and_then(|weight| emu(&weight));
                }
            }
            "noFill" if self.in_outline => {
                if let Some(shape) = self.open.last_mut() {
                    shape.is_seen = false;
                }
            }
            "group" => self.groups += 1,
            "line" | "shape" | "rect" => return self.vml(place, paragraph),
            _ => {}
        }
        None
    }

    /// An element ends; a line that has ended with it.
    pub(super) fn leave(&mut self, place: &Place<'_, '_, '_>) -> Option<OpenLine> {
        match place.element.local_name() {
            "ln" => self.in_outline = false,
            "group" => self.groups = self.groups.saturating_sub(1),
            "wsp" | "cxnSp" => {
                let shape = self.open.pop()?;
                let (width, height) = shape.size.unwrap_or_default();
                let is_flat = shape.size.is_some() && height <= FLAT && width > height.saturating_mul(10);
                let is_line = if shape.is_line { shape.is_seen } else { is_flat };
                return is_line.then(|| OpenLine {
                    length: shape.size.map(|(width, _)| width),
                    height,
                    weight: shape.weight,
                    ..OpenLine::new(LineKind::Drawing, shape.paragraph)
                });
            }
            _ => {}
        }
        None
    }

    /// How large the drawing at hand is, as far as the file says it.
    pub(super) fn extent(&self) -> Option<(i32, i32)> {
        self.extent
    }

    fn vml(&mut self, place: &Place<'_, '_, '_>, paragraph: u32) -> Option<OpenLine> {
        let text = |name: &str| place.element.attribute(name).unwrap_or_default();
        let style = text("style");
        let styled = |name: &str| {
            let mut said = style.split(';').filter_map(|said| said.split_once(':'));
            said.find(|(known, _)| known.trim() == name).and_then(|(_, length)| vml_length(length))
        };
        if self.groups == 0 {
            self.extent = styled("width").zip(styled("height"));
        }
        if matches!(&*text("stroked"), "f" | "false") && place.element.local_name() != "rect" {
            return None;
        }
        let is_rule = place
            .element
            .attributes()
            .any(|attribute| attribute.name.ends_with(":hr") && matches!(&*attribute.value(), "t" | "true"));
        let (width, height) = match place.element.local_name() {
            "line" => {
                let (from, to) = (text("from"), text("to"));
                let (from, to) = (point(&from)?, point(&to)?);
                (to.0.checked_sub(from.0).map(i32::abs), to.1.saturating_sub(from.1).saturating_abs())
            }
            // The connector and the line among the shapes every program knows.
            "shape" if text("type").ends_with("_t32") || text("type").ends_with("_t20") => {
                (styled("width"), styled("height").unwrap_or_default())
            }
            "rect" => {
                let (width, height) = (styled("width"), styled("height").unwrap_or_default());
                let is_flat = height <= FLAT && width.is_some_and(|width| width > height.saturating_mul(10));
                let is_line = is_rule || (is_flat && styled("height").is_some());
                if !is_line {
                    return None;
                }
                // A rule of no width goes from margin to margin.
                (width.filter(|width| *width > 0), 0)
            }
            _ => return None,
        };
        let in_page = self.groups == 0;
        Some(OpenLine {
            length: width.filter(|_| in_page),
            height: if in_page { height } else { 0 },
            weight: place.element.attribute("strokeweight").and_then(|weight| vml_length(&weight)),
            ..OpenLine::new(LineKind::Drawing, paragraph)
        })
    }
}

/// Twentieths of a point from English metric units.
fn emu(text: &str) -> Option<i32> {
    text.trim().parse::<i64>().ok().and_then(|emu| i32::try_from(emu / 635).ok())
}

/// A length of VML, which counts in pixels where it names no unit.
fn vml_length(text: &str) -> Option<i32> {
    const PER_PIXEL: i32 = 15;
    let text = text.trim();
    let length = measured(text, PER_TWIP)?;
    Some(if text.ends_with(|end: char| end.is_ascii_digit()) {
        length.saturating_mul(PER_PIXEL)
    } else {
        length
    })
}

fn point(text: &str) -> Option<(i32, i32)> {
    let (across, down) = text.split_once(',')?;
    Some((vml_length(across)?, vml_length(down)?))
}
