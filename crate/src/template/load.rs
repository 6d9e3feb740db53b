//! Loading a template and finding everything that is wrong with it.

use serde_json::Value;
use std::sync::OnceLock;

use super::field::{Field, Kind};
use super::fill::{self, Compiler};
use super::follow;
use super::manifest::{self, COMPILED, Manifest};
use super::resolve::{self, compute};
use super::section::Section;
use super::source::Source;
use super::uses::{Uses, needed_only_by, user};
use super::{Sample, Template, TemplateFiles};
use crate::forms::Form;
use crate::ordered::{self, OrderedSet};
use crate::{Diagnostic, Location, fingerprint};

pub(super) const MANIFEST: &str = "template.toml";
pub(super) const BODY: &str = "body.hbs";
pub(crate) const SAMPLES: &str = "samples/";

/// The template, fit to be used when there are no findings.
pub(super) fn load(files: &TemplateFiles) -> (Option<Template>, Vec<Diagnostic>) {
    let (known, findings) = read(files);
    (known.map(|known| known.template), findings)
}

/// What could be made of a template.
pub(crate) struct Known {
    pub(crate) template: Template,
    /// Its fields about which nothing more is to be said.
    pub(crate) doubtful: OrderedSet<String>,
}

/// What could be made of the files, and everything that is wrong with them but what the form says of the samples.
pub(crate) fn read(files: &TemplateFiles) -> (Option<Known>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let manifest_file = if files.files.contains_key(COMPILED) { COMPILED } else { MANIFEST };
    let manifest_text = required_file(files, manifest_file, &mut findings);
    let body_text = required_file(files, BODY, &mut findings);
    let mut sample_findings = Vec::new();
    let samples = read_samples(files, &mut sample_findings);
    let (known, mut findings) =
        read_without_samples(files, samples, (manifest_file, manifest_text), body_text.as_deref(), findings);
    ordered::sort_by_key(&mut findings, |finding| match &finding.location {
        Location::File { file, line, column } => (file.clone(), *line, *column),
        _ => Default::default(),
    });
    findings.extend(sample_findings);
    (known, findings)
}

fn read_without_samples(
    files: &TemplateFiles,
    samples: Vec<Sample>,
    (manifest_file, manifest_text): (&str, Option<String>),
    body_text: Option<&str>,
    mut findings: Vec<Diagnostic>,
) -> (Option<Known>, Vec<Diagnostic>) {
    let (manifest_name, body_name) = (shown(files, manifest_file), shown(files, BODY));
    let Some(manifest_text) = manifest_text else { return (None, findings) };
    let source = Source { name: &manifest_name, text: &manifest_text };
    let (manifest, faults) = Manifest::read(source, &files.name);
    findings.extend(faults);
    let body = body_text.map(|text| Source { name: &body_name, text });
    let Some(manifest) = manifest else {
        findings.extend(body.map(fill::structure).unwrap_or_default());
        return (None, findings);
    };

    let (plan, faults) = compute::plan(&manifest.fields);
    for fault in faults {
        let spot = manifest::spot(&manifest.spots, &fault.container, &fault.name);
        let offset = spot.formula.unwrap_or(spot.name) + fault.offset;
        findings.push(source.error(offset, fault.code, fault.message, fault.english));
    }
    let mut compiler =
        Compiler::new(&manifest.fields, &manifest.doubtful, &manifest.form.standard().blank.text);
    compiler.uses.clone_from(&plan.uses);
    check_defaults(&manifest, source, &mut compiler, &mut findings);
    if let Some(body) = body {
        findings.extend(compiler.body(body));
        if !compiler.unread {
            unused(&manifest, source, &compiler.uses, &mut findings);
        }
    }
    let mut sections = std::mem::take(&mut compiler.sections);
    let uses = std::mem::take(&mut compiler.uses);
    let program = compiler.finish();
    let Manifest {
        id,
        title,
        title_en,
        description,
        description_en,
        form,
        kind,
        kind_name,
        group,
        version,
        row,
        mut fields,
        follows: written,
        doubtful,
        spots: _,
    } = manifest;
    for section in &mut sections {
        section.fields = needed_only_by(&[user(&section.name)], &fields, &uses);
    }
    free_text_field(form, &sections, &mut fields);
    let mut follows = Vec::new();
    for one in written {
        let (compiled, faults) = follow::compile(one, source, &form.standard().blank.text);
        findings.extend(faults);
        follows.push(compiled);
    }
    let template = Template {
        id,
        title,
        title_en,
        description,
        description_en,
        form: form.clone(),
        kind,
        kind_name,
        group,
        version,
        row,
        fields,
        follows,
        samples,
        sections,
        uses,
        structure: OnceLock::new(),
        plan,
        program,
        body_name,
        fingerprint: fingerprint_of(files),
    };
    (Some(Known { template, doubtful }), findings)
}

/// Of all files but the samples.
fn fingerprint_of(files: &TemplateFiles) -> String {
    let filling = files.files.iter().filter(|(name, _)| !name.starts_with(SAMPLES));
    fingerprint(filling.flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]))
}

/// The field for free text stands behind the template's own.
fn free_text_field(form: &Form, sections: &[Section], fields: &mut Vec<Field>) {
    if let Some(field) = manifest::free_text(sections) {
        let closing = form.closing_fields.first();
        let at = fields.iter().position(|field| Some(&field.name) == closing).unwrap_or(fields.len());
        fields.insert(at, field);
    }
}

