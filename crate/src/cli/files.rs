//! Files as the command line meets them: read, written whole or not at all, and named in what is said about them.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

use thethuc::docx::package::PackageError;
use thethuc::template::MAX_FILE;
use thethuc::zip::{MAX_INFLATED, ZipError};
use thethuc::{Diagnostic, Location, TemplateFiles};

/// The name of a file in a finding; `-` is standard input.
pub(super) fn shown(path: &str) -> String {
    if path == "-" { "đầu vào chuẩn".to_owned() } else { path.to_owned() }
}

pub(super) fn place(path: &str) -> Location {
    Location::File { file: shown(path), line: 0, column: 0 }
}

pub(super) fn read(path: &str) -> Result<Vec<u8>, Diagnostic> {
    let bytes = if path == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    bytes.map_err(|error| unreadable(path, &error))
}

/// A package that is larger than all its parts may be, what says where they lie included, is not read to its end.
const MAX_PACKAGE: u64 = MAX_INFLATED + (16 << 20);

/// The bytes of a DOCX, or the beginning of a file that is too large to be one.
pub(super) fn read_package(path: &str) -> Result<Vec<u8>, Diagnostic> {
    const BEGINNING: u64 = 4;
    let mut bytes = Vec::new();
    let mut all = |file: &mut dyn io::Read| {
        // What is no zip says so by its beginning.
        let length = file.take(BEGINNING).read_to_end(&mut bytes)?;
        let may_be = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF]);
        let most = if may_be { MAX_PACKAGE } else { MAX_FILE };
        file.take(most - length as u64).read_to_end(&mut bytes)
    };
    let read = if path == "-" {
        all(&mut io::stdin().lock())
    } else {
        fs::File::open(path).and_then(|mut file| all(&mut file))
    };
    read.map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 >= MAX_PACKAGE {
        return Err(PackageError::Zip(ZipError::TooLarge).diagnostic());
    }
    Ok(bytes)
}

pub(super) fn read_text(path: &str) -> Result<String, Diagnostic> {
    let bytes = read(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec()).map_err(|_| {
        Diagnostic::error(
            "khong-phai-utf8",
            place(path),
            "Tệp không phải văn bản UTF-8; hãy lưu lại tệp với bảng mã UTF-8.",
            "The file is no UTF-8 text; save it again as UTF-8.",
        )
    })
}

pub(super) fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let (message, english) = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => (
            "Không tìm thấy tệp; hãy kiểm tra lại tên và thư mục.".to_owned(),
            "The file was not found; check its name and folder.".to_owned(),
        ),
        // Windows says of a folder that it may not be read.
        _ if error.kind() == io::ErrorKind::IsADirectory || Path::new(path).is_dir() => (
            "Đây là thư mục, không phải tệp; hãy chỉ đúng tên tệp.".to_owned(),
            "This is a folder, not a file; name the file.".to_owned(),
        ),
        io::ErrorKind::PermissionDenied => (
            "Không có quyền đọc tệp; hãy xin quyền hoặc chép tệp ra nơi khác.".to_owned(),
            "The file may not be read; ask for permission or copy it elsewhere.".to_owned(),
        ),
        _ => (
            format!("Không đọc được tệp ({}); hãy kiểm tra ổ đĩa hoặc chép tệp ra nơi khác.", cause(error)),
            format!("The file cannot be read ({error}); check the disk or copy it elsewhere."),
        ),
    };
    Diagnostic::error("khong-doc-duoc", place(path), message, english)
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let (message, english) = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => (
            "Không ghi được tệp vì thư mục không có; hãy tạo thư mục hoặc chọn nơi khác.".to_owned(),
            "The file cannot be written because its folder does not exist; make it or choose another."
                .to_owned(),
        ),
        _ if error.kind() == io::ErrorKind::IsADirectory || path.is_dir() => (
            "Tên này là một thư mục; hãy đặt tên tệp khác.".to_owned(),
            "This name is a folder; choose another name.".to_owned(),
        ),
        io::ErrorKind::PermissionDenied => (
            "Không có quyền ghi vào đây; hãy chọn thư mục khác hoặc đóng tệp đang mở.".to_owned(),
            "You may not write here; choose another folder or close the open file.".to_owned(),
        ),
        io::ErrorKind::StorageFull => (
            "Ổ đĩa đã đầy; hãy giải phóng chỗ trống rồi làm lại.".to_owned(),
            "The disk is full; make room and try again.".to_owned(),
        ),
        _ => (
            format!("Không ghi được tệp ({}); hãy chọn nơi khác.", cause(error)),
            format!("The file cannot be written ({error}); choose another place."),
        ),
    };
    let location = Location::File { file: path.display().to_string(), line: 0, column: 0 };
    Diagnostic::error("khong-ghi-duoc", location, message, english)
}

