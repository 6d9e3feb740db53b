//! What is told of the parts of a cited document, and of days that belong together.

use serde_json::{Map, Value};

use super::{Resolver, text_at};
use crate::template::field::{Field, Kind};
use crate::vietnamese::{CitedDocument, PartialDate};
use crate::{FieldPath, Severity};

/// The parts of a cited document.
const NUMBER: &str = "so_ky_hieu";
const DAY: &str = "ngay";
/// What the names of two days begin with, of which one is not before the other: `tu_ngay`, `den_ngay`.
const FIRST: &str = "tu_";
const LAST: &str = "den_";

impl Resolver {
    /// Words for a number, a number that does not print, a day that is not known.
    pub(super) fn cited(&mut self, value: &Value, path: &FieldPath) {
        let cited = CitedDocument::from_value(value);
        if !cited.nguyen_van.is_empty() {
            return;
        }
        let symbol = &cited.so_ky_hieu;
        if cited.has_words_for_number() {
            self.report(
                Severity::Error,
                "so-ky-hieu-la-chu",
                &path.join(NUMBER),
                format!(
                    "Ô này chỉ ghi số và ký hiệu, như 07/CT-TTg, mà đang là «{symbol}»; câu viện dẫn không tách được thì chọn «Ghi nguyên văn» và ghi cả câu."
                ),
                format!(
                    "Number and symbol only, like 07/CT-TTg, and there is “{symbol}”; choose the exact wording for a citation that has no parts."
                ),
            );
        } else if cited.drops_number() {
            self.report(
                Severity::Info,
                "so-luat-khong-in",
                &path.join(NUMBER),
                format!(
                    "Luật, bộ luật, pháp lệnh được viện dẫn bằng tên, nên số «{symbol}» không in; muốn in thì chọn «Ghi nguyên văn»."
                ),
                format!(
                    "Laws are cited by their names, so the number “{symbol}” is not printed; to print it choose the exact wording."
                ),
            );
        }
        if cited.lacks_day() {
            let shown = cited.ngay.in_words();
            self.report(
                Severity::Warning,
                "ngay-thieu",
                &path.join(DAY),
                format!(
                    "Văn bản viện dẫn mới có «{shown}» và in đúng như vậy; viện dẫn ghi đủ ngày, tháng, năm, ví dụ 05/4/2026."
                ),
                format!("The cited document has “{shown}” only and prints so; a citation has day, month and year."),
            );
        }
    }

    /// Tells a last day that is before the first: `den_ngay` beside `tu_ngay`. `label` is that of a field of days.
    pub(super) fn backwards(
        &mut self,
        values: &Map<String, Value>,
        parent: &FieldPath,
        label: &dyn Fn(&str) -> Option<String>,
    ) {
        let day = |name: &str| text_at(values, name).parse::<PartialDate>().ok()?.full();
        for last in values.keys() {
            let Some(of) = last.strip_prefix(LAST) else { continue };
            let first = format!("{FIRST}{of}");
            let (Some(begin), Some(end)) = (day(&first), day(last)) else { continue };
            let (Some(one), Some(other)) = (label(&first), label(last)) else { continue };
            if end < begin {
                let (begin, end) = (PartialDate::Full(begin).slashed(), PartialDate::Full(end).slashed());
                self.report(
                    Severity::Error,
                    "ngay-nguoc",
                    &parent.join(last),
                    format!("«{other}» {end} trước «{one}» {begin}; hãy sửa một trong hai."),
                    format!("{end} is before {begin}; correct one of them."),
                );
            }
        }
    }
}

/// The label of a field of days.
pub(super) fn label_of_days(field: Option<&Field>) -> Option<String> {
    field.filter(|field| matches!(field.kind, Kind::Date(_))).map(|field| field.label.clone())
}
