//! Who signs, for whom: the lines of capacity that follow from the answer, and what disagrees with it.

use serde_json::{Map, Value};

use super::field::is_blank;
use super::{Field, Kind, Resolved};
use crate::standard::{Signing, Standard};
use crate::{Diagnostic, FieldPath, Location};

/// The sub-fields of a signer that print lines of capacity, in one way of signing or another.
const NAMES: [&str; 5] = ["quyen_han", "tap_the", "nguoi_dung_dau", "truong_don_vi", "chuc_vu"];

/// The way of signing chosen by a signer; none when the lines are typed.
fn chosen<'s>(standard: &'s Standard, signer: &Value) -> Option<&'s Signing> {
    let id = signer.get("cach_ky")?.as_str()?;
    standard.signing.iter().find(|way| way.id == id)
}

/// The lines of capacity and position of a signer as written in running text, each with the field to go to for it.
pub(crate) fn lines(standard: &Standard, values: &Resolved, signer: usize) -> Vec<(FieldPath, String)> {
    let path = |name: &str| format!("chu_ky.{signer}.{name}");
    let blank = |text: &str| if text.is_empty() { standard.blank.text.clone() } else { text.to_owned() };
    let position = path("chuc_vu");
    match values.list("chu_ky").get(signer).and_then(|signer| chosen(standard, signer)) {
        Some(way) => way
            .parts()
            .map(|(words, name)| {
                let path = path(name);
                let line = format!("{words}{}", blank(values.text(&path)));
                (FieldPath::from(path.as_str()), line)
            })
            .collect(),
        None => {
            let mut lines: Vec<(FieldPath, String)> = values
                .pieces(&path("quyen_han"))
                .into_iter()
                .map(|(path, line)| (path, line.to_owned()))
                .collect();
            let position_text = values.text(&position);
            if !position_text.is_empty() || (lines.is_empty() && values.text(&path("vai")).is_empty()) {
                lines.push((FieldPath::from(position.as_str()), blank(position_text)));
            }
            lines
        }
    }
}

/// Names that are missing or not printed, an authority that disagrees with who signs, and titles before a name.
pub(super) fn check(standard: &Standard, fields: &[Field], values: &Resolved) -> Vec<Diagnostic> {
    let labels = fields.iter().find_map(|field| match &field.kind {
        Kind::Signature(parts) if field.name == "chu_ky" => Some(parts.as_slice()),
        _ => None,
    });
    let mut check = Check { standard, labels: labels.unwrap_or_default(), findings: Vec::new() };
    for (at, signer) in values.list("chu_ky").iter().enumerate() {
        if let Value::Object(signer) = signer {
            check.names(at, signer, chosen(standard, &Value::Object(signer.clone())));
            check.titles(at, signer);
        }
    }
    check.authority(values);
    check.findings
}

struct Check<'a> {
    standard: &'a Standard,
    labels: &'a [Field],
    findings: Vec<Diagnostic>,
}

fn at(path: impl Into<String>) -> Location {
    Location::Field { path: FieldPath::from(path.into().as_str()) }
}

