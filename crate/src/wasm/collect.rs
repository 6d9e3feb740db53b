//! What units sent back, and the spreadsheet they start from, for a worker.

use crate::to_list::ToList;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{find, parsed, plain, thrown};
use crate::{collect, sheet};

/// A starter spreadsheet for a template.
#[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
pub fn starter(template: &str) -> Result<Vec<u8>, JsValue> {
    Ok(sheet::starter(&*find(template)?))
}

/// The units that the text or spreadsheet of a list names.
#[wasm_bindgen(js_name = unitsInFile, unchecked_return_type = "string[]")]
pub fn units_in_file(name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
    plain(&collect::units_in_file(name, bytes).map_err(|finding| thrown(&[finding]))?)
}

/// Documents that come back, read one by one.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Collector(collect::Collector);

#[wasm_bindgen]
impl Collector {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Collector {
        Collector::default()
    }

    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        self.0.add(name, bytes);
    }

    /// Names a file that is no .docx.
    #[wasm_bindgen(js_name = "passOver")]
    pub fn pass_over(&mut self, path: &str) {
        self.0.pass_over(path);
    }

    /// What was read, and which of the expected units are missing.
    #[wasm_bindgen(unchecked_return_type = "Collected")]
    pub fn result(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string[]")] expected: JsValue,
    ) -> Result<JsValue, JsValue> {
        plain(&self.0.result(&texts(&expected)?))
    }

    /// All of it as a spreadsheet.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn sheet(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string[]")] expected: JsValue,
    ) -> Result<Vec<u8>, JsValue> {
        Ok(self.0.sheet(&texts(&expected)?))
    }

    /// The values of a summary report.
    #[wasm_bindgen(unchecked_return_type = "Values")]
    pub fn report(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string[]")] expected: JsValue,
    ) -> Result<JsValue, JsValue> {
        plain(&self.0.summary(&texts(&expected)?))
    }
}

fn texts(list: &JsValue) -> Result<Vec<String>, JsValue> {
    let list = parsed(list)?;
    let texts = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    Ok(texts.map(str::to_owned).to_list())
}
