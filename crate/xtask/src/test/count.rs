//! How many checks passed and failed, by what test programs say at their end.

use std::process::Command;

use anyhow::{Context, Result};

use crate::command::watch;
use crate::log::Log;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: usize,
    pub(super) failed: usize,
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Counts { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// Several checks that do not depend on each other, each told when it fails.
pub(super) fn each(log: &Log, checks: impl IntoIterator<Item = Result<()>>) -> Counts {
    let mut counts = Counts::default();
    for check in checks {
        match check {
            Ok(()) => counts.passed += 1,
            Err(error) => {
                log.line(format_args!("{error:#}"));
                counts.failed += 1;
            }
        }
    }
    counts
}

/// Runs a test program and adds up what its closing lines say; one that fails without saying so counts as one failure.
pub(super) fn count(log: &Log, command: Command) -> Result<Counts> {
    let mut counts = Counts::default();
    let passed = watch(log, command, |line| {
        counts += closing(line).unwrap_or_default();
    })
    .context("a test program does not run")?;
    if !passed && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// `test result: ok. 3 passed; 0 failed; …`, `3 passed, 0 failed`, or node's `# pass 3` and `# fail 0`.
fn closing(line: &str) -> Option<Counts> {
    let line = line.trim().trim_start_matches(['#', 'ℹ']).trim();
    let number = |text: &str| text.trim().parse().ok();
    if let Some(passed) = line.strip_prefix("pass ").and_then(number) {
        return Some(Counts { passed, failed: 0 });
    }
    if let Some(failed) = line.strip_prefix("fail ").and_then(number) {
        return Some(Counts { passed: 0, failed });
    }
    let line =
        line.strip_prefix("test result: ok.").or(line.strip_prefix("test result: FAILED.")).unwrap_or(line);
    let (passed, rest) = line.split_once(" passed")?;
    let failed = rest.trim_start_matches([';', ',']).trim().split(" failed").next()?;
    Some(Counts { passed: number(passed)?, failed: number(failed)? })
}

#[cfg(test)]
mod tests {
    use super::{Counts, closing, count};
    use crate::command::program;
    use crate::log::Log;

    #[test]
    fn closing_lines_of_each_runner_are_counted() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                Some((12, 0)),
            ),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored", Some((3, 2))),
            ("7 passed, 1 failed", Some((7, 1))),
            ("# pass 4", Some((4, 0))),
            ("ℹ fail 2", Some((0, 2))),
            ("all 3 passed the gate", None),
            ("running 5 tests", None),
        ];
        for (line, wanted) in cases {
            assert_eq!(closing(line).map(|counts| (counts.passed, counts.failed)), wanted, "{line}");
        }
    }

    #[test]
    fn a_program_that_fails_without_a_word_is_a_failure() {
        let counted = |script: &str| count(&Log::kept(), program("sh", &["-c", script])).unwrap();
        assert_eq!(counted("exit 1"), Counts { passed: 0, failed: 1 });
        assert_eq!(counted("echo '3 passed, 2 failed'; exit 1"), Counts { passed: 3, failed: 2 });
    }
}
