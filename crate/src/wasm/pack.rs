//! Many documents at a time, for workers.

use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{day, find, malformed, output_files, thrown};
use crate::fill::fill_unread;
use crate::zip;

/// The files of each of these documents; `values` is the text of a JSON list.
#[wasm_bindgen(unchecked_return_type = "OutputFile[][]")]
pub fn make(template: &str, values: &str, date: &str) -> Result<js_sys::Array, JsValue> {
    let template = find(template)?;
    let date = day(date)?;
    let made = js_sys::Array::new();
    for values in &list(values)? {
        let filled = fill_unread(&template, values, date);
        let files = filled.docx(true).map_err(|finding| thrown(&[finding]))?;
        made.push(&output_files(files)?.into());
    }
    Ok(made)
}

/// One DOCX with many documents, each of which starts on a new page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Bundle {
    template: std::sync::Arc<crate::Template>,
    bundle: crate::docx::Bundle<'static>,
}

#[wasm_bindgen]
impl Bundle {
    #[wasm_bindgen(constructor)]
    pub fn new(template: &str) -> Result<Bundle, JsValue> {
        let template = find(template)?;
        let bundle = crate::docx::Bundle::new(template.form.standard());
        Ok(Bundle { template, bundle })
    }

    /// Puts documents behind the others, what goes with each behind it; `values` is the text of a JSON list.
    pub fn add(&mut self, values: &str, date: &str) -> Result<(), JsValue> {
        let date = day(date)?;
        for values in &list(values)? {
            for document in fill_unread(&self.template, values, date).into_documents() {
                self.bundle.add(&document).map_err(|finding| thrown(&[finding]))?;
            }
        }
        Ok(())
    }

    /// The file; nothing can be added any more.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn finish(self) -> Result<Vec<u8>, JsValue> {
        self.bundle.finish(&self.template.title).map_err(|finding| thrown(&[finding]))
    }
}

/// A zip written as its files come, see [`zip::Zip`].
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Zip(zip::Zip);

#[wasm_bindgen]
impl Zip {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Zip {
        Zip::default()
    }

    /// The bytes of one more file.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Vec<u8> {
        self.0.add(name, bytes)
    }

    /// The end of it.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn finish(self) -> Vec<u8> {
        self.0.finish("")
    }
}

fn list(values: &str) -> Result<Vec<Value>, JsValue> {
    serde_json::from_str(values).map_err(|error| malformed(&error))
}
