//! Workbooks of LibreOffice (OpenDocument 1.3, part 3, 9). They keep the text each cell shows.

use quick_xml::events::{BytesStart, Event};

use super::filling::{Filling, MOST_CELL, MOST_COLUMNS, MOST_ROWS};
use super::format::Decimal;
use super::tab::{Tab, hidden_last};
use super::xml::{Events, attribute, push_text};
use super::{Content, Sheet, problem};
use crate::ordered::OrderedMap;
use crate::vietnamese::legacy::{self, of_font};
use crate::xml::unescape;
use crate::zip::{Archive, ZipError};
use crate::{Diagnostic, unicode};

const CONTENT: &str = "content.xml";

/// A workbook; its sheets lie in one part, one behind the other.
#[derive(Debug)]
pub(super) struct Book<'b> {
    zip: Archive<'b>,
    /// Where each sheet stands in the part, in the order of the tabs.
    places: Vec<usize>,
    /// The styles of cells whose font draws other letters than Unicode has at their places.
    fonts: OrderedMap<String, Font>,
}

type Font = (legacy::Encoding, bool);

pub(super) fn open<'b>(file: &str, zip: Archive<'b>) -> Result<(Vec<Tab>, Book<'b>), Diagnostic> {
    let read = |part: &str| zip.read(part).map_err(|error| problem::of_zip(&error, file));
    if let Some(kind) = read("mimetype")?
        && !kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet")
    {
        return Err(problem::not_a_sheet(file));
    }
    if let Some(manifest) = read("META-INF/manifest.xml")? {
        let mark = b"encryption-data";
        if manifest.windows(mark.len()).any(|window| window == mark) {
            return Err(problem::of_zip(&ZipError::Encrypted, file));
        }
    }
    let mut events = Events::of(&zip, CONTENT, file)?.ok_or_else(|| problem::damaged(file, CONTENT))?;
    let mut sheets: Vec<(Tab, usize)> = Vec::new();
    let mut hiding: Vec<String> = Vec::new();
    let mut style = String::new();
    let mut fonts = OrderedMap::new();
    let mut depth = 0_usize;
    while let Some(event) = events.next()? {
        match &event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "style" => style = text_of(tag, "name"),
                "text-properties" if depth == 0 => {
                    if let Some(font) = of_font(&text_of(tag, "font-name")) {
                        fonts.insert(style.clone(), font);
                    }
                }
                "table-properties" if attribute(tag, "display") == Some("false") => {
                    hiding.push(std::mem::take(&mut style));
                }
                "table" => {
                    depth += 1;
                    if depth == 1 {
                        let hidden = hiding.contains(&text_of(tag, "style-name"));
                        let place = sheets.len();
                        sheets.push((Tab { name: text_of(tag, "name"), hidden }, place));
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "table" => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    drop(events);
    let (tabs, places) = hidden_last(sheets);
    Ok((tabs, Book { zip, places, fonts }))
}

fn text_of(tag: &BytesStart<'_>, name: &str) -> String {
    unescape(attribute(tag, name).unwrap_or_default()).into_owned()
}

fn count_of(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// What a cell says of its value.
#[derive(Debug, Clone, Default)]
enum Value {
    #[default]
    Text,
    /// As it is kept; a percentage is a hundredth of what it shows.
    Number(Decimal),
    Date(String),
    Flag(bool),
    Error,
}

/// A cell under way.
#[derive(Debug, Default)]
struct Open {
    column: usize,
    repeated: usize,
    value: Value,
    shown: String,
    paragraphs: usize,
    font: Option<Font>,
    /// Depth of elements whose text is not the cell's: notes, drawings.
    aside: usize,
    in_paragraph: bool,
}

/// A cell of the row under way: where it stands and over how many columns it is repeated.
#[derive(Debug)]
struct Ready {
    column: usize,
    repeated: usize,
    shown: String,
    value: Value,
    plain: String,
}

impl Book<'_> {
    pub(super) fn read(&self, file: &str, name: &str, index: usize) -> Result<Sheet, Diagnostic> {
        let damaged = || problem::damaged(file, name);
        let place = *self.places.get(index).ok_or_else(damaged)?;
        let mut events = Events::of(&self.zip, CONTENT, file)?.ok_or_else(damaged)?;
        let mut filling = Filling::new(file, name);
        let (mut seen, mut depth) = (0, 0_usize);
        let (mut row, mut column, mut rows_repeated) = (0_usize, 0_usize, 1);
        let mut cells: Vec<Ready> = Vec::new();
        let mut open: Option<Open> = None;
        while let Some(event) = events.next()? {
            let here = depth >= 1 && seen == place + 1;
            match &event {
                Event::Start(tag) if tag.local_name().as_ref() == "table" => {
                    depth += 1;
                    seen += usize::from(depth == 1);
                    if let Some(open) = &mut open {
                        open.aside += 1;
                    }
                    continue;
                }
                Event::End(tag) if tag.local_name().as_ref() == "table" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 && here {
                        break;
                    }
                    if let Some(open) = &mut open {
                        open.aside = open.aside.saturating_sub(1);
                    }
                    continue;
                }
                _ if !here => continue,
                _ => {}
            }
            if let Some(cell) = &mut open
                && (cell.aside > 0
                    || !matches!(&event, Event::End(tag) if is_cell(tag.local_name().as_ref())))
            {
                cell.take(&event);
                continue;
            }
            match &event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "table-row" => {
                        rows_repeated = count_of(tag, "number-rows-repeated");
                        column = 0;
                    }
                    "table-cell" | "covered-table-cell" => {
                        let font =
                            attribute(tag, "style-name").and_then(|style| self.fonts.get(style)).copied();
                        let cell = Open { font, ..Open::begin(tag, column) };
                        column = column.saturating_add(cell.repeated);
                        let spans =
                            (count_of(tag, "number-rows-spanned"), count_of(tag, "number-columns-spanned"));
                        if spans != (1, 1) {
                            let bottom = row.saturating_add(spans.0 - 1);
                            filling.merge([
                                row,
                                cell.column,
                                bottom,
                                cell.column.saturating_add(spans.1 - 1),
                            ]);
                        }
                        open = Some(cell);
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "table-cell" => cells.extend(open.take().and_then(Open::ready)),
                    // What a merged cell covers is not shown.
                    "covered-table-cell" => open = None,
                    "table-row" => {
                        for row in row..row.saturating_add(if cells.is_empty() { 0 } else { rows_repeated }) {
                            if row >= MOST_ROWS {
                                break;
                            }
                            cells.iter().try_for_each(|cell| cell.write(&mut filling, row))?;
                        }
                        cells.clear();
                        row = row.saturating_add(rows_repeated);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(filling.finish())
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table-cell" | "covered-table-cell")
}

impl Open {
    fn begin(tag: &BytesStart<'_>, column: usize) -> Open {
        let number = |power: i32| {
            attribute(tag, "value")
                .and_then(Decimal::parse)
                .map(|number| Value::Number(number.shifted(power)))
        };
        // LibreOffice says twice what type a cell has; its own word tells errors from texts.
        let is_error = tag.attributes_raw().contains("calcext:value-type=\"error\"");
        let kind = tag
            .attributes_raw()
            .split("office:value-type=")
            .nth(1)
            .and_then(|rest| rest.split(['"', '\'']).nth(1));
        let value = match kind {
            _ if is_error => Some(Value::Error),
            Some("float" | "currency") => number(0),
            Some("percentage") => number(2),
            Some("date") => attribute(tag, "date-value").map(|date| Value::Date(date.to_owned())),
            Some("time") => attribute(tag, "time-value").and_then(clock).map(Value::Date),
            Some("boolean") => attribute(tag, "boolean-value").map(|value| Value::Flag(value == "true")),
            _ => None,
        };
        let repeated = count_of(tag, "number-columns-repeated");
        Open { column, repeated, value: value.unwrap_or_default(), ..Open::default() }
    }

    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "annotation" | "shapes" | "frame" | "custom-shape" | "ruby-text" => self.aside += 1,
                _ if self.aside > 0 => {}
                "p" => {
                    if self.paragraphs > 0 {
                        self.shown.push('\n');
                    }
                    self.paragraphs += 1;
                    self.in_paragraph = true;
                }
                "s" => {
                    let count =
                        attribute(tag, "c").and_then(|count| count.parse().ok()).unwrap_or(1).min(MOST_CELL);
                    self.shown.extend(std::iter::repeat_n(' ', count));
                }
                "tab" => self.shown.push('\t'),
                "line-break" => self.shown.push('\n'),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "annotation" | "shapes" | "frame" | "custom-shape" | "ruby-text" => {
                    self.aside = self.aside.saturating_sub(1);
                }
                "p" if self.aside == 0 => self.in_paragraph = false,
                _ => {}
            },
            text if self.aside == 0 && self.in_paragraph && self.shown.len() <= MOST_CELL => {
                let from = self.shown.len();
                push_text(text, &mut self.shown);
                // Space as it is written counts once; `text:s` is for more.
                if self
                    .shown
                    .get(from..)
                    .is_some_and(|text| text.contains(['\n', '\t', '\r']) || text.contains("  "))
                {
                    let text = self.shown.split_off(from);
                    let mut before = ' ';
                    let before_it = self.shown.chars().next_back().unwrap_or('\n');
                    if before_it != ' ' && before_it != '\n' {
                        before = before_it;
                    }
                    for letter in
                        text.chars().map(|letter| if letter.is_ascii_whitespace() { ' ' } else { letter })
                    {
                        if letter != ' ' || before != ' ' {
                            self.shown.push(letter);
                        }
                        before = letter;
                    }
                }
            }
            _ => {}
        }
    }

    fn ready(self) -> Option<Ready> {
        if self.shown.is_empty() {
            return None;
        }
        let mut cell = Ready {
            column: self.column,
            // A table of blank cells is not repeated, one of a thousand equal ones may be.
            repeated: self.repeated.min(MOST_COLUMNS),
            plain: String::new(),
            shown: self.shown,
            value: self.value,
        };
        match &cell.value {
            Value::Text => {
                let font = self.font.or_else(|| Some((legacy::detect(&cell.shown)?, false)));
                if let Some(font) = font {
                    cell.shown = legacy::drawn(&cell.shown, font);
                }
                if let Some(composed) = unicode::composed(&cell.shown) {
                    cell.shown = composed;
                }
            }
            // A condition that is shown as a word is kept as 1 or 0.
            Value::Number(_) if matches!(cell.shown.as_str(), "TRUE" | "FALSE" | "ĐÚNG" | "SAI") => {
                cell.value = Value::Flag(matches!(cell.shown.as_str(), "TRUE" | "ĐÚNG"));
            }
            Value::Number(number) => {
                cell.shown = cell.shown.trim_matches(' ').to_owned();
                as_shown(*number, &cell.shown).write_plain(&mut cell.plain);
            }
            Value::Date(date) => {
                let date = date.trim_end_matches('Z');
                let date = date.split('.').next().unwrap_or(date);
                let has_time = cell.shown.contains(':');
                let day = date.split_once('T').filter(|_| !has_time).map(|(day, _)| day);
                cell.plain = as_far_as_shown(day.unwrap_or(date), &cell.shown).to_owned();
            }
            Value::Flag(_) | Value::Error => {}
        }
        Some(cell)
    }
}

impl Ready {
    fn write(&self, filling: &mut Filling<'_>, row: usize) -> Result<(), Diagnostic> {
        let content = match &self.value {
            Value::Text => Content::Text,
            Value::Number(_) if self.shown.starts_with('#') => Content::Error,
            Value::Number(_) => Content::Number(&self.plain),
            Value::Date(_) => Content::Date(&self.plain),
            Value::Flag(set) => Content::Flag(*set),
            Value::Error => Content::Error,
        };
        let last = self.column.saturating_add(self.repeated);
        (self.column..last).try_for_each(|column| filling.cell(row, column, &self.shown, content))
    }
}

/// The number rounded to what is shown: the number of places that gives the digits on the screen, whatever the language
/// of the document puts between them. Thousands and millions may be cut off.
/// A day as far as digits alone show it: `04/2026` is a month, `2026` a year.
fn as_far_as_shown<'d>(day: &'d str, shown: &str) -> &'d str {
    let bare = shown.chars().all(|one| one.is_ascii_digit() || "/-.".contains(one));
    let parts = shown.split(['/', '-', '.']).count();
    let shows_year = shown.split(['/', '-', '.']).any(|part| part.len() == 4);
    let end = match parts {
        1 if bare && shows_year => 4,
        2 if bare && shows_year => 7,
        _ => day.len(),
    };
    day.get(..end).unwrap_or(day)
}

fn as_shown(number: Decimal, shown: &str) -> Decimal {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    if let Some((mantissa, power)) = shown.split_once(['E', 'e'])
        && power.trim_start_matches(['+', '-']).bytes().all(|byte| byte.is_ascii_digit())
    {
        return number.to_digits(u32::try_from(digits(mantissa).len()).unwrap_or(u32::MAX));
    }
    let digits = digits(shown);
    let wanted = digits.trim_start_matches('0');
    for (scale, places) in
        [0, -3, -6, -9].into_iter().flat_map(|scale| (0..=15).map(move |places| (scale, places)))
    {
        let rounded = number.shifted(scale).to_places(places);
        let (mut written, fraction) = rounded.split();
        written.push_str(&fraction);
        let places = usize::try_from(places).unwrap_or(0);
        written.extend(std::iter::repeat_n('0', places.saturating_sub(fraction.len())));
        if written.trim_start_matches('0') == wanted {
            return rounded;
        }
    }
    number
}

/// `PT07H30M00S` as a time of day; longer ones are none.
fn clock(duration: &str) -> Option<String> {
    let rest = duration.strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let part = |text: &str, most: u32| text.parse::<u32>().ok().filter(|&part| part < most);
    Some(format!("{:02}:{:02}:{:02}", part(hours, 24)?, part(minutes, 60)?, part(seconds, 60)?))
}
