//! From the values somebody gave to values ready to be printed.

mod cited;
pub(crate) mod compute;
mod figures;
mod required;
pub(crate) mod resolved;
mod summary;

use crate::joined::Joined;
use crate::to_list::ToList;
use crate::unicode;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use self::resolved::{Resolved, decimal, number_value};
use super::Template;
use super::field::{Choice, Field, Kind, Numeric, Partial, is_blank};
use super::uses::{needed_only_by, user};
use crate::markup::FREE_TEXT;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::vietnamese::number;
use crate::vietnamese::text::{FONT, clean};
use crate::vietnamese::{CitedDocument, PartialDate};
use crate::{Diagnostic, FieldPath, Fix, Location, Severity};

/// The most items or rows a list or table may have.
pub const MAX_ITEMS: usize = 10_000;

/// The shared fields that are filled from others as the standard has it.
pub(crate) const FILLED: [&str; 2] = [SYMBOL, ARCHIVED];
const SYMBOL: &str = "ky_hieu";
const ARCHIVED: &str = "luu";

/// Cleans, completes and computes the values of a form, as [`crate::resolve`] says. What a field cannot hold and what is
/// missing are the findings; how values go together is judged above.
pub(crate) fn resolve(template: &Template, values: &Value, today: NaiveDate) -> Resolved {
    let mut resolver = Resolver { findings: Vec::new(), faulty: OrderedSet::new(), today };
    let empty = Map::new();
    let given = match values {
        Value::Object(given) => given,
        Value::Null => &empty,
        other => {
            resolver.wrong_type(
                &FieldPath::default(),
                "Dữ liệu",
                "một bảng tên và giá trị",
                "an object",
                other,
            );
            &empty
        }
    };
    resolver.unknown(given, &template.fields.iter(), &FieldPath::default());
    let mut resolved = Map::new();
    for field in &template.fields {
        let value = resolver.field(field, given.get(&field.name), &FieldPath::default());
        resolved.insert(field.name.clone(), value);
    }
    resolver.backwards(&resolved, &FieldPath::default(), &|name| {
        cited::label_of_days(template.fields.iter().find(|field| field.name == name))
    });
    resolver.summary(template, &mut resolved);
    let replaced = replaced_fields(template, &resolved);
    let mut failures = Vec::new();
    template.plan.run(&mut resolved, &mut failures);
    failures.retain(|failure| !replaced.iter().any(|name| name == top(failure)));
    resolver.findings.extend(failures);
    for field in &template.fields {
        let absent = given.get(&field.name).is_none_or(Value::is_null);
        if resolved.get(&field.name).is_none_or(is_blank) && (absent || field.required) {
            let text = match template.program.default_text(&field.name, &resolved) {
                Some(text) => clean(&text).text,
                None if field.shared && field.name == SYMBOL => symbol(template, &resolved),
                None if field.shared && field.name == ARCHIVED => filed_at(template, &resolved),
                None => continue,
            };
            resolved.insert(field.name.clone(), Value::String(text));
        }
    }
    for field in template.fields.iter().filter(|field| !replaced.contains(&field.name)) {
        if let Some(value) = resolved.get(&field.name) {
            resolver.required(field, value, &FieldPath::default(), &required::Context::default());
        }
    }
    let totals = template.plan.totals(&resolved);
    Resolved { values: resolved, diagnostics: by_form(resolver.findings, &template.fields), totals }
}

/// The fields that are not printed because free text stands in their place.
fn replaced_fields(template: &Template, values: &Map<String, Value>) -> Vec<String> {
    let mut users = Vec::new();
    for section in &template.sections {
        let text = values.get(FREE_TEXT).and_then(|texts| texts.get(&section.name));
        if text.is_some_and(|text| !is_blank(text)) {
            users.push(user(&section.name));
        }
    }
    if users.is_empty() { users } else { needed_only_by(&users, &template.fields, &template.uses) }
}

/// Findings in the order of the form; those of one field stay as they were found.
pub(crate) fn by_form(findings: Vec<Diagnostic>, fields: &[Field]) -> Vec<Diagnostic> {
    let mut by_field: OrderedMap<usize, Vec<Diagnostic>> = OrderedMap::new();
    for finding in findings {
        let place = match &finding.location {
            Location::Field { .. } => {
                fields.iter().position(|field| field.name == top(&finding)).unwrap_or(usize::MAX)
            }
            _ => 0,
        };
        by_field.get_or_default(place).push(finding);
    }
    by_field.into_values().flatten().to_list()
}

