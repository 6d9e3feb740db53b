//! The only module that knows JavaScript. It converts, and decides nothing: plain data in, plain data or bytes out, and
//! nothing to free but what workers use. The types are in `types.d.ts`; the page and the npm package are told of the functions
//! by what wasm-bindgen says of these, comments and all.

#![allow(clippy::needless_pass_by_value, reason = "values that cross from JavaScript are handed over")]
#![allow(unreachable_pub, reason = "what wasm-bindgen exports is public to JavaScript alone")]

mod batch;
mod collect;
mod examine;
mod pack;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::filename::Naming;
use crate::fill::fill_unread;
use crate::markup::{self, Block};
use crate::reopen::import;
use crate::reopen::issue;
use crate::standard::read;
use crate::template::{Template, open_all, section_texts};
use crate::to_list::ToList;
use crate::vietnamese::{CitedDocument, legacy};
use crate::{Diagnostic, Location, fill, library};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.d.ts");

/// The version of the crate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// All built-in templates.
#[wasm_bindgen(unchecked_return_type = "TemplateInfo[]")]
pub fn templates() -> Result<JsValue, JsValue> {
    plain(&library::templates())
}

/// The JSON Schema of a template's form.
#[wasm_bindgen(unchecked_return_type = "JsonSchema")]
pub fn fields(template: &str) -> Result<JsValue, JsValue> {
    plain(&find(template)?.schema())
}

/// A filled form: the first sample of the template.
#[wasm_bindgen(unchecked_return_type = "Values")]
pub fn sample(template: &str) -> Result<JsValue, JsValue> {
    plain(&find(template)?.samples().first().map(|sample| &sample.values))
}

/// HTML, style sheet, resolved values with the totals of tables, and findings.
#[wasm_bindgen(unchecked_return_type = "Preview")]
pub fn preview(
    template: &str,
    #[wasm_bindgen(unchecked_param_type = "Values")] values: JsValue,
    date: &str,
) -> Result<JsValue, JsValue> {
    let template = find(template)?;
    let filled = fill(&template, &parsed(&values)?, day(date)?);
    let html = filled.html();
    plain(&json!({
        "html": html.body,
        "css": html.css,
        "values": filled.resolved.values,
        "totals": filled.resolved.totals,
        "diagnostics": filled.diagnostics,
    }))
}

/// The sections of a template that free text can take the place of, each with the text it prints now.
#[wasm_bindgen(unchecked_return_type = "SectionText[]")]
pub fn sections(
    template: &str,
    #[wasm_bindgen(unchecked_param_type = "Values")] values: JsValue,
    date: &str,
) -> Result<JsValue, JsValue> {
    plain(&section_texts(&*find(template)?, &parsed(&values)?, day(date)?))
}

/// The DOCX. Mistakes in the values never throw: they are in `preview(…).diagnostics`.
#[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
pub fn docx(
    template: &str,
    #[wasm_bindgen(unchecked_param_type = "Values")] values: JsValue,
    date: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "DocxOptions")] options: JsValue,
) -> Result<Vec<u8>, JsValue> {
    let template = find(template)?;
    let filled = fill_unread(&template, &parsed(&values)?, day(date)?);
    let files = filled.docx(embeds(&options)).map_err(|finding| thrown(&[finding]))?;
    Ok(files.into_iter().next().map(|file| file.bytes).unwrap_or_default())
}

/// The main document first, then each appendix that is a file of its own.
#[wasm_bindgen(unchecked_return_type = "OutputFile[]")]
pub fn files(
    template: &str,
    #[wasm_bindgen(unchecked_param_type = "Values")] values: JsValue,
    date: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "DocxOptions")] options: JsValue,
) -> Result<js_sys::Array, JsValue> {
    let template = find(template)?;
    let filled = fill_unread(&template, &parsed(&values)?, day(date)?);
    let files = filled.docx(embeds(&options)).map_err(|finding| thrown(&[finding]))?;
    output_files(files)
}

/// The name of a document's file, with its ending: by the pattern of an office (`{{so}}-{{trich_yeu}}`), else number, symbol,
/// abstract and date. The suffix is the name that `files` gives.
#[wasm_bindgen(js_name = fileName)]
pub fn file_name(
    template: &str,
    #[wasm_bindgen(unchecked_param_type = "Values")] values: JsValue,
    suffix: &str,
    pattern: &str,
) -> Result<String, JsValue> {
    let template = find(template)?;
    let values = parsed(&values)?;
    let naming = Naming { title: &template.title, kind: template.kind.as_deref(), values: &values };
    Ok(naming.name(pattern, suffix) + ".docx")
}

