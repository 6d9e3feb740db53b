//! A table while it is read: what is said of it, its rows and the cell at hand.

use crate::document::VerticalAlign;
use crate::docx::walk::Place;
use crate::xml::Element;
use crate::{Align, Length};

use super::measure::{PER_TWIP, measured};
use super::origin::Origin;
use super::property::{Edge, Set, Within, is_on, take_edge};
use super::styles::Styles;
use super::table_style::{Look, Said, Spot, TableStyle};
use super::{Block, Cell, Row, Table, cell_text, plain};

/// A table while it is read.
#[derive(Default)]
pub(super) struct OpenTable<'s> {
    pub(super) table: Table,
    pub(super) row: Row,
    pub(super) cell: Cell,
    pub(super) row_is_gone: bool,
    pub(super) cell_is_gone: bool,
    /// A cell of the row is gone.
    pub(super) cells_are_gone: bool,
    /// The cell goes on the one before it, as Word 6 wrote it.
    pub(super) cell_joins: bool,
    /// Where the cells of this row that are merged downwards begin and how wide they are, and those of the row above.
    pub(super) merged: Vec<(usize, usize)>,
    pub(super) merged_above: Vec<(usize, usize)>,
    /// The cell is merged with one above or below.
    pub(super) is_merged: bool,
    pub(super) style: Option<&'s TableStyle>,
    pub(super) look: Look,
    pub(super) spot: Spot,
    /// How many flows are around it.
    pub(super) depth: usize,
    /// Its own borders, and those of the cell.
    pub(super) edges: Set,
    pub(super) cell_edges: Set,
    pub(super) cell_width: Option<i32>,
    /// The column of the grid the cell begins at.
    pub(super) column: usize,
    /// What its style says of the cell.
    pub(super) said: Option<Box<Said>>,
}

impl OpenTable<'_> {
    /// How wide the cell is.
    pub(super) fn width(&self) -> Option<i32> {
        let of_grid = || {
            let columns = self.table.columns.get(self.column..self.column + self.cell.span.max(1))?;
            i32::try_from(columns.iter().fold(0_u32, |sum, width| sum.saturating_add(*width))).ok()
        };
        self.cell_width.or_else(of_grid).filter(|width| *width > 0)
    }

    /// How wide the text of the cell is.
    pub(super) fn text_width(&self) -> Option<i32> {
        let style = self.said.as_ref().map(|said| said.edges).unwrap_or_default();
        let edges = self.cell_edges.over(&self.edges).over(&style);
        let margin = |at: Edge| edges.said(at as usize).unwrap_or(MARGIN);
        let margins = margin(Edge::MarginLeft).saturating_add(margin(Edge::MarginRight));
        self.width().map(|width| width.saturating_sub(margins))
    }
}

impl OpenTable<'_> {
    /// A cell begins.
    pub(super) fn begin_cell(&mut self) {
        self.cell = Cell { span: 1, ..Cell::default() };
        self.cell_edges = Set::default();
        self.cell_width = None;
        self.said = None;
        (self.cell_is_gone, self.cell_joins, self.is_merged) = (false, false, false);
    }

    /// A cell ends with these blocks; what of them is covered by the cell above.
    pub(super) fn end_cell(&mut self, mut blocks: Vec<Block>) -> Option<String> {
        let cell = std::mem::take(&mut self.cell);
        let span = cell.span.max(1);
        self.spot.column += 1;
        if self.cell_is_gone {
            self.cells_are_gone = true;
            return None;
        }
        let spot = (self.column, span);
        self.column += span;
        if self.is_merged {
            self.merged.push(spot);
        }
        let mut covered = None;
        if cell.continues && self.merged_above.contains(&spot) {
            covered = Some(plain(&cell_text(&blocks))).filter(|text| !text.is_empty());
            if covered.is_some() {
                blocks.clear();
            }
        }
        match self.row.cells.last_mut().filter(|_| self.cell_joins) {
            Some(before) => {
                before.span += span;
                let is_blank = |block: &Block| match block {
                    Block::Paragraph(paragraph) => paragraph.is_blank(),
                    Block::Table(_) => false,
                };
                before.blocks.extend(blocks.into_iter().filter(|block| !is_blank(block)));
            }
            None => self.row.cells.push(Cell { blocks, span, ..cell }),
        }
        covered
    }

    /// A row ends.
    pub(super) fn end_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        row.cells.shrink_to_fit();
        self.spot.row += 1;
        let nothing_left = self.cells_are_gone && row.cells.iter().all(|cell| cell.blocks.is_empty());
        if !self.row_is_gone && !nothing_left {
            self.table.rows.push(row);
        }
    }
}

