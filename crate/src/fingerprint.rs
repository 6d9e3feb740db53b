//! What tells whether something is still what it was.

use sha2::{Digest, Sha256};

/// SHA-256 over parts, each behind its length so that none can run into the next, in hexadecimal digits.
///
/// ```
/// use thethuc::fingerprint;
/// assert_eq!(fingerprint([&b"ab"[..], b"c"]).len(), 64);
/// assert_ne!(fingerprint([&b"ab"[..], b"c"]), fingerprint([&b"a"[..], b"bc"]));
/// ```
pub fn fingerprint<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
