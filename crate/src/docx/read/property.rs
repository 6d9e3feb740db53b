//! What is said of letters, paragraphs and cells: numbers in a row, so that one loop lays a style over another.

use crate::Align;
use crate::docx::walk::Place;

use super::measure::{PER_HALF_POINT, PER_TWIP, measured, rgb};
use super::origin::Origin;
use super::tab::{Tab, stops};
use super::theme::Theme;
use crate::pool::Pool;

/// As many as anything has properties.
const SLOTS: usize = 24;

/// A property as far as it is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) value: i32,
    /// [`Origin::Unsaid`] where nothing says it.
    pub(super) origin: Origin,
}

/// Properties of letters ([`Letter`]), of paragraphs ([`Line`]) or of cells ([`Edge`]).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Set {
    /// 0 where nothing is said.
    values: [i32; SLOTS],
    /// Who says each, by its rank.
    origins: [u8; SLOTS],
}

/// Properties of letters. Fonts are twice the id of a name, and one more for those of the theme.
#[derive(Debug, Clone, Copy)]
pub(super) enum Letter {
    /// The id of the name of the font as an element names it, whatever a theme says.
    Named,
    Font,
    HighFont,
    EastAsianFont,
    ComplexFont,
    /// In half points.
    Size,
    Bold,
    Italic,
    Underline,
    Strike,
    DoubleStrike,
    Capitals,
    SmallCapitals,
    /// −1 for automatic.
    Color,
    /// The id of its name.
    Highlight,
    Shade,
    Vertical,
    /// In half points.
    Raised,
    Spacing,
    Scale,
    /// The id of its name.
    Language,
    Hidden,
}

/// Properties of paragraphs. Lengths are in twentieths of a point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    Align,
    Left,
    Right,
    First,
    Before,
    After,
    BeforeAuto,
    AfterAuto,
    Distance,
    Rule,
    Contextual,
    KeepNext,
    KeepLines,
    Widow,
    PageBreak,
    Top,
    Bottom,
    LeftBorder,
    RightBorder,
    Between,
    /// The id of a list of tabs.
    Tabs,
    Outline,
    /// The id of the name of a list.
    List,
    Level,
}

/// Borders and margins of tables and cells.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edge {
    Top,
    Bottom,
    Left,
    Right,
    InsideH,
    InsideV,
    CellTop,
    CellBottom,
    CellLeft,
    CellRight,
    MarginLeft,
    MarginRight,
}

/// What letters are or are not, and what styles of different kinds turn over (ECMA-376-1, 17.7.3).
const SWITCHES: [Letter; 6] =
    [Letter::Bold, Letter::Italic, Letter::Strike, Letter::Capitals, Letter::SmallCapitals, Letter::Hidden];

impl Set {
    /// The property at a place: one of [`Letter`], [`Line`] or [`Edge`].
    pub(super) fn slot(&self, at: usize) -> Slot {
        let (value, origin) = (self.values.get(at), self.origins.get(at));
        let origin = origin.map_or(Origin::Unsaid, |rank| Origin::of_rank(*rank));
        Slot { value: value.copied().unwrap_or_default(), origin }
    }

    /// Its value where it is said.
    pub(super) fn said(&self, at: usize) -> Option<i32> {
        let slot = self.slot(at);
        (slot.origin != Origin::Unsaid).then_some(slot.value)
    }

    /// A switch that is on.
    pub(super) fn is_on(&self, at: usize) -> bool {
        self.said(at) == Some(1)
    }

    pub(super) fn put(&mut self, at: usize, value: i32, origin: Origin) {
        if let (Some(slot), Some(rank)) = (self.values.get_mut(at), self.origins.get_mut(at)) {
            (*slot, *rank) = (value, origin as u8);
        }
    }

    /// It, with what another says where it says nothing.
    pub(super) fn over(mut self, other: &Set) -> Set {
        let own = self.values.iter_mut().zip(&mut self.origins);
        for ((value, origin), below) in own.zip(other.values.iter().zip(&other.origins)) {
            if *origin == Origin::Unsaid as u8 {
                (*value, *origin) = (*below.0, *below.1);
            }
        }
        self
    }
}

/// The look of letters as Word works it out of what each level says.
pub(super) fn letters(direct: &Set, styles: [&Set; 3], defaults: &Set) -> Set {
    let mut all = *direct;
    for level in styles {
        all = all.over(level);
    }
    all = all.over(defaults);
    for switch in SWITCHES {
        let at = switch as usize;
        if direct.said(at).is_none() {
            let turned = styles.iter().filter(|level| level.is_on(at)).count() % 2 == 1;
            let on = defaults.is_on(at) || turned;
            let origin = all.slot(at).origin;
            all.put(at, i32::from(on), origin);
        }
    }
    all
}

