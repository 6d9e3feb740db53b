use std::fmt;

use crate::xml::XmlError;
use crate::zip::{MAX_INFLATED, MAX_RATIO, ZipError};
use crate::{Diagnostic, Location};

/// Why a file cannot be read as a package.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackageError {
    /// The zip cannot be read, or one of its entries.
    Zip(ZipError),
    /// A zip without a Word document in it.
    NotWord,
    /// A part is not acceptable XML.
    Xml {
        /// Its name.
        part: String,
        /// What is wrong with it.
        error: XmlError,
    },
}

impl PackageError {
    /// The part of this name contradicts what the package says of it.
    pub(crate) fn damaged(part: impl Into<String>) -> PackageError {
        PackageError::Zip(ZipError::Damaged(part.into()))
    }

    /// The finding for a user.
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, message, english) = match self {
            PackageError::Xml { part, error } => return error.diagnostic(part),
            PackageError::Zip(ZipError::NotZip) => (
                "khong-phai-docx",
                "Đây không phải tệp .docx; hãy chọn tệp .docx do Word, LibreOffice hoặc Thể Thức lưu."
                    .to_owned(),
                "This is not a .docx file; choose one saved by Word, LibreOffice or Thể Thức.".to_owned(),
            ),
            PackageError::Zip(ZipError::Legacy) => (
                "tep-doc-cu",
                "Đây là tệp Word đời cũ (.doc); hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx."
                    .to_owned(),
                "This is an old Word file (.doc); open it in Word or LibreOffice and save it as .docx."
                    .to_owned(),
            ),
            PackageError::Zip(ZipError::Encrypted) => (
                "tep-co-mat-khau",
                "Tệp có mật khẩu nên không đọc được; hãy bỏ mật khẩu trong Word rồi lưu lại.".to_owned(),
                "The file is locked with a password; remove the password in Word and save it again."
                    .to_owned(),
            ),
            PackageError::NotWord => (
                "khong-phai-docx",
                "Tệp nén này không chứa văn bản Word; hãy chọn một tệp .docx.".to_owned(),
                "This archive holds no Word document; choose a .docx file.".to_owned(),
            ),
            PackageError::Zip(ZipError::TooLarge) => (
                "tep-qua-lon",
                format!(
                    "Tệp lớn quá mức có thể đọc ({} MB sau khi giải nén); hãy bớt ảnh rồi lưu lại.",
                    MAX_INFLATED >> 20
                ),
                format!(
                    "The file is larger than can be read ({} MB unpacked); take out pictures and save it again.",
                    MAX_INFLATED >> 20
                ),
            ),
            PackageError::Zip(ZipError::Ratio(name)) => (
                "tep-qua-lon",
                format!(
                    "Phần “{name}” của tệp nở ra hơn {MAX_RATIO} lần khi giải nén nên không đọc; tệp có thể được làm ra để \
                     gây hại, hãy mở bằng Word rồi lưu lại nếu biết rõ nguồn gốc."
                ),
                format!(
                    "“{name}” grows more than {MAX_RATIO} times when it is unpacked, as files made to do harm do; if you know \
                     where it comes from, save it again in Word."
                ),
            ),
            PackageError::Zip(ZipError::Duplicate(name)) => (
                "tep-hong",
                format!(
                    "Tệp .docx có hai phần cùng tên “{name}”; hãy mở bằng Word hoặc LibreOffice rồi lưu lại."
                ),
                format!(
                    "The .docx has two parts named “{name}”; open it in Word or LibreOffice and save it again."
                ),
            ),
            PackageError::Zip(ZipError::Name(name)) => (
                "tep-hong",
                format!("Tệp .docx có phần mang tên không hợp lệ “{name}”; không mở tệp không rõ nguồn gốc."),
                format!(
                    "The .docx has a part with the impossible name “{name}”; do not open files of unknown origin."
                ),
            ),
            PackageError::Zip(ZipError::Damaged(name)) => (
                "tep-hong",
                format!(
                    "Tệp .docx bị hỏng ở “{name}”; hãy lấy lại bản gốc, hoặc mở bằng Word để sửa rồi lưu lại."
                ),
                format!(
                    "The .docx is damaged at “{name}”; get the original again, or let Word repair and save it."
                ),
            ),
        };
        Diagnostic::error(code, Location::Document, message, english)
    }
}

impl From<ZipError> for PackageError {
    fn from(error: ZipError) -> Self {
        PackageError::Zip(error)
    }
}

impl From<PackageError> for Diagnostic {
    fn from(error: PackageError) -> Self {
        error.diagnostic()
    }
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic().english)
    }
}

impl std::error::Error for PackageError {}
