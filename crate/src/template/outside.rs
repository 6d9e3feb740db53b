//! The files of a template that comes from outside: a folder somebody reads for us, or a zip.

use crate::to_list::ToList;
use crate::unicode;
use std::borrow::Cow;
use std::collections::BTreeMap;

use super::TemplateFiles;
use super::load::{BODY, MANIFEST, SAMPLES};
use crate::zip::{Archive, MAX_ENTRIES, MAX_INFLATED, ZipError};
use crate::{Diagnostic, Location};

/// The longest file of a template, in bytes.
pub const MAX_FILE: u64 = 1 << 20;
/// The most samples a template may have.
pub const MAX_SAMPLES: usize = 200;

impl TemplateFiles {
    /// Picks the files of a template out of a folder: manifest, body and samples, of which `read` gives the bytes.
    ///
    /// Paths are those within the folder, with `/`; whatever else is there is passed over. `read` gets no path twice.
    ///
    /// # Errors
    /// Everything that keeps the files from being read: what `read` reports, texts that are not UTF-8, files longer than
    /// [`MAX_FILE`], more than [`MAX_SAMPLES`] samples, a file whose name was meant to be another.
    pub fn gather<'b>(
        name: &str,
        paths: &[&str],
        mut read: impl FnMut(&str) -> Result<Cow<'b, [u8]>, Diagnostic>,
    ) -> Result<TemplateFiles, Vec<Diagnostic>> {
        let mut files = BTreeMap::new();
        let mut findings: Vec<Diagnostic> = [MANIFEST, BODY]
            .into_iter()
            .filter(|wanted| !paths.contains(wanted))
            .filter_map(|wanted| misnamed(name, wanted, paths))
            .to_list();
        let wanted = |path: &&&str| **path == MANIFEST || **path == BODY || is_sample(path);
        if paths.iter().filter(|path| is_sample(path)).count() > MAX_SAMPLES {
            findings.push(Diagnostic::error(
                "qua-nhieu-tep",
                place(name, SAMPLES),
                format!("Mẫu có quá {MAX_SAMPLES} ví dụ; hãy bớt đi."),
                format!("The template has more than {MAX_SAMPLES} samples; take some out."),
            ));
            return Err(findings);
        }
        for path in paths.iter().filter(wanted) {
            match read(path).and_then(|bytes| text(name, path, &bytes)) {
                Ok(text) => {
                    files.insert((*path).to_owned(), text);
                }
                Err(finding) => findings.push(finding),
            }
        }
        if findings.is_empty() { Ok(TemplateFiles { name: name.to_owned(), files }) } else { Err(findings) }
    }

    /// Reads a zip with the template at its top or in a folder; what systems add to a zip by themselves is passed over.
    ///
    /// `name` is the file's name as it is shown in findings. A template at the top need not have its id as that name.
    ///
    /// # Errors
    /// Why the zip cannot be read (not a zip, locked, damaged, too large: at most [`MAX_ENTRIES`] files and
    /// [`MAX_INFLATED`] bytes, names that lead out of it), that it holds several templates, and all of
    /// [`TemplateFiles::gather`].
    pub fn from_zip(name: &str, bytes: &[u8]) -> Result<TemplateFiles, Vec<Diagnostic>> {
        let refuse = |error: &ZipError| refusal(name, error);
        let zip = Archive::open(bytes).map_err(|error| vec![refuse(&error)])?;
        let all = || zip.entries().iter().map(|part| part.name.as_str()).filter(|path| !is_junk(path));
        let folder = root(name, &all().to_list())?;
        let shown = if folder.is_empty() { name.to_owned() } else { format!("{name}/{folder}") };
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let paths: Vec<&str> = all().filter_map(|path| path.strip_prefix(&prefix)).to_list();
        TemplateFiles::gather(&shown, &paths, |path| {
            let whole = format!("{prefix}{path}");
            let size = zip.entries().iter().find(|part| part.name == whole).map_or(0, |part| part.size);
            if size > MAX_FILE {
                return Err(too_long(&shown, path));
            }
            let content = zip.read(&whole).map_err(|error| refuse(&error))?;
            Ok(content.map(|content| content.into_owned()).unwrap_or_default().into())
        })
    }
}

fn is_sample(path: &str) -> bool {
    path.strip_prefix(SAMPLES)
        .and_then(|file| file.strip_suffix(".json"))
        .is_some_and(|stem| !stem.is_empty() && !stem.contains('/') && !stem.starts_with('.'))
}

/// What macOS, Windows and Linux leave in folders and zips.
pub(super) fn is_junk(path: &str) -> bool {
    path.split('/').any(|step| {
        step.starts_with('.')
            || ["__MACOSX", "Thumbs.db", "desktop.ini"].iter().any(|junk| step.eq_ignore_ascii_case(junk))
    })
}

pub(super) fn place(folder: &str, path: &str) -> Location {
    let folder = folder.trim_end_matches(['/', '\\']);
    let file = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    Location::File { file: file.trim_end_matches('/').to_owned(), line: 0, column: 0 }
}

