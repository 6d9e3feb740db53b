//! From a table to documents, changed in Word, and back into one spreadsheet; and spreadsheets as openpyxl and the Open XML
//! SDK see them.

mod matter;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use thethuc_tests::product::{self, DAY};
use thethuc_tests::samples::{root, scratch};
use thethuc_tests::validator::{self, MICROSOFT_365};

const REPORT: &str = "bao-cao-dinh-ky";
const UNITS: usize = 12;
/// Which of them are changed: a word, a figure, a row more.
const CHANGED: [usize; 3] = [2, 5, 9];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trial = |name: &str, check: fn(&Path) -> Result<()>| {
        let folder = name.to_owned();
        Trial::test(name, move || {
            let folder = scratch(&format!("collect/{folder}"))?;
            check(&folder).map_err(|error| Failed::from(format!("{error:#}")))
        })
    };
    let trials = vec![
        trial("what_was_made_from_a_table_and_changed_in_word_comes_back", round_trip),
        trial("a_file_that_is_no_document_is_named_and_the_others_are_collected", unreadable),
        trial("files_that_are_passed_over_are_named_and_counted", passed_over),
        trial("the_starter_of_every_template_is_a_valid_workbook", starters),
        trial("cells_that_look_like_formulas_stay_text", formulas),
        trial("wrong_names_are_refused_in_one_sentence", refused),
        trial("reports_of_a_matter_come_back_from_word_and_libreoffice", matter::comes_back),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn unit(nth: usize) -> String {
    format!("xã Số {nth}")
}

/// Every row of figures, as the table had it and as Word left it.
fn expected_figures() -> BTreeSet<Vec<String>> {
    let row = |nth: usize, what: &str, plan: usize, done: &str| {
        vec![unit(nth), what.to_owned(), plan.to_string(), done.to_owned()]
    };
    let [_, figure, more] = CHANGED;
    let mut rows = BTreeSet::from([row(more, "Lao động", 100, "700.5")]);
    for nth in 0..UNITS {
        rows.insert(row(nth, "Đất đai", 1000 + nth, "500"));
        rows.insert(row(nth, "Hộ tịch", if nth == figure { 2500 } else { 2000 }, "700.5"));
    }
    rows
}

/// Makes a report for every unit from a table with two rows each.
fn made(folder: &Path) -> Result<PathBuf> {
    let template = product::template(REPORT)?;
    let mut base = template.samples().first().context("no sample")?.values.clone();
    base["bieu"] = json!([]);
    fs::write(folder.join("chung.json"), base.to_string())?;
    let mut table = "Đơn vị gửi;Lĩnh vực;Kế hoạch năm;Lũy kế\n".to_owned();
    for nth in 0..UNITS {
        table += &format!("{0};Đất đai;{1};500\n{0};Hộ tịch;2000;700,5\n", unit(nth), 1000 + nth);
    }
    fs::write(folder.join("so-lieu.csv"), table)?;
    let out = folder.join("gui-ve");
    let place = |name: &str| folder.join(name).to_string_lossy().into_owned();
    run(&[
        "batch",
        REPORT,
        &place("so-lieu.csv"),
        "-o",
        &place("gui-ve"),
        "--values",
        &place("chung.json"),
        "--group-by",
        "Đơn vị gửi",
        "--map",
        "Đơn vị gửi=co_quan.0.ten",
        "--map",
        "Lĩnh vực=bieu.don_vi",
        "--map",
        "Kế hoạch năm=bieu.ke_hoach",
        "--map",
        "Lũy kế=bieu.luy_ke",
        "--name",
        "{{don_vi_gui}}",
        "--date",
        DAY,
    ])?;
    Ok(out)
}

fn run(arguments: &[&str]) -> Result<String> {
    let output = product::run(arguments, b"")?;
    ensure!(
        matches!(output.status.code(), Some(0 | 1)),
        "{arguments:?} ended with {:?}: {}",
        output.status.code(),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

fn python(script: &str, arguments: &[&Path]) -> Result<Vec<u8>> {
    let output = Command::new("/usr/bin/python3")
        .arg(root().join("tests/collect").join(script))
        .args(arguments)
        .output()
        .context("python3 does not run")?;
    ensure!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

/// The sheets of each of the books.
fn books(files: &[&Path]) -> Result<Vec<Vec<Value>>> {
    let books: Vec<Vec<Value>> = serde_json::from_slice(&python("cells.py", files)?)?;
    ensure!(books.len() == files.len(), "{} of {} books were read", books.len(), files.len());
    Ok(books)
}

fn sheets(file: &Path) -> Result<Vec<Value>> {
    books(&[file])?.pop().context("no book")
}

fn sheet<'s>(sheets: &'s [Value], name: &str) -> Result<&'s Vec<Value>> {
    let found = sheets.iter().find(|sheet| sheet["name"] == name);
    let names: Vec<&Value> = sheets.iter().map(|sheet| &sheet["name"]).collect();
    found
        .and_then(|sheet| sheet["rows"].as_array())
        .with_context(|| format!("no sheet {name} among {names:?}"))
}

/// The cell of a row below a head.
fn cell<'r>(rows: &'r [Value], row: usize, head: &str) -> Result<&'r str> {
    let heads = rows.first().and_then(Value::as_array).context("no head")?;
    let at = heads.iter().position(|cell| cell[1] == head).with_context(|| format!("no column {head}"))?;
    Ok(rows.get(row).context("no such row")?[at][1].as_str().unwrap_or_default())
}

