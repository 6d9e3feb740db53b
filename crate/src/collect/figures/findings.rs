//! What is said about tables that were changed in Word.

use super::super::place;
use super::super::roles::Role;
use super::layout::HeadChange;
use super::measure::Measure;
use super::number::Why;
use super::rows::{Called, Told};
use crate::{Diagnostic, Severity};

/// Makes findings about a table of a file.
pub(super) struct About<'f> {
    pub(super) file: &'f str,
    pub(super) label: &'f str,
}

impl About<'_> {
    fn finding(&self, severity: Severity, code: &'static str, said: (String, String)) -> Diagnostic {
        let (message, english) = said;
        let label = self.label;
        let message = format!("Bảng «{label}»{message}");
        Diagnostic::new(severity, code, place(self.file), message, format!("Table «{label}»{english}"))
    }

    /// That the figures are those of the text.
    pub(super) fn read(&self) -> Diagnostic {
        let said = (
            " đã sửa trong Word; số liệu lấy theo bảng in trong văn bản.".to_owned(),
            " was changed in Word; its figures are those in the text.".to_owned(),
        );
        self.finding(Severity::Info, "bang-doc-tu-van-ban", said)
    }

    /// That the table cannot be read.
    pub(super) fn unread(&self) -> Diagnostic {
        let said = (
            " không đọc được vì tiêu đề bảng đã sửa trong Word hoặc bảng đã bị xóa; số lấy theo lúc tạo. Hãy mở tệp để xem."
                .to_owned(),
            " cannot be read: its head was changed in Word, or it was removed; its figures are those it was made with. Look at the file."
                .to_owned(),
        );
        self.finding(Severity::Warning, "bang-khong-doc-duoc", said)
    }

    /// That none of its rows is left.
    pub(super) fn emptied(&self) -> Diagnostic {
        let said = (
            " không còn dòng số liệu nào trong văn bản; không có số để cộng. Hãy hỏi đơn vị không phát sinh hay xóa nhầm."
                .to_owned(),
            " has no row of figures left; there is nothing to sum. Ask whether that is meant.".to_owned(),
        );
        self.finding(Severity::Warning, "bang-khong-con-dong", said)
    }

    /// What was done to the head.
    pub(super) fn head(&self, change: &HeadChange) -> Diagnostic {
        let said = match change {
            HeadChange::Renamed { was, is } => (
                format!(
                    ": tiêu đề cột «{was}» đã sửa thành «{is}»; số trong cột vẫn cộng vào «{was}». Hãy xem cột ấy còn ghi cùng một thứ không."
                ),
                format!(
                    ": the head «{was}» now says «{is}»; its figures are still added to «{was}». See whether they still count the same."
                ),
            ),
            HeadChange::Added(label) => (
                format!(": cột «{label}» không có trong mẫu; không lấy cột này. Hãy mở tệp để xem."),
                format!(": the column «{label}» is not in the form and is left out. Look at the file."),
            ),
            HeadChange::Removed(label) => (
                format!(": không còn cột «{label}»; cột này để trống. Hãy mở tệp để xem."),
                format!(": the column «{label}» is gone and is left blank. Look at the file."),
            ),
        };
        self.finding(Severity::Warning, "cot-trong-bang", said)
    }

    /// What is to be said about its rows.
    pub(super) fn row(&self, told: &Told) -> Diagnostic {
        let warning = |code, said| self.finding(Severity::Warning, code, said);
        let info = |code, said| self.finding(Severity::Info, code, said);
        match told {
            Told::Cell { row, column, text, why } => {
                let severity = if *why == Why::Thousands { Severity::Info } else { Severity::Warning };
                self.finding(severity, "so-trong-bang", cell(row, column, text, *why))
            }
            Told::Merged(row, text) => warning(
                "o-gop-trong-bang",
                at(
                    row,
                    &format!(
                        "ô gộp «{text}» không rõ thuộc cột, dòng nào; không cộng ô này. Hãy mở tệp để xem."
                    ),
                    &format!(
                        "whose the figures of the merged cell «{text}» are is unclear; it is not summed. Look at the file."
                    ),
                ),
            ),
            Told::LeftOut(row) => warning(
                "dong-khong-doc-duoc",
                at(
                    row,
                    "các ô không khớp với các cột; không lấy dòng này. Hãy mở tệp để xem.",
                    "its cells do not fit the columns; the row is left out. Look at the file.",
                ),
            ),
            Told::Counters(row) => info(
                "dong-so-cot",
                at(row, "là dòng đánh số các cột nên không lấy.", "it numbers the columns and is left out."),
            ),
            Told::Twice(row) => warning(
                "dong-trung-trong-bang",
                at(
                    row,
                    "giống hệt một dòng ở trên; vẫn cộng. Nếu là chép thừa, hãy báo đơn vị sửa lại.",
                    "it says the same as a row above; both are summed. If it was copied by mistake, have it mended.",
                ),
            ),
            Told::Renamed { row, column, was } => warning(
                "dong-doi-ten",
                at(
                    row,
                    &format!(
                        "cột «{column}» lúc tạo ghi «{was}»; số cộng theo chữ nay ghi. Hãy hỏi đơn vị có đổi không."
                    ),
                    &format!(
                        "column «{column}» said «{was}»; its figures are added as it says now. Ask whether that is meant."
                    ),
                ),
            ),
            Told::Total { row, column, shown, sum } => warning(
                "dong-cong-lech",
                at(
                    row,
                    &format!(
                        "cột «{column}» ghi {shown}, cộng các dòng là {sum}; lấy theo các dòng. Hãy hỏi đơn vị số nào đúng."
                    ),
                    &format!(
                        "column «{column}» says {shown}, the rows add up to {sum}, which is taken. Ask which is right."
                    ),
                ),
            ),
            Told::Computed(row, cells) => {
                let (said, said_en): (Vec<String>, Vec<String>) = cells
                    .iter()
                    .map(|(column, shown)| {
                        (format!("cột «{column}» ghi «{shown}»"), format!("column «{column}» says «{shown}»"))
                    })
                    .unzip();
                warning(
                    "o-tinh-lech",
                    at(
                        row,
                        &format!(
                            "{}, không đúng với cách tính của mẫu từ các số của dòng; bảng tổng hợp tính lại. Hãy hỏi đơn vị số nào đúng, có số nào gõ lệch cột không.",
                            said.join(", ")
                        ),
                        &format!(
                            "{}, which is not what the form computes of the figures of the row; it is computed again. Ask which is right, and whether a figure stands in another column.",
                            said_en.join(", ")
                        ),
                    ),
                )
            }
            Told::Struck(row) => warning(
                "dong-gach-bo",
                at(
                    row,
                    "đã gạch bỏ nên không cộng. Hãy hỏi đơn vị có bỏ dòng này không.",
                    "it is struck out and is not summed. Ask whether it is to go.",
                ),
            ),
            Told::Role(row, role) => self.role(row, *role),
        }
    }

    /// A row that is not one of figures alone.
    pub(super) fn role(&self, row: &Called, role: Role) -> Diagnostic {
        let (severity, code, message, english) = match role {
            Role::Sum => (
                Severity::Info,
                "dong-cong-trong-bang",
                "là dòng cộng nên không lấy, để khỏi cộng hai lần.",
                "it holds sums and is left out, so that nothing is added twice.",
            ),
            Role::WrongSum => (
                Severity::Warning,
                "dong-cong-lech",
                "là dòng cộng nhưng không bằng tổng các dòng; không lấy dòng này. Hãy mở tệp để xem.",
                "it is a row of sums and does not add up; it is left out. Look at the file.",
            ),
            Role::LooksLikeSum => (
                Severity::Warning,
                "dong-cong-trong-bang",
                "bằng tổng các dòng khác nên không lấy, để khỏi cộng hai lần. Nếu không phải dòng cộng, hãy báo đơn vị ghi rõ.",
                "its figures are the sums of the other rows, so it is left out. If it is no row of sums, have that made clear.",
            ),
            Role::Beside => (
                Severity::Warning,
                "dong-ngoai-so-lieu",
                "ghi tỷ lệ, bình quân hoặc số của kỳ khác nên không cộng. Nếu là số liệu của kỳ này, hãy báo đơn vị ghi rõ.",
                "it holds a share, a mean or figures of another period and is not summed. If it is none of these, have that made clear.",
            ),
            Role::Part => (
                Severity::Warning,
                "dong-trong-do",
                "là một phần của dòng ở trên nên không cộng. Hãy mở tệp để xem.",
                "it is a part of the row above and is not summed. Look at the file.",
            ),
            Role::PerhapsPart => (
                Severity::Warning,
                "dong-trong-do",
                "có thể là một phần của dòng khác; vẫn cộng như các dòng khác. Hãy mở tệp để xem.",
                "it may be a part of another row; it is summed like the others. Look at the file.",
            ),
            Role::Nameless => (
                Severity::Warning,
                "dong-khong-ten",
                "có số mà không ghi tên; vẫn cộng. Hãy mở tệp để xem.",
                "it has figures and no name; it is summed. Look at the file.",
            ),
            Role::Own | Role::Perhaps => (
                Severity::Warning,
                "dong-cong-trong-bang",
                "có thể là dòng cộng; vẫn cộng như các dòng khác. Hãy mở tệp để xem.",
                "it may be a row of sums; it is summed like the others. Look at the file.",
            ),
        };
        self.finding(severity, code, at(row, message, english))
    }
}

