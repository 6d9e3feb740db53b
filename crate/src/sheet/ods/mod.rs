//! Workbooks of LibreOffice (OpenDocument 1.3, part 3, 9). It keeps the text each cell shows; other programs keep the
//! value alone, which then shows as the format of the cell says.

mod looks;

use quick_xml::events::{BytesStart, Event};

use self::looks::{Looks, Style};
use super::filling::{Filling, MOST_CELL, MOST_COLUMNS, MOST_ROWS};
use super::format::{Decimal, Format, Shown, duration_serial, iso_serial};
use super::tab::{Tab, hidden_last};
use super::unusable::{KEPT_FROM_SIGHT, uncalculated};
use super::xml::{Events, attribute, push_text};
use super::{Content, Hidden, Sheet, Struck, problem};
use crate::decimal::decimal;
use crate::vietnamese::legacy;
use crate::xml::unescape;
use crate::zip::{Archive, ZipError};
use crate::{Diagnostic, unicode};

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// A workbook; its sheets lie in one part, one behind the other.
#[derive(Debug)]
pub(super) struct Book<'b> {
    zip: Archive<'b>,
    /// Where each sheet stands in the part, in the order of the tabs.
    places: Vec<usize>,
    looks: Looks,
    /// The styles of rows without height.
    flat: Vec<String>,
}

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
    let mut looks = Looks::default();
    if let Some(mut events) = Events::of(&zip, STYLES, file)? {
        while let Some(event) = events.next()? {
            looks.take(&event);
        }
    }
    let mut events = Events::of(&zip, CONTENT, file)?.ok_or_else(|| problem::damaged(file, CONTENT))?;
    let mut sheets: Vec<(Tab, usize)> = Vec::new();
    let mut hiding: Vec<String> = Vec::new();
    let mut flat: Vec<String> = Vec::new();
    let mut style = String::new();
    let mut depth = 0_usize;
    while let Some(event) = events.next()? {
        if depth == 0 {
            looks.take(&event);
        }
        match &event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "style" => style = text_of(tag, "name"),
                "table-properties" if attribute(tag, "display") == Some("false") => {
                    hiding.push(std::mem::take(&mut style));
                }
                "table-row-properties" if attribute(tag, "row-height").is_some_and(is_nothing) => {
                    flat.push(std::mem::take(&mut style));
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
    looks.finish();
    let (tabs, places) = hidden_last(sheets);
    Ok((tabs, Book { zip, places, looks, flat }))
}

/// `0cm`, `0.000in`
fn is_nothing(length: &str) -> bool {
    let figures = length.trim_end_matches(|one: char| one.is_ascii_alphabetic());
    decimal(figures).is_some_and(|length| length.is_zero())
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
    /// As it is kept, and the power of ten it shows more than that: 2 for a percentage.
    Number(Decimal, i32),
    Date(String),
    /// `PT07H30M00S`.
    Time(String),
    Flag(bool),
    Error,
}

/// The code of a format, where the file says none.
type Code = &'static str;

/// A cell under way.
#[derive(Debug, Default)]
struct Open<'f> {
    column: usize,
    repeated: usize,
    value: Value,
    style: Option<&'f Style>,
    /// The format that is usual for a value of the kind.
    usual: Code,
    /// A formula without a value.
    formula: String,
    /// A text that stands in no paragraph.
    kept: String,
    shown: String,
    paragraphs: usize,
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
    kind: Kind,
    plain: String,
    struck: bool,
    /// Thousands are cut off.
    scaled: bool,
}