/// What properties name by numbers.
#[derive(Debug, Default)]
pub(super) struct Palette {
    pub(super) theme: Theme,
    pub(super) names: Pool<String>,
    pub(super) tabs: Pool<Vec<Tab>>,
    pub(super) letters: Pool<Set>,
    pub(super) lines: Pool<Set>,
    /// How many letters were read.
    pub(super) read: usize,
}

impl Palette {
    pub(super) fn name(&mut self, name: &str) -> i32 {
        i32::try_from(self.names.id(name)).unwrap_or(i32::MAX)
    }

    /// The name of an id.
    pub(super) fn named(&self, id: i32) -> &str {
        u32::try_from(id).ok().and_then(|id| self.names.get(id)).map_or("", String::as_str)
    }

    /// Properties of paragraphs over others: tabs are set beside those below.
    pub(super) fn over(&mut self, upper: &Set, lower: &Set) -> Set {
        let mut lines = upper.over(lower);
        let at = Line::Tabs as usize;
        if let (Some(own), Some(below)) = (upper.said(at), lower.said(at))
            && own != below
        {
            let mut all = self.tabs_of(own);
            for tab in self.tabs_of(below) {
                if all.len() < MAX_TABS && all.iter().all(|known| known.at != tab.at) {
                    all.push(tab);
                }
            }
            let id = i32::try_from(self.tabs.id(all.as_slice())).unwrap_or(i32::MAX);
            lines.put(at, id, upper.slot(at).origin);
        }
        lines
    }

    /// The tab stops of a paragraph, from left to right.
    pub(super) fn stops(&self, set: &Set) -> Vec<Tab> {
        stops(set.said(Line::Tabs as usize).map(|id| self.tabs_of(id)).unwrap_or_default())
    }

    fn tabs_of(&self, id: i32) -> Vec<Tab> {
        u32::try_from(id).ok().and_then(|id| self.tabs.get(id)).cloned().unwrap_or_default()
    }

    /// Takes in a child of `w:rPr`.
    pub(super) fn take_letter(&mut self, set: &mut Set, place: &Place<'_, '_, '_>, origin: Origin) {
        let value = || place.word_attribute("val").unwrap_or_default();
        let switch = || Some(i32::from(is_on(place)));
        let (at, value) = match place.word() {
            "b" => (Letter::Bold, switch()),
            "i" => (Letter::Italic, switch()),
            "caps" => (Letter::Capitals, switch()),
            "smallCaps" => (Letter::SmallCapitals, switch()),
            "strike" => (Letter::Strike, switch()),
            "dstrike" => (Letter::DoubleStrike, switch()),
            "vanish" => (Letter::Hidden, switch()),
            "sz" => (Letter::Size, measured(&value(), PER_HALF_POINT)),
            "position" => (Letter::Raised, measured(&value(), PER_HALF_POINT)),
            "spacing" => (Letter::Spacing, measured(&value(), PER_TWIP)),
            "w" => (Letter::Scale, value().trim_end_matches('%').parse().ok()),
            "u" => (Letter::Underline, Some(number_of(UNDERLINES, &value()))),
            "vertAlign" => (Letter::Vertical, Some(number_of(VERTICAL, &value()))),
            "highlight" => (Letter::Highlight, Some(self.name(&value()))),
            "shd" => (Letter::Shade, place.word_attribute("fill").map(|fill| self.name(&fill))),
            "lang" => (Letter::Language, place.word_attribute("val").map(|language| self.name(&language))),
            "color" => (Letter::Color, self.color(place)),
            "rFonts" => return self.fonts(set, place, origin),
            _ => return,
        };
        if let Some(value) = value {
            set.put(at as usize, value, origin);
        }
    }

    fn fonts(&mut self, set: &mut Set, place: &Place<'_, '_, '_>, origin: Origin) {
        for (at, name, theme) in [
            (Letter::Font, "ascii", "asciiTheme"),
            (Letter::HighFont, "hAnsi", "hAnsiTheme"),
            (Letter::EastAsianFont, "eastAsia", "eastAsiaTheme"),
            (Letter::ComplexFont, "cs", "cstheme"),
        ] {
            let of_theme = place.word_attribute(theme).and_then(|reference| self.theme.font(&reference));
            let id = match (of_theme, place.word_attribute(name)) {
                (Some(font), _) => i32::try_from(self.names.id(font)).ok().map(|id| id * 2 + 1),
                (None, Some(font)) => Some(self.name(&font).saturating_mul(2)),
                (None, None) => None,
            };
            if let Some(id) = id {
                set.put(at as usize, id, origin);
            }
        }
        if let Some(font) = place.word_attribute("ascii").or_else(|| place.word_attribute("hAnsi")) {
            let id = self.name(&font);
            set.put(Letter::Named as usize, id, origin);
        }
    }