fn validated(files: &[PathBuf]) -> Result<()> {
    let jobs: Vec<(PathBuf, &str)> = files.iter().map(|file| (file.clone(), MICROSOFT_365)).collect();
    for (file, errors) in files.iter().zip(validator::errors(&jobs)?) {
        ensure!(errors.is_empty(), "{}: {errors:?}", file.display());
    }
    Ok(())
}

fn round_trip(folder: &Path) -> Result<()> {
    let sent = made(folder)?;
    let mut files: Vec<PathBuf> = fs::read_dir(&sent)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "docx"))
        .collect();
    files.sort();
    ensure!(files.len() == UNITS, "{files:?}");
    let of = |nth: usize| sent.join(format!("xa-So-{nth}.docx"));
    let changed = CHANGED.map(of);
    python("edit.py", &changed.each_ref().map(PathBuf::as_path))?;

    let list: Vec<String> = (0..=UNITS).map(|nth| format!("UBND XÃ SỐ {nth}")).collect();
    let place = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(folder.join("don-vi.txt"), list.join("\n"))?;
    let told = run(&[
        "--json",
        "collect",
        &sent.to_string_lossy(),
        "-o",
        &place("tong-hop.xlsx"),
        "--units",
        &place("don-vi.txt"),
        "--summary",
        &place("tong-hop.json"),
    ])?;
    let report: Value = serde_json::from_str(&told)?;
    let named: Vec<&str> = report["files"]
        .as_array()
        .context("no files")?
        .iter()
        .filter(|file| file["changed"] == true)
        .filter_map(|file| file["unit"].as_str())
        .collect();
    ensure!(named == CHANGED.map(unit), "{named:?} are named as changed");
    ensure!(report["missing"] == json!([format!("UBND XÃ SỐ {UNITS}")]), "{}", report["missing"]);

    let plan: usize = (0..UNITS).map(|nth| 3000 + nth).sum::<usize>() + 500 + 100;
    let totals = &report["sums"].as_array().context("no sums")?;
    let totals = totals.iter().find(|sum| sum["table"] == "bieu").context("no sums of the table")?;
    ensure!(totals["totals"]["ke_hoach"].as_str() == Some(&plan.to_string()), "{totals}");

    let sent_values: Value = serde_json::from_slice(&fs::read(folder.join("chung.json"))?)?;
    for nth in 0..UNITS {
        let read: Value = serde_json::from_str(&run(&["values", &of(nth).to_string_lossy()])?)?;
        let mut back = read["values"].clone();
        ensure!(back["co_quan"][0]["ten"] == unit(nth), "{back}");
        ensure!(back["bieu"].as_array().is_some_and(|rows| rows.len() == 2), "{back}");
        back["bieu"] = json!([]);
        back["co_quan"][0]["ten"].clone_from(&sent_values["co_quan"][0]["ten"]);
        ensure!(back == sent_values, "{back}");
    }

    let sheets = sheets(&folder.join("tong-hop.xlsx"))?;
    let main = sheet(&sheets, "Tổng hợp")?;
    ensure!(main.len() == UNITS + 1, "{} rows", main.len());
    for row in 1..=UNITS {
        ensure!(cell(main, row, "Số")? == "128", "row {row}: {}", cell(main, row, "Số")?);
    }
    let figures = sheet(&sheets, "Số liệu theo đơn vị")?;
    ensure!(figures.len() == 1 + 2 * UNITS + 1 + 1, "{} rows of figures", figures.len());
    let heads = ["Đơn vị", "Đơn vị, lĩnh vực", "Kế hoạch năm", "Lũy kế từ đầu năm"];
    let mut back = BTreeSet::new();
    for row in 1..figures.len() - 1 {
        let cells = heads.map(|head| cell(figures, row, head).map(str::to_owned));
        back.insert(cells.into_iter().collect::<Result<Vec<_>>>()?);
    }
    ensure!(back == expected_figures(), "{back:?}");
    let last = figures.len() - 1;
    ensure!(
        cell(figures, last, "Đơn vị")? == "Tổng cộng"
            && cell(figures, last, "Kế hoạch năm")? == plan.to_string()
    );
    let edits = sheet(&sheets, "Đã sửa")?;
    let texts: Vec<String> = edits.iter().map(ToString::to_string).collect();
    for words in ["người khuyết tật", "2.500", "Lao động"] {
        ensure!(texts.iter().any(|text| text.contains(words)), "{words} is not among the changes");
    }
    validated(&[folder.join("tong-hop.xlsx")])?;

    let summary: Value = serde_json::from_slice(&fs::read(folder.join("tong-hop.json"))?)?;
    ensure!(summary["so_da_gui"] == UNITS && summary["so_don_vi"] == UNITS + 1, "{summary}");
    run(&["fill", "bao-cao-tong-hop", &place("tong-hop.json"), "-o", &place("bao-cao.docx"), "--date", DAY])?;
    validated(&[folder.join("bao-cao.docx")])
}

