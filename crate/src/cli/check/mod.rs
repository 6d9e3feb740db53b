//! `thethuc check` and `thethuc rules`.

mod fix;
mod workbook;

use std::path::Path;

use serde::Serialize;
use thethuc::Diagnostic;
use thethuc::examine::{Change, Examined, Finding, Level, Rule, Stage, Unchecked, examine, rules};

use super::folder::{self, Found};
use super::language::Language;
use super::wrong::Wrong;
use super::{FINDINGS, FINE, Outcome, UNUSABLE, files, pretty};

pub(super) use fix::{Fixing, Word};

use workbook::Workbook;

/// What the command is given.
pub(super) struct Request {
    /// Files and folders.
    pub(super) files: Vec<String>,
    /// A finding of this level or a higher one is told by the exit code.
    pub(super) level: Level,
    /// The only rules that count, where there are any.
    pub(super) only: Vec<String>,
    /// Rules that do not count.
    pub(super) ignore: Vec<String>,
    /// How far the document is.
    pub(super) stage: Stage,
    /// The spreadsheet the findings go to.
    pub(super) xlsx: Option<String>,
    /// How the files are mended, where they are.
    pub(super) fixing: Option<Fixing>,
}

impl Request {
    fn wants(&self, rule: &Rule) -> bool {
        let is_asked = self.only.is_empty() || self.only.contains(&rule.code);
        is_asked && !self.ignore.contains(&rule.code) && rule.stage <= self.stage
    }
}

/// The level of a word.
pub(super) fn level(word: &str) -> Result<Level, Wrong> {
    Level::of_id(word.trim()).ok_or(Wrong("các mức là luat, thong-le, goi-y"))
}

/// How far a document is.
pub(super) fn stage(word: &str) -> Result<Stage, Wrong> {
    Stage::of_id(word.trim()).ok_or(Wrong("các giai đoạn là du-thao, trinh-ky, phat-hanh"))
}

/// The code of a rule.
pub(super) fn code(word: &str) -> Result<String, Wrong> {
    let known = rules().iter().find(|rule| rule.code == word.trim());
    known.map(|rule| rule.code.clone()).ok_or(Wrong("không có quy tắc nào mang mã này, xem «thethuc rules»"))
}

/// Lists the rules: code, level, article, sentence.
pub(super) fn list(language: Language, as_json: bool) -> Outcome {
    if as_json {
        return Outcome::printed(pretty(&rules()));
    }
    let mut lines = String::new();
    for rule in rules() {
        let (level, sentence) = match language {
            Language::Vi => (rule.level.names().0, &rule.message),
            Language::En => (rule.level.names().1, &rule.english),
        };
        let sentence = sentence.replace("{seen}", "…").replace("{wanted}", "…");
        lines += &format!("{}\t{level}\t{}\t{sentence}\n", rule.code, rule.source);
    }
    Outcome::printed(lines)
}

/// A file and what was found in it.
#[derive(Serialize)]
struct Checked {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unchecked: Option<&'static Unchecked>,
    findings: Vec<Told>,
}

/// A finding as it is written for programs.
#[derive(Serialize)]
struct Told {
    code: String,
    level: Level,
    source: String,
    fix: thethuc::examine::Mending,
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<&'static str>,
    /// The paragraph, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    place: String,
    /// The other paragraphs of what is told once, from 1; one that has several places as often.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<usize>,
    text: String,
    message: String,
    english: String,
    /// What `--fix`, or `--fix-words` where words change, does about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Change>,
}

impl Told {
    fn of(finding: &Finding) -> Told {
        Told {
            code: finding.rule.code.clone(),
            level: finding.rule.level,
            source: finding.rule.source.clone(),
            fix: finding.rule.fix,
            component: finding.component.map(thethuc::document::Component::id),
            paragraph: finding.place.as_ref().map(|place| place.paragraph + 1),
            place: finding.place_name(),
            others: finding.others.iter().map(|other| other.place.paragraph + 1).collect(),
            text: finding.text.clone(),
            message: finding.message.clone(),
            english: finding.english.clone(),
            change: finding.change.clone(),
        }
    }
}

/// How many findings of each level.
#[derive(Default)]
struct Count {
    law: usize,
    custom: usize,
    advice: usize,
}

impl Count {
    fn take(&mut self, level: Level) {
        match level {
            Level::Law => self.law += 1,
            Level::Custom => self.custom += 1,
            Level::Advice => self.advice += 1,
        }
    }
}

/// A run over files.
#[derive(Default)]
struct Run {
    count: Count,
    clean: usize,
    read: usize,
    fixed: usize,
    code: u8,
    wrong: Vec<Diagnostic>,
    checked: Vec<Checked>,
    workbook: Option<Workbook>,
}

/// Examines the files, and mends them where that is asked for; what is found goes to standard error as it is found.
pub(super) fn run(request: &Request, language: Language, as_json: bool) -> Outcome {
    let own: Vec<&str> = request.xlsx.as_deref().into_iter().collect();
    let found = Found::of(&request.files, &own);
    let others: Vec<Diagnostic> = found.others.iter().filter_map(|path| unreadable(path)).collect();
    let passed_over = found.others.len() - others.len();
    let mut run = Run { code: FINE, ..Run::default() };
    run.wrong.extend(found.unread.into_iter().chain(others));
    if let Some(path) = &request.xlsx {
        run.wrong.extend(files::spreadsheet(path).and_then(|()| files::writable(path)).err());
        run.workbook = Some(Workbook::new());
    }
    if found.documents.is_empty() {
        run.wrong.push(folder::no_documents());
        return Outcome::unusable(run.wrong);
    }
    if request.fixing.as_ref().is_some_and(|fixing| !fixing.words.is_empty()) && found.documents.len() > 1 {
        run.wrong.push(fix::one_by_one());
        return Outcome::unusable(run.wrong);
    }
    for path in &found.documents {
        if let Err(mut finding) = run.file(request, path, language, as_json) {
            finding.location = files::place(path);
            run.wrong.push(finding);
        }
    }
    run.finish(request, passed_over, as_json)
}

