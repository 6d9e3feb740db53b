//! Tables of fixed columns.

use crate::to_list::ToList;
use docx_rs::{
    BorderType, TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellContent,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};

use crate::Length;
use crate::document::{Cell, Table, VerticalAlign, VerticalMerge};

use super::paragraph::eighths;
use super::{Sink, Writer, unsigned};

impl<'d> Writer<'d> {
    pub(super) fn table(&mut self, table: &'d Table) -> docx_rs::Table {
        let rows = table
            .rows
            .iter()
            .map(|row| {
                let mut column = 0;
                let cells = row
                    .cells
                    .iter()
                    .map(|cell| {
                        let width: Length =
                            table.columns.iter().skip(column).take(cell.columns).copied().sum();
                        column += cell.columns;
                        self.cell(cell, width)
                    })
                    .to_list();
                let written = TableRow::new(cells);
                if row.keep_together { written.cant_split() } else { written }
            })
            .to_list();
        let padding = unsigned(table.padding);
        let width: Length = table.columns.iter().copied().sum();
        let written = match table.border {
            Some(weight) => docx_rs::Table::new(rows).set_borders(single_borders(weight)),
            None => docx_rs::Table::without_borders(rows),
        };
        written
            .set_grid(table.columns.iter().map(|column| unsigned(*column)).to_list())
            .width(unsigned(width), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(0, padding, 0, padding))
    }

    fn cell(&mut self, cell: &'d Cell, width: Length) -> TableCell {
        let mut written = TableCell::new().width(unsigned(width), WidthType::Dxa);
        if cell.columns > 1 {
            written = written.grid_span(cell.columns);
        }
        written = match cell.merge {
            VerticalMerge::None => written,
            VerticalMerge::Start => written.vertical_merge(VMergeType::Restart),
            VerticalMerge::Continue => written.vertical_merge(VMergeType::Continue),
        };
        written = match cell.vertical {
            VerticalAlign::Top => written,
            VerticalAlign::Center => written.vertical_align(VAlignType::Center),
            VerticalAlign::Bottom => written.vertical_align(VAlignType::Bottom),
        };
        let mut content = CellContent(Vec::with_capacity(cell.elements.len()));
        self.elements(&cell.elements, &mut content);
        written.children = content.0;
        written
    }
}

struct CellContent(Vec<TableCellContent>);

impl Sink for CellContent {
    fn paragraph(&mut self, paragraph: docx_rs::Paragraph) {
        self.0.push(TableCellContent::Paragraph(Box::new(paragraph)));
    }

    fn table(&mut self, table: docx_rs::Table) {
        self.0.push(TableCellContent::Table(Box::new(table)));
    }
}

fn single_borders(weight: Length) -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    [Top, Left, Bottom, Right, InsideH, InsideV].into_iter().fold(
        TableBorders::with_empty(),
        |borders, position| {
            borders.set(
                TableBorder::new(position)
                    .border_type(BorderType::Single)
                    .size(eighths(weight))
                    .color("auto"),
            )
        },
    )
}
