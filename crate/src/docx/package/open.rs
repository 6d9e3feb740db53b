//! Reading a file somebody offers as a DOCX. It may be anything.

use std::borrow::Cow;
use std::fmt;

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::archive::Archive;
use super::relation::part_name;
use super::stream::PartStream;
use super::{ContentTypes, Deflated, Relation};
use crate::xml::XmlError;
use crate::zip::{Method, Packed};
use crate::{Diagnostic, Location};

/// The most parts a package may have.
pub const MAX_PARTS: usize = 4096;
/// The most bytes all parts may have together.
pub const MAX_INFLATED: u64 = 64 << 20;
/// How many times larger than its compressed form a part may be, once it is larger than a megabyte. Real parts with
/// large tables reach about 60.
pub const MAX_RATIO: u64 = 250;

/// What a package may be at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all parts together.
    pub inflated: u64,
    /// How many times larger than its compressed form a part may be, once it is larger than a megabyte.
    pub ratio: u64,
}

impl Limits {
    /// Those of a document.
    pub const DOCUMENT: Limits = Limits { inflated: MAX_INFLATED, ratio: MAX_RATIO };
}

const RATIO_FREE: u64 = 1 << 20;
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Why a file cannot be read as a package.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackageError {
    /// Not a zip at all.
    NotZip,
    /// A compound file: Word 97–2003.
    Legacy,
    /// Locked with a password.
    Encrypted,
    /// A zip without a Word document in it.
    NotWord,
    /// More than [`MAX_PARTS`] parts, more than [`MAX_INFLATED`] bytes, or a part that grows more than [`MAX_RATIO`] times.
    TooLarge,
    /// Two parts of one name, as OPC compares names.
    Duplicate(String),
    /// A name that no part may have, such as one that climbs out of its folder.
    Name(String),
    /// The zip, or the part of this name, contradicts itself.
    Damaged(String),
    /// A part is not acceptable XML.
    Xml {
        /// Its name.
        part: String,
        /// What is wrong with it.
        error: XmlError,
    },
}

