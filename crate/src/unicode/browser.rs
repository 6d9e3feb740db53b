//! Unicode as the browser knows it.

use js_sys::JsString;

pub(crate) fn nfc(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

pub(crate) fn nfd(text: &str) -> String {
    JsString::from(text).normalize("NFD").into()
}

pub(crate) fn upper(text: &str) -> String {
    JsString::from(text).to_upper_case().into()
}

pub(crate) fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}
