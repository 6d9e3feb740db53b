//! Every component of every sample is recognised where the document put it: in the file as made, with all that speaks of it
//! taken out, and after LibreOffice saved it again.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use thethuc::document::{Component, Item, Reading};
use thethuc::docx::read::observe;
use thethuc::recognise;
use thethuc_tests::mute::mute;
use thethuc_tests::parallel::each;
use thethuc_tests::samples::{self, scratch};
use thethuc_tests::{office, product};

/// Of a hundred pieces so many are found at least, of each component.
const FOUND: usize = 99;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trial = |name: &str, check: fn() -> Result<()>| {
        Trial::test(name, move || check().map_err(|error| Failed::from(format!("{error:#}"))))
    };
    let mut trials = vec![trial("components_of_every_sample_are_found", || table(false))];
    if samples::deep() {
        trials.push(trial("components_are_found_after_libreoffice", || table(true)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// What a document is made of, and the file without a word about it.
struct Made {
    id: String,
    known: Reading,
    file: PathBuf,
}

fn made(folder: &std::path::Path) -> Result<Vec<Made>> {
    let samples = samples::all()?;
    let made = each(&samples, |sample| {
        let template = product::template(&sample.template)?;
        let filled = product::filled(&template, sample);
        let files = filled.docx(true).map_err(|found| anyhow::anyhow!("{found}"))?;
        let documents =
            std::iter::once(&filled.document).chain(filled.attachments.iter().map(|one| &one.document));
        let mut all = Vec::new();
        for (at, (document, written)) in documents.zip(&files).enumerate() {
            let id = format!("{}.{at}", sample.id());
            let file = folder.join(format!("{id}.docx"));
            std::fs::write(&file, mute(&written.bytes)?)?;
            all.push(Made { id, known: recognise::of_document(document), file });
        }
        Ok(all)
    })?;
    Ok(made.into_iter().flatten().collect())
}

#[derive(Default, Clone)]
struct Count {
    known: usize,
    found: usize,
    wrong: usize,
}

fn table(resave: bool) -> Result<()> {
    let how = if resave { "saved again by LibreOffice" } else { "as made" };
    let folder = scratch(if resave { "recognise-again" } else { "recognise" })?;
    let made = made(&folder)?;
    ensure!(made.len() > 100, "only {} documents", made.len());
    let files: Vec<PathBuf> = made.iter().map(|one| one.file.clone()).collect();
    let read = if resave { office::to_docx(&files, &folder.join("office"))? } else { files };
    let mut counts: BTreeMap<Component, Count> = BTreeMap::new();
    let mut faults = Vec::new();
    for (made, file) in made.iter().zip(read) {
        let bytes = std::fs::read(&file)?;
        let seen = recognise::read(&observe(&bytes).map_err(|found| anyhow::anyhow!("{found}"))?);
        compare(made, &seen, &mut counts, &mut faults).with_context(|| made.id.clone())?;
    }
    let mut all = Count::default();
    println!(
        "\n{how}: {} documents\n{:<22} {:>6} {:>6} {:>7} {:>6}",
        made.len(),
        "component",
        "known",
        "found",
        "missed",
        "wrong"
    );
    for (component, count) in &counts {
        println!(
            "{:<22} {:>6} {:>6} {:>7} {:>6}",
            component.id(),
            count.known,
            count.found,
            count.known - count.found,
            count.wrong
        );
        all.known += count.known;
        all.found += count.found;
        all.wrong += count.wrong;
    }
    println!("{:<22} {:>6} {:>6} {:>7} {:>6}", "all", all.known, all.found, all.known - all.found, all.wrong);
    for fault in &faults {
        println!("{fault}");
    }
    ensure!(all.wrong == 0, "{} pieces are taken for what they are not", all.wrong);
    let poor = counts.iter().filter(|(_, count)| count.found * 100 < count.known * FOUND);
    let poor: Vec<&str> = poor.map(|(component, _)| component.id()).collect();
    ensure!(poor.is_empty(), "less than {FOUND} % found of {}", poor.join(", "));
    Ok(())
}

/// The words of an item; what is drawn otherwise by the program that saved it again does not count.
fn words(item: &Item) -> String {
    item.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Holds the pieces against each other, one after another as they are read.
fn compare(
    made: &Made,
    seen: &Reading,
    counts: &mut BTreeMap<Component, Count>,
    faults: &mut Vec<String>,
) -> Result<()> {
    let mut at = 0;
    for known in &made.known.items {
        let component = known.component.context("a document knows its pieces")?;
        let text = words(known);
        let begins = |item: &Item| text.starts_with(&words(item)) || item.text.contains("^[");
        let next =
            seen.items.iter().skip(at).position(begins).with_context(|| format!("«{text}» is nowhere"))?;
        let mut parts = Vec::new();
        let mut length = 0;
        at += next;
        while length < text.chars().count() {
            let Some(item) = seen.items.get(at) else { break };
            length += words(item).chars().count() + usize::from(length > 0);
            parts.push(item);
            at += 1;
            if item.text.contains("^[") {
                break;
            }
        }
        counts.entry(component).or_default().known += 1;
        if parts.iter().all(|item| item.component == Some(component)) {
            counts.entry(component).or_default().found += 1;
        } else {
            for item in parts.iter().filter(|item| item.component != Some(component)) {
                if let Some(other) = item.component {
                    counts.entry(other).or_default().wrong += 1;
                }
                let other = item.component.map_or("nothing", Component::id);
                faults.push(format!("{}: {} taken for {other}: «{}»", made.id, component.id(), words(item)));
            }
        }
    }
    Ok(())
}