    /// −1 for automatic. What a theme lightens or darkens is worked out beside it already.
    fn color(&self, place: &Place<'_, '_, '_>) -> Option<i32> {
        let said = place.word_attribute("val");
        let said = said.as_deref().and_then(|color| if color == "auto" { Some(-1) } else { rgb(color) });
        let varied = ["themeTint", "themeShade"].iter().any(|name| place.word_attribute(name).is_some());
        let theme = place.word_attribute("themeColor").and_then(|name| self.theme.color(&name));
        if varied { said.or(theme) } else { theme.or(said) }
    }

    /// Takes in something below `w:pPr`.
    pub(super) fn take_line(
        &mut self,
        set: &mut Set,
        place: &Place<'_, '_, '_>,
        within: Within,
        origin: Origin,
    ) {
        let value = || place.word_attribute("val").unwrap_or_default();
        let switch = || Some(i32::from(is_on(place)));
        let (at, value) = match (within, place.word()) {
            (Within::Borders, side) => {
                let Some(at) = side_of(side) else { return };
                (at, Some(border(place)))
            }
            (Within::Tabs, "tab") => return self.tab(set, place, origin),
            (Within::Lines, word) => match word {
                "jc" => (Line::Align, Some(align(&value()) as i32)),
                "contextualSpacing" => (Line::Contextual, switch()),
                "keepNext" => (Line::KeepNext, switch()),
                "keepLines" => (Line::KeepLines, switch()),
                "widowControl" => (Line::Widow, switch()),
                "pageBreakBefore" => (Line::PageBreak, switch()),
                "outlineLvl" => (Line::Outline, value().parse::<u8>().ok().map(i32::from)),
                "numId" => (Line::List, Some(self.name(&value()))),
                "ilvl" => (Line::Level, level(&value())),
                "ind" => return indents(set, place, origin),
                "spacing" => return spacing(set, place, origin),
                _ => return,
            },
            _ => return,
        };
        if let Some(value) = value {
            set.put(at as usize, value, origin);
        }
    }

    fn tab(&mut self, set: &mut Set, place: &Place<'_, '_, '_>, origin: Origin) {
        let text = |name: &str| place.word_attribute(name).unwrap_or_default();
        let Some(at) = measured(&text("pos"), PER_TWIP) else { return };
        let slot = Line::Tabs as usize;
        let mut tabs = set.said(slot).map(|id| self.tabs_of(id)).unwrap_or_default();
        if tabs.len() < MAX_TABS {
            tabs.push(Tab::read(at, &text("val"), &text("leader")));
            let id = i32::try_from(self.tabs.id(tabs.as_slice())).unwrap_or(i32::MAX);
            set.put(slot, id, origin);
        }
    }
}

/// Word keeps no more in a paragraph.
const MAX_TABS: usize = 64;

/// Where in a part properties stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Within {
    #[default]
    Nothing,
    /// `w:rPr`.
    Letters,
    /// `w:rPr` of the mark at the end of a paragraph.
    Mark,
    /// `w:pPr`.
    Lines,
    /// `w:pBdr`.
    Borders,
    /// `w:tabs`.
    Tabs,
    /// `w:tblBorders`.
    TableBorders,
    /// `w:tcBorders`.
    CellBorders,
    /// `w:tblCellMar` or `w:tcMar`.
    Margins,
    /// `w:sectPr`.
    Section,
}

impl Within {
    /// Where what is in an element of this name stands.
    pub(super) fn inside(self, word: &str) -> Within {
        match (self, word) {
            (Within::Section, "pgBorders") => Within::Nothing,
            (Within::Lines, "rPr") => Within::Mark,
            (_, "rPr") => Within::Letters,
            (_, "pPr") => Within::Lines,
            (_, "sectPr") => Within::Section,
            (Within::Lines, "pBdr") => Within::Borders,
            (Within::Lines, "tabs") => Within::Tabs,
            (_, "tblBorders") => Within::TableBorders,
            (_, "tcBorders") => Within::CellBorders,
            (_, "tblCellMar" | "tcMar") => Within::Margins,
            (Within::Lines | Within::Letters | Within::Mark | Within::Section, _) => self,
            _ => Within::Nothing,
        }
    }
}

/// Takes in a border or a margin of a table or a cell.
pub(super) fn take_edge(set: &mut Set, place: &Place<'_, '_, '_>, within: Within, origin: Origin) {
    let at = match (within, place.word()) {
        (Within::TableBorders, "top") => Edge::Top,
        (Within::TableBorders, "bottom") => Edge::Bottom,
        (Within::TableBorders, "left" | "start") => Edge::Left,
        (Within::TableBorders, "right" | "end") => Edge::Right,
        (Within::TableBorders, "insideH") => Edge::InsideH,
        (Within::TableBorders, "insideV") => Edge::InsideV,
        (Within::CellBorders, "top") => Edge::CellTop,
        (Within::CellBorders, "bottom") => Edge::CellBottom,
        (Within::CellBorders, "left" | "start") => Edge::CellLeft,
        (Within::CellBorders, "right" | "end") => Edge::CellRight,
        (Within::Margins, "left" | "start") => Edge::MarginLeft,
        (Within::Margins, "right" | "end") => Edge::MarginRight,
        _ => return,
    };
    let value = match within {
        Within::Margins => place.word_attribute("w").and_then(|width| measured(&width, PER_TWIP)),
        _ => Some(border(place)),
    };
    if let Some(value) = value {
        set.put(at as usize, value, origin);
    }
}

