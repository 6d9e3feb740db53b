//! Which column fills which field.

use serde_json::{Map, Value, json};

use super::keys;
use super::likeness::Likeness;
use super::merged::Merged;
use super::{roles, target};
use crate::joined::Joined;
use crate::ordered;
use crate::sheet::{Sheet, Table};
use crate::template::Questions;
use crate::to_list::ToList;
use crate::vietnamese::lists::Head;
use crate::{Diagnostic, Location};

/// How the columns of a sheet fill the fields of a template. As JSON it is kept beside the template:
///
/// ```json
/// { "sheet": "Khách mời", "columns": { "Họ và tên": "nguoi_duoc_moi", "Ghi chú": "" },
///   "constants": { "chu_tri": "Chủ tịch UBND xã" }, "group_by": [], "one": false, "rows_into": "", "name": "{{ho_va_ten}}" }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matching {
    /// The sheet; the first when empty.
    pub sheet: String,
    /// The first row of the head, from 1; found out when absent.
    pub header_row: Option<usize>,
    /// The last row of a head whose first is given, from 1; found out when absent.
    pub header_last: Option<usize>,
    /// What the head says, and the path of the field; an empty path leaves the column out.
    pub columns: Vec<(String, String)>,
    /// Values of every document, which the cells of its rows override.
    pub constants: Value,
    /// Fields of which somebody said for this run that their value is common to all documents.
    pub agreed: Vec<String>,
    /// Rows that show the same in these columns are one document; none: each row is one.
    pub group_by: Vec<String>,
    /// All rows are one document, whatever they are grouped by.
    pub one: bool,
    /// A list whose items are the rows of a document, one each; what a table's column is matched with needs no word.
    pub rows_into: String,
    /// Sheets whose rows fill tables, one a table. In the JSON one alone stands without a list.
    pub second: Vec<Second>,
    /// The sign before decimals in figures that are text, a comma or a point; as each column tells when absent.
    pub decimal: Option<char>,
    /// What words of a column mean that are no choice by themselves: the column, each word, the value of the choice.
    pub words: Vec<(String, Vec<(String, String)>)>,
    /// How the files are named: `{{ho_ten}}-{{don_vi}}`, by field or by column; `{{stt}}` counts the documents.
    pub name: String,
}

/// A sheet whose rows go into a table of the document with the same key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Second {
    /// The sheet.
    pub sheet: String,
    /// Its column with the key.
    pub key: String,
    /// The column of the first sheet with the same key.
    pub main_key: String,
    /// What its head says, and the path of the field: `bieu.ke_hoach`.
    pub columns: Vec<(String, String)>,
}

