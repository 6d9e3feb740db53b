//! What the Open XML SDK's validator does not see in a finished document.
//!
//! | code | what |
//! |---|---|
//! | `kieu-khong-co` | a style id that `styles.xml` does not define |
//! | `trung-ma` | a paragraph id, a bookmark id or a bookmark name used twice |
//! | `dau-trang-ho` | a bookmark that starts and does not end, or ends and does not start |
//! | `quan-he-thieu` | a relationship without its part, or an `r:id` without its relationship |
//! | `phan-mo-coi` | a part nothing leads to, or without a content type; a content type without its part |
//! | `chu-thich-thieu` | a footnote mark without its note, or a note without its mark |
//! | `o-khong-doan` | a table cell that does not end with a paragraph |
//! | `luoi-bang-lech` | a row whose cells do not fill the grid of its table |
//! | `dau-trang-sai` | a section's header or footer that is not one |
//! | `doan-rong` | a run without content |
//! | `ky-tu-dieu-khien` | a control character in text |
//! | `dau-vet` | a trace of who made it, when or where: names, dates, revision ids, paths of a machine |
//! | `ngay-trong-zip` | a date in the zip other than 1980-01-01 |
//!
//! A part that is no acceptable XML is `xml-hong`, a file that is no package has the code of its
//! [`PackageError`].

mod links;
mod story;

use super::package::{Package, PackageError};
use crate::xml::Document;
use crate::{Diagnostic, Location};

/// Checks a finished document; nothing is what there should be.
pub fn lint(docx: &[u8]) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    if let Err(error) = check(docx, &mut findings) {
        findings.list.push(error.diagnostic());
    }
    findings.list
}

fn check(docx: &[u8], findings: &mut Findings) -> Result<(), PackageError> {
    let package = Package::open(docx)?;
    for part in package.parts().iter().filter(|part| part.date != (1980, 1, 1)) {
        let (year, month, day) = part.date;
        findings.add(
            "ngay-trong-zip",
            &part.name,
            &format!("Ngày ghi trong tệp nén là {day}/{month}/{year}, lẽ ra là 1/1/1980 để tệp không lộ lúc lưu."),
            &format!("The zip says {year}-{month}-{day}; it should say 1980-01-01, so as not to tell when it was saved."),
        );
    }
    let main = package.main_document()?;
    links::check(&package, findings)?;

    let mut xml = Vec::new();
    for part in package.parts().iter().filter(|part| is_xml(&part.name)) {
        if let Some(content) = package.read(&part.name)? {
            xml.push((part.name.clone(), content));
        }
    }
    let mut parts = Vec::new();
    for (name, content) in &xml {
        match Document::parse(content) {
            Ok(document) => parts.push((name.as_str(), document)),
            Err(error) => findings.list.push(error.diagnostic(name)),
        }
    }
    story::check(&package, &main, &parts, findings)
}

fn is_xml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels")
}

#[derive(Debug, Default)]
struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    fn add(&mut self, code: &'static str, part: &str, message: &str, english: &str) {
        let location = Location::File { file: part.to_owned(), line: 0, column: 0 };
        let finding = Diagnostic::error(code, location, message, english);
        if !self.list.contains(&finding) {
            self.list.push(finding);
        }
    }
}
