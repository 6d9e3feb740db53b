//! Any document examined, and shown with the places that were found.

use serde_json::json;
use wasm_bindgen::prelude::*;

use super::{day, plain, thrown};
use crate::docx::read::observe;
use crate::examine;
use crate::to_list::ToList;
use crate::view;

/// Every rule a document is examined by.
#[wasm_bindgen(unchecked_return_type = "CheckRule[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    plain(&examine::rules())
}

/// Where a DOCX does not keep to the standard, rule by rule.
#[wasm_bindgen(js_name = examine, unchecked_return_type = "Examined")]
pub fn examine_document(docx: &[u8]) -> Result<JsValue, JsValue> {
    let examined = examine::examine(docx).map_err(|finding| thrown(&[finding]))?;
    let findings = examined.findings.iter().map(|finding| {
        let rule = finding.rule;
        json!({
            "code": rule.code,
            "level": rule.level,
            "source": rule.source,
            "fix": rule.fix,
            "component": finding.component.map(crate::document::Component::id),
            "part": finding.part_name(),
            "place": finding.place_name(),
            "text": finding.text,
            "message": finding.message,
            "english": finding.english,
            "marked": finding.paragraph.is_some(),
        })
    });
    plain(&json!({ "unchecked": examined.unchecked, "findings": findings.to_list() }))
}

/// A report on documents as a DOCX: of each the findings at these positions, and how many others there are.
#[wasm_bindgen(js_name = examineReport, unchecked_return_type = "Uint8Array<ArrayBuffer>")]
pub fn examine_report(
    #[wasm_bindgen(unchecked_param_type = "ReportedFile[]")] files: js_sys::Array,
    date: &str,
) -> Result<Vec<u8>, JsValue> {
    let mut examined = Vec::new();
    for file in files.iter() {
        let get = |name: &str| js_sys::Reflect::get(&file, &name.into());
        let bytes = js_sys::Uint8Array::new(&get("bytes")?).to_vec();
        let listed = js_sys::Uint32Array::new(&get("listed")?).to_vec();
        examined.push((get("name")?.as_string().unwrap_or_default(), examine::examine(&bytes), listed));
    }
    let reported: Vec<_> = examined
        .iter()
        .map(|(name, examined, listed)| examine::Reported {
            name,
            examined: examined.as_ref(),
            listed: listed.iter().map(|at| *at as usize).to_list(),
        })
        .to_list();
    examine::report(&reported, day(date)?).map_err(|finding| thrown(&[finding]))
}

/// A DOCX as HTML, up to so many paragraphs of its text; what a finding of `examine` is about carries `data-marks` with its
/// position.
#[wasm_bindgen(unchecked_return_type = "DocumentView")]
pub fn view(docx: &[u8], most: u32) -> Result<JsValue, JsValue> {
    let marks = examine::examine(docx).map(|examined| examined.marks()).unwrap_or_default();
    let observed = observe(docx).map_err(|finding| thrown(&[finding]))?;
    plain(&view::write(&observed, &marks, most as usize))
}
