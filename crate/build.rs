//! Packs the texts that are part of the program into one deflated archive: manifest, body and first sample of every
//! folder in `../templates`, the order of elements in a DOCX, and the tables of standards and forms, as JSON, which takes less code to read than TOML.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let templates = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../templates");
    println!("cargo::rerun-if-changed={}", templates.display());
    let mut archive = Vec::new();
    if templates.is_dir() {
        for folder in sorted(&templates)? {
            if folder.join("template.toml").is_file() {
                pack(&folder, &mut archive)?;
            }
        }
    }
    let sequences = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src/docx/canonical/sequences.txt");
    println!("cargo::rerun-if-changed={}", sequences.display());
    add(&mut archive, "sequences.txt", &fs::read_to_string(sequences)?)?;
    tables("standard", &mut archive)?;
    tables("forms", &mut archive)?;
    let packed = miniz_oxide::deflate::compress_to_vec(&archive, 10);
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("packed.bin"), packed)?;
    Ok(())
}

/// Every table of a folder in one JSON array, sorted by file name; files without an `id` are no tables and stay text.
fn tables(folder: &str, archive: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src").join(folder);
    println!("cargo::rerun-if-changed={}", source.display());
    let mut tables = Vec::new();
    for file in sorted(&source)?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "toml"))
    {
        let text = fs::read_to_string(&file)?;
        let table: toml::Table = text.parse().map_err(|error| format!("{}: {error}", file.display()))?;
        if table.contains_key("id") {
            tables.push(serde_json::to_value(table)?);
        } else {
            let name =
                file.file_name().and_then(|name| name.to_str()).ok_or("a file name that is not UTF-8")?;
            add(archive, &format!("{folder}/{name}"), &text)?;
        }
    }
    add(archive, &format!("{folder}.json"), &serde_json::to_string(&tables)?)
}

/// Sorted by name, so that the same sources give the same bytes on every machine.
fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn pack(folder: &Path, archive: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    let name = folder.file_name().and_then(|name| name.to_str()).ok_or("a folder name that is not UTF-8")?;
    let mut files = vec![folder.join("template.toml"), folder.join("body.hbs")];
    let samples = folder.join("samples");
    if samples.is_dir() {
        files.extend(
            sorted(&samples)?.into_iter().find(|path| path.extension().is_some_and(|end| end == "json")),
        );
    }
    for file in files {
        let path =
            file.strip_prefix(folder)?.to_str().ok_or("a file name that is not UTF-8")?.replace('\\', "/");
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        add(archive, &format!("templates/{name}/{path}"), &text)?;
    }
    Ok(())
}

fn add(archive: &mut Vec<u8>, path: &str, text: &str) -> Result<(), Box<dyn Error>> {
    if text.contains('\0') {
        return Err(format!("{path}: contains a NUL").into());
    }
    archive.extend_from_slice(format!("{path}\0{text}\0").as_bytes());
    Ok(())
}
