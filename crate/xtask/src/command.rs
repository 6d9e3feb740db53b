//! Running programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::log::Log;
use crate::place;

/// A program in the root of the repository, with the project's own tools found first.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(place::root()).env("PATH", place::path());
    command
}

/// A program in a folder of the repository.
pub(crate) fn program_in(folder: &Path, name: &str, arguments: &[&str]) -> Command {
    let mut command = program(name, arguments);
    command.current_dir(folder);
    command
}

/// The whole workspace and tests are always part of what is compiled: by itself a package could get its dependencies with
/// other features, and the crate, whose cdylib has one file for all, would be compiled anew from suite to suite. It is
/// Clippy that compiles: to look for its warnings alone takes as long as compiling.
pub(crate) fn of_workspace(action: &str, targets: &[&str]) -> Command {
    let mut command = program("cargo", &[action, "-q", "--locked", "--workspace"]);
    command.args(targets).env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    command
}

/// Says what runs, runs it, and fails when it does.
pub(crate) fn run(log: &Log, mut command: Command) -> Result<()> {
    let shown = shown(&command);
    log.line(format_args!("$ {shown}"));
    let status = match log {
        Log::Terminal => command.status().with_context(|| format!("{shown} does not start"))?,
        Log::Kept(_) => {
            let mut child = spawned(command.stdout(Stdio::piped()).stderr(Stdio::piped()), &shown)?;
            for line in lines(&mut child) {
                log.line(line.text);
            }
            child.wait()?
        }
    };
    ensure!(status.success(), "{shown} failed ({status})");
    Ok(())
}

/// What a program prints; `None` when it is not there or fails.
pub(crate) fn output(mut command: Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program whose standard output is for us, line by line; what it complains about is told.
pub(crate) fn read(log: &Log, mut command: Command, mut see: impl FnMut(&str)) -> Result<()> {
    let shown = shown(&command);
    log.line(format_args!("$ {shown}"));
    let mut child = spawned(command.stdout(Stdio::piped()).stderr(Stdio::piped()), &shown)?;
    for line in lines(&mut child) {
        match line.from {
            From::Output => see(&line.text),
            From::Complaints => log.line(line.text),
        }
    }
    let status = child.wait()?;
    ensure!(status.success(), "{shown} failed ({status})");
    Ok(())
}

/// The longest silence of a test program that still runs.
const SILENCE: Duration = Duration::from_secs(10 * 60);

/// Runs a program whose standard output is told line by line and looked at; whether it succeeded. One that says nothing
/// for too long hangs, and is ended.
pub(crate) fn watch(log: &Log, command: Command, see: impl FnMut(&str)) -> Result<bool> {
    watch_for(SILENCE, log, command, see)
}

fn watch_for(silence: Duration, log: &Log, mut command: Command, mut see: impl FnMut(&str)) -> Result<bool> {
    let shown = shown(&command);
    log.line(format_args!("$ {shown}"));
    let mut child = spawned(command.stdout(Stdio::piped()).stderr(Stdio::piped()), &shown)?;
    let lines = lines(&mut child);
    loop {
        match lines.recv_timeout(silence) {
            Ok(line) => {
                if matches!(line.from, From::Output) {
                    see(&line.text);
                }
                log.line(line.text);
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(child.wait()?.success()),
            Err(RecvTimeoutError::Timeout) => {
                child.kill()?;
                child.wait()?;
                bail!("{shown} has said nothing for {} seconds and was ended", silence.as_secs());
            }
        }
    }
}

fn spawned(command: &mut Command, shown: &str) -> Result<Child> {
    command.spawn().with_context(|| format!("{shown} does not start"))
}

struct Line {
    from: From,
    text: String,
}

#[derive(Debug, Clone, Copy)]
enum From {
    Output,
    Complaints,
}

/// The lines of a program's two outputs as they come.
fn lines(child: &mut Child) -> mpsc::Receiver<Line> {
    let (send, lines) = mpsc::channel();
    if let Some(stdout) = child.stdout.take() {
        follow(stdout, From::Output, send.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        follow(stderr, From::Complaints, send);
    }
    lines
}

fn follow(output: impl Read + Send + 'static, from: From, send: Sender<Line>) {
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n') {
            let Ok(line) = line else { break };
            let text = String::from_utf8_lossy(&line).into_owned();
            // Whoever listened may have given up.
            if send.send(Line { from, text }).is_err() {
                break;
            }
        }
    });
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Log, program, read, run, watch, watch_for};

    #[test]
    fn a_program_is_told_and_its_failure_is_an_error() {
        let log = Log::kept();
        run(&log, program("sh", &["-c", "echo out; echo complaint >&2"])).unwrap();
        let failed = run(&log, program("sh", &["-c", "exit 3"])).unwrap_err();
        assert!(failed.to_string().contains("exit status: 3"), "{failed}");
        let told = log.told();
        assert!(told.contains("out\n") && told.contains("complaint\n"), "{told}");
    }

    #[test]
    fn what_is_read_is_not_told() {
        let log = Log::kept();
        let mut printed = Vec::new();
        let script = "echo for us; echo complaint >&2";
        read(&log, program("sh", &["-c", script]), |line| printed.push(line.to_owned())).unwrap();
        assert_eq!(printed, ["for us"]);
        assert_eq!(log.told(), "$ sh -c echo for us; echo complaint >&2\ncomplaint\n");
    }

    #[test]
    fn a_program_is_watched_and_one_that_is_silent_is_ended() {
        let log = Log::kept();
        let mut seen = Vec::new();
        let passed = watch(&log, program("sh", &["-c", "echo one; echo two; false"]), |line| {
            seen.push(line.to_owned());
        });
        assert!(!passed.unwrap());
        assert_eq!(seen, ["one", "two"]);
        let silent = watch_for(Duration::from_millis(50), &log, program("sleep", &["60"]), |_| {});
        assert!(silent.unwrap_err().to_string().contains("has said nothing"));
    }
}
