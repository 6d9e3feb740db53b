//! Parts of suites: what each needs, takes and does.

use std::sync::OnceLock;

use anyhow::{Context, Result};

use super::count::Counts;
use super::programs::Programs;
use super::schedule::Takes;
use crate::log::Log;

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
    /// All that the workspace has natively, which those are of.
    Workspace,
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
