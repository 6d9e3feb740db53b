//! The field at a path, and what a field holds when it prints another text.

use serde_json::Value;

use crate::FieldPath;
use crate::joined::Joined;
use crate::template::{Field, Kind, Resolved, Template};
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::text::{upper, upper_first};
use crate::vietnamese::{CitedDocument, PartialDate, number};

/// The field at a path, with the labels on the way there in Vietnamese and in English.
pub(super) fn at<'t>(template: &'t Template, path: &FieldPath) -> Option<(&'t Field, (String, String))> {
    let mut steps = path.as_str().split('.');
    let mut field = template.field(steps.next()?)?;
    let mut labels = (field.label.clone(), english(field).to_owned());
    for step in steps {
        if let Ok(at) = step.parse::<usize>() {
            if let Kind::List(item) = &field.kind {
                field = item;
            }
            labels.0.push_str(&format!(" {}", at + 1));
            labels.1.push_str(&format!(" {}", at + 1));
            continue;
        }
        field = match &field.kind {
            Kind::Group(fields) | Kind::VienDan(fields) | Kind::Signature(fields) => {
                fields.iter().find(|field| field.name == step)?
            }
            Kind::Table(table) => &table.column(step)?.field,
            _ => return None,
        };
        labels.0.push_str(&format!(": {}", field.label));
        labels.1.push_str(&format!(": {}", english(field)));
    }
    Some((field, labels))
}

fn english(field: &Field) -> &str {
    if field.label_en.is_empty() { &field.label } else { &field.label_en }
}

/// What a field holds when it prints `after` where it printed `before`; `None` when it cannot.
pub(super) fn reworded(field: &Field, value: &Value, before: &str, after: &str) -> Option<Value> {
    match &field.kind {
        Kind::Line | Kind::Text => {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => String::new(),
            };
            Some(replaced(&text, before, after)?.into())
        }
        Kind::Date(_) => parsed_date(after).map(|date| date.to_string().into()),
        Kind::Number(numeric) | Kind::Money(numeric) if numeric.formula.is_none() => {
            let number = number::parse(after.trim()).ok()?;
            Some(crate::template::number_value(number))
        }
        Kind::Choice(choices) => {
            let wanted = unicode::lower(after.trim());
            let chosen = choices.iter().find(|choice| unicode::lower(&choice.label) == wanted);
            chosen.map(|choice| choice.value.clone().into())
        }
        Kind::VienDan(_) if field.name.is_empty() => Some(CitedDocument::parse_basis(after).to_value()),
        Kind::VienDan(_) => Some(CitedDocument::parse(after).to_value()),
        Kind::List(item) if matches!(item.kind, Kind::Line | Kind::Text) => {
            let items = value.as_array()?;
            let count = items.len();
            for mark in ["; ", ", "] {
                let pieces: Vec<&str> = after.split(mark).map(str::trim).to_list();
                if pieces.len() == count || before.split(mark).count() == count {
                    return Some(pieces.into());
                }
            }
            None
        }
        _ => None,
    }
}

fn parsed_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let date = text.parse::<PartialDate>().ok().filter(|date| !date.is_none());
    date.or_else(|| PartialDate::guess(text))
}

/// The text with other words where it prints `before`, whatever capitals and line ends it has there.
fn replaced(text: &str, before: &str, after: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some(after.trim().to_owned());
    }
    if let Some(at) = text.find(before).filter(|_| !before.is_empty()) {
        let rest = text.get(at + before.len()..)?;
        return Some(format!("{}{after}{rest}", text.get(..at)?));
    }
    let flat = |text: &str| upper(&text.split_whitespace().joined(" "));
    if flat(text) == flat(before) {
        return Some(in_its_case(text, &after.split_whitespace().joined(" ")));
    }
    if let Some(after) = behind_words(&flat(before), &flat(text), after) {
        return Some(in_its_case(text, &after));
    }
    let lines: Vec<&str> = text.lines().to_list();
    let changed = lines.iter().position(|line| flat(line) == flat(before))?;
    let lines = lines.iter().enumerate();
    let lines = lines
        .map(|(at, line)| if at == changed { in_its_case(line, after.trim()) } else { (*line).to_owned() });
    Some(lines.joined("\n"))
}

