//! How the cells of an OpenDocument sheet look: their formats (OpenDocument 1.3, part 3, 16.29) and their fonts.

use quick_xml::events::{BytesStart, Event};

use super::super::format::Format;
use super::super::xml::{attribute, push_text};
use super::text_of;
use crate::ordered::OrderedMap;
use crate::vietnamese::legacy::{self, of_font};

/// Styles that others are made of; no program nests them deeper.
const MOST_PARENTS: usize = 16;
/// Digits in a format; a longer run is no format anybody sees.
const MOST_DIGITS: usize = 30;

pub(super) type Font = (legacy::Encoding, bool);

/// What is known of the looks of a workbook, by the name of the style of a cell.
#[derive(Debug, Default)]
pub(super) struct Looks {
    styles: OrderedMap<String, Style>,
    data: OrderedMap<String, DataStyle>,
    formats: OrderedMap<String, Format>,
    under_way: Reading,
}

/// The style of a cell.
#[derive(Debug, Default)]
pub(super) struct Style {
    parent: String,
    data: String,
    /// How its font draws letters, if not as Unicode says.
    pub(super) font: Option<Font>,
    /// A line goes through its text.
    pub(super) struck: bool,
}

/// A data style as a code of Excel, its cases apart.
#[derive(Debug, Default)]
struct DataStyle {
    code: String,
    /// A condition, and the style that is used where it holds.
    cases: Vec<(String, String)>,
}

/// What is being read.
#[derive(Debug, Default)]
struct Reading {
    style: String,
    data: Option<(String, DataStyle)>,
    is_percentage: bool,
    is_duration: bool,
    /// The text of the element that stands for itself.
    literal: Option<String>,
}

impl Looks {
    /// Takes in what stands outside of tables.
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) if self.under_way.data.is_some() => self.under_way.part(tag),
            Event::Start(tag) => self.begin(tag),
            Event::End(tag) => {
                let ends = is_data_style(tag.local_name().as_ref());
                match self.under_way.data.take_if(|_| ends) {
                    Some((name, style)) => {
                        self.data.insert(name, style);
                    }
                    None => self.under_way.end_literal(),
                }
            }
            text => {
                if let Some(literal) = &mut self.under_way.literal {
                    push_text(text, literal);
                }
            }
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "style" => {
                let style = Style {
                    parent: text_of(tag, "parent-style-name"),
                    data: text_of(tag, "data-style-name"),
                    font: None,
                    struck: false,
                };
                self.under_way.style = text_of(tag, "name");
                self.styles.insert(self.under_way.style.clone(), style);
            }
            "text-properties" => {
                if let Some(style) = self.styles.get_mut(&self.under_way.style) {
                    style.font = of_font(&text_of(tag, "font-name"));
                    let line = attribute(tag, "text-line-through-style");
                    style.struck = line.is_some_and(|line| line != "none");
                }
            }
            name if is_data_style(name) => {
                let mut style = DataStyle::default();
                if !matches!(attribute(tag, "language"), None | Some("vi")) {
                    style.code.push_str("[$-409]");
                }
                self.under_way.is_percentage = name == "percentage-style";
                self.under_way.is_duration = attribute(tag, "truncate-on-overflow") == Some("false");
                self.under_way.data = Some((text_of(tag, "name"), style));
            }
            _ => {}
        }
    }

    /// All styles are known: makes the formats.
    pub(super) fn finish(&mut self) {
        for (name, style) in self.data.iter() {
            self.formats.insert(name.clone(), Format::new(&self.code(style)));
        }
        self.under_way = Reading::default();
    }

    /// A style with its cases as sections of one code.
    fn code(&self, style: &DataStyle) -> String {
        let case = |at: usize| {
            let (condition, name) = style.cases.get(at)?;
            Some((condition.trim().strip_prefix("value()")?, self.data.get(name)?.code.as_str()))
        };
        let base = &style.code;
        match (case(0), case(1)) {
            // As the sections of a code are without conditions: the second one says by itself that it is negative.
            (Some((">=0", above)), None) => format!("{above};{base}"),
            (Some((">0", above)), Some(("<0", below))) => format!("{above};{below};{base}"),
            (Some((one, first)), Some((other, second))) => format!("[{one}]{first};[{other}]{second};{base}"),
            (Some((one, first)), None) => format!("[{one}]{first};{base}"),
            (None, _) => base.clone(),
        }
    }

    /// The style of a name.
    pub(super) fn style(&self, name: &str) -> Option<&Style> {
        self.styles.get(name)
    }

    /// The format that a style says, or one it is made of.
    pub(super) fn format(&self, style: &Style) -> Option<&Format> {
        let line = std::iter::successors(Some(style), |style| self.styles.get(&style.parent));
        line.take(MOST_PARENTS).find_map(|style| self.formats.get(&style.data))
    }
}