/// The top-level field a finding is about.
fn top(finding: &Diagnostic) -> &str {
    match &finding.location {
        Location::Field { path } => path.as_str().split('.').next().unwrap_or(""),
        _ => "",
    }
}

fn text_at<'v>(values: &'v Map<String, Value>, name: &str) -> &'v str {
    values.get(name).and_then(Value::as_str).unwrap_or("")
}

/// `KH-UBND` for a document with a kind, `UBND-TH2` for a công văn (Annex I, Part I, II.3); of a joint document
/// every body is named. A kind that is typed in is looked up in the standard's list.
fn symbol(template: &Template, values: &Map<String, Value>) -> String {
    let bodies = values.get("co_quan").and_then(Value::as_array).into_iter().flatten();
    let short = bodies.filter_map(|body| body.get("viet_tat").and_then(Value::as_str));
    let joint = short.filter(|body| !body.is_empty()).joined("-");
    let typed = || template.form.standard().symbol_of(text_at(values, "ten_loai"));
    match (template.kind.as_deref().or_else(typed), joint.as_str(), text_at(values, "don_vi_soan")) {
        (_, "", _) => String::new(),
        (Some(kind), body, _) => format!("{kind}{}{body}", template.form.standard().letterhead.after_kind),
        (None, body, "") => body.to_owned(),
        (None, body, unit) => format!("{body}-{unit}"),
    }
}

/// `VT, TH2`: the registry and the drafting unit keep a copy (Annex I, Part I, II.9).
fn filed_at(template: &Template, values: &Map<String, Value>) -> String {
    let registry = &template.form.standard().signature.archived_at;
    match text_at(values, "don_vi_soan") {
        "" => registry.clone(),
        unit => format!("{registry}, {unit}"),
    }
}

struct Resolver {
    findings: Vec<Diagnostic>,
    /// Paths already reported as unusable: not reported again as missing.
    faulty: OrderedSet<FieldPath>,
    today: NaiveDate,
}

impl Resolver {
    fn report(
        &mut self,
        severity: Severity,
        code: &'static str,
        path: &FieldPath,
        message: String,
        english: String,
    ) {
        if severity == Severity::Error {
            self.faulty.insert(path.clone());
        }
        self.findings.push(Diagnostic::new(
            severity,
            code,
            Location::Field { path: path.clone() },
            message,
            english,
        ));
    }

    /// Says what puts the last finding right.
    fn fix(&mut self, fix: Fix) {
        if let Some(last) = self.findings.last_mut() {
            last.fix = Some(Box::new(fix));
        }
    }

    fn wrong_type(&mut self, path: &FieldPath, label: &str, expected: &str, english: &str, given: &Value) {
        let (is, is_en) = match given {
            Value::Null => ("trống", "empty"),
            Value::Bool(_) => ("true/false", "true/false"),
            Value::Number(_) => ("một số", "a number"),
            Value::String(_) => ("chữ", "text"),
            Value::Array(_) => ("một danh sách", "a list"),
            Value::Object(_) => ("một nhóm giá trị", "an object"),
        };
        self.report(
            Severity::Error,
            "sai-kieu",
            path,
            format!("«{label}» phải là {expected}, không phải {is}; hãy sửa lại giá trị này."),
            format!("“{label}” must be {english}, not {is_en}; correct the value."),
        );
    }

    /// Reports keys that are no field, at the top and in every record.
    fn unknown<'f>(
        &mut self,
        given: &Map<String, Value>,
        fields: &(impl Iterator<Item = &'f Field> + Clone),
        path: &FieldPath,
    ) {
        for key in given.keys() {
            let known = fields.clone().any(|field| field.name == *key)
                || (path.as_str().is_empty() && key == "phien_ban");
            if !known {
                self.report(
                    Severity::Warning,
                    "truong-la",
                    &path.join(key),
                    format!(
                        "Mẫu này không có trường «{key}» nên giá trị không được in; hãy kiểm tra lại tên."
                    ),
                    format!("This template has no field “{key}”, so it is not printed; check the name."),
                );
            }
        }
    }

