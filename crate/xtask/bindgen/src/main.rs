//! `thethuc-bindgen MODULE FOLDER`: the JavaScript and the declarations around the WebAssembly module, as `wasm-bindgen`
//! writes them. Its library is of the version in `Cargo.lock`, like the crate the module was made with, and compiles in a
//! tenth of the time of its command line, which brings a web server to test with.

use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let module = arguments.next().context("no module is named")?;
    let folder = arguments.next().context("no folder is named")?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("thethuc").web(true)?.typescript(true).generate(folder)
}
