//! `thethuc follow`.

mod arguments;
mod source;
mod told;
mod units;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Map, Value};
use thethuc::follow::directive::Directive;
use thethuc::follow::documents::{followed, names, subjects, values};
use thethuc::follow::grid::doubts;
use thethuc::follow::period::Period;
use thethuc::follow::record::Matter;
use thethuc::follow::roster::expand;
use thethuc::follow::view::View;
use thethuc::template::{Each, Follow};
use thethuc::{Diagnostic, Location, Severity, Template, fill};

use super::batch::{Shard, taken};
use super::{FINDINGS, FINE, Outcome, day, files, find_template, pretty, read_json};

pub(super) use arguments::FollowArguments;
use source::Source;

/// Reads a document into a record and makes what follows from it.
pub(super) fn run(arguments: &FollowArguments, as_json: bool) -> Outcome {
    let date = match day(arguments.date.as_deref()) {
        Ok(date) => date,
        Err(finding) => return Outcome::unusable(vec![finding]),
    };
    let source = match gathered(arguments, date) {
        Ok(source) => source,
        Err(findings) => return Outcome::unusable(findings),
    };
    let Source { directive: Directive { matter, diagnostics: mut findings }, template } = source;
    findings.extend(doubts(&matter));
    if let Some(path) = &arguments.matter
        && let Err(finding) = files::write(Path::new(path), pretty(&matter).as_bytes())
    {
        return Outcome::unusable(vec![finding]);
    }
    let mut outcome = match &arguments.to {
        Some(to) if !arguments.list => match made(arguments, &matter, &template, to, date) {
            Ok(outcome) => outcome,
            Err(more) => Outcome::unusable(more),
        },
        _ if as_json => Outcome::printed(pretty(&matter)),
        _ => Outcome::printed(told::listed(&matter, &template)),
    };
    findings.append(&mut outcome.findings);
    let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    outcome.code = outcome.code.max(if is_wrong { FINDINGS } else { FINE });
    outcome.findings = findings;
    outcome
}

/// The record: what was kept, or what is read now, with the units somebody confirmed.
fn gathered(arguments: &FollowArguments, date: NaiveDate) -> Result<Source, Vec<Diagnostic>> {
    let one = |finding: Diagnostic| vec![finding];
    let kept = arguments.matter.as_deref().filter(|path| Path::new(path).exists());
    let read = match &arguments.file {
        Some(file) => Some(source::read(file, arguments.from.as_deref(), date)?),
        None => None,
    };
    let mut source = match (kept, read) {
        (Some(path), read) => {
            let directive = source::record(path, read_json(path).map_err(one)?).map_err(one)?;
            if let Some(read) = &read
                && read.directive.matter.mark != directive.matter.mark
            {
                return Err(vec![other_matter(path)]);
            }
            Source { directive, template: read.map(|read| read.template).unwrap_or_default() }
        }
        (None, Some(read)) => read,
        (None, None) => {
            return Err(vec![Diagnostic::error(
                "thieu-tep",
                Location::Document,
                "Chưa có văn bản nào để đọc; hãy ghi tệp .docx, .json, .txt, hoặc --matter và hồ sơ đã có.",
                "There is no document to read; name a .docx, .json or .txt, or --matter and a record that exists.",
            )]);
        }
    };
    let matter = &mut source.directive.matter;
    if let Some(period) = &arguments.period {
        matter.period = Period::of_id(period).ok_or_else(|| vec![no_period(period)])?;
    }
    if let Some(list) = &arguments.units {
        let (confirmed, told) = units::confirmed(list)?;
        source.directive.diagnostics.extend(told);
        let left = expand(matter, &confirmed);
        if !left.is_empty() {
            source.directive.diagnostics.push(Diagnostic::warning(
                "nhom-khong-don-vi",
                files::place(list),
                format!(
                    "Danh sách không có đơn vị nào của: {}; các nơi ấy chưa có văn bản.",
                    left.join("; ")
                ),
                format!("The list has no unit of: {}; there are no papers for them.", left.join("; ")),
            ));
        }
    }
    Ok(source)
}

fn other_matter(path: &str) -> Diagnostic {
    Diagnostic::error(
        "ho-so-khac",
        files::place(path),
        "Hồ sơ này của một văn bản khác; hãy chọn đúng hồ sơ, hoặc đặt tên hồ sơ mới.",
        "This record is of another document; name the right one, or a new file.",
    )
}

