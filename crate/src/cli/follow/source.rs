//! What `thethuc follow` is given: a document, values, pasted text, or a record.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;
use thethuc::follow::directive::{self, Directive};
use thethuc::follow::record::Matter;
use thethuc::{Diagnostic, Severity, docx, library};

use crate::cli::{files, find_template, read_json};

/// What was read.
pub(super) struct Source {
    pub(super) directive: Directive,
    /// The template its values are of; empty where that is not known.
    pub(super) template: String,
}

/// Reads a file by its kind.
pub(super) fn read(path: &str, from: Option<&str>, date: NaiveDate) -> Result<Source, Vec<Diagnostic>> {
    let one = |finding: Diagnostic| vec![finding];
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some("json") => {
            let values = read_json(path).map_err(one)?;
            if is_record(&values) {
                return Ok(Source { directive: record(path, values).map_err(one)?, template: String::new() });
            }
            values_of(path, &values, from, date)
        }
        Some("txt" | "md") => {
            let text = files::read_text(path).map_err(one)?;
            Ok(Source { directive: directive::read_text(&text), template: String::new() })
        }
        _ => word(path, date).map_err(one),
    }
}

/// A record holds tasks with marks; values of a template hold what it asks for.
fn is_record(values: &Value) -> bool {
    let is = |name: &str, of: fn(&Value) -> bool| values.get(name).is_some_and(of);
    is("phien_ban", Value::is_number) && is("nhiem_vu", Value::is_array) && is("muc", Value::is_array)
}

/// Reads a record.
pub(super) fn record(path: &str, values: Value) -> Result<Directive, Diagnostic> {
    let matter: Matter = serde_json::from_value(values).map_err(|error| {
        Diagnostic::error(
            "ho-so-sai",
            files::place(path),
            format!("Tệp không phải hồ sơ công việc đọc được ({error}); hãy xem lại chỗ vừa sửa."),
            format!("The file is no record that can be read: {error}."),
        )
    })?;
    Ok(Directive { matter, diagnostics: Vec::new() })
}

/// A document: by the values inside where it was not changed, else by its text.
fn word(path: &str, date: NaiveDate) -> Result<Source, Diagnostic> {
    let bytes = files::read_package(path)?;
    let placed = |mut finding: Diagnostic| {
        finding.location = files::place(path);
        finding
    };
    if let Ok(read) = docx::read_values(&bytes)
        && let Some(template) = library::get(&read.template)
    {
        if read.unchanged {
            let directive = directive::read_values(&template, &read.values, date);
            return Ok(Source { directive, template: read.template });
        }
        let directive = directive::read_docx(&bytes).map_err(placed)?;
        return Ok(Source { directive, template: read.template });
    }
    Ok(Source { directive: directive::read_docx(&bytes).map_err(placed)?, template: String::new() })
}

/// Values: what the template prints with them is read.
fn values_of(
    path: &str,
    values: &Value,
    from: Option<&str>,
    date: NaiveDate,
) -> Result<Source, Vec<Diagnostic>> {
    if let Some(from) = from {
        let template = find_template(from)?;
        let directive = directive::read_values(&template, values, date);
        return Ok(Source { directive, template: template.id.clone() });
    }
    // What `thethuc values` prints names the template.
    let (named, inner) = (values.get("template").and_then(Value::as_str), values.get("values"));
    if let (Some(named), Some(inner)) = (named, inner) {
        let template = find_template(named)?;
        let directive = directive::read_values(&template, inner, date);
        return Ok(Source { directive, template: template.id.clone() });
    }
    let names: Vec<&String> = values.as_object().into_iter().flat_map(|object| object.keys()).collect();
    let unknown = |id: &str| {
        let template = library::get(id)?;
        let missing =
            names.iter().filter(|name| **name != "phien_ban" && template.field(name).is_none()).count();
        let own = names.iter().filter(|name| template.field(name).is_some_and(|field| !field.shared)).count();
        (own > 0).then_some((missing, std::cmp::Reverse(own), id.to_owned()))
    };
    let best = library::ids().filter_map(unknown).min();
    let Some((0, _, id)) = best else {
        return Err(vec![Diagnostic::error(
            "mau-cua-gia-tri",
            files::place(path),
            "Chưa rõ giá trị này của mẫu nào; hãy ghi --from và mã mẫu, như --from cong-van-trien-khai.",
            "Which template these values are of is not known; say so with --from, as --from cong-van-trien-khai.",
        )]);
    };
    let template = find_template(&id)?;
    let mut directive = directive::read_values(&template, values, date);
    directive.diagnostics.push(Diagnostic::new(
        Severity::Info,
        "mau-doan",
        files::place(path),
        format!("Hiểu là giá trị của mẫu {id}; nếu không phải, hãy ghi --from."),
        format!("Taken as values of {id}; if they are not, say so with --from."),
    ));
    Ok(Source { directive, template: id })
}
