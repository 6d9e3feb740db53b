//! `thethuc batch`: a document for every row.

mod alike;
mod archive;
mod arguments;
mod folder;
mod journal;
mod rows;
mod threads;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};
use thethuc::batch::{Batch, Maker, Matching, likely_sheet};
use thethuc::docx::{Bundle, read_values};
use thethuc::sheet::{Hidden, Sheet, table, table_at};
use thethuc::template::Questions;
use thethuc::{Diagnostic, Location, Severity, Template, fingerprint, library};

use self::alike::Alike;
use self::archive::Archive;
pub(super) use self::arguments::BatchArguments;
use self::arguments::Meaning;
pub(super) use self::arguments::Shard;
use self::folder::Folder;
use self::journal::Known;
pub(super) use self::journal::taken;
use self::threads::Task;
use super::language::Language;
use super::{FINDINGS, FINE, Outcome, UNUSABLE, day, files, find_template, pretty, read_json, word};

/// The matching kept beside a template.
const KEPT: &str = "khop-cot.json";

/// What one run is to make.
pub(super) struct Job<'a> {
    /// The template, where it is no Word file.
    template: Option<Arc<Template>>,
    /// What there is to say of the reading of the rows.
    notes: Vec<Diagnostic>,
    /// Of all that the documents depend on.
    fingerprint: String,
    date: String,
    shard: Shard,
    again: bool,
    arguments: &'a BatchArguments,
}

/// Where the documents go.
enum Place {
    Nowhere,
    Folder(Folder),
    Zip(Box<Archive>),
    Print(Arc<Template>),
}

/// What came of it.
#[derive(Default)]
struct Report {
    findings: Vec<Diagnostic>,
    documents: usize,
    written: usize,
    before: usize,
    bad: usize,
    untold: usize,
    /// Rows and columns of the sheet that are in no document, and that nobody left out.
    left_out: LeftOut,
    /// What fills what.
    matching: Value,
    /// The rows that are hidden, from 1, and what became of them.
    hidden: Value,
}

#[derive(Default, Clone, Copy)]
struct LeftOut {
    rows: usize,
    columns: usize,
    sheets: usize,
    /// Of columns that are used.
    cells: usize,
}

impl LeftOut {
    fn is_nothing(self) -> bool {
        [self.rows, self.columns, self.sheets, self.cells].iter().all(|count| *count == 0)
    }
}

pub(super) fn run(arguments: &BatchArguments, language: Language, as_json: bool) -> Outcome {
    let mut report = Report::default();
    let code = match prepare(arguments) {
        Err(findings) => return Outcome::unusable(findings),
        Ok((batch, job)) => {
            // For a reader; a program that reads findings waits for what is wrong.
            if !as_json {
                report.findings.extend(batch.matched());
            }
            let sheet_is_chosen = arguments.sheet.is_some();
            report.left_out = LeftOut {
                rows: batch.left_out(),
                columns: batch.unused().len(),
                sheets: if sheet_is_chosen { 0 } else { batch.other_sheets().len() },
                cells: 0,
            };
            report.findings.extend(batch.other_sheets_told().filter(|_| !sheet_is_chosen));
            report.matching = batch.matching().to_value();
            report.hidden = hidden(&batch);
            make(&batch, &job, &mut report).unwrap_or_else(|finding| {
                report.findings.push(finding);
                UNUSABLE
            })
        }
    };
    Outcome {
        code,
        output: report.shown(arguments, language, as_json).into_bytes(),
        findings: report.findings,
    }
}

