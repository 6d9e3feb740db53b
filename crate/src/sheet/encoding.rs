//! Text files: which encoding, found out by what gives Vietnamese syllables.

use std::borrow::Cow;
use std::fmt;

use crate::to_list::ToList;
use crate::vietnamese::legacy;

/// How a text file writes its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1258: “ANSI” of a Vietnamese Windows.
    Windows1258,
    /// TCVN3, the ABC fonts.
    Tcvn3,
    /// VNI for Windows.
    Vni,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Encoding; 6] = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1258,
        Encoding::Tcvn3,
        Encoding::Vni,
    ];

    /// The encoding of a name users or programs give it: `utf-8`, `utf-16le`, `windows-1258`, `tcvn3`, `vni`; case does
    /// not matter.
    pub fn from_name(name: &str) -> Option<Encoding> {
        Encoding::ALL.into_iter().find(|encoding| encoding.name().eq_ignore_ascii_case(name))
    }

    /// Its name: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `Windows-1258`, `TCVN3`, `VNI`.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Windows1258 => "Windows-1258",
            Encoding::Tcvn3 => "TCVN3",
            Encoding::Vni => "VNI",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How many bytes are looked at to find the encoding out.
const SAMPLE: usize = 64 * 1024;

/// The upper half of Windows-1258; its marks combine with the letter before them. The replacement character stands where it
/// has none.
const WINDOWS_1258: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰\u{FFFD}‹Œ\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}‘’“”•–—˜™\u{FFFD}›œ\u{FFFD}\u{FFFD}Ÿ\
    \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂĂÄÅÆÇÈÉÊË\u{300}ÍÎÏĐÑ\u{309}ÓÔƠÖ×ØÙÚÛÜƯ\u{303}ß\
    àáâăäåæçèéêë\u{301}íîïđñ\u{323}óôơö÷øùúûüư₫ÿ";

/// The encoding of a file that is no UTF-16, or is.
pub(super) fn detect(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => return Encoding::Utf8,
        [0xFF, 0xFE, ..] => return Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => return Encoding::Utf16Be,
        _ => {}
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    // Separators and line ends are ASCII: half of their bytes in UTF-16 are zero, on one side.
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd > 0 && even * 4 < odd && odd * 16 > sample.len() {
        return Encoding::Utf16Le;
    }
    if even > 0 && odd * 4 < even && even * 16 > sample.len() {
        return Encoding::Utf16Be;
    }
    if is_mostly_utf8(bytes) {
        return Encoding::Utf8;
    }
    // Only what is written with marks tells them apart; a long file may begin with columns of numbers.
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = bytes.get(from.saturating_sub(200)..).unwrap_or_default();
    let sample = sample.get(..SAMPLE).unwrap_or(sample);
    let fit = |encoding| legacy::syllables(&decode(sample, encoding));
    let candidates = [Encoding::Utf8, Encoding::Vni, Encoding::Tcvn3, Encoding::Windows1258];
    candidates.into_iter().max_by_key(|&encoding| fit(encoding)).unwrap_or(Encoding::Utf8)
}

/// Whether no more bytes beyond ASCII are in no place of UTF-8 than are in one: a byte lost on the way makes no other file
/// of it. In the other encodings here a letter is followed by a byte that continues one only by chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let beyond = |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += beyond(chunk.valid().as_bytes());
        bad += chunk.invalid().len();
    }
    bad == 0 || bad <= good
}

/// The text of a file, not yet composed; what has no meaning in the encoding becomes U+FFFD. Text in one of the fonts of
/// [`legacy`] is converted line by line.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes)),
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes),
        Encoding::Windows1258 => {
            let upper: Vec<char> = WINDOWS_1258.chars().to_list();
            let letter = |&byte: &u8| match byte.checked_sub(128) {
                Some(at) => upper.get(usize::from(at)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
                None => char::from(byte),
            };
            bytes.iter().map(letter).collect()
        }
        Encoding::Tcvn3 => Cow::Owned(legacy::to_unicode(&western(bytes), legacy::Encoding::Tcvn3)),
        Encoding::Vni => Cow::Owned(legacy::to_unicode(&western(bytes), legacy::Encoding::Vni)),
    }
}

/// Each byte as the character of that number.
pub(super) fn western(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'_, str> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let letters = char::decode_utf16(pairs.iter().map(|&pair| unit(pair)));
    let text = letters.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.skip_while(|&letter| letter == '\u{FEFF}').collect()
}

#[cfg(test)]
mod tests {
    use super::{Encoding, detect};

    #[test]
    fn a_bad_byte_makes_no_other_encoding_of_a_small_file() {
        for (bytes, encoding) in [
            (b"Nguy\xE1\xBB\x85n,b\n\xD1\xE6,c\n".as_slice(), Encoding::Utf8),
            (b"\xC4\x90\xE1\xBB\x97 An,\xFF\n", Encoding::Utf8),
            (b"a,b\n\xEA,c\n", Encoding::Windows1258),
        ] {
            assert_eq!(detect(bytes), encoding, "{bytes:?}");
        }
    }

    #[test]
    fn the_table_has_the_upper_half() {
        assert_eq!(super::WINDOWS_1258.chars().count(), 128);
    }
}
