//! An office's own Word files as templates.

use std::path::Path;

use thethuc::batch::WordForm;
use thethuc::merge::WordTemplate;
use thethuc::{Diagnostic, Location, Severity};

use super::marks::Marks;
use super::{FINDINGS, FINE, Outcome, UNUSABLE, files, pretty, read_json};

/// Endings of files that are taken for Word's; those that are not read are refused with the way out.
const ENDINGS: [&str; 6] = ["docx", "docm", "dotx", "dotm", "doc", "rtf"];

/// Endings of what is read, which is what is written.
const WRITTEN: [&str; 4] = ["docx", "docm", "dotx", "dotm"];

/// A template of this name is a Word file.
pub(super) fn is_word(template: &str) -> bool {
    ending(template).is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && !Path::new(template).is_dir()
}

fn ending(path: &str) -> Option<String> {
    Path::new(path).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase)
}

/// A filled file is of the kind of its template, and so should its name be: Word opens no .docm that is called .docx.
fn named(template: &str, output: &str) -> Result<Option<Diagnostic>, Diagnostic> {
    let (is, wanted) = (ending(output).unwrap_or_default(), ending(template).unwrap_or_default());
    if output == "-" || is == wanted {
        return Ok(None);
    }
    let message =
        format!("Mẫu là tệp .{wanted} nên văn bản điền xong cũng vậy; hãy đặt tên tệp có đuôi .{wanted}.");
    let english = format!("The template is a .{wanted} file, and so is what is filled in; name it so.");
    let place = files::place(output);
    if WRITTEN.contains(&is.as_str()) {
        Ok(Some(Diagnostic::warning("duoi-tep", place, message, english)))
    } else {
        Err(Diagnostic::error("duoi-tep", place, message, english))
    }
}

/// Does something with a template; what makes it unusable is told of the file.
fn with(
    path: &str,
    marks: &Marks,
    then: impl FnOnce(&WordTemplate<'_>) -> Result<Outcome, Vec<Diagnostic>>,
) -> Outcome {
    let bytes = match files::read_package(path) {
        Ok(bytes) => bytes,
        Err(finding) => return Outcome::unusable(vec![finding]),
    };
    let done = marks.read(bytes.as_slice()).and_then(|template| then(&template));
    let mut outcome = done.unwrap_or_else(Outcome::unusable);
    for finding in &mut outcome.findings {
        if finding.location == Location::Document {
            finding.location = files::place(path);
        }
    }
    outcome
}

pub(super) fn fill(path: &str, values: &str, output: &str, marks: &Marks, no_values: bool) -> Outcome {
    let values = read_json(values);
    with(path, marks, |template| {
        let values = values.map_err(|finding| vec![finding])?;
        files::writable(output).map_err(|finding| vec![finding])?;
        let misnamed = named(path, output).map_err(|finding| vec![finding])?;
        let mut merged = template.fill(&values)?;
        merged.findings.extend(misnamed);
        if template.fields().is_empty() {
            merged.findings.push(Diagnostic::warning(
                "khong-co-the",
                Location::Document,
                "Tệp mẫu không có thẻ nào nên được chép nguyên; hãy đặt thẻ như {{ten}} vào chỗ cần điền.",
                "The template has no tags and was copied as it is; put tags such as {{ten}} where values are to stand.",
            ));
        }
        if !no_values {
            merged.findings.push(without_values(path));
        }
        let code = if merged.has_errors() { FINDINGS } else { FINE };
        let mut outcome = Outcome { code, findings: merged.findings, output: Vec::new() };
        if output == "-" {
            outcome.output = merged.bytes;
        } else if let Err(finding) = files::write(Path::new(output), &merged.bytes) {
            outcome.findings.push(finding);
            outcome.code = UNUSABLE;
        }
        Ok(outcome)
    })
}

pub(super) fn fields(path: &str, marks: &Marks) -> Outcome {
    with(path, marks, |template| Ok(Outcome::printed(pretty(&template.fields()))))
}

pub(super) fn lint(path: &str, marks: &Marks) -> Outcome {
    let mut outcome = with(path, marks, |template| {
        Ok(Outcome { code: FINE, findings: template.lint(), output: Vec::new() })
    });
    let wrong = outcome.findings.iter().any(|finding| finding.severity == Severity::Error);
    if outcome.code != FINE || wrong {
        outcome.code = FINDINGS;
    }
    outcome
}

/// The form of a Word file, for what a batch or a spreadsheet asks.
pub(super) fn form(path: &str, bytes: Vec<u8>, marks: &Marks) -> Result<WordForm<'static>, Vec<Diagnostic>> {
    let kept = ending(path).filter(|ending| ending != "docx");
    if let Some(ending) = kept.filter(|ending| WRITTEN.contains(&ending.as_str())) {
        return Err(vec![Diagnostic::error(
            "duoi-tep",
            files::place(path),
            format!(
                "Tạo hàng loạt chỉ nhận mẫu .docx; hãy mở tệp .{ending} này bằng Word rồi lưu thành .docx."
            ),
            format!(
                "Only .docx templates make many documents; open this .{ending} in Word and save it as .docx."
            ),
        )]);
    }
    let mut findings = match marks.read(bytes) {
        Ok(template) if !template.fields().is_empty() => return Ok(WordForm::new(template)),
        Ok(_) => vec![Diagnostic::error(
            "khong-co-the",
            Location::Document,
            "Tệp này không do Thể Thức tạo kèm giá trị, cũng không có thẻ nào để điền; hãy đặt thẻ như {{ten}} vào chỗ cần điền, hoặc thêm --blanks nếu mẫu để chỗ trống (……).",
            "This file neither carries values nor has tags to fill; put tags such as {{ten}} where values are to stand, or add --blanks for blanks (……).",
        )],
        Err(findings) => findings,
    };
    for finding in findings.iter_mut().filter(|finding| finding.location == Location::Document) {
        finding.location = files::place(path);
    }
    Err(findings)
}

/// What is filled in keeps no values.
pub(super) fn without_values(path: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Info,
        "khong-kem-gia-tri",
        files::place(path),
        "Văn bản điền từ tệp Word không kèm giá trị, không mở lại được thành biểu mẫu; hãy giữ tệp giá trị hay bảng tính.",
        "Documents filled from a Word file carry no values and do not open again as a form; keep the values or the sheet.",
    )
}

/// Why documents of a Word file are not put into one.
pub(super) fn apart(output: &str) -> Diagnostic {
    Diagnostic::error(
        "khong-gop-duoc",
        files::place(output),
        "Văn bản từ tệp mẫu Word chưa gộp được vào một tệp .docx; hãy ghi vào thư mục hoặc tệp .zip.",
        "Documents of a Word file are not put into one .docx yet; write them into a folder or a .zip.",
    )
}
