//! The native test programs: compiled all at once, and run by themselves. Run by Cargo each would wait whenever Cargo
//! compiles something else.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command::{program, read, run};
use crate::log::Log;
use crate::place;

/// What is compiled of the workspace.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The unit tests of every package and the tests of the crate.
    pub(super) crates: bool,
    /// Test programs of the package in `tests/`.
    pub(super) suites: Vec<&'static str>,
}

/// What was compiled.
#[derive(Debug)]
pub(super) struct Programs {
    command_line: PathBuf,
    office: PathBuf,
    tests: Vec<Test>,
}

#[derive(Debug, PartialEq)]
struct Test {
    name: String,
    /// It is made of the sources of a library or program, not of a folder of tests.
    unit: bool,
    executable: PathBuf,
    /// The folder of its package.
    folder: PathBuf,
}

/// The whole workspace and tests are always part of what is compiled: by itself a package could get its dependencies with
/// other features, and the crate, whose cdylib has one file for all, would be compiled anew from suite to suite.
pub(super) fn of_workspace(action: &str, targets: &[&str]) -> Command {
    let mut command = program("cargo", &[action, "-q", "--locked", "--workspace"]);
    command.args(targets);
    command
}

impl Programs {
    /// Compiles what is wanted, the command line, and what the suites in Node need.
    pub(super) fn compile(log: &Log, wanted: &Wanted) -> Result<Programs> {
        let programs = ["--bin", "thethuc", "--bin", "office"];
        let mut command = if wanted.crates {
            of_workspace("test", &["--no-run", "--lib", "--bins", "--test", "tests"])
        } else {
            of_workspace("build", &programs)
        };
        for suite in &wanted.suites {
            command.args(["--test", suite]);
        }
        command.arg("--message-format=json-render-diagnostics");
        let told = read(log, command)?;
        let tests = told.lines().filter_map(test).collect();
        if wanted.crates {
            // Of a package without tests of its own programs are compiled as tests only.
            run(log, of_workspace("build", &programs))?;
        }
        let made = |name: &str| place::target().join("debug").join(name);
        Ok(Programs { command_line: made("thethuc"), office: made("office"), tests })
    }

    /// The command line.
    pub(super) fn command_line(&self) -> &Path {
        &self.command_line
    }

    /// What has LibreOffice convert.
    pub(super) fn office(&self) -> &Path {
        &self.office
    }

    /// The test program of a folder of tests.
    pub(super) fn suite(&self, name: &str) -> Result<Command> {
        let found = self.tests.iter().find(|test| !test.unit && test.name == name);
        found.map(Test::command).with_context(|| format!("Cargo made no test program {name}"))
    }

    /// The unit tests of every package.
    pub(super) fn units(&self) -> Vec<Command> {
        self.tests.iter().filter(|test| test.unit).map(Test::command).collect()
    }
}

impl Test {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        command.current_dir(&self.folder).env("PATH", place::path());
        command
    }
}

/// A test program among Cargo's messages.
fn test(message: &str) -> Option<Test> {
    let message: Value = serde_json::from_str(message).ok()?;
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    if message.pointer("/profile/test") != Some(&Value::Bool(true)) {
        return None;
    }
    Some(Test {
        name: text("/target/name")?.to_owned(),
        unit: text("/target/kind/0")? != "test",
        executable: PathBuf::from(text("/executable")?),
        folder: Path::new(text("/manifest_path")?).parent()?.to_path_buf(),
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Test, test};

    #[test]
    fn test_programs_are_found_among_the_messages_of_cargo() {
        let message = |kind: &str, tested: bool, executable: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/w/tests/Cargo.toml","target":{{"kind":["{kind}"],
                "name":"golden"}},"profile":{{"test":{tested}}},"executable":{executable}}}"#
            )
        };
        let found = |unit| {
            let (executable, folder) = (PathBuf::from("/w/target/golden-1"), PathBuf::from("/w/tests"));
            Some(Test { name: "golden".to_owned(), unit, executable, folder })
        };
        assert_eq!(test(&message("test", true, "\"/w/target/golden-1\"")), found(false));
        assert_eq!(test(&message("lib", true, "\"/w/target/golden-1\"")), found(true));
        assert_eq!(test(&message("bin", false, "\"/w/target/golden-1\"")), None);
        assert_eq!(test(&message("lib", true, "null")), None);
        assert_eq!(test("   Compiling golden v0.1.0"), None);
    }
}
