//! A batch that is killed, spread over processes, or has no room to write.

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Result, ensure};

use super::{Files, command, documents_in, documents_of, ends, guests, values_of};

const GUESTS: usize = 400;
/// Times it is killed before it may end.
const KILLS: u64 = 12;

/// Every file whole, none twice, none missing.
fn all_there(files: &Files) -> Result<()> {
    ensure!(files.len() == GUESTS, "{} files", files.len());
    for guest in 1..=GUESTS {
        let name = format!("{guest:03}-Ong-Nguyen-Van-So-{guest}.docx");
        let Some(bytes) = files.get(&name) else { anyhow::bail!("{name} is missing") };
        let values = values_of(bytes)?;
        ensure!(values["nguoi_duoc_moi"][0] == format!("Ông Nguyễn Văn Số {guest}"), "{name} holds {values}");
    }
    Ok(())
}

/// Starts it and kills it after some time that differs from run to run; tells whether it was still at work.
fn killed(mut command: Command, turn: u64) -> Result<bool> {
    let mut child =
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn()?;
    let after = 15 + RandomState::new().hash_one(turn) % 180;
    thread::sleep(Duration::from_millis(after));
    child.kill()?;
    Ok(!child.wait()?.success())
}

pub(super) fn folder(folder: &Path) -> Result<()> {
    let given = guests(folder, GUESTS)?;
    let output = folder.join("ra");
    for turn in 0..KILLS {
        if !killed(command(&given, &output, &[])?, turn)? {
            break;
        }
        let Ok(entries) = fs::read_dir(&output) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "docx") {
                values_of(&fs::read(&path)?)?;
            }
        }
    }
    ends(command(&given, &output, &[])?, 0)?;
    all_there(&documents_in(&output)?)
}

pub(super) fn zip(folder: &Path) -> Result<()> {
    let given = guests(folder, GUESTS)?;
    let output = folder.join("ra.zip");
    for turn in 0..KILLS {
        if !killed(command(&given, &output, &[])?, turn)? {
            break;
        }
    }
    ends(command(&given, &output, &[])?, 0)?;
    all_there(&documents_of(&output)?)?;
    let straight = folder.join("mot-mach.zip");
    ends(command(&given, &straight, &[])?, 0)?;
    ensure!(fs::read(&output)? == fs::read(&straight)?, "a run that was killed gives other bytes");
    ensure!(!folder.join("ra.zip.dang-ghi").exists() && !folder.join("ra.zip.da-lam.tsv").exists());
    Ok(())
}

pub(super) fn shards(folder: &Path) -> Result<()> {
    let given = guests(folder, GUESTS)?;
    let output = folder.join("ra");
    let one = command(&given, &output, &["--jobs", "1", "--shard", "{}/4"])?;
    let mut parallel = Command::new("parallel");
    parallel
        .args(["--will-cite", "--halt", "now,fail=1", "-j", "2", "-q"])
        .arg(one.get_program())
        .args(one.get_args());
    parallel.args([":::", "1", "2", "3", "4"]);
    ends(parallel, 0)?;
    all_there(&documents_in(&output)?)?;
    let told = ends(command(&given, &output, &["--shard", "2/4"])?, 0)?;
    ensure!(told.contains("đã tạo 0, có từ trước 100"), "{told}");
    Ok(())
}

pub(super) fn nowhere_to_write(folder: &Path) -> Result<()> {
    let given = guests(folder, GUESTS)?;
    let beneath_a_file = folder.join("tep");
    fs::write(&beneath_a_file, "")?;
    let told = ends(command(&given, &beneath_a_file.join("ra"), &[])?, 2)?;
    ensure!(told.contains("khong-ghi-duoc"), "{told}");

    // A disk of one megabyte, in a mount namespace that ends with the command.
    let disk = folder.join("dia");
    fs::create_dir_all(&disk)?;
    for (output, kept) in
        [(disk.join("ra"), folder.join("con-lai")), (disk.join("ra.zip"), folder.join("con-lai-zip"))]
    {
        fs::create_dir_all(&kept)?;
        let full = command(&given, &output, &[])?;
        let script = "mount -t tmpfs -o size=1m khach \"$1\" && out=$2 && kept=$3 && shift 3 && { \"$@\"; code=$?; \
                      if [ -d \"$out\" ]; then cp \"$out\"/* \"$kept\"; fi; exit $code; }";
        let mut small = Command::new("unshare");
        small
            .args(["--mount", "--map-root-user", "sh", "-c", script, "sh"])
            .arg(&disk)
            .arg(&output)
            .arg(&kept);
        small.arg(full.get_program()).args(full.get_args());
        let told = ends(small, 2)?;
        ensure!(told.contains("khong-ghi-duoc") && told.contains("đầy"), "{told}");
        for bytes in documents_in(&kept)?.values() {
            values_of(bytes)?;
        }
    }
    // Nobody may write there, not even root.
    let told = ends(command(&given, Path::new("/proc/thethuc"), &[])?, 2)?;
    ensure!(told.contains("khong-ghi-duoc"), "{told}");
    Ok(())
}