fn output_files(files: Vec<crate::File>) -> Result<js_sys::Array, JsValue> {
    let list = js_sys::Array::new();
    for file in files {
        let entry = js_sys::Object::new();
        let bytes = js_sys::Uint8Array::from(file.bytes.as_slice());
        js_sys::Reflect::set(&entry, &"name".into(), &file.suffix.unwrap_or_default().into())?;
        js_sys::Reflect::set(&entry, &"bytes".into(), &bytes)?;
        list.push(&entry);
    }
    Ok(list)
}

/// The blocks of a body and what is odd about it.
#[wasm_bindgen(js_name = parseBody, unchecked_return_type = "ParsedBody")]
pub fn parse_body(body: &str) -> Result<JsValue, JsValue> {
    plain(&markup::parse(body))
}

/// The fields of a pasted citation (`Công văn số 4625/BNV-CCHC ngày 02/7/2025 của …`); of a căn cứ with its first word.
#[wasm_bindgen(js_name = parseCitation, unchecked_return_type = "CitedDocument")]
pub fn parse_citation(text: &str, basis: Option<bool>) -> Result<JsValue, JsValue> {
    let cited =
        if basis == Some(true) { CitedDocument::parse_basis(text) } else { CitedDocument::parse(text) };
    plain(&cited.to_value())
}

/// The communes of a province on a day, which somebody names as «Phú Thọ», «tỉnh Phú Thọ» or without marks.
#[wasm_bindgen(unchecked_return_type = "Commune[]")]
pub fn communes(province: &str, date: &str) -> Result<JsValue, JsValue> {
    plain(&crate::government::communes_of(province, day(date)?).map_err(|finding| thrown(&[finding]))?)
}

/// Text typed in a TCVN3 or VNI font in Unicode; any other text as it is.
#[wasm_bindgen(js_name = toUnicode)]
pub fn to_unicode(text: &str) -> String {
    legacy::detect(text).map_or_else(|| text.to_owned(), |encoding| legacy::to_unicode(text, encoding))
}

/// A body with its numbers in order, and the references in its text that this would break.
#[wasm_bindgen(unchecked_return_type = "Renumbered")]
pub fn renumber(text: &str) -> Result<JsValue, JsValue> {
    plain(&markup::renumber(text))
}

/// The templates among the files of a folder, or in one zip: all functions find them by their ids from then on.
#[wasm_bindgen(js_name = openTemplates, unchecked_return_type = "OpenedTemplates")]
pub fn open_templates(
    #[wasm_bindgen(unchecked_param_type = "TemplateFile[]")] files: js_sys::Array,
) -> Result<JsValue, JsValue> {
    let mut read = Vec::new();
    for file in files.iter() {
        let path = js_sys::Reflect::get(&file, &"path".into())?.as_string().unwrap_or_default();
        let bytes = js_sys::Uint8Array::new(&js_sys::Reflect::get(&file, &"bytes".into())?);
        read.push((path, bytes.to_vec()));
    }
    plain(&open_all(&read))
}

/// The text of blocks.
#[wasm_bindgen(js_name = writeBody)]
pub fn write_body(
    #[wasm_bindgen(unchecked_param_type = "Block[]")] blocks: JsValue,
) -> Result<String, JsValue> {
    let blocks: Vec<Block> = read::all(&parsed(&blocks)?).map_err(|fault| {
        thrown(&[Diagnostic::error(
            "json-sai",
            Location::Document,
            format!("Dữ liệu không phải là các khối của nội dung ({fault})."),
            format!("The data are no blocks of a body: {fault}."),
        )])
    })?;
    Ok(markup::write(&blocks))
}

/// The values a DOCX was made from, and whether its text was changed since.
#[wasm_bindgen(js_name = readValues, unchecked_return_type = "ReadValues")]
pub fn read_values(docx: &[u8]) -> Result<JsValue, JsValue> {
    plain(&crate::docx::read_values(docx).map_err(|finding| thrown(&[finding]))?)
}

/// The values of any other DOCX for the template that fits it, or for the one given, and what is in no field.
#[wasm_bindgen(js_name = importDocx, unchecked_return_type = "Imported")]
pub fn import_docx(docx: &[u8], template: Option<String>) -> Result<JsValue, JsValue> {
    let imported = match template {
        Some(id) => import::import_into(docx, find(&id)?),
        None => import::import(docx),
    };
    plain(&imported.map_err(|finding| thrown(&[finding]))?)
}

/// What a range pasted into a table says: its head, which rows are data, and where each column goes. The cells row after row,
/// so many in each.
#[wasm_bindgen(js_name = pastedRange, unchecked_return_type = "PastedRange | null")]
pub fn pasted_range(
    template: &str,
    path: &str,
    at: &str,
    cells: Vec<String>,
    width: usize,
) -> Result<JsValue, JsValue> {
    let rows: Vec<&[String]> = cells.chunks(width.max(1)).to_list();
    plain(&crate::batch::range(&*find(template)?, path, at, &rows))
}

