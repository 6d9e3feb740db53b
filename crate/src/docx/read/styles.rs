//! What the styles of a document say.

use crate::docx::walk::{Place, Visitor, walk};
use crate::xml::Element;

use super::numbering::Numbering;
use super::origin::Origin;
use super::property::{Line, Palette, Set, Within, take_edge};
use super::table_style::{Area, TableStyle};
use crate::pool::Named;

/// Styles may build on styles so often.
const MAX_BASES: usize = 32;

/// A style with what it builds on.
#[derive(Debug, Default)]
pub(super) struct Style {
    pub(super) name: String,
    base: Option<String>,
    pub(super) letters: Set,
    /// How its paragraphs stand, whatever list it puts them in.
    pub(super) lines: Set,
    /// The same with the indents of that list.
    pub(super) listed: Set,
    /// What it says of tables, if it is a style of tables.
    pub(super) table: Option<Box<TableStyle>>,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Named<Style>,
    /// The styles of paragraphs and of tables that name none.
    usual: String,
    usual_table: String,
    unknown: Style,
    /// What is said of letters and paragraphs of which nothing else is said.
    pub(super) letters: Set,
    pub(super) lines: Set,
}

impl Styles {
    pub(super) fn read(root: &Element<'_>, numbering: &Numbering, palette: &mut Palette) -> Styles {
        let mut reader = Reader {
            palette,
            styles: Styles::default(),
            open: None,
            origin: Origin::Unsaid,
            area: None,
            within: Vec::new(),
        };
        walk(root, &mut reader);
        let mut styles = reader.styles;
        let mut resolved = Named::default();
        for (id, _) in styles.styles.iter() {
            resolved.insert(id, styles.resolve(id, numbering, palette));
        }
        styles.styles = resolved;
        styles
    }

    /// The style of a paragraph or of letters; the usual one of paragraphs for none, an empty one for one that is not there.
    pub(super) fn of(&self, id: Option<&str>) -> &Style {
        self.styles.get(id.unwrap_or(&self.usual)).unwrap_or(&self.unknown)
    }

    /// The style Word gives a paragraph: the usual one where its own is not there.
    pub(super) fn shown(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.styles.get(id)).unwrap_or_else(|| self.of(None))
    }

    /// The style of a table.
    pub(super) fn table(&self, id: Option<&str>) -> Option<&TableStyle> {
        let style = id.and_then(|id| self.styles.get(id)).or_else(|| self.styles.get(&self.usual_table));
        style?.table.as_deref()
    }

    fn resolve(&self, id: &str, numbering: &Numbering, palette: &mut Palette) -> Style {
        let mut next = Some(id);
        let mut all = Style::default();
        let mut has_list = false;
        for _ in 0..MAX_BASES {
            let Some((id, style)) = next.and_then(|id| Some((id, self.styles.get(id)?))) else { break };
            if all.name.is_empty() {
                all.name.clone_from(&style.name);
            }
            all.letters = all.letters.over(&style.letters);
            all.lines = palette.over(&all.lines, &style.lines);
            all.listed = palette.over(&all.listed, &style.lines);
            if let Some(list) = style.lines.said(Line::List as usize).filter(|_| !has_list) {
                has_list = true;
                let list = palette.named(list);
                let level =
                    all.lines.said(Line::Level as usize).and_then(|level| usize::try_from(level).ok());
                let level = level.or_else(|| numbering.level_of(list, id)).unwrap_or_default();
                all.listed = all.listed.over(&numbering.indents(list, level));
            }
            if let Some(table) = &style.table {
                all.table.get_or_insert_default().build_on(table, palette);
            }
            next = style.base.as_deref();
        }
        all
    }
}

struct Reader<'p> {
    palette: &'p mut Palette,
    styles: Styles,
    open: Option<(String, Style)>,
    /// Of the style that is open, or the defaults.
    origin: Origin,
    /// The part of a table the style that is open speaks of.
    area: Option<Area>,
    within: Vec<Within>,
}

impl Reader<'_> {
    fn take(&mut self, place: &Place<'_, '_, '_>, within: Within) {
        let origin = self.origin;
        let (letters, lines, edges) = match &mut self.open {
            Some((_, Style { letters, lines, table: None, .. })) => (letters, lines, None),
            Some((_, Style { table: Some(table), .. })) => {
                let said = table.of(self.area);
                (&mut said.letters, &mut said.lines, Some(&mut said.edges))
            }
            None if origin == Origin::Defaults => (&mut self.styles.letters, &mut self.styles.lines, None),
            None => return,
        };
        match within {
            Within::Letters => self.palette.take_letter(letters, place, origin),
            Within::Lines | Within::Borders | Within::Tabs => {
                self.palette.take_line(lines, place, within, origin);
            }
            _ => edges.into_iter().for_each(|edges| take_edge(edges, place, within, origin)),
        }
    }

    fn open_style(&mut self, place: &Place<'_, '_, '_>) {
        let text = |name: &str| place.word_attribute(name);
        let id = text("styleId").unwrap_or_default().into_owned();
        let usual = matches!(text("default").as_deref(), Some("1" | "true" | "on"));
        let mut style = Style::default();
        self.origin = match text("type").as_deref() {
            Some("character") => Origin::CharacterStyle,
            Some("numbering") => Origin::Numbering,
            Some("table") => {
                style.table = Some(Box::default());
                Origin::TableStyle
            }
            _ => Origin::ParagraphStyle,
        };
        match self.origin {
            Origin::ParagraphStyle if usual => self.styles.usual.clone_from(&id),
            Origin::TableStyle if usual => self.styles.usual_table.clone_from(&id),
            _ => {}
        }
        self.open = Some((id, style));
    }
}

impl Visitor for Reader<'_> {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let word = place.word();
        if word.ends_with("Change") {
            return false;
        }
        let within = self.within.last().copied().unwrap_or_default();
        self.within.push(within.inside(word));
        let value = || place.word_attribute("val").unwrap_or_default();
        match (word, &mut self.open) {
            ("style", _) => self.open_style(place),
            ("rPrDefault" | "pPrDefault", None) => self.origin = Origin::Defaults,
            ("name", Some((_, style))) => style.name = value().into_owned(),
            ("basedOn", Some((_, style))) => {
                style.base = place.word_attribute("val").map(|id| id.into_owned());
            }
            ("tblStylePr", _) => {
                let kind = place.word_attribute("type").unwrap_or_default();
                self.area = Area::named(&kind);
            }
            ("tblStyleRowBandSize" | "tblStyleColBandSize", Some((_, Style { table: Some(table), .. }))) => {
                table.band(word == "tblStyleRowBandSize", &value());
            }
            _ => self.take(place, within),
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        self.within.pop();
        match place.word() {
            "style" => {
                if let Some((id, style)) = self.open.take() {
                    self.styles.styles.insert(&id, style);
                }
                self.origin = Origin::Unsaid;
            }
            "tblStylePr" => self.area = None,
            "rPrDefault" | "pPrDefault" => self.origin = Origin::Unsaid,
            _ => {}
        }
    }
}
