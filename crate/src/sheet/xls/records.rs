//! The records of a BIFF8 stream (MS-XLS 2.1.4), each with those that continue it, and the values in them.

/// A record that continues the one before it.
const CONTINUE: u16 = 0x3C;

/// The records of a stream from a place on; they end where one is cut short.
#[derive(Debug, Clone)]
pub(super) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    pub(super) fn from(stream: &'s [u8], place: usize) -> Self {
        Records { rest: stream.get(place..).unwrap_or_default() }
    }

    fn one(&mut self) -> Option<(u16, &'s [u8])> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let [kind_low, kind_high, low, high] = *head;
        let (data, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([low, high])))?;
        self.rest = rest;
        Some((u16::from_le_bytes([kind_low, kind_high]), data))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, Data<'s>);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, part) = self.one()?;
        let mut data = Data { part, more: Vec::new() };
        while self.rest.starts_with(&CONTINUE.to_le_bytes()) {
            let Some((_, part)) = self.one() else { break };
            data.more.push(part);
        }
        data.more.reverse();
        Some((kind, data))
    }
}

/// What a record holds and has not given out yet.
#[derive(Debug, Clone)]
pub(super) struct Data<'s> {
    part: &'s [u8],
    /// The parts that continue it, the next one last.
    more: Vec<&'s [u8]>,
}

impl Data<'_> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        loop {
            if let Some((&byte, rest)) = self.part.split_first() {
                self.part = rest;
                return Some(byte);
            }
            self.part = self.more.pop()?;
        }
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Some(bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    /// A row, a column, an index.
    pub(super) fn index(&mut self) -> Option<usize> {
        self.u16().map(usize::from)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        self.bytes().map(f64::from_le_bytes)
    }

    /// A number of 30 bits (2.5.122): a whole one or the upper half of a binary fraction, perhaps in hundredths.
    pub(super) fn rk(&mut self) -> Option<f64> {
        let bits = self.u32()?;
        let number = if bits & 2 == 0 {
            f64::from_bits(u64::from(bits & !3) << 32)
        } else {
            f64::from(bits.cast_signed() >> 2)
        };
        Some(if bits & 1 == 0 { number } else { number / 100.0 })
    }

    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        let mut count = count;
        loop {
            if let Some(rest) = self.part.get(count..) {
                self.part = rest;
                return Some(());
            }
            count -= self.part.len();
            self.part = self.more.pop()?;
        }
    }

    /// A text whose length stands before it in one byte (`XLUnicodeString` short, 2.5.240).
    pub(super) fn short_text(&mut self) -> Option<String> {
        let count = usize::from(self.byte()?);
        let flags = self.byte()?;
        self.characters(count, flags)
    }

    /// A text with its length in two bytes, with what may follow it for looks and reading aids (2.5.293, 2.5.294).
    pub(super) fn text(&mut self) -> Option<String> {
        let count = self.index()?;
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.index()? };
        let aids = if flags & 4 == 0 { 0 } else { usize::try_from(self.u32()?).ok()? };
        let text = self.characters(count, flags)?;
        self.skip(runs * 4)?;
        self.skip(aids)?;
        Some(text)
    }

    /// Characters of one byte or two; where they go on in another record, it says anew which.
    fn characters(&mut self, count: usize, flags: u8) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(count);
        let mut wide = flags & 1 == 1;
        while units.len() < count {
            if self.part.is_empty() {
                self.part = self.more.pop()?;
                wide = self.byte()? & 1 == 1;
                continue;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_with_characters_of_another_width() {
        let mut stream = vec![0xFC, 0, 5, 0, 4, 0, 0, b'T', b'h'];
        stream.extend([0x3C, 0, 5, 0, 1, 0xBF, 0x1E, b'!', 0]);
        stream.extend([0x0A, 0, 0, 0, 9]);
        let mut records = Records::from(&stream, 0);
        let (kind, mut data) = records.next().unwrap();
        assert_eq!((kind, data.text().as_deref(), data.byte()), (0xFC, Some("Thế!"), None));
        assert_eq!(records.next().map(|(kind, _)| kind), Some(0x0A));
        assert!(records.next().is_none());
    }

    #[test]
    fn small_numbers_are_whole_or_in_hundredths() {
        let rk = |bits: u32| Data { part: &bits.to_le_bytes(), more: Vec::new() }.rk();
        assert_eq!(rk(7 << 2 | 2), Some(7.0));
        assert_eq!(rk((-5_i32 << 2 | 2).cast_unsigned()), Some(-5.0));
        assert_eq!(rk(12345 << 2 | 3), Some(123.45));
        assert_eq!(rk(0x3FF8_0000), Some(1.5));
    }
}
