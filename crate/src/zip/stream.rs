//! Reading an entry without holding it.

use std::fmt;
use std::io::{self, BufRead, Read};

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

const WINDOW: usize = 32 * 1024;

/// An entry inflated while it is read. Length and checksum are compared with what the zip says; one that is not what it
/// should be ends in an error of kind [`io::ErrorKind::InvalidData`].
pub struct EntryStream<'a> {
    packed: &'a [u8],
    inflater: Option<Box<InflateState>>,
    window: Vec<u8>,
    /// What of the window is still to be read.
    from: usize,
    to: usize,
    /// Bytes the entry still must have.
    left: u64,
    crc: rawzip::Crc32,
    told_crc: u32,
    /// Bytes read since the last [`EntryStream::mark`], and how many there may be.
    taken: usize,
    most: usize,
}

impl fmt::Debug for EntryStream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EntryStream").field("left", &self.left).finish_non_exhaustive()
    }
}

impl<'a> EntryStream<'a> {
    pub(super) fn new(packed: &'a [u8], deflated: bool, size: u64, crc: u32) -> Self {
        EntryStream {
            packed,
            inflater: deflated.then(|| InflateState::new_boxed(DataFormat::Raw)),
            window: vec![0; WINDOW],
            from: 0,
            to: 0,
            left: size,
            crc: rawzip::Crc32::new(),
            told_crc: crc,
            taken: 0,
            most: usize::MAX,
        }
    }

    /// From here on no more than `most` bytes may be read until the next mark; more fails with
    /// [`io::ErrorKind::QuotaExceeded`]. Keeps a token of any length out of memory.
    pub fn mark(&mut self, most: usize) {
        self.taken = 0;
        self.most = most;
    }

    fn refill(&mut self) -> io::Result<()> {
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        let written = match &mut self.inflater {
            None => {
                let length = self.packed.len().min(WINDOW);
                let (now, rest) = self.packed.split_at(length);
                if let Some(room) = self.window.get_mut(..length) {
                    room.copy_from_slice(now);
                }
                self.packed = rest;
                length
            }
            Some(inflater) => {
                let done = inflate(inflater, self.packed, &mut self.window, MZFlush::None);
                self.packed = self.packed.get(done.bytes_consumed..).unwrap_or_default();
                match done.status {
                    Ok(MZStatus::Ok | MZStatus::StreamEnd) => {}
                    // At the end, or in the middle of a stream that was cut.
                    Err(MZError::Buf) => {}
                    Ok(MZStatus::NeedDict) | Err(_) => return Err(damaged()),
                }
                done.bytes_written
            }
        };
        self.from = 0;
        self.to = written;
        self.left = self.left.checked_sub(written as u64).ok_or_else(damaged)?;
        self.crc.update(self.window.get(..written).unwrap_or_default());
        if written == 0 && (self.left > 0 || self.crc.checksum() != self.told_crc) {
            return Err(damaged());
        }
        Ok(())
    }
}

impl BufRead for EntryStream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > self.most {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        if self.from >= self.to {
            self.refill()?;
        }
        Ok(self.window.get(self.from..self.to).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.from = self.from.saturating_add(amount).min(self.to);
        self.taken = self.taken.saturating_add(amount);
    }
}

impl Read for EntryStream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let length = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..length), ready.get(..length)) {
            to.copy_from_slice(from);
        }
        self.consume(length);
        Ok(length)
    }
}
