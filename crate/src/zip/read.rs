//! Reading a zip somebody offers. It may be anything.

use crate::ordered;
use crate::to_list::ToList;

use std::borrow::Cow;

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::ZipError;
use super::build::Builder;
use super::deflate::Deflated;
use super::limit::{Limits, MAX_ENTRIES, MAX_INFLATED, is_steep};
use super::stream::EntryStream;
use super::write::{Method, Packed};

const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What the zip says about an entry.
#[derive(Debug, Clone)]
pub struct Entry {
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

/// A zip opened for reading; entries are inflated when they are asked for.
#[derive(Debug)]
pub struct Archive<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    entries: Vec<Entry>,
}

impl<'a> Archive<'a> {
    /// Opens a zip and checks what can be checked without inflating: names, sizes, overlaps.
    ///
    /// # Errors
    /// What makes it unreadable or unsafe to read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ZipError> {
        Archive::open_within(bytes, Limits::default())
    }

    /// Opens a zip that may be larger or smaller than usual. An entry larger than [`MAX_INFLATED`] can only be streamed.
    ///
    /// # Errors
    /// What makes it unreadable or unsafe to read.
    pub fn open_within(bytes: &'a [u8], limits: Limits) -> Result<Self, ZipError> {
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(if is_encrypted_package(bytes) { ZipError::Encrypted } else { ZipError::Legacy });
        }
        let archive = ZipArchive::from_slice(bytes).map_err(|_| ZipError::NotZip)?;
        let damaged = || ZipError::Damaged("zip".to_owned());
        let mut entries: Vec<Entry> = Vec::new();
        let mut spans: Vec<(u64, u64)> = Vec::new();
        let mut total = 0_u64;
        let mut steep = None;
        for entry in archive.entries() {
            let entry = entry.map_err(|_| damaged())?;
            let name = entry.file_path();
            let name = std::str::from_utf8(name.as_bytes())
                .map_err(|_| ZipError::Name(String::from_utf8_lossy(name.as_bytes()).into_owned()))?;
            if spans.len() >= MAX_ENTRIES {
                return Err(ZipError::TooLarge);
            }
            if entry.flags().is_encrypted() {
                return Err(ZipError::Encrypted);
            }
            let data = archive.get_entry(entry.wayfinder()).map_err(|_| damaged())?;
            spans.push((entry.local_header_offset(), data.compressed_data_range().1));
            if name.ends_with('/') && entry.uncompressed_size_hint() == 0 {
                continue;
            }
            if !is_entry_name(name) {
                return Err(ZipError::Name(name.to_owned()));
            }
            let size = entry.uncompressed_size_hint();
            total = total.saturating_add(size);
            let packed = entry.compressed_size_hint();
            if total > limits.inflated {
                return Err(ZipError::TooLarge);
            }
            if steep.is_none() && is_steep(size, packed, limits.ratio) {
                steep = Some(name.to_owned());
            }
            let date = entry.last_modified_dos();
            entries.push(Entry {
                name: name.to_owned(),
                size,
                date: (date.year(), date.month(), date.day()),
                method: entry.compression_method(),
                place: entry.wayfinder(),
                crc: entry.crc32(),
            });
        }
        if let Some(name) = steep {
            return Err(ZipError::Ratio(name));
        }
        ordered::sort(&mut spans);
        let overlaps = spans.windows(2).any(|pair| matches!(pair, [(_, end), (start, _)] if end > start));
        if overlaps {
            return Err(damaged());
        }
        let mut names: Vec<String> = entries.iter().map(|entry| entry.name.to_ascii_lowercase()).to_list();
        ordered::sort(&mut names);
        if let Some([name, _]) = names.array_windows().find(|[first, second]| first == second) {
            return Err(ZipError::Duplicate(name.clone()));
        }
        Ok(Archive { archive, entries })
    }

    /// The entries, in the order of the zip; folders are none.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// There is an entry of this name, whatever its case.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The content of an entry; `None` when there is none of this name, whatever its case.
    ///
    /// # Errors
    /// [`ZipError::Damaged`] when it is not what the zip says it is.
    pub fn read(&self, name: &str) -> Result<Option<Cow<'_, [u8]>>, ZipError> {
        let Some(entry) = self.find(name) else { return Ok(None) };
        let damaged = || entry.damaged();
        let packed = self.archive.get_entry(entry.place).map_err(|_| damaged())?.data();
        let limit = usize::try_from(entry.size).map_err(|_| damaged())?;
        if entry.size > MAX_INFLATED {
            return Err(ZipError::TooLarge);
        }
        let content = match entry.method()? {
            Method::Store => Cow::Borrowed(packed),
            Method::Deflate => {
                Cow::Owned(decompress_to_vec_with_limit(packed, limit).map_err(|_| damaged())?)
            }
        };
        if content.len() != limit || rawzip::crc32(&content) != entry.crc {
            return Err(damaged());
        }
        Ok(Some(content))
    }

    /// The content of an entry, inflated while it is read: no more than a window of it is in memory.
    ///
    /// # Errors
    /// [`ZipError::Damaged`] when the zip does not say where it lies; reading fails when it is not what the zip says.
    pub fn stream(&self, name: &str) -> Result<Option<EntryStream<'_>>, ZipError> {
        let Some(entry) = self.find(name) else { return Ok(None) };
        let packed = self.archive.get_entry(entry.place).map_err(|_| entry.damaged())?.data();
        let deflated = entry.method()? == Method::Deflate;
        Ok(Some(EntryStream::new(packed, deflated, entry.size, entry.crc)))
    }

    /// The zip with other content in some entries; every other entry is taken over as it lies there. Entries keep their
    /// order; content of a name the zip does not have, whatever its case, comes at the end. Of contents of one name the
    /// first counts.
    ///
    /// # Errors
    /// [`ZipError::Damaged`] when an entry to be taken over cannot be, [`ZipError::Name`] for a name no entry may have,
    /// [`ZipError::TooLarge`] for more than [`MAX_ENTRIES`].
    pub fn with(&self, changed: &[(&str, &[u8])]) -> Result<Vec<u8>, ZipError> {
        self.without(&[], changed)
    }

    /// The same, and without the entries of these names, whatever their case.
    ///
    /// # Errors
    /// See [`Archive::with`].
    pub fn without(&self, removed: &[&str], changed: &[(&str, &[u8])]) -> Result<Vec<u8>, ZipError> {
        let mut added: Vec<(&str, &[u8])> = Vec::new();
        for &(name, content) in changed {
            let is_known = added.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
            if is_known || self.contains(name) {
                continue;
            }
            if !is_entry_name(name) {
                return Err(ZipError::Name(name.to_owned()));
            }
            added.push((name, content));
        }
        if self.entries.len() + added.len() > MAX_ENTRIES {
            return Err(ZipError::TooLarge);
        }
        let mut archive = Builder::new();
        for entry in &self.entries {
            let name = entry.name.as_str();
            if removed.iter().any(|gone| gone.eq_ignore_ascii_case(name)) {
                continue;
            }
            if let Some((_, content)) = changed.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)) {
                archive.add_deflated(name, &Deflated::new(content));
                continue;
            }
            let packed = self.archive.get_entry(entry.place).map_err(|_| entry.damaged())?;
            let size = u32::try_from(entry.size).map_err(|_| entry.damaged())?;
            let packed = Packed { method: entry.method()?, crc: entry.crc, size, bytes: packed.data() };
            archive.add_packed(name, &packed);
        }
        for (name, content) in added {
            archive.add_deflated(name, &Deflated::new(content));
        }
        Ok(archive.finish())
    }
}

impl Entry {
    fn method(&self) -> Result<Method, ZipError> {
        match self.method {
            CompressionMethod::STORE => Ok(Method::Store),
            CompressionMethod::DEFLATE => Ok(Method::Deflate),
            _ => Err(self.damaged()),
        }
    }

    fn damaged(&self) -> ZipError {
        ZipError::Damaged(self.name.clone())
    }
}

/// Word puts a locked document into a compound file with a stream of this name, in UTF-16.
fn is_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).to_list();
    bytes.windows(name.len()).any(|window| window == name)
}

fn is_entry_name(name: &str) -> bool {
    !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|step| !step.is_empty() && step != "." && step != "..")
}
