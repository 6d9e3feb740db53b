//! `thethuc follow`, and what of it comes back.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use thethuc_tests::product::{self, DAY};
use thethuc_tests::samples::root;

/// A letter that gives tasks, as somebody pasted it.
fn letter(folder: &Path) -> Result<String> {
    let case = fs::read_to_string(root().join("crate/tests/follow/cong-van-chung-va-rieng.txt"))?;
    let text = case.split("\n=====\n").next().context("no text")?;
    let path = folder.join("giao-viec.txt");
    fs::write(&path, text)?;
    Ok(path.display().to_string())
}

/// Exit code, standard output, standard error.
fn run(arguments: &[&str]) -> Result<(Option<i32>, String, String)> {
    let output = product::run(arguments, b"")?;
    Ok((output.status.code(), String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?))
}

const FORM: &str = thethuc::follow::REPORT;

pub(super) fn again(folder: &Path) -> Result<()> {
    let (letter, out) = (letter(folder)?, folder.join("lap-tiep"));
    let to = out.display().to_string();
    let single = folder.join("mot-van-ban.docx").display().to_string();
    let base = ["follow", &letter, "--period", "q4-2026", "--date", DAY];
    for (template, output) in [(FORM, &to), ("ke-hoach-trien-khai", &single)] {
        let arguments = [&base[..], &["--to", template, "-o", output]].concat();
        let (code, made, said) = run(&arguments)?;
        ensure!(code != Some(2), "{said}");
        let first = made.lines().next().context("nothing made")?.to_owned();
        fs::write(&first, "của đơn vị")?;
        let (code, made, said) = run(&arguments)?;
        ensure!(code == Some(2) && made.is_empty(), "{code:?} {made}");
        ensure!(
            said.contains("[da-co-tep]: ") && said.contains(&first) && said.contains("--again"),
            "{said}"
        );
        ensure!(fs::read_to_string(&first)? == "của đơn vị", "{first} was written over");
        let (code, ..) = run(&[&arguments[..], &["--again"]].concat())?;
        ensure!(code != Some(2), "refused with --again");
        ensure!(fs::read(&first)?.starts_with(b"PK"), "{first} was not made again");
    }
    Ok(())
}

pub(super) fn named_twice(folder: &Path) -> Result<()> {
    let letter = letter(folder)?;
    let (list, record) = (folder.join("hai-lan.csv"), folder.join("hai-lan.json"));
    let (units, matter) = (list.display().to_string(), record.display().to_string());
    let arguments = ["follow", &letter, "--matter", &matter, "--units", &units, "--list", "--date", DAY];
    for (rows, code, wanted) in [
        (
            "Đơn vị,Nhóm\nPhòng Kinh tế,Các phòng\nSở Y tế,Các sở\nPhòng kinh tế,Các phòng\n",
            2,
            ["[don-vi-cung-ten]", "Dòng 2", "dòng 4"],
        ),
        (
            "Đơn vị\nUBND xã An Bình\nSở Y tế\nỦy ban nhân dân xã An Bình\n",
            2,
            ["[don-vi-cung-ten]", "Dòng 2", "dòng 4"],
        ),
        ("Đơn vị,Nhóm\nSở Y tế,Các sở\nSở Y tế,Các cơ quan\n", 0, ["[don-vi-nhieu-nhom]", "Dòng 2", ", 3"]),
    ] {
        fs::write(&list, rows)?;
        let (ended, _, said) = run(&arguments)?;
        ensure!((ended == Some(2)) == (code == 2), "{ended:?}: {said}");
        ensure!(wanted.iter().all(|words| said.contains(words)), "{rows}{said}");
        ensure!(record.exists() == (code == 0), "{rows}a record was made");
    }
    Ok(())
}

pub(super) fn unfilled(folder: &Path) -> Result<()> {
    let (letter, out) = (letter(folder)?, folder.join("chua-dien").display().to_string());
    let matter = folder.join("chua-dien.json").display().to_string();
    let sheet = folder.join("chua-dien.xlsx").display().to_string();
    let arguments = [
        "follow", &letter, "--period", "q4-2026", "--to", FORM, "-o", &out, "--matter", &matter, "--date",
        DAY,
    ];
    let (code, made, said) = run(&arguments)?;
    ensure!(code != Some(2), "{said}");
    let forms = made.lines().filter(|line| line.ends_with(".docx")).count();
    let collect =
        ["collect", &out, "--matter", &matter, "-o", &sheet, "--due", "2026-12-20", "--date", "2026-12-21"];
    let (code, told, said) = run(&collect)?;
    ensure!(code == Some(1), "{code:?} {said}");
    ensure!(told.matches("mẫu chưa điền\t").count() == forms && forms > 1, "{told}");
    ensure!(told.contains(&format!("; {forms} mẫu gửi lại chưa điền;")), "{told}");
    ensure!(said.matches("[mau-chua-dien]: ").count() == forms, "{said}");
    ensure!(told.lines().any(|line| line.starts_with("0/")), "{told}");
    Ok(())
}
