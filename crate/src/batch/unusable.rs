//! Cells that give no value, and why: what is not there is never taken for 0 or for a blank.

use super::cell::figure;
use crate::sheet::{
    Cell, Content, KEPT_FROM_SIGHT, TOO_LONG, has_lost_digits, has_lost_letters, is_too_narrow,
    is_uncalculated,
};
use crate::template::Field;
use crate::vietnamese::grouping::{Habit, Reading};
use crate::vietnamese::number;
use crate::vietnamese::sums;
use crate::{Diagnostic, FieldPath, Location};

/// The code of formulas nobody calculated: one finding for all of them, whatever their columns.
pub const UNCALCULATED: &str = "o-chua-tinh";

/// The code of figures that may be read in two ways: one finding for a column.
pub const DOUBTFUL: &str = "so-hai-cach-doc";

/// Why the figures of a cell cannot be used without asking: they may mean two numbers.
pub(super) fn doubtful(path: &str, field: &Field, habit: Habit, cell: Cell<'_>) -> Option<Diagnostic> {
    let shown = Some(cell.shown.trim()).filter(|_| cell.content == Content::Text)?;
    let Ok(Reading::Doubtful { thousands, fraction }) = figure(shown, field, habit)? else {
        return None;
    };
    let (whole, part) = (thousands.to_string(), number::format(fraction, None));
    let typed = number::format(fraction, Some(4));
    Some(Diagnostic::error(
        DOUBTFUL,
        Location::Field { path: FieldPath::from(path) },
        format!(
            "“{shown}” đọc được hai cách, {whole} hoặc {part}; hãy ghi {whole} nếu là hàng nghìn, {typed} nếu là số lẻ; cả bảng ghi một kiểu thì cho biết dấu thập phân (--decimal)."
        ),
        format!(
            "“{shown}” may be {whole} or {part}; write {whole} for thousands, {typed} for decimals; or say which sign stands before decimals everywhere (--decimal)."
        ),
    ))
}

/// That a cell shows the money of another country in a field of đồng.
pub(super) fn foreign(path: &str, shown: &str) -> Diagnostic {
    Diagnostic::error(
        "ngoai-te",
        Location::Field { path: FieldPath::from(path) },
        format!("Ô này ghi {shown}, là ngoại tệ, mà trường là tiền đồng; hãy đổi ra đồng."),
        format!(
            "This cell says {shown}, the money of another country, and the field is in đồng; convert it."
        ),
    )
}

/// That a cell shows a share in a field that counts something else.
pub(super) fn share(path: &str, field: &Field, cell: Cell<'_>) -> Option<Diagnostic> {
    let numeric = field.kind.numeric()?;
    let shown = cell.shown.trim();
    let is_share = shown.ends_with('%') && !sums::is_share(&numeric.unit) && !sums::is_share(&field.label);
    is_share.then(|| {
        let label = &field.label;
        Diagnostic::error(
            "phan-tram",
            Location::Field { path: FieldPath::from(path) },
            format!("Ô này ghi {shown} mà «{label}» không phải tỷ lệ phần trăm; hãy ghi số, hoặc khớp cột này với trường khác."),
            format!("This cell says {shown}, and “{label}” is no percentage; write the number, or match the column with another field."),
        )
    })
}

/// What keeps a cell from being used; `path` is that of the field it would fill.
pub(super) fn unusable(path: &str, cell: Cell<'_>) -> Option<Diagnostic> {
    let told = |code: &'static str, message: String, english: String| {
        let location = Location::Field { path: FieldPath::from(path) };
        Some(Diagnostic::error(code, location, message, english))
    };
    let shown = cell.shown.trim();
    if cell.content != Content::Error {
        if has_lost_letters(shown) {
            return told(
                "o-mat-chu",
                format!(
                    "Ô này ghi «{shown}»: có chữ đã mất thành dấu hỏi khi lưu tệp; hãy gõ lại ô, hoặc xuất lại tệp theo UTF-8 hay .xlsx."
                ),
                format!(
                    "This cell says “{shown}”: letters became question marks when the file was saved; type them again, or export the file once more as UTF-8 or .xlsx."
                ),
            );
        }
        return match has_lost_digits(shown) {
            true => told(
                "o-mat-chu-so",
                format!(
                    "Ô này ghi {shown} nên đã mất các chữ số sau; hãy gõ lại đủ số, hoặc xuất lại tệp sau khi đổi cột sang dạng chữ."
                ),
                format!(
                    "This cell says {shown}: digits are lost; type the whole number again, or export the file once more with the column as text."
                ),
            ),
            false => None,
        };
    }
    if shown == TOO_LONG {
        return told(
            "o-qua-dai",
            "Ô này chứa hơn 1 MB chữ; hãy rút ngắn nội dung ô.".to_owned(),
            "This cell holds more than 1 MB of text; shorten it.".to_owned(),
        );
    }
    if shown == KEPT_FROM_SIGHT {
        return told(
            "o-giau-so",
            "Ô này có số nhưng định dạng của ô không cho hiện; hãy đổi định dạng ô để hiện số, hoặc xóa số đi.".to_owned(),
            "This cell has a number that its format keeps from being seen; change the format, or delete the number.".to_owned(),
        );
    }
    if is_uncalculated(shown) {
        return told(
            UNCALCULATED,
            "Ô này là công thức chưa tính; hãy mở tệp bằng Excel rồi lưu lại, hoặc gõ giá trị vào ô.".to_owned(),
            "This cell is a formula that is not calculated yet; open the file in Excel and save it, or type the value.".to_owned(),
        );
    }
    if is_too_narrow(shown) {
        return told(
            "o-mat-chu-so",
            format!(
                "Ô này chỉ có {shown} vì cột quá hẹp hoặc ngày không hợp lệ; hãy nới cột hay sửa ngày rồi lưu lại tệp."
            ),
            format!(
                "This cell shows {shown}: the column is too narrow or the date impossible; widen it or correct the date and save again."
            ),
        );
    }
    told(
        "o-loi-cong-thuc",
        format!("Ô này là một công thức bị lỗi ({shown}); hãy sửa công thức hoặc gõ giá trị vào ô."),
        format!("This cell is a formula that went wrong ({shown}); mend the formula or type the value."),
    )
}
