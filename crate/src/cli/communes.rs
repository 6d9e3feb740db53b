//! `thethuc communes`.

use super::{Outcome, day, pretty};
use thethuc::Diagnostic;
use thethuc::government::{Commune, communes_of};

/// What heads the list, so that it is a spreadsheet's column.
const HEAD: &str = "Đơn vị";

/// Prints the communes of a province on a day, one a line.
pub(super) fn run(province: &str, date: Option<&str>, as_json: bool) -> Outcome {
    let found = match day(date).and_then(|day| communes_of(province, day)) {
        Ok(found) => found,
        Err(finding) => return Outcome::unusable(vec![finding]),
    };
    if as_json {
        return Outcome::printed(pretty(&found));
    }
    let lines: Vec<String> = [HEAD.to_owned()].into_iter().chain(found.iter().map(body)).collect();
    Outcome::printed(lines.join("\n") + "\n")
}

/// The communes of a province as the units that send something today.
pub(super) fn units(province: &str) -> Result<Vec<String>, Diagnostic> {
    Ok(communes_of(province, day(None)?)?.iter().map(body).collect())
}

/// What is written to in a commune.
fn body(commune: &Commune) -> String {
    format!("UBND {commune}")
}
