//! Running programs.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::place;

/// A program in the root of the repository, with the project's own tools found first.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(place::root()).env("PATH", path());
    command
}

/// The project's own tools before the machine's.
fn path() -> OsString {
    let own = [place::target().join("tools/bin"), place::root().join("crate/xtask/node_modules/.bin")];
    let machine = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = own.into_iter().chain(std::env::split_paths(&machine)).collect();
    std::env::join_paths(folders).unwrap_or(machine)
}

/// A program in a folder of the repository.
pub(crate) fn program_in(folder: &Path, name: &str, arguments: &[&str]) -> Command {
    let mut command = program(name, arguments);
    command.current_dir(folder);
    command
}

/// Says what runs, runs it, and fails when it does.
pub(crate) fn run(mut command: Command) -> Result<()> {
    let shown = shown(&command);
    eprintln!("$ {shown}");
    let status = command.status().with_context(|| format!("{shown} does not start"))?;
    ensure!(status.success(), "{shown} failed ({status})");
    Ok(())
}

/// What a program prints; `None` when it is not there or fails.
pub(crate) fn output(mut command: Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The longest silence of a test program that still runs; a browser's tests are told file by file.
const SILENCE: Duration = Duration::from_secs(10 * 60);

/// Runs a program whose standard output is passed on line by line and looked at; whether it succeeded. One that says
/// nothing for too long hangs, and is ended.
pub(crate) fn watch(mut command: Command, mut see: impl FnMut(&str)) -> Result<bool> {
    let shown = shown(&command);
    eprintln!("$ {shown}");
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("{shown} does not start"))?;
    let stdout = child.stdout.take().context("no output")?;
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        // Whoever listened may have given up.
        for line in BufReader::new(stdout).split(b'\n') {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    loop {
        match lines.recv_timeout(SILENCE) {
            Ok(line) => {
                let line = line?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                see(&line);
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(child.wait()?.success()),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                child.kill()?;
                bail!("{shown} has said nothing for {} minutes and was ended", SILENCE.as_secs() / 60);
            }
        }
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
