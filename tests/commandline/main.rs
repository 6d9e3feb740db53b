//! What the command line promises: what it prints where, how it ends, and that bad input gets one clear sentence each.

mod check;
mod follow;
mod options;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use thethuc::docx::package::Package;
use thethuc_tests::product::{self, DAY};
use thethuc_tests::samples::{self, root, scratch};

const LETTER: &str = "cong-van-trien-khai";

/// Something the command line promises; the folder is the suite's.
type Promise = fn(&Path) -> Result<()>;

/// A call with something wrong in it.
struct Bad {
    name: &'static str,
    /// `{}` is the suite's folder.
    arguments: &'static [&'static str],
    input: &'static str,
    code: i32,
    /// Code of each finding that must be reported, all in one run.
    findings: &'static [&'static str],
    /// What the findings must name.
    names: &'static [&'static str],
}

const BAD: &[Bad] = &[
    Bad {
        name: "required_values_are_missing",
        arguments: &["fill", LETTER, "-", "-o", "{}/blank.docx", "--date", DAY],
        input: "{}",
        code: 1,
        findings: &["thieu-truong"],
        names: &["trich_yeu", "kinh_gui", "chu_ky"],
    },
    Bad {
        name: "a_value_is_of_the_wrong_type",
        arguments: &["fill", LETTER, "-", "-o", "{}/type.docx", "--date", DAY],
        input: r#"{ "trich_yeu": { "a": 1 }, "kinh_gui": 3 }"#,
        code: 1,
        findings: &["sai-kieu"],
        names: &["trich_yeu", "kinh_gui"],
    },
    Bad {
        name: "a_date_does_not_exist",
        arguments: &["fill", LETTER, "-", "-o", "{}/date.docx", "--date", DAY],
        input: r#"{ "ngay": "2026-02-30" }"#,
        code: 1,
        findings: &[],
        names: &["ngay:"],
    },
    Bad {
        name: "a_control_character_is_dropped",
        arguments: &["fill", LETTER, "-", "-o", "{}/control.docx", "--date", DAY],
        input: "{ \"trich_yeu\": \"a\\u0001b\" }",
        code: 1,
        findings: &["ky-tu-dieu-khien"],
        names: &["trich_yeu"],
    },
    Bad {
        name: "the_template_is_unknown",
        arguments: &["fill", "khong-co-mau-nay", "-", "-o", "{}/x.docx"],
        input: "{}",
        code: 2,
        findings: &[],
        names: &["khong-co-mau-nay"],
    },
    Bad {
        name: "the_zip_is_not_there",
        arguments: &["lint", "{}/khong-co.zip"],
        input: "",
        code: 2,
        findings: &["khong-doc-duoc"],
        names: &["khong-co.zip"],
    },
    Bad {
        name: "the_json_is_malformed",
        arguments: &["fill", LETTER, "-", "-o", "{}/x.docx"],
        input: "{\n  \"trich_yeu\": \"x\",\n}",
        code: 2,
        findings: &["json-sai"],
        names: &[":3:1"],
    },
    Bad {
        name: "the_values_are_not_there",
        arguments: &["fill", LETTER, "{}/khong-co.json", "-o", "{}/x.docx"],
        input: "",
        code: 2,
        findings: &["khong-doc-duoc"],
        names: &["khong-co.json"],
    },
    Bad {
        name: "the_output_folder_is_not_there",
        arguments: &["fill", LETTER, "-", "-o", "{}/khong/co/x.docx"],
        input: "{}",
        code: 2,
        findings: &["khong-ghi-duoc"],
        names: &["x.docx"],
    },
    Bad {
        name: "the_ending_says_no_format",
        arguments: &["fill", LETTER, "-", "-o", "{}/x.pdf"],
        input: "{}",
        code: 2,
        findings: &["duoi-tep"],
        names: &["x.pdf"],
    },
    Bad {
        name: "the_day_is_no_date",
        arguments: &["fill", LETTER, "-", "-o", "{}/x.docx", "--date", "hôm nay"],
        input: "{}",
        code: 2,
        findings: &["ngay-sai"],
        names: &["hôm nay"],
    },
    Bad {
        name: "everything_is_wrong_at_once",
        arguments: &["fill", "khong-co", "{}/khong-co.json", "-o", "{}/khong/x.pdf", "--date", "2026-13-01"],
        input: "",
        code: 2,
        findings: &["khong-doc-duoc", "ngay-sai", "duoi-tep"],
        names: &["khong-co"],
    },
    Bad {
        name: "the_docx_is_none",
        arguments: &["values", "-"],
        input: "this is no zip",
        code: 2,
        findings: &[],
        names: &["đầu vào chuẩn"],
    },
    Bad {
        name: "an_argument_is_missing",
        arguments: &["fill", LETTER],
        input: "",
        code: 2,
        findings: &["tham-so-sai"],
        names: &["--help"],
    },
    Bad {
        name: "a_command_is_unknown",
        arguments: &["dien", LETTER],
        input: "",
        code: 2,
        findings: &["tham-so-sai"],
        names: &["dien"],
    },
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    match trials() {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(error) => {
            eprintln!("commandline: {error:#}");
            println!("test result: FAILED. 0 passed; 1 failed");
            ExitCode::FAILURE
        }
    }
}