/// Why the operating system refused, in Vietnamese; its number where there is no word for it.
fn cause(error: &io::Error) -> String {
    let cause = match error.kind() {
        io::ErrorKind::AlreadyExists => "tên này đã có",
        io::ErrorKind::InvalidFilename => "tên tệp không hợp lệ hoặc quá dài",
        io::ErrorKind::InvalidInput => "tên tệp không hợp lệ",
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        io::ErrorKind::QuotaExceeded => "đã hết dung lượng được cấp",
        io::ErrorKind::FileTooLarge => "tệp quá lớn",
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => "chương trình khác đang dùng tệp",
        io::ErrorKind::Interrupted => "bị ngắt giữa chừng",
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => "tệp hỏng hoặc bị cắt ngắn",
        io::ErrorKind::TimedOut => "quá thời gian chờ",
        io::ErrorKind::OutOfMemory => "máy thiếu bộ nhớ",
        io::ErrorKind::NotConnected
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::StaleNetworkFileHandle => "mất kết nối tới ổ đĩa mạng",
        io::ErrorKind::BrokenPipe => "nơi nhận đã đóng",
        _ => {
            let number = error.raw_os_error();
            return number.map_or("lỗi của hệ điều hành".to_owned(), |number| {
                format!("lỗi {number} của hệ điều hành")
            });
        }
    };
    cause.to_owned()
}

/// Whether a file of this name could be written: its folder is there and the name is no folder.
pub(super) fn writable(output: &str) -> Result<(), Diagnostic> {
    if output == "-" {
        return Ok(());
    }
    let path = Path::new(output);
    if path.is_dir() {
        return Err(unwritable(path, &io::ErrorKind::IsADirectory.into()));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match fs::metadata(folder) {
        Ok(folder) if folder.is_dir() => Ok(()),
        Ok(_) => Err(unwritable(path, &io::ErrorKind::NotFound.into())),
        Err(error) => Err(unwritable(path, &error)),
    }
}

/// Writes a file whole: a failure half-way leaves what was there before.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".dang-ghi");
    let draft = path.with_file_name(name);
    let written = fs::File::create(&draft)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&draft, path));
    written.map_err(|error| {
        // The draft is ours; whether it can be removed changes nothing for the user.
        let _ = fs::remove_file(&draft);
        unwritable(path, &error)
    })
}

/// Makes a folder unless it is there.
pub(super) fn make_folder(path: &str) -> Result<(), Diagnostic> {
    fs::create_dir_all(path).map_err(|error| unwritable(Path::new(path), &error))
}

/// `letter.docx` and `phu-luc-1` is `letter-phu-luc-1.docx`.
pub(super) fn beside(path: &str, suffix: Option<&str>) -> PathBuf {
    let path = Path::new(path);
    let Some(suffix) = suffix else { return path.to_path_buf() };
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push("-");
    name.push(suffix);
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

/// The files of a template in a folder or a zip.
pub(super) fn template(path: &str) -> Result<TemplateFiles, Vec<Diagnostic>> {
    let folder = Path::new(path);
    if !folder.is_dir() {
        let bytes = read_at_most(folder, MAX_INFLATED).map_err(|finding| vec![finding])?;
        return TemplateFiles::from_zip(&shown(path), &bytes);
    }
    let names = listed(folder, "")
        .and_then(|mut names| {
            names.extend(listed(&folder.join("samples"), "samples/")?);
            Ok(names)
        })
        .map_err(|error| vec![unreadable(path, &error)])?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // One byte too many is enough to see that a file is too long.
    let read = |name: &str| read_at_most(&folder.join(name), MAX_FILE + 1).map(Cow::Owned);
    TemplateFiles::gather(&folder_name(folder), &names, read)
}

/// The names of the files in a folder, in order; none when there is no such folder.
fn listed(folder: &Path, prefix: &str) -> io::Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().is_file() {
            names.push(format!("{prefix}{}", entry.file_name().to_string_lossy()));
        }
    }
    names.sort();
    Ok(names)
}

fn read_at_most(path: &Path, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map(|_| bytes)
        .map_err(|error| unreadable(&path.display().to_string(), &error))
}

/// The folder as findings show it: as written, or by its own name where only dots were written.
fn folder_name(folder: &Path) -> String {
    let written = folder.display().to_string();
    let named = folder.components().next_back().is_some_and(|part| matches!(part, Component::Normal(_)));
    let whole = (!named).then(|| folder.canonicalize().ok()).flatten();
    whole.map_or(written, |whole| whole.display().to_string())
}

/// Whether a name is that of a spreadsheet to be written.
pub(super) fn spreadsheet(output: &str) -> Result<(), Diagnostic> {
    if output == "-" || output.to_lowercase().ends_with(".xlsx") {
        return Ok(());
    }
    Err(Diagnostic::error(
        "duoi-tep",
        place(output),
        "Bảng tính được ghi dưới dạng Excel; hãy đặt tên tệp có đuôi .xlsx.",
        "Spreadsheets are written for Excel; give the file a name that ends in .xlsx.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the operating system says in English is in no Vietnamese sentence.
    #[test]
    fn an_error_of_the_operating_system_is_told_in_vietnamese() {
        for number in 1..134 {
            let error = io::Error::from_raw_os_error(number);
            let english = error.to_string();
            let english = english.split(" (os error").next().unwrap_or_default();
            for finding in [unreadable("a.xlsx", &error), unwritable(Path::new("a.xlsx"), &error)] {
                assert!(!finding.message.contains(english), "{number}: {}", finding.message);
                assert!(finding.message.ends_with('.'), "{number}: {}", finding.message);
            }
        }
        let said = unreadable("a.xlsx", &io::ErrorKind::ReadOnlyFilesystem.into()).message;
        assert!(said.contains("chỉ cho đọc"), "{said}");
    }
}
