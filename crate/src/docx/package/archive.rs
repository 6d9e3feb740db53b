//! The zip container, written.
//!
//! Not with `rawzip`, which reads for us: its writer streams, so every part gets a data descriptor of 16 bytes and a local
//! header without sizes. Our parts are complete before they are written; headers that say so are smaller, and are what
//! strict OPC consumers and recovery tools like best.

use super::deflate::{Deflated, PartData};

const LOCAL_HEADER: u32 = 0x0403_4B50;
const CENTRAL_HEADER: u32 = 0x0201_4B50;
const END_OF_CENTRAL_DIRECTORY: u32 = 0x0605_4B50;
/// Needs version 2.0 to extract; made by the same on a file system without permissions.
const VERSION: u16 = 20;
pub(super) const STORE: u16 = 0;
pub(super) const DEFLATE: u16 = 8;
const NAMES_ARE_UTF8: u16 = 1 << 11;
const MIDNIGHT: u16 = 0;
/// 1980-01-01, the first day a zip can name.
const FIRST_DAY: u16 = (1 << 5) | 1;

/// A part as it lies in an archive.
pub(super) struct Packed<'b> {
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) size: u32,
    pub(super) bytes: &'b [u8],
}

#[derive(Debug)]
pub(super) struct Archive {
    out: Vec<u8>,
    directory: Vec<u8>,
    entries: u16,
}

impl Archive {
    pub(super) fn new() -> Self {
        Archive { out: Vec::with_capacity(16 * 1024), directory: Vec::with_capacity(1024), entries: 0 }
    }

    pub(super) fn add(&mut self, name: &str, data: &PartData<'_>) {
        match data {
            PartData::Deflated(deflated) => self.add_deflated(name, deflated),
            PartData::Plain(part) => {
                self.add_deflated(name, &Deflated::new(part));
            }
        }
    }

    pub(super) fn add_deflated(&mut self, name: &str, part: &Deflated) {
        self.add_packed(
            name,
            &Packed { method: DEFLATE, crc: part.crc, size: part.size, bytes: &part.bytes },
        );
    }

    /// A part as it lies in another archive, or as we deflated it.
    pub(super) fn add_packed(&mut self, name: &str, part: &Packed<'_>) {
        let offset = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        let flags = if name.is_ascii() { 0 } else { NAMES_ARE_UTF8 };
        let mut shared = Vec::with_capacity(26);
        put16(&mut shared, &[VERSION, flags, part.method, MIDNIGHT, FIRST_DAY]);
        put32(&mut shared, &[part.crc, u32::try_from(part.bytes.len()).unwrap_or(u32::MAX), part.size]);
        put16(&mut shared, &[u16::try_from(name.len()).unwrap_or(u16::MAX), 0]);

        put32(&mut self.out, &[LOCAL_HEADER]);
        self.out.extend_from_slice(&shared);
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(part.bytes);

        put32(&mut self.directory, &[CENTRAL_HEADER]);
        put16(&mut self.directory, &[VERSION]);
        self.directory.extend_from_slice(&shared);
        // No comment, first disk, no internal and external attributes.
        put16(&mut self.directory, &[0, 0, 0]);
        put32(&mut self.directory, &[0, offset]);
        self.directory.extend_from_slice(name.as_bytes());
        self.entries += 1;
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let start = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        let length = u32::try_from(self.directory.len()).unwrap_or(u32::MAX);
        self.out.append(&mut self.directory);
        put32(&mut self.out, &[END_OF_CENTRAL_DIRECTORY]);
        put16(&mut self.out, &[0, 0, self.entries, self.entries]);
        put32(&mut self.out, &[length, start]);
        put16(&mut self.out, &[0]);
        self.out
    }
}

fn put16(out: &mut Vec<u8>, fields: &[u16]) {
    fields.iter().for_each(|field| out.extend_from_slice(&field.to_le_bytes()));
}

fn put32(out: &mut Vec<u8>, fields: &[u32]) {
    fields.iter().for_each(|field| out.extend_from_slice(&field.to_le_bytes()));
}
