//! Who signs, for whom: the lines of capacity that follow from the answer.

use super::Resolved;
use crate::FieldPath;
use crate::standard::{Signing, Standard};

/// The path of a sub-field of a signer.
pub(crate) fn path(signer: usize, name: &str) -> String {
    format!("chu_ky.{signer}.{name}")
}

/// The way of signing chosen by a signer; none when the lines are typed.
pub(crate) fn chosen<'s>(standard: &'s Standard, values: &Resolved, signer: usize) -> Option<&'s Signing> {
    let chosen = values.text(&path(signer, "cach_ky"));
    standard.signing.iter().find(|way| way.id == chosen)
}

/// The lines of capacity and position of a signer as written in running text, each with the field to go to for it.
pub(crate) fn lines(standard: &Standard, values: &Resolved, signer: usize) -> Vec<(FieldPath, String)> {
    let mut lines = Vec::new();
    let mut line = |words: &str, name: &str| {
        let path = path(signer, name);
        let text = values.text(&path);
        let text = if text.is_empty() { standard.blank.text.as_str() } else { text };
        lines.push((FieldPath::from(path.as_str()), format!("{words}{text}")));
    };
    if let Some(way) = chosen(standard, values, signer) {
        for (words, name) in way.parts() {
            line(words, name);
        }
        return lines;
    }
    let typed = values.pieces(&path(signer, "quyen_han"));
    let role = values.text(&path(signer, "vai"));
    if !values.text(&path(signer, "chuc_vu")).is_empty() || (typed.is_empty() && role.is_empty()) {
        line("", "chuc_vu");
    }
    for (at, (path, text)) in typed.into_iter().enumerate() {
        lines.insert(at, (path, text.to_owned()));
    }
    lines
}
