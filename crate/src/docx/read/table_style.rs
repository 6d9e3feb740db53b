//! What a style of tables says of the letters, paragraphs and borders of a cell by where it stands.

use crate::docx::walk::Place;

use super::property::{Palette, Set};

/// The parts of a table a style speaks of, the later over the earlier (ECMA-376-1, 17.7.6).
const AREAS: [&str; 12] = [
    "band1Vert",
    "band2Vert",
    "band1Horz",
    "band2Horz",
    "firstRow",
    "lastRow",
    "firstCol",
    "lastCol",
    "nwCell",
    "neCell",
    "swCell",
    "seCell",
];

/// A part of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area(usize);

impl Area {
    /// The part of a name; `None` for the whole table.
    pub(super) fn named(name: &str) -> Option<Area> {
        AREAS.iter().position(|known| *known == name).map(Area)
    }
}

/// What is said of cells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    pub(super) letters: Set,
    pub(super) lines: Set,
    pub(super) edges: Set,
}

impl Said {
    fn over(&self, other: &Said, palette: &mut Palette) -> Said {
        Said {
            letters: self.letters.over(&other.letters),
            lines: palette.over(&self.lines, &other.lines),
            edges: self.edges.over(&other.edges),
        }
    }
}

/// A style of tables.
#[derive(Debug, Default)]
pub(super) struct TableStyle {
    whole: Said,
    areas: Vec<(Area, Said)>,
    /// How many rows and columns a band has.
    bands: [Option<usize>; 2],
}

impl TableStyle {
    /// What it says of an area, or of the whole table.
    pub(super) fn of(&mut self, area: Option<Area>) -> &mut Said {
        let Some(area) = area else { return &mut self.whole };
        let found = self.areas.iter().position(|(known, _)| *known == area).unwrap_or_else(|| {
            self.areas.push((area, Said::default()));
            self.areas.len() - 1
        });
        match self.areas.get_mut(found) {
            Some((_, said)) => said,
            None => &mut self.whole,
        }
    }

    /// Takes in how many rows or columns a band has.
    pub(super) fn band(&mut self, rows: bool, size: &str) {
        if let Some(band) = self.bands.get_mut(usize::from(!rows)) {
            *band = size.parse().ok();
        }
    }

    /// Takes over what the style it builds on says.
    pub(super) fn build_on(&mut self, base: &TableStyle, palette: &mut Palette) {
        self.whole = self.whole.over(&base.whole, palette);
        for (area, below) in &base.areas {
            let said = self.of(Some(*area));
            *said = said.over(below, palette);
        }
        for (band, below) in self.bands.iter_mut().zip(base.bands) {
            *band = band.or(below);
        }
    }

    /// What it says of a cell.
    pub(super) fn at(&self, spot: &Spot, look: Look, palette: &mut Palette) -> Said {
        let mut all = Said::default();
        for area in (0..AREAS.len()).rev().map(Area) {
            let said = self.areas.iter().find(|(known, _)| *known == area);
            if let Some((_, said)) = said.filter(|_| self.has(area, spot, look)) {
                all = all.over(said, palette);
            }
        }
        all.over(&self.whole, palette)
    }

    fn has(&self, Area(area): Area, spot: &Spot, look: Look) -> bool {
        let first_row = look.0 & Look::FIRST_ROW != 0 && spot.row == 0;
        let last_row = look.0 & Look::LAST_ROW != 0 && spot.row + 1 == spot.rows;
        let first_column = look.0 & Look::FIRST_COLUMN != 0 && spot.column == 0;
        let last_column = look.0 & Look::LAST_COLUMN != 0 && spot.column + 1 == spot.columns;
        let band = |no_bands: u32, at: usize, first: u32, size: Option<usize>, is_first: bool| {
            let at = at - usize::from(look.0 & first != 0);
            look.0 & no_bands == 0 && (at / size.unwrap_or(1).max(1)).is_multiple_of(2) == is_first
        };
        let [rows, columns] = self.bands;
        match area {
            0 | 1 => {
                !first_column
                    && band(Look::NO_COLUMN_BANDS, spot.column, Look::FIRST_COLUMN, columns, area == 0)
            }
            2 | 3 => !first_row && band(Look::NO_ROW_BANDS, spot.row, Look::FIRST_ROW, rows, area == 2),
            4 => first_row,
            5 => last_row,
            6 => first_column,
            7 => last_column,
            8 => first_row && first_column,
            9 => first_row && last_column,
            10 => last_row && first_column,
            _ => last_row && last_column,
        }
    }
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spot {
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
}

/// Which parts of its style a table wants (ECMA-376-1, 17.4.55).
#[derive(Debug, Clone, Copy)]
pub(super) struct Look(u32);

impl Default for Look {
    fn default() -> Self {
        Look(Look::NO_ROW_BANDS | Look::NO_COLUMN_BANDS)
    }
}

impl Look {
    const FIRST_ROW: u32 = 0x20;
    const LAST_ROW: u32 = 0x40;
    const FIRST_COLUMN: u32 = 0x80;
    const LAST_COLUMN: u32 = 0x100;
    const NO_ROW_BANDS: u32 = 0x200;
    const NO_COLUMN_BANDS: u32 = 0x400;

    /// From `w:tblLook`, which tells it in one number or in attributes.
    pub(super) fn read(place: &Place<'_, '_, '_>) -> Look {
        let number = place.word_attribute("val").and_then(|number| u32::from_str_radix(&number, 16).ok());
        let mut look = number.unwrap_or_default();
        for (name, flag) in [
            ("firstRow", Look::FIRST_ROW),
            ("lastRow", Look::LAST_ROW),
            ("firstColumn", Look::FIRST_COLUMN),
            ("lastColumn", Look::LAST_COLUMN),
            ("noHBand", Look::NO_ROW_BANDS),
            ("noVBand", Look::NO_COLUMN_BANDS),
        ] {
            match place.word_attribute(name).as_deref() {
                Some("0" | "false" | "off") => look &= !flag,
                Some(_) => look |= flag,
                None => {}
            }
        }
        Look(look)
    }
}
