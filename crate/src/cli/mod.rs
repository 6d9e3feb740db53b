//! The commands of `thethuc`.

mod arguments;
mod batch;
mod check;
mod collect;
mod communes;
mod files;
mod folder;
mod follow;
mod language;
mod marks;
mod sheet;
mod word;
mod wrong;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::Parser as _;
use serde_json::{Value, json};
use thethuc::reopen::issue;
use thethuc::template::section_texts;
use thethuc::{Diagnostic, Filled, Location, Severity, Template, TemplateFiles, docx, fill, library};

use arguments::{Arguments, Command};
use language::Language;

/// Nothing is wrong that matters.
const FINE: u8 = 0;
/// There are findings of severity error.
const FINDINGS: u8 = 1;
/// The input could not be used at all.
const UNUSABLE: u8 = 2;

/// How a command ended.
struct Outcome {
    code: u8,
    findings: Vec<Diagnostic>,
    /// What goes to standard output.
    output: Vec<u8>,
}

impl Outcome {
    fn printed(text: impl Into<Vec<u8>>) -> Self {
        Outcome { code: FINE, findings: Vec::new(), output: text.into() }
    }

    fn unusable(findings: Vec<Diagnostic>) -> Self {
        Outcome { code: UNUSABLE, findings, output: Vec::new() }
    }
}

pub(crate) fn run() -> ExitCode {
    let given: Vec<_> = wild::args_os().collect();
    let as_json = given.iter().any(|argument| argument == "--json");
    let arguments = match Arguments::try_parse_from(given) {
        Ok(arguments) => arguments,
        Err(error) => return arguments::refuse(&error, as_json),
    };
    let (language, as_json) = (arguments.language, arguments.json);
    let outcome = match arguments.command {
        Command::Templates => templates(as_json),
        Command::Fields { template, marks } if word::is_word(&template) => word::fields(&template, &marks),
        Command::Fields { template, .. } => with_template(&template, |template| pretty(&template.schema())),
        Command::Sample { template } => with_template(&template, |template| {
            template.samples().first().map(|sample| pretty(&sample.values)).unwrap_or_default()
        }),
        Command::Samples { templates, output, date } => samples(&templates, &output, date.as_deref()),
        Command::Sections { template, values, date } => {
            sections(&template, values.as_deref(), date.as_deref())
        }
        Command::Fill { template, values, output, marks, no_values, .. } if word::is_word(&template) => {
            word::fill(&template, &values, &output, &marks, no_values)
        }
        Command::Fill { template, values, output, date, no_values, .. } => {
            fill_command(&template, &values, &output, date.as_deref(), !no_values)
        }
        Command::Values { file } => values_command(&file),
        Command::Issue { file, so, ngay, ky_hieu, output, replace, mut take_out, no_values } => {
            if no_values {
                take_out.push(issue::Trace::GiaTri);
            }
            let ky_hieu = ky_hieu.as_deref().unwrap_or_default();
            let request = issue::Request { so: &so, ngay: &ngay, ky_hieu, replace, take_out: &take_out };
            issue_command(&file, &request, &output, as_json)
        }
        Command::Sheet { template, marks, output } => sheet::run(&template, &marks, &output),
        Command::Collect { files, output, summary, mut of, .. } if of.matter.is_some() => {
            let matter = of.matter.take().unwrap_or_default();
            collect::run_matter(&collect::MatterRequest { files, matter, of, output, summary }, as_json)
        }
        Command::Collect { files, output, units, unit_field, template, summary, .. } => {
            collect::run(&collect::Request { files, output, units, unit_field, template, summary }, as_json)
        }
        Command::Communes { province, date } => communes::run(&province, date.as_deref(), as_json),
        Command::Check { files, level, only, ignore, stage, xlsx, fix } => match fix.fixing() {
            Ok(fixing) => {
                let request = check::Request { files, level, only, ignore, stage, xlsx, fixing };
                check::run(&request, language, as_json)
            }
            Err(finding) => Outcome::unusable(vec![finding]),
        },
        Command::Rules => check::list(language, as_json),
        Command::Lint { template, marks } if word::is_word(&template) => word::lint(&template, &marks),
        Command::Lint { template, .. } => lint(&template),
        Command::Follow(arguments) => follow::run(&arguments, as_json),
        Command::Batch(arguments) => batch::run(&arguments, language, as_json),
    };
    finish(&outcome, language, as_json)
}

