//! Filling the text of a template: the only module that knows Handlebars.
//!
//! Handlebars itself cannot tell a value from the text around it, and does not mind names that do not exist. So a text is
//! scanned (`scan`), parsed, checked against the fields and rewritten (`check`): every expression becomes a call that
//! prints the value between the marks of [`crate::markup::mark`] with the path it was found at (`print`).

mod blocks;
mod calls;
mod check;
mod functions;
mod print;
mod scan;
mod scope;
mod show;
mod writing;

use std::sync::Arc;

use handlebars::{Context, Handlebars, Template, no_escape};
use serde_json::{Map, Value};

use self::check::Checker;
use self::writing::{Expression, Printing};
use super::field::Field;
use super::resolve::resolved::Resolved;
use super::section::Section;
use super::source::Source;
use super::uses::Uses;
use crate::ordered::OrderedSet;
use crate::{Diagnostic, Location};

const BODY: &str = "body";

/// The texts of a template, parsed, checked and ready to be filled.
pub(crate) struct Program {
    registry: Handlebars<'static>,
    /// The fields whose default is a text to be filled.
    defaults: OrderedSet<String>,
}

/// What keeps the text of a body from being read, whatever fields there are.
pub(crate) fn structure(source: Source<'_>) -> Vec<Diagnostic> {
    scan::scan(source).err().map_or_else(Vec::new, |faults| faults.findings)
}

/// Parses and checks the texts of a template one by one.
pub(crate) struct Compiler<'f> {
    fields: &'f [Field],
    /// What prints for a required field that is blank.
    blank: &'static str,
    registry: Handlebars<'static>,
    expressions: Vec<Expression>,
    defaults: OrderedSet<String>,
    /// The top-level fields named so far.
    pub(crate) uses: Uses,
    /// The sections found so far; which fields are theirs alone is not known yet.
    pub(crate) sections: Vec<Section>,
    /// A text could not be read, so not all names in use are known.
    pub(crate) unread: bool,
    /// Names of fields about which nothing is to be said.
    doubtful: &'f OrderedSet<String>,
}

impl<'f> Compiler<'f> {
    /// A compiler for a form of these fields; `blank` prints for a required one that is blank.
    pub(crate) fn new(fields: &'f [Field], doubtful: &'f OrderedSet<String>, blank: &'static str) -> Self {
        Compiler {
            fields,
            blank,
            registry: Handlebars::new(),
            expressions: Vec::new(),
            defaults: OrderedSet::new(),
            uses: Uses::new(),
            sections: Vec::new(),
            unread: false,
            doubtful,
        }
    }

    /// Takes in the body.
    pub(crate) fn body(&mut self, source: Source<'_>) -> Vec<Diagnostic> {
        self.text(BODY, source, self.fields, None)
    }

    /// Takes in the default of the field at a position; only the fields before it are in reach.
    pub(crate) fn default(&mut self, at: usize, source: Source<'_>) -> Vec<Diagnostic> {
        let (earlier, rest) = self.fields.split_at_checked(at).unwrap_or_default();
        let Some(field) = rest.first() else { return Vec::new() };
        let findings = self.text(&default_name(&field.name), source, earlier, Some(&field.name));
        if findings.is_empty() {
            self.defaults.insert(field.name.clone());
        }
        findings
    }

    /// Takes in a text over all fields that is filled by itself, under a name of its own.
    pub(crate) fn line(&mut self, name: &str, source: Source<'_>) -> Vec<Diagnostic> {
        self.text(name, source, self.fields, Some(name))
    }

    fn text(
        &mut self,
        name: &str,
        source: Source<'_>,
        fields: &'f [Field],
        default_of: Option<&str>,
    ) -> Vec<Diagnostic> {
        match scan::scan(source) {
            Ok(tags) => match self.check(source, &tags, fields, default_of) {
                Ok(template) => {
                    self.registry.register_template(name, template);
                    Vec::new()
                }
                Err(findings) => findings,
            },
            Err(faults) => self.look_through(source, faults, fields, default_of),
        }
    }

