//! What disagrees with who signs, for whom.

use crate::standard::Standard;
use crate::template::signing::{chosen, lines, path};
use crate::template::{Field, Kind, Resolved};
use crate::{Diagnostic, FieldPath, Location, Severity, unicode};

/// The sub-fields of a signer that print lines of capacity, in one way of signing or another.
const NAMES: [&str; 5] = ["quyen_han", "tap_the", "nguoi_dung_dau", "truong_don_vi", "chuc_vu"];

/// Names that are missing or not printed, an authority that disagrees with who signs, and titles before a name.
pub(super) fn findings(standard: &Standard, fields: &[Field], values: &Resolved) -> Vec<Diagnostic> {
    let mut check = Check { standard, fields, values, findings: Vec::new() };
    let signers = values.list("chu_ky").len();
    for signer in 0..signers {
        check.names(signer);
        check.titles(signer);
    }
    check.authority(signers);
    check.findings
}

struct Check<'a> {
    standard: &'a Standard,
    fields: &'a [Field],
    values: &'a Resolved,
    findings: Vec<Diagnostic>,
}

impl Check<'_> {
    fn report(
        &mut self,
        severity: Severity,
        code: &'static str,
        path: &str,
        message: String,
        english: String,
    ) {
        let location = Location::Field { path: FieldPath::from(path) };
        self.findings.push(Diagnostic::new(severity, code, location, message, english));
    }

    fn labels(&self, name: &str) -> (&str, &str) {
        for field in self.fields {
            if let (Kind::Signature(parts), "chu_ky") = (&field.kind, field.name.as_str())
                && let Some(part) = parts.iter().find(|part| part.name == name)
            {
                return (&part.label, &part.label_en);
            }
        }
        ("", "")
    }

    fn names(&mut self, signer: usize) {
        let way = chosen(self.standard, self.values, signer);
        for name in NAMES {
            let path = path(signer, name);
            let blank = self.values.is_blank(&path);
            let printed = match way {
                Some(way) => way.parts().any(|(_, needed)| needed == name),
                None => matches!(name, "quyen_han" | "chuc_vu"),
            };
            let (label, english) = self.labels(name);
            match way {
                Some(way) if printed && blank => {
                    let message =
                        format!("Chưa có «{label}» mà cách ký «{}» cần đến; hãy điền vào ô này.", way.label);
                    let english =
                        format!("“{english}” is missing, which “{}” needs; fill it in.", way.label_en);
                    self.report(Severity::Error, "thieu-truong", &path, message, english);
                }
                _ if !printed && !blank => {
                    let message = format!(
                        "«{label}» không được in với cách ký đã chọn; hãy xóa ô này hoặc chọn cách ký khác."
                    );
                    let english = format!(
                        "“{english}” does not print with this way of signing; clear it or choose another."
                    );
                    self.report(Severity::Warning, "ky-thua", &path, message, english);
                }
                _ => {}
            }
        }
    }

    /// No academic ranks, degrees and honours before a name (Annex I, Part I, II.7.c).
    fn titles(&mut self, signer: usize) {
        let rule = &self.standard.signature;
        for name in ["truoc_ten", "ho_ten"] {
            let path = path(signer, name);
            let text = self.values.text(&path);
            let Some(title) = rule.titles.iter().find(|title| starts_with(text, title)) else { continue };
            let message = format!(
                "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu danh dự ({title}…); hãy bỏ đi{} ({}).",
                rule.titles_unless, rule.source
            );
            let english = format!(
                "No academic rank, degree or honour ({title}…) stands before the name; remove it{} ({}).",
                rule.titles_unless_en, rule.source
            );
            self.report(Severity::Warning, "hoc-ham-hoc-vi", &path, message, english);
        }
    }

    /// A personal authority is signed without `TM.`, that of a collective with it (form 1.2, note 6; Annex I, Part I, II.7.b).
    fn authority(&mut self, signers: usize) {
        let rule = &self.standard.signature;
        let authority = self.values.text("tham_quyen_ban_hanh");
        if authority.is_empty() || rule.collective.is_empty() {
            return;
        }
        let (mut first, mut collective) = (None, None);
        for (path, line) in (0..signers).flat_map(|signer| lines(self.standard, self.values, signer)) {
            if line == self.standard.blank.text {
                continue;
            }
            if starts_with(&line, &rule.collective) {
                collective.get_or_insert(path.clone());
            }
            first.get_or_insert(path);
        }
        let personal = rule.heads.iter().any(|head| starts_with(authority, head));
        let (path, whose, whose_en, not, not_en) = match (personal, first, collective) {
            (true, _, Some(path)) => (path, "cá nhân người đứng đầu", "personal", "không ", "not "),
            (false, Some(path), None) => (path, "tập thể", "that of a collective", "", ""),
            _ => return,
        };
        let (mark, source) = (&rule.collective, &rule.source);
        let message = format!(
            "Thẩm quyền ban hành «{authority}» là của {whose} nên {not}ký {mark}; hãy đổi cách ký hoặc sửa thẩm quyền ban hành ({source})."
        );
        let english = format!(
            "The authority “{authority}” is {whose_en} and {not_en}signed {mark}; change the way of signing or the authority ({source})."
        );
        self.report(Severity::Warning, "tham-quyen-va-nguoi-ky", path.as_str(), message, english);
    }
}

/// Whether a text begins with these words, capitals and small letters alike.
fn starts_with(text: &str, words: &str) -> bool {
    let (text, words) = (unicode::lower(text), unicode::lower(words));
    let rest = text.trim_start().strip_prefix(&words);
    rest.is_some_and(|rest| words.ends_with('.') || !rest.starts_with(char::is_alphanumeric))
}
