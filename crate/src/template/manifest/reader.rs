//! Typed access to the tables of a manifest that reports every fault with its place instead of stopping at the first.

use std::ops::Range;

use super::tree::{Node, Placed, Table};
use crate::Diagnostic;
use crate::template::source::Source;

/// A string of the file and where it stands.
pub(super) struct Text {
    /// The string.
    pub(super) text: String,
    /// Byte offset of its first character, inside the quotes.
    pub(super) start: usize,
}

/// Reads one file and gathers what is wrong with it.
pub(super) struct Reader<'s> {
    pub(super) source: Source<'s>,
    pub(super) findings: Vec<Diagnostic>,
    /// The tables in which TOML itself is broken: what is found there besides would only follow from that.
    pub(super) torn: Vec<Range<usize>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: Source<'s>) -> Self {
        Reader { source, findings: Vec::new(), torn: Vec::new() }
    }

    /// The names that stand in broken tables, read or not.
    pub(super) fn torn_names(&self) -> impl Iterator<Item = String> {
        let texts = self.torn.iter().filter_map(|range| self.source.text.get(range.clone()));
        texts.flat_map(str::lines).filter_map(|line| {
            let value =
                line.trim_start().strip_prefix("name")?.trim_start_matches([' ', '\t', '=', '"', '\'']);
            let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(value.len());
            value.get(..end).map(str::to_owned)
        })
    }
}

impl Reader<'_> {
    /// Reports an error at a byte offset.
    pub(super) fn error(
        &mut self,
        offset: usize,
        code: &'static str,
        message: impl Into<String>,
        english: impl Into<String>,
    ) {
        if !self.torn.iter().any(|torn| torn.contains(&offset)) {
            self.findings.push(self.source.error(offset, code, message, english));
        }
    }

    fn wrong_type(&mut self, key: &str, value: &Placed, expected: (&str, &str)) {
        self.error(
            value.start,
            "kieu-khoa",
            format!("Khóa «{key}» phải là {}; hãy sửa giá trị ở đây.", expected.0),
            format!("The key “{key}” must be {}; change the value here.", expected.1),
        );
    }

    /// Reports the keys that mean nothing here.
    pub(super) fn known_keys(&mut self, table: &Table, known: &[&str]) {
        for (key, _) in table.0.iter().filter(|(key, _)| !known.contains(&key.name.as_str())) {
            let name = &key.name;
            self.error(
                key.start,
                "khoa-la",
                format!("Không có khóa «{name}» ở đây; các khóa dùng được: {}.", known.join(", ")),
                format!("There is no key “{name}” here; the keys are: {}.", known.join(", ")),
            );
        }
    }

    /// A string with its place, when the key is there and is a string.
    pub(super) fn text(&mut self, table: &Table, key: &str) -> Option<Text> {
        let value = table.get(key)?;
        match &value.node {
            Node::Text(text) => Some(Text { text: text.clone(), start: value.start }),
            _ => {
                self.wrong_type(key, value, ("chữ trong ngoặc kép", "a string"));
                None
            }
        }
    }

    /// A string, or the empty one.
    pub(super) fn string(&mut self, table: &Table, key: &str) -> String {
        self.text(table, key).map(|text| text.text).unwrap_or_default()
    }

    /// A string that has to be there and not empty.
    pub(super) fn required(&mut self, table: &Table, key: &str, offset: usize) -> Option<Text> {
        let text = self.text(table, key);
        let missing = match &text {
            Some(text) => text.text.trim().is_empty(),
            None => !table.contains_key(key),
        };
        if missing {
            self.error(
                text.as_ref().map_or(offset, |text| text.start),
                "thieu-khoa",
                format!("Thiếu khóa «{key}»; hãy thêm {key} = \"…\"."),
                format!("The key “{key}” is missing; add {key} = \"…\"."),
            );
            return None;
        }
        text
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, table: &Table, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        if let Node::Flag(flag) = &value.node {
            return Some(*flag);
        }
        self.wrong_type(key, value, ("true hoặc false", "true or false"));
        None
    }

    /// A whole number within a range.
    pub(super) fn integer(
        &mut self,
        table: &Table,
        key: &str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<u32> {
        let value = table.get(key)?;
        if let Node::Number(number) = &value.node
            && let Ok(number) = number.parse()
            && range.contains(&number)
        {
            return Some(number);
        }
        let (low, high) = (range.start(), range.end());
        self.wrong_type(
            key,
            value,
            (&format!("số nguyên từ {low} đến {high}"), &format!("a whole number from {low} to {high}")),
        );
        None
    }

    /// A number with or without a fraction.
    pub(super) fn decimal(&mut self, table: &Table, key: &str) -> Option<rust_decimal::Decimal> {
        let value = table.get(key)?;
        let text = match &value.node {
            Node::Number(number) => number.as_str(),
            _ => "",
        };
        let number = text.parse().ok();
        if number.is_none() {
            self.wrong_type(key, value, ("một số", "a number"));
        }
        number
    }

    /// A table.
    pub(super) fn table<'t>(&mut self, table: &'t Table, key: &str) -> Option<(&'t Table, usize)> {
        let value = table.get(key)?;
        if let Node::Table(inner) = &value.node {
            return Some((inner, value.start));
        }
        self.wrong_type(key, value, ("một bảng TOML", "a table"));
        None
    }

    /// The tables of an array of tables; none when the key is absent.
    pub(super) fn tables<'t>(&mut self, table: &'t Table, key: &str) -> Vec<(&'t Table, usize)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let mut found = Vec::new();
        if let Node::List(items) = &value.node {
            for item in items {
                match &item.node {
                    Node::Table(inner) => found.push((inner, item.start)),
                    _ => self.wrong_type(key, item, ("một bảng TOML", "a table")),
                }
            }
        } else {
            self.wrong_type(key, value, ("một dãy bảng, viết [[…]]", "an array of tables, written [[…]]"));
        }
        found
    }
}
