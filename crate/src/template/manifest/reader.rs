//! Typed access to TOML tables that reports every fault with its place instead of stopping at the first.

use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

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
    torn: Vec<Range<usize>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: Source<'s>) -> Self {
        Reader { source, findings: Vec::new(), torn: Vec::new() }
    }

    /// The table of the file; what TOML cannot read is reported and left out of it.
    pub(super) fn parse(&mut self) -> DeTable<'s> {
        let (table, errors) = DeTable::parse_recoverable(self.source.text);
        let mut last_line = 0;
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            let (line, _) = self.source.line_column(offset);
            // More on the same line is the same slip.
            if line != last_line {
                self.findings.push(self.source.error(
                    offset,
                    "toml-sai",
                    format!("Không đọc được từ chỗ này: {}.", slip(error.message())),
                    format!("Not readable as TOML here: {}.", error.message()),
                ));
                self.torn.push(table_around(self.source.text, offset));
            }
            last_line = line;
        }
        table.into_inner()
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

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: (&str, &str)) {
        self.error(
            value.span().start,
            "kieu-khoa",
            format!("Khóa «{key}» phải là {}; hãy sửa giá trị ở đây.", expected.0),
            format!("The key “{key}” must be {}; change the value here.", expected.1),
        );
    }

    /// Reports the keys that mean nothing here.
    pub(super) fn known_keys(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            self.error(
                key.span().start,
                "khoa-la",
                format!("Không có khóa «{name}» ở đây; các khóa dùng được: {}.", known.join(", ")),
                format!("There is no key “{name}” here; the keys are: {}.", known.join(", ")),
            );
        }
    }

    /// A string with its place, when the key is there and is a string.
    pub(super) fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<Text> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Text {
                text: text.replace("\r\n", "\n"),
                start: string_start(self.source.text, value.span()),
            }),
            _ => {
                self.wrong_type(key, value, ("chữ trong ngoặc kép", "a string"));
                None
            }
        }
    }

    /// A string, or the empty one.
    pub(super) fn string(&mut self, table: &DeTable<'_>, key: &str) -> String {
        self.text(table, key).map(|text| text.text).unwrap_or_default()
    }

    /// A string that has to be there and not empty.
    pub(super) fn required(&mut self, table: &DeTable<'_>, key: &str, offset: usize) -> Option<Text> {
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
    pub(super) fn flag(&mut self, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        self.wrong_type(key, value, ("true hoặc false", "true or false"));
        None
    }

    /// A whole number within a range.
    pub(super) fn integer(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<u32> {
        let value = table.get(key)?;
        if let DeValue::Integer(number) = value.get_ref()
            && let Ok(number) = u32::from_str_radix(number.as_str(), number.radix())
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
    pub(super) fn decimal(&mut self, table: &DeTable<'_>, key: &str) -> Option<rust_decimal::Decimal> {
        let value = table.get(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => "",
        };
        let number = text.parse().ok();
        if number.is_none() {
            self.wrong_type(key, value, ("một số", "a number"));
        }
        number
    }

    /// A table.
    pub(super) fn table<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Option<(&'t DeTable<'i>, usize)> {
        let value = table.get(key)?;
        if let DeValue::Table(inner) = value.get_ref() {
            return Some((inner, value.span().start));
        }
        self.wrong_type(key, value, ("một bảng TOML", "a table"));
        None
    }

    /// The tables of an array of tables; none when the key is absent.
    pub(super) fn tables<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Vec<(&'t DeTable<'i>, usize)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let mut found = Vec::new();
        if let DeValue::Array(items) = value.get_ref() {
            for item in items.iter() {
                match item.get_ref() {
                    DeValue::Table(inner) => found.push((inner, item.span().start)),
                    _ => self.wrong_type(key, item, ("một bảng TOML", "a table")),
                }
            }
        } else {
            self.wrong_type(key, value, ("một dãy bảng, viết [[…]]", "an array of tables, written [[…]]"));
        }
        found
    }
}

/// What to do about a message of the TOML parser.
fn slip(message: &str) -> &'static str {
    const SLIPS: [(&str, &str); 5] = [
        ("basic string", "chữ chưa đóng ngoặc kép; hãy thêm dấu \" ở cuối"),
        ("literal string, expected `'`", "chữ chưa đóng ngoặc đơn; hãy thêm dấu ' ở cuối"),
        (
            "must be quoted",
            "giá trị phải là chữ trong ngoặc kép thẳng \"…\", số, true hoặc false; hãy sửa lại",
        ),
        ("key with no value", "sau tên khóa phải có dấu = và giá trị; hãy thêm vào"),
        ("unclosed table", "tiêu đề chưa đóng ngoặc; hãy viết đủ [[field]]"),
    ];
    let known = SLIPS.iter().find(|(english, _)| message.contains(english));
    known.map_or(
        "sai cú pháp; hãy xem lại dấu phẩy, dấu ngoặc, dấu bằng và dấu nháy",
        |(_, vietnamese)| vietnamese,
    )
}

/// From the `[[field]]` above an offset, or the start of the file, to the next one.
fn table_around(text: &str, offset: usize) -> Range<usize> {
    const HEAD: &str = "\n[[field]]";
    let start = text.get(..offset).and_then(|before| before.rfind(HEAD)).map_or(0, |at| at + 1);
    let end = text.get(offset..).and_then(|after| after.find(HEAD)).map_or(text.len(), |at| offset + at);
    start..end + 1
}

/// Where the first character inside the quotes of a TOML string stands.
fn string_start(source: &str, span: Range<usize>) -> usize {
    let written = source.get(span.clone()).unwrap_or("");
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| written.starts_with(quotes));
    let after = span.start + quotes.map_or(0, str::len);
    let newline =
        quotes.is_some_and(|q| q.len() == 3) && source.get(after..).is_some_and(|t| t.starts_with('\n'));
    after + usize::from(newline)
}

/// A TOML value as JSON; a date as its text.
pub(super) fn to_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.replace("\r\n", "\n")),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Null, Value::from)
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => Value::Array(items.iter().map(|item| to_json(item.get_ref())).collect()),
        DeValue::Table(table) => Value::Object(
            table.iter().map(|(key, value)| (key.get_ref().to_string(), to_json(value.get_ref()))).collect(),
        ),
    }
}
