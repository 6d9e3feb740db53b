//! The texts that are part of the program: templates, standards, forms. They are deflated together at build time (see
//! `build.rs`), because the WebAssembly module is downloaded as it is.

use std::sync::OnceLock;

/// Every text as `path NUL text NUL`, what it repeats from far before put shortly, deflated.
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

/// The rules documents are examined by.
pub(crate) fn rules() -> &'static str {
    static TEXTS: OnceLock<String> = OnceLock::new();
    let mut texts = entries(TEXTS.get_or_init(|| unpack(RULES)));
    texts.find(|(path, _)| *path == "examine/rules.json").map_or("", |(_, text)| text)
}

/// Inflates the archive; what cannot be read is not there.
fn unpack(packed: &[u8]) -> String {
    let bytes = miniz_oxide::inflate::decompress_to_vec(packed).ok().and_then(|short| whole(&short));
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Stands before a repetition: by how many bytes it is longer than [`SHORTEST`], and how far back it begins.
const REPEATED: u8 = 1;

/// The length of the shortest repetition.
const SHORTEST: usize = 40;

/// Writes out what is repeated. Deflate finds by itself what is repeated within 32 KB.
fn whole(mut short: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    while let Some(at) = short.iter().position(|byte| *byte == REPEATED) {
        whole.extend_from_slice(short.get(..at)?);
        short = short.get(at + 1..)?;
        let length = number(&mut short)?.checked_add(SHORTEST)?;
        let start = whole.len().checked_sub(number(&mut short)?)?;
        let repeated = whole.get(start..start.checked_add(length)?)?.to_vec();
        whole.extend(repeated);
    }
    whole.extend_from_slice(short);
    Some(whole)
}

/// A number of seven bits a byte, the lowest first; the eighth says that more follow.
fn number(from: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for place in 0..4 {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        number |= usize::from(byte & 0x7F) << (7 * place);
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
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
    fn what_is_repeated_is_written_out() {
        let line = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập";
        let extra = u8::try_from(line.len() - SHORTEST).unwrap();
        let back = u8::try_from(line.len() + 2).unwrap();
        let short = [line.as_bytes(), b"; ", &[REPEATED, extra, back], b"."].concat();
        assert_eq!(whole(&short), Some(format!("{line}; {line}.").into_bytes()));
    }

    #[test]
    fn an_unreadable_archive_is_empty() {
        assert_eq!(unpack(&[1, 2, 3]), "");
        for cut in [&[REPEATED][..], b"a\x01", b"a\x01\0\x01", b"a\x01\0\x7F", b"a\x01\xFF\xFF\xFF\xFF\xFF"] {
            assert_eq!(whole(cut), None, "{cut:?}");
        }
        assert_eq!(entries("").count(), 0);
    }
}
