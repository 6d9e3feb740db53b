//! Files of ours to begin with: nothing is kept for this alone.

use std::fs;
use std::path::{Path, PathBuf};

use thethuc::zip::{Archive, Limits};
use thethuc::{library, sheet};
use thethuc_tests::product::{document, write};
use thethuc_tests::samples;

use crate::spoil::Seed;

fn tests() -> PathBuf {
    samples::root().join("crate/tests")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn named(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn unpacked(name: &str, bytes: &[u8]) -> Seed {
    let zip = Archive::open_within(bytes, Limits { inflated: 1 << 24, ..Limits::default() }).unwrap();
    let part = |name: &String| (name.clone(), zip.read(name).unwrap().unwrap().into_owned());
    let names: Vec<String> = zip.entries().iter().map(|entry| entry.name.clone()).collect();
    Seed { name: name.to_owned(), parts: names.iter().map(part).collect() }
}

/// Seeds with what is between two marks of a part in place of what is there.
fn with_bodies(base: &Seed, bodies: impl IntoIterator<Item = String>) -> Vec<Seed> {
    let set = |body: String| {
        let mut seed = base.clone();
        let (_, part) = seed.parts.iter_mut().find(|(name, _)| name == "word/document.xml").unwrap();
        let text = String::from_utf8(std::mem::take(part)).unwrap();
        let (start, end) = (text.find("<w:body>").unwrap() + 8, text.rfind("<w:sectPr").unwrap());
        *part = format!("{}{body}{}", &text[..start], &text[end..]).into_bytes();
        seed
    };
    bodies.into_iter().map(set).collect()
}

const NAMESPACES: &str = r#" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;

/// A document of an own namespace for each element put into it.
fn bare() -> Seed {
    let mut seed = unpacked("a.docx", &fs::read(tests().join("docx/data/python-docx.docx")).unwrap());
    let (_, part) = seed.parts.iter_mut().find(|(name, _)| name == "word/document.xml").unwrap();
    *part = format!("<w:document{NAMESPACES}><w:body><w:sectPr/></w:body></w:document>").into_bytes();
    seed
}

/// Documents: samples of ours, those other programs saved, and bodies of what is read from elsewhere.
pub fn docx() -> Vec<Seed> {
    let mut first: Vec<_> = samples::shipped().unwrap();
    first.dedup_by_key(|sample| sample.template.clone());
    let of_sample =
        |sample: &samples::Sample| unpacked("a.docx", &write(sample, &document(sample).unwrap()).unwrap());
    let mut seeds: Vec<Seed> = first.iter().step_by(4).map(of_sample).collect();
    let files = sorted(&tests().join("docx/data"));
    let files = files.iter().filter(|path| named(path).ends_with(".docx"));
    seeds.extend(files.map(|path| unpacked("a.docx", &fs::read(path).unwrap())));
    let said = sorted(&tests().join("docx/data/said"));
    let said = said.iter().filter(|path| named(path).ends_with(".xml"));
    seeds.extend(with_bodies(&bare(), said.map(|path| fs::read_to_string(path).unwrap())));
    seeds
}

/// Word templates: the bodies of the cases of filling them.
pub fn word() -> Vec<Seed> {
    let cases = sorted(&tests().join("merge"));
    let bodies = cases.iter().filter_map(|path| {
        let case = fs::read_to_string(path).ok()?;
        let lines = case.lines().skip(1).take_while(|line| !line.starts_with("--- "));
        Some(lines.filter(|line| line.starts_with('<')).collect::<String>())
    });
    with_bodies(&bare(), bodies)
}

fn files(ending: &str) -> Vec<Seed> {
    let folders = [tests().join("sheets"), samples::root().join("tests/fixtures/sheets")];
    let paths = folders.iter().flat_map(|folder| sorted(folder));
    let paths = paths.filter(|path| named(path).ends_with(ending) && !named(path).starts_with("bom"));
    paths
        .map(|path| Seed { name: named(&path), parts: vec![(String::new(), fs::read(path).unwrap())] })
        .collect()
}

fn workbooks(ending: &str) -> Vec<Seed> {
    let parts = |seed: Seed| {
        let bytes = &seed.parts[0].1;
        Archive::open(bytes).is_ok().then(|| unpacked(&seed.name, bytes))
    };
    files(ending).into_iter().filter_map(parts).collect()
}

/// Workbooks of Excel.
pub fn xlsx() -> Vec<Seed> {
    let mut seeds = workbooks(".xlsx");
    let base = unpacked("a.xlsx", &sheet::starter(&library::get("giay-moi").unwrap()));
    for folder in sorted(&tests().join("sheets")) {
        let Ok(sheet) = fs::read(folder.join("sheet1.xml")) else { continue };
        let mut seed = base.clone();
        let part = seed.parts.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
        part.1 = sheet;
        seeds.push(seed);
    }
    seeds.push(base);
    seeds
}

/// Workbooks of LibreOffice.
pub fn ods() -> Vec<Seed> {
    let mut seeds = workbooks(".ods");
    for folder in sorted(&tests().join("sheets")) {
        let Ok(content) = fs::read(folder.join("content.xml")) else { continue };
        if named(&folder).contains("bom") {
            continue;
        }
        let kind = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
        let parts = vec![("mimetype".to_owned(), kind), ("content.xml".to_owned(), content)];
        seeds.push(Seed { name: "a.ods".to_owned(), parts });
    }
    seeds
}

/// Workbooks of Excel before 2007.
pub fn xls() -> Vec<Seed> {
    files(".xls")
}

/// Files of text.
pub fn csv() -> Vec<Seed> {
    files(".csv")
}

/// Templates in a zip.
pub fn templates() -> Vec<Seed> {
    let of = |id: &&str| {
        let files = library::files(id)?;
        let parts = files.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
        Some(Seed { name: (*id).to_owned(), parts: parts.collect() })
    };
    ["giay-moi", "cong-van-trien-khai", "ke-hoach-nam", "bao-cao-tong-hop"].iter().filter_map(of).collect()
}
