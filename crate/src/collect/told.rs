//! What is said of files beside each other: second ones of a unit, and units that are not named as the list names them.

use super::comparison::Likely;
use super::{Collected, place, twins};
use crate::Diagnostic;
use crate::joined::Joined;

/// That a unit is not in the list, and which of it that may be.
pub(super) fn strange(file: &Collected, likely: Option<&Likely>) -> Diagnostic {
    let (maybe, maybe_en) = likely.map_or_else(Default::default, |likely| {
        let listed = &likely.listed;
        (
            format!("; có thể là «{listed}», chỉ khác dấu, nhưng chưa tính là «{listed}» đã gửi"),
            format!("; it may be «{listed}», which differs by marks alone and does not count as sent"),
        )
    });
    Diagnostic::warning(
        "ngoai-danh-sach",
        place(&file.file),
        format!("«{}» không có trong danh sách đơn vị{maybe}; hãy đối chiếu tên.", file.unit),
        format!("«{}» is not in the list of units{maybe_en}; compare the names.", file.unit),
    )
}

/// That a unit counts as one of the list, where one of the names has no marks.
pub(super) fn without_marks(file: &Collected, listed: &str) -> Diagnostic {
    let unit = &file.unit;
    Diagnostic::warning(
        "ten-khong-dau",
        place(&file.file),
        format!(
            "«{unit}» tạm tính là «{listed}» trong danh sách, vì một bên ghi tên không dấu; hãy đối chiếu tên."
        ),
        format!(
            "«{unit}» counts as «{listed}» of the list, because one of the names is typed without marks; compare the names."
        ),
    )
}

/// That a unit may be another one misspelt: both count, and only marks tell their names apart.
pub(super) fn nearly(file: &Collected, first: &Collected) -> Diagnostic {
    Diagnostic::warning(
        "ten-khac-dau",
        place(&file.file),
        format!(
            "«{}» và «{}» («{}») chỉ khác nhau ở dấu, đang tính là hai đơn vị; nếu là một, hãy xem tệp nào đúng và chỉ đưa tệp ấy vào.",
            file.unit, first.unit, first.file
        ),
        format!(
            "«{}» and «{}» («{}») differ only by marks and count as two units; if they are one, see which file is right and give that one alone.",
            file.unit, first.unit, first.file
        ),
    )
}

/// What to say of a second file of a unit.
pub(super) fn second(name: &str, unit: &str, first: &str, difference: &twins::Difference) -> Diagnostic {
    /// Figures that are told one by one.
    const MOST: usize = 3;
    let (message, english) = match difference {
        twins::Difference::None => ("Hai tệp giống hệt nhau".to_owned(), "They say the same".to_owned()),
        twins::Difference::Words => (
            "Hai tệp khác nhau ở lời, không khác ở số".to_owned(),
            "They differ in words, not in figures".to_owned(),
        ),
        twins::Difference::Figures(figures) => {
            let told = figures.iter().take(MOST).cloned().joined("; ");
            let more = figures.len().saturating_sub(MOST);
            let (rest, rest_en) = match more {
                0 => Default::default(),
                more => (format!(" và {more} số khác"), format!(" and {more} more")),
            };
            (format!("Khác nhau ở: {told}{rest}"), format!("They differ in: {told}{rest_en}"))
        }
    };
    Diagnostic::warning(
        "trung-don-vi",
        place(name),
        format!(
            "«{unit}» có nhiều tệp: đang cộng «{first}», chưa cộng «{name}». {message}. Hãy hỏi đơn vị tệp nào đúng, rồi tổng hợp lại với tệp ấy."
        ),
        format!(
            "«{unit}» has several files: «{first}» is in the sums, «{name}» is not. {english}. Ask which is right and collect again with that one."
        ),
    )
}
