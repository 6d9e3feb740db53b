//! A zip written as a stream: what is added comes back as bytes to be written at once, and nothing of it is kept but its
//! name, size and place.
//!
//! Whole files are stored, since a DOCX is deflated already. More than 65,535 entries, and archives beyond 4 GiB, are
//! written as Zip64. A partial archive can be gone on with: each entry is preceded by its size and checksum.
//!
//! Not with `rawzip`, which reads for us: its writer puts no sizes into local headers and a data descriptor of 16 bytes
//! behind every entry. What is added here is complete, headers that say so are smaller, and are what strict OPC consumers
//! and recovery tools like best.
//!
//! ```
//! use thethuc::zip::Zip;
//! let mut zip = Zip::default();
//! let mut file = zip.add("thư/1.docx", b"PK");
//! let mut again = Zip::reopen(&mut file.as_slice()).expect("bytes in memory can be read");
//! assert_eq!((again.names().collect::<Vec<_>>(), again.length()), (vec!["thư/1.docx"], file.len() as u64));
//! file.extend(again.add("thư/2.docx", b"PK"));
//! file.extend(again.finish(""));
//! assert!(file.ends_with(&[0, 0]));
//! ```

use std::io::{self, Read};

const LOCAL_HEADER: u32 = 0x0403_4B50;
const CENTRAL_HEADER: u32 = 0x0201_4B50;
const END: u32 = 0x0605_4B50;
const END64: u32 = 0x0606_4B50;
const LOCATOR64: u32 = 0x0706_4B50;
const VERSION: u16 = 20;
const VERSION64: u16 = 45;
const NAMES_ARE_UTF8: u16 = 1 << 11;
/// 1980-01-01, the first day a zip can name.
const FIRST_DAY: u16 = (1 << 5) | 1;
const MIDNIGHT: u16 = 0;
/// What a local header takes before the name.
const LOCAL_LENGTH: usize = 30;

/// The entries written so far.
#[derive(Debug, Default, Clone)]
pub struct Zip {
    entries: Vec<Entry>,
    length: u64,
}

/// How the bytes of an entry lie in the archive (APPNOTE 4.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Method {
    Store = 0,
    Deflate = 8,
}

/// The bytes of an entry as they are to lie in the archive.
pub(super) struct Packed<'b> {
    pub(super) method: Method,
    /// Checksum and length of what they hold.
    pub(super) crc: u32,
    pub(super) size: u32,
    pub(super) bytes: &'b [u8],
}

#[derive(Debug, Clone)]
struct Entry {
    name: Box<str>,
    method: Method,
    crc: u32,
    /// The length in the archive.
    packed: u32,
    size: u32,
    offset: u64,
}

