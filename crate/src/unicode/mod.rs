//! What every platform knows of Unicode: letters and their marks put together (NFC) and taken apart (NFD, UAX #15), and
//! capitals.
//!
//! In the page the browser's own tables answer, which saves the module 90 KB of them; a call costs more than a lookup, so
//! the module of the npm package, which is built for speed, has the tables. They answer alike: Unicode never changes
//! the normalization and case folding of a character once it is assigned.

#[cfg(all(target_arch = "wasm32", not(feature = "unicode-tables")))]
mod browser;
#[cfg(any(not(target_arch = "wasm32"), feature = "unicode-tables"))]
mod native;

#[cfg(all(target_arch = "wasm32", not(feature = "unicode-tables")))]
use browser as platform;
#[cfg(any(not(target_arch = "wasm32"), feature = "unicode-tables"))]
use native as platform;

/// The text in NFC, when it is not so already.
pub(crate) fn composed(text: &str) -> Option<String> {
    if text.chars().all(is_whole) {
        return None;
    }
    let composed = platform::nfc(text);
    (composed != text).then_some(composed)
}

/// Characters that no normalization joins or parts when they stand beside each other: Latin with all its Vietnamese letters, and
/// the punctuation of running text.
fn is_whole(character: char) -> bool {
    matches!(character, '\0'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{2027}')
}

/// The text in canonical decomposition.
pub(crate) fn nfd(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { platform::nfd(text) }
}

/// All letters as capitals.
pub(crate) fn upper(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { platform::upper(text) }
}

/// All letters small.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { platform::lower(text) }
}