/// That a document has a table of figures its form has not.
pub(super) fn stranger(file: &str, row: &str) -> Diagnostic {
    Diagnostic::warning(
        "bang-ngoai-mau",
        place(file),
        format!(
            "Văn bản có bảng số không có trong mẫu (dòng đầu «{row}»); không lấy số trong bảng ấy. Hãy mở tệp để xem."
        ),
        format!(
            "There is a table of figures that is not in the form (first row «{row}»); it is left out. Look at the file."
        ),
    )
}

/// That the line above a table that says what its figures count is another than was printed.
pub(super) fn measure(file: &str, Measure { was, is, .. }: &Measure) -> Diagnostic {
    let (is, is_en) = match is.as_str() {
        "" => ("không còn trong văn bản".to_owned(), "is gone".to_owned()),
        is => (format!("đã sửa thành «{is}»"), format!("now says «{is}»")),
    };
    let (was, was_en) = match was.as_str() {
        "" => (String::new(), String::new()),
        was => (format!(" «{was}»"), format!(" «{was}»")),
    };
    Diagnostic::warning(
        "don-vi-tinh-da-sua",
        place(file),
        format!(
            "Dòng ghi đơn vị tính{was} trên bảng {is}; bảng này chỉ cộng với bảng cùng đơn vị tính. Hãy hỏi đơn vị số liệu tính theo đơn vị nào."
        ),
        format!(
            "The line with the unit of measure{was_en} above the table {is_en}; the table is added only to those of that unit. Ask what its figures count."
        ),
    )
}