fn trials() -> Result<Vec<Trial>> {
    let folder = Arc::new(scratch("commandline")?);
    product::command_line()?;
    let mut trials: Vec<Trial> = BAD
        .iter()
        .chain(options::OPTIONS)
        .map(|bad| {
            let folder = Arc::clone(&folder);
            trial(format!("bad_input::{}", bad.name), move || refused(bad, &folder))
        })
        .collect();
    let promises: [(&str, Promise); 18] = [
        ("templates_are_listed_one_a_line_below_their_groups", templates),
        ("samples_are_written_in_one_go", samples_in_one_go),
        ("fields_are_a_schema_of_the_sample", fields),
        ("sections_give_the_text_that_free_text_replaces", sections),
        ("a_sample_fills_its_template_without_a_finding", sample_fills),
        ("the_document_goes_to_standard_output", standard_output),
        ("html_is_written_by_the_files_ending", html),
        ("findings_are_data_on_request", json_findings),
        ("values_may_be_left_out", no_values),
        ("a_word_file_with_tags_is_a_template", word_file),
        ("a_document_is_numbered_and_its_row_printed", issued),
        ("communes_of_a_province_are_units", communes),
        ("documents_are_examined_and_mended_as_the_cases_say", check::cases),
        ("documents_that_follow_write_over_nothing", follow::again),
        ("a_list_that_names_a_unit_twice_is_refused", follow::named_twice),
        ("forms_that_come_back_unfilled_are_told", follow::unfilled),
        ("help_teaches_in_vietnamese", help),
        ("a_failed_write_leaves_the_old_file", old_file),
    ];
    for (name, promise) in promises {
        let folder = Arc::clone(&folder);
        trials.push(trial(name.to_owned(), move || promise(&folder)));
    }
    for (name, damage) in BROKEN_TEMPLATES {
        let folder = Arc::clone(&folder);
        trials.push(trial(format!("lint::{name}"), move || lint_sees(&folder, name, *damage)));
    }
    let folder = Arc::clone(&folder);
    trials.push(trial("lint::finds_nothing_in_the_built_in_templates".to_owned(), move || {
        ensure!(folder.is_dir(), "no folder");
        for template in ["bao-cao-dinh-ky", LETTER, "ke-hoach-nam"] {
            let output =
                product::run(&["lint", &root().join("templates").join(template).display().to_string()], b"")?;
            ensure!(
                output.status.success() && output.stderr.is_empty(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(())
    }));
    Ok(trials)
}

fn trial(name: String, check: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name, || check().map_err(|error| Failed::from(format!("{error:#}"))))
}

fn refused(bad: &Bad, folder: &Path) -> Result<()> {
    let arguments: Vec<String> =
        bad.arguments.iter().map(|word| word.replace("{}", &folder.display().to_string())).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = product::run(&words, bad.input.as_bytes())?;
    let said = String::from_utf8(output.stderr)?;
    ensure!(output.status.code() == Some(bad.code), "ended with {:?}: {said}", output.status.code());
    ensure!(!said.contains("panicked"), "{said}");
    for code in bad.findings {
        ensure!(said.contains(&format!("[{code}]: ")), "no finding {code}: {said}");
    }
    for name in bad.names {
        ensure!(said.contains(name), "{name} is not named: {said}");
    }
    for line in said.lines() {
        let (place, sentence) = line.split_once("]: ").with_context(|| format!("no finding: {line}"))?;
        ensure!(
            [": lỗi[", ": cảnh báo[", ": gợi ý["].iter().any(|word| place.contains(word)),
            "no severity: {line}"
        );
        ensure!(sentence.ends_with('.') && sentence.len() > 20, "no sentence: {line}");
        ensure!(
            sentence.chars().any(|ch| "ạảãáàăâđêôơưấầậếềệốồộứừựịỉìíùúụủ".contains(ch)),
            "not Vietnamese: {line}"
        );
    }
    let severe = said.contains(": lỗi[");
    ensure!(severe, "nothing is an error: {said}");
    Ok(())
}

fn succeeds(arguments: &[&str], input: &[u8]) -> Result<Vec<u8>> {
    let output = product::run(arguments, input)?;
    ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

fn ids() -> Result<Vec<String>> {
    let data: Value = serde_json::from_slice(&succeeds(&["templates", "--json"], b"")?)?;
    Ok(data.as_array().into_iter().flatten().filter_map(|one| Some(one["id"].as_str()?.to_owned())).collect())
}

fn communes(folder: &Path) -> Result<()> {
    let listed = String::from_utf8(succeeds(&["communes", "tỉnh Phú Thọ", "--date", DAY], b"")?)?;
    ensure!(listed.lines().count() == 149 && listed.contains("UBND xã An Bình\n"), "{listed}");
    let values = succeeds(&["sample", "bao-cao-dinh-ky"], b"")?;
    let sent = folder.join("sent.docx").display().to_string();
    succeeds(&["fill", "bao-cao-dinh-ky", "-", "-o", &sent, "--date", DAY], &values)?;
    let sheet = folder.join("all.xlsx").display().to_string();
    let told =
        String::from_utf8(succeeds(&["collect", &sent, "-o", &sheet, "--units", "tỉnh Phú Thọ"], b"")?)?;
    ensure!(told.contains("/148 đơn vị"), "{told}");
    Ok(())
}

fn templates(_: &Path) -> Result<()> {
    let list = String::from_utf8(succeeds(&["templates"], b"")?)?;
    let (mut group, mut groups, mut listed) = ("", Vec::new(), Vec::new());
    for line in list.lines() {
        if let Some(heading) = line.strip_prefix("# ") {
            group = heading;
            groups.push(heading);
            continue;
        }
        let parts: Vec<&str> = line.split('\t').collect();
        ensure!(matches!(parts[..], [id, title] if !id.contains(' ') && title.len() > 3), "{line}");
        listed.push((parts[0], group));
    }
    let data: Value = serde_json::from_slice(&succeeds(&["templates", "--json"], b"")?)?;
    let same = data.as_array().into_iter().flatten().map(|one| (one["id"].as_str(), one["group"].as_str()));
    ensure!(same.eq(listed.iter().map(|(id, group)| (Some(*id), Some(*group)))), "not the same as data");
    let order = fs::read_to_string(root().join("templates/groups.toml"))?;
    let order: Vec<&str> =
        order.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    ensure!(order.iter().filter(|name| groups.contains(name)).eq(&groups), "not in their order: {groups:?}");
    let folders: usize =
        fs::read_dir(root().join("templates"))?.flatten().filter(|entry| entry.path().is_dir()).count();
    ensure!(listed.len() == folders, "{} of {folders} templates are built in", listed.len());
    Ok(())
}

fn fields(_: &Path) -> Result<()> {
    for id in ids()? {
        let schema: Value = serde_json::from_slice(&succeeds(&["fields", &id], b"")?)?;
        let sample: Value = serde_json::from_slice(&succeeds(&["sample", &id], b"")?)?;
        ensure!(schema["$schema"].is_string() && schema["type"] == "object", "{id}: no schema");
        let properties = schema["properties"].as_object().context("no properties")?;
        for name in
            sample.as_object().into_iter().flatten().map(|(name, _)| name).filter(|name| *name != "phien_ban")
        {
            ensure!(properties.contains_key(name), "{id}: the sample's {name} is not in the schema");
        }
        for (name, property) in properties.iter().filter(|(name, _)| *name != "phien_ban") {
            let label = property["title"].as_str().unwrap_or_default();
            ensure!(!label.is_empty() && property["x-kind"].is_string(), "{id}: {name} has no label or kind");
        }
    }
    Ok(())
}

fn sample_fills(folder: &Path) -> Result<()> {
    for sample in samples::shipped()? {
        let target = folder.join(sample.id()).with_added_extension("docx");
        let values = serde_json::to_vec(&sample.values)?;
        let target = target.display().to_string();
        let output = product::run(&["fill", &sample.template, "-", "-o", &target, "--date", DAY], &values)?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(0) && !said.contains("lỗi["), "{}: {said}", sample.id());
        ensure!(output.stdout.is_empty(), "something on standard output");
    }
    Ok(())
}

fn samples_in_one_go(folder: &Path) -> Result<()> {
    let target = folder.join("ví dụ");
    let place = target.display().to_string();
    let hard = root().join("templates").join(LETTER).display().to_string();
    succeeds(&["samples", "-o", &place, "--date", DAY], b"")?;
    succeeds(&["samples", &hard, "-o", &place, "--date", DAY], b"")?;
    let mut written = 0;
    for sample in samples::shipped()?.iter().filter(|sample| sample.template == LETTER) {
        let file = target.join(format!("{LETTER}-{}.docx", sample.name));
        let one =
            succeeds(&["fill", LETTER, "-", "-o", "-", "--date", DAY], &serde_json::to_vec(&sample.values)?)?;
        ensure!(fs::read(&file)? == one, "{} is not what fill writes", file.display());
        written += 1;
    }
    ensure!(written > 1, "only {written} samples of the letter");
    for id in ids()? {
        let named = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(&format!("{id}-"));
        ensure!(fs::read_dir(&target)?.flatten().any(|entry| named(&entry)), "nothing of {id}");
    }
    Ok(())
}

fn sections(_: &Path) -> Result<()> {
    let sample = succeeds(&["sample", LETTER], b"")?;
    let read = |arguments: &[&str], input: &[u8]| -> Result<Value> {
        Ok(serde_json::from_slice(&succeeds(arguments, input)?)?)
    };
    let blank = read(&["sections", LETTER], b"")?;
    let filled = read(&["sections", LETTER, "-", "--date", DAY], &sample)?;
    ensure!(blank[0]["name"] == "nhiem_vu" && blank[0]["fields"][0] == "nhiem_vu", "{blank}");
    ensure!(blank[0]["text"] == "1. ………………", "{blank}");
    let mut free: Value = serde_json::from_slice(&sample)?;
    free["tu_do"]["nhiem_vu"] = "1. Một việc.".into();
    let free = read(&["sections", LETTER, "-"], free.to_string().as_bytes())?;
    ensure!(free[0]["text"] == "1. Một việc.", "{free}");
    let first = serde_json::from_slice::<Value>(&sample)?["nhiem_vu"][0]["cau_dan"].clone();
    let text = filled[0]["text"].as_str().unwrap_or_default();
    ensure!(text.contains(first.as_str().context("a task")?), "{text}");
    Ok(())
}

fn standard_output(folder: &Path) -> Result<()> {
    let sample = succeeds(&["sample", LETTER], b"")?;
    let file = folder.join("stdout.docx");
    succeeds(&["fill", LETTER, "-", "-o", &file.display().to_string(), "--date", DAY], &sample)?;
    let bytes = succeeds(&["fill", LETTER, "-", "-o", "-", "--date", DAY], &sample)?;
    ensure!(bytes == fs::read(&file)?, "other bytes than in a file");
    let read: Value = serde_json::from_slice(&succeeds(&["values", "-"], &bytes)?)?;
    ensure!(read["values"] == serde_json::from_slice::<Value>(&sample)?, "the values differ");
    ensure!(read["date"] == DAY, "the date is {}", read["date"]);
    let folder_named = root().join("templates").join(LETTER).display().to_string();
    let by_folder = succeeds(&["fill", &folder_named, "-", "-o", "-", "--date", DAY], &sample)?;
    ensure!(by_folder == bytes, "a template's folder gives other bytes than its id");
    Ok(())
}

fn html(folder: &Path) -> Result<()> {
    let file = folder.join("page.html");
    let sample = succeeds(&["sample", LETTER], b"")?;
    succeeds(&["fill", LETTER, "-", "-o", &file.display().to_string(), "--date", DAY], &sample)?;
    let page = fs::read_to_string(&file)?;
    for wanted in ["<!doctype html", "tt-document", "Độc lập - Tự do - Hạnh phúc", "lang=\"vi\""] {
        ensure!(page.to_lowercase().contains(&wanted.to_lowercase()), "no {wanted}");
    }
    ensure!(!page.contains("http://") && !page.contains("https://"), "the page names an address");
    Ok(())
}

fn json_findings(folder: &Path) -> Result<()> {
    let file = folder.join("findings.docx").display().to_string();
    let output = product::run(&["fill", LETTER, "-", "-o", &file, "--date", DAY, "--json"], b"{}")?;
    ensure!(output.status.code() == Some(1), "ended with {:?}", output.status.code());
    let findings: Value = serde_json::from_slice(&output.stderr)?;
    let findings = findings.as_array().context("no list")?;
    ensure!(findings.len() >= 3, "{} findings", findings.len());
    for finding in findings {
        for key in ["severity", "code", "message", "english"] {
            ensure!(finding[key].as_str().is_some_and(|text| !text.is_empty()), "no {key}: {finding}");
        }
        ensure!(finding["location"]["type"].is_string(), "no place: {finding}");
    }
    let output = product::run(&["batch", LETTER, "-", "--check", "--json", "--const", "x"], b"")?;
    let findings: Value = serde_json::from_slice(&output.stderr)?;
    ensure!(findings[0]["code"] == "tham-so-sai", "a wrong argument: {findings}");
    Ok(())
}

fn no_values(folder: &Path) -> Result<()> {
    let file = folder.join("bare.docx").display().to_string();
    let sample = succeeds(&["sample", LETTER], b"")?;
    succeeds(&["fill", LETTER, "-", "-o", &file, "--date", DAY, "--no-values"], &sample)?;
    let output = product::run(&["values", &file], b"")?;
    ensure!(output.status.code() == Some(2), "a bare file gives values");
    ensure!(String::from_utf8_lossy(&output.stderr).contains("[khong-co-gia-tri]"), "no finding");
    Ok(())
}

/// Someone's own file: linted, its fields listed, filled; with a value too few written all the same, with a broken tag not.
fn word_file(folder: &Path) -> Result<()> {
    let path = |name: &str| folder.join(name).display().to_string();
    let sample = succeeds(&["sample", LETTER], b"")?;
    let letter = path("their-letter.docx");
    succeeds(&["fill", LETTER, "-", "-o", &letter, "--date", DAY, "--no-values"], &sample)?;
    let bytes = fs::read(&letter)?;
    let package = Package::open(&bytes)?;
    let body = package.read("word/document.xml")?.context("no body")?;
    let body = String::from_utf8(body.into_owned())?;
    let tagged = |name: &str, tag: &str| -> Result<String> {
        let body = body.replacen("Kính gửi", tag, 1);
        ensure!(body.contains(tag), "nothing to put a tag in the place of");
        fs::write(path(name), package.with_parts(&[("word/document.xml", body.as_bytes())])?)?;
        Ok(path(name))
    };
    let form = tagged("their-form.docx", "{{loi_chao}}")?;
    ensure!(succeeds(&["lint", &form], b"")?.is_empty(), "lint prints something");
    let fields: Value = serde_json::from_slice(&succeeds(&["fields", &form], b"")?)?;
    ensure!(fields[0]["name"] == "loi_chao" && fields[0]["kind"] == "text", "{fields}");

    let filled = path("their-filled.docx");
    succeeds(
        &["fill", &form, "-", "-o", &filled, "--no-values"],
        r#"{ "loi_chao": "Thân gửi" }"#.as_bytes(),
    )?;
    let bytes = fs::read(&filled)?;
    let now = Package::open(&bytes)?.read("word/document.xml")?.context("no body")?.into_owned();
    ensure!(String::from_utf8(now)?.contains("Thân gửi"), "the value is not there");

    let without = product::run(&["fill", &form, "-", "-o", &filled], b"{}")?;
    let said = String::from_utf8_lossy(&without.stderr).into_owned();
    ensure!(without.status.code() == Some(1) && said.contains("loi_chao: lỗi[thieu-gia-tri]"), "{said}");
    let broken = tagged("their-broken.docx", "{{#loi_chao}}")?;
    let never = path("their-never.docx");
    let refused = product::run(&["fill", &broken, "-", "-o", &never], b"{}")?;
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    ensure!(refused.status.code() == Some(2) && said.contains("[khoi-chua-dong]"), "{said}");
    ensure!(!Path::new(&never).exists(), "a file was written");
    Ok(())
}

fn issued(folder: &Path) -> Result<()> {
    let path = |name: &str| folder.join(name).display().to_string();
    let (draft, numbered, other) = (path("draft.docx"), path("numbered.docx"), path("other.docx"));
    let mut values: Value = serde_json::from_slice(&succeeds(&["sample", LETTER], b"")?)?;
    (values["so"], values["ngay"]) = ("".into(), "2026".into());
    succeeds(&["fill", LETTER, "-", "-o", &draft, "--date", DAY], values.to_string().as_bytes())?;
    let row = succeeds(&["issue", &draft, "--so", "7", "--ngay", "25/11/2026", "-o", &numbered], b"")?;
    let row = String::from_utf8(row)?;
    ensure!(row.starts_with("07/") && row.matches('\t').count() == 9 && row.ends_with('\n'), "{row}");
    let again = product::run(&["issue", &numbered, "--so", "8", "--ngay", "25/11/2026", "-o", &other], b"")?;
    ensure!(again.status.code() == Some(2) && again.stdout.is_empty(), "it is numbered twice without a word");
    ensure!(String::from_utf8_lossy(&again.stderr).contains("[da-co-so]"), "it does not say why");
    ensure!(!Path::new(&other).exists(), "it writes a file all the same");
    succeeds(&["issue", &numbered, "--so", "8", "--ngay", "25/11/2026", "-o", &other, "--replace"], b"")?;
    Ok(())
}

fn help(_: &Path) -> Result<()> {
    let help = String::from_utf8(succeeds(&["--help"], b"")?)?;
    for command in ["templates", "fields", "sample", "samples", "fill", "values", "lint"] {
        ensure!(help.contains(command), "help does not name {command}");
        let help = String::from_utf8(succeeds(&[command, "--help"], b"")?)?;
        ensure!(help.contains("Cách dùng") && help.contains(command), "help of {command}: {help}");
    }
    ensure!(help.contains("Ví dụ") && help.contains("Mã thoát"), "help shows no example and no exit codes");
    Ok(())
}

fn old_file(folder: &Path) -> Result<()> {
    let file = folder.join("old.docx");
    fs::write(&file, "old")?;
    let target = file.display().to_string();
    let output = product::run(&["fill", LETTER, "-", "-o", &target, "--date", "x"], b"{}")?;
    ensure!(output.status.code() == Some(2) && fs::read(&file)? == b"old", "the old file is gone");
    Ok(())
}

/// A fault put into a copy of the letter's template: file, text, what stands there instead; what the finding must name.
type Damage = (&'static str, fn(&str) -> String, &'static str);

const BROKEN_TEMPLATES: &[(&str, Damage)] = &[
    (
        "an_undeclared_name",
        ("body.hbs", |text| format!("{text}\n{{{{khong_khai_bao}}}}\n"), "khong_khai_bao"),
    ),
    ("a_triple_stash", ("body.hbs", |text| format!("{text}\n{{{{{{trich_yeu}}}}}}\n"), "body.hbs")),
    ("an_unclosed_block", ("body.hbs", |text| format!("{text}\n{{{{#if trich_yeu}}}}\n"), "body.hbs")),
    ("an_unknown_helper", ("body.hbs", |text| format!("{text}\n{{{{khong_ham trich_yeu}}}}\n"), "khong_ham")),
    (
        "an_unused_field",
        (
            "template.toml",
            |text| {
                format!(
                    "{text}\n[[field]]\nname = \"thua\"\nlabel = \"Thừa\"\nlabel_en = \"Unused\"\nkind = \"line\"\ngroup = \"Nội dung\"\n"
                )
            },
            "thua",
        ),
    ),
    ("a_broken_manifest", ("template.toml", |text| format!("{text}\n[[field\n"), "template.toml")),
];

fn lint_sees(folder: &Path, name: &str, (file, damage, names): Damage) -> Result<()> {
    let copy = folder.join("templates").join(name).join(LETTER);
    copy_folder(&root().join("templates").join(LETTER), &copy)?;
    let path = copy.join(file);
    let text = fs::read_to_string(&path)?;
    fs::write(&path, damage(&text))?;
    let output = product::run(&["lint", &copy.display().to_string()], b"")?;
    let said = String::from_utf8(output.stderr)?;
    ensure!(output.status.code() == Some(1), "ended with {:?}: {said}", output.status.code());
    let line = said
        .lines()
        .find(|line| line.contains(names))
        .with_context(|| format!("{names} is not named: {said}"))?;
    let places: Vec<&str> = line.split(": ").next().unwrap_or_default().rsplit(':').collect();
    let numbers =
        places.iter().take(2).filter(|place| place.parse::<usize>().is_ok_and(|number| number > 0)).count();
    ensure!(numbers == 2, "no line and column: {line}");
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)?.flatten() {
        let target: PathBuf = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
