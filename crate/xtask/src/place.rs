//! Where things stand in the repository.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map(Path::to_path_buf).unwrap_or_default()
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from))
}

/// The finished WebAssembly module and its glue, where the page takes them from.
pub(crate) fn wasm() -> PathBuf {
    root().join("www/src/core/wasm")
}

/// The page.
pub(crate) fn page() -> PathBuf {
    root().join("www/dist/thethuc.html")
}

/// The npm package. In `target` of the repository, wherever Cargo's own target folder is.
pub(crate) fn npm() -> PathBuf {
    root().join("target/npm/thethuc")
}
