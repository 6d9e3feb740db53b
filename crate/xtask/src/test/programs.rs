//! The native test programs: compiled all at once, and run by themselves. Run by Cargo each would wait whenever Cargo
//! compiles something else.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command::{of_workspace, read};
use crate::log::Log;
use crate::place;

/// What is compiled of the workspace.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The unit tests of every package and the tests of the crate.
    pub(super) crates: bool,
    /// Test programs of the package in `tests/`.
    pub(super) suites: Vec<&'static str>,
    /// All there is.
    pub(super) all: bool,
}

/// What was compiled.
#[derive(Debug)]
pub(super) struct Programs {
    command_line: PathBuf,
    office: PathBuf,
    tests: Vec<Test>,
    warnings: Vec<String>,
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

impl Programs {
    /// Compiles what is wanted, the command line, and what the suites in Node need.
    pub(super) fn compile(log: &Log, wanted: &Wanted) -> Result<Programs> {
        let programs = ["--bin", "thethuc", "--bin", "office"];
        let mut command = if wanted.all {
            of_workspace("test", &["--no-run", "--all-targets"])
        } else if wanted.crates {
            of_workspace("test", &["--no-run", "--lib", "--bins", "--test", "tests"])
        } else {
            of_workspace("build", &programs)
        };
        if !wanted.all {
            for suite in &wanted.suites {
                command.args(["--test", suite]);
            }
        }
        let (mut tests, mut warnings) = (Vec::new(), Vec::new());
        let mut compile = |mut command: Command| {
            command.arg("--message-format=json");
            read(log, command, |line| {
                let Ok(message) = serde_json::from_str(line) else { return };
                tests.extend(test(&message));
                if let Some(text) = message.pointer("/message/rendered").and_then(Value::as_str) {
                    log.line(text);
                    warnings.extend(is_warning(&message).then(|| text.to_owned()));
                }
            })
        };
        compile(command)?;
        if wanted.all || wanted.crates {
            // Of a package without tests of its own programs are compiled as tests only.
            compile(of_workspace("build", &["--bins"]))?;
        }
        let made = |name: &str| place::target().join("debug").join(name);
        Ok(Programs { command_line: made("thethuc"), office: made("office"), tests, warnings })
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

    /// What the compiler and Clippy found in what was compiled.
    pub(super) fn warnings(&self) -> &[String] {
        &self.warnings
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
fn test(message: &Value) -> Option<Test> {
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

/// Whether it is a warning about a place in a source; a closing count of them has none.
fn is_warning(message: &Value) -> bool {
    message.pointer("/message/level") == Some(&Value::from("warning"))
        && message.pointer("/message/spans/0").is_some()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::json;

    use super::{Test, is_warning, test};

    #[test]
    fn test_programs_are_found_among_the_messages_of_cargo() {
        let message = |kind: &str, tested: bool, executable: Option<&str>| {
            json!({
                "reason": "compiler-artifact", "manifest_path": "/w/tests/Cargo.toml",
                "target": {"kind": [kind], "name": "golden"}, "profile": {"test": tested}, "executable": executable,
            })
        };
        let found = |unit| {
            let (executable, folder) = (PathBuf::from("/w/target/golden-1"), PathBuf::from("/w/tests"));
            Some(Test { name: "golden".to_owned(), unit, executable, folder })
        };
        assert_eq!(test(&message("test", true, Some("/w/target/golden-1"))), found(false));
        assert_eq!(test(&message("lib", true, Some("/w/target/golden-1"))), found(true));
        assert_eq!(test(&message("bin", false, Some("/w/target/golden-1"))), None);
        assert_eq!(test(&message("lib", true, None)), None);
    }

    #[test]
    fn a_warning_has_a_place_and_their_count_has_none() {
        let message = |level: &str, spans: &[&str]| json!({"message": {"level": level, "spans": spans, "rendered": ""}});
        assert!(is_warning(&message("warning", &["src/lib.rs"])));
        assert!(!is_warning(&message("warning", &[])));
        assert!(!is_warning(&message("error", &["src/lib.rs"])));
    }
}
