//! The filled forms every suite runs on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// A filled form.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The template it fills.
    pub template: String,
    /// Its name within the template.
    pub name: String,
    /// The values.
    pub values: Value,
}

impl Sample {
    /// A name that is unique and fit for a file.
    pub fn id(&self) -> String {
        format!("{}.{}", self.template, self.name)
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap_or_default()
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Whether this run checks what takes too long for every run, too: `cargo xtask test --deep`.
pub fn deep() -> bool {
    std::env::var_os("THETHUC_DEEP").is_some_and(|wish| wish == "1")
}

/// A clean folder for one suite's files.
pub fn scratch(suite: &str) -> Result<PathBuf> {
    let folder = target().join("suites").join(suite);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The samples that ship: every `templates/<id>/samples/*.json`.
pub fn shipped() -> Result<Vec<Sample>> {
    let mut samples = Vec::new();
    let mut hard_sample: BTreeMap<String, bool> = BTreeMap::new();
    for folder in
        sorted(&root().join("templates"))?.into_iter().filter(|path| path.join("template.toml").is_file())
    {
        let template = name(&folder);
        let before = samples.len();
        for file in sorted(&folder.join("samples"))?
            .into_iter()
            .filter(|path| path.extension().is_some_and(|e| e == "json"))
        {
            samples.push(Sample { template: template.clone(), name: name(&file), values: read(&file)? });
        }
        ensure!(samples.len() > before, "{template} needs a sample");
        let hard = hard_sample.entry(form_of(&folder)?).or_default();
        *hard |= samples.len() > before + 1;
    }
    for (form, hard) in hard_sample {
        ensure!(hard, "no template of the form {form} has a hard sample beside the ordinary one");
    }
    ensure!(!samples.is_empty(), "no template in {}", root().join("templates").display());
    Ok(samples)
}

fn form_of(template: &Path) -> Result<String> {
    let manifest = std::fs::read_to_string(template.join("template.toml"))?;
    let form = manifest.lines().find_map(|line| line.strip_prefix("form = \"")?.strip_suffix('"'));
    Ok(form.with_context(|| format!("{}: no form", template.display()))?.to_owned())
}

/// Samples changed in one point, for what no shipped sample shows: `fixtures/variants/<name>.json` holds the template, the
/// sample it starts from, and a JSON merge patch (RFC 7396).
pub fn variants() -> Result<Vec<Sample>> {
    let shipped = shipped()?;
    let folder = root().join("tests/fixtures/variants");
    sorted(&folder)?
        .iter()
        .map(|file| {
            let variant = read(file)?;
            let text =
                |key: &str| variant[key].as_str().with_context(|| format!("{}: no {key}", file.display()));
            let (template, from) = (text("template")?, text("sample")?);
            let base = shipped
                .iter()
                .find(|sample| sample.template == template && sample.name.starts_with(from))
                .with_context(|| format!("{}: no sample {from} of {template}", file.display()))?;
            let mut values = base.values.clone();
            merge(&mut values, &variant["patch"]);
            Ok(Sample { template: template.to_owned(), name: format!("~{}", name(file)), values })
        })
        .collect()
}

/// The letter the project was given to try things out.
pub fn seed() -> Result<Sample> {
    let values = read(&root().join("tests/fixtures/seed/cong-van.json"))?;
    Ok(Sample { template: "cong-van-trien-khai".to_owned(), name: "seed".to_owned(), values })
}

/// Everything: shipped, variants, seed.
pub fn all() -> Result<Vec<Sample>> {
    let mut samples = shipped()?;
    samples.extend(variants()?);
    samples.push(seed()?);
    Ok(samples)
}

/// RFC 7396.
pub fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(members) = target {
        for (key, change) in changes {
            if change.is_null() {
                members.remove(key);
            } else {
                merge(members.entry(key.clone()).or_insert(Value::Null), change);
            }
        }
    }
}

fn read(file: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
