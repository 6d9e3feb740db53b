//! Fields of Word that print values: MERGEFIELD, and IF and NEXT around them (ECMA-376-1, 17.16).

use rust_decimal::Decimal;
use serde_json::Value;

use super::expression::{Expression, Name};
use super::filter::{decimal, plain};
use super::scope::Scope;
use crate::to_list::ToList;
use crate::vietnamese::{PartialDate, text};

/// How deep fields may nest.
const MAX_NESTED: usize = 16;

/// What a field prints.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum MergeField {
    /// A value, and how it is to look.
    Value(Name, Vec<Switch>),
    /// One of two texts.
    If(Box<Choice>),
    /// Nothing; what follows is of the next record.
    Next,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    left: Argument,
    sign: String,
    right: Argument,
    yes: Argument,
    no: Argument,
}

/// A word or text of a field's code; fields may stand in it.
type Argument = Vec<Bit>;

#[derive(Debug, Clone, PartialEq)]
enum Bit {
    Text(String),
    Field(MergeField),
}

/// How a value is to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Switch {
    /// `\*`: letters.
    Letters(String),
    /// `\#`: figures.
    Figures(String),
    /// `\@`: dates.
    Date(String),
    /// `\b`, `\f`: what stands before and behind a value that is there.
    Before(String),
    Behind(String),
}

/// The code of a field as it stands in the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Code(pub(super) Vec<Part>);

#[derive(Debug, Clone)]
pub(super) enum Part {
    Text(String),
    Field(Code),
}

impl Code {
    /// The field, where it prints a value; others are Word's own.
    pub(super) fn read(&self) -> Option<MergeField> {
        self.read_within(0).filter(MergeField::asks)
    }

    fn read_within(&self, depth: usize) -> Option<MergeField> {
        if depth > MAX_NESTED {
            return None;
        }
        let (arguments, is_whole) = self.arguments(depth);
        let mut arguments = arguments.into_iter();
        let kind = words(&arguments.next()?)?;
        match kind.to_ascii_uppercase().as_str() {
            "MERGEFIELD" => {
                let name = Name::new(&words(&arguments.next()?)?);
                // Of a code with a quote too few nothing but the name is sure.
                let switches = if is_whole { switches(arguments) } else { Vec::new() };
                Some(MergeField::Value(name, switches))
            }
            "NEXT" => Some(MergeField::Next),
            "IF" => Some(MergeField::If(Box::new(Choice {
                left: arguments.next()?,
                sign: words(&arguments.next()?)?,
                right: arguments.next()?,
                yes: arguments.next().unwrap_or_default(),
                no: arguments
                    .next()
                    .filter(|no| !words(no).is_some_and(|no| no.starts_with('\\')))
                    .unwrap_or_default(),
            }))),
            _ => None,
        }
    }

    /// The words and quoted texts of the code, and whether every quote is closed.
    fn arguments(&self, depth: usize) -> (Vec<Argument>, bool) {
        let mut done = Vec::new();
        let mut under_way: Option<Argument> = None;
        let mut in_quotes = false;
        for part in &self.0 {
            let text = match part {
                Part::Field(code) => {
                    let field = code.read_within(depth + 1);
                    under_way.get_or_insert_default().extend(field.map(Bit::Field));
                    continue;
                }
                Part::Text(text) => text,
            };
            let mut signs = text.chars().peekable();
            while let Some(sign) = signs.next() {
                match sign {
                    '"' | '“' | '”' => {
                        if in_quotes {
                            done.extend(under_way.take());
                        } else {
                            done.extend(under_way.take());
                            under_way = Some(Vec::new());
                        }
                        in_quotes = !in_quotes;
                    }
                    '\\' if in_quotes && signs.peek() == Some(&'"') => {
                        push(&mut under_way, '"');
                        signs.next();
                    }
                    sign if sign.is_whitespace() && !in_quotes => done.extend(under_way.take()),
                    sign => push(&mut under_way, sign),
                }
            }
        }
        done.extend(under_way);
        (done, !in_quotes)
    }
}

fn push(to: &mut Option<Argument>, sign: char) {
    let argument = to.get_or_insert_default();
    match argument.last_mut() {
        Some(Bit::Text(text)) => text.push(sign),
        _ => argument.push(Bit::Text(sign.to_string())),
    }
}

/// An argument that is text alone.
fn words(argument: &Argument) -> Option<String> {
    argument.iter().try_fold(String::new(), |text, bit| match bit {
        Bit::Text(more) => Some(text + more),
        Bit::Field(_) => None,
    })
}

