//! Where things stand in the repository.

use std::ffi::OsString;
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

/// The npm package of the suites.
pub(crate) fn npm_tested() -> PathBuf {
    root().join("target/npm/tested")
}

/// Where programs are looked for: those of the project before the machine's.
pub(crate) fn path() -> OsString {
    let own = root().join("crate/xtask/node_modules/.bin");
    let machine = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::iter::once(own).chain(std::env::split_paths(&machine)).collect();
    std::env::join_paths(folders).unwrap_or(machine)
}