/// Reads everything and matches it.
fn prepare(arguments: &BatchArguments) -> Result<(Batch, Job<'_>), Vec<Diagnostic>> {
    let one = |finding| vec![finding];
    let Given { maker, template, fingerprint: of_template, inside, told } = given(arguments)?;
    let bytes = files::read(&arguments.rows).map_err(one)?;
    let rows::Read { sheets, mut notes, way } = rows::sheets(arguments, &bytes).map_err(one)?;
    let mut matching = matching(arguments, &*maker, &sheets)?;
    matching.lay_under(&inside);
    if let Some(path) = &arguments.save_match {
        files::writable(path)
            .and_then(|()| files::write(Path::new(path), pretty(&matching.to_value()).as_bytes()))
            .map_err(one)?;
    }
    notes.extend(told);
    let shard = arguments.shard.unwrap_or(Shard::WHOLE);
    let date = day(arguments.date.as_deref().or(begun(arguments, shard).as_deref())).map_err(one)?;
    let mut job = Job {
        template,
        notes,
        fingerprint: String::new(),
        date: date.to_string(),
        shard,
        again: arguments.again,
        arguments,
    };
    job.fingerprint = fingerprint([
        env!("CARGO_PKG_VERSION").as_bytes(),
        of_template.as_bytes(),
        matching.to_value().to_string().as_bytes(),
        format!("{} {} {} {}/{}", job.date, arguments.no_values, arguments.skip_bad, shard.number, shard.of)
            .as_bytes(),
        way.as_bytes(),
        &bytes,
    ]);
    let there = Folder::others(&job).map_err(one)?;
    let batch = Batch::beside(maker, Arc::new(sheets), matching, date, &there)?;
    if job.again && batch.is_named_by_place() {
        Folder::covered(&batch, &job).map_err(one)?;
    }
    Ok((batch, job))
}

/// What is to be filled.
struct Given {
    maker: Arc<dyn Maker>,
    template: Option<Arc<Template>>,
    fingerprint: String,
    /// The values of the file, where it was made here.
    inside: Value,
    told: Option<Diagnostic>,
}

impl Given {
    fn of(template: Arc<Template>, inside: Value) -> Self {
        let fingerprint = template.fingerprint().to_owned();
        let maker: Arc<dyn Maker> = Arc::clone(&template) as Arc<dyn Maker>;
        Given { maker, template: Some(template), fingerprint, inside, told: None }
    }
}

/// A template, the template and the values of a document made here, or somebody's own Word file.
fn given(arguments: &BatchArguments) -> Result<Given, Vec<Diagnostic>> {
    let named = arguments.template.as_str();
    if !word::is_word(named) {
        return Ok(Given::of(find_template(named)?, json!({})));
    }
    let bytes = files::read(named).map_err(|finding| vec![finding])?;
    if let Ok(read) = read_values(&bytes) {
        let template = library::get(&read.template).ok_or_else(|| vec![library::unknown(&read.template)])?;
        return Ok(Given::of(template, read.values));
    }
    let fingerprint = fingerprint([bytes.as_slice(), arguments.marks.shown().as_bytes()]);
    let maker = Arc::new(word::form(named, bytes, &arguments.marks)?);
    let told = (!arguments.no_values && !arguments.check).then(|| word::without_values(named));
    Ok(Given { maker, template: None, fingerprint, inside: json!({}), told })
}

/// The date of a run that was stopped here before.
fn begun(arguments: &BatchArguments, shard: Shard) -> Option<String> {
    let output = arguments.output.as_deref().filter(|_| !arguments.again)?;
    let path = match ending(output) {
        "zip" => Archive::journal(Path::new(output)),
        _ => Folder::journal(Path::new(output), shard),
    };
    Known::read(&path).ok().flatten().map(|known| known.date)
}