fn switches(arguments: impl Iterator<Item = Argument>) -> Vec<Switch> {
    let mut found = Vec::new();
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        let Some(sign) = words(&argument) else { continue };
        let make = match sign.as_str() {
            "\\*" => Switch::Letters,
            "\\#" => Switch::Figures,
            "\\@" => Switch::Date,
            "\\b" => Switch::Before,
            "\\f" => Switch::Behind,
            _ => continue,
        };
        if let Some(given) = arguments.next_if(|given| words(given).is_some_and(|given| !is_switch(&given))) {
            found.extend(words(&given).map(make));
        }
    }
    found
}

fn is_switch(text: &str) -> bool {
    text.len() == 2 && text.starts_with('\\')
}

impl MergeField {
    fn asks(&self) -> bool {
        match self {
            MergeField::Value(..) | MergeField::Next => true,
            MergeField::If(choice) => {
                let Choice { left, right, yes, no, .. } = &**choice;
                let asks = |bit: &Bit| matches!(bit, Bit::Field(field) if field.asks());
                [left, right, yes, no].into_iter().flatten().any(asks)
            }
        }
    }

    /// The names it asks for.
    pub(super) fn names<'f>(&'f self, found: &mut Vec<&'f Name>) {
        match self {
            MergeField::Value(name, _) => found.push(name),
            MergeField::Next => {}
            MergeField::If(choice) => {
                let Choice { left, right, yes, no, .. } = &**choice;
                for bit in [left, right, yes, no].into_iter().flatten() {
                    if let Bit::Field(field) = bit {
                        field.names(found);
                    }
                }
            }
        }
    }

    /// What it prints; none where a value is missing.
    pub(super) fn text(&self, scope: &Scope<'_>) -> Option<String> {
        match self {
            MergeField::Next => Some(String::new()),
            MergeField::Value(name, switches) => {
                let value = scope.value(&Expression::Name(name.clone()))?;
                Some(dressed(&value, switches))
            }
            MergeField::If(choice) => {
                let (left, right) = (joined(&choice.left, scope), joined(&choice.right, scope));
                let numbers = decimal(&Value::from(left.as_str())).zip(decimal(&Value::from(right.as_str())));
                let order = numbers.map_or_else(|| left.cmp(&right), |(left, right)| left.cmp(&right));
                let holds = match choice.sign.as_str() {
                    "=" => order.is_eq(),
                    "<>" => order.is_ne(),
                    "<" => order.is_lt(),
                    "<=" => order.is_le(),
                    ">" => order.is_gt(),
                    ">=" => order.is_ge(),
                    _ => false,
                };
                Some(joined(if holds { &choice.yes } else { &choice.no }, scope))
            }
        }
    }
}

fn joined(argument: &Argument, scope: &Scope<'_>) -> String {
    argument
        .iter()
        .map(|bit| match bit {
            Bit::Text(text) => text.clone(),
            Bit::Field(field) => field.text(scope).unwrap_or_default(),
        })
        .collect()
}

/// A value as its switches want it.
fn dressed(value: &Value, switches: &[Switch]) -> String {
    let mut text = plain(value).unwrap_or_default();
    for switch in switches {
        match switch {
            Switch::Figures(picture) => {
                if let Some(number) = decimal(value) {
                    text = figures(number, picture);
                }
            }
            Switch::Date(picture) => {
                let date = value.as_str().and_then(|text| text.parse::<PartialDate>().ok());
                if let Some(date) = date.and_then(PartialDate::full) {
                    text = dated(date.into(), picture);
                }
            }
            Switch::Letters(wanted) => match wanted.to_ascii_lowercase().as_str() {
                "upper" => text = text::upper(&text),
                "lower" => text = crate::unicode::lower(&text),
                "firstcap" => text = text::upper_first(&crate::unicode::lower(&text)),
                "caps" => text = capitals(&text),
                _ => {}
            },
            Switch::Before(_) | Switch::Behind(_) => {}
        }
    }
    if text.is_empty() {
        return text;
    }
    for switch in switches {
        match switch {
            Switch::Before(before) => text.insert_str(0, before),
            Switch::Behind(behind) => text.push_str(behind),
            Switch::Letters(_) | Switch::Figures(_) | Switch::Date(_) => {}
        }
    }
    text
}