impl Run {
    fn file(
        &mut self,
        request: &Request,
        path: &str,
        language: Language,
        as_json: bool,
    ) -> Result<(), Diagnostic> {
        if let Some(finding) = unreadable(path) {
            return Err(finding);
        }
        let bytes = files::read_package(path)?;
        let mut examined = examine(&bytes)?;
        self.read += 1;
        examined.findings.retain(|finding| request.wants(finding.rule));
        if let Some(fixing) = &request.fixing {
            if let Some(finding) = fixing.unmet(path, &examined) {
                return Err(finding);
            }
            fixing.announce(request, path, &examined, language);
            if let Some(folder) = &fixing.output {
                let mended = fixing.mended(request, &bytes)?;
                let target = fix::write(folder, path, &mended.bytes)?;
                self.fixed += mended.done.len();
                examined = examine(&mended.bytes)?;
                let is_own = |finding: &Finding| {
                    fixing.tracked.is_some()
                        && ["theo-doi", "binh-luan"].contains(&finding.rule.code.as_str())
                };
                examined.findings.retain(|finding| request.wants(finding.rule) && !is_own(finding));
                self.judged(request, &target.to_string_lossy(), &examined, language, as_json);
                return Ok(());
            }
        }
        self.judged(request, path, &examined, language, as_json);
        Ok(())
    }

    fn judged(
        &mut self,
        request: &Request,
        path: &str,
        examined: &Examined,
        language: Language,
        as_json: bool,
    ) {
        examined.findings.iter().for_each(|finding| self.count.take(finding.rule.level));
        if examined.findings.iter().any(|finding| finding.rule.level >= request.level) {
            self.code = FINDINGS;
        } else {
            self.clean += 1;
        }
        if let Some(workbook) = &mut self.workbook {
            workbook.add(path, examined);
        }
        if as_json {
            self.checked.push(Checked {
                file: path.to_owned(),
                unchecked: examined.unchecked,
                findings: examined.findings.iter().map(Told::of).collect(),
            });
        } else {
            tell(path, examined, language);
        }
    }

    fn finish(mut self, request: &Request, passed_over: usize, as_json: bool) -> Outcome {
        let unread = self.wrong.len();
        if let (Some(mut workbook), Some(path)) = (self.workbook.take(), &request.xlsx) {
            self.wrong.iter().for_each(|finding| workbook.unreadable(finding));
            self.wrong.extend(files::write(Path::new(path), &workbook.finish()).err());
        }
        let mut outcome = Outcome::printed(if as_json {
            pretty(&self.checked)
        } else {
            let Count { law, custom, advice } = self.count;
            let fixed = match &request.fixing {
                Some(Fixing { output: Some(folder), .. }) => {
                    format!("Đã sửa {} chỗ, ghi vào {folder}. ", self.fixed)
                }
                _ => String::new(),
            };
            let (read, clean) = (self.read, self.clean);
            format!(
                "{fixed}Đã kiểm tra {read} tệp: {clean} đạt; {law} chỗ trái luật, {custom} chỗ trái thông lệ, {advice} gợi ý; {unread} không đọc được; {passed_over} tệp loại khác bỏ qua.\n"
            )
        });
        outcome.code = if self.wrong.is_empty() { self.code } else { UNUSABLE };
        outcome.findings = self.wrong;
        outcome
    }
}

/// Says what was found in a file, a line a rule with the first place and how many more there are.
fn tell(path: &str, examined: &Examined, language: Language) {
    if let Some(reason) = examined.unchecked {
        let line = match language {
            Language::Vi => format!("{path}: gợi ý[{}]: {}", reason.code, reason.message),
            Language::En => format!("{path}: advice[{}]: {}", reason.code, reason.english),
        };
        eprintln!("{line}");
    }
    for of_rule in examined.findings.chunk_by(|one, other| one.rule.code == other.rule.code) {
        let Some(first) = of_rule.first() else { continue };
        let place = match first.place_name() {
            name if name.is_empty() => path.to_owned(),
            name => format!("{path}, {name}"),
        };
        let more = of_rule.len() - 1;
        let (level, message) = match language {
            Language::Vi => (first.rule.level.names().0, &first.message),
            Language::En => (first.rule.level.names().1, &first.english),
        };
        let more = match language {
            _ if more == 0 => String::new(),
            Language::Vi => format!(" (và {more} chỗ nữa)"),
            Language::En => format!(" (and {more} more)"),
        };
        eprintln!("{place}: {level}[{}]: {message}{more}", first.rule.code);
    }
}

/// What to say of a document in a format that is not read.
fn unreadable(path: &str) -> Option<Diagnostic> {
    let ending = Path::new(path).extension()?.to_str()?.to_lowercase();
    if !["doc", "pdf", "odt", "rtf"].contains(&ending.as_str()) {
        return None;
    }
    Some(Diagnostic::error(
        "khong-phai-docx",
        files::place(path),
        format!("Tệp .{ending} không kiểm được; hãy mở bằng Word rồi lưu thành .docx."),
        format!("A .{ending} file cannot be examined; open it in Word and save it as .docx."),
    ))
}