impl Matching {
    /// The matching that names and labels suggest; marks, case and signs do not count. What nothing is like stays empty.
    pub fn propose(template: &dyn Questions, sheet: &Sheet, table: &Table) -> Matching {
        let inputs = target::inputs(template);
        let labels: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).to_list();
        let begun = target::of_starter(template, &labels);
        let roles = roles::of(sheet, table);
        let paths = Likeness::of(template, &inputs).paths(table, &roles, begun);
        let columns: Vec<_> = labels.iter().map(|label| (*label).to_owned()).zip(paths).to_list();
        let rows = columns
            .iter()
            .any(|(_, path)| target::find(&inputs, path).is_some_and(|input| !input.rows.is_empty()));
        let of_document = |path: &str| target::find(&inputs, path).is_some_and(|input| input.rows.is_empty());
        let merged = Merged::below(sheet, table.head.end);
        // How many different values a column has of which one is repeated.
        let groups = |label: &str| {
            let column = table.columns.iter().find(|column| column.label == label)?;
            let shown = table.rows.iter().map(|&row| keys::key(merged.cell(sheet, row, column.index).shown));
            let mut shown: Vec<String> = shown.filter(|key| !key.is_empty()).to_list();
            let all = shown.len();
            ordered::sort(&mut shown);
            shown.dedup();
            (shown.len() < all).then_some(shown.len())
        };
        // What fills nothing but tables is one document.
        let one = rows && !columns.iter().any(|(_, path)| of_document(path));
        let mut of_document = columns.iter().filter(|(_, path)| of_document(path)).map(|(label, _)| label);
        let mut grouped: Option<(usize, &String)> = None;
        let named = if rows {
            for label in of_document {
                if let Some(count) = groups(label)
                    && grouped.is_none_or(|(most, _)| count > most)
                {
                    grouped = Some((count, label));
                }
            }
            grouped.map(|(_, label)| label)
        } else {
            of_document.next()
        };
        // Of a line of several columns the name.
        let path = named.and_then(|named| columns.iter().find(|(label, _)| label == named));
        let same = columns.iter().zip(&roles).filter(|((_, of), _)| path.is_some_and(|(_, path)| path == of));
        let names = same.filter(|(_, role)| role.said() == Some(Head::Person));
        let mut labels: Vec<&String> = names.map(|((label, _), _)| label).to_list();
        if labels.is_empty() {
            labels.extend(named);
        }
        let tags: Vec<String> = labels.into_iter().map(|label| format!("{{{{{}}}}}", snake(label))).to_list();
        Matching {
            sheet: sheet.name().to_owned(),
            header_row: None,
            header_last: None,
            group_by: grouped.map(|(_, label)| label.clone()).into_iter().to_list(),
            one,
            name: ["{{stt}}".to_owned()].into_iter().chain(tags).joined("-"),
            columns,
            constants: Value::Object(Map::new()),
            agreed: Vec::new(),
            rows_into: String::new(),
            second: Vec::new(),
            decimal: None,
            words: Vec::new(),
        }
    }

    /// Reads one that was kept; `file` is its name for findings.
    ///
    /// # Errors
    /// `khop-cot-sai` when it is no JSON of this shape.
    pub fn from_json(file: &str, text: &str) -> Result<Matching, Diagnostic> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
            .map_err(|error| broken(file, error.line(), error.column()))?;
        Matching::from_value(&value).ok_or_else(|| broken(file, 0, 0))
    }

    /// It from its JSON; none when a part has another type than it should.
    pub fn from_value(value: &Value) -> Option<Matching> {
        let object = value.as_object()?;
        let text = |name: &str| match object.get(name) {
            None | Some(Value::Null) => Some(String::new()),
            Some(value) => value.as_str().map(str::to_owned),
        };
        let group_by = match object.get("group_by") {
            None | Some(Value::Null) => Vec::new(),
            Some(list) => texts(list)?,
        };
        let second = match object.get("second") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(list)) => list.iter().map(Second::from_value).collect::<Option<Vec<_>>>()?,
            Some(one) => vec![Second::from_value(one)?],
        };
        let constants = object.get("constants").cloned().unwrap_or_else(|| Value::Object(Map::new()));
        let row = |name: &str| match object.get(name) {
            None | Some(Value::Null) => Some(None),
            Some(row) => usize::try_from(row.as_u64()?).ok().filter(|&row| row > 0).map(Some),
        };
        Some(Matching {
            sheet: text("sheet")?,
            header_row: row("header_row")?,
            header_last: row("header_last")?,
            columns: object.get("columns").map_or(Some(Vec::new()), pairs)?,
            constants: constants.is_object().then_some(constants)?,
            agreed: Vec::new(),
            group_by,
            one: match object.get("one") {
                None | Some(Value::Null) => false,
                Some(one) => one.as_bool()?,
            },
            rows_into: text("rows_into")?,
            second,
            decimal: match text("decimal")?.as_str() {
                "" => None,
                "," => Some(','),
                "." => Some('.'),
                _ => return None,
            },
            words: match object.get("words") {
                None | Some(Value::Null) => Vec::new(),
                Some(words) => {
                    let columns = words.as_object()?.iter();
                    columns
                        .map(|(label, words)| Some((label.clone(), pairs(words)?)))
                        .collect::<Option<_>>()?
                }
            },
            name: text("name")?,
        })
    }

    /// It as JSON.
    pub fn to_value(&self) -> Value {
        let object = |pairs: &[(String, String)]| -> Map<String, Value> {
            pairs.iter().map(|(label, path)| (label.clone(), Value::from(path.as_str()))).collect()
        };
        let mut value = json!({
            "sheet": self.sheet,
            "columns": object(&self.columns),
            "constants": self.constants,
            "group_by": self.group_by,
            "rows_into": self.rows_into,
            "name": self.name,
        });
        if let Some(whole) = value.as_object_mut() {
            if self.one {
                whole.insert("one".to_owned(), Value::Bool(true));
            }
            if !self.words.is_empty() {
                let words =
                    self.words.iter().map(|(label, words)| (label.clone(), Value::Object(object(words))));
                whole.insert("words".to_owned(), Value::Object(words.collect()));
            }
            if let Some(sign) = self.decimal {
                whole.insert("decimal".to_owned(), Value::from(sign.to_string()));
            }
            for (name, row) in [("header_row", self.header_row), ("header_last", self.header_last)] {
                if let Some(row) = row {
                    whole.insert(name.to_owned(), Value::from(row));
                }
            }
            let mut sheets: Vec<Value> = self
                .second
                .iter()
                .map(|second| {
                    json!({
                        "sheet": second.sheet, "key": second.key, "main_key": second.main_key,
                        "columns": object(&second.columns),
                    })
                })
                .to_list();
            if sheets.len() > 1 {
                whole.insert("second".to_owned(), Value::Array(sheets));
            } else if let Some(one) = sheets.pop() {
                whole.insert("second".to_owned(), one);
            }
        }
        value
    }
}

impl Second {
    fn from_value(value: &Value) -> Option<Second> {
        let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        Some(Second {
            sheet: text("sheet")?,
            key: text("key")?,
            main_key: text("main_key")?,
            columns: pairs(value.get("columns")?)?,
        })
    }
}

fn texts(list: &Value) -> Option<Vec<String>> {
    list.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
}

fn pairs(object: &Value) -> Option<Vec<(String, String)>> {
    object.as_object()?.iter().map(|(label, path)| Some((label.clone(), path.as_str()?.to_owned()))).collect()
}

fn broken(file: &str, line: usize, column: usize) -> Diagnostic {
    Diagnostic::error(
        "khop-cot-sai",
        Location::File { file: file.to_owned(), line, column },
        "Tệp khớp cột không đúng dạng; hãy khớp cột lại rồi lưu tệp mới.",
        "The file of matched columns has not the right shape; match the columns again and save a new file.",
    )
}

/// The words of a label as a name: `Họ và tên` is `ho_va_ten`.
fn snake(label: &str) -> String {
    crate::filename::ascii(label).to_ascii_lowercase().replace('-', "_")
}
