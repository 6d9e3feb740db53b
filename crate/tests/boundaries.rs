//! The boundaries that `lib.rs` promises: which module names which crate, and what the library never touches.

use std::fs;
use std::path::{Path, PathBuf};

/// What may be named where: a word, and the only places below `src` that name it.
const BOUNDARIES: &[(&str, &[&str])] = &[
    ("docx_rs::", &["docx/write/"]),
    ("handlebars::", &["template/fill/"]),
    ("wasm_bindgen::", &["wasm/"]),
    ("js_sys::", &["unicode/browser.rs", "wasm/"]),
    (".to_uppercase()", &["unicode/", "metrics/mod.rs"]),
    (".to_lowercase()", &["unicode/", "cli/"]),
    ("unicode_normalization::", &["unicode/"]),
    ("clap::", &["cli/"]),
    ("std::fs", &["cli/"]),
    ("std::net", &[]),
    ("std::env::", &[]),
    ("std::process", &["cli/", "main.rs"]),
    ("Local::now", &["cli/"]),
    // Each type sorted with these is kilobytes of the WebAssembly module: `ordered::sort`.
    (".sort()", ONE_SORT),
    (".sort_by", ONE_SORT),
    (".sort_unstable", ONE_SORT),
    // So is each type in a tree: `ordered`, or `pool` where there may be many and their keys come in no order.
    ("BTreeMap", &["batch/names.rs", "cli/", "ordered/mod.rs", "template/mod.rs", "template/outside.rs"]),
    ("BTreeSet", &["cli/", "ordered/mod.rs"]),
    // What reads such patterns is 15 KB of it: `vietnamese::date::padded`, or `{date}`.
    (".format(\"%", &["cli/"]),
];

/// The only sort there is in the library.
const ONE_SORT: &[&str] = &["cli/", "ordered/sort.rs"];

#[test]
fn each_outside_thing_is_named_in_one_module_only() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for file in files(&source) {
        let place = file.strip_prefix(&source).unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for (word, places) in BOUNDARIES {
                if line.contains(word) && !places.iter().any(|allowed| place.starts_with(allowed)) {
                    broken.push(format!("{place}: {}", line.trim()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_place_named_by_a_boundary_is_there() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for place in BOUNDARIES.iter().flat_map(|(_, places)| *places) {
        assert!(source.join(place).exists(), "{place}");
    }
}

/// The files of Rust in a folder and those within it.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false if path.extension().is_some_and(|ending| ending == "rs") => vec![path],
            false => Vec::new(),
        })
        .collect()
}
