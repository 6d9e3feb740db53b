//! What is said about the reports that came back.

use rust_decimal::Decimal;

use super::period::Period;
use crate::collect::Edited;
use crate::vietnamese::number::format;
use crate::{Diagnostic, Location, Severity};

/// The place of a file.
pub(super) fn place(name: &str) -> Location {
    Location::File { file: name.to_owned(), line: 0, column: 0 }
}

fn warning(code: &'static str, file: &str, message: String, english: String) -> Diagnostic {
    Diagnostic::warning(code, place(file), message, english)
}

fn info(code: &'static str, file: &str, message: String, english: String) -> Diagnostic {
    Diagnostic::new(Severity::Info, code, place(file), message, english)
}

pub(super) fn same_file(file: &str, other: &str) -> Diagnostic {
    info(
        "trung-tep",
        file,
        format!("Tệp này là bản sao của «{other}» đã nhận; không tính lần nữa."),
        format!("The file is a copy of «{other}», which was received; it does not count again."),
    )
}

pub(super) fn other_matter(file: &str, mark: &str, wanted: &str) -> Diagnostic {
    if mark.is_empty() {
        return warning(
            "khong-ro-ho-so",
            file,
            "Tệp không mang mã hồ sơ công việc nào; không tính tệp này. Hãy lập lại từ mẫu đã gửi, hoặc ghi vào sổ nhận.".into(),
            "The file carries no mark of a matter and does not count. Make it again from the form sent, or enter it in the register.".into(),
        );
    }
    warning(
        "ho-so-khac",
        file,
        format!(
            "Tệp thuộc hồ sơ «{mark}», không phải «{wanted}»; không tính tệp này. Hãy chuyển tệp sang hồ sơ ấy."
        ),
        format!(
            "The file is of the matter «{mark}», not «{wanted}»; it does not count. Give it to that matter."
        ),
    )
}

pub(super) fn unknown_unit(file: &str, unit: &str) -> Diagnostic {
    warning(
        "don-vi-la",
        file,
        format!(
            "«{unit}» không có trong hồ sơ; không tính tệp này. Nếu đơn vị đã đổi tên, hãy ghi tên này vào ten_cu của đơn vị rồi tổng hợp lại."
        ),
        format!(
            "«{unit}» is no unit of the matter; the file does not count. If a unit changed its name, write this one into its ten_cu and collect again."
        ),
    )
}

pub(super) fn unfilled(file: &str, unit: &str) -> Diagnostic {
    warning(
        "mau-chua-dien",
        file,
        format!(
            "«{unit}» gửi lại mẫu chưa điền; không tính là đã báo cáo, không cộng vào tổng hợp. Hãy hỏi đơn vị; nếu không phát sinh, ghi «Không phát sinh» vào sổ nhận."
        ),
        format!(
            "«{unit}» sent the form back with nothing filled in; it is no report and adds nothing. Ask the unit; if there was nothing to report, say so in the register."
        ),
    )
}

pub(super) fn of_several(file: &str, shown: &str, marks: &[&str]) -> Diagnostic {
    let marks = marks.join(", ");
    warning(
        "don-vi-cung-ten",
        file,
        format!(
            "«{shown}» là tên của nhiều đơn vị trong hồ sơ ({marks}) và mã trong tệp không nói đơn vị nào; không tính tệp này. Hãy hỏi đơn vị, hoặc ghi vào sổ nhận theo mã."
        ),
        format!(
            "«{shown}» is the name of several units of the matter ({marks}), and the mark inside is of none of them; the file does not count. Ask, or enter it in the register by its mark."
        ),
    )
}

pub(super) fn unknown_period(file: &str) -> Diagnostic {
    warning(
        "khong-ro-ky",
        file,
        "Tệp không cho biết báo cáo kỳ nào; không tính tệp này. Hãy hỏi đơn vị, hoặc ghi vào sổ nhận.".into(),
        "The file does not say which period it is about and does not count. Ask the unit, or enter it in the register."
            .into(),
    )
}

pub(super) fn other_period(file: &str, period: &Period, current: &Period) -> Diagnostic {
    let (own, wanted) = (period.name(), current.name());
    warning(
        "ky-khac",
        file,
        format!(
            "Tệp báo cáo {own}, không phải {wanted}; đã ghi vào {own}, không tính cho {wanted}. Hãy hỏi đơn vị có gửi nhầm không."
        ),
        format!(
            "The file is about {own}, not {wanted}; it is kept there and does not count here. Ask whether it was sent by mistake."
        ),
    )
}

pub(super) fn marked_as_other(file: &str, shown: &str, marked: &str) -> Diagnostic {
    warning(
        "don-vi-khac-ma",
        file,
        format!(
            "Văn bản ghi «{shown}» nhưng mẫu được gửi cho «{marked}»; tính cho «{shown}». Hãy hỏi đơn vị có dùng nhầm mẫu không."
        ),
        format!(
            "The document says «{shown}», its form was sent to «{marked}»; it counts for «{shown}». Ask whether the wrong form was used."
        ),
    )
}