impl PackageError {
    /// The finding for a user.
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, message, english) = match self {
            PackageError::Xml { part, error } => return error.diagnostic(part),
            PackageError::NotZip => (
                "khong-phai-docx",
                "Đây không phải tệp .docx; hãy chọn tệp .docx do Word, LibreOffice hoặc Thể Thức lưu."
                    .to_owned(),
                "This is not a .docx file; choose one saved by Word, LibreOffice or Thể Thức.".to_owned(),
            ),
            PackageError::Legacy => (
                "tep-doc-cu",
                "Đây là tệp Word đời cũ (.doc); hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx."
                    .to_owned(),
                "This is an old Word file (.doc); open it in Word or LibreOffice and save it as .docx."
                    .to_owned(),
            ),
            PackageError::Encrypted => (
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
            PackageError::TooLarge => (
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
            PackageError::Duplicate(name) => (
                "tep-hong",
                format!(
                    "Tệp .docx có hai phần cùng tên “{name}”; hãy mở bằng Word hoặc LibreOffice rồi lưu lại."
                ),
                format!(
                    "The .docx has two parts named “{name}”; open it in Word or LibreOffice and save it again."
                ),
            ),
            PackageError::Name(name) => (
                "tep-hong",
                format!("Tệp .docx có phần mang tên không hợp lệ “{name}”; không mở tệp không rõ nguồn gốc."),
                format!(
                    "The .docx has a part with the impossible name “{name}”; do not open files of unknown origin."
                ),
            ),
            PackageError::Damaged(name) => (
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

/// What the zip says about a part.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name, without a leading slash.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// Year, month and day in the zip.
    pub date: (u16, u8, u8),
    method: CompressionMethod,
    place: ZipArchiveEntryWayfinder,
    crc: u32,
}

/// A package opened for reading; parts are inflated when they are asked for.
#[derive(Debug)]
pub struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    parts: Vec<Part>,
}

impl<'a> Package<'a> {
    /// Opens a package and checks what can be checked without inflating: names, sizes, overlaps.
    ///
    /// # Errors
    /// What makes it unreadable or unsafe to read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PackageError> {
        Package::open_within(bytes, Limits::DOCUMENT)
    }

    /// Opens a package that may be larger or smaller than a document. A part larger than [`MAX_INFLATED`] can only be
    /// streamed.
    ///
    /// # Errors
    /// What makes it unreadable or unsafe to read.
    pub fn open_within(bytes: &'a [u8], limits: Limits) -> Result<Self, PackageError> {
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(if is_encrypted_package(bytes) {
                PackageError::Encrypted
            } else {
                PackageError::Legacy
            });
        }
        let archive = ZipArchive::from_slice(bytes).map_err(|_| PackageError::NotZip)?;
        let damaged = || PackageError::Damaged("zip".to_owned());
        let mut parts: Vec<Part> = Vec::new();
        let mut spans: Vec<(u64, u64)> = Vec::new();
        let mut total = 0_u64;
        for entry in archive.entries() {
            let entry = entry.map_err(|_| damaged())?;
            let name = entry.file_path();
            let name = std::str::from_utf8(name.as_bytes())
                .map_err(|_| PackageError::Name(String::from_utf8_lossy(name.as_bytes()).into_owned()))?;
            if spans.len() >= MAX_PARTS {
                return Err(PackageError::TooLarge);
            }
            if entry.flags().is_encrypted() {
                return Err(PackageError::Encrypted);
            }
            let data = archive.get_entry(entry.wayfinder()).map_err(|_| damaged())?;
            spans.push((entry.local_header_offset(), data.compressed_data_range().1));
            if name.ends_with('/') && entry.uncompressed_size_hint() == 0 {
                continue;
            }
            if !is_part_name(name) {
                return Err(PackageError::Name(name.to_owned()));
            }
            let size = entry.uncompressed_size_hint();
            total = total.saturating_add(size);
            let packed = entry.compressed_size_hint();
            if total > limits.inflated || (size > RATIO_FREE && size / limits.ratio > packed) {
                return Err(PackageError::TooLarge);
            }
            let date = entry.last_modified_dos();
            parts.push(Part {
                name: name.to_owned(),
                size,
                date: (date.year(), date.month(), date.day()),
                method: entry.compression_method(),
                place: entry.wayfinder(),
                crc: entry.crc32(),
            });
        }
        spans.sort_unstable();
        let overlaps = spans.windows(2).any(|pair| matches!(pair, [(_, end), (start, _)] if end > start));
        if overlaps {
            return Err(damaged());
        }
        let mut names: Vec<String> = parts.iter().map(|part| part.name.to_ascii_lowercase()).collect();
        names.sort_unstable();
        if let Some([name, _]) = names.array_windows().find(|[first, second]| first == second) {
            return Err(PackageError::Duplicate(name.clone()));
        }
        Ok(Package { archive, parts })
    }

    /// The parts, in the order of the zip.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// There is a part of this name, whatever its case.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// The content of a part; `None` when there is none of this name, whatever its case.
    ///
    /// # Errors
    /// [`PackageError::Damaged`] when it is not what the zip says it is.
    pub fn read(&self, name: &str) -> Result<Option<Cow<'_, [u8]>>, PackageError> {
        let Some(part) = self.find(name) else { return Ok(None) };
        let damaged = || PackageError::Damaged(part.name.clone());
        let entry = self.archive.get_entry(part.place).map_err(|_| damaged())?;
        let limit = usize::try_from(part.size).map_err(|_| damaged())?;
        if part.size > MAX_INFLATED {
            return Err(PackageError::TooLarge);
        }
        let content = match part.method {
            CompressionMethod::STORE => Cow::Borrowed(entry.data()),
            CompressionMethod::DEFLATE => {
                Cow::Owned(decompress_to_vec_with_limit(entry.data(), limit).map_err(|_| damaged())?)
            }
            _ => return Err(damaged()),
        };
        if content.len() != limit || rawzip::crc32(&content) != part.crc {
            return Err(damaged());
        }
        Ok(Some(content))
    }

    /// The content of a part, inflated while it is read: no more than a window of it is in memory.
    ///
    /// # Errors
    /// [`PackageError::Damaged`] when the zip does not say where it lies; reading fails when it is not what the zip says.
    pub fn stream(&self, name: &str) -> Result<Option<PartStream<'_>>, PackageError> {
        let Some(part) = self.find(name) else { return Ok(None) };
        let damaged = || PackageError::Damaged(part.name.clone());
        let entry = self.archive.get_entry(part.place).map_err(|_| damaged())?;
        let deflated = match part.method {
            CompressionMethod::STORE => false,
            CompressionMethod::DEFLATE => true,
            _ => return Err(damaged()),
        };
        Ok(Some(PartStream::new(entry.data(), deflated, part.size, part.crc)))
    }

    /// The package with other content in some parts; every other part is taken over as it lies in the zip.
    ///
    /// # Errors
    /// [`PackageError::Damaged`] when a part to be taken over cannot be.
    pub fn with_parts(&self, changed: &[(&str, &[u8])]) -> Result<Vec<u8>, PackageError> {
        let mut archive = Archive::new();
        for part in &self.parts {
            if let Some((_, content)) = changed.iter().find(|(name, _)| name.eq_ignore_ascii_case(&part.name))
            {
                archive.add_deflated(&part.name, &Deflated::new(content));
                continue;
            }
            let damaged = || PackageError::Damaged(part.name.clone());
            let entry = self.archive.get_entry(part.place).map_err(|_| damaged())?;
            let method = match part.method {
                CompressionMethod::STORE => Method::Store,
                CompressionMethod::DEFLATE => Method::Deflate,
                _ => return Err(damaged()),
            };
            let size = u32::try_from(part.size).map_err(|_| damaged())?;
            archive.add_packed(&part.name, &Packed { method, crc: part.crc, size, bytes: entry.data() });
        }
        Ok(archive.finish())
    }

    /// The relationships of a part; those of the package for `""`. None when it has no such part.
    ///
    /// # Errors
    /// When the part with the relationships is unreadable.
    pub fn relations(&self, source: &str) -> Result<Vec<Relation>, PackageError> {
        match self.read(&part_name(source))? {
            Some(xml) => Relation::read_all(source, &xml),
            None => Ok(Vec::new()),
        }
    }

    /// What the package says its parts are.
    ///
    /// # Errors
    /// [`PackageError::NotWord`] when it does not say, or when that part is unreadable.
    pub fn content_types(&self) -> Result<ContentTypes, PackageError> {
        let name = "[Content_Types].xml";
        let xml = self.read(name)?.ok_or(PackageError::NotWord)?;
        ContentTypes::read(name, &xml)
    }

    /// The name of the main document part, by the relationship that leads there.
    ///
    /// # Errors
    /// [`PackageError::NotWord`] when there is none, or it is not WordprocessingML.
    pub fn main_document(&self) -> Result<String, PackageError> {
        let main = self.relations("")?.into_iter().find(|relation| relation.role() == "officeDocument");
        let name = main.map(|relation| relation.target).filter(|name| self.contains(name));
        let name = name.ok_or(PackageError::NotWord)?;
        let is_word = |kind: &str| kind.contains("wordprocessingml") || kind.contains("ms-word");
        if self.content_types()?.of(&name).is_some_and(is_word) {
            Ok(name)
        } else {
            Err(PackageError::NotWord)
        }
    }
}

/// Word puts a locked document into a compound file with a stream of this name, in UTF-16.
fn is_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn is_part_name(name: &str) -> bool {
    !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|step| !step.is_empty() && step != "." && step != "..")
}
