//! The suites: what each checks on every run, what `--deep` adds, and what it needs.

use std::sync::OnceLock;

use anyhow::{Context, Result};

use super::count::Counts;
use super::programs::Programs;
use super::schedule::Takes;
use super::{browser, budgets, native, node};
use crate::log::Log;

/// A group of checks with a name.
pub(super) struct Suite {
    pub(super) name: &'static str,
    /// What it checks on every run.
    pub(super) checks: &'static str,
    /// What `--deep` adds to that.
    pub(super) deep: &'static str,
    pub(super) debian: &'static [&'static str],
    pub(super) parts: fn(&Setting) -> Result<Vec<Part>>,
}

/// What can run beside the rest of its suite.
pub(super) struct Part {
    /// What it is called within its suite, when there are several.
    pub(super) name: String,
    /// About how long it takes.
    pub(super) seconds: u32,
    pub(super) takes: Takes,
    /// It locks this while it runs.
    pub(super) holds: Option<&'static str>,
    pub(super) needs: Vec<Step>,
    pub(super) run: Run,
}

type Run = Box<dyn FnOnce(&Setting, &Log) -> Result<Counts> + Send>;

/// Cargo's folder for native builds, which a Cargo that compiles locks.
pub(super) const NATIVE: &str = "target/debug";

impl Part {
    /// A suite that is one part, or a part of one, on one core.
    pub(super) fn new(
        name: impl Into<String>,
        seconds: u32,
        needs: &[Step],
        run: impl FnOnce(&Setting, &Log) -> Result<Counts> + Send + 'static,
    ) -> Part {
        let (takes, holds) = (Takes::Core, None);
        Part { name: name.into(), seconds, takes, holds, needs: needs.to_vec(), run: Box::new(run) }
    }

    /// It compiles natively.
    pub(super) fn compiles(self) -> Part {
        Part { holds: Some(NATIVE), ..self }
    }

    /// What it measures would be something else beside others.
    pub(super) fn timed(self) -> Part {
        Part { takes: Takes::Machine, ..self }
    }
}

/// What several suites need, made once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The Debian packages of the suites.
    Debian,
    /// The npm packages of the tests.
    NpmTests,
    /// The npm packages of the page.
    NpmPage,
    /// The native test programs and the command line.
    Programs,
    /// A test program of the package in `tests/`, which is among those.
    Suite(&'static str),
    /// The unit tests and the tests of the crate, which are among those.
    Crates,
    /// The WebAssembly module of the page.
    Module,
    /// The page.
    Page,
    /// The npm package.
    Package,
}

/// What a run was asked for, and what was made for it.
#[derive(Debug, Default)]
pub(super) struct Setting {
    /// Words that choose tests.
    pub(super) filter: Vec<String>,
    pub(super) deep: bool,
    pub(super) programs: OnceLock<Programs>,
}

impl Setting {
    pub(super) fn programs(&self) -> Result<&Programs> {
        self.programs.get().context("the test programs are not compiled")
    }
}

const OFFICE: &[&str] = &["libreoffice-writer", "fonts-liberation2", "mupdf-tools", "python3-docx"];

pub(super) const SUITES: &[Suite] = &[
    Suite {
        name: "fmt",
        checks: "rustfmt and Prettier change nothing",
        deep: "",
        debian: &[],
        parts: |_| Ok(vec![Part::new("", 15, &[Step::NpmPage], native::fmt)]),
    },
    Suite {
        name: "clippy",
        checks: "no warning, native and wasm32",
        deep: "",
        debian: &[],
        parts: |_| Ok(vec![Part::new("", 60, &[], native::clippy).compiles()]),
    },
    Suite {
        name: "rust",
        checks: "unit, integration and documentation tests of the crate",
        deep: "five times as many cases of the properties of markup",
        debian: &[],
        parts: |_| {
            Ok(vec![
                Part::new("units", 10, &[Step::Crates], native::units),
                Part::new("tests", 40, &[Step::Crates], native::tests),
                Part::new("documentation", 25, &[], native::documentation).compiles(),
            ])
        },
    },
    Suite {
        name: "golden",
        checks: "every sample's text is that of the last review",
        deep: "",
        debian: &[],
        parts: |_| Ok(vec![native::suite("golden", 1, &[])]),
    },
    Suite {
        name: "commandline",
        checks: "output, exit codes and the sentences for bad input",
        deep: "",
        debian: &[],
        parts: |_| Ok(vec![native::suite("commandline", 10, &[])]),
    },
    Suite {
        name: "batch",
        checks: "a document a row: whole files, none twice, none missing, also when killed, sharded or out of room",
        deep: "",
        debian: &["parallel"],
        parts: |_| Ok(vec![native::suite("batch", 15, &[Step::Debian])]),
    },
    Suite {
        name: "collect",
        checks: "a table into documents, changed in Word, back into one spreadsheet; spreadsheets as others read them",
        deep: "",
        debian: &["python3-docx", "python3-openpyxl"],
        parts: |_| Ok(vec![native::suite("collect", 30, &[Step::Debian, Step::NpmTests])]),
    },
    Suite {
        name: "properties",
        checks: "any Unicode in any field: no panic, well-formed parts, the text survives, the same bytes twice",
        deep: "ten times as many cases",
        debian: &[],
        parts: |_| Ok(vec![native::suite("properties", 20, &[])]),
    },
    Suite {
        name: "conformance",
        checks: "Open XML SDK validator for Microsoft 365, our lint, python-docx and LibreOffice on every sample, and for \
                 Office 2013 and 2019 on one of each form",
        deep: "every sample for every version of Office",
        debian: OFFICE,
        parts: |_| Ok(vec![native::suite("conformance", 60, &[Step::Debian, Step::NpmTests])]),
    },
    Suite {
        name: "issue",
        checks: "number and date in every sample, also after python-docx and LibreOffice saved it: no other text changes",
        deep: "",
        debian: OFFICE,
        parts: |_| Ok(vec![native::suite("issue", 40, &[Step::Debian])]),
    },
    Suite {
        name: "layout",
        checks: "every sample measured on the page LibreOffice makes; broken documents are noticed",
        deep: "",
        debian: OFFICE,
        parts: |_| Ok(vec![native::suite("layout", 70, &[Step::Debian])]),
    },
    Suite {
        name: "budgets",
        checks: "module and page as shipped are small enough, and every sample of every template is written fast enough",
        deep: "",
        debian: &[],
        parts: budgets::parts,
    },
    Suite {
        name: "npm",
        checks: "the npm package in Node, typed, and through a bundler; bytes as natively; its module quickly compiled",
        deep: "its module as it is published",
        debian: &[],
        parts: node::npm,
    },
    Suite {
        name: "www",
        checks: "ESLint, types and unit tests of the page",
        deep: "",
        debian: &[],
        parts: node::www,
    },
    Suite {
        name: "browser",
        checks: "the page as shipped, from disk with the network off: saved bytes, findings, speed, silence; everything in \
                 Chromium, and in Firefox starting, files, storage, clipboard and input methods",
        deep: "everything in Firefox too, every template's example and every view in each of them",
        debian: browser::DEBIAN,
        parts: browser::parts,
    },
];
