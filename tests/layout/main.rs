//! What LibreOffice makes of every sample, measured on the page against the table of its standard; and deliberately broken documents,
//! which every check must notice.

mod broken;
mod bundle;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use thethuc::Document;
use thethuc_tests::checks::{self, Check, Measured};
use thethuc_tests::parallel::each;
use thethuc_tests::places::{self, Places};
use thethuc_tests::rules::{self as expected, Rules};
use thethuc_tests::samples::{self, Sample, scratch};
use thethuc_tests::{office, pdf, product};

/// A sample, or what goes with it in a file of its own, on its pages.
struct Page {
    name: String,
    form: String,
    values: Value,
    document: Document,
    places: Places,
}

/// A file to look at, and what it must show.
struct Shown {
    name: String,
    standard: String,
    form: String,
    values: Value,
    document: Document,
}

impl Shown {
    fn of(sample: &Sample) -> Result<Shown> {
        let form = product::template(&sample.template)?.form.clone();
        Ok(Shown {
            name: sample.id(),
            standard: form.standard().id.clone(),
            form: form.id.clone(),
            values: sample.values.clone(),
            document: product::document(sample)?,
        })
    }

    /// Of the values only those of the whole layout count for what goes with a sample.
    fn beside(sample: &Sample, standard: &str, document: Document, form: &str, file: &Path) -> Shown {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut values = json!({});
        values["trinh_bay"] = sample.values["trinh_bay"].clone();
        Shown { name, standard: standard.to_owned(), form: form.to_owned(), values, document }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    match trials(arguments.list) {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(error) => {
            eprintln!("layout: {error:#}");
            println!("test result: FAILED. 0 passed; 1 failed");
            ExitCode::FAILURE
        }
    }
}

fn trials(list: bool) -> Result<Vec<Trial>> {
    if list {
        return Ok(Vec::new());
    }
    let mut rules = BTreeMap::new();
    for id in ["nd30", "hd05-vptw"] {
        rules.insert(id, Arc::new(Rules::of(id)?));
    }
    let of = |id: &str| rules.get(id).with_context(|| format!("no rules of {id}"));
    let folder = scratch("layout")?;
    let samples = samples::all()?;
    let (mut files, mut shown) = (Vec::new(), Vec::new());
    let filled = each(&samples, |sample| product::fill_into(&folder, sample))?;
    for (sample, file) in samples.iter().zip(filled) {
        files.push(file);
        shown.push(Shown::of(sample)?);
        for (document, form, file) in product::attachments(&folder, sample)? {
            let standard = &product::template(&sample.template)?.form.standard().id;
            shown.push(Shown::beside(sample, standard, document, form, &file));
            files.push(file);
        }
    }
    let breakages = broken::make(&samples)?;
    for (index, breakage) in breakages.iter().enumerate() {
        let file = folder.join(format!("broken-{index}.docx"));
        std::fs::write(&file, &breakage.bytes)?;
        files.push(file);
    }
    files.push(bundle::write(&samples, &folder)?);
    let pdfs = office::to_pdf(&files, &folder.join("pdf"))?;
    let mut drawn = each(&pdfs, |pdf| pdf::read(pdf))?;
    let bundled = drawn.pop().context("no pages of the bundle")?;
    let mut drawn = drawn.into_iter();

    let mut trials = Vec::new();
    let mut printed: BTreeSet<String> = BTreeSet::new();
    let mut alone = Vec::new();
    for (shown, pages) in shown.into_iter().zip(drawn.by_ref()) {
        let Shown { name, standard, form, values, document } = shown;
        let rules = of(&standard)?;
        let form = rules.printed_by(&name).map_or(form, str::to_owned);
        rules.form(&form)?;
        if bundle::BUNDLED.contains(&name.as_str()) {
            alone.push((name.clone(), pages.clone()));
        }
        let places = places::find(&document, pages);
        for text in places.texts.iter().filter(|text| !text.lines.is_empty()) {
            printed.insert(expected::name(text.component));
            if rules.marks.contains_key(text.text.trim()) {
                printed.insert(text.text.trim().to_owned());
            }
        }
        let page = Arc::new(Page { name, form, values, document, places });
        for check in checks::ALL {
            trials.push(sound(&page, *check, rules));
        }
    }
    trials.push(bundle::trial(alone, bundled));
    let mut noticed: BTreeMap<&str, usize> = checks::ALL.iter().map(|check| (check.name, 0)).collect();
    for (breakage, pages) in breakages.into_iter().zip(drawn) {
        for name in breakage.noticed_by {
            *noticed.get_mut(name).with_context(|| format!("no check {name}"))? += 1;
        }
        let places = places::find(&breakage.expected, pages);
        let rules = of(&breakage.standard)?;
        trials.push(unsound(breakage, places, rules));
    }
    let boxes = rules
        .values()
        .flat_map(|rules| rules.places.iter().flat_map(|place| &place.components).chain(rules.marks.keys()));
    let unseen: Vec<String> = boxes.filter(|one| !printed.contains(*one)).cloned().collect();
    trials.push(Trial::test("every_box_that_prints_is_in_a_sample", move || {
        if unseen.is_empty() { Ok(()) } else { Err(Failed::from(format!("no sample prints {unseen:?}"))) }
    }));
    trials.push(Trial::test("every_check_is_shown_to_fail", move || {
        let blind: Vec<_> = noticed.iter().filter(|(_, times)| **times == 0).map(|(name, _)| *name).collect();
        if blind.is_empty() { Ok(()) } else { Err(Failed::from(format!("nothing broken for {blind:?}"))) }
    }));
    Ok(trials)
}

/// The check finds nothing wrong with a sample.
fn sound(page: &Arc<Page>, check: Check, rules: &Arc<Rules>) -> Trial {
    let (page, rules) = (Arc::clone(page), Arc::clone(rules));
    Trial::test(format!("{}::{}", page.name, check.name), move || {
        let form = rules.form(&page.form).map_err(|error| Failed::from(error.to_string()))?;
        let measured = Measured { places: &page.places, rules: &rules, form, values: &page.values };
        let faults = (check.run)(&measured);
        if page.document.sections.is_empty() {
            return Err(Failed::from("the document has no section"));
        }
        if faults.is_empty() { Ok(()) } else { Err(Failed::from(listed(&faults))) }
    })
}

/// The check finds the fault that was put in.
fn unsound(breakage: broken::Breakage, places: Places, rules: &Arc<Rules>) -> Trial {
    let rules = Arc::clone(rules);
    Trial::test(format!("broken::{}", breakage.name), move || {
        if breakage.idle {
            return Err(Failed::from("the sound document has this fault already"));
        }
        let form = rules.form(&breakage.form).map_err(|error| Failed::from(error.to_string()))?;
        let measured = Measured { places: &places, rules: &rules, form, values: &breakage.values };
        let mut silent = Vec::new();
        for name in breakage.noticed_by {
            let check = checks::ALL.iter().find(|check| check.name == *name);
            let faults = check.map(|check| (check.run)(&measured)).unwrap_or_default();
            if faults.is_empty() {
                silent.push(*name);
            }
        }
        if silent.is_empty() { Ok(()) } else { Err(Failed::from(format!("not noticed by {silent:?}"))) }
    })
}

fn listed(faults: &[String]) -> String {
    let mut text: Vec<&str> = faults.iter().map(String::as_str).take(12).collect();
    let more = format!("… and {} more", faults.len().saturating_sub(12));
    if faults.len() > 12 {
        text.push(&more);
    }
    text.join("\n")
}