fn is_data_style(name: &str) -> bool {
    matches!(
        name,
        "number-style"
            | "currency-style"
            | "percentage-style"
            | "date-style"
            | "time-style"
            | "boolean-style"
            | "text-style"
    )
}

impl Reading {
    /// A part of a data style.
    fn part(&mut self, tag: &BytesStart<'_>) {
        let is_long = attribute(tag, "style") == Some("long");
        let Some((_, style)) = &mut self.data else { return };
        let code = &mut style.code;
        let (short, long) = match tag.local_name().as_ref() {
            "text" | "currency-symbol" => {
                self.literal = Some(String::new());
                return;
            }
            "map" => {
                style.cases.push((text_of(tag, "condition"), text_of(tag, "apply-style-name")));
                return;
            }
            "number" => return code.push_str(&number(tag)),
            "scientific-number" => {
                code.push_str(&number(tag));
                code.push_str("E+");
                return code.extend(std::iter::repeat_n('0', count(tag, "min-exponent-digits").unwrap_or(2)));
            }
            "fraction" => return code.push_str(&fraction(tag)),
            "text-content" => return code.push('@'),
            "hours" if self.is_duration => {
                self.is_duration = false;
                ("[h]", "[hh]")
            }
            "minutes" if self.is_duration => {
                self.is_duration = false;
                ("[m]", "[mm]")
            }
            "month" if attribute(tag, "textual") == Some("true") => ("mmm", "mmmm"),
            "day" => ("d", "dd"),
            "month" => ("m", "mm"),
            "year" => ("yy", "yyyy"),
            "day-of-week" => ("ddd", "dddd"),
            "hours" => ("h", "hh"),
            "minutes" => ("m", "mm"),
            "seconds" => ("s", "ss"),
            "am-pm" => ("AM/PM", "AM/PM"),
            _ => return,
        };
        code.push_str(if is_long { long } else { short });
        if short == "s"
            && let Some(places @ 1..) = count(tag, "decimal-places")
        {
            code.push('.');
            code.extend(std::iter::repeat_n('0', places));
        }
    }

    fn end_literal(&mut self) {
        let (Some(literal), Some((_, style))) = (self.literal.take(), &mut self.data) else { return };
        let (before, behind) = match literal.split_once('%').filter(|_| self.is_percentage) {
            Some((before, behind)) => (before, Some(behind)),
            None => (literal.as_str(), None),
        };
        push_quoted(before, &mut style.code);
        if let Some(behind) = behind {
            style.code.push('%');
            push_quoted(behind, &mut style.code);
        }
    }
}

fn push_quoted(text: &str, code: &mut String) {
    if !text.is_empty() {
        code.push('"');
        code.extend(text.chars().filter(|character| *character != '"'));
        code.push('"');
    }
}

fn count(tag: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(tag, name)?.parse().ok().map(|count: usize| count.min(MOST_DIGITS))
}

/// `#,##0.00`; what says nothing of decimals shows as many as there are.
fn number(tag: &BytesStart<'_>) -> String {
    let wholes = count(tag, "min-integer-digits");
    let places = count(tag, "decimal-places");
    let is_grouped = attribute(tag, "grouping") == Some("true");
    if places.is_none() && !is_grouped && wholes.unwrap_or(1) <= 1 {
        return "General".to_owned();
    }
    let wholes = wholes.unwrap_or(1);
    let (places, least) = (places.unwrap_or(0), count(tag, "min-decimal-places"));
    let least = least.unwrap_or(places).min(places);
    let mut code: String = std::iter::repeat_n('0', wholes).collect();
    if is_grouped {
        let digits = format!("{code:#>4}");
        let (before, behind) = digits.split_at(digits.len() - 3);
        code = format!("{before},{behind}");
    } else if wholes == 0 {
        code.push('#');
    }
    if places > 0 {
        code.push('.');
        code.extend(std::iter::repeat_n('0', least));
        code.extend(std::iter::repeat_n('#', places - least));
    }
    // Thousands and millions that are cut off.
    let zeros = attribute(tag, "display-factor").map_or(0, |factor| factor.matches('0').count());
    code.extend(std::iter::repeat_n(',', zeros / 3));
    code
}

fn fraction(tag: &BytesStart<'_>) -> String {
    let digits = |name: &str| -> String { std::iter::repeat_n('?', count(tag, name).unwrap_or(1)).collect() };
    let whole = if count(tag, "min-integer-digits").is_some() { "# " } else { "" };
    let below = match attribute(tag, "denominator-value") {
        Some(fixed) => fixed.to_owned(),
        None => digits("min-denominator-digits"),
    };
    format!("{whole}{}/{below}", digits("min-numerator-digits"))
}
