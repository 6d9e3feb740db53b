//! The texts that are part of the program: templates, standards, forms. They are packed together at build time (see
//! `build.rs`), because the WebAssembly module is downloaded as it is.

use std::sync::OnceLock;

use serde_json::Value;

/// Every text as `path NUL text NUL`, packed.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed.bin"));

/// The same of what documents are examined by, apart so that a module that does not is without it.
static RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// All texts by their path.
pub(crate) fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    static TEXTS: OnceLock<String> = OnceLock::new();
    entries(TEXTS.get_or_init(|| unpack(PACKED)))
}

/// The text at a path, empty when there is none.
pub(crate) fn text(path: &str) -> &'static str {
    texts().find(|(known, _)| *known == path).map_or("", |(_, text)| text)
}

/// A table of the program by its path; null when there is none.
pub(crate) fn table(path: &str) -> Value {
    serde_json::from_str(text(path)).unwrap_or_default()
}

/// The rules documents are examined by.
pub(crate) fn rules() -> &'static str {
    static TEXTS: OnceLock<String> = OnceLock::new();
    let mut texts = entries(TEXTS.get_or_init(|| unpack(RULES)));
    texts.find(|(path, _)| *path == "examine/rules.json").map_or("", |(_, text)| text)
}

/// The texts of an archive; what cannot be read is not there.
fn unpack(packed: &[u8]) -> String {
    unpacked(packed).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// What `build.rs` made of the texts for all but the page.
#[cfg(not(by_lzma))]
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec(packed).ok()
}

/// What `build.rs` made of the texts for the page.
#[cfg(by_lzma)]
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    lzma_rust2::LzmaReader::new_mem_limit(packed, u32::MAX, None).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn entries(archive: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = archive.split('\0');
    std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_path() {
        assert!(text("forms/shared.json").contains("\"vien_dan\":"));
        assert!(text("standard.json").contains("\"id\":\"nd30\""));
        assert!(rules().contains("\"rule\":"), "{}", rules().get(..80).unwrap_or_default());
        assert_eq!(text("khong-co"), "");
        assert_eq!(entries("a\0một\0b/c\0\0").collect::<Vec<_>>(), [("a", "một"), ("b/c", "")]);
    }

    #[test]
    fn an_unreadable_archive_is_empty() {
        assert_eq!(unpack(&[1, 2, 3]), "");
        assert_eq!(entries("").count(), 0);
    }
}
