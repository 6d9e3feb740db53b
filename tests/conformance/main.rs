//! Every sample's file before four judges who do not know how it was made: Microsoft's Open XML SDK, our own lint,
//! python-docx and LibreOffice. Damaged copies show that the judges see faults.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use thethuc::docx;
use thethuc_tests::parallel::each;
use thethuc_tests::places::{flow_texts, shown_texts};
use thethuc_tests::samples::{self, Sample, root, scratch};
use thethuc_tests::validator::{self, MICROSOFT_365, VERSIONS};
use thethuc_tests::{office, product};

/// The largest file the letter may make.
const LETTER_BYTES: usize = 16 * 1024;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    match trials() {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(error) => {
            eprintln!("conformance: {error:#}");
            println!("test result: FAILED. 0 passed; 1 failed");
            ExitCode::FAILURE
        }
    }
}

/// A look at what the judges said.
type Look = Box<dyn Fn(&Judged) -> Result<()> + Send>;

type Verdicts = BTreeMap<String, Vec<String>>;

/// What the outside judges said, by file.
struct Judged {
    folder: PathBuf,
    validator: Verdicts,
    python: Verdicts,
}

impl Judged {
    fn validator(&self, file: &Path) -> &[String] {
        self.validator.get(&file.display().to_string()).map_or(&[], Vec::as_slice)
    }

    fn python(&self, file: &Path) -> &[String] {
        self.python.get(&file.display().to_string()).map_or(&[], Vec::as_slice)
    }

    fn damaged(&self, name: &str) -> PathBuf {
        self.folder.join(name).with_added_extension("docx")
    }
}

/// The template whose first sample is damaged to see the judges at work: it has a letterhead, a table and marks.
const DAMAGED: &str = "bao-cao-dinh-ky";

fn trials() -> Result<Vec<Trial>> {
    let folder = scratch("conformance")?;
    let samples = samples::all()?;
    let files = each(&samples, |sample| product::fill_into(&folder, sample))?;
    let to_damage = samples.iter().position(|sample| sample.template == DAMAGED);
    let good = to_damage.and_then(|at| files.get(at)).context("no sample to damage")?.clone();
    run("/usr/bin/python3", &[&script("damage.py"), &good, &folder], "python3-docx")?;
    let mut judged_files = files.clone();
    let mut forms = Vec::new();
    for sample in &samples {
        forms.push(product::template(&sample.template)?.form.id.clone());
    }
    let mut beside = Vec::new();
    for sample in &samples {
        for (_, form, file) in product::attachments(&folder, sample)? {
            beside.push(file);
            forms.push(form.to_owned());
        }
    }
    ensure!(!beside.is_empty(), "no sample has a file of its own beside it");
    judged_files.extend(beside.iter().cloned());
    for name in ["swapped-elements", "no-page-size", "lost-word"] {
        judged_files.push(folder.join(name).with_added_extension("docx"));
    }
    let read: Vec<PathBuf> = std::iter::once(script("read.py")).chain(judged_files.clone()).collect();
    let judged = Arc::new(Judged {
        validator: validated(&judged_files, &forms)?,
        python: verdicts("/usr/bin/python3", &read, "python3-docx")?,
        folder: folder.clone(),
    });
    let texts = office::to_text(&files, &folder.join("text"))?;

    let mut trials = Vec::new();
    for ((sample, file), text) in samples.into_iter().zip(files).zip(texts) {
        let case = Arc::new((sample, file, text, Arc::clone(&judged)));
        let mut add = |name: &str, check: fn(&Sample, &Path, &Path, &Judged) -> Result<()>| {
            let case = Arc::clone(&case);
            trials.push(Trial::test(format!("{}::{name}", case.0.id()), move || {
                let (sample, file, text, judged) = &*case;
                check(sample, file, text, judged).map_err(|error| Failed::from(format!("{error:#}")))
            }));
        };
        add("has_no_error_for_the_versions_of_office", |_, file, _, judged| none(judged.validator(file)));
        add("has_nothing_our_lint_finds", |_, file, _, _| {
            let findings: Vec<String> =
                docx::lint::lint(&std::fs::read(file)?).iter().map(ToString::to_string).collect();
            none(&findings)
        });
        add("reads_the_same_in_python_docx", |sample, file, _, judged| {
            same(&flow_texts(&product::document(sample)?), judged.python(file))
        });
        add("reads_the_same_in_libreoffice", |sample, _, text, _| {
            in_order(sample, &std::fs::read_to_string(text)?)
        });
        add("gives_its_values_back", |sample, file, _, _| {
            let read = values(file)?;
            ensure!(read["values"] == sample.values, "the values differ: {}", read["values"]);
            ensure!(read["template"] == sample.template.as_str(), "template {}", read["template"]);
            ensure!(read["unchanged"] == true, "a file nobody touched counts as changed");
            Ok(())
        });
        add("is_the_librarys_byte_for_byte", |sample, file, _, _| {
            let template = product::template(&sample.template)?;
            let files =
                product::filled(&template, sample).docx(true).map_err(|error| anyhow::anyhow!("{error}"))?;
            let bytes = files.first().map(|file| file.bytes.clone()).unwrap_or_default();
            ensure!(bytes == std::fs::read(file)?, "the command line writes something else than the library");
            Ok(())
        });
    }
    for file in beside {
        let judged = Arc::clone(&judged);
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        trials.push(Trial::test(format!("{name}::has_no_error_and_nothing_our_lint_finds"), move || {
            let findings = docx::lint::lint(&std::fs::read(&file)?);
            let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
            none(&[judged.validator(&file), &all].concat())
                .map_err(|error| Failed::from(format!("{error:#}")))
        }));
    }
    trials.extend(judges(&judged, &good)?);
    Ok(trials)
}

