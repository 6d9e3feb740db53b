//! The suites: what each checks on every run, what `--deep` adds, and what it needs.

use anyhow::Result;

use super::part::{Part, Setting, Step};
use super::{browser, budgets, native, node};

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
        checks: "no warning, native and in the module of the page",
        deep: "none in the module of the npm package",
        debian: &[],
        parts: |_| {
            Ok(vec![
                Part::new("native", 1, &[Step::Workspace], native::clippy),
                Part::new("module", 60, &[], native::clippy_of_module).compiles(),
            ])
        },
    },
    Suite {
        name: "rust",
        checks: "unit, integration and documentation tests of the crate",
        deep: "five times as many cases of the properties of markup, files made to cost in a size of 64",
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
        parts: |_| Ok(vec![native::suite("collect", 55, &[Step::Debian, Step::NpmTests])]),
    },
    Suite {
        name: "properties",
        checks: "any Unicode in any field: no panic, well-formed parts, the text survives, the same bytes twice",
        deep: "ten times as many cases",
        debian: &[],
        parts: |_| Ok(vec![native::suite("properties", 45, &[])]),
    },
    Suite {
        name: "fuzz",
        checks: "readers of documents, spreadsheets and templates with spoiled files of ours: read or refused, no panic",
        deep: "a minute for each reader in place of 60 files",
        debian: &[],
        parts: |_| Ok(vec![native::suite("fuzz", 30, &[])]),
    },
    Suite {
        name: "conformance",
        checks: "Open XML SDK validator for Microsoft 365, our lint, python-docx and LibreOffice on every sample, and for \
                 Office 2013 and 2019 on one of each form",
        deep: "every sample for every version of Office",
        debian: OFFICE,
        parts: |_| Ok(vec![native::suite("conformance", 100, &[Step::Debian, Step::NpmTests])]),
    },
    Suite {
        name: "issue",
        checks: "number and date in every sample, also after python-docx and LibreOffice saved it: no other text changes",
        deep: "",
        debian: OFFICE,
        parts: |_| Ok(vec![native::suite("issue", 60, &[Step::Debian])]),
    },
    Suite {
        name: "recognise",
        checks: "every component of every sample is recognised where the document put it, in a file that says nothing of it",
        deep: "the same after LibreOffice saved it again",
        debian: OFFICE,
        parts: |_| Ok(vec![native::suite("recognise", 10, &[Step::Debian])]),
    },
    Suite {
        name: "layout",
        checks: "every sample measured on the page LibreOffice makes; broken documents are noticed",
        deep: "",
        debian: OFFICE,
        parts: |_| Ok(vec![native::suite("layout", 30, &[Step::Debian])]),
    },
    Suite {
        name: "budgets",
        checks: "module and page as shipped are small enough, and the module writes every sample fast enough",
        deep: "",
        debian: &[],
        parts: budgets::parts,
    },
    Suite {
        name: "npm",
        checks: "the npm package, with the module of the page, in Node, typed, and through a bundler; bytes as natively",
        deep: "with its own module, as it is published",
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
        deep: "everything in Firefox too, every template's example, every view in each of them and at each size, all \
               that input methods send in each input, the pages of every sample",
        debian: browser::DEBIAN,
        parts: browser::parts,
    },
];