fn matching(
    arguments: &BatchArguments,
    template: &dyn Questions,
    sheets: &[Sheet],
) -> Result<Matching, Vec<Diagnostic>> {
    let one = |finding| vec![finding];
    let kept = Path::new(&arguments.template).join(KEPT);
    let kept = arguments.matching.clone().or_else(|| kept.is_file().then(|| kept.display().to_string()));
    let mut matching = match kept {
        Some(path) => {
            let text = files::read_text(&path).map_err(one)?;
            let mut matching = Matching::from_json(&path, &text).map_err(one)?;
            if let Some(sheet) = &arguments.sheet {
                sheet.clone_into(&mut matching.sheet);
            }
            matching
        }
        None => {
            let wanted = arguments.sheet.as_deref().unwrap_or_default();
            let sheet = match wanted {
                "" => sheets.get(likely_sheet(template, sheets)),
                name => sheets.iter().find(|sheet| sheet.name() == name),
            };
            let Some(sheet) = sheet else {
                let unread = Matching { sheet: wanted.to_owned(), ..Matching::default() };
                return Ok(unread);
            };
            let table = match arguments.header_row {
                Some(row) => table_at(sheet, row.get() - 1, None),
                None => table(sheet).map_err(one)?,
            };
            let mut proposed = Matching::propose(template, sheet, &table).with_second(template, sheets);
            proposed.columns.retain(|(_, path)| !path.is_empty());
            proposed
        }
    };
    if let Some(row) = arguments.header_row {
        (matching.header_row, matching.header_last) = (Some(row.get()), None);
    }
    let of_rows = sheets.iter().find(|sheet| matching.sheet.is_empty() || sheet.name() == matching.sheet);
    let of_rows = of_rows.map(|sheet| {
        let table = match matching.header_row {
            Some(row) => Ok(table_at(sheet, row - 1, matching.header_last)),
            None => table(sheet),
        };
        table.map(|table| (sheet, table))
    });
    if let Some((sheet, table)) = of_rows.transpose().map_err(one)? {
        let twice = arguments.map.iter().enumerate().find(|(at, pair)| {
            let same = |other: &arguments::Pair| other.left.to_lowercase() == pair.left.to_lowercase();
            arguments.map.iter().take(*at).any(same)
        });
        if let Some((_, pair)) = twice {
            return Err(vec![mapped_twice(&pair.left)]);
        }
        for pair in &arguments.map {
            matching.map_named(template, (sheet, &table), &pair.left, &pair.right);
        }
        for Meaning { column, word, choice } in &arguments.word {
            matching.word_named(template, (sheet, &table), (column, word, choice)).map_err(one)?;
        }
    }
    if let Some(path) = &arguments.values {
        matching.lay_over(&read_json(path).map_err(one)?);
    }
    for constant in &arguments.constants {
        matching.set_named(template, &constant.field, &constant.value).map_err(one)?;
    }
    if !arguments.group_by.is_empty() || arguments.each {
        matching.group_by.clone_from(&arguments.group_by);
        matching.one = false;
    }
    matching.one |= arguments.one;
    if let Some(field) = &arguments.rows_into {
        matching.rows_into_named(template, field);
    }
    matching.decimal = arguments.decimal.or(matching.decimal);
    if let Some(name) = &arguments.name {
        matching.name.clone_from(name);
    }
    Ok(matching)
}

fn mapped_twice(column: &str) -> Diagnostic {
    Diagnostic::error(
        "khop-hai-lan",
        files::place("--map"),
        format!("Cột «{column}» được khớp hai lần (--map); hãy chỉ giữ một."),
        format!("The column “{column}” is matched twice (--map); keep one."),
    )
}

/// The hidden rows of the table, from 1: by a filter, by hand, and which way they went.
fn hidden(batch: &Batch) -> Value {
    let rows = |how: Hidden| -> Vec<usize> {
        batch.table().hidden(batch.sheet(), how).into_iter().map(|row| row + 1).collect()
    };
    let choice = batch.sheet().hidden_rows().name();
    json!({ "by_filter": rows(Hidden::ByFilter), "by_hand": rows(Hidden::ByHand), "choice": choice })
}

