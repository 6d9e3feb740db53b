//! Filling the text of a template: the only module that knows Handlebars.
//!
//! Handlebars itself cannot tell a value from the text around it, and does not mind names that do not exist. So a text is
//! scanned (`scan`), parsed, checked against the fields and rewritten (`check`): every expression becomes a call that
//! prints the value between the marks of [`crate::markup::mark`] with the path it was found at (`print`).

mod blocks;
mod check;
mod functions;
mod print;
mod scan;
mod scope;
mod show;

use std::sync::Arc;

use handlebars::{Context, Handlebars, Template, no_escape};
use serde_json::{Map, Value};

use self::check::Checker;
use self::print::{Expression, Expressions};
use super::field::Field;
use super::resolve::resolved::Resolved;
use super::source::Source;
use crate::ordered::OrderedSet;
use crate::{Diagnostic, Location};

const BODY: &str = "body";

/// The texts of a template, parsed, checked and ready to be filled.
pub(crate) struct Program {
    registry: Handlebars<'static>,
    /// The positions of the fields whose default is a text to be filled.
    defaults: OrderedSet<usize>,
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
    defaults: OrderedSet<usize>,
    /// The top-level fields named so far.
    pub(crate) used: OrderedSet<String>,
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
            used: OrderedSet::new(),
            unread: false,
            doubtful,
        }
    }

    /// Takes in the body.
    pub(crate) fn body(&mut self, source: Source<'_>) -> Vec<Diagnostic> {
        self.text(BODY, source, self.fields, false)
    }

    /// Takes in the default of the field at a position; only the fields before it are in reach.
    pub(crate) fn default(&mut self, at: usize, source: Source<'_>) -> Vec<Diagnostic> {
        let earlier = self.fields.get(..at).unwrap_or(&[]);
        let findings = self.text(&default_name(at), source, earlier, true);
        if findings.is_empty() {
            self.defaults.insert(at);
        }
        findings
    }

    fn text(&mut self, name: &str, source: Source<'_>, fields: &'f [Field], bare: bool) -> Vec<Diagnostic> {
        match scan::scan(source) {
            Ok(tags) => match self.check(source, &tags, fields, bare) {
                Ok(template) => {
                    self.registry.register_template(name, template);
                    Vec::new()
                }
                Err(findings) => findings,
            },
            Err(faults) => self.look_through(source, faults, fields, bare),
        }
    }

    /// What else is wrong with a text whose blocks are not closed.
    fn look_through(
        &mut self,
        source: Source<'_>,
        faults: scan::Faults,
        fields: &'f [Field],
        bare: bool,
    ) -> Vec<Diagnostic> {
        let scan::Faults { mut findings, mend } = faults;
        let mended = mend.map(|mend| (format!("{}{}", source.text, mend.closing), mend.certain));
        if let Some((text, certain)) = mended
            && let whole = (Source { name: source.name, text: &text })
            && let Ok(tags) = scan::scan(whole)
        {
            let more = self.check(whole, &tags, fields, bare).err().unwrap_or_default();
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
        bare: bool,
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
        let mut checker = Checker::new(source, tags, fields, &mut self.expressions, &mut self.used, bare);
        checker.doubtful = self.doubtful;
        checker.template(&mut template);
        let findings = checker.findings;
        if findings.is_empty() { Ok(template) } else { Err(findings) }
    }

    /// What was taken in without fault, ready to be filled.
    pub(crate) fn finish(self) -> Program {
        let Compiler { mut registry, expressions, defaults, blank, .. } = self;
        let expressions: Expressions = Arc::new(expressions);
        registry.register_escape_fn(no_escape);
        registry.register_helper(
            print::PRINT,
            Box::new(print::Print { expressions: Arc::clone(&expressions), blank }),
        );
        registry.register_helper(print::TEXT, Box::new(print::Text(Arc::clone(&expressions))));
        registry.register_helper(print::ITEMS, Box::new(print::Items(Arc::clone(&expressions))));
        registry.register_helper("bang", Box::new(print::Table(expressions)));
        registry.register_helper("if", Box::new(blocks::Condition { wanted: true }));
        registry.register_helper("unless", Box::new(blocks::Condition { wanted: false }));
        registry.register_helper("with", Box::new(blocks::With));
        registry.register_helper("phu_luc", Box::new(blocks::Appendix));
        registry.register_helper("giua", Box::new(blocks::Centre));
        registry.register_helper("trang_moi", Box::new(blocks::PageBreak));
        for function in functions::FUNCTIONS {
            registry.register_helper(function.name, Box::new(function));
        }
        Program { registry, defaults }
    }
}

fn default_name(at: usize) -> String {
    format!("default {at}")
}

impl Program {
    /// The body filled with resolved values, in the tagged form [`crate::markup::parse`] reads.
    pub(crate) fn body(&self, resolved: &Resolved, file: &str) -> Result<String, Vec<Diagnostic>> {
        let mut data = resolved.values.clone();
        if !resolved.totals.is_empty() {
            data.insert(print::TOTALS.to_owned(), Value::Object(resolved.totals.clone()));
        }
        match self.registry.render_with_context(BODY, &Context::from(Value::Object(data))) {
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

    /// The default of the field at a position, filled; `None` when it has none to be filled.
    pub(crate) fn default_text(&self, at: usize, values: &Map<String, Value>) -> Option<String> {
        if !self.defaults.contains(&at) {
            return None;
        }
        let context = Context::from(Value::Object(values.clone()));
        self.registry.render_with_context(&default_name(at), &context).ok()
    }
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program").field("defaults", &self.defaults).finish_non_exhaustive()
    }
}
