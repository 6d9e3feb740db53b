//! Reading `[[field]]` and everything below it.

use super::reader::Reader;
use super::tree::Table as Entries;
use super::{Builtin, Spot, Spots};
use crate::Align;
use crate::markup::FREE_TEXT;
use crate::template::field::{Choice, Column, Field, Kind, Numeric, Partial, Table};
use crate::template::formula::Formula;

use crate::vietnamese::text;

const MAX_DEPTH: usize = 8;
const KINDS: &[&str] = &[
    "line",
    "text",
    "body",
    "date",
    "number",
    "money",
    "choice",
    "flag",
    "list",
    "group",
    "table",
    "signature",
    "vien_dan",
];
const FIELD_KEYS: &[&str] = &[
    "name",
    "label",
    "label_en",
    "kind",
    "required",
    "help",
    "help_en",
    "group",
    "group_en",
    "default",
    "placeholder",
];
const RESERVED: &[&str] = &["this", "stt", "phien_ban", "else", "as", "true", "false", "null"];

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Named,
    Item,
}

/// Reads fields into `spots` as it goes.
pub(super) struct Fields<'r, 's> {
    pub(super) reader: &'r mut Reader<'s>,
    pub(super) builtin: &'r Builtin,
    pub(super) spots: &'r mut Spots,
    pub(super) shared: bool,
}