    /// What else is wrong with a text whose blocks are not closed.
    fn look_through(
        &mut self,
        source: Source<'_>,
        faults: scan::Faults,
        fields: &'f [Field],
        default_of: Option<&str>,
    ) -> Vec<Diagnostic> {
        let scan::Faults { mut findings, mend } = faults;
        let mended = mend.map(|mend| (format!("{}{}", source.text, mend.closing), mend.certain));
        if let Some((text, certain)) = mended
            && let whole = (Source { name: source.name, text: &text })
            && let Ok(tags) = scan::scan(whole)
        {
            let more = self.check(whole, &tags, fields, default_of).err().unwrap_or_default();
            let end = source.line_column(certain);
            findings.extend(more.into_iter().filter(
                |one| matches!(&one.location, Location::File { line, column, .. } if (*line, *column) < end),
            ));
        } else {
            self.unread = true;
        }
        findings
    }

    fn check(
        &mut self,
        source: Source<'_>,
        tags: &scan::Tags,
        fields: &'f [Field],
        default_of: Option<&str>,
    ) -> Result<Template, Vec<Diagnostic>> {
        let mut template = Template::compile(source.text).map_err(|error| {
            self.unread = true;
            let (line, column) = error.pos().unwrap_or((0, 0));
            vec![Diagnostic::error(
                "hbs-sai",
                Location::File { file: source.name.to_owned(), line, column },
                "Không đọc được mẫu từ chỗ này; hãy xem lại tên, dấu ngoặc và dấu nháy giữa {{ và }}.",
                format!("The template cannot be read from here on: {}.", error.reason()),
            )]
        })?;
        let mut checker =
            Checker::new(source, tags, fields, &mut self.expressions, &mut self.uses, default_of);
        checker.doubtful = self.doubtful;
        checker.template(&mut template);
        let Checker { findings, sections, .. } = checker;
        for (section, inner) in sections {
            self.registry.register_template(&section_name(&section.name), inner);
            self.sections.push(section);
        }
        if findings.is_empty() { Ok(template) } else { Err(findings) }
    }

    /// What was taken in without fault, ready to be filled.
    pub(crate) fn finish(self) -> Program {
        let Compiler { mut registry, expressions, defaults, blank, .. } = self;
        registry.register_escape_fn(no_escape);
        calls::register(&mut registry, &Arc::new(Printing { expressions, blank }));
        Program { registry, defaults }
    }
}

fn default_name(field: &str) -> String {
    format!("default {field}")
}

fn section_name(section: &str) -> String {
    format!("section {section}")
}

fn context(resolved: &Resolved) -> Context {
    let mut data = resolved.values.clone();
    if !resolved.totals.is_empty() {
        data.insert(print::TOTALS.to_owned(), Value::Object(resolved.totals.clone()));
    }
    Context::from(Value::Object(data))
}

impl Program {
    /// The body filled with resolved values, in the tagged form [`crate::markup::parse`] reads.
    pub(crate) fn body(&self, resolved: &Resolved, file: &str) -> Result<String, Vec<Diagnostic>> {
        match self.registry.render_with_context(BODY, &context(resolved)) {
            Ok(text) => Ok(print::without_empty_lines(text)),
            Err(error) => Err(vec![Diagnostic::error(
                "hbs-sai",
                Location::File {
                    file: file.to_owned(),
                    line: error.line_no.unwrap_or(0),
                    column: error.column_no.unwrap_or(0),
                },
                "Không điền được mẫu ở chỗ này; hãy kiểm tra mẫu bằng lệnh thethuc lint.",
                format!("The template cannot be filled here: {}.", error.reason()),
            )]),
        }
    }

    /// What the block of a section prints, in the form of [`Program::body`].
    pub(crate) fn section(&self, name: &str, resolved: &Resolved) -> String {
        let text = self.registry.render_with_context(&section_name(name), &context(resolved));
        print::without_empty_lines(text.unwrap_or_default())
    }

    /// A text taken in by [`Compiler::line`], filled.
    pub(crate) fn line(&self, name: &str, values: &Map<String, Value>) -> Option<String> {
        let context = Context::from(Value::Object(values.clone()));
        self.registry.render_with_context(name, &context).ok()
    }

    /// The default of a field, filled; `None` when it has none to be filled.
    pub(crate) fn default_text(&self, field: &str, values: &Map<String, Value>) -> Option<String> {
        if !self.defaults.contains(field) {
            return None;
        }
        let context = Context::from(Value::Object(values.clone()));
        self.registry.render_with_context(&default_name(field), &context).ok()
    }
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program").field("defaults", &self.defaults).finish_non_exhaustive()
    }
}
