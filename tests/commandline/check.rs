//! `thethuc check` and `thethuc rules`: the cases of `check.json`, one after another over the same files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use thethuc::docx::package::Package;
use thethuc_tests::product::{self, DAY};

/// Runs every case, in order: later ones find what earlier ones wrote.
pub fn cases(folder: &Path) -> Result<()> {
    let folder = &folder.join("check");
    files(folder)?;
    let original = fs::read(folder.join("sai.docx"))?;
    let cases: Value = serde_json::from_str(include_str!("check.json"))?;
    for case in cases.as_array().context("no list of cases")? {
        let name = case["name"].as_str().context("a case without a name")?;
        run(case, folder).with_context(|| name.to_owned())?;
        ensure!(fs::read(folder.join("sai.docx"))? == original, "{name}: the original changed");
    }
    Ok(())
}

fn words<'c>(case: &'c Value, key: &str) -> impl Iterator<Item = &'c str> {
    case[key].as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn run(case: &Value, folder: &Path) -> Result<()> {
    let place = folder.display().to_string();
    let arguments: Vec<String> = words(case, "arguments").map(|word| word.replace("{}", &place)).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = product::run(&arguments, b"")?;
    let (printed, said) = (String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?);
    let code = output.status.code().map(i64::from);
    ensure!(code == case["code"].as_i64(), "ended with {code:?}: {printed}{said}");
    for text in words(case, "prints") {
        ensure!(printed.contains(text), "does not print {text}: {printed}");
    }
    for text in words(case, "says") {
        ensure!(said.contains(text), "does not say {text}: {said}");
    }
    for text in words(case, "lacks") {
        ensure!(!said.contains(text), "says {text}: {said}");
    }
    for file in words(case, "writes") {
        ensure!(folder.join(file).is_file(), "{file} was not written");
    }
    Ok(())
}

/// A clean letter, one that breaks three rules, and a folder with files of other kinds.
fn files(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder.join("nhieu"))?;
    let values = product::run(&["sample", "cong-van-trien-khai"], b"")?.stdout;
    let clean = folder.join("sach.docx").display().to_string();
    product::run(&["fill", "cong-van-trien-khai", "-", "-o", &clean, "--date", DAY], &values)?;
    let docx = fs::read(&clean)?;
    let package = Package::open(&docx)?;
    let main = "word/document.xml";
    let xml = package.read(main)?.context("no main part")?.into_owned();
    let mut xml = String::from_utf8(xml)?;
    for (from, to) in [
        ("w:left=\"1701\" w:header", "w:left=\"1417\" w:header"),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"),
        ("<w:t>Như trên</w:t></w:r><w:r><w:t>;", "<w:t>Như trên</w:t></w:r><w:r><w:t>,"),
    ] {
        ensure!(xml.contains(from), "the letter has no {from}");
        xml = xml.replacen(from, to, 1);
    }
    fs::write(folder.join("sai.docx"), package.with_parts(&[(main, xml.as_bytes())])?)?;
    fs::copy(&clean, folder.join("nhieu/sach.docx"))?;
    fs::write(folder.join("nhieu/cu.doc"), "no document")?;
    fs::write(folder.join("nhieu/ghi-chu.txt"), "a note")?;
    Ok(())
}