impl Fields<'_, '_> {
    /// The fields of an array of tables; a field with a fault that leaves nothing usable is left out.
    pub(super) fn list(&mut self, table: &Entries, key: &str, prefix: &str, depth: usize) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        for (inner, offset) in self.reader.tables(table, key) {
            if let Some(field) = self.named(inner, offset, prefix, depth) {
                self.push(&mut fields, field, prefix);
            }
        }
        fields
    }

    fn push(&mut self, fields: &mut Vec<Field>, field: Field, prefix: &str) {
        if fields.iter().any(|other| other.name == field.name) {
            self.duplicate(&field.name, prefix);
        } else {
            fields.push(field);
        }
    }

    /// Reports a name used twice at its second place.
    pub(super) fn duplicate(&mut self, name: &str, prefix: &str) {
        let offset = self.spots.get(&join(prefix, name)).map_or(0, |spot| spot.name);
        self.reader.error(
            offset,
            "trung-ten",
            format!("Tên trường «{name}» đã dùng ở trên; hãy đặt tên khác."),
            format!("The field name “{name}” is used above; choose another."),
        );
    }

    /// A field with a name of its own.
    pub(super) fn named(
        &mut self,
        table: &Entries,
        offset: usize,
        prefix: &str,
        depth: usize,
    ) -> Option<Field> {
        let name = self.name(table, offset, prefix)?;
        let label = self.reader.required(table, "label", offset).map(|text| text.text);
        let path = join(prefix, &name);
        let mut field = self.kinded(table, offset, &path, depth, Position::Named)?;
        field.label = label.unwrap_or_else(|| name.clone());
        field.name = name;
        Some(field)
    }

    /// The name alone, checked, its place noted.
    pub(super) fn name(&mut self, table: &Entries, offset: usize, prefix: &str) -> Option<String> {
        let text = self.reader.required(table, "name", offset)?;
        let good = text.text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && !RESERVED.contains(&text.text.as_str())
            && (self.shared || text.text != FREE_TEXT);
        if !good {
            self.reader.error(
                text.start,
                "ten-sai",
                format!(
                    "Tên trường «{}» không dùng được; hãy viết chữ thường không dấu, nối bằng _, như nhiem_vu.",
                    text.text
                ),
                format!("“{}” is no usable field name; use small unaccented letters and _.", text.text),
            );
            return None;
        }
        self.spots.insert(join(prefix, &text.text), Spot { name: text.start, formula: None, default: None });
        Some(text.text)
    }

    fn kinded(
        &mut self,
        table: &Entries,
        offset: usize,
        path: &str,
        depth: usize,
        position: Position,
    ) -> Option<Field> {
        if depth > MAX_DEPTH {
            self.reader.error(
                offset,
                "long-qua-sau",
                format!("Trường lồng nhau quá {MAX_DEPTH} lớp; hãy tách ra."),
                format!("Fields are nested more than {MAX_DEPTH} deep; flatten them."),
            );
            return None;
        }
        let kind = match position {
            Position::Named => self.reader.required(table, "kind", offset)?,
            Position::Item => match self.reader.text(table, "kind") {
                Some(kind) => kind,
                None => super::reader::Text { text: "line".to_owned(), start: offset },
            },
        };
        let mut keys = FIELD_KEYS.to_vec();
        let kind = match kind.text.as_str() {
            "line" => Kind::Line,
            "text" => Kind::Text,
            "body" => Kind::Body,
            "date" => {
                keys.push("partial");
                Kind::Date(self.partial(table))
            }
            "flag" => Kind::Flag,
            "number" => Kind::Number(self.numeric(table, path, &mut keys)),
            "money" => Kind::Money(self.numeric(table, path, &mut keys)),
            "choice" => {
                keys.push("choices");
                Kind::Choice(self.choices(table, offset))
            }
            "list" => {
                keys.extend(["item", "item_label"]);
                Kind::List(Box::new(self.item(table, path, depth)?))
            }
            "group" => {
                keys.push("fields");
                let fields = self.list(table, "fields", path, depth + 1);
                self.some(fields.is_empty(), offset, "fields");
                Kind::Group(fields)
            }
            "table" => {
                keys.extend(["columns", "total_label", "item_label"]);
                Kind::Table(self.table(table, offset, path, depth))
            }
            "signature" => Kind::Signature(self.builtin.signature.clone()),
            "vien_dan" => Kind::VienDan(self.builtin.vien_dan.clone()),
            other => {
                self.reader.error(
                    kind.start,
                    "kieu-truong",
                    format!("Không có kiểu trường «{other}»; chọn một trong: {}.", KINDS.join(", ")),
                    format!("There is no field kind “{other}”; choose one of: {}.", KINDS.join(", ")),
                );
                return None;
            }
        };
        if matches!(kind, Kind::VienDan(_) | Kind::Signature(_)) {
            for field in self.builtin.record(&kind) {
                self.spots.insert(join(path, &field.name), Spot::default());
            }
        }
        if path.contains('.') {
            keys.extend(["width", "align", "total"]);
        }
        self.reader.known_keys(table, &keys);
        let default = self.default(table, path);
        Some(Field {
            name: String::new(),
            label: String::new(),
            label_en: self.reader.string(table, "label_en"),
            kind,
            required: self.reader.flag(table, "required").unwrap_or(false),
            help: self.reader.string(table, "help"),
            help_en: self.reader.string(table, "help_en"),
            group: self.reader.string(table, "group"),
            group_en: self.reader.string(table, "group_en"),
            default,
            placeholder: self.reader.string(table, "placeholder"),
            shared: self.shared,
        })
    }

    fn some(&mut self, empty: bool, offset: usize, key: &str) {
        if empty {
            self.reader.error(
                offset,
                "thieu-khoa",
                format!("Trường này cần ít nhất một phần tử trong «{key}»; hãy thêm vào."),
                format!("This field needs at least one entry in “{key}”; add it."),
            );
        }
    }

    fn default(&mut self, table: &Entries, path: &str) -> Option<serde_json::Value> {
        let value = table.get("default")?;
        self.spots.get_or_default(path.to_owned()).default = Some(value.start);
        Some(value.node.to_json())
    }

    fn numeric(&mut self, table: &Entries, path: &str, keys: &mut Vec<&str>) -> Numeric {
        keys.extend(["unit", "decimals", "formula", "min", "max"]);
        let formula =
            self.reader.text(table, "formula").and_then(|written| match Formula::parse(&written.text) {
                Ok(formula) => {
                    self.spots.get_or_default(path.to_owned()).formula = Some(written.start);
                    Some(formula)
                }
                Err(fault) => {
                    let message = text::upper_first(&fault.message);
                    self.reader.error(
                        written.start + fault.offset,
                        "cong-thuc-sai",
                        format!("{message}."),
                        format!("Wrong formula: {}.", fault.english),
                    );
                    None
                }
            });
        Numeric {
            unit: self.reader.string(table, "unit"),
            decimals: self.reader.integer(table, "decimals", 0..=10),
            formula,
            min: self.reader.decimal(table, "min"),
            max: self.reader.decimal(table, "max"),
        }
    }

    /// What a date may leave out: `partial = "known"` or `partial = "blanks"`.
    fn partial(&mut self, table: &Entries) -> Partial {
        let Some(written) = self.reader.text(table, "partial") else { return Partial::No };
        let mut known = [Partial::Known, Partial::Blanks].into_iter();
        known.find(|partial| partial.name() == Some(&written.text)).unwrap_or_else(|| {
            self.reader.error(
                written.start,
                "kieu-khoa",
                format!(
                    "Không có cách «{}»; chọn known (in phần đã biết) hoặc blanks (chừa chỗ ghi tay).",
                    written.text
                ),
                format!("There is no “{}”; choose known or blanks.", written.text),
            );
            Partial::No
        })
    }

    fn choices(&mut self, table: &Entries, offset: usize) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        for (inner, offset) in self.reader.tables(table, "choices") {
            self.reader.known_keys(inner, &["value", "label", "label_en"]);
            let value = self.reader.text(inner, "value");
            let label = self.reader.required(inner, "label", offset);
            let label_en = self.reader.string(inner, "label_en");
            let (Some(value), Some(label)) = (value, label) else { continue };
            if choices.iter().any(|choice| choice.value == value.text) {
                self.reader.error(
                    value.start,
                    "trung-ten",
                    format!("Lựa chọn «{}» đã có ở trên; hãy đặt giá trị khác.", value.text),
                    format!("The choice “{}” is there already; use another value.", value.text),
                );
                continue;
            }
            choices.push(Choice { value: value.text, label: label.text, label_en, ..Choice::default() });
        }
        self.some(choices.is_empty(), offset, "choices");
        choices
    }

    fn item(&mut self, table: &Entries, path: &str, depth: usize) -> Option<Field> {
        let label = self.reader.string(table, "item_label");
        let path = join(path, "*");
        let empty = Entries::default();
        let (inner, offset) = match self.reader.table(table, "item") {
            Some(found) => found,
            None => (&empty, 0),
        };
        let mut item = self.kinded(inner, offset, &path, depth + 1, Position::Item)?;
        item.label = label;
        Some(item)
    }

    fn table(&mut self, table: &Entries, offset: usize, path: &str, depth: usize) -> Table {
        let mut columns: Vec<Column> = Vec::new();
        for (inner, offset) in self.reader.tables(table, "columns") {
            let Some(field) = self.named(inner, offset, path, depth + 1) else { continue };
            if columns.iter().any(|column| column.field.name == field.name) {
                self.duplicate(&field.name, path);
                continue;
            }
            let plain = matches!(
                field.kind,
                Kind::Line
                    | Kind::Text
                    | Kind::Number(_)
                    | Kind::Money(_)
                    | Kind::Date(_)
                    | Kind::Choice(_)
                    | Kind::Flag
            );
            if !plain {
                self.reader.error(
                    offset,
                    "kieu-truong",
                    format!(
                        "Cột «{}» không thể có kiểu {}; cột là line, text, number, money, date, choice hoặc flag.",
                        field.name,
                        field.kind.name()
                    ),
                    format!("The column “{}” cannot be of kind {}.", field.name, field.kind.name()),
                );
                continue;
            }
            let align = self.align(inner, &field);
            let width = self.reader.integer(inner, "width", 1..=200).unwrap_or(4);
            let total = self.reader.flag(inner, "total");
            columns.push(Column { field, width: u16::try_from(width).unwrap_or(4), align, total });
        }
        self.some(columns.is_empty(), offset, "columns");
        Table {
            columns,
            total_label: self.reader.string(table, "total_label"),
            row_label: self.reader.string(table, "item_label"),
        }
    }

    fn align(&mut self, table: &Entries, field: &Field) -> Align {
        let by_kind = match field.kind {
            Kind::Number(_) | Kind::Money(_) => Align::Right,
            Kind::Date(_) | Kind::Choice(_) | Kind::Flag => Align::Center,
            _ => Align::Left,
        };
        let Some(written) = self.reader.text(table, "align") else { return by_kind };
        match written.text.as_str() {
            "left" => Align::Left,
            "center" => Align::Center,
            "right" => Align::Right,
            other => {
                self.reader.error(
                    written.start,
                    "kieu-khoa",
                    format!("Không có cách căn «{other}»; chọn left, center hoặc right."),
                    format!("There is no alignment “{other}”; choose left, center or right."),
                );
                by_kind
            }
        }
    }

    /// Changes what a template may change of a shared field.
    pub(super) fn override_shared(&mut self, table: &Entries, field: &mut Field) {
        self.reader.known_keys(table, FIELD_KEYS);
        if let Some(kind) = self.reader.text(table, "kind")
            && kind.text != field.kind.name()
        {
            self.reader.error(
                kind.start,
                "kieu-truong",
                format!(
                    "Trường dùng chung «{}» có kiểu {}, không đổi được; hãy bỏ dòng kind.",
                    field.name,
                    field.kind.name()
                ),
                format!(
                    "The shared field “{}” is of kind {}; remove this key.",
                    field.name,
                    field.kind.name()
                ),
            );
        }
        let strings = [
            ("label", &mut field.label),
            ("label_en", &mut field.label_en),
            ("help", &mut field.help),
            ("help_en", &mut field.help_en),
            ("group", &mut field.group),
            ("group_en", &mut field.group_en),
            ("placeholder", &mut field.placeholder),
        ];
        for (key, target) in strings {
            if let Some(text) = self.reader.text(table, key) {
                *target = text.text;
            }
        }
        if let Some(required) = self.reader.flag(table, "required") {
            field.required = required;
        }
        if let Some(default) = self.default(table, &field.name.clone()) {
            field.default = Some(default);
        }
    }
}

/// `a` + `b` is `a.b`; an empty prefix is none.
pub(super) fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}
