//! Templates with their samples, which have to be what the form takes.

use chrono::NaiveDate;

use super::resolve;
use crate::template::{self, Known, SAMPLES, Source, TemplateFiles};
use crate::{Diagnostic, Location, Severity};

/// Everything that is wrong with a template: what [`Template::load`](crate::Template::load) refuses, and samples that leave
/// something out or give something the form does not take.
pub fn lint(files: &TemplateFiles) -> Vec<Diagnostic> {
    let (known, mut findings) = template::read(files);
    if let Some(known) = known {
        findings.extend(of_samples(&known, files));
    }
    findings
}

/// Fills every sample; what the form objects to is a finding at the place of the key in the sample's file.
fn of_samples(known: &Known, files: &TemplateFiles) -> Vec<Diagnostic> {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 1, 1) else { return Vec::new() };
    let mut findings = Vec::new();
    for sample in known.template.samples() {
        let file = format!("{SAMPLES}{}.json", sample.name);
        let (name, text) =
            (template::shown(files, &file), template::text_of(files, &file).unwrap_or_default());
        let source = Source { name: &name, text: &text };
        let resolved = resolve(&known.template, &sample.values, today);
        for fault in resolved.diagnostics.into_iter().filter(|fault| fault.severity > Severity::Info) {
            let location = match &fault.location {
                Location::Field { path } => {
                    let field = path.as_str().split('.').next().unwrap_or("");
                    if known.doubtful.contains(field) {
                        continue;
                    }
                    key_place(source, path.as_str())
                }
                _ => source.whole(),
            };
            findings.push(Diagnostic { location, ..fault });
        }
    }
    findings
}

/// Where the deepest key of a path that is there stands; an item of a list that has no key stands for itself.
fn key_place(source: Source<'_>, path: &str) -> Location {
    let mut value = source.text.len() - source.text.trim_start().len();
    let mut place = None;
    for step in path.split('.') {
        let Some((start, inner)) = json_entry(source.text, value, step) else { break };
        (place, value) = (Some(start), inner);
    }
    place.map_or_else(|| source.whole(), |offset| source.place(offset))
}

/// Where in valid JSON the entry of the object or array at `at` starts, and where its value does.
fn json_entry(text: &str, at: usize, step: &str) -> Option<(usize, usize)> {
    let in_object = text.get(at..)?.starts_with('{');
    let next = |from: usize| {
        text.get(from..).and_then(|rest| rest.find(|c: char| !c.is_whitespace())).map(|gap| from + gap)
    };
    let mut start = next(at + 1)?;
    for position in 0.. {
        let end = json_end(text, start)?;
        let value = if in_object { next(next(end)? + 1)? } else { start };
        let wanted = match in_object {
            true => text.get(start + 1..end - 1) == Some(step),
            false => step.parse() == Ok(position),
        };
        if wanted {
            return Some((start, value));
        }
        let behind = next(json_end(text, value)?)?;
        if !text.get(behind..)?.starts_with(',') {
            return None;
        }
        start = next(behind + 1)?;
    }
    None
}

/// Where the JSON value that starts at `at` ends.
fn json_end(text: &str, at: usize) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (offset, c) in text.get(at..)?.char_indices() {
        let end = at + offset;
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => {
                quoted = !quoted;
                if !quoted && depth == 0 {
                    return Some(end + 1);
                }
            }
            _ if quoted => {}
            '{' | '[' => depth += 1,
            '}' | ']' | ',' if depth == 0 => return Some(end),
            '}' | ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(end + 1);
                }
            }
            _ => {}
        }
    }
    Some(text.len())
}