fn unreadable(folder: &Path) -> Result<()> {
    let sample = product::template("giay-moi")?;
    let file = product::filled(
        &sample,
        &thethuc_tests::samples::all()?
            .into_iter()
            .find(|one| one.template == "giay-moi")
            .context("no sample")?,
    )
    .docx(true)
    .map_err(|found| anyhow::anyhow!("{found}"))?;
    fs::write(folder.join("tot.docx"), &file.first().context("no file")?.bytes)?;
    fs::write(folder.join("hong.docx"), "không phải tệp Word")?;
    fs::write(folder.join("~$tot.docx"), "tệp khóa của Word")?;
    fs::write(folder.join(".an"), "tệp ẩn")?;
    let out = folder.join("kq.xlsx");
    let output = product::run(&["collect", &folder.to_string_lossy(), "-o", &out.to_string_lossy()], b"")?;
    ensure!(output.status.code() == Some(1), "{output:?}");
    ensure!(String::from_utf8_lossy(&output.stderr).contains("hong.docx"), "{output:?}");
    let sheets = sheets(&out)?;
    ensure!(sheet(&sheets, "Tổng hợp")?.len() == 2);
    ensure!(sheet(&sheets, "Không đọc được")?.len() == 2);
    Ok(())
}

fn passed_over(folder: &Path) -> Result<()> {
    let sample = product::template("giay-moi")?;
    let one = thethuc_tests::samples::all()?.into_iter().find(|one| one.template == "giay-moi");
    let made = product::filled(&sample, &one.context("no sample")?);
    let file = made.docx(true).map_err(|found| anyhow::anyhow!("{found}"))?;
    let inner = folder.join("gui-ve/xa-ba");
    fs::create_dir_all(&inner)?;
    fs::write(inner.join("tot.docx"), &file.first().context("no file")?.bytes)?;
    let place = |name: &str| folder.join("gui-ve").join(name).to_string_lossy().into_owned();
    let collect = |out: &str| product::run(&["collect", &place(""), "-o", out], b"");
    // The workbook of the run itself, lock files, hidden files and those of systems were sent by nobody.
    for name in ["~$tot.docx", ".an", "Thumbs.db"] {
        fs::write(place(name), "x")?;
    }
    let out = place("kq.xlsx");
    for _ in 0..2 {
        let output = collect(&out)?;
        ensure!(output.status.code() == Some(0), "{output:?}");
    }
    let others = ["xa-mot.doc", "xa-hai.PDF", "xa-ba.rtf", "xa-tu.odt", "anh.jpg", "xa-ba/anh.png"];
    for name in others {
        fs::write(place(name), "x")?;
    }
    let output = collect(&out)?;
    let (told, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.code() == Some(1), "{output:?}");
    ensure!(others.iter().all(|name| error.contains(&format!("{name}: "))), "{error}");
    ensure!(told.lines().last().is_some_and(|line| line.contains("6 bỏ qua")), "{told}");
    Ok(())
}

