//! The formats and fonts of cells.

use super::super::format::Format;
use super::super::problem;
use super::named;
use crate::Diagnostic;
use crate::ordered::OrderedMap;
use crate::vietnamese::legacy::{self, of_font};
use crate::xml::Document;
use crate::zip::Archive;

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    /// Which of the formats; 0 is `General`.
    format: usize,
    /// How its font draws letters, if not as Unicode says.
    font: Option<(legacy::Encoding, bool)>,
}

/// The looks of a workbook.
#[derive(Debug)]
pub(super) struct Styles {
    styles: Vec<Style>,
    formats: Vec<Format>,
}

impl Default for Styles {
    fn default() -> Self {
        Styles { styles: Vec::new(), formats: vec![Format::built_in(0)] }
    }
}

impl Styles {
    pub(super) fn read(zip: &Archive<'_>, part: &str, file: &str) -> Result<Self, Diagnostic> {
        let Some(xml) = zip.read(part).map_err(|error| problem::of_zip(&error, file))? else {
            return Ok(Styles::default());
        };
        let document = Document::parse(&xml).map_err(|_| problem::damaged(file, part))?;
        let root = &document.root;
        let mut codes: OrderedMap<u32, String> = OrderedMap::new();
        for format in named(root, "numFmts").flat_map(|formats| named(formats, "numFmt")) {
            let id = format.attribute("numFmtId").and_then(|id| id.parse().ok());
            if let (Some(id), Some(code)) = (id, format.attribute("formatCode")) {
                codes.insert(id, code.into_owned());
            }
        }
        let fonts: Vec<_> = named(root, "fonts")
            .flat_map(|fonts| named(fonts, "font"))
            .map(|font| named(font, "name").next().and_then(|name| of_font(&name.attribute("val")?)))
            .collect();
        let mut read = Styles::default();
        let mut known: OrderedMap<u32, usize> = OrderedMap::new();
        for style in named(root, "cellXfs").flat_map(|styles| named(styles, "xf")) {
            let number =
                |name: &str| style.attribute(name).and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
            let id = number("numFmtId");
            let format = match (id, known.get(&id)) {
                (0, _) => 0,
                (_, Some(&format)) => format,
                _ => {
                    read.formats
                        .push(codes.get(&id).map_or_else(|| Format::built_in(id), |code| Format::new(code)));
                    known.insert(id, read.formats.len() - 1);
                    read.formats.len() - 1
                }
            };
            let font = fonts.get(number("fontId") as usize).copied().flatten();
            read.styles.push(Style { format, font });
        }
        Ok(read)
    }

    /// The format of a style, and how its font draws letters.
    pub(super) fn get(&self, style: usize) -> (Option<&Format>, Option<(legacy::Encoding, bool)>) {
        let style = self.styles.get(style).copied().unwrap_or_default();
        (self.formats.get(style.format), style.font)
    }
}
