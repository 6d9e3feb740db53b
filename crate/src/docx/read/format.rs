//! The look of letters and paragraphs as it comes out of all that says something about it, and who says it.

use crate::{Align, Length};

use super::origin::{Origin, Traced};
use super::property::{Letter, Line, Palette, Set, Slot};
use super::tab::{Tab, stops};

/// A font.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Font<'f> {
    /// Its name.
    pub name: &'f str,
    /// The theme names it, and the origin only refers to the theme.
    pub of_theme: bool,
}

/// A line below letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Underline {
    /// None.
    #[default]
    None,
    /// One line.
    Single,
    /// Two lines.
    Double,
    /// A thick line.
    Thick,
    /// One line below the words alone.
    Words,
    /// A dotted line.
    Dotted,
    /// Any other.
    Other,
}

/// A colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Color {
    /// Black on what is light, white on what is dark.
    #[default]
    Automatic,
    /// Red, green and blue, a byte each.
    Rgb(u32),
}

/// Where letters stand on their line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Vertical {
    /// On it.
    #[default]
    Baseline,
    /// Small and raised.
    Superscript,
    /// Small and lowered.
    Subscript,
}

/// The look of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunFormat<'f> {
    /// The font of letters of ASCII.
    pub font: Traced<Font<'f>>,
    /// The font of all other letters of Latin script: nearly all that Vietnamese marks.
    pub high_font: Traced<Font<'f>>,
    /// The font of Chinese characters and the like.
    pub east_asian_font: Traced<Font<'f>>,
    /// The font of Arabic, Thai and the like.
    pub complex_font: Traced<Font<'f>>,
    /// The size, in whole half points.
    pub size: Traced<Length>,
    /// Bold.
    pub bold: Traced<bool>,
    /// Italic.
    pub italic: Traced<bool>,
    /// The line below.
    pub underline: Traced<Underline>,
    /// Struck through once.
    pub strike: Traced<bool>,
    /// Struck through twice.
    pub double_strike: Traced<bool>,
    /// Shown as capitals.
    pub capitals: Traced<bool>,
    /// Shown as capitals of the size of small letters.
    pub small_capitals: Traced<bool>,
    /// The colour.
    pub color: Traced<Color>,
    /// The name of the colour they are marked with; `""` for none.
    pub highlight: Traced<&'f str>,
    /// The colour behind them, as six figures; `""` for none.
    pub shade: Traced<&'f str>,
    /// Raised or lowered.
    pub vertical: Traced<Vertical>,
    /// How far they stand above their line, in letters of the same size.
    pub raised: Traced<Length>,
    /// What is put between two letters.
    pub spacing: Traced<Length>,
    /// The width of letters, in hundredths of their own.
    pub scale: Traced<i32>,
    /// The language, such as `vi-VN`; `""` where none is said.
    pub language: Traced<&'f str>,
    /// Not shown.
    pub hidden: Traced<bool>,
}

/// How far apart lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineDistance {
    /// A multiple of the font's own distance, in 240ths: 240 is single.
    Multiple(i32),
    /// Exactly this distance.
    Exactly(Length),
    /// This distance, or more where letters need it.
    AtLeast(Length),
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stroke {
    /// Not at all.
    #[default]
    None,
    /// One line.
    Single,
    /// Two lines.
    Double,
    /// A thick line.
    Thick,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
    /// Anything else.
    Other,
}

/// A border of a paragraph or a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Border {
    /// How it is drawn.
    pub stroke: Stroke,
    /// How thick.
    pub weight: Length,
    /// How far from the text.
    pub space: Length,
}

/// The list a paragraph is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List<'f> {
    /// Its id in the part with the lists.
    pub id: &'f str,
    /// The level in it, from 0.
    pub level: i32,
}