/// Checks every document, then makes what may be made.
fn make(batch: &Batch, job: &Job<'_>, report: &mut Report) -> Result<u8, Diagnostic> {
    let arguments = job.arguments;
    let place = place(batch, job)?;
    let done = match &place {
        Place::Zip(archive) if archive.is_finished() => {
            report.documents = job.shard.documents(batch.len()).count();
            report.before = report.documents;
            return Ok(if report.left_out.is_nothing() { FINE } else { FINDINGS });
        }
        Place::Zip(archive) => archive.done().clone(),
        Place::Folder(folder) => folder.done(),
        Place::Nowhere | Place::Print(_) => BTreeSet::new(),
    };
    let all: Vec<usize> = job.shard.documents(batch.len()).collect();
    let mut todo: Vec<usize> = all.iter().copied().filter(|document| !done.contains(document)).collect();
    (report.documents, report.before) = (all.len(), all.len() - todo.len());
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let jobs = arguments.jobs.unwrap_or_else(cores);

    report.findings.extend_from_slice(&job.notes);
    report.findings.extend_from_slice(batch.notes());
    let bad = check(batch, &todo, jobs, report)?;
    report.bad = bad.len();
    if let Some(path) = arguments.bad.as_deref().filter(|_| !bad.is_empty()) {
        let path = job.shard.own(path);
        files::writable(&path).and_then(|()| files::write(Path::new(&path), &batch.rejected(&bad)))?;
    }
    let wrong = report.findings.iter().any(|finding| finding.severity == Severity::Error);
    let code = if wrong || !bad.is_empty() || !report.left_out.is_nothing() { FINDINGS } else { FINE };
    if arguments.check || (!bad.is_empty() && !arguments.skip_bad) {
        return Ok(code);
    }
    let left_out: BTreeSet<usize> = bad.into_iter().collect();
    todo.retain(|document| !left_out.contains(document));
    let task =
        Task {
            documents: &todo, jobs, words: "Tạo văn bản", in_order: !matches!(place, Place::Folder(_))
        };
    let written = &mut report.written;
    let made = |document| batch.make(document, !arguments.no_values);
    match place {
        Place::Nowhere => {}
        Place::Folder(folder) => {
            let folder::Writer { folder, draft, mut journal } = folder.begin(batch, &todo, job)?;
            task.run(
                |document| folder::write(&folder, &draft, batch.name(document), made(document)?),
                |document, names| {
                    *written += 1;
                    journal.add(document, &names)
                },
            )?;
        }
        Place::Zip(archive) => {
            let mut writer = archive.begin(job)?;
            task.run(made, |document, files| {
                *written += 1;
                writer.add(batch.name(document), &files)
            })?;
            writer.finish()?;
        }
        Place::Print(template) => {
            print(batch, &template, &task, arguments.output.as_deref().unwrap_or_default(), written)?;
        }
    }
    Ok(code)
}

/// All documents in one file, what goes with each behind it.
fn print(
    batch: &Batch,
    template: &Template,
    task: &Task<'_>,
    output: &str,
    written: &mut usize,
) -> Result<(), Diagnostic> {
    files::writable(output)?;
    let mut bundle = Bundle::new(template.form.standard());
    let made = |document| Ok(batch.documents(document).unwrap_or_default());
    task.run(made, |_, documents| {
        *written += 1;
        documents.iter().try_for_each(|document| bundle.add(document))
    })?;
    files::write(Path::new(output), &bundle.finish(&template.title)?)
}

fn place(batch: &Batch, job: &Job<'_>) -> Result<Place, Diagnostic> {
    let Some(output) = job.arguments.output.as_deref().filter(|_| !job.arguments.check) else {
        return Ok(Place::Nowhere);
    };
    let path = Path::new(output);
    match ending(output) {
        "zip" => files::writable(output)
            .and_then(|()| Archive::look(path, batch, job))
            .map(|archive| Place::Zip(Box::new(archive))),
        "docx" => {
            files::writable(output)?;
            match &job.template {
                _ if path.exists() && !job.again => Err(taken(path)),
                Some(template) => Ok(Place::Print(Arc::clone(template))),
                None => Err(word::apart(output)),
            }
        }
        _ => Folder::look(path, job).map(Place::Folder),
    }
}

