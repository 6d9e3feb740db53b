//! What is wrong, where, and what to do about it.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; nothing is wrong.
    Info,
    /// Against custom, or against the decree in a way that somebody may intend.
    Warning,
    /// The document is not fit to be sent.
    Error,
}

impl Severity {
    /// The Vietnamese word printed before a finding: `lỗi`, `cảnh báo` or `gợi ý`.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Severity::Info => "gợi ý",
            Severity::Warning => "cảnh báo",
            Severity::Error => "lỗi",
        }
    }
}

/// A path into the values, dotted, list positions counted from 0: `nhiem_vu.0.don_vi`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldPath(pub String);

impl FieldPath {
    /// The path one step further down: `kinh_gui` + `2` is `kinh_gui.2`.
    pub fn join(&self, step: impl fmt::Display) -> FieldPath {
        let mut path = String::with_capacity(self.0.len() + 16);
        if !self.0.is_empty() {
            path.push_str(&self.0);
            path.push('.');
        }
        // Writing to a string cannot fail.
        let _ = write!(path, "{step}");
        FieldPath(path)
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The value at a dotted path, list positions from 0: `chu_ky.0.ho_ten`.
pub(crate) fn value_at<'v>(values: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(values, |value, step| match value {
        Value::Object(fields) => fields.get(step),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

impl From<&str> for FieldPath {
    fn from(path: &str) -> Self {
        FieldPath(path.to_owned())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Location {
    /// In a value of the form.
    Field {
        /// Which value.
        path: FieldPath,
    },
    /// In a file, at a line and column counted from 1; 0 when the whole file is meant.
    File {
        /// The file's name as the user knows it.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// In the document as a whole.
    Document,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Field { path } => path.fmt(f),
            Location::File { file, line: 0, .. } => f.write_str(file),
            Location::File { file, line, column } => write!(f, "{file}:{line}:{column}"),
            Location::Document => f.write_str("văn bản"),
        }
    }
}

/// One finding: a stable code, a place, and one sentence a clerk understands, in Vietnamese and in English.
///
/// It prints as `nơi: lỗi[mã]: câu`.
///
/// ```
/// use thethuc::{Diagnostic, Location};
/// let missing = Diagnostic::error(
///     "thieu-truong",
///     Location::Field { path: "trich_yeu".into() },
///     "Chưa có trích yếu; hãy ghi ngắn gọn nội dung văn bản.",
///     "The abstract is missing; say briefly what the document is about.",
/// );
/// assert_eq!(missing.to_string(), "trich_yeu: lỗi[thieu-truong]: Chưa có trích yếu; hãy ghi ngắn gọn nội dung văn bản.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable kebab-case name: `thieu-truong`, `ngay-sai`.
    pub code: Cow<'static, str>,
    /// Where it is.
    pub location: Location,
    /// One Vietnamese sentence: what is wrong and what to do.
    pub message: String,
    /// The same in English.
    pub english: String,
    /// Where it is written that it should be so, in Vietnamese; none where custom or the template says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// What would put it right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Box<Fix>>,
}

/// A value that puts a finding right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The field.
    pub path: FieldPath,
    /// What it should hold, all of it.
    pub value: String,
    /// What a button that does it would say, in Vietnamese.
    pub label: String,
    /// The same in English.
    pub label_en: String,
    /// The value as a number, where the field holds one: as text it might be read in another way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Value>,
    /// The corrections it is made of, where there are several: each is of the value as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Fix>,
    /// What the value may mean instead, where it can be read in several ways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Fix>,
}

impl Fix {
    /// One that gives a field another value.
    pub fn new(
        path: FieldPath,
        value: impl Into<String>,
        label: impl Into<String>,
        label_en: impl Into<String>,
    ) -> Self {
        Fix {
            path,
            value: value.into(),
            label: label.into(),
            label_en: label_en.into(),
            number: None,
            parts: Vec::new(),
            others: Vec::new(),
        }
    }
}

impl Diagnostic {
    /// A finding of the given severity.
    pub fn new(
        severity: Severity,
        code: &'static str,
        location: Location,
        message: impl Into<String>,
        english: impl Into<String>,
    ) -> Self {
        Diagnostic {
            severity,
            code: Cow::Borrowed(code),
            location,
            message: message.into(),
            english: english.into(),
            article: None,
            fix: None,
        }
    }

    /// It, with where that is written.
    #[must_use]
    pub fn citing(mut self, article: impl Into<String>) -> Self {
        self.article = Some(article.into());
        self
    }

    /// It, with what puts it right.
    #[must_use]
    pub fn with_fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into().map(Box::new);
        self
    }

    /// A finding that makes the document unfit to be sent.
    pub fn error(
        code: &'static str,
        location: Location,
        message: impl Into<String>,
        english: impl Into<String>,
    ) -> Self {
        Diagnostic::new(Severity::Error, code, location, message, english)
    }

    /// A finding that somebody may intend.
    pub fn warning(
        code: &'static str,
        location: Location,
        message: impl Into<String>,
        english: impl Into<String>,
    ) -> Self {
        Diagnostic::new(Severity::Warning, code, location, message, english)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}[{}]: {}", self.location, self.severity.vietnamese(), self.code, self.message)
    }
}