/// The folder of the template within a zip; empty for its top.
fn root<'p>(zip: &str, paths: &[&'p str]) -> Result<&'p str, Vec<Diagnostic>> {
    let folder_of = |path: &'p str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let depth = |folder: &str| if folder.is_empty() { 0 } else { folder.split('/').count() };
    let is_manifest = |path: &&&str| path.rsplit('/').next() == Some(MANIFEST);
    let found: Vec<&str> = paths.iter().filter(is_manifest).map(|path| folder_of(path)).to_list();
    let Some(least) = found.iter().map(|folder| depth(folder)).min() else {
        // Without a manifest, where the body is says most; loading then names what is missing.
        let body = paths.iter().find(|path| path.rsplit('/').next() == Some(BODY));
        let only = |folder: &'p str| paths.iter().all(|path| path.split('/').next() == Some(folder));
        let first = paths.first().and_then(|path| path.split_once('/')).map(|(folder, _)| folder);
        return Ok(body
            .map(|path| folder_of(path))
            .or(first.filter(|folder| *folder != "samples" && only(folder)))
            .unwrap_or(""));
    };
    let nearest: Vec<&str> = found.into_iter().filter(|folder| depth(folder) == least).to_list();
    match nearest.as_slice() {
        [only] => Ok(only),
        several => Err(vec![Diagnostic::error(
            "nhieu-mau",
            Location::File { file: zip.to_owned(), line: 0, column: 0 },
            format!("Tệp nén có {} mẫu ({}); hãy nén riêng từng mẫu.", several.len(), several.join(", ")),
            format!(
                "The zip holds {} templates ({}); zip each by itself.",
                several.len(),
                several.join(", ")
            ),
        )]),
    }
}

/// A file at the top that was surely meant to be `wanted`: `body.hbs.txt`, `Body.HBS`, `body.txt`.
fn misnamed(folder: &str, wanted: &str, paths: &[&str]) -> Option<Diagnostic> {
    let stem = |name: &str| unicode::lower(name.split('.').next().unwrap_or("").trim());
    let meant = paths.iter().find(|path| !path.contains('/') && stem(path) == stem(wanted))?;
    Some(Diagnostic::error(
        "ten-tep",
        place(folder, meant),
        format!(
            "Tệp này phải mang tên «{wanted}»; hãy đổi tên (trong Windows, bật View → File name extensions để thấy đuôi .txt bị giấu)."
        ),
        format!("This file has to be named “{wanted}”; rename it (Windows may hide an ending such as .txt)."),
    ))
}

pub(super) fn too_long(folder: &str, path: &str) -> Diagnostic {
    Diagnostic::error(
        "tep-qua-lon",
        place(folder, path),
        format!("Tệp dài quá {} KB; hãy rút ngắn.", MAX_FILE >> 10),
        format!("The file is longer than {} KB; shorten it.", MAX_FILE >> 10),
    )
}

fn text(folder: &str, path: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_long(folder, path));
    }
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or(bytes);
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or(before);
        let mut location = place(folder, path);
        if let Location::File { line, column, .. } = &mut location {
            (*line, *column) = (lines + 1, String::from_utf8_lossy(last).chars().count() + 1);
        }
        Diagnostic::error(
            "khong-phai-utf8",
            location,
            "Từ chỗ này tệp không còn là chữ UTF-8; hãy mở tệp, chọn Save as, mục Encoding chọn UTF-8 rồi lưu lại.",
            "From here on the file is no UTF-8 text; save it again as UTF-8.",
        )
    })
}

/// Why a zip cannot be read, for somebody who has a template and not a document in mind.
pub(super) fn refusal(name: &str, error: &ZipError) -> Diagnostic {
    let (code, message, english) = match error {
        ZipError::NotZip | ZipError::Legacy => (
            "khong-phai-zip",
            "Đây không phải thư mục, cũng không phải tệp .zip; hãy nén thư mục mẫu thành .zip.".to_owned(),
            "This is neither a folder nor a .zip file; zip the template's folder.".to_owned(),
        ),
        ZipError::Encrypted => (
            "tep-co-mat-khau",
            "Tệp nén có mật khẩu nên không đọc được; hãy nén lại, không đặt mật khẩu.".to_owned(),
            "The zip is locked with a password; zip it again without one.".to_owned(),
        ),
        ZipError::TooLarge | ZipError::Ratio(_) => (
            "tep-qua-lon",
            format!(
                "Tệp nén lớn quá mức có thể đọc ({MAX_ENTRIES} tệp, {} MB sau khi giải nén); hãy chỉ nén thư mục của một mẫu.",
                MAX_INFLATED >> 20
            ),
            format!(
                "The zip is larger than can be read ({MAX_ENTRIES} files, {} MB unpacked); zip the folder of one template only.",
                MAX_INFLATED >> 20
            ),
        ),
        ZipError::Duplicate(path) => (
            "tep-hong",
            format!("Tệp nén có hai tệp cùng tên «{path}»; hãy nén lại thư mục mẫu."),
            format!("The zip has two files named “{path}”; zip the template's folder again."),
        ),
        ZipError::Name(path) => (
            "ten-tep",
            format!(
                "Tệp nén có tên tệp không dùng được «{path}»; hãy đặt tên không dấu, không có \\ và .., rồi nén lại."
            ),
            format!(
                "The zip has the impossible file name “{path}”; use unaccented names without \\ and .., and zip again."
            ),
        ),
        ZipError::Damaged(path) => (
            "tep-hong",
            format!("Tệp nén bị hỏng ở «{path}»; hãy lấy lại bản gốc hoặc nén lại."),
            format!("The zip is damaged at “{path}”; get it again or zip again."),
        ),
    };
    Diagnostic::error(code, Location::File { file: name.to_owned(), line: 0, column: 0 }, message, english)
}
