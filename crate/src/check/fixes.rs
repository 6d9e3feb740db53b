//! Corrections that go with findings.

use serde_json::Value;

use crate::{Diagnostic, FieldPath, Fix, Location, markup};

/// Adds the numbers in order to findings of gaps, and leaves fixes only where the form holds a text at that very place.
pub(super) fn offer(findings: &mut [Diagnostic], given: &Value) {
    for finding in findings {
        if finding.code == "so-thu-tu"
            && let Location::Field { path } = &finding.location
            && let Some(body) = text_at(given, path)
        {
            let right = markup::renumber(body);
            if !right.changes.is_empty() {
                finding.fix = Some(Box::new(Fix::new(
                    path.clone(),
                    right.body,
                    "Đánh số lại theo thứ tự",
                    "Number in order",
                )));
            }
        }
        if finding.fix.as_ref().is_some_and(|fix| text_at(given, &fix.path).is_none()) {
            finding.fix = None;
        }
    }
}

/// The text a form holds at a path.
fn text_at<'v>(given: &'v Value, path: &FieldPath) -> Option<&'v str> {
    let mut steps = path.as_str().split('.');
    let at = steps.try_fold(given, |value, step| match value {
        Value::Object(fields) => fields.get(step),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    });
    at?.as_str()
}
