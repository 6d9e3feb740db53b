//! `thethuc sheet`.

use std::path::Path;

use super::{Outcome, files, find_template};
use thethuc::sheet;

/// Writes the starter spreadsheet of a template.
pub(super) fn run(template: &str, output: &str) -> Outcome {
    let mut wrong = Vec::new();
    let template = find_template(template).map_err(|findings| wrong.extend(findings)).ok();
    if let Err(finding) = files::spreadsheet(output).and_then(|()| files::writable(output)) {
        wrong.push(finding);
    }
    let Some(template) = template.filter(|_| wrong.is_empty()) else { return Outcome::unusable(wrong) };
    let bytes = sheet::starter(&template);
    if output == "-" {
        return Outcome::printed(bytes);
    }
    match files::write(Path::new(output), &bytes) {
        Ok(()) => Outcome::printed(""),
        Err(finding) => Outcome::unusable(vec![finding]),
    }
}