impl Check<'_> {
    fn label(&self, name: &str) -> (&str, &str) {
        let field = self.labels.iter().find(|field| field.name == name);
        field.map_or(("", ""), |field| (field.label.as_str(), field.label_en.as_str()))
    }

    fn names(&mut self, signer: usize, given: &Map<String, Value>, way: Option<&Signing>) {
        for name in NAMES {
            let blank = given.get(name).is_none_or(is_blank);
            let printed = match way {
                Some(way) => way.parts().any(|(_, needed)| needed == name),
                None => matches!(name, "quyen_han" | "chuc_vu"),
            };
            let place = at(format!("chu_ky.{signer}.{name}"));
            let (label, label_en) = self.label(name);
            let finding = match way {
                Some(way) if printed && blank => Diagnostic::error(
                    "thieu-truong",
                    place,
                    format!("Chưa có «{label}» mà cách ký «{}» cần đến; hãy điền vào ô này.", way.label),
                    format!("“{label_en}” is missing, which “{}” needs; fill it in.", way.label_en),
                ),
                _ if !printed && !blank => Diagnostic::warning(
                    "ky-thua",
                    place,
                    format!(
                        "«{label}» không được in với cách ký đã chọn; hãy xóa ô này hoặc chọn cách ký khác."
                    ),
                    format!(
                        "“{label_en}” does not print with this way of signing; clear it or choose another."
                    ),
                ),
                _ => continue,
            };
            self.findings.push(finding);
        }
    }

    /// Annex I, II.7: no academic ranks, degrees and honours before a name.
    fn titles(&mut self, signer: usize, given: &Map<String, Value>) {
        for name in ["truoc_ten", "ho_ten"] {
            let text = given.get(name).and_then(Value::as_str).unwrap_or("").trim();
            let rule = &self.standard.signature;
            let Some(title) = rule.titles.iter().find(|title| starts_with(text, title)) else { continue };
            let source = &rule.source;
            self.findings.push(Diagnostic::warning(
                "hoc-ham-hoc-vi",
                at(format!("chu_ky.{signer}.{name}")),
                format!("Trước họ tên người ký không ghi học hàm, học vị, danh hiệu danh dự ({title}…); hãy bỏ đi, trừ văn bản của lực lượng vũ trang, giáo dục, y tế, khoa học do bộ quản lý ngành quy định ({source})."),
                format!("No academic rank, degree or honour ({title}…) stands before the name; remove it, unless the line ministry of armed forces, education, health or science says otherwise ({source})."),
            ));
        }
    }

    /// Annex I, II.6 and II.7: a personal authority is signed without `TM.`, that of a collective with it.
    fn authority(&mut self, values: &Resolved) {
        let rule = &self.standard.signature;
        let authority = values.text("tham_quyen_ban_hanh").trim();
        let printed: Vec<(FieldPath, String)> = (0..values.list("chu_ky").len())
            .flat_map(|signer| lines(self.standard, values, signer))
            .filter(|(_, line)| *line != self.standard.blank.text)
            .collect();
        let Some((first, _)) = printed.first() else { return };
        if authority.is_empty() || rule.collective.is_empty() {
            return;
        }
        let (mark, source) = (&rule.collective, &rule.source);
        let collective = printed.iter().find(|(_, line)| starts_with(line, mark));
        let personal = rule.heads.iter().any(|head| starts_with(authority, head));
        let finding = match (personal, collective) {
            (true, Some((path, _))) => Diagnostic::warning(
                "tham-quyen-va-nguoi-ky",
                at(path.as_str()),
                format!(
                    "Thẩm quyền ban hành «{authority}» là của cá nhân người đứng đầu nên không ký {mark}; hãy đổi cách ký hoặc sửa thẩm quyền ban hành ({source})."
                ),
                format!(
                    "The authority “{authority}” is personal and signed without {mark}; change the way of signing or the authority ({source})."
                ),
            ),
            (false, None) => Diagnostic::warning(
                "tham-quyen-va-nguoi-ky",
                at(first.as_str()),
                format!(
                    "Thẩm quyền ban hành «{authority}» là của tập thể nên phải ký {mark}; hãy đổi cách ký hoặc ghi chức danh người đứng đầu ở thẩm quyền ban hành ({source})."
                ),
                format!(
                    "The authority “{authority}” is that of a collective and signed with {mark}; change the way of signing, or name the head's title as the authority ({source})."
                ),
            ),
            _ => return,
        };
        self.findings.push(finding);
    }
}

/// Whether a text begins with these words, capitals and small letters alike.
fn starts_with(text: &str, words: &str) -> bool {
    let (text, words) = (text.to_lowercase(), words.to_lowercase());
    let rest = text.strip_prefix(&words);
    rest.is_some_and(|rest| words.ends_with('.') || !rest.starts_with(char::is_alphanumeric))
}
