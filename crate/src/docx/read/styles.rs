//! What the styles of a document say.

use crate::Align;
use crate::docx::walk::{Place, Visitor, walk};
use crate::ordered::OrderedMap;
use crate::xml::Element;

/// Styles may build on styles so often.
const MAX_BASES: usize = 32;

/// How letters look, as far as it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) capitals: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) font: Option<String>,
}

impl Look {
    /// It, with what another says where it says nothing.
    pub(super) fn over(&self, other: &Look) -> Look {
        Look {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            capitals: self.capitals.or(other.capitals),
            hidden: self.hidden.or(other.hidden),
            font: self.font.clone().or_else(|| other.font.clone()),
        }
    }

    /// Takes in a child of `w:rPr`.
    pub(super) fn take(&mut self, place: &Place<'_, '_, '_>) {
        match place.word() {
            "b" => self.bold = Some(is_on(place)),
            "i" => self.italic = Some(is_on(place)),
            "caps" => self.capitals = Some(is_on(place)),
            "vanish" => self.hidden = Some(is_on(place)),
            "rFonts" => {
                let font = place.word_attribute("ascii").or_else(|| place.word_attribute("hAnsi"));
                self.font = font.map(std::borrow::Cow::into_owned).or(self.font.take());
            }
            _ => {}
        }
    }
}

/// How a paragraph stands, as far as it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) align: Option<Align>,
    pub(super) outline: Option<u8>,
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    pub(super) page_break: Option<bool>,
}

impl Stand {
    fn over(&self, other: &Stand) -> Stand {
        Stand {
            align: self.align.or(other.align),
            outline: self.outline.or(other.outline),
            list: self.list.clone().or_else(|| other.list.clone()),
            level: self.level.or(other.level),
            page_break: self.page_break.or(other.page_break),
        }
    }

    /// Takes in something below `w:pPr`.
    pub(super) fn take(&mut self, place: &Place<'_, '_, '_>) {
        let value = || place.word_attribute("val").unwrap_or_default();
        match place.word() {
            "jc" => {
                self.align = match &*value() {
                    "center" => Some(Align::Center),
                    "right" | "end" => Some(Align::Right),
                    "both" | "distribute" => Some(Align::Justify),
                    _ => Some(Align::Left),
                }
            }
            "outlineLvl" => self.outline = value().parse().ok(),
            "numId" => self.list = Some(value().into_owned()),
            "ilvl" => self.level = value().parse().ok(),
            "pageBreakBefore" => self.page_break = Some(is_on(place)),
            _ => {}
        }
    }
}

/// A switch: on unless it says otherwise.
pub(super) fn is_on(place: &Place<'_, '_, '_>) -> bool {
    !matches!(place.word_attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
}

#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    base: Option<String>,
    look: Look,
    stand: Stand,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: OrderedMap<String, Style>,
    usual: Look,
    usual_style: String,
}

impl Styles {
    pub(super) fn read(root: &Element<'_>) -> Styles {
        let mut reader = Reader::default();
        walk(root, &mut reader);
        reader.styles
    }

    /// A style with what it builds on.
    pub(super) fn resolved(&self, id: Option<&str>) -> (String, Look, Stand) {
        let mut next = Some(id.unwrap_or(&self.usual_style));
        let (mut name, mut look, mut stand) = (String::new(), Look::default(), Stand::default());
        for _ in 0..MAX_BASES {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            if name.is_empty() {
                name.clone_from(&style.name);
            }
            look = look.over(&style.look);
            stand = stand.over(&style.stand);
            next = style.base.as_deref();
        }
        (name, look, stand)
    }

    /// How letters look of which nothing is said.
    pub(super) fn usual(&self) -> &Look {
        &self.usual
    }
}

#[derive(Default)]
struct Reader {
    styles: Styles,
    open: Option<(String, Style)>,
    in_defaults: bool,
}

impl Visitor for Reader {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        match (place.word(), &mut self.open) {
            ("style", _) => {
                let id = place.word_attribute("styleId").unwrap_or_default().into_owned();
                let paragraph = place.word_attribute("type").is_none_or(|kind| kind == "paragraph");
                let usual = matches!(place.word_attribute("default").as_deref(), Some("1" | "true" | "on"));
                if paragraph && usual {
                    self.styles.usual_style.clone_from(&id);
                }
                self.open = Some((id, Style::default()));
            }
            ("name", Some((_, style))) => {
                style.name = place.word_attribute("val").unwrap_or_default().into_owned();
            }
            ("basedOn", Some((_, style))) => {
                style.base = place.word_attribute("val").map(|id| id.into_owned());
            }
            ("tblStylePr", _) => return false,
            ("rPrDefault", _) => self.in_defaults = true,
            (_, Some((_, style))) => {
                style.look.take(place);
                style.stand.take(place);
            }
            (_, None) if self.in_defaults => self.styles.usual.take(place),
            _ => {}
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        match place.word() {
            "style" => {
                if let Some((id, style)) = self.open.take() {
                    self.styles.styles.insert(id, style);
                }
            }
            "rPrDefault" => self.in_defaults = false,
            _ => {}
        }
    }
}
