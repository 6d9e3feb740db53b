//! `thethuc sheet`.

use std::path::Path;

use thethuc::sheet;

use super::marks::Marks;
use super::{Outcome, files, find_template, word};

/// Writes the starter spreadsheet of a template.
pub(super) fn run(template: &str, marks: &Marks, output: &str) -> Outcome {
    let mut wrong = Vec::new();
    let bytes = if word::is_word(template) {
        files::read(template)
            .map_err(|finding| vec![finding])
            .and_then(|bytes| word::form(template, bytes, marks))
            .map(|form| sheet::starter(&form))
    } else {
        find_template(template).map(|template| sheet::starter(&template))
    };
    let bytes = bytes.map_err(|findings| wrong.extend(findings)).ok();
    if let Err(finding) = files::spreadsheet(output).and_then(|()| files::writable(output)) {
        wrong.push(finding);
    }
    let Some(bytes) = bytes.filter(|_| wrong.is_empty()) else { return Outcome::unusable(wrong) };
    if output == "-" {
        return Outcome::printed(bytes);
    }
    match files::write(Path::new(output), &bytes) {
        Ok(()) => Outcome::printed(""),
        Err(finding) => Outcome::unusable(vec![finding]),
    }
}
