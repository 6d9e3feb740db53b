//! Content made small, whole or piece by piece.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::limit::{MAX_RATIO, is_steep};
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};

/// zlib's usual level. On a letter's document part no higher level saves a byte, and the highest saves 2 % of a table of
/// 680 KB (measured with miniz_oxide 0.9.1).
const LEVEL: i32 = 6;

/// Content deflated beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deflated {
    /// CRC-32 of the content.
    pub crc: u32,
    /// Length of the content.
    pub size: u32,
    /// The content as a raw DEFLATE stream.
    pub bytes: Vec<u8>,
}

impl Deflated {
    /// Deflates content. It must be shorter than 4 GiB.
    ///
    /// Compressors are kept for the next content, one for each thread that deflates at a time; each starts anew, so what
    /// went before cannot be seen from outside.
    pub fn new(part: &[u8]) -> Self {
        with_idle(|deflater| deflater.deflate(part))
    }
}

fn with_idle<T>(work: impl FnOnce(&mut Deflater) -> T) -> T {
    static IDLE: Mutex<Vec<Deflater>> = Mutex::new(Vec::new());
    let idle = || IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let known = idle().pop();
    let mut deflater = known.unwrap_or_else(Deflater::new);
    let done = work(&mut deflater);
    idle().push(deflater);
    done
}

/// A piece that recurs inside parts that differ around it, deflated so that it fits in anywhere.
#[derive(Debug)]
pub(crate) struct Recurring {
    text: Vec<u8>,
    bytes: Vec<u8>,
}

impl Recurring {
    pub(crate) fn new(text: Vec<u8>) -> Self {
        let mut bytes = Vec::with_capacity(text.len() / 4);
        // A full flush ends at a byte and looks back at nothing (RFC 1951, 3.2.4: an empty stored block).
        Deflater::new().compress(&text, TDEFLFlush::Full, &mut bytes);
        Recurring { text, bytes }
    }

    /// The part that has this piece between two others.
    pub(crate) fn between(&self, before: &[u8], after: &[u8]) -> Deflated {
        let mut crc = rawzip::Crc32::new();
        for piece in [before, &self.text, after] {
            crc.update(piece);
        }
        let size = before.len() + self.text.len() + after.len();
        let mut bytes = Vec::with_capacity(self.bytes.len() + (before.len() + after.len()) / 3 + 32);
        store(before, &mut bytes);
        bytes.extend_from_slice(&self.bytes);
        with_idle(|deflater| {
            deflater.begin();
            deflater.compress(after, TDEFLFlush::Finish, &mut bytes);
        });
        Deflated { crc: crc.checksum(), size: u32::try_from(size).unwrap_or(u32::MAX), bytes }
    }
}

/// Stored blocks (RFC 1951, 3.2.4): for a few hundred bytes the tables of another block would cost more than they save.
fn store(piece: &[u8], to: &mut Vec<u8>) {
    for block in piece.chunks(usize::from(u16::MAX)) {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        to.push(0);
        to.extend_from_slice(&length.to_le_bytes());
        to.extend_from_slice(&(!length).to_le_bytes());
        to.extend_from_slice(block);
    }
}

/// A part that is deflated piece by piece, so that it need not be held whole.
#[derive(Debug)]
pub struct DeflatedStream {
    deflater: Deflater,
    crc: rawzip::Crc32,
    size: u64,
    bytes: Vec<u8>,
}

impl Default for DeflatedStream {
    fn default() -> Self {
        DeflatedStream { deflater: Deflater::new(), crc: rawzip::Crc32::new(), size: 0, bytes: Vec::new() }
    }
}

impl DeflatedStream {
    /// How many bytes it was given.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The next bytes of the part. All of it must stay shorter than 4 GiB.
    pub fn push(&mut self, piece: &[u8]) {
        self.crc.update(piece);
        self.size += piece.len() as u64;
        self.deflater.compress(piece, TDEFLFlush::None, &mut self.bytes);
    }

    /// The part.
    pub fn finish(mut self) -> Deflated {
        self.deflater.compress(&[], TDEFLFlush::Finish, &mut self.bytes);
        Deflated {
            crc: self.crc.checksum(),
            size: u32::try_from(self.size).unwrap_or(u32::MAX),
            bytes: self.bytes,
        }
    }
}

/// A compressor that serves one part after another: its tables of 300 KB are made once.
struct Deflater {
    state: Box<CompressorOxide>,
    used: bool,
}

impl fmt::Debug for Deflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deflater").finish_non_exhaustive()
    }
}

impl Deflater {
    fn new() -> Self {
        // No window bits: a raw stream, without zlib's frame.
        let flags = create_comp_flags_from_zip_params(LEVEL, 0, 0);
        Deflater { state: Box::new(CompressorOxide::new(flags)), used: false }
    }

    fn deflate(&mut self, part: &[u8]) -> Deflated {
        let mut bytes = Vec::with_capacity(part.len() / 3 + 32);
        self.begin();
        self.compress(part, TDEFLFlush::Finish, &mut bytes);
        if is_steep(part.len() as u64, bytes.len() as u64, MAX_RATIO) {
            // What grows more than we read ourselves is stored at its beginning, as much as makes it grow less.
            let (stored, rest) = part.split_at(part.len() / usize::try_from(MAX_RATIO).unwrap_or(1) + 1);
            bytes.clear();
            store(stored, &mut bytes);
            self.begin();
            self.compress(rest, TDEFLFlush::Finish, &mut bytes);
        }
        Deflated { crc: rawzip::crc32(part), size: u32::try_from(part.len()).unwrap_or(u32::MAX), bytes }
    }
    fn begin(&mut self) {
        if std::mem::replace(&mut self.used, true) {
            self.state.reset();
        }
    }

    fn compress(&mut self, piece: &[u8], flush: TDEFLFlush, to: &mut Vec<u8>) {
        compress_to_output(&mut self.state, piece, flush, |chunk| {
            to.extend_from_slice(chunk);
            true
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Archive, Builder};
    use miniz_oxide::inflate::decompress_to_vec;

    use super::*;

    #[test]
    fn what_is_written_grows_no_more_than_what_is_read_may() {
        for length in [1 << 20, (1 << 20) + 1, 3_000_000] {
            let part = vec![b'a'; length];
            let mut archive = Builder::new();
            archive.add_deflated("a", &Deflated::new(&part));
            let file = archive.finish();
            let archive = Archive::open(&file).unwrap();
            assert_eq!(archive.read("a").unwrap().unwrap(), part);
        }
    }

    #[test]
    fn a_recurring_piece_reads_as_if_it_were_deflated_with_the_rest() {
        let ready = Recurring::new("Phụ lục ".repeat(900).into_bytes());
        for (before, after) in [("", ""), ("Phụ lục Phụ lục", "Phụ lục"), ("một", &*"hai ".repeat(9000))]
        {
            let whole = [before.as_bytes(), &ready.text, after.as_bytes()].concat();
            let deflated = ready.between(before.as_bytes(), after.as_bytes());
            assert_eq!(decompress_to_vec(&deflated.bytes).unwrap(), whole);
            assert_eq!((deflated.crc, deflated.size as usize), (rawzip::crc32(&whole), whole.len()));
        }
        assert_eq!(Deflated::new(b"sau"), Deflated::new(b"sau"), "what went before leaves no trace");
    }
}