/// How a paragraph stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphFormat<'f> {
    /// Its alignment.
    pub align: Traced<Align>,
    /// What is left free on the left.
    pub left: Traced<Length>,
    /// What is left free on the right.
    pub right: Traced<Length>,
    /// How much further in its first line begins; less than nothing where it hangs out.
    pub first_line: Traced<Length>,
    /// The space above.
    pub before: Traced<Length>,
    /// The space below.
    pub after: Traced<Length>,
    /// The space above is what a browser would put there, whatever `before` says.
    pub before_auto: Traced<bool>,
    /// The space below is what a browser would put there, whatever `after` says.
    pub after_auto: Traced<bool>,
    /// How far apart its lines stand.
    pub line: Traced<LineDistance>,
    /// No space between it and one of its style.
    pub contextual_spacing: Traced<bool>,
    /// On one page with the next.
    pub keep_next: Traced<bool>,
    /// On one page itself.
    pub keep_lines: Traced<bool>,
    /// No line of it alone on a page.
    pub widow_control: Traced<bool>,
    /// It starts a page.
    pub page_break_before: Traced<bool>,
    /// The border above.
    pub top: Traced<Border>,
    /// The border below.
    pub bottom: Traced<Border>,
    /// The border on the left.
    pub left_border: Traced<Border>,
    /// The border on the right.
    pub right_border: Traced<Border>,
    /// The border between it and another with the same borders.
    pub between: Traced<Border>,
    /// Its tab stops, from left to right.
    pub tabs: Traced<Vec<Tab>>,
    /// Its level among the headings, from 0.
    pub outline: Traced<Option<u8>>,
    /// The list it is in.
    pub list: Traced<Option<List<'f>>>,
}

/// A look of letters among all of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunFormatId(pub(super) u32);

impl RunFormatId {
    /// Its place among those of the document.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// A format of paragraphs among all of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphFormatId(pub(super) u32);

impl ParagraphFormatId {
    /// Its place among those of the document.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// The formats of a document, each once: two ids are equal where the formats and their origins are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Formats {
    names: Vec<String>,
    tabs: Vec<Vec<Tab>>,
    runs: Vec<Set>,
    paragraphs: Vec<Set>,
}

impl Formats {
    pub(super) fn of(palette: Palette) -> Formats {
        Formats {
            names: palette.names.into_items(),
            tabs: palette.tabs.into_items(),
            runs: palette.letters.into_items(),
            paragraphs: palette.lines.into_items(),
        }
    }

    /// How many looks of letters there are, and how many formats of paragraphs.
    pub fn counts(&self) -> (usize, usize) {
        (self.runs.len(), self.paragraphs.len())
    }

    fn name(&self, id: i32) -> &str {
        usize::try_from(id).ok().and_then(|id| self.names.get(id)).map_or("", String::as_str)
    }

    /// The look of letters of an id; what Word does by itself for one of another document.
    pub fn run(&self, id: RunFormatId) -> RunFormat<'_> {
        let set = self.runs.get(id.0 as usize).copied().unwrap_or_default();
        let slot = |at: Letter| set.slot(at as usize);
        let switch = |at| slot(at).as_switch(false);
        let name = |at| slot(at).map("", |id| self.name(id));
        let font = |at| {
            slot(at).map(Font { name: WORD_FONT, of_theme: false }, |id| Font {
                name: self.name(id / 2),
                of_theme: id % 2 == 1,
            })
        };
        RunFormat {
            font: font(Letter::Font),
            high_font: font(Letter::HighFont),
            east_asian_font: font(Letter::EastAsianFont),
            complex_font: font(Letter::ComplexFont),
            size: slot(Letter::Size)
                .map(WORD_SIZE, |half_points| Length::from_twips(half_points.saturating_mul(10))),
            bold: switch(Letter::Bold),
            italic: switch(Letter::Italic),
            underline: slot(Letter::Underline).map(Underline::None, |kind| match kind {
                0 => Underline::None,
                1 => Underline::Single,
                2 => Underline::Double,
                3 => Underline::Thick,
                4 => Underline::Words,
                5 => Underline::Dotted,
                _ => Underline::Other,
            }),
            strike: switch(Letter::Strike),
            double_strike: switch(Letter::DoubleStrike),
            capitals: switch(Letter::Capitals),
            small_capitals: switch(Letter::SmallCapitals),
            color: slot(Letter::Color)
                .map(Color::Automatic, |color| u32::try_from(color).map_or(Color::Automatic, Color::Rgb)),
            highlight: slot(Letter::Highlight).map("", |id| match self.name(id) {
                "none" => "",
                color => color,
            }),
            shade: slot(Letter::Shade).map("", |id| match self.name(id) {
                "auto" | "FFFFFF" | "ffffff" => "",
                fill => fill,
            }),
            vertical: slot(Letter::Vertical).map(Vertical::Baseline, |place| match place {
                0 => Vertical::Superscript,
                1 => Vertical::Subscript,
                _ => Vertical::Baseline,
            }),
            raised: slot(Letter::Raised)
                .map(Length::ZERO, |half_points| Length::from_twips(half_points.saturating_mul(10))),
            spacing: slot(Letter::Spacing).as_length(),
            scale: slot(Letter::Scale).map(100, |scale| scale),
            language: name(Letter::Language),
            hidden: switch(Letter::Hidden),
        }
    }