/// What follows the words that the form sets before a text, where they stayed: `T/M` before the name of a body.
fn behind_words(before: &str, text: &str, after: &str) -> Option<String> {
    let words = before.strip_suffix(text).filter(|words| words.ends_with(' '))?;
    let after = after.split_whitespace().joined(" ");
    let (at, _) = after.char_indices().nth(words.chars().count())?;
    let (kept, own) = after.split_at(at);
    (upper(kept) == words).then(|| own.to_owned())
}

/// New words in capitals as the text writes them: what stays keeps its letters, what is new has a capital a word.
fn in_its_case(text: &str, after: &str) -> String {
    if upper(after) != after || upper(text) == text {
        return after.to_owned();
    }
    let same = |one: &char, other: &char| {
        (one.is_whitespace() && other.is_whitespace())
            || unicode::upper(one.encode_utf8(&mut [0; 4])) == unicode::upper(other.encode_utf8(&mut [0; 4]))
    };
    let (old, new): (Vec<char>, Vec<char>) = (text.chars().to_list(), after.chars().to_list());
    let start = old.iter().zip(&new).take_while(|(one, other)| same(one, other)).count();
    let most = old.len().min(new.len()) - start;
    let end =
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(one, other)| same(one, other)).count();
    let part = |list: &[char], from: usize, to: usize| {
        list.get(from..to).unwrap_or_default().iter().collect::<String>()
    };
    let begins_word = start == 0 || old.get(start - 1).is_some_and(|letter| !letter.is_alphabetic());
    let middle = unicode::lower(&part(&new, start, new.len() - end));
    let words = middle
        .split(' ')
        .enumerate()
        .map(|(at, word)| if at > 0 || begins_word { upper_first(word) } else { word.to_owned() })
        .joined(" ");
    format!("{}{}{}", part(&old, 0, start), words, part(&old, old.len() - end, old.len()))
}

/// A new item of a list, without the marks the machine sets.
pub(super) fn item(field: &Field, line: &str) -> Option<Value> {
    let line = line.trim().trim_start_matches(['-', '+', ' ']).trim_end_matches([';', '.', ',', ' ']);
    match &field.kind {
        Kind::Line | Kind::Text | Kind::Body => Some(line.into()),
        Kind::VienDan(_) => Some(CitedDocument::parse_basis(line).to_value()),
        _ => None,
    }
}

/// Puts a value in its place among what was given; what is missing there is taken from the resolved values.
pub(super) fn set(given: &mut Value, resolved: &Resolved, path: &str, value: Value) -> Option<()> {
    let place = place(given, resolved, path)?;
    *place = value;
    Some(())
}

/// The place of a value among what was given, made as the resolved values have it.
pub(super) fn place<'v>(given: &'v mut Value, resolved: &Resolved, path: &str) -> Option<&'v mut Value> {
    if !given.is_object() {
        *given = Value::Object(serde_json::Map::new());
    }
    let mut way = String::new();
    let mut here = given;
    for step in path.split('.') {
        if !way.is_empty() {
            way.push('.');
        }
        way.push_str(step);
        let known = || resolved.get(&way).cloned().unwrap_or(Value::Null);
        here = match here {
            Value::Object(fields) => {
                let value = fields.entry(step).or_insert_with(known);
                let wanted = resolved.get(&way);
                let other_shape = wanted.is_some_and(|wanted| {
                    (wanted.is_array() && !value.is_array()) || (wanted.is_object() && !value.is_object())
                });
                if value.is_null() || other_shape {
                    *value = known();
                }
                value
            }
            Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?)?,
            other => {
                *other = Value::Object(serde_json::Map::new());
                other.as_object_mut()?.entry(step).or_insert(Value::Null)
            }
        };
    }
    Some(here)
}
