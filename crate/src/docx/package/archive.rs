//! The container of the parts.

use super::deflate::{Deflated, PartData};
use crate::zip::{Method, Packed, Zip};

#[derive(Debug, Default)]
pub(super) struct Archive {
    out: Vec<u8>,
    zip: Zip,
}

impl Archive {
    pub(super) fn new() -> Self {
        Archive { out: Vec::with_capacity(16 * 1024), zip: Zip::default() }
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
        let packed = Packed { method: Method::Deflate, crc: part.crc, size: part.size, bytes: &part.bytes };
        self.add_packed(name, &packed);
    }

    /// A part as it lies in another archive, or as we deflated it.
    pub(super) fn add_packed(&mut self, name: &str, part: &Packed<'_>) {
        self.zip.put(name, part, &mut self.out);
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.out.extend(self.zip.finish(""));
        self.out
    }
}