/// The ending of a file that is written as one.
fn ending(output: &str) -> &'static str {
    let small = output.to_lowercase();
    ["zip", "docx"].into_iter().find(|ending| small.ends_with(&format!(".{ending}"))).unwrap_or_default()
}

/// The documents that are not fit to be sent.
fn check(
    batch: &Batch,
    documents: &[usize],
    jobs: NonZeroUsize,
    report: &mut Report,
) -> Result<Vec<usize>, Diagnostic> {
    let mut bad = Vec::new();
    let mut alike = Alike::default();
    let task = Task { documents, jobs, words: "Kiểm tra", in_order: true };
    let Report { findings, untold, left_out, .. } = report;
    task.run(
        |document| Ok(batch.check(document)),
        |document, problems| {
            if problems.iter().any(|problem| problem.diagnostic.severity == Severity::Error) {
                bad.push(document);
            }
            for problem in problems {
                left_out.cells += usize::from(problem.is_dropped());
                *untold += usize::from(!alike.add(problem));
            }
            Ok(())
        },
    )?;
    findings.extend(alike.told());
    if *untold > 0 {
        findings.push(Diagnostic::warning(
            "con-nua",
            Location::Document,
            format!("Và {untold} chỗ khác; hãy sửa các chỗ trên rồi kiểm tra lại."),
            format!("And {untold} more; correct those above and check again."),
        ));
    }
    Ok(bad)
}

impl Report {
    /// The last line.
    fn shown(&self, arguments: &BatchArguments, language: Language, as_json: bool) -> String {
        let Report { documents, written, before, bad, left_out, .. } = *self;
        let output = arguments.output.as_deref().unwrap_or_default();
        if as_json {
            return pretty(&json!({
                "documents": documents, "written": written, "before": before, "bad": bad, "output": output,
                "rows_left_out": left_out.rows, "columns_unused": left_out.columns,
                "sheets_unused": left_out.sheets, "cells_left_out": left_out.cells, "matching": self.matching,
                "hidden": self.hidden,
            }));
        }
        match language {
            Language::Vi => {
                let mut line = format!("{documents} văn bản: ");
                if arguments.check {
                    line += &format!("đã kiểm tra, {bad} có lỗi.\n");
                } else {
                    line += &format!("đã tạo {written}, có từ trước {before}, có lỗi {bad}.");
                    if bad > 0 && !arguments.skip_bad {
                        line += " Chưa tạo văn bản nào ở lần này; hãy sửa các dòng có lỗi, hoặc thêm --skip-bad để bỏ qua chúng.";
                    }
                    line += "\n";
                }
                if !left_out.is_nothing() {
                    line.truncate(line.trim_end().len());
                    line += &format!(
                        " Không vào văn bản nào: {} dòng, {} cột, {} trang, {} ô (xem các dòng cảnh báo; cột cố ý bỏ thì thêm --map \"Cột=\").\n",
                        left_out.rows, left_out.columns, left_out.sheets, left_out.cells
                    );
                }
                line
            }
            Language::En => {
                let dropped = if left_out.is_nothing() {
                    String::new()
                } else {
                    format!(
                        " In no document: {} rows, {} columns, {} sheets, {} cells (see the warnings; leave a column out with --map \"Column=\").",
                        left_out.rows, left_out.columns, left_out.sheets, left_out.cells
                    )
                };
                if arguments.check {
                    return format!("{documents} documents: checked, {bad} with errors.{dropped}\n");
                }
                let stopped = if bad > 0 && !arguments.skip_bad {
                    " None was made this time; correct the rows with errors, or add --skip-bad to leave them out."
                } else {
                    ""
                };
                format!(
                    "{documents} documents: {written} made, {before} there before, {bad} with errors.{stopped}{dropped}\n"
                )
            }
        }
    }
}