impl Zip {
    /// The names of the entries, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.name)
    }

    /// How many bytes there are so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The bytes of one more entry, to be written behind the others. A file has less than 4 GiB, a name at most 65,535
    /// bytes; beyond that nothing is added.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(LOCAL_LENGTH + name.len() + bytes.len());
        if let Ok(size) = u32::try_from(bytes.len()) {
            self.put(
                name,
                &Packed { method: Method::Store, crc: rawzip::crc32(bytes), size, bytes },
                &mut out,
            );
        }
        out
    }

    /// One more entry, written to `out`; nothing when its name or bytes are longer than a zip can say.
    pub(super) fn put(&mut self, name: &str, part: &Packed<'_>, out: &mut Vec<u8>) {
        let (Ok(packed), Ok(name_length)) = (u32::try_from(part.bytes.len()), u16::try_from(name.len()))
        else {
            return;
        };
        let &Packed { method, crc, size, bytes } = part;
        let entry = Entry { name: name.into(), method, crc, packed, size, offset: self.length };
        let before = out.len();
        put32(out, &[LOCAL_HEADER]);
        put16(out, &[VERSION]);
        entry.put_shared(out);
        put16(out, &[name_length, 0]);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(bytes);
        self.length += (out.len() - before) as u64;
        self.entries.push(entry);
    }

    /// The end of the archive, with a comment in it, of which there is room for 65,535 bytes.
    pub fn finish(&self, comment: &str) -> Vec<u8> {
        let start = self.length;
        let mut out = Vec::with_capacity(self.entries.len() * 100);
        for entry in &self.entries {
            entry.put_central(&mut out);
        }
        let size = out.len() as u64;
        let count = self.entries.len() as u64;
        let limits = (u16::try_from(count), u32::try_from(size), u32::try_from(start));
        let wide = matches!(limits.0, Err(_) | Ok(u16::MAX))
            || matches!(limits.1, Err(_) | Ok(u32::MAX))
            || matches!(limits.2, Err(_) | Ok(u32::MAX));
        if wide {
            let at = start + size;
            put32(&mut out, &[END64]);
            put64(&mut out, &[44]);
            put16(&mut out, &[VERSION64, VERSION64]);
            put32(&mut out, &[0, 0]);
            put64(&mut out, &[count, count, size, start]);
            put32(&mut out, &[LOCATOR64, 0]);
            put64(&mut out, &[at]);
            put32(&mut out, &[1]);
        }
        let count = limits.0.unwrap_or(u16::MAX);
        put32(&mut out, &[END]);
        put16(&mut out, &[0, 0, count, count]);
        put32(&mut out, &[limits.1.unwrap_or(u32::MAX), limits.2.unwrap_or(u32::MAX)]);
        let comment = comment.as_bytes().get(..comment.len().min(u16::MAX.into())).unwrap_or_default();
        put16(&mut out, &[u16::try_from(comment.len()).unwrap_or(0)]);
        out.extend_from_slice(comment);
        out
    }

    /// Reads back the entries that were written whole, up to the first that was not; what follows [`Zip::length`] is to
    /// be cut off.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn reopen(source: &mut impl Read) -> io::Result<Zip> {
        let mut zip = Zip::default();
        loop {
            let mut head = [0; LOCAL_LENGTH];
            if !fill(source, &mut head)? {
                break;
            }
            let Some(found) = Local::read(&head) else { break };
            let mut name = vec![0; found.name.into()];
            if !fill(source, &mut name)? {
                break;
            }
            let mut bytes = Vec::new();
            source.take(found.size.into()).read_to_end(&mut bytes)?;
            if bytes.len() as u64 != u64::from(found.size) || rawzip::crc32(&bytes) != found.crc {
                break;
            }
            let Ok(name) = String::from_utf8(name) else { break };
            let length = (LOCAL_LENGTH + name.len() + bytes.len()) as u64;
            zip.entries.push(Entry {
                name: name.into(),
                method: Method::Store,
                crc: found.crc,
                packed: found.size,
                size: found.size,
                offset: zip.length,
            });
            zip.length += length;
        }
        Ok(zip)
    }

    /// Forgets the entries behind the first `count`; the archive is to be cut off at [`Zip::length`].
    pub fn keep(&mut self, count: usize) {
        if let Some(first) = self.entries.get(count) {
            self.length = first.offset;
        }
        self.entries.truncate(count);
    }
}

impl Entry {
    /// What both headers of an entry say.
    fn put_shared(&self, out: &mut Vec<u8>) {
        let flags = if self.name.is_ascii() { 0 } else { NAMES_ARE_UTF8 };
        put16(out, &[flags, self.method as u16, MIDNIGHT, FIRST_DAY]);
        put32(out, &[self.crc, self.packed, self.size]);
    }

    fn put_central(&self, out: &mut Vec<u8>) {
        let near = u32::try_from(self.offset).ok().filter(|&offset| offset != u32::MAX);
        let version = if near.is_some() { VERSION } else { VERSION64 };
        put32(out, &[CENTRAL_HEADER]);
        put16(out, &[version, version]);
        self.put_shared(out);
        let extra: u16 = if near.is_some() { 0 } else { 12 };
        put16(out, &[u16::try_from(self.name.len()).unwrap_or(u16::MAX), extra, 0, 0, 0]);
        put32(out, &[0, near.unwrap_or(u32::MAX)]);
        out.extend_from_slice(self.name.as_bytes());
        if near.is_none() {
            put16(out, &[1, 8]);
            put64(out, &[self.offset]);
        }
    }
}

/// A local header as it was read.
struct Local {
    crc: u32,
    size: u32,
    name: u16,
}

impl Local {
    fn read(head: &[u8; LOCAL_LENGTH]) -> Option<Local> {
        let two = |at: usize| Some(u16::from_le_bytes(head.get(at..at + 2)?.try_into().ok()?));
        let four = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
        let ours = four(0)? == LOCAL_HEADER && two(8)? == 0 && four(18)? == four(22)? && two(28)? == 0;
        ours.then_some(Local { crc: four(14)?, size: four(18)?, name: two(26)? })
    }
}

/// Whether the source had enough to fill the buffer.
fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match source.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn put16(out: &mut Vec<u8>, fields: &[u16]) {
    fields.iter().for_each(|field| out.extend_from_slice(&field.to_le_bytes()));
}

fn put32(out: &mut Vec<u8>, fields: &[u32]) {
    fields.iter().for_each(|field| out.extend_from_slice(&field.to_le_bytes()));
}

fn put64(out: &mut Vec<u8>, fields: &[u64]) {
    fields.iter().for_each(|field| out.extend_from_slice(&field.to_le_bytes()));
}