/// What the validator says of each file: for today's version of Office, and for the older ones of the first of each form,
/// whose structure the others have too; of all with `--deep`. What has no form is damaged.
fn validated(files: &[PathBuf], forms: &[String]) -> Result<Verdicts> {
    let mut met = BTreeSet::new();
    let mut jobs = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let all = forms.get(at).is_some_and(|form| met.insert(form)) || samples::deep();
        let versions = VERSIONS.iter().filter(|version| all || **version == MICROSOFT_365);
        jobs.extend(versions.map(|version| (file.clone(), *version)));
    }
    let mut said = Verdicts::new();
    for ((file, _), errors) in jobs.iter().zip(validator::errors(&jobs)?) {
        said.entry(file.display().to_string()).or_default().extend(errors);
    }
    ensure!(said.len() == files.len(), "the validator judged {} of {} files", said.len(), files.len());
    Ok(said)
}

/// The judges at work on damaged and re-saved copies.
fn judges(judged: &Arc<Judged>, good: &Path) -> Result<Vec<Trial>> {
    let office = office::to_docx(
        &[judged.damaged("resaved-with-a-word-changed"), good.to_path_buf()],
        &judged.folder.join("office"),
    )?;
    let [office_changed, office_same] = &office[..] else {
        anyhow::bail!("LibreOffice saved {} files", office.len())
    };
    let mut trials = Vec::new();
    let mut add = |name: &str, check: Look| {
        let judged = Arc::clone(judged);
        trials.push(Trial::test(name, move || {
            check(&judged).map_err(|error| Failed::from(format!("{error:#}")))
        }));
    };
    for name in ["swapped-elements", "no-page-size"] {
        add(
            &format!("judges::the_validator_sees_{}", name.replace('-', "_")),
            Box::new(move |judged| {
                ensure!(!judged.validator(&judged.damaged(name)).is_empty(), "it sees nothing");
                Ok(())
            }),
        );
    }
    for name in ["undefined-style", "cell-without-paragraph"] {
        add(
            &format!("judges::our_lint_sees_{}", name.replace('-', "_")),
            Box::new(move |judged| {
                ensure!(
                    !docx::lint::lint(&std::fs::read(judged.damaged(name))?).is_empty(),
                    "it sees nothing"
                );
                Ok(())
            }),
        );
    }
    let first = good.to_path_buf();
    add(
        "judges::python_docx_sees_a_lost_word",
        Box::new(move |judged| {
            ensure!(judged.python(&judged.damaged("lost-word")) != judged.python(&first), "it sees nothing");
            Ok(())
        }),
    );
    let copies = [
        ("python_docx_and_unchanged", judged.damaged("resaved"), true),
        ("python_docx_and_changed", judged.damaged("resaved-with-a-word-changed"), false),
        ("libreoffice_and_unchanged", office_same.clone(), true),
        ("libreoffice_and_changed", office_changed.clone(), false),
    ];
    for (name, file, unchanged) in copies {
        let good = good.to_path_buf();
        add(
            &format!("values::of_a_file_saved_by_{name}"),
            Box::new(move |_| {
                let read = values(&file)?;
                ensure!(read["values"] == values(&good)?["values"], "the values differ");
                ensure!(read["unchanged"] == unchanged, "unchanged is {}", read["unchanged"]);
                Ok(())
            }),
        );
    }
    add(
        "the_given_letter_has_at_most_16_kilobytes",
        Box::new(|judged| {
            let file = judged.folder.join(samples::seed()?.id()).with_added_extension("docx");
            let size = std::fs::metadata(&file)?.len();
            ensure!(usize::try_from(size)? <= LETTER_BYTES, "{size} bytes");
            Ok(())
        }),
    );
    Ok(trials)
}