/// A sentence about a row, in both languages.
fn at(Called(number, row): &Called, message: &str, english: &str) -> (String, String) {
    (format!(", dòng {number} «{row}»: {message}"), format!(", row {number} «{row}»: {english}"))
}

/// A sentence about a cell.
fn cell(Called(number, row): &Called, column: &str, text: &str, why: Why) -> (String, String) {
    let (message, english) = match why {
        Why::Several => (
            format!("«{text}» không phải là một số duy nhất; không cộng ô này."),
            format!("«{text}» is not a single number; the cell is not summed."),
        ),
        Why::NoNumber => (
            format!("«{text}» không phải là một số hoặc một ngày; không cộng ô này."),
            format!("«{text}» is not one number or one day; the cell is not summed."),
        ),
        Why::Comma => (
            format!("«{text}» có thể hiểu là hàng nghìn hoặc số thập phân; không cộng ô này."),
            format!("«{text}» may be thousands or a decimal fraction; the cell is not summed."),
        ),
        Why::Point => (
            format!(
                "«{text}» có dấu chấm trước phần lẻ, không rõ là số lẻ hay gõ thiếu chữ số; số lẻ thì viết dấu phẩy. Không cộng ô này."
            ),
            format!(
                "«{text}» has a point before decimals, a fraction or a figure that lacks a digit; decimals stand behind a comma. The cell is not summed."
            ),
        ),
        Why::NotWhole => (
            format!("«{text}» không phải là số nguyên; không cộng ô này."),
            format!("«{text}» is not a whole number; the cell is not summed."),
        ),
        Why::Missing => {
            ("để trống, không có số để cộng.".to_owned(), "it is blank, there is nothing to sum.".to_owned())
        }
        Why::Struck => (
            format!("«{text}» đã gạch bỏ; không cộng ô này. Hãy hỏi đơn vị số đúng."),
            format!("«{text}» is struck out; the cell is not summed. Ask for the right figure."),
        ),
        Why::Thousands => (
            format!("«{text}» được đọc là hàng nghìn, vì cột này là số nguyên."),
            format!("«{text}» is read as thousands, because the column holds whole numbers."),
        ),
    };
    (
        format!(", dòng {number} «{row}», cột «{column}»: {message}"),
        format!(", row {number} «{row}», column «{column}»: {english}"),
    )
}
