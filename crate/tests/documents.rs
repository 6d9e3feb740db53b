//! Documents as tests need them: on a fixed day, from the samples that ship, each made once for all tests.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use chrono::NaiveDate;
use serde_json::Value;
use thethuc::{fill, library};

/// The day all documents are of.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// The values of a template's first sample.
pub(crate) fn sample(template: &str) -> Value {
    library::get(template).unwrap().samples()[0].values.clone()
}

type Made = HashMap<(String, String, bool), Vec<Vec<u8>>>;

/// What was made, by template, values, and whether these are inside.
static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);

/// The files a template gives: the document and its appendices in files of their own; with the values inside, or without.
pub(crate) fn files(template: &str, values: &Value, values_inside: bool) -> Vec<Vec<u8>> {
    let key = (template.to_owned(), values.to_string(), values_inside);
    if let Some(made) = MADE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return made.clone();
    }
    let files = fill(&library::get(template).unwrap(), values, today()).docx(values_inside).unwrap();
    let made: Vec<Vec<u8>> = files.into_iter().map(|file| file.bytes).collect();
    MADE.lock().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
    made
}

/// The document alone, with the values inside.
pub(crate) fn document(template: &str, values: &Value) -> Vec<u8> {
    files(template, values, true).remove(0)
}
