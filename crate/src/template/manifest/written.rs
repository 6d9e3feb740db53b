//! Manifests as people write them: TOML, read to its end whatever is wrong in between.

use crate::to_list::ToList;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::reader::Reader;
use super::tree::{Key, Node, Placed, Table};
use crate::template::source::Source;

/// The table of a file; what TOML cannot read is reported and left out of it.
pub(super) fn parse<'s>(source: Source<'s>) -> (Reader<'s>, Table) {
    let mut reader = Reader::new(source);
    let (table, errors) = DeTable::parse_recoverable(source.text);
    let mut last_line = 0;
    for error in errors {
        let offset = error.span().map_or(0, |span| span.start);
        let (line, _) = source.line_column(offset);
        // More on the same line is the same slip.
        if line != last_line {
            reader.findings.push(source.error(
                offset,
                "toml-sai",
                format!("Không đọc được từ chỗ này: {}.", slip(error.message())),
                format!("Not readable as TOML here: {}.", error.message()),
            ));
            reader.torn.push(table_around(source.text, offset));
        }
        last_line = line;
    }
    let table = read(source.text, table.get_ref());
    (reader, table)
}

fn read(text: &str, table: &DeTable<'_>) -> Table {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let name: &std::borrow::Cow<'_, str> = key.get_ref();
        (Key { name: name.to_string(), start: key.span().start }, placed(text, value))
    };
    Table(table.iter().map(entry).to_list())
}

fn placed(text: &str, value: &Spanned<DeValue<'_>>) -> Placed {
    let mut start = value.span().start;
    let node = match value.get_ref() {
        DeValue::String(string) => {
            start = string_start(text, value.span());
            Node::Text(string.replace("\r\n", "\n"))
        }
        DeValue::Integer(number) => Node::Number(
            i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| number.to_string(), |number| number.to_string()),
        ),
        DeValue::Float(number) => Node::Number(number.to_string()),
        DeValue::Boolean(flag) => Node::Flag(*flag),
        DeValue::Datetime(date) => Node::Text(date.to_string()),
        DeValue::Array(items) => Node::List(items.iter().map(|item| placed(text, item)).to_list()),
        DeValue::Table(table) => Node::Table(read(text, table)),
    };
    Placed { node, start }
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
