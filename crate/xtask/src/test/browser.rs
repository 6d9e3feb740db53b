//! The suite of the page in real browsers: a part a file, so that nothing runs on alone at the end.

use anyhow::{Context, Result};

use super::count::count;
use super::part::{Part, Setting, Step};
use crate::command::program_in;
use crate::place;

pub(super) const DEBIAN: &[&str] = &[
    "chromium",
    "chromium-headless-shell",
    "firefox-esr",
    "fonts-liberation2",
    "libreoffice-writer",
    "mupdf-tools",
    "python3-docx",
];

/// About how long the files take that take longest.
const SECONDS: &[(&str, u32)] = &[
    ("drafts", 105),
    ("typing", 80),
    ("access", 60),
    ("batch", 30),
    ("editor", 30),
    ("page", 25),
    ("doubt", 25),
    ("office", 20),
    ("edited", 20),
    ("everyday", 15),
    ("safety", 15),
    ("speed", 15),
];

/// The others.
const USUAL: u32 = 10;

/// It says how long things take.
const TIMED: &str = "speed";

pub(super) fn parts(setting: &Setting) -> Result<Vec<Part>> {
    let folder = place::root().join("tests/browser");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| {
            Some(entry.ok()?.file_name().into_string().ok()?.strip_suffix(".test.mjs")?.to_owned())
        })
        .filter(|name| setting.filter.iter().all(|word| format!("{name}.test.mjs").contains(word.as_str())))
        .collect();
    names.sort();
    Ok(names.into_iter().map(part).collect())
}

fn part(name: String) -> Part {
    let needs = [Step::Debian, Step::NpmTests, Step::Page, Step::Programs];
    let seconds = SECONDS.iter().find(|(file, _)| *file == name).map_or(USUAL, |(_, seconds)| *seconds);
    let timed = name == TIMED;
    let script = format!("browser/{name}.test.mjs");
    let part = Part::new(name, seconds, &needs, move |setting, log| {
        let mut command =
            program_in(&place::root().join("tests"), "node", &["--test-reporter=spec", &script]);
        command.env("THETHUC", setting.programs()?.command_line());
        command.env("THETHUC_OFFICE", setting.programs()?.office());
        if setting.deep {
            command.env("THETHUC_DEEP", "1");
        }
        count(log, command)
    });
    if timed { part.timed() } else { part }
}