/// The name of a file as findings show it.
pub(crate) fn shown(files: &TemplateFiles, file: &str) -> String {
    let folder = files.name.trim_end_matches(['/', '\\']);
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

pub(crate) fn text_of(files: &TemplateFiles, file: &str) -> Option<String> {
    let text = files.files.get(file)?;
    Some(text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n"))
}

fn required_file(files: &TemplateFiles, file: &str, findings: &mut Vec<Diagnostic>) -> Option<String> {
    let text = text_of(files, file);
    if text.is_none() {
        findings.push(Diagnostic::error(
            "thieu-tep",
            Location::File { file: shown(files, file), line: 0, column: 0 },
            format!("Thư mục mẫu thiếu tệp {file}; hãy thêm tệp này."),
            format!("The template has no {file}; add it."),
        ));
    }
    text
}

fn check_defaults(
    manifest: &Manifest,
    source: Source<'_>,
    compiler: &mut Compiler<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    for (at, field) in manifest.fields.iter().enumerate() {
        if let Some(default) = &field.default {
            let start = manifest::spot(&manifest.spots, "", &field.name).default;
            match default.as_str().filter(|_| !resolve::constant(field, default)) {
                Some(text) => {
                    let place = start.map_or((1, 1), |start| source.line_column(start));
                    let faults = compiler.default(at, Source { name: source.name, text });
                    findings.extend(faults.into_iter().map(|fault| moved(fault, place)));
                }
                None => constant_default(field, default, start, source, findings),
            }
        }
        check_inner_defaults(field, &field.name, manifest, source, findings);
    }
}

/// Within records and lists only constants can be defaults: there is no order in which they could be filled.
fn check_inner_defaults(
    field: &Field,
    path: &str,
    manifest: &Manifest,
    source: Source<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut check = |inner: &Field, container: &str, name: &str| {
        if let Some(default) = &inner.default {
            let start = manifest::spot(&manifest.spots, container, name).default;
            if resolve::constant(inner, default) {
                constant_default(inner, default, start, source, findings);
            } else {
                findings.push(source.error(
                    start.unwrap_or(0),
                    "mac-dinh-sai",
                    "Giá trị mặc định bên trong danh sách, nhóm hay bảng không dùng được {{ }}; hãy ghi giá trị cụ thể.",
                    "A default within a list, group or table cannot use {{ }}; give a value.",
                ));
            }
        }
        let below = if name.is_empty() { container.to_owned() } else { format!("{container}.{name}") };
        check_inner_defaults(inner, &below, manifest, source, findings);
    };
    match &field.kind {
        Kind::Group(fields) => fields.iter().for_each(|inner| check(inner, path, &inner.name)),
        Kind::Table(table) => table.fields().for_each(|inner| check(inner, path, &inner.name)),
        Kind::List(item) => check(item, path, "*"),
        _ => {}
    }
}

fn constant_default(
    field: &Field,
    default: &Value,
    start: Option<usize>,
    source: Source<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    if let Some(fault) = resolve::default_fault(field, default) {
        findings.push(source.error(
            start.unwrap_or(0),
            "mac-dinh-sai",
            format!("Giá trị mặc định không hợp lệ: {}", fault.message),
            format!("The default does not fit: {}", fault.english),
        ));
    }
}

/// A finding within a string of the manifest, moved to where that string stands.
fn moved(mut finding: Diagnostic, (start_line, start_column): (usize, usize)) -> Diagnostic {
    if let Location::File { line, column, .. } = &mut finding.location {
        if *line <= 1 {
            *column = start_column + column.saturating_sub(1);
        }
        *line = start_line + line.saturating_sub(1);
    }
    finding
}

fn unused(manifest: &Manifest, source: Source<'_>, uses: &Uses, findings: &mut Vec<Diagnostic>) {
    let asked =
        manifest.fields.iter().filter(|field| !field.shared && !manifest.doubtful.contains(&field.name));
    let names_kind = |field: &Field| manifest.kind_name.is_none() && field.name == "ten_loai";
    let followed = |field: &Field| {
        manifest.follows.iter().any(|one| one.fields.iter().any(|(name, _)| *name == field.name))
    };
    let needed = |field: &Field| {
        names_kind(field) || followed(field) || uses.iter().any(|(used, _)| *used == field.name)
    };
    for field in asked.filter(|field| !needed(field)) {
        let offset = manifest::spot(&manifest.spots, "", &field.name).name;
        findings.push(source.error(
            offset,
            "truong-khong-dung",
            format!("Trường «{}» không được dùng trong body.hbs; hãy dùng hoặc xóa nó.", field.name),
            format!("The field “{}” is not used in body.hbs; use it or remove it.", field.name),
        ));
    }
}

fn sample_files(files: &TemplateFiles) -> impl Iterator<Item = (&str, &String)> {
    files.files.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix(SAMPLES)?.strip_suffix(".json")?;
        (!name.is_empty() && !name.contains('/')).then_some((name, text))
    })
}

fn read_samples(files: &TemplateFiles, findings: &mut Vec<Diagnostic>) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (name, text) in sample_files(files) {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        match serde_json::from_str(text) {
            Ok(values) => samples.push(Sample { name: name.to_owned(), values }),
            Err(error) => findings.push(Diagnostic::error(
                "json-sai",
                Location::File {
                    file: shown(files, &format!("{SAMPLES}{name}.json")),
                    line: error.line(),
                    column: error.column(),
                },
                "Tệp mẫu thử không đúng cú pháp JSON ở đây; hãy xem lại dấu phẩy, ngoặc và dấu nháy.",
                format!("Not readable as JSON here: {error}."),
            )),
        }
    }
    samples
}