    fn field(&mut self, field: &Field, given: Option<&Value>, parent: &FieldPath) -> Value {
        let path = parent.join(&field.name);
        if field.formula().is_some() {
            return Value::Null;
        }
        let given = given.filter(|value| !value.is_null());
        let default = field.default.as_ref().filter(|default| constant(field, default));
        match (given, default) {
            (Some(value), Some(default)) if field.required && is_blank(value) => {
                self.value(field, default, &path)
            }
            (Some(value), _) => self.value(field, value, &path),
            (None, Some(default)) => self.value(field, default, &path),
            (None, None) => match field.kind.record() {
                // Sub-fields have defaults of their own.
                Some(fields) => self.record(fields.iter(), &Map::new(), &path),
                None => field.blank(),
            },
        }
    }

    fn value(&mut self, field: &Field, given: &Value, path: &FieldPath) -> Value {
        match &field.kind {
            Kind::Line | Kind::Text | Kind::Body => self.text(field, given, path),
            Kind::Date(partial) => self.date(field, *partial, given, path),
            Kind::Number(numeric) | Kind::Money(numeric) => self.number(field, numeric, given, path),
            Kind::Choice(choices) => self.choice(field, choices, given, path),
            Kind::Flag => match given {
                Value::Bool(_) => given.clone(),
                Value::String(text) if text.trim().is_empty() => Value::Bool(false),
                _ => {
                    self.wrong_type(
                        path,
                        &field.label,
                        "Có (true) hoặc Không (false)",
                        "true or false",
                        given,
                    );
                    Value::Bool(false)
                }
            },
            Kind::Group(fields) => self.group(field, fields, given, path),
            Kind::VienDan(fields) => match given {
                Value::String(text) => {
                    let mut record = Map::new();
                    record.insert("nguyen_van".to_owned(), Value::String(text.clone()));
                    self.record(fields.iter(), &record, path)
                }
                _ => {
                    let value = self.group(field, fields, given, path);
                    self.cited(&value, path);
                    joined(value)
                }
            },
            Kind::List(item) => {
                let one = matches!(item.kind, Kind::Line | Kind::Text | Kind::Body | Kind::VienDan(_));
                self.items(field, given, path, one, |resolver, value, path| match value {
                    Value::Null => item.blank(),
                    value => {
                        let labelled;
                        let item = if item.label.is_empty() {
                            labelled = Field { label: field.label.clone(), ..(**item).clone() };
                            &labelled
                        } else {
                            item
                        };
                        resolver.value(item, value, path)
                    }
                })
            }
            Kind::Table(table) => self.items(field, given, path, false, |resolver, value, path| {
                resolver.row(field, table.fields(), value, path)
            }),
            Kind::Signature(fields) => self.items(field, given, path, false, |resolver, value, path| {
                resolver.row(field, fields.iter(), value, path)
            }),
        }
    }

    fn group(&mut self, field: &Field, fields: &[Field], given: &Value, path: &FieldPath) -> Value {
        match given {
            Value::Object(record) => self.record(fields.iter(), record, path),
            Value::String(text) if text.trim().is_empty() => self.record(fields.iter(), &Map::new(), path),
            _ => {
                self.wrong_type(path, &field.label, "một nhóm gồm các ô có tên", "an object", given);
                field.blank()
            }
        }
    }

