//! The fonts and colours of the theme of a document.

use crate::docx::walk::{Place, Visitor, walk};
use crate::xml::Element;

use super::measure::rgb;

/// The names of its colours, and those by which letters refer to them.
const COLORS: &[(&str, &[&str])] = &[
    ("dk1", &["text1", "dark1"]),
    ("lt1", &["background1", "light1"]),
    ("dk2", &["text2", "dark2"]),
    ("lt2", &["background2", "light2"]),
    ("accent1", &["accent1"]),
    ("accent2", &["accent2"]),
    ("accent3", &["accent3"]),
    ("accent4", &["accent4"]),
    ("accent5", &["accent5"]),
    ("accent6", &["accent6"]),
    ("hlink", &["hyperlink"]),
    ("folHlink", &["followedHyperlink"]),
];

/// What a theme names.
#[derive(Debug, Default)]
pub(super) struct Theme {
    /// Of headings, then of text: Latin, East Asian and complex letters.
    fonts: [[String; 3]; 2],
    colors: [Option<i32>; COLORS.len()],
}

impl Theme {
    pub(super) fn read(root: &Element<'_>) -> Theme {
        let mut reader = Reader::default();
        walk(root, &mut reader);
        reader.theme
    }

    /// The font of a reference such as `minorHAnsi`; none where the theme names none.
    pub(super) fn font(&self, reference: &str) -> Option<&str> {
        let (of, kind) = match reference.split_at_checked(5)? {
            ("major", kind) => (0, kind),
            ("minor", kind) => (1, kind),
            _ => return None,
        };
        let kind = match kind {
            "Ascii" | "HAnsi" => 0,
            "EastAsia" => 1,
            "Bidi" => 2,
            _ => return None,
        };
        let font = self.fonts.get(of)?.get(kind)?.as_str();
        (!font.is_empty()).then_some(font)
    }

    /// The colour of a reference such as `text1`.
    pub(super) fn color(&self, reference: &str) -> Option<i32> {
        let at = COLORS.iter().position(|(_, names)| names.contains(&reference))?;
        self.colors.get(at).copied().flatten()
    }
}

#[derive(Default)]
struct Reader {
    theme: Theme,
    fonts: Option<usize>,
    color: Option<usize>,
}

impl Visitor for Reader {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let name = place.element.local_name();
        let at = match name {
            "majorFont" => return self.begin(0),
            "minorFont" => return self.begin(1),
            "latin" => 0,
            "ea" => 1,
            "cs" => 2,
            "srgbClr" | "sysClr" => {
                let value = if name == "sysClr" { "lastClr" } else { "val" };
                let color = place.element.attribute(value).and_then(|color| rgb(&color));
                if let Some(slot) = self.color.and_then(|at| self.theme.colors.get_mut(at)) {
                    *slot = color;
                }
                return true;
            }
            // Lines and fills of shapes have fonts and colours of their own.
            "fmtScheme" | "objectDefaults" | "extraClrSchemeLst" => return false,
            _ => {
                self.color = COLORS.iter().position(|(known, _)| *known == name).or(self.color);
                return true;
            }
        };
        let fonts = self.fonts.and_then(|of| self.theme.fonts.get_mut(of));
        if let Some(font) = fonts.and_then(|fonts| fonts.get_mut(at)) {
            *font = place.element.attribute("typeface").unwrap_or_default().into_owned();
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        match place.element.local_name() {
            "majorFont" | "minorFont" => self.fonts = None,
            "clrScheme" => self.color = None,
            _ => {}
        }
    }
}

impl Reader {
    fn begin(&mut self, fonts: usize) -> bool {
        self.fonts = Some(fonts);
        true
    }
}
