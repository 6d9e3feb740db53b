//! The lines of paragraphs and cells that nobody drew as such: borders, and white space that shows.

use super::{OpenParagraph, Reader};
use crate::Length;
use crate::docx::read::anchor::Source;
use crate::docx::read::drawn::{self, LineKind, OpenLine, seen};
use crate::docx::read::glyph::Glyph;
use crate::docx::read::property::{Edge, Letter, Line, Set};
use crate::docx::read::table::MARGIN;
use crate::docx::read::{Border, CellBorders};

impl Reader<'_> {
    /// The lines that white space makes in a paragraph.
    pub(super) fn blank_lines(
        &mut self,
        open: &OpenParagraph<'_>,
        lines: &Set,
        glyphs: &[Glyph],
        sources: &[Source],
    ) {
        let said = |at: Line| lines.said(at as usize).unwrap_or_default();
        let start = said(Line::Left).saturating_add(said(Line::First));
        let palette = &*self.palette;
        let is_underlined = |source: &Source| {
            let letters = palette.letters.get(source.format.0);
            letters.and_then(|letters| letters.said(Letter::Underline as usize)).is_some_and(|line| line > 0)
        };
        let stops = || palette.stops(lines);
        for (kind, length) in drawn::blank(glyphs, sources, &is_underlined, &stops, start) {
            self.story.lines.push(OpenLine { length, ..OpenLine::new(kind, open.element) });
        }
    }

    /// The borders above and below a paragraph, as far as they are lines.
    pub(super) fn borders(&mut self, open: &OpenParagraph<'_>, lines: &Set) {
        let said = |at: Line| lines.said(at as usize);
        let look = [
            Line::Top,
            Line::Bottom,
            Line::LeftBorder,
            Line::RightBorder,
            Line::Between,
            Line::Left,
            Line::Right,
            Line::First,
        ];
        let look = look.map(said);
        let less = said(Line::Left).unwrap_or_default().saturating_add(said(Line::Right).unwrap_or_default());
        let at_sides = seen(said(Line::LeftBorder)).or(seen(said(Line::RightBorder))).is_some();
        let (block, length) = match self.tables.last().filter(|_| open.in_cell) {
            Some(table) => (None, table.text_width().map(|width| width.saturating_sub(less))),
            None if self.flows.len() == 1 => (self.flows.first().map(|flow| flow.blocks.len()), Some(less)),
            None => (None, None),
        };
        let line = |kind, side| {
            let weight = seen(said(side)).filter(|_| !at_sides);
            weight.map(|weight| OpenLine {
                length,
                weight: Some(weight),
                block,
                ..OpenLine::new(kind, open.element)
            })
        };
        let Some(flow) = self.flows.last_mut() else { return };
        let before = flow.bordered.take();
        let (above, below) = (line(LineKind::Above, Line::Top), line(LineKind::Below, Line::Bottom));
        if above.is_none() && below.is_none() {
            self.story.lines.extend(before.and_then(|(_, line)| line));
            return;
        }
        let mut goes_on = false;
        if let Some((known, line)) = before {
            goes_on = known == look;
            if !goes_on {
                self.story.lines.extend(line);
            }
        }
        self.story.lines.extend(above.filter(|_| !goes_on));
        flow.bordered = Some((look, below));
    }

    /// The borders above and below a cell that has none at its sides.
    pub(super) fn cell_borders(&mut self) {
        let ends = self.flows.last().and_then(|flow| flow.ends);
        let Some(table) = self.tables.last_mut() else { return };
        let style = table.style.map(|style| style.at(&table.spot, table.look, self.palette).edges);
        let edges = table.cell_edges.over(&table.edges).over(&style.unwrap_or_default());
        let spot = table.spot;
        let border = |of_cell: Edge, is_outer: bool, outer: Edge, inner: Edge| {
            let of_table = if is_outer { outer } else { inner };
            edges.said(of_cell as usize).or(edges.said(of_table as usize))
        };
        let is_last = spot.column + 1 == spot.columns;
        let left = border(Edge::CellLeft, spot.column == 0, Edge::Left, Edge::InsideV);
        let right = border(Edge::CellRight, is_last, Edge::Right, Edge::InsideV);
        let above = border(Edge::CellTop, spot.row == 0, Edge::Top, Edge::InsideH);
        let below = border(Edge::CellBottom, spot.row + 1 == spot.rows, Edge::Bottom, Edge::InsideH);
        let line = |border: Option<i32>| border.map(Border::of).unwrap_or_default();
        table.cell.borders =
            CellBorders { top: line(above), bottom: line(below), left: line(left), right: line(right) };
        let margin = |at: Edge| Length::from_twips(edges.said(at as usize).unwrap_or(MARGIN));
        table.cell.margins = [margin(Edge::MarginLeft), margin(Edge::MarginRight)];
        let Some((first, last)) = ends.filter(|_| seen(left).or(seen(right)).is_none()) else { return };
        let length = table.width();
        for (kind, paragraph, weight) in
            [(LineKind::AboveCell, first, seen(above)), (LineKind::BelowCell, last, seen(below))]
        {
            if weight.is_some() {
                self.story.lines.push(OpenLine { length, weight, ..OpenLine::new(kind, paragraph) });
            }
        }
    }
}