impl<'s> OpenTable<'s> {
    /// Takes in what is said of the table, the row or the cell.
    pub(super) fn take(&mut self, place: &Place<'_, '_, '_>, word: &str, within: Within, styles: &'s Styles) {
        let number = |name: &str| place.word_attribute(name).and_then(|number| number.parse::<u32>().ok());
        match word {
            "tblStyle" => self.style = styles.table(place.word_attribute("val").as_deref()),
            "tblLook" => self.look = Look::read(place),
            "gridCol" => self.table.columns.push(number("w").unwrap_or(0)),
            "tblInd" if place.word_attribute("type").is_none_or(|kind| kind == "dxa") => {
                let indent = place.word_attribute("w").and_then(|width| measured(&width, PER_TWIP));
                self.table.indent = Length::from_twips(indent.unwrap_or_default());
            }
            "jc" if self.spot.columns == 0 => {
                self.table.align = match place.word_attribute("val").as_deref() {
                    Some("center") => Some(Align::Center),
                    Some("right" | "end") => Some(Align::Right),
                    _ => Some(Align::Left),
                }
            }
            "vAlign" => {
                self.cell.vertical = match place.word_attribute("val").as_deref() {
                    Some("center") => VerticalAlign::Center,
                    Some("bottom") => VerticalAlign::Bottom,
                    _ => VerticalAlign::Top,
                }
            }
            "tblHeader" => self.row.is_head = is_on(place),
            "cellDel" => self.cell_is_gone = true,
            "gridBefore" => {
                let before = number("val").and_then(|before| usize::try_from(before).ok());
                let before = before.unwrap_or_default().min(MAX_SPAN);
                if before > 0 && self.row.cells.is_empty() {
                    self.row.cells.push(Cell { span: before, ..Cell::default() });
                    self.column = before;
                }
            }
            "hMerge" => self.cell_joins = place.word_attribute("val").as_deref() != Some("restart"),
            "tr" => {
                self.row = Row::default();
                (self.row_is_gone, self.cells_are_gone) = (false, false);
                self.merged_above = std::mem::take(&mut self.merged);
                self.column = 0;
                self.spot.column = 0;
                self.spot.columns = count(place.element, "tc");
            }
            "gridSpan" => {
                let span = place.word_attribute("val").and_then(|span| span.parse().ok()).unwrap_or(1);
                self.cell.span = usize::clamp(span, 1, MAX_SPAN);
            }
            "vMerge" => {
                self.is_merged = true;
                self.cell.continues = place.word_attribute("val").as_deref() != Some("restart");
            }
            "tcW" => {
                let in_parts = place.word_attribute("type").is_some_and(|kind| kind != "dxa");
                let width = place.word_attribute("w").filter(|_| !in_parts);
                self.cell_width = width.and_then(|width| measured(&width, PER_TWIP));
            }
            _ => {
                // The margins of a cell stand in `w:tcMar`, those of all in `w:tblCellMar`: both before any cell, or in one.
                let of_cell = within == Within::CellBorders || self.spot.columns > 0;
                let edges = if of_cell { &mut self.cell_edges } else { &mut self.edges };
                take_edge(edges, place, within, Origin::Direct);
            }
        }
    }
}

/// How many elements of a name a table or a row has, its nested ones left out.
pub(super) fn count(element: &Element<'_>, name: &str) -> usize {
    let each = element.elements().map(|child| match child.local_name() {
        known if known == name => 1,
        "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" => count(child, name),
        _ => 0,
    });
    each.sum()
}

/// What Word leaves free at either side of a cell.
pub(super) const MARGIN: i32 = 108;
/// No table has more columns.
const MAX_SPAN: usize = 63;
