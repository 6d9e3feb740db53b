//! What is wrong with a spreadsheet, in words.

use crate::docx::package::PackageError;
use crate::zip::ZipError;
use crate::{Diagnostic, Location};

/// A finding about the file as a whole.
pub(super) fn of_file(
    code: &'static str,
    file: &str,
    message: impl Into<String>,
    english: impl Into<String>,
) -> Diagnostic {
    let location = Location::File { file: file.to_owned(), line: 0, column: 0 };
    Diagnostic::error(code, location, message, english)
}

/// What is in the zip is no workbook, or not one that can be read.
pub(super) fn of_package(error: &PackageError, file: &str) -> Diagnostic {
    match error {
        PackageError::Zip(error) => of_zip(error, file),
        PackageError::NotWord => not_a_sheet(file),
        PackageError::Xml { part, .. } => damaged(file, part),
    }
}

/// The zip cannot be read.
pub(super) fn of_zip(error: &ZipError, file: &str) -> Diagnostic {
    match error {
        ZipError::Legacy => before_97(file),
        ZipError::Encrypted => of_file(
            "tep-co-mat-khau",
            file,
            "Bảng tính có mật khẩu nên không đọc được; hãy bỏ mật khẩu trong Excel hoặc LibreOffice rồi lưu lại.",
            "The workbook is locked with a password; remove the password in Excel or LibreOffice and save it again.",
        ),
        // Only what begins like a zip is opened as one: the end was lost on the way.
        ZipError::NotZip => damaged(file, "zip"),
        ZipError::TooLarge | ZipError::Ratio(_) => too_large(file),
        ZipError::Duplicate(part) | ZipError::Name(part) | ZipError::Damaged(part) => damaged(file, part),
    }
}

/// A workbook older than the oldest that is read.
pub(super) fn before_97(file: &str) -> Diagnostic {
    of_file(
        "bang-tinh-doi-cu",
        file,
        "Đây là tệp Excel trước Excel 97 nên không đọc được; hãy mở bằng Excel hoặc LibreOffice rồi lưu thành .xlsx.",
        "This file is of an Excel before Excel 97 and cannot be read; open it in Excel or LibreOffice and save it as .xlsx.",
    )
}

pub(super) fn not_a_sheet(file: &str) -> Diagnostic {
    of_file(
        "khong-phai-bang-tinh",
        file,
        "Đây không phải bảng tính đọc được; hãy chọn tệp .xlsx, .xls, .ods hoặc .csv.",
        "This is no spreadsheet that can be read; choose an .xlsx, .xls, .ods or .csv file.",
    )
}

pub(super) fn too_large(file: &str) -> Diagnostic {
    of_file(
        "bang-tinh-qua-lon",
        file,
        "Bảng tính phình to quá mức khi giải nén nên không đọc; hãy xóa các dòng, cột thừa rồi lưu lại, và không mở \
         tệp không rõ nguồn gốc.",
        "The workbook grows too large when unpacked and is not read; delete rows and columns that are not needed and save \
         it again, and do not open files of unknown origin.",
    )
}

pub(super) fn damaged(file: &str, part: &str) -> Diagnostic {
    of_file(
        "bang-tinh-hong",
        file,
        format!(
            "Bảng tính bị hỏng ở phần “{part}”; hãy lấy lại bản gốc, hoặc mở bằng Excel hay LibreOffice rồi lưu lại."
        ),
        format!(
            "The workbook is damaged at “{part}”; get the original again, or open it in Excel or LibreOffice and save it."
        ),
    )
}

pub(super) fn too_many_cells(file: &str, sheet: &str) -> Diagnostic {
    of_file(
        "bang-tinh-qua-lon",
        file,
        format!("Trang “{sheet}” có quá nhiều ô nên không đọc hết được; hãy tách thành nhiều tệp."),
        format!("Sheet “{sheet}” has too many cells to be read; split it into several files."),
    )
}
