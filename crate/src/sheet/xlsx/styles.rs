//! The formats and fonts of cells.

use super::super::format::Format;
use super::super::looks::{Looks, Style};
use super::super::problem;
use super::{is_on, named};
use crate::Diagnostic;
use crate::ordered::OrderedMap;
use crate::to_list::ToList;
use crate::vietnamese::legacy::of_font;
use crate::xml::Document;
use crate::zip::Archive;

/// The looks of the cells of a workbook, from its part of styles.
pub(super) fn read(zip: &Archive<'_>, part: &str, file: &str) -> Result<Looks, Diagnostic> {
    let mut looks = Looks::default();
    let Some(xml) = zip.read(part).map_err(|error| problem::of_zip(&error, file))? else {
        return Ok(looks);
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
        .map(|font| {
            let drawn = named(font, "name").next().and_then(|name| of_font(&name.attribute("val")?));
            let strike = named(font, "strike").next();
            let struck = strike.is_some_and(|strike| is_on(strike.attribute("val").as_deref()));
            (drawn, struck)
        })
        .to_list();
    for style in named(root, "cellXfs").flat_map(|styles| named(styles, "xf")) {
        let number =
            |name: &str| style.attribute(name).and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
        let id = number("numFmtId");
        let format = looks
            .format(id, || codes.get(&id).map_or_else(|| Format::built_in(id), |code| Format::new(code)));
        let (font, struck) = fonts.get(number("fontId") as usize).copied().unwrap_or_default();
        looks.push(Style { format, font, struck });
    }
    Ok(looks)
}
