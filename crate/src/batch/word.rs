//! An office's own Word file as what a batch fills.

use crate::to_list::ToList;
use chrono::NaiveDate;
use serde_json::Value;

use super::Maker;
use crate::diagnostic::value_at;
use crate::merge::{WordField, WordKind, WordTemplate};
use crate::template::field::Partial;
use crate::template::{Field, Kind, Questions, Sample};
use crate::vietnamese::lists;
use crate::{Diagnostic, FieldPath, File, Location};

/// A Word file with tags, asked for as a form: text where tags print, yes or no where they only decide, a list where they
/// repeat.
#[derive(Debug)]
pub struct WordForm<'b> {
    template: WordTemplate<'b>,
    fields: Vec<Field>,
}

impl<'b> WordForm<'b> {
    /// The form of a template.
    pub fn new(template: WordTemplate<'b>) -> Self {
        let fields = template.fields().iter().map(field).to_list();
        WordForm { template, fields }
    }
}

fn field(of: &WordField) -> Field {
    let kind = match of.kind {
        WordKind::Text | WordKind::Digits | WordKind::Number => Kind::Text,
        WordKind::Date => Kind::Date(Partial::Known),
        WordKind::Condition | WordKind::Tick => Kind::Flag,
        WordKind::List if of.fields.is_empty() => Kind::List(Box::new(named("", Kind::Text))),
        WordKind::List => {
            let parts = of.fields.iter().map(field).to_list();
            Kind::List(Box::new(named("", Kind::Group(parts))))
        }
    };
    let required = matches!(of.kind, WordKind::Text | WordKind::Digits | WordKind::Number | WordKind::Date);
    let mut field = Field { required, ..named(&of.name, kind) };
    if !of.label.is_empty() {
        field.label.clone_from(&of.label);
    }
    field
}

fn named(name: &str, kind: Kind) -> Field {
    Field {
        name: name.to_owned(),
        label: name.to_owned(),
        label_en: String::new(),
        kind,
        required: false,
        help: String::new(),
        help_en: String::new(),
        group: String::new(),
        group_en: String::new(),
        default: None,
        placeholder: String::new(),
        shared: false,
    }
}

impl Questions for WordForm<'_> {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn row(&self) -> Option<&str> {
        None
    }

    fn samples(&self) -> &[Sample] {
        &[]
    }

    fn field(&self, name: &str) -> Option<&Field> {
        let heads = |field: &&Field| {
            field.name.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.fields.iter().find(heads)
    }
}

impl Maker for WordForm<'_> {
    fn check(&self, values: &Value, _today: NaiveDate) -> Vec<Diagnostic> {
        let mut findings = self.template.check(values);
        for finding in &mut findings {
            if let Location::Field { path } = &mut finding.location
                && let Some(full) = self.fields.iter().find_map(|list| within(list, path.as_str(), values))
            {
                *path = FieldPath::from(full.as_str());
            }
        }
        findings.extend(self.fields.iter().filter_map(|field| unclear(field, values)));
        findings
    }

    fn make(&self, values: &Value, _today: NaiveDate, _keep: bool) -> Result<Vec<File>, Diagnostic> {
        match self.template.fill(values) {
            Ok(merged) => Ok(vec![File { suffix: None, bytes: merged.bytes }]),
            Err(findings) => Err(findings.into_iter().next().unwrap_or_else(unwritten)),
        }
    }
}

/// Where a part of the items of a list is missing: in the first item without it.
fn within(list: &Field, name: &str, values: &Value) -> Option<String> {
    let Kind::List(item) = &list.kind else { return None };
    let is_part = item.kind.record()?.iter().any(|part| part.name == name);
    let items = value_at(values, &list.name).and_then(Value::as_array).filter(|_| is_part)?;
    let at = items.iter().position(|item| value_at(item, name).is_none_or(Value::is_null))?;
    Some(format!("{}.{at}.{name}", list.name))
}

/// A word that is neither yes nor no where only that is asked.
fn unclear(field: &Field, values: &Value) -> Option<Diagnostic> {
    let given = value_at(values, &field.name).filter(|_| field.kind == Kind::Flag)?.as_str()?;
    lists::answer(given).is_none().then(|| {
        Diagnostic::error(
            "khong-ro-co-khong",
            Location::Field { path: FieldPath::from(field.name.as_str()) },
            format!("“{given}” không rõ là có hay không; hãy ghi Có hoặc Không."),
            format!("“{given}” is neither yes nor no; write one of them."),
        )
    })
}

fn unwritten() -> Diagnostic {
    Diagnostic::error(
        "khong-ghi-duoc",
        Location::Document,
        "Không ghi được văn bản từ tệp mẫu; hãy kiểm tra tệp mẫu bằng lệnh lint.",
        "The document cannot be written from the template; look at it with lint.",
    )
}