fn finish(outcome: &Outcome, language: Language, as_json: bool) -> ExitCode {
    if !outcome.output.is_empty() {
        let written = std::io::stdout().lock().write_all(&outcome.output);
        // A reader that closed the pipe has what it wanted.
        if written.is_err() {
            return ExitCode::from(outcome.code);
        }
    }
    if as_json {
        if !outcome.findings.is_empty() {
            eprintln!("{}", pretty(&outcome.findings));
        }
    } else {
        for finding in &outcome.findings {
            eprintln!("{}", language.finding(finding));
        }
    }
    ExitCode::from(outcome.code)
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn templates(as_json: bool) -> Outcome {
    let list = library::templates();
    if as_json {
        return Outcome::printed(pretty(&list));
    }
    let mut lines = String::new();
    let mut group = "";
    for template in list {
        if template.group != group {
            group = &template.group;
            lines += &format!("# {group}\n");
        }
        lines += &format!("{}\t{}\n", template.id, template.title);
    }
    Outcome::printed(lines)
}

fn with_template(named: &str, show: impl Fn(&Template) -> String) -> Outcome {
    match find_template(named) {
        Ok(template) => Outcome::printed(show(&template)),
        Err(findings) => Outcome::unusable(findings),
    }
}

/// A built-in id, or a folder or zip with a template in it.
fn find_template(named: &str) -> Result<Arc<Template>, Vec<Diagnostic>> {
    if let Some(template) = library::get(named) {
        return Ok(template);
    }
    Template::load(&outside(named)?).map(Arc::new)
}

/// The files of a template that is not built in.
fn outside(named: &str) -> Result<TemplateFiles, Vec<Diagnostic>> {
    let like_a_path = named.contains(['/', '\\']) || named.to_lowercase().ends_with(".zip");
    if !like_a_path && !Path::new(named).exists() {
        return Err(vec![library::unknown(named)]);
    }
    files::template(named)
}

fn sections(template: &str, values: Option<&str>, date: Option<&str>) -> Outcome {
    let values = values.map_or(Ok(Value::Null), read_json);
    match (values, day(date)) {
        (Ok(values), Ok(date)) => {
            with_template(template, |template| pretty(&section_texts(template, &values, date)))
        }
        (values, date) => Outcome::unusable(values.err().into_iter().chain(date.err()).collect()),
    }
}

fn fill_command(template: &str, values: &str, output: &str, date: Option<&str>, embed: bool) -> Outcome {
    let mut wrong = Vec::new();
    let template = find_template(template).map_err(|findings| wrong.extend(findings)).ok();
    let values = read_json(values).map_err(|finding| wrong.push(finding)).ok();
    let date = day(date).map_err(|finding| wrong.push(finding)).ok();
    let format = Format::of(output).map_err(|finding| wrong.push(finding)).ok();
    if let Err(finding) = files::writable(output) {
        wrong.push(finding);
    }
    let (Some(template), Some(values), Some(date), Some(format)) = (template, values, date, format) else {
        return Outcome::unusable(wrong);
    };
    if !wrong.is_empty() {
        return Outcome::unusable(wrong);
    }

    write_filled(fill(&template, &values, date), format, output, embed)
}

/// Fills every sample of the templates named, of all when none is, each into a file of the folder.
fn samples(named: &[String], folder: &str, date: Option<&str>) -> Outcome {
    let mut wrong = Vec::new();
    let date = day(date).map_err(|finding| wrong.push(finding)).ok();
    let named: Vec<&str> =
        if named.is_empty() { library::ids().collect() } else { named.iter().map(String::as_str).collect() };
    let mut templates = Vec::new();
    for named in named {
        match find_template(named) {
            Ok(template) => templates.push(template),
            Err(findings) => wrong.extend(findings),
        }
    }
    if let Err(finding) = files::make_folder(folder) {
        wrong.push(finding);
    }
    let Some(date) = date.filter(|_| wrong.is_empty()) else { return Outcome::unusable(wrong) };
    let mut outcome = Outcome::printed("");
    for template in templates {
        for sample in template.samples() {
            let file = Path::new(folder).join(format!("{}-{}.docx", template.id, sample.name));
            let filled = fill(&template, &sample.values, date);
            let written = write_filled(filled, Format::Docx, &file.to_string_lossy(), true);
            outcome.code = outcome.code.max(written.code);
            outcome.findings.extend(written.findings);
        }
    }
    outcome
}

/// Writes a document and what goes with it.
fn write_filled(filled: Filled<'_>, format: Format, output: &str, embed: bool) -> Outcome {
    let files = match format {
        Format::Docx => match filled.docx(embed) {
            Ok(files) => files.into_iter().map(|file| (file.suffix, file.bytes)).collect(),
            Err(finding) => return Outcome::unusable(vec![finding]),
        },
        Format::Html => {
            let title = filled.document.properties.title.clone();
            vec![(None, filled.html().into_page(&title).into_bytes())]
        }
    };
    let mut outcome = Outcome {
        code: if filled.has_errors() { FINDINGS } else { FINE },
        findings: filled.diagnostics,
        output: Vec::new(),
    };
    for (suffix, bytes) in files {
        match (output, suffix) {
            ("-", None) => outcome.output = bytes,
            ("-", Some(_)) => outcome.findings.push(Diagnostic::warning(
                "tep-rieng",
                Location::Document,
                "Phụ lục là tệp riêng không ghi được ra đầu ra chuẩn; hãy dùng -o với một tên tệp.",
                "An appendix in a file of its own cannot go to standard output; name a file with -o.",
            )),
            (path, suffix) => {
                if let Err(finding) = files::write(&files::beside(path, suffix.as_deref()), &bytes) {
                    outcome.findings.push(finding);
                    outcome.code = UNUSABLE;
                }
            }
        }
    }
    outcome
}

/// What `fill` writes, by the ending of the file.
#[derive(Clone, Copy)]
enum Format {
    Docx,
    Html,
}

impl Format {
    fn of(output: &str) -> Result<Self, Diagnostic> {
        let ending = Path::new(output).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        match (output, ending.as_deref()) {
            ("-", _) | (_, Some("docx")) => Ok(Format::Docx),
            (_, Some("html" | "htm")) => Ok(Format::Html),
            _ => Err(Diagnostic::error(
                "duoi-tep",
                files::place(output),
                "Chưa biết ghi theo dạng nào; hãy đặt tên tệp có đuôi .docx hoặc .html.",
                "The format is unknown; give the file a name that ends in .docx or .html.",
            )),
        }
    }
}

fn read_json(path: &str) -> Result<Value, Diagnostic> {
    let text = files::read_text(path)?;
    serde_json::from_str(&text).map_err(|error| {
        Diagnostic::error(
            "json-sai",
            Location::File {
                file: files::shown(path),
                line: error.line(),
                column: error.column(),
            },
            format!(
                "Tệp giá trị không phải JSON hợp lệ; hãy sửa ở dòng {}, cột {} (thường là thừa hoặc thiếu dấu phẩy, dấu ngoặc).",
                error.line(),
                error.column()
            ),
            format!("The values are no valid JSON: {error}."),
        )
    })
}

/// The date given, or today in the time zone of the machine.
fn day(given: Option<&str>) -> Result<NaiveDate, Diagnostic> {
    let Some(given) = given else { return Ok(chrono::Local::now().date_naive()) };
    given.parse().map_err(|_| {
        Diagnostic::error(
            "ngay-sai",
            Location::File { file: "--date".to_owned(), line: 0, column: 0 },
            format!("Ngày «{given}» không đúng; hãy ghi theo dạng 2026-11-23."),
            format!("«{given}» is no date; write it as 2026-11-23."),
        )
    })
}

fn values_command(file: &str) -> Outcome {
    let bytes = match files::read_package(file) {
        Ok(bytes) => bytes,
        Err(finding) => return Outcome::unusable(vec![finding]),
    };
    let read = match docx::read_values(&bytes) {
        Ok(read) => read,
        Err(mut finding) => {
            finding.location = files::place(file);
            return Outcome::unusable(vec![finding]);
        }
    };
    let shown = json!({
        "template": read.template,
        "template_version": read.template_version,
        "standard": read.standard,
        "preset": read.preset,
        "date": read.date,
        "unchanged": read.unchanged,
        "values": read.values,
    });
    let mut outcome = Outcome::printed(pretty(&shown));
    if !read.unchanged {
        outcome.findings.push(Diagnostic::warning(
            "da-sua",
            files::place(file),
            "Nội dung văn bản đã được sửa sau khi tạo; giá trị ở đây là giá trị lúc tạo, hãy đối chiếu trước khi dùng lại.",
            "The text was changed after the file was made; these are the values it was made from, compare before using them again.",
        ));
    }
    outcome
}

/// Writes number and date into a file and prints the row of the register.
fn issue_command(file: &str, request: &issue::Request<'_>, output: &str, as_json: bool) -> Outcome {
    let issued = files::read_package(file)
        .map_err(|finding| vec![finding])
        .and_then(|bytes| issue::issue(&bytes, request));
    let issued = match issued {
        Ok(issued) => issued,
        Err(findings) => return Outcome::unusable(findings),
    };
    if let Err(finding) =
        files::writable(output).and_then(|()| files::write(Path::new(output), &issued.bytes))
    {
        return Outcome::unusable(vec![finding]);
    }
    let row = match &issued.register {
        Some(register) if as_json => pretty(&register.entries),
        Some(register) => format!("{}\n", register.line),
        None => String::new(),
    };
    Outcome { findings: issued.diagnostics, ..Outcome::printed(row) }
}

fn lint(named: &str) -> Outcome {
    let built_in = library::files(named).filter(|_| !Path::new(named).exists());
    let findings = match built_in.map_or_else(|| outside(named), Ok) {
        Ok(files) => thethuc::check::lint(&files),
        Err(findings) => return Outcome::unusable(findings),
    };
    let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    Outcome { code: if wrong { FINDINGS } else { FINE }, findings, output: Vec::new() }
}