/// Each word with a capital.
fn capitals(text: &str) -> String {
    let small = crate::unicode::lower(text);
    small.split_inclusive(char::is_whitespace).map(text::upper_first).collect()
}

/// A number as a picture of figures draws it: `#,##0.00`, `# ##0 đồng`; `N2` and `P2` as other programs write.
fn figures(number: Decimal, picture: &str) -> String {
    let short = |letter: char| picture.strip_prefix(letter).and_then(|digits| digits.parse::<u32>().ok());
    if let Some(digits) = short('N') {
        return drawn(number, digits.min(Decimal::MAX_SCALE), 1, None, '.');
    }
    if let Some(digits) = short('P') {
        let times = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number);
        return drawn(times, digits.min(Decimal::MAX_SCALE), 1, None, '.') + "%";
    }
    let is_figure = |sign: char| matches!(sign, '#' | '0');
    let (Some(start), Some(end)) = (picture.find(is_figure), picture.rfind(is_figure)) else {
        return number.to_string();
    };
    let middle = picture.get(start..=end).unwrap_or_default();
    let signs: Vec<(usize, char)> = middle.char_indices().filter(|(_, sign)| !is_figure(*sign)).to_list();
    // The last sign parts decimals, unless it can only part thousands: the same as others, or before `##0`.
    let last = signs.last().copied().filter(|&(at, sign)| {
        let behind = middle.get(at + sign.len_utf8()..).unwrap_or_default();
        let parts_thousands = behind.len() == 3 && behind.starts_with('#');
        let alone = signs.iter().filter(|(_, other)| *other == sign).count() == 1;
        matches!(sign, '.' | ',') && alone && !parts_thousands
    });
    let (whole, decimals) = match last {
        Some((at, sign)) => {
            let behind = middle.get(at + sign.len_utf8()..).unwrap_or_default();
            (middle.get(..at).unwrap_or_default(), behind.chars().filter(|sign| is_figure(*sign)).count())
        }
        None => (middle, 0),
    };
    let group = whole.chars().find(|sign| !is_figure(*sign));
    let least = whole.chars().filter(|sign| *sign == '0').count().max(1);
    let digits = u32::try_from(decimals).unwrap_or(0).min(Decimal::MAX_SCALE);
    let figures = drawn(number, digits, least, group, last.map_or('.', |(_, sign)| sign));
    let (before, behind) =
        (picture.get(..start).unwrap_or_default(), picture.get(end + 1..).unwrap_or_default());
    // What stands in single quotes is printed without them.
    format!("{}{figures}{}", before.replace('\'', ""), behind.replace('\'', ""))
}

fn drawn(number: Decimal, decimals: u32, least: usize, group: Option<char>, point: char) -> String {
    let rounded =
        number.round_dp_with_strategy(decimals, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let written = rounded.abs().to_string();
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let whole = format!("{whole:0>least$}");
    let mut out = String::new();
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.extend(group);
        }
        out.push(digit);
    }
    if decimals > 0 {
        out.push(point);
        out.push_str(fraction);
        out.extend(std::iter::repeat_n('0', (decimals as usize).saturating_sub(fraction.len())));
    }
    out
}

/// A date as a picture draws it: `dd/MM/yyyy`, `'ngày' d 'tháng' M`.
fn dated(date: PartialDate, picture: &str) -> String {
    let (day, month, year) = (date.day().unwrap_or(0), date.month().unwrap_or(0), date.year().unwrap_or(0));
    let mut out = String::new();
    let mut rest = picture;
    while let Some(sign) = rest.chars().next() {
        let length = rest.chars().take_while(|other| *other == sign).count();
        let end = length * sign.len_utf8();
        match sign {
            '\'' => {
                let quoted = rest.get(1..).unwrap_or_default();
                let (text, behind) = quoted.split_once('\'').unwrap_or((quoted, ""));
                out.push_str(text);
                rest = behind;
                continue;
            }
            'd' | 'D' if length == 1 => out.push_str(&day.to_string()),
            'd' | 'D' => out.push_str(&format!("{day:02}")),
            'M' if length == 1 => out.push_str(&month.to_string()),
            'M' => out.push_str(&format!("{month:02}")),
            'y' | 'Y' if length == 2 => out.push_str(&format!("{:02}", year.rem_euclid(100))),
            'y' | 'Y' => out.push_str(&format!("{year:04}")),
            _ => out.push_str(rest.get(..end).unwrap_or_default()),
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    out
}