/// What was edited in a DOCX since its form made it.
#[wasm_bindgen(unchecked_return_type = "Changes")]
pub fn changes(docx: &[u8]) -> Result<JsValue, JsValue> {
    plain(&crate::reopen::changes::changes(docx).map_err(|finding| thrown(&[finding]))?)
}

/// The values of an edited DOCX with the changes at these positions of `changes`.
#[wasm_bindgen(js_name = takeOver, unchecked_return_type = "TakenOver")]
pub fn take_over(
    docx: &[u8],
    #[wasm_bindgen(unchecked_param_type = "number[]")] which: Vec<u32>,
) -> Result<JsValue, JsValue> {
    let which: Vec<usize> = which.into_iter().map(|at| at as usize).to_list();
    plain(&crate::reopen::changes::take_over(docx, &which).map_err(|finding| thrown(&[finding]))?)
}

/// What a DOCX says about itself, and where its number and date would go.
#[wasm_bindgen(unchecked_return_type = "Recognised")]
pub fn recognise(docx: &[u8]) -> Result<JsValue, JsValue> {
    plain(&issue::recognise(docx).map_err(|finding| thrown(&[finding]))?)
}

/// Number and date written into a DOCX, nothing else of it changed, and its row in the register of outgoing documents; throws
/// when a place is missing or taken.
#[wasm_bindgen(js_name = issue, unchecked_return_type = "Issued")]
pub fn issue_document(
    docx: &[u8],
    #[wasm_bindgen(unchecked_param_type = "IssueRequest")] request: JsValue,
) -> Result<JsValue, JsValue> {
    let request = parsed(&request)?;
    let text = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default();
    let replace = request.get("replace").and_then(Value::as_bool).unwrap_or_default();
    let named = request.get("take_out").and_then(Value::as_array).into_iter().flatten();
    let take_out: Vec<issue::Trace> = named.filter_map(|id| issue::Trace::of_id(id.as_str()?)).to_list();
    let request = issue::Request {
        so: text("so"),
        ngay: text("ngay"),
        ky_hieu: text("ky_hieu"),
        replace,
        take_out: &take_out,
    };
    let issued = issue::issue(docx, &request).map_err(|findings| thrown(&findings))?;
    let result = plain(&json!({
        "places": issued.places,
        "register": issued.register,
        "diagnostics": issued.diagnostics,
    }))?;
    let bytes = js_sys::Uint8Array::from(issued.bytes.as_slice());
    js_sys::Reflect::set(&result, &"bytes".into(), &bytes)?;
    Ok(result)
}

/// Plain JavaScript data.
fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&serde_json::to_string(value).map_err(|error| malformed(&error))?)
}

fn json_text(value: &JsValue) -> Result<String, JsValue> {
    Ok(js_sys::JSON::stringify(value)?.as_string().unwrap_or_default())
}

fn parsed(values: &JsValue) -> Result<Value, JsValue> {
    serde_json::from_str(&json_text(values)?).map_err(|error| malformed(&error))
}

fn embeds(options: &JsValue) -> bool {
    !options.is_object()
        || js_sys::Reflect::get(options, &"values".into())
            .map_or(true, |wanted| wanted.as_bool() != Some(false))
}

fn find(id: &str) -> Result<std::sync::Arc<Template>, JsValue> {
    library::get(id).ok_or_else(|| thrown(&[library::unknown(id)]))
}

fn day(date: &str) -> Result<NaiveDate, JsValue> {
    iso_day(date).ok_or_else(|| {
        thrown(&[Diagnostic::error(
            "ngay-sai",
            Location::Document,
            format!("Ngày «{date}» không đúng; hãy ghi theo dạng 2026-11-23."),
            format!("«{date}» is no date; write it as 2026-11-23."),
        )])
    })
}

/// Chrono reads days too, with the code for every other form of date.
fn iso_day(date: &str) -> Option<NaiveDate> {
    let mut parts = date.trim().splitn(3, '-').map(|part| part.parse().ok());
    let (year, month, day): (u32, u32, u32) = (parts.next()??, parts.next()??, parts.next()??);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn malformed(error: &serde_json::Error) -> JsValue {
    thrown(&[Diagnostic::error(
        "json-sai",
        Location::Document,
        format!("Dữ liệu không phải JSON hợp lệ (dòng {}, cột {}).", error.line(), error.column()),
        format!("The data is no valid JSON: {error}."),
    )])
}

/// A JavaScript `Error` whose message is the first finding's sentence, with `code` and `diagnostics` beside it.
fn thrown(findings: &[Diagnostic]) -> JsValue {
    let first = findings.first();
    let error = js_sys::Error::new(first.map(|finding| finding.message.as_str()).unwrap_or_default());
    let code = first.map(|finding| finding.code.as_ref()).unwrap_or_default();
    let all = serde_json::to_string(findings).unwrap_or_default();
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    let _ = js_sys::JSON::parse(&all).map(|all| js_sys::Reflect::set(&error, &"diagnostics".into(), &all));
    error.into()
}