pub(super) fn unknown_name(file: &str, shown: &str, marked: &str) -> Diagnostic {
    warning(
        "don-vi-ten-la",
        file,
        format!(
            "Văn bản ghi «{shown}», là tên không có trong hồ sơ; tính cho «{marked}» theo mã trong mẫu. Nếu đơn vị đã đổi tên, hãy sửa ten và ghi tên trước vào ten_cu."
        ),
        format!(
            "The document says «{shown}», a name the matter has not; it counts for «{marked}» by the mark of its form. If the unit changed its name, change ten and write the former into ten_cu."
        ),
    )
}

pub(super) fn left_out(file: &str, edits: &[&Edited]) -> Option<Diagnostic> {
    let first = edits.first()?;
    let (count, place) = (edits.len(), &first.place);
    Some(warning(
        "sua-chua-lay",
        file,
        format!("{count} chỗ sửa trong Word chưa lấy vào số liệu, trước hết ở «{place}»; hãy mở tệp để xem."),
        format!("{count} changes made in Word are not taken over, the first at «{place}»; look at the file."),
    ))
}

pub(super) fn row_added(file: &str, row: &str) -> Diagnostic {
    warning(
        "dong-them",
        file,
        format!(
            "Dòng {row} không phải nhiệm vụ nào của đơn vị trong hồ sơ; giữ trong báo cáo, không tính vào nhiệm vụ. Hãy xem có phải nhiệm vụ bị đổi mục không."
        ),
        format!(
            "The row {row} is no task of the unit; it is kept and counts for none. See whether a mark was changed."
        ),
    )
}

pub(super) fn row_twice(file: &str, row: &str) -> Diagnostic {
    warning(
        "dong-hai-lan",
        file,
        format!("Nhiệm vụ {row} có hai dòng; lấy dòng đầu. Hãy hỏi đơn vị dòng nào đúng."),
        format!("The task {row} has two rows; the first counts. Ask which is right."),
    )
}

pub(super) fn rows_gone(file: &str, tasks: &[&str]) -> Diagnostic {
    let tasks = tasks.join(", ");
    warning(
        "dong-bot",
        file,
        format!(
            "Báo cáo không còn dòng của nhiệm vụ {tasks}; các nhiệm vụ ấy chưa có kết quả. Hãy hỏi đơn vị."
        ),
        format!("The report has no row for the tasks {tasks}; they are without a result. Ask the unit."),
    )
}

pub(super) fn lost_matter(file: &str) -> Diagnostic {
    warning(
        "khong-ro-ho-so",
        file,
        "Giá trị trong tệp đã mất và lời văn không nêu văn bản của hồ sơ này; không tính tệp này. Hãy mở tệp để xem.".into(),
        "The values of the file are lost and its text names no document of this matter; it does not count. Look at the file."
            .into(),
    )
}

pub(super) fn lost_unit(file: &str, shown: &str) -> Diagnostic {
    warning(
        "don-vi-la",
        file,
        format!(
            "Giá trị trong tệp đã mất và «{shown}» ở phần đầu văn bản không phải đơn vị nào của hồ sơ; không tính tệp này."
        ),
        format!(
            "The values of the file are lost and «{shown}» in its letterhead is no unit of the matter; it does not count."
        ),
    )
}

pub(super) fn read_from_text(file: &str, unit: &str, period: &Period) -> Diagnostic {
    let period = period.name();
    warning(
        "doc-tu-loi-van",
        file,
        format!(
            "Giá trị trong tệp đã mất; đọc theo văn bản: «{unit}», {period}, các bảng. Khó khăn, kiến nghị ngoài bảng chưa lấy; hãy mở tệp để xem."
        ),
        format!(
            "The values of the file are lost; read from its text: «{unit}», {period}, the tables. What it asks for outside them is not taken; look at the file."
        ),
    )
}

pub(super) fn cumulative(unit: &str, row: &str, [sum, last, arisen]: [Decimal; 3]) -> Diagnostic {
    let expected = last.saturating_add(arisen);
    let [sum, last, arisen, expected] = [sum, last, arisen, expected].map(|number| format(number, None));
    Diagnostic::warning(
        "luy-ke-lech",
        Location::Document,
        format!(
            "«{unit}», «{row}»: lũy kế ghi {sum}, nhưng kỳ trước {last} cộng kỳ này {arisen} là {expected}; giữ số đơn vị ghi. Hãy hỏi đơn vị số nào đúng."
        ),
        format!(
            "«{unit}», «{row}»: since the year began says {sum}, the last {last} and this {arisen} are {expected}; what the unit wrote stays. Ask which is right."
        ),
    )
}

pub(super) fn last_year(unit: &str, row: &str, said: Decimal, then: Decimal) -> Diagnostic {
    let [said, then] = [said, then].map(|number| format(number, None));
    Diagnostic::warning(
        "cung-ky-lech",
        Location::Document,
        format!(
            "«{unit}», «{row}»: cùng kỳ năm trước ghi {said}, hồ sơ năm trước là {then}. Hãy hỏi đơn vị số nào đúng."
        ),
        format!(
            "«{unit}», «{row}»: the same of last year says {said}, last year's matter {then}. Ask which is right."
        ),
    )
}