    /// The format of paragraphs of an id; what Word does by itself for one of another document.
    pub fn paragraph(&self, id: ParagraphFormatId) -> ParagraphFormat<'_> {
        let set = self.paragraphs.get(id.0 as usize).copied().unwrap_or_default();
        let slot = |at: Line| set.slot(at as usize);
        let switch = |at| slot(at).as_switch(false);
        let length = |at| slot(at).as_length();
        let border = |at| slot(at).map(Border::default(), Border::of);
        let rule = set.said(Line::Rule as usize);
        ParagraphFormat {
            align: slot(Line::Align).map(Align::Left, align),
            left: length(Line::Left),
            right: length(Line::Right),
            first_line: length(Line::First),
            before: length(Line::Before),
            after: length(Line::After),
            before_auto: switch(Line::BeforeAuto),
            after_auto: switch(Line::AfterAuto),
            line: slot(Line::Distance).map(LineDistance::Multiple(SINGLE), |distance| match rule {
                Some(0) => LineDistance::Exactly(Length::from_twips(distance)),
                Some(1) => LineDistance::AtLeast(Length::from_twips(distance)),
                _ => LineDistance::Multiple(distance),
            }),
            contextual_spacing: switch(Line::Contextual),
            keep_next: switch(Line::KeepNext),
            keep_lines: switch(Line::KeepLines),
            widow_control: slot(Line::Widow).as_switch(true),
            page_break_before: switch(Line::PageBreak),
            top: border(Line::Top),
            bottom: border(Line::Bottom),
            left_border: border(Line::LeftBorder),
            right_border: border(Line::RightBorder),
            between: border(Line::Between),
            tabs: self.tabs(&set),
            outline: slot(Line::Outline)
                .map(None, |level| u8::try_from(level).ok().filter(|level| *level < 9)),
            list: slot(Line::List).map(None, |id| {
                let level = set.said(Line::Level as usize).unwrap_or_default();
                Some(List { id: self.name(id), level }).filter(|list| list.id != "0")
            }),
        }
    }

    fn tabs(&self, set: &Set) -> Traced<Vec<Tab>> {
        set.slot(Line::Tabs as usize).map(Vec::new(), |id| {
            let tabs = usize::try_from(id).ok().and_then(|id| self.tabs.get(id));
            stops(tabs.cloned().unwrap_or_default())
        })
    }
}

/// What Word writes in where nothing says how.
const WORD_FONT: &str = "Times New Roman";
const WORD_SIZE: Length = Length::from_twips(200);
/// The distance of lines where nothing says how far.
const SINGLE: i32 = 240;

impl Slot {
    fn map<T>(self, unsaid: T, said: impl FnOnce(i32) -> T) -> Traced<T> {
        let value = if self.origin == Origin::Unsaid { unsaid } else { said(self.value) };
        Traced { value, origin: self.origin }
    }

    fn as_switch(self, unsaid: bool) -> Traced<bool> {
        self.map(unsaid, |value| value == 1)
    }

    fn as_length(self) -> Traced<Length> {
        self.map(Length::ZERO, Length::from_twips)
    }
}

/// The alignment of the number it is kept as.
pub(super) fn align(number: i32) -> Align {
    match number {
        1 => Align::Center,
        2 => Align::Right,
        3 => Align::Justify,
        _ => Align::Left,
    }
}

impl Border {
    /// From the number it is kept as.
    pub(super) fn of(number: i32) -> Border {
        let [space, eighths, kind, _] = number.to_le_bytes();
        Border {
            stroke: match kind {
                0 => Stroke::None,
                1 => Stroke::Single,
                2 => Stroke::Double,
                3 => Stroke::Thick,
                4 => Stroke::Dotted,
                5 => Stroke::Dashed,
                _ => Stroke::Other,
            },
            weight: Length::pt(f64::from(eighths) / 8.0),
            space: Length::pt(f64::from(space)),
        }
    }
}
