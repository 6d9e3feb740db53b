//! Values of a file, held until the last is read.

use std::sync::Arc;

use miniz_oxide::inflate::decompress_to_vec;
use serde_json::Value;

use crate::zip::Deflated;

pub(super) fn packed(values: &Value) -> Arc<[u8]> {
    Deflated::new(values.to_string().as_bytes()).bytes.into()
}

pub(super) fn unpacked(values: &[u8]) -> Value {
    let json = decompress_to_vec(values).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}