    fn row<'f>(
        &mut self,
        field: &Field,
        fields: impl Iterator<Item = &'f Field> + Clone,
        given: &Value,
        path: &FieldPath,
    ) -> Value {
        let empty = Map::new();
        match given {
            Value::Object(record) => self.record(fields, record, path),
            Value::Null => self.record(fields, &empty, path),
            _ => {
                let label = format!(
                    "{}, dòng {}",
                    field.label,
                    path.as_str().rsplit('.').next().map_or(1, number_of_row)
                );
                self.wrong_type(path, &label, "một nhóm gồm các ô có tên", "an object", given);
                super::field::blank_record(fields)
            }
        }
    }

    fn record<'f>(
        &mut self,
        fields: impl Iterator<Item = &'f Field> + Clone,
        given: &Map<String, Value>,
        path: &FieldPath,
    ) -> Value {
        self.unknown(given, &fields, path);
        let all = fields.clone();
        let record = fields
            .map(|field| (field.name.clone(), self.field(field, given.get(&field.name), path)))
            .collect();
        self.backwards(&record, path, &|name| {
            cited::label_of_days(all.clone().find(|field| field.name == name))
        });
        Value::Object(record)
    }

    /// The items of a list; blank ones at its end are left out, so that an empty row of a form is no row.
    fn items(
        &mut self,
        field: &Field,
        given: &Value,
        path: &FieldPath,
        single: bool,
        mut item: impl FnMut(&mut Self, &Value, &FieldPath) -> Value,
    ) -> Value {
        let one;
        let items: &[Value] = match given {
            Value::Array(items) => items,
            Value::String(text) if text.trim().is_empty() => &[],
            Value::String(_) if single => {
                one = [given.clone()];
                &one
            }
            Value::Object(_) if !matches!(field.kind, Kind::List(ref item) if item.kind.record().is_none()) =>
            {
                one = [given.clone()];
                &one
            }
            _ => {
                self.wrong_type(path, &field.label, "một danh sách", "a list", given);
                &[]
            }
        };
        let used = items.iter().rposition(|value| !is_blank(value)).map_or(0, |last| last + 1);
        if used > MAX_ITEMS {
            self.report(
                Severity::Error,
                "qua-nhieu",
                path,
                format!(
                    "«{}» có {used} mục, nhiều hơn {MAX_ITEMS}; các mục sau không được in, hãy tách thành nhiều văn bản.",
                    field.label
                ),
                format!("“{}” has {used} items, more than {MAX_ITEMS}; the rest is not printed.", field.label),
            );
        }
        let kept = items.iter().take(used.min(MAX_ITEMS)).enumerate();
        Value::Array(kept.map(|(at, value)| item(self, value, &path.join(at))).to_list())
    }

    fn text(&mut self, field: &Field, given: &Value, path: &FieldPath) -> Value {
        let number;
        let text = match given {
            Value::String(text) => text,
            Value::Number(given) => {
                number = given.to_string();
                &number
            }
            _ => {
                self.wrong_type(path, &field.label, "chữ", "text", given);
                return field.blank();
            }
        };
        let cleaned = clean(text);
        if cleaned.dropped_controls > 0 {
            self.report(
                Severity::Warning,
                "ky-tu-dieu-khien",
                path,
                format!(
                    "Đã bỏ {} ký tự điều khiển không in được trong «{}».",
                    cleaned.dropped_controls, field.label
                ),
                format!(
                    "{} control characters that cannot be printed were dropped.",
                    cleaned.dropped_controls
                ),
            );
            self.fix(Fix::new(path.clone(), &*cleaned.text, "Bỏ ký tự không in được", "Drop them"));
        }
        if cleaned.nfc_changed {
            self.report(
                Severity::Info,
                "chuan-hoa-nfc",
                path,
                format!("Đã chuyển chữ trong «{}» sang Unicode dựng sẵn (TCVN 6909:2001).", field.label),
                "The letters were composed (Unicode normal form C).".to_owned(),
            );
            self.fix(Fix::new(path.clone(), &*cleaned.text, "Lưu dạng dựng sẵn", "Keep them composed"));
            if let Some(last) = self.findings.last_mut() {
                last.article = Some(FONT.to_owned());
            }
        }
        let text = cleaned.text.trim_end_matches('\n');
        Value::String(if field.kind == Kind::Line { text.replace('\n', " ") } else { text.to_owned() })
    }

    fn date(&mut self, field: &Field, partial: Partial, given: &Value, path: &FieldPath) -> Value {
        let text = match given {
            Value::String(text) => match text.trim() {
                "nam_nay" => PartialDate::Year(self.today.year()).to_string(),
                "thang_nay" => PartialDate::YearMonth(self.today.year(), self.today.month()).to_string(),
                "hom_nay" => PartialDate::Full(self.today).to_string(),
                text => clean(text).text,
            },
            Value::Number(number) => number.to_string(),
            _ => {
                self.wrong_type(path, &field.label, "ngày tháng, như 5/4/2026", "a date", given);
                return field.blank();
            }
        };
        match PartialDate::from_str(&text) {
            Ok(date) => {
                if partial == Partial::No && !date.is_none() && date.full().is_none() {
                    self.without_day(field, date, path);
                }
                Value::String(date.to_string())
            }
            Err(error) => {
                self.report(Severity::Error, "ngay-sai", path, error.to_string(), error.english());
                if let Some(date) = PartialDate::guess(&text) {
                    let shown = date.slashed();
                    let (label, english) = (format!("Ghi {shown}"), format!("Write {shown}"));
                    self.fix(Fix::new(path.clone(), date.to_string(), label, english));
                }
                field.blank()
            }
        }
    }

    fn without_day(&mut self, field: &Field, date: PartialDate, path: &FieldPath) {
        let shown = date.slashed();
        self.report(
            Severity::Error,
            "ngay-thieu",
            path,
            format!(
                "«{}» phải đủ ngày, tháng, năm, ví dụ 05/4/2026; mới có {shown}. Hãy ghi thêm cho đủ.",
                field.label
            ),
            format!("“{}” needs a day, a month and a year; there is {shown} only.", field.label),
        );
    }

    fn number(&mut self, field: &Field, numeric: &Numeric, given: &Value, path: &FieldPath) -> Value {
        let number = match given {
            Value::String(text) if text.trim().is_empty() => return Value::Null,
            Value::String(text) => match self.typed(field, numeric, text, path) {
                Some(number) => Some(number),
                None => return Value::Null,
            },
            given => decimal(given),
        };
        let Some(number) = number else {
            self.wrong_type(path, &field.label, "một số, như 1.234,5", "a number", given);
            return Value::Null;
        };
        if let Some(decimals) = numeric.decimals.filter(|decimals| number.normalize().scale() > *decimals) {
            self.rounded(field, number, decimals, path);
        }
        let print = |bound: &Decimal| number::format(*bound, None);
        let range = match (&numeric.min, &numeric.max) {
            (Some(min), Some(max)) if number < *min || number > *max => {
                Some((format!("từ {} đến {}", print(min), print(max)), format!("from {min} to {max}")))
            }
            (Some(min), None) if number < *min => {
                Some((format!("từ {}", print(min)), format!("at least {min}")))
            }
            (None, Some(max)) if number > *max => {
                Some((format!("không quá {}", print(max)), format!("at most {max}")))
            }
            _ => None,
        };
        if let Some((range, english)) = range {
            let unit = if numeric.unit.is_empty() { String::new() } else { format!(" {}", numeric.unit) };
            self.report(
                Severity::Warning,
                "ngoai-khoang",
                path,
                format!("«{}» nên {range}{unit}, đang là {}; hãy kiểm tra lại.", field.label, print(&number)),
                format!("“{}” should be {english}{unit}, it is {number}; check it.", field.label),
            );
        }
        number_value(number)
    }

    fn choice(&mut self, field: &Field, choices: &[Choice], given: &Value, path: &FieldPath) -> Value {
        let number;
        let text = match given {
            Value::String(text) => text.trim(),
            Value::Number(given) => {
                number = given.to_string();
                &number
            }
            _ => {
                self.wrong_type(path, &field.label, "một trong các lựa chọn", "one of the choices", given);
                return field.blank();
            }
        };
        let lower = unicode::lower(text);
        let chosen = choices
            .iter()
            .find(|choice| choice.value == text)
            .or_else(|| choices.iter().find(|choice| unicode::lower(&choice.label) == lower));
        match chosen {
            Some(choice) => Value::String(choice.value.clone()),
            None if text.is_empty() => field.blank(),
            None => {
                let known = choices.iter().map(|c| format!("{} ({})", c.value, c.label)).to_list();
                let text = clean(text).text;
                self.report(
                    Severity::Error,
                    "lua-chon-sai",
                    path,
                    format!(
                        "«{}» không có lựa chọn «{text}»; chọn một trong: {}.",
                        field.label,
                        known.join(", ")
                    ),
                    format!(
                        "“{text}” is no choice of “{}”; choose one of: {}.",
                        field.label,
                        known.join(", ")
                    ),
                );
                field.blank()
            }
        }
    }
}

