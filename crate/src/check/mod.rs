//! Judging what a form says: who signs for whom, whom it addresses, how its words are written.
//!
//! A judgement is a finding at the field it is about, with a correction where one is sure. [`crate::fill()`] asks for all of
//! them; whoever makes many documents asks [`resolve`] for those the values alone give.

mod abolished;
pub mod capitals;
mod communes;
mod fixes;
mod provinces;
mod samples;
mod signing;
mod wording;

pub use samples::lint;

use chrono::NaiveDate;
use serde_json::Value;

use crate::Diagnostic;
use crate::template::{self, Resolved, Template, by_form};

/// Cleans, completes, computes and checks the values of a form.
///
/// Never fails: everything that is wrong is in [`Resolved::diagnostics`], all at once, each with its field; a value of
/// the wrong type counts as blank. Fields that are absent or `null`, and required ones that are blank, take their
/// default; a text default that is Handlebars over earlier fields is filled in after the formulas. `ky_hieu` and `luu`
/// complete themselves from the kind, the `viet_tat` of `co_quan` and `don_vi_soan` (Decree 30/2020/NĐ-CP, Annex I, Part I, section II).
/// `today` is only used by date defaults (`nam_nay`, `thang_nay`, `hom_nay`).
pub fn resolve(template: &Template, values: &Value, today: NaiveDate) -> Resolved {
    let mut resolved = template::resolve(template, values, today);
    let signed = signing::findings(template.form.standard(), &template.fields, &resolved);
    resolved.diagnostics.extend(signed);
    resolved.diagnostics = by_form(resolved.diagnostics, &template.fields);
    resolved
}

/// Everything there is to say about a form: what was found in its values ([`resolve`]) and while the document was made,
/// then whom it cannot address and what its words would be better as. Corrections stand where the form holds a text at
/// that very place: `given` is what it holds.
pub(crate) fn form(
    template: &Template,
    given: &Value,
    resolved: &Resolved,
    mut found: Vec<Diagnostic>,
    today: NaiveDate,
) -> Vec<Diagnostic> {
    found.extend(abolished::addressed(template, resolved, today));
    found.extend(provinces::addressed(template, resolved, today));
    found.extend(communes::addressed(template, resolved, today));
    found.extend(wording::findings(template, resolved));
    fixes::offer(&mut found, given);
    found
}