fn no_period(period: &str) -> Diagnostic {
    Diagnostic::error(
        "ky-sai",
        Location::File { file: "--period".to_owned(), line: 0, column: 0 },
        format!("Kỳ «{period}» không đúng; hãy ghi như q1-2027 (quý I), t3-2027 (tháng 3), n2027 (năm)."),
        format!("«{period}» is no period; write it as q1-2027, t3-2027 or n2027."),
    )
}

/// Makes the documents and writes each as it is made.
fn made(
    arguments: &FollowArguments,
    matter: &Matter,
    source: &str,
    to: &str,
    date: NaiveDate,
) -> Result<Outcome, Vec<Diagnostic>> {
    let one = |finding: Diagnostic| vec![finding];
    let template: Arc<Template> = find_template(to)?;
    let follow = followed(&template, source).ok_or_else(|| vec![follows_nothing(&template)])?;
    let common = match &arguments.values {
        Some(path) => read_json(path).map_err(one)?.as_object().cloned().unwrap_or_default(),
        None => Map::new(),
    };
    let view = View::of(matter);
    let all = subjects(matter, follow.each);
    let names = names(&template, &all);
    let output = arguments.output.as_deref().unwrap_or(".");
    let is_file = follow.each == Each::One && output.to_lowercase().ends_with(".docx");
    checked(arguments, follow, &template, all.len())?;
    if is_file {
        files::writable(output).map_err(one)?;
    } else {
        files::make_folder(output).map_err(one)?;
    }
    let place = |name: &str| match is_file {
        true => PathBuf::from(output),
        false => Path::new(output).join(format!("{name}.docx")),
    };
    let mine = || arguments.shard.unwrap_or(Shard::WHOLE).documents(all.len());
    let free = |path: &Path| if path.exists() && !arguments.again { Err(taken(path)) } else { Ok(()) };
    mine().filter_map(|at| names.get(at)).try_for_each(|name| free(&place(name))).map_err(one)?;
    let mut outcome = Outcome::printed("");
    let mut lines = String::new();
    // What every document lacks alike is told once.
    let mut told: Vec<(Diagnostic, usize)> = Vec::new();
    let mut count = 0;
    for at in mine() {
        let (Some(subject), Some(name)) = (all.get(at), names.get(at)) else { continue };
        let mut values = values(&view, follow, *subject);
        values.extend(common.clone());
        let filled = fill(&template, &Value::Object(values), date);
        let path = place(name).to_string_lossy().into_owned();
        for file in filled.docx(true).map_err(one)? {
            let path = files::beside(&path, file.suffix.as_deref());
            free(&path).and_then(|()| files::write(&path, &file.bytes)).map_err(one)?;
        }
        count += 1;
        lines += &format!("{path}\n");
        for finding in filled.diagnostics {
            match told.iter_mut().find(|(known, _)| *known == finding) {
                Some((_, times)) => *times += 1,
                None => told.push((finding, 1)),
            }
        }
    }
    outcome.output = format!("{lines}Đã lập {count} văn bản.\n").into_bytes();
    for (mut finding, times) in told {
        if times > 1 {
            finding.message = format!("{} ({times} văn bản)", finding.message);
            finding.english = format!("{} ({times} documents)", finding.english);
        }
        outcome.findings.push(finding);
    }
    Ok(outcome)
}

fn checked(
    arguments: &FollowArguments,
    follow: &Follow,
    template: &Template,
    all: usize,
) -> Result<(), Vec<Diagnostic>> {
    if arguments.each_unit && follow.each != Each::Unit {
        return Err(vec![Diagnostic::error(
            "khong-theo-don-vi",
            Location::Document,
            format!("Mẫu {} không lập theo đơn vị; hãy bỏ --each-unit.", template.id),
            format!("{} is not made unit by unit; leave --each-unit out.", template.id),
        )]);
    }
    if all == 0 {
        return Err(vec![Diagnostic::error(
            "khong-co-don-vi-nhan",
            Location::Document,
            "Chưa có đơn vị nào có nhiệm vụ nên không lập văn bản nào; hãy đưa danh sách đơn vị (--units) hoặc sửa hồ sơ.",
            "No unit has a task, so nothing was made; give a list of units (--units) or mend the record.",
        )]);
    }
    Ok(())
}

fn follows_nothing(template: &Template) -> Diagnostic {
    Diagnostic::error(
        "khong-lap-tiep",
        Location::Document,
        format!(
            "Mẫu {} không khai [[follow]] cho văn bản này; xem các mẫu lập tiếp được bằng --list.",
            template.id
        ),
        format!("{} declares no [[follow]] for this document; --list says which templates do.", template.id),
    )
}