/// What a cell is, as it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Date,
    Flag(bool),
    Error,
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
        let mut open: Option<Open<'_>> = None;
        let mut columns = Columns::default();
        let mut row_style = String::new();
        // Whether each group of rows that the stream is in is folded.
        let mut folded: Vec<bool> = Vec::new();
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
                    "table-column" => {
                        let (first, behind) = columns.add(tag);
                        if visibility(tag).is_some() && behind > first {
                            filling.hide_columns(first, behind - 1);
                        }
                    }
                    "table-row-group" => {
                        folded.push(attribute(tag, "display") == Some("false"));
                    }
                    "table-row" => {
                        rows_repeated = count_of(tag, "number-rows-repeated");
                        let in_group = folded.contains(&true).then_some(Hidden::ByHand);
                        let is_flat = || {
                            let style = attribute(tag, "style-name").filter(|_| !self.flat.is_empty())?;
                            self.flat.iter().any(|flat| flat == style).then_some(Hidden::ByHand)
                        };
                        if let Some(hidden) = visibility(tag).or(in_group).or_else(is_flat) {
                            filling.hide(row, row.saturating_add(rows_repeated - 1), hidden);
                        }
                        row_style = text_of(tag, "default-cell-style-name");
                        column = 0;
                    }
                    "table-cell" | "covered-table-cell" => {
                        let own = unescape(attribute(tag, "style-name").unwrap_or_default());
                        let styles = [&*own, row_style.as_str(), columns.style(column)];
                        let style = styles.into_iter().find(|style| !style.is_empty());
                        let style = style.and_then(|style| self.looks.style(style));
                        let cell = Open { style, ..Open::begin(tag, column) };
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
                    "table-row-group" => {
                        folded.pop();
                    }
                    "table-cell" => cells.extend(open.take().and_then(|cell| cell.ready(&self.looks))),
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

/// Why a row or column is not on the screen.
fn visibility(tag: &BytesStart<'_>) -> Option<Hidden> {
    match attribute(tag, "visibility")? {
        "collapse" => Some(Hidden::ByHand),
        "filter" => Some(Hidden::ByFilter),
        _ => None,
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table-cell" | "covered-table-cell")
}

/// The styles that columns give the cells in them.
#[derive(Debug, Default)]
struct Columns {
    /// The column behind the last of each run.
    ends: Vec<(usize, String)>,
}

impl Columns {
    /// Takes in a run of columns: where it begins, and the column behind its last.
    fn add(&mut self, tag: &BytesStart<'_>) -> (usize, usize) {
        let begin = self.ends.last().map_or(0, |(end, _)| *end);
        let end = begin.saturating_add(count_of(tag, "number-columns-repeated"));
        if begin < MOST_COLUMNS {
            self.ends.push((end, text_of(tag, "default-cell-style-name")));
        }
        (begin, end)
    }

    fn style(&self, column: usize) -> &str {
        let at = self.ends.partition_point(|(end, _)| *end <= column);
        self.ends.get(at).map_or("", |(_, style)| style.as_str())
    }
}

impl<'f> Open<'f> {
    fn begin(tag: &BytesStart<'_>, column: usize) -> Open<'f> {
        let number = |power: i32| {
            let number = attribute(tag, "value").and_then(Decimal::parse)?;
            Some(Value::Number(number, power))
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
            Some("time") => attribute(tag, "time-value").map(|time| Value::Time(time.to_owned())),
            Some("boolean") => attribute(tag, "boolean-value").map(|value| Value::Flag(value == "true")),
            _ => None,
        };
        let usual = match (kind, &value) {
            (Some("percentage"), _) => "General%",
            (Some("currency"), _) if attribute(tag, "currency") == Some("VND") => "#,##0 [$₫]",
            (_, Some(Value::Date(date))) if date.contains('T') => "dd/mm/yyyy hh:mm:ss",
            (_, Some(Value::Date(_))) => "dd/mm/yyyy",
            (_, Some(Value::Time(time))) if clock(time).is_none() => "[hh]:mm:ss",
            (_, Some(Value::Time(_))) => "hh:mm:ss",
            _ => "General",
        };
        let mut cell = Open {
            column,
            repeated: count_of(tag, "number-columns-repeated"),
            usual,
            formula: text_of(tag, "formula"),
            value: value.unwrap_or_default(),
            ..Open::default()
        };
        match kind {
            Some("string") => {
                cell.kept = text_of(tag, "string-value");
                cell.formula.clear();
            }
            Some(_) => cell.formula.clear(),
            None => {}
        }
        cell
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

    fn ready(mut self, looks: &Looks) -> Option<Ready> {
        if self.paragraphs == 0 {
            return self.ready_by_value(looks);
        }
        if self.shown.is_empty() {
            return None;
        }
        if let Value::Time(time) = &self.value {
            self.value = clock(time).map_or(Value::Text, Value::Date);
        }
        let mut plain = String::new();
        let mut scaled = false;
        match &self.value {
            Value::Text | Value::Time(_) => self.shown = self.as_text(),
            // A condition that is shown as a word is kept as 1 or 0.
            Value::Number(..) if matches!(self.shown.as_str(), "TRUE" | "FALSE" | "ĐÚNG" | "SAI") => {
                self.value = Value::Flag(matches!(self.shown.as_str(), "TRUE" | "ĐÚNG"));
            }
            Value::Number(kept, power) => {
                self.shown = self.shown.trim_matches(' ').to_owned();
                let (number, scale) = as_shown(kept.shifted(*power), &self.shown);
                number.write_plain(&mut plain);
                scaled = scale < 0;
            }
            Value::Date(date) => {
                let date = date.trim_end_matches('Z');
                let date = date.split('.').next().unwrap_or(date);
                let has_time = self.shown.contains(':');
                let day = date.split_once('T').filter(|_| !has_time).map(|(day, _)| day);
                plain = as_far_as_shown(day.unwrap_or(date), &self.shown).to_owned();
            }
            Value::Flag(_) | Value::Error => {}
        }
        let kind = match &self.value {
            Value::Text | Value::Time(_) => Kind::Text,
            Value::Number(..) if self.shown.starts_with('#') => Kind::Error,
            Value::Number(..) => Kind::Number,
            Value::Date(_) => Kind::Date,
            Value::Flag(set) => Kind::Flag(*set),
            Value::Error => Kind::Error,
        };
        Some(Ready { scaled, ..self.written(kind, plain) })
    }

    /// What a cell shows of which the file keeps the value alone.
    fn ready_by_value(mut self, looks: &Looks) -> Option<Ready> {
        if !self.formula.is_empty() {
            self.shown = uncalculated(&self.formula);
            return Some(self.written(Kind::Error, String::new()));
        }
        let (kind, serial) = match &self.value {
            Value::Text => {
                self.shown = std::mem::take(&mut self.kept);
                (Kind::Text, None)
            }
            Value::Flag(set) => {
                self.shown = if *set { "TRUE" } else { "FALSE" }.to_owned();
                (Kind::Flag(*set), None)
            }
            Value::Error => {
                self.shown = "#VALUE!".to_owned();
                (Kind::Error, None)
            }
            Value::Number(kept, _) => (Kind::Number, Some(*kept)),
            Value::Date(date) => (Kind::Text, iso_serial(date, false)),
            Value::Time(time) => (Kind::Text, duration_serial(time)),
        };
        let Some(serial) = serial else {
            if let (Kind::Text, Value::Date(kept) | Value::Time(kept)) = (kind, &self.value) {
                self.shown.clone_from(kept);
            }
            if kind == Kind::Text {
                self.shown = self.as_text();
            }
            return (!self.shown.is_empty()).then(|| self.written(kind, String::new()));
        };
        let mut plain = String::new();
        let usual = Format::new(self.usual);
        let format = self.style.and_then(|style| looks.format(style)).unwrap_or(&usual);
        let what = format.show(serial, false, &mut self.shown, &mut plain);
        let kind = match what {
            Shown::Nothing if serial.is_zero() => return None,
            Shown::Nothing => {
                self.shown.push_str(KEPT_FROM_SIGHT);
                Kind::Error
            }
            Shown::Number | Shown::Scaled => Kind::Number,
            Shown::Date => Kind::Date,
            Shown::Text => Kind::Text,
            Shown::Error => Kind::Error,
        };
        Some(Ready { scaled: what == Shown::Scaled, ..self.written(kind, plain) })
    }

    /// The text with the letters that its font draws.
    fn as_text(&self) -> String {
        let font =
            self.style.and_then(|style| style.font).or_else(|| Some((legacy::detect(&self.shown)?, false)));
        let drawn = font.map(|font| legacy::drawn(&self.shown, font));
        let shown = drawn.unwrap_or_else(|| self.shown.clone());
        unicode::composed(&shown).unwrap_or(shown)
    }

    fn written(self, kind: Kind, plain: String) -> Ready {
        // A table of blank cells is not repeated, one of a thousand equal ones may be.
        let repeated = self.repeated.min(MOST_COLUMNS);
        let struck = self.style.is_some_and(|style| style.struck);
        Ready { column: self.column, repeated, shown: self.shown, kind, plain, struck, scaled: false }
    }
}

impl Ready {
    fn write(&self, filling: &mut Filling<'_>, row: usize) -> Result<(), Diagnostic> {
        let content = match self.kind {
            Kind::Text => Content::Text,
            Kind::Number => Content::Number(&self.plain),
            Kind::Date => Content::Date(&self.plain),
            Kind::Flag(set) => Content::Flag(set),
            Kind::Error => Content::Error,
        };
        let last = self.column.saturating_add(self.repeated);
        (self.column..last).try_for_each(|column| {
            filling.cell(row, column, &self.shown, content)?;
            if self.scaled {
                filling.scale(row, column);
            }
            if self.struck {
                filling.strike(row, column, Struck::Whole);
            }
            Ok(())
        })
    }
}

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

/// The number rounded to what is shown: the number of places that gives the digits on the screen, whatever the language
/// of the document puts between them. Thousands and millions may be cut off: the power of ten that is.
fn as_shown(number: Decimal, shown: &str) -> (Decimal, i32) {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    if let Some((mantissa, power)) = shown.split_once(['E', 'e'])
        && power.trim_start_matches(['+', '-']).bytes().all(|byte| byte.is_ascii_digit())
    {
        return (number.to_digits(u32::try_from(digits(mantissa).len()).unwrap_or(u32::MAX)), 0);
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
            return (rounded, scale);
        }
    }
    (number, 0)
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