/// Takes in `w:ind`.
pub(super) fn indents(set: &mut Set, place: &Place<'_, '_, '_>, origin: Origin) {
    let length = |name: &str| place.word_attribute(name).and_then(|length| measured(&length, PER_TWIP));
    // Hundredths of letters, here those of the usual text of 14 pt (ECMA-376-1, 17.3.1.12).
    let in_letters = || {
        let letters = place.word_attribute("firstLineChars")?.parse::<i32>().ok()?;
        Some(letters.saturating_mul(14) / 5).filter(|first| *first > 0)
    };
    let first = length("hanging").map(|hanging| hanging.saturating_neg());
    let first = first.or_else(|| length("firstLine").filter(|first| *first != 0));
    let first = first.or_else(in_letters).or_else(|| length("firstLine"));
    for (at, value) in [
        (Line::Left, length("left").or_else(|| length("start"))),
        (Line::Right, length("right").or_else(|| length("end"))),
        (Line::First, first),
    ] {
        if let Some(value) = value {
            set.put(at as usize, value, origin);
        }
    }
}

fn spacing(set: &mut Set, place: &Place<'_, '_, '_>, origin: Origin) {
    let length = |name: &str| place.word_attribute(name).and_then(|length| measured(&length, PER_TWIP));
    let switch = |name: &str| {
        place.word_attribute(name).map(|value| i32::from(!matches!(&*value, "0" | "false" | "off")))
    };
    for (at, value) in [
        (Line::Before, length("before")),
        (Line::After, length("after")),
        (Line::BeforeAuto, switch("beforeAutospacing")),
        (Line::AfterAuto, switch("afterAutospacing")),
        (Line::Distance, length("line")),
        (Line::Rule, place.word_attribute("lineRule").map(|rule| number_of(RULES, &rule))),
    ] {
        if let Some(value) = value {
            set.put(at as usize, value, origin);
        }
    }
}

/// A switch: on unless it says otherwise.
pub(super) fn is_on(place: &Place<'_, '_, '_>) -> bool {
    !matches!(place.word_attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// Names of underlines by their numbers; any other has the number after them.
const UNDERLINES: &[&str] = &["none", "single", "double", "thick", "words", "dotted"];
/// Names of vertical places by their numbers; any other has the number after them.
const VERTICAL: &[&str] = &["superscript", "subscript"];
/// Names of rules for the distance of lines; any other has the number after them.
const RULES: &[&str] = &["exact", "atLeast"];
/// Names of borders by their numbers; any other has the number after them.
const BORDERS: &[&str] = &["nil", "single", "double", "thick", "dotted", "dashed"];

/// The place of a name in a list; as many as there are for one that is not in it.
fn number_of(list: &[&str], name: &str) -> i32 {
    let found = list.iter().position(|known| *known == name).unwrap_or(list.len());
    i32::try_from(found).unwrap_or_default()
}

fn align(name: &str) -> Align {
    match name {
        "center" => Align::Center,
        "right" | "end" => Align::Right,
        "both" | "distribute" => Align::Justify,
        _ => Align::Left,
    }
}

fn level(text: &str) -> Option<i32> {
    text.parse::<usize>().ok().map(|level| i32::try_from(level).unwrap_or(i32::MAX))
}

fn side_of(name: &str) -> Option<Line> {
    Some(match name {
        "top" => Line::Top,
        "bottom" => Line::Bottom,
        "left" | "start" => Line::LeftBorder,
        "right" | "end" => Line::RightBorder,
        "between" => Line::Between,
        _ => return None,
    })
}

/// A border in one number: its kind, its weight in eighths of a point and its distance in points, a byte each; 0 for none.
fn border(place: &Place<'_, '_, '_>) -> i32 {
    let kind = match &*place.word_attribute("val").unwrap_or_default() {
        "" | "none" => 0,
        name => number_of(BORDERS, name),
    };
    let byte = |name: &str| {
        let number = place.word_attribute(name).and_then(|number| number.parse::<i32>().ok());
        number.unwrap_or_default().clamp(0, 0xFF)
    };
    if kind == 0 { 0 } else { kind << 16 | byte("sz") << 8 | byte("space") }
}
