//! When two cells say the same thing: as keys of rows, which labels must not be compared like.

use crate::joined::Joined;
use crate::vietnamese::text::{clean, tones_behind};

/// What is left of a value when capitals, spaces and where a tone stands in its syllable (hoà, hòa) do not count; marks
/// and signs do: `Tân Hòa` is not `Tân Hoa`, `1.1` not `11`.
pub(super) fn key(value: &str) -> String {
    tones_behind(&clean(value).text).split_whitespace().joined(" ")
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn values_are_the_same_only_when_a_reader_takes_them_for_the_same() {
        for (one, other) in [
            ("Hòa Bình", "HOÀ BÌNH"),
            ("Thủy", "thuỷ"),
            ("Xã  An\u{A0}Bình ", " xã an bình"),
            ("Xã\nAn Bình", "Xã An Bình"),
            ("Kế", "Ke\u{302}\u{301}"),
            ("Điện", "đie\u{302}\u{323}n"),
            ("\u{FEFF}A", "a"),
            (" \u{A0}", ""),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        for (one, other) in [
            ("1.1", "11"),
            ("Tân Hòa", "Tân Hoa"),
            ("Đông", "Dông"),
            ("Hóa An", "Hoa Án"),
            ("A/B", "AB"),
            ("12", "1 2"),
            ("thúhoa", "thuhóa"),
            ("中", "国"),
        ] {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
        assert_eq!(key(" - "), "-");
    }
}
