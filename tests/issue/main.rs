//! Number and date written into every sample that has them, after python-docx and LibreOffice saved it again: the places
//! change and no other text does.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::json;
use thethuc::docx::package::Package;
use thethuc::docx::values_part::TextDigest;
use thethuc::reopen::issue::{Issued, PlaceKind, Request, issue};
use thethuc::xml::{Document, Element};
use thethuc_tests::parallel::each;
use thethuc_tests::samples::{self, Sample, root, scratch};
use thethuc_tests::{office, product};

const REQUEST: Request<'static> =
    Request { so: "7", ngay: "2026-02-05", ky_hieu: "", replace: false, take_out: &[] };

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    match trials() {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(error) => {
            eprintln!("issue: {error:#}");
            println!("test result: FAILED. 0 passed; 1 failed");
            ExitCode::FAILURE
        }
    }
}

/// A sample before it is numbered, as three programs saved it.
struct Draft {
    sample: Sample,
    ours: PathBuf,
    python: PathBuf,
    office: PathBuf,
}

fn trials() -> Result<Vec<Trial>> {
    let folder = scratch("issue")?;
    let mut samples = Vec::new();
    for mut sample in samples::all()? {
        let template = product::template(&sample.template)?;
        let numbered = template.form.letterhead().is_some_and(|boxes| boxes.number);
        if numbered && template.field("so").is_some() {
            samples::merge(&mut sample.values, &json!({ "so": "", "ngay": "2026-02" }));
            samples.push(sample);
        }
    }
    ensure!(samples.len() > 60, "only {} samples have a number", samples.len());
    let ours = each(&samples, |sample| product::fill_into(&folder, sample))?;
    let by_python = folder.join("python");
    std::fs::create_dir_all(&by_python)?;
    let output = Command::new("/usr/bin/python3")
        .arg(root().join("tests/issue/resave.py"))
        .arg(&by_python)
        .args(&ours)
        .output()
        .context("python3 does not run")?;
    ensure!(
        output.status.success(),
        "resave.py failed, which needs python3-docx: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let office = office::to_docx(&ours, &folder.join("office"))?;

    let mut trials = Vec::new();
    for ((sample, ours), office) in samples.into_iter().zip(ours).zip(office) {
        let python = by_python.join(ours.file_name().context("odd path")?);
        let id = sample.id();
        let draft = std::sync::Arc::new(Draft { sample, ours, python, office });
        let mut add = |name: &str, check: fn(&Draft) -> Result<()>| {
            let draft = std::sync::Arc::clone(&draft);
            trials.push(Trial::test(format!("{id}::{name}"), move || {
                check(&draft).map_err(|error| Failed::from(format!("{error:#}")))
            }));
        };
        add("is_numbered", |draft| numbered(&draft.sample, &draft.ours, true));
        add("is_numbered_after_libreoffice", |draft| numbered(&draft.sample, &draft.office, true));
        add("is_numbered_after_python_docx", |draft| numbered(&draft.sample, &draft.python, false));
    }
    Ok(trials)
}

/// The places of a file change and nothing else; where its text is that of the form, so it is afterwards.
fn numbered(sample: &Sample, file: &Path, as_filled: bool) -> Result<()> {
    let before = std::fs::read(file)?;
    let issued = issue(&before, &REQUEST).map_err(|found| anyhow::anyhow!("{found:?}"))?;
    let changed = changed_lines(&before, &issued)?;
    ensure!(changed.len() == issued.places.len(), "changed: {changed:?}\nplaces: {:?}", issued.places);
    for ((_, after), place) in changed.iter().zip(in_order(&issued)) {
        ensure!(*after == place, "{after} is not {place}");
    }
    ensure!(
        issued.register.is_some_and(|row| row.entries[0].value.starts_with("07")),
        "no row for the register"
    );

    let read = thethuc::docx::read_values(&issued.bytes).map_err(|found| anyhow::anyhow!("{found}"))?;
    ensure!(read.values["so"] == "7", "the values have no number");
    if as_filled {
        let mut whole = sample.clone();
        samples::merge(&mut whole.values, &json!({ "so": "7", "ngay": "2026-02-05" }));
        let template = product::template(&whole.template)?;
        let files =
            product::filled(&template, &whole).docx(true).map_err(|found| anyhow::anyhow!("{found}"))?;
        let same = digest(&files.first().context("no file")?.bytes)? == digest(&issued.bytes)?;
        ensure!(same, "the text is not that of the form with number and date");
        ensure!(read.unchanged, "it counts as changed");
    }
    Ok(())
}

fn digest(bytes: &[u8]) -> Result<TextDigest> {
    let package = Package::open(bytes)?;
    let main = package.main_document()?;
    Ok(TextDigest::of_package(&package, &main)?)
}

/// What the places read now, in the order of the document.
fn in_order(issued: &Issued) -> Vec<String> {
    let of = |wanted: PlaceKind| issued.places.iter().filter(move |place| place.kind == wanted);
    let own = issued.places.iter().filter(|place| place.kind != PlaceKind::Attached);
    own.chain(of(PlaceKind::Attached)).map(|place| place.after.clone()).collect()
}

/// The paragraphs that differ, before and after; the parts beside the text are as they were.
fn changed_lines(before: &[u8], issued: &Issued) -> Result<Vec<(String, String)>> {
    let (old, new) = (Package::open(before)?, Package::open(&issued.bytes)?);
    let main = old.main_document()?;
    for part in
        old.parts().iter().filter(|part| part.name != main && !part.name.starts_with("customXml/item"))
    {
        ensure!(old.read(&part.name)? == new.read(&part.name)?, "{} is not as it was", part.name);
    }
    let (old, new) = (paragraphs(&old, &main)?, paragraphs(&new, &main)?);
    ensure!(old.len() == new.len(), "paragraphs came or went");
    Ok(old.into_iter().zip(new).filter(|(old, new)| old != new).collect())
}

fn paragraphs(package: &Package<'_>, main: &str) -> Result<Vec<String>> {
    fn text(element: &Element<'_>, out: &mut String) {
        match element.local_name() {
            "t" => out.push_str(&element.text()),
            "tab" | "br" => out.push(' '),
            "pPr" | "instrText" => {}
            _ => element.elements().for_each(|child| text(child, out)),
        }
    }
    fn step(element: &Element<'_>, out: &mut Vec<String>) {
        if element.local_name() == "p" {
            let mut line = String::new();
            text(element, &mut line);
            out.push(line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        element.elements().for_each(|child| step(child, out));
    }
    let xml = package.read(main)?.context("no main document")?;
    let mut out = Vec::new();
    step(&Document::parse(&xml)?.root, &mut out);
    Ok(out)
}