fn starters(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    for id in thethuc::library::ids() {
        let file = folder.join(id).with_added_extension("xlsx");
        run(&["sheet", id, "-o", &file.to_string_lossy()])?;
        files.push(file);
    }
    let books = books(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    for (file, sheets) in files.iter().zip(books) {
        let main = sheets.first().context("no sheet")?;
        ensure!(
            main["frozen"] == "A2" && main["rows"].as_array().is_some_and(|rows| rows.len() == 2),
            "{}",
            file.display()
        );
    }
    validated(&files)
}

fn formulas(folder: &Path) -> Result<()> {
    const TEXTS: [&str; 5] = ["=1+2", "+84 912", "-3", "@SUM(A1)", "=HYPERLINK(\"x\")"];
    let invitation = product::template("giay-moi")?;
    let mut values = invitation.samples().first().context("no sample")?.values.clone();
    for (at, text) in TEXTS.iter().enumerate() {
        values["dia_diem"] = json!(text);
        values["co_quan"][0]["ten"] = json!(format!("xã {at}"));
        let filled = thethuc::fill(&invitation, &values, product::today());
        let file = filled.docx(true).map_err(|found| anyhow::anyhow!("{found}"))?;
        fs::write(folder.join(format!("{at}.docx")), &file.first().context("no file")?.bytes)?;
    }
    let out = folder.join("kq.xlsx");
    run(&["collect", &folder.to_string_lossy(), "-o", &out.to_string_lossy()])?;
    let sheets = sheets(&out)?;
    let main = sheet(&sheets, "Tổng hợp")?;
    for (at, text) in TEXTS.iter().enumerate() {
        ensure!(cell(main, at + 1, "Địa điểm")? == *text, "{}", main[at + 1]);
    }
    let formula = main.iter().filter_map(Value::as_array).flatten().any(|cell| cell[0] == "f");
    ensure!(!formula, "a cell is a formula");
    Ok(())
}

fn refused(folder: &Path) -> Result<()> {
    let place = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let nothing = place("trong");
    fs::create_dir_all(&nothing)?;
    for (arguments, code) in [
        (vec!["sheet", "khong-co", "-o", "a.xlsx"], "mau-la"),
        (vec!["sheet", "giay-moi", "-o", "a.pdf"], "duoi-tep"),
        (vec!["collect", &nothing, "-o", "a.xlsx"], "khong-co-tep"),
        (vec!["collect", "a.docx", "-o", "a.docx"], "duoi-tep"),
        (vec!["collect", "a.docx", "-o", &place("k/a.xlsx")], "khong-ghi-duoc"),
        (vec!["collect", "a.docx", "-o", "a.xlsx", "--units", &place("k.txt")], "khong-doc-duoc"),
    ] {
        let output = product::run(&arguments, b"")?;
        let error = String::from_utf8_lossy(&output.stderr);
        ensure!(
            output.status.code() == Some(2) && error.contains(&format!("[{code}]")),
            "{arguments:?}: {error}"
        );
    }
    Ok(())
}
