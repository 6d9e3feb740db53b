//! `thethuc check` and `thethuc rules`.

use std::path::Path;

use serde::Serialize;
use thethuc::Diagnostic;
use thethuc::examine::{Examined, Finding, Level, Rule, Unchecked, examine, rules};

use super::folder::{self, Found};
use super::language::Language;
use super::wrong::Wrong;
use super::{FINDINGS, FINE, Outcome, UNUSABLE, files, pretty};

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
}

impl Request {
    fn wants(&self, rule: &Rule) -> bool {
        (self.only.is_empty() || self.only.contains(&rule.code)) && !self.ignore.contains(&rule.code)
    }
}

/// The level of a word.
pub(super) fn level(word: &str) -> Result<Level, Wrong> {
    Level::of_id(word.trim()).ok_or(Wrong("các mức là luat, thong-le, goi-y"))
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
    text: String,
    message: String,
    english: String,
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
            text: finding.text.clone(),
            message: finding.message.clone(),
            english: finding.english.clone(),
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

/// Examines the files; what is found goes to standard error as it is found.
pub(super) fn run(request: &Request, language: Language, as_json: bool) -> Outcome {
    let found = Found::of(&request.files, &[]);
    let others: Vec<Diagnostic> = found.others.iter().filter_map(|path| unreadable(path)).collect();
    let passed_over = found.others.len() - others.len();
    let mut wrong: Vec<Diagnostic> = found.unread.into_iter().chain(others).collect();
    if found.documents.is_empty() {
        wrong.push(folder::no_documents());
        return Outcome::unusable(wrong);
    }
    let mut checked = Vec::new();
    let (mut count, mut clean, mut read, mut code) = (Count::default(), 0, 0, FINE);
    for path in &found.documents {
        let examined = match unreadable(path) {
            Some(finding) => Err(finding),
            None => files::read(path).and_then(|bytes| examine(&bytes)),
        };
        let mut examined = match examined {
            Ok(examined) => examined,
            Err(mut finding) => {
                finding.location = files::place(path);
                wrong.push(finding);
                continue;
            }
        };
        read += 1;
        examined.findings.retain(|finding| request.wants(finding.rule));
        examined.findings.iter().for_each(|finding| count.take(finding.rule.level));
        if examined.findings.iter().any(|finding| finding.rule.level >= request.level) {
            code = FINDINGS;
        } else {
            clean += 1;
        }
        if as_json {
            checked.push(Checked {
                file: path.clone(),
                unchecked: examined.unchecked,
                findings: examined.findings.iter().map(Told::of).collect(),
            });
        } else {
            tell(path, &examined, language);
        }
    }
    let mut outcome = Outcome::printed(if as_json {
        pretty(&checked)
    } else {
        let Count { law, custom, advice } = count;
        format!(
            "Đã kiểm tra {read} tệp: {clean} đạt; {law} chỗ trái luật, {custom} chỗ trái thông lệ, {advice} gợi ý; {} không đọc được; {passed_over} tệp loại khác bỏ qua.\n",
            wrong.len()
        )
    });
    outcome.code = if wrong.is_empty() { code } else { UNUSABLE };
    outcome.findings = wrong;
    outcome
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
