//! Readers of what anybody may offer, tried with files of ours that are spoiled: each reads or refuses, and none panics,
//! whatever it is given. `--deep` takes minutes for each; `THETHUC_FUZZ_SECONDS` says how long.

mod seeds;
mod spoil;

use std::env;
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Value, json};
use thethuc::collect::{Collector, Options};
use thethuc::docx::read_values;
use thethuc::merge::{Delimiters, WordTemplate};
use thethuc::reopen::changes::{changes, take_over};
use thethuc::reopen::import::import;
use thethuc::reopen::issue::{Request, Trace, issue, recognise};
use thethuc::sheet::{ReadOptions, Workbook};
use thethuc::{Template, TemplateFiles};
use thethuc_tests::samples::deep;

use spoil::{Seed, spoiled};

/// How long `--deep` tries a reader.
const DEEP: Duration = Duration::from_secs(60);
/// How many files are tried otherwise.
const FEW: usize = 60;

/// Tries a reader with spoiled files.
fn tried(seeds: &'static LazyLock<Vec<Seed>>, read: impl Fn(&Seed, &[u8]) + std::panic::RefUnwindSafe) {
    assert!(!seeds.is_empty());
    for seed in seeds.iter() {
        read(seed, &seed.packed());
    }
    let seconds = env::var("THETHUC_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let long = seconds.map(Duration::from_secs).or_else(|| deep().then_some(DEEP));
    let target = bolero::check!();
    let target = match long {
        Some(long) => target.with_test_time(long),
        None => target.with_iterations(FEW),
    };
    target.for_each(|input: &[u8]| {
        let seed = spoiled(seeds, input);
        read(&seed, &seed.packed());
    });
}

static DOCX: LazyLock<Vec<Seed>> = LazyLock::new(seeds::docx);
static WORD: LazyLock<Vec<Seed>> = LazyLock::new(seeds::word);
static XLSX: LazyLock<Vec<Seed>> = LazyLock::new(seeds::xlsx);
static ODS: LazyLock<Vec<Seed>> = LazyLock::new(seeds::ods);
static XLS: LazyLock<Vec<Seed>> = LazyLock::new(seeds::xls);
static CSV: LazyLock<Vec<Seed>> = LazyLock::new(seeds::csv);
static TEMPLATES: LazyLock<Vec<Seed>> = LazyLock::new(seeds::templates);

#[test]
fn docx_values() {
    tried(&DOCX, |_, file| {
        let _ = read_values(file);
        let mut collector = Collector::new(Options::default());
        collector.add("a.docx", file);
        collector.result(&[]);
    });
}

#[test]
fn docx_import() {
    tried(&DOCX, |_, file| drop(import(file)));
}

#[test]
fn docx_changes() {
    tried(&DOCX, |_, file| {
        if let Ok(found) = changes(file) {
            let every: Vec<usize> = (0..found.changes.len()).collect();
            let _ = take_over(file, &every);
        }
    });
}

#[test]
fn docx_issue() {
    tried(&DOCX, |_, file| {
        let _ = recognise(file);
        for take_out in [&[][..], &Trace::ALL] {
            let request = Request { so: "7", ngay: "2026-02-05", ky_hieu: "", replace: true, take_out };
            if let Ok(issued) = issue(file, &request) {
                // What was written is read again.
                assert!(recognise(&issued.bytes).is_ok());
            }
        }
    });
}

#[test]
fn word_template() {
    let values =
        json!({"ten": "An", "ds": [{"ten": "Bình", "tuoi": 4}, {}], "a": true, "b": null, "so": 12.5});
    let values: &Value = &values;
    tried(&WORD, |_, file| {
        if let Ok(template) = WordTemplate::read(file, &Delimiters::default()) {
            template.fields();
            template.lint();
            if let Ok(merged) = template.fill(values) {
                assert!(WordTemplate::read(&merged.bytes, &Delimiters::default()).is_ok());
            }
        }
    });
}

fn sheets(seed: &Seed, file: &[u8]) {
    let Ok(workbook) = Workbook::open(&seed.name, file, &ReadOptions::default()) else { return };
    workbook.notes();
    for at in 0..workbook.sheets().len() {
        let _ = workbook.read(at);
    }
}

#[test]
fn xlsx() {
    tried(&XLSX, sheets);
}

#[test]
fn ods() {
    tried(&ODS, sheets);
}

#[test]
fn xls() {
    tried(&XLS, sheets);
}

#[test]
fn csv() {
    tried(&CSV, sheets);
}

#[test]
fn template() {
    tried(&TEMPLATES, |seed, file| {
        if let Ok(files) = TemplateFiles::from_zip(&seed.name, file) {
            let _ = Template::load(&files);
        }
    });
}
