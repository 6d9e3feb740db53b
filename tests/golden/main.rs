//! Every shipped sample's document as text, compared with the file of the last review; `UPDATE=1` rewrites the files.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use libtest_mimic::{Arguments, Failed, Trial};
use thethuc_tests::samples::{self, Sample, root};
use thethuc_tests::{dump, product};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    match trials() {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(error) => {
            eprintln!("golden: {error:#}");
            println!("test result: FAILED. 0 passed; 1 failed");
            ExitCode::FAILURE
        }
    }
}

fn file(sample: &Sample) -> PathBuf {
    root().join("tests/snapshots").join(&sample.template).join(&sample.name).with_added_extension("txt")
}

fn trials() -> Result<Vec<Trial>> {
    let samples = samples::all()?;
    let expected: BTreeSet<PathBuf> = samples.iter().map(file).collect();
    let mut trials: Vec<Trial> = samples
        .into_iter()
        .map(|sample| {
            Trial::test(sample.id(), move || {
                compare(&sample).map_err(|error| Failed::from(format!("{error:#}")))
            })
        })
        .collect();
    trials.push(Trial::test("every_snapshot_belongs_to_a_sample", move || {
        let mut found = BTreeSet::new();
        for folder in std::fs::read_dir(root().join("tests/snapshots"))?.flatten() {
            found.extend(std::fs::read_dir(folder.path())?.flatten().map(|entry| entry.path()));
        }
        let stale: Vec<_> = found.difference(&expected).collect();
        if stale.is_empty() { Ok(()) } else { Err(Failed::from(format!("no sample for {stale:?}"))) }
    }));
    trials.push(Trial::test("the_given_letter_has_every_sentence_of_its_original_in_order", || {
        seed_text().map_err(|error| Failed::from(format!("{error:#}")))
    }));
    Ok(trials)
}

fn compare(sample: &Sample) -> Result<()> {
    let found = dump::document(&product::document(sample)?);
    let file = file(sample);
    if std::env::var_os("UPDATE").is_some_and(|wish| wish == "1") {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&file, found)?;
        return Ok(());
    }
    let kept = std::fs::read_to_string(&file).map_err(|error| {
        anyhow::anyhow!("{}: {error}; UPDATE=1 cargo xtask test golden writes it", file.display())
    })?;
    if kept == found {
        return Ok(());
    }
    let (at, (old, new)) = kept
        .lines()
        .chain(std::iter::repeat("<end>"))
        .zip(found.lines().chain(std::iter::repeat("<end>")))
        .enumerate()
        .find(|(_, (old, new))| old != new || *old == "<end>")
        .unwrap_or((0, ("", "")));
    anyhow::bail!(
        "{}:{}:\n  was: {old}\n  now: {new}\nUPDATE=1 cargo xtask test golden keeps the new text",
        file.display(),
        at + 1
    )
}

/// The text of `fixtures/seed/cong-van.txt`, its three slips mended and the drafter's code on the line of the archive, in the document's order.
fn seed_text() -> Result<()> {
    let document = product::document(&samples::seed()?)?;
    let texts = thethuc_tests::places::visible_texts(&document);
    let found: String = texts.concat();
    let original = std::fs::read_to_string(root().join("tests/fixtures/seed/cong-van.txt"))?;
    let mut missing = Vec::new();
    // Letterhead and ending stand in columns, whose order the file cannot show; the body is read from top to bottom.
    let (mut in_body, mut from) = (false, 0);
    for line in sentences(&original) {
        in_body |= line.starts_with("ThựchiệnChỉthị");
        let rest = found.get(if in_body { from } else { 0 }..).unwrap_or_default();
        match rest.find(&line) {
            Some(at) if in_body => from += at + line.len(),
            Some(_) => {}
            None => missing.push(line.clone()),
        }
        in_body &= !line.ends_with("./.");
    }
    anyhow::ensure!(missing.is_empty(), "missing or out of order:\n{}", missing.join("\n"));
    Ok(())
}

fn sentences(original: &str) -> Vec<String> {
    let slips = [("đề b/c", "để b/c"), ("Công TT-GTĐT", "Cổng TT-GTĐT"), ("- (V- b)", "(V- b)")];
    let mended = slips.iter().fold(original.to_owned(), |text, (slip, right)| text.replace(slip, right));
    mended
        .lines()
        .map(|line| line.replace("**", "").replace('*', "").split_whitespace().collect::<String>())
        .filter(|line| !line.is_empty())
        .collect()
}
