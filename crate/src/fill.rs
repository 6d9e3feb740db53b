//! From a template and values to finished files.

use chrono::NaiveDate;
use serde_json::Value;

use crate::check::{self, resolve};
use crate::docx::values_part::ValuesPart;
use crate::html::{self, Html};
use crate::layout::Attachment;
use crate::template::{Resolved, Template, render};
use crate::{Diagnostic, Document, Severity, docx, layout, markup};

/// A filled template: the document, the appendices that are files of their own, and everything there is to say about them.
#[derive(Debug, Clone)]
pub struct Filled<'t> {
    /// The document itself.
    pub document: Document,
    /// What goes with it in files of its own.
    pub attachments: Vec<Attachment>,
    /// The values with defaults and computed fields.
    pub resolved: Resolved,
    /// All findings, in the order of the form.
    pub diagnostics: Vec<Diagnostic>,
    template: &'t Template,
    given: Value,
    preset: String,
    today: NaiveDate,
}

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// `None` for the document itself; [`Attachment::suffix`] for what goes with it.
    pub suffix: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Fills a template.
///
/// A user's mistake never stops it: the document is made all the same, missing values print as visible blanks, and
/// every finding is in [`Filled::diagnostics`]. `today` is the only date it knows.
///
/// ```
/// use chrono::NaiveDate;
/// use thethuc::{fill, library};
///
/// let letter = library::get("cong-van-trien-khai").expect("a built-in template");
/// let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
/// let filled = fill(&letter, &serde_json::json!({ "trich_yeu": "triển khai Chỉ thị" }), today);
/// assert!(filled.has_errors(), "the recipients are missing");
/// assert!(filled.html().body.contains("triển khai Chỉ thị"));
/// ```
pub fn fill<'t>(template: &'t Template, values: &Value, today: NaiveDate) -> Filled<'t> {
    let mut filled = fill_unread(template, values, today);
    let found = std::mem::take(&mut filled.diagnostics);
    filled.diagnostics = check::form(template, values, &filled.resolved, found, today);
    filled
}

/// The same without reading what the values say, for whoever looks at no findings.
pub(crate) fn fill_unread<'t>(template: &'t Template, values: &Value, today: NaiveDate) -> Filled<'t> {
    let mut resolved = resolve(template, values, today);
    let mut diagnostics = std::mem::take(&mut resolved.diagnostics);
    let text = render(template, &resolved).unwrap_or_else(|findings| {
        diagnostics.extend(findings);
        String::new()
    });
    let parsed = markup::parse(&text);
    let numbered_on = template.form.is_extract();
    diagnostics.extend(parsed.diagnostics.into_iter().filter(|one| !numbered_on || one.code != "so-thu-tu"));
    let composed = layout::compose(template, &resolved, &parsed.blocks);
    diagnostics.extend(composed.diagnostics);
    Filled {
        document: composed.document,
        attachments: composed.attachments,
        resolved,
        diagnostics,
        template,
        given: values.clone(),
        preset: composed.preset,
        today,
    }
}

impl Filled<'_> {
    /// Whether a finding makes the document unfit to be sent.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The document for preview and print.
    pub fn html(&self) -> Html {
        html::write(&self.document)
    }

    /// The document, then what goes with it in files of its own: what is to be printed together.
    pub fn into_documents(self) -> impl Iterator<Item = Document> {
        let attached = self.attachments.into_iter().map(|attachment| attachment.document);
        std::iter::once(self.document).chain(attached)
    }

    /// The DOCX files: the document first, then what goes with it. With `values` the document carries what it was made
    /// from, so that it can be opened again ([`crate::docx::read_values`]).
    ///
    /// # Errors
    /// A finding when a part cannot be written; no value a user gives leads there.
    pub fn docx(&self, values: bool) -> Result<Vec<File>, Diagnostic> {
        let standard = self.template.form.standard();
        let date = self.today.to_string();
        let part = values.then(|| ValuesPart {
            template: &self.template.id,
            template_version: self.template.version,
            standard: &standard.id,
            preset: &self.preset,
            date: &date,
            schema: self.template.structure(),
            values: &self.given,
        });
        let main = written(docx::write(&self.document, standard, part.as_ref()))?;
        let mut files = vec![File { suffix: None, bytes: main }];
        for attachment in &self.attachments {
            let bytes = written(docx::write(&attachment.document, standard, None))?;
            files.push(File { suffix: Some(attachment.suffix.clone()), bytes });
        }
        Ok(files)
    }
}

fn written<E: std::fmt::Display>(bytes: Result<Vec<u8>, E>) -> Result<Vec<u8>, Diagnostic> {
    bytes.map_err(docx::unwritten)
}
