//! Packs the texts that are part of the program into one archive: manifest, body and first sample of every
//! folder in `../templates` and the list of them all, the order of elements in a DOCX, and the tables of standards and
//! forms; and the rules documents are examined by into another. What is TOML becomes JSON, which takes less code to read.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use lzma_rust2::{LzmaOptions, LzmaWriter};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let templates = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../templates");
    println!("cargo::rerun-if-changed={}", templates.display());
    let mut archive = Vec::new();
    library(&templates, &mut archive)?;
    let sequences = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src/docx/canonical/sequences.txt");
    println!("cargo::rerun-if-changed={}", sequences.display());
    add(&mut archive, "sequences.txt", &fs::read_to_string(sequences)?);
    tables("standard", &mut archive)?;
    tables("forms", &mut archive)?;
    tables("government", &mut archive)?;
    tables("vietnamese", &mut archive)?;
    write("packed.bin", archive)?;
    // Apart, so that a module that does not examine documents is without them.
    let mut rules = Vec::new();
    tables("examine", &mut rules)?;
    write("rules.bin", rules)
}

/// A text of the program at its path.
type Text = (String, String);

/// Packs texts, those of one kind beside each other: what is alike must stand near to be found.
fn write(file: &str, mut texts: Vec<Text>) -> Result<(), Box<dyn Error>> {
    let kind = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    texts.sort_by_cached_key(|(path, _)| (kind(path), path.clone()));
    let mut archive = String::new();
    for (path, text) in texts {
        if text.contains('\0') {
            return Err(format!("{path}: contains a control character").into());
        }
        archive += &format!("{path}\0{text}\0");
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join(file), packed(archive.as_bytes())?)?;
    Ok(())
}

/// For the module of the page, which is as small as can be, by LZMA, a fifth less than Deflate makes of such texts; for all else
/// deflated, which is read sooner.
fn packed(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(by_lzma)");
    if env::var("OPT_LEVEL")? != "z" {
        return Ok(miniz_oxide::deflate::compress_to_vec(bytes, 10));
    }
    println!("cargo::rustc-cfg=by_lzma");
    let length = u32::try_from(bytes.len())?;
    let options = LzmaOptions {
        dict_size: length.next_power_of_two(),
        pb: 0,
        nice_len: 273,
        ..LzmaOptions::with_preset(9)
    };
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(length.into()))?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Every template, and the list of what they say about themselves in the order of their headings.
fn library(templates: &Path, archive: &mut Vec<Text>) -> Result<(), Box<dyn Error>> {
    let groups = table(&templates.join("groups.toml"))?;
    let groups = groups.get("group").and_then(Value::as_array).ok_or("templates/groups.toml has no group")?;
    let mut list = Vec::new();
    for folder in sorted(templates)?.into_iter().filter(|folder| folder.join("template.toml").is_file()) {
        let name =
            folder.file_name().and_then(|name| name.to_str()).ok_or("a folder name that is not UTF-8")?;
        let manifest = table(&folder.join("template.toml"))?;
        let mut known = groups.iter().enumerate();
        let (at, group) = known
            .find(|(_, group)| group.get("name") == manifest.get("group"))
            .ok_or_else(|| format!("{name}: its group is not in templates/groups.toml"))?;
        let mut about = manifest.as_object().cloned().unwrap_or_default();
        about.retain(|key, _| !["field", "follow", "kind_name", "row"].contains(&key.as_str()));
        about.insert("group_en".to_owned(), group.get("name_en").cloned().unwrap_or_default());
        list.push((at, about));
        pack(&folder, name, &manifest, archive)?;
    }
    list.sort_by_key(|(at, _)| *at);
    let list: Vec<_> = list.into_iter().map(|(_, about)| about).collect();
    add(archive, "templates.json", &serde_json::to_string(&list)?);
    Ok(())
}

/// The tables of standards or forms in one JSON array, sorted by file name; a file without an `id` is none of them and
/// stands for itself.
fn tables(folder: &str, archive: &mut Vec<Text>) -> Result<(), Box<dyn Error>> {
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src").join(folder);
    println!("cargo::rerun-if-changed={}", source.display());
    let mut tables = Vec::new();
    for file in sorted(&source)?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "toml"))
    {
        let table = table(&file)?;
        if table.get("id").is_some() {
            tables.push(table);
        } else {
            let name =
                file.file_stem().and_then(|name| name.to_str()).ok_or("a file name that is not UTF-8")?;
            add(archive, &format!("{folder}/{name}.json"), &serde_json::to_string(&table)?);
        }
    }
    add(archive, &format!("{folder}.json"), &serde_json::to_string(&tables)?);
    Ok(())
}

/// A TOML file as JSON; a date as its text.
fn table(file: &Path) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let table: toml::Table = text.parse().map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(json(toml::Value::Table(table)))
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(json).collect()),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

/// Sorted by name, so that the same sources give the same bytes on every machine.
fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn pack(folder: &Path, name: &str, manifest: &Value, archive: &mut Vec<Text>) -> Result<(), Box<dyn Error>> {
    add(archive, &format!("templates/{name}/template.json"), &serde_json::to_string(manifest)?);
    let samples = folder.join("samples");
    let mut files = vec![folder.join("body.hbs")];
    if samples.is_dir() {
        files.extend(
            sorted(&samples)?.into_iter().find(|path| path.extension().is_some_and(|end| end == "json")),
        );
    }
    for file in files {
        let path =
            file.strip_prefix(folder)?.to_str().ok_or("a file name that is not UTF-8")?.replace('\\', "/");
        let at = |error: &dyn Error| format!("{}: {error}", file.display());
        let mut text = fs::read_to_string(&file).map_err(|error| at(&error))?;
        if path.ends_with(".json") {
            text = serde_json::from_str::<Value>(&text).map_err(|error| at(&error))?.to_string();
        }
        add(archive, &format!("templates/{name}/{path}"), &text);
    }
    Ok(())
}

fn add(archive: &mut Vec<Text>, path: &str, text: &str) {
    archive.push((path.to_owned(), text.to_owned()));
}
