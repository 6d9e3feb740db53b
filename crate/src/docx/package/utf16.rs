//! Parts in UTF-16, which a package may have beside those in UTF-8 (ECMA-376-2, 8.1).

use std::borrow::Cow;

/// The part in UTF-8, and its declaration says so; bytes that are no XML in UTF-16 stay as they are.
pub(super) fn in_utf8<'b>(name: &str, bytes: Cow<'b, [u8]>) -> Cow<'b, [u8]> {
    let is_xml = [".xml", ".rels", ".vml"]
        .iter()
        .any(|end| name.len() >= end.len() && name.to_ascii_lowercase().ends_with(end));
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some([0xFF, 0xFE]) if is_xml => u16::from_le_bytes,
        Some([0xFE, 0xFF]) if is_xml => u16::from_be_bytes,
        _ => return bytes,
    };
    let rest = bytes.get(2..).unwrap_or_default();
    let (pairs, odd) = rest.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().copied().map(unit)).collect();
    match text {
        Ok(text) if odd.is_empty() => Cow::Owned(declared(text).into_bytes()),
        _ => bytes,
    }
}

/// The text without the encoding its declaration names.
fn declared(text: String) -> String {
    const NAME: &str = "utf-16";
    let Some(end) = text.find("?>").filter(|_| text.starts_with("<?xml")) else { return text };
    let Some(at) = text.get(..end).and_then(|declaration| declaration.to_ascii_lowercase().find(NAME)) else {
        return text;
    };
    let (before, after) =
        (text.get(..at).unwrap_or_default(), text.get(at + NAME.len()..).unwrap_or_default());
    // Some name the order of the bytes too.
    let after = after.strip_prefix("LE").or_else(|| after.strip_prefix("BE")).unwrap_or(after);
    format!("{before}UTF-8{after}")
}