/// A cited document with the word that joins its abstract: what is taken by default is seen and can be changed.
fn joined(mut cited: Value) -> Value {
    let joining = CitedDocument::from_value(&cited).joining();
    if let (Some(joining), Some(parts)) = (joining, cited.as_object_mut()) {
        parts.insert("chu_noi".to_owned(), Value::from(joining.name()));
    }
    cited
}

fn number_of_row(at: &str) -> usize {
    at.parse::<usize>().map_or(1, |at| at + 1)
}

/// Whether a default is a value itself and not Handlebars to be filled in later.
pub(crate) fn constant(field: &Field, default: &Value) -> bool {
    let text = matches!(field.kind, Kind::Line | Kind::Text | Kind::Body);
    !(text && default.as_str().is_some_and(|text| text.contains("{{")))
}

/// What is wrong with a constant default, by the rules values are held to.
pub(crate) fn default_fault(field: &Field, default: &Value) -> Option<Diagnostic> {
    let today = NaiveDate::from_ymd_opt(2026, 1, 1)?;
    let mut resolver = Resolver { findings: Vec::new(), faulty: OrderedSet::new(), today };
    resolver.value(field, default, &FieldPath::from(field.name.as_str()));
    resolver.findings.into_iter().find(|finding| finding.severity >= Severity::Warning)
}