fn script(name: &str) -> PathBuf {
    root().join("tests/conformance").join(name)
}

fn run(program: &str, arguments: &[&PathBuf], needs: &str) -> Result<String> {
    let output =
        Command::new(program).args(arguments).output().with_context(|| format!("{program} does not run"))?;
    ensure!(
        output.status.success(),
        "{} failed, which needs {needs}: {}",
        arguments.first().map(|path| path.display().to_string()).unwrap_or_default(),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

fn verdicts(program: &str, arguments: &[PathBuf], needs: &str) -> Result<Verdicts> {
    let arguments: Vec<&PathBuf> = arguments.iter().collect();
    let said: Verdicts = serde_json::from_str(&run(program, &arguments, needs)?)?;
    ensure!(
        said.len() + 1 == arguments.len(),
        "{program} judged {} of {} files",
        said.len(),
        arguments.len() - 1
    );
    Ok(said)
}

fn values(file: &Path) -> Result<Value> {
    let output = product::run(&["values", file.to_str().context("odd path")?], b"")?;
    ensure!(output.status.success(), "thethuc values: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn none(findings: &[String]) -> Result<()> {
    ensure!(
        findings.is_empty(),
        "{} findings, first:\n{}",
        findings.len(),
        findings[..findings.len().min(8)].join("\n")
    );
    Ok(())
}

fn same(ours: &[String], theirs: &[String]) -> Result<()> {
    ensure!(!ours.is_empty(), "the document has no text");
    if let Some((our, their)) = ours.iter().zip(theirs).find(|(our, their)| our != their) {
        anyhow::bail!("ours:   {our}\ntheirs: {their}");
    }
    ensure!(ours.len() == theirs.len(), "{} paragraphs of ours, {} of theirs", ours.len(), theirs.len());
    Ok(())
}

/// Every paragraph is in LibreOffice's plain text, in order.
fn in_order(sample: &Sample, text: &str) -> Result<()> {
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let theirs = squeeze(text.trim_start_matches('\u{feff}'));
    let mut from = 0;
    for wanted in shown_texts(&product::document(sample)?) {
        let at = theirs.get(from..).and_then(|rest| rest.find(&wanted));
        from +=
            at.with_context(|| format!("LibreOffice does not show in its place: {wanted}"))? + wanted.len();
    }
    Ok(())
}
